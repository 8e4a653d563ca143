//! What versions of a project do not agree on, as a person reads it on a line and a program as an object.

use serde::Serialize;

use crate::agreement::{Conflict, Dispute, Disputed, Sense};
use crate::annotation::{Annotation, AnnotationId, Document, Project};
use crate::format::annotator;
use crate::text::Span;

/// A conflict. Offsets are code points, end exclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConflictRow {
    /// The document of the outcome; `None` for what is of the whole project.
    pub document: Option<String>,
    /// What it is about: `annotations`, `sense`, `texts`, `metadata`, `source`, `label`, `entity` or `annotator`.
    pub kind: &'static str,
    /// What a person reads of it: a line, or one for each annotation.
    pub lines: Vec<String>,
    /// The annotations of the outcome that it is about.
    pub annotations: Vec<DisputedRow>,
    /// What the files say that an annotation names or stands for, where it is about that.
    pub senses: Vec<SenseRow>,
}

/// What an annotation names, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SenseRow {
    /// The id of an entity of the outcome.
    pub entity: Option<String>,
    /// The value: an ISO date.
    pub value: Option<String>,
}

/// An annotation of the outcome that is in conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DisputedRow {
    /// What it is called.
    pub id: String,
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its words.
    pub text: String,
    /// Its label.
    pub label: String,
    /// What the files say of it, each different thing once.
    pub said: Vec<Said>,
    /// Whether one of them took it out.
    pub removed: bool,
}

/// What files say of an annotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Its status there.
    pub status: &'static str,
    /// The person whom it is from.
    pub by: Option<String>,
    /// The files that have it so.
    pub files: Vec<String>,
}

/// What is told of `conflicts`: `versions` are what was merged with the names of their files, `project` is what came of them.
pub fn conflict_rows(
    conflicts: &[Conflict],
    versions: &[(String, Project)],
    project: &Project,
) -> Vec<ConflictRow> {
    let told = Told { versions, project };
    conflicts.iter().map(|conflict| told.row(conflict)).collect()
}

struct Told<'a> {
    versions: &'a [(String, Project)],
    project: &'a Project,
}

impl Told<'_> {
    fn row(&self, conflict: &Conflict) -> ConflictRow {
        let document = self.project.documents.iter().find(|one| Some(&one.id) == conflict.document.as_ref());
        let whose = conflict.document.as_ref().map_or("the project".into(), |id| format!("document {id}"));
        let row = |kind, lines, annotations| ConflictRow {
            document: conflict.document.as_ref().map(|id| id.to_string()),
            kind,
            lines,
            annotations,
            senses: Vec::new(),
        };
        let one = |kind, words: String| row(kind, vec![format!("{whose}: {words}")], Vec::new());
        match &conflict.dispute {
            Dispute::Marks(marks) => {
                let all = marks.iter().filter_map(|mark| self.disputed(document?, mark)).collect::<Vec<_>>();
                let lines = all.iter().map(|mark| format!("{whose}, {}", line(mark))).collect();
                row("annotations", lines, all)
            }
            Dispute::Sense(id, senses) => {
                let found = document.and_then(|document| plain(document, id));
                let place = found.as_ref().map_or(String::new(), place);
                let senses: Vec<SenseRow> = senses.iter().map(sense).collect();
                let words = senses.iter().map(in_words).collect::<Vec<_>>().join(" or ");
                let line = format!("{whose}, {place}: names {words}; the first is written");
                ConflictRow { senses, ..row("sense", vec![line], found.into_iter().collect()) }
            }
            Dispute::Texts(ids) => {
                one("texts", format!("texts that differ; written as documents {}", ids.join(", ")))
            }
            Dispute::Metadata(all) => one("metadata", differ(all, "the metadata")),
            Dispute::Source(all) => one("source", differ(all, "the source")),
            Dispute::Label(all) => {
                one("label", differ(all, &format!("label {}", name(all, |one| one.label.name()))))
            }
            Dispute::Entity(all) => {
                one("entity", differ(all, &format!("entity {}", name(all, |one| &one.id.0))))
            }
            Dispute::Annotator(all) => {
                one("annotator", differ(all, &format!("annotator {}", name(all, |one| &one.name))))
            }
        }
    }

    /// An annotation in conflict, and who says what of it.
    fn disputed(&self, document: &Document, mark: &Disputed) -> Option<DisputedRow> {
        let said = mark.versions.iter().map(|one| Said {
            status: one.status.name(),
            by: annotator(one).map(|who| who.to_string()),
            files: self.files(document, one),
        });
        let mut said: Vec<Said> = said.collect();
        said.dedup();
        Some(DisputedRow { said, removed: mark.removed, ..plain(document, &mark.id)? })
    }

    /// The files in which an annotation of that text stands so.
    fn files(&self, document: &Document, annotation: &Annotation) -> Vec<String> {
        let same = |other: &Annotation| {
            (other.span, &other.label, other.status)
                == (annotation.span, &annotation.label, annotation.status)
                && (&other.origin, &other.decisions) == (&annotation.origin, &annotation.decisions)
        };
        let has = |project: &Project| {
            let mut documents = project.documents.iter().filter(|other| other.text() == document.text());
            documents.any(|document| document.annotations().iter().any(|other| same(other)))
        };
        self.versions.iter().filter(|(_, project)| has(project)).map(|(name, _)| name.clone()).collect()
    }
}

/// An annotation of the outcome, nothing said of it.
fn plain(document: &Document, id: &AnnotationId) -> Option<DisputedRow> {
    let annotation = document.annotation(id)?;
    let (start, end) = chars(document, annotation.span);
    Some(DisputedRow {
        id: id.0.to_string(),
        start,
        end,
        text: document.words(annotation.span).to_owned(),
        label: annotation.label.name().to_owned(),
        said: Vec::new(),
        removed: false,
    })
}

fn chars(document: &Document, span: Span) -> (usize, usize) {
    let count = |end| document.text().get(..end).unwrap_or_default().chars().count();
    (count(span.start().0), count(span.end().0))
}

/// An annotation in conflict on a line: its place, and who says what of it.
fn line(mark: &DisputedRow) -> String {
    let said = mark.said.iter().map(|one| {
        let by = one.by.as_ref().map_or(String::new(), |who| format!(" by {who}"));
        format!("{}{by} in {}", one.status, one.files.join(", "))
    });
    let removed = mark.removed.then(|| "taken out".to_owned());
    let said: Vec<String> = said.chain(removed).collect();
    format!("{}: {} {}", place(mark), mark.label, said.join("; "))
}

/// A place in code points, and its words.
fn place(mark: &DisputedRow) -> String {
    format!("{} to {}, {:?}", mark.start, mark.end, mark.text)
}

fn sense(sense: &Sense) -> SenseRow {
    SenseRow {
        entity: sense.entity.as_ref().map(|entity| entity.0.to_string()),
        value: sense.value.as_ref().map(|value| value.to_string()),
    }
}

fn in_words(sense: &SenseRow) -> String {
    let names = [sense.entity.as_deref(), sense.value.as_deref()];
    names.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn differ<T>(all: &[T], what: &str) -> String {
    format!("{what} in {} versions that differ; the first is written", all.len())
}

fn name<T>(all: &[T], of: impl Fn(&T) -> &str) -> &str {
    all.first().map_or("", of)
}
