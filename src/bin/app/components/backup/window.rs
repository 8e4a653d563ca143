//! The window that makes a backup or restores one, says how far it is, and asks what to do with a file that is not whole.

use std::cell::Cell;
use std::rc::Rc;

use tagline::workspace::insight::grouped;
use tagline::workspace::{Backups, Every, ago};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Begin;
use super::going::{Going, Stage, Work, documents};
use crate::backup::{Restored, Vault};
use crate::browser::{backups, clock, save};
use crate::components::icon::{Icon, icon};
use crate::components::keys::use_modal;
use crate::components::same::Same;

/// How many issues of a file are shown.
const SHOWN: usize = 5;

/// Properties of [`BackupWindow`].
#[derive(Properties, PartialEq)]
pub struct BackupWindowProps {
    pub vault: Same<dyn Vault>,
    pub project: u32,
    pub name: Rc<str>,
    pub known: Rc<Backups>,
    /// What is begun at once.
    pub begin: Begin,
    pub close: Callback<()>,
    pub open: Callback<u32>,
}

/// The window.
#[component]
pub fn BackupWindow(props: &BackupWindowProps) -> Html {
    let dialog = use_modal();
    let input = use_node_ref();
    let stage = use_state_eq(|| Stage::Idle);
    let stop = use_memo((), |()| Cell::new(false));
    let coming = use_memo((), |()| Cell::new(None));
    let works = matches!(*stage, Stage::Working(..));
    // What is asked is answered before anything else is begun.
    let taken = works || matches!(*stage, Stage::Asking(_));
    let going = Going {
        vault: props.vault.0.clone(),
        stage: stage.clone(),
        stop: stop.clone(),
        coming,
        project: props.project,
        name: props.name.clone(),
    };
    use_effect_with((), {
        let left = going.clone();
        move |()| {
            move || {
                left.stop.set(true);
                left.drop_it();
            }
        }
    });
    let begun = use_mut_ref(Begin::default);
    use_effect_with((props.begin.clone(), taken), {
        let going = going.clone();
        move |(begin, taken)| {
            // What came while something else was done waits for its turn.
            if *taken || *begun.borrow() == *begin {
                return;
            }
            begun.replace(begin.clone());
            match begin {
                Begin::Nothing => {}
                Begin::BackUp => going.back_up(false),
                Begin::Restore(file) => going.restore(file.clone()),
            }
        }
    });
    let make = |other: bool| {
        let going = going.clone();
        Callback::from(move |_: MouseEvent| going.clone().back_up(other))
    };
    let choose = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = {
        let going = going.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            if let Some(file) = input.files().and_then(|list| list.get(0)) {
                // The same file can be chosen again.
                input.set_value("");
                going.clone().restore(file);
            }
        })
    };
    let halt = Callback::from(move |_: MouseEvent| stop.set(true));
    // Escape must not cost what has been done for minutes; Stop is there for that.
    let oncancel = Callback::from(move |event: Event| {
        if works {
            event.prevent_default();
        }
    });
    let close = props.close.reform(|_| ());
    html! {
        <dialog
            class="backup window" ref={dialog} aria-labelledby="backup-title" {oncancel} onclose={props.close.reform(|_| ())}
        >
            <header>
                <h2 id="backup-title">{ "Backup" }</h2>
                <span class="push" />
                <button class="button bare square" aria-label="Close" disabled={works} onclick={close}>{ icon(Icon::Close) }</button>
            </header>
            <div class="backup-body">
                <section>
                    <p class="backup-finding">{ finding(&props.known) }</p>
                    <p>
                        { "A backup is one file with all of " }<b><bdi>{ props.name.to_string() }</bdi></b>
                        { ": documents, marks, labels, and undo. Keep it on another disk. " }
                        { place(props.project) }
                    </p>
                </section>
                <div class="backup-stage" aria-live="polite">{ shown(&stage, &going, &props.open, &props.close) }</div>
                if let Stage::Working(work, done, of) = *stage { { progress(work, done, of, halt) } }
                <section>
                    <h3 id="backup-every">{ "Remind me" }</h3>
                    { every(props.project, props.known.every) }
                </section>
            </div>
            <footer>
                <button class="button" disabled={taken} title="It comes in as a new project; nothing that is there is changed" onclick={choose}>
                    { icon(Icon::Open) }{ "Restore from a file" }
                </button>
                <input
                    class="backup-file" type="file" tabindex="-1" aria-hidden="true" ref={input}
                    accept=".gz,.jsonl,application/gzip" {onchange}
                />
                <span class="push" />
                if save::chosen(props.project).is_some() {
                    <button class="button" disabled={taken} onclick={make(true)}>{ "Into another file" }</button>
                }
                <button class="button main" disabled={taken} onclick={make(false)}>{ "Back up now" }</button>
            </footer>
        </dialog>
    }
}

