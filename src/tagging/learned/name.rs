//! Names as they are compared, and where a text has them.

use std::cmp::Ordering;
use std::rc::Rc;

use super::index::{number, straight};
use crate::text::{is_border, is_unseen, tokens};

/// A name as it is compared: each stretch of white space one space, apostrophes straight, nothing that isn't seen; its
/// capitals stay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    words: Rc<str>,
    /// Its first word's number in an index.
    first: u32,
}

impl Name {
    /// The name in these words; `None` if they hold none.
    pub fn new(words: &str) -> Option<Name> {
        let mut name = String::with_capacity(words.len());
        for word in words.split_whitespace().filter(|word| !word.chars().all(is_unseen)) {
            if !name.is_empty() {
                name.push(' ');
            }
            name.extend(word.chars().filter(|character| !is_unseen(*character)).map(straight));
        }
        // No word reaches over a space.
        let word = name.split(' ').next().unwrap_or_default();
        let first = tokens(word).first().and_then(|token| token.span.slice(word)).map_or(0, number);
        (!name.is_empty()).then(|| Name { words: name.into(), first })
    }

    /// Its words.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Whether these are its words.
    pub fn is(&self, words: &str) -> bool {
        // A name is never longer than the words that it is read from.
        *words == *self.words || words.len() >= self.words.len() && Name::new(words).as_ref() == Some(self)
    }

    /// Its first word's number in an [`Index`](super::Index).
    pub(super) fn first(&self) -> u32 {
        self.first
    }

    /// Where it ends if it begins at `at` of `text`: as it is written, or in capitals throughout; one without any capital
    /// in whatever case.
    pub(super) fn end(&self, text: &str, at: usize) -> Option<usize> {
        let capital = self.words.chars().any(char::is_uppercase);
        let (mut exact, mut shouted) = (true, self.words.len() > 3);
        let mut rest = text.get(at..)?.char_indices().peekable();
        for wanted in self.words.chars() {
            let (_, found) = rest.find(|(_, next)| !is_unseen(*next))?;
            let space = |next: char| next.is_whitespace() && !is_border(next);
            if wanted == ' ' {
                if !space(found) {
                    return None;
                }
                while rest.next_if(|(_, next)| space(*next) || is_unseen(*next)).is_some() {}
                continue;
            }
            let found = straight(found);
            if capital {
                exact &= found == wanted;
                shouted &= wanted.to_uppercase().eq(std::iter::once(found));
            } else {
                exact &= found.to_lowercase().eq(wanted.to_lowercase());
                shouted = false;
            }
            if !exact && !shouted {
                return None;
            }
        }
        Some(at + rest.next().map_or(text.len() - at, |(end, _)| end))
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

/// The order in which names are looked for: the longest first.
pub(super) fn longest_first(one: &Name, other: &Name) -> Ordering {
    other.words.len().cmp(&one.words.len()).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_any_are_no_name() {
        assert_eq!(Name::new(" \r\n\u{a0}\u{200b} \u{ad}"), None);
        assert_eq!(Name::new("\u{feff}Na\u{ad}me\u{200e}"), Name::new("Name"));
        assert_eq!(Name::new("  a \n b ").map(|name| name.to_string()).as_deref(), Some("a b"));
    }

    #[test]
    fn words_are_compared_as_a_name_is_read() {
        let name = Name::new("O’Hara é").unwrap();
        for words in ["O’Hara é", "O'Hara \r\n é", " O\u{ad}'Hara é"] {
            assert!(name.is(words), "{words}");
        }
        for words in ["O'Hara", "O'Hara e", "o'Hara é", "", "O'Hara é 漢 👩‍🚀"] {
            assert!(!name.is(words), "{words}");
        }
    }
}
