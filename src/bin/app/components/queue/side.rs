//! Beside the list: the projects, the queues of the open one, and where the work is kept.

use std::rc::Rc;

use tagline::workspace::Command;
use tagline::workspace::insight::grouped;
use tagline::workspace::queue::{Filter, ProjectRow, Queue, QueueCommand, Queues};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser::page;
use crate::desk::Desk;

/// Properties of [`Side`].
#[derive(Properties, PartialEq)]
pub struct SideProps {
    pub queue: Queue,
    /// Whether it is shown where there is no room beside the list.
    pub open: bool,
    /// Closes it there, once it has been said what to list.
    pub close: Callback<()>,
    /// What stands under You.
    pub you: Html,
    /// What stands under Keep.
    pub keep: Html,
    pub desk: Desk,
}

/// A queue: its name, how many rows it has, and the part of the filter that lists it.
pub type Kind = (&'static str, fn(&Queues) -> u32, fn(&mut Filter) -> &mut bool);

/// The queues, in the order they stand.
const KINDS: &[Kind] = &[
    ("Has pencil", |queues| queues.pencil, |filter| &mut filter.pencil),
    ("Unread parts", |queues| queues.unread, |filter| &mut filter.unread),
    ("With a note", |queues| queues.noted, |filter| &mut filter.noted),
    ("Possible duplicates", |queues| queues.twins, |filter| &mut filter.twin),
    ("Not tagged", |queues| queues.untagged, |filter| &mut filter.untagged),
];

/// The queues of a list that may be blind: then none of them goes by marks.
pub fn kinds(queue: &Queue) -> impl Iterator<Item = &'static Kind> + use<> {
    let blind = queue.is_blind();
    KINDS.iter().filter(move |(words, ..)| !blind || !matches!(*words, "Has pencil" | "With a note"))
}

/// What lists other rows.
pub fn narrowed(queue: &Queue, change: impl FnOnce(&mut Filter)) -> Command {
    let mut filter = queue.filter().clone();
    change(&mut filter);
    Command::Queue(QueueCommand::Filter(Box::new(filter)))
}

/// Whether a queue is listed.
pub fn is_on(filter: &Filter, kind: fn(&mut Filter) -> &mut bool) -> bool {
    *kind(&mut filter.clone())
}

/// The column beside the list.
#[component]
pub fn Side(props: &SideProps) -> Html {
    let SideProps { queue, desk, close, .. } = props;
    let list = |command: Command| {
        let (desk, close) = (desk.clone(), close.clone());
        Callback::from(move |_: MouseEvent| {
            desk.send(command.clone());
            close.emit(());
        })
    };
    let queues = queue.listing().queues;
    let naming = use_state_eq(|| false);
    let name = {
        let naming = naming.clone();
        Callback::from(move |_: MouseEvent| naming.set(true))
    };
    let done = {
        let (naming, desk) = (naming.clone(), desk.clone());
        Callback::from(move |name: Option<Rc<str>>| {
            naming.set(false);
            if let Some(name) = name {
                desk.send(Command::Queue(QueueCommand::NewProject(name)));
            }
        })
    };
    let project = |row: &ProjectRow| {
        let is_open = row.number == queue.project();
        // The open one is counted here.
        let count = if is_open { queues.all } else { row.documents };
        html! {
            <button
                key={row.number} class="queue-line" aria-current={is_open.then_some("true")}
                onclick={list(Command::Queue(QueueCommand::OpenProject(row.number)))}
            >
                <bdi>{ row.title().to_owned() }</bdi><span>{ grouped(count) }</span>
            </button>
        }
    };
    let kind = |(words, count, part): &Kind| {
        let (count, part) = (count(&queues), *part);
        let on = is_on(queue.filter(), part);
        html! {
            <button
                key={*words} class="queue-line" aria-pressed={on.to_string()}
                onclick={list(narrowed(queue, |filter| *part(filter) = !on))}
            >
                { *words }<span>{ grouped(count) }</span>
            </button>
        }
    };
    html! {
        <nav class="queue-side" aria-label="Projects and queues" data-open={props.open.to_string()}>
            if queue.project() != 0 {
                <h3>{ "Projects" }</h3>
                { for queue.projects().iter().map(project) }
                if *naming {
                    <NameField words="Name of the new project" button="Create" projects={queue.projects().clone()} done={done} />
                } else {
                    <button class="queue-line" onclick={name}>{ "New project…" }</button>
                }
            }
            <h3>{ "Queues" }</h3>
            { for kinds(queue).map(kind) }
            if props.you != Html::default() {
                <h3>{ "You" }</h3>
                { props.you.clone() }
            }
            if props.keep != Html::default() {
                <h3>{ "Keep" }</h3>
                { props.keep.clone() }
            }
        </nav>
    }
}

/// Properties of [`NameField`].
#[derive(Properties, PartialEq)]
pub struct NameProps {
    /// What it asks for.
    pub words: AttrValue,
    pub button: AttrValue,
    /// The name there is.
    #[prop_or_default]
    pub name: AttrValue,
    /// The projects, whose names are taken.
    pub projects: Rc<Vec<ProjectRow>>,
    /// Takes the name, or none if there is to be none.
    pub done: Callback<Option<Rc<str>>>,
}

/// Asks for a project's name, in place.
#[component]
pub fn NameField(props: &NameProps) -> Html {
    let typed = use_state_eq(|| props.name.to_string());
    let field = use_node_ref();
    {
        let field = field.clone();
        use_effect_with((), move |()| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                page::focus_still(&field);
                field.select();
            }
        });
    }
    let name = typed.trim().to_owned();
    let is_old = name == props.name.as_str();
    // Its own name may be written otherwise.
    let is_own = |row: &ProjectRow| !props.name.is_empty() && row.is_called(&props.name);
    let wrong = (!is_old && props.projects.iter().any(|row| row.is_called(&name) && !is_own(row)))
        .then_some("There is a project of that name");
    let can = !name.is_empty() && wrong.is_none();
    let take = {
        let done = props.done.clone();
        move || {
            if can {
                done.emit((!is_old).then(|| name.as_str().into()));
            }
        }
    };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        take();
    });
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            typed.set(
                event.target_dyn_into::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default(),
            );
        })
    };
    let onkeydown = {
        let done = props.done.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                done.emit(None);
            }
        })
    };
    html! {
        <form class="queue-name" {onsubmit} {onkeydown}>
            <label class="field">
                <span>{ props.words.clone() }</span>
                <input ref={field} value={typed.to_string()} {oninput} maxlength="120" aria-invalid={wrong.is_some().then_some("true")} />
                if let Some(wrong) = wrong { <span class="field-wrong" role="alert">{ wrong }</span> }
            </label>
            <button class="button" disabled={!can}>{ props.button.clone() }</button>
            <button type="button" class="button bare" onclick={props.done.reform(|_| None)}>{ "Leave it" }</button>
        </form>
    }
}
