//! What a file holds of what is exported: how many marks as they are, what is left out or changed and why, with what can be done.

use tagline::format::{Cause, Fix, Format, Loss, Lost, Place, Tally};
use tagline::workspace::{counted, figures};
use yew::prelude::*;

use super::Seen;

/// How many marks are quoted for a cause.
const QUOTED: usize = 3;
/// How much of each, in code points.
const QUOTE: usize = 40;

/// The key that turns a fix on and off.
pub fn key(fix: Fix) -> &'static str {
    match fix {
        Fix::Suggestions => "s",
        Fix::Tokens => "w",
        Fix::Overlaps => "o",
    }
}

/// The marks in one sentence and one bar, then a row for each thing that is lost or changed.
pub fn carried(
    seen: &Seen,
    format: &Format,
    fixes: &[Fix],
    mend: &Callback<Fix>,
    unreadable: Vec<String>,
) -> Html {
    let (as_is, changed, left_out) = seen.fitted.marks(&seen.project);
    let left_out = left_out + seen.moved.iter().filter(|loss| matches!(loss.place, Place::Row(..))).count();
    let all = as_is + changed + left_out;
    let (marks, parts): (Vec<&Tally>, Vec<&Tally>) =
        seen.tallies.iter().partition(|tally| tally.cause.is_some());
    // What was mended and is told no more keeps a row, so that it can be taken back.
    let told = |fix: &Fix| marks.iter().any(|tally| tally.cause.and_then(mended) == Some(*fix));
    let done = Fix::ALL.iter().filter(|fix| fixes.contains(fix) && format.rules.takes(**fix) && !told(fix));
    html! {
        <>
            <p class="export-sum" role="status">
                <b>{ sentence(as_is, all) }</b>
                if changed > 0 { { format!(" {} changed.", figures(changed)) } }
                if left_out > 0 { { format!(" {} left out.", figures(left_out)) } }
            </p>
            if all > 0 {
                <svg class="export-bar" viewBox={format!("0 0 {all} 1")} preserveAspectRatio="none" aria-hidden="true">
                    <rect data-part="whole" x="0" width={as_is.to_string()} height="1" />
                    <rect data-part="changed" x={as_is.to_string()} width={changed.to_string()} height="1" />
                    <rect data-part="lost" x={(as_is + changed).to_string()} width={left_out.to_string()} height="1" />
                </svg>
            }
            if seen.tallies.is_empty() {
                <p class="mute small">{ if unreadable.is_empty() { "Everything is written as it is." } else { "What could be read is written as it is." } }</p>
            }
            <ul class="export-losses">
                { for marks.iter().map(|tally| row(seen, tally, format, mend)) }
                { for done.map(|&fix| html! {
                    <li class="export-loss">
                        <span class="export-count">{ "✓" }</span>
                        <span>{ fix.words() }</span>
                        { button(fix, true, mend) }
                    </li>
                }) }
            </ul>
            if !unreadable.is_empty() {
                <h3 class="eyebrow">{ "Not in this file" }</h3>
                <ul class="export-losses">
                    { for unreadable.iter().map(|row| html! { <li><span>{ row }</span></li> }) }
                </ul>
                <p class="mute small">{ "What comes behind there could not be read. It is stored as it was; a backup holds it." }</p>
            }
            if !parts.is_empty() {
                <h3 class="eyebrow">{ "Not carried" }</h3>
                <ul class="export-losses export-parts">
                    { for parts.iter().map(|tally| html! {
                        <li><span>{ tally.words.to_string() }</span><span class="mute">{ losers(tally) }</span></li>
                    }) }
                </ul>
            }
        </>
    }
}

/// `All 5 marks are written as they are.`
fn sentence(as_is: usize, all: usize) -> String {
    match (as_is, all) {
        (_, 0) => "No marks.".to_owned(),
        (1, 1) => "The mark is written as it is.".to_owned(),
        _ if as_is == all => format!("All {} are written as they are.", counted(all, "mark")),
        _ => format!("{} of {} written as they are.", figures(as_is), counted(all, "mark")),
    }
}

fn row(seen: &Seen, tally: &Tally, format: &Format, mend: &Callback<Fix>) -> Html {
    let count = tally.rows + tally.documents + usize::from(tally.project);
    let fix = tally.cause.and_then(Cause::fix).filter(|fix| format.rules.takes(*fix));
    let mut words = tally.words.to_string();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    html! {
        <li class="export-loss">
            <span class="export-count">{ figures(count) }</span>
            <span>
                { words }
                <span class="export-quotes small mute">{ quoted(seen, tally) }</span>
            </span>
            if let Some(fix) = fix {
                { button(fix, false, mend) }
            }
            if let Some(fix) = tally.cause.and_then(mended) {
                { button(fix, true, mend) }
            }
        </li>
    }
}

/// The fix that has brought something about.
fn mended(cause: Cause) -> Option<Fix> {
    match cause {
        Cause::Taken => Some(Fix::Suggestions),
        Cause::Widened => Some(Fix::Tokens),
        _ => None,
    }
}

fn button(fix: Fix, on: bool, mend: &Callback<Fix>) -> Html {
    html! {
        <button class="button" aria-pressed={on.to_string()} onclick={mend.reform(move |_: MouseEvent| fix)}>
            { if on { "Take back" } else { fix.words() } }<kbd>{ key(fix) }</kbd>
        </button>
    }
}

/// The first marks, or documents, that a cause is told of.
fn quoted(seen: &Seen, tally: &Tally) -> String {
    let told = seen
        .fitted
        .losses
        .iter()
        .filter(|loss| matches!(loss.lost, Lost::Because(cause) if Some(cause) == tally.cause));
    let mut quotes: Vec<String> = told.filter_map(|loss| quote(seen, loss)).take(QUOTED + 1).collect();
    if quotes.len() > QUOTED {
        quotes.truncate(QUOTED);
        quotes.push("…".to_owned());
    }
    quotes.join(", ")
}

fn quote(seen: &Seen, loss: &Loss) -> Option<String> {
    let words = match loss.place {
        Place::Project => return None,
        Place::Document(_) if seen.project.documents.len() == 1 => return None,
        Place::Document(at) => {
            let document = seen.project.documents.get(at)?;
            document.metadata().title.clone().unwrap_or_else(|| document.id.to_string())
        }
        Place::Row(at, _, row) => {
            let document = seen.project.documents.get(at)?;
            document.words(document.annotations().get(row)?.span).to_owned()
        }
    };
    let mut short: String = words.chars().take(QUOTE).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    Some(format!("“{}”", short.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// Who loses it: `the project, 2 documents, 14 marks`.
pub fn losers(tally: &Tally) -> String {
    let mut who = Vec::new();
    if tally.project {
        who.push("the project".to_owned());
    }
    if tally.documents > 0 {
        who.push(counted(tally.documents, "document"));
    }
    if tally.rows > 0 {
        who.push(counted(tally.rows, "mark"));
    }
    who.join(", ")
}
