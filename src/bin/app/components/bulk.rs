//! What would be done to every mention at once, place by place, before it is done.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo::utils::document;
use tagline::annotation::{Schema, Status};
use tagline::workspace::{BulkCommand, Command, Deed, Of, OpenDocument, Preview, Row, Wish};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlSelectElement};
use yew::prelude::*;

use super::galley::use_live;
use super::keys::{cap, quiet_cap};
use super::labels::written;
use super::same::Same;
use crate::browser::page;
use crate::desk::Desk;

/// How many rows are drawn together.
const CHUNK: usize = 50;

/// How many characters are shown on each side of the words.
const AROUND: usize = 40;

/// Properties of [`Bulk`].
#[derive(Properties, PartialEq)]
pub struct BulkProps {
    pub preview: Same<Preview>,
    pub documents: Vec<Same<OpenDocument>>,
    pub schema: Same<Schema>,
    pub desk: Desk,
}

/// The panel: a sentence, what can be changed of it, and a row for each place.
#[component]
pub fn Bulk(props: &BulkProps) -> Html {
    let (preview, desk) = (&props.preview, &props.desk);
    let wish = &preview.wish;
    let main = use_node_ref();
    use_hold(&main);
    let set = |change: &dyn Fn(&mut Wish)| {
        let mut wish = (**wish).clone();
        change(&mut wish);
        desk.on(Command::Bulk(BulkCommand::Wish(Rc::new(wish))))
    };
    let rest = preview.rest();
    let nothing = wish.deed.is_none() || preview.done().next().is_none();
    html! {
        <section class="bulk" id="bulk" data-keeps="true" aria-label="Every mention" tabindex="-1" onkeydown={walk(desk)}>
            <header class="bulk-head">
                <h2>{ preview.sentence() }{ "." }</h2>
                <p class="small">
                    if !nothing { { "One undo takes it back." } }
                    if !rest.is_empty() { <span class="bulk-rest">{ format!(" Not touched: {rest}.") }</span> }
                </p>
            </header>
            <div class="bulk-wish">
                { deeds(props) }
                if props.documents.len() > 1 {
                    <button
                        class="button" aria-pressed={wish.everywhere.to_string()}
                        onclick={set(&|wish| wish.everywhere = !wish.everywhere)}
                    >{ format!("In all {} documents", props.documents.len()) }</button>
                }
                if let Of::Words { whole, capitals, .. } = &wish.of {
                    <button class="button" aria-pressed={whole.to_string()} onclick={set(&|wish| {
                        if let Of::Words { whole, .. } = &mut wish.of { *whole = !*whole; }
                    })}>{ "Whole words" }</button>
                    <button class="button" aria-pressed={capitals.to_string()} onclick={set(&|wish| {
                        if let Of::Words { capitals, .. } = &mut wish.of { *capitals = !*capitals; }
                    })}>{ "Same capitals" }</button>
                }
                <span class="push" />
                <button class="button" onclick={desk.on(Command::Bulk(BulkCommand::Drop))}>{ cap("Esc") }{ "Leave" }</button>
                <button
                    class="button main" ref={main} disabled={nothing} aria-label={format!("Do it: {}", preview.sentence())}
                    onclick={desk.on(Command::Bulk(BulkCommand::Do))}
                >{ quiet_cap("⏎") }{ "Do it" }</button>
            </div>
            <div class="bulk-rows" role="group" aria-label="Places; Space leaves one out">
                { for preview.rows.chunks(CHUNK).enumerate().map(|(at, rows)| html! {
                    <Chunk
                        key={at}
                        first={at == 0}
                        rows={rows.to_vec()}
                        wish={Same(wish.clone())}
                        documents={props.documents.clone()}
                        desk={desk.clone()}
                    />
                }) }
            </div>
        </section>
    }
}

