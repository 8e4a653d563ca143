//! spaCy's JSON for training, as `spacy convert -c json` reads it (spaCy 3.8: `training/converters/json_to_docs.py`).
//!
//! ```json
//! [{"id":"n1","paragraphs":[{"raw":"The Court","sentences":[{"tokens":[
//!   {"id":0,"orth":"The","space":" ","ner":"O"},{"id":1,"orth":"Court","space":"","ner":"U-COURT"}]}]}]}]
//! ```
//!
//! Counts tokens, tags in BILUO. White space that is not the one space after a token is a token: so the text comes back to the
//! character. Tokens that nobody has looked at, in a document that is looked at in part, have the tag `-`: spaCy learns nothing
//! from them, where `O` says that no name is there. Read besides: what `docs_to_json` writes; files whose tokens say nothing of
//! spaces; the list of spaCy's older training loops, `[["The Court",{"entities":[[4,9,"COURT"]]}]]`, which counts code points;
//! and tecoholic's file of such a list, which counts UTF-16 units.
//! What it cannot carry: what is not accepted, overlapping marks, marks that begin or end inside a token, all of a mark but its
//! label, and of the progress more than which words were looked at.

use std::borrow::Cow;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::doccano::triple;
use super::fit::retexted;
use super::gather::{Found, Gathering, Mark};
use super::json::{self, Fields, read_json};
use super::placed::Unit;
use super::rules::Changed;
use super::spaced::{self, Piece};
use super::tagged::{Scheme, stretches};
use super::{Family, Format, FormatError, Imported, Issue, Overlap, Part, Reader, Rules, Writer};
use crate::annotation::{Document, DocumentStatus, Edit};
use crate::text::Span;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "spacy",
    title: "spaCy JSON",
    family: Family::Training,
    extension: ".spacy.json",
    inside: None,
    media_type: "application/json",
    counts: "tokens",
    about: "For spacy convert -c json, which makes .spacy files for training. Words that nobody has looked at yet are marked as \
            unknown, so that nothing is learnt from them.",
    rules: Rules {
        overlap: Overlap::None,
        tokens: true,
        last: Some(looked_at),
        ..Rules::accepted(&[Part::DocumentIds, Part::Progress])
    },
    begins: |beginning| {
        let solid: String = beginning.chars().filter(|one| !one.is_whitespace()).collect();
        (solid.starts_with("[{") && solid.contains("\"paragraphs\":["))
            || (solid.starts_with("[[\"") && solid.contains("\"entities\":"))
            || solid.starts_with("{\"classes\":[")
    },
    opens_at: None,
    streams: false,
    reader: Some(Reader::File(read)),
    writer: Some(Writer::List(item)),
};

/// The tag of a token of which it is not known whether it belongs to a name.
const UNKNOWN: &str = "-";

/// The document with the progress that tags can say.
fn looked_at(document: &Document) -> Changed {
    let (status, reviewed) = progress(document);
    if status == document.status() && reviewed == document.reviewed() {
        return None;
    }
    let (cleaned, annotations) = (document.cleaned().clone(), document.annotations().to_vec());
    let mut changed = Rc::unwrap_or_clone(retexted(document, cleaned, annotations, reviewed));
    // Cannot fail: any status goes with any document.
    let _ = Edit::SetStatus(status).apply(&mut changed);
    let words = "progress: only which words a person has looked at, where that is not all of them";
    Some((changed, vec![(None, words.into())]))
}

/// What the tags can say of how far the work has come: in a document that is looked at in part, which stretches.
fn progress(document: &Document) -> (DocumentStatus, Vec<Span>) {
    if document.status() == DocumentStatus::Done || document.reviewed().is_empty() {
        return (DocumentStatus::New, Vec::new());
    }
    let pieces = spaced::sentences(document).into_iter().flatten();
    stretches_known(pieces.map(|piece| (piece.token.span, known(document, &piece))))
}

/// The stretches of known tokens, if some are known and some not.
fn stretches_known(tokens: impl Iterator<Item = (Span, bool)>) -> (DocumentStatus, Vec<Span>) {
    let mut runs: Vec<Span> = Vec::new();
    let (mut open, mut some_unknown) = (false, false);
    for (span, known) in tokens {
        match runs.last_mut().filter(|_| open) {
            Some(run) if known => *run = Span::new(run.start(), span.end()).unwrap_or(*run),
            _ if known => runs.push(span),
            _ => {}
        }
        open = known;
        some_unknown |= !known;
    }
    if some_unknown && !runs.is_empty() {
        (DocumentStatus::InProgress, runs)
    } else {
        (DocumentStatus::New, Vec::new())
    }
}

