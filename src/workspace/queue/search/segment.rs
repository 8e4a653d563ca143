//! A segment in bytes: its head, which names its documents and the first term of each block, and its blocks of terms.
//!
//! A head begins with `TLs`, a block with `TLt`. A term is written as how much of the one before it begins it with, and the rest.
//! The documents of a term are places in the head's list: steps between them, or a bit for each where that is shorter.

use crate::workspace::queue::bytes::{self, Malformed, Reader, push_number, push_signed};

const HEAD: u8 = b's';
const BLOCK: u8 = b't';
const VERSION: u8 = 1;
/// A block is full with so many bytes.
const FULL: usize = 16 << 10;

/// What a search needs to know of a segment before it reads any of its blocks.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Its documents' numbers; a term's documents are places here.
    pub(super) numbers: Vec<u32>,
    /// The first term of each block, in order.
    pub(super) firsts: Vec<Box<str>>,
    pub(super) size: u64,
}

impl Head {
    /// Reads a head.
    pub fn read(head: &[u8]) -> Result<Head, Malformed> {
        let mut reader = Reader::of(head, HEAD, VERSION, "the head of a segment")?;
        let size = reader.number("a size")?;
        let count = reader.count("the count of documents")?;
        let mut numbers = Vec::with_capacity(count);
        let mut number = 0_i64;
        for _ in 0..count {
            let next = number.checked_add(reader.signed("a document's number")?);
            let next = next.filter(|next| u32::try_from(*next).is_ok());
            number =
                next.ok_or_else(|| reader.malformed("a document's number", "one of more than 32 bits"))?;
            numbers.push(number as u32);
        }
        let mut firsts: Vec<Box<str>> = Vec::new();
        for _ in 0..reader.count("the count of blocks")? {
            let first = reader.text("a block's first term")?;
            if firsts.last().is_some_and(|last| **last >= *first) {
                return Err(reader.malformed("terms in order", format!("{first:?} behind another")));
            }
            firsts.push(first.into());
        }
        reader.end()?;
        Ok(Head { numbers, firsts, size })
    }

    /// Its bytes.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut head = bytes::begin(HEAD, VERSION);
        push_number(&mut head, self.size);
        push_number(&mut head, self.numbers.len() as u64);
        let mut before = 0;
        for number in &self.numbers {
            push_signed(&mut head, i64::from(*number) - before);
            before = (*number).into();
        }
        push_number(&mut head, self.firsts.len() as u64);
        self.firsts.iter().for_each(|first| bytes::push_text(&mut head, first));
        head
    }

    /// How many blocks it has: they are numbered from 0.
    pub fn blocks(&self) -> u32 {
        self.firsts.len() as u32
    }

    /// How many documents it tells of, those that are gone among them.
    pub fn documents(&self) -> usize {
        self.numbers.len()
    }

    /// The numbers of the documents it tells of.
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// How many bytes its blocks have.
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// Writes terms, which come in order, into blocks.
#[derive(Debug, Default)]
pub(super) struct Writer {
    head: Head,
    block: Vec<u8>,
    last: String,
    /// Blocks that are full.
    pub full: Vec<Vec<u8>>,
}

impl Writer {
    /// For a segment of these documents.
    pub fn new(numbers: Vec<u32>) -> Writer {
        Writer { head: Head { numbers, ..Head::default() }, ..Writer::default() }
    }

    /// Writes a term that occurs in the documents at `places`, which are in order.
    pub fn push(&mut self, term: &str, places: &[u32]) {
        if places.is_empty() {
            return;
        }
        if self.block.len() >= FULL {
            self.end_block();
        }
        if self.block.is_empty() {
            self.block = bytes::begin(BLOCK, VERSION);
            self.head.firsts.push(term.into());
            self.last.clear();
        }
        let same = self.last.bytes().zip(term.bytes()).take_while(|(a, b)| a == b).count();
        let same = term.floor_char_boundary(same);
        push_number(&mut self.block, same as u64);
        bytes::push_text(&mut self.block, term.get(same..).unwrap_or_default());
        let steps = steps(places);
        let width = self.head.numbers.len().div_ceil(8);
        if steps.len() <= width {
            push_number(&mut self.block, (steps.len() as u64) << 1);
            self.block.extend_from_slice(&steps);
        } else {
            push_number(&mut self.block, (width as u64) << 1 | 1);
            let from = self.block.len();
            self.block.resize(from + width, 0);
            for place in places {
                if let Some(byte) = self.block.get_mut(from + *place as usize / 8) {
                    *byte |= 1 << (place % 8);
                }
            }
        }
        self.last.clear();
        self.last.push_str(term);
    }

