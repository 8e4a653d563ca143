//! Who is at work: the window of the person's name and of blind mode, and the lines elsewhere that lead to it.

use std::rc::Rc;

use tagline::workspace::{
    BlindTurn, Command, HandCommand, LONGEST_NAME, NAMELESS, PersonCommand, ago, annotator_name, counted,
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::keys::use_modal;
use crate::browser::{clock, page};
use crate::desk::Desk;

/// Who is at work, as far as the lines elsewhere say it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// The name; none where they have given none.
    pub name: Option<Rc<str>>,
    /// Whether blind mode is on in the open project.
    pub blind: bool,
}

/// Properties of [`PeopleWindow`].
#[derive(Properties, PartialEq)]
pub struct PeopleProps {
    pub person: Person,
    /// Takes the name that the person goes by from now on.
    pub set_name: Callback<Rc<str>>,
    /// The last time that blind mode was turned.
    #[prop_or_default]
    pub last: Option<BlindTurn>,
    /// How many documents of the project are not done.
    pub undone: usize,
    pub desk: Desk,
    pub close: Callback<()>,
}

/// The window.
#[component]
pub fn PeopleWindow(props: &PeopleProps) -> Html {
    let dialog = use_modal();
    html! {
        <dialog class="people window" ref={dialog} aria-labelledby="people-title" onclose={props.close.reform(|_| ())}>
            <header>
                <h2 id="people-title">{ "You" }</h2>
                <span class="push" />
                <button class="button bare square" aria-label="Close" onclick={props.close.reform(|_| ())}>{ icon(Icon::Close) }</button>
            </header>
            <div class="people-body">
                <Name person={props.person.clone()} set_name={props.set_name.clone()} />
                <BlindMode person={props.person.clone()} last={props.last.clone()} undone={props.undone} desk={props.desk.clone()} />
            </div>
        </dialog>
    }
}

/// Properties of [`Name`].
#[derive(Properties, PartialEq)]
struct NameProps {
    person: Person,
    set_name: Callback<Rc<str>>,
}

/// The name, and the field to give another.
#[component]
fn Name(props: &NameProps) -> Html {
    let name = props.person.name.as_deref().unwrap_or_default();
    let typed = use_state_eq(|| name.to_owned());
    let wrong = use_state_eq(String::new);
    let told = use_state_eq(String::new);
    let field = use_node_ref();
    {
        // Another tab may have given it.
        let (typed, field) = (typed.setter(), field.clone());
        use_effect_with(name.to_owned(), move |name| {
            typed.set(name.clone());
            if let Some(field) = field.cast::<HtmlInputElement>().filter(|_| name.is_empty()) {
                page::focus(&field);
            }
        });
    }
    let oninput = {
        let (typed, wrong, told) = (typed.setter(), wrong.setter(), told.setter());
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                typed.set(field.value());
                wrong.set(String::new());
                told.set(String::new());
            }
        })
    };
    let onsubmit = {
        let (typed, wrong, told) = (typed.clone(), wrong.setter(), told.setter());
        let (set_name, before) = (props.set_name.clone(), props.person.name.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match annotator_name(&typed) {
                Ok(name) => {
                    typed.set(name.to_string());
                    wrong.set(String::new());
                    told.set(format!("From now on what you mark and decide is by {name}."));
                    if before.as_ref() != Some(&name) {
                        set_name.emit(name);
                    }
                }
                Err(issue) => {
                    let issue = issue.to_string();
                    let mut letters = issue.chars();
                    let first =
                        letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
                    wrong.set(format!("{first}{}.", letters.as_str()));
                }
            }
        })
    };
    let is_wrong = !wrong.is_empty();
    html! {
        <section>
            <form class="people-name" {onsubmit}>
                <label class="field">
                    <span>{ "Your name" }</span>
                    <input
                        ref={field} value={(*typed).clone()} {oninput} autocomplete="name" spellcheck="false"
                        placeholder="As colleagues know you" aria-describedby="people-about people-told"
                        aria-invalid={is_wrong.then_some("true")}
                    />
                </label>
                <button class="button main">{ "Save" }</button>
            </form>
            <p id="people-told" class="people-told" data-wrong={is_wrong.to_string()} role="status">
                { if is_wrong { (*wrong).clone() } else { (*told).clone() } }
            </p>
            <p id="people-about" class="small mute">
                { format!(
                    "It stands beside each mark you make and each decision you take, up to {LONGEST_NAME} characters, and is kept in this \
                     browser. What was marked before keeps the name it has"
                ) }
                { if props.person.name.is_none() { format!(": “{NAMELESS}”, as nobody gave one.") } else { ".".to_owned() } }
                if props.person.blind {
                    { " In blind mode a mark under another name is another person’s, and hidden." }
                }
            </p>
        </section>
    }
}

