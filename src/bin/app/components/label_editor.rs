//! The labels of the project in a window: names, colours with their contrast, keys, guidelines, order; label sets in and out.

use std::collections::HashMap;

use tagline::annotation::{Checked, LEAST_CONTRAST, LEAST_DISTANCE, Label, LabelDef, Paper, Project, Schema};
use tagline::format;
use tagline::workspace::{Command, LabelCommand, LabelFate, LabelField, Notice, counted};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::keys::use_modal;
use super::label_turn::LabelTurn;
use super::labels::written;
use super::same::Same;
use crate::browser::files;
use crate::desk::Desk;

/// Properties of [`LabelEditor`].
#[derive(Properties, PartialEq)]
pub struct LabelEditorProps {
    pub schema: Same<Schema>,
    /// How many marks in all documents have each label.
    pub used: HashMap<Label, usize>,
    /// What was asked to become of a label, and what that comes to.
    #[prop_or_default]
    pub fate: Option<LabelFate>,
    pub desk: Desk,
    pub close: Callback<()>,
}

/// The window.
#[component]
pub fn LabelEditor(props: &LabelEditorProps) -> Html {
    let dialog = use_modal();
    let (schema, desk) = (&props.schema, &props.desk);
    let name = use_state_eq(String::new);
    let oninput = {
        let name = name.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                name.set(input.value());
            }
        })
    };
    let new = Label::new(&name);
    let taken = new.as_ref().is_some_and(|label| schema.get(label).is_some());
    let onsubmit = {
        let (desk, name, new) = (desk.clone(), name.clone(), new.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(label) = new.clone().filter(|_| !taken) {
                desk.send(Command::Labels(LabelCommand::Add(label)));
                name.set(String::new());
            }
        })
    };
    let export = {
        let (desk, schema) = (desk.clone(), schema.clone());
        Callback::from(move |_: MouseEvent| {
            let project = Project { schema: (*schema).clone(), ..Project::default() };
            // The native format comes first, and is written.
            let Some(native) = format::ALL.first() else { return };
            let name = format!("labels{}", native.extension);
            if let Err(message) =
                files::download(&name, native.media_type, native.write(&project, &[]).content())
            {
                let title = "The file did not leave".to_owned();
                desk.send(Command::Tell(Notice { title, lines: vec![message], failed: true }));
            }
        })
    };
    let count = schema.labels().len();
    let goes_on = use_state_eq(|| (0, None::<Label>));
    let go_on = {
        let goes_on = goes_on.clone();
        Callback::from(move |label| goes_on.set((goes_on.0 + 1, Some(label))))
    };
    html! {
        <dialog class="label-editor window" ref={dialog} aria-labelledby="label-editor-title" onclose={props.close.reform(|_| ())}>
            <header>
                <h2 id="label-editor-title">{ "Labels" }</h2>
                <span class="push" />
                <button class="button bare square" aria-label="Close" onclick={props.close.reform(|_| ())}>{ icon(Icon::Close) }</button>
            </header>
            <div class="label-editor-body">
                <ul>
                    { for schema.labels().iter().enumerate().map(|(at, def)| html! {
                        <LabelRow
                            key={def.label.name().to_owned()}
                            def={def.clone()}
                            schema={schema.clone()}
                            used={props.used.get(&def.label).copied().unwrap_or(0)}
                            first={at == 0}
                            last={at + 1 == count}
                            fate={props.fate.clone().filter(|fate| *fate.wish.label() == def.label)}
                            goes_on={if goes_on.1.as_ref() == Some(&def.label) { goes_on.0 } else { 0 }}
                            go_on={go_on.clone()}
                            desk={desk.clone()}
                        />
                    }) }
                </ul>
                <form class="label-editor-new" {onsubmit}>
                    <input
                        class="search" aria-label="Name of the new label" placeholder="Name of a new label"
                        value={(*name).clone()} {oninput}
                        aria-invalid={taken.to_string()} aria-describedby="label-editor-taken"
                    />
                    <button class="button" disabled={new.is_none() || taken}>{ "Add" }</button>
                    <span id="label-editor-taken" class="small" role="status">
                        if taken { { "There is such a label" } }
                    </span>
                </form>
            </div>
            <footer>
                <span class="small mute">{ "Each change is a step that undo takes back." }</span>
                <span class="push" />
                <button class="button" onclick={Callback::from(|_: MouseEvent| files::choose())}>
                    { icon(Icon::Open) }{ "Open a label set" }
                </button>
                <button class="button main" onclick={export}>{ "Export the label set" }</button>
            </footer>
        </dialog>
    }
}

/// Properties of [`LabelRow`].
#[derive(Properties, PartialEq)]
struct LabelRowProps {
    def: LabelDef,
    schema: Same<Schema>,
    used: usize,
    first: bool,
    last: bool,
    fate: Option<LabelFate>,
    goes_on: u32,
    go_on: Callback<Label>,
    desk: Desk,
}

