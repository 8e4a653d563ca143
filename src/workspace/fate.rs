//! What is to become of a label, and what that comes to: counted and shown before it is done.

use super::relabel::Turned;
use super::{Workspace, counted};
use crate::annotation::{Label, Status};

/// What a user asks to become of a label, and is shown before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelWish {
    /// It becomes a part of another: its marks, and what is suggested as it.
    Merge {
        /// Which goes.
        label: Label,
        /// Which one its marks get.
        into: Label,
    },
    /// It goes, and is no longer suggested.
    Delete {
        /// Which goes.
        label: Label,
        /// Which one its marks get; without one they go with it.
        into: Option<Label>,
    },
}

impl LabelWish {
    /// The label that goes.
    pub fn label(&self) -> &Label {
        match self {
            LabelWish::Merge { label, .. } | LabelWish::Delete { label, .. } => label,
        }
    }

    /// The label that its marks get.
    pub fn heir(&self) -> Option<&Label> {
        match self {
            LabelWish::Merge { into, .. } => Some(into),
            LabelWish::Delete { into, .. } => into.as_ref(),
        }
    }

    /// The label that is suggested in its place.
    pub(super) fn suggested(&self) -> Option<&Label> {
        match self {
            LabelWish::Merge { into, .. } => Some(into),
            LabelWish::Delete { .. } => None,
        }
    }
}

/// What a wish comes to, counted in all documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelFate {
    /// The wish.
    pub wish: LabelWish,
    /// How many marks that a person decided on have the label.
    pub marks: usize,
    /// How many of those were rejected.
    pub rejected: usize,
    /// How many suggestions have it.
    pub pencil: usize,
    /// On how many of their places there is a mark of the other label already.
    pub twice: usize,
    /// In how many documents they are.
    pub documents: usize,
}

impl LabelFate {
    /// What would be done, in words.
    pub fn sentence(&self) -> String {
        let places = match self.documents {
            0 | 1 => String::new(),
            several => format!(" in {several} documents"),
        };
        let twice = match self.twice {
            0 => String::new(),
            1 => ", 1 is already marked so".to_owned(),
            several => format!(", {several} are already marked so"),
        };
        let pencil = match self.wish.suggested() {
            _ if self.pencil == 0 => String::new(),
            Some(into) => format!("; {} to {into}", became(self.pencil, "suggestion", "turns", "turn")),
            None => format!("; {}", became(self.pencil, "suggestion", "goes", "go")),
        };
        let said = match self.wish.heir() {
            _ if self.marks == 0 => format!("No mark that was decided on{pencil}"),
            Some(into) => {
                format!("{} {into}{places}{twice}{pencil}", became(self.marks, "mark", "becomes", "become"))
            }
            None => format!("{}{places}{pencil}", became(self.marks, "mark", "goes", "go")),
        };
        let rejected = match self.rejected {
            0 => String::new(),
            1 => "; 1 of the marks was rejected".to_owned(),
            several => format!("; {several} of the marks were rejected"),
        };
        format!("{said}{rejected}")
    }
}

/// `1 mark goes`, `2 marks go`.
fn became(count: usize, one: &str, does: &str, they_do: &str) -> String {
    format!("{} {}", counted(count, one), if count == 1 { does } else { they_do })
}

impl Workspace {
    /// What the user asks to become of a label, and what that comes to. None while the labels it speaks of are not there.
    pub fn label_fate(&self) -> Option<LabelFate> {
        let wish = self.label_wish.clone()?;
        self.schema.get(wish.label())?;
        if let Some(into) = wish.heir() {
            self.schema.get(into).filter(|_| into != wish.label())?;
        }
        let (mut marks, mut rejected, mut pencil, mut twice, mut documents) = (0, 0, 0, 0, 0);
        let turned = Turned { label: wish.label(), marks: wish.heir(), pencil: wish.suggested() };
        for open in &self.documents {
            let all = open.document.annotations().iter().filter(|mark| mark.label == *turned.label);
            let mut any = false;
            for mark in all {
                any = true;
                match mark.status {
                    Status::Suggested => pencil += 1,
                    status => {
                        marks += 1;
                        rejected += usize::from(status == Status::Rejected);
                    }
                }
            }
            if any {
                documents += 1;
                twice += open.turns(turned).1;
            }
        }
        Some(LabelFate { wish, marks, rejected, pencil, twice, documents })
    }
}
