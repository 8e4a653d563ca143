//! The keys: their map in a window, and a key's cap.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::keys::MAP;

/// A key's cap.
pub fn cap(key: &str) -> Html {
    html! { <kbd>{ key.to_owned() }</kbd> }
}

/// A key's cap on a button that says its key by `aria-keyshortcuts`: seen, not read out with the name.
pub fn silent_cap(key: char) -> Html {
    html! { <kbd aria-hidden="true">{ key.to_string() }</kbd> }
}

/// Opens a `<dialog>` over the page as soon as it is there.
#[hook]
pub fn use_modal() -> NodeRef {
    let dialog = use_node_ref();
    let opened = dialog.clone();
    use_effect_with((), move |()| {
        if let Some(dialog) = opened.cast::<HtmlDialogElement>() {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        }
    });
    dialog
}

/// Properties of [`KeysWindow`].
#[derive(Properties, PartialEq)]
pub struct KeysProps {
    pub close: Callback<()>,
}

/// The map of the keys.
#[component]
pub fn KeysWindow(props: &KeysProps) -> Html {
    let dialog = use_modal();
    let close = props.close.clone();
    html! {
        <dialog class="keys window" ref={dialog} aria-labelledby="keys-title" onclose={close.reform(|_| ())}>
            <header>
                <h2 id="keys-title">{ "Keys" }</h2>
                <span class="push" />
                <button class="button bare square" aria-label="Close" onclick={close.reform(|_| ())}>{ icon(Icon::Close) }</button>
            </header>
            <div class="keys-groups">
                { for MAP.iter().map(|(title, rows)| html! {
                    <section>
                        <h3>{ *title }</h3>
                        <dl>
                            { for rows.iter().map(|(keys, words)| html! {
                                <div><dt>{ for keys.iter().map(|key| cap(key)) }</dt><dd>{ *words }</dd></div>
                            }) }
                        </dl>
                    </section>
                }) }
            </div>
        </dialog>
    }
}

#[cfg(test)]
mod tests;
