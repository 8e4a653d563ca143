//! Renaming, merging and deleting a label in the window of labels: what it comes to is shown before it is done.

use tagline::annotation::{Label, LabelDef, Schema};
use tagline::workspace::{Command, LabelCommand, LabelFate, LabelWish};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::labels::written;
use super::same::Same;
use crate::browser::page;
use crate::desk::Desk;

/// Properties of [`LabelTurn`].
#[derive(Properties, PartialEq)]
pub struct LabelTurnProps {
    pub label: Label,
    pub schema: Same<Schema>,
    /// What was asked to become of this label, and what that comes to.
    pub fate: Option<LabelFate>,
    /// Another number than before, and none, when the keys go on from here: another label went, or this one was called
    /// otherwise.
    pub goes_on: u32,
    /// Tells which label the keys go on from.
    pub go_on: Callback<Label>,
    pub desk: Desk,
}

/// What is being done.
#[derive(Clone, Debug, PartialEq)]
enum Doing {
    Nothing,
    Rename(String),
    Merge,
    Delete,
}

/// The buttons, and below them what is asked.
#[component]
pub fn LabelTurn(props: &LabelTurnProps) -> Html {
    let (label, desk) = (&props.label, &props.desk);
    let shown = written(label);
    let doing = use_state_eq(|| Doing::Nothing);
    let (opener, field) = (use_node_ref(), use_node_ref());
    let others: Vec<Label> =
        props.schema.labels().iter().map(|def| def.label.clone()).filter(|other| other != label).collect();
    let ask = {
        let desk = desk.clone();
        Callback::from(move |wish: LabelWish| desk.send(Command::Labels(LabelCommand::Ask(wish))))
    };
    let kind = std::mem::discriminant(&*doing);
    {
        // The keys go to what was opened, and back.
        let (opener, field, goes_on) = (opener.clone(), field.clone(), props.goes_on);
        let before = use_mut_ref(|| (std::mem::discriminant(&Doing::Nothing), 0));
        use_effect_with((kind, goes_on), move |_| {
            let none = kind == std::mem::discriminant(&Doing::Nothing);
            let (was, went_on) = before.replace((kind, goes_on));
            let moves = was != kind || (goes_on > 0 && went_on != goes_on);
            let wanted = if none { &opener } else { &field };
            if let Some(element) = wanted.cast::<HtmlElement>().filter(|_| moves) {
                page::focus(&element);
                // A node's own cast does not look at what it is.
                if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                    input.select();
                }
            }
        });
    }
    let leave = {
        let (doing, desk) = (doing.clone(), desk.clone());
        Callback::from(move |()| {
            doing.set(Doing::Nothing);
            desk.send(Command::Labels(LabelCommand::Leave));
        })
    };
    let done = {
        let (doing, desk, go_on) = (doing.clone(), desk.clone(), props.go_on.clone());
        Callback::from(move |next: Option<Label>| {
            doing.set(Doing::Nothing);
            desk.send(Command::Labels(LabelCommand::Do));
            next.into_iter().for_each(|next| go_on.emit(next));
        })
    };
    let onkeydown = {
        let (leave, open) = (leave.clone(), *doing != Doing::Nothing);
        Callback::from(move |event: KeyboardEvent| {
            if open && event.key() == "Escape" && !event.is_composing() {
                event.prevent_default();
                event.stop_propagation();
                leave.emit(());
            }
        })
    };
    let merge_into = {
        let (doing, ask, label) = (doing.clone(), ask.clone(), label.clone());
        Callback::from(move |into: Label| {
            doing.set(Doing::Merge);
            ask.emit(LabelWish::Merge { label: label.clone(), into });
        })
    };
    let opens = |words: &'static str, name: String, this: Doing, first: Callback<()>| {
        let on = std::mem::discriminant(&this) == kind;
        let (doing, leave) = (doing.clone(), leave.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            if on {
                leave.emit(());
            } else {
                doing.set(this.clone());
                first.emit(());
            }
        });
        html! {
            <button class="button bare" aria-label={name} aria-expanded={on.to_string()} {onclick}>{ words }</button>
        }
    };
    let first = others.first().cloned();
    let chosen = props.fate.as_ref().and_then(|fate| fate.wish.heir().cloned());
    let choice = |name: String, set: Callback<Label>, node: NodeRef| {
        let onchange = Callback::from(move |event: Event| {
            let value = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
            if let Some(label) = value.and_then(|value| Label::new(&value)) {
                set.emit(label);
            }
        });
        html! {
            <select aria-label={name} {onchange} ref={node}>
                { for others.iter().map(|other| html! {
                    <option value={other.name().to_owned()} selected={chosen.as_ref() == Some(other)}>{ other.name().to_owned() }</option>
                }) }
            </select>
        }
    };
    let sentence = html! {
        <p class="label-turn-fate" role="status">
            { props.fate.as_ref().map(|fate| format!("{}.", fate.sentence())).unwrap_or_default() }
        </p>
    };
    let buttons = |does: &'static str, next: Option<Label>| {
        let (leave, done) = (leave.clone(), done.clone());
        html! {
            <div class="label-turn-row">
                <button class="button main" disabled={props.fate.is_none()} onclick={Callback::from(move |_: MouseEvent| done.emit(next.clone()))}>{ does }</button>
                <button class="button" onclick={Callback::from(move |_: MouseEvent| leave.emit(()))}>{ "Cancel" }</button>
                <span class="small mute">{ "One undo takes it back." }</span>
            </div>
        }
    };
    let asked = match &*doing {
        Doing::Nothing => html! {},
        Doing::Rename(name) => {
            let new = Label::new(name.trim());
            // Names that are alike but for their capitals could not be told apart where they are shown.
            let alike = |other: &&LabelDef| other.label.name().to_lowercase() == name.trim().to_lowercase();
            let taken = props.schema.labels().iter().filter(|def| def.label != *label).find(alike);
            let taken = taken.map(|def| def.label.clone());
            let oninput = {
                let doing = doing.clone();
                Callback::from(move |event: InputEvent| {
                    if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                        doing.set(Doing::Rename(input.value()));
                    }
                })
            };
            let onsubmit = {
                let (doing, desk, label) = (doing.clone(), desk.clone(), label.clone());
                let (new, go_on) = (new.clone().filter(|_| taken.is_none()), props.go_on.clone());
                Callback::from(move |event: SubmitEvent| {
                    event.prevent_default();
                    if let Some(to) = new.clone() {
                        doing.set(Doing::Nothing);
                        desk.send(Command::Labels(LabelCommand::Rename {
                            label: label.clone(),
                            to: to.clone(),
                        }));
                        go_on.emit(to);
                    }
                })
            };
            html! {
                <form class="label-turn-asked" {onsubmit}>
                    <div class="label-turn-row">
                        <input
                            class="search" aria-label={format!("New name of {shown}")} ref={field.clone()}
                            autocomplete="off" autocapitalize="off" spellcheck="false"
                            value={name.clone()} {oninput}
                            aria-invalid={taken.is_some().to_string()} aria-describedby="label-turn-taken"
                        />
                        <button class="button main" disabled={new.is_none() || taken.is_some()}>{ "Rename" }</button>
                        <button type="button" class="button" onclick={leave.reform(|_: MouseEvent| ())}>{ "Cancel" }</button>
                    </div>
                    <p id="label-turn-taken" class="label-turn-taken" role="status">
                        if let Some(taken) = taken {
                            <span><bdi>{ taken.name().to_owned() }</bdi>{ " is a label already." }</span>
                            <button type="button" class="button" onclick={merge_into.reform(move |_: MouseEvent| taken.clone())}>
                                { "Merge into it…" }
                            </button>
                        } else {
                            <span class="small mute">
                                { "Its marks and suggestions follow, in all documents. One undo takes it back." }
                            </span>
                        }
                    </p>
                </form>
            }
        }
        Doing::Merge => html! {
            <div class="label-turn-asked" role="group" aria-label={format!("Merge {shown}")}>
                <label class="label-turn-row">
                    <span>{ "Merge into" }</span>
                    { choice(format!("Merge {shown} into"), merge_into.clone(), field.clone()) }
                </label>
                { sentence }
                { buttons("Merge", chosen.clone()) }
            </div>
        },
        Doing::Delete => {
            let wish = |into: Option<Label>| {
                let (ask, label) = (ask.clone(), label.clone());
                Callback::from(move |_: Event| {
                    ask.emit(LabelWish::Delete { label: label.clone(), into: into.clone() })
                })
            };
            let into = {
                let (ask, label) = (ask.clone(), label.clone());
                Callback::from(move |into| {
                    ask.emit(LabelWish::Delete { label: label.clone(), into: Some(into) })
                })
            };
            let group = format!("label-turn-{}", label.name());
            html! {
                <div class="label-turn-asked" role="group" aria-label={format!("Delete {shown}")}>
                    <label class="label-turn-row">
                        <input type="radio" name={group.clone()} checked={chosen.is_none()} onchange={wish(None)} ref={field.clone()} />
                        <span>{ "Its marks go too" }</span>
                    </label>
                    <div class="label-turn-row">
                        <label class="label-turn-row">
                            <input type="radio" name={group} checked={chosen.is_some()} onchange={wish(first.clone())} />
                            <span>{ "Its marks become" }</span>
                        </label>
                        { choice(format!("What the marks of {shown} become"), into, NodeRef::default()) }
                    </div>
                    { sentence }
                    { buttons("Delete", chosen.clone().or(first.clone())) }
                </div>
            }
        }
    };
    let first_merge = {
        let (merge_into, first) = (merge_into.clone(), first.clone());
        Callback::from(move |()| first.iter().for_each(|first| merge_into.emit(first.clone())))
    };
    let first_delete = {
        let (ask, label) = (ask.clone(), label.clone());
        Callback::from(move |()| ask.emit(LabelWish::Delete { label: label.clone(), into: None }))
    };
    let to_rename = {
        let (doing, leave, name) = (doing.clone(), leave.clone(), label.name().to_owned());
        let on = matches!(*doing, Doing::Rename(_));
        Callback::from(
            move |_: MouseEvent| {
                if on { leave.emit(()) } else { doing.set(Doing::Rename(name.clone())) }
            },
        )
    };
    let renames = matches!(*doing, Doing::Rename(_));
    html! {
        <div class="label-turn" {onkeydown}>
            <div class="label-turn-row">
                <button class="button bare" ref={opener} aria-label={format!("Rename {shown}")} aria-expanded={renames.to_string()} onclick={to_rename}>
                    { "Rename" }
                </button>
                if !others.is_empty() {
                    { opens("Merge", format!("Merge {shown} into another label"), Doing::Merge, first_merge) }
                    { opens("Delete", format!("Delete {shown}"), Doing::Delete, first_delete) }
                }
            </div>
            { asked }
        </div>
    }
}
