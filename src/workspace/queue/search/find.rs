//! Answers a query from the blocks that it needs.

use std::collections::HashSet;
use std::ops::Range;

use super::query::Query;
use super::segment::{Cursor, Head, missing};
use crate::workspace::queue::bytes::Malformed;

/// The heads of all segments of a project, the oldest first.
#[derive(Clone, Debug, Default)]
pub struct Index {
    heads: Vec<Head>,
    /// A bit for each document of each segment: whether no newer segment tells of it.
    live: Vec<Vec<u64>>,
}

impl Index {
    /// An index of these segments, the oldest first.
    pub fn new(heads: Vec<Head>) -> Index {
        let live = live(&heads);
        Index { heads, live }
    }

    /// Its segments.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// The blocks to read for a query, each by its segment's place among the heads and its number there.
    pub fn needs(&self, query: &Query) -> Vec<(usize, u32)> {
        let mut needs = Vec::new();
        for (head, segment) in self.heads.iter().zip(0..) {
            let whole = query.whole.iter().map(|term| blocks(head, term, false));
            let ranges = whole.chain(query.begun.iter().map(|term| blocks(head, term, true)));
            let mut blocks: Vec<u32> = ranges.flatten().collect();
            blocks.sort_unstable();
            blocks.dedup();
            needs.extend(blocks.into_iter().map(|block| (segment, block)));
        }
        needs
    }

    /// The numbers of the documents that have all of `query`, in order. `block` gives the bytes of one that
    /// [`Index::needs`] names.
    pub fn find<'a>(
        &self,
        query: &Query,
        block: impl Fn(usize, u32) -> Option<&'a [u8]>,
    ) -> Result<Vec<u32>, Malformed> {
        let mut found = Vec::new();
        if query.is_empty() {
            return Ok(found);
        }
        for (segment, (head, live)) in self.heads.iter().zip(&self.live).enumerate() {
            let mut left = live.clone();
            let whole = query.whole.iter().map(|term| (term, false));
            for (term, begins) in whole.chain(query.begun.iter().map(|term| (term, true))) {
                let mut here = vec![0; left.len()];
                for number in blocks(head, term, begins) {
                    let bytes = block(segment, number).ok_or_else(|| missing(number))?;
                    mark(bytes, term, begins, head.numbers.len(), &mut here)?;
                }
                left.iter_mut().zip(here).for_each(|(left, here)| *left &= here);
            }
            let numbers = head.numbers.iter().zip(0..).filter(|(_, place)| is_set(&left, *place));
            found.extend(numbers.map(|(number, _)| *number));
        }
        found.sort_unstable();
        Ok(found)
    }
}

/// Which documents of each segment no newer one tells of, nor the same one again.
pub(super) fn live(heads: &[Head]) -> Vec<Vec<u64>> {
    let mut told = HashSet::new();
    let mut live: Vec<Vec<u64>> = heads.iter().map(|head| vec![0; head.numbers.len().div_ceil(64)]).collect();
    for (head, live) in heads.iter().zip(&mut live).rev() {
        for (place, number) in head.numbers.iter().enumerate().rev() {
            if told.insert(*number) {
                set(live, place as u32);
            }
        }
    }
    live
}

pub(super) fn is_set(bits: &[u64], place: u32) -> bool {
    bits.get(place as usize / 64).is_some_and(|word| word & 1 << (place % 64) != 0)
}

fn set(bits: &mut [u64], place: u32) {
    if let Some(word) = bits.get_mut(place as usize / 64) {
        *word |= 1 << (place % 64);
    }
}

/// The blocks that may hold a term, or terms that begin with it.
fn blocks(head: &Head, term: &str, begins: bool) -> Range<u32> {
    let behind = head.firsts.partition_point(|first| **first <= *term);
    let end = match begins {
        false => behind,
        true => {
            behind
                + head
                    .firsts
                    .get(behind..)
                    .unwrap_or_default()
                    .partition_point(|first| first.starts_with(term))
        }
    };
    behind.saturating_sub(1) as u32..end as u32
}

/// Marks the documents that a block has for a term, or for those that begin with it.
fn mark(block: &[u8], term: &str, begins: bool, count: usize, marks: &mut [u64]) -> Result<(), Malformed> {
    let mut cursor = Cursor::default();
    while let Some(places) = cursor.next(block)? {
        let is_it = cursor.term == term || begins && cursor.term.starts_with(term);
        if is_it {
            places.each(count, |place| set(marks, place))?;
        } else if *cursor.term > *term {
            break;
        }
    }
    Ok(())
}
