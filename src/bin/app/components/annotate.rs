//! The annotate screen: labels above, the text as the page, what it names beside it, keys below.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use tagline::annotation::{DocumentStatus, Entity, Label, Schema};
use tagline::text::{Offset, Offsets, Span, snap_to_graphemes, snap_to_words};
use tagline::workspace::{Command, Galley, OpenDocument, Show, View};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::entities::Entities;
use super::galley::GalleyText;
use super::keys::cap;
use super::labels::Labels;
use super::popup::Popup;
use super::same::Same;
use super::sheet::Sheet;
use crate::browser::page;
use crate::browser::selection::{self, Place};
use crate::desk::Desk;

/// How long a touched selection must rest before it counts, in milliseconds: fingers adjust.
const REST: u32 = 350;

/// Properties of [`Annotate`].
#[derive(Properties, PartialEq)]
pub struct AnnotateProps {
    pub open: Same<OpenDocument>,
    pub schema: Same<Schema>,
    pub entities: Same<Vec<Rc<Entity>>>,
    pub armed: Option<Label>,
    pub show: Show,
    /// Whether the worker is at work.
    pub busy: bool,
    pub desk: Desk,
}

/// The annotate screen.
#[component]
pub fn Annotate(props: &AnnotateProps) -> Html {
    let open = &props.open;
    let article = use_node_ref();
    let scroll = use_node_ref();
    use_shown_focus(open, &article);
    use_shown_selection(open, &article);
    use_touched_selection(open, &article, &props.desk);

    let onmouseup = {
        let (article, open, desk) = (article.clone(), open.clone(), props.desk.clone());
        Callback::from(move |event: MouseEvent| {
            let (article, open, desk) = (article.clone(), open.clone(), desk.clone());
            if in_note(&event) {
                return;
            }
            let exact = event.shift_key();
            let mark = mark_of(&event);
            // The browser settles the selection of a click after this event.
            Timeout::new(0, move || pointed(&article, &open, &desk, exact, mark)).forget();
        })
    };
    let counts = open.counts();
    let selection = open.selection();
    let focus = open.focus().and_then(|id| open.document().annotation(id)).cloned();
    let words = selection
        .or(focus.as_ref().map(|annotation| annotation.span))
        .map(|span| open.document().words(span).to_owned())
        .unwrap_or_default();
    let done = open.document().status() == DocumentStatus::Done;
    let narrow = page::is_narrow();
    html! {
        <main data-view="annotate" class="annotate shell">
            <div class="scroll" ref={scroll.clone()}>
                <Labels
                    schema={props.schema.clone()}
                    armed={props.armed.clone()}
                    show={props.show}
                    {counts}
                    desk={props.desk.clone()}
                />
                if !open.is_tagged() && !props.busy && !open.document().text().is_empty() {
                    <p class="galley-untagged">
                        { "The tagger has not read this text. " }
                        <button class="button" onclick={props.desk.on(Command::Show(View::Annotate))}>{ "Find names" }</button>
                    </p>
                }
                <article class="galley" data-testid="article" aria-label="Article" ref={article} {onmouseup}>
                    if open.document().text().is_empty() {
                        <p class="galley-empty">{ "Nothing is left of the article. Go back to Clean and put a block back." }</p>
                    } else {
                        <GalleyText galley={Same(open.galley().clone())} desk={props.desk.clone()} />
                    }
                </article>
                if selection.is_some() && !narrow {
                    <Popup words={words.clone()} schema={props.schema.clone()} {scroll} desk={props.desk.clone()} />
                }
            </div>
            <Entities
                open={open.clone()}
                schema={props.schema.clone()}
                entities={props.entities.clone()}
                desk={props.desk.clone()}
            />
            <footer class="footer" aria-label="Keys">
                if selection.is_some() {
                    <span>{ label_keys(&props.schema) }{ " label" }</span>
                    <span>{ cap("Shift") }{ cap("→") }{ " extend" }</span>
                    <span>{ cap("Esc") }{ " let go" }</span>
                } else if focus.is_some() {
                    <span>{ cap("a") }{ " accept" }</span>
                    <span>{ cap("x") }{ " reject" }</span>
                    <span>{ label_keys(&props.schema) }{ " relabel" }</span>
                    <span>{ cap("[") }{ cap("]") }{ " move end" }</span>
                    <span>{ cap("{") }{ cap("}") }{ " move start" }</span>
                    <span>{ cap("Del") }{ " delete" }</span>
                } else {
                    <span>{ cap("n") }{ " next in pencil" }</span>
                    <span>{ cap("→") }{ " word by word" }</span>
                    <span>{ label_keys(&props.schema) }{ " arm a label" }</span>
                }
                <span class="push" />
                <span>{ format!("{} in pencil", counts.pencil) }</span>
                <button class="button bare" aria-pressed={done.to_string()} onclick={props.desk.on(Command::Done(!done))}>
                    if done { { "Done" } } else { { cap("Ctrl") }{ cap("⏎") }{ " done" } }
                </button>
                <span>{ cap("?") }{ " keys" }</span>
            </footer>
            <Sheet
                schema={props.schema.clone()}
                focus={focus.map(Same)}
                {words}
                selected={selection.is_some()}
                pencil={counts.pencil}
                desk={props.desk.clone()}
            />
        </main>
    }
}

