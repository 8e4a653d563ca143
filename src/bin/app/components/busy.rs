//! What the worker is busy with, how far it has come, and a way to stop it.

use tagline::workspace::{Command, Job, Work};
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
    html! {
        <section class="busy" aria-label={title} key={props.job.ticket.to_string()}>
            <div>
                <b>{ title }</b>
                <p>{ format!("{words}, {percent}%") }</p>
                <progress max="100" value={percent.to_string()} aria-label={words} />
            </div>
            <button class="button" onclick={props.desk.on(Command::Stop)}>{ "Stop" }</button>
        </section>
    }
}

#[cfg(test)]
mod tests;
