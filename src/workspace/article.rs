//! Deciding what belongs to the article, after the cleaner had its say.

use std::collections::HashMap;
use std::rc::Rc;

use super::OpenDocument;
use crate::annotation::{Change, Edit, Retext};
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

/// The change that puts block `at` back or takes it out, and how many annotations go with it.
pub(super) fn decide(open: &OpenDocument, at: usize, keep: bool) -> Option<(Change, usize)> {
    let article = open.article.as_ref()?;
    let block = article.blocks.get(at)?;
    if block.removed.is_none() == keep {
        return None;
    }
    let reason = if keep { None } else { Some(Reason::ByHand) };
    let cleaned = article.decide(at, reason).cleaned();
    let document = &open.document;
    let moved = |span: Span| rebase(span, document.map(), &cleaned.map);
    let annotations: Vec<_> = document
        .annotations()
        .iter()
        .filter_map(|annotation| {
            let span = moved(annotation.span)?;
            if span == annotation.span {
                return Some(annotation.clone());
            }
            let mut moved = (**annotation).clone();
            moved.span = span;
            Some(Rc::new(moved))
        })
        .collect();
    let gone = document.annotations().len() - annotations.len();
    let reviewed = document.reviewed().iter().filter_map(|span| moved(*span)).collect();
    let edit = Edit::SetText(Box::new(Retext { cleaned, annotations, reviewed }));
    Some((Change(vec![edit]), gone))
}
