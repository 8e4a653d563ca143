//! The export window: which format, how much, on which text, what it cannot carry and what can be done, the first lines, copy and
//! download.

mod carried;
mod choose;
mod name;
mod parts;

use tagline::annotation::Project;
use tagline::format::{self, Family, File, Fitted, Fix, Format, Loss, Selection, Tally};
use tagline::job::pack::pack;
use tagline::workspace::{Command, Notice, OpenDocument, Workspace, counted, figures};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use self::carried::carried;
use self::choose::{Choose, whose};
use self::name::{ending, file_name, parted_name};
use self::parts::{Parts, PartsRow};
use super::icon::{Icon, icon};
use super::keys::use_modal;
use super::notice::NoticePanel;
use super::people::Person;
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
    /// Who is at work.
    #[prop_or_default]
    pub person: Person,
    /// Shows the window of their name and of blind mode.
    #[prop_or_default]
    pub people: Callback<()>,
    pub desk: Desk,
    pub close: Callback<()>,
}

/// What is to be seen of an export.
struct Seen {
    project: Project,
    /// What the text of the choice alone loses.
    moved: Vec<Loss>,
    fitted: Fitted,
    tallies: Vec<Tally>,
    preview: String,
}

/// The export window.
#[component]
pub fn Export(props: &ExportProps) -> Html {
    let dialog = use_modal();
    let chosen = use_state_eq(|| 0_usize);
    let all = use_state_eq(|| props.gathered || props.unsaved);
    let pasted = use_state_eq(|| false);
    let copied = use_state_eq(|| false);
    // Who marks blind exports what they marked, to be compared with what others did.
    let own = props.workspace.annotator().clone();
    let blind = props.workspace.is_blind();
    let selection = use_state_eq(move || {
        let annotators = if blind { vec![own] } else { Vec::new() };
        Selection { annotators, ..Selection::default() }
    });
    let parts = use_state_eq(|| None::<Parts>);
    let fixes = use_state_eq(Vec::<Fix>::new);
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
    let formats = use_memo((), |()| in_families());
    let sources = documents(workspace, *all).any(|open| open.document().source().is_some());
    let pasted_now = *pasted && sources;
    let several = documents(workspace, *all).count() > 1;
    let parts_now = parts.filter(|_| several);
    let whole =
        use_memo((*all, workspace.revision(), workspace.current_index()), |&(all, ..)| whole(workspace, all));
    let seen = use_memo(
        (
            *chosen,
            *all,
            pasted_now,
            (*selection).clone(),
            (*fixes).clone(),
            workspace.revision(),
            workspace.current_index(),
        ),
        |(chosen, _, pasted, selection, fixes, ..)| {
            formats.get(*chosen).map(|format| {
                let (project, moved) = chosen_of(&whole, selection, *pasted);
                let fitted = format::fit(&project, &format.rules, fixes);
                let losses: Vec<Loss> = moved.iter().chain(&fitted.losses).cloned().collect();
                let preview = preview(format, &project, fixes);
                Seen { tallies: format::tally(&losses), project, moved, fitted, preview }
            })
        },
    );
    let (Some(&format), Some(seen)) = (formats.get(*chosen), &*seen) else { return html! {} };

    // The file itself is written when it is asked for: a long one takes a while.
    let write = {
        let (whole, selection, fixes) = (whole.clone(), (*selection).clone(), (*fixes).clone());
        move || format.write(&chosen_of(&whole, &selection, pasted_now).0, &fixes)
    };
    let copy = {
        let (write, copied, desk) = (write.clone(), copied.clone(), props.desk.clone());
        Callback::from(move |_: MouseEvent| {
            let (written, copied, desk) = (write(), copied.clone(), desk.clone());
            spawn_local(async move {
                match clipboard::copy(written.content()).await {
                    Ok(()) => copied.set(true),
                    Err(message) => refuse(&desk, message),
                }
            });
        })
    };
    let download = {
        let (desk, close) = (props.desk.clone(), props.close.clone());
        let parts = parts_now;
        let name = if parts.is_some() {
            parted_name(workspace, *all, format)
        } else {
            file_name(workspace, *all, format)
        };
        let (whole, selection, fixes) = (whole.clone(), (*selection).clone(), (*fixes).clone());
        let revision = workspace.revision();
        // A file that leaves something out does not make it safe to close the tab.
        let safe = format.name == "tagline"
            && !pasted_now
            && selection.is_all()
            && parts.is_none()
            && !blind
            && documents(workspace, *all).count() == workspace.documents().len()
            && !props.gathered
            && props.gather.is_none();
        Callback::from(move |_: MouseEvent| {
            let zip = |files: &[File]| files::download_bytes(&name, "application/zip", &pack(files));
            let left = match parts {
                Some(parts) => zip(&parts.files(&whole, &selection, pasted_now, (format, &fixes))),
                None if format.is_folder() => zip(&write().files),
                None => files::download(&name, format.media_type, write().content()),
            };
            match left {
                Ok(()) => {
                    if safe {
                        desk.send(Command::Saved(revision));
                    }
                    close.emit(());
                }
                Err(message) => refuse(&desk, message),
            }
        })
    };
    let changed = {
        let copied = copied.clone();
        move || copied.set(false)
    };
    let pick = {
        let (chosen, changed) = (chosen.clone(), changed.clone());
        move |at: usize| {
            chosen.set(at);
            changed();
        }
    };
    let choose_by_arrow = {
        let (pick, chosen, count) = (pick.clone(), chosen.clone(), formats.len());
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowDown" | "ArrowRight" => (*chosen + 1) % count,
                "ArrowUp" | "ArrowLeft" => (*chosen + count - 1) % count,
                _ => return,
            };
            event.prevent_default();
            pick(to);
        })
    };
    let set = |switch: &UseStateHandle<bool>, value: bool| {
        let (switch, changed) = (switch.clone(), changed.clone());
        Callback::from(move |_: MouseEvent| {
            switch.set(value);
            changed();
        })
    };
    let select = {
        let (selection, changed) = (selection.clone(), changed.clone());
        Callback::from(move |new: Selection| {
            selection.set(new);
            changed();
        })
    };
    let part = {
        let (parts, changed) = (parts.setter(), changed.clone());
        Callback::from(move |new: Option<Parts>| {
            parts.set(new);
            changed();
        })
    };
    let mend = {
        let (fixes, changed) = (fixes.clone(), changed.clone());
        Callback::from(move |fix: Fix| {
            let mut new = (*fixes).clone();
            match new.iter().position(|one| *one == fix) {
                Some(at) => drop(new.remove(at)),
                None => new.push(fix),
            }
            fixes.set(new);
            changed();
        })
    };
    let onkeydown = {
        let mend = mend.clone();
        Callback::from(move |event: KeyboardEvent| {
            let held = event.ctrl_key() || event.alt_key() || event.meta_key();
            let fix = Fix::ALL.iter().find(|fix| event.key().eq_ignore_ascii_case(carried::key(**fix)));
            if let Some(&fix) = fix.filter(|fix| !held && format.rules.takes(**fix)) {
                event.prevent_default();
                mend.emit(fix);
            }
        })
    };
    let radio = |at: usize, format: &'static Format| {
        let pick = pick.clone();
        html! {
            <button
                role="radio"
                aria-checked={(at == *chosen).to_string()}
                tabindex={if at == *chosen { "0" } else { "-1" }}
                ref={if at == *chosen { checked.clone() } else { NodeRef::default() }}
                onclick={Callback::from(move |_: MouseEvent| pick(at))}
            >
                <span>{ format.title }</span><span class="mute">{ format.extension }</span>
            </button>
        }
    };
    let groups = Family::ALL.iter().map(|family| {
        let of_it = formats.iter().enumerate().filter(|(_, format)| format.family == *family);
        html! {
            <div role="presentation">
                <p class="eyebrow" role="presentation">{ family.title() }</p>
                { for of_it.map(|(at, format)| radio(at, format)) }
            </div>
        }
    });
    let first = match format.writer {
        Some(format::Writer::Folder(_)) => "What its annotations look like",
        _ => "What it looks like",
    };
    html! {
        <dialog class="export window" ref={dialog} aria-labelledby="export-title" onclose={props.close.reform(|_| ())} {onkeydown}>
            <header>
                <h2 id="export-title">{ "Export" }</h2>
                <span class="push" />
                <button class="button bare square" aria-label="Close" onclick={props.close.reform(|_| ())}>{ icon(Icon::Close) }</button>
            </header>
            <div class="export-formats" role="radiogroup" aria-label="Format" onkeydown={choose_by_arrow}>{ for groups }</div>
            <div class="export-body">
                if let Some(notice) = workspace.notice() {
                    <NoticePanel notice={notice.clone()} desk={props.desk.clone()} />
                }
                <p class="export-about small mute">{ format!("{} Counts {}.", format.about, format.counts) }</p>
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
                <Choose project={Same(whole.clone())} selection={(*selection).clone()} {select} />
                if several {
                    <PartsRow project={Same(whole.clone())} selection={(*selection).clone()} parts={parts_now} set={part} />
                }
                { whose(&props.person, &whole, &props.people) }
                { carried(seen, format, &fixes, &mend, unreadable(workspace, *all)) }
                <h3 class="eyebrow">{ first }</h3>
                <pre tabindex="0">{ seen.preview.clone() }</pre>
            </div>
            <footer>
                <span class="small mute">{ counted(seen.fitted.project.documents.len(), "document") }</span>
                <span class="push" />
                <span class="said" role="status">{ if *copied { "Copied" } else { "" } }</span>
                if !format.is_folder() && parts_now.is_none() {
                    <button class="button" onclick={copy}>{ if *copied { "Copied" } else { "Copy" } }</button>
                }
                <button class="button main" disabled={parts_now.is_some_and(|parts| parts.wrong().is_some())} onclick={download}>
                    { if parts_now.is_some() { "Download .zip".to_owned() } else { format!("Download {}", ending(format)) } }
                </button>
            </footer>
        </dialog>
    }
}

