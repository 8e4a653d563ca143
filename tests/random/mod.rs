//! Random projects that use everything a project can hold.

use std::rc::Rc;

use std::collections::HashSet;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use tagline::annotation::{
    Annotation, AnnotationId, Annotator, Coordinates, Decision, Document, DocumentStatus, Edit, Entity,
    EntityId, Evidence, Label, LabelDef, Origin, Project, Retext, Schema, Status, Timestamp, is_label_key,
};
use tagline::article::{Cleaned, Map, Metadata, Reason, Removed, Row, Source, SourceKind};
use tagline::text::Span;

/// The labels of every random project.
const LABELS: &[&str] = &["PERSON", "A B", "é漢", "x?"];

/// Texts with what makes counting hard and what formats have to escape.
pub fn text() -> impl Strategy<Value = String> {
    vec(
        select(
            &[
                "a",
                "b",
                " ",
                "é",
                "e\u{301}",
                "漢",
                "👩‍🚀",
                "ש",
                "\r\n",
                "\n",
                "[",
                "]",
                "\\",
                "^",
                "===",
                "\"",
                "\t",
                "\u{2028}",
                "&amp;",
                "<b>",
                "\u{1}",
                "|",
                ",",
                "\u{a0}",
                "\u{200b}",
                "\u{1c}",
                "\u{b}",
            ][..],
        ),
        0..30,
    )
    .prop_map(|pieces| pieces.concat())
}

fn word() -> impl Strategy<Value = String> {
    "[a-zé漢 \"\\\\\n]{0,5}"
}

fn word_rc() -> impl Strategy<Value = Rc<str>> {
    word().prop_map(Rc::from)
}

/// A stretch of whole characters of `text`; `None` where there is none.
fn span(text: &str, (a, b): (Index, Index)) -> Option<Span> {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (a, b) = (bounds[a.index(bounds.len())], bounds[b.index(bounds.len())]);
    Span::of(a.min(b)..a.max(b))
}

fn edges() -> impl Strategy<Value = (Index, Index)> {
    any::<(Index, Index)>()
}

/// Spans in order, none overlapping.
fn apart(text: &str, picked: Vec<Index>) -> Vec<Span> {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut cuts: Vec<usize> = picked.iter().map(|at| bounds[at.index(bounds.len())]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).filter_map(|pair| Span::of(pair[0]..pair[1])).collect()
}

/// Unknown fields, as a reader keeps them.
fn extra() -> impl Strategy<Value = Option<Rc<str>>> {
    option::weighted(
        0.3,
        select(
            &[
                r#"{"x":1}"#,
                r#"{"x":{"y":[1.50,12345678901234567890123]},"é":"a\ud83d\ude80 \\\" "}"#,
                r#"{"later":[{"start":0},null]}"#,
            ][..],
        )
        .prop_map(Rc::from),
    )
}

fn origin() -> impl Strategy<Value = Origin> {
    prop_oneof![
        word_rc().prop_map(Origin::Annotator),
        (word_rc(), word_rc()).prop_map(|(name, version)| Origin::Tagger { name, version }),
    ]
}

fn label() -> impl Strategy<Value = Label> {
    select(LABELS).prop_map(|name| Label::new(name).unwrap())
}

fn status() -> impl Strategy<Value = Status> {
    select(Status::ALL)
}

fn decision() -> impl Strategy<Value = Decision> {
    (word_rc(), word_rc(), label(), status(), word_rc(), extra()).prop_map(
        |(who, when, label, status, text, extra)| Decision {
            who,
            when: Timestamp(when),
            label,
            status,
            text,
            extra,
        },
    )
}

fn annotation(text: String, entities: Vec<EntityId>) -> impl Strategy<Value = Option<Annotation>> {
    let entity = option::of(any::<Index>()).prop_map(move |at| {
        at.filter(|_| !entities.is_empty()).map(|at| entities[at.index(entities.len())].clone())
    });
    let evidence = vec((word_rc(), word_rc()).prop_map(|(rule, detail)| Evidence { rule, detail }), 0..3);
    let more = (option::of(word_rc()), option::of(word_rc()), vec(decision(), 0..2), extra());
    let score = option::of(any::<f64>().prop_filter("finite", |score| score.is_finite()));
    (edges(), label(), status(), origin(), score, evidence, entity, more).prop_map(
        move |(edges, label, status, origin, score, evidence, entity, (value, note, decisions, extra))| {
            Some(Annotation {
                id: AnnotationId("".into()),
                span: span(&text, edges)?,
                label,
                status,
                origin,
                score,
                evidence,
                entity,
                value,
                note,
                decisions,
                extra,
            })
        },
    )
}

fn metadata() -> impl Strategy<Value = Metadata> {
    let texts = (option::of(word()), option::of(word()), option::of(word()), option::of(word()));
    (texts, option::of(word()), option::of(word()), vec(word(), 0..3), extra()).prop_map(
        |((title, published, updated, site), url, language, authors, extra)| Metadata {
            title,
            authors,
            published,
            updated,
            site,
            url,
            language,
            extra,
        },
    )
}

