//! The bar of labels with their keys, and which marks are shown.

use tagline::annotation::{Label, LabelDef, Schema};
use tagline::workspace::{Command, Counts, HandCommand, Show};
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::keys::{silent_cap, use_keymap};
use super::same::Same;
use crate::desk::Desk;

/// A label's name as the interface writes it: `Court`.
pub fn written(label: &Label) -> String {
    let mut letters = label.name().chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect()
    })
}

/// Properties of [`Labels`].
#[derive(Properties, PartialEq)]
pub struct LabelsProps {
    pub schema: Same<Schema>,
    pub armed: Option<Label>,
    pub show: Show,
    pub counts: Counts,
    /// Shows the labels to be changed.
    pub edit: Callback<()>,
    /// Whether what the pointer selects counts to the character.
    #[prop_or_default]
    pub exact: bool,
    /// Whether what stands beside the text is drawn out over it, where it has no room of its own.
    #[prop_or_default]
    pub drawn_out: bool,
    /// Draws it out, or puts it away.
    #[prop_or_default]
    pub draw_out: Callback<bool>,
    pub desk: Desk,
}

/// The bar of labels.
#[component]
pub fn Labels(props: &LabelsProps) -> Html {
    let show = props.show;
    let filter = |name: &'static str, count: usize, on: bool, toggled: Show| {
        html! {
            <button aria-pressed={on.to_string()} onclick={props.desk.on(Command::Filter(toggled))}>
                { format!("{name} {count}") }
            </button>
        }
    };
    html! {
        <div class="labels">
            <Row schema={props.schema.clone()} armed={props.armed.clone()} desk={props.desk.clone()} />
            <button class="button bare square labels-edit" aria-label="Edit labels" title="Edit labels" onclick={props.edit.reform(|_| ())}>
                { icon(Icon::Edit) }
            </button>
            if let Some(label) = &props.armed {
                <button
                    class="labels-armed"
                    data-label={label.name().to_owned()}
                    aria-label={format!("Stop labelling each selection {}", written(label))}
                    title={label.name().to_owned()}
                    onclick={props.desk.on(Command::Arm(label.clone()))}
                >
                    { "Each selection becomes " }<b><bdi>{ written(label) }</bdi></b>
                    { icon(Icon::Close) }
                </button>
            }
            <span class="push" />
            <div class="labels-filter wide-only" role="group" aria-label="Select">
                <button
                    aria-pressed={props.exact.to_string()}
                    title="What the pointer selects counts to the character, not by whole words. Shift does so once."
                    onclick={props.desk.on(Command::Hand(HandCommand::Exact(!props.exact)))}
                >
                    { "Exact" }
                </button>
            </div>
            <div class="labels-filter" role="group" aria-label="Show">
                { filter("Ink", props.counts.ink, show.ink, Show { ink: !show.ink, ..show }) }
                { filter("Pencil", props.counts.pencil, show.pencil, Show { pencil: !show.pencil, ..show }) }
                { filter("Rejected", props.counts.rejected, show.rejected, Show { rejected: !show.rejected, ..show }) }
            </div>
            <button
                class="button labels-side" aria-expanded={props.drawn_out.to_string()} aria-controls="side"
                aria-label="Entities and marks" title="What the text names, and its marks as a list"
                onclick={props.draw_out.reform({ let out = !props.drawn_out; move |_: MouseEvent| out })}
            >
                { icon(Icon::List) }<span class="wide-only">{ "Entities" }</span>
            </button>
        </div>
    }
}

/// Properties of [`Row`].
#[derive(Properties, PartialEq)]
struct RowProps {
    schema: Same<Schema>,
    armed: Option<Label>,
    desk: Desk,
}

/// The labels themselves, apart from the counts, which change with each key.
#[component]
fn Row(props: &RowProps) -> Html {
    let keymap = use_keymap();
    let label = |def: &LabelDef| {
        let key = keymap.of_label(def);
        html! {
            <button
                class="labels-label"
                data-label={def.label.name().to_owned()}
                aria-pressed={(props.armed.as_ref() == Some(&def.label)).to_string()}
                aria-label={written(&def.label)}
                aria-keyshortcuts={key.map(|key| key.to_string())}
                onclick={props.desk.on(Command::Label(def.label.clone()))}
            >
                if let Some(key) = key { { silent_cap(key) } }
                <b><bdi>{ written(&def.label) }</bdi></b>
            </button>
        }
    };
    html! {
        <div class="labels-row" role="toolbar" aria-label="Labels">{ for props.schema.labels().iter().map(label) }</div>
    }
}

#[cfg(test)]
mod tests;
