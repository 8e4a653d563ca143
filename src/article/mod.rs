//! From a paste to a clean article, with a map back to the source.
//!
//! [`clean`] reads a [`Source`] into blocks (lines of a paste, block elements of HTML), decides which of them
//! are the article, and finds its metadata. A person may overrule each decision ([`Article::decide`]); the
//! text, the ranges that were removed and the map all follow from the blocks ([`Article::cleaned`]).

mod source;

mod removed;

mod map;

mod metadata;

mod block;

mod clean;

mod reopen;

mod retype;

// Reading: from a source to drafts.
mod draft;
mod elements;
mod entity;
mod hint;
mod lines;
mod markup;
mod page;
mod paths;
mod reading;
mod tag;
mod visible;
mod wordless;
mod wrapped;

// Deciding: what each draft is to the article.
mod body;
mod classifier;
mod dateline;
mod headline;
mod judge;
mod look;
mod lookup;
mod phrase;
mod row;
mod verdict;
mod words;

// Metadata.
mod byline;
mod date;
mod facts;
mod language;

pub mod score;

pub use classifier::training as blocks;
pub use facts::training as bylines;
pub use headline::training as headlines;

pub use block::{Article, Block, Cleaned, MetadataField, Role};
pub use clean::{CleanOptions, Cleaning, Step, clean};
pub use map::{Map, Row, rebase};
pub use metadata::{Metadata, is_date, is_day};
pub use removed::{Reason, Removed};
pub use reopen::reopen;
pub use source::{Source, SourceKind};
pub use wordless::has_words;
