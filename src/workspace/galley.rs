//! The galley: a text cut into sections and paragraphs, ready to be drawn.
//!
//! An edit makes new only the paragraph it touches and that paragraph's section; the page compares the rest
//! by pointer and leaves it alone.

use std::rc::Rc;

use super::Show;
use super::reviewed::{Coverage, Read};
use crate::annotation::{Annotation, AnnotationId, Document};
use crate::text::{CharOffset, Offset, Span, paragraphs};

/// How many paragraphs a section holds.
const SECTION: usize = 20;

/// How many bytes of a line are drawn as one paragraph: a longer one is drawn in parts, or an edit in a line of
/// megabytes would draw all of it anew.
const LONGEST: usize = 8_000;

/// A text cut up for the screen.
#[derive(Clone, Debug)]
pub struct Galley {
    /// What was cut, and what of it is shown.
    document: Rc<Document>,
    show: Show,
    focus: Option<AnnotationId>,
    /// Which paragraph is being typed anew.
    pub(super) retyped: Option<Span>,
    /// In the text's order.
    pub sections: Vec<Rc<Section>>,
    pub(super) coverage: Coverage,
}

/// Some paragraphs that are laid out and drawn together.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its place among the sections.
    pub index: usize,
    /// In the text's order.
    pub paragraphs: Vec<Rc<Paragraph>>,
}

/// A line of the text, or a part of a very long one, with what is marked in it.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its place among the paragraphs, the headline counted as 0 where the text has one, else from 1.
    pub number: usize,
    /// Where it stands in the text.
    pub span: Span,
    /// Where it starts in the text, in code points.
    pub start: CharOffset,
    /// Its words.
    pub text: Rc<str>,
    /// What is shown in it, in the document's order.
    pub annotations: Vec<Rc<Annotation>>,
    /// The focused annotation, if it is one of them.
    pub focus: Option<AnnotationId>,
    /// How much of it a person has looked at.
    pub read: Read,
    /// Whether its words are being typed anew.
    pub retyping: bool,
}

impl Galley {
    /// Cuts up the text of `document`.
    pub fn new(document: &Rc<Document>, show: Show, focus: Option<&AnnotationId>) -> Galley {
        let shown = |annotation: &&Rc<Annotation>| show.shows(annotation.status);
        let mut coming = document.annotations().iter().filter(shown).peekable();
        let mut reaching: Vec<Rc<Annotation>> = Vec::new();
        let lines = lines(document);
        let mut done = Vec::with_capacity(lines.len());
        let mut reviewed = document.reviewed();
        let mut coverage = Coverage { read: 0, all: lines.len() };
        for (number, span, start) in lines {
            reaching.retain(|annotation| annotation.span.end() > span.start());
            while let Some(annotation) = coming.next_if(|next| next.span.start() < span.end()) {
                reaching.push(annotation.clone());
            }
            let annotations: Vec<_> =
                reaching.iter().filter(|annotation| annotation.span.overlaps(span)).cloned().collect();
            let read = Read::of(span, &mut reviewed);
            coverage.read += usize::from(read == Read::Yes);
            let text = document.words(span).into();
            let focus = focus_in(focus, &annotations);
            let retyping = false;
            done.push(Rc::new(Paragraph { number, span, start, text, annotations, focus, read, retyping }));
        }
        let sections = done.chunks(SECTION).enumerate();
        let section = |(index, paragraphs): (usize, &[Rc<Paragraph>])| {
            Rc::new(Section { index, paragraphs: paragraphs.to_vec() })
        };
        let sections = sections.map(section).collect();
        let (document, focus) = (document.clone(), focus.cloned());
        Galley { document, show, focus, retyped: None, sections, coverage }
    }

    /// Its paragraphs, in the text's order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Rc<Paragraph>> {
        self.sections.iter().flat_map(|section| &section.paragraphs)
    }

    /// Its paragraphs from the one that starts at `start`, in code points, on.
    pub fn paragraphs_from(&self, start: CharOffset) -> impl Iterator<Item = &Rc<Paragraph>> {
        let section = self.sections.partition_point(|section| {
            section.paragraphs.last().is_some_and(|paragraph| paragraph.start < start)
        });
        let sections = self.sections.iter().skip(section).flat_map(|section| &section.paragraphs);
        sections.skip_while(move |paragraph| paragraph.start < start)
    }

    /// The paragraph that starts at `start`, in code points.
    pub fn paragraph_at(&self, start: CharOffset) -> Option<&Rc<Paragraph>> {
        let section = self.sections.partition_point(|section| {
            section.paragraphs.first().is_some_and(|paragraph| paragraph.start <= start)
        });
        let paragraphs = &self.sections.get(section.checked_sub(1)?)?.paragraphs;
        let at = paragraphs.binary_search_by_key(&start, |paragraph| paragraph.start).ok()?;
        paragraphs.get(at)
    }

    /// The paragraph that `at` stands in, or just behind.
    pub fn paragraph_of(&self, at: Offset) -> Option<&Rc<Paragraph>> {
        let section = self.sections.partition_point(|section| {
            section.paragraphs.first().is_some_and(|paragraph| paragraph.span.start() <= at)
        });
        let paragraphs = &self.sections.get(section.checked_sub(1)?)?.paragraphs;
        let after = paragraphs.partition_point(|paragraph| paragraph.span.start() <= at);
        paragraphs.get(after.checked_sub(1)?)
    }
}

