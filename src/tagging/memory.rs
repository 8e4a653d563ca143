//! What one article teaches about its names: a full name fixes its later short forms, an acronym its long form.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use super::found::{Found, Kind, Rule};
use super::heads::{is_title, opens_only};
use super::lessons::{LONGEST, Lesson, MADE, lessons};
use super::lexicon::Entry;
use super::words::{Case, Words};

/// A name the article has taught.
#[derive(Clone, Copy, Debug)]
pub struct Taught {
    /// What it names.
    pub kind: Kind,
    /// How the form came about.
    pub rule: Rule,
    /// What the lists know of the full name.
    pub entry: Option<Entry>,
    /// How often it was found as each kind, in the kinds' order.
    pub votes: [u32; 7],
}

/// Names by their words in lower case, a space between.
#[derive(Clone, Debug, Default)]
pub struct Names(pub BTreeMap<Box<str>, Taught>);

/// How a word stands in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// How often with a capital inside a sentence, up to 255.
    pub capital: u8,
    /// How often in small letters, up to 255.
    pub small: u8,
    /// After a title.
    pub titled: bool,
    /// After `in`, `at`, `from`, `near`.
    pub placed: bool,
    /// Before `said` and the like.
    pub speaks: bool,
    /// Before `'s`.
    pub owned: bool,
}

/// What one article teaches.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Its names.
    pub names: Names,
    /// The number of each word, in lower case.
    numbers: HashMap<Box<str>, u32>,
    /// How each capitalised word stands elsewhere in the article, by its number; and whether it is one at all.
    seen: Vec<(Seen, bool)>,
    /// Where the piece that is studied last mentions each word: the piece's number and the place in its lists.
    places: Vec<(u32, u32)>,
    studied: u32,
}

/// What one piece of an article teaches, wherever it stands.
#[derive(Clone, Debug, Default)]
pub struct Lessons {
    /// Its names.
    names: Box<[Lesson]>,
    /// How its words stand, in a piece where capitals say anything.
    sights: Box<[Sight]>,
    /// The numbers of all its words, each once.
    pub words: Box<[u32]>,
}

/// How one word stands in a piece.
#[derive(Clone, Debug)]
struct Sight {
    word: u32,
    seen: Seen,
    /// How often it stands in small letters behind a capitalised one of the piece.
    late: u8,
    /// Whether it stands with a capital at all.
    named: bool,
    /// Whether it is a word of which small letters count only behind a capitalised one.
    opens: bool,
}

impl Memory {
    /// Takes in what was found in one piece.
    pub fn learn(&mut self, words: &Words, found: &[Found]) {
        let lessons = self.study(words, found);
        self.take_in(&lessons);
    }

    /// What a piece teaches; nothing is learned of it yet.
    pub fn study(&mut self, words: &Words, found: &[Found]) -> Lessons {
        const NONE: u32 = u32::MAX;
        self.studied += 1;
        let (mut all, mut sights) = (Vec::new(), Vec::new());
        let quiet = words.shouting || words.headline;
        for (at, word) in words.words.iter().enumerate() {
            let lower = words.lower(at);
            let number = self.number(lower);
            let Some(place) = self.places.get_mut(number as usize) else { continue };
            if place.0 != self.studied {
                *place = (self.studied, NONE);
                all.push(number);
            }
            let small = word.case == Case::Lower && lower.len() > 3;
            let named = matches!(word.case, Case::Capital | Case::Upper | Case::Mixed);
            if quiet || !(small || named) {
                continue;
            }
            if place.1 == NONE {
                place.1 = sights.len() as u32;
                let opens = opens_only(lower);
                sights.push(Sight { word: number, seen: Seen::default(), late: 0, named: false, opens });
            }
            let Some(sight) = sights.get_mut(place.1 as usize) else { continue };
            let seen = &mut sight.seen;
            if small {
                seen.small = seen.small.saturating_add(1);
                sight.late = sight.late.saturating_add(sight.named.into());
                continue;
            }
            let (before, after) = (words.before(at, 1), words.lower(at + 1));
            sight.named = true;
            seen.capital = seen.capital.saturating_add(u8::from(!word.begins));
            seen.titled |= is_title(before);
            seen.placed |= matches!(before, "in" | "at" | "from" | "near");
            seen.speaks |= matches!(after, "said" | "says" | "told" | "added" | "wrote");
            seen.owned |= after == "'s";
        }
        Lessons { names: lessons(words, found).into(), sights: sights.into(), words: all.into() }
    }

