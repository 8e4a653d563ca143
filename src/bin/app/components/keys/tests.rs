//! The window of the keys: modal, complete, closed by Escape or its button, and the place where keys are changed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tagline::workspace::{Action, Keymap, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::{FIXED, Keys, KeysWindow, Same};
use crate::testing::{Key, Mounted, mount, name, until, words};

/// Holds the keys as the app does.
#[derive(Properties)]
struct HolderProps {
    workspace: Workspace,
    seen: Rc<RefCell<Keymap>>,
    close: Callback<()>,
}

impl PartialEq for HolderProps {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[component]
fn Holder(props: &HolderProps) -> Html {
    let keymap = use_state(|| Rc::new(Keymap::default()));
    props.seen.replace((**keymap).clone());
    let set_keymap = {
        let keymap = keymap.clone();
        Callback::from(move |new| keymap.set(Rc::new(new)))
    };
    html! {
        <ContextProvider<Keys> context={Keys(Rc::clone(&keymap))}>
            <KeysWindow schema={Same(props.workspace.schema().clone())} {set_keymap} close={props.close.clone()} />
        </ContextProvider<Keys>>
    }
}

async fn window(close: Callback<()>) -> (Mounted<impl BaseComponent + use<>>, Rc<RefCell<Keymap>>) {
    let seen = Rc::<RefCell<Keymap>>::default();
    let held = seen.clone();
    let page = mount(Workspace::default(), move |workspace, _| {
        html! { <Holder workspace={workspace.clone()} seen={held.clone()} close={close.clone()} /> }
    })
    .await;
    let dialog: HtmlDialogElement = page.control("dialog", "Keys").dyn_into().unwrap();
    until("it is open", || dialog.open()).await;
    (page, seen)
}

#[wasm_bindgen_test]
async fn the_map_is_shown_in_a_window() {
    let closed = Rc::new(Cell::new(0));
    let count = closed.clone();
    let (page, _) = window(Callback::from(move |()| count.set(count.get() + 1))).await;
    let dialog: HtmlDialogElement = page.control("dialog", "Keys").dyn_into().unwrap();
    assert!(dialog.matches(":modal").unwrap());
    assert_eq!(page.all("section").len(), tagline::workspace::GROUPS.len());
    assert_eq!(page.all("dd").len(), Action::all().count() + FIXED.len());
    let cap = page.one("[data-action=accept] kbd").get_attribute("data-cap");
    assert_eq!((cap.as_deref(), &*words(&page.one("[data-action=accept] dt"))), (Some("a"), "+"));
    page.control("button", "Close").click();
    assert_eq!(closed.get(), 1);
    // What Escape does.
    dialog.close();
    until("the page hears of it", || closed.get() == 2).await;
}

#[wasm_bindgen_test]
async fn a_key_is_changed_where_it_clashes_with_none() {
    let (page, keymap) = window(Callback::noop()).await;
    let keys = || keymap.borrow().keys(Action::Accept).iter().map(ToString::to_string).collect::<Vec<_>>();
    let told = || words(&page.one(".keys-told"));
    let press = |key: &'static str, held: &'static str| {
        assert!(Key { key, held }.press(&page.one(".keys-asking")), "{key}");
    };
    page.control("button", "Change a for: accept, then the next").click();
    until("it asks", || page.has(".keys-asking:focus")).await;
    for (key, held, expected) in [
        ("x", "", "x has that already: reject, then the next. Press another key"),
        ("3", "", "3 gives the label LAW. Press another key"),
        ("w", "ctrl", "Ctrl+W is the browser’s own. Press another key"),
    ] {
        press(key, held);
        until(expected, || told() == expected).await;
        assert_eq!(keys(), ["a"]);
    }
    press("Shift", "shift");
    press("y", "");
    until("it is changed", || keys() == ["y"]).await;
    until("the row keeps the keyboard's focus", || page.has("[data-action=accept] button:focus")).await;
    assert_eq!(told(), "y is now: accept, then the next");
    page.control("button", "One more key for: accept, then the next").click();
    until("it asks", || page.has(".keys-asking:focus")).await;
    press("Escape", "");
    until("nothing is changed", || !page.has(".keys-asking")).await;
    until("the row keeps the keyboard's focus", || page.has("[data-action=accept] button:focus")).await;
    assert!(page.has("dialog[open]"));
    page.control("button", "One more key for: accept, then the next").click();
    until("it asks", || page.has(".keys-asking:focus")).await;
    press("j", "ctrl shift");
    until("there is one more", || keys() == ["y", "Ctrl+Shift+j"]).await;
    page.control("button", "Change y for: accept, then the next").click();
    until("it asks", || page.has(".keys-asking")).await;
    page.control("button", "Take off").click();
    until("it is off", || keys() == ["Ctrl+Shift+j"]).await;
    page.control("button", "Reset all keys").click();
    until("as at first", || *keymap.borrow() == Keymap::default()).await;
    until("there is nothing to reset", || page.control("button", "Reset all keys").has_attribute("disabled"))
        .await;
}

#[wasm_bindgen_test]
async fn single_keys_can_be_switched_off() {
    let (page, keymap) = window(Callback::noop()).await;
    let switch = page.one("[role=switch]");
    assert!(name(&switch).starts_with("Single keys"));
    switch.click();
    until("they are off", || !keymap.borrow().single_keys).await;
    until("the map says so", || page.has("[data-action=accept] .keys-none")).await;
    assert!(!page.has("[data-action=delete] .keys-none"));
    switch.click();
    until("they are on", || keymap.borrow().single_keys).await;
}
