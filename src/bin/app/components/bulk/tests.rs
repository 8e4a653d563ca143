//! The preview: a row for each place, left out by a press, done by Enter, left by Escape.

use gloo::utils::document;
use tagline::annotation::AnnotationId;
use tagline::workspace::{BulkCommand, Command, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{Bulk, Same, end_of, start_of};
use crate::desk::Desk;
use crate::testing::{Key, Mounted, annotating, fire, mount, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! {
        <div>
            if let Some(preview) = workspace.bulk() {
                <Bulk
                    preview={Same(preview.clone())}
                    documents={workspace.documents().iter().cloned().map(Same).collect::<Vec<_>>()}
                    schema={Same(workspace.schema().clone())}
                    desk={desk.clone()}
                />
            }
        </div>
    }
}

const TEXT: &str = "One [PLACE? Ohio] é, Ohio\nand [LAW Ohio Act] <b>, [PERSON? Ohio]";

async fn asked() -> Mounted<impl BaseComponent> {
    let page = mount(annotating(TEXT), draw).await;
    page.send(Command::Focus(Some(AnnotationId("a1".into()))));
    page.send(Command::Bulk(BulkCommand::Every));
    until("the panel", || page.has(".bulk")).await;
    page
}

#[wasm_bindgen_test]
async fn each_place_is_a_row_with_its_words_around() {
    let page = asked().await;
    assert_eq!(words(&page.one(".bulk h2")), "Label all 3 in this text as PLACE.");
    let rows: Vec<String> = page.all(".bulk-row").iter().map(|row| words(row)).collect();
    assert_eq!(
        rows,
        [
            "One Ohio é, OhioPLACE? → PLACE",
            "One Ohio é, Ohiono mark → PLACE",
            "and Ohio Act <b>, OhioPERSON? → PLACE"
        ]
    );
    assert_eq!(words(&page.one(".bulk-rest")), " Not touched: 1 part of a longer mark.");
    let does_it = || {
        document()
            .active_element()
            .is_some_and(|active| active.is_same_node(Some(&page.one(".bulk .button.main"))))
    };
    until("Enter does it", does_it).await;
}

#[wasm_bindgen_test]
async fn a_row_is_left_out_and_enter_does_the_rest() {
    let page = asked().await;
    let main = page.one(".bulk .button.main");
    Key { key: "ArrowDown", held: "" }.press(&main);
    Key { key: "ArrowDown", held: "" }.press(&document().active_element().unwrap());
    let second = page.all(".bulk-row")[1].clone();
    assert!(document().active_element().unwrap().is_same_node(Some(&second)));
    second.click();
    until("it is left out", || page.all(".bulk-row[aria-checked=false]").len() == 1).await;
    assert_eq!(words(&page.one(".bulk h2")), "Label 2 of 3 in this text as PLACE.");
    assert!(Key { key: "Enter", held: "" }.press(&page.all(".bulk-row")[1]));
    until("it is done", || !page.has(".bulk")).await;
    assert!(page.notation().starts_with("One [PLACE Ohio] é, "), "{}", page.notation());
    page.send(Command::Undo);
    until("it is taken back", || page.notation() == TEXT).await;
}

#[wasm_bindgen_test]
async fn another_decision_is_chosen_and_escape_leaves() {
    let page = asked().await;
    let select: HtmlSelectElement = page.one(".bulk-deed").dyn_into().unwrap();
    select.set_value("reject");
    fire(&select, "change");
    until("it is asked", || words(&page.one(".bulk h2")) == "Reject 1 mention in this text.").await;
    page.control("button", "Whole words").click();
    until("it is switched", || page.has(".bulk-wish [aria-pressed=false]")).await;
    assert!(Key { key: "Escape", held: "" }.press(&page.one(".bulk-deed")));
    until("it is left", || !page.has(".bulk")).await;
    assert_eq!(page.notation(), TEXT);
}

#[wasm_bindgen_test]
fn words_around_are_whole() {
    for (text, end, start) in [
        ("short é", "short é", "short é"),
        (
            "The Commission of Norhaven met on Friday, 漢 👩‍🚀 it said again.",
            "… met on Friday, 漢 👩‍🚀 it said again.",
            "The Commission of Norhaven met on…",
        ),
        ("", "", ""),
    ] {
        assert_eq!((end_of(text).as_str(), start_of(text).as_str()), (end, start));
    }
}
