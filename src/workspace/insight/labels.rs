//! What is marked, by label.

use super::words::{grouped, sentence};
use crate::annotation::{Label, Tally};

/// How many marks of one label there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The label.
    pub label: Label,
    /// Accepted ones.
    pub ink: u32,
    /// Suggested ones.
    pub pencil: u32,
    /// Rejected ones.
    pub rejected: u32,
}

/// What is marked: a row for each label of the schema, in its order, then one for each other, in alphabetical order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks(pub Vec<Marked>);

impl Marked {
    pub(super) fn of(label: &Label) -> Marked {
        Marked { label: label.clone(), ink: 0, pencil: 0, rejected: 0 }
    }

    pub(super) fn add(&mut self, tally: &Tally) {
        self.ink += tally.ink;
        self.pencil += tally.pencil;
        self.rejected += tally.rejected;
    }

    /// What is not rejected.
    pub fn standing(&self) -> u32 {
        self.ink + self.pencil
    }
}

impl Marks {
    /// All of them that are in ink.
    pub fn ink(&self) -> u32 {
        self.0.iter().map(|marked| marked.ink).sum()
    }

    /// All of them that are in pencil.
    pub fn pencil(&self) -> u32 {
        self.0.iter().map(|marked| marked.pencil).sum()
    }

    /// The labels that have marks, the one with the most first; of equals the schema's first.
    pub fn most_first(&self) -> Vec<&Marked> {
        let mut rows: Vec<&Marked> =
            self.0.iter().filter(|marked| marked.standing() + marked.rejected > 0).collect();
        rows.sort_by_key(|marked| std::cmp::Reverse(marked.standing()));
        rows
    }

    /// What there is to find in it, in words; `name` is how a label is written.
    pub fn finding(&self, name: impl Fn(&Label) -> String) -> String {
        let (ink, pencil) = (self.ink(), self.pencil());
        let first = match (ink, pencil) {
            (0, 0) => return "Nothing is marked yet.".to_owned(),
            (0, pencil) => format!("all {} still in pencil (dashed)", grouped(pencil)),
            (ink, 0) => format!("{} in ink, no pencil left", grouped(ink)),
            (ink, pencil) => {
                format!("{} in ink (filled), {} still in pencil (dashed)", grouped(ink), grouped(pencil))
            }
        };
        let rows = self.most_first();
        match &rows[..] {
            [most, next, ..] if most.standing() > next.standing() => {
                format!("{} {}", sentence(&first), sentence(&format!("{} has the most", name(&most.label))))
            }
            _ => sentence(&first),
        }
    }
}
