//! What was pasted, as it came.

use std::rc::Rc;

use sha2::{Digest, Sha256};

use crate::text::Span;

/// What a source is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// Plain text: a line is a block.
    Text,
    /// HTML: a block element is a block.
    Html,
}

/// A paste or a file, kept character for character: line ends, entities, furniture and all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is written in.
    pub kind: SourceKind,
    /// Every character of it.
    pub content: Rc<str>,
}

impl Source {
    /// Plain text.
    pub fn text(content: impl Into<Rc<str>>) -> Source {
        Source { kind: SourceKind::Text, content: content.into() }
    }

    /// HTML.
    pub fn html(content: impl Into<Rc<str>>) -> Source {
        Source { kind: SourceKind::Html, content: content.into() }
    }

    /// The SHA-256 of its UTF-8 bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        Sha256::digest(self.content.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The characters of one range of it; `None` past its end or inside a character.
    pub fn slice(&self, span: Span) -> Option<&str> {
        span.slice(&self.content)
    }
}
