//! What was learned: names, lists, thresholds, each to be taken back; rule packs in and out.

use tagline::annotation::{Label, Schema};
use tagline::job::rules::{EXTENSION, write_rules};
use tagline::tagging::learned::{Learned, Lesson, Name};
use tagline::workspace::{Command, Habits, Notice, Offer, counted};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::keys::use_modal;
use super::labels::written;
use super::same::Same;
use crate::browser::files;
use crate::desk::Desk;

/// How many names are shown at once: beyond, one looks for them by their letters.
const SHOWN: usize = 100;

/// The scores that can be chosen, in thousandths.
const THRESHOLDS: [u16; 6] = [0, 500, 700, 800, 900, 950];

/// Properties of [`LearnedWindow`].
#[derive(Properties, PartialEq)]
pub struct LearnedProps {
    pub learned: Same<Learned>,
    pub schema: Same<Schema>,
    pub habits: Habits,
    /// A list of names that came in, of which nobody has said yet what they are.
    pub offer: Option<Same<Offer>>,
    /// Whether blind mode is on, so that nothing is learned.
    #[prop_or_default]
    pub blind: bool,
    pub desk: Desk,
    pub close: Callback<()>,
}

/// The window.
#[component]
pub fn LearnedWindow(props: &LearnedProps) -> Html {
    let dialog = use_modal();
    let wanted = use_state_eq(String::new);
    let oninput = {
        let wanted = wanted.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                wanted.set(input.value());
            }
        })
    };
    let (learned, desk) = (&props.learned, &props.desk);
    let lower = wanted.to_lowercase();
    let names: Vec<(&Name, &Lesson)> = all_names(learned);
    let found: Vec<_> =
        names.iter().filter(|(name, _)| name.words().to_lowercase().contains(&lower)).collect();
    let more = found.len().saturating_sub(SHOWN);
    let switch = |name: &'static str, on: bool, habits: Habits| {
        html! {
            <button
                class="learned-switch" role="switch" aria-checked={on.to_string()}
                onclick={desk.on(Command::SetHabits(habits))}
            ><span>{ name }</span><b>{ if on { "On" } else { "Off" } }</b></button>
        }
    };
    let habits = props.habits;
    let export = {
        let (desk, learned) = (desk.clone(), learned.clone());
        Callback::from(move |_: MouseEvent| {
            let name = format!("tagline{EXTENSION}");
            if let Err(message) = files::download(&name, "application/json", &write_rules(&learned)) {
                let title = "The file did not leave".to_owned();
                desk.send(Command::Tell(Notice { title, lines: vec![message], failed: true }));
            }
        })
    };
    html! {
        <dialog class="learned window" ref={dialog} aria-labelledby="learned-title" onclose={props.close.reform(|_| ())}>
            <header>
                <h2 id="learned-title">{ "What was learned" }</h2>
                <span class="push" />
                <button class="button bare square" aria-label="Close" onclick={props.close.reform(|_| ())}>{ icon(Icon::Close) }</button>
            </header>
            <div class="learned-body">
                if let Some(offer) = &props.offer {
                    <Offered offer={offer.clone()} schema={props.schema.clone()} desk={desk.clone()} />
                }
                <section>
                    { switch("Decisions change what is suggested", habits.learn, Habits { learn: !habits.learn, ..habits }) }
                    { switch("Same words in an article, same decision", habits.carry, Habits { carry: !habits.carry, ..habits }) }
                </section>
                <section>
                    <h3 class="eyebrow">{ "Suggest from a score of" }</h3>
                    <div class="learned-thresholds">
                        { for props.schema.labels().iter().map(|def| threshold(learned, &def.label, desk)) }
                    </div>
                </section>
                if !learned.lists.is_empty() {
                    <section>
                        <h3 class="eyebrow">{ "Lists" }</h3>
                        <ul>
                            { for learned.lists.iter().enumerate().map(|(at, list)| html! {
                                <li class="learned-row">
                                    <b><bdi>{ list.title.to_string() }</bdi></b>
                                    <span>{ chip(&list.label, "accepted") }{ format!(" {}", counted(list.len(), "name")) }</span>
                                    { remove(format!("Remove the list {}", list.title), desk.on(Command::RemoveList(at))) }
                                </li>
                            }) }
                        </ul>
                    </section>
                }
                <section>
                    <h3 class="eyebrow">{ format!("Names · {}", names.len()) }</h3>
                    if props.blind {
                        <p class="mute small">{ "Blind mode is on: decisions teach nothing until it is off." }</p>
                    } else if names.is_empty() {
                        <p class="mute small">{ "Nothing yet. Each yes, no, label and mark teaches a name." }</p>
                    } else if names.len() > 8 {
                        <input class="search" placeholder="Find a name" aria-label="Find a name" value={(*wanted).clone()} {oninput} />
                    }
                    <ul>
                        { for found.iter().take(SHOWN).map(|(name, lesson)| html! {
                            <li class="learned-row" key={name.words().to_owned()}>
                                <b><bdi>{ name.words().to_owned() }</bdi></b>
                                <span>{ for lesson.iter().map(|(label, said)| counts(label, said.yes, said.no)) }</span>
                                { remove(format!("Forget {name}"), desk.on(Command::Forget((*name).clone()))) }
                            </li>
                        }) }
                    </ul>
                    if more > 0 { <p class="mute small">{ format!("{more} more: look for them by their letters.") }</p> }
                </section>
                if !learned.ignored.is_empty() {
                    <section>
                        <h3 class="eyebrow">{ "Forgotten" }</h3>
                        <ul>
                            { for learned.ignored.iter().map(|name| html! {
                                <li class="learned-row">
                                    <s><bdi>{ name.words().to_owned() }</bdi></s>
                                    <span />
                                    <button class="button" onclick={desk.on(Command::Learn(name.clone()))}>{ "Learn again" }</button>
                                </li>
                            }) }
                        </ul>
                    </section>
                }
            </div>
            <footer>
                <span class="small mute">{ "All of it stays in this browser until you export it." }</span>
                <span class="push" />
                <button class="button" onclick={Callback::from(|_: MouseEvent| files::choose())}>
                    { icon(Icon::Open) }{ "Open rules or a list" }
                </button>
                <button class="button main" disabled={learned.is_empty()} onclick={export}>{ "Export rule pack" }</button>
            </footer>
        </dialog>
    }
}

