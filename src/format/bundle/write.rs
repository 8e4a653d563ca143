//! Writes a bundle: a line for each document and each mark.

use serde::Serialize;

use super::{Bundle, Bundled, BundledMark, NAME, VERSION};
use crate::annotation::Origin;

/// The shape of a document, but for its marks.
#[derive(Serialize)]
struct WireDocument<'a> {
    text_hash: &'a str,
    words_hash: &'a str,
    length: usize,
    words: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<&'a str>,
    status: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    reviewed: &'a [(usize, usize)],
}

/// The shape of a mark.
#[derive(Serialize)]
struct WireMark<'a> {
    label: &'a str,
    status: &'static str,
    origin: WireOrigin<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    start: usize,
    length: usize,
    #[serde(flatten)]
    anchor: Option<WireAnchor>,
}

/// Who made a mark.
#[derive(Serialize)]
#[serde(untagged)]
enum WireOrigin<'a> {
    Annotator { annotator: &'a str },
    Tagger { tagger: &'a str, version: &'a str },
}

/// What finds the words of a mark again.
#[derive(Serialize)]
struct WireAnchor {
    first: usize,
    words: usize,
    hash: String,
    before: String,
    after: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rival: Option<(u32, u32)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    margin: Option<(isize, isize)>,
}

/// Writes `bundle`; the same one always gives the same file.
pub fn write_bundle(bundle: &Bundle) -> String {
    let mut out =
        format!("{{\"format\":\"{NAME}\",\"version\":{VERSION},\"salt\":\"{}\",\"documents\":[", bundle.salt);
    let documents: Vec<String> = bundle.documents.iter().map(document).collect();
    out += &lines(&documents);
    out + "]}\n"
}

fn document(document: &Bundled) -> String {
    let head = json(&WireDocument {
        text_hash: &document.text_hash,
        words_hash: &document.words_hash,
        length: document.length,
        words: document.words,
        published: document.published.as_deref(),
        updated: document.updated.as_deref(),
        status: document.status.name(),
        reviewed: &document.reviewed,
    });
    let marks: Vec<String> = document.marks.iter().map(|mark| json(&wire(mark))).collect();
    format!("{},\"marks\":[{}]}}", head.strip_suffix('}').unwrap_or_default(), lines(&marks))
}

fn wire(mark: &BundledMark) -> WireMark<'_> {
    let digits = |codes: &[u8]| codes.iter().map(|code| char::from(b'0' + code)).collect();
    WireMark {
        label: mark.label.name(),
        status: mark.status.name(),
        origin: match &mark.origin {
            Origin::Annotator(annotator) => WireOrigin::Annotator { annotator },
            Origin::Tagger { name, version } => WireOrigin::Tagger { tagger: name, version },
        },
        score: mark.score,
        start: mark.start,
        length: mark.length,
        anchor: mark.anchor.as_ref().map(|anchor| WireAnchor {
            first: anchor.first,
            words: anchor.words,
            hash: format!("{:04x}", anchor.code),
            before: digits(&anchor.before),
            after: digits(&anchor.after),
            rival: anchor.rival,
            margin: (mark.margin != (0, 0)).then_some(mark.margin),
        }),
    }
}

/// Each on a line of its own.
fn lines(items: &[String]) -> String {
    if items.is_empty() { String::new() } else { format!("\n{}\n", items.join(",\n")) }
}

fn json(value: &impl Serialize) -> String {
    // Cannot fail: the shapes are plain.
    serde_json::to_string(value).unwrap_or_default()
}