/// Properties of [`BlindMode`].
#[derive(Properties, PartialEq)]
struct BlindProps {
    person: Person,
    last: Option<BlindTurn>,
    undone: usize,
    desk: Desk,
}

/// Blind mode: what it does, whether it is on, and turning it. Turning it off is asked about.
#[component]
fn BlindMode(props: &BlindProps) -> Html {
    let asking = use_state_eq(|| false);
    let on = props.person.blind;
    let turn = |on: bool| {
        let (desk, asking) = (props.desk.clone(), asking.setter());
        Callback::from(move |_: MouseEvent| {
            asking.set(false);
            desk.send(Command::Person(PersonCommand::Blind(on)));
        })
    };
    let ask = |is_asking: bool| {
        let asking = asking.setter();
        Callback::from(move |_: MouseEvent| asking.set(is_asking))
    };
    let last = props.last.as_ref().map(|turn| {
        let what = if turn.on { "Turned on" } else { "Turned off" };
        format!("{what} by {}, {}.", turn.who, ago(&turn.when, &clock::now()))
    });
    html! {
        <section>
            <button class="people-switch" role="switch" aria-checked={on.to_string()} onclick={if on { ask(true) } else { turn(true) }}>
                <span>{ "Blind mode in this project" }</span><b>{ if on { "On" } else { "Off" } }</b>
            </button>
            if on && *asking {
                <div class="people-asked" role="alertdialog" aria-label="Turn blind mode off?">
                    <p>
                        <b>{ "Turn blind mode off?" }</b>
                        { match props.undone {
                            0 => " Every document is done: nothing is hidden now.".to_owned(),
                            1 => " Suggestions and the marks of others will be seen in 1 document that is not done. What is decided there \
                                  after that is not blind any more."
                                .to_owned(),
                            undone => format!(
                                " Suggestions and the marks of others will be seen in {undone} documents that are not done. What is \
                                 decided there after that is not blind any more."
                            ),
                        } }
                    </p>
                    <button class="button" onclick={turn(false)}>{ "Turn it off" }</button>
                    <button class="button main" onclick={ask(false)}>{ "Leave it on" }</button>
                </div>
            }
            <p class="small mute">
                { "Until you call a document done you see in it your own marks alone: no suggestions, nothing that others marked, and not how \
                   many of either there are. So what two people mark can be compared. Nothing is lost meanwhile: a backup holds \
                   everything, and an export what is shown." }
            </p>
            if on && props.person.name.is_none() {
                <p class="small">{ format!("Whatever is by “{NAMELESS}” counts as yours until you give your name.") }</p>
            }
            if let Some(last) = last { <p class="small mute">{ last }</p> }
        </section>
    }
}

/// What the row beside the list of documents says of blind mode and the name.
#[derive(Properties, PartialEq)]
pub struct PersonRowProps {
    pub person: Person,
    pub show: Callback<()>,
}

/// The row beside the list of documents.
#[component]
pub fn PersonRow(props: &PersonRowProps) -> Html {
    html! {
        <button class="queue-line people-row" onclick={props.show.reform(|_| ())}>
            <bdi>{ props.person.name.as_deref().unwrap_or("Your name…").to_owned() }</bdi>
            <span>{ if props.person.blind { "blind mode" } else { "" } }</span>
        </button>
    }
}

/// Properties of [`BlindLine`].
#[derive(Properties, PartialEq)]
pub struct BlindLineProps {
    /// Whether the document is done, so that all of it is shown.
    pub revealed: bool,
    /// Shows the window.
    pub show: Callback<()>,
    pub desk: Desk,
}

/// The line above the text while blind mode is on. How much is hidden it does not say: that would tell what to look for.
#[component]
pub fn BlindLine(props: &BlindLineProps) -> Html {
    html! {
        <p class="people-blind" data-revealed={props.revealed.to_string()}>
            if props.revealed {
                <span><b>{ "Blind mode: " }</b>{ "this document is done, so all marks in it are shown." }</span>
                <button class="button" onclick={props.desk.on(Command::Hand(HandCommand::DoneAndNext))}>{ "Next document" }</button>
            } else {
                <span><b>{ "Blind mode: " }</b>{ "you see your own marks alone until you call this document done." }</span>
                <button class="button bare" onclick={props.show.reform(|_| ())}>{ "About it" }</button>
            }
        </p>
    }
}

/// What marks so far are by, for whoever has given no name, in words: `3 marks are by “annotator”`.
pub fn nameless(count: usize) -> String {
    let are = if count == 1 { "is" } else { "are" };
    format!("{} {are} by “{NAMELESS}”, as nobody gave a name.", counted(count, "mark"))
}

#[cfg(test)]
mod tests;
