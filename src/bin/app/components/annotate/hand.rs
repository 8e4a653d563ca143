//! The hand on the text: what pointer and fingers select, and what keys have selected or focused shown on the page.

use std::cell::RefCell;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use tagline::annotation::AnnotationId;
use tagline::text::{Offset, Offsets, Span, previous_grapheme, snap_to_graphemes, snap_to_words};
use tagline::workspace::{Command, Galley, OpenDocument};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::Same;
use crate::browser::page;
use crate::browser::selection::{self, Place};
use crate::desk::Desk;

/// How long a touched selection must rest before it counts, in milliseconds: fingers adjust.
const REST: u32 = 350;

/// Takes what the pointer selects or clicks in the article, wherever on the page it is pressed or released.
#[hook]
pub fn use_pointer(open: &Same<OpenDocument>, article: &NodeRef, desk: &Desk) {
    let pressed = use_mut_ref(|| false);
    let (article, desk) = (article.clone(), desk.clone());
    use_effect_with(open.clone(), move |open| {
        let down = {
            let (article, pressed) = (article.clone(), pressed.clone());
            EventListener::new(&document(), "mousedown", move |event| {
                pressed.replace(is_main(event) && is_in_text(event, &article));
            })
        };
        let open = open.clone();
        let up = EventListener::new(&document(), "mouseup", move |event| {
            let Some(event) = event.dyn_ref::<MouseEvent>().filter(|event| is_main(event)) else { return };
            let (from_text, to_text) = (pressed.take(), is_in_text(event, &article));
            if !from_text && !to_text {
                return;
            }
            let exact = event.shift_key();
            let clicked = (from_text && to_text).then(|| mark_of(event, open.focus()));
            let double =
                (event.detail() == 2).then(|| (f64::from(event.client_x()), f64::from(event.client_y())));
            let (article, open, desk) = (article.clone(), open.clone(), desk.clone());
            // The browser settles the selection of a click after this event.
            Timeout::new(0, move || {
                let Some(article) = article.cast::<Element>() else { return };
                let places = selection::read(&article);
                let selected = places.map(|places| {
                    span_of(&open, places, exact)
                        .or_else(|| double.and_then(|point| symbol_at(&open, &article, places.0, point)))
                });
                let caret = (selected.is_none() && clicked == Some(None)).then(|| selection::caret(&article));
                pointed(selected, clicked, &open, &desk);
                if let Some(at) = caret.flatten().and_then(|place| offset(open.galley(), place)) {
                    desk.send(Command::Rest(at));
                }
            })
            .forget();
        });
        move || drop((down, up))
    });
}

/// Whether it is the button that selects, not the one of a menu.
fn is_main(event: &Event) -> bool {
    event.dyn_ref::<MouseEvent>().is_some_and(|event| event.button() == 0)
}

/// Whether the pointer is on the article, but for its notes, whose text and buttons are their own.
fn is_in_text(event: &Event, article: &NodeRef) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let article = article.cast::<Element>();
    target.zip(article).is_some_and(|(target, article)| {
        article.contains(Some(&target)) && target.closest(".note").ok().flatten().is_none()
    })
}

/// The annotation under the pointer: the innermost, or if that has the focus the next one around it.
fn mark_of(event: &Event, focus: Option<&AnnotationId>) -> Option<AnnotationId> {
    let mut marks = Vec::new();
    let mut at = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    while let Some(mark) = at.and_then(|element| element.closest("mark").ok().flatten()) {
        marks.extend(mark.get_attribute("data-id").map(|id| AnnotationId(id.into())));
        at = mark.parent_element();
    }
    let here = marks.iter().position(|id| Some(id) == focus);
    let next = here.map_or(0, |at| (at + 1) % marks.len());
    marks.into_iter().nth(next)
}

