//! A text as a format carries it, and where what stood in it stands there.

use std::borrow::Cow;

use crate::annotation::Document;
use crate::format::rules::is_beyond_xml;
use crate::format::tagged;
use crate::text::{Offset, Span};

/// A text that was changed: its pieces, each with where it came from.
pub struct Pieces<'a> {
    text: Cow<'a, str>,
    /// For each piece in order, where it stood and where it stands; between them is what belongs to no piece.
    pieces: Vec<(Span, Span)>,
}

impl<'a> Pieces<'a> {
    fn new() -> Pieces<'a> {
        Pieces { text: Cow::Borrowed(""), pieces: Vec::new() }
    }

    fn push(&mut self, from: Span, words: &str) {
        let start = self.text.len();
        self.text.to_mut().push_str(words);
        self.pieces.extend(Span::of(start..start + words.len()).map(|to| (from, to)));
    }

    fn push_between(&mut self, words: &str) {
        self.text.to_mut().push_str(words);
    }

    /// The changed text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where `span` of the text that was stands: from its first piece to its last. A place inside a piece of another length is
    /// the piece's end.
    pub fn moved(&self, span: Span) -> Option<Span> {
        let first = self.pieces.partition_point(|(from, _)| from.end() <= span.start());
        let last = self.pieces.partition_point(|(from, _)| from.start() < span.end());
        let over = self.pieces.get(first..last)?;
        let ((from, to), (last_from, last_to)) = (over.first()?, over.last()?);
        let same = |from: &Span, to: &Span| from.range().len() == to.range().len();
        let start = match span.start().0.checked_sub(from.start().0) {
            Some(inside) if same(from, to) => to.start().plus(inside),
            _ => to.start(),
        };
        let end = match span.end().0.checked_sub(last_from.start().0) {
            Some(inside) if same(last_from, last_to) => {
                last_to.start().plus(inside.min(last_to.range().len()))
            }
            _ => last_to.end(),
        };
        Span::new(start, end)
    }
}

/// With `\n` for `\r\n` and for `\r`.
pub fn line_feeds(text: &str) -> Pieces<'_> {
    let mut pieces = Pieces::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let plain = rest.find('\r').unwrap_or(rest.len());
        pieces_of(&mut pieces, at, &rest[..plain]);
        at += plain;
        if plain < rest.len() {
            let length = if rest[plain..].starts_with("\r\n") { 2 } else { 1 };
            if let Some(from) = Span::of(at..at + length) {
                pieces.push(from, "\n");
            }
            at += length;
        }
    }
    pieces
}

/// With U+FFFD for each character that XML 1.0 has no room for (section 2.2, `Char`).
pub fn xml(text: &str) -> Pieces<'_> {
    let mut pieces = Pieces::new();
    let mut at = 0;
    for part in text.split_inclusive(is_beyond_xml) {
        let last = part.chars().next_back().filter(|&last| is_beyond_xml(last)).map_or(0, char::len_utf8);
        let plain = part.len() - last;
        pieces_of(&mut pieces, at, &part[..plain]);
        if let Some(from) = Span::of(at + plain..at + part.len()) {
            pieces.push(from, "\u{fffd}");
        }
        at += part.len();
    }
    pieces
}

fn pieces_of(pieces: &mut Pieces<'_>, at: usize, words: &str) {
    if let Some(from) = Span::of(at..at + words.len()) {
        pieces.push(from, words);
    }
}

/// The tokens, one space between them, `end` after each sentence but the last. Sentences that an annotation joins are one.
/// What `never` has, and control characters, are U+FFFD.
pub fn tokens(document: &Document, never: &[char], end: &str) -> Pieces<'static> {
    let text = document.text();
    let mut ends = tagged::sentence_ends(text, document.annotations()).into_iter().peekable();
    let mut pieces = Pieces::new();
    let mut last: Option<Offset> = None;
    for token in tagged::tokens(text) {
        let mut ended = false;
        while ends.next_if(|end| *end <= token.start()).is_some() {
            ended = true;
        }
        if last.is_some() {
            pieces.push_between(if ended { end } else { " " });
        }
        let words = token.slice(text).unwrap_or_default();
        let wrong = |character: char| character.is_control() || never.contains(&character);
        if words.contains(wrong) {
            pieces.push(token, &words.replace(wrong, "\u{fffd}"));
        } else {
            pieces.push(token, words);
        }
        last = Some(token.end());
    }
    pieces
}
