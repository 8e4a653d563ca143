//! The labels at a selection.

use tagline::annotation::Schema;
use tagline::workspace::Command;
use web_sys::Element;
use yew::prelude::*;

use super::keys::cap;
use super::labels::written;
use super::same::Same;
use crate::browser::{page, selection};
use crate::desk::Desk;

/// Room between the selection and the popup, in CSS pixels: the name of a mark fits in.
const GAP: f64 = 14.0;

/// Properties of [`Popup`].
#[derive(Properties, PartialEq)]
pub struct PopupProps {
    /// The selected words.
    pub words: String,
    pub schema: Same<Schema>,
    /// What scrolls, and what the popup is placed in.
    pub scroll: NodeRef,
    pub desk: Desk,
}

/// The labels at the selection: below it, or above where there is no room below. It never covers it.
#[component]
pub fn Popup(props: &PopupProps) -> Html {
    let node = use_node_ref();
    {
        let (node, scroll) = (node.clone(), props.scroll.clone());
        use_effect_with(props.words.clone(), move |_| place(&node, &scroll));
    }
    let options = props.schema.labels().iter().map(|def| {
        html! {
            <button
                class="popup-option"
                data-label={def.label.name().to_owned()}
                aria-label={format!("Label as {}", written(&def.label))}
                aria-keyshortcuts={def.key.map(|key| key.to_string())}
                title={def.guideline.clone()}
                onclick={props.desk.on(Command::Label(def.label.clone()))}
            >
                if let Some(key) = def.key { { cap(&key.to_string()) } } else { <span /> }
                <b>{ written(&def.label) }</b>
                <span>{ def.guideline.clone() }</span>
            </button>
        }
    });
    // Pressing the mouse on it must not end the selection it is for.
    let keep = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div class="popup" ref={node} role="group" aria-label="Label the selection" onmousedown={keep}>
            <p class="popup-words">{ format!("“{}”", shortened(&props.words)) }</p>
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

fn place(node: &NodeRef, scroll: &NodeRef) {
    let (Some(popup), Some(scroll)) = (node.cast::<Element>(), scroll.cast::<Element>()) else { return };
    let Some(selected) = selection::on_screen() else { return };
    let frame = scroll.get_bounding_client_rect();
    let (width, height) = (popup.client_width(), popup.client_height());
    let below = selected.bottom + GAP;
    let above = selected.top - GAP - f64::from(height);
    let fits_below = below + f64::from(height) <= frame.bottom();
    let top = if fits_below || above < frame.top() { below } else { above };
    let left = selected.left.min(frame.right() - f64::from(width) - 16.0).max(frame.left() + 8.0);
    page::set_style(&popup, "top", &format!("{}px", top - frame.top() + f64::from(scroll.scroll_top())));
    page::set_style(&popup, "left", &format!("{}px", left - frame.left()));
}

#[cfg(test)]
mod tests;
