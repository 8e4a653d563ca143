//! Annotations on what was pasted instead of on the clean text.

use std::borrow::Cow;
use std::rc::Rc;

use unicode_segmentation::GraphemeCursor;

use super::keep::SET_ASIDE;
use super::loss::{Loss, Lost, Place};
use crate::annotation::{Annotation, Document, Edit, Project, Retext};
use crate::article::{Cleaned, Map, Removed};
use crate::text::Span;

const NO_SOURCE: &str = "expected a source, found none; kept its text";

const NO_CLEANING: &str = "left out: the clean text, what was taken out and why";

const NO_STRETCH: &str = "expected its words side by side in the source and nothing else with them, found other words; left it out";

/// `project` with the source of each document in the place of its text, so that every offset counts in what was
/// pasted; and what that loses.
///
/// An annotation stands on the source from its first word to its last. Markup and references between them are in
/// it, as they are in the source. One whose words are parted there by what cleaning took out or moved is left out,
/// and so is one that ends inside what the cleaner read as a whole. A document without a source stays as it is.
pub fn on_source(project: &Project) -> (Project, Vec<Loss>) {
    let mut losses = Vec::new();
    let documents = project.documents.iter().enumerate();
    let documents = documents.map(|(number, document)| moved(document, number, &mut losses)).collect();
    (Project { documents, ..project.clone() }, losses)
}

fn moved(document: &Rc<Document>, number: usize, losses: &mut Vec<Loss>) -> Rc<Document> {
    let mut lose = |place, words| losses.push(Loss { place, lost: Lost::Other(Cow::Borrowed(words)) });
    let Some(source) = document.source() else {
        lose(Place::Document(number), NO_SOURCE);
        return document.clone();
    };
    lose(Place::Document(number), NO_CLEANING);
    if !document.set_aside().is_empty() {
        lose(Place::Document(number), SET_ASIDE);
    }
    let removed = Gone::new(document.removed());
    let mut annotations: Vec<Rc<Annotation>> = Vec::with_capacity(document.annotations().len());
    for (row, annotation) in document.annotations().iter().enumerate() {
        let span = Some(annotation.span)
            .filter(|span| is_whole(document.text(), *span))
            .and_then(|span| stretch(document.map(), span))
            .filter(|span| !removed.touches(*span) && span.slice(&source.content).is_some());
        match span {
            Some(span) => annotations.push(Rc::new(Annotation { span, ..(**annotation).clone() })),
            None => lose(Place::Row(number, "annotations", row), NO_STRETCH),
        }
    }
    let reviewed = document.reviewed().iter().flat_map(|span| parts(document.map(), *span, &removed));
    let retext = Retext {
        cleaned: Cleaned { text: source.content.clone(), ..Cleaned::default() },
        annotations,
        reviewed: reviewed.filter(|span| span.slice(&source.content).is_some()).collect(),
        set_aside: Vec::new(),
    };
    let mut moved = Document::new(document.id.clone(), None, Cleaned::default(), document.metadata().clone());
    moved.extra = document.extra.clone();
    // Neither can fail: every span is a stretch of the source, and the ids are the document's.
    let _ = Edit::SetText(Box::new(retext)).apply(&mut moved);
    let _ = Edit::SetStatus(document.status()).apply(&mut moved);
    Rc::new(moved)
}

/// Whether `span` begins and ends between two characters as a reader sees them; inside one, the source may have a
/// reference for the whole of it.
fn is_whole(text: &str, span: Span) -> bool {
    let between = |at: usize| GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) == Ok(true);
    between(span.start().0) && between(span.end().0)
}

/// The stretch of the source that `span` of the text is, words for words.
fn stretch(map: &Map, span: Span) -> Option<Span> {
    let rows = map.rows_in(span);
    let (first, last) = (rows.first()?, rows.last()?);
    // White space at an end may be the cleaner's own.
    let words = Span::new(span.start().max(first.text.start()), span.end().min(last.text.end()))?;
    let found = map.span_to_source(words)?;
    (map.span_to_text(found) == Some(words)).then_some(found)
}