    /// The head of what was written; the last block is among the full ones then.
    pub fn end(&mut self) -> Vec<u8> {
        if !self.block.is_empty() {
            self.end_block();
        }
        self.head.write()
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        self.head.size += block.len() as u64;
        self.full.push(block);
    }
}

fn steps(places: &[u32]) -> Vec<u8> {
    let mut steps = Vec::with_capacity(places.len());
    let mut before = 0;
    for place in places {
        push_number(&mut steps, u64::from(place.wrapping_sub(before)));
        before = *place;
    }
    steps
}

/// Reads the terms of a block one by one.
#[derive(Debug, Default)]
pub(super) struct Cursor {
    at: usize,
    /// The term that was read last.
    pub term: String,
}

impl Cursor {
    /// Reads the next term of `block` and gives its documents as they are written; nothing at the end.
    pub fn next<'a>(&mut self, block: &'a [u8]) -> Result<Option<Places<'a>>, Malformed> {
        let mut reader = Reader::new(block);
        if self.at == 0 {
            Reader::of(block, BLOCK, VERSION, "a block of terms")?;
            self.at = 4;
        }
        reader.take(self.at, "a term")?;
        if reader.left() == 0 {
            return Ok(None);
        }
        let same = reader.number("how much of the last term begins this one")?;
        let same = usize::try_from(same).ok().filter(|same| self.term.is_char_boundary(*same));
        let same = same.ok_or_else(|| reader.malformed("a place in the last term", "another"))?;
        let rest = reader.text("the rest of a term")?;
        self.term.truncate(same);
        self.term.push_str(rest);
        let length = reader.number("the length of a list")?;
        let from = reader.at();
        let bytes = reader.take(usize::try_from(length >> 1).unwrap_or(usize::MAX), "a list of documents")?;
        self.at = reader.at();
        Ok(Some(Places { bytes, dense: length & 1 == 1, from }))
    }
}

/// The documents that a term occurs in, as they are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places<'a> {
    bytes: &'a [u8],
    dense: bool,
    /// Where in the block they stand.
    from: usize,
}

impl Places<'_> {
    /// Tells each place below `count`, in order.
    pub fn each(self, count: usize, mut tell: impl FnMut(u32)) -> Result<(), Malformed> {
        let beyond = |found: u64| Malformed {
            at: self.from,
            expected: "a place among the segment's documents",
            found: format!("{found} of {count}"),
        };
        if self.dense {
            for (byte, at) in self.bytes.iter().zip((0_u32..).step_by(8)) {
                let mut bits = *byte;
                while bits != 0 {
                    let place = at + bits.trailing_zeros();
                    if place as usize >= count {
                        return Err(beyond(place.into()));
                    }
                    tell(place);
                    bits &= bits - 1;
                }
            }
            return Ok(());
        }
        let mut reader = Reader::new(self.bytes);
        let mut place = 0_u64;
        while reader.left() > 0 {
            let step =
                reader.number("a step").map_err(|error| Malformed { at: error.at + self.from, ..error })?;
            place = place.saturating_add(step);
            if place >= count as u64 {
                return Err(beyond(place));
            }
            tell(place as u32);
        }
        Ok(())
    }
}

/// What is said where a block that there should be is not.
pub(super) fn missing(block: u32) -> Malformed {
    Malformed { at: 0, expected: "a block of terms", found: format!("no block {block}") }
}
