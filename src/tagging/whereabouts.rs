//! Which place each name of an article stands for: what stands right behind it, the article's other places, how many live there.

use std::collections::BTreeMap;

use super::place_names::{behind, candidates, key, nation};
use super::places::{Level, Place, Places};

/// What an article says of where it plays.
pub(super) struct Whereabouts<'a> {
    places: &'static Places,
    text: &'a str,
    /// Names to settle: folded, with where they stand and what stands behind them.
    names: BTreeMap<String, Named>,
    /// How often each country, and each region, is spoken of.
    votes: BTreeMap<Place, u32>,
    /// Where a country is spoken of, in the text's order once all is heard.
    heard: Vec<(usize, Place)>,
    /// All votes for countries.
    spoken: u32,
    /// How often each country is heard of.
    totals: BTreeMap<Place, u32>,
    /// Towns and counties that are settled, by the square they lie in.
    towns: BTreeMap<(i32, i32), Vec<Place>>,
}

/// A name's places in the text.
#[derive(Default)]
struct Named {
    at: Vec<usize>,
    behind: Option<Place>,
    /// Whether what stands behind it holds none of that name.
    elsewhere: bool,
    choice: Option<Choice>,
}

/// What a name stands for, and why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub place: Place,
    pub why: Why,
    /// Whether it is the place's usual name.
    pub usual: bool,
}

/// What speaks for a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// No other place of that name is known.
    Only,
    /// What it lies in stands right behind it.
    Behind(Place),
    /// It stands right behind what lies in it.
    Around(Place),
    /// The article speaks of what it lies in.
    Within(Place),
    /// The article names places near it.
    Near,
    /// The biggest of that name.
    Biggest,
}

/// Words that only news about the United States is full of.
const AMERICAN: &[&str] = &["Republican", "Republicans", "Democrats", "GOP", "FBI", "Pentagon"];

/// Within an hour's drive: so many hundredths of a degree north or south, east or west.
const NEAR: (i32, i32) = (70, 90);

/// How many towns of one square are kept: more say no more.
const CROWD: usize = 8;

/// How much text around a body speaks of its country, in bytes either way.
const AROUND: usize = 2_000;

/// The square in which a point lies.
fn square((north, east): (i32, i32)) -> (i32, i32) {
    (north.div_euclid(NEAR.0), east.div_euclid(NEAR.1))
}

/// The capital of the United States: news means it, not the state.
const WASHINGTON: u32 = 4_140_963;

