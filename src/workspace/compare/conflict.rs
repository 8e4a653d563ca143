//! What versions do not agree on, as it is asked: what each of them says, and what choosing that would mean.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::super::Paragraph;
use super::super::reviewed::Read;
use crate::agreement::{Choice as Settled, Dispute, Disputed, Outcome, Sense};
use crate::annotation::{Annotation, AnnotationId, Document, EntityId, Label, Project, Status, title};
use crate::article::Metadata;
use crate::text::{CharOffset, Span, sentences};

/// From how many bytes on a paragraph is shown as the sentences around a conflict only.
const LONG: usize = 600;

/// A mark by what it says: ids are another in each file.
pub(super) type Mark = (Span, Label);

/// What a conflict is about; the same however often it is worked out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub document: Rc<str>,
    kind: u8,
    pub marks: Vec<Mark>,
}

/// What was chosen for a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Which of the marks stand; in order.
    Keep(Vec<Mark>),
    /// What a mark names, and stands for.
    Sense(Sense),
    /// Title, authors, dates.
    Metadata(Box<Metadata>),
}

/// In what versions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The same words under other labels.
    Label,
    /// The same label on other words.
    Edges,
    /// Both, or more than two marks.
    Both,
    /// One says yes and another no.
    YesOrNo,
    /// One took out what another changed.
    TakenOut,
    /// What a mark names, or stands for.
    Sense,
    /// Title, authors or dates.
    Metadata,
}

impl Kind {
    /// One or two words between the versions.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Label => "label",
            Kind::Edges => "edges",
            Kind::Both => "label, edges",
            Kind::YesOrNo => "yes or no",
            Kind::TakenOut => "taken out",
            Kind::Sense => "names",
            Kind::Metadata => "title, dates",
        }
    }

    /// What it is, in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Label => "The same words, other labels.",
            Kind::Edges => "The same label on other words.",
            Kind::Both => "Other words and other labels.",
            Kind::YesOrNo => "Accepted by one, rejected by another.",
            Kind::TakenOut => "Taken out by one, changed by another.",
            Kind::Sense => "The same mark, said to name something else.",
            Kind::Metadata => "What is known of the document differs.",
        }
    }
}

/// What one version says in a conflict.
#[derive(Clone, Debug)]
pub struct Side {
    /// The version's number.
    pub version: usize,
    /// In words, for those who listen, and where it is not seen in the text.
    pub words: String,
    /// What choosing it means.
    pub(super) choice: Choice,
}

/// A conflict, and who says what.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its place among the outcome's conflicts.
    pub(super) number: usize,
    pub(super) key: Key,
    /// The document's id.
    pub document: Rc<str>,
    /// Its title, or its first words.
    pub title: String,
    /// In what they differ.
    pub kind: Kind,
    /// Where in the text it is; `None` for what is about the whole document.
    pub span: Option<Span>,
    /// The labels of the marks in question.
    pub labels: BTreeSet<Label>,
    /// What each version that has the document says, in order.
    pub sides: Vec<Side>,
}

impl Asked {
    /// The choice of all that any of them has; `None` where that is no choice.
    pub(super) fn all(&self) -> Option<Choice> {
        (self.key.kind == 0).then(|| Choice::Keep(self.key.marks.clone()))
    }

    /// The choice of nothing; `None` where that is no choice.
    pub(super) fn nothing(&self) -> Option<Choice> {
        (self.key.kind == 0).then(|| Choice::Keep(Vec::new()))
    }

    /// Whether none, or all, can be chosen.
    pub fn can_be_none(&self) -> bool {
        self.key.kind == 0
    }

    /// Whether all can stand side by side, and no version says so.
    pub fn can_be_all(&self) -> bool {
        self.all()
            .is_some_and(|all| self.key.marks.len() > 1 && self.sides.iter().all(|side| side.choice != all))
    }

    /// The marks in question.
    pub fn marks(&self) -> &[(Span, Label)] {
        &self.key.marks
    }

    /// What the outcome has to be told.
    pub(super) fn settled(&self, choice: &Choice, outcome: &Outcome) -> Option<Settled> {
        let dispute = &outcome.conflicts.get(self.number)?.dispute;
        match (choice, dispute) {
            (Choice::Keep(kept), Dispute::Marks(marks)) => {
                let is_kept = |mark: &&Disputed| place(mark).is_some_and(|mark| kept.contains(&mark));
                Some(Settled::Keep(marks.iter().filter(is_kept).map(|mark| mark.id.0.clone()).collect()))
            }
            (Choice::Sense(sense), Dispute::Sense(_, all)) => {
                Some(Settled::Take(all.iter().position(|one| one == sense)?))
            }
            (Choice::Metadata(metadata), Dispute::Metadata(all)) => {
                Some(Settled::Take(all.iter().position(|one| *one == **metadata)?))
            }
            _ => None,
        }
    }

