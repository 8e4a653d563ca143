//! What the documents come to: how far the work is, what is marked, how often the tagger is right, what has been read.
//!
//! All of it follows from [`Summary`] alone, so that no document has to be opened for it, and each chart has its finding
//! in words beside its numbers.

mod labels;
mod lengths;
mod progress;
mod tagger;
mod words;

use crate::annotation::{Label, Schema, Summary, Timestamp};
use crate::tagging::calendar::Day;

pub use labels::{Marked, Marks};
pub use lengths::{Bin, Lengths};
pub use progress::{DoneOn, Pace, Progress};
pub use tagger::{Judged, Share, Tagger};
pub use words::{date, grouped, percent};

use lengths::Length;

/// What the documents come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Insight {
    /// How many are done, by day.
    pub progress: Progress,
    /// What is marked in them.
    pub marks: Marks,
    /// How often the tagger is right.
    pub tagger: Tagger,
    /// How long they are, and how much of them has been read.
    pub lengths: Lengths,
}

impl Insight {
    /// What the documents with these summaries come to; labels stand in the schema's order, then those it does not have.
    pub fn of<'a>(
        summaries: impl IntoIterator<Item = &'a Summary>,
        schema: &Schema,
        now: &Timestamp,
    ) -> Insight {
        let mut labels: Vec<Label> = schema.labels().iter().map(|def| def.label.clone()).collect();
        let mut done = progress::Tally::default();
        let mut rows: Vec<(Marked, Judged)> =
            labels.iter().map(|label| (Marked::of(label), Judged::of(label))).collect();
        let known = rows.len();
        let mut lengths = Vec::new();
        for summary in summaries {
            done.add(summary);
            lengths.push(Length { words: summary.words, paragraphs: summary.paragraphs, read: summary.read });
            for tally in &summary.marks {
                let at = labels.iter().position(|label| *label == tally.label).unwrap_or_else(|| {
                    labels.push(tally.label.clone());
                    rows.push((Marked::of(&tally.label), Judged::of(&tally.label)));
                    rows.len() - 1
                });
                if let Some((marked, judged)) = rows.get_mut(at) {
                    marked.add(tally);
                    judged.add(tally);
                }
            }
        }
        rows[known..].sort_by(|(a, _), (b, _)| a.label.cmp(&b.label));
        let (marks, tagger) = rows.into_iter().unzip();
        Insight {
            progress: done.progress(Day::parse(&now.0)),
            marks: Marks(marks),
            tagger: Tagger(tagger),
            lengths: Lengths::of(lengths),
        }
    }
}

#[cfg(test)]
mod tests;
