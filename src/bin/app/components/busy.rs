//! What the worker is busy with, how far it has come, and a way to stop it; and what it could not do.

use std::rc::Rc;

use tagline::workspace::{Command, Failure, Job, Work};
use yew::prelude::*;

use crate::desk::Desk;

/// Properties of [`Busy`].
#[derive(Properties, PartialEq)]
pub struct BusyProps {
    pub job: Job,
    pub desk: Desk,
}

/// Shown by the sheet only once the work has taken a moment.
#[component]
pub fn Busy(props: &BusyProps) -> Html {
    let (title, words) = match props.job.work {
        Work::Clean { .. } => ("Reading the article", "Taking out the furniture"),
        Work::Reopen { .. } => ("Reading the source", "Finding its blocks"),
        Work::Tag { .. } => ("Reading the article", "Looking for names"),
    };
    let percent = (props.job.done * 100.0).round();
    let (words, how_far) = match props.job.loading {
        Some((bytes, of)) => ("Loading the tagger", megabytes(bytes, of)),
        None => (words, format!("{percent}%")),
    };
    html! {
        <section class="busy" aria-label={title} key={props.job.ticket.to_string()}>
            <div>
                <b>{ title }</b>
                <p>{ format!("{words}, {how_far}") }</p>
                <progress max="100" value={percent.to_string()} aria-label={words} />
            </div>
            <button class="button" onclick={props.desk.on(Command::Stop)}>{ "Stop" }</button>
        </section>
    }
}

/// `1.2 of 2.0 MB`.
fn megabytes(bytes: usize, of: usize) -> String {
    let megabytes = |bytes: usize| bytes as f64 / 1e6;
    format!("{:.1} of {:.1} MB", megabytes(bytes), megabytes(of))
}

/// Properties of [`Stalled`].
#[derive(Properties, PartialEq)]
pub struct StalledProps {
    pub failure: Rc<Failure>,
    pub desk: Desk,
}

/// What the worker could not do: why, what became of it, and another try.
#[component]
pub fn Stalled(props: &StalledProps) -> Html {
    let work = &props.failure.work;
    let title = match work.as_slice() {
        [Work::Clean { .. }] => "This article was not read".to_owned(),
        [Work::Reopen { .. }] => "The source was not read".to_owned(),
        [Work::Tag { .. }] => "Names were not looked for".to_owned(),
        several => format!("{} pieces of work were not done", several.len()),
    };
    let kept = match work.as_slice() {
        [Work::Clean { .. }] => "It is kept as it came, and your other work is unchanged.",
        [_] => "Your work is unchanged.",
        _ => "They are kept as they came, and your other work is unchanged.",
    };
    html! {
        <section class="busy" role="alert" data-failed="true" aria-labelledby="stalled">
            <div>
                <b id="stalled">{ title }</b>
                <p>{ &props.failure.message }</p>
                <p>{ kept }</p>
            </div>
            <div class="busy-choices">
                <button class="button main" onclick={props.desk.on(Command::Retry)}>{ "Try again" }</button>
                <button class="button" onclick={props.desk.on(Command::GiveUp)}>{ "Give up" }</button>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests;
