//! What a project can lose in a file, where, and how that is counted.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt;

use super::rules::Cause;

/// A part of a project that a format may carry, beside texts, spans and the names of their labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// What documents are called.
    DocumentIds,
    /// Title, authors, dates.
    Metadata,
    /// The source, what was removed from it, and the map to it.
    Source,
    /// How far the work on a document has come, and which stretches a person has looked at.
    Progress,
    /// What annotations are called.
    AnnotationIds,
    /// Whether an annotation is suggested, accepted or rejected.
    Statuses,
    /// Who made an annotation, how sure they were, and why.
    Origins,
    /// What in the world an annotation names.
    Entities,
    /// Of what an annotation names, its id in an authority file and whose that is.
    Links,
    /// The names that go with [`Part::Links`].
    LinkNames,
    /// What an annotation stands for: a date.
    Values,
    /// A person's notes.
    Notes,
    /// What was decided about an annotation, and when.
    Decisions,
    /// The labels that nothing has, the order of all, their colours, keys and guidelines.
    Labels,
    /// Who annotated.
    Annotators,
    /// Fields of a native file that this version does not know.
    Unknown,
}

impl Part {
    /// All of them.
    pub const ALL: &[Part] = &[
        Part::DocumentIds,
        Part::Metadata,
        Part::Source,
        Part::Progress,
        Part::AnnotationIds,
        Part::Statuses,
        Part::Origins,
        Part::Entities,
        Part::Links,
        Part::LinkNames,
        Part::Values,
        Part::Notes,
        Part::Decisions,
        Part::Labels,
        Part::Annotators,
        Part::Unknown,
    ];

    /// The words that a report has for it.
    pub fn words(self) -> &'static str {
        match self {
            Part::DocumentIds => "document id",
            Part::Metadata => "metadata",
            Part::Source => "source",
            Part::Progress => "progress",
            Part::AnnotationIds => "annotation id",
            Part::Statuses => "status",
            Part::Origins => "origin",
            Part::Entities => "entity",
            Part::Links => "entity's id in an authority file",
            Part::LinkNames => "entity's name",
            Part::Values => "value",
            Part::Notes => "note",
            Part::Decisions => "decisions",
            Part::Labels => "colours, keys and guidelines",
            Part::Annotators => "annotators",
            Part::Unknown => "unknown fields",
        }
    }
}

/// Where in a project something is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In what is beside its documents.
    Project,
    /// In a document, but not in one of its rows.
    Document(usize),
    /// In a row of a document's list: the document, the list's name, the row, both numbers from 0.
    Row(usize, &'static str, usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Project => f.write_str("the project"),
            Place::Document(document) => write!(f, "documents[{document}]"),
            Place::Row(document, list, row) => write!(f, "documents[{document}].{list}[{row}]"),
        }
    }
}

/// What is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// What the format has no room for.
    Parts(Vec<Part>),
    /// What one of its rules leaves out or changes.
    Because(Cause),
    /// Something else, in words: what was expected, what was found, what was done.
    Other(Cow<'static, str>),
}

/// Something of a project that a file does not carry, or not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Where.
    pub place: Place,
    /// What.
    pub lost: Lost,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.lost {
            Lost::Parts(parts) => {
                let words: Vec<_> = parts.iter().map(|part| part.words()).collect();
                write!(f, "{}: not carried: {}", self.place, words.join(", "))
            }
            Lost::Because(cause) => write!(f, "{}: {}", self.place, cause.words()),
            Lost::Other(words) => write!(f, "{}: {words}", self.place),
        }
    }
}

/// How often one thing is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// What is lost: `entity`.
    pub words: Cow<'static, str>,
    /// Which rule of the format it is lost by, if it is one.
    pub cause: Option<Cause>,
    /// Whether the project itself loses it.
    pub project: bool,
    /// How many documents lose it.
    pub documents: usize,
    /// How many annotations lose it, or rows of another list.
    pub rows: usize,
}

/// The losses by what is lost: the project's first, then those of most rows.
pub fn tally(losses: &[Loss]) -> Vec<Tally> {
    let mut tallies = Tallies::default();
    tallies.add(losses);
    tallies.done()
}

/// Losses that are counted as they come.
#[derive(Clone, Debug, Default)]
pub struct Tallies(Vec<Tally>);

impl Tallies {
    /// Counts some.
    pub fn add(&mut self, losses: &[Loss]) {
        for loss in losses {
            match &loss.lost {
                Lost::Parts(parts) => {
                    parts.iter().for_each(|part| self.count(part.words().into(), None, loss.place));
                }
                Lost::Because(cause) => self.count(cause.words().into(), Some(*cause), loss.place),
                Lost::Other(words) => self.count(words.clone(), None, loss.place),
            }
        }
    }

    /// All of them by what is lost, as [`tally`] has them.
    pub fn done(mut self) -> Vec<Tally> {
        self.0.sort_by_key(|tally| (!tally.project, Reverse(tally.rows), Reverse(tally.documents)));
        self.0
    }

    fn count(&mut self, words: Cow<'static, str>, cause: Option<Cause>, place: Place) {
        let at = self.0.iter().position(|tally| tally.words == words).unwrap_or_else(|| {
            self.0.push(Tally { words, cause, project: false, documents: 0, rows: 0 });
            self.0.len() - 1
        });
        let tally = &mut self.0[at];
        match place {
            Place::Project => tally.project = true,
            Place::Document(_) => tally.documents += 1,
            Place::Row(..) => tally.rows += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_are_counted_by_what_is_lost() {
        let parts = |place, parts: &[Part]| Loss { place, lost: Lost::Parts(parts.to_vec()) };
        let misfit = Loss { place: Place::Row(0, "map", 7), lost: Lost::Other("left it out".into()) };
        let losses = [
            parts(Place::Project, &[Part::Labels]),
            parts(Place::Document(0), &[Part::Metadata, Part::Unknown]),
            parts(Place::Row(0, "annotations", 3), &[Part::Origins]),
            parts(Place::Row(0, "annotations", 4), &[Part::Origins, Part::Unknown]),
            misfit.clone(),
        ];
        let told: Vec<_> = tally(&losses)
            .into_iter()
            .map(|tally| format!("{} {} {} {}", tally.words, tally.project, tally.documents, tally.rows))
            .collect();
        assert_eq!(
            told,
            [
                "colours, keys and guidelines true 0 0",
                "origin false 0 2",
                "unknown fields false 1 1",
                "left it out false 0 1",
                "metadata false 1 0",
            ]
        );
        assert_eq!(losses[4].to_string(), "documents[0].map[7]: left it out");
        assert_eq!(losses[3].to_string(), "documents[0].annotations[4]: not carried: origin, unknown fields");
        assert_eq!(losses[0].to_string(), "the project: not carried: colours, keys and guidelines");
        assert_eq!(tally(&[]), []);
    }
}
