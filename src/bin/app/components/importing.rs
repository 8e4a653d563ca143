//! The window of files that come in together: which they are, which column is what, how far they have come, what came of them.

mod columns;
mod outcome;

use tagline::workspace::{Command, ImportCommand, ImportStep, Importing, counted};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use self::columns::Columns;
use self::outcome::Outcome;
use super::icon::{Icon, icon};
use super::keys::use_modal;
use super::same::Same;
use crate::desk::Desk;

/// So many names of files are shown.
const NAMES: usize = 6;

/// Properties of [`ImportingWindow`].
#[derive(Properties, PartialEq)]
pub struct ImportingProps {
    pub importing: Same<Importing>,
    pub desk: Desk,
}

/// The window; or while it is closed and the files still come in, how far they are.
#[component]
pub fn ImportingPart(props: &ImportingProps) -> Html {
    let ImportingProps { importing, desk } = props;
    if importing.hidden {
        html! { <Aside importing={importing.clone()} desk={desk.clone()} /> }
    } else {
        html! { <ImportingWindow importing={importing.clone()} desk={desk.clone()} /> }
    }
}

fn on<E: 'static>(desk: &Desk, command: ImportCommand) -> Callback<E> {
    desk.on(Command::Import(command))
}

#[component]
fn ImportingWindow(props: &ImportingProps) -> Html {
    let dialog = use_modal();
    let ImportingProps { importing, desk } = props;
    let close = on::<MouseEvent>(desk, ImportCommand::Close);
    let files = counted(importing.files.len(), "file");
    let title = match &importing.step {
        ImportStep::Handing(_) | ImportStep::Choosing => "Import",
        ImportStep::Running { .. } => "Importing",
        ImportStep::Over { stopped: true, .. } => "Import stopped",
        ImportStep::Over { .. } => "Imported",
    };
    let leave_out = {
        let desk = desk.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                desk.send(Command::Import(ImportCommand::LeaveOut(input.checked())));
            }
        })
    };
    let body = match &importing.step {
        ImportStep::Handing(done) => html! {
            <>
                { names(importing) }
                <Bar words="Reading the files" done={*done} of={importing.bytes()} />
            </>
        },
        ImportStep::Choosing => html! {
            <>
                { names(importing) }
                { for importing.tables.iter().enumerate().map(|(at, tables)| html! {
                    <Columns {at} tables={tables.clone()} desk={desk.clone()} />
                }) }
                <label class="importing-leave">
                    <input type="checkbox" checked={importing.leave_out} onchange={leave_out} />
                    { "Leave out articles that are here already, word for word" }
                </label>
                if importing.tables.is_empty() {
                    <p class="mute small">{ "Each article is cleaned as it comes in; what is taken out can be put back." }</p>
                }
            </>
        },
        ImportStep::Running { done, of, .. } => html! {
            <>
                <Bar words="Cleaning the articles" done={*done} of={*of} />
                <p>{ so_far(importing) }</p>
                <p class="mute small">
                    { "You can close this window and work on. If you stop, what has come in stays." }
                </p>
            </>
        },
        ImportStep::Over { .. } => html! { <Outcome importing={importing.clone()} desk={desk.clone()} /> },
    };
    let foot = match &importing.step {
        ImportStep::Handing(_) => {
            html! { <button class="button" onclick={close.clone()}>{ "Cancel" }</button> }
        }
        ImportStep::Choosing => html! {
            <>
                <button class="button" onclick={close.clone()}>{ "Cancel" }</button>
                <button class="button main" onclick={on(desk, ImportCommand::Start)}>{ format!("Import {files}") }</button>
            </>
        },
        ImportStep::Running { stopping, .. } => html! {
            <>
                <button class="button" disabled={*stopping} onclick={on(desk, ImportCommand::Stop)}>
                    { if *stopping { "Stopping" } else { "Stop" } }
                </button>
                <button class="button main" onclick={close.clone()}>{ "Work on" }</button>
            </>
        },
        ImportStep::Over { .. } => {
            html! { <button class="button main" onclick={close.clone()}>{ "Close" }</button> }
        }
    };
    html! {
        <dialog
            class="importing window" ref={dialog} aria-labelledby="importing-title"
            onclose={on::<Event>(desk, ImportCommand::Close)}
        >
            <header>
                <h2 id="importing-title">{ title }</h2>
                <span class="push" />
                <button class="button bare square" aria-label="Close" onclick={close}>{ icon(Icon::Close) }</button>
            </header>
            <div class="importing-body">{ body }</div>
            <footer><span class="push" />{ foot }</footer>
        </dialog>
    }
}

/// How many files there are, and what the first of them are called.
fn names(importing: &Importing) -> Html {
    let more = importing.files.len().saturating_sub(NAMES);
    html! {
        <section class="importing-files">
            <p><b>{ format!("{}, {}", counted(importing.files.len(), "file"), size(importing.bytes())) }</b></p>
            <ul class="small">
                { for importing.files.iter().take(NAMES).map(|(name, bytes)| html! {
                    <li><bdi>{ name.to_string() }</bdi><span class="mute">{ size(*bytes) }</span></li>
                }) }
                if more > 0 { <li class="mute">{ format!("and {more} more") }</li> }
            </ul>
        </section>
    }
}

/// What has come in so far.
fn so_far(importing: &Importing) -> String {
    let came = format!("{} in", counted(importing.came, "document"));
    match importing.rejected.len() {
        0 => came,
        some => format!("{came}, {} in the report", counted(some, "line")),
    }
}

/// A number of bytes.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[derive(Properties, PartialEq)]
struct BarProps {
    words: &'static str,
    done: u64,
    of: u64,
}

/// How far it is.
#[component]
fn Bar(props: &BarProps) -> Html {
    let percent = (100 * props.done / props.of.max(1)).min(100);
    html! {
        <div class="importing-bar">
            <p>{ format!("{}, {percent}%", props.words) }</p>
            <progress max="100" value={percent.to_string()} aria-label={props.words} />
        </div>
    }
}

/// How far files are that come in while a person works on.
#[component]
fn Aside(props: &ImportingProps) -> Html {
    let ImportingProps { importing, desk } = props;
    let show = html! { <button class="button" onclick={on(desk, ImportCommand::Show)}>{ "Show" }</button> };
    match &importing.step {
        ImportStep::Over { failed, .. } => html! {
            <section class="importing-aside" role="status" data-failed={failed.is_some().then_some("true")}>
                <div><b>{ "Import over" }</b><p>{ so_far(importing) }</p></div>
                { show }
                <button class="button bare square" aria-label="Close" onclick={on(desk, ImportCommand::Close)}>{ icon(Icon::Close) }</button>
            </section>
        },
        ImportStep::Running { done, of, .. } => html! {
            <section class="importing-aside" aria-label="Importing">
                <Bar words="Importing" done={*done} of={*of} />
                { show }
            </section>
        },
        _ => html! {},
    }
}

#[cfg(test)]
mod tests;
