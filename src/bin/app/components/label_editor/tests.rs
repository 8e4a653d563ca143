//! The labels: set, refused in words, moved, added.

use tagline::workspace::Workspace;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{LabelEditor, Same};
use crate::desk::Desk;
use crate::testing::{annotating, fire, mount, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! {
        <LabelEditor
            schema={Same(workspace.schema().clone())}
            used={workspace.label_counts()}
            desk={desk.clone()}
            close={Callback::noop()}
        />
    }
}

fn names(workspace: &Workspace) -> Vec<String> {
    workspace.schema().labels().iter().map(|def| def.label.name().to_owned()).collect()
}

#[wasm_bindgen_test]
async fn a_key_is_set_or_refused_in_words() {
    let page = mount(annotating("[PLACE Élan] 漢"), draw).await;
    let set = |key: &str| {
        let input: HtmlInputElement =
            page.one("[data-label=PLACE] .label-editor-key input").dyn_into().unwrap();
        input.set_value(key);
        fire(&input, "change");
    };
    set("1");
    until("it is refused", || page.all("[role=alert]").len() == 1).await;
    assert!(words(&page.one("[role=alert]")).starts_with("1 is the key of COURT"));
    set("é");
    until("it is set", || page.workspace().schema().by_key('é').is_some()).await;
    until("nothing is refused", || page.all("[role=alert]").is_empty()).await;
    assert_eq!(page.workspace().current().unwrap().next_undo(), Some("set a label's key"));
}

#[wasm_bindgen_test]
async fn labels_are_added_and_moved() {
    let page = mount(annotating("[PLACE Élan] 漢"), draw).await;
    assert!(words(&page.one("[data-label=PLACE] .label-editor-head")).contains("1 mark"));
    page.control("button", "Move Place up").click();
    until("it is third", || names(&page.workspace()).get(2).is_some_and(|name| name == "PLACE")).await;
    let input: HtmlInputElement = page.one(".label-editor-new input").dyn_into().unwrap();
    input.set_value("PLACE");
    fire(&input, "input");
    until("it is known", || words(&page.one(".label-editor-new")).contains("There is such a label")).await;
    input.set_value("Schiff");
    fire(&input, "input");
    until("it can be added", || page.all(".label-editor-new button[disabled]").is_empty()).await;
    page.one(".label-editor-new button").click();
    until("it is there", || names(&page.workspace()).last().is_some_and(|name| name == "Schiff")).await;
}

#[wasm_bindgen_test]
async fn a_colour_that_is_too_faint_is_told() {
    let page = mount(annotating("[PLACE Élan]"), draw).await;
    assert!(page.all("[data-faint=true]").is_empty(), "the first seven are fine");
    let input: HtmlInputElement = page.all("[data-label=PLACE] [type=color]").remove(0).dyn_into().unwrap();
    input.set_value("#eeeeee");
    fire(&input, "change");
    until("it is told", || page.all("[data-label=PLACE] [data-faint=true]").len() == 1).await;
    assert!(words(&page.one("[data-label=PLACE] [data-faint=true]")).contains("too faint"));
}
