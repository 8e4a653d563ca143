//! Makes one segment of several neighbours, with one block of each in memory at a time.

use std::ops::Range;

use super::build::Segment;
use super::find::{is_set, live};
use super::segment::{Cursor, Head, Writer, missing};
use crate::workspace::queue::bytes::Malformed;

/// So many segments of about the same size are made one.
const MANY: usize = 8;
/// So many there are at most.
const MOST: usize = 32;
/// The size of the smallest, in bytes; each next size is [`MANY`] times as large.
const SMALL: u64 = 64 << 10;

/// Which neighbours to make one segment of, where segments have these sizes, the oldest first. `None` when there are few enough.
pub fn merges(sizes: &[u64]) -> Option<Range<usize>> {
    let tier = |size: u64| (0..).find(|tier| size <= SMALL << (3 * tier)).unwrap_or(20_u32);
    let tiers: Vec<u32> = sizes.iter().map(|size| tier((*size).min(1 << 60))).collect();
    let highest = tiers.iter().copied().max()?;
    // The smallest ones first: many small segments are many blocks to read, and cheap to merge. One that is larger than the
    // others is let be until there are as many of its size, or far too many in all.
    let find = |enough: &dyn Fn(&[u32], u32) -> bool| {
        (0..=highest).find_map(|most| {
            let mut from = 0;
            tiers.split(|tier| *tier > most).find_map(|run| {
                let range = from..from + run.len();
                from = range.end + 1;
                enough(run, most).then_some(range)
            })
        })
    };
    find(&|run, most| run.iter().filter(|tier| **tier == most).count() >= MANY)
        .or_else(|| (sizes.len() > MOST).then(|| find(&|run, _| run.len() >= MANY))?)
}

/// Segments being made one: asks for their blocks, gives those of the new one.
#[derive(Debug)]
pub struct Merging {
    sources: Vec<Source>,
    writer: Writer,
    /// Which source a block is needed of.
    waits: Option<usize>,
}

/// A segment that is read.
#[derive(Debug)]
struct Source {
    /// The new place of each document; none if it is left out.
    places: Vec<Option<u32>>,
    blocks: u32,
    /// The block that is read next.
    next: u32,
    block: Vec<u8>,
    cursor: Cursor,
    /// The documents of the term the cursor is at, by their new places; `None` where a block has to be read first.
    found: Option<Vec<u32>>,
}

impl Merging {
    /// Of these segments, neighbours, the oldest first.
    pub fn new(heads: &[Head]) -> Merging {
        let mut numbers = Vec::new();
        let mut sources = Vec::new();
        for (head, live) in heads.iter().zip(live(heads)) {
            let place = |(number, place): (&u32, u32)| {
                is_set(&live, place).then(|| {
                    numbers.push(*number);
                    numbers.len() as u32 - 1
                })
            };
            sources.push(Source {
                places: head.numbers.iter().zip(0..).map(place).collect(),
                blocks: head.blocks(),
                next: 0,
                block: Vec::new(),
                cursor: Cursor::default(),
                found: None,
            });
        }
        let waits = sources.iter().position(|source| source.blocks > 0);
        Merging { sources, writer: Writer::new(numbers), waits }
    }

    /// The block it waits for: its segment's place, its number there. `None` when all is done.
    pub fn needs(&self) -> Option<(usize, u32)> {
        let source = self.waits?;
        Some((source, self.sources.get(source)?.next))
    }

    /// Gives it the block that it waits for, and goes on as far as that reaches.
    pub fn give(&mut self, block: Vec<u8>) -> Result<(), Malformed> {
        let Some(source) = self.waits.take().and_then(|at| self.sources.get_mut(at)) else { return Ok(()) };
        (source.block, source.cursor) = (block, Cursor::default());
        source.next += 1;
        source.step()?;
        loop {
            self.waits =
                self.sources.iter().position(|source| source.found.is_none() && source.next < source.blocks);
            if self.waits.is_some() {
                return Ok(());
            }
            let begun = self.sources.iter().filter(|source| source.found.is_some());
            let Some(term) = begun.map(|source| &source.cursor.term).min().cloned() else { return Ok(()) };
            let mut places = Vec::new();
            for source in self.sources.iter_mut().filter(|source| source.cursor.term == term) {
                if let Some(found) = source.found.take() {
                    places.extend(found);
                    source.step()?;
                }
            }
            self.writer.push(&term, &places);
        }
    }

    /// The blocks that are ready, in order: they needn't be kept in memory.
    pub fn take(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.writer.full)
    }

    /// The head, and the blocks that are ready and not taken yet. To be called when it needs no more.
    pub fn finish(mut self) -> Segment {
        let head = self.writer.end();
        Segment { head, blocks: self.writer.full }
    }

    /// All at once, of segments in memory.
    pub fn whole(segments: &[Segment]) -> Result<Segment, Malformed> {
        let heads = segments.iter().map(|segment| Head::read(&segment.head));
        let mut merging = Merging::new(&heads.collect::<Result<Vec<_>, _>>()?);
        while let Some((segment, block)) = merging.needs() {
            let bytes = segments.get(segment).and_then(|segment| segment.blocks.get(block as usize));
            merging.give(bytes.cloned().ok_or_else(|| missing(block))?)?;
        }
        Ok(merging.finish())
    }
}

impl Source {
    /// Reads the next term that occurs in a document that stays.
    fn step(&mut self) -> Result<(), Malformed> {
        self.found = None;
        while let Some(places) = self.cursor.next(&self.block)? {
            let mut found = Vec::new();
            places.each(self.places.len(), |place| {
                found.extend(self.places.get(place as usize).copied().flatten())
            })?;
            if !found.is_empty() {
                self.found = Some(found);
                return Ok(());
            }
        }
        self.block = Vec::new();
        Ok(())
    }
}
