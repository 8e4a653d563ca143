//! The export window: how much, on which text, in which format, what it cannot carry, the first lines, copy and download.

use tagline::annotation::Project;
use tagline::format::{self, Format, Loss, Tally};
use tagline::workspace::{Command, Notice, OpenDocument, Workspace, counted, figures};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::keys::use_modal;
use super::notice::NoticePanel;
use super::same::Same;
use crate::browser::{clipboard, files};
use crate::desk::Desk;

/// How much of the file is shown, in code points.
const PREVIEW: usize = 1200;

/// How many annotations are shown in it.
const SHOWN: usize = 5;

/// Properties of [`Export`].
#[derive(Properties, PartialEq)]
pub struct ExportProps {
    pub workspace: Same<Workspace>,
    /// Whether it is all of the workspace's documents that are exported, gathered for this.
    #[prop_or_default]
    pub gathered: bool,
    /// Whether what is open is not all in the store: then all of it is exported at first.
    #[prop_or_default]
    pub unsaved: bool,
    /// Gathers all documents of the project, where they are not all open.
    #[prop_or_default]
    pub gather: Option<Callback<()>>,
    /// How many documents that are.
    #[prop_or_default]
    pub count: usize,
    pub desk: Desk,
    pub close: Callback<()>,
}

/// The export window.
#[component]
pub fn Export(props: &ExportProps) -> Html {
    let dialog = use_modal();
    let chosen = use_state_eq(|| 0_usize);
    let all = use_state_eq(|| props.gathered || props.unsaved);
    let pasted = use_state_eq(|| false);
    let copied = use_state_eq(|| false);
    // The choice has the focus from the start, and an arrow takes it along.
    let checked = use_node_ref();
    {
        let checked = checked.clone();
        use_effect_with(*chosen, move |_| {
            if let Some(button) = checked.cast::<HtmlElement>() {
                // Refused only for what is not on the page.
                let _ = button.focus();
            }
        });
    }
    let workspace = &props.workspace;
    let formats: Vec<&'static Format> = format::ALL.iter().filter(|format| format.writer.is_some()).collect();
    let sources = documents(workspace, *all).any(|open| open.document().source().is_some());
    let pasted_now = *pasted && sources;
    let seen = use_memo(
        (*chosen, *all, pasted_now, workspace.revision(), workspace.current_index()),
        |&(chosen, all, pasted, ..)| {
            let (project, mut losses) = project(workspace, all, pasted);
            formats.get(chosen).map(|format| {
                losses.extend(format::fit(&project, &format.rules, &[]).losses);
                (format::tally(&losses), preview(format, &project))
            })
        },
    );
    let (Some(&format), Some((tallies, preview))) = (formats.get(*chosen), &*seen) else { return html! {} };
    let count = documents(workspace, *all).count();

    // The file itself is written when it is asked for: a long one takes a while.
    let write = {
        let (workspace, all) = (workspace.clone(), *all);
        move || {
            let project = project(&workspace, all, pasted_now).0;
            format.write(&project, &[]).content().to_owned()
        }
    };
    let copy = {
        let (write, copied, desk) = (write.clone(), copied.clone(), props.desk.clone());
        Callback::from(move |_: MouseEvent| {
            let (content, copied, desk) = (write(), copied.clone(), desk.clone());
            spawn_local(async move {
                match clipboard::copy(&content).await {
                    Ok(()) => copied.set(true),
                    Err(message) => refuse(&desk, message),
                }
            });
        })
    };
    let download = {
        let (desk, close) = (props.desk.clone(), props.close.clone());
        let name = file_name(workspace, *all, format);
        let revision = workspace.revision();
        // A file that leaves something out does not make it safe to close the tab.
        let whole = format.name == "tagline"
            && !pasted_now
            && count == workspace.documents().len()
            && !props.gathered
            && props.gather.is_none();
        Callback::from(move |_: MouseEvent| match files::download(&name, format.media_type, &write()) {
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
    let onkeydown = {
        let (chosen, copied) = (chosen.clone(), copied.clone());
        let count = formats.len();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowDown" | "ArrowRight" => (*chosen + 1) % count,
                "ArrowUp" | "ArrowLeft" => (*chosen + count - 1) % count,
                _ => return,
            };
            event.prevent_default();
            chosen.set(to);
            copied.set(false);
        })
    };
    let set = |switch: &UseStateHandle<bool>, value: bool| {
        let (switch, copied) = (switch.clone(), copied.clone());
        Callback::from(move |_: MouseEvent| {
            switch.set(value);
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
            <div class="export-formats" role="radiogroup" aria-label="Format" {onkeydown}>
                { for formats.iter().enumerate().map(|(at, format)| html! {
                    <button
                        role="radio"
                        aria-checked={(at == *chosen).to_string()}
                        tabindex={if at == *chosen { "0" } else { "-1" }}
                        ref={if at == *chosen { checked.clone() } else { NodeRef::default() }}
                        onclick={pick(at)}
                    >
                        <span>{ format.title }</span><span class="mute">{ format.extension }</span>
                    </button>
                }) }
            </div>
            <div class="export-body">
                if let Some(notice) = workspace.notice() {
                    <NoticePanel notice={notice.clone()} desk={props.desk.clone()} />
                }
                if !props.gathered && (workspace.documents().len() > 1 || props.gather.is_some()) {
                    <div class="export-scope" role="group" aria-labelledby="export-documents">
                        <span class="small mute" id="export-documents">{ "Export" }</span>
                        <button aria-pressed={(!*all).to_string()} onclick={set(&all, false)}>{ "This article" }</button>
                        if let Some(gather) = &props.gather {
                            if workspace.documents().len() > 1 {
                                <button aria-pressed={all.to_string()} onclick={set(&all, true)}>
                                    { format!("The {} that are open", workspace.documents().len()) }
                                </button>
                            }
                            <button aria-pressed="false" onclick={gather.reform(|_| ())}>
                                { format!("All {} articles", figures(props.count)) }
                            </button>
                        } else {
                            <button aria-pressed={all.to_string()} onclick={set(&all, true)}>
                                { format!("All {} articles", workspace.documents().len()) }
                            </button>
                        }
                    </div>
                }
                if sources {
                    <div class="export-scope" role="group" aria-labelledby="export-text">
                        <span class="small mute" id="export-text">{ "Offsets count in" }</span>
                        <button aria-pressed={(!pasted_now).to_string()} onclick={set(&pasted, false)}>{ "The clean text" }</button>
                        <button aria-pressed={pasted_now.to_string()} onclick={set(&pasted, true)}>{ "What was pasted" }</button>
                    </div>
                }
                { carried(workspace, *all, tallies) }
                { unreadable(workspace, *all) }
                <h3 class="eyebrow">{ "What it looks like" }</h3>
                <pre tabindex="0">{ preview.clone() }</pre>
            </div>
            <footer>
                <span class="small mute">{ counted(count, "document") }</span>
                <span class="push" />
                <span class="said" role="status">{ if *copied { "Copied" } else { "" } }</span>
                <button class="button" onclick={copy}>{ if *copied { "Copied" } else { "Copy" } }</button>
                <button class="button main" onclick={download}>{ format!("Download {}", format.extension) }</button>
            </footer>
        </dialog>
    }
}

/// The documents that are exported.
fn documents(workspace: &Workspace, all: bool) -> impl Iterator<Item = &OpenDocument> {
    let chosen = move |at: usize| all || Some(at) == workspace.current_index();
    workspace.documents().iter().enumerate().filter(move |(at, _)| chosen(*at)).map(|(_, open)| &**open)
}

/// What is exported, on what was pasted if that is asked for, and what that alone loses.
fn project(workspace: &Workspace, all: bool, pasted: bool) -> (Project, Vec<Loss>) {
    let project = if all { workspace.project() } else { workspace.current_project() };
    if pasted { format::on_source(&project) } else { (project, Vec::new()) }
}

/// What a file of this format looks like where it becomes interesting.
fn preview(format: &Format, project: &Project) -> String {
    let written = format.write(&format::excerpt(project, SHOWN), &[]);
    let content = written.content();
    let from = format.opens_at.and_then(|mark| content.find(mark)).unwrap_or(0);
    let mut shown: String = content[from..].chars().take(PREVIEW).collect();
    if shown.len() < content.len() - from {
        shown.push('…');
    }
    shown
}

/// How many marks there are, and what of them the format cannot carry: a row for each kind of thing.
fn carried(workspace: &Workspace, all: bool, tallies: &[Tally]) -> Html {
    let mut counts = (0, 0, 0);
    for open in documents(workspace, all) {
        let here = open.counts();
        counts = (counts.0 + here.ink, counts.1 + here.pencil, counts.2 + here.rejected);
    }
    let (ink, pencil, rejected) = counts;
    let marks = counted(ink + pencil + rejected, "mark");
    let is_whole = documents(workspace, all).all(|open| open.unreadable().is_none());
    html! {
        <>
            <p><b>{ format!("{marks}: {ink} in ink, {pencil} in pencil, {rejected} rejected.") }</b></p>
            if tallies.is_empty() {
                <p class="mute small">{ if is_whole { "Everything is written as it is." } else { "What could be read is written as it is." } }</p>
            } else {
                <h3 class="eyebrow">{ "Lost or changed in this file" }</h3>
                <ul class="export-losses">
                    { for tallies.iter().map(|tally| html! {
                        <li><span>{ tally.words.to_string() }</span><span class="mute">{ losers(tally) }</span></li>
                    }) }
                </ul>
            }
        </>
    }
}

/// What is not in the file since it could not be read: a row for each document.
fn unreadable(workspace: &Workspace, all: bool) -> Html {
    let rows: Vec<String> = documents(workspace, all).filter_map(OpenDocument::what_is_unreadable).collect();
    html! {
        if !rows.is_empty() {
            <h3 class="eyebrow">{ "Not in this file" }</h3>
            <ul class="export-losses">
                { for rows.iter().map(|row| html! { <li><span>{ row }</span></li> }) }
            </ul>
            <p class="mute small">{ "What comes behind there could not be read. It is stored as it was; a backup holds it." }</p>
        }
    }
}

/// Who loses it: `the project, 2 documents, 14 marks`.
fn losers(tally: &Tally) -> String {
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

#[cfg(test)]
mod tests;