    /// Learns the lessons of a piece of this article. The order of the pieces counts.
    pub fn take_in(&mut self, lessons: &Lessons) {
        for sight in &lessons.sights {
            let Some((seen, known)) = self.seen.get_mut(sight.word as usize) else { continue };
            // Small letters matter for words that also stand with a capital, and for those that are no name's.
            let small = if sight.opens && !*known { sight.late } else { sight.seen.small };
            seen.small = seen.small.saturating_add(small);
            seen.capital = seen.capital.saturating_add(sight.seen.capital);
            seen.titled |= sight.seen.titled;
            seen.placed |= sight.seen.placed;
            seen.speaks |= sight.seen.speaks;
            seen.owned |= sight.seen.owned;
            *known |= sight.named || !sight.opens;
        }
        self.names.take_in(&lessons.names);
    }

    /// How the word of that lower-case form stands in the article, as the model sees it: more than three capitals and
    /// two small ones make no difference.
    pub fn seen(&self, word: &str) -> Seen {
        self.counted(word).as_told()
    }

    /// The same with all that was counted.
    pub fn counted(&self, word: &str) -> Seen {
        let number = self.numbers.get(word);
        number.and_then(|&number| self.seen.get(number as usize)).map_or(Seen::default(), |seen| seen.0)
    }

    /// The longest taught name at the word `at`: the word after it, and what it is.
    pub fn find(&self, words: &Words, at: usize) -> Option<(usize, Taught)> {
        find(&self.names.0, words, at).map(|(to, taught)| (to, *taught))
    }

    /// What an acronym stands for in this article, if its letters are the initials of a name in it.
    pub fn acronym(&self, word: &str) -> Option<Taught> {
        self.names.0.get(&*format!("{word}{MADE}")).copied()
    }

    /// A memory of nothing that numbers words as this one does.
    pub fn emptied(&mut self) -> Memory {
        let numbers = std::mem::take(&mut self.numbers);
        let seen = vec![Default::default(); numbers.len()];
        let places = std::mem::take(&mut self.places);
        Memory { names: Names::default(), numbers, seen, places, studied: self.studied }
    }

    /// How many words it numbers.
    pub fn words(&self) -> usize {
        self.seen.len()
    }

    /// Which words' pieces may be read differently by this memory than by the one it was emptied of, by their numbers.
    pub fn changed_since(&self, before: &Memory) -> Vec<bool> {
        let told = |memory: &Memory, number: usize| memory.seen.get(number).map(|seen| seen.0.as_told());
        let mut changed: Vec<bool> = (0..self.seen.len())
            .map(|number| told(self, number).unwrap_or_default() != told(before, number).unwrap_or_default())
            .collect();
        let alike = |one: &Taught, other: &Taught| {
            (one.kind, one.rule, one.entry) == (other.kind, other.rule, other.entry)
        };
        self.mark_changed(&self.names.0, &before.names.0, alike, &mut changed);
        changed
    }

    /// Marks the first words of the names that are not `alike` in two lists of them.
    pub fn mark_changed<T>(
        &self,
        names: &BTreeMap<Box<str>, T>,
        before: &BTreeMap<Box<str>, T>,
        alike: impl Fn(&T, &T) -> bool,
        changed: &mut [bool],
    ) {
        let mut mark = |name: &str| {
            // A word may begin with white space that a mark is written on.
            let end = name.char_indices().skip(1).find(|&(_, character)| matches!(character, ' ' | MADE));
            let first = &name[..end.map_or(name.len(), |(end, _)| end)];
            if let Some(place) = self.numbers.get(first).and_then(|&number| changed.get_mut(number as usize))
            {
                *place = true;
            }
        };
        let mut old = before.iter().peekable();
        for (name, taught) in names {
            while let Some((gone, _)) = old.next_if(|(other, _)| *other < name) {
                mark(gone);
            }
            match old.next_if(|(other, _)| *other == name) {
                Some((_, before)) if alike(taught, before) => {}
                _ => mark(name),
            }
        }
        old.for_each(|(gone, _)| mark(gone));
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.seen.len() as u32;
        self.numbers.insert(word.into(), number);
        self.seen.push(Default::default());
        self.places.push(Default::default());
        number
    }
}

