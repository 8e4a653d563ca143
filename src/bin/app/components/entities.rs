//! What the text names, beside it: mentions by label and entity, with counts and a way to each.

use std::rc::Rc;

use tagline::annotation::{AnnotationId, Entity, Schema};
use tagline::workspace::{Command, Group, Named, OpenDocument, counted, groups, regrouped};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::entity_card::EntityCard;
use super::same::Same;
use crate::browser::idle::when_idle;
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

/// Up to how many marks are sorted by what they name before the text is shown, and not behind that.
const AT_ONCE: usize = 2_000;

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
                    None => {
                        event.stop_propagation();
                        wanted.set(String::new());
                    }
                }
            }
        })
    };
    let opened = use_state_eq(|| Opened::None);
    let set_opened = use_callback((), {
        let opened = opened.setter();
        move |now: Opened, ()| opened.set(now)
    });
    let few = props.open.document().annotations().len() <= AT_ONCE;
    let sorted = use_state_eq(|| few);
    {
        let sorted = sorted.clone();
        use_effect_with((), move |()| {
            when_idle(move || sorted.set(true));
        });
    }
    let found = use_groups(props, *sorted || few);
    let lower = wanted.to_lowercase();
    let open = &props.open;
    let focus = open.focus().and_then(|id| open.document().annotation(id));
    let any = found
        .iter()
        .flat_map(|group| &group.rows)
        .any(|row| lower.is_empty() || row.name.to_lowercase().contains(&lower));
    let shown = found.iter().map(|group| {
        // Only the things of its own label are looked through for it.
        let here = focus.filter(|focus| focus.label == group.label).and_then(|focus| {
            let mut rows = group.rows.iter().enumerate();
            rows.find_map(|(at, row)| Some((at, row.mentions.iter().position(|id| *id == focus.id)?)))
        });
        let opened = opened.as_ref().filter(|(label, _)| label == group.label.name());
        let opened = opened.map(|(_, id)| Shown {
            id: id.clone(),
            open: open.clone(),
            entities: props.entities.clone(),
        });
        html! {
            <Things
                key={group.label.name().to_owned()} group={Same(group.clone())} wanted={lower.clone()} {here} {opened}
                set_opened={set_opened.clone()} desk={props.desk.clone()}
            />
        }
    });
    html! {
        <section class="entities" aria-label="Entities">
            <header class="entities-head">
                <h2 class="eyebrow">
                    { if *sorted || few { named(found.iter().map(|group| group.rows.len()).sum()) } else { "Named".to_owned() } }
                </h2>
                <button
                    class="button bare" title="What your decisions taught, and how far they reach"
                    onclick={props.learned.reform(|_| ())}
                >{ format!("Learned {}", props.taught) }</button>
            </header>
            <input class="search" placeholder="Find an entity" aria-label="Find an entity" value={(*wanted).clone()} {oninput} {onkeydown} />
            if !any {
                <p class="mute small">
                    { if !(*sorted || few) { "Looking…" } else if lower.is_empty() { "Nothing is marked yet. Select words and press a label’s key." } else { "No entity of that name." } }
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
fn use_groups(props: &EntitiesProps, ready: bool) -> Rc<Vec<Rc<Group>>> {
    type Seen = (Same<OpenDocument>, Same<Schema>, Same<Vec<Rc<Entity>>>, Rc<Vec<Rc<Group>>>);
    let seen = use_mut_ref(|| None::<Seen>);
    if !ready {
        return Rc::default();
    }
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

/// A thing that is open: its label and its first mention.
type Opened = Option<(String, AnnotationId)>;

/// A mention of the thing that is open, and what its card tells of.
#[derive(Clone, PartialEq)]
struct Shown {
    id: AnnotationId,
    open: Same<OpenDocument>,
    entities: Same<Vec<Rc<Entity>>>,
}

/// Properties of [`Things`].
#[derive(Properties, PartialEq)]
struct ThingsProps {
    group: Same<Group>,
    /// What their names must have in them, in small letters.
    wanted: String,
    /// The thing in focus and which of its mentions has it, if it is one of these.
    here: Option<(usize, usize)>,
    /// The thing that is open, if it is one of these.
    opened: Option<Shown>,
    set_opened: Callback<Opened>,
    desk: Desk,
}

/// The things of one label: drawn anew only where one of them has changed.
#[component]
fn Things(props: &ThingsProps) -> Html {
    let group = &props.group;
    let most = use_state_eq(|| LISTED);
    let rows: Vec<(usize, &Named)> = group
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| props.wanted.is_empty() || row.name.to_lowercase().contains(&props.wanted))
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    let in_focus = |at: usize| props.here.filter(|(row, _)| *row == at).map(|(_, mention)| mention);
    let drawn = rows.iter().enumerate().filter(|(place, (at, _))| *place < *most || in_focus(*at).is_some());
    let more = {
        let most = most.clone();
        Callback::from(move |_: MouseEvent| most.set(*most + LISTED * 5))
    };
    let mentions: usize = group.rows.iter().map(|row| row.mentions.len()).sum();
    html! {
        <section class="entities-group" data-label={group.label.name().to_owned()}>
            <header>
                <h3 class="chip" data-label={group.label.name().to_owned()} data-status="accepted" title={group.label.name().to_owned()}>
                    <bdi>{ group.label.name().to_owned() }</bdi>
                </h3>
                <span class="entities-count">{ format!("{} · {}", group.rows.len(), counted(mentions, "mention")) }</span>
            </header>
            <ul>{ for drawn.map(|(_, (at, row))| thing(row, in_focus(*at), props)) }</ul>
            if rows.len() > *most {
                <button class="button bare small" onclick={more}>{ format!("{} more", rows.len() - *most) }</button>
            }
        </section>
    }
}

/// One thing; `here` is which of its mentions has the focus.
fn thing(row: &Named, here: Option<usize>, props: &ThingsProps) -> Html {
    let (group, desk) = (&props.group, &props.desk);
    // From the mention in focus to the next one, and round.
    let next = row.mentions.get(here.map_or(0, |at| (at + 1) % row.mentions.len())).cloned();
    let opened = props.opened.as_ref().filter(|shown| row.mentions.contains(&shown.id));
    let this = row.mentions.first().filter(|_| opened.is_none());
    let this = this.map(|id| (group.label.name().to_owned(), id.clone()));
    let toggle = props.set_opened.reform(move |_: MouseEvent| this.clone());
    let card = opened.map(|Shown { open, entities, .. }| {
        let others = group.rows.iter().filter(|other| other.mentions != row.mentions).cloned();
        html! {
            <EntityCard
                open={open.clone()}
                entities={entities.clone()}
                label={group.label.clone()}
                named={row.clone()}
                others={others.collect::<Vec<_>>()}
                desk={desk.clone()}
            />
        }
    });
    html! {
        <li key={row.mentions.first().map_or("", |id| &id.0)}>
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
                    class="entities-more button bare square" aria-expanded={opened.is_some().to_string()}
                    aria-label={format!("{}: mentions, id, merge", row.name)} title="Mentions, id, merge" onclick={toggle}
                >{ "…" }</button>
            </div>
            { card.unwrap_or_default() }
        </li>
    }
}

#[cfg(test)]
mod tests;
