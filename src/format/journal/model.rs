//! Between the shapes of a record and the model.

use std::rc::Rc;

use super::VERSION;
use super::wire;
use crate::annotation::{
    Annotation, AnnotationId, Begun, Change, Decision, Delta, DocumentStatus, Edit, EntityId, Evidence,
    Label, Origin, Retext, SetAside, Status, Step, StepId, Suggested, Timestamp, Turned, Written,
};
use crate::article::{Cleaned, Map, Metadata, Reason, Removed, Row, Source, SourceKind};
use crate::text::Span;

type Read<T> = Result<T, String>;

fn each<A, B>(all: Vec<A>, read: impl Fn(A) -> Read<B>) -> Read<Vec<B>> {
    all.into_iter().map(read).collect()
}

fn at(span: Span) -> wire::At {
    (span.start().0, span.end().0)
}

fn span((start, end): wire::At) -> Read<Span> {
    Span::of(start..end).ok_or_else(|| format!("expected a span, found {start} to {end}"))
}

fn label(name: &str) -> Read<Label> {
    Label::new(name).ok_or_else(|| "expected a label, found an empty name".to_owned())
}

fn status(name: &str) -> Read<Status> {
    Status::from_name(name).ok_or_else(|| format!("expected a status, found {name:?}"))
}

fn document_status(name: &str) -> Read<DocumentStatus> {
    DocumentStatus::from_name(name).ok_or_else(|| format!("expected a document's status, found {name:?}"))
}

impl From<&Delta> for wire::Record {
    fn from(delta: &Delta) -> wire::Record {
        wire::Record {
            v: VERSION,
            begun: delta.begun.as_ref().map(|begun| wire::Begun {
                id: begun.id.clone(),
                source: begun.source.as_ref().map(|source| wire::Source {
                    html: source.kind == SourceKind::Html,
                    content: source.content.clone(),
                }),
                extra: begun.extra.clone(),
            }),
            text: delta.text.as_ref().map(wire::Text::from),
            metadata: delta.metadata.as_ref().map(wire::Metadata::from),
            status: delta.status.map(|status| status.name().into()),
            reviewed: delta.reviewed.as_ref().map(|all| all.iter().copied().map(at).collect()),
            aside: delta.set_aside.as_ref().map(|all| all.iter().map(wire::Aside::from).collect()),
            gone: delta.gone.iter().map(|id| id.0.clone()).collect(),
            come: marks(&delta.come),
            undo: delta.undo.as_ref().map(wire::Turned::from),
            redo: delta.redo.as_ref().map(wire::Turned::from),
            steps: delta.steps,
            found: delta.found.as_ref().map(|found| wire::Found {
                all: found.as_ref().map(|found| marks(&found.all)),
                flat: found.as_ref().is_some_and(|found| found.flat),
            }),
            written: delta.written.as_ref().map(|all| {
                let written = all.iter().map(|one| wire::Written {
                    id: one.id.0.clone(),
                    note: one.note.clone(),
                    label: one.label.name().into(),
                    entity: one.entity.as_ref().map(|id| id.0.clone()),
                });
                written.collect()
            }),
            tagged: delta.tagged,
        }
    }
}

impl TryFrom<wire::Record> for Delta {
    type Error = String;

    fn try_from(record: wire::Record) -> Read<Delta> {
        Ok(Delta {
            begun: record.begun.map(|begun| Begun {
                id: begun.id,
                source: begun.source.map(|source| Source {
                    kind: if source.html { SourceKind::Html } else { SourceKind::Text },
                    content: source.content,
                }),
                extra: begun.extra,
            }),
            text: record.text.map(Cleaned::try_from).transpose()?,
            metadata: record.metadata.map(Metadata::from),
            status: record.status.map(|name| document_status(&name)).transpose()?,
            reviewed: record.reviewed.map(|all| each(all, span)).transpose()?,
            set_aside: record.aside.map(|all| each(all, SetAside::try_from)).transpose()?,
            gone: record.gone.into_iter().map(AnnotationId).collect(),
            come: each(record.come, read_mark)?,
            undo: record.undo.map(Turned::try_from).transpose()?,
            redo: record.redo.map(Turned::try_from).transpose()?,
            steps: record.steps,
            found: match record.found {
                None => None,
                Some(wire::Found { all: None, .. }) => Some(None),
                Some(wire::Found { all: Some(all), flat }) => {
                    Some(Some(Suggested { all: each(all, read_mark)?, flat }))
                }
            },
            written: record.written.map(|all| each(all, Written::try_from)).transpose()?,
            tagged: record.tagged,
        })
    }
}