impl Seen {
    fn as_told(self) -> Seen {
        Seen { capital: self.capital.min(3), small: self.small.min(2), ..self }
    }
}

impl Names {
    /// Takes in what a piece teaches.
    pub fn take_in(&mut self, lessons: &[Lesson]) {
        for one in lessons {
            let new = || Taught { kind: one.kind, rule: one.rule, entry: one.entry, votes: [0; 7] };
            let taught = match self.0.get_mut(&one.key) {
                Some(taught) => taught,
                None => self.0.entry(one.key.clone()).or_insert_with(new),
            };
            if let Some(votes) = taught.votes.get_mut(one.kind as usize) {
                *votes += 1;
            }
            if taught.rule > one.rule && taught.kind != one.kind {
                (taught.kind, taught.rule, taught.entry) = (one.kind, one.rule, one.entry);
            }
        }
    }
}

/// The longest of `names` at the word `at`: the word after it, and what is kept of it.
pub fn find<'a, T>(names: &'a BTreeMap<Box<str>, T>, words: &Words, at: usize) -> Option<(usize, &'a T)> {
    let mut key = String::new();
    let mut longest = None;
    for to in at + 1..=(at + LONGEST).min(words.len()) {
        if to > at + 1 {
            key.push(' ');
        }
        key.push_str(words.lower(to - 1));
        // Names sort after their own beginnings: once none begins with the key, none will.
        match names.range::<str, _>((Bound::Included(key.as_str()), Bound::Unbounded)).next() {
            Some((name, taught)) if **name == *key => longest = Some((to, taught)),
            Some((name, _)) if name.starts_with(&key) => {}
            _ => break,
        }
    }
    longest
}

/// Adds to `found` the names that the article has taught, where nothing longer was found; a name that was found
/// by a weak rule gives way to what the article teaches.
pub fn apply(words: &Words, memory: &Memory, found: &mut Vec<Found>) {
    let mut covered = vec![usize::MAX; words.len()];
    for (index, one) in found.iter().enumerate() {
        if let Some(places) = covered.get_mut(one.from..one.to) {
            places.fill(index);
        }
    }
    let mut added = Vec::new();
    let mut dropped = vec![false; found.len()];
    let mut at = 0;
    while at < words.len() {
        if !words.named(at) || words.case(at) == Case::Initial {
            at += 1;
            continue;
        }
        let taught = memory.find(words, at).or_else(|| {
            let upper = words.case(at) == Case::Upper && !words.shouting;
            upper.then(|| memory.acronym(words.lower(at))).flatten().map(|taught| (at + 1, taught))
        });
        let Some((to, taught)) = taught else {
            at += 1;
            continue;
        };
        let inside: Vec<usize> = {
            let mut inside: Vec<usize> = covered
                .get(at..to)
                .unwrap_or_default()
                .iter()
                .copied()
                .filter(|&index| index != usize::MAX)
                .collect();
            inside.dedup();
            inside
        };
        let gives_way = |one: &Found| {
            matches!(one.rule, Rule::TwoCapitals | Rule::Acronym | Rule::City | Rule::ShortForm)
                && one.from >= at
                && one.to <= to
        };
        // A surname inside a longer run of capitals may be someone else's, and a short form ends where a name does.
        let titled = at > 0 && is_title(words.lower(at - 1)) && !words.named(to);
        let stands = taught.rule != Rule::ShortForm || titled || !words.is_cut_from_run(at, to);
        if stands && inside.iter().all(|&index| found.get(index).is_some_and(gives_way)) {
            for index in inside {
                if let Some(drop) = dropped.get_mut(index) {
                    *drop = true;
                }
            }
            added.push(Found {
                entry: taught.entry,
                ..Found::new(
                    at,
                    to,
                    taught.kind,
                    if taught.rule == Rule::Bracket { Rule::Bracket } else { Rule::ShortForm },
                )
            });
            at = to;
        } else {
            at += 1;
        }
    }
    let mut index = 0;
    found.retain(|_| {
        index += 1;
        !dropped.get(index - 1).copied().unwrap_or(false)
    });
    found.extend(added);
    found.sort_by_key(|one| one.from);
}
