//! What stands beside the text, behind tabs: what it names, and its marks as a list.

use std::rc::Rc;

use tagline::annotation::{Entity, Schema};
use tagline::workspace::{Counts, OpenDocument, Show};
use yew::prelude::*;

use super::entities::Entities;
use super::icon::{Icon, icon};
use super::marks::Marks;
use super::same::Same;
use crate::browser::page;
use crate::desk::Desk;

/// Properties of [`Side`].
#[derive(Properties, PartialEq)]
pub struct SideProps {
    pub open: Same<OpenDocument>,
    pub schema: Same<Schema>,
    pub entities: Same<Vec<Rc<Entity>>>,
    pub show: Show,
    pub counts: Counts,
    /// How many names were learned.
    pub taught: usize,
    /// Shows what was learned.
    pub learned: Callback<()>,
    /// Draws it out over the text, or puts it away.
    #[prop_or_default]
    pub draw_out: Callback<bool>,
    pub desk: Desk,
}

#[derive(Clone, Copy, PartialEq)]
enum Tab {
    Entities,
    Marks,
}

/// The panel beside the text.
#[component]
pub fn Side(props: &SideProps) -> Html {
    let tab = use_state_eq(|| Tab::Entities);
    let count = props.counts.shown(props.show);
    let button = |this: Tab, id: &'static str, name: String| {
        let chosen = *tab == this;
        let other = if this == Tab::Entities {
            (Tab::Marks, "#side-marks")
        } else {
            (Tab::Entities, "#side-entities")
        };
        let onclick = {
            let tab = tab.clone();
            Callback::from(move |_: MouseEvent| tab.set(this))
        };
        // There are two: each arrow goes to the other one.
        let onkeydown = {
            let tab = tab.clone();
            Callback::from(move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
                    event.prevent_default();
                    tab.set(other.0);
                    page::focus_first(other.1);
                }
            })
        };
        html! {
            <button
                {id} role="tab" class="side-tab" aria-selected={chosen.to_string()} aria-controls="side-panel"
                tabindex={if chosen { "0" } else { "-1" }} {onclick} {onkeydown}
            >{ name }</button>
        }
    };
    let put_away = props.draw_out.reform(|_: MouseEvent| {
        page::focus_first(".labels-side");
        false
    });
    html! {
        <aside class="side" id="side" aria-label="Beside the text">
            <div class="side-head">
                <div class="side-tabs" role="tablist" aria-label="Beside the text">
                    { button(Tab::Entities, "side-entities", "Entities".to_owned()) }
                    { button(Tab::Marks, "side-marks", format!("Marks {count}")) }
                </div>
                <button class="side-close button bare square" aria-label="Put away" title="Put away" onclick={put_away}>
                    { icon(Icon::Close) }
                </button>
            </div>
            <div
                id="side-panel" role="tabpanel"
                aria-labelledby={if *tab == Tab::Marks { "side-marks" } else { "side-entities" }}
            >
                if *tab == Tab::Marks {
                    <Marks
                        open={props.open.clone()}
                        schema={props.schema.clone()}
                        show={props.show}
                        desk={props.desk.clone()}
                    />
                } else {
                    <Entities
                        open={props.open.clone()}
                        schema={props.schema.clone()}
                        entities={props.entities.clone()}
                        taught={props.taught}
                        learned={props.learned.clone()}
                        desk={props.desk.clone()}
                    />
                }
            </div>
        </aside>
    }
}

#[cfg(test)]
mod tests;