/// The annotation in focus, if it is one of these.
fn focus_in(focus: Option<&AnnotationId>, annotations: &[Rc<Annotation>]) -> Option<AnnotationId> {
    focus.filter(|id| annotations.iter().any(|annotation| annotation.id == **id)).cloned()
}

/// The paragraphs of a text: number, place, and place in code points.
fn lines(document: &Document) -> Vec<(usize, Span, CharOffset)> {
    let text = document.text();
    // Counted from line to line: where each of a million characters stands need not be known.
    let (mut counted, mut characters) = (0, 0);
    let title = document.metadata().title.as_deref();
    let mut first = true;
    let mut number = 0;
    let mut found = Vec::new();
    for line in paragraphs(text) {
        let headline = std::mem::take(&mut first) && title == line.slice(text);
        if !headline {
            number += 1;
        }
        let number = if headline { 0 } else { number };
        for span in parts(text, line) {
            let start = span.start().0;
            characters += text.get(counted..start).map_or(0, |between| between.chars().count());
            counted = start;
            found.push((number, span, CharOffset(characters)));
        }
    }
    found
}

/// A line in parts of at most [`LONGEST`] bytes, cut behind a space where there is one, else between characters.
fn parts(text: &str, line: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = line.start().0;
    let end = line.end().0;
    while start < end {
        let mut cut = (start + LONGEST).min(end);
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        if cut < end
            && let Some(space) = text.get(start..cut).and_then(|part| part.rfind(' '))
        {
            cut = start + space + 1;
        }
        found.extend(Span::of(start..cut));
        start = cut;
    }
    found
}

mod again;
#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Edit, Label};

    fn document(annotations: &[(std::ops::Range<usize>, &str)]) -> Document {
        let mut document =
            Document::of_text("d", "É. Port Ellery Harbour Commission\n\n漢字 US Mexico\n👩‍🚀 end");
        for (at, (range, label)) in annotations.iter().enumerate() {
            let id = AnnotationId(format!("a{at}").into());
            let annotation = Annotation::by_hand(
                id,
                Span::of(range.clone()).unwrap(),
                Label::new(label).unwrap(),
                "Ruth".into(),
            );
            Edit::Insert(annotation.into()).apply(&mut document).unwrap();
        }
        document
    }

    #[test]
    fn paragraphs_start_at_their_code_point() {
        let galley = Galley::new(&document(&[]).into(), Show::default(), None);
        let starts: Vec<_> =
            galley.paragraphs().map(|paragraph| (paragraph.start.0, &*paragraph.text)).collect();
        assert_eq!(
            starts,
            [(0, "É. Port Ellery Harbour Commission"), (35, "漢字 US Mexico"), (48, "👩‍🚀 end")]
        );
        assert_eq!(galley.paragraph_at(CharOffset(35)).map(|paragraph| paragraph.number), Some(2));
        assert!(galley.paragraph_at(CharOffset(36)).is_none());
    }

    #[test]
    fn a_very_long_line_is_drawn_in_parts_that_hold_all_of_it() {
        for text in ["é👩‍🚀 ".repeat(4_000), "漢".repeat(9_000)] {
            let document = Document::of_text("d", text.clone());
            let galley = Galley::new(&document.into(), Show::default(), None);
            let drawn: Vec<&str> = galley.paragraphs().map(|part| &*part.text).collect();
            assert!(drawn.len() > 1 && drawn.iter().all(|part| part.len() <= LONGEST));
            assert_eq!(drawn.concat(), text);
        }
    }

    #[test]
    fn an_edit_makes_new_only_what_it_touches() {
        let mut document = document(&[(4..15, "PLACE"), (43..45, "PLACE")]);
        let before = Galley::new(&document.clone().into(), Show::default(), None);
        let id = AnnotationId("a1".into());
        Edit::Remove(id).apply(&mut document).unwrap();
        let document = Rc::new(document);
        let after = before.again(&document, Show::default(), None);
        let same: Vec<bool> =
            before.paragraphs().zip(after.paragraphs()).map(|(then, now)| Rc::ptr_eq(then, now)).collect();
        assert_eq!(same, [true, false, true]);
        let again = after.again(&document, Show::default(), None);
        assert!(Rc::ptr_eq(&after.sections[0], &again.sections[0]));
    }
}
