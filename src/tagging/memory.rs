//! What one article teaches about its names: a full name fixes its later short forms, an acronym its long form.

use std::collections::BTreeMap;

use super::found::{Found, Kind, Rule};
use super::heads::{is_title, kind_of_head, opens_only};
use super::lexicon::{Entry, Senses};
use super::words::{Case, Words};

/// The most words of a name that is remembered.
const LONGEST: usize = 10;

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

/// The names of one article by their words in lower case, a space between.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    names: BTreeMap<String, Taught>,
    /// How each capitalised word stands elsewhere in the article.
    seen: BTreeMap<String, Seen>,
}

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

impl Memory {
    /// How the word of that lower-case form stands in the article.
    pub fn seen(&self, word: &str) -> Seen {
        self.seen.get(word).copied().unwrap_or_default()
    }

    fn look(&mut self, words: &Words) {
        if words.shouting || words.headline {
            return;
        }
        for (at, word) in words.words.iter().enumerate() {
            let lower = words.lower(at);
            match word.case {
                // Small letters matter for words that also stand with a capital: one lookup each, no new entry
                // for most of a text's words.
                Case::Lower if lower.len() > 3 => {
                    if let Some(seen) = self.seen.get_mut(lower) {
                        seen.small = seen.small.saturating_add(1);
                    } else if !opens_only(lower) {
                        self.seen.insert(lower.to_owned(), Seen { small: 1, ..Seen::default() });
                    }
                }
                Case::Capital | Case::Upper | Case::Mixed => {
                    let before = words.before(at, 1);
                    let seen = match self.seen.get_mut(lower) {
                        Some(seen) => seen,
                        None => self.seen.entry(lower.to_owned()).or_default(),
                    };
                    seen.capital = seen.capital.saturating_add(u8::from(!word.begins));
                    seen.titled |= is_title(before);
                    seen.placed |= matches!(before, "in" | "at" | "from" | "near");
                    seen.speaks |=
                        matches!(words.lower(at + 1), "said" | "says" | "told" | "added" | "wrote");
                    seen.owned |= words.lower(at + 1) == "'s";
                }
                _ => {}
            }
        }
    }

    /// Takes in what was found in one paragraph.
    pub fn learn(&mut self, words: &Words, found: &[Found]) {
        self.look(words);
        for one in found.iter().filter(|one| one.kind != Kind::Date) {
            // In capitals only, a line's readings are too weak to teach.
            let weak =
                words.shouting || words.headline || matches!(one.rule, Rule::TwoCapitals | Rule::Acronym);
            let key = self.key(words, one.from, one.to);
            if !weak || one.rule == Rule::Title {
                self.teach(key, one, one.rule);
            }
            self.bracket(words, one);
            if words.shouting || words.headline {
                continue;
            }
            match one.kind {
                Kind::Person => self.surname(words, one),
                Kind::Organization | Kind::Agency | Kind::Court | Kind::Law => self.short_forms(words, one),
                _ => {}
            }
        }
    }

    /// The longest taught name at the word `at`: the word after it, and what it is.
    pub fn find(&self, words: &Words, at: usize) -> Option<(usize, Taught)> {
        let mut key = String::new();
        let mut longest = None;
        for to in at + 1..=(at + LONGEST).min(words.len()) {
            if to > at + 1 {
                key.push(' ');
            }
            key.push_str(words.lower(to - 1));
            // Names sort after their own beginnings: once none begins with the key, none will.
            let next = self
                .names
                .range::<str, _>((std::ops::Bound::Included(key.as_str()), std::ops::Bound::Unbounded))
                .next();
            match next {
                Some((name, taught)) if *name == key => longest = Some((to, *taught)),
                Some((name, _)) if name.starts_with(&key) => {}
                _ => break,
            }
        }
        longest
    }

    fn key(&self, words: &Words, from: usize, to: usize) -> String {
        let mut key = String::new();
        for at in from..to.min(from + LONGEST + 1) {
            if at > from {
                key.push(' ');
            }
            key.push_str(words.lower(at));
        }
        key
    }

    fn teach(&mut self, key: String, one: &Found, rule: Rule) {
        if key.is_empty() {
            return;
        }
        let taught =
            self.names.entry(key).or_insert(Taught { kind: one.kind, rule, entry: one.entry, votes: [0; 7] });
        if let Some(votes) = taught.votes.get_mut(one.kind as usize) {
            *votes += 1;
        }
        if taught.rule > rule && taught.kind != one.kind {
            (taught.kind, taught.rule, taught.entry) = (one.kind, rule, one.entry);
        }
    }