    /// The words around it as a version has them, with what is marked there.
    pub fn reading(&self, document: &Document) -> Vec<Reading> {
        let Some(span) = self.span else { return Vec::new() };
        let marks: HashSet<&Mark> = self.key.marks.iter().collect();
        around(document.text(), span)
            .into_iter()
            .map(|place| {
                let inside = document.annotations().iter().filter(|mark| mark.span.overlaps(place));
                let shown = inside.filter(|mark| {
                    mark.status == Status::Accepted || marks.contains(&(mark.span, mark.label.clone()))
                });
                let annotations: Vec<Rc<Annotation>> = shown.cloned().collect();
                let is_asked = |mark: &Rc<Annotation>| marks.contains(&(mark.span, mark.label.clone()));
                let asked =
                    annotations.iter().filter(|mark| is_asked(mark)).map(|mark| mark.id.clone()).collect();
                let missing = self.key.marks.iter().map(|(span, _)| *span).filter(|span| {
                    span.overlaps(place) && annotations.iter().all(|mark| !mark.span.overlaps(*span))
                });
                let missing: BTreeSet<Span> = missing.collect();
                let before = document.text().get(..place.start().0).unwrap_or_default();
                Reading {
                    paragraph: Rc::new(Paragraph {
                        number: 1,
                        span: place,
                        start: CharOffset(before.chars().count()),
                        text: document.words(place).into(),
                        annotations,
                        focus: None,
                        read: Read::No,
                        retyping: false,
                    }),
                    asked,
                    missing: missing.into_iter().collect(),
                }
            })
            .collect()
    }
}

/// Some words of a document as a version has them.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The words, with what is marked in them.
    pub paragraph: Rc<Paragraph>,
    /// The marks in question.
    pub asked: HashSet<AnnotationId>,
    /// Where other versions have one, and this one has nothing.
    pub missing: Vec<Span>,
}

/// The lines that `span` touches, or of a long one the sentences.
fn around(text: &str, span: Span) -> Vec<Span> {
    let (from, to) = (span.start().0, span.end().0);
    let start = text.get(..from).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(to..).and_then(|behind| behind.find('\n')).map_or(text.len(), |at| to + at);
    let whole = text.get(start..end).unwrap_or_default();
    let mut places = Vec::new();
    let mut at = start;
    for line in whole.split('\n') {
        let here = at..at + line.trim_end_matches('\r').len();
        at += line.len() + 1;
        let Some(place) = Span::of(here.clone()).filter(|place| place.overlaps(span)) else { continue };
        if line.len() <= LONG {
            places.push(place);
            continue;
        }
        let inside = sentences(line)
            .into_iter()
            .filter_map(|one| Span::of(here.start + one.start().0..here.start + one.end().0));
        let touched: Vec<Span> = inside.filter(|one| one.overlaps(span)).collect();
        let hull = touched.first().zip(touched.last());
        places.push(hull.and_then(|(first, last)| Span::of(first.start().0..last.end().0)).unwrap_or(place));
    }
    places
}

/// All that can be settled, in the outcome's order.
pub(super) fn all(outcome: &Outcome, versions: &[Rc<Project>]) -> Vec<Asked> {
    let mut of: HashMap<&str, Vec<(usize, Rc<Document>)>> = HashMap::new();
    for (number, version) in versions.iter().enumerate() {
        for document in &version.documents {
            of.entry(&document.id).or_default().push((number, document.clone()));
        }
    }
    let gold: HashMap<&str, &Rc<Document>> =
        outcome.project.documents.iter().map(|document| (&*document.id, document)).collect();
    let conflicts = outcome.conflicts.iter().enumerate();
    let asked = conflicts.filter_map(|(number, conflict)| {
        let id = conflict.document.as_ref()?;
        let documents = of.get(&**id)?;
        let title = title(&documents.first()?.1).to_string();
        let gold = gold.get(&**id)?;
        let (key, kind, span, sides) = match &conflict.dispute {
            Dispute::Marks(marks) => of_marks(id, marks, documents)?,
            Dispute::Sense(mark, senses) => of_sense(gold, mark, senses, documents, outcome)?,
            Dispute::Metadata(all) => of_metadata(id, all, documents),
            _ => return None,
        };
        let labels = key.marks.iter().map(|(_, label)| label.clone()).collect();
        Some(Asked { number, key, document: id.clone(), title, kind, span, labels, sides })
    });
    asked.collect()
}

type Found = (Key, Kind, Option<Span>, Vec<Side>);

fn place(mark: &Disputed) -> Option<Mark> {
    mark.versions.first().map(|one| (one.span, one.label.clone()))
}

