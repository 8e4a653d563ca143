//! Text and places in it: typed offsets, spans, tokens, sentences, paragraphs.

mod abbreviation;
mod fold;
mod offset;
mod paragraph;
mod patch;
mod sentence;
mod snap;
mod span;
mod token;

use std::rc::Rc;

pub use abbreviation::is_abbreviation;
pub use fold::{fold, push_folded};
pub use offset::{CharOffset, Offset, Offsets, Utf16Offset};
pub use paragraph::{is_border, paragraphs};
pub use patch::{Patch, Patches, compare};
pub use sentence::sentences;
pub use snap::{
    is_symbol, next_grapheme, next_word, previous_grapheme, previous_word, snap_to_graphemes, snap_to_words,
};
pub use span::Span;
pub use token::{Token, TokenKind, is_unseen, tokens};

/// Whether two texts say the same. That two are one and the same is seen without reading them, which `==` does not see.
pub fn is_same(one: &Rc<str>, other: &Rc<str>) -> bool {
    Rc::ptr_eq(one, other) || one == other
}