impl<'a> Whereabouts<'a> {
    /// Hears which nations the text speaks of by their adjectives.
    pub(super) fn new(places: &'static Places, text: &'a str) -> Whereabouts<'a> {
        let mut whereabouts = Whereabouts {
            places,
            text,
            names: BTreeMap::new(),
            votes: BTreeMap::new(),
            heard: Vec::new(),
            spoken: 0,
            totals: BTreeMap::new(),
            towns: BTreeMap::new(),
        };
        whereabouts.hear();
        whereabouts
    }

    fn hear(&mut self) {
        let mut known: BTreeMap<&str, Option<Place>> = BTreeMap::new();
        let mut before: Option<(usize, &str)> = None;
        let mut at = 0;
        let text = self.text;
        while let Some(start) =
            text.get(at..).and_then(|rest| rest.find(char::is_uppercase)).map(|found| at + found)
        {
            let rest = text.get(start..).unwrap_or_default();
            let end = rest
                .find(|letter: char| !letter.is_alphabetic() && letter != '.')
                .map_or(text.len(), |end| start + end);
            let word = text.get(start..end).unwrap_or_default();
            at = end.max(start + 1);
            // `South Korean`, `Saudi Arabian`: of two words, and then of the second alone.
            let two = before.filter(|&(from, first)| from + first.len() + 1 == start);
            let two = two.and_then(|(from, first)| text.get(from..from + first.len() + 1 + word.len()));
            let mut nation = |word: &'a str| {
                let american = AMERICAN.contains(&word).then(|| self.places.country_of("US")).flatten();
                *known.entry(word).or_insert_with(|| american.or_else(|| nation(self.places, word)))
            };
            if let Some(country) = two.and_then(&mut nation).or_else(|| nation(word)) {
                self.speak(start, country);
            }
            before = Some((start, word));
        }
    }

    fn speak(&mut self, at: usize, country: Place) {
        *self.votes.entry(country).or_default() += 1;
        self.spoken += 1;
        self.heard.push((at, country));
    }

    /// Hears that a body of `country` is named at `at`.
    pub(super) fn hear_of(&mut self, at: usize, country: &str) {
        if let Some(country) = self.places.country_of(country) {
            self.speak(at, country);
        }
    }

    /// Takes in a place's name that stands in `start..end`.
    pub(super) fn note(&mut self, name: &str, start: usize, end: usize) -> String {
        let key = key(self.places, self.text, name, end);
        let behind = behind(self.places, self.text, end);
        let candidates = candidates(self.places, &key);
        // Of a country or a state it says nothing that another follows: `Nevada, Missouri and Texas`.
        let large = candidates.iter().any(|&place| self.is_large(place));
        let big =
            |place: Place| !large || self.places.level(place) == Level::Town && self.places.size(place) >= 37;
        let fits = |&behind: &Place| candidates.iter().any(|&place| big(place) && self.is_in(place, behind));
        // `San Ysidro, California` is no town that lies elsewhere, if it is small enough to be unknown.
        let elsewhere = behind.is_some_and(|behind| !fits(&behind))
            && candidates
                .iter()
                .all(|&place| self.places.level(place) == Level::Town && self.places.size(place) < 32);
        let behind = behind.filter(fits);
        let named = self.names.entry(key.clone()).or_default();
        named.elsewhere |= elsewhere;
        named.at.push(start);
        // Where the news comes from: the capital, not the state.
        let dateline = start < 4 && name == "WASHINGTON";
        let capital =
            candidates.iter().copied().find(|&place| dateline && self.places.id(place) == WASHINGTON);
        named.behind = named.behind.or(behind).or(capital.and_then(|capital| self.places.region(capital)));
        key
    }

    /// Settles all names: first those that leave no doubt, then the others by them, twice.
    pub(super) fn settle(&mut self) {
        let keys: Vec<String> = self.names.keys().cloned().collect();
        for round in 0..3 {
            for key in &keys {
                let open = |named: &&Named| !named.elsewhere && (round == 2 || named.choice.is_none());
                let Some(named) = self.names.get(key).filter(open) else {
                    continue;
                };
                let (behind, done) = (named.behind, named.choice.is_some());
                let Some((choice, lead)) = self.choose(key, behind) else { continue };
                if round == 0 && lead < 14 && behind.is_none() {
                    continue;
                }
                let Some(named) = self.names.get_mut(key) else { continue };
                named.choice = Some(choice);
                if !done {
                    let at = named.at.clone();
                    self.settled(choice.place, &at);
                }
            }
        }
        self.heard.sort_by_key(|&(at, _)| at);
        for &(_, country) in &self.heard {
            *self.totals.entry(country).or_default() += 1;
        }
    }

    fn settled(&mut self, place: Place, at: &[usize]) {
        if matches!(self.places.level(place), Level::Town | Level::County) {
            let towns = self.towns.entry(square(self.places.at(place))).or_default();
            if towns.len() < CROWD && !towns.contains(&place) {
                towns.push(place);
            }
        }
        let country = self.places.country(place);
        for larger in [self.places.region(place), country].into_iter().flatten() {
            *self.votes.entry(larger).or_default() += at.len().min(3) as u32;
        }
        if let Some(country) = country {
            self.spoken += at.len().min(3) as u32;
            self.heard.extend(at.iter().map(|&at| (at, country)));
        }
    }

    /// The state or country that stands right behind a name of what lies in it, where `key` may be its name.
    pub(super) fn larger(&self, key: &str, before: Choice) -> Option<Choice> {
        let Why::Behind(larger) = before.why else { return None };
        candidates(self.places, key).contains(&larger).then_some(Choice {
            place: larger,
            why: Why::Around(before.place),
            usual: true,
        })
    }

    /// What a name stands for in this article.
    pub(super) fn choice(&self, key: &str) -> Option<Choice> {
        self.names.get(key)?.choice
    }

    /// The best of a name's places, and its lead over the next.
    fn choose(&self, key: &str, behind: Option<Place>) -> Option<(Choice, i32)> {
        /// What a name counts for that is not a place's usual one: as much as a hundred times fewer people.
        const LESS: i32 = 14;
        let candidates = candidates(self.places, key);
        let usual = self.places.named(key);
        let is_usual = |place: Place| usual.is_empty() || usual.contains(&place);
        let mut scored: Vec<(i32, Place, Why)> = candidates
            .iter()
            .map(|&place| {
                let (score, why) = self.score(place, behind, &candidates);
                (score - if is_usual(place) { 0 } else { LESS }, place, why)
            })
            .collect();
        // The lists put first what news means, though it be smaller.
        if let (Some(first), Some(biggest)) =
            (usual.first(), usual.iter().map(|&place| self.places.size(place)).max())
        {
            let smaller = self.places.size(*first) < biggest;
            scored
                .iter_mut()
                .filter(|(_, place, _)| smaller && place == first)
                .for_each(|(score, ..)| *score += 10);
        }
        scored.sort_by_key(|&(score, place, _)| (std::cmp::Reverse(score), place));
        let &(score, place, why) = scored.first()?;
        let next = scored.get(1).map_or(score - 100, |next| next.0);
        if self.is_unlikely(place, why) {
            return None;
        }
        let why = if scored.len() == 1 && !matches!(why, Why::Behind(_)) { Why::Only } else { why };
        Some((Choice { place, why, usual: is_usual(place) }, score - next))
    }

    fn score(&self, place: Place, behind: Option<Place>, all: &[Place]) -> (i32, Why) {
        let places = self.places;
        let size = places.size(place);
        let mut score = match places.level(place) {
            Level::Continent => 70,
            Level::Country => size.max(46) + 2,
            // A town of its name is meant before it.
            Level::County => size - 12,
            Level::Region | Level::Town => size,
        };
        // A region's chief town is meant more often than the region, where it has a fair share of its people.
        let region = places.region(place).filter(|&region| region != place && all.contains(&region));
        let country = places.country(place);
        let country_of_that_name = country.is_some_and(|country| country != place && all.contains(&country));
        if let Some(region) = region
            && size + 5 >= places.size(region)
        {
            score += (places.size(region) - size + 1).max(0);
        }
        // The country, not the state that it is named by: `Mexico`.
        if country_of_that_name {
            score -= 20;
        }
        if places.id(place) == WASHINGTON {
            score += 9;
        }
        let mut why = Why::Biggest;
        if let Some(country) = country
            && let Some(votes) = self.votes.get(&country)
            && places.level(place) != Level::Country
        {
            score += (12 * votes / self.spoken.max(1)) as i32;
            if votes * 2 > self.spoken {
                why = Why::Within(country);
            }
        }
        if self.is_near_a_town(place) {
            score += 5;
            why = Why::Near;
        }
        let region = places.region(place).filter(|&region| region != place);
        if let Some(region) = region.filter(|region| self.votes.contains_key(region)) {
            score += 6;
            why = Why::Within(region);
        }
        if let Some(behind) = behind.filter(|&behind| self.is_in(place, behind)) {
            return (score + 200, Why::Behind(behind));
        }
        (score, why)
    }

    /// A small town in a country of which the article does not speak.
    fn is_unlikely(&self, place: Place, why: Why) -> bool {
        let small = self.places.level(place) == Level::Town && self.places.size(place) < 28;
        let heard = self.places.country(place).is_some_and(|country| self.votes.contains_key(&country));
        small && !heard && !self.votes.is_empty() && !matches!(why, Why::Behind(_))
    }

    /// Whether another settled town lies within an hour's drive.
    fn is_near_a_town(&self, place: Place) -> bool {
        let (north, east) = self.places.at(place);
        let (row, column) = square((north, east));
        let around =
            (row - 1..=row + 1).flat_map(|row| (column - 1..=column + 1).map(move |column| (row, column)));
        around.filter_map(|square| self.towns.get(&square)).flatten().any(|&town| {
            let (other_north, other_east) = self.places.at(town);
            town != place && (north - other_north).abs() < NEAR.0 && (east - other_east).abs() < NEAR.1
        })
    }

    fn is_in(&self, place: Place, larger: Place) -> bool {
        place != larger
            && (self.places.region(place) == Some(larger) || self.places.country(place) == Some(larger))
    }

    /// A country, a continent, a state of the United States: what stands in lists of its like.
    fn is_large(&self, place: Place) -> bool {
        match self.places.level(place) {
            Level::Country | Level::Continent => true,
            Level::Region => self.places.label(place).is_some_and(|(_, code)| code.is_some()),
            _ => false,
        }
    }

    /// The country a body at `at` belongs to where nothing near it says so: the one that its paragraph and the article speak of
    /// most; `usual` has a head start.
    pub(super) fn country_at(
        &self,
        at: usize,
        usual: Option<Place>,
        may: impl Fn(Place) -> bool,
    ) -> Option<Place> {
        // The paragraph, or of a long one what is near.
        let from = self.text.floor_char_boundary(at.saturating_sub(AROUND));
        let to = self.text.floor_char_boundary(self.text.len().min(at + AROUND));
        let before = self.text.get(from..at)?.rfind('\n').map_or(from, |line| from + line + 1);
        let after = self.text.get(at..to)?.find('\n').map_or(to, |line| at + line);
        let mut weights: BTreeMap<Place, u32> = BTreeMap::new();
        let total = |(&country, &times): (&Place, &u32)| may(country).then_some((country, times));
        weights.extend(self.totals.iter().filter_map(total));
        let near =
            self.heard.get(self.heard.partition_point(|&(heard, _)| heard < before)..).unwrap_or_default();
        for &(_, country) in near.iter().take_while(|&&(heard, _)| heard < after) {
            if may(country) {
                *weights.entry(country).or_default() += 3;
            }
        }
        if let Some(usual) = usual {
            *weights.entry(usual).or_default() += 3;
        }
        let best = weights.iter().max_by_key(|&(&country, &weight)| (weight, std::cmp::Reverse(country)));
        best.map(|(&country, _)| country)
    }

    /// The region where the article plays, if one leads clearly.
    pub(super) fn home(&self) -> Option<Place> {
        let mut regions: Vec<(u32, Place)> = self
            .votes
            .iter()
            .filter(|(place, _)| self.places.level(**place) == Level::Region)
            .map(|(&place, &votes)| (votes, place))
            .collect();
        regions.sort_by_key(|&(votes, place)| (std::cmp::Reverse(votes), place));
        let &(votes, place) = regions.first()?;
        let others: u32 = regions.iter().skip(1).map(|&(votes, _)| votes).sum();
        (votes > others).then_some(place)
    }
}