    /// `Migrant Protection Protocols (MPP)`.
    fn bracket(&mut self, words: &Words, one: &Found) {
        let short = one.to + 1;
        let acronym =
            words.lower(one.to) == "(" && words.case(short) == Case::Upper && words.lower(short + 1) == ")";
        let long = one.to - one.from >= 2;
        if acronym && long && words.lower(short).len() > 1 {
            let initial = words.lower(one.from).chars().next();
            // `(Reuters)` and `(CNN)` are no acronyms of what stands before them.
            if words.lower(short).chars().next() == initial {
                self.teach(words.lower(short).to_owned(), one, Rule::Bracket);
            }
        }
    }

    fn surname(&mut self, words: &Words, one: &Found) {
        let mut last = one.to - 1;
        while last > one.from
            && matches!(words.lower(last), "jr." | "sr." | "," | "ii" | "iii" | "iv" | "jr" | "sr")
        {
            last -= 1;
        }
        let word = words.lower(last);
        if last == one.from || word.len() < 3 || opens_only(word) || is_title(word) {
            return;
        }
        // `Kim Jong Il` and `bin Laden`: a name behind a hyphen or a particle keeps it.
        let mut from = last;
        while from > one.from + 1
            && (words.lower(from - 1) == "-"
                || matches!(words.lower(from - 1), "al" | "bin" | "de" | "la" | "van" | "von" | "del" | "el"))
        {
            from -= 1;
        }
        if words.lower(from) == "-" {
            from -= 1;
        }
        let key = self.key(words, from, last + 1);
        self.teach(key, one, Rule::ShortForm);
    }

    fn short_forms(&mut self, words: &Words, one: &Found) {
        let length = one.to - one.from;
        let last = words.lower(one.to - 1);
        let suffix = matches!(
            last,
            "inc."
                | "inc"
                | "corp."
                | "corp"
                | "co."
                | "ltd."
                | "ltd"
                | "llc"
                | "plc"
                | "company"
                | "corporation"
                | "group"
        );
        if suffix && length >= 2 {
            let end = one.to - if words.lower(one.to - 2) == "," { 2 } else { 1 };
            let first = words.words.get(one.from).map(|word| word.alone).unwrap_or_default();
            let plain =
                end - one.from > 1 || !first.any(Senses::ANYWHERE.with(Senses::DEMONYM).with(Senses::COMMON));
            if plain && end > one.from {
                let key = self.key(words, one.from, end);
                self.teach(key, one, Rule::ShortForm);
            }
        }
        // The initials of three words or more.
        let initials: String = (one.from..one.to)
            .filter(|&at| words.named(at))
            .filter_map(|at| words.lower(at).chars().next())
            .collect();
        if initials.chars().count() >= 3 && kind_of_head(&initials).is_none() {
            self.teach(format!("{initials}\u{0}"), one, Rule::Bracket);
        }
    }

    /// What an acronym stands for in this article, if its letters are the initials of a name in it.
    pub fn acronym(&self, word: &str) -> Option<Taught> {
        self.names.get(&format!("{word}\u{0}")).copied()
    }
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

impl Taught {
    /// The kind most often found, and how often.
    pub(super) fn majority(&self) -> (Kind, u32) {
        let all = Kind::ALL.into_iter().zip(self.votes);
        all.max_by_key(|&(kind, votes)| (votes, std::cmp::Reverse(kind))).unwrap_or((self.kind, 0))
    }
}

/// Carries what the model decided through the article: a name it found several times is found wherever it stands.
pub fn agree(words: &Words, decided: &Memory, found: &mut Vec<Found>) {
    let mut covered = vec![false; words.len()];
    for one in found.iter() {
        if let Some(places) = covered.get_mut(one.from..one.to) {
            places.fill(true);
        }
    }
    let free = |from: usize, to: usize| {
        covered.get(from..to).is_some_and(|places| places.iter().all(|taken| !taken))
    };
    let mut added = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let hit = if words.named(at) && free(at, at + 1) { decided.find(words, at) } else { None };
        let Some((to, taught)) = hit.filter(|&(to, _)| free(at, to)) else {
            at += 1;
            continue;
        };
        let (kind, votes) = taught.majority();
        let all: u32 = taught.votes.iter().sum();
        let seen = if to == at + 1 { decided.seen(words.lower(at)) } else { Seen::default() };
        let apart = !words.is_cut_from_run(at, to);
        let usual = votes * 2 > u32::from(seen.capital) && seen.small == 0;
        if apart && usual && votes * 4 > all * 3 && kind != Kind::Date {
            let rule = if taught.rule == Rule::Bracket { Rule::Bracket } else { Rule::ShortForm };
            added.push(Found { entry: taught.entry, ..Found::new(at, to, kind, rule) });
            at = to;
        } else {
            at += 1;
        }
    }
    found.extend(added);
    found.sort_by_key(|one| one.from);
}
