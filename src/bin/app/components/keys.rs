//! The keys: a key's cap, and the window that shows the map and changes it.

use std::ops::Deref;
use std::rc::Rc;

use tagline::annotation::{LabelDef, Schema};
use tagline::workspace::{Action, Chord, FIXED, GROUPS, Keymap};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::same::Same;
use crate::browser::page;
use crate::keys::chord;

/// A key's cap.
pub fn cap(key: &str) -> Html {
    html! { <kbd>{ key.to_owned() }</kbd> }
}

/// A key's cap that is drawn, not written: it is no part of the name of what it stands in.
pub fn quiet_cap(key: &str) -> Html {
    html! { <kbd aria-hidden="true" data-cap={key.to_owned()} /> }
}

/// A key's cap on a button that says its key by `aria-keyshortcuts`: seen, not read out with the name.
pub fn silent_cap(key: char) -> Html {
    quiet_cap(&key.to_string())
}

/// The caps of a key with what is held.
pub fn caps(chord: &Chord) -> Html {
    chord.caps(page::is_mac()).iter().map(|key| cap(key)).collect()
}

/// The same, drawn only.
fn quiet_caps(chord: &Chord) -> Html {
    chord.caps(page::is_mac()).iter().map(|key| quiet_cap(key)).collect()
}

/// The name of a key that is held, as it stands on this system's keyboard.
pub fn held(name: &str) -> &str {
    match name {
        "Ctrl" if page::is_mac() => "⌘",
        "Alt" if page::is_mac() => "⌥",
        "Shift" if page::is_mac() => "⇧",
        name => name,
    }
}

/// The keys as they are set, for all that shows one.
#[derive(Clone, Debug, PartialEq)]
pub struct Keys(pub Rc<Keymap>);

impl Deref for Keys {
    type Target = Keymap;

    fn deref(&self) -> &Keymap {
        &self.0
    }
}

impl Keys {
    /// The caps of the first key of `action` that can be used.
    pub fn caps(&self, action: Action, schema: &Schema) -> Html {
        self.usable(action, schema).next().map_or_else(Html::default, caps)
    }

    /// The key that gives a label, where single keys act.
    pub fn of_label(&self, def: &LabelDef) -> Option<char> {
        def.key.filter(|_| self.single_keys)
    }

    /// `words` with the first key of `action` behind them, for a title.
    pub fn title(&self, words: &str, action: Action) -> String {
        let nothing = Schema::new(Vec::new()).unwrap_or_default();
        match self.usable(action, &nothing).next() {
            Some(chord) => format!("{words} ({})", chord.told(page::is_mac())),
            None => words.to_owned(),
        }
    }
}

/// The keys as they are set.
#[hook]
pub fn use_keymap() -> Keys {
    use_context::<Keys>().unwrap_or_else(|| Keys(Rc::default()))
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
    pub schema: Same<Schema>,
    pub set_keymap: Callback<Keymap>,
    pub close: Callback<()>,
    /// Shows the window about the app instead.
    #[prop_or_default]
    pub about: Callback<()>,
}

/// The key that is being changed, of which action; `None` for one more.
type Asking = Option<(Action, Option<Chord>)>;

