//! How long the documents are: a bar for each bin, solid as far as it has been read.

use tagline::workspace::insight::{Bin, Lengths, grouped, percent};
use yew::prelude::*;

use super::scale::{px, room};

/// How high the chart is.
pub const HEIGHT: f64 = 216.0;
/// The top of the highest bar.
const TOP: f64 = 26.0;
/// Where the bars stand.
const BOTTOM: f64 = HEIGHT - 42.0;
/// How wide a bar may be.
const WIDEST: f64 = 72.0;

/// The chart, `width` pixels wide.
pub fn chart(lengths: &Lengths, width: f64) -> Html {
    let bins = &lengths.bins;
    let most = bins.iter().map(|bin| bin.documents).max().unwrap_or(0).max(1);
    let left = 10.0;
    let last = bins.last().map_or(0, |bin| bin.below.unwrap_or(bin.from));
    let right = room(&grouped(last)) / 2.0 + 8.0;
    let each = ((width - left - right) / bins.len().max(1) as f64).min(WIDEST);
    let x = |at: usize| left + each * at as f64;
    let tall = |documents: f64| (BOTTOM - TOP) * documents / f64::from(most);
    let bar = |(at, bin): (usize, &Bin)| {
        let all = tall(f64::from(bin.documents));
        let read = all * f64::from(bin.read) / f64::from(bin.paragraphs.max(1));
        let (across, wide) = (px(x(at) + 2.0), px((each - 4.0).max(1.0)));
        html! {
            <>
                if bin.documents > 0 {
                    <rect
                        class="insight-unread" x={across.clone()} y={px(BOTTOM - all)} width={wide.clone()}
                        height={px(all)}
                    />
                }
                if bin.read > 0 {
                    <rect class="insight-read" x={across} y={px(BOTTOM - read)} width={wide} height={px(read)} />
                }
            </>
        }
    };
    let highest = bins.iter().position(|bin| bin.documents == most);
    // As many edges as have room for their numbers.
    let every = ((room(&grouped(last)) + 14.0) / each.max(1.0)).ceil().max(1.0) as usize;
    let edge = |at: usize| {
        let bin = bins.get(at);
        let words = match bin {
            Some(Bin { from, below: None, .. }) => format!("{}+", grouped(*from)),
            Some(bin) => grouped(bin.from),
            None => grouped(last),
        };
        html! { <text x={px(x(at))} y={px(BOTTOM + 17.0)} text-anchor="middle">{ words }</text> }
    };
    // The right edge of an open bin has no number.
    let edges = if bins.last().is_some_and(|bin| bin.below.is_none()) { bins.len() } else { bins.len() + 1 };
    let end = px(x(bins.len()));
    html! {
        <>
            { for bins.iter().enumerate().map(bar) }
            <line class="insight-axis" x1={px(left)} x2={end.clone()} y1={px(BOTTOM)} y2={px(BOTTOM)} />
            { for (0..edges).step_by(every).map(edge) }
            <text x={end} y={px(BOTTOM + 35.0)} text-anchor="end">{ "words" }</text>
            if let Some(at) = highest {
                <text class="insight-value" x={px(x(at) + each / 2.0)} y={px(TOP - 8.0)} text-anchor="middle">
                    { grouped(most) }
                </text>
            }
        </>
    }
}

/// The same in figures.
pub fn table(lengths: &Lengths) -> Html {
    let row = |bin: &Bin| {
        let words = match bin.below {
            Some(below) => format!("{} to {}", grouped(bin.from), grouped(below - 1)),
            None => format!("{} and more", grouped(bin.from)),
        };
        let share = match bin.paragraphs {
            0 => "–".to_owned(),
            all => format!("{}%", percent(bin.read, all)),
        };
        html! {
            <tr>
                <th scope="row">{ words }</th>
                <td>{ grouped(bin.documents) }</td><td>{ grouped(bin.paragraphs) }</td><td>{ grouped(bin.read) }</td>
                <td>{ share }</td>
            </tr>
        }
    };
    let (read, all) = lengths.read();
    html! {
        <table>
            <caption>{ "Documents by their number of words, and how many of their paragraphs have been read" }</caption>
            <thead>
                <tr>
                    <th scope="col">{ "Words" }</th><th scope="col">{ "Documents" }</th>
                    <th scope="col">{ "Paragraphs" }</th><th scope="col">{ "Read" }</th><th scope="col">{ "Share" }</th>
                </tr>
            </thead>
            <tbody>{ for lengths.bins.iter().map(row) }</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{ "All" }</th>
                    <td>{ grouped(lengths.documents) }</td><td>{ grouped(all) }</td><td>{ grouped(read) }</td>
                    <td>{ format!("{}%", percent(read, all)) }</td>
                </tr>
            </tfoot>
        </table>
    }
}
