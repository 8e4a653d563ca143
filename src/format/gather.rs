//! What readers gather from files of others: documents with marks, each with what the file said of it and where.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::keep::{link_id, linked, unknown_origin, with};
use super::placed::{Claim, Unit, placed};
use super::{Imported, Issue};
use crate::annotation::{
    Annotation, Document, DocumentStatus, Edit, Entity, EntityId, Evidence, Label, Origin, Project, Retext,
    Status, numbered_ids,
};
use crate::article::{Cleaned, Metadata};
use crate::text::Span;

/// A mark as a file has it.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Where it stands in the file: `line 3, label[2]`.
    pub place: String,
    /// The first offset, in the format's unit.
    pub start: Option<usize>,
    /// The offset after the last.
    pub end: Option<usize>,
    /// The words that should stand there, where the file says so.
    pub quote: Option<String>,
    /// The label's name.
    pub label: String,
    /// Proposed, accepted or rejected.
    pub status: Status,
    /// Who made it, where the file says so.
    pub origin: Option<Origin>,
    /// How sure they were.
    pub score: Option<f64>,
    /// What spoke for it.
    pub evidence: Vec<Evidence>,
    /// A person's note.
    pub note: Option<String>,
    /// What it stands for.
    pub value: Option<String>,
    /// What it names.
    pub link: Option<NamedLink>,
}

/// An id in an authority file, whose that is, and what it is called.
#[derive(Clone, Debug)]
pub struct NamedLink {
    /// Whose id it is.
    pub authority: String,
    /// The id there.
    pub id: String,
    /// What it is called, where the file says so.
    pub name: Option<String>,
}

impl Mark {
    /// An accepted mark of which only its place and label are known.
    pub fn new(
        place: impl Into<String>,
        start: Option<usize>,
        end: Option<usize>,
        label: impl Into<String>,
    ) -> Mark {
        Mark {
            place: place.into(),
            start,
            end,
            quote: None,
            label: label.into(),
            status: Status::Accepted,
            origin: None,
            score: None,
            evidence: Vec::new(),
            note: None,
            value: None,
            link: None,
        }
    }
}

/// A document as a file has it.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Where it stands in the file: `line 3`.
    pub place: String,
    /// What it is called there.
    pub id: Option<String>,
    /// Its text.
    pub text: String,
    /// What is known of it beside.
    pub metadata: Metadata,
    /// How far the work on it has come.
    pub status: DocumentStatus,
    /// The stretches of its text that a person has looked at.
    pub reviewed: Vec<Span>,
    /// Its marks.
    pub marks: Vec<Mark>,
}

/// Puts a project together, document by document.
#[derive(Default)]
pub struct Gathering {
    project: Project,
    /// How many documents were handed on.
    taken: usize,
    ids: HashSet<Rc<str>>,
    entities: HashMap<EntityId, usize>,
    /// What was not understood so far.
    pub issues: Vec<Issue>,
}

