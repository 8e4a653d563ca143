//! Blocks of plain text: a line is a block; several are one where a paragraph was broken at a fixed width, and
//! where a source has all too many.

use memchr::memchr2;

use super::draft::{Draft, Place, is_full};
use super::reading::Reading;
use super::wrapped::{self, Line};

/// How many lines are looked at together for where a text was broken.
const TOGETHER: usize = 2_000;

/// The lines of a text, read from the top a part at a time.
#[derive(Debug, Default)]
pub(super) struct Lines {
    at: usize,
    reading: Reading,
    /// Whether a blank line came since the last draft.
    gap: bool,
    /// Where the line begins.
    line: usize,
    /// The lines since the last draft.
    read: Vec<Line>,
}

impl Lines {
    /// Reads about `budget` bytes more of `content`; whether that was the rest.
    pub fn step(&mut self, content: &str, budget: usize, drafts: &mut Vec<Draft>) -> bool {
        let bytes = content.as_bytes();
        let stop = self.at.saturating_add(budget).min(bytes.len());
        while self.at < stop {
            let line_end = memchr2(b'\n', b'\r', &bytes[self.at..stop]).map(|n| self.at + n);
            self.at = self.reading.read(content, self.at, line_end.unwrap_or(stop), false);
            if line_end.is_some() {
                // `\r\n` ends one line; its second half is skipped with the first.
                let next = self.at + if bytes[self.at..].starts_with(b"\r\n") { 2 } else { 1 };
                if is_full(drafts.len() + self.read.len(), self.at) {
                    self.reading.owe_space(self.at, next);
                } else {
                    self.end_line(content, drafts);
                }
                self.at = next;
                self.line = next;
            }
        }
        let done = self.at >= bytes.len();
        if done {
            self.end_line(content, drafts);
            wrapped::join(content, std::mem::take(&mut self.read), drafts);
        }
        done
    }

    /// How many bytes were read.
    pub fn at(&self) -> usize {
        self.at
    }

    fn end_line(&mut self, content: &str, drafts: &mut Vec<Draft>) {
        let Some((text, rows, source)) = self.reading.take(content) else {
            self.gap = true;
            return;
        };
        let gap = std::mem::take(&mut self.gap) || drafts.is_empty() && self.read.is_empty();
        if self.read.len() >= TOGETHER && gap || self.read.len() >= 2 * TOGETHER {
            wrapped::join(content, std::mem::take(&mut self.read), drafts);
        }
        let indent = source.start().0.saturating_sub(self.line);
        let draft = Draft { source, text, rows, gap, continues: false, place: Place::default() };
        self.read.push(Line { draft, indent });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &str, budget: usize, expected: &[&str]) {
        let (mut lines, mut drafts) = (Lines::default(), Vec::new());
        while !lines.step(content, budget, &mut drafts) {}
        let found: Vec<&str> = drafts.iter().map(|draft| &*draft.text).collect();
        assert_eq!(found, expected);
        for draft in &drafts {
            assert_eq!(draft.source.slice(content).map(|text| text.trim().is_empty()), Some(false));
        }
    }

    #[test]
    fn a_line_is_a_block_whatever_ends_it() {
        for budget in [1, 2, 7, 1000] {
            check(
                "Één.\r\n\r\n  漢字\n\u{a0}\n👩\u{200d}🚀\rlast&#39;s",
                budget,
                &["Één.", "漢字", "👩\u{200d}🚀", "last's"],
            );
        }
        check("", 9, &[]);
    }

    #[test]
    fn a_source_of_ever_so_many_lines_has_blocks_of_several() {
        let content = "é\n".repeat(20_000);
        let (mut lines, mut drafts) = (Lines::default(), Vec::new());
        while !lines.step(&content, 1000, &mut drafts) {}
        assert!((2000..5000).contains(&drafts.len()), "{}", drafts.len());
        assert_eq!(&*drafts[0].text, "é");
        let all: Vec<&str> = drafts.iter().map(|draft| &*draft.text).collect();
        assert_eq!(all.join(" "), content.trim_end().replace('\n', " "), "every line is in one of them");
    }

    #[test]
    fn an_empty_text_has_no_blocks() {
        check("\r\n \u{feff}", 9, &[]);
    }
}