/// The first and the last key that set a label.
fn label_keys(schema: &Schema) -> Html {
    let keys: Vec<String> = schema.labels().iter().filter_map(|def| def.key).map(String::from).collect();
    match keys.as_slice() {
        [] => html! {},
        [only] => cap(only),
        [first, .., last] => html! { <>{ cap(first) }{ "–" }{ cap(last) }</> },
    }
}

/// Whether the pointer is on a note, whose text and buttons are its own.
fn in_note(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest(".note").ok().flatten().is_some())
}

/// The annotation under the pointer.
fn mark_of(event: &MouseEvent) -> Option<tagline::annotation::AnnotationId> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let id = target.closest("mark").ok()??.get_attribute("data-id")?;
    Some(tagline::annotation::AnnotationId(id.into()))
}

/// What a released pointer meant: a selection if there is one, else the mark under it.
fn pointed(
    article: &NodeRef,
    open: &OpenDocument,
    desk: &Desk,
    exact: bool,
    mark: Option<tagline::annotation::AnnotationId>,
) {
    let selected = article.cast::<Element>().and_then(|article| selection::read(&article));
    match selected {
        Some(places) => desk.send(Command::Select(span_of(open, places, exact))),
        None if mark.is_some() || open.focus().is_some() => desk.send(Command::Focus(mark)),
        None if open.selection().is_some() => desk.send(Command::Select(None)),
        None => {}
    }
}

/// The stretch between two places: whole words without the white space and punctuation around them, or with
/// `exact` what was selected, to the character.
fn span_of(open: &OpenDocument, (start, end): (Place, Place), exact: bool) -> Option<Span> {
    let span = Span::new(offset(open.galley(), start)?, offset(open.galley(), end)?)?;
    let snap = if exact { snap_to_graphemes } else { snap_to_words };
    snap(open.document().text(), span)
}

/// A place of the page as an offset in the text.
fn offset(galley: &Galley, place: Place) -> Option<Offset> {
    let paragraph = galley.paragraph_at(place.paragraph)?;
    let within = Offsets::new(&paragraph.text).from_utf16(place.within)?;
    Some(paragraph.span.start().plus(within.0))
}

/// An offset in the text as a place of the page.
fn place(galley: &Galley, at: Offset) -> Option<Place> {
    let paragraph = galley.paragraph_of(at)?;
    let within = at.0.checked_sub(paragraph.span.start().0)?.min(paragraph.text.len());
    Some(Place {
        paragraph: paragraph.start,
        within: Offsets::new(&paragraph.text).to_utf16(Offset(within))?,
    })
}

/// Moves the keyboard's focus to the mark that has the workspace's.
#[hook]
fn use_shown_focus(open: &Same<OpenDocument>, article: &NodeRef) {
    let article = article.clone();
    // A mark whose ends have moved is drawn anew, and focused anew.
    let span = open.focus().and_then(|id| open.document().annotation(id)).map(|annotation| annotation.span);
    use_effect_with((open.focus().cloned(), span), move |(id, _)| {
        let Some(article) = article.cast::<Element>() else { return };
        match id {
            // One mark has it, and only a mark that is on the page: ids are not put into a selector.
            Some(_) => {
                if let Some(mark) = article.query_selector("mark[aria-current]").ok().flatten()
                    && let Ok(mark) = mark.dyn_into::<HtmlElement>()
                {
                    page::focus(&mark);
                }
            }
            None => {
                let active =
                    document().active_element().and_then(|active| active.dyn_into::<HtmlElement>().ok());
                if let Some(active) = active.filter(|active| article.contains(Some(active))) {
                    let _ = active.blur();
                }
            }
        }
    });
}

/// Shows a selection that was made by key, and ends the browser's own with the workspace's.
#[hook]
fn use_shown_selection(open: &Same<OpenDocument>, article: &NodeRef) {
    let (article, open) = (article.clone(), open.clone());
    use_effect_with((open.selection(), open.selected_by_key()), move |(span, by_key)| {
        let Some(article) = article.cast::<Element>() else { return };
        match span {
            Some(span) if *by_key => {
                let galley = open.galley();
                if let (Some(from), Some(to)) = (place(galley, span.start()), place(galley, span.end())) {
                    selection::show(&article, from, to);
                }
            }
            Some(_) => {}
            None if selection::touches(&article) => selection::clear(),
            None => {}
        }
    });
}

/// Takes a selection that fingers made, once they rest.
#[hook]
fn use_touched_selection(open: &Same<OpenDocument>, article: &NodeRef, desk: &Desk) {
    let (article, desk) = (article.clone(), desk.clone());
    use_effect_with(open.clone(), move |open| {
        let listener = page::is_touch().then(|| {
            let open = open.clone();
            let resting = std::cell::RefCell::new(None::<Timeout>);
            EventListener::new(&document(), "selectionchange", move |_| {
                let (article, open, desk) = (article.clone(), open.clone(), desk.clone());
                resting.replace(Some(Timeout::new(REST, move || {
                    let selected = article.cast::<Element>().and_then(|article| selection::read(&article));
                    let span = selected.and_then(|places| span_of(&open, places, false));
                    if span.is_some() && span != open.selection() {
                        desk.send(Command::Select(span));
                    }
                })));
            })
        });
        move || drop(listener)
    });
}

#[cfg(test)]
mod tests;
