//! Deciding what belongs to the article, after the cleaner had its say.

use std::collections::HashMap;
use std::rc::Rc;

use super::OpenDocument;
use crate::annotation::{Annotation, Change, Edit, Retext, SetAside};
use crate::article::{Article, Reason, Removed, rebase};
use crate::text::Span;

/// Sets the decisions of `article` to those of a document.
pub(super) fn keep_in_step(article: &mut Rc<Article>, removed: &[Removed]) {
    let reasons: HashMap<Span, Reason> = removed.iter().map(|range| (range.span, range.reason)).collect();
    let wrong: Vec<(usize, Option<Reason>)> = article
        .blocks
        .iter()
        .enumerate()
        .map(|(at, block)| (at, block.removed, reasons.get(&block.source).copied()))
        .filter(|(_, is, should)| is != should)
        .map(|(at, _, should)| (at, should))
        .collect();
    if wrong.is_empty() {
        return;
    }
    let article = Rc::make_mut(article);
    for (at, reason) in wrong {
        if let Some(block) = article.blocks.get_mut(at) {
            Rc::make_mut(block).removed = reason;
        }
    }
}

/// A decision about a block, and what it does to the annotations.
pub(super) struct Decision {
    pub change: Change,
    /// How many of those that are shown stand on words that go.
    pub gone: usize,
    /// How many of those stand on words that come back.
    pub back: usize,
}

/// The change that puts block `at` back or takes it out; `None` if it is so already.
///
/// Annotations on words that go are set aside, and come back with them.
pub(super) fn decide(open: &OpenDocument, at: usize, keep: bool) -> Option<Decision> {
    let article = open.article.as_ref()?;
    let block = article.blocks.get(at)?;
    if block.removed.is_none() == keep {
        return None;
    }
    let reason = if keep { None } else { Some(Reason::ByHand) };
    let cleaned = article.decide(at, reason).cleaned();
    let document = &open.document;
    let moved = |span: Span| rebase(span, document.map(), &cleaned.map);
    let mut annotations = Vec::with_capacity(document.annotations().len());
    let mut set_aside = Vec::new();
    let (mut gone, mut back) = (0, 0);
    for annotation in document.annotations() {
        match moved(annotation.span) {
            Some(span) => annotations.push(placed(annotation, span)),
            None => {
                gone += usize::from(open.sees(annotation));
                let source = document.map().span_to_source(annotation.span);
                set_aside.extend(source.map(|source| SetAside { annotation: annotation.clone(), source }));
            }
        }
    }
    for aside in document.set_aside() {
        let span = cleaned.map.span_to_text(aside.source);
        match span.filter(|span| cleaned.map.span_to_source(*span) == Some(aside.source)) {
            Some(span) => {
                back += usize::from(open.sees(&aside.annotation));
                annotations.push(placed(&aside.annotation, span));
            }
            None => set_aside.push(aside.clone()),
        }
    }
    let reviewed = document.reviewed().iter().filter_map(|span| moved(*span)).collect();
    let edit = Edit::SetText(Box::new(Retext { cleaned, annotations, reviewed, set_aside }));
    Some(Decision { change: Change(vec![edit]), gone, back })
}

/// The annotation at `span`.
fn placed(annotation: &Rc<Annotation>, span: Span) -> Rc<Annotation> {
    if span == annotation.span {
        return annotation.clone();
    }
    Rc::new(Annotation { span, ..(**annotation).clone() })
}