fn of_marks(id: &Rc<str>, marks: &[Disputed], documents: &[(usize, Rc<Document>)]) -> Option<Found> {
    let mut places: Vec<Mark> = marks.iter().filter_map(place).collect();
    places.sort();
    let start = places.iter().map(|(span, _)| span.start().0).min()?;
    let end = places.iter().map(|(span, _)| span.end().0).max()?;
    let side = |(version, document): &(usize, Rc<Document>)| {
        let here = |status: Status| -> Vec<Mark> {
            let stands = |mark: &&Mark| {
                let all = document.annotations().iter();
                all.filter(|one| one.status == status).any(|one| (one.span, &one.label) == (mark.0, &mark.1))
            };
            places.iter().filter(stands).cloned().collect()
        };
        let kept = here(Status::Accepted);
        let named = |mark: &Mark| format!("{} “{}”", mark.1, document.words(mark.0));
        let words = match (kept.as_slice(), here(Status::Rejected).as_slice()) {
            ([], []) => "nothing".to_owned(),
            ([], rejected) => format!("rejected {}", joined(rejected.iter().map(named))),
            (kept, _) => joined(kept.iter().map(named)),
        };
        Side { version: *version, words, choice: Choice::Keep(kept) }
    };
    let sides: Vec<Side> = documents.iter().map(side).collect();
    let spans: BTreeSet<Span> = places.iter().map(|(span, _)| *span).collect();
    let labels: BTreeSet<&Label> = places.iter().map(|(_, label)| label).collect();
    let kind = match (marks.iter().any(|mark| mark.removed), spans.len(), labels.len()) {
        (true, ..) => Kind::TakenOut,
        (_, 1, 1) => Kind::YesOrNo,
        (_, 1, _) => Kind::Label,
        (_, _, 1) => Kind::Edges,
        _ => Kind::Both,
    };
    let key = Key { document: id.clone(), kind: 0, marks: places };
    Some((key, kind, Span::of(start..end), sides))
}

fn of_sense(
    gold: &Rc<Document>,
    mark: &AnnotationId,
    senses: &[Sense],
    documents: &[(usize, Rc<Document>)],
    outcome: &Outcome,
) -> Option<Found> {
    let mark = gold.annotation(mark)?;
    let name = |id: &EntityId| {
        let entity = outcome.project.entities.iter().find(|entity| entity.id == *id);
        entity.map_or_else(|| id.0.to_string(), |entity| entity.name.to_string())
    };
    let side = |(version, document): &(usize, Rc<Document>)| {
        let own = document.annotations().iter().find(|one| {
            one.status == Status::Accepted && (one.span, &one.label) == (mark.span, &mark.label)
        })?;
        let fits = |sense: &&Sense| {
            (own.entity.is_none() || own.entity == sense.entity)
                && (own.value.is_none() || own.value == sense.value)
        };
        let sense = senses.iter().find(fits)?;
        let parts = [sense.entity.as_ref().map(name), sense.value.as_ref().map(ToString::to_string)];
        let words = joined(parts.into_iter().flatten());
        Some(Side { version: *version, words, choice: Choice::Sense(sense.clone()) })
    };
    let sides = documents.iter().filter_map(side).collect();
    let key = Key { document: gold.id.clone(), kind: 1, marks: vec![(mark.span, mark.label.clone())] };
    Some((key, Kind::Sense, Some(mark.span), sides))
}

fn of_metadata(id: &Rc<str>, all: &[Metadata], documents: &[(usize, Rc<Document>)]) -> Found {
    let side = |(version, document): &(usize, Rc<Document>)| {
        let own = fields(document.metadata());
        // What a version does not know it has as the others have it.
        let fits = |one: &&Metadata| {
            let theirs = fields(one);
            own.iter().all(|field| theirs.contains(field))
        };
        let metadata = all.iter().find(fits)?;
        let differing =
            fields(metadata).into_iter().filter(|field| all.iter().any(|one| !fields(one).contains(field)));
        let words = joined(differing.map(|(name, value)| format!("{name} {value}")));
        let words = if words.is_empty() { "nothing".to_owned() } else { words };
        Some(Side { version: *version, words, choice: Choice::Metadata(Box::new(metadata.clone())) })
    };
    let sides = documents.iter().filter_map(side).collect();
    (Key { document: id.clone(), kind: 2, marks: Vec::new() }, Kind::Metadata, None, sides)
}

/// What is known of a document, by name.
fn fields(metadata: &Metadata) -> Vec<(&'static str, String)> {
    let authors = Some(metadata.authors.join(", ")).filter(|authors| !authors.is_empty());
    let all = [
        ("title", metadata.title.clone()),
        ("authors", authors),
        ("published", metadata.published.clone()),
        ("updated", metadata.updated.clone()),
        ("site", metadata.site.clone()),
        ("address", metadata.url.clone()),
        ("language", metadata.language.clone()),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
