//! Whose supreme court a bare `Supreme Court` is: that of the United States in an article about them that names no other.

use std::collections::BTreeMap;

use super::found::{Found, Kind};
use super::lexicon::{Entry, Lexicon, Senses};
use super::words::Words;

/// What an article says of countries and their highest courts.
#[derive(Clone, Debug, Default)]
pub struct Bench {
    /// How often it names each country, by [`Entry::country`].
    countries: BTreeMap<u32, u32>,
    /// Whether it names another supreme court: a state's, another country's.
    other: bool,
}

/// The court that a bare `Supreme Court` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat(Entry);

/// Words that only news about the United States is full of.
const AMERICAN: &[&str] =
    &["american", "americans", "republican", "republicans", "democrats", "gop", "fbi", "pentagon", "senate"];

impl Bench {
    /// What was decided in one piece says.
    pub fn of(words: &Words, decided: &[Found]) -> Bench {
        let mut bench = Bench::default();
        let american = (0..words.len()).filter(|&at| words.named(at) && AMERICAN.contains(&words.lower(at)));
        bench.name(0, american.count() as u32);
        for one in decided {
            match one.kind {
                Kind::Court => bench.other |= is_supreme(words, one) && is_other(words, one),
                Kind::Place | Kind::Agency => {}
                _ => continue,
            }
            if let Some(country) = one.entry.and_then(|entry| entry.country(&words.data.lexicon)) {
                bench.name(country, 1);
            }
        }
        bench
    }

    /// Takes in what another piece says.
    pub fn add(&mut self, other: &Bench) {
        other.countries.iter().for_each(|(&country, &times)| self.name(country, times));
        self.other |= other.other;
    }

    fn name(&mut self, country: u32, times: u32) {
        if times > 0 {
            *self.countries.entry(country).or_default() += times;
        }
    }

    /// Where a bare `Supreme Court` sits, where the article leaves no doubt.
    pub fn seat(&self, lexicon: &Lexicon) -> Option<Seat> {
        let american = self.countries.get(&0).copied().unwrap_or(0);
        let sure = !self.other && american > 0 && self.countries.values().all(|&times| times <= american);
        federal(lexicon).filter(|_| sure).map(Seat)
    }
}

impl Seat {
    /// Links a bare `Supreme Court`.
    pub fn give(self, words: &Words, one: &mut Found) {
        if one.kind == Kind::Court && is_supreme(words, one) && one.to - one.from == 2 {
            one.entry = Some(self.0);
        }
    }
}

fn federal(lexicon: &Lexicon) -> Option<Entry> {
    lexicon.entry(["supreme", "court", "of", "the", "united", "states"].into_iter())
}

fn is_supreme(words: &Words, one: &Found) -> bool {
    (one.from..one.to).any(|at| words.lower(at) == "supreme" && words.lower(at + 1) == "court")
}

/// Whether a supreme court is called someone's, and not the United States': `Florida's Supreme Court`.
fn is_other(words: &Words, one: &Found) -> bool {
    if one.to - one.from > 2 {
        let reference = |entry: Option<Entry>| entry.map(|entry| entry.reference);
        return reference(one.entry) != reference(federal(&words.data.lexicon));
    }
    let owner = one.from.checked_sub(2).and_then(|at| words.words.get(at));
    let place = owner.is_some_and(|word| word.alone.with(word.inside).any(Senses::ANYWHERE));
    words.before(one.from, 1) == "'s" && place && !matches!(words.before(one.from, 2), "america" | "u.s.")
}

#[cfg(test)]
mod tests {
    use crate::tagging::{TagOptions, tag};

    /// The id that the last `Supreme Court` of `text` links to.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let found = tag(text, TagOptions::default());
        let court = found.iter().rev().find(|one| one.span.slice(text) == Some("Supreme Court"));
        let court = court.unwrap_or_else(|| panic!("no Supreme Court in {text}"));
        assert_eq!(court.link.as_ref().map(|link| &*link.id), expected, "{text}");
    }

    #[test]
    fn a_bare_supreme_court_finds_its_country() {
        check("Texas sued the United States in March.\n\nThe Supreme Court will hear it.", Some("scotus"));
        check("Republicans in Ohio cheered when the Supreme Court ruled on Monday.", Some("scotus"));
        check("The U.S. Supreme Court, é 漢 👩‍🚀, met.\r\nThe Supreme Court ruled.", Some("scotus"));
        check("Pakistan said on Monday that Pakistan would wait for the Supreme Court.", None);
        check("Florida's Supreme Court ruled on Monday.", None);
        check(
            "The Colorado Supreme Court ruled in Denver.\n\nThe United States waits for the Supreme Court.",
            None,
        );
        check("The Supreme Court ruled on Monday.", None);
    }
}
