//! What the start screen promises: ways in, and the documents that are there.

use tagline::format::{Bundle, Salt};
use tagline::workspace::{Command, LoadedBundle, View, Work, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::{Same, Start};
use crate::desk::Desk;
use crate::testing::{annotating, mount, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    let documents: Vec<_> = workspace.documents().iter().cloned().map(Same).collect();
    let bundles = workspace.waiting_bundles();
    html! { <><Start {documents} {bundles} desk={desk.clone()} /><input type="file" /></> }
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
    assert!(!page.has(".start-waiting"), "and nothing waits");
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
    crate::testing::apply(&mut workspace, [Command::Show(View::Start)]);
    let page = mount(workspace, draw).await;
    let row = page.one(".start-document");
    assert!(words(&row).contains("<b>One</b> Ohio Mexico"), "{}", words(&row));
    assert!(words(&row).contains("1 in ink, 1 in pencil"), "{}", words(&row));
    row.click();
    until("it is open", || page.workspace().view() == View::Annotate).await;
}

#[wasm_bindgen_test]
async fn what_waits_for_an_article_is_told_and_can_be_deleted() {
    let mut workspace = Workspace::default();
    for (name, salt, notation) in
        [("é <b>.json", 1, "[PLACE Ohio] and [PLACE? Cuba] 漢"), ("b.json", 2, "[SHIP 👩‍🚀]")]
    {
        let bundle = Bundle::of(&crate::testing::project(notation), &Salt::new([salt; 16]));
        let loaded = LoadedBundle { name: name.to_owned(), bundle, issues: Vec::new() };
        crate::testing::apply(&mut workspace, [Command::OpenBundle(loaded), Command::Dismiss]);
    }
    let page = mount(workspace, draw).await;
    let told: Vec<String> =
        page.all(".start-bundle").iter().map(|row| words(row).trim().to_owned()).collect();
    assert_eq!(
        told,
        [
            "é <b>.json2 marks by Ada4 words, 15 characters, 2 marks",
            "b.json1 mark by Ada1 word, 3 characters, 1 mark"
        ]
    );
    page.control("button", "Delete é <b>.json").click();
    until("it is gone", || page.all(".start-bundle").len() == 1).await;
    page.send(Command::Undo);
    until("it is back", || page.all(".start-bundle").len() == 2).await;
    assert!(words(&page.all(".start-bundle")[0]).contains("<b>"), "where it was");
}
