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
    let mut buffer = String::new();
    // A space ends whatever there is, so that each stretch between two can be read by itself; and most are a plain word.
    for stretch in text.split([' ', '\n']).filter(|stretch| !stretch.is_empty()) {
        buffer.clear();
        match plain_word(stretch) {
            Some(word) => {
                buffer.push_str(word);
                buffer.make_ascii_lowercase();
                tell(Piece::Word(&buffer));
            }
            None => {
                push_folded(stretch, &mut buffer);
                pieces_of(&buffer, &mut tell);
            }
        }
    }
}

/// The word of ASCII letters and digits that is all there is between the marks around it.
fn plain_word(stretch: &str) -> Option<&str> {
    let bytes = stretch.as_bytes();
    let start = bytes.iter().position(u8::is_ascii_alphanumeric)?;
    let length = bytes
        .iter()
        .skip(start)
        .position(|byte| !byte.is_ascii_alphanumeric())
        .unwrap_or(bytes.len() - start);
    let marks = |bytes: Option<&[u8]>| {
        bytes.is_some_and(|bytes| bytes.iter().all(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()))
    };
    let plain = length <= LONGEST && marks(bytes.get(..start)) && marks(bytes.get(start + length..));
    plain.then(|| stretch.get(start..start + length)).flatten()
}

/// Tells the pieces of a text that is folded.
fn pieces_of(folded: &str, tell: &mut impl FnMut(Piece<'_>)) {
    let mut word = Word::default();
    let mut solid_from = None;
    for (at, character) in folded.char_indices() {
        let is_solid = is_solid(character);
        if let Some(from) = solid_from.filter(|_| !is_solid) {
            tell(Piece::Solid(folded.get(from..at).unwrap_or_default()));
            solid_from = None;
        }
        if is_solid {
            word.end(tell);
            solid_from = solid_from.or(Some(at));
        } else if is_letter(character) {
            word.push(character);
        } else if !word.joins(character, folded.get(at + character.len_utf8()..).unwrap_or_default()) {
            word.end(tell);
        }
    }
    if let Some(from) = solid_from {
        tell(Piece::Solid(folded.get(from..).unwrap_or_default()));
    }
    word.end(tell);
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
        fn stretches_between_spaces_are_read_as_the_whole_is(text in "(?s)[a-cA-Cé漢か.,'’ 0-9(\u{200d}\u{200e}\u{301}👩🚀ש\r\n]{0,60}") {
            let (mut by_stretch, mut as_whole) = (Vec::new(), Vec::new());
            pieces(&text, |piece| by_stretch.push(format!("{piece:?}")));
            pieces_of(&crate::text::fold(&text), &mut |piece: Piece<'_>| as_whole.push(format!("{piece:?}")));
            prop_assert_eq!(by_stretch, as_whole);
        }

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
