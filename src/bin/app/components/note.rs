//! Why: what speaks for the focused annotation, and the keys that decide on it.

use tagline::annotation::{Annotation, Origin, Schema, Status};
use tagline::workspace::{Action, BulkCommand, Command, NoteCommand, OpenDocument, RetypeCommand, why};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::keys::use_keymap;
use super::same::Same;
use crate::browser::page;
use crate::desk::Desk;

/// What only the notes need to know of what is on screen: read by them alone, so that no paragraph is drawn anew for it.
#[derive(Clone, PartialEq)]
pub struct AtHand {
    /// The document.
    pub open: Same<OpenDocument>,
    /// Whether the note of the mark in focus is being written.
    pub noting: bool,
}

/// One sentence on where an annotation comes from.
pub fn sentence(annotation: &Annotation) -> String {
    why(annotation, None)
}

/// The version of what found it, for whoever asks.
pub fn version(annotation: &Annotation) -> Option<String> {
    match &annotation.origin {
        Origin::Tagger { version, .. } => Some(format!("Lists and model {version}")),
        Origin::Annotator(_) => None,
    }
}

/// Properties of [`Why`].
#[derive(Properties, PartialEq)]
pub struct WhyProps {
    pub annotation: Same<Annotation>,
    pub desk: Desk,
}

/// The note beside the focused annotation.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let annotation = &props.annotation;
    let status = annotation.status;
    let hand = use_context::<AtHand>();
    let times = hand.as_ref().map(|hand| hand.open.times(annotation));
    let keymap = use_keymap();
    let key = |action| keymap.caps(action, &Schema::new(Vec::new()).unwrap_or_default());
    html! {
        <aside class="note" aria-label="Why">
            <h2 class="eyebrow">{ "Why " }{ chip(annotation) }</h2>
            <p title={version(annotation)}>{ why(annotation, times) }</p>
            <ul>{ rows(annotation) }</ul>
            <div class="note-row">
                if status != Status::Accepted {
                    <button class="button" onclick={props.desk.on(Command::Accept)}>{ key(Action::Accept) }{ "Accept" }</button>
                }
                if status != Status::Rejected {
                    <button class="button" onclick={props.desk.on(Command::Reject)}>{ key(Action::Reject) }{ "Reject" }</button>
                }
                <button class="button" onclick={props.desk.on(Command::Note(NoteCommand::Edit))}>{ key(Action::Note) }{ "Note" }</button>
                <button class="button" title="Correct the words of the paragraph" onclick={props.desk.on(Command::Retype(RetypeCommand::Open))}>
                    { key(Action::Retype) }{ "Correct" }
                </button>
            </div>
            <Note annotation={props.annotation.clone()} desk={props.desk.clone()} />
        </aside>
    }
}

/// A person's note on an annotation: its words, or the field to write it in.
#[component]
pub fn Note(props: &WhyProps) -> Html {
    let noting = use_context::<AtHand>().is_some_and(|hand| hand.noting);
    let field = use_node_ref();
    let note = props.annotation.note.as_deref().unwrap_or_default().to_owned();
    {
        let field = field.clone();
        use_effect_with(noting, move |noting| {
            if let Some(field) = field.cast::<web_sys::HtmlElement>().filter(|_| *noting) {
                page::focus(&field);
            }
        });
    }
    let desk = props.desk.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(field) = event.target_dyn_into::<HtmlTextAreaElement>() {
            desk.send(Command::Note(NoteCommand::Write(field.value())));
        }
    });
    let desk = props.desk.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let done = event.key() == "Escape" || event.key() == "Enter" && !event.shift_key();
        if done && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            desk.send(Command::Note(NoteCommand::Leave));
            page::focus_first("mark[aria-current]");
        }
    });
    if noting {
        html! {
            <label class="note-own">
                <span class="eyebrow">{ "Note" }</span>
                <textarea
                    class="note-field" rows="3" ref={field} value={note} {oninput} {onkeydown}
                    onblur={props.desk.on(Command::Note(NoteCommand::Leave))}
                />
            </label>
        }
    } else if note.is_empty() {
        html! {}
    } else {
        html! { <p class="note-own"><strong>{ "Note: " }</strong>{ note }</p> }
    }
}

/// What else can be done with the mark in focus, where there is no margin for its note.
pub fn more(annotation: &Same<Annotation>, desk: &Desk) -> Html {
    html! {
        <>
            <div class="sheet-row">
                <button class="button" onclick={desk.on(Command::Bulk(BulkCommand::Every))}>{ "Every mention…" }</button>
                <button class="button" onclick={desk.on(Command::Note(NoteCommand::Edit))}>{ "Note" }</button>
                <button class="button" onclick={desk.on(Command::Retype(RetypeCommand::Open))}>{ "Correct" }</button>
            </div>
            <Note annotation={annotation.clone()} desk={desk.clone()} />
        </>
    }
}

/// The annotation's label as a small mark.
pub fn chip(annotation: &Annotation) -> Html {
    let suffix = if annotation.status == Status::Suggested { "?" } else { "" };
    html! {
        <span
            class="chip"
            data-label={annotation.label.name().to_owned()}
            data-status={annotation.status.name()}
            title={annotation.label.name().to_owned()}
        >
            <bdi>{ annotation.label.name().to_owned() }</bdi>{ suffix }
        </span>
    }
}

/// The evidence, the score, the value and the entity, a row each.
pub fn rows(annotation: &Annotation) -> Html {
    let row = |name: &str, value: &str| html! { <li><span>{ name.to_owned() }</span><span>{ value.to_owned() }</span></li> };
    html! {
        <>
            { for annotation.evidence.iter().map(|evidence| row(&evidence.rule, &evidence.detail)) }
            // The model's own row says the score already.
            if let Some(score) = annotation.score.filter(|_| annotation.evidence.iter().all(|evidence| &*evidence.rule != "model")) {
                { row("score", &format!("{score:.2}")) }
            }
            if let Some(value) = &annotation.value { { row("reads as", value) } }
            if let Some(entity) = &annotation.entity { { row("names", &entity.0) } }
        </>
    }
}
