//! Names in capitals throughout, as headlines write them.

use std::collections::{BTreeMap, BTreeSet};

use super::Name;
use crate::text::{Span, is_border};

/// Names that something was said of, by the guess that is one of them in capitals throughout.
pub(super) struct Spellings<'a>(BTreeMap<&'a str, &'a Name>);

impl<'a> Spellings<'a> {
    /// How long a word in capitals is an acronym where not all of its line is in capitals, in letters.
    const ACRONYM: usize = 4;

    /// What each of `shouted`, which are guesses, may be of `names`, which are in the order in which they are looked for.
    pub(super) fn of(names: &[&'a Name], shouted: &BTreeSet<&'a Name>) -> Spellings<'a> {
        let written = |name: &&&Name| {
            let mut letters = name.words().chars();
            name.words().len() > 3 && letters.any(char::is_uppercase) && !is_shouted(name.words())
        };
        let mut by_first: BTreeMap<u32, Vec<&'a Name>> = BTreeMap::new();
        for name in shouted {
            by_first.entry(name.first()).or_default().push(name);
        }
        let mut usual = BTreeMap::new();
        for name in names.iter().filter(|name| by_first.contains_key(&name.first())).filter(written) {
            let capitals = || name.words().chars().flat_map(char::to_uppercase);
            let same = by_first.get(&name.first()).into_iter().flatten();
            for shouted in same.filter(|shouted| shouted.words().chars().eq(capitals())) {
                usual.insert(shouted.words(), *name);
            }
        }
        Spellings(usual)
    }

    /// The name that `name`, at `span` of `text`, is in capitals; nothing if it is written as it is said, or an acronym.
    pub(super) fn usual(&self, text: &str, span: Span, name: &Name) -> Option<&'a Name> {
        let usual = self.0.get(name.words()).filter(|usual| **usual != name)?;
        let acronym =
            name.words().chars().filter(|character| character.is_alphabetic()).count() <= Self::ACRONYM;
        (!acronym || is_headline(text, span)).then_some(usual)
    }
}

/// Whether all letters of some words are capitals.
pub(super) fn is_shouted(words: &str) -> bool {
    !words.chars().any(char::is_lowercase)
}

/// Whether `span` stands in a line of which the other words are in capitals, too.
fn is_headline(text: &str, span: Span) -> bool {
    let (start, end) = (span.start().0, span.end().0);
    let before = text.get(..start).and_then(|before| before.rsplit(is_border).next()).unwrap_or_default();
    let behind = text.get(end..).and_then(|behind| behind.split(is_border).next()).unwrap_or_default();
    let lettered = [before, behind].iter().any(|part| part.chars().any(char::is_uppercase));
    lettered && is_shouted(before) && is_shouted(behind)
}
