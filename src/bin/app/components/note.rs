//! Why: what speaks for the focused annotation, and the keys that decide on it.

use tagline::annotation::{Annotation, Origin, Status};
use tagline::tagging::learned::{PART, is_carried};
use tagline::workspace::Command;
use yew::prelude::*;

use super::keys::cap;
use super::same::Same;
use crate::desk::Desk;

/// One sentence on where an annotation comes from.
pub fn sentence(annotation: &Annotation) -> String {
    let by = match &annotation.origin {
        Origin::Annotator(name) => format!("Marked by {name}."),
        Origin::Tagger { name, .. } if &**name == PART => "Suggested by what you decided.".to_owned(),
        Origin::Tagger { name, version } => format!("Found by the tagger’s {name}, {version}."),
    };
    match (annotation.status, annotation.decisions.last()) {
        (Status::Accepted | Status::Rejected, Some(last)) => {
            let decided = if annotation.status == Status::Accepted { "Accepted" } else { "Rejected" };
            let with = if is_carried(annotation) { " with the same words" } else { "" };
            format!("{by} {decided} by {}{with}.", last.who)
        }
        _ => by,
    }
}

/// Properties of [`Why`].
#[derive(Properties, PartialEq)]
pub struct WhyProps {
    pub annotation: Same<Annotation>,
    pub desk: Desk,
}

/// The note beside the focused annotation.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let annotation = &props.annotation;
    let status = annotation.status;
    html! {
        <aside class="note" aria-label="Why">
            <h2 class="eyebrow">{ "Why " }{ chip(annotation) }</h2>
            <p>{ sentence(annotation) }</p>
            <ul>{ rows(annotation) }</ul>
            <div class="note-row">
                if status != Status::Accepted {
                    <button class="button" onclick={props.desk.on(Command::Accept)}>{ cap("a") }{ "Accept" }</button>
                }
                if status != Status::Rejected {
                    <button class="button" onclick={props.desk.on(Command::Reject)}>{ cap("x") }{ "Reject" }</button>
                }
            </div>
        </aside>
    }
}

/// The annotation's label as a small mark.
pub fn chip(annotation: &Annotation) -> Html {
    let suffix = if annotation.status == Status::Suggested { "?" } else { "" };
    html! {
        <span
            class="chip"
            data-label={annotation.label.name().to_owned()}
            data-status={annotation.status.name()}
            title={annotation.label.name().to_owned()}
        >
            <bdi>{ annotation.label.name().to_owned() }</bdi>{ suffix }
        </span>
    }
}

/// The evidence, the score, the value and the entity, a row each.
pub fn rows(annotation: &Annotation) -> Html {
    let row = |name: &str, value: &str| html! { <li><span>{ name.to_owned() }</span><span>{ value.to_owned() }</span></li> };
    html! {
        <>
            { for annotation.evidence.iter().map(|evidence| row(&evidence.rule, &evidence.detail)) }
            // The model's own row says the score already.
            if let Some(score) = annotation.score.filter(|_| annotation.evidence.iter().all(|evidence| &*evidence.rule != "model")) {
                { row("score", &format!("{score:.2}")) }
            }
            if let Some(value) = &annotation.value { { row("reads as", value) } }
            if let Some(entity) = &annotation.entity { { row("names", &entity.0) } }
        </>
    }
}
