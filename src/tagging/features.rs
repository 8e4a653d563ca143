//! What the model looks at: each word's features as numbers, the same in training and in use.

use super::found::{Found, Kind};
use super::heads::{is_portfolio, is_title, kind_of_head, kind_of_small_head, opens_only};
use super::marks;
use super::memory::Memory;
use super::words::{Case, Words};

/// How many bits a feature's number has.
pub const BITS: u32 = 16;

/// The kinds of features; each mixes its own number into the hash.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(super) enum Of {
    Bias = 1,
    Word,
    Written,
    Shape,
    Prefix,
    Suffix,
    Pair,
    NearSuffix,
    Shapes,
    Line,
    Alone,
    Inside,
    Rule,
    Taught,
    Seen,
    RunHead,
    RunBefore,
    RunAfter,
    RunPlace,
    RunFirst,
    HeadKind,
    Case2,
    Quote,
    Cluster,
}

/// A word's own hashes, computed once and used by its neighbours too.
pub(super) struct Hashes {
    pub word: u64,
    pub shape: u64,
    suffix: u64,
    pub case: u64,
    cluster: Option<u16>,
}

/// The features of every word of a piece: `offsets[i]..offsets[i + 1]` of `slots` are the word `i`'s. A word that no
/// name could hold has none.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// Numbers below `1 << BITS`.
    pub slots: Vec<u32>,
    /// Where each word's begin, and the end.
    pub offsets: Vec<usize>,
    /// What the network is told of each word itself (`marks`).
    pub marks: Vec<u32>,
    /// Where each word's marks begin, and the end.
    pub mark_offsets: Vec<usize>,
}

