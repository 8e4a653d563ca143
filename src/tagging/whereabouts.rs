//! Which place each name of an article stands for: what stands right behind it, the article's other places, how many live there.

use std::collections::BTreeMap;
use std::ops::Range;

use super::heard::{Asked, Heard};
use super::namesakes::{Group, Named, compare};
use super::place_names::{candidates, key, nations};
use super::places::{Level, Place, Places};
use super::qualifiers::{Said, is_dateline, is_in, is_large, is_list, is_state, said};

/// What an article says of where it plays.
pub(super) struct Whereabouts<'a> {
    places: &'static Places,
    text: &'a str,
    /// Names to settle, folded.
    names: BTreeMap<String, Named>,
    /// Where places are named, in the text's order: the starts and ends of their names, and these.
    noted: Vec<(usize, usize, String)>,
    /// Whether the last of them is a large one that a list may go on with.
    listed: bool,
    /// How often each country, and each region, is spoken of.
    votes: BTreeMap<Place, u32>,
    /// All votes for countries.
    spoken: u32,
    heard: Heard,
    /// Where the article was written, by its dateline: where that stands and the name.
    dateline: Option<(usize, String)>,
    /// Towns and counties that are settled, by the square they lie in.
    towns: BTreeMap<(i32, i32), Vec<Place>>,
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
    /// It stands in a list of its like.
    Among,
    /// The article speaks of what it lies in.
    Within(Place),
    /// The article names places near it.
    Near,
    /// The biggest of that name.
    Biggest,
}

/// Within an hour's drive: so many hundredths of a degree north or south, east or west.
const NEAR: (i32, i32) = (70, 90);

/// How many towns of one square are kept: more say no more.
const CROWD: usize = 8;

/// The square in which a point lies.
fn square((north, east): (i32, i32)) -> (i32, i32) {
    (north.div_euclid(NEAR.0), east.div_euclid(NEAR.1))
}

/// The capital of the United States: news means it, not the state.
pub(super) const WASHINGTON: u32 = 4_140_963;

/// Capitals that share their names with other towns, from Athens to Ottawa in the order of their ids.
const CAPITALS: &[u32] = &[
    264_371, 360_630, 524_901, 756_135, 792_680, 2_210_247, 2_267_057, 2_274_895, 2_643_743, 2_673_730,
    2_759_794, 2_761_369, 2_800_866, 2_950_159, 2_964_574, 2_988_507, 3_117_735, 3_169_070, 3_374_036,
    3_378_644, 3_553_478, 3_571_824, 3_688_689, 3_871_336, 3_936_456, 6_094_817,
];

