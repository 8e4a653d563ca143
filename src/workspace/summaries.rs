//! What lists and charts are made of: a summary of each document.

use super::insight::Insight;
use super::{OpenDocument, Workspace};
use crate::annotation::{Known, Summary, Timestamp};
use crate::tagging::calendar::Day;

impl Workspace {
    /// A summary of each document of this session, in the order they came.
    ///
    /// When one was changed and called done, nobody noted: the last decision in it stands for both, and `now` where there is
    /// none.
    pub fn summaries(&self, now: &Timestamp) -> Vec<Summary> {
        self.documents().iter().map(|open| summary(open, now)).collect()
    }

    /// What the documents come to.
    pub fn insight(&self, now: &Timestamp) -> Insight {
        Insight::of(&self.summaries(now), self.schema(), now)
    }
}

fn summary(open: &OpenDocument, now: &Timestamp) -> Summary {
    let document = open.document();
    let decisions = document.annotations().iter().flat_map(|one| &one.decisions);
    let last = decisions.map(|decision| &decision.when).filter(|when| Day::parse(&when.0).is_some()).max();
    let known = Known { tagged: open.is_tagged(), now: last.unwrap_or(now).clone() };
    Summary::of(document, None, known)
}
