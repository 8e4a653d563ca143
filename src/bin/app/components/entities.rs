//! What the text names, beside it: mentions by label and entity, with counts and a way to each.

use std::collections::BTreeMap;
use std::rc::Rc;

use tagline::annotation::{AnnotationId, Entity, Schema};
use tagline::workspace::{Command, Group, Named, OpenDocument, counted, groups, regrouped};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::entity_card::EntityCard;
use super::same::Same;
use crate::desk::Desk;

/// Properties of [`Entities`].
#[derive(Properties, PartialEq)]
pub struct EntitiesProps {
    pub open: Same<OpenDocument>,
    pub schema: Same<Schema>,
    pub entities: Same<Vec<Rc<Entity>>>,
    /// How many names were learned.
    pub taught: usize,
    /// Shows what was learned.
    pub learned: Callback<()>,
    pub desk: Desk,
}

/// How many things of a label are listed at first, and how many more with each press.
const LISTED: usize = 40;

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
    let opened = use_state_eq(|| None::<(String, AnnotationId)>);
    let listed = use_state_eq(BTreeMap::<String, usize>::new);
    let found = use_groups(props);
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
            (!rows.is_empty()).then(|| group_html(group, &rows, focus, &opened, &listed, props))
        })
        .collect();
    html! {
        <section class="entities" aria-label="Entities">
            <header class="entities-head">
                <h2 class="eyebrow">{ named(found.iter().map(|group| group.rows.len()).sum()) }</h2>
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
        </section>
    }
}

/// How many things the text names.
fn named(count: usize) -> String {
    if count == 1 { "1 thing is named".to_owned() } else { format!("{count} things are named") }
}

/// What the text names: found anew only after the text or a mark has changed, and only of those labels.
#[hook]
fn use_groups(props: &EntitiesProps) -> Rc<Vec<Rc<Group>>> {
    type Seen = (Same<OpenDocument>, Same<Schema>, Same<Vec<Rc<Entity>>>, Rc<Vec<Rc<Group>>>);
    let seen = use_mut_ref(|| None::<Seen>);
    let (open, schema, entities) = (&props.open, &props.schema, &props.entities);
    let mut seen = seen.borrow_mut();
    let found = match &*seen {
        Some((then, old_schema, old_entities, found))
            if *old_schema == *schema && *old_entities == *entities =>
        {
            let (then, now) = (then.document(), open.document());
            if now.is_unchanged_from(then) {
                found.clone()
            } else {
                Rc::new(regrouped(found, then, now, schema, entities))
            }
        }
        _ => Rc::new(groups(open.document(), schema, entities)),
    };
    *seen = Some((open.clone(), schema.clone(), entities.clone(), found.clone()));
    found
}

/// Which row is open: its label and its first mention.
type Opened = UseStateHandle<Option<(String, AnnotationId)>>;

fn group_html(
    group: &Group,
    rows: &[&Named],
    focus: Option<&AnnotationId>,
    opened: &Opened,
    listed: &UseStateHandle<BTreeMap<String, usize>>,
    props: &EntitiesProps,
) -> Html {
    let desk = &props.desk;
    let most = listed.get(group.label.name()).copied().unwrap_or(LISTED);
    let more = {
        let listed = listed.clone();
        let label = group.label.name().to_owned();
        Callback::from(move |_: MouseEvent| {
            let mut all = (*listed).clone();
            all.insert(label.clone(), most + LISTED * 5);
            listed.set(all);
        })
    };
    let in_focus = |row: &Named| focus.is_some_and(|focus| row.mentions.contains(focus));
    let drawn = rows.iter().enumerate().filter(|(at, row)| *at < most || in_focus(row)).map(|(_, row)| row);
    let mentions: usize = group.rows.iter().map(|row| row.mentions.len()).sum();
    let row = |row: &&Named| {
        let here = row.mentions.iter().position(|id| Some(id) == focus);
        // From the mention in focus to the next one, and round.
        let next = row.mentions.get(here.map_or(0, |at| (at + 1) % row.mentions.len())).cloned();
        let is_open = opened
            .as_ref()
            .is_some_and(|(label, id)| label == group.label.name() && row.mentions.contains(id));
        let toggle = {
            let opened = opened.clone();
            let this = row.mentions.first().map(|id| (group.label.name().to_owned(), id.clone()));
            Callback::from(move |_: MouseEvent| opened.set(this.clone().filter(|_| !is_open)))
        };
        let card = || {
            let others = group.rows.iter().filter(|other| other.mentions != row.mentions).cloned();
            html! {
                <EntityCard
                    open={props.open.clone()}
                    entities={props.entities.clone()}
                    label={group.label.clone()}
                    named={(*row).clone()}
                    others={others.collect::<Vec<_>>()}
                    desk={desk.clone()}
                />
            }
        };
        html! {
            <li>
                <div class="entities-line">
                    <button
                        class="entities-row"
                        data-status={if row.pencil { "suggested" } else { "accepted" }}
                        aria-current={here.map(|_| "true")}
                        onclick={desk.on(Command::Focus(next))}
                    >
                        <b title={row.name.clone()}><bdi>{ &row.name }</bdi></b>
                        <span class="small mute">{ format!("{} ×", row.mentions.len()) }</span>
                        if let Some(link) = &row.link {
                            <span class="entities-link">if row.proposed { { "proposed: " } }<bdi>{ link }</bdi></span>
                        }
                    </button>
                    <button
                        class="entities-more button bare square" aria-expanded={is_open.to_string()}
                        aria-label={format!("{}: mentions, id, merge", row.name)} title="Mentions, id, merge" onclick={toggle}
                    >{ "…" }</button>
                </div>
                if is_open { { card() } }
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
            <ul>{ for drawn.map(row) }</ul>
            if rows.len() > most {
                <button class="button bare small" onclick={more}>{ format!("{} more", rows.len() - most) }</button>
            }
        </section>
    }
}

#[cfg(test)]
mod tests;
