//! What the network is told of each word itself, whatever stands around it: numbers whose embeddings are summed.

use super::features::{Hashes, Of, hash, mix};
use super::heads::{is_portfolio, is_title, kind_of_head, kind_of_small_head};
use super::memory::Memory;
use super::words::Words;

/// How many bits a mark's number has.
pub const BITS: u32 = 15;

/// What rules and the article say of a word, as the features have it.
#[derive(Clone, Copy)]
pub struct Known {
    /// The rules' finding.
    pub rule: u64,
    /// The article's.
    pub taught: u64,
    /// How its line is set.
    pub line: u64,
}

fn slot(of: Of, value: u64) -> u32 {
    (mix(of as u64 | 1 << 8, value) >> (64 - BITS)) as u32
}

/// The marks of a word that no name could hold.
pub fn dull(here: &Hashes, marks: &mut Vec<u32>) {
    marks.push(slot(Of::Word, here.word));
    marks.push(slot(Of::Shape, here.case));
}

/// The marks of any other word.
pub fn of(words: &Words, at: usize, here: &Hashes, known: Known, memory: &Memory, marks: &mut Vec<u32>) {
    let Some(word) = words.words.get(at) else { return };
    let lower = words.lower(at);
    let Known { rule, taught, line } = known;
    let mut add = |of: Of, value: u64| marks.push(slot(of, value));
    add(Of::Word, here.word);
    add(Of::Shape, here.case);
    add(Of::Written, mix(here.shape, u64::from(word.begins)));
    add(Of::Line, mix(line, here.case));
    if word.named {
        for length in 2..=3 {
            if let Some(prefix) = lower.char_indices().nth(length).map(|(end, _)| &lower[..end]) {
                add(Of::Prefix, hash(prefix));
            }
        }
    }
    for length in 2..=4 {
        if let Some((start, _)) = lower.char_indices().rev().nth(length - 1) {
            add(Of::Suffix, hash(&lower[start..]));
        }
    }
    for bit in 0..13 {
        if word.alone.0 >> bit & 1 != 0 {
            add(Of::Alone, bit);
        }
        if word.place > 0 && word.inside.0 >> bit & 1 != 0 {
            add(Of::Inside, bit << 2 | u64::from(word.place > 1));
        }
    }
    if rule != 0 {
        add(Of::Rule, rule);
        add(Of::Rule, rule >> 8);
    }
    if taught != 0 {
        add(Of::Taught, taught);
    }
    if let Some(kind) = kind_of_head(lower) {
        add(Of::HeadKind, kind as u64 | u64::from(word.named) << 4);
    }
    if let Some(kind) = kind_of_small_head(lower) {
        add(Of::HeadKind, kind as u64 | 1 << 5);
    }
    if is_title(lower) {
        add(Of::Quote, 1);
    }
    if is_portfolio(lower) {
        add(Of::Quote, 2);
    }
    if word.named {
        let seen = memory.seen(lower);
        add(Of::Seen, mix(u64::from(seen.capital.min(3)) << 4 | u64::from(seen.small.min(2)), 1));
        for (flag, number) in [(seen.titled, 2), (seen.placed, 3), (seen.speaks, 4), (seen.owned, 5)] {
            if flag {
                add(Of::Seen, number);
            }
        }
    }
}
