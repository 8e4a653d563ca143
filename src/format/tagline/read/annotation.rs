//! Reads an annotation of the native file.

use std::collections::HashSet;
use std::rc::Rc;

use super::document::{Reader, new_id};
use super::{known_label, label, one_of, span};
use crate::annotation::{Annotation, AnnotationId, Decision, EntityId, Evidence, Origin, Status, Timestamp};
use crate::format::Issue;
use crate::format::json::Fields;
use crate::format::keep::unknown_origin;
use crate::text::{Offsets, Span};

impl Reader {
    pub fn annotation(
        &mut self,
        mut fields: Fields<'_>,
        text: &str,
        offsets: &Offsets<'_>,
        index: usize,
        ids: &HashSet<Rc<str>>,
    ) -> Option<Annotation> {
        let issues = &mut self.issues;
        let (start, end) = (fields.count("start", issues), fields.count("end", issues));
        let words = fields.string("text", issues);
        let Some(span) = place(start, end, words.as_deref(), text, offsets, &fields, issues) else {
            // Said why already.
            return None;
        };
        let label = known_label(&mut fields, &mut self.schema, issues)?;
        let id = fields.string("id", issues);
        let id = new_id(id, &format!("a{}", index + 1), ids, &fields, issues);
        let status = status(&mut fields, issues);
        let origin = fields.object("origin", issues).and_then(|inner| origin(inner, &mut fields, issues));
        let entity = fields.string("entity", issues).map(|id| EntityId(id.into())).filter(|id| {
            let known = self.entities.contains(id);
            if !known {
                let message =
                    format!("expected an id of the file's entities, found \"{}\"; left it out", id.0);
                fields.issue_at("entity", issues, message);
            }
            known
        });
        Some(Annotation {
            id: AnnotationId(id),
            span,
            label,
            status,
            origin: origin.unwrap_or_else(unknown_origin),
            score: fields.number("score", issues),
            evidence: evidence(&mut fields, issues),
            entity,
            value: fields.string("value", issues).map(Rc::from),
            note: fields.string("note", issues).map(Rc::from),
            decisions: decisions(&mut fields, issues),
            extra: fields.rest(issues),
        })
    }
}

fn status(fields: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Status {
    let otherwise = (Status::Suggested, "suggested");
    one_of(fields, "status", Status::from_name, "suggested, accepted or rejected", otherwise, issues)
}

/// Where an annotation stands: at its offsets if its words stand there, else where its words alone stand.
fn place(
    start: Option<usize>,
    end: Option<usize>,
    words: Option<&str>,
    text: &str,
    offsets: &Offsets<'_>,
    fields: &Fields<'_>,
    issues: &mut Vec<Issue>,
) -> Option<Span> {
    let at = start.zip(end).and_then(|(start, end)| span(offsets, start, end));
    let there = at.and_then(|span| span.slice(text));
    if let (Some(_), true) = (there, words.is_none() || there == words) {
        return at;
    }
    let length = offsets.chars().0;
    let expected = match words {
        Some(words) => format!("expected {words:?}"),
        None => format!("expected a stretch of the text between 0 and {length}"),
    };
    let found = match (there, start.zip(end)) {
        (Some(there), Some((start, end))) => format!("found {there:?} from {start} to {end}"),
        (None, Some((start, end))) if words.is_some() => {
            format!("found no words from {start} to {end} of a text that ends at {length}")
        }
        (None, Some((start, end))) => format!("found {start} to {end}"),
        (_, None) => "found no offsets".to_owned(),
    };
    let mut places =
        words.filter(|words| !words.is_empty()).into_iter().flat_map(|words| text.match_indices(words));
    let moved = match (places.next(), places.next()) {
        (Some((at, words)), None) => Span::of(at..at + words.len()),
        _ => None,
    };
    let done = match moved.map(|span| (offsets.to_char(span.start()), offsets.to_char(span.end()))) {
        Some((Some(start), Some(end))) => {
            format!("moved it to {} to {}, the only place with these words", start.0, end.0)
        }
        _ => "left the annotation out".to_owned(),
    };
    fields.issue(issues, format!("{expected}, {found}; {done}"));
    moved
}

fn origin(mut inner: Fields<'_>, annotation: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Option<Origin> {
    let annotator = inner.string("annotator", issues);
    let tagger = inner.string("tagger", issues);
    let version = inner.string("version", issues);
    let origin = match (annotator, tagger) {
        (Some(name), None) => Some(Origin::Annotator(name.into())),
        (None, Some(name)) => {
            Some(Origin::Tagger { name: name.into(), version: version.unwrap_or_default().into() })
        }
        (annotator, _) => {
            let found = if annotator.is_some() { "both" } else { "neither" };
            inner.issue(
                issues,
                format!("expected an annotator or a tagger, found {found}; read it as unknown"),
            );
            None
        }
    };
    annotation.keep("origin", inner.rest(issues));
    origin
}

fn evidence(fields: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let mut extras = Vec::new();
    for (place, raw) in fields.list("evidence", issues) {
        let Some(mut inner) = Fields::of(raw, place, issues) else { continue };
        let Some(rule) = inner.required("rule", issues) else { continue };
        let detail = inner.string("detail", issues).unwrap_or_default();
        extras.extend(inner.rest(issues).map(|rest| (evidence.len().to_string(), rest)));
        evidence.push(Evidence { rule: rule.into(), detail: detail.into() });
    }
    fields.keep_rows("evidence", extras);
    evidence
}

fn decisions(fields: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for (place, raw) in fields.list("decisions", issues) {
        let Some(mut inner) = Fields::of(raw, place, issues) else { continue };
        let (who, when) = (inner.required("who", issues), inner.required("when", issues));
        let from = inner.object("from", issues);
        let (Some(who), Some(when), Some(mut from)) = (who, when, from) else {
            inner.issue(issues, "expected who decided, when, and from what, found less; left it out");
            continue;
        };
        let Some(label) = label(&mut from, "label", issues) else { continue };
        let status = status(&mut from, issues);
        let text = from.string("text", issues).unwrap_or_default().into();
        inner.keep("from", from.rest(issues));
        let when = Timestamp(when.into());
        decisions.push(Decision { who: who.into(), when, label, status, text, extra: inner.rest(issues) });
    }
    decisions
}
