//! Makes a segment of some documents.

use std::collections::HashMap;

use super::query::terms;
use super::segment::Writer;

/// A segment to be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// Its head.
    pub head: Vec<u8>,
    /// Its blocks, in order.
    pub blocks: Vec<Vec<u8>>,
}

impl Segment {
    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.head.len() + self.blocks.iter().map(Vec::len).sum::<usize>()
    }
}

/// Collects documents for a segment.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    numbers: Vec<u32>,
    places: HashMap<Box<str>, Vec<u32>>,
    bytes: usize,
}

impl Builder {
    /// Adds a document's text. Of a number that comes again, the last text counts.
    pub fn add(&mut self, number: u32, text: &str) {
        let place = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.push(number);
        self.bytes += text.len();
        terms(text, |term| match self.places.get_mut(term) {
            None => {
                self.places.insert(term.into(), vec![place]);
            }
            Some(places) if places.last() == Some(&place) => {}
            Some(places) => places.push(place),
        });
    }

    /// Says that a document is gone.
    pub fn remove(&mut self, number: u32) {
        self.numbers.push(number);
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// How many bytes of text there are: some megabytes make a good segment.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The segment of them.
    pub fn finish(self) -> Segment {
        let mut terms: Vec<(Box<str>, Vec<u32>)> = self.places.into_iter().collect();
        terms.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut writer = Writer::new(self.numbers);
        terms.iter().for_each(|(term, places)| writer.push(term, places));
        let head = writer.end();
        Segment { head, blocks: writer.full }
    }
}
