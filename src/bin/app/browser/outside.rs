//! Whether something is pressed, or the keyboard goes, outside of an element.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, Node};
use yew::Callback;

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
