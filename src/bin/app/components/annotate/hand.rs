//! The hand on the text: what pointer and fingers select, and what keys have selected or focused shown on the page.

use std::cell::RefCell;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use tagline::annotation::AnnotationId;
use tagline::text::{
    Offset, Offsets, Span, Utf16Offset, previous_grapheme, snap_to_graphemes, snap_to_words,
};
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
pub fn use_pointer(
    open: &Same<OpenDocument>,
    exact: bool,
    article: &NodeRef,
    stacked: &Callback<Vec<AnnotationId>>,
    desk: &Desk,
) {
    let pressed = use_mut_ref(|| false);
    let (article, stacked, desk) = (article.clone(), stacked.clone(), desk.clone());
    use_effect_with((open.clone(), exact), move |(open, exact)| {
        let exact = *exact;
        let down = {
            let (article, pressed) = (article.clone(), pressed.clone());
            let holds = open.selection().is_some();
            EventListener::new(&document(), "mousedown", move |event| {
                let in_text = is_main(event) && is_in_text(event, &article);
                pressed.replace(in_text);
                // With Shift a browser goes on from whatever was selected or clicked before.
                if let Some(event) =
                    event.dyn_ref::<MouseEvent>().filter(|event| in_text && event.shift_key())
                    && !holds
                {
                    selection::begin_at(f64::from(event.client_x()), f64::from(event.client_y()));
                }
            })
        };
        let open = open.clone();
        let up = EventListener::new(&document(), "mouseup", move |event| {
            let Some(event) = event.dyn_ref::<MouseEvent>().filter(|event| is_main(event)) else { return };
            let (from_text, to_text) = (pressed.take(), is_in_text(event, &article));
            if !from_text && !to_text {
                return;
            }
            let exact = exact || event.shift_key();
            let marks = if from_text && to_text { marks_of(event) } else { Vec::new() };
            let clicked = (from_text && to_text).then(|| next_of(&marks, open.focus()));
            let double =
                (event.detail() == 2).then(|| (f64::from(event.client_x()), f64::from(event.client_y())));
            let (article, open, stacked, desk) =
                (article.clone(), open.clone(), stacked.clone(), desk.clone());
            // The browser settles the selection of a click after this event.
            Timeout::new(0, move || {
                let Some(article) = article.cast::<Element>() else { return };
                let places = selection::read(&article);
                let selected = places.map(|places| {
                    span_of(&open, places, exact)
                        .or_else(|| double.and_then(|point| symbol_at(&open, &article, places.0, point)))
                });
                let caret = (selected.is_none() && clicked == Some(None)).then(|| selection::caret(&article));
                if selected.is_none() {
                    stacked.emit(marks);
                }
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

/// Whether the pointer is on the article, but for its notes and fields, whose text and buttons are their own.
fn is_in_text(event: &Event, article: &NodeRef) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let article = article.cast::<Element>();
    target.zip(article).is_some_and(|(target, article)| {
        article.contains(Some(&target))
            && target.closest(".note, .retype, .retype-beside").ok().flatten().is_none()
    })
}

/// The annotations under the pointer, the innermost first.
fn marks_of(event: &Event) -> Vec<AnnotationId> {
    let mut marks = Vec::new();
    let mut at = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    while let Some(mark) = at.and_then(|element| element.closest("mark").ok().flatten()) {
        marks.extend(mark.get_attribute("data-id").map(|id| AnnotationId(id.into())));
        at = mark.parent_element();
    }
    marks
}

/// The innermost of `marks`, or if that has the focus the next one around it.
fn next_of(marks: &[AnnotationId], focus: Option<&AnnotationId>) -> Option<AnnotationId> {
    let here = marks.iter().position(|id| Some(id) == focus);
    let next = here.map_or(0, |at| (at + 1) % marks.len());
    marks.get(next).cloned()
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

/// A place of the page as an offset in the text. It may count on into the paragraphs behind, with one unit between each two,
/// where these are one plain text.
pub fn offset(galley: &Galley, place: Place) -> Option<Offset> {
    let first = galley.paragraph_at(place.paragraph)?;
    let mut within = place.within.0;
    let all = galley.paragraphs_from(first.start);
    for paragraph in all {
        let offsets = Offsets::new(&paragraph.text);
        let length = offsets.to_utf16(Offset(paragraph.text.len()))?.0;
        if within <= length {
            let within = offsets.from_utf16(Utf16Offset(within))?;
            return Some(paragraph.span.start().plus(within.0));
        }
        within -= length + 1;
    }
    None
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
pub fn use_shown_focus(
    open: &Same<OpenDocument>,
    in_field: bool,
    article: &NodeRef,
    drawer: (bool, &Callback<bool>),
) {
    let (drawn_out, draw_out) = drawer;
    let (article, draw_out) = (article.clone(), draw_out.clone());
    // A mark whose ends have moved is drawn anew, and focused anew.
    let span = open.focus().and_then(|id| open.document().annotation(id)).map(|annotation| annotation.span);
    let galley = open.galley().clone();
    use_effect_with((open.focus().cloned(), span, in_field), move |(id, span, in_field)| {
        // While something is typed, its field has it.
        let Some(article) = article.cast::<Element>().filter(|_| !in_field) else { return };
        match id {
            // One mark has it, and only a mark that is on the page: ids are not put into a selector.
            Some(_) => {
                let start = span.and_then(|span| galley.paragraph_of(span.start())).map(|there| there.start);
                if let Some(mark) =
                    start.and_then(|start| selection::find_in(&article, start, "mark[aria-current]"))
                    && let Ok(mark) = mark.dyn_into::<HtmlElement>()
                {
                    // Who goes through the list, or a preview, sees the mark and stays there.
                    if page::keeps_focus(&["marks-list", "bulk"]) {
                        page::bring_into_view(&mark);
                    } else {
                        page::focus(&mark);
                        // A drawer over it goes.
                        let drawer = drawn_out.then(|| document().get_element_by_id("side")).flatten();
                        if drawer.is_some_and(|drawer| selection::overlap(&mark, &drawer)) {
                            draw_out.emit(false);
                        }
                    }
                }
            }
            None => {
                let active =
                    document().active_element().and_then(|active| active.dyn_into::<HtmlElement>().ok());
                // The caret goes on in the text.
                let ours = active.is_some_and(|active| article.contains(Some(&active)));
                if let Some(article) = article.dyn_ref::<HtmlElement>().filter(|_| ours) {
                    page::focus_still(article);
                }
            }
        }
    });
}

/// Shows a selection that was made by key, and ends the browser's own with the workspace's.
#[hook]
pub fn use_shown_selection(open: &Same<OpenDocument>, in_field: bool, article: &NodeRef) {
    let (article, open) = (article.clone(), open.clone());
    let first = use_mut_ref(|| true);
    use_effect_with((open.selection(), open.selected_by_key(), in_field), move |(span, by_key, in_field)| {
        // What the browser selected by itself before the screen was set up (its own find, all of the page) is not ended by that.
        let first = first.replace(false);
        let Some(article) = article.cast::<Element>().filter(|_| !in_field) else { return };
        let galley = open.galley();
        let places = span.and_then(|span| Some((place(galley, span.start())?, place(galley, span.end())?)));
        match places {
            // The palette's field took it away.
            Some((from, to)) if *by_key || !selection::touches(&article) => {
                // Enter is meant for these words now, not for a button that was pressed before.
                page::leave_button();
                selection::show(&article, from, to);
            }
            Some((from, to)) => selection::keep_inside(&article, from, to),
            None if span.is_some() => {}
            None if !first && selection::touches(&article) => selection::clear(),
            None => {}
        }
    });
}

/// Takes a selection that fingers made, once they rest.
#[hook]
pub fn use_touched_selection(open: &Same<OpenDocument>, exact: bool, article: &NodeRef, desk: &Desk) {
    let (article, desk) = (article.clone(), desk.clone());
    use_effect_with((open.clone(), exact), move |(open, exact)| {
        let (open, exact) = (open.clone(), *exact);
        let listener = {
            let resting = RefCell::new(None::<Timeout>);
            EventListener::new(&document(), "selectionchange", move |_| {
                // Many screens have a mouse too.
                if !page::is_by_finger() {
                    return;
                }
                let (article, open, desk) = (article.clone(), open.clone(), desk.clone());
                resting.replace(Some(Timeout::new(REST, move || {
                    let selected = article.cast::<Element>().and_then(|article| selection::read(&article));
                    let span = selected.and_then(|places| span_of(&open, places, exact));
                    if span.is_some() && span != open.selection() {
                        desk.send(Command::Select(span));
                    }
                })));
            })
        };
        move || drop(listener)
    });
}
