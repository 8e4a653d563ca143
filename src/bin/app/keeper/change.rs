//! What changed in some documents, collected for one batch: their records, rows, and what searches need.

use tagline::annotation::{Delta, Timestamp};
use tagline::format::write_record;
use tagline::workspace::Moment;
use tagline::workspace::queue::search::Builder;
use tagline::workspace::queue::{Row, Shelf, Signature, pack, pack_signatures};

use crate::browser::clock;
use crate::browser::store::{Batch, Indexed};

/// What changed so far.
pub(super) struct Changes {
    pub batch: Batch,
    /// The rows that came or changed.
    pub rows: Vec<Row>,
    words: Builder,
    signatures: Vec<(u32, Signature)>,
    now: Timestamp,
    /// Whether only the rows are collected, since nothing is written.
    only_rows: bool,
}

impl Changes {
    pub fn new(only_rows: bool) -> Changes {
        Changes {
            batch: Batch::default(),
            rows: Vec::new(),
            words: Builder::default(),
            signatures: Vec::new(),
            now: clock::context().now,
            only_rows,
        }
    }

    /// When it is.
    pub fn now(&self) -> &Timestamp {
        &self.now
    }

    /// Adds what changed of a document `then`, as its record of that number.
    pub fn add(
        &mut self,
        (number, record): (u32, u32),
        delta: &Delta,
        (moment, then): (&Moment, Option<&Moment>),
        shelf: &Shelf,
    ) {
        let before = shelf.slot(number).and_then(|slot| shelf.row(slot));
        let summary = moment.summary(before.as_ref().map(|row| &row.summary), &self.now);
        let row = Row { number, summary, twin: before.and_then(|row| row.twin) };
        if !self.only_rows {
            self.batch.records.push((number, record, write_record(delta)));
            self.batch.rows.push((number, pack(std::slice::from_ref(&row))));
            if !then.is_some_and(|then| moment.is_found_as(then)) {
                self.words.add(number, &moment.searched());
                self.signatures.push((number, moment.signature()));
            }
        }
        self.rows.push(row);
    }

    /// Says that a document is gone with all its records.
    pub fn remove(&mut self, number: u32) {
        self.batch.gone.push(number);
        self.batch.rows.push((number, pack(&[])));
        self.words.remove(number);
    }

    /// What is kept of the texts that came or changed, to know others like them.
    pub fn signatures(&self) -> Vec<(u32, Signature)> {
        self.signatures.clone()
    }

    /// The batch; what searches need is a segment of the number that `segment` gives.
    pub fn finish(mut self, segment: impl FnOnce() -> u32) -> (Batch, Vec<Row>) {
        if !self.words.is_empty() && !self.only_rows {
            let signatures = pack_signatures(&self.signatures);
            let segment = Indexed { number: segment(), segment: self.words.finish(), signatures };
            self.batch.segments.push(segment);
        }
        (self.batch, self.rows)
    }
}
