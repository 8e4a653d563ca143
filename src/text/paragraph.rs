//! Paragraphs: the lines of a text that hold anything.

use super::Span;

/// Whether a character ends a line, a page or a cell of a table: what stands on either side is never one name.
pub fn is_border(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The non-empty lines of `text` in order, without their line ends (`\n`, `\r\n`).
pub fn paragraphs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        Span::of(start..start + line.trim_end_matches(['\n', '\r']).len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_without_their_ends() {
        let text = "Één.\r\n\r\n漢字\n\n👩‍🚀";
        let found: Vec<_> = paragraphs(text).filter_map(|span| span.slice(text)).collect();
        assert_eq!(found, ["Één.", "漢字", "👩‍🚀"]);
        assert_eq!(paragraphs("\n\n").count(), 0);
    }
}
