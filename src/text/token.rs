//! Tokenization: cutting a text into words, numbers and marks.
//!
//! Word boundaries are Unicode's (UAX #29, by `unicode-segmentation`), with three rules that newspapers
//! need: an abbreviation keeps its full stop (`U.S.`, `Nov.`), a possessive is a token of its own
//! (`Ebrard` + `'s`), and a hyphen cuts, as it does in UAX #29.

use unicode_segmentation::UnicodeSegmentation;

use super::{Span, is_abbreviation};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Holds a letter.
    Word,
    /// Holds a digit and no letter.
    Number,
    /// Neither: punctuation, symbols, emoji.
    Mark,
}

/// A word-like stretch of a text, never empty, never white space, without marks at its ends that show nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Whether a character shows nothing and says nothing: soft hyphens, marks that set the direction of writing, places
/// where a line may or must not break. Pages put them around and into words.
pub fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// The tokens of `text` in order. White space belongs to none, nor do unseen marks around words; every other character
/// belongs to exactly one. Unseen marks change nothing: the tokens are those of the text that is seen.
pub fn tokens(text: &str) -> Vec<Token> {
    if !text.contains(is_unseen) {
        return tokens_of_seen(text);
    }
    let mut seen = String::with_capacity(text.len());
    // Where in what is seen something was left out, and how many bytes up to there.
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    for (at, character) in text.char_indices() {
        if is_unseen(character) {
            gaps.push((seen.len(), at + character.len_utf8() - seen.len()));
        } else {
            seen.push(character);
        }
    }
    let place = |at: usize| {
        let before = gaps.partition_point(|(gap, _)| *gap <= at);
        at + before.checked_sub(1).and_then(|last| gaps.get(last)).map_or(0, |(_, left_out)| *left_out)
    };
    let placed = |token: Token| {
        let range = token.span.range();
        Some(Token {
            span: Span::of(place(range.start)..place(range.end.checked_sub(1)?) + 1)?,
            kind: token.kind,
        })
    };
    tokens_of_seen(&seen).into_iter().filter_map(placed).collect()
}

fn tokens_of_seen(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut words = text.split_word_bound_indices().peekable();
    while let Some((start, word)) = words.next() {
        if word.chars().all(char::is_whitespace) {
            continue;
        }
        // A space that bears a combining mark is one word to Unicode; the mark alone is the token.
        let start = start + word.len() - word.trim_start().len();
        let word = word.trim_start();
        let kind = kind_of(word);
        let mut end = start + word.len();
        if kind == TokenKind::Word {
            if is_abbreviation(word)
                && let Some(&(_, ".")) = words.peek()
            {
                words.next();
                end += 1;
            } else if let Some(cut) = possessive(word) {
                // `Mexico’s’s`: each `'s` is a token.
                let mut cuts = vec![word.len(), cut];
                while let Some(cut) = cuts.last().and_then(|&cut| possessive(word.get(..cut)?)) {
                    cuts.push(cut);
                }
                let mut from = start;
                for cut in cuts.into_iter().rev() {
                    push(&mut found, from, start + cut, TokenKind::Word);
                    from = start + cut;
                }
                continue;
            }
        }
        push(&mut found, start, end, kind);
    }
    found
}

fn push(found: &mut Vec<Token>, start: usize, end: usize, kind: TokenKind) {
    if let Some(span) = Span::of(start..end) {
        found.push(Token { span, kind });
    }
}

fn kind_of(word: &str) -> TokenKind {
    if word.chars().any(char::is_alphabetic) {
        TokenKind::Word
    } else if word.chars().any(char::is_numeric) {
        TokenKind::Number
    } else {
        TokenKind::Mark
    }
}

/// Where `'s` begins in a word that ends with it, in bytes.
fn possessive(word: &str) -> Option<usize> {
    ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .map(str::len)
        .filter(|&cut| cut > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(text: &str, expected: Expect) {
        let words: Vec<_> =
            tokens(text).iter().filter_map(|token| token.span.slice(text)).map(str::to_owned).collect();
        expected.assert_eq(&words.join("|"));
    }

    #[test]
    fn cuts_news_as_readers_do() {
        check("The U.S. said no.", expect!["The|U.S.|said|no|."]);
        check("Ebrard's office, on Nov. 19", expect!["Ebrard|'s|office|,|on|Nov.|19"]);
        check("the 9th Circuit’s ruling", expect!["the|9th|Circuit|’s|ruling"]);
        check("(CNN)The U.S.-led force", expect!["(|CNN|)|The|U.S.|-|led|force"]);
        check("café\r\n漢字 👩‍🚀!", expect!["café|漢|字|👩‍🚀|!"]);
        check("בית המשפט", expect!["בית|המשפט"]);
        check("Mexico’s’s 's's x", expect!["Mexico|’s|’s|'|s|'s|x"]);
        check("a \u{301}b \u{301}\u{301} c", expect!["a|\u{301}|b|\u{301}\u{301}|c"]);
        check("", expect![""]);
    }

    #[test]
    fn unseen_marks_are_no_part_of_a_word() {
        check("\u{feff}Paris\u{200e}, \u{202b}Rome\u{202c}\u{ad}", expect!["Paris|,|Rome"]);
        check("Mexico\u{200f}'s\u{200e} (\u{2066}漢\u{2069})", expect!["Mexico|'s|(|漢|)"]);
        check(
            "U.S\u{200e}. U.S.\u{200e} Nov\u{ad}. \u{200b} x\u{200b}y\u{200b}’s",
            expect!["U.S\u{200e}.|U.S.|Nov\u{ad}.|x\u{200b}y|’s"],
        );
        check("👩‍🚀\u{200e}\u{200f}", expect!["👩‍🚀"]);
    }

    proptest! {
        #[test]
        fn every_seen_character_is_in_exactly_one_token(text in "(?s)[a-cA-Cs.'’é漢👩🚀\u{200d}\u{200b}\u{200e}\u{ad}\u{301}ש \r\n]{0,200}") {
            let between = |character: char| character.is_whitespace() || is_unseen(character);
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(text[end..token.span.start().0].chars().all(between));
                let word = token.span.slice(&text);
                prop_assert!(word.is_some_and(|word| word.trim_matches(between) == word && !word.is_empty()), "{:?}", word);
                end = token.span.end().0;
            }
            prop_assert!(text[end..].chars().all(between));
        }
    }
}
