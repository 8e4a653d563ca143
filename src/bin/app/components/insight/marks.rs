//! Marks by label: a bar of ink with its pencil behind it.

use tagline::workspace::insight::{Marked, Marks, grouped};
use yew::prelude::*;

use super::scale::{px, room, shortened};
use crate::components::labels::written;

/// How many labels have a bar; the table has all.
const MOST: usize = 12;
/// How high a row is.
const ROW: f64 = 30.0;

/// The labels that have marks that stand, as far as they are drawn, and how many others there are.
fn drawn(marks: &Marks) -> (Vec<&Marked>, usize) {
    let mut rows = marks.most_first();
    rows.retain(|row| row.standing() > 0);
    let more = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    (rows, more)
}

/// How high the chart is.
pub fn height(marks: &Marks) -> f64 {
    let (rows, more) = drawn(marks);
    ROW * rows.len() as f64 + if more > 0 { 26.0 } else { 4.0 }
}

/// The chart, `width` pixels wide.
pub fn chart(marks: &Marks, width: f64) -> Html {
    let (rows, more) = drawn(marks);
    let names: Vec<String> = rows.iter().map(|row| written(&row.label)).collect();
    let left = (names.iter().map(|name| room(name)).fold(0.0, f64::max) + 12.0).min(width * 0.36);
    let right = rows.iter().map(|row| room(&counts(row).concat())).fold(0.0, f64::max) + 10.0;
    let most = rows.iter().map(|row| row.standing()).max().unwrap_or(1);
    let long = |count: u32| match count {
        0 => 0.0,
        count => ((width - left - right).max(20.0) * f64::from(count) / f64::from(most)).max(1.5),
    };
    let row = |(at, (row, name)): (usize, (&&Marked, &String))| {
        let y = ROW * at as f64 + 4.0;
        let (ink, pencil) = (long(row.ink), long(row.pencil));
        let gap = if row.ink > 0 { 1.0 } else { 0.5 };
        let [first, then] = counts(row);
        html! {
            <g data-label={row.label.name().to_owned()}>
                <text class="insight-name" x="0" y={px(y + 12.0)}>{ shortened(name, left - 8.0) }</text>
                if row.ink > 0 {
                    <rect class="insight-ink" x={px(left)} y={px(y)} width={px(ink)} height="16" />
                }
                if row.pencil > 0 {
                    <rect
                        class="insight-pencil" x={px(left + ink + gap)} y={px(y + 0.5)}
                        width={px((pencil - gap).max(1.0))} height="15"
                    />
                }
                <text class="insight-value" x={px(left + ink + pencil + 8.0)} y={px(y + 12.0)}>
                    { first }<tspan class="insight-then">{ then }</tspan>
                </text>
            </g>
        }
    };
    html! {
        <>
            { for rows.iter().zip(&names).enumerate().map(row) }
            if more > 0 {
                <text x="0" y={px(ROW * rows.len() as f64 + 16.0)}>
                    { format!("and {more} more in the table") }
                </text>
            }
        </>
    }
}

/// What stands behind a bar: what is in ink, and what is still in pencil.
fn counts(row: &Marked) -> [String; 2] {
    let then = if row.pencil > 0 { format!(" + {}", grouped(row.pencil)) } else { String::new() };
    [grouped(row.ink), then]
}

/// The same in figures.
pub fn table(marks: &Marks) -> Html {
    let rows = marks.most_first();
    let row = |row: &&Marked| {
        html! {
            <tr>
                <th scope="row"><bdi>{ written(&row.label) }</bdi></th>
                <td>{ grouped(row.ink) }</td><td>{ grouped(row.pencil) }</td><td>{ grouped(row.rejected) }</td>
            </tr>
        }
    };
    let rejected = rows.iter().map(|row| row.rejected).sum();
    html! {
        <table>
            <caption>{ "Marks by label, and how they stand" }</caption>
            <thead>
                <tr>
                    <th scope="col">{ "Label" }</th><th scope="col">{ "Ink" }</th><th scope="col">{ "Pencil" }</th>
                    <th scope="col">{ "Rejected" }</th>
                </tr>
            </thead>
            <tbody>{ for rows.iter().map(row) }</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{ "All" }</th>
                    <td>{ grouped(marks.ink()) }</td><td>{ grouped(marks.pencil()) }</td><td>{ grouped(rejected) }</td>
                </tr>
            </tfoot>
        </table>
    }
}
