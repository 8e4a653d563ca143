//! Documents done over time: a line up to today, and a dashed one on at this week's pace.

use tagline::tagging::calendar::Day;
use tagline::workspace::insight::{Progress, date, grouped};
use yew::prelude::*;

use super::scale::{days_step, px, room, step};

/// How high the chart is.
pub const HEIGHT: f64 = 216.0;
/// The height at which all documents are done.
const TOP: f64 = 22.0;
/// The height at which none is.
const BOTTOM: f64 = HEIGHT - 30.0;

/// Where the dashed line ends: the day, how many are done by then, and what stands there.
struct Ahead {
    day: i64,
    done: f64,
    words: String,
}

/// The chart, `width` pixels wide; nothing where no day is known.
pub fn chart(progress: &Progress, width: f64) -> Html {
    let (Some(first), Some(today)) = (progress.days.first(), progress.today) else { return Html::default() };
    // From the evening before the first was done, and a week at least.
    let start = (first.day.number() - 1).min(today.number() - 6);
    let ahead = ahead(progress, today, start);
    let end = ahead.as_ref().map_or(0, |ahead| ahead.day).max(today.number());
    let all = f64::from(progress.all.max(1));
    let y = |done: f64| BOTTOM - (BOTTOM - TOP) * done / all;

    let steps = step(progress.all, 4);
    let ticks = (0..=progress.all / steps).map(|at| at * steps);
    // What would run into the number of all documents is left out.
    let ticks = ticks.filter(|&tick| tick == progress.all || y(f64::from(tick)) - TOP > 14.0);
    let ticks: Vec<u32> =
        ticks.chain((!progress.all.is_multiple_of(steps)).then_some(progress.all)).collect();
    let left = ticks.iter().map(|tick| room(&grouped(*tick))).fold(0.0, f64::max) + 8.0;
    let right = ahead.as_ref().map_or(8.0, |ahead| room(&ahead.words) + 8.0);
    let x = |day: i64| left + (width - left - right) * (day - start) as f64 / (end - start) as f64;

    let line = |&tick: &u32| {
        let at = px(y(f64::from(tick)));
        html! {
            <>
                <line class="insight-axis" x1={px(left)} x2={px(width - right)} y1={at.clone()} y2={at} />
                <text x={px(left - 8.0)} y={px(y(f64::from(tick)) + 4.0)} text-anchor="end">{ grouped(tick) }</text>
            </>
        }
    };
    let span = today.number() - first.day.number();
    let shown = (x(today.number()) - x(first.day.number())).max(1.0);
    let days = days_step(span, (shown / 64.0) as i64 + 1);
    let named = (0..=span / days).filter_map(|at| first.day.plus(at * days));
    let named = named.map(|day| {
        let words = date(day, today);
        // Not cut off at either side.
        let half = room(&words) / 2.0;
        let at = x(day.number()).min(width - half).max(half);
        html! { <text x={px(at)} y={px(HEIGHT - 10.0)} text-anchor="middle">{ words }</text> }
    });

    let here @ (across, down) = (x(today.number()), y(f64::from(progress.done)));
    let words = format!("{} done", grouped(progress.done));
    // Before the dot where there is room, else below it: the dashed line goes up.
    let before = across - left > room(&words) + 16.0;
    let (anchor, at) = match before {
        true => ("end", (across - 10.0, down - 10.0)),
        false => ("start", (across + 10.0, (down + 18.0).min(BOTTOM - 6.0))),
    };
    html! {
        <>
            { for ticks.iter().map(line) }
            { for named }
            if let Some(ahead) = &ahead {
                { dashed(ahead, here, (x(ahead.day), y(ahead.done)), before, width) }
            }
            <polyline class="insight-line" points={points(progress, start, today, x, y)} />
            <circle class="insight-dot" cx={px(across)} cy={px(down)} r="4" />
            <text class="insight-value" x={px(at.0)} y={px(at.1)} text-anchor={anchor}>{ words }</text>
        </>
    }
}

/// The line of what was done: flat over days on which nothing was.
fn points(
    progress: &Progress,
    start: i64,
    today: Day,
    x: impl Fn(i64) -> f64,
    y: impl Fn(f64) -> f64,
) -> String {
    let mut points = Vec::new();
    let first = progress.days.first().map_or(0, |first| first.sum - first.count);
    let (mut last, mut sum) = (start, first);
    let mut add = |day: i64, sum: u32| points.push(format!("{},{}", px(x(day)), px(y(f64::from(sum)))));
    add(start, sum);
    for on in &progress.days {
        let day = on.day.number();
        if day - 1 > last {
            add(day - 1, sum);
        }
        add(day, on.sum);
        (last, sum) = (day, on.sum);
    }
    if today.number() > last {
        add(today.number(), sum);
    }
    points.join(" ")
}

/// Where this week's pace leads. What lies too far ahead would leave no room for what was done: the line goes that way and
/// says so.
fn ahead(progress: &Progress, today: Day, start: i64) -> Option<Ahead> {
    let finish = progress.finish?;
    let words = date(finish, today);
    let days = finish.number() - today.number();
    let most = (2 * (today.number() - start)).max(14);
    if days <= most {
        return Some(Ahead { day: finish.number(), done: f64::from(progress.all), words });
    }
    let left = f64::from(progress.all - progress.done);
    let done = f64::from(progress.done) + left * most as f64 / days as f64;
    Some(Ahead { day: today.number() + most, done, words: format!("→ {words}") })
}

/// The dashed line with what it says: below its start where that is `free`, else below its middle.
fn dashed(ahead: &Ahead, from: (f64, f64), to: (f64, f64), free: bool, width: f64) -> Html {
    let (across, down) = match free && from.1 + 18.0 <= BOTTOM - 6.0 {
        true => (from.0 + 14.0, from.1 + 18.0),
        false => ((from.0 + to.0) / 2.0 + 12.0, (from.1 + to.1) / 2.0 + 18.0),
    };
    let fits = |words: &&&str| across + room(words) <= width && down > to.1 + 20.0;
    let pace = ["dashed: at this pace", "at this pace"].iter().find(fits);
    html! {
        <>
            <line class="insight-ahead" x1={px(from.0)} y1={px(from.1)} x2={px(to.0)} y2={px(to.1)} />
            <text x={px(to.0 + 6.0)} y={px(to.1 + 14.0)}>{ &ahead.words }</text>
            if let Some(pace) = pace {
                <text x={px(across)} y={px(down)}>{ *pace }</text>
            }
        </>
    }
}

/// The same in figures.
pub fn table(progress: &Progress) -> Html {
    let Some(today) = progress.today else { return Html::default() };
    let unknown = progress.days.first().map_or(progress.done, |first| first.sum - first.count);
    let rows = progress.days.iter().map(|on| {
        html! {
            <tr>
                <th scope="row"><time datetime={on.day.to_string()}>{ date(on.day, today) }</time></th>
                <td>{ grouped(on.count) }</td>
                <td>{ grouped(on.sum) }</td>
            </tr>
        }
    });
    html! {
        <table>
            <caption>{ format!("Documents done by day, in UTC, of {}", grouped(progress.all)) }</caption>
            <thead><tr><th scope="col">{ "Day" }</th><th scope="col">{ "Done" }</th><th scope="col">{ "In all" }</th></tr></thead>
            <tbody>
                if unknown > 0 {
                    <tr><th scope="row">{ "Not known" }</th><td>{ grouped(unknown) }</td><td>{ grouped(unknown) }</td></tr>
                }
                { for rows }
            </tbody>
        </table>
    }
}
