//! What a label means: shown beside whatever stands for it while the pointer rests on that, or the keyboard's focus does.
//!
//! It stays while the pointer is on it, goes with Escape, and is never shown to a finger.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::{Interval, Timeout};
use gloo::utils::{document, window};
use tagline::annotation::{Label, Schema};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use super::beside::on_layout;
use super::keys::{cap, use_keymap};
use super::same::Same;
use crate::browser::page;
use crate::browser::selection::Box;

/// What stands for a label.
const ANCHORS: &str = ".labels-label, .popup-option, .palette-option";

/// The lists that it lies beside, so that it covers none of their rows.
const LISTS: &str = ".popup, .palette";

/// How long the pointer rests before it is shown, and how long it stays once the pointer has left, in milliseconds.
const REST: u32 = 450;
const LEAVE: u32 = 250;

/// Room around it, in CSS pixels.
const GAP: f64 = 6.0;

/// The event by which a list says which of its rows the keys have chosen.
pub const CHOSEN: &str = "chosen-by-key";

/// Properties of [`Tooltip`].
#[derive(Properties, PartialEq)]
pub struct TooltipProps {
    pub schema: Same<Schema>,
}

/// What is told, and of what on the page.
#[derive(Clone, PartialEq)]
struct Told {
    anchor: Element,
    label: Label,
    /// Whether the keyboard's focus is on it: then Escape is meant for this alone.
    focused: bool,
}

/// The one tooltip of the screen.
#[component]
pub fn Tooltip(props: &TooltipProps) -> Html {
    let told = use_state_eq(|| None::<Told>);
    let node = use_node_ref();
    let keymap = use_keymap();
    {
        let (told, node) = (told.setter(), node.clone());
        use_effect_with((), move |()| {
            let watch = watch(told, node);
            move || drop(watch)
        });
    }
    {
        let node = node.clone();
        let setter = told.setter();
        use_effect_with((*told).clone(), move |told| {
            let told = told.clone();
            let kept = told.clone().map(|told| {
                // Focus may be there already; what is said with it then is this.
                let _ = told.anchor.set_attribute("aria-describedby", "tooltip");
                place(&node, &told.anchor);
                let gone = {
                    let anchor = told.anchor.clone();
                    Interval::new(200, move || {
                        if !anchor.is_connected() || anchor.get_bounding_client_rect().width() == 0.0 {
                            setter.set(None);
                        }
                    })
                };
                let layout = on_layout(move || place(&node, &told.anchor));
                (gone, layout)
            });
            move || {
                if let Some(told) = told {
                    let _ = told.anchor.remove_attribute("aria-describedby");
                }
                drop(kept);
            }
        });
    }
    let shown = told.as_ref().and_then(|told| props.schema.get(&told.label));
    html! {
        if let Some(def) = shown {
            <div
                id="tooltip" class="tooltip" role="tooltip" ref={node}
                data-label={def.label.name().to_owned()} key={def.label.name().to_owned()}
            >
                <p class="tooltip-head">
                    <b><bdi>{ def.label.name().to_owned() }</bdi></b>
                    if let Some(key) = keymap.of_label(def) { <span>{ "key " }{ cap(&key.to_string()) }</span> }
                </p>
                <p class="tooltip-guideline" dir="auto">
                    { if def.guideline.is_empty() { "Nothing is written on what it covers.".to_owned() } else { def.guideline.clone() } }
                </p>
            </div>
        }
    }
}

