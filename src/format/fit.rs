//! A project as a format can hold it: what is left out or changed for it, and each of that told.

mod names;
mod retext;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::rc::Rc;

use super::keep::{keeping_after, losses_after};
use super::loss::{Loss, Lost, Place};
use super::rules::{Cause, Fix, Overlap, Rules, Text, written};
use super::tagged;
use crate::annotation::{Annotation, AnnotationId, Document, Edit, Project, Retext, Status};
use crate::article::Cleaned;
use crate::text::{Offset, Span};
pub(super) use names::Names;

/// What a file of a format holds of a project, and what it does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fitted {
    /// What reading the file gives.
    pub project: Project,
    /// What is left out, and what is changed: places are those of the project as it was.
    pub losses: Vec<Loss>,
}

/// `project` as a format of these `rules` holds it, after `fixes`. What fits is the same after it is fitted again.
pub fn fit(project: &Project, rules: &Rules, fixes: &[Fix]) -> Fitted {
    let mut names = Names::default();
    names.add(project, rules);
    Fitting { names: &names, read: 0, kept: 0 }.of(project, rules, fixes)
}

/// What is known of the documents before those that are fitted.
pub(super) struct Fitting<'a> {
    /// The names that were given, theirs among them.
    pub names: &'a Names,
    /// How many there were.
    pub read: usize,
    /// How many of them fit.
    pub kept: usize,
}

impl Fitting<'_> {
    /// The documents of `project` as a format of these `rules` holds them, after `fixes`.
    pub fn of(&self, project: &Project, rules: &Rules, fixes: &[Fix]) -> Fitted {
        let mut told = Vec::new();
        let mut documents = Vec::with_capacity(project.documents.len());
        // The number of each document that is written, as the project counts.
        let mut numbers = Vec::with_capacity(project.documents.len());
        for (at, document) in project.documents.iter().enumerate() {
            let number = self.read + at;
            let mut one =
                One { rules, fixes, names: self.names, original: document, number, told: &mut told };
            if let Some(fitted) = one.fitted() {
                documents.push(fitted);
                numbers.push(at);
            }
        }
        let fitted = Project { documents, ..project.clone() };
        let placed = |loss: Loss| {
            let place = match loss.place {
                Place::Project => Place::Project,
                Place::Document(at) => Place::Document(self.read + *numbers.get(at)?),
                Place::Row(at, list, row) => {
                    let number = *numbers.get(at)?;
                    let id = &fitted.documents.get(at)?.annotations().get(row)?.id;
                    Place::Row(self.read + number, list, project.documents.get(number)?.position(id)?)
                }
            };
            Some(Loss { place, lost: loss.lost })
        };
        let lost = losses_after(self.kept, &fitted, rules.parts).into_iter();
        let mut all: Vec<Loss> = lost.filter_map(placed).collect();
        all.extend(told);
        all.sort_by_key(|loss| match loss.place {
            Place::Project => (0, 0, 0),
            Place::Document(number) => (number + 1, 0, 0),
            Place::Row(number, _, row) => (number + 1, 1, row),
        });
        Fitted { project: keeping_after(self.kept, &fitted, rules.parts), losses: all }
    }
}

impl Fitted {
    /// How many marks of `project`, which this was made of, are written as they are, how many are changed and how many left out.
    pub fn marks(&self, project: &Project) -> (usize, usize, usize) {
        let count = |project: &Project| -> usize {
            project.documents.iter().map(|document| document.annotations().len()).sum()
        };
        let (all, written) = (count(project), count(&self.project));
        let changed: HashSet<Place> = self
            .losses
            .iter()
            .filter(|loss| matches!(loss.place, Place::Row(..)))
            .filter(|loss| matches!(loss.lost, Lost::Because(cause) if !cause.leaves_out()))
            .map(|loss| loss.place)
            .collect();
        let changed = changed.len().min(written);
        (written - changed, changed, all - written)
    }
}

/// One document on its way into a format.
struct One<'a> {
    rules: &'a Rules,
    fixes: &'a [Fix],
    names: &'a Names,
    original: &'a Rc<Document>,
    number: usize,
    told: &'a mut Vec<Loss>,
}

