//! Segments: a text cut wherever an annotation begins or ends, so that each piece can be drawn by itself.

use std::rc::Rc;

use super::Annotation;
use crate::text::{Offset, Span};

/// A stretch under the same annotations throughout.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Where it stands.
    pub span: Span,
    /// The annotations over it, by their place in the list that was cut by; in that list's order.
    pub annotations: Vec<usize>,
}

/// Cuts `within` at every edge of `annotations` (in a document's order). The pieces cover it without gaps.
pub fn segments(within: Span, annotations: &[Rc<Annotation>]) -> Vec<Segment> {
    let mut edges: Vec<Offset> = annotations
        .iter()
        .flat_map(|annotation| [annotation.span.start(), annotation.span.end()])
        .filter(|&edge| within.start() < edge && edge < within.end())
        .collect();
    edges.sort_unstable();
    edges.dedup();
    edges.push(within.end());

    let mut found = Vec::with_capacity(edges.len());
    // The annotations that may still reach into the next piece, in the list's order.
    let mut open: Vec<usize> = Vec::new();
    let mut next = 0;
    let mut start = within.start();
    for end in edges {
        let Some(span) = Span::new(start, end) else { continue };
        open.retain(|&at| annotations[at].span.end() > start);
        while annotations.get(next).is_some_and(|annotation| annotation.span.start() < end) {
            if annotations[next].span.end() > start {
                open.push(next);
            }
            next += 1;
        }
        found.push(Segment { span, annotations: open.clone() });
        start = end;
    }
    found
}

/// The lane each of `annotations` is drawn in: 0 lies nearest the words, and no two that overlap share one.
///
/// The shorter of two nested annotations gets the lane nearer the words; of two that cross, the first to start.
pub fn lanes(annotations: &[Rc<Annotation>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..annotations.len()).collect();
    order.sort_by_key(|&at| (annotations[at].span.range().len(), annotations[at].span.start()));
    let mut lanes = vec![0; annotations.len()];
    let mut placed: Vec<usize> = Vec::new();
    for at in order {
        let taken: Vec<usize> = placed
            .iter()
            .filter(|&&other| annotations[other].span.overlaps(annotations[at].span))
            .map(|&other| lanes[other])
            .collect();
        lanes[at] = (0..).find(|lane| !taken.contains(lane)).unwrap_or(0);
        placed.push(at);
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::super::testing::{self, read};
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;
    use proptest::sample::Index;

    /// Shows each piece with the labels over it, and each annotation's lane.
    fn check(notation: &str, expected: Expect) {
        let document = read(notation);
        let all = document.annotations();
        let whole = Span::of(0..document.text().len()).unwrap();
        let pieces: Vec<_> = segments(whole, all)
            .iter()
            .map(|piece| {
                let labels: String = piece.annotations.iter().map(|&at| all[at].label.name()).collect();
                format!("{}:{labels}", document.words(piece.span))
            })
            .collect();
        expected.assert_eq(&format!("{:?} {:?}", pieces.join("|"), lanes(all)));
    }

    #[test]
    fn cuts_at_every_edge() {
        check("漢 [A é] b", expect![[r#""漢 :|é:A| b:" [0]"#]]);
        check(
            "[A x [B 漢] [C [D 👩‍🚀]]]\r\n",
            expect![[r#""x :A|漢:AB| :A|👩\u{200d}🚀:ACD|\r\n:" [2, 0, 0, 1]"#]],
        );
        check("[A ab]c\n    ^^ B", expect![[r#""a:A|b:AB|c:" [1, 0]"#]]);
        check("no marks", expect![[r#""no marks:" []"#]]);
    }

    proptest! {
        #[test]
        fn pieces_cover_the_text_and_name_what_lies_over_them(document in testing::document(), a in any::<Index>(), b in any::<Index>()) {
            let all = document.annotations();
            let Some(within) = testing::span(document.text(), a, b) else { return Ok(()) };
            let pieces = segments(within, all);
            let mut end = within.start();
            for piece in &pieces {
                prop_assert_eq!(piece.span.start(), end);
                end = piece.span.end();
                prop_assert!(piece.span.slice(document.text()).is_some());
                let over: Vec<usize> = (0..all.len()).filter(|&at| all[at].span.overlaps(piece.span)).collect();
                prop_assert!(over.iter().all(|&at| all[at].span.covers(piece.span)));
                prop_assert_eq!(&piece.annotations, &over);
            }
            prop_assert_eq!(end, within.end());
            for pair in pieces.windows(2) {
                prop_assert_ne!(&pair[0].annotations, &pair[1].annotations, "a cut where nothing changes");
            }
        }

        #[test]
        fn no_two_overlapping_annotations_share_a_lane(document in testing::document()) {
            let all = document.annotations();
            let lanes = lanes(all);
            prop_assert_eq!(lanes.len(), all.len());
            for a in 0..all.len() {
                for b in 0..a {
                    prop_assert!(lanes[a] != lanes[b] || !all[a].span.overlaps(all[b].span));
                    if all[a].span.covers(all[b].span) && all[a].span != all[b].span {
                        prop_assert!(lanes[b] < lanes[a], "the inner one lies nearer the words");
                    }
                }
            }
        }
    }
}
