//! The marks that lie over one another under the pointer, a button each.

use std::rc::Rc;

use tagline::annotation::{Annotation, AnnotationId};
use tagline::workspace::{Command, OpenDocument};
use yew::prelude::*;

use super::beside::{Words, use_beside};
use super::note::chip;
use super::popup::shortened;
use super::same::Same;
use crate::desk::Desk;

/// Properties of [`Stack`].
#[derive(Properties, PartialEq)]
pub struct StackProps {
    pub open: Same<OpenDocument>,
    /// The marks, the innermost first.
    pub marks: Vec<AnnotationId>,
    /// Where the words of the one in focus are on the page.
    pub place: Words,
    pub desk: Desk,
}

/// The list.
#[component]
pub fn Stack(props: &StackProps) -> Html {
    let node = use_node_ref();
    use_beside(&node, props.place.clone());
    let document = props.open.document();
    let option = |annotation: &Rc<Annotation>| {
        let focused = props.open.focus() == Some(&annotation.id);
        html! {
            <button
                key={annotation.id.0.to_string()}
                class="stack-option"
                aria-pressed={focused.to_string()}
                onclick={props.desk.on(Command::Focus(Some(annotation.id.clone())))}
            >
                { chip(annotation) }
                <span>{ shortened(document.words(annotation.span)) }</span>
                <i>{ annotation.status.name() }</i>
            </button>
        }
    };
    // A press of the mouse on it is none beside the mark.
    let keep = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div class="stack" ref={node} role="group" aria-label="Marks here" onmousedown={keep}>
            { for props.marks.iter().filter_map(|id| document.annotation(id)).map(option) }
        </div>
    }
}

#[cfg(test)]
mod tests;
