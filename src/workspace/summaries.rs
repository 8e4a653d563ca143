//! What lists and charts are made of: a summary of each document.

use super::insight::Insight;
use super::{OpenDocument, Workspace};
use crate::annotation::{DocumentStatus, Known, Summary, Timestamp};
use crate::tagging::calendar::Day;

impl Workspace {
    /// A summary of each document of the project, in the order they came: as the list has it, which follows what is kept, and
    /// for those that are not in it yet as they are.
    ///
    /// Of these nobody noted when one was changed and called done: the last decision in it stands for both, and `now` where
    /// there is none. In blind mode marks are told of in documents that are done, no others.
    pub fn summaries(&self, now: &Timestamp) -> Vec<Summary> {
        let shelf = self.queue().shelf();
        let slots = 0..u32::try_from(shelf.len()).unwrap_or(u32::MAX);
        let listed = slots.filter_map(|slot| shelf.row(slot)).map(|row| row.summary);
        let new = self.documents().iter().filter(|open| shelf.number_of(&open.document().id).is_none());
        let all = listed.chain(new.map(|open| summary(open, now)));
        if self.is_blind() { all.map(without_marks).collect() } else { all.collect() }
    }

    /// What the documents come to.
    pub fn insight(&self, now: &Timestamp) -> Insight {
        Insight::of(&self.summaries(now), self.schema(), now)
    }
}

/// The summary, without its marks unless the document is done.
fn without_marks(summary: Summary) -> Summary {
    match summary.status {
        DocumentStatus::Done => summary,
        _ => Summary { marks: Vec::new(), notes: 0, lowest: None, ..summary },
    }
}

fn summary(open: &OpenDocument, now: &Timestamp) -> Summary {
    let document = open.document();
    let decisions = document.annotations().iter().flat_map(|one| &one.decisions);
    let last = decisions.map(|decision| &decision.when).filter(|when| Day::parse(&when.0).is_some()).max();
    let known = Known { tagged: open.is_tagged(), now: last.unwrap_or(now).clone() };
    Summary::of(document, None, known)
}
