//! Text and places in it: typed offsets, spans, tokens, sentences, paragraphs.

mod abbreviation;
mod offset;
mod paragraph;
mod sentence;
mod snap;
mod span;
mod token;

pub use abbreviation::is_abbreviation;
pub use offset::{CharOffset, Offset, Offsets, Utf16Offset};
pub use paragraph::{is_border, paragraphs};
pub use sentence::sentences;
pub use snap::{
    next_grapheme, next_word, previous_grapheme, previous_word, snap_to_graphemes, snap_to_words,
};
pub use span::Span;
pub use token::{Token, TokenKind, is_unseen, tokens};
