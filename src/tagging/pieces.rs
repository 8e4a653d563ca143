//! A text cut into pieces, what was found in each, and what of that still holds after the text has changed.

use std::hash::{DefaultHasher, Hasher};
use std::rc::Rc;

use super::agree::Agreement;
use super::found::Found;
use super::lessons::Lesson;
use super::memory::{Lessons, Memory};
use super::words::Words;
use super::{Suggestion, TagOptions};
use crate::text::{Span, is_border};

/// The longest stretch read at once, in bytes. A paragraph beyond it is cut between sentences or words.
pub const LONGEST: usize = 8 * 1024;

/// How many words a memory numbers before it is made anew, beyond twice those that it was made for.
const SPARE: usize = 20_000;

/// A text as far as it is tagged.
#[derive(Default)]
pub struct Tagged {
    /// The text.
    pub text: Rc<str>,
    /// What is known beside it.
    pub options: TagOptions,
    /// Its pieces, in order.
    pub pieces: Vec<Piece>,
    /// What its first reading teaches.
    pub memory: Memory,
    /// What the model's reading comes to.
    pub agreement: Agreement,
    /// How many words the memory numbered when it was new.
    pub first_words: usize,
}

/// A piece of a text: a paragraph, a cell of a table, or a part of a long one. What was found in it counts from its own beginning.
pub struct Piece {
    /// Where it stands.
    pub span: Span,
    /// Tells its text from nearly all others.
    pub hash: u64,
    /// Its place in the text before the change, where it stood there, too.
    pub before: Option<usize>,
    /// Its words, in texts short enough to keep them all while they are tagged; else they are read again.
    pub words: Option<Box<Words>>,
    /// What lists, patterns and rules find.
    pub reading: Rc<Reading>,
    /// What the model decides; `None` before it has.
    pub decision: Option<Rc<Decision>>,
    /// What is suggested; `None` before that is known.
    pub suggestions: Option<Rc<[Suggestion]>>,
}

/// What lists, patterns and rules find in a piece; it follows from the piece alone.
pub struct Reading {
    /// The findings.
    pub found: Vec<Found>,
    /// What they teach the article.
    pub lessons: Lessons,
}

/// What the model decides in a piece; it follows from the reading and the article's memory of the piece's words.
pub struct Decision {
    /// The findings.
    pub found: Vec<Found>,
    /// The names they teach the article.
    pub names: Vec<Lesson>,
}

/// What was found before the text changed.
pub struct Past {
    tagged: Tagged,
    /// The hashes of the pieces and their places, sorted.
    index: Vec<(u64, usize)>,
    /// Which words the article speaks of differently now, by their numbers.
    changed: Vec<bool>,
}

impl Past {
    /// What can be used of `tagged` for a text with these options, and a memory for that; nothing if all must be done anew.
    pub fn of(mut tagged: Tagged, options: &TagOptions) -> Option<(Past, Memory)> {
        if tagged.options != *options || tagged.memory.words() > 2 * tagged.first_words + SPARE {
            return None;
        }
        let memory = tagged.memory.emptied();
        let mut index: Vec<_> =
            tagged.pieces.iter().enumerate().map(|(at, piece)| (piece.hash, at)).collect();
        index.sort_unstable();
        Some((Past { tagged, index, changed: Vec::new() }, memory))
    }

    /// A piece with that text, and its place.
    pub fn piece(&self, text: &str, hash: u64) -> Option<(usize, &Piece)> {
        let from = self.index.partition_point(|&(other, _)| other < hash);
        let alike = self.index.get(from..)?.iter().take_while(|(other, _)| *other == hash);
        let mut pieces = alike.filter_map(|&(_, at)| Some((at, self.tagged.pieces.get(at)?)));
        pieces.find(|(_, piece)| piece.span.slice(&self.tagged.text) == Some(text))
    }

    /// Takes note of what the changed article's first reading teaches.
    pub fn compare_memory(&mut self, memory: &Memory) {
        self.changed = memory.changed_since(&self.tagged.memory);
    }

    /// Takes note of what its decisions come to.
    pub fn compare_agreement(&mut self, agreement: &Agreement, memory: &Memory) {
        self.changed = vec![false; memory.words()];
        agreement.mark_changed(&self.tagged.agreement, memory, &mut self.changed);
    }

    /// What the model decided in `piece`, if the article still speaks of its words as before.
    pub fn decision(&self, piece: &Piece) -> Option<Rc<Decision>> {
        self.unchanged(piece)?.decision.clone()
    }

    /// What was suggested in `piece`, if the same was decided and the article agrees on its words as before.
    pub fn suggestions(&self, piece: &Piece) -> Option<Rc<[Suggestion]>> {
        let before = self.unchanged(piece)?;
        let same = Rc::ptr_eq(before.decision.as_ref()?, piece.decision.as_ref()?);
        before.suggestions.clone().filter(|_| same)
    }

    fn unchanged(&self, piece: &Piece) -> Option<&Piece> {
        let changed = |word: &u32| self.changed.get(*word as usize).copied().unwrap_or(true);
        let before = self.tagged.pieces.get(piece.before?)?;
        (!piece.reading.lessons.words.iter().any(changed)).then_some(before)
    }
}

/// Tells a text from nearly all others.
pub fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The pieces of `text` that hold anything, in order.
pub fn pieces(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (span, next) = piece(text, at)?;
        at = next;
        Some(span)
    })
    .flatten()
}

/// The next stretch from `at` without a border, if there is any, and where the one after it begins.
pub fn piece(text: &str, at: usize) -> Option<(Option<Span>, usize)> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    let mut window = rest.len().min(LONGEST);
    while !rest.is_char_boundary(window) {
        window += 1;
    }
    let head = &rest[..window];
    if let Some((end, border)) = head.char_indices().find(|(_, character)| is_border(*character)) {
        return Some((Span::of(at..at + end), at + end + border.len_utf8()));
    }
    if window == rest.len() {
        return Some((Span::of(at..at + window), at + window));
    }
    // A paragraph that goes on: cut after a sentence, else between words, else where we are.
    let cut =
        head.rfind(". ").map(|end| end + 2).or_else(|| head.rfind(' ').map(|end| end + 1)).unwrap_or(window);
    Some((Span::of(at..at + cut), at + cut))
}
