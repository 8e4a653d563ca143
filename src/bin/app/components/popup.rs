//! The labels at a selection.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::utils::window;
use tagline::annotation::Schema;
use tagline::workspace::Command;
use web_sys::Element;
use yew::prelude::*;

use super::keys::silent_cap;
use super::labels::{told, written};
use super::same::Same;
use crate::browser::page;
use crate::browser::selection::{self, Box, Place};
use crate::desk::Desk;

/// Room between the selection and the popup, in CSS pixels: the name of a mark fits in.
const GAP: f64 = 14.0;

/// Room between the popup and the edge of what is seen of the text.
const EDGE: f64 = 8.0;

/// The least height that is of use.
const LEAST: f64 = 120.0;

/// Properties of [`Popup`].
#[derive(Clone, Properties, PartialEq)]
pub struct PopupProps {
    /// The selected words.
    pub words: String,
    /// Where they begin and end.
    pub from: Place,
    pub to: Place,
    pub schema: Same<Schema>,
    /// What they stand in.
    pub article: NodeRef,
    /// What scrolls, and what the popup is placed in.
    pub scroll: NodeRef,
    pub desk: Desk,
}

/// The labels at the selection, of which it covers nothing, wherever the text is scrolled.
#[component]
pub fn Popup(props: &PopupProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.clone(), move |props| {
            place(&node, props);
            // What scrolls tells only those who listen before it does.
            let listeners = [("scroll", EventListenerPhase::Capture), ("resize", EventListenerPhase::Bubble)]
                .map(|(name, phase)| {
                    let (node, props) = (node.clone(), props.clone());
                    let options = EventListenerOptions { phase, passive: true };
                    EventListener::new_with_options(&window(), name, options, move |_| place(&node, &props))
                });
            move || drop(listeners)
        });
    }
    let options = props.schema.labels().iter().map(|def| {
        html! {
            <button
                class="popup-option"
                data-label={def.label.name().to_owned()}
                aria-label={format!("Label as {}", written(&def.label))}
                aria-keyshortcuts={def.key.map(|key| key.to_string())}
                title={told(def)}
                onclick={props.desk.on(Command::Label(def.label.clone()))}
            >
                if let Some(key) = def.key { { silent_cap(key) } } else { <span /> }
                <b><bdi>{ written(&def.label) }</bdi></b>
                <span>{ def.guideline.clone() }</span>
            </button>
        }
    });
    // Pressing the mouse on it must not end the selection it is for.
    let keep = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div class="popup" ref={node} role="group" aria-label="Label the selection" onmousedown={keep}>
            <p class="popup-words">{ "“" }<bdi>{ shortened(&props.words) }</bdi>{ "”" }</p>
            { for options }
        </div>
    }
}

/// Words that fit on a line.
pub fn shortened(words: &str) -> String {
    let mut short: String = words.chars().take(60).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

/// Where the popup lies: its corner, and how high it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spot {
    left: f64,
    top: f64,
    height: f64,
}

fn place(node: &NodeRef, props: &PopupProps) {
    let scroll = props.scroll.cast::<Element>();
    let article = props.article.cast::<Element>();
    let (Some(popup), Some(scroll), Some(article)) = (node.cast::<Element>(), scroll, article) else {
        return;
    };
    page::set_style(&popup, "max-height", "none");
    let size = popup.get_bounding_client_rect();
    let spot = selection::on_screen(&article, props.from, props.to)
        .and_then(|words| beside(words, view(&scroll), size.width(), size.height()));
    page::set_style(&popup, "visibility", if spot.is_some() { "visible" } else { "hidden" });
    if let Some(Spot { left, top, height }) = spot {
        let frame = scroll.get_bounding_client_rect();
        let top = top - frame.top() + f64::from(scroll.scroll_top());
        page::set_style(&popup, "left", &format!("{}px", left - frame.left()));
        page::set_style(&popup, "top", &format!("{top}px"));
        page::set_style(&popup, "max-height", &format!("{height}px"));
    }
}

/// The part of the screen where the text is seen: below the labels, above the keys.
fn view(scroll: &Element) -> Box {
    let mut view = Box::seen_of(scroll);
    if let Ok(Some(labels)) = scroll.query_selector(".labels") {
        view.top = view.top.max(Box::of(&labels).bottom);
    }
    let shell = scroll.parent_element();
    if let Some(Ok(Some(footer))) = shell.map(|shell| shell.query_selector(".footer"))
        && footer.client_height() > 0
    {
        view.bottom = view.bottom.min(Box::of(&footer).top);
    }
    view
}

/// The place for something of that size in `view` that covers none of `words`: below them, above, at their right
/// or left, or lower than it would be. `None` if there is none, or the words are out of view.
fn beside(words: Box, view: Box, width: f64, height: f64) -> Option<Spot> {
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
mod tests;