impl Features {
    /// The marks of the word at `at`.
    pub fn marks_of(&self, at: usize) -> &[u32] {
        match (self.mark_offsets.get(at), self.mark_offsets.get(at + 1)) {
            (Some(&from), Some(&to)) => self.marks.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The features of the word at `at`.
    pub fn of(&self, at: usize) -> &[u32] {
        match (self.offsets.get(at), self.offsets.get(at + 1)) {
            (Some(&from), Some(&to)) => self.slots.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// A capitalised run around a word: where it begins and ends.
type Run = (usize, usize);

/// Computes the features of `words`, of which the rules found `found` and the article taught `memory`.
pub fn features(words: &Words, found: &[Found], memory: &Memory) -> Features {
    let count = words.len();
    let hashes: Vec<Hashes> = (0..count).map(|at| hashes(words, at)).collect();
    let rules = readings(count, found.iter().map(|one| (one.from, one.to, one.kind, one.rule as u64)));
    let mut taught = vec![0; count];
    let mut at = 0;
    while at < count {
        let hit = if words.named(at) { memory.find(words, at) } else { None };
        let Some((to, hit)) = hit else {
            if words.case(at) == Case::Upper
                && let Some(hit) = memory.acronym(words.lower(at))
            {
                taught[at] = reading(hit.kind, hit.rule as u64, 3);
            }
            at += 1;
            continue;
        };
        for (index, place) in (at..to).enumerate() {
            taught[place] = reading(hit.kind, hit.rule as u64, (index > 0).into());
        }
        at = to;
    }
    let runs = runs(words);
    let heads: Vec<Option<Kind>> =
        (0..count).map(|at| words.named(at).then(|| kind_of_head(words.lower(at))).flatten()).collect();
    let line = u64::from(words.shouting) | u64::from(words.headline) << 1;
    let mut all = Features {
        slots: Vec::with_capacity(count * 64),
        offsets: Vec::with_capacity(count + 1),
        ..Features::default()
    };
    let none = mix(0, 0);
    for at in 0..count {
        all.offsets.push(all.slots.len());
        all.mark_offsets.push(all.marks.len());
        if is_dull(words, at) && rules[at] == 0 && taught[at] == 0 {
            marks::dull(&hashes[at], &mut all.marks);
            continue;
        }
        let known = marks::Known { rule: rules[at], taught: taught[at], line };
        marks::of(words, at, &hashes[at], known, memory, &mut all.marks);
        let slots = &mut all.slots;
        let mut add = |of: Of, value: u64| {
            slots.push((mix(of as u64, value) >> (64 - BITS)) as u32);
        };
        let word = |at: Option<usize>| at.and_then(|at| hashes.get(at)).map_or(none, |hashes| hashes.word);
        let shape = |at: Option<usize>| at.and_then(|at| hashes.get(at)).map_or(none, |hashes| hashes.shape);
        let here = &hashes[at];
        let (back, back2) = (at.checked_sub(1), at.checked_sub(2));
        let (next, next2) = (Some(at + 1), Some(at + 2));
        add(Of::Bias, 0);
        add(Of::Word, here.word);
        add(Of::Written, mix(here.word, here.case));
        add(Of::Shape, here.shape);
        add(Of::Shape, mix(here.shape, u64::from(words.words[at].begins) + 100));
        for (near, place) in [(back2, 1), (back, 2), (next, 3), (next2, 4)] {
            add(Of::Word, mix(word(near), place));
            add(Of::Case2, mix(near.and_then(|at| hashes.get(at)).map_or(9, |hashes| hashes.case), place));
        }
        let lower = words.lower(at);
        for length in 2..=4 {
            if let Some(prefix) = lower.char_indices().nth(length).map(|(end, _)| &lower[..end]) {
                add(Of::Prefix, hash(prefix));
            }
            if let Some((start, _)) = lower.char_indices().rev().nth(length - 1) {
                add(Of::Suffix, hash(&lower[start..]));
            }
        }
        add(Of::Pair, mix(mix(word(back), 1), here.word));
        add(Of::Pair, mix(mix(here.word, 2), word(next)));
        add(Of::Pair, mix(mix(word(back2), 3), word(back)));
        add(Of::Pair, mix(mix(word(next), 4), word(next2)));
        add(Of::NearSuffix, mix(back.and_then(|at| hashes.get(at)).map_or(none, |hashes| hashes.suffix), 1));
        add(Of::NearSuffix, mix(next.and_then(|at| hashes.get(at)).map_or(none, |hashes| hashes.suffix), 2));
        add(Of::Shapes, mix(mix(shape(back), here.shape), shape(next)));
        for (near, place) in [(back2, 1), (back, 2), (Some(at), 3), (next, 4), (next2, 5)] {
            let cluster = near.and_then(|at| hashes.get(at)).and_then(|hashes| hashes.cluster);
            if let Some(cluster) = cluster {
                add(Of::Cluster, mix(u64::from(cluster), place));
                if place == 3 {
                    add(Of::Cluster, mix(u64::from(cluster) << 8 | here.case, 6));
                    if let Some(before) = back.and_then(|at| hashes.get(at)).and_then(|hashes| hashes.cluster)
                    {
                        add(Of::Cluster, mix(u64::from(cluster) << 8 | u64::from(before), 7));
                    }
                }
            }
        }
        add(Of::Line, mix(line, here.case));
        for (near, place) in [(back, 1), (Some(at), 2), (next, 3)] {
            let Some(near) = near.filter(|&near| near < count) else { continue };
            let of = &words.words[near];
            for bit in 0..13 {
                if of.alone.0 >> bit & 1 != 0 {
                    add(Of::Alone, mix(bit, place));
                }
                if of.place > 0 && of.inside.0 >> bit & 1 != 0 {
                    add(Of::Inside, mix(bit << 2 | u64::from(of.place > 1), place));
                }
            }
            add(Of::Alone, mix(u64::from(of.alone.0) | 1 << 20, place));
            if rules[near] != 0 {
                add(Of::Rule, mix(rules[near], place));
                add(Of::Rule, mix(rules[near] >> 8, place + 10));
            }
            if taught[near] != 0 {
                add(Of::Taught, mix(taught[near], place));
            }
        }
        add(Of::Rule, mix(mix(rules[at], 77), taught[at]));
        if words.named(at) {
            let seen = memory.seen(lower);
            add(Of::Seen, mix(u64::from(seen.capital.min(3)) << 4 | u64::from(seen.small.min(2)), 1));
            for (flag, number) in [(seen.titled, 2), (seen.placed, 3), (seen.speaks, 4), (seen.owned, 5)] {
                if flag {
                    add(Of::Seen, number);
                }
            }
        }
        let (from, to) = runs[at];
        if to > from {
            add(Of::RunHead, word(to.checked_sub(1)));
            add(Of::RunFirst, word(Some(from)));
            add(Of::RunBefore, word(from.checked_sub(1)));
            add(Of::RunAfter, word(Some(to)));
            add(Of::RunAfter, mix(word(Some(to)), word(Some(to + 1))));
            add(Of::RunBefore, mix(word(from.checked_sub(2)), word(from.checked_sub(1))));
            add(Of::RunPlace, ((at - from).min(4) as u64) << 8 | ((to - at).min(4) as u64) << 4 | line);
            for kind in heads[from..to].iter().flatten() {
                add(Of::HeadKind, *kind as u64);
            }
            add(
                Of::Quote,
                u64::from(matches!(words.before(from, 1), "\"" | "“" | "‘" | "'"))
                    | u64::from(opens_only(words.lower(from))) << 1
                    | u64::from(is_title(words.before(from, 1))) << 2,
            );
        }
    }
    all.offsets.push(all.slots.len());
    all.mark_offsets.push(all.marks.len());
    all
}

/// Whether no name could hold the word: in small letters, as two neighbours on each side are, and no institution's
/// noun. Every other word of a news text is such, and gets no features.
fn is_dull(words: &Words, at: usize) -> bool {
    let small = |at: usize| {
        words.words.get(at).is_none_or(|word| matches!(word.case, Case::Lower | Case::Mark | Case::Other))
    };
    let lower = words.lower(at);
    (at.saturating_sub(2)..=at + 2).all(small)
        && kind_of_small_head(lower).is_none()
        && kind_of_head(lower).is_none()
        && !is_portfolio(lower)
}

/// A finding at one of its words as one number: kind and place high, the rule low.
fn reading(kind: Kind, rule: u64, place: u64) -> u64 {
    (kind as u64 + 1) << 12 | place << 8 | rule
}

fn readings(count: usize, found: impl Iterator<Item = (usize, usize, Kind, u64)>) -> Vec<u64> {
    let mut at = vec![0; count];
    for (from, to, kind, rule) in found {
        let Some(places) = at.get_mut(from..to) else { continue };
        let last = places.len() - 1;
        for (index, place) in places.iter_mut().enumerate() {
            let part = u64::from(index > 0) | u64::from(index == last) << 1;
            *place = reading(kind, rule, part);
        }
    }
    at
}

/// For each word the run of capitalised words that it is in; small connectors inside a run belong to it.
fn runs(words: &Words) -> Vec<Run> {
    let mut runs = vec![(0, 0); words.len()];
    let mut at = 0;
    while at < words.len() {
        if !words.named(at) {
            at += 1;
            continue;
        }
        let from = at;
        let mut to = at + 1;
        while to < words.len() && to - from < 12 {
            if words.named(to) && !words.words[to].begins {
                to += 1;
            } else if matches!(words.lower(to), "of" | "for" | "the" | "and" | "-" | "&")
                && words.named(to + 1)
            {
                to += 2;
            } else {
                break;
            }
        }
        runs[from..to].fill((from, to));
        at = to;
    }
    runs
}

fn hashes(words: &Words, at: usize) -> Hashes {
    let lower = words.lower(at);
    let case = words.case(at);
    let suffix = lower.char_indices().rev().nth(2).map_or(0, |(start, _)| start);
    // Digits stand for one another: every year, every price is one word.
    let word = if case == Case::Number { hash_digits(lower) } else { hash(lower) };
    let mut shape = case as u64;
    shape = shape << 4 | (lower.len() as u64).min(9);
    shape = shape << 1 | u64::from(lower.contains('.'));
    shape = shape << 1 | u64::from(lower.contains('\''));
    shape = shape << 2 | u64::from(words.words[at].spaced);
    Hashes {
        word,
        shape,
        suffix: hash(&lower[suffix..]),
        case: case as u64,
        cluster: words.data.clusters.of(lower),
    }
}

pub(super) fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn hash_digits(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        let byte = if byte.is_ascii_digit() { b'0' } else { byte };
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

pub(super) fn mix(one: u64, other: u64) -> u64 {
    let mut mixed = (one ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ other;
    mixed = (mixed ^ mixed >> 29).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 32
}