/// The symbol under `point`, where a double click has selected what follows it: a caret goes to the nearer side of
/// what is under the pointer, and an emoji is no word to a browser.
fn symbol_at(open: &OpenDocument, article: &Element, start: Place, (x, y): (f64, f64)) -> Option<Span> {
    let text = open.document().text();
    let at = offset(open.galley(), start)?;
    let span = previous_grapheme(text, at).filter(|span| span.end() == at)?;
    let frame = selection::on_screen(article, place(open.galley(), span.start())?, start)?;
    let hit = frame.left <= x && x <= frame.right && frame.top <= y && y <= frame.bottom;
    snap_to_words(text, span).filter(|_| hit)
}

/// What a released pointer meant: a selection if there is one, else the mark that was clicked, or none.
fn pointed(
    selected: Option<Option<Span>>,
    clicked: Option<Option<AnnotationId>>,
    open: &OpenDocument,
    desk: &Desk,
) {
    match (selected, clicked) {
        (Some(span), _) => desk.send(Command::Select(span)),
        (None, Some(mark)) if mark.is_some() || open.focus().is_some() => desk.send(Command::Focus(mark)),
        (None, Some(_)) if open.selection().is_some() => desk.send(Command::Select(None)),
        (None, _) => {}
    }
}

/// The stretch between two places: whole words without the white space and punctuation around them, or with
/// `exact` what was selected, to the character.
pub fn span_of(open: &OpenDocument, (start, end): (Place, Place), exact: bool) -> Option<Span> {
    let span = Span::new(offset(open.galley(), start)?, offset(open.galley(), end)?)?;
    let snap = if exact { snap_to_graphemes } else { snap_to_words };
    snap(open.document().text(), span)
}

/// A place of the page as an offset in the text.
pub fn offset(galley: &Galley, place: Place) -> Option<Offset> {
    let paragraph = galley.paragraph_at(place.paragraph)?;
    let within = Offsets::new(&paragraph.text).from_utf16(place.within)?;
    Some(paragraph.span.start().plus(within.0))
}

/// An offset in the text as a place of the page.
pub fn place(galley: &Galley, at: Offset) -> Option<Place> {
    let paragraph = galley.paragraph_of(at)?;
    let within = at.0.checked_sub(paragraph.span.start().0)?.min(paragraph.text.len());
    Some(Place {
        paragraph: paragraph.start,
        within: Offsets::new(&paragraph.text).to_utf16(Offset(within))?,
    })
}

/// Moves the keyboard's focus to the mark that has the workspace's.
#[hook]
pub fn use_shown_focus(open: &Same<OpenDocument>, article: &NodeRef) {
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
                    // Who goes through the list, or a preview, sees the mark and stays there.
                    if page::has(".marks-list[data-keeps=true], .bulk") {
                        page::bring_into_view(&mark);
                    } else {
                        page::focus(&mark);
                    }
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
pub fn use_shown_selection(open: &Same<OpenDocument>, article: &NodeRef) {
    let (article, open) = (article.clone(), open.clone());
    use_effect_with((open.selection(), open.selected_by_key()), move |(span, by_key)| {
        let Some(article) = article.cast::<Element>() else { return };
        let galley = open.galley();
        let places = span.and_then(|span| Some((place(galley, span.start())?, place(galley, span.end())?)));
        match places {
            Some((from, to)) if *by_key => {
                selection::show(&article, from, to);
            }
            Some((from, to)) => selection::keep_inside(&article, from, to),
            None if span.is_some() => {}
            None if selection::touches(&article) => selection::clear(),
            None => {}
        }
    });
}

/// Takes a selection that fingers made, once they rest.
#[hook]
pub fn use_touched_selection(open: &Same<OpenDocument>, article: &NodeRef, desk: &Desk) {
    let (article, desk) = (article.clone(), desk.clone());
    use_effect_with(open.clone(), move |open| {
        let listener = page::is_touch().then(|| {
            let open = open.clone();
            let resting = RefCell::new(None::<Timeout>);
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
