//! Snapping: from what a hand selected to what it meant.

use unicode_segmentation::UnicodeSegmentation;

use super::{Offset, Span, Token, TokenKind, tokens};

/// `span` widened to whole tokens, without the white space and punctuation around them; `None` if it holds no word
/// and no symbol (`👩‍🚀`, `§`): symbols count where there are no words.
///
/// A full stop stays where it belongs to the last token (`U.S.`).
pub fn snap_to_words(text: &str, span: Span) -> Option<Span> {
    let over: Vec<Token> =
        tokens_around(text, span).into_iter().filter(|token| span.overlaps(token.span)).collect();
    let covered = |wanted: &dyn Fn(&Token) -> bool| {
        let first = over.iter().find(|token| wanted(token))?;
        let last = over.iter().rfind(|token| wanted(token))?;
        Span::new(first.span.start(), last.span.end())
    };
    covered(&|token| token.kind != TokenKind::Mark).or_else(|| {
        covered(&|token| token.span.slice(text).is_some_and(|token| token.chars().any(is_symbol)))
    })
}

/// Whether a character means something by itself: neither white space nor punctuation.
pub fn is_symbol(character: char) -> bool {
    let punctuation = match character {
        '$' | '%' | '&' | '+' | '<' | '=' | '>' | '@' | '^' | '`' | '|' | '~' | '#' => false,
        '«' | '»' | '¿' | '¡' | '·' => true,
        '\u{2000}'..='\u{206f}'
        | '\u{3000}'..='\u{303f}'
        | '\u{fe00}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff0f}' => true,
        _ => character.is_ascii_punctuation(),
    };
    !punctuation && !character.is_whitespace() && !character.is_control()
}

/// `span` widened so that it cuts no grapheme (a character as a reader sees it); `None` past the text's end.
pub fn snap_to_graphemes(text: &str, span: Span) -> Option<Span> {
    let line = line_around(text, span)?;
    let mut start = None;
    let mut end = None;
    for (at, grapheme) in line.slice(text)?.grapheme_indices(true) {
        let here = Span::of(line.start().0 + at..line.start().0 + at + grapheme.len())?;
        if here.overlaps(span) {
            start.get_or_insert(here.start());
            end = Some(here.end());
        }
    }
    Span::new(start?, end?)
}

/// The first word that starts after `at`.
pub fn next_word(text: &str, at: Offset) -> Option<Span> {
    let from = text.get(at.0..)?;
    let mut next_line = at.0;
    // The line `at` stands in is read from its own start: a token must not be cut by where we are.
    let first_line = line_start(text, at);
    for (index, line) in from.split_inclusive('\n').enumerate() {
        let start = if index == 0 { first_line } else { next_line };
        let end = next_line + line.len();
        let found = tokens(&text[start..end])
            .into_iter()
            .map(|token| (token.kind, token.span.shifted(Offset(start))))
            .find(|(kind, span)| *kind != TokenKind::Mark && span.start() > at);
        if let Some((_, span)) = found {
            return Some(span);
        }
        next_line = end;
    }
    None
}

/// The last word that starts before `at`.
pub fn previous_word(text: &str, at: Offset) -> Option<Span> {
    let mut end = text.get(..at.0)?.len();
    // The end of the line `at` stands in, so that the word it stands in is read whole.
    let mut line_end = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
    loop {
        let start = line_start(text, Offset(end));
        let found = tokens(&text[start..line_end])
            .into_iter()
            .rev()
            .map(|token| (token.kind, token.span.shifted(Offset(start))))
            .find(|(kind, span)| *kind != TokenKind::Mark && span.start() < at);
        if let Some((_, span)) = found {
            return Some(span);
        }
        end = start.checked_sub(1)?;
        line_end = end;
    }
}

/// The first character, as a reader sees it, that starts after `at`, white space left out.
pub fn next_grapheme(text: &str, at: Offset) -> Option<Span> {
    graphemes_from(text, line_start(text, at)).find(|span| span.start() > at)
}

/// The last character, as a reader sees it, that starts before `at`, white space left out.
pub fn previous_grapheme(text: &str, at: Offset) -> Option<Span> {
    let mut start = line_start(text, at);
    loop {
        if let Some(found) = graphemes_from(text, start).take_while(|span| span.start() < at).last() {
            return Some(found);
        }
        start = line_start(text, Offset(start.checked_sub(1)?));
    }
}

