//! A paragraph cut into pieces where marks begin and end, with the names of the marks below them.
//!
//! All names stand in one row below their line, so that no line needs more room than another, and no name may
//! run into another. A mark that finds no room for its name is counted in the name of one that lies over the
//! same words: `PLACE +2`.

use std::collections::BTreeMap;

use super::Paragraph;
use crate::annotation::{Annotation, Label, Status, lanes, segments};
use crate::text::{Offset, Span};

/// About how wide a letter of the text is drawn, in CSS pixels.
const LETTER: usize = 8;

/// About how wide a Chinese character or an emoji is.
const WIDE: usize = 18;

/// About how wide a letter of a name is, and the least between two names.
const SMALL: usize = 7;

/// A stretch of a paragraph that is drawn alike, with the marks over it.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Where it stands in the paragraph.
    pub span: Span,
    /// The marks over it, the outermost first.
    pub marks: Vec<PieceMark>,
}

/// One annotation's part in a piece.
#[derive(Clone, Debug, PartialEq)]
pub struct PieceMark {
    /// Its place among the paragraph's annotations.
    pub annotation: usize,
    /// How far below the words its line is drawn: 0 is nearest.
    pub lane: usize,
    /// The annotation's name, if it is drawn at this piece.
    pub name: Option<Name>,
    /// Whether the annotation begins with this piece.
    pub first: bool,
}

/// A mark's name as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The label, whether it is a suggestion, and how many marks without a name lie over the same words.
    pub words: String,
    /// Under which end of the mark.
    pub at: NamePlace,
}

/// Where an annotation's name is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamePlace {
    /// From the mark's first letter on.
    Start,
    /// Up to its last.
    End,
}

/// Cuts a paragraph where marks begin and end.
pub fn pieces(paragraph: &Paragraph) -> Vec<Piece> {
    let annotations = &paragraph.annotations;
    let lanes = lanes(annotations);
    let names = names(paragraph, &lanes);
    segments(paragraph.span, annotations)
        .into_iter()
        .filter_map(|segment| {
            let mut marks: Vec<PieceMark> = segment
                .annotations
                .iter()
                .map(|&at| {
                    let span = annotations[at].span;
                    let first = span.start() == segment.span.start();
                    let last = span.end() == segment.span.end();
                    let name = names[at].clone().filter(|name| match name.at {
                        NamePlace::Start => first,
                        NamePlace::End => last,
                    });
                    PieceMark { annotation: at, lane: lanes[at], name, first }
                })
                .collect();
            marks.sort_by_key(|mark| std::cmp::Reverse(mark.lane));
            let start = segment.span.start().0 - paragraph.span.start().0;
            let span = Span::of(start..start + segment.span.range().len())?;
            Some(Piece { span, marks })
        })
        .collect()
}

/// A label's name as it is drawn under a mark: one of more than eight letters is cut to its first three.
pub fn short_name(label: &Label) -> String {
    let name = label.name();
    if name.chars().count() > 8 { name.chars().take(3).collect() } else { name.to_owned() }
}

/// A name that has found its place, from where to where in pixels from the paragraph's first letter.
struct Placed {
    at: NamePlace,
    from: usize,
    to: usize,
    /// How far its free end may reach.
    limit: usize,
    /// How many marks it speaks for beside its own.
    more: usize,
}

/// The name of each annotation that begins in the paragraph, where there is room for it.
fn names(paragraph: &Paragraph, lanes: &[usize]) -> Vec<Option<Name>> {
    let annotations = &paragraph.annotations;
    let ruler = Ruler::new(paragraph);
    let begins = |at: usize| annotations[at].span.start() >= paragraph.span.start();
    let focused = |at: usize| paragraph.focus.as_ref() == Some(&annotations[at].id);
    // The one in focus never gives way; else the innermost comes first.
    let mut order: Vec<usize> = (0..annotations.len()).filter(|&at| begins(at)).collect();
    order.sort_by_key(|&at| (!focused(at), lanes[at], at));
    let mut row = Row::default();
    let mut placed: Vec<Option<Placed>> = annotations.iter().map(|_| None).collect();
    let mut unnamed = Vec::new();
    for &at in &order {
        let span = annotations[at].span;
        let (start, end) = (ruler.at(span.start()), ruler.at(span.end()));
        let width = width(&plain(&annotations[at]));
        // A name longer than its words must not run under the next marked ones: it would seem to be theirs.
        let next =
            annotations[at..].iter().map(|other| other.span.start()).find(|&other| other >= span.end());
        let limit = next.map_or(usize::MAX, |next| ruler.at(next));
        let from_start = row.is_free(start, start + width) && start + width <= limit.max(end);
        let found = if focused(at) || from_start {
            Some((NamePlace::Start, start, start + width, limit))
        } else if start + width <= end && row.is_free(end - width, end) {
            Some((NamePlace::End, end - width, end, start))
        } else {
            None
        };
        match found {
            Some((place, from, to, limit)) => {
                row.take(from, to);
                placed[at] = Some(Placed { at: place, from, to, limit, more: 0 });
            }
            None => unnamed.push(at),
        }
    }
    for at in unnamed {
        let host = order.iter().find(|&&other| {
            placed[other].is_some() && annotations[other].span.overlaps(annotations[at].span)
        });
        if let Some(name) = host.and_then(|&host| placed[host].as_mut()) {
            name.more += 1;
        }
    }
    let named = placed.into_iter().zip(annotations).map(|(name, annotation)| {
        let name = name?;
        Some(Name { words: row.words(&plain(annotation), &name), at: name.at })
    });
    named.collect()
}

