//! The chips: one for each thing that narrows the list, filled where it does.

use std::rc::Rc;

use tagline::annotation::{DocumentStatus, Label, Schema};
use tagline::workspace::insight::grouped;
use tagline::workspace::queue::{Filter, Hand, Queue};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::pop::Pop;
use super::side::{is_on, kinds, narrowed};
use crate::components::icon::{Icon, icon};
use crate::components::labels::written;
use crate::components::same::Same;
use crate::desk::Desk;

/// Scores that one may want to look below, in thousandths.
const SCORES: &[u16] = &[300, 500, 700, 900];

/// How many sites are offered at once.
const SITES: usize = 60;

/// Properties of [`Chips`].
#[derive(Properties, PartialEq)]
pub struct ChipsProps {
    pub queue: Queue,
    pub schema: Same<Schema>,
    pub desk: Desk,
}

/// The chips.
#[component]
pub fn Chips(props: &ChipsProps) -> Html {
    let ChipsProps { queue, schema, desk } = props;
    let filter = queue.filter();
    let set = {
        let (queue, desk) = (queue.clone(), desk.clone());
        Set(Rc::new(move |change: &dyn Fn(&mut Filter)| desk.send(narrowed(&queue, change))))
    };
    // What the side lists is told here too: beside the list there may be no room for it.
    let queues = kinds(queue).filter(|(words, _, part)| *words != "With a note" && is_on(filter, *part));
    let noted = filter.noted;
    html! {
        <div class="queue-chips" role="group" aria-label="List only">
            { for queues.map(|(words, _, part)| {
                let part = *part;
                html! {
                    <span class="queue-pop" key={*words} data-set="true">
                        <span class="pill">{ *words }</span>
                        <button
                            class="queue-clear" aria-label={format!("Clear {words}")}
                            onclick={set.on(move |filter| *part(filter) = false)}
                        >{ icon(Icon::Close) }</button>
                    </span>
                }
            }) }
            { status(filter, &set) }
            if !queue.is_blind() {
                { label(filter, schema, &set) }
            <span class="queue-pop" data-set={noted.to_string()}>
                <button class="pill" aria-pressed={noted.to_string()} onclick={set.on(move |filter| filter.noted = !noted)}>
                    { "Has note" }
                </button>
            </span>
                { score(filter, &set) }
            }
            { site(queue, &set) }
            { published(filter, &set) }
        </div>
    }
}

/// What takes a change of the filter.
type Take = dyn Fn(&dyn Fn(&mut Filter));

/// Changes the filter.
#[derive(Clone)]
struct Set(Rc<Take>);

impl PartialEq for Set {
    fn eq(&self, other: &Set) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Set {
    fn on<E: 'static>(&self, change: impl Fn(&mut Filter) + 'static) -> Callback<E> {
        let set = self.0.clone();
        Callback::from(move |_| set(&change))
    }
}

fn option(words: Html, chosen: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button class="queue-option" role="radio" aria-checked={chosen.to_string()} data-first={chosen.then_some("true")} {onclick}>
            { words }
        </button>
    }
}

/// What a status is called at the head of a line.
pub fn status_words(status: DocumentStatus) -> &'static str {
    match status {
        DocumentStatus::New => "New",
        DocumentStatus::InProgress => "In progress",
        DocumentStatus::Done => "Done",
    }
}

fn status(filter: &Filter, set: &Set) -> Html {
    let chosen = filter.statuses.clone();
    let words = match chosen.as_slice() {
        [] => "Status".to_owned(),
        some => some.iter().map(|status| status_words(*status)).collect::<Vec<_>>().join(" or "),
    };
    let is_set = !chosen.is_empty();
    let panel = {
        let set = set.clone();
        Callback::from(move |_: Callback<()>| {
            let one = |status: DocumentStatus| {
                let on = chosen.contains(&status);
                let onclick = set.on(move |filter| {
                    filter.statuses.retain(|other| *other != status);
                    if !on {
                        filter.statuses.push(status);
                        filter
                            .statuses
                            .sort_by_key(|one| DocumentStatus::ALL.iter().position(|other| other == one));
                    }
                });
                html! {
                    <button class="queue-option" role="checkbox" aria-checked={on.to_string()} {onclick}>{ status_words(status) }</button>
                }
            };
            html! { <div role="group" aria-label="Status">{ for DocumentStatus::ALL.iter().map(|status| one(*status)) }</div> }
        })
    };
    html! { <Pop class="pill" name={is_set.then(|| format!("Status: {words}"))} {words} set={is_set} clear={set.on(|filter| filter.statuses.clear())} {panel} /> }
}