impl One<'_> {
    fn fitted(&mut self) -> Option<Rc<Document>> {
        let mut document = self.original.clone();
        if let Some((changed, reasons)) = self.rules.own.and_then(|own| own(&document)) {
            for (row, words) in reasons {
                let place = row.map_or(Place::Document(self.number), |row| self.row(row));
                self.told.push(Loss { place, lost: Lost::Other(words) });
            }
            document = Rc::new(changed);
        }
        document = self.with(document, |fitting, document| fitting.statuses(document));
        if self.rules.tokens {
            document = self.with(document, |fitting, document| fitting.aligned(document));
        }
        let apart = match self.rules.overlap {
            Overlap::Any => false,
            Overlap::None => true,
            Overlap::OnRequest => !self.fixes.contains(&Fix::Overlaps),
        };
        if apart {
            document = self.with(document, |fitting, document| fitting.apart(document));
        }
        document = self.retexted(document);
        if !self.rules.wordless && tagged::tokens(document.text()).is_empty() {
            // What was told of it before is of no interest then.
            let number = self.number;
            self.told.retain(
                |loss| !matches!(loss.place, Place::Document(at) | Place::Row(at, ..) if at == number),
            );
            self.tell(Place::Document(self.number), Cause::Wordless);
            return None;
        }
        document = self.with(document, |fitting, document| fitting.labelled(document));
        if let Some(id) = self.names.document(&document.id) {
            let mut renamed = (*document).clone();
            renamed.id = id;
            self.tell(Place::Document(self.number), Cause::Id);
            document = Rc::new(renamed);
        }
        if let Some((changed, reasons)) = self.rules.last.and_then(|last| last(&document)) {
            for (row, words) in reasons {
                let id = row.and_then(|row| document.annotations().get(row)).map(|one| &one.id);
                let row = id.and_then(|id| self.original.position(id));
                let place = row.map_or(Place::Document(self.number), |row| self.row(row));
                self.told.push(Loss { place, lost: Lost::Other(words) });
            }
            document = Rc::new(changed);
        }
        Some(document)
    }

    /// `document` with the annotations that `change` makes of its own; itself where they are the same.
    fn with(
        &mut self,
        document: Rc<Document>,
        change: impl FnOnce(&mut Self, &Document) -> Vec<Rc<Annotation>>,
    ) -> Rc<Document> {
        let annotations = change(self, &document);
        let before = document.annotations();
        let same = before.len() == annotations.len()
            && before.iter().zip(&annotations).all(|(one, other)| Rc::ptr_eq(one, other));
        if same {
            document
        } else {
            retexted(&document, document.cleaned().clone(), annotations, document.reviewed().to_vec())
        }
    }

    fn tell(&mut self, place: Place, cause: Cause) {
        self.told.push(Loss { place, lost: Lost::Because(cause) });
    }

    fn row(&self, row: usize) -> Place {
        Place::Row(self.number, "annotations", row)
    }

    /// Tells `cause` of an annotation, in the place it had.
    fn tell_of(&mut self, id: &AnnotationId, cause: Cause) {
        if let Some(row) = self.original.position(id) {
            self.tell(self.row(row), cause);
        }
    }

    fn statuses(&mut self, document: &Document) -> Vec<Rc<Annotation>> {
        let mut kept = Vec::with_capacity(document.annotations().len());
        for annotation in document.annotations() {
            match written(annotation, self.rules, self.fixes) {
                Ok(status) if status == annotation.status => kept.push(annotation.clone()),
                Ok(status) => {
                    self.tell_of(&annotation.id, Cause::Taken);
                    kept.push(Rc::new(Annotation { status, ..(**annotation).clone() }));
                }
                Err(cause) => self.tell_of(&annotation.id, cause),
            }
        }
        kept
    }

    fn aligned(&mut self, document: &Document) -> Vec<Rc<Annotation>> {
        let tokens = tagged::tokens(document.text());
        let widen = self.fixes.contains(&Fix::Tokens);
        let mut kept = Vec::with_capacity(document.annotations().len());
        for annotation in document.annotations() {
            let span = annotation.span;
            let first = tokens.partition_point(|token| token.end() <= span.start());
            let last = tokens.partition_point(|token| token.start() < span.end());
            let over = tokens.get(first..last).unwrap_or_default();
            let whole =
                over.first().zip(over.last()).and_then(|(first, last)| Span::new(first.start(), last.end()));
            match whole {
                Some(whole) if whole == span => kept.push(annotation.clone()),
                Some(whole) if widen => {
                    self.tell_of(&annotation.id, Cause::Widened);
                    kept.push(Rc::new(Annotation { span: whole, ..(**annotation).clone() }));
                }
                Some(_) => self.tell_of(&annotation.id, Cause::Misaligned),
                None => self.tell_of(&annotation.id, Cause::Unseen),
            }
        }
        kept
    }

    /// Of annotations that overlap the accepted one is kept, then the longer in code points, then the earlier, then the one of
    /// the lesser id.
    fn apart(&mut self, document: &Document) -> Vec<Rc<Annotation>> {
        let length = |one: &Annotation| document.words(one.span).chars().count();
        let mut order: Vec<&Rc<Annotation>> = document.annotations().iter().collect();
        order.sort_by_key(|one| {
            (one.status != Status::Accepted, Reverse(length(one)), one.span.start(), one.id.clone())
        });
        let mut taken: std::collections::BTreeMap<Offset, Offset> = std::collections::BTreeMap::new();
        let mut gone: HashSet<AnnotationId> = HashSet::new();
        for one in order {
            let before = taken.range(..one.span.end()).next_back();
            if before.is_some_and(|(_, end)| *end > one.span.start()) {
                gone.insert(one.id.clone());
            } else {
                taken.insert(one.span.start(), one.span.end());
            }
        }
        let mut kept = Vec::with_capacity(document.annotations().len());
        for one in document.annotations() {
            if gone.contains(&one.id) {
                self.tell_of(&one.id, Cause::Overlap);
            } else {
                kept.push(one.clone());
            }
        }
        kept
    }

    fn labelled(&mut self, document: &Document) -> Vec<Rc<Annotation>> {
        let mut kept = Vec::with_capacity(document.annotations().len());
        for one in document.annotations() {
            match self.names.label(&one.label) {
                Some(label) => {
                    self.tell_of(&one.id, Cause::Label);
                    kept.push(Rc::new(Annotation { label, ..(**one).clone() }));
                }
                None => kept.push(one.clone()),
            }
        }
        kept
    }

    /// The document with the text that the format carries.
    fn retexted(&mut self, document: Rc<Document>) -> Rc<Document> {
        let mut document = document;
        // Cutting what was cut can cut once more, each time into smaller pieces.
        loop {
            let pieces = match self.rules.text {
                Text::Exact => return document,
                Text::LineFeeds => retext::line_feeds(document.text()),
                Text::Xml => retext::xml(document.text()),
                Text::Tokens(never) => retext::tokens(&document, never, "\n"),
                Text::Line(never) => retext::tokens(&document, never, " "),
            };
            let cause = match self.rules.text {
                Text::LineFeeds => Cause::LineEnds,
                Text::Xml => Cause::Characters,
                Text::Line(_) => Cause::Line,
                _ => Cause::Tokens,
            };
            let changed = pieces.text();
            if *changed == **document.text() {
                return document;
            }
            let place = Place::Document(self.number);
            if !self.told.iter().any(|loss| loss.place == place && loss.lost == Lost::Because(cause)) {
                self.tell(place, cause);
            }
            let mut annotations = Vec::with_capacity(document.annotations().len());
            for one in document.annotations() {
                match pieces.moved(one.span) {
                    Some(span) => annotations.push(Rc::new(Annotation { span, ..(**one).clone() })),
                    None => self.tell_of(&one.id, Cause::Unseen),
                }
            }
            let reviewed = document.reviewed().iter().filter_map(|span| pieces.moved(*span)).collect();
            let cleaned = Cleaned { text: changed.into(), ..Cleaned::default() };
            document = retexted(&document, cleaned, annotations, reviewed);
        }
    }
}

/// `document` with another text and other annotations, all else as it was.
pub(super) fn retexted(
    document: &Document,
    cleaned: Cleaned,
    annotations: Vec<Rc<Annotation>>,
    reviewed: Vec<Span>,
) -> Rc<Document> {
    let mut changed = document.clone();
    let set_aside = document.set_aside().to_vec();
    let retext = Retext { cleaned, annotations, reviewed, set_aside };
    // Cannot fail: every span is a stretch of the text, and the ids are the document's.
    let _ = Edit::SetText(Box::new(retext)).apply(&mut changed);
    Rc::new(changed)
}
