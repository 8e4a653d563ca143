//! Makes a bundle of a project.

use std::collections::BTreeSet;

use super::{Bundle, Bundled, BundledMark, Salt};
use crate::annotation::anchor::{Coded, Extent, Words};
use crate::annotation::{Document, Project};
use crate::text::{Offsets, Span};

impl Bundle {
    /// The annotations of `project` without its texts. What of it a bundle does not carry is left out.
    pub fn of(project: &Project, salt: &Salt) -> Bundle {
        let documents = project.documents.iter().map(|document| bundled(document, salt));
        Bundle { salt: *salt, documents: documents.collect() }
    }
}

fn bundled(document: &Document, salt: &Salt) -> Bundled {
    let text = document.text();
    let offsets = Offsets::new(text);
    let place = |span: Span| {
        let place = offsets.to_char(span.start()).zip(offsets.to_char(span.end()));
        place.map_or((0, 0), |(start, end)| (start.0, end.0))
    };
    let words = Words::of(text);
    let extents: Vec<Option<Extent>> =
        document.annotations().iter().map(|one| words.extent(text, one.span)).collect();
    let lengths: BTreeSet<usize> = extents.iter().flatten().map(|extent| extent.words).collect();
    let coded = Coded::new(&words, salt, &lengths);
    let marks = document.annotations().iter().zip(extents).map(|(one, extent)| {
        let (start, end) = place(one.span);
        BundledMark {
            start,
            length: end - start,
            anchor: extent.and_then(|extent| coded.anchor(&words, salt, extent.first, extent.words)),
            margin: extent.map_or((0, 0), |extent| (extent.head, extent.tail)),
            label: one.label.clone(),
            status: one.status,
            origin: one.origin.clone(),
            score: one.score,
        }
    });
    Bundled {
        text_hash: salt.text_hash(text),
        words_hash: salt.words_hash(&words),
        length: offsets.chars().0,
        words: words.len(),
        published: document.metadata().published.clone(),
        updated: document.metadata().updated.clone(),
        status: document.status(),
        reviewed: document.reviewed().iter().map(|span| place(*span)).collect(),
        marks: marks.collect(),
    }
}
