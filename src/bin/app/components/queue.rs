//! The Projects screen: the projects, and the documents of the open one in a list that is searched, narrowed, sorted and
//! worked through.

mod chips;
mod foot;
mod pop;
mod rows;
mod side;
mod tools;

use std::cell::Cell;
use std::rc::Rc;

use tagline::annotation::Schema;
use tagline::workspace::insight::grouped;
use tagline::workspace::queue::{ProjectRow, Queue, QueueCommand, Queues};
use tagline::workspace::{Action, Command, View};
use yew::prelude::*;

use self::foot::Foot;
use self::pop::Pop;
use self::rows::Rows;
use self::side::{NameField, Side};
use self::tools::Tools;
use super::icon::Icon;
use super::keys::use_keymap;
use super::same::Same;
use crate::desk::Desk;

/// Properties of [`QueueScreen`].
#[derive(Properties, PartialEq)]
pub struct QueueProps {
    pub queue: Queue,
    pub schema: Same<Schema>,
    /// What stands under You: rows of the class `queue-line`.
    #[prop_or_default]
    pub you: Html,
    /// What stands under Keep: rows of the class `queue-line`.
    #[prop_or_default]
    pub keep: Html,
    /// Has files chosen to be imported.
    pub import: Callback<()>,
    /// Exports the selected documents, where that can be done.
    #[prop_or_default]
    pub export: Option<Callback<()>>,
    /// Where the list is scrolled to; kept by whoever shows this screen again.
    pub place: Same<Cell<i32>>,
    pub desk: Desk,
}

/// The Projects screen.
#[component]
pub fn QueueScreen(props: &QueueProps) -> Html {
    let QueueProps { queue, schema, desk, .. } = props;
    let keymap = use_keymap();
    let scroller = use_node_ref();
    let aside = use_state_eq(|| false);
    let listing = queue.listing();
    let queues = &listing.queues;
    let name = queue.open_project().map_or("Documents", ProjectRow::title).to_owned();
    let turn = {
        let aside = aside.clone();
        Callback::from(move |_: MouseEvent| aside.set(!*aside))
    };
    let close = {
        let aside = aside.clone();
        Callback::from(move |()| aside.set(false))
    };
    html! {
        <main data-view="projects" class="queue">
            <Side queue={queue.clone()} open={*aside} close={close} you={props.you.clone()} keep={props.keep.clone()} desk={desk.clone()} />
            <div class="queue-main" ref={scroller.clone()}>
                <header class="queue-head">
                    <div>
                        <h1>
                            <bdi>{ name }</bdi>
                            if let Some(row) = queue.open_project() { { menu(queue, row, queues.all, desk) } }
                        </h1>
                        <p class="mute">{ told(queues, queue.is_blind()) }</p>
                    </div>
                    <div class="queue-acts">
                        <button class="button queue-turn" aria-expanded={aside.to_string()} onclick={turn}>{ "Queues" }</button>
                        <button class="button" onclick={props.import.reform(|_| ())}>{ "Import" }</button>
                        <button
                            class="button" disabled={queues.all == 0}
                            title={keymap.title("Set them beside what others made of them", Action::ToCompare)}
                            onclick={desk.on(Command::Show(View::Compare))}
                        >{ "Compare" }</button>
                        <button
                            class="button main" aria-label="Next in queue" disabled={queues.all == 0}
                            title={keymap.title("Open the next document that is not done", Action::OpenUndone)}
                            onclick={desk.on(Command::Queue(QueueCommand::OpenUndone))}
                        >{ "Next in queue" }{ keymap.caps(Action::OpenUndone, schema) }</button>
                    </div>
                </header>
                if queues.all == 0 {
                    <section class="queue-empty">
                        <h2>{ "No documents yet" }</h2>
                        <p>{ "Paste an article, or import files, folders and archives: each article becomes a row here." }</p>
                        <button class="button main" onclick={desk.on(Command::Show(View::Start))}>{ "Paste an article" }</button>
                        <button class="button" onclick={props.import.reform(|_| ())}>{ "Import files" }</button>
                    </section>
                } else {
                    <Tools queue={queue.clone()} schema={schema.clone()} desk={desk.clone()} />
                    <Rows queue={queue.clone()} {scroller} place={props.place.clone()} desk={desk.clone()} />
                    if listing.slots.is_empty() { { nothing(queue, desk) } }
                }
            </div>
            <Foot queue={queue.clone()} schema={schema.clone()} export={props.export.clone()} desk={desk.clone()} />
        </main>
    }
}

