//! One order for everything that versions hold: whatever is worked out from a set of them goes through it in this order, and so
//! does not depend on the one in which they came. It means nothing else.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::annotation::{
    Annotation, Annotator, Decision, Document, Entity, Evidence, Label, LabelDef, Origin, Project, SetAside,
    Timestamp,
};
use crate::article::{Cleaned, Metadata, Source, SourceKind};

/// The values in order, none twice.
pub fn distinct<T>(values: impl IntoIterator<Item = T>, order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut all: Vec<T> = values.into_iter().collect();
    all.sort_by(&order);
    all.dedup_by(|a, b| order(a, b).is_eq());
    all
}

/// Compares two lists one by one.
pub fn each<T>(a: &[T], b: &[T], order: impl Fn(&T, &T) -> Ordering) -> Ordering {
    let first = a.iter().zip(b).map(|(a, b)| order(a, b)).find(|order| order.is_ne());
    first.unwrap_or_else(|| a.len().cmp(&b.len()))
}

pub fn projects(a: &Project, b: &Project) -> Ordering {
    each(a.schema.labels(), b.schema.labels(), labels)
        .then_with(|| each(&a.annotators, &b.annotators, annotators))
        .then_with(|| each(&a.entities, &b.entities, |a, b| entities(a, b)))
        .then_with(|| each(&a.documents, &b.documents, |a, b| documents(a, b)))
        .then_with(|| a.extra.cmp(&b.extra))
}

pub fn labels(a: &LabelDef, b: &LabelDef) -> Ordering {
    fn key(def: &LabelDef) -> impl Ord {
        let LabelDef { label, colour, colour_dark, key, guideline, takes, extra } = def;
        (label, colour, colour_dark, key, guideline, takes, extra)
    }
    key(a).cmp(&key(b))
}

pub fn annotators(a: &Annotator, b: &Annotator) -> Ordering {
    (&a.name, &a.extra).cmp(&(&b.name, &b.extra))
}

pub fn entities(a: &Entity, b: &Entity) -> Ordering {
    fn key(entity: &Entity) -> impl Ord {
        let Entity { id, label, name, canonical, country, at, extra } = entity;
        let at = at.map(|at| (at.degrees().0.to_bits(), at.degrees().1.to_bits()));
        (id, label, name, canonical, country, at, extra)
    }
    key(a).cmp(&key(b))
}

pub fn documents(a: &Document, b: &Document) -> Ordering {
    if std::ptr::eq(a, b) {
        return Ordering::Equal;
    }
    (&a.id, a.status().name())
        .cmp(&(&b.id, b.status().name()))
        .then_with(|| sources((a.source(), a.cleaned()), (b.source(), b.cleaned())))
        .then_with(|| metadata(a.metadata(), b.metadata()))
        .then_with(|| a.reviewed().cmp(b.reviewed()))
        .then_with(|| each(a.annotations(), b.annotations(), |a, b| annotations(a, b)))
        .then_with(|| each(a.set_aside(), b.set_aside(), aside))
        .then_with(|| a.extra.cmp(&b.extra))
}

pub fn sources(a: (Option<&Source>, &Cleaned), b: (Option<&Source>, &Cleaned)) -> Ordering {
    fn key<'a>((source, cleaned): (Option<&'a Source>, &'a Cleaned)) -> impl Ord + use<'a> {
        let source = source.map(|source| (source.kind == SourceKind::Html, &source.content));
        let removed: Vec<_> = cleaned.removed.iter().map(|one| (one.span, one.reason)).collect();
        let rows: Vec<_> = cleaned.map.rows().iter().map(|row| (row.text, row.source)).collect();
        (&cleaned.text, source, removed, rows)
    }
    key(a).cmp(&key(b))
}

pub fn metadata(a: &Metadata, b: &Metadata) -> Ordering {
    fn key(metadata: &Metadata) -> impl Ord {
        let Metadata { title, authors, published, updated, site, url, language, extra } = metadata;
        (title, authors, published, updated, site, url, language, extra)
    }
    key(a).cmp(&key(b))
}

/// By all they hold, the id last.
pub fn annotations(a: &Annotation, b: &Annotation) -> Ordering {
    contents(a, b).then_with(|| a.id.cmp(&b.id))
}

/// By all they hold but the id: files of some formats have none, and their readers number what they read.
pub fn contents(a: &Annotation, b: &Annotation) -> Ordering {
    fn key(one: &Annotation) -> impl Ord {
        let score = one.score.map(f64::to_bits);
        let said = (&one.entity, &one.value, &one.note, &one.extra);
        (one.span, &one.label, one.status.name(), origin(&one.origin), score, said)
    }
    if std::ptr::eq(a, b) {
        return Ordering::Equal;
    }
    key(a)
        .cmp(&key(b))
        .then_with(|| each(&a.evidence, &b.evidence, evidence))
        .then_with(|| each(&a.decisions, &b.decisions, decisions))
}

pub fn aside(a: &SetAside, b: &SetAside) -> Ordering {
    a.source.cmp(&b.source).then_with(|| annotations(&a.annotation, &b.annotation))
}

/// A person before the tagger.
pub fn origin(origin: &Origin) -> (bool, &Rc<str>, Option<&Rc<str>>) {
    match origin {
        Origin::Annotator(name) => (false, name, None),
        Origin::Tagger { name, version } => (true, name, Some(version)),
    }
}

pub fn evidence(a: &Evidence, b: &Evidence) -> Ordering {
    (&a.rule, &a.detail).cmp(&(&b.rule, &b.detail))
}

/// By time.
pub fn decisions(a: &Decision, b: &Decision) -> Ordering {
    type Key<'a> = (&'a Timestamp, &'a str, &'a Label, &'a str, &'a str, Option<&'a str>);
    fn key(one: &Decision) -> Key<'_> {
        (&one.when, &one.who, &one.label, one.status.name(), &one.text, one.extra.as_deref())
    }
    key(a).cmp(&key(b))
}
