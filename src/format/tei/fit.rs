//! What of a document XML has no room for.

use std::borrow::Cow;
use std::rc::Rc;

use crate::annotation::{Annotation, Document, Edit, Retext, Status};
use crate::article::Metadata;
use crate::format::rules::is_beyond_xml;

/// `text` with U+FFFD for what XML has no room for.
pub fn characters(text: &str) -> String {
    text.replace(is_beyond_xml, "\u{fffd}")
}

const TOLD: &str = "characters that the format cannot hold: changed to U+FFFD";

/// A document whose metadata, notes and values XML can hold.
#[allow(clippy::type_complexity, reason = "the shape that rules ask for")]
pub fn own(document: &Document) -> Option<(Document, Vec<(Option<usize>, Cow<'static, str>)>)> {
    let mut told = Vec::new();
    let mut changed = document.clone();
    let metadata = document.metadata();
    let fit = Metadata {
        title: metadata.title.as_deref().map(characters),
        authors: metadata.authors.iter().map(|author| characters(author)).collect(),
        published: metadata.published.as_deref().map(characters),
        updated: metadata.updated.as_deref().map(characters),
        site: metadata.site.as_deref().map(characters),
        url: metadata.url.as_deref().map(characters),
        language: metadata.language.as_deref().map(characters),
        extra: metadata.extra.clone(),
    };
    if fit != *metadata {
        told.push((None, format!("metadata: {TOLD}").into()));
        let _ = Edit::SetMetadata(Box::new(fit)).apply(&mut changed);
    }
    let mut annotations = document.annotations().to_vec();
    for (row, one) in annotations.iter_mut().enumerate() {
        let is_wrong =
            |text: &Option<Rc<str>>| text.as_deref().is_some_and(|text| text.contains(is_beyond_xml));
        if one.status != Status::Rejected && (is_wrong(&one.note) || is_wrong(&one.value)) {
            told.push((Some(row), format!("note or value: {TOLD}").into()));
            let fit = |text: &Option<Rc<str>>| text.as_deref().map(|text| characters(text).into());
            *one = Rc::new(Annotation { note: fit(&one.note), value: fit(&one.value), ..(**one).clone() });
        }
    }
    if told.is_empty() {
        return None;
    }
    let retext = Retext {
        cleaned: document.cleaned().clone(),
        annotations,
        reviewed: document.reviewed().to_vec(),
        set_aside: document.set_aside().to_vec(),
    };
    // Cannot fail: the text is the same, and so are the spans.
    let _ = Edit::SetText(Box::new(retext)).apply(&mut changed);
    Some((changed, told))
}