/// What the pointer and the focus do to it, until that is dropped.
fn watch(told: UseStateSetter<Option<Told>>, node: NodeRef) -> Vec<EventListener> {
    let waiting: Rc<RefCell<Option<Timeout>>> = Rc::default();
    let shown: Rc<RefCell<Option<Told>>> = Rc::default();
    let show: Rc<dyn Fn(Option<Told>)> = {
        let (shown, waiting) = (shown.clone(), waiting.clone());
        Rc::new(move |new| {
            waiting.replace(None);
            shown.replace(new.clone());
            told.set(new);
        })
    };
    let soon = {
        let (show, waiting) = (show.clone(), waiting.clone());
        move |after: u32, new: Option<Told>| {
            let show = show.clone();
            waiting.replace(Some(Timeout::new(after, move || show(new))));
        }
    };
    let capture = EventListenerOptions::run_in_capture_phase();
    let over = {
        let (shown, waiting, soon) = (shown.clone(), waiting.clone(), soon.clone());
        move |event: &Event| {
            let Some(pointer) =
                event.dyn_ref::<PointerEvent>().filter(|event| event.pointer_type() != "touch")
            else {
                return;
            };
            let target = element_of(pointer);
            let on_it = target.as_ref().is_some_and(|target| within(&node, target));
            let new = target.and_then(|target| told_by(&target, false));
            let now = shown.borrow().clone();
            match (new, now) {
                _ if on_it => drop(waiting.replace(None)),
                (Some(new), Some(now)) if new.anchor == now.anchor => drop(waiting.replace(None)),
                (Some(new), now) => soon(if now.is_some() { LEAVE } else { REST }, Some(new)),
                // What the focus shows stays as long as that.
                (None, Some(now)) if now.focused => drop(waiting.replace(None)),
                (None, Some(_)) => soon(LEAVE, None),
                (None, None) => drop(waiting.replace(None)),
            }
        }
    };
    let left = {
        let (shown, soon) = (shown.clone(), soon);
        move |_: &Event| {
            if shown.borrow().as_ref().is_some_and(|now| !now.focused) {
                soon(LEAVE, None);
            }
        }
    };
    let hide = {
        let show = show.clone();
        move |_: &Event| show(None)
    };
    let focused = {
        let (show, shown) = (show.clone(), shown.clone());
        move |event: &Event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let seen = target.filter(|target| target.matches(":focus-visible").unwrap_or(false));
            match seen.and_then(|target| told_by(&target, true)) {
                Some(new) => show(Some(new)),
                None if shown.borrow().as_ref().is_some_and(|now| now.focused) => show(None),
                None => {}
            }
        }
    };
    let chosen = {
        let show = show.clone();
        move |event: &Event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            show(target.and_then(|target| told_by(&target, false)));
        }
    };
    let blurred = {
        let shown = shown.clone();
        let show = show.clone();
        move |_: &Event| {
            if shown.borrow().as_ref().is_some_and(|now| now.focused) {
                show(None);
            }
        }
    };
    let key = move |event: &Event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|key| key.key() == "Escape") else { return };
        let now = shown.borrow().clone();
        if let Some(now) = now {
            if now.focused {
                key.stop_propagation();
                key.prevent_default();
            }
            show(None);
        }
    };
    let page = document();
    vec![
        EventListener::new(&page, "pointerover", over),
        EventListener::new(&page, "pointerleave", left),
        EventListener::new_with_options(&page, "pointerdown", capture, hide),
        EventListener::new(&page, "focusin", focused),
        EventListener::new(&page, "focusout", blurred),
        EventListener::new_with_options(&page, CHOSEN, capture, chosen),
        EventListener::new_with_options(
            &window(),
            "keydown",
            EventListenerOptions { passive: false, ..capture },
            key,
        ),
    ]
}

fn element_of(event: &PointerEvent) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()
}

fn within(node: &NodeRef, target: &Element) -> bool {
    node.cast::<Element>().is_some_and(|node| node.contains(Some(target)))
}

/// What is to be told at an element: of the label that it, or what it lies in, stands for.
fn told_by(target: &Element, focused: bool) -> Option<Told> {
    let anchor = target.closest(ANCHORS).ok()??;
    let label = Label::new(&anchor.get_attribute("data-label")?)?;
    Some(Told { anchor, label, focused })
}

/// Puts it beside what it tells of: next to a list, else below or above.
fn place(node: &NodeRef, anchor: &Element) {
    let Some(element) = node.cast::<Element>() else { return };
    let size = element.get_bounding_client_rect();
    let list = anchor.closest(LISTS).ok().flatten();
    let view = document().document_element();
    let (width, height) =
        view.map_or((0.0, 0.0), |view| (f64::from(view.client_width()), f64::from(view.client_height())));
    let (left, top) =
        spot(Box::of(anchor), list.as_ref().map(Box::of), (size.width(), size.height()), (width, height));
    page::set_style(&element, "left", &format!("{left}px"));
    page::set_style(&element, "top", &format!("{top}px"));
}

/// Its corner: beside the list that `anchor` is a row of, else below `anchor` or above it, within the window.
fn spot(anchor: Box, list: Option<Box>, size: (f64, f64), view: (f64, f64)) -> (f64, f64) {
    let (width, height) = size;
    let within_x = |left: f64| left.min(view.0 - width - GAP).max(GAP);
    let within_y = |top: f64| top.min(view.1 - height - GAP).max(GAP);
    let around = match list {
        Some(list) if list.right + GAP + width + GAP <= view.0 => {
            return (list.right + GAP, within_y(anchor.top));
        }
        Some(list) if list.left - GAP - width >= GAP => {
            return (list.left - GAP - width, within_y(anchor.top));
        }
        Some(list) => list,
        None => anchor,
    };
    let below = around.bottom + GAP;
    let top = if below + height + GAP <= view.1 { below } else { around.top - GAP - height };
    (within_x(anchor.left), within_y(top))
}

#[cfg(test)]
mod tests;
