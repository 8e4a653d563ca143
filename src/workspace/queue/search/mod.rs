//! Finding words in the texts of a project: an index that is kept in blocks, of which a search reads the few it needs.
//!
//! An index is a list of segments, the oldest first. Each is written once: a [`Builder`] makes one of some documents, and it
//! tells all there is to find in them, so that of two segments that have a document the newer one counts, and a document without
//! a word is one that is gone. A segment is a head, which a search always needs, and blocks of terms in order, each with the
//! documents it occurs in. [`merges`] tells which to make one of, and [`Merging`] does, block by block.

mod build;
mod find;
mod merge;
mod query;
mod segment;

pub use build::{Builder, Segment};
pub use find::Index;
pub use merge::{Merging, merges};
pub use query::Query;
pub use segment::Head;

#[cfg(test)]
mod tests;
