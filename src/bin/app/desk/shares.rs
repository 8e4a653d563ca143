//! Which documents this tab may write, where several tabs of the browser have the project open.

use std::collections::BTreeSet;
use std::rc::Rc;

use tagline::workspace::{Notice, Touched, Work};

/// What is told of an edit in a document that another tab writes.
pub(super) const ONE: &str = "Another tab writes this document";

/// Ids of documents.
pub type Ids = Rc<BTreeSet<Rc<str>>>;

/// What this tab may write.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shares {
    /// Whether another tab writes the project.
    pub elsewhere: bool,
    /// The documents for which it is the other way round.
    pub apart: Ids,
}

impl Shares {
    /// Whether this tab may write the document of that id.
    pub fn writes(&self, id: &str) -> bool {
        self.elsewhere == self.apart.contains(id)
    }

    /// Whether other tabs may write something of the project.
    pub fn is_shared(&self) -> bool {
        self.elsewhere || !self.apart.is_empty()
    }

    /// The documents that stay as they are here whatever comes from the store: only this tab writes them.
    pub fn own(&self) -> Ids {
        if self.elsewhere { self.apart.clone() } else { Ids::default() }
    }

    /// Whether the worker may do that for this tab.
    pub fn lets_do(&self, work: &Work) -> bool {
        match work {
            Work::Clean { .. } => !self.elsewhere,
            Work::Reopen { document } | Work::Tag { document, .. } => self.writes(document),
        }
    }

    /// What is told of an edit that this tab may not make; nothing of one that it may.
    pub fn refusal(&self, touched: &Touched) -> Option<Notice> {
        let others = touched.documents.iter().filter(|id| !self.writes(id)).count();
        let (title, what, how) = match (self.elsewhere && touched.project, others) {
            (true, _) => (
                "Another tab writes this project",
                "Which documents and labels it has is decided in that tab of this browser; here they can be read, and documents \
                 edited that are open here only.",
                "Take over, on the Projects screen, to do it here. Nothing has changed.",
            ),
            (false, 0) => return None,
            (false, 1) if touched.documents.len() == 1 => (
                ONE,
                "It is open for writing in another tab of this browser; here it can be read.",
                "Edit it here, at the top, to write in this tab. Nothing has changed.",
            ),
            _ => (
                "Another tab writes some of these documents",
                "They are open for writing in another tab of this browser.",
                "Close them there first. Nothing has changed.",
            ),
        };
        let lines = vec![what.to_owned(), how.to_owned()];
        Some(Notice { title: title.to_owned(), lines, failed: false })
    }
}
