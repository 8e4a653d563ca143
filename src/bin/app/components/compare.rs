//! The screen where the documents stand beside what others made of them: what they do not agree on, settled by key.
//!
//! Of many conflicts those around the one in hand are drawn. Nothing is put into the project before it is taken in.

mod agreement;
mod conflicts;
mod confusion;
mod files;
mod reading;

use std::rc::Rc;

use tagline::annotation::{Label, Schema};
use tagline::workspace::{Command, CompareCommand, Comparison, figures};
use yew::prelude::*;

use self::agreement::Agreement;
use self::conflicts::Conflicts;
use self::files::{Choose, Files};
use super::labels::written;
use super::same::Same;
use crate::browser::page;
use crate::desk::Desk;

/// Properties of [`CompareScreen`].
#[derive(Properties, PartialEq)]
pub struct CompareProps {
    pub comparison: Option<Same<Comparison>>,
    pub schema: Same<Schema>,
    /// How many documents the project has.
    pub documents: usize,
    pub desk: Desk,
}

/// The documents beside what others made of them.
#[component]
pub fn CompareScreen(props: &CompareProps) -> Html {
    let CompareProps { comparison, schema, documents, desk } = props;
    let at = match comparison {
        Some(comparison) if comparison.shows_agreement() => Tab::Agreement,
        _ => Tab::Conflicts,
    };
    let tab = |this: Tab, id: &'static str, name: &'static str| {
        let chosen = at == this;
        let other = match this {
            Tab::Conflicts => (Tab::Agreement, "#compare-agreement"),
            Tab::Agreement => (Tab::Conflicts, "#compare-conflicts"),
        };
        let show = |tab| Command::Compare(CompareCommand::ShowAgreement(tab == Tab::Agreement));
        let onclick = desk.on(show(this));
        // There are two: each arrow goes to the other one.
        let onkeydown = {
            let desk = desk.clone();
            Callback::from(move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
                    event.prevent_default();
                    desk.send(show(other.0));
                    page::focus_first(other.1);
                }
            })
        };
        html! {
            <button
                {id} role="tab" class="side-tab" aria-selected={chosen.to_string()} aria-controls="compare-panel"
                tabindex={if chosen { "0" } else { "-1" }} {onclick} {onkeydown}
            >{ name }</button>
        }
    };
    let Some(comparison) = comparison else {
        return html! {
            <main data-view="compare" class="compare">
                <Choose none={*documents == 0} desk={desk.clone()} />
            </main>
        };
    };
    html! {
        <main data-view="compare" class="compare">
            <header class="compare-head">
                <div>
                    <h1>{ "Compare" }</h1>
                    <p class="mute">{ told(&comparison.0) }</p>
                </div>
                <Files comparison={comparison.clone()} desk={desk.clone()} />
            </header>
            <div class="side-tabs compare-tabs" role="tablist" aria-label="Compare">
                { tab(Tab::Conflicts, "compare-conflicts", "Conflicts") }
                { tab(Tab::Agreement, "compare-agreement", "Agreement") }
            </div>
            <div
                id="compare-panel" role="tabpanel"
                aria-labelledby={if at == Tab::Conflicts { "compare-conflicts" } else { "compare-agreement" }}
            >
                if at == Tab::Conflicts {
                    <Conflicts comparison={comparison.clone()} schema={schema.clone()} desk={desk.clone()} />
                } else {
                    <Agreement comparison={comparison.clone()} desk={desk.clone()} />
                }
            </div>
        </main>
    }
}

/// A label's name as it is written everywhere.
fn written_name(name: &str) -> String {
    Label::new(name).map_or_else(|| name.to_owned(), |label| written(&label))
}

#[derive(Clone, Copy, PartialEq)]
enum Tab {
    Conflicts,
    Agreement,
}

/// What is compared, in a line.
fn told(comparison: &Rc<Comparison>) -> String {
    let many = |count: usize, one: &str| tagline::workspace::counted(count, one);
    let left = comparison.left();
    let mut told = format!("{} compared", many(comparison.documents(), "document"));
    if left.differing > 0 {
        told += &format!(" · {} with another text", figures(left.differing));
    }
    if !left.waiting.is_empty() {
        told += &format!(" · {} more once done, as blind mode is on", figures(left.waiting.len()));
    }
    let only = left.theirs.len() - left.differing;
    if only > 0 {
        told += &format!(" · {} only in the files", figures(only));
    }
    told
}

#[cfg(test)]
mod tests;
