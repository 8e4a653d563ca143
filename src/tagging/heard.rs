//! Which countries an article speaks of, and where: whose a body is that nothing beside it says.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::places::Place;

/// How much text around a body speaks of its country, in bytes either way.
const AROUND: usize = 2_000;

/// Where an article speaks of countries.
#[derive(Default)]
pub(super) struct Heard {
    /// In the text's order once all is heard.
    all: Vec<(usize, Place)>,
    totals: BTreeMap<Place, u32>,
    /// The country where it was written.
    pub dateline: Option<Place>,
}

/// A body whose country is asked for.
pub(super) struct Asked<'a> {
    /// Where it is named.
    pub at: usize,
    /// The country whose it is without a sign of another.
    pub usual: Option<Place>,
    /// Countries of which more speaks: that of the body of that kind which the article named last, the one named in its sentence.
    pub before: [Option<Place>; 2],
    /// Whether it may be meant where it is: a dateline says nothing of armed forces.
    pub there: bool,
    /// Where the article names bodies of that kind together with whose they are.
    pub owned: &'a Owned,
}

/// Where bodies of one kind are named together with whose they are: of others' that says nothing.
#[derive(Default)]
pub(super) struct Owned {
    /// In the text's order, owner and body.
    pub ranges: Vec<Range<usize>>,
    /// How often countries are heard of there, once that was asked.
    heard: OnceCell<BTreeMap<Place, u32>>,
}

impl Heard {
    /// Takes in that a country is spoken of at `at`.
    pub(super) fn speak(&mut self, at: usize, country: Place) {
        self.all.push((at, country));
    }

    /// Brings in order what was heard.
    pub(super) fn settle(&mut self) {
        self.all.sort_by_key(|&(at, _)| at);
        for &(_, country) in &self.all {
            *self.totals.entry(country).or_default() += 1;
        }
    }

    pub(super) fn within(&self, range: &Range<usize>) -> &[(usize, Place)] {
        let from = self.all.partition_point(|&(at, _)| at < range.start);
        let to = self.all.partition_point(|&(at, _)| at < range.end);
        self.all.get(from..to).unwrap_or_default()
    }

    fn heard_in(&self, ranges: &[Range<usize>]) -> BTreeMap<Place, u32> {
        let mut heard = BTreeMap::new();
        for &(_, country) in ranges.iter().flat_map(|range| self.within(range)) {
            *heard.entry(country).or_default() += 1;
        }
        heard
    }

    /// The country that speaks for itself most: by its paragraph, the article, its dateline, what was named before.
    pub(super) fn country_at(
        &self,
        text: &str,
        asked: &Asked<'_>,
        may: impl Fn(Place) -> bool,
    ) -> Option<Place> {
        // The paragraph, or of a long one what is near.
        let at = asked.at;
        let from = text.floor_char_boundary(at.saturating_sub(AROUND));
        let to = text.floor_char_boundary(text.len().min(at + AROUND));
        let before = text.get(from..at)?.rfind('\n').map_or(from, |line| from + line + 1);
        let after = text.get(at..to)?.find('\n').map_or(to, |line| at + line);
        let mut weights: BTreeMap<Place, u32> = self.totals.clone();
        for (&country, times) in asked.owned.heard.get_or_init(|| self.heard_in(&asked.owned.ranges)) {
            weights.entry(country).and_modify(|weight| *weight = weight.saturating_sub(*times));
        }
        weights.retain(|&country, weight| *weight > 0 && may(country));
        let sum: u32 = weights.values().sum();
        let ranges = &asked.owned.ranges;
        let excepted = |at: usize| {
            let next = ranges.partition_point(|range| range.end <= at);
            ranges.get(next).is_some_and(|range| range.contains(&at))
        };
        for &(at, country) in self.within(&(before..after)) {
            if may(country) && !excepted(at) {
                *weights.entry(country).or_default() += 3;
            }
        }
        let [owned, sentence] = asked.before;
        let dateline = self.dateline.filter(|_| asked.there);
        let more = [(asked.usual, 0), (dateline, sum / 4), (owned, sum / 4), (sentence, sum / 4)];
        for (country, weight) in more {
            if let Some(country) = country.filter(|&country| may(country)) {
                *weights.entry(country).or_default() += 3 + weight;
            }
        }
        let best = weights.iter().max_by_key(|&(&country, &weight)| (weight, std::cmp::Reverse(country)));
        best.map(|(&country, _)| country)
    }
}
