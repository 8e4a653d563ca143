//! The bar of labels: a name, a key and a definition each, and which marks are shown.

use gloo::utils::document;
use tagline::annotation::Label;
use tagline::workspace::{Command, Show, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::{Labels, Same, written};
use crate::desk::Desk;
use crate::testing::{annotating, mount, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! {
        <Labels
            schema={Same(workspace.schema().clone())}
            armed={workspace.armed().cloned()}
            show={workspace.show()}
            counts={workspace.current().unwrap().counts()}
            edit={Callback::noop()}
            desk={desk.clone()}
        />
    }
}

#[wasm_bindgen_test]
fn names_are_written_as_words() {
    for (name, expected) in
        [("COURT", "Court"), ("éTAT", "État"), ("x", "X"), ("漢字", "漢字"), ("<B>", "<b>")]
    {
        assert_eq!(written(&Label::new(name).unwrap()), expected);
    }
}

#[wasm_bindgen_test]
async fn each_label_is_a_button_with_its_key() {
    let page = mount(annotating("[<img\\ src=x> a] [PLACE? Ohio]"), draw).await;
    let buttons = page.all("[role=toolbar] button");
    let workspace = page.workspace();
    assert_eq!(buttons.len(), workspace.schema().labels().len());
    for (button, def) in buttons.iter().zip(workspace.schema().labels()) {
        assert_eq!(button.get_attribute("data-label").as_deref(), Some(def.label.name()));
        assert_eq!(words(&crate::testing::all(button, "bdi")[0]), written(&def.label), "kept to itself");
        let key = def.key.map(String::from).unwrap_or_default();
        // The key is drawn: it is no part of the button's name.
        assert_eq!(crate::testing::all(button, "kbd")[0].get_attribute("data-cap"), Some(key));
        assert_eq!(words(button), written(&def.label));
    }
    assert!(!page.has("img"));
}

#[wasm_bindgen_test]
async fn a_very_long_name_is_cut() {
    let style = document().create_element("style").unwrap();
    style.set_text_content(Some(include_str!("../../../../../styles/labels.css")));
    document().head().unwrap().append_child(&style).unwrap();
    let long = "LONG".repeat(100);
    let page = mount(annotating(&format!("[{long} Ohio] [\u{202e}EVIL b]")), draw).await;
    page.send(Command::Arm(Label::new(&long).unwrap()));
    until("it is armed", || page.has(".labels-armed")).await;
    for selector in [format!(".labels-label[data-label={long}]"), ".labels-armed".to_owned()] {
        let button = page.one(&selector);
        assert!(button.get_bounding_client_rect().width() < 500.0, "{selector}");
    }
    style.remove();
}

#[wasm_bindgen_test]
async fn a_label_is_armed_or_changes_the_focused_mark() {
    let page = mount(annotating("[PLACE? Ohio]"), draw).await;
    let button = page.control("button", "Court");
    let pressed = || button.get_attribute("aria-pressed").unwrap();
    button.click();
    until("it is armed", || pressed() == "true").await;
    button.click();
    until("it is not", || pressed() == "false").await;
    page.send(Command::Step { forward: true, pencil: true });
    until("the mark has the focus", || page.workspace().current().unwrap().focus().is_some()).await;
    button.click();
    until("the mark is another's", || page.notation() == "[COURT Ohio]").await;
}

#[wasm_bindgen_test]
async fn marks_are_shown_by_their_state() {
    let page = mount(annotating("[A a] [A? b] [A? c] [A~ d]"), draw).await;
    for (name, on) in [("Ink 1", true), ("Pencil 2", true), ("Rejected 1", false)] {
        let pressed = || page.control("button", name).get_attribute("aria-pressed").unwrap();
        assert_eq!(pressed(), on.to_string());
        page.control("button", name).click();
        until(name, || pressed() == (!on).to_string()).await;
    }
    assert_eq!(page.workspace().show(), Show { ink: false, pencil: false, rejected: true });
}
