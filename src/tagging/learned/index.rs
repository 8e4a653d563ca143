//! Where the words of a text stand, so that a name is found without reading all of it.

use std::collections::HashMap;
use std::rc::Rc;

use super::Name;
use crate::text::{Offset, Span, is_unseen, tokens};

/// How many bytes one step reads.
const STEP: usize = 16 * 1024;

/// Where the words of one text, or of some lines of it, stand.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// The tokens of all of the text, in order.
    tokens: Rc<[Span]>,
    /// The places of the tokens of each number among all, in order.
    places: HashMap<u32, Vec<u32>>,
}

impl Index {
    /// Reads `text`.
    pub fn new(text: &str) -> Index {
        Reading::new(text.into()).finish()
    }

    /// The index of `lines` of `text` alone, of which this is the index. They are in order and apart.
    pub fn within(&self, text: &str, lines: &[Span]) -> Index {
        let mut some = Index { tokens: self.tokens.clone(), places: HashMap::new() };
        for line in lines {
            let first = self.tokens.partition_point(|token| token.start() < line.start());
            let inside = self.tokens[first..].iter().take_while(|token| token.start() < line.end());
            for (at, token) in inside.enumerate() {
                if let (Some(word), Ok(at)) = (token.slice(text), u32::try_from(first + at)) {
                    some.places.entry(number(word)).or_default().push(at);
                }
            }
        }
        some
    }

    /// Where `text`, which this is the index of, has `name` between the ends of words; in order, none overlapping.
    pub fn find<'a>(&'a self, text: &'a str, name: &'a Name) -> impl Iterator<Item = Span> + 'a {
        let mut reach = Offset(0);
        self.places.get(&name.first()).into_iter().flatten().filter_map(move |at| {
            let start = self.tokens.get(*at as usize)?.start();
            let end = Offset(name.end(text, start.0)?);
            let span = Span::new(start, end).filter(|_| start >= reach && self.ends(end))?;
            reach = end;
            Some(span)
        })
    }

    /// The numbers of its words, each once.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.places.keys().copied()
    }

    /// Whether one of its words has this number.
    pub(super) fn has_number(&self, number: u32) -> bool {
        self.places.contains_key(&number)
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

/// The reading of a text for its index, which can be done in steps.
#[derive(Clone, Debug)]
pub struct Reading {
    text: Rc<str>,
    /// How far it has come.
    at: usize,
    tokens: Vec<Span>,
    places: HashMap<u32, Vec<u32>>,
}

impl Reading {
    /// Begins to read `text`.
    pub fn new(text: Rc<str>) -> Reading {
        Reading { text, at: 0, tokens: Vec::new(), places: HashMap::new() }
    }

    /// Reads on a bit; says whether there is more.
    pub fn step(&mut self) -> bool {
        self.step_by(STEP)
    }

    fn step_by(&mut self, bytes: usize) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let part = rest.get(..first_cut(rest, bytes)).unwrap_or(rest);
        for token in tokens(part) {
            let range = token.span.range();
            let place = u32::try_from(self.tokens.len());
            let span = Span::of(range.start + self.at..range.end + self.at);
            if let (Ok(place), Some(span), Some(word)) = (place, span, token.span.slice(part)) {
                self.places.entry(number(word)).or_default().push(place);
                self.tokens.push(span);
            }
        }
        self.at += part.len();
        self.at < self.text.len()
    }

    /// Reads what is left.
    pub fn finish(mut self) -> Index {
        while self.step() {}
        Index { tokens: self.tokens.into(), places: self.places }
    }
}

/// The first place behind `bytes` bytes of `text` that no word reaches over, whatever stands around it: behind a line's
/// end, or between a space and a plain letter.
fn first_cut(text: &str, bytes: usize) -> usize {
    let all = text.as_bytes();
    let cut = |at: &usize| match (all.get(at - 1), all.get(*at)) {
        (Some(b'\n'), _) => true,
        (Some(b' '), Some(next)) => next.is_ascii_alphanumeric(),
        _ => false,
    };
    (bytes.max(1)..all.len()).find(cut).unwrap_or(text.len())
}

pub(super) fn straight(character: char) -> char {
    if matches!(character, '’' | '‘') { '\'' } else { character }
}

/// A number that the words of a name have wherever they are a suggestion of that name, whatever their case.
pub fn alike(words: &str) -> u32 {
    let seen = words.split_whitespace().filter(|word| !word.chars().all(is_unseen));
    seen.fold(FIRST, |hash, word| hash.rotate_left(5) ^ number(word))
}

/// A word's number, whatever its case (FNV-1a).
pub(super) fn number(word: &str) -> u32 {
    let step = |hash: u32, character: u32| (hash ^ character).wrapping_mul(0x0100_0193);
    if word.is_ascii() {
        return word.bytes().fold(FIRST, |hash, byte| step(hash, byte.to_ascii_lowercase().into()));
    }
    // What has no capital of its own is written with others: ß is SS.
    word.chars()
        .filter(|character| !is_unseen(*character))
        .map(straight)
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .fold(FIRST, |hash, character| step(hash, character.into()))
}

/// Where the sums of [`number`] begin.
const FIRST: u32 = 0x811c_9dc5;

#[cfg(test)]
mod tests {
    use super::*;

    use proptest::prelude::*;

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

    /// What an index holds, to be compared.
    fn all(index: &Index) -> (Vec<Span>, std::collections::BTreeMap<u32, Vec<u32>>) {
        (index.tokens.to_vec(), index.places.iter().map(|(number, at)| (*number, at.clone())).collect())
    }

    proptest! {
        /// Read in steps or at once, a text has the same index; so have its lines alone.
        #[test]
        fn steps_read_what_is_there(text in "([A-C é漢👩‍🚀.\r\n’s\u{ad}\u{301}-]|U\\.S\\. |\u{2028}){0,300}", slice in 1usize..60) {
            let whole = Index::new(&text);
            let mut reading = Reading::new(text.as_str().into());
            while reading.step_by(slice) {}
            prop_assert_eq!(all(&reading.finish()), all(&whole));
            let lines: Vec<Span> = crate::text::paragraphs(&text).step_by(2).collect();
            let some = whole.within(&text, &lines);
            for name in ["A", "é", "U.S.", "漢", "A B"].into_iter().filter_map(Name::new) {
                let inside: Vec<Span> =
                    whole.find(&text, &name).filter(|span| lines.iter().any(|line| line.covers(*span))).collect();
                prop_assert_eq!(some.find(&text, &name).collect::<Vec<_>>(), inside);
            }
        }
    }
}
