//! What holds for any versions: the order, the grouping and the number of mergings mean nothing, and nothing is lost.

use std::rc::Rc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

use super::document::fill;
use super::*;
use crate::annotation::{Decision, Document, DocumentStatus, Edit, Label, Origin, Schema, Status, Timestamp};

/// Few texts and few places in them: versions meet often.
const TEXTS: &[&str] = &["é 漢 👩‍🚀\r\nשa", "e\u{301}b 漢", ""];

fn name() -> impl Strategy<Value = Rc<str>> {
    select(&["Ada", "Béa", "漢"][..]).prop_map(Rc::from)
}

fn label() -> impl Strategy<Value = Label> {
    select(&["PERSON", "COURT"][..]).prop_map(|name| Label::new(name).unwrap())
}

fn origin() -> impl Strategy<Value = Origin> {
    prop_oneof![
        name().prop_map(Origin::Annotator),
        Just(Origin::Tagger { name: "model".into(), version: "1".into() }),
    ]
}

fn span(text: &str, (a, b): (Index, Index)) -> Option<Span> {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (a, b) = (bounds[a.index(bounds.len())], bounds[b.index(bounds.len())]);
    Span::of(a.min(b)..a.max(b))
}

fn decision() -> impl Strategy<Value = Decision> {
    (name(), 0..3, label(), select(Status::ALL)).prop_map(|(who, when, label, status)| Decision {
        who,
        when: Timestamp(format!("2019-06-2{when}T00:00:00Z").into()),
        label,
        status,
        text: "漢".into(),
        extra: None,
    })
}

fn annotation(text: &'static str) -> impl Strategy<Value = Option<Annotation>> {
    let said = (option::weighted(0.2, name()), option::weighted(0.2, name()), option::weighted(0.2, 0..2));
    (any::<(Index, Index)>(), label(), select(Status::ALL), origin(), vec(decision(), 0..2), said).prop_map(
        move |(edges, label, status, origin, decisions, (value, note, entity))| {
            Some(Annotation {
                status,
                origin,
                decisions,
                value,
                note,
                entity: entity.map(|number| EntityId(format!("e{number}").into())),
                ..Annotation::by_hand(AnnotationId("".into()), span(text, edges)?, label, "".into())
            })
        },
    )
}

fn document() -> impl Strategy<Value = Document> {
    select(TEXTS).prop_flat_map(move |text| {
        let about = (select(DocumentStatus::ALL), option::of(name()), vec(name(), 0..2));
        let reviewed = vec(any::<(Index, Index)>(), 0..2);
        let source = option::weighted(0.2, select(&["<p>", "漢\r\n"][..]));
        let ids = Just((1..8).collect::<Vec<_>>()).prop_shuffle();
        (vec(annotation(text), 0..7), ids, reviewed, about, source).prop_map(
            move |(annotations, ids, reviewed, (status, title, authors), source)| {
                let metadata = Metadata {
                    title: title.map(|title| title.to_string()),
                    authors: authors.iter().map(ToString::to_string).collect(),
                    ..Metadata::default()
                };
                let source = source.map(Source::text);
                let mut document = Document::new("", source, Cleaned::default(), metadata);
                let cleaned = Cleaned { text: text.into(), ..Cleaned::default() };
                let annotations = annotations.into_iter().flatten().zip(ids).map(|(one, number)| {
                    Rc::new(Annotation { id: AnnotationId(format!("a{number}").into()), ..one })
                });
                let reviewed = reviewed.into_iter().filter_map(|edges| span(text, edges)).collect();
                fill(&mut document, cleaned, annotations.collect(), reviewed, Vec::new());
                Edit::SetStatus(status).apply(&mut document).unwrap();
                document
            },
        )
    })
}

