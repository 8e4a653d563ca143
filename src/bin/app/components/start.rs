//! The start screen: a sheet to paste on, marks that wait for their articles, and the documents of this session.

use std::rc::Rc;

use tagline::article::Source;
use tagline::workspace::{Command, OpenDocument, WaitingBundle, counted};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::keys::{cap, held};
use super::people::Person;
use super::same::Same;
use crate::browser::room::{self, Room};
use crate::browser::{clipboard, files};
use crate::desk::Desk;
use crate::incoming;

/// An article as a paste brings it, furniture and all. Its people, places and papers are invented; its courts,
/// agencies and laws are real, so that the lists know them.
const EXAMPLE: &str = include_str!("../example.txt");

/// So many of a bundle's articles are listed.
const LISTED: usize = 5;

/// Properties of [`Start`].
#[derive(Properties, PartialEq)]
pub struct StartProps {
    pub documents: Vec<Same<OpenDocument>>,
    /// The bundles that wait for articles.
    #[prop_or_default]
    pub bundles: Vec<Rc<WaitingBundle>>,
    pub desk: Desk,
    /// Shows what the app has requested, and more about it.
    #[prop_or_default]
    pub about: Callback<()>,
    /// Who is at work.
    #[prop_or_default]
    pub person: Person,
    /// Shows the window of their name.
    #[prop_or_default]
    pub people: Callback<()>,
}

/// The start screen.
#[component]
pub fn Start(props: &StartProps) -> Html {
    let sheet = use_node_ref();
    {
        let sheet = sheet.clone();
        use_effect_with((), move |()| {
            if let Some(sheet) = sheet.cast::<web_sys::HtmlElement>() {
                let _ = sheet.focus();
            }
        });
    }
    let paste = {
        let desk = props.desk.clone();
        Callback::from(move |_: MouseEvent| {
            let desk = desk.clone();
            spawn_local(async move {
                match clipboard::paste().await {
                    Ok(pasted) => incoming::take_paste(&desk, pasted),
                    Err(message) => incoming::take_refusal(&desk, message),
                }
            });
        })
    };
    let open = Callback::from(|_: MouseEvent| files::choose());
    let folder = Callback::from(|_: MouseEvent| files::choose_folder());
    let example = props.desk.on(Command::Clean { source: Source::text(EXAMPLE), url: None });
    html! {
        <main data-view="start" class="start">
            <h1>{ "Paste a news article." }</h1>
            <p class="start-lede">
                { "Tagline takes out the page furniture, pencils in the courts, agencies, places, people and laws it \
                   finds, and leaves the last word to you." }
            </p>
            <section class="start-sheet" ref={sheet} tabindex="0" aria-label="Paste target">
                <p class="start-call wide-only">
                    <span class="start-caret" />{ "Press " }{ cap(held("Ctrl")) }{ " " }{ cap("V") }{ " anywhere on this page" }
                </p>
                <p class="start-call narrow-only"><span class="start-caret" />{ "Tap Paste" }</p>
                <div class="start-row">
                    <button class="button main" onclick={paste}>{ icon(Icon::Paste) }{ "Paste" }</button>
                    <button class="button" onclick={open}>{ icon(Icon::Open) }{ "Open file" }</button>
                    <button class="button wide-only" onclick={folder}>{ "Import folder" }</button>
                    <button class="button" onclick={example}>{ "Try the example" }</button>
                </div>
                <p class="small mute">{ "Or drop files or a folder here: .txt, .html, .json, .jsonl, .csv, .zip. Your text stays in this browser." }</p>
            </section>
            if !props.bundles.is_empty() {
                <section class="start-waiting" aria-labelledby="start-waiting">
                    <header>
                        <h2 id="start-waiting">{ "Waiting for their articles" }</h2>
                        <p class="small mute">{ "Marks that came without the text. Paste or open an article: its marks come once it is on screen." }</p>
                    </header>
                    <div>{ for props.bundles.iter().map(|bundle| waiting(bundle, &props.desk)) }</div>
                </section>
            }
            if !props.documents.is_empty() {
                <section class="start-recent" aria-labelledby="start-recent">
                    <header><h2 id="start-recent">{ "Pick up where you left off" }</h2></header>
                    <div>{ for props.documents.iter().enumerate().rev().map(|(at, open)| row(at, open, &props.desk)) }</div>
                </section>
            }
            <footer class="start-foot">
                <span>
                    { "No account. Nothing is sent anywhere: " }
                    <button class="start-about" onclick={props.about.reform(|_| ())}>{ "see for yourself" }</button>
                </span>
                <span>
                    if let Some(name) = &props.person.name {
                        { "You annotate as " }<bdi>{ name.to_string() }</bdi>{ ". " }
                        <button class="start-about" onclick={props.people.reform(|_| ())}>{ "Change" }</button>
                    } else {
                        <button class="start-about" onclick={props.people.reform(|_| ())}>{ "Give your name" }</button>
                        { ", so that your marks say whose they are." }
                    }
                </span>
                <Kept />
            </footer>
        </main>
    }
}

