//! Names as they are compared, and where a text has them.

use std::cmp::Ordering;

use crate::text::{Offset, Span, is_border, is_unseen, tokens};

/// A name as it is compared: each stretch of white space one space, apostrophes straight, nothing that isn't seen; its
/// capitals stay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

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
        (!name.is_empty()).then_some(Name(name))
    }

    /// Its words.
    pub fn words(&self) -> &str {
        &self.0
    }

    /// Its first word's number in an [`Index`].
    pub(super) fn first(&self) -> u32 {
        tokens(&self.0).first().and_then(|token| token.span.slice(&self.0)).map_or(0, number)
    }

    /// Where it ends if it begins at `at` of `text`: as it is written, or in capitals throughout; one without any capital
    /// in whatever case.
    fn end(&self, text: &str, at: usize) -> Option<usize> {
        let capital = self.0.chars().any(char::is_uppercase);
        let (mut exact, mut shouted) = (true, self.0.len() > 3);
        let mut rest = text.get(at..)?.char_indices().peekable();
        for wanted in self.0.chars() {
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
        f.write_str(&self.0)
    }
}

fn straight(character: char) -> char {
    if matches!(character, '’' | '‘') { '\'' } else { character }
}

/// A word's number, whatever its case (FNV-1a).
fn number(word: &str) -> u32 {
    word.chars()
        .filter(|character| !is_unseen(*character))
        .map(straight)
        .flat_map(char::to_lowercase)
        .fold(0x811c_9dc5, |hash, character| (hash ^ u32::from(character)).wrapping_mul(0x0100_0193))
}

/// Where the words of one text stand, so that a name is found without reading all of it.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// The tokens in order.
    tokens: Vec<Span>,
    /// Each token's number and place, sorted.
    places: Vec<(u32, u32)>,
}

impl Index {
    /// Reads `text`.
    pub fn new(text: &str) -> Index {
        let tokens: Vec<Span> = tokens(text).into_iter().map(|token| token.span).collect();
        let number_at =
            |(at, span): (usize, &Span)| Some((number(span.slice(text)?), u32::try_from(at).ok()?));
        let mut places: Vec<(u32, u32)> = tokens.iter().enumerate().filter_map(number_at).collect();
        places.sort_unstable();
        Index { tokens, places }
    }

    /// Where `text`, which this is the index of, has `name` between the ends of words; in order, none overlapping.
    pub fn find<'a>(&'a self, text: &'a str, name: &'a Name) -> impl Iterator<Item = Span> + 'a {
        let first = name.first();
        let from = self.places.partition_point(|(number, _)| *number < first);
        let mut reach = Offset(0);
        self.places[from..].iter().take_while(move |(number, _)| *number == first).filter_map(
            move |(_, at)| {
                let start = self.tokens.get(*at as usize)?.start();
                let end = Offset(name.end(text, start.0)?);
                let span = Span::new(start, end).filter(|_| start >= reach && self.ends(end))?;
                reach = end;
                Some(span)
            },
        )
    }

    /// The numbers of its words, each once.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.places.chunk_by(|one, other| one.0 == other.0).filter_map(|same| Some(same.first()?.0))
    }

    /// Whether `text` has `name` at all.
    pub fn has(&self, text: &str, name: &Name) -> bool {
        self.find(text, name).next().is_some()
    }

    fn ends(&self, end: Offset) -> bool {
        self.tokens.binary_search_by(|token| token.end().cmp(&end)).is_ok()
    }

    /// The token before `span`, and the one before that; the token behind it.
    pub(super) fn around(&self, span: Span) -> ([Option<Span>; 2], Option<Span>) {
        let at = self.tokens.partition_point(|token| token.start() < span.start());
        let behind = self.tokens[at..].iter().position(|token| token.start() >= span.end());
        let before = |back: usize| at.checked_sub(back).and_then(|at| self.tokens.get(at)).copied();
        ([before(1), before(2)], behind.and_then(|more| self.tokens.get(at + more)).copied())
    }
}

/// The order in which names are looked for: the longest first.
pub(super) fn longest_first(one: &Name, other: &Name) -> Ordering {
    other.0.len().cmp(&one.0.len()).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: &str, expected: &[&str]) {
        let name = Name::new(name).unwrap();
        let index = Index::new(text);
        let found: Vec<&str> = index.find(text, &name).filter_map(|span| span.slice(text)).collect();
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn a_name_is_found_between_the_ends_of_words() {
        check("Élan met élan, ÉLAN and Élans at Élan’s.", "Élan", &["Élan", "ÉLAN", "Élan"]);
        check("a spill, a Spill, oil spills", "spill", &["spill", "Spill"]);
        check("US aid to us", "US", &["US"]);
        check("Apple and APPLE, no apple", "Apple", &["Apple", "APPLE"]);
        check(
            "New  York, New\u{a0}York, New\nYork, New\r\nYork",
            "New York",
            &["New  York", "New\u{a0}York"],
        );
        check("漢 and 👩‍🚀 of 漢字", "漢", &["漢", "漢"]);
        check("👩‍🚀 👩", "👩‍🚀", &["👩‍🚀"]);
        check("O’Hara and O'Hara", "O’Hara", &["O’Hara", "O'Hara"]);
        check("the U.S. and U.S. Steel", "U.S.", &["U.S.", "U.S."]);
        check("New\tYork, New\u{2028}York, New\u{85}York", "New York", &[]);
        check(
            "\u{feff}New\u{200e} York\u{200f}, New \u{2066}Yo\u{ad}rk\u{2069}",
            "New York",
            &["New\u{200e} York", "New \u{2066}Yo\u{ad}rk"],
        );
        check("", "a", &[]);
    }

    #[test]
    fn words_without_any_are_no_name() {
        assert_eq!(Name::new(" \r\n\u{a0}\u{200b} \u{ad}"), None);
        assert_eq!(Name::new("\u{feff}Na\u{ad}me\u{200e}"), Name::new("Name"));
        assert_eq!(Name::new("  a \n b ").map(|name| name.to_string()).as_deref(), Some("a b"));
    }
}