/// The label, and whether it is a suggestion or names a known thing.
fn plain(annotation: &Annotation) -> String {
    let suffix = match annotation.status {
        Status::Suggested => "?",
        Status::Accepted if annotation.entity.is_some() => " •",
        _ => "",
    };
    short_name(&annotation.label) + suffix
}

fn width(name: &str) -> usize {
    name.chars().count() * SMALL
}

/// The row of names below the lines, as if all were one line: where each begins and ends.
#[derive(Default)]
struct Row(BTreeMap<usize, usize>);

impl Row {
    fn is_free(&self, from: usize, to: usize) -> bool {
        self.0.range(..to + SMALL).next_back().is_none_or(|(_, &end)| end + SMALL <= from)
    }

    fn take(&mut self, from: usize, to: usize) {
        self.0.insert(from, to);
    }

    /// The words of a name, shortened where what it has to say makes it run into another.
    fn words(&mut self, plain: &str, name: &Placed) -> String {
        if name.more == 0 {
            return plain.to_owned();
        }
        let more = format!("+{}", name.more);
        let longer = width(&more) + SMALL;
        let (before, behind) = (self.0.range(..name.from).next_back(), self.0.range(name.to..).next());
        let (from, to, has_room) = match name.at {
            NamePlace::Start => {
                let to = name.to + longer;
                (name.from, to, to <= name.limit && behind.is_none_or(|(&next, _)| to + SMALL <= next))
            }
            NamePlace::End => {
                let from = name.from.saturating_sub(longer);
                (from, name.to, from >= name.limit && before.is_none_or(|(_, &end)| end + SMALL <= from))
            }
        };
        if has_room {
            self.0.remove(&name.from);
            self.take(from, to);
            return format!("{plain} {more}");
        }
        // Of a name too short to be cut, those who point at it still learn the others.
        match plain.chars().count().saturating_sub(more.len()) {
            0 => plain.to_owned(),
            kept => plain.chars().take(kept).collect::<String>() + &more,
        }
    }
}

/// How far the letters of a paragraph stand from its first, in pixels, were it one line.
struct Ruler<'a> {
    paragraph: &'a Paragraph,
    /// Where each letter starts in bytes, and how far from the first.
    letters: Vec<(usize, usize)>,
}

