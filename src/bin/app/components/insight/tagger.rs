//! How often the tagger is right, by label: a dot for what was found, a line for the interval.

use tagline::workspace::insight::{Judged, Share, Tagger, grouped, percent};
use yew::prelude::*;

use super::scale::{px, room, shortened};
use crate::components::labels::written;

/// How many labels have a row; the table has all.
const MOST: usize = 12;
/// How high a row is.
const ROW: f64 = 27.0;

fn drawn(tagger: &Tagger) -> (Vec<(&Judged, Share)>, usize) {
    let rows = tagger.best_first();
    let more = rows.len().saturating_sub(MOST);
    (rows.into_iter().take(MOST).filter_map(|row| Some((row, row.share()?))).collect(), more)
}

/// How high the chart is.
pub fn height(tagger: &Tagger) -> f64 {
    let (rows, more) = drawn(tagger);
    ROW * rows.len() as f64 + 46.0 + if more > 0 { 20.0 } else { 0.0 }
}

/// Where the scale begins and its steps, in hundredths: from a half on, or lower where an interval reaches further.
fn scale(lowest: f64, room: f64) -> (u32, u32) {
    match (lowest * 100.0).floor() as u32 {
        50.. if room >= 240.0 => (50, 10),
        50.. => (50, 25),
        40.. => (40, 20),
        20.. => (20, 20),
        _ => (0, 25),
    }
}

/// The chart, `width` pixels wide.
pub fn chart(tagger: &Tagger, width: f64) -> Html {
    let (rows, more) = drawn(tagger);
    let names: Vec<String> = rows.iter().map(|(row, _)| written(&row.label)).collect();
    let left = (names.iter().map(|name| room(name)).fold(0.0, f64::max) + 20.0).min(width * 0.4);
    let right = 24.0;
    let lowest = rows.iter().map(|(_, share)| share.low).fold(1.0, f64::min);
    let (from, step) = scale(lowest, width - left - right);
    let x = |share: f64| {
        let from = f64::from(from) / 100.0;
        left + (width - left - right) * (share - from) / (1.0 - from)
    };
    let bottom = ROW * rows.len() as f64 + 6.0;
    let whole = "accepted of all decided, with 95% intervals";
    let what = if room(whole) <= width { whole } else { "accepted, with 95% intervals" };
    let tick = |at: u32| {
        let across = px(x(f64::from(at) / 100.0));
        html! {
            <>
                <line class="insight-axis" x1={across.clone()} x2={across.clone()} y1="0" y2={px(bottom)} />
                <text x={across} y={px(bottom + 16.0)} text-anchor="middle">{ format!("{at}%") }</text>
            </>
        }
    };
    let row = |(at, ((row, share), name)): (usize, (&(&Judged, Share), &String))| {
        let y = ROW * at as f64 + 14.0;
        html! {
            <g data-label={row.label.name().to_owned()}>
                <text class="insight-name" x="0" y={px(y + 4.0)}>{ shortened(name, left - 16.0) }</text>
                <line class="insight-interval" x1={px(x(share.low))} x2={px(x(share.high))} y1={px(y)} y2={px(y)} />
                <circle class="insight-found" cx={px(x(share.found))} cy={px(y)} r="5" />
            </g>
        }
    };
    html! {
        <>
            { for (from..=100).step_by(step as usize).map(tick) }
            { for rows.iter().zip(&names).enumerate().map(row) }
            <text x={px(width)} y={px(bottom + 34.0)} text-anchor="end">{ what }</text>
            if more > 0 {
                <text x="0" y={px(bottom + 54.0)}>{ format!("and {more} more in the table") }</text>
            }
        </>
    }
}

/// The same in figures.
pub fn table(tagger: &Tagger) -> Html {
    let row = |row: &&Judged| {
        let share = row.share();
        let whole = |share: f64| format!("{:.0}", share * 100.0);
        html! {
            <tr>
                <th scope="row"><bdi>{ written(&row.label) }</bdi></th>
                <td>{ grouped(row.right) }</td><td>{ grouped(row.wrong) }</td>
                <td>{ format!("{}%", percent(row.right, row.decided())) }</td>
                <td>{ share.map_or_else(String::new, |share| format!("{} to {}%", whole(share.low), whole(share.high))) }</td>
            </tr>
        }
    };
    html! {
        <table>
            <caption>{ "Suggestions decided, by the label that was suggested" }</caption>
            <thead>
                <tr>
                    <th scope="col">{ "Label" }</th><th scope="col">{ "Accepted" }</th>
                    <th scope="col">{ "Not accepted" }</th>
                    <th scope="col">{ "Right" }</th><th scope="col">{ "95% interval" }</th>
                </tr>
            </thead>
            <tbody>{ for tagger.best_first().iter().map(row) }</tbody>
        </table>
    }
}