/// Whether a person has looked at a token, as far as the document says, or nothing is known of that.
fn known(document: &Document, piece: &Piece<'_>) -> bool {
    let (reviewed, span) = (document.reviewed(), piece.token.span);
    let at = reviewed.partition_point(|one| one.end() < span.end());
    reviewed.is_empty()
        || piece.token.annotation.is_some()
        || reviewed.get(at).is_some_and(|one| one.covers(span))
}

#[derive(Serialize)]
struct OutDocument<'a> {
    id: &'a str,
    paragraphs: [OutParagraph<'a>; 1],
}

#[derive(Serialize)]
struct OutParagraph<'a> {
    raw: &'a str,
    sentences: Vec<OutSentence<'a>>,
}

#[derive(Serialize)]
struct OutSentence<'a> {
    tokens: Vec<OutToken<'a>>,
}

#[derive(Serialize)]
struct OutToken<'a> {
    id: usize,
    orth: &'a str,
    space: &'static str,
    ner: String,
}

fn item(document: &Document) -> String {
    let mut ids = 0..;
    let sentences = spaced::sentences(document).into_iter().map(|sentence| OutSentence {
        tokens: sentence
            .iter()
            .zip(&mut ids)
            .map(|(piece, id)| OutToken {
                id,
                orth: document.words(piece.token.span),
                space: if piece.space { " " } else { "" },
                ner: if known(document, piece) { piece.token.tag(Scheme::Bilou) } else { UNKNOWN.to_owned() },
            })
            .collect(),
    });
    let paragraph = OutParagraph { raw: document.text(), sentences: sentences.collect() };
    json::line(&OutDocument { id: &document.id, paragraphs: [paragraph] })
}

fn read(file: &str) -> Result<Imported, FormatError> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let mut gathering = Gathering::default();
    if file.trim().is_empty() {
        return Ok(gathering.done());
    }
    let wrong = |error: json::JsonError| FormatError { message: error.to_string() };
    if file.trim_start().starts_with('{') {
        let mut fields = Fields::of_file(file).map_err(wrong)?;
        if !fields.expect("annotations", "a list of texts with entities", &mut gathering.issues) {
            let message = "line 1, column 1: expected a list of documents, or \"classes\" and \"annotations\", found an object";
            return Err(FormatError { message: message.to_owned() });
        }
        for (place, raw) in fields.list("annotations", &mut gathering.issues) {
            // A text that was skipped.
            if raw.get() != "null" {
                read_pair(raw, place, Unit::Utf16, &mut gathering);
            }
        }
        return Ok(gathering.done());
    }
    // The whole file first: what is wrong with it is said with its place in it.
    read_json::<&RawValue>(file).map_err(wrong)?;
    let items: Vec<&RawValue> = read_json(file).map_err(wrong)?;
    for (number, raw) in items.into_iter().enumerate() {
        let place = format!("[{number}]");
        if raw.get().starts_with('[') {
            read_pair(raw, place, Unit::CodePoints, &mut gathering);
        } else {
            read_document(raw, place, &mut gathering);
        }
    }
    Ok(gathering.done())
}

/// `["The Court",{"entities":[[4,9,"COURT"]]}]`
fn read_pair(raw: &RawValue, place: String, unit: Unit, gathering: &mut Gathering) {
    let Ok((text, known)) = serde_json::from_str::<(String, &RawValue)>(raw.get()) else {
        let expected = "expected a text and {\"entities\": […]}";
        gathering.issue(place, format!("{expected}, found {}; left it out", json::shown(raw)));
        return;
    };
    let issues = &mut gathering.issues;
    let Some(mut fields) = Fields::of(known, format!("{place}[1]"), issues) else { return };
    let entities = fields.list("entities", issues);
    let marks = entities.into_iter().filter_map(|(place, raw)| triple(raw, place, issues)).collect();
    for name in ["cats", "relations", "spans", "links"] {
        if fields.take(name, issues).is_some_and(|raw| !matches!(raw.get(), "{}" | "[]")) {
            fields.issue_at(name, issues, "only entities are read; left it out");
        }
    }
    gathering.add(Found { place, text, marks, ..Found::default() }, unit);
}

fn read_document(raw: &RawValue, place: String, gathering: &mut Gathering) {
    let Some(mut fields) = Fields::of(raw, place, &mut gathering.issues) else { return };
    let id = fields.name("id", &mut gathering.issues);
    if !fields.expect("paragraphs", "a list of paragraphs", &mut gathering.issues) {
        return;
    }
    // spaCy makes a document of each paragraph.
    let paragraphs = fields.list("paragraphs", &mut gathering.issues);
    for (number, (place, raw)) in (1..).zip(paragraphs) {
        let id = id.clone().map(|id| if number == 1 { id } else { format!("{id}-{number}") });
        read_paragraph(raw, place, id, gathering);
    }
}

