//! Cutting a text up once more after something in it has changed: only what was touched is made new.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Galley, Paragraph, Section, focus_in};
use crate::annotation::{Annotation, AnnotationId, Document, difference};
use crate::text::Span;
use crate::workspace::{Read, Show};

impl Galley {
    /// The galley of `document` as [`Galley::new`] makes it; what is as it was is the very same piece again.
    pub fn again(&self, document: &Rc<Document>, show: Show, focus: Option<&AnnotationId>) -> Galley {
        let same_title = self.document.metadata().title == document.metadata().title;
        if !Rc::ptr_eq(self.document.text(), document.text()) || self.show != show || !same_title {
            return Galley::new(document, show, focus).keeping(self);
        }
        let (gone, come) = difference(self.document.annotations(), document.annotations());
        let mut touched: Vec<Span> = gone.iter().chain(&come).map(|one| one.span).collect();
        touched.extend(differing(self.document.reviewed(), document.reviewed()));
        if self.focus.as_ref() != focus {
            let old = self.focus.as_ref().and_then(|id| self.document.annotation(id));
            let new = focus.and_then(|id| document.annotation(id));
            touched.extend(old.into_iter().chain(new).map(|one| one.span));
        }
        let mut next = Galley { document: document.clone(), focus: focus.cloned(), ..self.clone() };
        let places: BTreeSet<(usize, usize)> =
            touched.into_iter().flat_map(|span| self.places_of(span)).collect();
        for (section, at) in places {
            let Some(section) = next.sections.get_mut(section) else { continue };
            let Some(old) = section.paragraphs.get(at) else { continue };
            let new = old.again(document, show, focus, &gone, &come);
            if new.is_as(old) {
                continue;
            }
            next.coverage.read -= usize::from(old.read == Read::Yes);
            next.coverage.read += usize::from(new.read == Read::Yes);
            if let Some(place) = Rc::make_mut(section).paragraphs.get_mut(at) {
                *place = Rc::new(new);
            }
        }
        next
    }

    /// The paragraphs that `span` touches: their section, and their place in that.
    fn places_of(&self, span: Span) -> Vec<(usize, usize)> {
        let ends_before = |section: &Rc<Section>| {
            section.paragraphs.last().is_none_or(|paragraph| paragraph.span.end() <= span.start())
        };
        let first = self.sections.partition_point(ends_before);
        let mut places = Vec::new();
        for (index, section) in self.sections.iter().enumerate().skip(first) {
            let from = section.paragraphs.partition_point(|other| other.span.end() <= span.start());
            let to = section.paragraphs.partition_point(|other| other.span.start() < span.end());
            places.extend((from..to).map(|at| (index, at)));
            if to < section.paragraphs.len() {
                break;
            }
        }
        places
    }

    /// The same, with the pieces of `old` where they are alike.
    fn keeping(mut self, old: &Galley) -> Galley {
        for (section, before) in self.sections.iter_mut().zip(&old.sections) {
            let fresh = Rc::make_mut(section);
            for (new, old) in fresh.paragraphs.iter_mut().zip(&before.paragraphs) {
                if new.is_as(old) {
                    *new = old.clone();
                }
            }
            let same = fresh.paragraphs.len() == before.paragraphs.len()
                && fresh.paragraphs.iter().zip(&before.paragraphs).all(|(new, old)| Rc::ptr_eq(new, old));
            if same {
                *section = before.clone();
            }
        }
        self
    }
}

impl Paragraph {
    /// The paragraph with what is marked in it now: `gone` is no more, `come` is new.
    fn again(
        &self,
        document: &Document,
        show: Show,
        focus: Option<&AnnotationId>,
        gone: &[&Rc<Annotation>],
        come: &[&Rc<Annotation>],
    ) -> Paragraph {
        let span = self.span;
        let starts_before = |one: &&Rc<Annotation>| one.span.start() < span.start();
        let stays = |one: &&Rc<Annotation>| !gone.iter().any(|other| Rc::ptr_eq(one, other));
        let here = |one: &&Rc<Annotation>| show.shows(one.status) && one.span.overlaps(span);
        let reaching = self.annotations.iter().filter(starts_before).filter(stays);
        let reaching = reaching.chain(come.iter().copied().filter(starts_before).filter(here));
        let mut annotations: Vec<Rc<Annotation>> = reaching.cloned().collect();
        annotations.sort_by_cached_key(|one| (one.span.start(), Reverse(one.span.end()), one.id.clone()));
        let all = document.annotations();
        let from = all.partition_point(|one| one.span.start() < span.start());
        let starting = all.iter().skip(from).take_while(|one| one.span.start() < span.end());
        annotations.extend(starting.filter(here).cloned());
        let reviewed = document.reviewed();
        let first = reviewed.partition_point(|stretch| stretch.end() <= span.start());
        let read = Read::of(span, &mut reviewed.get(first..).unwrap_or_default());
        let focus = focus_in(focus, &annotations);
        Paragraph { annotations, focus, read, text: self.text.clone(), ..*self }
    }

