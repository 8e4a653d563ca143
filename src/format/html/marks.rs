//! A line of a text with its marks: one within another where they overlap, cut in two where they cross.

use std::ops::Range;
use std::rc::Rc;

use super::{Page, escaped};
use crate::annotation::{Annotation, Document, lanes, segments};
use crate::text::Span;

/// About how wide a character of the text is, in pixels, and one of a name below it.
const WIDTHS: (usize, usize) = (8, 7);

impl Page<'_> {
    /// Writes a line, the range of bytes `line`.
    pub fn line(&self, out: &mut String, document: &Document, line: Range<usize>) {
        let text = document.text();
        let Some(within) = Span::of(line) else { return };
        let all = document.annotations();
        // Marks lie in order of their beginnings: none from here on begins in the line.
        let before = all.partition_point(|one| one.span.start() < within.end());
        let over: Vec<Rc<Annotation>> =
            all[..before].iter().filter(|one| one.span.overlaps(within)).cloned().collect();
        let lanes = lanes(&over);
        let mut open: Vec<usize> = Vec::new();
        for segment in segments(within, &over) {
            let same = open.iter().zip(&segment.annotations).take_while(|(one, other)| one == other).count();
            for _ in same..open.len() {
                out.push_str("</mark>");
            }
            for &at in segment.annotations.iter().skip(same) {
                // Its name stands where it begins.
                let begins = over[at].span.start().max(within.start()) == segment.span.start();
                self.begin(out, document, &over, at, lanes[at], begins);
            }
            open.clone_from(&segment.annotations);
            *out += &escaped(segment.span.slice(text).unwrap_or_default());
        }
        open.iter().for_each(|_| out.push_str("</mark>"));
    }

    fn begin(
        &self,
        out: &mut String,
        document: &Document,
        over: &[Rc<Annotation>],
        at: usize,
        lane: usize,
        named: bool,
    ) {
        let one = &over[at];
        let name = one.label.name();
        let class = self.labels.get(&one.label).map_or(String::new(), |number| format!("l{number}"));
        let class = match lane {
            0 => class,
            1 => format!("{class} outer"),
            _ => format!("{class} outmost"),
        };
        let entity = self.entity(one);
        let title = match entity {
            Some(entity) => format!("{name}: {} ({})", entity.name, entity.id.0),
            None => name.to_owned(),
        };
        *out += &format!("<mark class=\"{class}\" title=\"{}\"", escaped(&title));
        let point = if entity.is_some() { " •" } else { "" };
        let room = room(document, over, at);
        let fits = |name: &str| (name.chars().count() + point.chars().count()) * WIDTHS.1 + 6 <= room;
        let shown = [name, short(name)].into_iter().find(|name| fits(name));
        if named && lane < 2 {
            if let Some(shown) = shown {
                *out += &format!(" data-name=\"{}{point}\"", escaped(shown));
            }
            *out += &format!(" data-full=\"{}{point}\"", escaped(name));
        }
        out.push('>');
    }
}

/// How many pixels there are for a name, before the next mark of its lane begins.
fn room(document: &Document, over: &[Rc<Annotation>], at: usize) -> usize {
    let span = over[at].span;
    let next = over.iter().skip(at + 1).map(|one| one.span.start()).find(|start| *start >= span.end());
    let end = next.map_or(usize::MAX, |next| next.0);
    let text = document.text();
    let line = text[span.start().0..].find('\n').map_or(text.len(), |length| span.start().0 + length);
    if end >= line {
        return usize::MAX;
    }
    text[span.start().0..end].chars().count() * WIDTHS.0
}

/// A name that takes less room.
fn short(name: &str) -> &str {
    match name {
        "ORGANIZATION" => "ORG",
        _ => name,
    }
}
