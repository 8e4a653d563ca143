//! The labels at a selection.

use tagline::annotation::{Label, LabelDef, Schema};
use tagline::workspace::{Action, BulkCommand, Command, HandCommand, RetypeCommand};
use yew::prelude::*;

use super::beside::{Words, use_beside};
use super::keys::{silent_cap, use_keymap};
use super::labels::written;
use super::same::Same;
use crate::desk::Desk;

/// Properties of [`Popup`].
#[derive(Clone, Properties, PartialEq)]
pub struct PopupProps {
    /// The selected words.
    pub words: String,
    /// Where they are on the page.
    pub place: Words,
    pub schema: Same<Schema>,
    /// The label that is likely meant.
    #[prop_or_default]
    pub likely: Option<Label>,
    pub desk: Desk,
}

/// The labels at the selection, the likely one first.
#[component]
pub fn Popup(props: &PopupProps) -> Html {
    let node = use_node_ref();
    use_beside(&node, props.place.clone());
    let keymap = use_keymap();
    let is_likely = |def: &&LabelDef| Some(&def.label) == props.likely.as_ref();
    let labels = props.schema.labels();
    let likely = labels.iter().filter(is_likely);
    let options = likely.chain(labels.iter().filter(|def| !is_likely(def))).map(|def| {
        let likely = is_likely(&def);
        let key = keymap.of_label(def);
        html! {
            <button
                key={def.label.name().to_owned()}
                class="popup-option"
                data-label={def.label.name().to_owned()}
                data-likely={likely.to_string()}
                aria-label={format!("Label as {}", written(&def.label))}
                aria-keyshortcuts={key.map(|key| key.to_string())}
                onclick={props.desk.on(Command::Label(def.label.clone()))}
            >
                if let Some(key) = key { { silent_cap(key) } } else { <span /> }
                <b class="labels-name"><bdi>{ written(&def.label) }</bdi></b>
                if likely {
                    <span class="popup-likely">
                        { "likely" }{ keymap.caps(Action::Choose, &props.schema) }{ keymap.caps(Action::Choose, &props.schema) }
                    </span>
                } else {
                    <span>{ def.guideline.clone() }</span>
                }
            </button>
        }
    });
    // Pressing the mouse on it must not end the selection it is for.
    let keep = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div class="popup" ref={node} role="group" aria-label="Label the selection" onmousedown={keep}>
            <p class="popup-words">{ "“" }<bdi>{ shortened(&props.words) }</bdi>{ "”" }</p>
            { for options }
            <div class="popup-more">
                <button onclick={props.desk.on(Command::Bulk(BulkCommand::Every))}>
                    { keymap.caps(Action::Every, &props.schema) }{ " every mention" }
                </button>
                <button onclick={props.desk.on(Command::Hand(HandCommand::Choose))}>
                    { keymap.caps(Action::Choose, &props.schema) }{ " by name" }
                </button>
                <button
                    title="Correct the words of the paragraph"
                    onclick={props.desk.on(Command::Retype(RetypeCommand::Open))}
                >
                    { keymap.caps(Action::Retype, &props.schema) }{ " correct" }
                </button>
            </div>
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

#[cfg(test)]
mod tests;