/// What becomes of them: a label, or another decision.
fn deeds(props: &BulkProps) -> Html {
    let wish = &props.preview.wish;
    let name = |deed: &Deed| match deed {
        Deed::Label(label) => format!("label:{}", label.name()),
        Deed::Accept => "accept".to_owned(),
        Deed::Reject => "reject".to_owned(),
        Deed::Delete => "delete".to_owned(),
    };
    let labels = props
        .schema
        .labels()
        .iter()
        .map(|def| (Deed::Label(def.label.clone()), format!("Label as {}", written(&def.label))));
    let others = [(Deed::Accept, "Accept"), (Deed::Reject, "Reject"), (Deed::Delete, "Delete")];
    let all: Vec<(Deed, String)> =
        labels.chain(others.map(|(deed, words)| (deed, words.to_owned()))).collect();
    let chosen = wish.deed.as_ref().map(name);
    let options: Vec<(String, String)> =
        all.iter().map(|(deed, words)| (name(deed), words.clone())).collect();
    let onchange = {
        let (desk, wish) = (props.desk.clone(), wish.clone());
        Callback::from(move |event: Event| {
            let value =
                event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
            let deed = all.iter().find(|(deed, _)| name(deed) == value).map(|(deed, _)| deed.clone());
            desk.send(Command::Bulk(BulkCommand::Wish(Rc::new(Wish { deed, ..(*wish).clone() }))));
        })
    };
    html! {
        <select class="bulk-deed" aria-label="What becomes of them" {onchange}>
            if chosen.is_none() { <option value="" selected=true>{ "Choose a label" }</option> }
            { for options.into_iter().map(|(value, words)| html! {
                <option value={value.clone()} selected={chosen.as_ref() == Some(&value)}>{ words }</option>
            }) }
        </select>
    }
}

/// Gives the keyboard to the panel when it opens, and back to the text when it closes.
#[hook]
fn use_hold(main: &NodeRef) {
    let main = main.clone();
    use_effect_with((), move |()| {
        let before = document().active_element().and_then(|active| active.dyn_into::<HtmlElement>().ok());
        if let Some(main) = main.cast::<HtmlElement>() {
            page::focus(&main);
            // Nothing to be done yet: a label's key says what, and Enter then does it.
            if main.has_attribute("disabled") {
                page::focus_first(".bulk");
            }
        }
        // Once all is drawn that goes with its closing.
        move || {
            Timeout::new(0, move || give_back(before)).forget();
        }
    });
}

/// Gives the keyboard back to what had it, or to the mark in focus; whoever has gone elsewhere by hand stays there.
fn give_back(before: Option<HtmlElement>) {
    if document().active_element().is_some_and(|active| active.tag_name() != "BODY") {
        return;
    }
    // A mark's element may be another mark's by now: the mark in focus is asked for anew.
    let stays =
        |before: &HtmlElement| before.is_connected() && !matches!(&*before.tag_name(), "BODY" | "MARK");
    match before.filter(stays) {
        Some(before) => page::focus(&before),
        None => page::focus_first("mark[aria-current]"),
    }
}

