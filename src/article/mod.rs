//! From a paste to a clean article, with a map back to the source.
//!
//! [`clean`] reads a [`Source`] into blocks (lines of a paste, block elements of HTML), decides which of them
//! are the article, and finds its metadata. A person may overrule each decision ([`Article::decide`]); the
//! text, the ranges that were removed and the map all follow from the blocks ([`Article::cleaned`]).

mod block;
mod clean;
mod map;
mod metadata;
mod removed;
mod source;

pub use block::{Article, Block, Cleaned, MetadataField, Role};
pub use clean::{CleanOptions, Cleaning, Step, clean, reopen};
pub use map::{Map, Row};
pub use metadata::Metadata;
pub use removed::{Reason, Removed};
pub use source::{Source, SourceKind};
