//! Sentences: Unicode's boundaries (UAX #29), mended where an abbreviation's full stop is not an end.

use unicode_segmentation::UnicodeSegmentation;

use super::{Span, is_abbreviation, paragraphs};

/// The sentences of `text` in order, trimmed of white space. None crosses a line end.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        let Some(line) = paragraph.slice(text) else { continue };
        let mut start = 0;
        let mut end = 0;
        for piece in line.split_sentence_bounds() {
            end += piece.len();
            if end < line.len() && ends_in_abbreviation(&line[start..end]) {
                continue;
            }
            push(&mut found, line, start, end, paragraph.start().0);
            start = end;
        }
        push(&mut found, line, start, end, paragraph.start().0);
    }
    found
}

fn push(found: &mut Vec<Span>, line: &str, start: usize, end: usize, shift: usize) {
    let piece = &line[start..end];
    let lead = piece.len() - piece.trim_start().len();
    found.extend(Span::of(shift + start + lead..shift + start + lead + piece.trim().len()));
}

fn ends_in_abbreviation(sentence: &str) -> bool {
    let Some(before) = sentence.trim_end().strip_suffix('.') else { return false };
    let word = before.rsplit(|c: char| c.is_whitespace() || "([\"'“‘".contains(c)).next().unwrap_or("");
    is_abbreviation(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = sentences(text).into_iter().filter_map(|span| span.slice(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        check("Gov. Roe met J. Doe. They left.", &["Gov. Roe met J. Doe.", "They left."]);
        check("He left on Nov. 19. Then?  Yes!", &["He left on Nov. 19.", "Then?", "Yes!"]);
        check("Une phrase.\r\n漢字。はい。", &["Une phrase.", "漢字。", "はい。"]);
        check("", &[]);
    }
}