fn document(entities: Vec<EntityId>) -> impl Strategy<Value = Document> {
    let source = option::of((text(), any::<bool>()));
    (text(), source, metadata(), select(DocumentStatus::ALL), extra()).prop_flat_map(
        move |(text, source, metadata, status, extra)| {
            let annotations = vec(annotation(text.clone(), entities.clone()), 0..14);
            let cuts = || vec(any::<Index>(), 0..5);
            let reasons = vec(select(Reason::ALL), 5);
            (annotations, cuts(), cuts(), vec(edges(), 5), cuts(), reasons).prop_map(
                move |(annotations, reviewed, rows, froms, removed, reasons)| {
                    let source = source.clone().map(|(content, html)| Source {
                        kind: if html { SourceKind::Html } else { SourceKind::Text },
                        content: content.into(),
                    });
                    let content = source.as_ref().map_or("", |source| &*source.content);
                    let rows = apart(&text, rows).into_iter().zip(froms);
                    let rows =
                        rows.filter_map(|(text, from)| Some(Row { text, source: span(content, from)? }));
                    let removed = apart(content, removed).into_iter().zip(reasons);
                    let numbered = annotations.into_iter().flatten().zip(1..).map(|(one, number)| {
                        Rc::new(Annotation { id: AnnotationId(format!("{number}é").into()), ..one })
                    });
                    let retext = Retext {
                        cleaned: Cleaned {
                            text: text.as_str().into(),
                            removed: removed.map(|(span, reason)| Removed { span, reason }).collect(),
                            map: Map::new(rows.collect()).unwrap(),
                        },
                        annotations: numbered.collect(),
                        reviewed: apart(&text, reviewed),
                        set_aside: Vec::new(),
                    };
                    let mut document = Document::new("", source, Cleaned::default(), metadata.clone());
                    Edit::SetText(Box::new(retext)).apply(&mut document).unwrap();
                    Edit::SetStatus(status).apply(&mut document).unwrap();
                    document.extra = extra.clone();
                    document
                },
            )
        },
    )
}

fn schema() -> impl Strategy<Value = Schema> {
    let defs = LABELS.iter().map(|name| {
        let takes = option::of(subsequence(&["COURT", "LAW", "é 漢"][..], 0..=2));
        (word(), option::of(word()), option::of(any::<char>()), word(), takes, extra()).prop_map(
            move |(colour, colour_dark, key, guideline, takes, extra)| LabelDef {
                label: Label::new(name).unwrap(),
                colour,
                colour_dark,
                key,
                guideline,
                takes: takes.map(|names| names.into_iter().filter_map(Label::new).collect()),
                extra,
            },
        )
    });
    defs.collect::<Vec<_>>().prop_shuffle().prop_map(|mut defs| {
        let (mut taken, mut names) = (HashSet::new(), HashSet::new());
        for def in &mut defs {
            if let Some(takes) = &mut def.takes {
                takes.retain(|name| names.insert(name.clone()));
            }
            def.key = def.key.filter(|&key| is_label_key(key) && taken.insert(key));
        }
        Schema::new(defs).unwrap()
    })
}

/// A project; the ids in it are unique, its annotations' labels are in its schema and their entities among its own.
pub fn project() -> impl Strategy<Value = Project> {
    let entities = subsequence(vec!["e1", "e 2", "漢"], 0..=3).prop_flat_map(|ids| {
        let one = |id: &'static str| {
            let place = (option::of(word_rc()), option::of((-90.0..=90.0_f64, -180.0..=180.0_f64)));
            (label(), word_rc(), option::of((word_rc(), word_rc())), place, extra()).prop_map(
                move |(label, name, canonical, (country, at), extra)| Entity {
                    id: EntityId(id.into()),
                    label,
                    name,
                    canonical,
                    country,
                    at: at.and_then(|(north, east)| Coordinates::of(north, east)),
                    extra,
                },
            )
        };
        ids.into_iter().map(one).collect::<Vec<_>>()
    });
    let annotators = vec((word_rc(), extra()).prop_map(|(name, extra)| Annotator { name, extra }), 0..3);
    (schema(), annotators, entities, extra()).prop_flat_map(|(schema, annotators, entities, extra)| {
        let ids: Vec<EntityId> = entities.iter().map(|entity| entity.id.clone()).collect();
        vec(document(ids), 0..3).prop_map(move |documents| Project {
            schema: schema.clone(),
            annotators: annotators.clone(),
            entities: entities.iter().cloned().map(Rc::new).collect(),
            documents: documents
                .into_iter()
                .zip(["d\n1", "[x] ", "a? "])
                .map(|(mut one, id)| {
                    one.id = id.into();
                    Rc::new(one)
                })
                .collect(),
            extra: extra.clone(),
        })
    })
}