    /// Whether `other` is drawn the same.
    fn is_as(&self, other: &Paragraph) -> bool {
        (self.number, self.span, self.start, self.read) == (other.number, other.span, other.start, other.read)
            && (&self.focus, self.retyping) == (&other.focus, other.retyping)
            && self.annotations.len() == other.annotations.len()
            && self.annotations.iter().zip(&other.annotations).all(|(one, two)| Rc::ptr_eq(one, two))
            && self.text == other.text
    }
}

/// The stretches that only one of two lists has, which are in order: what they have in common at both ends is left aside.
fn differing<'a>(then: &'a [Span], now: &'a [Span]) -> impl Iterator<Item = Span> + use<'a> {
    let same = then.iter().zip(now).take_while(|(then, now)| then == now).count();
    let (then, now) = (then.get(same..).unwrap_or_default(), now.get(same..).unwrap_or_default());
    let tail = then.iter().rev().zip(now.iter().rev()).take_while(|(then, now)| then == now).count();
    let body = |all: &'a [Span]| all.get(..all.len() - tail).unwrap_or_default().iter().copied();
    body(then).chain(body(now))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::annotation::{Edit, Label, Status};

    const TEXT: &str = "É. Port Ellery\n\n漢字 US Mexico\r\n👩‍🚀 end of it\nשלום עולם and more\nlast line";

    /// Puts a mark in, takes one out, decides on one, or calls a stretch read, wherever the numbers point.
    fn change(document: &mut Document, (what, from, length): (u8, usize, usize), fresh: usize) {
        let bounds: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]).collect();
        let start = from % (bounds.len() - 1);
        let end = (start + 1 + length).min(bounds.len() - 1);
        let span = Span::of(bounds[start]..bounds[end]).unwrap();
        let one = document.annotations().get(from % document.annotations().len().max(1)).cloned();
        let edit = match (what % 4, one) {
            (1, Some(one)) => Edit::Remove(one.id.clone()),
            (2, Some(one)) => {
                let mut new = (*one).clone();
                new.status = Status::ALL[length % 3];
                Edit::Replace(new.into())
            }
            (3, _) => Edit::SetReviewed(vec![span]),
            _ => {
                let id = AnnotationId(format!("a{fresh}").into());
                let label = Label::new("PLACE").unwrap();
                Edit::Insert(Annotation::by_hand(id, span, label, "Ada".into()).into())
            }
        };
        edit.apply(document).unwrap();
    }

    fn drawn(galley: &Galley) -> Vec<String> {
        galley.paragraphs().map(|paragraph| format!("{paragraph:?}")).collect()
    }

    proptest! {
        #[test]
        fn what_changed_is_cut_up_as_all_is(
            steps in prop::collection::vec((any::<u8>(), 0..60usize, 0..30usize, any::<bool>()), 1..25)
        ) {
            let mut document = Document::of_text("d", TEXT);
            let mut galley = Galley::new(&document.clone().into(), Show::default(), None);
            for (fresh, (what, from, length, focused)) in steps.into_iter().enumerate() {
                change(&mut document, (what, from, length), fresh);
                let focus = document.annotations().get(length % document.annotations().len().max(1));
                let focus = focus.filter(|_| focused).map(|one| one.id.clone());
                let show = Show { rejected: from % 7 == 0, ..Show::default() };
                let now = Rc::new(document.clone());
                galley = galley.again(&now, show, focus.as_ref());
                let new = Galley::new(&now, show, focus.as_ref());
                prop_assert_eq!(drawn(&galley), drawn(&new));
                prop_assert_eq!(galley.coverage, new.coverage);
            }
        }
    }
}