/// The names of which something was said, in order.
fn all_names(learned: &Learned) -> Vec<(&Name, &Lesson)> {
    let all = learned.project.names.iter().chain(&learned.given.names);
    let mut names: Vec<(&Name, &Lesson)> = all.map(|(name, lesson)| (name, &**lesson)).collect();
    names.retain(|(name, _)| !learned.ignored.contains(*name));
    names.sort_by_key(|(name, _)| name.words().to_lowercase());
    names.dedup_by_key(|(name, _)| *name);
    names
}

fn chip(label: &Label, status: &'static str) -> Html {
    html! {
        <span class="chip" data-label={label.name().to_owned()} data-status={status} title={label.name().to_owned()}>
            <bdi>{ label.name().to_owned() }</bdi>
        </span>
    }
}

/// How often a label was right and wrong.
fn counts(label: &Label, yes: u32, no: u32) -> Html {
    html! {
        <>
            if yes > 0 { <span class="learned-count">{ chip(label, "accepted") }{ format!(" {yes} ×") }</span> }
            if no > 0 {
                <span class="learned-count"><span class="mute">{ "not " }</span>{ chip(label, "rejected") }{ format!(" {no} ×") }</span>
            }
        </>
    }
}

fn remove(name: String, onclick: Callback<MouseEvent>) -> Html {
    html! { <button class="button bare square" aria-label={name.clone()} title={name} {onclick}>{ icon(Icon::Close) }</button> }
}

/// The choice of a label's threshold.
fn threshold(learned: &Learned, label: &Label, desk: &Desk) -> Html {
    let chosen = learned.thresholds.get(label).copied();
    let mut choices = THRESHOLDS.to_vec();
    choices.extend(chosen.filter(|score| !THRESHOLDS.contains(score)));
    choices.sort_unstable();
    let learned_now = if chosen.is_none() { learned.threshold(label) } else { 0 };
    let onchange = {
        let (label, desk) = (label.clone(), desk.clone());
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                desk.send(Command::SetThreshold(label.clone(), select.value().parse().ok()));
            }
        })
    };
    let shown = |score: u16| match score {
        0 => "any".to_owned(),
        score => format!("{:.2}", f64::from(score) / 1000.0),
    };
    html! {
        <label class="learned-threshold" data-label={label.name().to_owned()}>
            <b><bdi>{ written(label) }</bdi></b>
            <select aria-label={format!("{}: suggest from a score of", written(label))} {onchange}>
                <option value="" selected={chosen.is_none()}>
                    { if learned_now > 0 { format!("learned: {}", shown(learned_now)) } else { "as learned".to_owned() } }
                </option>
                { for choices.iter().map(|&score| html! {
                    <option value={score.to_string()} selected={chosen == Some(score)}>{ shown(score) }</option>
                }) }
            </select>
        </label>
    }
}

/// Properties of [`Offered`].
#[derive(Properties, PartialEq)]
struct OfferedProps {
    offer: Same<Offer>,
    schema: Same<Schema>,
    desk: Desk,
}

/// A list that came in: what are its names?
#[component]
fn Offered(props: &OfferedProps) -> Html {
    let label = use_state_eq(|| {
        let first = props.schema.labels().first();
        first.map_or_else(String::new, |def| def.label.name().to_owned())
    });
    let offer = &props.offer;
    let unlabelled = offer.names.iter().filter(|(_, label)| label.is_none()).count();
    let oninput = {
        let label = label.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                label.set(input.value().to_uppercase());
            }
        })
    };
    let wanted = Label::new(&label);
    let ready = unlabelled == 0 || wanted.is_some();
    let add = {
        let (desk, wanted) = (props.desk.clone(), wanted.clone());
        Callback::from(move |_: MouseEvent| desk.send(Command::TakeOffer(wanted.clone())))
    };
    html! {
        <section class="learned-offer" aria-label="A list of names">
            <p><b><bdi>{ offer.title.to_string() }</bdi></b>{ format!(" has {}.", counted(offer.names.len(), "name")) }</p>
            <div class="learned-offer-row">
                if unlabelled > 0 {
                    <label>
                        { "They are " }
                        <input list="learned-labels" aria-label="Label of the list" value={(*label).clone()} {oninput} />
                    </label>
                    <datalist id="learned-labels">
                        { for props.schema.labels().iter().map(|def| html! { <option value={def.label.name().to_owned()} /> }) }
                    </datalist>
                }
                <button class="button main" disabled={!ready} onclick={add}>{ "Add the list" }</button>
                <button class="button" onclick={props.desk.on(Command::OpenOffer)}>{ "Open it as an article" }</button>
                <button class="button bare" onclick={props.desk.on(Command::DropOffer)}>{ "Leave it" }</button>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests;
