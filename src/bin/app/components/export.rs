//! The export window: how much, in which format, what it cannot carry, the first lines, copy and download.

use tagline::format::{self, Exported, Format};
use tagline::workspace::{Command, Notice, Workspace};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::keys::use_modal;
use super::same::Same;
use crate::browser::{clipboard, files};
use crate::desk::Desk;

/// How much of the file is shown, in code points.
const PREVIEW: usize = 1200;

/// Properties of [`Export`].
#[derive(Properties, PartialEq)]
pub struct ExportProps {
    pub workspace: Same<Workspace>,
    pub desk: Desk,
    pub close: Callback<()>,
}

/// The export window.
#[component]
pub fn Export(props: &ExportProps) -> Html {
    let dialog = use_modal();
    let chosen = use_state_eq(|| 0_usize);
    let all = use_state_eq(|| false);
    let copied = use_state_eq(|| false);
    let workspace = &props.workspace;
    let formats: Vec<&'static Format> = format::ALL.iter().filter(|format| format.write.is_some()).collect();
    let made = use_memo((*chosen, *all, workspace.revision()), |(chosen, all, _)| {
        let project = if *all { workspace.project() } else { workspace.current_project() };
        formats.get(*chosen).and_then(|format| format.write).map(|write| write(&project))
    });
    let (Some(format), Some(exported)) = (formats.get(*chosen).copied(), &*made) else { return html! {} };
    let documents = if *all { workspace.documents().len() } else { 1 };
    let name = file_name(workspace, *all, format);

    let copy = {
        let (content, copied, desk) = (exported.content.clone(), copied.clone(), props.desk.clone());
        Callback::from(move |_: MouseEvent| {
            let (content, copied, desk) = (content.clone(), copied.clone(), desk.clone());
            spawn_local(async move {
                match clipboard::copy(&content).await {
                    Ok(()) => copied.set(true),
                    Err(message) => refuse(&desk, message),
                }
            });
        })
    };
    let download = {
        let (content, desk, close) = (exported.content.clone(), props.desk.clone(), props.close.clone());
        let revision = workspace.revision();
        // A file that leaves something out does not make it safe to close the tab.
        let whole = format.name == "tagline" && documents == workspace.documents().len();
        Callback::from(move |_: MouseEvent| match files::download(&name, format.media_type, &content) {
            Ok(()) => {
                if whole {
                    desk.send(Command::Saved(revision));
                }
                close.emit(());
            }
            Err(message) => refuse(&desk, message),
        })
    };
    let pick = |at: usize| {
        let (chosen, copied) = (chosen.clone(), copied.clone());
        Callback::from(move |_: MouseEvent| {
            chosen.set(at);
            copied.set(false);
        })
    };
    let set_all = |value: bool| {
        let (all, copied) = (all.clone(), copied.clone());
        Callback::from(move |_: MouseEvent| {
            all.set(value);
            copied.set(false);
        })
    };
    html! {
        <dialog class="export window" ref={dialog} aria-labelledby="export-title" onclose={props.close.reform(|_| ())}>
            <header>
                <h2 id="export-title">{ "Export" }</h2>
                <span class="push" />
                <button class="button bare square" aria-label="Close" onclick={props.close.reform(|_| ())}>{ icon(Icon::Close) }</button>
            </header>
            <div class="export-formats" role="radiogroup" aria-label="Format">
                { for formats.iter().enumerate().map(|(at, format)| html! {
                    <button role="radio" aria-checked={(at == *chosen).to_string()} onclick={pick(at)}>
                        <span>{ format.title }</span><span class="mute">{ format.extension }</span>
                    </button>
                }) }
            </div>
            <div class="export-body">
                if workspace.documents().len() > 1 {
                    <div class="export-scope" role="group" aria-label="Documents">
                        <button aria-pressed={(!*all).to_string()} onclick={set_all(false)}>{ "This article" }</button>
                        <button aria-pressed={all.to_string()} onclick={set_all(true)}>
                            { format!("All {} articles", workspace.documents().len()) }
                        </button>
                    </div>
                }
                { carried(workspace, *all, exported) }
                <h3 class="eyebrow">{ "First lines" }</h3>
                <pre tabindex="0">{ exported.content.chars().take(PREVIEW).collect::<String>() }</pre>
            </div>
            <footer>
                <span class="small mute">
                    { format!("{documents} {}, {}", if documents == 1 { "document" } else { "documents" }, size(exported.content.len())) }
                </span>
                <span class="push" />
                <button class="button" onclick={copy}>{ if *copied { "Copied" } else { "Copy" } }</button>
                <button class="button main" onclick={download}>{ format!("Download {}", format.extension) }</button>
            </footer>
        </dialog>
    }
}

/// How many marks there are, and what of them the format cannot carry.
fn carried(workspace: &Workspace, all: bool, exported: &Exported) -> Html {
    let mut counts = (0, 0, 0);
    for (at, open) in workspace.documents().iter().enumerate() {
        if all || Some(at) == workspace.current_index() {
            let here = open.counts();
            counts = (counts.0 + here.ink, counts.1 + here.pencil, counts.2 + here.rejected);
        }
    }
    let (ink, pencil, rejected) = counts;
    html! {
        <>
            <p><b>{ format!("{} marks: {ink} in ink, {pencil} in pencil, {rejected} rejected.", ink + pencil + rejected) }</b></p>
            if exported.losses.is_empty() {
                <p class="mute small">{ "Everything is written as it is." }</p>
            } else {
                <ul class="export-losses">
                    { for exported.losses.iter().take(20).map(|loss| html! { <li>{ loss.to_string() }</li> }) }
                    if exported.losses.len() > 20 { <li>{ format!("and {} more", exported.losses.len() - 20) }</li> }
                </ul>
            }
        </>
    }
}

fn refuse(desk: &Desk, message: String) {
    desk.send(Command::Tell(Notice {
        title: "The file did not leave".to_owned(),
        lines: vec![message],
        failed: true,
    }));
}

/// A file's name from the article's title: letters and digits, hyphens between.
fn file_name(workspace: &Workspace, all: bool, format: &Format) -> String {
    let title = if all {
        "articles".to_owned()
    } else {
        workspace.current().map(|open| open.title()).unwrap_or_default()
    };
    let words: Vec<String> = title
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(8)
        .map(str::to_lowercase)
        .collect();
    let name = if words.is_empty() { "article".to_owned() } else { words.join("-") };
    format!("{name}{}", format.extension)
}

/// A size as people read it.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests;
