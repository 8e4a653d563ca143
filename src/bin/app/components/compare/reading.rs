//! Some words as one version has them, with its marks; what is in question is framed, and what it lacks is dotted.

use tagline::annotation::Annotation;
use tagline::text::Span;
use tagline::workspace::{NamePlace, Piece, PieceMark, Reading, pieces};
use yew::prelude::*;

/// The words of a version around a conflict.
pub fn reading(readings: &[Reading]) -> Html {
    let paragraph = |reading: &Reading| {
        let text =
            pieces(&reading.paragraph).iter().map(|piece| piece_text(reading, piece)).collect::<Html>();
        html! { <p class="galley-text compare-text" dir="auto" data-start={reading.paragraph.start.0.to_string()}>{ text }</p> }
    };
    readings.iter().map(paragraph).collect()
}

fn piece_text(reading: &Reading, piece: &Piece) -> Html {
    let paragraph = &reading.paragraph;
    if piece.marks.is_empty() {
        return plain(reading, piece.span);
    }
    let words = piece.span.slice(&paragraph.text).unwrap_or_default();
    piece.marks.iter().rev().fold(html! { { words } }, |inside, mark| {
        paragraph.annotations.get(mark.annotation).map_or(inside.clone(), |annotation| {
            mark_html(annotation, mark, reading.asked.contains(&annotation.id), inside)
        })
    })
}

/// Words without a mark; where another version has one, they are dotted.
fn plain(reading: &Reading, span: Span) -> Html {
    let paragraph = &reading.paragraph;
    let shift = paragraph.span.start().0;
    let (mut at, end) = (span.start().0, span.end().0);
    let mut parts = Vec::new();
    let words = |from: usize, to: usize| paragraph.text.get(from..to).unwrap_or_default().to_owned();
    for missing in &reading.missing {
        let from = missing.start().0.saturating_sub(shift).clamp(at, end);
        let to = missing.end().0.saturating_sub(shift).clamp(from, end);
        if from < to {
            parts.push(html! { { words(at, from) } });
            parts.push(html! { <span class="compare-missing">{ words(from, to) }</span> });
            at = to;
        }
    }
    parts.push(html! { { words(at, end) } });
    parts.into_iter().collect()
}

fn mark_html(annotation: &Annotation, mark: &PieceMark, asked: bool, inside: Html) -> Html {
    let name = mark.name.as_ref();
    let place = name.map(|name| if name.at == NamePlace::Start { "start" } else { "end" });
    html! {
        <mark
            data-id={annotation.id.0.to_string()}
            data-label={annotation.label.name().to_owned()}
            data-status={annotation.status.name()}
            data-lane={mark.lane.min(2).to_string()}
            data-name={name.map(|name| name.words.clone())}
            data-name-at={place}
            data-asked={asked.then_some("true")}
            aria-description={mark.first.then(|| format!("{}, {}", annotation.label, annotation.status.name()))}
        >{ inside }</mark>
    }
}
