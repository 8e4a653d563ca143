//! The sheet at the bottom of a narrow or touched screen: the focused mark with its buttons, or the labels for a selection.

use tagline::annotation::{Annotation, Label, Schema};
use tagline::workspace::{BulkCommand, Command, Edge, HandCommand, RetypeCommand, Unit};
use yew::prelude::*;

use super::labels::written;
use super::note::{chip, more, sentence};
use super::popup::shortened;
use super::same::Same;
use crate::desk::Desk;

/// Properties of [`Sheet`].
#[derive(Properties, PartialEq)]
pub struct SheetProps {
    pub schema: Same<Schema>,
    pub focus: Option<Same<Annotation>>,
    /// The words of the focus, or of the selection.
    pub words: String,
    pub selected: bool,
    pub pencil: usize,
    /// Whether blind mode hides what there is of others and of the tagger.
    #[prop_or_default]
    pub blind: bool,
    /// Whether what the finger selects counts to the character.
    #[prop_or_default]
    pub exact: bool,
    /// The label that is likely meant.
    #[prop_or_default]
    pub likely: Option<Label>,
    /// Whether the document is called done.
    pub done: bool,
    pub desk: Desk,
}

/// The sheet.
#[component]
pub fn Sheet(props: &SheetProps) -> Html {
    let relabel = use_state_eq(|| false);
    let edges = use_state_eq(|| false);
    {
        let relabel = relabel.clone();
        let focus = props.focus.as_ref().map(|annotation| annotation.id.clone());
        use_effect_with(focus, move |_| relabel.set(false));
    }
    let labels = |give: fn(Label) -> Command| {
        html! {
            <div class="sheet-labels">
                { for props.schema.labels().iter().map(|def| html! {
                    <button
                        class="labels-label"
                        data-label={def.label.name().to_owned()}
                        data-likely={(Some(&def.label) == props.likely.as_ref()).to_string()}
                        onclick={props.desk.on(give(def.label.clone()))}
                    >
                        <b><bdi>{ written(&def.label) }</bdi></b>
                    </button>
                }) }
            </div>
        }
    };
    // To the character where that is wanted, else by whole words.
    let unit = if props.exact { Unit::Character } else { Unit::Word };
    let nudge = |words: &'static str, sign: &'static str, edge, forward| {
        html! {
            <button class="button" aria-label={words} onclick={props.desk.on(Command::Nudge { edge, unit, forward })}>
                { sign }
            </button>
        }
    };
    let edges_row = html! {
        <div class="sheet-row" role="group" aria-label="Edges">
            { nudge("Start back", "‹", Edge::Start, false) }
            { nudge("Start on", "›", Edge::Start, true) }
            <button
                class="button" aria-pressed={props.exact.to_string()}
                onclick={props.desk.on(Command::Hand(HandCommand::Exact(!props.exact)))}
            >{ "Exact" }</button>
            { nudge("End back", "‹", Edge::End, false) }
            { nudge("End on", "›", Edge::End, true) }
        </div>
    };
    let edges_button = {
        let (edges, shown) = (edges.clone(), *edges);
        let toggle = Callback::from(move |_: MouseEvent| edges.set(!*edges));
        let on = shown;
        html! { <button class="button" aria-pressed={on.to_string()} onclick={toggle}>{ "Edges ‹ ›" }</button> }
    };
    // Through what is to be decided, and once all is decided through the marks.
    let step = |forward| props.desk.on(Command::Step { forward, pencil: props.pencil > 0 });
    let steps = html! {
        <div class="sheet-row">
            <button class="button bare" onclick={step(false)}>{ "Previous" }</button>
            <span class="sheet-count">{ if props.blind { "Blind mode".to_owned() } else { format!("{} in pencil", props.pencil) } }</span>
            <button class="button bare" onclick={step(true)}>{ "Next" }</button>
            if props.focus.is_some() {
                { edges_button.clone() }
                <button class="button bare" onclick={props.desk.on(Command::LetGo)}>{ "Close" }</button>
            } else {
                <button class="button bare" aria-pressed={props.done.to_string()} onclick={props.desk.on(Command::Done(!props.done))}>
                    { "Done" }
                </button>
            }
        </div>
    };
    // A touch on the sheet must not end the selection it is for.
    let keep = Callback::from(|event: MouseEvent| event.prevent_default());
    let toggle = {
        let relabel = relabel.clone();
        Callback::from(move |_: MouseEvent| relabel.set(!*relabel))
    };
    html! {
        <section class="sheet" aria-label="Decide" onmousedown={keep}>
            if props.selected {
                <p class="sheet-words">{ format!("“{}”", shortened(&props.words)) }</p>
                { labels(Command::Label) }
                if *edges { { edges_row } }
                <div class="sheet-row">
                    <button class="button" onclick={props.desk.on(Command::Bulk(BulkCommand::Every))}>{ "Every mention…" }</button>
                    { edges_button }
                </div>
                <div class="sheet-row">
                    <button class="button" onclick={props.desk.on(Command::Retype(RetypeCommand::Open))}>{ "Correct the text" }</button>
                    <button class="button" onclick={props.desk.on(Command::LetGo)}>{ "Cancel" }</button>
                </div>
            } else if let Some(annotation) = &props.focus {
                <p>{ chip(annotation) }{ " " }<span class="sheet-words">{ shortened(&props.words) }</span></p>
                <p class="mute">{ sentence(annotation) }</p>
                if *relabel { { labels(Command::Relabel) } }
                if *edges { { edges_row } }
                <div class="sheet-row">
                    <button class="button" onclick={props.desk.on(Command::Reject)}>{ "Reject" }</button>
                    <button class="button" aria-pressed={relabel.to_string()} onclick={toggle}>{ "Relabel" }</button>
                    <button class="button" onclick={props.desk.on(Command::Delete)}>{ "Delete" }</button>
                    <button class="button main" onclick={props.desk.on(Command::Accept)}>{ "Accept" }</button>
                </div>
                { more(annotation, &props.desk) }
                { steps }
            } else {
                { steps }
            }
        </section>
    }
}

#[cfg(test)]
mod tests;
