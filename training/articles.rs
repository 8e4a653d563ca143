//! Annotated articles as the model is trained on them: their words with their tags.

use std::error::Error;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use tagline::tagging::training::{Kind, Sequence, first_of, may_follow, sequences};
use tagline::text::{CharOffset, Offsets, Span};

/// One piece of an article.
pub struct Example {
    pub sequence: Sequence,
    /// The tag of each word.
    pub tags: Vec<u8>,
}

/// One article.
pub struct Article {
    pub id: String,
    pub pieces: Vec<Example>,
}

/// The lines of a file of JSON lines, compressed or not.
pub fn lines(path: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text)?;
    }
    Ok(text.lines().filter(|line| !line.is_empty()).map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// The spans of a line.
fn spans(line: &Value, text: &str) -> Vec<(Span, Kind)> {
    let offsets = Offsets::new(text);
    let place = |value: &Value| offsets.from_char(CharOffset(value.as_u64().unwrap_or_default() as usize));
    let mut found: Vec<(Span, Kind)> = Vec::new();
    for span in line["spans"].as_array().into_iter().flatten() {
        let (Some(start), Some(end)) = (place(&span["start"]), place(&span["end"])) else { continue };
        found.extend(Span::new(start, end).zip(Kind::from_name(span["label"].as_str().unwrap_or_default())));
    }
    found.sort_by_key(|(span, _)| *span);
    found
}

/// For each word the span that it is in, and whether the span begins with it.
fn covered(words: &[Span], spans: &[(Span, Kind)]) -> Vec<Option<(Kind, bool)>> {
    let mut next =
        spans.partition_point(|(span, _)| words.first().is_some_and(|word| span.end() <= word.start()));
    let mut open = None;
    words
        .iter()
        .map(|word| {
            while spans.get(next).is_some_and(|(span, _)| span.end() <= word.start()) {
                next += 1;
            }
            let &(span, kind) = spans.get(next).filter(|(span, _)| span.overlaps(*word))?;
            let begins = open != Some(span);
            open = Some(span);
            Some((kind, begins))
        })
        .collect()
}

/// An article annotated in full, by the guidelines.
pub fn annotated(line: &Value) -> Article {
    let text = line["text"].as_str().unwrap_or_default();
    let gold = spans(line, text);
    let pieces = sequences(text).into_iter().map(|sequence| {
        let mut tags: Vec<usize> = covered(&sequence.words, &gold)
            .into_iter()
            .map(|found| found.map_or(0, |(kind, begins)| first_of(kind) + usize::from(!begins)))
            .collect();
        // A name that runs over a word without features cannot be learnt there: it is cut.
        for at in 0..tags.len() {
            if sequence.features.of(at).is_empty() {
                tags[at] = 0;
            }
            if !may_follow(at.checked_sub(1).map_or(0, |at| tags[at]), tags[at]) {
                tags[at] -= 1;
            }
        }
        Example { sequence, tags: tags.into_iter().map(|tag| tag as u8).collect() }
    });
    Article { id: line["id"].as_str().unwrap_or_default().to_owned(), pieces: pieces.collect() }
}
