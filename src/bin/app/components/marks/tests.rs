//! The list of marks: what it shows, what narrows it, and that a row does what the mark does.

use gloo::utils::document;
use tagline::annotation::AnnotationId;
use tagline::workspace::{Command, NoteCommand, Workspace, sample};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{Marks, Same};
use crate::desk::Desk;
use crate::testing::{Key, Mounted, annotating, fire, mount, opened, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! {
        <Marks
            open={Same(workspace.current().unwrap().clone())}
            schema={Same(workspace.schema().clone())}
            show={workspace.show()}
            desk={desk.clone()}
        />
    }
}

fn rows<T: BaseComponent>(page: &Mounted<T>) -> Vec<String> {
    page.all(".marks-row b").iter().map(|row| words(row)).collect()
}

const TEXT: &str = "[PLACE Ohio] and [PERSON? Zoë]\n[LAW? 漢 <b>] [PLACE~ Mars] [PERSON Ada 👩‍🚀]";

#[wasm_bindgen_test]
async fn each_mark_is_a_row_in_the_texts_order() {
    let page = mount(annotating(TEXT), draw).await;
    assert_eq!(rows(&page), ["Ohio", "Zoë", "漢 <b>", "Ada 👩‍🚀"]);
    assert_eq!(words(&page.all(".marks-facts")[2]), "¶ 2suggestedby hand");
    assert_eq!(page.all("[tabindex='0'].marks-row").len(), 1, "one stop of the Tab key");
}

#[wasm_bindgen_test]
async fn the_list_is_narrowed_by_what_is_chosen() {
    let page = mount(annotating(TEXT), draw).await;
    page.send(Command::Focus(Some(AnnotationId("a1".into()))));
    page.send(Command::Note(NoteCommand::Write("ask Élise".to_owned())));
    until("the note is in its row", || page.has(".marks-note")).await;
    let check = async |name: &str, value: &str, expected: &[&str]| {
        let select: HtmlSelectElement = page.one(&format!("[aria-label='{name}']")).dyn_into().unwrap();
        select.set_value(value);
        fire(&select, "change");
        until(value, || rows(&page) == expected).await;
        select.set_value("");
        fire(&select, "change");
        until("all again", || rows(&page).len() == 4).await;
    };
    check("Label", "PERSON", &["Zoë", "Ada 👩‍🚀"]).await;
    check("Status", "suggested", &["Zoë", "漢 <b>"]).await;
    check("Status", "rejected", &["Mars"]).await;
    check("Origin", "learned", &[]).await;
    check("Least score", "900", &[]).await;
    let input: HtmlInputElement = page.one("input").dyn_into().unwrap();
    input.set_value("ÉLISE");
    fire(&input, "input");
    until("by its note", || rows(&page) == ["Ohio"]).await;
    page.control("button", "List all").click();
    until("all again", || rows(&page).len() == 4).await;
    page.control("button", "With a note").click();
    until("with a note", || rows(&page) == ["Ohio"]).await;
}

#[wasm_bindgen_test]
async fn the_arrows_go_from_row_to_row_and_the_keyboard_stays_in_the_list() {
    let page = mount(annotating(TEXT), draw).await;
    let current = || {
        page.all(".marks-row[aria-current]")
            .first()
            .map(|row| words(&row.query_selector("b").unwrap().unwrap()))
    };
    let active = || document().active_element().and_then(|active| active.get_attribute("data-id"));
    page.all(".marks-row")[0].focus().unwrap();
    for (key, expected) in [
        ("ArrowDown", "Zoë"),
        ("ArrowDown", "漢 <b>"),
        ("ArrowUp", "Zoë"),
        ("End", "Ada 👩‍🚀"),
        ("Home", "Ohio"),
    ] {
        assert!(Key { key, held: "" }.press(&document().active_element().unwrap()), "{key}");
        until(key, || current().as_deref() == Some(expected)).await;
        until("it has the keyboard", || {
            active() == page.one(".marks-row[aria-current]").get_attribute("data-id")
        })
        .await;
    }
    // What is decided goes on to the next suggestion, here as in the text.
    page.send(Command::Focus(Some(AnnotationId("a2".into()))));
    page.send(Command::Accept);
    until("the next suggestion", || current().as_deref() == Some("漢 <b>")).await;
    until("it has the keyboard", || active().as_deref() == Some("a3")).await;
}

#[wasm_bindgen_test]
async fn all_that_is_listed_is_asked_about_first() {
    let page = mount(annotating(TEXT), draw).await;
    page.control("button", "Accept all…").click();
    until("it is asked", || page.workspace().bulk().is_some()).await;
    let bulk = page.workspace().bulk().unwrap().clone();
    assert_eq!(
        (bulk.sentence().as_str(), bulk.rest().as_str()),
        ("Accept all 2 in this text", "2 already so, 1 hidden")
    );
}

#[wasm_bindgen_test]
async fn a_long_list_is_drawn_near_the_screen_only() {
    let page = mount(opened(sample(100_000, 2_000)), draw).await;
    until("the first rows", || page.has(".marks-row")).await;
    assert_eq!(
        page.all(".marks-chunk").len(),
        page.workspace().current().unwrap().document().annotations().len().div_ceil(50)
    );
    assert!(page.all(".marks-row").len() < 600, "{}", page.all(".marks-row").len());
    let last = page.workspace().current().unwrap().document().annotations().last().unwrap().id.clone();
    page.send(Command::Focus(Some(last)));
    until("the row in focus is drawn", || page.has(".marks-row[aria-current]")).await;
}