impl Gathering {
    /// Takes in a document whose offsets count `unit`.
    pub fn add(&mut self, found: Found, unit: Unit) {
        let claims: Vec<Claim<'_>> = found
            .marks
            .iter()
            .map(|mark| Claim {
                place: mark.place.clone(),
                start: mark.start,
                end: mark.end,
                quote: mark.quote.as_deref(),
            })
            .collect();
        let spans = placed(&found.text, &claims, unit, &found.place, &mut self.issues);
        drop(claims);
        let mut marks: Vec<(Span, Mark)> =
            spans.into_iter().zip(found.marks).filter_map(|(span, mark)| Some((span?, mark))).collect();
        marks.retain(|(_, mark)| {
            let named = !mark.label.trim().is_empty();
            if !named {
                let message = "expected a label, found none; left it out".to_owned();
                self.issues.push(Issue { place: mark.place.clone(), message });
            }
            named
        });
        // Stable: of marks of the same place, the file's first stays the first.
        marks.sort_by_key(|(span, _)| (span.start(), std::cmp::Reverse(span.end())));
        let ids = numbered_ids(marks.len());
        let annotations = marks.into_iter().zip(ids).filter_map(|((span, mark), id)| {
            let label = Label::new(&mark.label)?;
            let entity = mark.link.and_then(|link| self.entity(link, &label));
            Some(Annotation {
                id,
                span,
                label,
                status: mark.status,
                origin: mark.origin.unwrap_or_else(unknown_origin),
                score: mark.score.filter(|score| score.is_finite()),
                evidence: mark.evidence,
                entity,
                value: mark.value.map(Rc::from),
                note: mark.note.map(Rc::from),
                decisions: Vec::new(),
                extra: None,
            })
        });
        let annotations: Vec<Rc<Annotation>> = annotations.map(Rc::new).collect();
        for annotation in &annotations {
            self.project.schema = with(std::mem::take(&mut self.project.schema), annotation);
        }
        let id = self.new_id(found.id, &found.place);
        let mut document = Document::new(id, None, Cleaned::default(), found.metadata);
        let cleaned = Cleaned { text: found.text.into(), ..Cleaned::default() };
        let retext = Retext { cleaned, annotations, reviewed: found.reviewed, set_aside: Vec::new() };
        // Neither can fail: every span is a stretch of the text, and the ids are numbers.
        let _ = Edit::SetText(Box::new(retext)).apply(&mut document);
        let _ = Edit::SetStatus(found.status).apply(&mut document);
        self.project.documents.push(Rc::new(document));
    }

    /// Says that something is wrong.
    pub fn issue(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.issues.push(Issue { place: place.into(), message: message.into() });
    }

    /// How many documents there were so far.
    pub fn len(&self) -> usize {
        self.taken + self.project.documents.len()
    }

    /// Takes in a document whose id is its own.
    pub fn put(&mut self, document: Document) {
        for annotation in document.annotations() {
            self.project.schema = with(std::mem::take(&mut self.project.schema), annotation);
        }
        self.project.documents.push(Rc::new(document));
    }

    /// The documents and issues since the last time, with all labels and entities so far.
    pub fn take(&mut self) -> Imported {
        if self.project.documents.is_empty() && self.issues.is_empty() {
            return Imported::default();
        }
        self.taken += self.project.documents.len();
        let documents = std::mem::take(&mut self.project.documents);
        let project = Project { documents, ..self.project.clone() };
        Imported { project, issues: std::mem::take(&mut self.issues) }
    }

    /// All that was gathered.
    pub fn done(self) -> Imported {
        Imported { project: self.project, issues: self.issues }
    }

    /// The entity of a link, a new one if it is named for the first time.
    fn entity(&mut self, link: NamedLink, label: &Label) -> Option<EntityId> {
        let id = link_id(&link.authority, &link.id)?;
        if !self.entities.contains_key(&id) {
            self.entities.insert(id.clone(), self.project.entities.len());
            let canonical: (Rc<str>, Rc<str>) = (link.id.into(), link.authority.into());
            let name = link.name.map_or_else(|| canonical.0.clone(), Rc::from);
            let entity: Entity = linked(id.clone(), label.clone(), name, canonical);
            self.project.entities.push(Rc::new(entity));
        }
        Some(id)
    }

    /// The document's own id, or a new one where it has none or one that was there already.
    fn new_id(&mut self, wanted: Option<String>, place: &str) -> Rc<str> {
        let name = wanted.clone().unwrap_or_else(|| format!("document-{}", self.len() + 1));
        let new = std::iter::once(name.clone())
            .chain((2u32..).map(|number| format!("{name}-{number}")))
            .find(|id| !self.ids.contains(id.as_str()))
            .unwrap_or_default();
        if wanted.as_ref().is_some_and(|wanted| *wanted != new) {
            self.issue(
                place,
                format!("expected a new id, found \"{name}\" again; called the document \"{new}\""),
            );
        }
        let new: Rc<str> = new.into();
        self.ids.insert(new.clone());
        new
    }
}
