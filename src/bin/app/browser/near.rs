//! Which parts of a long page are near enough to the screen to be worth drawing.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};

use gloo::events::EventListener;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use yew::Callback;

use super::idle::when_idle;

/// How many parts one idle moment draws.
const AT_ONCE: usize = 4;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
    static WAITING: RefCell<HashMap<u32, Callback<(), bool>>> = RefCell::default();
    /// Parts that were near while they could not be drawn.
    static HELD: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    static IDLE: RefCell<VecDeque<u32>> = const { RefCell::new(VecDeque::new()) };
    static IDLING: Cell<bool> = const { Cell::new(false) };
    static OBSERVER: Option<IntersectionObserver> = observer();
    static LET_GO: EventListener = EventListener::new(&document(), "selectionchange", |_| {
        let held = HELD.take();
        if !held.is_empty() {
            IDLE.with_borrow_mut(|queue| queue.extend(held));
            wait_for_idle();
        }
    });
}

/// Watches one element until it is dropped.
pub struct Watch {
    id: u32,
    element: Element,
}

impl Drop for Watch {
    fn drop(&mut self) {
        OBSERVER.with(|observer| {
            if let Some(observer) = observer {
                observer.unobserve(&self.element);
            }
        });
        WAITING.with_borrow_mut(|waiting| waiting.remove(&self.id));
    }
}

/// Calls when `element` comes within a screen's height of the screen, or when `idle` and nothing better is to
/// be done. Once, unless `call` says that nothing could be drawn: then again when another selection is made.
pub fn watch(element: Element, idle: bool, call: Callback<(), bool>) -> Watch {
    let id = NEXT.get();
    NEXT.set(id.wrapping_add(1));
    let _ = element.set_attribute("data-near", &id.to_string());
    WAITING.with_borrow_mut(|waiting| waiting.insert(id, call));
    OBSERVER.with(|observer| match observer {
        Some(observer) => observer.observe(&element),
        // Without an observer everything is drawn when there is time.
        None => IDLE.with_borrow_mut(|queue| queue.push_back(id)),
    });
    if idle {
        IDLE.with_borrow_mut(|queue| queue.push_back(id));
        wait_for_idle();
    }
    Watch { id, element }
}

fn observer() -> Option<IntersectionObserver> {
    let call = Closure::<dyn Fn(js_sys::Array)>::new(|entries: js_sys::Array| {
        for entry in entries.iter() {
            let Ok(entry) = entry.dyn_into::<IntersectionObserverEntry>() else { continue };
            if entry.is_intersecting() {
                let id = entry.target().get_attribute("data-near").and_then(|id| id.parse().ok());
                if let Some(id) = id {
                    tell(id);
                }
            }
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin("100% 0px");
    let observer = IntersectionObserver::new_with_options(call.as_ref().unchecked_ref(), &options).ok();
    // Lives as long as the page.
    call.forget();
    observer
}

fn tell(id: u32) {
    let Some(call) = WAITING.with_borrow_mut(|waiting| waiting.remove(&id)) else { return };
    if !call.emit(()) {
        WAITING.with_borrow_mut(|waiting| waiting.insert(id, call));
        HELD.with_borrow_mut(|held| held.push(id));
        LET_GO.with(|_| ());
    }
}

/// Draws some parts in the next idle moment. Yew draws after the idle callback, so parts are counted, not timed.
fn wait_for_idle() {
    if IDLING.replace(true) {
        return;
    }
    let asked = when_idle(|| {
        IDLING.set(false);
        for _ in 0..AT_ONCE {
            let Some(id) = IDLE.with_borrow_mut(VecDeque::pop_front) else { return };
            tell(id);
        }
        if IDLE.with_borrow(|queue| !queue.is_empty()) {
            wait_for_idle();
        }
    });
    if !asked {
        IDLING.set(false);
    }
}
