//! Where something lies that belongs to some words: beside them, in view, over none of them.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::utils::window;
use web_sys::Element;
use yew::prelude::*;

use crate::browser::page;
use crate::browser::selection::{self, Box, Place};

/// Room between the words and what lies beside them, in CSS pixels: the name of a mark fits in.
const GAP: f64 = 14.0;

/// Room between that and the edge of what is seen of the text.
const EDGE: f64 = 8.0;

/// The least height that is of use.
const LEAST: f64 = 120.0;

/// Some words of the article on the page.
#[derive(Clone, PartialEq)]
pub struct Words {
    /// Where they begin.
    pub from: Place,
    /// Where they end.
    pub to: Place,
    /// What they stand in.
    pub article: NodeRef,
    /// What scrolls, and what lies in it is placed in.
    pub scroll: NodeRef,
}

/// Keeps the element of `node` beside `words`, wherever the text is scrolled.
#[hook]
pub fn use_beside(node: &NodeRef, words: Words) {
    let node = node.clone();
    use_effect_with(words, move |words| {
        place(&node, words);
        let listeners = on_layout({
            let words = words.clone();
            move || place(&node, &words)
        });
        move || drop(listeners)
    });
}

/// Calls whenever something scrolls or the window's size changes, until it is dropped.
pub fn on_layout(call: impl Fn() + Clone + 'static) -> [EventListener; 2] {
    // What scrolls tells only those who listen before it does.
    [("scroll", EventListenerPhase::Capture), ("resize", EventListenerPhase::Bubble)].map(|(name, phase)| {
        let call = call.clone();
        let options = EventListenerOptions { phase, passive: true };
        EventListener::new_with_options(&window(), name, options, move |_| call())
    })
}

/// Where it lies: its corner, and how high it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub left: f64,
    pub top: f64,
    pub height: f64,
}

fn place(node: &NodeRef, words: &Words) {
    let scroll = words.scroll.cast::<Element>();
    let article = words.article.cast::<Element>();
    let (Some(element), Some(scroll), Some(article)) = (node.cast::<Element>(), scroll, article) else {
        return;
    };
    page::set_style(&element, "max-height", "none");
    let size = element.get_bounding_client_rect();
    let spot = selection::on_screen(&article, words.from, words.to)
        .and_then(|words| beside(words, view(&scroll), size.width(), size.height()));
    page::set_style(&element, "visibility", if spot.is_some() { "visible" } else { "hidden" });
    if let Some(Spot { left, top, height }) = spot {
        let frame = scroll.get_bounding_client_rect();
        let top = top - frame.top() + f64::from(scroll.scroll_top());
        page::set_style(&element, "left", &format!("{}px", left - frame.left()));
        page::set_style(&element, "top", &format!("{top}px"));
        page::set_style(&element, "max-height", &format!("{height}px"));
    }
}

/// The part of the screen where the text is seen: below the labels, above the keys.
pub fn view(scroll: &Element) -> Box {
    let mut view = Box::seen_of(scroll);
    // Its bar for scrolling lies over what is there.
    view.right = view.right.min(Box::of(scroll).left + f64::from(scroll.client_width()));
    if let Ok(Some(labels)) = scroll.query_selector(".labels") {
        view.top = view.top.max(Box::of(&labels).bottom);
    }
    let shell = scroll.parent_element();
    // Only where it lies at the bottom of the screen.
    let sheet = (page::is_narrow() || page::is_touch()).then_some(".sheet");
    for below in [Some(".footer"), sheet].into_iter().flatten() {
        if let Some(Ok(Some(below))) = shell.as_ref().map(|shell| shell.query_selector(below))
            && below.client_height() > 0
        {
            view.bottom = view.bottom.min(Box::of(&below).top);
        }
    }
    view
}

/// The place for something of that size in `view` that covers none of `words`: below them, above, at their right
/// or left, or lower than it would be. `None` if there is none, or the words are out of view.
pub fn beside(words: Box, view: Box, width: f64, height: f64) -> Option<Spot> {
    if words.bottom <= view.top || words.top >= view.bottom {
        return None;
    }
    let room = view.bottom - view.top - 2.0 * EDGE;
    let left = words.left.min(view.right - width - EDGE).max(view.left + EDGE);
    let (below, above) = (view.bottom - EDGE - words.bottom - GAP, words.top - GAP - view.top - EDGE);
    let under = |height| Spot { left, top: words.bottom + GAP, height };
    let over = |height| Spot { left, top: words.top - GAP - height, height };
    let at_side = |left| {
        let height = height.min(room);
        let top = words.top.min(view.bottom - EDGE - height).max(view.top + EDGE);
        Spot { left, top, height }
    };
    if below >= height {
        Some(under(height))
    } else if above >= height {
        Some(over(height))
    } else if words.right + GAP + width + EDGE <= view.right && room >= LEAST {
        Some(at_side(words.right + GAP))
    } else if words.left - GAP - width - EDGE >= view.left && room >= LEAST {
        Some(at_side(words.left - GAP - width))
    } else if below.max(above) >= LEAST {
        Some(if below >= above { under(below) } else { over(above) })
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn it_lies_in_view_and_covers_no_word() {
        let view = Box { left: 0.0, top: 100.0, right: 900.0, bottom: 700.0 };
        let (width, height) = (300.0, 250.0);
        for (left, top, right, bottom, expected) in [
            // Below, above where there is no room below, and never past an edge.
            (50.0, 200.0, 90.0, 220.0, Some((50.0, 234.0, 250.0))),
            (50.0, 600.0, 90.0, 620.0, Some((50.0, 336.0, 250.0))),
            (850.0, 200.0, 890.0, 220.0, Some((592.0, 234.0, 250.0))),
            (-5.0, 200.0, 40.0, 220.0, Some((8.0, 234.0, 250.0))),
            // Partly out of view.
            (50.0, 60.0, 90.0, 110.0, Some((50.0, 124.0, 250.0))),
            // Neither above nor below: at the side.
            (50.0, 250.0, 500.0, 650.0, Some((514.0, 250.0, 250.0))),
            (400.0, 250.0, 850.0, 650.0, Some((86.0, 250.0, 250.0))),
            (50.0, 0.0, 500.0, 900.0, Some((514.0, 108.0, 250.0))),
            (50.0, 600.0, 500.0, 900.0, Some((50.0, 336.0, 250.0))),
            // Nor at the side: lower.
            (50.0, 200.0, 850.0, 500.0, Some((50.0, 514.0, 178.0))),
            (50.0, 300.0, 850.0, 600.0, Some((50.0, 108.0, 178.0))),
            // Nowhere, and out of view.
            (50.0, 0.0, 850.0, 900.0, None),
            (50.0, 60.0, 90.0, 100.0, None),
            (50.0, 700.0, 90.0, 720.0, None),
        ] {
            let words = Box { left, top, right, bottom };
            let found = beside(words, view, width, height);
            let written = found.map(|spot| (spot.left, spot.top, spot.height));
            assert_eq!(written, expected, "{words:?}");
            if let Some(spot) = found {
                let over = spot.top < bottom && spot.top + spot.height > top;
                assert!(!over || spot.left >= right || spot.left + width <= left, "{words:?}");
                assert!(spot.top >= view.top && spot.top + spot.height <= view.bottom, "{words:?}");
            }
        }
    }
}