fn label(filter: &Filter, schema: &Same<Schema>, set: &Set) -> Html {
    let chosen = filter.label.clone();
    let told = |hand: Hand| match hand {
        Hand::Either => "in ink or pencil",
        Hand::Ink => "in ink",
        Hand::Pencil => "in pencil",
    };
    let words = match &chosen {
        None => "Label".to_owned(),
        Some((label, Hand::Either)) => written(label),
        Some((label, hand)) => format!("{} {}", written(label), told(*hand)),
    };
    let is_set = chosen.is_some();
    let panel = {
        let (set, schema) = (set.clone(), schema.clone());
        Callback::from(move |_: Callback<()>| {
            let hand = chosen.as_ref().map_or(Hand::Either, |(_, hand)| *hand);
            let is_label = |label: &Label| chosen.as_ref().is_some_and(|(chosen, _)| chosen == label);
            let labels = schema.labels().iter().map(|def| {
                let label = def.label.clone();
                let onclick = set.on(move |filter| filter.label = Some((label.clone(), hand)));
                let words = html! {
                    <span class="queue-label" data-label={def.label.name().to_owned()}><bdi>{ written(&def.label) }</bdi></span>
                };
                option(words, is_label(&def.label), onclick)
            });
            let hands = [Hand::Either, Hand::Ink, Hand::Pencil].into_iter().map(|one| {
                let onclick = set.on(move |filter| {
                    if let Some((_, hand)) = &mut filter.label {
                        *hand = one;
                    }
                });
                html! {
                    <button class="queue-option" role="radio" aria-checked={(hand == one).to_string()} disabled={chosen.is_none()} {onclick}>
                        { told(one) }
                    </button>
                }
            });
            html! {
                <>
                    <div class="queue-many" role="radiogroup" aria-label="Label">{ for labels }</div>
                    <div class="queue-part" role="radiogroup" aria-label="Hand">{ for hands }</div>
                </>
            }
        })
    };
    html! { <Pop class="pill" name={is_set.then(|| format!("Label: {words}"))} {words} set={is_set} clear={set.on(|filter| filter.label = None)} {panel} /> }
}

fn score(filter: &Filter, set: &Set) -> Html {
    let chosen = filter.below;
    let told = |score: u16| format!("Below {:.2}", f64::from(score) / 1000.0);
    let words = chosen.map_or("Lowest score".to_owned(), told);
    let panel = {
        let set = set.clone();
        Callback::from(move |close: Callback<()>| {
            let one = |score: u16| {
                let (set, close) = (set.clone(), close.clone());
                let onclick = Callback::from(move |_: MouseEvent| {
                    (set.0)(&|filter| filter.below = Some(score));
                    close.emit(());
                });
                option(html! { told(score) }, chosen == Some(score), onclick)
            };
            html! {
                <div role="radiogroup" aria-label="Lowest score of a suggestion">{ for SCORES.iter().map(|score| one(*score)) }</div>
            }
        })
    };
    html! { <Pop class="pill" name={chosen.map(|_| format!("Lowest score: {words}"))} {words} set={chosen.is_some()} clear={set.on(|filter| filter.below = None)} {panel} /> }
}

