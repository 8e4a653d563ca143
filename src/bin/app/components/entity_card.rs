//! A thing that the text names, opened: its mentions one by one, its id, what it may be, what it is one with.

use std::rc::Rc;

use tagline::annotation::{Entity, Label};
use tagline::workspace::{Command, EntityCommand, Named, OpenDocument, proposals};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::same::Same;
use crate::desk::Desk;

/// Properties of [`EntityCard`].
#[derive(Properties, PartialEq)]
pub struct EntityCardProps {
    pub open: Same<OpenDocument>,
    pub entities: Same<Vec<Rc<Entity>>>,
    pub label: Label,
    pub named: Named,
    /// The others of its label: their names and mentions.
    pub others: Vec<Named>,
    pub desk: Desk,
}

/// The card.
#[component]
pub fn EntityCard(props: &EntityCardProps) -> Html {
    let (open, desk, named) = (&props.open, &props.desk, &props.named);
    let typed = use_state_eq(String::new);
    let here = named.mentions.iter().position(|id| Some(id) == open.focus());
    let count = named.mentions.len();
    let go = |to: Option<usize>| desk.on(Command::Focus(to.and_then(|at| named.mentions.get(at)).cloned()));
    let previous = here.map_or(count.checked_sub(1), |at| Some((at + count - 1) % count.max(1)));
    let next = Some(here.map_or(0, |at| (at + 1) % count.max(1)));
    let link = |id: String| Command::Entity(EntityCommand::Link { mentions: named.mentions.clone(), id });
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                typed.set(input.value());
            }
        })
    };
    let onsubmit = {
        let (desk, typed, mentions) = (desk.clone(), typed.clone(), named.mentions.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let id = (*typed).clone();
            typed.set(String::new());
            desk.send(Command::Entity(EntityCommand::Link { mentions: mentions.clone(), id }));
        })
    };
    let merge = {
        let (desk, mentions, others) = (desk.clone(), named.mentions.clone(), props.others.clone());
        Callback::from(move |event: Event| {
            let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let chosen: Option<usize> = select.value().parse().ok();
            if let Some(into) = chosen.and_then(|at| others.get(at)) {
                let (mentions, into) = (mentions.clone(), into.mentions.clone());
                desk.send(Command::Entity(EntityCommand::Merge { mentions, into }));
            }
        })
    };
    let proposed = proposals(open.document(), &open.entities_shown(&props.entities), &props.label, named);
    let notes = named.mentions.iter().filter_map(|id| {
        let mark = open.document().annotation(id)?;
        Some((mark.id.clone(), mark.note.clone()?))
    });
    let place = here.map_or_else(|| format!("{count} ×"), |at| format!("{} of {count}", at + 1));
    html! {
        <div class="entity_card">
            <div class="entity_card-row">
                <button class="button" onclick={go(previous)}>{ "Previous" }</button>
                <span class="small">{ place }</span>
                <button class="button" onclick={go(next)}>{ "Next" }</button>
            </div>
            { for notes.map(|(id, note)| html! {
                <button class="entity_card-note" onclick={desk.on(Command::Focus(Some(id)))}><b>{ "Note: " }</b><bdi>{ note.to_string() }</bdi></button>
            }) }
            { for proposed.iter().filter_map(|entity| {
                let (id, authority) = entity.canonical.as_ref()?;
                let id = format!("{authority}/{id}");
                Some(html! {
                    <button class="button entity_card-link" onclick={desk.on(link(id.clone()))}>
                        <span>{ "Link to " }<bdi>{ entity.name.to_string() }</bdi></span><code>{ id }</code>
                    </button>
                })
            }) }
            <form class="entity_card-row" {onsubmit}>
                <input
                    class="search" aria-label="Id, as authority/id" placeholder="like wikidata/Q42"
                    autocomplete="off" spellcheck="false" value={(*typed).clone()} {oninput}
                />
                <button class="button" disabled={!is_id(&typed)}>{ "Link" }</button>
            </form>
            <div class="entity_card-row">
                if !props.others.is_empty() {
                    <select class="entity_card-merge" aria-label="Make one with" onchange={merge}>
                        <option value="" selected=true>{ "Make one with…" }</option>
                        { for props.others.iter().enumerate().map(|(at, other)| html! {
                            <option value={at.to_string()}>{ format!("{} ({} ×)", other.name, other.mentions.len()) }</option>
                        }) }
                    </select>
                }
                if named.entity.is_some() {
                    <button class="button" onclick={desk.on(Command::Entity(EntityCommand::Unlink(named.mentions.clone())))}>{ "Unlink" }</button>
                }
            </div>
        </div>
    }
}

/// Whether it can be an id: an authority, and the id there.
fn is_id(typed: &str) -> bool {
    typed.split_once('/').is_some_and(|(authority, id)| !authority.trim().is_empty() && !id.trim().is_empty())
}

#[cfg(test)]
mod tests;