impl<'a> Whereabouts<'a> {
    /// Hears which nations the text speaks of by their adjectives.
    pub(super) fn new(places: &'static Places, text: &'a str) -> Whereabouts<'a> {
        let mut whereabouts = Whereabouts {
            places,
            text,
            names: BTreeMap::new(),
            noted: Vec::new(),
            listed: false,
            votes: BTreeMap::new(),
            spoken: 0,
            heard: Heard::default(),
            dateline: None,
            towns: BTreeMap::new(),
        };
        nations(places, text, |at, country| whereabouts.speak(at, country));
        whereabouts
    }

    fn speak(&mut self, at: usize, country: Place) {
        *self.votes.entry(country).or_default() += 1;
        self.spoken += 1;
        self.heard.speak(at, country);
    }

    /// Hears that a body of `country` is named at `at`.
    pub(super) fn hear_of(&mut self, at: usize, country: &str) {
        if let Some(country) = self.places.country_of(country) {
            self.speak(at, country);
        }
    }

    /// Takes in a place's name that stands in `start..end`.
    pub(super) fn note(&mut self, name: &str, start: usize, end: usize) -> String {
        let places = self.places;
        let key = key(places, self.text, name, end);
        let follows = self.noted.last().and_then(|&(_, last, _)| self.text.get(last..start));
        let listed = self.listed && follows.is_some_and(is_list);
        let named = self.names.entry(key.clone()).or_insert_with(|| Named {
            candidates: candidates(places, &key),
            usual: places.named(&key),
            ..Named::default()
        });
        let mut said = said(places, self.text, (start, end), &named.candidates, listed);
        self.listed = said.is_none() && named.candidates.iter().any(|&place| is_large(places, place));
        let dateline = is_dateline(self.text, start, end);
        if dateline && self.dateline.is_none() {
            self.dateline = Some((start, key.clone()));
        }
        // Where the news comes from: the capital, not the state.
        if said.is_none() && (dateline || start < 4 && name == "WASHINGTON") {
            let capital = named.candidates.iter().find(|&&place| places.id(place) == WASHINGTON);
            said = capital.and_then(|&capital| places.region(capital)).map(Said::In);
        }
        named.mentions.push((start, said));
        self.noted.push((start, end, key.clone()));
        key
    }

    /// Settles all names: first those that leave no doubt, then the others by them, twice.
    pub(super) fn settle(&mut self) {
        compare(self.places, self.text, &self.noted, &mut self.names);
        self.names.values_mut().for_each(|named| named.group(self.places));
        let keys: Vec<String> = self.names.keys().cloned().collect();
        for round in 0..3 {
            for key in &keys {
                let groups = self.names.get(key).map_or(0, |named| named.groups.len());
                (0..groups).for_each(|group| self.settle_group(key, group, round));
            }
        }
        self.heard.settle();
        let (at, key) = self.dateline.take().unzip();
        let choice = at.zip(key).and_then(|(at, key)| self.choice(&key, at));
        self.heard.dateline = choice.and_then(|choice| self.places.country(choice.place));
    }

    fn settle_group(&mut self, key: &str, at: usize, round: usize) {
        let Some(named) = self.names.get(key) else { return };
        let Some(Group { said, choice, .. }) = named.groups.get(at) else { return };
        if *said == Some(Said::Elsewhere) || round < 2 && choice.is_some() {
            return;
        }
        let (said, done) = (*said, choice.is_some());
        let found = self.choose(named, said);
        let open = |&(choice, lead): &(Choice, i32)| lead < 14 || self.is_small(choice.place);
        if round == 0 && said.is_none() && found.as_ref().is_some_and(open) {
            return;
        }
        let choice = found.map(|(choice, _)| choice);
        let group = self.names.get_mut(key).and_then(|named| named.groups.get_mut(at));
        let Some(group) = group else { return };
        group.choice = choice;
        if let Some(choice) = choice.filter(|_| !done) {
            let mentions = group.at.clone();
            self.settled(choice.place, &mentions);
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
            at.iter().for_each(|&at| self.heard.speak(at, country));
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

    /// What a name stands for at `at`; where it isn't noted there, as it was named last before.
    pub(super) fn choice(&self, key: &str, at: usize) -> Option<Choice> {
        let named = self.names.get(key)?;
        let group = |mention| named.groups.iter().find(|group| group.at.binary_search(&mention).is_ok());
        let next = named.mentions.partition_point(|&(mention, _)| mention <= at);
        let &(mention, _) = named.mentions.get(next.saturating_sub(1))?;
        group(mention)?.choice
    }

    /// The best of a name's places, and its lead over the next.
    fn choose(&self, named: &Named, said: Option<Said>) -> Option<(Choice, i32)> {
        /// What a name counts for that is not a place's usual one: as much as a hundred times fewer people.
        const LESS: i32 = 14;
        let usual = &named.usual;
        let is_usual = |place: Place| usual.is_empty() || usual.contains(&place);
        let mut scored: Vec<(i32, Place, Why)> = named
            .candidates
            .iter()
            .map(|&place| {
                let (score, why) = self.score(place, said, &named.candidates);
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

    fn score(&self, place: Place, said: Option<Said>, all: &[Place]) -> (i32, Why) {
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
        } else if CAPITALS.binary_search(&places.id(place)).is_ok() {
            score += 5;
        }
        let mut why = Why::Biggest;
        // A country's own name says so only where a state has it too.
        let rivals = || all.iter().any(|&place| is_state(places, place));
        if let Some(country) = country
            && let Some(votes) = self.votes.get(&country)
            && (places.level(place) != Level::Country || rivals())
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
        match said {
            Some(Said::In(larger)) if is_in(places, place, larger) => (score + 200, Why::Behind(larger)),
            Some(Said::Among(level)) if places.level(place) == level => (score + 100, Why::Among),
            _ => (score, why),
        }
    }

    fn is_small(&self, place: Place) -> bool {
        self.places.level(place) == Level::Town && self.places.size(place) < 28
    }

    /// A small town in a country of which the article does not speak.
    fn is_unlikely(&self, place: Place, why: Why) -> bool {
        let small = self.is_small(place);
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

    /// The country a body belongs to where nothing near it says so.
    pub(super) fn country_at(&self, asked: &Asked<'_>, may: impl Fn(Place) -> bool) -> Option<Place> {
        self.heard.country_at(self.text, asked, may)
    }

    /// The country that is spoken of in a stretch of the text, if one alone is of those that `may`.
    pub(super) fn only_in(&self, range: Range<usize>, may: impl Fn(Place) -> bool) -> Option<Place> {
        let mut all = self.heard.within(&range).iter().map(|&(_, country)| country).filter(|&one| may(one));
        let first = all.next();
        first.filter(|&first| all.all(|other| other == first))
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
