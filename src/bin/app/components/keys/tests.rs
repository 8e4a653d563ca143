//! The window of the keys: modal, complete, closed by Escape or its button.

use std::cell::Cell;
use std::rc::Rc;

use tagline::workspace::Workspace;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::{KeysWindow, MAP};
use crate::testing::{mount, until};

#[wasm_bindgen_test]
async fn the_map_is_shown_in_a_window() {
    let closed = Rc::new(Cell::new(0));
    let count = closed.clone();
    let close = Callback::from(move |()| count.set(count.get() + 1));
    let page = mount(Workspace::default(), move |_, _| html! { <KeysWindow close={close.clone()} /> }).await;
    let dialog: HtmlDialogElement = page.control("dialog", "Keys").dyn_into().unwrap();
    until("it is open", || dialog.open()).await;
    assert!(dialog.matches(":modal").unwrap());
    assert_eq!(page.all("section").len(), MAP.len());
    assert_eq!(page.all("dd").len(), MAP.iter().map(|(_, rows)| rows.len()).sum::<usize>());
    page.control("button", "Close").click();
    assert_eq!(closed.get(), 1);
    // What Escape does.
    dialog.close();
    until("the page hears of it", || closed.get() == 2).await;
}