fn project() -> impl Strategy<Value = Project> {
    let schema = (label(), select(&["#000000", "#ffffff"][..]), option::of(select(&['1', '漢'][..])));
    let schema = schema.prop_map(|(label, colour, key)| {
        let mut def = Schema::default().get(&label).cloned().unwrap();
        def.colour = colour.to_owned();
        def.key = key;
        Schema::new(vec![def]).unwrap()
    });
    let entities = subsequence(vec!["e0", "e1"], 0..=2).prop_flat_map(|ids| {
        let one = |id: &'static str| {
            (name(), label(), option::weighted(0.2, name())).prop_map(move |(name, label, country)| {
                let id = EntityId(id.into());
                Rc::new(Entity { id, label, name, canonical: None, country, at: None, extra: None })
            })
        };
        ids.into_iter().map(one).collect::<Vec<_>>()
    });
    let annotators = subsequence(vec!["Ada", "Béa"], 0..=2);
    let extra = option::weighted(0.2, name());
    let documents = subsequence(vec!["x", "y"], 0..=2).prop_flat_map(|ids| {
        ids.into_iter()
            .map(|id| {
                document().prop_map(move |mut document| {
                    document.id = id.into();
                    Rc::new(document)
                })
            })
            .collect::<Vec<_>>()
    });
    (schema, annotators, entities, documents, extra).prop_map(
        |(schema, annotators, entities, documents, extra)| Project {
            schema,
            annotators: annotators
                .into_iter()
                .map(|name| Annotator { name: name.into(), extra: None })
                .collect(),
            entities,
            documents,
            extra,
        },
    )
}

/// A version, now and then with what it was made from.
fn merged() -> impl Strategy<Value = Merged> {
    prop_oneof![
        project().prop_map(Merged::of),
        (project(), project()).prop_map(|(base, version)| Merged::since(base, version)),
    ]
}

/// Each conflict as text: what is compared as a set.
fn told(outcome: &Outcome) -> Vec<String> {
    outcome.conflicts.iter().map(|conflict| format!("{conflict:?}")).collect()
}

/// The documents of the outcome that hold the text of `document` under its id, or one made of it.
fn of<'a>(outcome: &'a Outcome, document: &Document) -> Option<&'a Rc<Document>> {
    let again = format!("{}~", document.id);
    let mut documents = outcome.project.documents.iter();
    documents.find(|other| {
        other.text() == document.text() && (other.id == document.id || other.id.starts_with(&*again))
    })
}

/// The conflicts over a document's annotations.
fn disputed<'a>(outcome: &'a Outcome, document: &'a Document) -> impl Iterator<Item = &'a Disputed> {
    let of_it = outcome.conflicts.iter().filter(|one| one.document.as_ref() == Some(&document.id));
    of_it.flat_map(|conflict| match &conflict.dispute {
        Dispute::Marks(marks) => marks.as_slice(),
        _ => &[],
    })
}

/// Says whether the outcome holds what `annotation` says, as one of the document `merged`.
fn is_kept(outcome: &Outcome, merged: &Document, annotation: &Annotation) -> bool {
    let mut same = merged
        .annotations()
        .iter()
        .filter(|other| other.span == annotation.span && other.label == annotation.label);
    same.any(|other| {
        let undecided = annotation.status == Status::Suggested;
        let is_told = || {
            let mut marks = disputed(outcome, merged).filter(|mark| mark.id == other.id);
            marks.any(|mark| mark.versions.iter().any(|one| one.status == annotation.status))
        };
        let made = match &annotation.origin {
            Origin::Annotator(name) => name,
            Origin::Tagger { version, .. } => version,
        };
        let maker = || other.evidence.iter().any(|evidence| evidence.detail == *made);
        (other.status == annotation.status || undecided || is_told())
            && (other.origin == annotation.origin || maker())
            && annotation.decisions.iter().all(|decision| other.decisions.contains(decision))
            && annotation.note.as_ref().is_none_or(|note| {
                other.note.as_ref().is_some_and(|all| all.split('\n').any(|one| *one == **note))
            })
    })
}

