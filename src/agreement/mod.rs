//! How far annotators agree: spans, tokens and units compared, with the usual figures; and one project made of several
//! people's ([`merge()`]).
//!
//! Each annotator's work is a project of its own. [`match_documents`] finds the documents that they share; all figures are
//! worked out from these. [`agree`] works out all of them, and each can be had alone.
//!
//! A figure that is not defined, such as a kappa where nobody could have disagreed, is `None`. [`gamma()`] is apart from the
//! others: it takes longer, and its value is an estimate by sampling.

mod alpha;
mod bootstrap;
mod confusion;
mod gamma;
mod kappa;
mod matching;
mod merge;
mod report;
mod spans;
#[cfg(test)]
mod testing;
mod tokens;
mod unitized;

pub use alpha::Coincidences;
pub use bootstrap::{Interval, ROUNDS, Tally, interval};
pub use confusion::Confusion;
pub use gamma::{DocumentGamma, Gamma, gamma};
pub use kappa::Ratings;
pub use matching::{Apart, Mark, Matched, Shared, Stretch, match_documents};
pub use merge::{
    Choice, ChoiceError, Conflict, Dispute, Disputed, Merged, Outcome, Sense, SourceOf, merge, resolve,
};
pub use report::{Figure, LabelReport, PairReport, Report, agree};
pub use spans::{Counts, Scheme, SpanCounts, pairs};
pub use tokens::{Grid, Row, grid, label_grid};
pub use unitized::{Disagreement, disagreement, unitized_alpha};