/// The formats that can be written, family by family.
fn in_families() -> Vec<&'static Format> {
    let written = || format::ALL.iter().filter(|format| format.writer.is_some());
    Family::ALL.iter().flat_map(|family| written().filter(move |format| format.family == *family)).collect()
}

/// The documents that are exported.
fn documents(workspace: &Workspace, all: bool) -> impl Iterator<Item = &OpenDocument> {
    let chosen = move |at: usize| all || Some(at) == workspace.current_index();
    workspace.documents().iter().enumerate().filter(move |(at, _)| chosen(*at)).map(|(_, open)| &**open)
}

/// What is not in the file since it could not be read: where, in each document.
fn unreadable(workspace: &Workspace, all: bool) -> Vec<String> {
    documents(workspace, all).filter_map(OpenDocument::what_is_unreadable).collect()
}

fn whole(workspace: &Workspace, all: bool) -> Project {
    if all { workspace.project() } else { workspace.current_project() }
}

/// What is exported of a project, on what was pasted if that is asked for, and what that alone loses.
fn chosen_of(project: &Project, selection: &Selection, pasted: bool) -> (Project, Vec<Loss>) {
    let project = if selection.is_all() { project.clone() } else { selection.of(project) };
    if pasted { format::on_source(&project) } else { (project, Vec::new()) }
}

/// What a file of this format looks like where it becomes interesting.
fn preview(format: &Format, project: &Project, fixes: &[Fix]) -> String {
    let written = format.write(&format::excerpt(project, SHOWN), fixes);
    let content = written.content();
    let from = format.opens_at.and_then(|mark| content.find(mark)).unwrap_or(0);
    let mut shown: String = content[from..].chars().take(PREVIEW).collect();
    if shown.len() < content.len() - from {
        shown.push('…');
    }
    shown
}

fn refuse(desk: &Desk, message: String) {
    desk.send(Command::Tell(Notice {
        title: "The file did not leave".to_owned(),
        lines: vec![message],
        failed: true,
    }));
}

#[cfg(test)]
mod tests;
