//! Which annotations the text shows, by their status.

use crate::annotation::Status;

/// Which annotations the text shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Show {
    /// Accepted ones.
    pub ink: bool,
    /// Suggestions.
    pub pencil: bool,
    /// Rejected ones.
    pub rejected: bool,
}

impl Default for Show {
    fn default() -> Show {
        Show { ink: true, pencil: true, rejected: false }
    }
}

impl Show {
    /// Whether annotations of that status are shown.
    pub fn shows(self, status: Status) -> bool {
        match status {
            Status::Accepted => self.ink,
            Status::Suggested => self.pencil,
            Status::Rejected => self.rejected,
        }
    }

    /// The same, with annotations of that status shown.
    pub(super) fn with(self, status: Status) -> Show {
        match status {
            Status::Accepted => Show { ink: true, ..self },
            Status::Suggested => Show { pencil: true, ..self },
            Status::Rejected => Show { rejected: true, ..self },
        }
    }
}
