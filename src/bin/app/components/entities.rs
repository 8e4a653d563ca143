//! What the text names, beside it: mentions by label and entity, with counts and a way to each.

use tagline::annotation::{AnnotationId, Entity, Schema};
use tagline::workspace::{Command, Group, Named, OpenDocument, counted, groups};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::same::Same;
use crate::desk::Desk;

/// Properties of [`Entities`].
#[derive(Properties, PartialEq)]
pub struct EntitiesProps {
    pub open: Same<OpenDocument>,
    pub schema: Same<Schema>,
    pub entities: Same<Vec<std::rc::Rc<Entity>>>,
    /// How many names were learned.
    pub taught: usize,
    /// Shows what was learned.
    pub learned: Callback<()>,
    pub desk: Desk,
}

/// What the text names.
#[component]
pub fn Entities(props: &EntitiesProps) -> Html {
    let wanted = use_state_eq(String::new);
    let oninput = {
        let wanted = wanted.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                wanted.set(input.value());
            }
        })
    };
    let onkeydown = {
        let wanted = wanted.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.is_composing() {
                // First what was typed goes, then the field is left.
                match event.target_dyn_into::<HtmlInputElement>().filter(|_| wanted.is_empty()) {
                    Some(input) => {
                        let _ = input.blur();
                    }
                    None => wanted.set(String::new()),
                }
            }
        })
    };
    let found = groups(props.open.document(), &props.schema, &props.entities);
    let lower = wanted.to_lowercase();
    let focus = props.open.focus();
    let shown: Vec<Html> = found
        .iter()
        .filter_map(|group| {
            let rows: Vec<&Named> = group
                .rows
                .iter()
                .filter(|row| lower.is_empty() || row.name.to_lowercase().contains(&lower))
                .collect();
            (!rows.is_empty()).then(|| group_html(group, &rows, focus, &props.desk))
        })
        .collect();
    html! {
        <aside class="side entities" aria-label="Entities">
            <header class="entities-head">
                <h2 class="eyebrow">{ "Entities" }</h2>
                <button
                    class="button bare" title="What your decisions taught, and how far they reach"
                    onclick={props.learned.reform(|_| ())}
                >{ format!("Learned {}", props.taught) }</button>
            </header>
            <input class="search" placeholder="Find an entity" aria-label="Find an entity" value={(*wanted).clone()} {oninput} {onkeydown} />
            if shown.is_empty() {
                <p class="mute small">
                    { if lower.is_empty() { "Nothing is marked yet. Select words and press a label’s key." } else { "No entity of that name." } }
                </p>
            }
            // In a list of its own: how many there are must not move the field that is being typed in.
            <>{ for shown }</>
        </aside>
    }
}

fn group_html(group: &Group, rows: &[&Named], focus: Option<&AnnotationId>, desk: &Desk) -> Html {
    let mentions: usize = group.rows.iter().map(|row| row.mentions.len()).sum();
    let row = |row: &&Named| {
        let here = row.mentions.iter().position(|id| Some(id) == focus);
        // From the mention in focus to the next one, and round.
        let next = row.mentions.get(here.map_or(0, |at| (at + 1) % row.mentions.len())).cloned();
        html! {
            <li>
                <button
                    class="entities-row"
                    data-status={if row.pencil { "suggested" } else { "accepted" }}
                    aria-current={here.map(|_| "true")}
                    onclick={desk.on(Command::Focus(next))}
                >
                    <b title={row.name.clone()}><bdi>{ &row.name }</bdi></b>
                    <span class="small mute">{ format!("{} ×", row.mentions.len()) }</span>
                    if let Some(link) = &row.link { <span class="entities-link"><bdi>{ link }</bdi></span> }
                </button>
            </li>
        }
    };
    html! {
        <section key={group.label.name().to_owned()} class="entities-group" data-label={group.label.name().to_owned()}>
            <header>
                <h3 class="chip" data-label={group.label.name().to_owned()} data-status="accepted" title={group.label.name().to_owned()}>
                    <bdi>{ group.label.name().to_owned() }</bdi>
                </h3>
                <span class="entities-count">{ format!("{} · {}", group.rows.len(), counted(mentions, "mention")) }</span>
            </header>
            <ul>{ for rows.iter().map(row) }</ul>
        </section>
    }
}

#[cfg(test)]
mod tests;
