//! The words that searching knows a text by: in small letters, without accents.
//!
//! These are cut otherwise than [`tokens`](crate::text::tokens) of a text are: a searcher means `U.S.` by `US`, `Mexico's`
//! by `Mexico`, and a word of a script without spaces wherever it stands.

use crate::text::push_folded;

/// Words are told apart by so many bytes; what is longer is no word.
const LONGEST: usize = 64;

/// A piece of a text that can be searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A word, or a number.
    Word(&'a str),
    /// A stretch of a script that has no spaces between its words: 漢字.
    Solid(&'a str),
}

/// Tells the pieces of `text` in order.
pub fn pieces(text: &str, mut tell: impl FnMut(Piece<'_>)) {
    let mut folded = String::new();
    push_folded(text, &mut folded);
    let mut word = Word::default();
    let mut solid_from = None;
    let mut at = 0;
    while let Some(rest) = folded.get(at..).filter(|rest| !rest.is_empty()) {
        // Most words are plain ones, and end plainly: these need no copy.
        if word.text.is_empty()
            && solid_from.is_none()
            && let Some(plain) = plain_word(rest)
        {
            tell(Piece::Word(rest.get(..plain.min(LONGEST)).unwrap_or_default()));
            at += plain;
            continue;
        }
        let Some(character) = rest.chars().next() else { break };
        let behind = at + character.len_utf8();
        let is_solid = is_solid(character);
        if let Some(from) = solid_from.filter(|_| !is_solid) {
            tell(Piece::Solid(folded.get(from..at).unwrap_or_default()));
            solid_from = None;
        }
        if is_solid {
            word.end(&mut tell);
            solid_from = solid_from.or(Some(at));
        } else if is_letter(character) {
            word.push(character);
        } else if !word.joins(character, folded.get(behind..).unwrap_or_default()) {
            word.end(&mut tell);
        }
        at = behind;
    }
    if let Some(from) = solid_from {
        tell(Piece::Solid(folded.get(from..).unwrap_or_default()));
    }
    word.end(&mut tell);
}

/// How long the word of ASCII letters and digits is that `rest` begins with, if what follows it ends it.
fn plain_word(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let length = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(bytes.len());
    let ends = bytes.get(length).is_none_or(|next| next.is_ascii() && !matches!(next, b'\'' | b'.' | b','));
    (length > 0 && ends).then_some(length)
}

/// A word that is being read.
#[derive(Default)]
struct Word {
    text: String,
    /// Where an apostrophe stood in it.
    apostrophe: Option<usize>,
    /// How many letters there are since a full stop.
    letters: usize,
}

impl Word {
    fn push(&mut self, character: char) {
        self.letters += 1;
        if self.text.len() + character.len_utf8() <= LONGEST {
            self.text.push(character);
        }
    }

    /// Whether a mark doesn't end the word, as `rest` goes on after it.
    fn joins(&mut self, mark: char, rest: &str) -> bool {
        let next = rest.chars().next();
        let digits = |next: Option<char>| {
            self.text.ends_with(|last: char| last.is_ascii_digit())
                && next.is_some_and(|next| next.is_ascii_digit())
        };
        match mark {
            _ if self.text.is_empty() => false,
            '\'' | '’' => {
                self.apostrophe = Some(self.text.len());
                next.is_some_and(is_letter)
            }
            ',' => digits(next),
            '.' if digits(next) => {
                self.push('.');
                true
            }
            '.' => std::mem::take(&mut self.letters) == 1 && next.is_some_and(is_letter),
            _ => false,
        }
    }

    fn end(&mut self, tell: &mut impl FnMut(Piece<'_>)) {
        let possessive = self.apostrophe.take().filter(|at| *at > 0 && self.text.get(*at..) == Some("s"));
        self.text.truncate(possessive.unwrap_or(self.text.len()));
        if !self.text.is_empty() {
            tell(Piece::Word(&self.text));
        }
        self.text.clear();
        self.letters = 0;
    }
}

/// Whether words are made of it. The signs for vowels and their absence in Indian scripts are part of words.
fn is_letter(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || character.is_alphanumeric() && !is_solid(character)
        || matches!(character, '\u{900}'..='\u{dff}' if !matches!(character, '\u{964}' | '\u{965}'))
}

/// Whether it is of a script that has no spaces between its words.
fn is_solid(character: char) -> bool {
    character > '\u{dff}'
        && matches!(
            character,
            '\u{e00}'..='\u{eff}'
                | '\u{1000}'..='\u{109f}'
                | '\u{1780}'..='\u{17ff}'
                | '\u{3005}'..='\u{3007}'
                | '\u{3041}'..='\u{3096}'
                | '\u{309d}'..='\u{309f}'
                | '\u{30a1}'..='\u{30fa}'
                | '\u{30fc}'..='\u{30ff}'
                | '\u{31f0}'..='\u{31ff}'
                | '\u{3400}'..='\u{4dbf}'
                | '\u{4e00}'..='\u{9fff}'
                | '\u{f900}'..='\u{faff}'
                | '\u{20000}'..='\u{3ffff}'
        )
}

/// Appends a text as it is sorted and searched in: its pieces, a space before each.
pub fn push_spaced(text: &str, spaced: &mut String) {
    pieces(text, |piece| {
        let (Piece::Word(words) | Piece::Solid(words)) = piece;
        spaced.push(' ');
        spaced.push_str(words);
    });
}

/// Words that are looked for in texts as [`push_spaced`] has them: each has to begin a word there, or to stand in a stretch without spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought(Vec<String>);

impl Sought {
    /// The words of `query`.
    pub fn of(query: &str) -> Sought {
        let mut sought = Vec::new();
        pieces(query, |piece| {
            sought.push(match piece {
                Piece::Word(word) => format!(" {word}"),
                Piece::Solid(stretch) => stretch.to_owned(),
            });
        });
        Sought(sought)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all of them are in `spaced`; none at all are.
    pub fn are_in(&self, spaced: &str) -> bool {
        self.0.iter().all(|words| memchr::memmem::find(spaced.as_bytes(), words.as_bytes()).is_some())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spaced(text: &str) -> String {
        let mut spaced = String::new();
        push_spaced(text, &mut spaced);
        spaced
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(spaced(text), expected);
    }

    #[test]
    fn words_are_those_that_a_searcher_means() {
        check("The U.S. said: “No.”", " the us said no");
        check("Mexico’s García’s don't 's 1,000 3.5% 1.", " mexico garcia dont s 1000 3.5 1");
        check("e-mail a.b.c example.com\r\nÉTÉ", " e mail abc example com ete");
        check("漢字かなカナ, 漢 abc漢字123", " 漢字かなカナ 漢 abc 漢字 123");
        check("👩‍🚀 — !", "");
        check("नमस्ते दुनिया। بَيْت שָׁלוֹם", " नमस्ते दुनिया بيت שלום");
        check("กรุงเทพ x", " กรุงเทพ x");
        check("Pa\u{ad}ris\u{200e} O'Brien", " paris obrien");
        check(&"x".repeat(100), &format!(" {}", "x".repeat(64)));
    }

    #[test]
    fn sought_words_begin_words() {
        let found = |query: &str, text: &str| Sought::of(query).are_in(&spaced(text));
        assert!(found("cour RUL", "The Court’s ruling"));
        assert!(!found("ourt", "The Court"));
        assert!(found("字か", "漢字かな"));
        assert!(found("garcia漢", "漢 García"));
        assert!(found(" 👩‍🚀 ", "anything"));
        assert!(!found("u.s. x", "US"));
    }

    proptest! {
        #[test]
        fn a_text_holds_its_own_words(text in "(?s)[a-cA-Cé漢か.,'’ 0-9\u{200d}👩🚀ש\r\n]{0,60}", from in 0..60_usize, to in 0..60_usize) {
            let whole = spaced(&text);
            prop_assert!(Sought::of(&text).are_in(&whole));
            let words: Vec<&str> = text.split_whitespace().collect();
            let some = words.iter().skip(from.min(to)).take(from.max(to) - from.min(to)).copied().collect::<Vec<_>>().join("\n");
            prop_assert!(Sought::of(&some).are_in(&whole), "{:?} in {:?}", some, whole);
        }
    }
}
