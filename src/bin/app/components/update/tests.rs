//! A later version is offered, taken on a click, or put off.

use std::cell::Cell;
use std::rc::Rc;

use tagline::workspace::Workspace;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::{Update, offer};
use crate::testing::{mount, settled, words};

#[wasm_bindgen_test]
async fn a_later_version_is_offered() {
    let asked = Rc::new(Cell::new((0, 0)));
    let (first, second) = (asked.clone(), asked.clone());
    let take = Callback::from(move |_| first.set((first.get().0 + 1, first.get().1)));
    let later = Callback::from(move |_| second.set((second.get().0, second.get().1 + 1)));
    let page = mount(Workspace::default(), move |_, _| offer(true, take.clone(), later.clone())).await;
    assert!(words(&page.one(".update[aria-live]")).contains("A new version is here."));
    page.control("button", "Reload").click();
    page.control("button", "Later").click();
    assert_eq!(asked.get(), (1, 1));
}

#[wasm_bindgen_test]
async fn nothing_is_offered_where_nothing_is_kept() {
    let page = mount(Workspace::default(), |_, _| html! { <Update /> }).await;
    settled().await;
    assert!(!page.has("button"));
    assert!(page.has(".update[aria-live][hidden]"));
}
