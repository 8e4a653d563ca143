//! Which of a project's documents and marks are exported: chosen by what they are, counted before.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::annotation::{Annotation, Document, DocumentStatus, Label, Origin, Project, Status};

/// A choice of documents and marks; where it names nothing, all are chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Documents of these statuses.
    pub documents: Vec<DocumentStatus>,
    /// Marks of these statuses.
    pub statuses: Vec<Status>,
    /// Marks of these labels.
    pub labels: Vec<Label>,
    /// Marks that these people made or decided last.
    pub annotators: Vec<Rc<str>>,
}

/// How much is chosen, and of how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The documents that are chosen.
    pub documents: usize,
    /// All documents.
    pub all_documents: usize,
    /// The marks that are chosen.
    pub marks: usize,
    /// All marks.
    pub all_marks: usize,
}

/// The person whom an annotation is from: who decided last, else who made it; nobody where only the tagger has spoken.
pub fn annotator(annotation: &Annotation) -> Option<&Rc<str>> {
    let made = match &annotation.origin {
        Origin::Annotator(name) => Some(name),
        Origin::Tagger { .. } => None,
    };
    annotation.decisions.last().map(|decision| &decision.who).or(made)
}

/// The people whom a project's annotations are from, in the order of their names.
pub fn annotators(project: &Project) -> Vec<Rc<str>> {
    let all = project.documents.iter().flat_map(|document| document.annotations());
    let names: BTreeSet<&Rc<str>> = all.filter_map(|one| annotator(one)).collect();
    names.into_iter().cloned().collect()
}

impl Selection {
    /// Whether it chooses everything.
    pub fn is_all(&self) -> bool {
        *self == Selection::default()
    }

    /// Whether a document is chosen.
    pub fn takes_document(&self, document: &Document) -> bool {
        self.documents.is_empty() || self.documents.contains(&document.status())
    }

    /// Whether an annotation of a chosen document is chosen.
    pub fn takes(&self, annotation: &Annotation) -> bool {
        (self.statuses.is_empty() || self.statuses.contains(&annotation.status))
            && (self.labels.is_empty() || self.labels.contains(&annotation.label))
            && (self.annotators.is_empty()
                || annotator(annotation).is_some_and(|name| self.annotators.contains(name)))
    }

    /// How much it chooses.
    pub fn counts(&self, project: &Project) -> Counts {
        let mut counts = Counts { all_documents: project.documents.len(), ..Counts::default() };
        for document in &project.documents {
            counts.all_marks += document.annotations().len();
            if self.takes_document(document) {
                counts.documents += 1;
                counts.marks += document.annotations().iter().filter(|one| self.takes(one)).count();
            }
        }
        counts
    }

    /// The project with what is chosen alone.
    pub fn of(&self, project: &Project) -> Project {
        let chosen = project.documents.iter().filter(|document| self.takes_document(document));
        Project { documents: chosen.map(|document| self.of_document(document)).collect(), ..project.clone() }
    }

    fn of_document(&self, document: &Rc<Document>) -> Rc<Document> {
        let mut aside = document.set_aside().iter().map(|aside| &aside.annotation);
        if document.annotations().iter().all(|one| self.takes(one)) && aside.all(|one| self.takes(one)) {
            return document.clone();
        }
        Rc::new(document.only(|one| self.takes(one)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{AnnotationId, Decision, Edit, Timestamp, document_to_notation};
    use crate::format::testing::project;

    #[test]
    fn marks_and_documents_are_chosen_by_what_they_are() {
        let mut all = project("[A é] [B? 漢] [C 👩‍🚀]");
        let mut document = (*all.documents[0]).clone();
        let last = AnnotationId("a3".into());
        let mut decided = (**document.annotation(&last).unwrap()).clone();
        decided.decisions.push(Decision {
            who: "Grace".into(),
            when: Timestamp("2026-01-01T00:00:00Z".into()),
            label: decided.label.clone(),
            status: Status::Suggested,
            text: "".into(),
            extra: None,
        });
        Edit::Remove(last).apply(&mut document).unwrap();
        Edit::Insert(Rc::new(decided)).apply(&mut document).unwrap();
        all.documents = vec![Rc::new(document), Rc::new(Document::of_text("d2", "x"))];
        assert_eq!(annotators(&all), [Rc::from("Ada"), Rc::from("Grace")]);
        let check = |selection: Selection, documents, marks, expected: &str| {
            let counts = selection.counts(&all);
            let found = selection.of(&all);
            assert_eq!((counts.documents, counts.marks), (documents, marks));
            assert_eq!((counts.all_documents, counts.all_marks), (2, 3));
            let shown: Vec<_> =
                found.documents.iter().map(|document| document_to_notation(document)).collect();
            assert_eq!(shown.join("|"), expected);
        };
        let of = Selection::default;
        check(of(), 2, 3, "[A é] [B? 漢] [C 👩‍🚀]|x");
        check(Selection { statuses: vec![Status::Accepted], ..of() }, 2, 2, "[A é] 漢 [C 👩‍🚀]|x");
        check(Selection { labels: vec![Label::new("B").unwrap()], ..of() }, 2, 1, "é [B? 漢] 👩‍🚀|x");
        check(Selection { annotators: vec!["Grace".into()], ..of() }, 2, 1, "é 漢 [C 👩‍🚀]|x");
        check(Selection { documents: vec![DocumentStatus::Done], ..of() }, 0, 0, "");
    }
}
