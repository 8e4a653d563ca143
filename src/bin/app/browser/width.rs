//! How wide an element is, and when that changes.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::Callback;

/// Watches one element until it is dropped.
pub struct Watch {
    observer: ResizeObserver,
    _call: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells the width of the inside of `element` in whole pixels, now and whenever it changes.
pub fn watch(element: Element, tell: Callback<u32>) -> Option<Watch> {
    let seen = element.clone();
    let call = Closure::<dyn Fn()>::new(move || {
        // What is not drawn has no width.
        if let Some(width) = u32::try_from(seen.client_width()).ok().filter(|width| *width > 0) {
            tell.emit(width);
        }
    });
    let observer = ResizeObserver::new(call.as_ref().unchecked_ref()).ok()?;
    observer.observe(&element);
    Some(Watch { observer, _call: call })
}