/// What is known of the last backup.
fn finding(known: &Backups) -> String {
    let now = clock::now();
    match (&known.last, known.changes) {
        (Some(last), 0) => format!("Last backup {}. Nothing has changed since.", ago(last, &now)),
        (None, 0) => "No backup yet.".to_owned(),
        _ => known.reminder(&now),
    }
}

/// Where the file goes.
fn place(project: u32) -> String {
    match save::chosen(project) {
        Some(place) => format!("It goes into {} again, once it is whole.", place.name()),
        None if save::can_choose() => "You choose where it goes.".to_owned(),
        None => "It goes to the browser’s downloads.".to_owned(),
    }
}

fn every(project: u32, chosen: Every) -> Html {
    let one = |every: Every| {
        let words = match every {
            Every::Day => "Every day with changes",
            Every::Week => "Every week with changes",
            Every::Never => "Never",
        };
        let set = Callback::from(move |_: MouseEvent| {
            backups::remember(project, |known| Backups { every, later: None, ..known.clone() });
        });
        html! { <button aria-pressed={(every == chosen).to_string()} onclick={set}>{ words }</button> }
    };
    html! {
        <div class="backup-every" role="group" aria-labelledby="backup-every">{ for Every::ALL.map(one) }</div>
    }
}

/// How far the work is.
fn progress(work: Work, done: u32, of: u32, halt: Callback<MouseEvent>) -> Html {
    let percent = if of == 0 { 0 } else { u64::from(done) * 100 / u64::from(of) };
    let title = match work {
        Work::BackUp => "Backing up",
        Work::Restore => "Restoring",
    };
    html! {
        <section class="backup-progress" aria-label={title}>
            <p><b>{ title }</b>{ format!(", {} of {}, {percent}%", grouped(done), documents(of)) }</p>
            <progress max="100" value={percent.to_string()} aria-label={title} />
            <button class="button" onclick={halt}>{ "Stop" }</button>
        </section>
    }
}

/// What came of the work, or has to be asked.
fn shown(stage: &Stage, going: &Going, open: &Callback<u32>, close: &Callback<()>) -> Html {
    match stage {
        Stage::Idle | Stage::Working(..) => html! {},
        Stage::Done(words, project) => html! {
            <section class="backup-told">
                <p>{ words }</p>
                if let &Some(project) = project {
                    <button class="button" onclick={
                        let (open, close) = (open.clone(), close.clone());
                        Callback::from(move |_: MouseEvent| { close.emit(()); open.emit(project); })
                    }>{ "Open it" }</button>
                }
            </section>
        },
        Stage::Made(words, 0) => html! { <section class="backup-told"><p>{ words }</p></section> },
        Stage::Made(words, unsaved) => html! {
            <section class="backup-told" data-failed="true">
                <p><b>{ lacks(*unsaved) }</b></p>
                <p>{ "What is missing is in this tab only: the browser could not save it. Export holds it." }</p>
                <p>{ words }</p>
            </section>
        },
        Stage::Failed(work, why) => html! {
            <section class="backup-told" data-failed="true">
                <p><b>{ match work { Work::BackUp => "The backup was not made", Work::Restore => "Nothing was restored" } }</b></p>
                <p>{ format!("{why}.") }</p>
                <p>{ match work { Work::BackUp => "A file that was there is as it was.", Work::Restore => "Your work is unchanged." } }</p>
            </section>
        },
        Stage::Asking(restored) => asking(restored, going),
    }
}

/// How many edits are not in a backup.
fn lacks(unsaved: u64) -> String {
    match unsaved {
        1 => "1 edit is not in it".to_owned(),
        more => format!("{} edits are not in it", grouped(u32::try_from(more).unwrap_or(u32::MAX))),
    }
}

/// A file that is not whole.
fn asking(restored: &Rc<Restored>, going: &Going) -> Html {
    let keep = {
        let (going, restored) = (going.clone(), restored.clone());
        Callback::from(move |_: MouseEvent| {
            let (going, restored) = (going.clone(), restored.clone());
            spawn_local(async move { going.keep(&restored).await });
        })
    };
    let remove = {
        let going = going.clone();
        Callback::from(move |_: MouseEvent| {
            going.drop_it();
            going.stage.set(Stage::Done("Nothing was restored.".to_owned(), None));
        })
    };
    let more = restored.issues.len().saturating_sub(SHOWN) + restored.more;
    html! {
        <section class="backup-told" data-failed="true">
            <p><b>{ "This file is not as it was written" }</b></p>
            <p>{ format!("{}.", sentence(&restored.ending.to_string())) }</p>
            if !restored.issues.is_empty() {
                <ul>
                    { for restored.issues.iter().take(SHOWN).map(|issue| html! { <li>{ issue.to_string() }</li> }) }
                    if more > 0 { <li>{ format!("and {more} more") }</li> }
                </ul>
            }
            <div class="backup-choices">
                <button class="button main" onclick={keep}>{ format!("Keep {}", documents(restored.ending.documents)) }</button>
                <button class="button" onclick={remove}>{ "Keep nothing" }</button>
            </div>
        </section>
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