/// The panel's own keys: Enter does it wherever one is in it, but on a button of its own; the arrows go from row to row.
fn walk(desk: &Desk) -> Callback<KeyboardEvent> {
    let desk = desk.clone();
    Callback::from(move |event: KeyboardEvent| {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        let select = target.tag_name() == "SELECT";
        let row = target.closest(".bulk-row").ok().flatten();
        match event.key().as_str() {
            "Escape" => desk.send(Command::Bulk(BulkCommand::Drop)),
            "Enter" if row.is_some() || target.tag_name() != "BUTTON" => {
                desk.send(Command::Bulk(BulkCommand::Do))
            }
            "ArrowDown" | "ArrowUp" if !select => {
                let rows = document().query_selector_all(".bulk-row").ok();
                let at =
                    |at: u32| rows.as_ref().and_then(|rows| rows.get(at)?.dyn_into::<HtmlElement>().ok());
                let count = rows.as_ref().map_or(0, |rows| rows.length());
                let here = (0..count)
                    .find(|place| at(*place).is_some_and(|other| row.as_ref() == Some(other.as_ref())));
                let next = match here {
                    None => Some(0),
                    Some(here) if event.key() == "ArrowDown" => Some(here + 1),
                    Some(here) => here.checked_sub(1),
                };
                match next.and_then(at) {
                    Some(near) => page::focus(&near),
                    None if next.is_none() => page::focus_first(".bulk .button.main"),
                    None => {}
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    })
}

/// Properties of [`Chunk`].
#[derive(Properties, PartialEq)]
struct ChunkProps {
    first: bool,
    rows: Vec<Row>,
    wish: Same<Wish>,
    documents: Vec<Same<OpenDocument>>,
    desk: Desk,
}

/// Some rows that are drawn together.
#[component]
fn Chunk(props: &ChunkProps) -> Html {
    let node = use_node_ref();
    let live = use_live(&node, props.first, false);
    {
        let node = node.clone();
        use_effect_with(props.rows.len(), move |count| {
            if let Some(node) = node.cast::<Element>() {
                page::set_style(&node, "--rows", &count.to_string());
            }
        });
    }
    html! {
        <div class="bulk-chunk" role="presentation" ref={node} data-live={live.to_string()}>
            if live { { for props.rows.iter().map(|row| row_html(props, row)) } }
        </div>
    }
}

fn row_html(props: &ChunkProps, row: &Row) -> Html {
    let Some(open) = props.documents.get(row.place.document) else { return html! {} };
    let text = open.document().text();
    let (start, end) = (row.place.span.start().0, row.place.span.end().0);
    let before = text.get(..start).unwrap_or_default();
    let behind = text.get(end..).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let behind = behind.lines().next().unwrap_or_default();
    let (before, behind) = (end_of(before), start_of(behind));
    let toggle = {
        let mut wish = (*props.wish.0).clone();
        if !wish.left_out.remove(&row.place) {
            wish.left_out.insert(row.place.clone());
        }
        wish
    };
    let becomes = match &props.wish.deed {
        Some(Deed::Label(label)) => Some((label.name().to_owned(), Status::Accepted)),
        Some(Deed::Accept) => {
            row.before.as_ref().map(|mark| (mark.label.name().to_owned(), Status::Accepted))
        }
        Some(Deed::Reject) => {
            row.before.as_ref().map(|mark| (mark.label.name().to_owned(), Status::Rejected))
        }
        Some(Deed::Delete) | None => None,
    };
    let chip = |label: String, status: Status| {
        let suffix = if status == Status::Suggested { "?" } else { "" };
        html! {
            <span class="chip" data-label={label.clone()} data-status={status.name()} title={label.clone()}>
                <bdi>{ label.clone() }</bdi>{ suffix }
            </span>
        }
    };
    let title = (props.documents.len() > 1 && props.wish.everywhere).then(|| open.title());
    html! {
        <button
            class="bulk-row" role="checkbox" aria-checked={(!row.left_out).to_string()}
            onclick={props.desk.on(Command::Bulk(BulkCommand::Wish(Rc::new(toggle))))}
        >
            <span class="bulk-tick" aria-hidden="true" />
            <span class="bulk-words" dir="auto">
                { before }<b>{ row.place.span.slice(text).unwrap_or_default() }</b>{ behind }
            </span>
            <span class="bulk-change">
                if let Some(mark) = &row.before { { chip(mark.label.name().to_owned(), mark.status) } } else { <span class="mute">{ "no mark" }</span> }
                <span aria-label="becomes">{ " → " }</span>
                if let Some((label, status)) = becomes { { chip(label, status) } } else { <span class="mute">{ "no mark" }</span> }
            </span>
            if let Some(title) = title { <span class="bulk-title"><bdi>{ title }</bdi></span> }
        </button>
    }
}

/// The last words of `text`, whole ones.
fn end_of(text: &str) -> String {
    match text.char_indices().rev().nth(AROUND) {
        None => text.to_owned(),
        Some((at, _)) => {
            let rest = &text[at..];
            let word = rest.find(char::is_whitespace).unwrap_or_default();
            format!("…{}", &rest[word..])
        }
    }
}

/// The first words of `text`, whole ones.
fn start_of(text: &str) -> String {
    match text.char_indices().nth(AROUND) {
        None => text.to_owned(),
        Some((at, _)) => {
            let rest = &text[..at];
            format!("{}…", &rest[..rest.rfind(char::is_whitespace).unwrap_or(rest.len())])
        }
    }
}

#[cfg(test)]
mod tests;
