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

/// A word-like stretch of a text, never empty, never white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// The tokens of `text` in order. White space belongs to none; every other character to exactly one.
pub fn tokens(text: &str) -> Vec<Token> {
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

    proptest! {
        #[test]
        fn every_character_but_white_space_is_in_exactly_one_token(text in "(?s)[a-cA-Cs.'’é漢👩🚀\u{200d}\u{301}ש \r\n]{0,200}") {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(text[end..token.span.start().0].chars().all(char::is_whitespace));
                let word = token.span.slice(&text);
                prop_assert!(word.is_some_and(|word| word.trim() == word && !word.is_empty()), "{:?}", word);
                end = token.span.end().0;
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }
    }
}
