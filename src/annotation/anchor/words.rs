//! The words of a text as they are compared, and where annotations begin and end among them.

use crate::text::{Offset, Span, TokenKind, fold, is_symbol, tokens};

/// The words of a text: words, numbers and symbols, in small letters, without accents, apostrophes and unseen marks. Punctuation and
/// white space are none and at the end of none, so that other quotation marks, spaces and line ends make no difference.
pub struct Words {
    spans: Vec<Span>,
    folded: Vec<Box<str>>,
}

/// Where an annotation stands among the words of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The number of the first word that it touches, from 0.
    pub first: usize,
    /// How many words it touches; never 0.
    pub words: usize,
    /// How many code points it begins before its first word; negative where it begins inside.
    pub head: isize,
    /// How many code points it ends after its last word; negative where it ends inside.
    pub tail: isize,
}

impl Extent {
    /// Whether it begins or ends inside a word.
    pub fn cuts(&self) -> bool {
        self.head < 0 || self.tail < 0
    }
}

impl Words {
    /// The words of `text`.
    pub fn of(text: &str) -> Words {
        let mut words = Words { spans: Vec::new(), folded: Vec::new() };
        for token in tokens(text) {
            let Some(written) = token.span.slice(text) else { continue };
            if token.kind == TokenKind::Mark && !written.chars().any(is_symbol) {
                continue;
            }
            // Narrow spaces are a part of words to Unicode, and so are full stops and apostrophes.
            for piece in written.split(char::is_whitespace) {
                let piece = piece.trim_matches(|character| !is_symbol(character));
                let at = token.span.start().0 + distance_in(written, piece);
                words.spans.extend(Span::of(at..at + piece.len()).inspect(|_| {
                    let folded: String =
                        fold(piece).chars().filter(|one| !matches!(one, '\'' | '’')).collect();
                    words.folded.push(folded.into());
                }));
            }
        }
        words
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The words as they are compared.
    pub fn folded(&self) -> &[Box<str>] {
        &self.folded
    }

    /// Where `span` stands among them; `None` where it touches none.
    pub fn extent(&self, text: &str, span: Span) -> Option<Extent> {
        let first = self.spans.partition_point(|word| word.end() <= span.start());
        let last = self.spans.partition_point(|word| word.start() < span.end());
        let words = last.checked_sub(first).filter(|count| *count > 0)?;
        let begins = self.spans.get(first)?.start();
        let ends = self.spans.get(last.checked_sub(1)?)?.end();
        let head = distance(text, span.start(), begins)?;
        let tail = distance(text, ends, span.end())?;
        Some(Extent { first, words, head, tail })
    }

    /// The span of an extent that cuts no word, among the words of another text: what it had around its words it has here too, as far
    /// as the next word and without white space at its ends.
    pub fn span(&self, text: &str, extent: Extent) -> Option<Span> {
        let last = extent.first + extent.words.checked_sub(1)?;
        let (begins, ends) = (self.spans.get(extent.first)?.start(), self.spans.get(last)?.end());
        let lowest = extent
            .first
            .checked_sub(1)
            .and_then(|at| self.spans.get(at))
            .map_or(Offset(0), |word| word.end());
        let highest = self.spans.get(last + 1).map_or(Offset(text.len()), |word| word.start());
        let head = text.get(lowest.0..begins.0)?.chars().rev().take(usize::try_from(extent.head).ok()?);
        let tail = text.get(ends.0..highest.0)?.chars().take(usize::try_from(extent.tail).ok()?);
        let bytes = |total: usize, character: char| total + character.len_utf8();
        let (head, tail) = (head.fold(0, bytes), tail.fold(0, bytes));
        let wide = Span::of(begins.0 - head..ends.0 + tail)?;
        let written = wide.slice(text)?;
        let start = wide.start().0 + written.len() - written.trim_start().len();
        Span::of(start..start + written.trim().len())
    }
}

/// How many bytes into `whole` its part `piece` begins.
fn distance_in(whole: &str, piece: &str) -> usize {
    (piece.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

/// How many code points `to` is after `from`; negative before it.
fn distance(text: &str, from: Offset, to: Offset) -> Option<isize> {
    let count = |from: Offset, to: Offset| {
        let count = text.get(from.0..to.0)?.chars().count();
        isize::try_from(count).ok()
    };
    if from <= to { count(from, to) } else { count(to, from).map(|count| -count) }
}