impl From<&Cleaned> for wire::Text {
    fn from(cleaned: &Cleaned) -> wire::Text {
        let removed = cleaned.removed.iter();
        let rows = cleaned.map.rows().iter();
        wire::Text {
            text: cleaned.text.clone(),
            removed: removed
                .map(|one| (one.span.start().0, one.span.end().0, one.reason.name().into()))
                .collect(),
            map: rows
                .map(|row| (at(row.text), at(row.source)))
                .map(|((a, b), (c, d))| (a, b, c, d))
                .collect(),
        }
    }
}

impl TryFrom<wire::Text> for Cleaned {
    type Error = String;

    fn try_from(text: wire::Text) -> Read<Cleaned> {
        let removed = each(text.removed, |(start, end, name)| {
            let reason =
                Reason::from_name(&name).ok_or_else(|| format!("expected a reason, found {name:?}"))?;
            Ok(Removed { span: span((start, end))?, reason })
        })?;
        let rows = each(text.map, |(a, b, c, d)| Ok(Row { text: span((a, b))?, source: span((c, d))? }))?;
        let map = Map::new(rows).ok_or("expected the map's rows in the text's order, found others")?;
        Ok(Cleaned { text: text.text, removed, map })
    }
}

impl From<&Metadata> for wire::Metadata {
    fn from(one: &Metadata) -> wire::Metadata {
        let Metadata { title, authors, published, updated, site, url, language, extra } = one.clone();
        wire::Metadata { title, authors, published, updated, site, url, language, extra }
    }
}

impl From<wire::Metadata> for Metadata {
    fn from(one: wire::Metadata) -> Metadata {
        let wire::Metadata { title, authors, published, updated, site, url, language, extra } = one;
        Metadata { title, authors, published, updated, site, url, language, extra }
    }
}

impl From<&Annotation> for wire::Mark {
    fn from(one: &Annotation) -> wire::Mark {
        mark(one)
    }
}

impl TryFrom<wire::Mark> for Rc<Annotation> {
    type Error = String;

    fn try_from(mark: wire::Mark) -> Read<Rc<Annotation>> {
        read_mark(mark)
    }
}

fn marks(all: &[Rc<Annotation>]) -> Vec<wire::Mark> {
    all.iter().map(|one| mark(one)).collect()
}

fn mark(one: &Annotation) -> wire::Mark {
    wire::Mark {
        id: one.id.0.clone(),
        at: at(one.span),
        label: one.label.name().into(),
        status: one.status.name().into(),
        by: match &one.origin {
            Origin::Annotator(name) => (name.clone(), None),
            Origin::Tagger { name, version } => (name.clone(), Some(version.clone())),
        },
        // JSON has no numbers beside the finite ones.
        score: one.score.filter(|score| score.is_finite()),
        why: one.evidence.iter().map(|why| (why.rule.clone(), why.detail.clone())).collect(),
        entity: one.entity.as_ref().map(|id| id.0.clone()),
        value: one.value.clone(),
        note: one.note.clone(),
        decided: one.decisions.iter().map(wire::Decided::from).collect(),
        extra: one.extra.clone(),
    }
}

fn read_mark(mark: wire::Mark) -> Read<Rc<Annotation>> {
    Ok(Rc::new(Annotation {
        id: AnnotationId(mark.id),
        span: span(mark.at)?,
        label: label(&mark.label)?,
        status: status(&mark.status)?,
        origin: match mark.by {
            (name, None) => Origin::Annotator(name),
            (name, Some(version)) => Origin::Tagger { name, version },
        },
        score: mark.score,
        evidence: mark.why.into_iter().map(|(rule, detail)| Evidence { rule, detail }).collect(),
        entity: mark.entity.map(EntityId),
        value: mark.value,
        note: mark.note,
        decisions: each(mark.decided, Decision::try_from)?,
        extra: mark.extra,
    }))
}

impl From<&Decision> for wire::Decided {
    fn from(one: &Decision) -> wire::Decided {
        wire::Decided {
            who: one.who.clone(),
            when: one.when.0.clone(),
            label: one.label.name().into(),
            status: one.status.name().into(),
            text: one.text.clone(),
            extra: one.extra.clone(),
        }
    }
}

