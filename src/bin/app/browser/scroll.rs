//! What of a long list is on screen. Its element says in `data-rows` how many rows of equal height it has the room of; what
//! stands before it in its parent covers its first ones when it is scrolled.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::Callback;

/// Which rows are on screen, parts of them counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// The first.
    pub first: usize,
    /// How many.
    pub count: usize,
}

/// A row's height in CSS pixels, about.
const HEIGHT: f64 = 60.0;

/// How many rows a window has room for, about: what is drawn before the list is there to be measured.
pub fn windowful() -> usize {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    (height.unwrap_or_default() / HEIGHT).ceil() as usize + 1
}

/// Watches a list until it is dropped.
pub struct Watch {
    observer: Option<ResizeObserver>,
    _call: Closure<dyn Fn()>,
    _scrolled: EventListener,
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Scrolls to where `place` says, and tells from then on which rows of `list` are seen in `scroller`; `place` follows.
pub fn watch(scroller: Element, list: Element, place: Rc<Cell<i32>>, tell: Callback<Shown>) -> Watch {
    scroller.set_scroll_top(place.get());
    let look = {
        let (scroller, list) = (scroller.clone(), list.clone());
        move || {
            if let Some(shown) = shown(&scroller, &list) {
                tell.emit(shown);
            }
        }
    };
    look();
    let call = Closure::<dyn Fn()>::new(look.clone());
    let observer = ResizeObserver::new(call.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        observer.observe(&scroller);
        observer.observe(&list);
    }
    let scrolled = EventListener::new(&scroller.clone(), "scroll", move |_| {
        place.set(scroller.scroll_top());
        look();
    });
    Watch { observer, _call: call, _scrolled: scrolled }
}

/// Brings a row of `list` into view, scrolling as little as needed; the first with all that stands above it.
pub fn bring(scroller: &Element, list: &Element, row: usize) {
    let Some(height) = row_height(list) else { return };
    let covered = list.previous_element_sibling().map_or(0, |before| before.client_height());
    let above = list.get_bounding_client_rect().top() - scroller.get_bounding_client_rect().top();
    let top = above + height * row as f64 - f64::from(covered);
    let bottom = above + height * (row + 1) as f64 - f64::from(scroller.client_height());
    let by = if top < 0.0 { top } else { bottom.max(0.0) };
    if row == 0 && by < 0.0 {
        scroller.set_scroll_top(0);
    } else if by.abs() >= 1.0 {
        let by = if by < 0.0 { by.floor() } else { by.ceil() };
        scroller.set_scroll_top(scroller.scroll_top().saturating_add(by as i32));
    }
}

fn row_height(list: &Element) -> Option<f64> {
    let rows = list.get_attribute("data-rows")?.parse().ok().filter(|rows: &f64| *rows > 0.0)?;
    Some(list.get_bounding_client_rect().height() / rows).filter(|height| *height > 0.0)
}

fn shown(scroller: &Element, list: &Element) -> Option<Shown> {
    let height = row_height(list)?;
    let seen = scroller.get_bounding_client_rect();
    let above = (seen.top() - list.get_bounding_client_rect().top()).max(0.0);
    Some(Shown { first: (above / height) as usize, count: (seen.height() / height).ceil() as usize + 1 })
}