#[derive(Deserialize)]
struct InToken<'a> {
    #[serde(borrow)]
    orth: Cow<'a, str>,
    #[serde(borrow, default)]
    space: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    ner: Option<Cow<'a, str>>,
}

impl InToken<'_> {
    fn tag(&self) -> &str {
        self.ner.as_deref().unwrap_or(UNKNOWN)
    }
}

fn read_paragraph(raw: &RawValue, place: String, id: Option<String>, gathering: &mut Gathering) {
    let issues = &mut gathering.issues;
    let Some(mut fields) = Fields::of(raw, place.clone(), issues) else { return };
    let text = fields.string("raw", issues);
    let mut sentences: Vec<Vec<(String, InToken<'_>)>> = Vec::new();
    for (place, raw) in fields.list("sentences", issues) {
        let Some(mut sentence) = Fields::of(raw, place, issues) else { continue };
        let mut tokens = Vec::new();
        for (place, raw) in sentence.list("tokens", issues) {
            match serde_json::from_str::<InToken<'_>>(raw.get()) {
                Ok(token) => tokens.push((place, token)),
                Err(_) => {
                    let expected = "expected a token, {\"orth\": \"…\", \"ner\": \"…\"}";
                    let message = format!("{expected}, found {}; left it out", json::shown(raw));
                    issues.push(Issue { place, message });
                }
            }
        }
        sentences.push(tokens);
    }
    if fields.take("cats", issues).is_some_and(|raw| raw.get() != "[]" && raw.get() != "{}") {
        fields.issue_at("cats", issues, "categories of a text: Tagline has none; left them out");
    }
    let tokens: Vec<&InToken<'_>> = sentences.iter().flatten().map(|(_, token)| token).collect();
    let (text, spans) = match text {
        Some(raw) => match within(&raw, &tokens) {
            Some(spans) => (raw, spans),
            None if tokens.is_empty() => (raw, Vec::new()),
            None => {
                fields.issue_at("raw", issues, "expected the text of the tokens, found another; took theirs");
                joined(&tokens)
            }
        },
        None => joined(&tokens),
    };
    let mut marks = Vec::new();
    let mut first = 0;
    for sentence in &sentences {
        let tags = sentence.iter().map(|(_, token)| token.tag());
        let place = |at: usize| sentence.get(at).map(|(place, _)| place.clone()).unwrap_or_default();
        for found in stretches(tags, place, issues) {
            let span = |at: usize| spans.get(first + at);
            let last = found.end.checked_sub(1).and_then(span);
            if let (Some(begin), Some(last)) = (span(found.start), last) {
                let (start, end) = (Some(begin.start().0), Some(last.end().0));
                marks.push(Mark::new(place(found.start), start, end, found.label));
            }
        }
        first += sentence.len();
    }
    let known = spans.iter().zip(&tokens).map(|(span, token)| (*span, token.tag() != UNKNOWN));
    let (status, reviewed) = stretches_known(known);
    let found = Found { place, id, text, marks, status, reviewed, ..Found::default() };
    gathering.add(found, Unit::Bytes);
}

/// Where the tokens stand in the text, if nothing but white space stands between them.
fn within(text: &str, tokens: &[&InToken<'_>]) -> Option<Vec<Span>> {
    let mut at = 0;
    let mut spans = Vec::with_capacity(tokens.len());
    for token in tokens {
        let orth = &*token.orth;
        while !text[at..].starts_with(orth) {
            at += text[at..].chars().next().filter(|next| next.is_whitespace())?.len_utf8();
        }
        spans.push(Span::of(at..at + orth.len())?);
        at += orth.len();
        let space = token.space.as_ref().is_some_and(|space| !space.is_empty());
        at += usize::from(space && text[at..].starts_with(' '));
    }
    text[at..].trim().is_empty().then_some(spans)
}

/// The tokens as a text, and where they stand in it: with the spaces that they say follow, else with one between any two.
fn joined(tokens: &[&InToken<'_>]) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(tokens.len());
    for (number, token) in (1..).zip(tokens) {
        let start = text.len();
        text += if token.orth.is_empty() { "\u{fffd}" } else { &token.orth };
        spans.extend(Span::of(start..text.len()));
        let space = token.space.as_ref().map_or(number < tokens.len(), |space| !space.is_empty());
        text += if space { " " } else { "" };
    }
    (text, spans)
}

#[cfg(test)]
mod tests;