fn site(queue: &Queue, set: &Set) -> Html {
    let chosen = queue.filter().site.clone();
    let words = chosen.as_ref().map_or("Site".to_owned(), |site| site.to_string());
    let panel = {
        let (set, queue) = (set.clone(), queue.clone());
        Callback::from(move |close: Callback<()>| {
            html! { <Sites queue={queue.clone()} set={set.clone()} {close} /> }
        })
    };
    html! { <Pop class="pill" name={chosen.as_ref().map(|site| format!("Site: {site}"))} {words} set={chosen.is_some()} clear={set.on(|filter| filter.site = None)} {panel} /> }
}

/// Properties of [`Sites`].
#[derive(Properties, PartialEq)]
struct SitesProps {
    queue: Queue,
    set: Set,
    close: Callback<()>,
}

/// The sites, those of most documents first.
#[component]
fn Sites(props: &SitesProps) -> Html {
    let SitesProps { queue, set, close } = props;
    let typed = use_state_eq(String::new);
    let sites = use_memo(queue.generation(), |_| {
        let mut sites = queue.shelf().sites();
        sites.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        sites
    });
    let sought = typed.trim().to_lowercase();
    let fitting: Vec<_> = sites.iter().filter(|(site, _)| site.to_lowercase().contains(&sought)).collect();
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            typed.set(
                event.target_dyn_into::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default(),
            );
        })
    };
    let one = |(site, count): &(Rc<str>, u32)| {
        let chosen = queue.filter().site.as_ref() == Some(site);
        let (set, close, wanted) = (set.clone(), close.clone(), site.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            (set.0)(&|filter| filter.site = Some(wanted.clone()));
            close.emit(());
        });
        option(
            html! { <><bdi>{ site.to_string() }</bdi><span>{ grouped(*count) }</span></> },
            chosen,
            onclick,
        )
    };
    html! {
        <>
            if sites.len() > 12 {
                <input class="search" placeholder="Find a site" aria-label="Find a site" value={typed.to_string()} {oninput} />
            }
            if fitting.is_empty() {
                <p class="mute small">{ if sites.is_empty() { "No document says its site." } else { "No site is called so." } }</p>
            }
            <div class="queue-many" role="radiogroup" aria-label="Site">{ for fitting.iter().take(SITES).map(|site| one(site)) }</div>
            if fitting.len() > SITES {
                <p class="mute small">{ format!("and {} more", fitting.len() - SITES) }</p>
            }
        </>
    }
}

fn published(filter: &Filter, set: &Set) -> Html {
    let (from, to) = (filter.from.clone(), filter.to.clone());
    let words = match (&from, &to) {
        (None, None) => "Published".to_owned(),
        (Some(from), None) => format!("Published from {}", super::rows::day(from)),
        (None, Some(to)) => format!("Published up to {}", super::rows::day(to)),
        (Some(from), Some(to)) if from == to => format!("Published {}", super::rows::day(from)),
        (Some(from), Some(to)) => format!("Published {} to {}", super::rows::day(from), super::rows::day(to)),
    };
    let is_set = from.is_some() || to.is_some();
    let panel = {
        let set = set.clone();
        Callback::from(move |_: Callback<()>| {
            let field = |words: &'static str,
                         value: &Option<Rc<str>>,
                         part: fn(&mut Filter) -> &mut Option<Rc<str>>| {
                let set = set.clone();
                let onchange = Callback::from(move |event: Event| {
                    let field = event.target_dyn_into::<HtmlInputElement>();
                    let typed = field.map(|field| field.value()).unwrap_or_default();
                    (set.0)(&|filter| {
                        *part(filter) = Some(typed.trim()).filter(|typed| !typed.is_empty()).map(Rc::from)
                    });
                });
                html! {
                    <label class="field">
                        <span>{ words }</span>
                        <input type="date" value={value.as_deref().unwrap_or_default().to_owned()} {onchange} />
                    </label>
                }
            };
            html! {
                <div class="queue-dates">
                    { field("From", &from, |filter| &mut filter.from) }
                    { field("To", &to, |filter| &mut filter.to) }
                </div>
            }
        })
    };
    html! { <Pop class="pill" {words} set={is_set} clear={set.on(|filter| (filter.from, filter.to) = (None, None))} {panel} /> }
}
