//! The versions of each document, and of what a document holds beside its annotations.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::order::{self, distinct};
use super::settle::{each, settle};
use super::{Conflict, Dispute, SourceOf, mark};
use crate::annotation::{Annotation, Document, DocumentStatus, Edit, Project, Retext, SetAside};
use crate::article::{Cleaned, Metadata};
use crate::text::Span;

/// Documents of one id and text.
#[derive(Default)]
struct Group<'a> {
    versions: Vec<&'a Rc<Document>>,
    bases: Vec<&'a Rc<Document>>,
}

/// The documents that the versions have, in the order of the bases and then theirs.
pub fn merged(versions: &[Rc<Project>], bases: &[Rc<Project>]) -> (Vec<Rc<Document>>, Vec<Conflict>) {
    let mut ids: Vec<&Rc<str>> = Vec::new();
    let mut groups: HashMap<&Rc<str>, BTreeMap<&str, Group>> = HashMap::new();
    let sides = bases.iter().map(|base| (base, true)).chain(versions.iter().map(|version| (version, false)));
    for (project, is_base) in sides {
        for document in &project.documents {
            let texts = groups.entry(&document.id).or_insert_with(|| {
                ids.push(&document.id);
                BTreeMap::new()
            });
            let group = texts.entry(document.text()).or_default();
            if is_base { group.bases.push(document) } else { group.versions.push(document) }
        }
    }
    let mut taken: HashSet<Rc<str>> = ids.iter().copied().cloned().collect();
    let (mut documents, mut conflicts) = (Vec::new(), Vec::new());
    for id in ids {
        let mut texts: Vec<Group> = groups.remove(id).unwrap_or_default().into_values().collect();
        texts.retain(|group| !group.versions.is_empty());
        texts.sort_by_key(|group| group.bases.is_empty());
        let names: Vec<Rc<str>> =
            (0..texts.len()).map(|at| if at == 0 { id.clone() } else { fresh(id, &mut taken) }).collect();
        for (mut group, name) in texts.into_iter().zip(&names) {
            // What only some of the bases have is no common ground.
            if group.bases.len() < bases.len() {
                group.bases.clear();
            }
            let (mut document, disputes) = one(&group.versions, &group.bases);
            if *name != document.id {
                Rc::make_mut(&mut document).id = name.clone();
            }
            documents.push(document);
            let of_it = |dispute| Conflict { document: Some(name.clone()), dispute };
            conflicts.extend(disputes.into_iter().map(of_it));
        }
        if names.len() > 1 {
            conflicts.push(Conflict { document: Some(id.clone()), dispute: Dispute::Texts(names) });
        }
    }
    (documents, conflicts)
}

/// `id` with the first number that makes it a new one.
pub fn fresh(id: &str, taken: &mut HashSet<Rc<str>>) -> Rc<str> {
    let names = (2_usize..).map(|number| Rc::from(format!("{id}~{number}")));
    let name: Rc<str> = names.into_iter().find(|name| !taken.contains(name)).unwrap_or_else(|| id.into());
    taken.insert(name.clone());
    name
}

/// One document of its versions, of which there is at least one.
fn one(versions: &[&Rc<Document>], bases: &[&Rc<Document>]) -> (Rc<Document>, Vec<Dispute>) {
    let whole = settle(&each(bases), &each(versions), |a, b| order::documents(a, b));
    if let [one] = whole.as_slice() {
        return (Rc::clone(one), Vec::new());
    }
    let mut disputes = Vec::new();
    let (annotations, of_marks) = mark::merged(versions, bases);
    disputes.extend(of_marks);

    let of = |documents: &[&Rc<Document>]| -> Vec<Metadata> {
        documents.iter().map(|document| document.metadata().clone()).collect()
    };
    let mut about = metadata(&of(bases), &of(versions));
    let first = about.first().cloned().unwrap_or_default();
    if about.len() > 1 {
        disputes.push(Dispute::Metadata(std::mem::take(&mut about)));
    }

    let mut from = sources(versions, bases);
    let SourceOf { source, cleaned } =
        from.first().cloned().unwrap_or(SourceOf { source: None, cleaned: Cleaned::default() });
    if from.len() > 1 {
        disputes.push(Dispute::Source(std::mem::take(&mut from)));
    }

    let id = versions.first().map_or_else(|| "".into(), |document| document.id.clone());
    let mut document = Document::new(id, source, Cleaned::default(), first);
    let reviewed = versions.iter().flat_map(|document| document.reviewed()).copied().collect();
    let set_aside = aside(versions, &annotations);
    fill(&mut document, cleaned, annotations, reviewed, set_aside);
    // Setting a status cannot fail.
    let _ = Edit::SetStatus(status(versions, bases)).apply(&mut document);
    let of = |documents: &[&'_ Rc<Document>]| -> Vec<Option<Rc<str>>> {
        documents.iter().map(|document| document.extra.clone()).collect()
    };
    let (before, sides) = (of(bases), of(versions));
    document.extra = settle(&refs(&before), &refs(&sides), Ord::cmp).into_iter().next();
    (Rc::new(document), disputes)
}

