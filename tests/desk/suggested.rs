//! What a tagger answers that suggests what a test has marked.

use tagline::annotation::{Document, Origin};
use tagline::tagging::Suggestion;

/// The marks of `marked` as suggestions, each with a score of .8.
pub fn suggested(marked: &Document) -> Vec<Suggestion> {
    let suggestion = |span, label| Suggestion {
        span,
        label,
        score: 0.8,
        origin: Origin::Tagger { name: "model".into(), version: "1".into() },
        evidence: Vec::new(),
        link: None,
        value: None,
    };
    marked.annotations().iter().map(|one| suggestion(one.span, one.label.clone())).collect()
}
