//! The annotations of several versions of one document.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use super::document::fresh;
use super::order::{self, distinct};
use super::settle::settle;
use super::{Dispute, Disputed, Sense};
use crate::annotation::{Annotation, AnnotationId, Document, Evidence, Label, Origin, Status};
use crate::text::{Offset, Span};

/// What versions have on one span under one label.
struct Item {
    span: Span,
    label: Label,
    /// In order, none twice; at least one.
    claims: Vec<Rc<Annotation>>,
    /// Whether a version took out what others changed.
    removed: bool,
    /// By version: whether it accepted it.
    accepted: Vec<bool>,
    /// The ids that it had before.
    known: Vec<AnnotationId>,
}

/// What one side has on one span under one label; a file may have the same twice.
type Bundle = Vec<Rc<Annotation>>;

/// Puts items in a document's order.
type Key = (Offset, Reverse<Offset>, Label);

/// The annotations of all versions, and what they don't agree on, by place.
pub fn merged(versions: &[&Rc<Document>], bases: &[&Rc<Document>]) -> (Vec<Rc<Annotation>>, Vec<Dispute>) {
    let items = items(versions, bases);
    let groups = groups(&items);
    let mut taken = HashSet::new();
    let mut claimed: HashSet<Rc<str>> =
        items.iter().flat_map(|item| &item.claims).map(|claim| claim.id.0.clone()).collect();
    let (mut annotations, mut senses) = (Vec::with_capacity(items.len()), Vec::new());
    for (item, group) in items.iter().zip(&groups) {
        let claims = item.claims.iter().map(|claim| &claim.id);
        let free = item.known.iter().chain(claims).find(|id| !taken.contains(&id.0));
        let id = free.cloned().unwrap_or_else(|| {
            let first = item.claims.first().map_or("", |claim| &claim.id.0);
            AnnotationId(fresh(first, &mut claimed))
        });
        taken.insert(id.0.clone());
        let (annotation, sense) = item.fold(id, group.is_some());
        if sense.len() > 1 {
            senses.push((annotation.id.clone(), sense));
        }
        annotations.push(annotation);
    }
    let mut disputes: Vec<(usize, Dispute)> = Vec::new();
    let mut marks: BTreeMap<usize, Vec<Disputed>> = BTreeMap::new();
    for ((item, annotation), group) in items.iter().zip(&annotations).zip(&groups) {
        if let Some(group) = group {
            marks.entry(*group).or_default().push(Disputed {
                id: annotation.id.clone(),
                versions: item.claims.clone(),
                removed: item.removed,
            });
        }
    }
    disputes.extend(marks.into_iter().map(|(group, marks)| (group, Dispute::Marks(marks))));
    for (id, sense) in senses {
        let at = annotations.iter().position(|annotation| annotation.id == id).unwrap_or_default();
        disputes.push((at, Dispute::Sense(id, sense)));
    }
    disputes.sort_by_key(|(at, _)| *at);
    (annotations, disputes.into_iter().map(|(_, dispute)| dispute).collect())
}

/// What stands on each span under each label, in a document's order.
fn items(versions: &[&Rc<Document>], bases: &[&Rc<Document>]) -> Vec<Item> {
    let sides = bases.iter().chain(versions);
    let mut all: BTreeMap<Key, Vec<Bundle>> = BTreeMap::new();
    for (side, document) in sides.enumerate() {
        for one in document.annotations() {
            let key = (one.span.start(), Reverse(one.span.end()), one.label.clone());
            let bundles = all.entry(key).or_insert_with(|| vec![Vec::new(); bases.len() + versions.len()]);
            if let Some(bundle) = bundles.get_mut(side) {
                bundle.push(one.clone());
            }
        }
    }
    all.into_iter().filter_map(|(key, bundles)| item(key, bundles, bases.len())).collect()
}

/// What stands on one span under one label, if it was not taken out.
fn item((start, Reverse(end), label): Key, bundles: Vec<Bundle>, bases: usize) -> Option<Item> {
    let sorted = |bundle: Bundle| distinct(bundle, |a, b| order::annotations(a, b));
    let bundles: Vec<Bundle> = bundles.into_iter().map(sorted).collect();
    let sides: Vec<Option<&Bundle>> =
        bundles.iter().map(|bundle| Some(bundle).filter(|bundle| !bundle.is_empty())).collect();
    let (before, now) = sides.split_at(bases);
    // By contents: another id alone is no change.
    let alike = |a: &Bundle, b: &Bundle| order::each(a, b, |a, b| order::contents(a, b));
    let standing = settle(before, now, alike);
    let is_known = before.iter().all(Option::is_some) && settle(&[], before, alike).len() == 1;
    let removed = is_known && now.iter().any(Option::is_none);
    // Alike but for their ids, of which each version has its own.
    let ids = now.iter().flatten().filter(|side| standing.iter().any(|one| alike(one, side).is_eq()));
    let claims: Vec<Rc<Annotation>> =
        distinct(ids.flat_map(|bundle| bundle.iter().cloned()), |a, b| order::annotations(a, b));
    if standing.is_empty() || claims.is_empty() {
        return None;
    }
    let yes = |side: &Option<&Bundle>| side.is_some_and(|side| side.iter().any(|one| is_accepted(one)));
    let known = before.iter().flatten().flat_map(|bundle| bundle.iter().map(|one| one.id.clone()));
    Some(Item {
        span: Span::new(start, end)?,
        label,
        claims,
        removed,
        accepted: now.iter().map(yes).collect(),
        known: known.collect(),
    })
}