/// The stretches of the source that `span` of the text was read from, joined where nothing was taken out between.
fn parts(map: &Map, span: Span, removed: &Gone) -> Vec<Span> {
    let mut parts: Vec<Span> = Vec::new();
    for row in map.rows_in(span) {
        let shared = row.text.intersection(span);
        let Some(part) = shared.and_then(|shared| map.span_to_source(shared)) else { continue };
        match parts.last_mut() {
            Some(last) if last.end() <= part.start() => match Span::new(last.start(), part.end()) {
                Some(both) if !removed.touches(both) => *last = both,
                _ => parts.push(part),
            },
            _ => parts.push(part),
        }
    }
    parts
}

/// What was taken out of a source, in its order.
struct Gone(Vec<Span>);

impl Gone {
    fn new(removed: &[Removed]) -> Gone {
        let mut spans: Vec<Span> = removed.iter().map(|range| range.span).collect();
        spans.sort();
        Gone(spans)
    }

    fn touches(&self, span: Span) -> bool {
        let after = self.0.partition_point(|gone| gone.end() <= span.start());
        self.0.get(after).is_some_and(|gone| gone.overlaps(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{AnnotationId, Label};
    use crate::article::{CleanOptions, Source, clean};
    use expect_test::{Expect, expect};

    /// Cleans `source`, marks each of `words` in the text, and shows what stands on the source and what is lost.
    fn check(source: Source, words: &[&str], expected: Expect) {
        let article = clean(source, CleanOptions::default());
        let cleaned = article.cleaned();
        let text = cleaned.text.clone();
        let mut document = Document::new("d", Some(article.source), cleaned, article.metadata);
        for (number, words) in words.iter().enumerate() {
            let at = text.find(words).unwrap();
            let id = AnnotationId(number.to_string().into());
            let span = Span::of(at..at + words.len()).unwrap();
            let label = Label::new("A").unwrap();
            Edit::Insert(Rc::new(Annotation::by_hand(id, span, label, "a".into())))
                .apply(&mut document)
                .unwrap();
        }
        Edit::SetReviewed(vec![Span::of(0..text.len()).unwrap()]).apply(&mut document).unwrap();
        let project = Project { documents: vec![Rc::new(document)], ..Project::default() };
        let (moved, losses) = on_source(&project);
        let moved = &moved.documents[0];
        let mut shown = String::new();
        for annotation in moved.annotations() {
            shown += &format!("{:?}\n", moved.words(annotation.span));
        }
        shown += &format!("reviewed: {}\n", moved.reviewed().len());
        losses.iter().for_each(|loss| shown += &format!("{loss}\n"));
        expected.assert_eq(&shown);
    }

    const PASTE: &str = "Harbour court halts the ferry sale\r\n\r\n(CNN)Judge\u{a0} Émile O&#39;Hara stopped the sale of the city's co\u{ad}operative ferries on Tuesday, it said.\r\n\
        Share\r\nThe council 👩\u{200d}🚀 has thirty days to appeal, and it would study the ruling with care, the mayor 漢 said.";

    #[test]
    fn a_mention_stands_on_the_words_that_were_pasted() {
        check(
            Source::text(PASTE),
            &["Judge Émile O'Hara", "cooperative", "👩\u{200d}🚀", "it said.\n\nThe council", "漢 "],
            expect![[r#"
                "Judge\u{a0} Émile O&#39;Hara"
                "co\u{ad}operative"
                "👩\u{200d}🚀"
                "漢 "
                reviewed: 3
                documents[0]: left out: the clean text, what was taken out and why
                documents[0].annotations[2]: expected its words side by side in the source and nothing else with them, found other words; left it out
            "#]],
        );
    }

    #[test]
    fn a_mention_stands_on_the_page_with_its_markup() {
        check(
            Source::html(
                "<p>A court on Tuesday stopped the sale that Judge <b>&Eacute;mile</b>\n Okafor &NotEqualTilde; called unfair to the people of the city.</p>",
            ),
            &["Judge Émile Okafor", "≂̸", "≂"],
            expect![[r#"
                "Judge <b>&Eacute;mile</b>\n Okafor"
                "&NotEqualTilde;"
                reviewed: 1
                documents[0]: left out: the clean text, what was taken out and why
                documents[0].annotations[2]: expected its words side by side in the source and nothing else with them, found other words; left it out
            "#]],
        );
    }

    #[test]
    fn a_document_without_a_source_stays() {
        let project =
            Project { documents: vec![Rc::new(Document::of_text("d", "é"))], ..Project::default() };
        let (moved, losses) = on_source(&project);
        assert_eq!(moved, project);
        assert_eq!(losses[0].to_string(), "documents[0]: expected a source, found none; kept its text");
    }
}
