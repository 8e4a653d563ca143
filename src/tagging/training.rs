//! What the training programs need of the tagger: its own words and features, so that training and use can't drift.

use super::data::Data;
use super::decide::first_reading;
use super::features::features;
use super::memory::{self, Memory};
use super::pieces::pieces;
use super::words::Words;
use crate::text::Span;

pub use super::calibration::{BASES, RANGES};
pub use super::features::{BITS, Features};
pub use super::found::Kind;
pub use super::marks::BITS as MARK_BITS;
pub use super::model::{PAIR_SCALE, ROW, TAGS, first_of, kind_of, may_follow};
pub use super::net::{HIDDEN_UNIT, INPUTS, MARKS, SHIFT, UNIT, VECTOR_STEP};
pub use super::vectors::NUMBERS;

/// One piece of an article as the model sees it.
pub struct Sequence {
    /// Where each word stands.
    pub words: Vec<Span>,
    /// Each in lower case.
    pub lower: Vec<Box<str>>,
    /// The vector of each, where there is one.
    pub vectors: Vec<Option<[i8; NUMBERS]>>,
    /// What is known of each.
    pub features: Features,
}

/// The pieces of an article with their features, in order.
pub fn sequences(text: &str) -> Vec<Sequence> {
    let mut memory = Memory::default();
    let mut read = Vec::new();
    for span in pieces(text) {
        let words = Words::read(Data::embedded(), text, span);
        let found = first_reading(&words, None);
        memory.learn(&words, &found);
        read.push((words, found));
    }
    read.into_iter()
        .map(|(words, mut found)| {
            memory::apply(&words, &memory, &mut found);
            Sequence {
                words: words.words.iter().map(|word| word.span).collect(),
                vectors: (0..words.len()).map(|at| words.data.vectors.of(words.lower(at))).collect(),
                lower: (0..words.len()).map(|at| words.lower(at).into()).collect(),
                features: features(&words, &found, &memory),
            }
        })
        .collect()
}
