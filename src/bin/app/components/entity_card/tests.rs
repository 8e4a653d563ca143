//! A thing's card: its mentions in turn, its id typed or proposed, made one with another.

use tagline::annotation::AnnotationId;
use tagline::workspace::{Workspace, groups};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{EntityCard, Same};
use crate::desk::Desk;
use crate::testing::{annotating, fire, mount, until, words};

/// The card of the first thing of the first label.
fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    let open = workspace.current().unwrap();
    let group = groups(open.document(), workspace.schema(), workspace.entities()).remove(0);
    html! {
        <EntityCard
            open={Same(open.clone())}
            entities={Same(workspace.entities().clone())}
            label={group.label.clone()}
            named={group.rows[0].clone()}
            others={group.rows[1..].to_vec()}
            desk={desk.clone()}
        />
    }
}

#[wasm_bindgen_test]
async fn mentions_are_visited_forth_and_back() {
    let page = mount(annotating("[PLACE Ohio] [PLACE é] [PLACE ohio] [PLACE? Ohio]"), draw).await;
    let focus = || page.workspace().current().unwrap().focus().cloned();
    for (button, id) in
        [("Next", "a1"), ("Next", "a3"), ("Previous", "a1"), ("Previous", "a4"), ("Next", "a1")]
    {
        page.control("button", button).click();
        until(id, || focus() == Some(AnnotationId(id.into()))).await;
    }
    until("its place is said", || words(&page.one(".entity_card-row .small")) == "1 of 3").await;
}

#[wasm_bindgen_test]
async fn an_id_is_typed_and_parted_from_again() {
    let page = mount(annotating("[PLACE Ohio] [PLACE Ohio]"), draw).await;
    let input: HtmlInputElement = page.one("input").dyn_into().unwrap();
    input.set_value(" wikidata / Q1397 ");
    fire(&input, "input");
    until("it can be linked", || !page.has("form button:disabled")).await;
    page.control("button", "Link").click();
    let linked = || {
        let open = page.workspace().current().unwrap().clone();
        open.document().annotations().iter().filter(|mark| mark.entity.is_some()).count()
    };
    until("both are linked", || linked() == 2).await;
    page.control("button", "Unlink").click();
    until("none is", || linked() == 0).await;
}

#[wasm_bindgen_test]
async fn two_things_become_one() {
    let page = mount(annotating("[PLACE Ohio] [PLACE Buckeye State]"), draw).await;
    let select: HtmlSelectElement = page.one("select").dyn_into().unwrap();
    select.set_value("0");
    fire(&select, "change");
    until("they are one", || words(&page.one(".entity_card-row .small")) == "2 ×").await;
}
