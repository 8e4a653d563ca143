//! A button with a small panel that opens below it.

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::browser::{outside, page};
use crate::components::icon::{Icon, icon};

/// Properties of [`Pop`].
#[derive(Properties, PartialEq)]
pub struct PopProps {
    /// What the button says.
    pub words: AttrValue,
    /// What the button and the panel are called, where the words alone don't tell.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// `pill`, or whatever the button is.
    pub class: AttrValue,
    /// Whether it holds something that [`PopProps::clear`] takes away.
    #[prop_or_default]
    pub set: bool,
    /// Takes away what it holds.
    #[prop_or_default]
    pub clear: Callback<()>,
    /// Whether an icon stands for the words.
    #[prop_or_default]
    pub sign: Option<Icon>,
    /// What the panel shows; it is given what closes the panel.
    pub panel: Callback<Callback<()>, Html>,
}

/// A button with a panel.
#[component]
pub fn Pop(props: &PopProps) -> Html {
    let open = use_state_eq(|| false);
    let (whole, button, panel) = (use_node_ref(), use_node_ref(), use_node_ref());
    {
        let (whole, panel, set) = (whole.clone(), panel.clone(), open.setter());
        use_effect_with(*open, move |open| {
            let watch = whole.cast::<Element>().filter(|_| *open).map(|whole| {
                let first = panel.cast::<Element>().and_then(|panel| {
                    outside::keep_inside(&panel);
                    page::first_in(&panel, "[data-first]")
                        .or_else(|| page::first_in(&panel, "input, button, select"))
                });
                if let Some(first) = first {
                    page::focus_still(&first);
                }
                outside::watch(whole, Callback::from(move |()| set.set(false)))
            });
            move || drop(watch)
        });
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let close = {
        let (open, button) = (open.setter(), button.clone());
        Callback::from(move |()| {
            open.set(false);
            if let Some(button) = button.cast::<HtmlElement>() {
                page::focus_still(&button);
            }
        })
    };
    let onkeydown = {
        let (close, is_open) = (close.clone(), *open);
        Callback::from(move |event: KeyboardEvent| {
            if is_open {
                // The list's keys act on nothing that a panel lies over.
                event.stop_propagation();
                if event.key() == "Escape" {
                    event.prevent_default();
                    close.emit(());
                }
            }
        })
    };
    let name = props.name.clone().unwrap_or_else(|| props.words.clone());
    html! {
        <span class="queue-pop" data-set={props.set.to_string()} data-open={open.to_string()} ref={whole} {onkeydown}>
            <button
                ref={button} class={props.class.clone()} aria-expanded={open.to_string()}
                aria-label={props.name.clone()} title={props.sign.map(|_| name.clone())} onclick={toggle}
            >
                if let Some(sign) = props.sign { { icon(sign) } } else { { props.words.clone() } }
            </button>
            if props.set {
                <button
                    class="queue-clear" aria-label={format!("Clear {}", props.words)}
                    onclick={props.clear.reform(|_| ())}
                >{ icon(Icon::Close) }</button>
            }
            if *open {
                <div class="queue-panel" role="dialog" aria-label={name} tabindex="-1" ref={panel}>
                    { props.panel.emit(close) }
                </div>
            }
        </span>
    }
}
