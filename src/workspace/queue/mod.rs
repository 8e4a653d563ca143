//! The queue: which documents a project has, listed, filtered, sorted and searched without opening any.
//!
//! Pure: what is kept are packed bytes under numbers, which a store reads and writes.

mod bytes;
mod columns;
mod desk;
mod list;
mod moment;
mod names;
mod pages;
pub mod search;
mod shelf;
mod tallies;
#[cfg(test)]
mod testing;
mod twins;
mod words;

pub(super) use moment::bound;

pub use bytes::Malformed;
pub use desk::{Errand, ProjectRow, ProjectWish, Queue, QueueCommand, Task};
pub use list::{Filter, Hand, Listing, Order, Queues};
pub use pages::{PAGE, folds, pack, page_of, unpack};
pub use shelf::{Row, Shelf, Twin};
pub use twins::{LIKE, Signature, Twins, pack_signatures, unpack_signatures};
