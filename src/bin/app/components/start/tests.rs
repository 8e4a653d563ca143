//! What the start screen promises: ways in, and the documents that are there.

use tagline::workspace::{View, Work, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::{Same, Start};
use crate::desk::Desk;
use crate::testing::{annotating, mount, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    let documents: Vec<_> = workspace.documents().iter().cloned().map(Same).collect();
    html! { <><Start {documents} desk={desk.clone()} /><input type="file" /></> }
}

#[wasm_bindgen_test]
async fn the_ways_in_are_there() {
    let page = mount(Workspace::default(), draw).await;
    assert!(page.has("main[data-view=start]"));
    for name in ["Paste", "Open file", "Try the example"] {
        page.control("button", name);
    }
    let target = page.control("section", "Paste target");
    until("the target is ready for keys", || {
        gloo::utils::document().active_element() == Some(target.clone().into())
    })
    .await;
    assert!(!page.has(".start-recent"), "there is nothing to pick up yet");
}

#[wasm_bindgen_test]
async fn the_example_is_cleaned_like_a_paste() {
    let page = mount(Workspace::default(), draw).await;
    page.control("button", "Try the example").click();
    until("it is being cleaned", || page.workspace().job().is_some()).await;
    let workspace = page.workspace();
    let Work::Clean { source, url: None } = &workspace.job().unwrap().work else { panic!("other work") };
    assert!(source.content.contains("Skip to main content"));
}

#[wasm_bindgen_test]
async fn open_file_opens_the_browsers_window() {
    let page = mount(Workspace::default(), draw).await;
    let clicked = std::rc::Rc::new(std::cell::Cell::new(0));
    let count = clicked.clone();
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    let listener = gloo::events::EventListener::new_with_options(
        &page.one("input[type=file]"),
        "click",
        options,
        move |event| {
            event.prevent_default();
            count.set(count.get() + 1);
        },
    );
    page.control("button", "Open file").click();
    assert_eq!(clicked.get(), 1);
    drop(listener);
}

#[wasm_bindgen_test]
async fn a_document_can_be_picked_up() {
    let mut workspace = annotating("<b>One</b> [PLACE? Ohio] [PLACE Mexico]");
    crate::testing::apply(&mut workspace, [tagline::workspace::Command::Show(View::Start)]);
    let page = mount(workspace, draw).await;
    let row = page.one(".start-document");
    assert!(words(&row).contains("<b>One</b> Ohio Mexico"), "{}", words(&row));
    assert!(words(&row).contains("1 in ink, 1 in pencil"), "{}", words(&row));
    row.click();
    until("it is open", || page.workspace().view() == View::Annotate).await;
}