/// One label.
#[component]
fn LabelRow(props: &LabelRowProps) -> Html {
    let (def, desk) = (&props.def, &props.desk);
    let label = &def.label;
    let shown = written(label);
    let refused = use_state_eq(String::new);
    let set = {
        let (desk, label, schema, refused) =
            (desk.clone(), label.clone(), props.schema.clone(), refused.clone());
        Callback::from(move |field: LabelField| {
            refused
                .set(field.check(&label, &schema).err().map(|clash| clash.to_string()).unwrap_or_default());
            desk.send(Command::Labels(LabelCommand::Set(label.clone(), field)));
        })
    };
    let colour = |paper: Paper, make: fn(String) -> LabelField| {
        let value = paper.of(def).to_owned();
        let theme = if paper == Paper::Light { "light" } else { "dark" };
        let checked = props.schema.check_colour(label, &value, paper);
        let set = set.clone();
        let onchange = Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                set.emit(make(input.value()));
            }
        });
        html! {
            <label class="label-editor-colour">
                <input type="color" aria-label={format!("{shown}: colour on {theme} paper")} {value} {onchange} />
                <span>{ format!("On {theme} paper") }</span>
                { for checked.map(|checked| verdict(&checked)) }
            </label>
        }
    };
    let onkey = {
        let set = set.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                set.emit(LabelField::Key(input.value().trim().chars().next()));
            }
        })
    };
    let onguideline = {
        let set = set.clone();
        Callback::from(move |event: Event| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                set.emit(LabelField::Guideline(area.value()));
            }
        })
    };
    let moved = |later: bool| desk.on(Command::Labels(LabelCommand::Move { label: label.clone(), later }));
    html! {
        <li class="label-editor-row" data-label={label.name().to_owned()}>
            <div class="label-editor-head">
                <b class="label-editor-name"><bdi>{ label.name().to_owned() }</bdi></b>
                <span class="small mute">{ counted(props.used, "mark") }</span>
                <span class="push" />
                <label class="label-editor-key">
                    <span>{ "Key" }</span>
                    <input
                        aria-label={format!("{shown}: key")}
                        maxlength="2" size="2" autocomplete="off"
                        value={def.key.map(String::from).unwrap_or_default()}
                        onchange={onkey}
                    />
                </label>
                <span class="label-editor-moves">
                    <button class="button bare square" aria-label={format!("Move {shown} up")} title="Up" disabled={props.first} onclick={moved(false)}>{ "↑" }</button>
                    <button class="button bare square" aria-label={format!("Move {shown} down")} title="Down" disabled={props.last} onclick={moved(true)}>{ "↓" }</button>
                </span>
            </div>
            if !refused.is_empty() { <p class="label-editor-refused small" role="alert">{ (*refused).clone() }</p> }
            <div class="label-editor-colours">
                { colour(Paper::Light, LabelField::Colour) }
                { colour(Paper::Dark, LabelField::ColourDark) }
            </div>
            <textarea
                aria-label={format!("{shown}: what it covers and what it doesn't")}
                placeholder="What it covers, and what it doesn't"
                rows="2"
                value={def.guideline.clone()}
                onchange={onguideline}
            />
            { takes(def) }
            <LabelTurn
                label={label.clone()} schema={props.schema.clone()} fate={props.fate.clone()}
                goes_on={props.goes_on} go_on={props.go_on.clone()} desk={desk.clone()}
            />
        </li>
    }
}

/// What comes in under which names gets it, where those are others than its own.
fn takes(def: &LabelDef) -> Html {
    let Some(names) = def.takes.as_ref().filter(|names| **names != [def.label.clone()]) else {
        return html! {};
    };
    let names: Vec<&str> = names.iter().map(Label::name).collect();
    html! {
        <p class="small mute">
            if names.is_empty() {
                { "The tagger does not suggest it." }
            } else {
                { "Suggested for what the tagger calls " }<bdi>{ names.join(", ") }</bdi>{ "." }
            }
        </p>
    }
}

/// How a colour does: its contrast, and which other it is too near to.
fn verdict(checked: &Checked) -> Html {
    let faint = checked.contrast < LEAST_CONTRAST;
    let near = checked.nearest.as_ref().filter(|(_, far)| *far < LEAST_DISTANCE);
    html! {
        <span class="small" data-faint={(faint || near.is_some()).to_string()}>
            { format!("{:.1} to 1", checked.contrast) }
            if faint { { format!(": too faint, {LEAST_CONTRAST} is the least") } }
            if let Some((label, _)) = near { { ", some cannot tell it from " }<bdi>{ label.name().to_owned() }</bdi> }
        </span>
    }
}

#[cfg(test)]
mod tests;