/// Where the work is kept, and how much room there is, as far as the browser says.
#[component]
fn Kept() -> Html {
    let known = use_state(|| None::<Room>);
    use_effect_with((), {
        let known = known.clone();
        move |()| spawn_local(room::room(move |room| known.set(Some(room))))
    });
    let words = match known.as_ref() {
        _ if !room::is_there() => "Work lives in this tab: export a file to keep it.".to_owned(),
        None => "Work is kept in this browser.".to_owned(),
        Some(room) => {
            let stays = match room.stays {
                Some(true) => "kept until you delete it",
                Some(false) => "the browser may clear it when it needs room: export a file to be sure",
                None => "whether the browser ever clears it is unknown: export a file to be sure",
            };
            let used = match (room.used, room.quota) {
                (Some(used), Some(quota)) => format!(" ({} of {})", size(used), size(quota)),
                (Some(used), None) => format!(" ({})", size(used)),
                _ => String::new(),
            };
            format!("Work is kept in this browser{used}, {stays}.")
        }
    };
    html! { <span class="start-kept">{ words }</span> }
}

/// A number of bytes in the next larger unit.
fn size(bytes: f64) -> String {
    let units = ["bytes", "kB", "MB", "GB"];
    let mut left = bytes;
    let mut at = 0;
    while left >= 1000.0 && at + 1 < units.len() {
        left /= 1000.0;
        at += 1;
    }
    if left < 10.0 && at > 1 {
        format!("{left:.1} {}", units[at])
    } else {
        format!("{left:.0} {}", units[at])
    }
}

fn row(at: usize, open: &OpenDocument, desk: &Desk) -> Html {
    let counts = open.counts();
    let decided = counts.ink + counts.rejected;
    let all = (decided + counts.pencil).max(1);
    let words = match () {
        // How much there is of others is not told, nor how little of it is one's own.
        () if open.is_blind() => format!("{} by you", counts.ink + counts.rejected),
        () if !open.is_tagged() && counts.ink + counts.pencil == 0 => "not tagged yet".to_owned(),
        () if counts.pencil == 0 => format!("{} in ink", counts.ink),
        () => format!("{} in ink, {} in pencil", counts.ink, counts.pencil),
    };
    let share = (100 * decided / all).to_string();
    let site = open.document().metadata().site.clone().unwrap_or_default();
    let title = open.title();
    let delete = format!("Delete {title}");
    html! {
        <div class="start-line">
        <button class="start-document" onclick={desk.on(Command::Open(at))}>
            <b>{ title }</b>
            <span class="small mute wide-only">{ site }</span>
            <span class="small">
                if !open.is_blind() {
                    <svg class="start-meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                        <rect width="100" height="6" fill="none" stroke="currentColor" stroke-opacity=".45" />
                        <rect width={share} height="6" fill="currentColor" />
                    </svg>
                }
                <span class="mute">{ words }</span>
            </span>
        </button>
        <button class="button bare square" aria-label={delete.clone()} title={delete} onclick={desk.on(Command::Remove(at))}>
            { icon(Icon::Delete) }
        </button>
        </div>
    }
}

/// A bundle that waits: whose marks, and for which articles.
fn waiting(bundle: &WaitingBundle, desk: &Desk) -> Html {
    let more = bundle.articles.len().saturating_sub(LISTED);
    let delete = format!("Delete {}", bundle.name);
    html! {
        <div class="start-line">
            <div class="start-bundle">
                <b><bdi>{ bundle.name.to_string() }</bdi></b>
                <span class="small">
                    { counted(bundle.marks, "mark") }
                    if !bundle.people.is_empty() {
                        { " by " }{ for bundle.people.iter().enumerate().map(|(at, who)| person(at, who, bundle.people.len())) }
                    }
                </span>
                <ul class="small mute">
                    { for bundle.articles.iter().take(LISTED).map(|article| html! { <li>{ for parts(article) }</li> }) }
                    if more > 0 {
                        <li>{ format!("and {}", counted(more, "more article")) }</li>
                    }
                </ul>
            </div>
            <button class="button bare square" aria-label={delete.clone()} title={delete} onclick={desk.on(Command::DropBundle(bundle.name.clone()))}>
                { icon(Icon::Delete) }
            </button>
        </div>
    }
}

/// What is told of an article, cut where a line may end: no date is.
fn parts(article: &str) -> impl Iterator<Item = Html> {
    article
        .split_inclusive(", ")
        .map(|part| html! { <><span>{ part.trim_end().to_owned() }</span>{ " " }</> })
}

/// One of several names: `Ada, Bo and Zoë`.
fn person(at: usize, who: &str, of: usize) -> Html {
    let before = match at {
        0 => "",
        _ if at + 1 == of => " and ",
        _ => ", ",
    };
    html! { <>{ before }<bdi>{ who.to_owned() }</bdi></> }
}

#[cfg(test)]
mod tests;