/// The map of the keys, which changes them too.
#[component]
pub fn KeysWindow(props: &KeysProps) -> Html {
    let dialog = use_modal();
    let keymap = use_keymap();
    let asking = use_state_eq(|| Asking::None);
    let told = use_state_eq(String::new);
    let set = {
        let (set_keymap, asking, told) = (props.set_keymap.clone(), asking.clone(), told.clone());
        move |new: Keymap, words: String| {
            asking.set(None);
            told.set(words);
            set_keymap.emit(new);
        }
    };
    let onkeydown = {
        let (keymap, schema, asking, told, set) =
            (keymap.clone(), props.schema.clone(), asking.clone(), told.clone(), set.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some((action, old)) = (*asking).clone() else { return };
            event.prevent_default();
            event.stop_propagation();
            let Some(chord) = chord(&event).filter(|_| !event.repeat()) else { return };
            if chord.key() == "Escape" {
                asking.set(None);
                told.set("Nothing was changed".to_owned());
                return;
            }
            let key = chord.told(page::is_mac());
            match keymap.bind(action, old.as_ref(), chord, &schema) {
                Ok(new) => set(new, format!("{key} is now: {}", action.words())),
                Err(clash) => told.set(format!("{key} {clash}. Press another key")),
            }
        })
    };
    // Escape leaves the key as it was, and the window open.
    let oncancel = {
        let asking = asking.clone();
        Callback::from(move |event: Event| {
            if asking.is_some() {
                event.prevent_default();
                asking.set(None);
            }
        })
    };
    let row = |action: Action, words: &'static str| {
        html! {
            <KeysRow
                key={action.id()}
                {action}
                {words}
                keymap={keymap.clone()}
                schema={props.schema.clone()}
                asking={(*asking).clone().filter(|(asked, _)| *asked == action)}
                ask={let (asking, told) = (asking.clone(), told.clone()); move |asked: Asking| {
                    told.set(String::new());
                    asking.set(asked);
                }}
                take_off={let (keymap, set) = (keymap.clone(), set.clone()); move |(action, chord): (Action, Chord)| {
                    set(keymap.without(action, &chord), format!("{} does nothing now", chord.told(page::is_mac())));
                }}
            />
        }
    };
    let single = keymap.single_keys;
    let switch = {
        let (keymap, set) = (keymap.clone(), set.clone());
        Callback::from(move |_: MouseEvent| {
            let words = if single { "Single keys are off" } else { "Single keys are on" };
            set((*keymap).clone().with_single_keys(!single), words.to_owned());
        })
    };
    let reset = {
        let set = set.clone();
        Callback::from(move |_: MouseEvent| {
            set(Keymap::default().with_single_keys(single), "All keys are as they were at first".to_owned());
        })
    };
    let close = props.close.clone();
    html! {
        <dialog
            class="keys window" ref={dialog} aria-labelledby="keys-title"
            onclose={close.reform(|_| ())} {onkeydown} {oncancel}
        >
            <header>
                <h2 id="keys-title">{ "Keys" }</h2>
                <span class="push" />
                <button class="button bare" onclick={props.about.reform(|_| ())}>{ "About Tagline" }</button>
                <button class="button bare square" aria-label="Close" onclick={close.reform(|_| ())}>{ icon(Icon::Close) }</button>
            </header>
            <div class="keys-groups">
                { for GROUPS.iter().map(|group| html! {
                    <section key={*group}>
                        <h3>{ *group }</h3>
                        <dl>
                            { for Action::all().filter(|row| row.group == *group).map(|known| row(known.action, known.words)) }
                            { for FIXED.iter().filter(|fixed| fixed.group == *group).map(|fixed| html! {
                                <div key={fixed.words}>
                                    <dt>{ for fixed.caps.iter().map(|key| cap(held(key))) }</dt>
                                    <dd>{ fixed.words }</dd>
                                </div>
                            }) }
                        </dl>
                    </section>
                }) }
            </div>
            <footer>
                <button class="keys-switch" role="switch" aria-checked={single.to_string()} onclick={switch}>
                    <span>
                        <b>{ "Single keys" }</b>
                        { " Letters, digits and signs act when typed alone. Off for dictation and unsteady hands: Enter, the \
                           arrows, Delete and keys with Ctrl or Alt still act." }
                    </span>
                    <i>{ if single { "On" } else { "Off" } }</i>
                </button>
                <p class="keys-told" role="status">{ (*told).clone() }</p>
                <button class="button" disabled={keymap.changed().next().is_none()} onclick={reset}>{ "Reset all keys" }</button>
            </footer>
        </dialog>
    }
}

/// Properties of [`KeysRow`].
#[derive(Properties, PartialEq)]
struct RowProps {
    action: Action,
    words: &'static str,
    keymap: Keys,
    schema: Same<Schema>,
    /// What is asked for, if it is one of this action's.
    asking: Asking,
    ask: Callback<Asking>,
    take_off: Callback<(Action, Chord)>,
}

/// The keys of an action, each a button that changes it.
#[component]
fn KeysRow(props: &RowProps) -> Html {
    let (action, words) = (props.action, props.words);
    let ask = |asked: Asking| props.ask.reform(move |_: MouseEvent| asked.clone());
    let node = use_node_ref();
    let row = use_node_ref();
    let asked = use_mut_ref(|| false);
    {
        let (node, row) = (node.clone(), row.clone());
        use_effect_with(props.asking.is_some(), move |asking| {
            // The key that is pressed next has to come to the window, and so have those after it.
            let was_asked = asked.replace(*asking);
            let button = if *asking {
                node.cast::<web_sys::HtmlElement>()
            } else {
                row.cast::<web_sys::Element>()
                    .filter(|_| was_asked)
                    .and_then(|row| page::first_in(&row, "button"))
            };
            if let Some(button) = button {
                page::focus(&button);
            }
        });
    }
    let keys = props.keymap.keys(action);
    let usable: Vec<&Chord> = props.keymap.usable(action, &props.schema).collect();
    let key = |chord: &Chord| {
        let on = usable.contains(&chord);
        let label =
            props.schema.labels().iter().find(|def| def.key.is_some() && def.key == chord.character());
        let title = match label {
            Some(def) => Some(format!("It gives the label {}", def.label)),
            None => (!on).then(|| "Single keys are off".to_owned()),
        };
        html! {
            <button
                key={chord.to_string()}
                class="keys-key"
                data-on={on.to_string()}
                aria-label={format!("Change {} for: {words}", chord.told(page::is_mac()))}
                {title}
                onclick={ask(Some((action, Some(chord.clone()))))}
            >{ quiet_caps(chord) }</button>
        }
    };
    html! {
        <div data-action={action.id()} ref={row}>
            <dt>
                if let Some((_, old)) = &props.asking {
                    <button class="keys-asking" ref={node} onclick={ask(None)}>{ "Press a key" }</button>
                    if let Some(old) = old {
                        <button class="button bare" onclick={{
                            let old = old.clone();
                            props.take_off.reform(move |_: MouseEvent| (action, old.clone()))
                        }}>{ "Take off" }</button>
                    }
                } else {
                    if usable.is_empty() { <span class="keys-none">{ "not set" }</span> }
                    { for keys.iter().map(key) }
                    <button
                        class="keys-more" aria-label={format!("One more key for: {words}")} title="One more key"
                        onclick={ask(Some((action, None)))}
                    >{ "+" }</button>
                }
            </dt>
            <dd>{ words }</dd>
        </div>
    }
}

#[cfg(test)]
mod tests;