proptest! {
    #[test]
    fn no_order_and_no_grouping_counts(a in merged(), b in merged(), c in merged()) {
        let left = a.join(&b).join(&c);
        prop_assert_eq!(&a.join(&b), &b.join(&a));
        prop_assert_eq!(&left, &a.join(&b.join(&c)));
        prop_assert_eq!(&left, &c.join(&a).join(&b));
        prop_assert_eq!(&left.join(&a), &left);
        prop_assert_eq!(&a.join(&Merged::default()), &a);
        let (outcome, again) = (left.outcome(), c.join(&b.join(&a)).outcome());
        prop_assert_eq!(told(&outcome), told(&again));
        prop_assert_eq!(outcome, again);
    }

    #[test]
    fn one_version_is_the_outcome(a in project(), base in option::of(project())) {
        let outcome = merge([a.clone(), a.clone()], base).outcome();
        prop_assert_eq!(outcome, Outcome { project: a, conflicts: Vec::new() });
    }

    #[test]
    fn nothing_is_lost_without_a_base(versions in vec(project(), 2..4)) {
        let outcome = merge(versions.iter().cloned(), None).outcome();
        for document in versions.iter().flat_map(|version| &version.documents) {
            let merged = of(&outcome, document);
            prop_assert!(merged.is_some(), "{}", document.id);
            for annotation in document.annotations() {
                prop_assert!(is_kept(&outcome, merged.unwrap(), annotation), "{annotation:?}\n{outcome:#?}");
            }
            for span in document.reviewed() {
                prop_assert!(merged.unwrap().reviewed().iter().any(|whole| whole.covers(*span)));
            }
        }
        for entity in versions.iter().flat_map(|version| &version.entities) {
            let named = |other: &Rc<Entity>| other.name == entity.name && other.label == entity.label;
            prop_assert!(outcome.project.entities.iter().any(named));
        }
        for def in versions.iter().flat_map(|version| version.schema.labels()) {
            prop_assert!(outcome.project.schema.get(&def.label).is_some());
        }
    }

    #[test]
    fn what_a_base_does_not_have_is_not_lost(versions in vec(project(), 2..4), base in project()) {
        let outcome = merge(versions.iter().cloned(), Some(base.clone())).outcome();
        for document in versions.iter().flat_map(|version| &version.documents) {
            let merged = of(&outcome, document);
            prop_assert!(merged.is_some(), "{}", document.id);
            let same = |old: &&Rc<Document>| old.id == document.id && old.text() == document.text();
            let before = base.documents.iter().find(same);
            let old = |annotation: &Annotation| before.is_some_and(|old| {
                let mut old = old.annotations().iter();
                old.any(|old| old.span == annotation.span && old.label == annotation.label)
            });
            for annotation in document.annotations().iter().filter(|annotation| !old(annotation)) {
                prop_assert!(is_kept(&outcome, merged.unwrap(), annotation), "{annotation:?}\n{outcome:#?}");
            }
        }
    }

    #[test]
    fn the_only_one_who_changed_anything_wins(base in project(), mut version in project()) {
        // All documents, so that no question is which of them a file holds.
        for (old, id) in base.documents.iter().zip(["x", "y"]) {
            if old.id.as_ref() == id && version.documents.iter().all(|one| one.id != old.id) {
                version.documents.push(old.clone());
            }
        }
        version.documents.retain(|one| base.documents.iter().any(|old| old.id == one.id && old.text() == one.text()));
        let outcome = merge([base.clone(), version.clone()], Some(base.clone())).outcome();
        for document in &version.documents {
            prop_assert!(outcome.project.documents.contains(document), "{document:#?}\n{outcome:#?}");
        }
        prop_assert_eq!(outcome.conflicts, Vec::new());
        prop_assert_eq!(outcome.project.extra, version.extra);
    }

    #[test]
    fn what_is_settled_is_gold(versions in vec(project(), 2..4), base in option::of(project()), keep in any::<bool>()) {
        let outcome = merge(versions, base).outcome();
        let choices: Vec<_> = outcome.conflicts.iter().enumerate().map(|(at, conflict)| {
            let choice = match &conflict.dispute {
                Dispute::Marks(marks) => Choice::Keep(
                    marks.iter().map(|mark| mark.id.0.clone()).filter(|_| keep).collect(),
                ),
                Dispute::Texts(documents) => Choice::Keep(documents.clone()),
                _ => Choice::Take(1),
            };
            (at, choice)
        }).collect();
        let when = Timestamp("2026-01-01T00:00:00Z".into());
        let gold = resolve(&outcome, &choices, &"Zoë".into(), &when).unwrap();
        prop_assert_eq!(gold.conflicts, Vec::new());
        for document in &gold.project.documents {
            for mark in disputed(&outcome, document) {
                let one = document.annotation(&mark.id).unwrap();
                prop_assert_eq!(one.status, if keep { Status::Accepted } else { Status::Rejected });
                prop_assert!(one.decisions.iter().any(|one| *one.who == *"Zoë" && one.when == when));
            }
        }
    }
}
