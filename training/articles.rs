//! Annotated articles as the model is trained on them: their words with their tags.

use serde_json::Value;
use tagline::tagging::training::{Kind, Sequence, first_of, may_follow, sequences};
use tagline::text::Span;

use crate::gold::spans;

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
