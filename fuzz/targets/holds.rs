//! What holds of every cleaning, whatever was pasted.

use tagline::article::{CleanOptions, Reason, Source, clean, rebase, reopen};

use crate::memory;

/// What a cleaning may take for each byte of its source; the source itself is one of them.
const FOR_A_BYTE: usize = 20;

/// Cleans what `read` makes of `input` and checks what a document relies on.
pub fn holds(input: &str, read: fn(&str) -> Source) {
    let (article, cleaned) = memory::bounded(input.len(), FOR_A_BYTE, || {
        let article = clean(read(input), CleanOptions::default());
        let cleaned = article.cleaned();
        (article, cleaned)
    });
    let mut end = 0;
    for removed in &cleaned.removed {
        assert!(removed.span.start().0 >= end, "removed ranges lie in order and apart");
        assert!(removed.span.slice(&article.source.content).is_some(), "each is a stretch of the source");
        end = removed.span.end().0;
    }
    let mut end = 0;
    for row in cleaned.map.rows() {
        assert!(row.text.start().0 >= end, "rows of the map lie in order and apart");
        end = row.text.end().0;
        let (text, source) = (row.text.slice(&cleaned.text), row.source.slice(&article.source.content));
        assert!(text.is_some() && source.is_some(), "each row is a stretch of both");
        if row.text.end().0 - row.text.start().0 == row.source.end().0 - row.source.start().0 {
            assert_eq!(text, source, "rows of equal length hold the same bytes");
        }
    }
    for row in cleaned.map.rows() {
        assert_eq!(
            cleaned.map.to_source(row.text.start()),
            Some(row.source.start()),
            "places are found in the source"
        );
        assert_eq!(cleaned.map.to_text(row.source.start()), Some(row.text.start()), "and back");
    }
    // Another decision on one block: whatever stays, stays on its words.
    if let Some(block) = input.len().checked_rem(article.blocks.len()) {
        let flipped = if article.blocks[block].removed.is_some() { None } else { Some(Reason::ByHand) };
        let other = article.decide(block, flipped).cleaned();
        for row in cleaned.map.rows() {
            if let Some(moved) = rebase(row.text, &cleaned.map, &other.map) {
                assert_eq!(moved.slice(&other.text), row.text.slice(&cleaned.text), "words stay the same");
            }
        }
    }
    assert!(!cleaned.text.contains('\r'), "the text has no line ends but \\n");
    let again = reopen(article.source.clone(), &cleaned.removed, &cleaned.map, &article.metadata);
    assert_eq!(again.cleaned(), cleaned, "what a document holds brings its blocks back");
}
