//! An annotation: a label put on a span, by someone.

use std::rc::Rc;

use super::{EntityId, Label};
use crate::text::Span;

/// Tells an annotation from every other of its document; stays with it through every edit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnnotationId(pub Rc<str>);

/// A moment, as RFC 3339 writes it in UTC: `2019-06-26T21:06:00Z`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub Rc<str>);

/// Where an annotation stands between a proposal and a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Proposed by the tagger, waiting for a yes or no.
    Suggested,
    /// A person put it there, or said yes.
    Accepted,
    /// A person said no. Kept, so that the tagger can be scored and does not propose it again.
    Rejected,
}

impl Status {
    /// All of them.
    pub const ALL: &[Status] = &[Status::Suggested, Status::Accepted, Status::Rejected];

    /// The name that files and the page hold.
    pub fn name(self) -> &'static str {
        match self {
            Status::Suggested => "suggested",
            Status::Accepted => "accepted",
            Status::Rejected => "rejected",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Status> {
        Status::ALL.iter().copied().find(|status| status.name() == name)
    }
}

/// Who made an annotation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A person, by the name they gave.
    Annotator(Rc<str>),
    /// A part of the tagger, and the version of program, lists and model it is from ([`Data::version`](crate::tagging::Data::version)).
    Tagger {
        /// Which part: `gazetteer`, `pattern`, `rules`, `model`.
        name: Rc<str>,
        /// The tagger's version.
        version: Rc<str>,
    },
}

/// One thing that speaks for a suggestion: a rule, a list it was found in, a model's score.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// What spoke: `gazetteer: courts`, `pattern: date`, `title before a name`.
    pub rule: Rc<str>,
    /// What it said: `exact`, `Gov.`, `0.86`.
    pub detail: Rc<str>,
}

/// What one person once decided about an annotation, and what it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The annotator.
    pub who: Rc<str>,
    /// When.
    pub when: Timestamp,
    /// The label before.
    pub label: Label,
    /// The status before.
    pub status: Status,
    /// The words before.
    pub text: Rc<str>,
    /// Fields of a file that this version does not know, as they were written (a JSON object).
    pub extra: Option<Rc<str>>,
}

/// A label put on a span, by someone.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Tells it from every other of its document.
    pub id: AnnotationId,
    /// Where it stands in the document's text. Its words are never stored, always sliced.
    pub span: Span,
    /// What it is labelled.
    pub label: Label,
    /// Proposed, accepted or rejected.
    pub status: Status,
    /// Who made it.
    pub origin: Origin,
    /// How sure the tagger was, 0 to 1.
    pub score: Option<f64>,
    /// Why the tagger made it.
    pub evidence: Vec<Evidence>,
    /// What in the world it names.
    pub entity: Option<EntityId>,
    /// What it stands for where that can be written down: an ISO date.
    pub value: Option<Rc<str>>,
    /// A person's note.
    pub note: Option<Rc<str>>,
    /// What was decided about it so far, oldest first.
    pub decisions: Vec<Decision>,
    /// Fields of a file that this version does not know, as they were written (a JSON object).
    pub extra: Option<Rc<str>>,
}

impl Annotation {
    /// A person's own annotation, accepted as it is made.
    pub fn by_hand(id: AnnotationId, span: Span, label: Label, annotator: Rc<str>) -> Annotation {
        Annotation {
            id,
            span,
            label,
            status: Status::Accepted,
            origin: Origin::Annotator(annotator),
            score: None,
            evidence: Vec::new(),
            entity: None,
            value: None,
            note: None,
            decisions: Vec::new(),
            extra: None,
        }
    }
}
