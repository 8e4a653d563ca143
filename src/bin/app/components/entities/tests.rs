//! What the text names: grouped, counted, searched, and a click away.

use gloo::utils::document;
use tagline::annotation::AnnotationId;
use tagline::workspace::{Command, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Entities, Same};
use crate::desk::Desk;
use crate::testing::{Key, annotating, fire, mount, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! {
        <Entities
            open={Same(workspace.current().unwrap().clone())}
            schema={Same(workspace.schema().clone())}
            entities={Same(workspace.entities().clone())}
            taught={workspace.learned().taught()}
            learned={Callback::noop()}
            desk={desk.clone()}
        />
    }
}

#[wasm_bindgen_test]
async fn mentions_are_counted_and_visited_in_turn() {
    let page =
        mount(annotating("[PLACE Ohio] [PLACE? ohio] [COURT <b>É</b>] [PLACE~ Mars] [PLACE Ohio]"), draw)
            .await;
    let rows: Vec<String> = page.all(".entities-row").iter().map(|row| words(row)).collect();
    assert_eq!(rows, ["<b>É</b>1 ×", "Ohio3 ×"]);
    let focus = || page.workspace().current().unwrap().focus().cloned();
    for id in ["a1", "a2", "a5", "a1"] {
        page.all(".entities-row")[1].click();
        until(id, || focus() == Some(AnnotationId(id.into()))).await;
        assert_eq!(words(&page.one("[aria-current=true] b")), "Ohio");
    }
}

#[wasm_bindgen_test]
async fn a_name_is_found_by_its_letters() {
    let page = mount(annotating("[PLACE Ohio] [PLACE Élysée] [LAW 漢]"), draw).await;
    let input: HtmlInputElement = page.one("input").dyn_into().unwrap();
    for (wanted, expected) in [("é", 1), ("", 3), ("OHI", 1), ("漢", 1), ("<img>", 0), ("zzz", 0)] {
        input.set_value(wanted);
        fire(&input, "input");
        until(wanted, || page.all(".entities-row").len() == expected).await;
        assert!(page.one("input").is_same_node(Some(&input)), "the field stays while one types");
        assert_eq!(words(&page.root).contains("No entity of that name."), expected == 0);
    }
}

#[wasm_bindgen_test]
async fn escape_empties_the_field_and_then_leaves_it() {
    let page = mount(annotating("[PLACE Ohio]"), draw).await;
    let input: HtmlInputElement = page.one("input").dyn_into().unwrap();
    input.focus().unwrap();
    input.set_value("zzz");
    fire(&input, "input");
    until("nothing is found", || !page.has(".entities-row")).await;
    let escape = Key { key: "Escape", held: "" };
    escape.press(&input);
    until("it is empty", || input.value().is_empty() && page.has(".entities-row")).await;
    let focused = || document().active_element().is_some_and(|active| active.is_same_node(Some(&input)));
    assert!(focused());
    escape.press(&input);
    assert!(!focused());
}

#[wasm_bindgen_test]
async fn one_mention_is_one_mention() {
    let page = mount(annotating("[PLACE Ohio] [LAW a] [LAW b]"), draw).await;
    let counts: Vec<String> = page.all(".entities-count").iter().map(|count| words(count)).collect();
    assert_eq!(counts, ["2 · 2 mentions", "1 · 1 mention"]);
}

#[wasm_bindgen_test]
async fn nothing_marked_says_how_to_begin() {
    let page = mount(annotating("[PLACE Ohio]"), draw).await;
    page.send(Command::Focus(Some(AnnotationId("a1".into()))));
    page.send(Command::Delete);
    until("nothing is there", || words(&page.root).contains("Nothing is marked yet")).await;
}