fn is_accepted(annotation: &Annotation) -> bool {
    annotation.status == Status::Accepted
}

impl Item {
    /// What it is if nothing else stands against it; `None` where versions say yes and no.
    fn status(&self) -> Option<Status> {
        let has = |status| self.claims.iter().any(|claim| claim.status == status);
        match (has(Status::Accepted), has(Status::Rejected)) {
            (true, true) => None,
            (true, false) => Some(Status::Accepted),
            (false, true) => Some(Status::Rejected),
            (false, false) => Some(Status::Suggested),
        }
    }

    /// Whether not both can be right, and nobody thought so.
    fn clashes(&self, other: &Item) -> bool {
        let same = (self.span == other.span, self.label == other.label);
        let apart = match same {
            (true, false) => true,
            (false, true) => self.span.overlaps(other.span),
            _ => false,
        };
        let stands = |item: &Item| item.claims.iter().any(|claim| is_accepted(claim));
        let by_one = || self.accepted.iter().zip(&other.accepted).any(|(this, that)| *this && *that);
        apart && stands(self) && stands(other) && !by_one()
    }

    /// The one annotation of what versions have, and what it can mean.
    fn fold(&self, id: AnnotationId, disputed: bool) -> (Rc<Annotation>, Vec<Sense>) {
        let status = if disputed { Status::Suggested } else { self.status().unwrap_or(Status::Suggested) };
        let decisive = || self.claims.iter().filter(move |claim| disputed || claim.status == status);
        let senses = self.senses(&decisive().collect::<Vec<_>>());
        let sense = senses.first();
        let main = decisive().min_by_key(|claim| order::origin(&claim.origin));
        let Some(main) = main.or(self.claims.first()) else {
            // No item is without claims.
            let nobody = Annotation::by_hand(id, self.span, self.label.clone(), "".into());
            return (Rc::new(nobody), Vec::new());
        };
        let mut one = Annotation { id, status, ..Annotation::clone(main) };
        one.entity = sense.and_then(|sense| sense.entity.clone());
        one.value = sense.and_then(|sense| sense.value.clone());
        if self.claims.iter().all(|claim| order::contents(claim, main).is_eq()) {
            return (Rc::new(one), senses);
        }
        one.score = self.claims.iter().filter_map(|claim| claim.score).max_by(f64::total_cmp);
        let notes = distinct(self.claims.iter().filter_map(|claim| claim.note.clone()), Ord::cmp);
        one.note = (!notes.is_empty()).then(|| notes.join("\n").into());
        one.extra = self.claims.iter().find_map(|claim| claim.extra.clone());
        let decisions = self.claims.iter().flat_map(|claim| claim.decisions.iter().cloned());
        one.decisions = distinct(decisions, order::decisions);
        let makers = self.claims.iter().map(|claim| &claim.origin).filter(|origin| **origin != one.origin);
        let evidence = self.claims.iter().flat_map(|claim| claim.evidence.iter().cloned());
        one.evidence = distinct(evidence.chain(makers.map(made)), order::evidence);
        (Rc::new(one), senses)
    }

    /// What those of the claims that count name and stand for; what they leave open is as the others have it.
    fn senses(&self, decisive: &[&Rc<Annotation>]) -> Vec<Sense> {
        let entity = |claims: &[&Rc<Annotation>]| {
            distinct(claims.iter().filter_map(|one| one.entity.clone()), Ord::cmp)
        };
        let value = |claims: &[&Rc<Annotation>]| {
            distinct(claims.iter().filter_map(|one| one.value.clone()), Ord::cmp)
        };
        let all: Vec<&Rc<Annotation>> = self.claims.iter().collect();
        let entity = entity(decisive).into_iter().chain(entity(&all)).next();
        let value = value(decisive).into_iter().chain(value(&all)).next();
        let senses = decisive.iter().map(|one| Sense {
            entity: one.entity.clone().or_else(|| entity.clone()),
            value: one.value.clone().or_else(|| value.clone()),
        });
        distinct(senses, Ord::cmp)
    }
}

/// Who else made it, as evidence.
fn made(origin: &Origin) -> Evidence {
    match origin {
        Origin::Annotator(name) => Evidence { rule: "annotator".into(), detail: name.clone() },
        Origin::Tagger { name, version } => {
            Evidence { rule: format!("tagger: {name}").into(), detail: version.clone() }
        }
    }
}

/// The conflict that each item is in, by the place of the first item of that.
fn groups(items: &[Item]) -> Vec<Option<usize>> {
    let mut first: Vec<usize> = (0..items.len()).collect();
    fn root(first: &[usize], mut at: usize) -> usize {
        while let Some(&before) = first.get(at).filter(|before| **before != at) {
            at = before;
        }
        at
    }
    let mut is_in: Vec<bool> = items.iter().map(|item| item.removed || item.status().is_none()).collect();
    let mut open: Vec<(usize, &Item)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        open.retain(|(_, before)| before.span.end() > item.span.start());
        for (other, _) in open.iter().filter(|(_, before)| before.clashes(item)) {
            let (a, b) = (root(&first, *other), root(&first, at));
            if let Some(place) = first.get_mut(a.max(b)) {
                *place = a.min(b);
            }
            for place in [*other, at] {
                is_in.get_mut(place).into_iter().for_each(|is_in| *is_in = true);
            }
        }
        open.push((at, item));
    }
    is_in.iter().enumerate().map(|(at, is_in)| is_in.then(|| root(&first, at))).collect()
}
