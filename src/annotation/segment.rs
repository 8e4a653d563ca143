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
