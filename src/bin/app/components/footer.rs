//! The line of keys below the text: what can be pressed now, and how far the document is.

use tagline::annotation::{Label, Schema};
use tagline::workspace::{Action, Command, Coverage, HandCommand, ReadCommand};
use yew::prelude::*;

use super::keys::{cap, held, use_keymap};
use super::labels::written;
use super::same::Same;
use crate::desk::Desk;

/// Properties of [`Footer`].
#[derive(Properties, PartialEq)]
pub struct FooterProps {
    pub schema: Same<Schema>,
    pub armed: Option<Label>,
    /// Whether words are selected.
    pub selected: bool,
    /// Whether a mark has the focus.
    pub focused: bool,
    /// Whether a paragraph is typed anew.
    pub retyping: bool,
    /// How many suggestions are left.
    pub pencil: usize,
    /// Whether blind mode hides what there is of others and of the tagger.
    #[prop_or_default]
    pub blind: bool,
    pub coverage: Coverage,
    /// Whether the document is called done.
    pub done: bool,
    pub desk: Desk,
}

/// The line of keys.
#[component]
pub fn Footer(props: &FooterProps) -> Html {
    let keymap = use_keymap();
    let key = |action| keymap.caps(action, &props.schema);
    let finish = if props.done { Command::Done(false) } else { Command::Hand(HandCommand::DoneAndNext) };
    html! {
        <footer class="footer" aria-label="Keys">
            <Now
                schema={props.schema.clone()} armed={props.armed.clone()}
                selected={props.selected} focused={props.focused} retyping={props.retyping} blind={props.blind}
            />
            <span class="push" />
            <span>{ if props.blind { "Blind mode".to_owned() } else { format!("{} in pencil", props.pencil) } }</span>
            if props.coverage.all > 0 {
                <button
                    class="button bare"
                    title={keymap.title("Go to the next paragraph that is not read. Call the one you are in read", Action::Read)}
                    onclick={props.desk.on(Command::Read(ReadCommand::Next))}
                >
                    { format!("Read {} of {}", props.coverage.read, props.coverage.all) }
                </button>
            }
            <button class="button bare" aria-pressed={props.done.to_string()} onclick={props.desk.on(finish)}>
                if props.done { { "Done" } } else { { key(Action::Done) }{ " done, next" } }
            </button>
            <span>{ key(Action::Keys) }{ " keys" }</span>
        </footer>
    }
}

/// Properties of [`Now`].
#[derive(Properties, PartialEq)]
struct NowProps {
    schema: Same<Schema>,
    armed: Option<Label>,
    selected: bool,
    focused: bool,
    retyping: bool,
    blind: bool,
}

/// What can be pressed now, apart from the counts, which change with each key.
#[component]
fn Now(props: &NowProps) -> Html {
    let keymap = use_keymap();
    let single = keymap.single_keys;
    let key = |action| keymap.caps(action, &props.schema);
    html! {
        <>
            if let Some(label) = &props.armed {
                <span class="labels-armed" data-label={label.name().to_owned()}>
                    { "Each selection becomes " }<b><bdi>{ written(label) }</bdi></b>{ cap("Esc") }
                </span>
            }
            if props.retyping {
                <span>{ cap(held("Ctrl")) }{ cap("⏎") }{ " save the paragraph" }</span>
                <span>{ cap("Esc") }{ " leave it as it was" }</span>
            } else if props.selected {
                <span>{ label_keys(&props.schema, single) }{ key(Action::Choose) }{ " label" }</span>
                <span>{ cap(held("Shift")) }{ cap("→") }{ " extend" }</span>
                <span>{ key(Action::EndOn) }{ key(Action::StartBack) }{ " move ends" }</span>
                <span>{ cap("Esc") }{ " let go" }</span>
            } else if props.focused {
                <span>{ key(Action::Accept) }{ " accept" }</span>
                <span>{ key(Action::Reject) }{ " reject" }</span>
                <span>
                    { label_keys(&props.schema, single) }
                    { if props.armed.is_some() { html! { " arm another" } } else { html! { <>{ key(Action::Choose) }{ " relabel" }</> } } }
                </span>
                <span>
                    { for [Action::EndBack, Action::EndOn, Action::StartBack, Action::StartOn].map(key) }{ " move ends" }
                </span>
                <span>{ key(Action::Delete) }{ " delete" }</span>
                <span>{ key(Action::Every) }{ " every mention" }</span>
            } else {
                if props.blind {
                    <span>{ key(Action::NextMark) }{ " next mark" }</span>
                } else {
                    <span>{ key(Action::NextPencil) }{ " next in pencil" }</span>
                }
                <span>{ cap("→") }{ " word by word" }</span>
                <span>{ label_keys(&props.schema, single) }{ if props.armed.is_some() { " arm another" } else { " arm a label" } }</span>
            }
        </>
    }
}

/// The first and the last key that set a label, where `single` keys act.
fn label_keys(schema: &Schema, single: bool) -> Html {
    let keys = schema.labels().iter().filter_map(|def| def.key).filter(|_| single).map(String::from);
    let keys: Vec<String> = keys.collect();
    match keys.as_slice() {
        [] => html! {},
        [only] => cap(only),
        [first, .., last] => html! { <>{ cap(first) }{ "–" }{ cap(last) }</> },
    }
}
