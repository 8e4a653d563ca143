//! Whether something is pressed, or the keyboard goes, outside of an element; and elements that would lie outside of the page.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, document_element};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, Node};
use yew::Callback;

/// How far from the page's edge it stays, as everything else does.
const MARGIN: f64 = 16.0;

/// Moves an element to the left by as much as it would be cut off at the right; what is as wide as the page stays.
pub fn keep_inside(element: &Element) {
    let room = f64::from(document_element().client_width()) - MARGIN;
    let place = element.get_bounding_client_rect();
    let beyond = (place.right() - room).min(place.left());
    if beyond > 0.0 {
        super::page::set_style(element, "translate", &format!("-{}px", beyond.floor()));
    }
}

/// Tells each time, until it is dropped.
pub fn watch(element: Element, tell: Callback<()>) -> [EventListener; 2] {
    ["pointerdown", "focusin"].map(|kind| {
        let (element, tell) = (element.clone(), tell.clone());
        let capture = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&document(), kind, capture, move |event: &Event| {
            let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
            if !element.contains(target.as_ref()) {
                tell.emit(());
            }
        })
    })
}
