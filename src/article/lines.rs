//! Blocks of plain text: a line is a block.

use memchr::memchr2;

use super::draft::{Draft, Place, are_too_many};
use super::reading::Reading;

/// The lines of a text, read from the top a part at a time.
#[derive(Debug, Default)]
pub(super) struct Lines {
    at: usize,
    reading: Reading,
    /// Whether a blank line came since the last draft.
    gap: bool,
}

impl Lines {
    /// Reads about `budget` bytes more of `content`; whether that was the rest.
    pub fn step(&mut self, content: &str, budget: usize, drafts: &mut Vec<Draft>) -> bool {
        let bytes = content.as_bytes();
        let stop = self.at.saturating_add(budget).min(bytes.len());
        while self.at < stop {
            if are_too_many(drafts, content, self.at) {
                self.end_line(drafts);
                drafts.extend(Draft::rest(content, self.at));
                self.at = bytes.len();
                break;
            }
            let line_end = memchr2(b'\n', b'\r', &bytes[self.at..stop]).map(|n| self.at + n);
            self.at = self.reading.read(content, self.at, line_end.unwrap_or(stop), false);
            if line_end.is_some() {
                self.end_line(drafts);
                // `\r\n` ends one line; its second half is skipped with the first.
                self.at += if bytes[self.at..].starts_with(b"\r\n") { 2 } else { 1 };
            }
        }
        let done = self.at >= bytes.len();
        if done {
            self.end_line(drafts);
        }
        done
    }

    /// How many bytes were read.
    pub fn at(&self) -> usize {
        self.at
    }

    fn end_line(&mut self, drafts: &mut Vec<Draft>) {
        let Some((text, rows, source)) = self.reading.take() else {
            self.gap = true;
            return;
        };
        let gap = std::mem::take(&mut self.gap) || drafts.is_empty();
        let draft = Draft { source, text, rows, gap, continues: false, place: Place::default() };
        draft.add_to(drafts);
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
        check("\r\n \u{feff}", 9, &[]);
    }

    #[test]
    fn very_many_short_lines_are_read_in_part() {
        let read = |content: &str| {
            let (mut lines, mut drafts) = (Lines::default(), Vec::new());
            while !lines.step(content, 1 << 10, &mut drafts) {}
            drafts
        };
        let short = "é\r\n".repeat(70_000);
        for (rest, end) in [("é\n".repeat(70_000), 70_000 * 7 - 1), ("\n".repeat(99), 70_000 * 4 - 2)] {
            let drafts = read(&format!("{short}{rest}"));
            let last = drafts.last().unwrap();
            assert!(drafts.len() < 66_000, "{}", drafts.len());
            assert_eq!((&*last.text, last.source.end().0), ("…", end));
        }
        assert_eq!(Draft::rest(" 漢 ", 0).map(|rest| rest.text.len()), Some(6));
        assert_eq!(read(&"A sentence of words.\n".repeat(100_000)).len(), 100_000);
    }
}
