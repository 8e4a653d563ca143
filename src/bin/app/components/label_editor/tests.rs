//! The labels: set, refused in words, moved, added.

use tagline::workspace::{Command, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{LabelEditor, Same};
use crate::desk::Desk;
use crate::testing::{Key, annotating, fire, mount, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! {
        <LabelEditor
            schema={Same(workspace.schema().clone())}
            used={workspace.label_counts()}
            fate={workspace.label_fate()}
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
    assert_eq!(
        page.workspace().current().unwrap().next_undo().map(|name| &**name),
        Some("set a label's key")
    );
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

#[wasm_bindgen_test]
async fn a_label_is_renamed_and_a_name_that_is_taken_is_refused() {
    let page = mount(annotating("[PLACE Élan] [COURT? High Court]"), draw).await;
    page.control("button", "Rename Place").click();
    until("it is asked", || page.has("[data-label=PLACE] .label-turn-asked")).await;
    let rename = |name: &str| {
        let input: HtmlInputElement = page.one(".label-turn-asked input").dyn_into().unwrap();
        input.set_value(name);
        fire(&input, "input");
    };
    rename(" COURT ");
    until("it is taken", || words(&page.one(".label-turn-taken")).contains("COURT is a label already")).await;
    assert!(page.has(".label-turn-asked .button.main[disabled]"));
    rename("Ort");
    until("it can be renamed", || !page.has(".label-turn-asked .button.main[disabled]")).await;
    page.one(".label-turn-asked .button.main").click();
    until("it is renamed", || page.notation() == "[Ort Élan] [COURT? High Court]").await;
    until("it says what it takes", || {
        page.has("[data-label=Ort]")
            && words(&page.one("[data-label=Ort]")).contains("the tagger calls PLACE")
    })
    .await;
    until("the keys go on there", || {
        page.all("[data-label=Ort] .label-turn button")[0].matches(":focus").unwrap_or(false)
    })
    .await;
    page.send(Command::Undo);
    until("it is called as before", || page.notation() == "[PLACE Élan] [COURT? High Court]").await;
}

#[wasm_bindgen_test]
async fn what_a_merge_comes_to_is_shown_first() {
    let page = mount(annotating("[PLACE [COURT Élan]] [COURT High Court]"), draw).await;
    page.control("button", "Merge Court into another label").click();
    until("it is asked", || page.has("[data-label=COURT] select")).await;
    let select: HtmlSelectElement = page.one("[data-label=COURT] select").dyn_into().unwrap();
    select.set_value("PLACE");
    fire(&select, "change");
    let fate = || words(&page.one(".label-turn-fate"));
    until("it is told", || fate() == "2 marks become PLACE, 1 is already marked so.").await;
    assert_eq!(page.notation(), "[PLACE [COURT Élan]] [COURT High Court]", "nothing is done yet");
    page.one("[data-label=COURT] .label-turn-asked .button.main").click();
    until("it is done", || page.notation() == "[PLACE Élan] [PLACE High Court]").await;
    until("its row is gone", || !page.has("[data-label=COURT]")).await;
}

#[wasm_bindgen_test]
async fn a_deletion_is_asked_about_and_left_with_escape() {
    let page = mount(annotating("[PLACE Élan] [COURT? High Court]"), draw).await;
    let open = || page.control("button", "Delete Place").click();
    open();
    until("it is asked", || page.has("[data-label=PLACE] [type=radio]")).await;
    until("it is told", || words(&page.one(".label-turn-fate")) == "1 mark goes.").await;
    let key = Key { key: "Escape", ..Key::default() };
    assert!(key.press(&page.all("[data-label=PLACE] [type=radio]")[0]), "the window stays");
    until("it is left", || !page.has(".label-turn-asked")).await;
    assert!(page.workspace().label_fate().is_none());
    open();
    until("it is asked again", || page.has("[data-label=PLACE] [type=radio]")).await;
    page.all("[data-label=PLACE] [type=radio]").remove(1).click();
    until("it is told", || words(&page.one(".label-turn-fate")) == "1 mark becomes COURT.").await;
    page.one(".label-turn-asked .button.main").click();
    until("it is done", || page.notation() == "[COURT Élan] [COURT? High Court]").await;
}