/// What the project comes to, in a line.
fn told(queues: &Queues, blind: bool) -> String {
    if queues.all == 0 {
        return "No documents".to_owned();
    }
    let done = queues.statuses.last().copied().unwrap_or_default();
    let large = |count: u64| grouped(u32::try_from(count).unwrap_or(u32::MAX));
    let documents = if queues.all == 1 { "document" } else { "documents" };
    let done = format!("{} of {} {documents} done", grouped(done), grouped(queues.all));
    if blind {
        return format!("{done} · blind mode");
    }
    format!(
        "{done} · {} marks · {} in pencil",
        large(queues.ink_marks + queues.pencil_marks),
        large(queues.pencil_marks),
    )
}

/// What stands there when no row is listed.
fn nothing(queue: &Queue, desk: &Desk) -> Html {
    let clear = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| {
            desk.send(Command::Queue(QueueCommand::Search("".into())));
            desk.send(Command::Queue(QueueCommand::Filter(Box::default())));
        })
    };
    let typed = queue.typed().trim().to_owned();
    html! {
        <section class="queue-empty">
            <h2>{ if typed.is_empty() { "Nothing in this queue".to_owned() } else { format!("Nothing has “{typed}” in it") } }</h2>
            <p>{ "No document is like what is asked for above." }</p>
            <button class="button" onclick={clear}>{ "List all" }</button>
        </section>
    }
}

/// Renames or deletes the project.
fn menu(queue: &Queue, row: &ProjectRow, documents: u32, desk: &Desk) -> Html {
    let panel = {
        let (projects, row, desk) = (queue.projects().clone(), row.clone(), desk.clone());
        Callback::from(move |close: Callback<()>| {
            html! { <Change projects={projects.clone()} row={row.clone()} {documents} {close} desk={desk.clone()} /> }
        })
    };
    html! { <Pop class="button bare square" sign={Icon::Edit} words="Rename or delete the project" name="Rename or delete the project" {panel} /> }
}

/// Properties of [`Change`].
#[derive(Properties, PartialEq)]
struct ChangeProps {
    projects: Rc<Vec<ProjectRow>>,
    row: ProjectRow,
    documents: u32,
    close: Callback<()>,
    desk: Desk,
}

/// Asks for the project's new name, or whether it is to be deleted.
#[component]
fn Change(props: &ChangeProps) -> Html {
    let ChangeProps { projects, row, documents, close, desk } = props;
    let asking = use_state_eq(|| false);
    let named = {
        let (close, desk) = (close.clone(), desk.clone());
        Callback::from(move |name: Option<Rc<str>>| {
            if let Some(name) = name {
                desk.send(Command::Queue(QueueCommand::NameProject(name)));
            }
            close.emit(());
        })
    };
    let ask = {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(true))
    };
    let delete = {
        let (close, desk, number) = (close.clone(), desk.clone(), row.number);
        Callback::from(move |_: MouseEvent| {
            desk.send(Command::Queue(QueueCommand::DeleteProject(number)));
            close.emit(());
        })
    };
    let all = match documents {
        1 => "1 document".to_owned(),
        all => format!("{} documents", grouped(*all)),
    };
    html! {
        if *asking {
            <div class="queue-ask" role="alert">
                <p>{ format!("Delete {} with {all}, and all that was marked in them? Nothing brings it back.", row.title()) }</p>
                <button class="button queue-delete" onclick={delete}>{ format!("Delete {all}") }</button>
                <button class="button" data-first="true" onclick={close.reform(|_| ())}>{ "Leave it" }</button>
            </div>
        } else {
            <NameField words="Name of the project" button="Rename" name={row.title().to_owned()} projects={projects.clone()} done={named} />
            if projects.len() > 1 {
                <button class="button bare queue-ask-first" onclick={ask}>{ "Delete the project…" }</button>
            } else {
                <p class="mute small">{ "The only project can’t be deleted; its documents can." }</p>
            }
        }
    }
}

#[cfg(test)]
mod tests;