impl TryFrom<wire::Decided> for Decision {
    type Error = String;

    fn try_from(one: wire::Decided) -> Read<Decision> {
        let (label, status) = (label(&one.label)?, status(&one.status)?);
        Ok(Decision {
            who: one.who,
            when: Timestamp(one.when),
            label,
            status,
            text: one.text,
            extra: one.extra,
        })
    }
}

impl From<&SetAside> for wire::Aside {
    fn from(one: &SetAside) -> wire::Aside {
        wire::Aside { mark: mark(&one.annotation), source: at(one.source) }
    }
}

impl TryFrom<wire::Aside> for SetAside {
    type Error = String;

    fn try_from(one: wire::Aside) -> Read<SetAside> {
        Ok(SetAside { annotation: read_mark(one.mark)?, source: span(one.source)? })
    }
}

impl From<&Turned> for wire::Turned {
    fn from(turned: &Turned) -> wire::Turned {
        let push = turned.push.iter().map(|step| wire::Step {
            name: step.name.clone().into_owned(),
            id: step.id.0,
            edits: step.change.0.iter().map(wire::Edit::from).collect(),
        });
        wire::Turned { keep: turned.keep, push: push.collect() }
    }
}

impl TryFrom<wire::Turned> for Turned {
    type Error = String;

    fn try_from(turned: wire::Turned) -> Read<Turned> {
        let push = each(turned.push, |step| {
            let change = Rc::new(Change(each(step.edits, Edit::try_from)?));
            Ok(Step { name: step.name.into(), id: StepId(step.id), change })
        })?;
        Ok(Turned { keep: turned.keep, push })
    }
}

impl From<&Edit> for wire::Edit {
    fn from(edit: &Edit) -> wire::Edit {
        let spans = |all: &[Span]| all.iter().copied().map(at).collect();
        let aside = |all: &[SetAside]| all.iter().map(wire::Aside::from).collect();
        match edit {
            Edit::Insert(one) => wire::Edit::Insert(mark(one)),
            Edit::Remove(id) => wire::Edit::Remove(id.0.clone()),
            Edit::Replace(one) => wire::Edit::Replace(mark(one)),
            Edit::SetMetadata(metadata) => wire::Edit::Metadata((&**metadata).into()),
            Edit::SetStatus(status) => wire::Edit::Status(status.name().into()),
            Edit::SetReviewed(all) => wire::Edit::Reviewed(spans(all)),
            Edit::SetAside(all) => wire::Edit::Aside(aside(all)),
            Edit::SetText(text) => wire::Edit::Text {
                text: (&text.cleaned).into(),
                marks: marks(&text.annotations),
                reviewed: spans(&text.reviewed),
                aside: aside(&text.set_aside),
            },
        }
    }
}

impl TryFrom<wire::Edit> for Edit {
    type Error = String;

    fn try_from(edit: wire::Edit) -> Read<Edit> {
        Ok(match edit {
            wire::Edit::Insert(one) => Edit::Insert(read_mark(one)?),
            wire::Edit::Remove(id) => Edit::Remove(AnnotationId(id)),
            wire::Edit::Replace(one) => Edit::Replace(read_mark(one)?),
            wire::Edit::Metadata(metadata) => Edit::SetMetadata(Box::new(metadata.into())),
            wire::Edit::Status(name) => Edit::SetStatus(document_status(&name)?),
            wire::Edit::Reviewed(all) => Edit::SetReviewed(each(all, span)?),
            wire::Edit::Aside(all) => Edit::SetAside(each(all, SetAside::try_from)?),
            wire::Edit::Text { text, marks, reviewed, aside } => Edit::SetText(Box::new(Retext {
                cleaned: text.try_into()?,
                annotations: each(marks, read_mark)?,
                reviewed: each(reviewed, span)?,
                set_aside: each(aside, SetAside::try_from)?,
            })),
        })
    }
}

impl TryFrom<wire::Written> for Written {
    type Error = String;

    fn try_from(one: wire::Written) -> Read<Written> {
        let label = label(&one.label)?;
        Ok(Written { id: AnnotationId(one.id), note: one.note, label, entity: one.entity.map(EntityId) })
    }
}