/// The characters as a reader sees them from `start` on, white space left out.
fn graphemes_from(text: &str, start: usize) -> impl Iterator<Item = Span> + '_ {
    let rest = text.get(start..).unwrap_or_default();
    rest.grapheme_indices(true)
        .filter(|(_, grapheme)| !grapheme.chars().all(char::is_whitespace))
        .filter_map(move |(at, grapheme)| Span::of(start + at..start + at + grapheme.len()))
}

/// Where the line that `at` stands in starts, in bytes.
fn line_start(text: &str, at: Offset) -> usize {
    text.get(..at.0).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// The tokens of the lines that `span` touches, at their places in `text`.
fn tokens_around(text: &str, span: Span) -> Vec<Token> {
    let Some(line) = line_around(text, span) else { return Vec::new() };
    let shift = line.start();
    line.slice(text)
        .map(tokens)
        .unwrap_or_default()
        .into_iter()
        .map(|token| Token { span: token.span.shifted(shift), ..token })
        .collect()
}

/// The whole lines that `span` touches.
fn line_around(text: &str, span: Span) -> Option<Span> {
    text.get(..span.start().0)?;
    let start = line_start(text, span.start());
    let end = text.get(span.end().0..)?.find('\n').map_or(text.len(), |newline| span.end().0 + newline);
    Span::of(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `|` marks the two ends of what was selected, and of what it becomes.
    fn check(snap: fn(&str, Span) -> Option<Span>, selected: &str, expected: Option<&str>) {
        let start = selected.find('|').unwrap();
        let end = selected.rfind('|').unwrap() - 1;
        let text = selected.replace('|', "");
        let found = Span::of(start..end).and_then(|span| snap(&text, span));
        let shown = found.map(|span| {
            let range = span.range();
            format!("{}|{}|{}", &text[..range.start], &text[range.clone()], &text[range.end..])
        });
        assert_eq!(shown.as_deref(), expected);
    }

    #[test]
    fn words() {
        check(snap_to_words, "the Sup|reme Co|urt, sat", Some("the |Supreme Court|, sat"));
        check(snap_to_words, "the| Supreme Court, |sat", Some("the |Supreme Court|, sat"));
        check(snap_to_words, "in the| U.S.|", Some("in the |U.S.|"));
        check(snap_to_words, "“|Ebrard’s|”", Some("“|Ebrard’s|”"));
        check(snap_to_words, "at |Ébrar|d’s", Some("at |Ébrard|’s"));
        check(snap_to_words, "漢| , |字", None);
        check(snap_to_words, "said so| 👩‍🚀 |twice", Some("said so |👩‍🚀| twice"));
        check(snap_to_words, "a |👩|‍🚀, b", Some("a |👩‍🚀|, b"));
        check(snap_to_words, "under| § |1", Some("under |§| 1"));
        check(snap_to_words, "so| 👩‍🚀 tw|ice", Some("so 👩‍🚀 |twice|"));
        check(snap_to_words, "a| — … “|", None);
        check(snap_to_words, "\r\nit |is\r\nn|ot", Some("\r\nit |is\r\nnot|"));
    }

    #[test]
    fn graphemes() {
        let text = "a👩‍🚀b";
        let inside = Span::of(5..8).and_then(|span| snap_to_graphemes(text, span));
        assert_eq!(inside.and_then(|span| span.slice(text)), Some("👩‍🚀"));
    }

    #[test]
    fn word_by_word() {
        let text = "(CNN)The 9th\r\n\nÉbrard's, end";
        let mut at = Offset(0);
        let mut words = Vec::new();
        while let Some(span) = next_word(text, at) {
            words.push(span.slice(text).unwrap());
            at = span.start();
        }
        assert_eq!(words, ["CNN", "The", "9th", "Ébrard", "'s", "end"]);
        let mut back = Vec::new();
        while let Some(span) = previous_word(text, at) {
            back.push(span.slice(text).unwrap());
            at = span.start();
        }
        assert_eq!(back, ["'s", "Ébrard", "9th", "The", "CNN"]);
    }

    proptest! {
        #[test]
        fn snapping_never_cuts_a_character_and_is_done_once(text in "(?s)[aB.'é漢👩🚀\u{200d}ש \r\n]{1,60}", a in 0usize..80, b in 0usize..80) {
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (bounds[a % bounds.len()], bounds[b % bounds.len()]);
            if let Some(span) = Span::of(a.min(b)..a.max(b)) {
                for snap in [snap_to_words, snap_to_graphemes] {
                    if let Some(once) = snap(&text, span) {
                        prop_assert!(once.slice(&text).is_some());
                        prop_assert_eq!(snap(&text, once), Some(once));
                    }
                }
            }
        }
    }
}