/// Puts a text and what stands in it into a document.
pub fn fill(
    document: &mut Document,
    cleaned: Cleaned,
    annotations: Vec<Rc<Annotation>>,
    reviewed: Vec<Span>,
    set_aside: Vec<SetAside>,
) {
    let retext = Retext { cleaned, annotations, reviewed, set_aside };
    // Cannot fail: all of it stood in this very text, and the ids differ.
    let _ = Edit::SetText(Box::new(retext)).apply(document);
}

fn refs<T>(values: &[Option<T>]) -> Vec<Option<&T>> {
    values.iter().map(Option::as_ref).collect()
}

fn status(versions: &[&Rc<Document>], bases: &[&Rc<Document>]) -> DocumentStatus {
    let of = |documents: &[&Rc<Document>]| -> Vec<DocumentStatus> {
        documents.iter().map(|document| document.status()).collect()
    };
    let (before, sides) = (of(bases), of(versions));
    let by_name = |a: &DocumentStatus, b: &DocumentStatus| a.name().cmp(b.name());
    match settle(&each(&before), &each(&sides), by_name).as_slice() {
        [one] => *one,
        _ => DocumentStatus::InProgress,
    }
}

/// What the text can have been made from. A version that does not know does not deny.
fn sources(versions: &[&Rc<Document>], bases: &[&Rc<Document>]) -> Vec<SourceOf> {
    let of = |documents: &[&Rc<Document>]| -> Vec<SourceOf> {
        let source = |document: &&Rc<Document>| SourceOf {
            source: document.source().cloned(),
            cleaned: document.cleaned().clone(),
        };
        documents.iter().map(source).collect()
    };
    let (before, sides) = (of(bases), of(versions));
    let mut all = settle(&each(&before), &each(&sides), |a: &SourceOf, b: &SourceOf| {
        order::sources((a.source.as_ref(), &a.cleaned), (b.source.as_ref(), &b.cleaned))
    });
    if all.iter().any(|one| one.source.is_some()) {
        all.retain(|one| one.source.is_some());
    }
    all
}

/// The metadata that can stand: field by field what is agreed on, and for the other fields what each version has.
fn metadata(bases: &[Metadata], sides: &[Metadata]) -> Vec<Metadata> {
    fn field<T: Clone + Ord>(
        (bases, sides): (&[Metadata], &[Metadata]),
        of: impl Fn(&Metadata) -> Option<&T>,
    ) -> impl Fn(&Metadata) -> Option<T> {
        let before: Vec<_> = bases.iter().map(&of).collect();
        let now: Vec<_> = sides.iter().map(&of).collect();
        let standing = settle(&before, &now, Ord::cmp);
        move |side| of(side).filter(|own| standing.contains(own)).or(standing.first()).cloned()
    }
    let all = (bases, sides);
    let title = field(all, |one| one.title.as_ref());
    let authors = field(all, |one| Some(&one.authors).filter(|authors| !authors.is_empty()));
    let published = field(all, |one| one.published.as_ref());
    let updated = field(all, |one| one.updated.as_ref());
    let site = field(all, |one| one.site.as_ref());
    let url = field(all, |one| one.url.as_ref());
    let language = field(all, |one| one.language.as_ref());
    let extra = field(all, |one| one.extra.as_ref());
    let extra = sides.iter().find_map(extra);
    let candidates = sides.iter().map(|side| Metadata {
        title: title(side),
        authors: authors(side).unwrap_or_default(),
        published: published(side),
        updated: updated(side),
        site: site(side),
        url: url(side),
        language: language(side),
        extra: extra.clone(),
    });
    distinct(candidates, order::metadata)
}

/// What the versions set aside, under ids that no annotation has.
fn aside(versions: &[&Rc<Document>], annotations: &[Rc<Annotation>]) -> Vec<SetAside> {
    let all = versions.iter().flat_map(|document| document.set_aside()).cloned();
    let mut taken: HashSet<Rc<str>> = annotations.iter().map(|annotation| annotation.id.0.clone()).collect();
    let mut aside = distinct(all, order::aside);
    for one in &mut aside {
        if !taken.insert(one.annotation.id.0.clone()) {
            let id = fresh(&one.annotation.id.0, &mut taken);
            Rc::make_mut(&mut one.annotation).id.0 = id;
        }
    }
    aside
}
