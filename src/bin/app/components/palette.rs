//! The palette: a label is found by typing some of its name, and chosen with Enter.

use tagline::annotation::{Label, LabelDef, Schema};
use tagline::workspace::{Command, HandCommand, counted};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::beside::{Words, use_beside};
use super::keys::{cap, silent_cap, use_keymap};
use super::labels::written;
use super::popup::shortened;
use super::same::Same;
use super::tooltip::CHOSEN;
use crate::browser::page;
use crate::desk::Desk;

/// From how many letters on the guidelines are searched too.
const GUIDELINE: usize = 3;

/// Properties of [`Palette`].
#[derive(Properties, PartialEq)]
pub struct PaletteProps {
    /// The words that get the label.
    pub words: String,
    /// Where they are on the page.
    pub place: Words,
    pub schema: Same<Schema>,
    /// The label that is likely meant.
    pub likely: Option<Label>,
    pub desk: Desk,
}

/// The palette.
#[component]
pub fn Palette(props: &PaletteProps) -> Html {
    let node = use_node_ref();
    let input = use_node_ref();
    let query = use_state_eq(String::new);
    let chosen = use_state_eq(|| 0_usize);
    // Who goes through the rows is told what each covers; who types is not.
    let by_key = use_state_eq(|| false);
    use_beside(&node, props.place.clone());
    let keymap = use_keymap();
    {
        let input = input.clone();
        use_effect_with((), move |()| {
            if let Some(input) = input.cast::<HtmlElement>() {
                page::focus(&input);
            }
        });
    }
    let found: Vec<&LabelDef> = matching(&props.schema, props.likely.as_ref(), &query);
    let at = (*chosen).min(found.len().saturating_sub(1));
    {
        let node = node.clone();
        let by_key = *by_key;
        use_effect_with((at, (*query).clone()), move |_| {
            let option = node.cast::<web_sys::Element>();
            let option = option.and_then(|node| node.query_selector("[aria-selected=true]").ok().flatten());
            if let Some(option) = option {
                page::bring_into_view(&option);
                if by_key {
                    page::tell(&option, CHOSEN);
                }
            }
        });
    }
    let oninput = {
        let (query, chosen, by_key) = (query.clone(), chosen.clone(), by_key.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                query.set(input.value());
                chosen.set(0);
                by_key.set(false);
            }
        })
    };
    let onkeydown = {
        let (desk, chosen, count) = (props.desk.clone(), chosen.clone(), found.len());
        let by_key = by_key.clone();
        let choose = move |row| {
            by_key.set(true);
            chosen.set(row);
        };
        let label = found.get(at).map(|def| def.label.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            match event.key().as_str() {
                "ArrowDown" if count > 0 => choose((at + 1) % count),
                "ArrowUp" if count > 0 => choose((at + count - 1) % count),
                "Enter" if !event.repeat() => {
                    if let Some(label) = &label {
                        desk.send(Command::Relabel(label.clone()));
                    }
                }
                "Escape" | "Tab" => desk.send(Command::Hand(HandCommand::ChooseNone)),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let options = found.iter().enumerate().map(|(row, def)| {
        let likely = Some(&def.label) == props.likely.as_ref();
        html! {
            <li
                key={def.label.name().to_owned()}
                id={format!("palette-{row}")}
                class="palette-option"
                role="option"
                aria-selected={(row == at).to_string()}
                data-label={def.label.name().to_owned()}
                onclick={props.desk.on(Command::Relabel(def.label.clone()))}
            >
                if let Some(key) = keymap.of_label(def) { { silent_cap(key) } } else { <span /> }
                <b class="labels-name"><bdi>{ written(&def.label) }</bdi></b>
                <span>{ if likely { "likely".to_owned() } else { def.guideline.clone() } }</span>
            </li>
        }
    });
    // A press of the mouse must not take the focus from the field.
    let keep = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div class="palette" ref={node} onmousedown={keep}>
            <label class="palette-words" for="palette-field">{ "Label “" }<bdi>{ shortened(&props.words) }</bdi>{ "”" }</label>
            <input
                id="palette-field"
                class="search"
                ref={input}
                role="combobox"
                aria-expanded="true"
                aria-controls="palette-labels"
                aria-autocomplete="list"
                aria-activedescendant={(!found.is_empty()).then(|| format!("palette-{at}"))}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder="Type some of its name"
                value={(*query).clone()}
                {oninput}
                {onkeydown}
                onblur={props.desk.on(Command::Hand(HandCommand::ChooseNone))}
            />
            <ul id="palette-labels" class="palette-list" role="listbox" aria-label="Labels">{ for options }</ul>
            <p class={if found.is_empty() { "palette-none" } else { "unseen" }} role="status">
                { match found.len() {
                    0 => "No label is called so.".to_owned(),
                    count => counted(count, "label"),
                } }
            </p>
            <p class="palette-keys">
                <span>{ cap("↑") }{ cap("↓") }</span><span>{ cap("⏎") }{ " label" }</span><span>{ cap("Esc") }{ " back to the text" }</span>
            </p>
        </div>
    }
}

/// The labels that `query` may mean, the likeliest first: those whose key it is or whose name begins with it, then
/// those with it in the name, then those with its letters in the name's order, then those whose guideline has it.
fn matching<'a>(schema: &'a Schema, likely: Option<&Label>, query: &str) -> Vec<&'a LabelDef> {
    let query = query.trim().to_lowercase();
    let rank = |def: &LabelDef| {
        let name = def.label.name().to_lowercase();
        let key = def.key.is_some_and(|key| key.to_lowercase().eq(query.chars()));
        if key || name.starts_with(&query) {
            Some(0)
        } else if name.contains(&query) {
            Some(1)
        } else if is_among(&query, &name) {
            Some(2)
        } else if query.chars().count() >= GUIDELINE && def.guideline.to_lowercase().contains(&query) {
            Some(3)
        } else {
            None
        }
    };
    let mut found: Vec<_> = schema.labels().iter().filter_map(|def| Some((rank(def)?, def))).collect();
    found.sort_by_key(|(rank, def)| (*rank, likely != Some(&def.label)));
    found.into_iter().map(|(_, def)| def).collect()
}

/// Whether the letters of `query` stand in `name` one after the other, others between.
fn is_among(query: &str, name: &str) -> bool {
    let mut letters = name.chars();
    query.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests;