impl Ruler<'_> {
    fn new(paragraph: &Paragraph) -> Ruler<'_> {
        let mut far = 0;
        let letter = |(at, letter)| {
            let here = (at, far);
            far += if letter >= '\u{1100}' { WIDE } else { LETTER };
            here
        };
        let mut letters: Vec<_> = paragraph.text.char_indices().map(letter).collect();
        letters.push((paragraph.text.len(), far));
        Ruler { paragraph, letters }
    }

    fn at(&self, at: Offset) -> usize {
        let within = at.0.saturating_sub(self.paragraph.span.start().0);
        let letter = self.letters.partition_point(|&(start, _)| start < within);
        self.letters.get(letter).or(self.letters.last()).map_or(0, |&(_, far)| far)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Galley, Show};
    use super::*;
    use crate::annotation::{AnnotationId, document_from_notation};
    use proptest::prelude::*;

    /// Each name of the first paragraph with the piece it is drawn at: `<` before it at its start, `>` behind at its end.
    fn named(notation: &str, focus: Option<&str>) -> Vec<String> {
        let document = document_from_notation("d", notation, &"Ruth".into()).unwrap();
        let focus = focus.map(|id| AnnotationId(id.into()));
        let galley = Galley::new(&document.into(), Show::default(), focus.as_ref());
        let first = galley.paragraphs().next().unwrap();
        let pieces = pieces(first);
        let names = pieces.iter().flat_map(|piece| {
            let words = piece.span.slice(&first.text).unwrap();
            piece.marks.iter().filter_map(|mark| mark.name.as_ref()).map(move |name| match name.at {
                NamePlace::Start => format!("<{} {words}", name.words),
                NamePlace::End => format!("{words} {}>", name.words),
            })
        });
        names.collect()
    }

    fn check(notation: &str, expected: &[&str]) {
        assert_eq!(named(notation, None), expected, "{notation}");
    }

    #[test]
    fn names_stand_at_the_start_and_else_at_the_end() {
        check("In [PLACE? Mexico] on [DATE Friday]", &["<PLACE? Mexico", "<DATE Friday"]);
        // One inside another: the outer one's where there is room.
        check(
            "[AGENCY [PLACE Port Ellery] Harbour Commission]",
            &["<PLACE Port Ellery", " Harbour Commission AGENCY>"],
        );
        check("[COURT Court of Appeals of [PLACE Ohio]]", &["<COURT Court of Appeals of ", "<PLACE Ohio"]);
        // Crossing.
        check(
            "The [COURT Norhaven District] Court Building\n                    ^^^^^^^^^^^^^^^^^^^^^^^^ PLACE",
            &["<COURT Norhaven ", "<PLACE District"],
        );
        check(
            "[COURT Ad Hoc] of Norhaven\n       ^^^^^^^^^^^^^^^^^^^ PLACE",
            &["<COURT Ad Hoc", " of Norhaven PLACE>"],
        );
    }

    #[test]
    fn a_name_without_room_is_not_drawn() {
        // “US” and “Mexico” stand so close that PLACE under the first would run under the second.
        check("[PLACE US] [PLACE Mexico] é", &["<PLACE Mexico"]);
        assert_eq!(named("[PLACE US] [PLACE Mexico] é", Some("a1")), ["<PLACE US"]);
    }

    #[test]
    fn marks_without_a_name_are_counted_in_another() {
        check("[PLACE [LAW Ohio]] sat", &["<PLACE +1 Ohio"]);
        check("[PLACE [LAW [DATE? [COURT Ohio]]]] sat", &["<PLACE +3 Ohio"]);
        check(
            "[PLACE [LAW? [DATE 漢字]]][COURT Court of Norhaven]",
            &["<PLA+2 漢字", "Court of Norhaven COURT>"],
        );
        assert_eq!(named("[PLACE [LAW [DATE? Ohio]]] sat", Some("a3")), ["<DATE? +2 Ohio"]);
        // Beyond the paragraph a mark goes on without a name.
        check("[LAW a\n\nb]", &["<LAW a"]);
    }

    proptest! {
        /// By the measure they are placed by, names lie apart, and every mark has one or is counted where one is.
        #[test]
        fn names_lie_apart(marks in prop::collection::vec((0usize..60, 1usize..20, 0usize..3), 0..12)) {
            let text = "The court of 漢字 and Norhaven’s harbour commission sat on Friday.";
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut document = crate::annotation::Document::of_text("d", text);
            for (at, (start, length, label)) in marks.into_iter().enumerate() {
                let end = (start + length).min(bounds.len() - 1);
                let Some(span) = Span::of(bounds[start]..bounds[end]) else { continue };
                let label = Label::new(["PLACE", "ORGANIZATION", "X"][label]).unwrap();
                let id = AnnotationId(format!("a{at}").into());
                let new = Annotation::by_hand(id, span, label, "Ruth".into());
                crate::annotation::Edit::Insert(new.into()).apply(&mut document).unwrap();
            }
            let galley = Galley::new(&document.clone().into(), Show::default(), None);
            let paragraph = galley.paragraphs().next().unwrap();
            let ruler = Ruler::new(paragraph);
            let mut taken = Vec::new();
            for mark in pieces(paragraph).iter().flat_map(|piece| &piece.marks) {
                let Some(name) = &mark.name else { continue };
                let span = paragraph.annotations[mark.annotation].span;
                taken.push(match name.at {
                    NamePlace::Start => (ruler.at(span.start()), ruler.at(span.start()) + width(&name.words)),
                    NamePlace::End => (ruler.at(span.end()).saturating_sub(width(&name.words)), ruler.at(span.end())),
                });
            }
            taken.sort_unstable();
            prop_assert!(taken.is_sorted_by(|before, behind| before.0 == behind.0 || before.1 <= behind.0), "{taken:?}");
            prop_assert!(taken.windows(2).all(|pair| pair[0].0 != pair[1].0), "{taken:?}");
            prop_assert!(document.annotations().is_empty() || !taken.is_empty());
        }
    }
}
