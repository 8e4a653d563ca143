//! Below the list: what can be done to the selected rows, what is being done, what came of it, and the keys.

use tagline::annotation::{DocumentStatus, Schema};
use tagline::workspace::queue::{Errand, Queue, QueueCommand, Task};
use tagline::workspace::{Action, Command};
use yew::prelude::*;

use crate::components::keys::use_keymap;
use crate::components::same::Same;
use crate::desk::Desk;

/// Properties of [`Foot`].
#[derive(Properties, PartialEq)]
pub struct FootProps {
    pub queue: Queue,
    pub schema: Same<Schema>,
    /// Exports the selected documents, where that can be done.
    pub export: Option<Callback<()>>,
    pub desk: Desk,
}

/// The line below the list.
#[component]
pub fn Foot(props: &FootProps) -> Html {
    let FootProps { queue, schema, export, desk } = props;
    let keymap = use_keymap();
    let key = |action| keymap.caps(action, schema);
    let any = !queue.chosen().is_empty();
    let act = |words: &'static str, class: &'static str, action: Action, task: Task| {
        html! {
            <button {class} title={keymap.title(words, action)} onclick={desk.on(Command::Queue(QueueCommand::Do(task)))}>
                { words }
            </button>
        }
    };
    html! {
        <footer class="queue-foot" aria-label="Selected documents" data-any={(any || queue.errand().is_some() || queue.outcome().is_some()).to_string()}>
            if any { <b class="queue-count">{ queue.told_chosen() }</b> }
            if let Some(errand) = queue.errand() {
                { under_way(errand, desk) }
            } else if any {
                <span class="queue-deeds">
                    { act("Pre-tag", "button", Action::PreTag, Task::PreTag) }
                    { act("Mark done", "button", Action::MarkDone, Task::Mark(DocumentStatus::Done)) }
                    { act("Mark not done", "button", Action::MarkNotDone, Task::Mark(DocumentStatus::InProgress)) }
                    if let Some(export) = export {
                        <button class="button" onclick={export.reform(|_| ())}>{ "Export" }</button>
                    }
                    { act("Delete", "button bare", Action::DeleteRows, Task::Delete) }
                </span>
            }
            // It is said as it happens; here it stays to be read.
            if let Some(outcome) = queue.outcome().filter(|_| queue.errand().is_none()) {
                <span class="queue-outcome" aria-hidden="true">{ outcome.to_string() }</span>
            }
            <span class="push" />
            <span class="queue-keys">
                <span>{ key(Action::RowDown) }{ key(Action::RowUp) }{ " move" }</span>
                <span>{ key(Action::OpenRow) }{ " open" }</span>
                <span>{ key(Action::ChooseRow) }{ " select" }</span>
                <span>{ key(Action::Search) }{ " search" }</span>
                <span>{ key(Action::Keys) }{ " keys" }</span>
            </span>
        </footer>
    }
}

fn under_way(errand: &Errand, desk: &Desk) -> Html {
    let percent = errand.percent();
    let (words, paused) = (errand.task.doing(), errand.paused);
    html! {
        <span class="queue-errand">
            <span>{ words }{ " " }{ errand.told() }</span>
            <svg
                class="queue-meter" viewBox="0 0 100 6" preserveAspectRatio="none" role="progressbar" aria-label={words}
                aria-valuemin="0" aria-valuemax="100" aria-valuenow={percent.to_string()}
            >
                <rect width="100" height="6" fill="none" stroke="currentColor" stroke-opacity=".45" />
                <rect width={percent.to_string()} height="6" fill="currentColor" />
            </svg>
            <span>{ format!("{percent}%") }</span>
            <button class="button" onclick={desk.on(Command::Queue(QueueCommand::Pause(!paused)))}>
                { if paused { "Go on" } else { "Pause" } }
            </button>
            <button class="button bare" onclick={desk.on(Command::Queue(QueueCommand::StopErrand))}>{ "Stop" }</button>
        </span>
    }
}
