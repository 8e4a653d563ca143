//! The tooltip: for the pointer and for the focus, kept while it is pointed at, gone with Escape, never for a finger.

use js_sys::Function;
use tagline::workspace::{Show, Workspace};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{Box, Same, Tooltip, spot};
use crate::components::labels::Labels;
use crate::desk::Desk;
use crate::testing::{Key, annotating, mount, settled, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! {
        <>
            <Labels
                schema={Same(workspace.schema().clone())}
                armed={None}
                show={Show::default()}
                counts={workspace.current().unwrap().counts()}
                edit={Callback::noop()}
                desk={desk.clone()}
            />
            <Tooltip schema={Same(workspace.schema().clone())} />
        </>
    }
}

fn point(element: &Element, kind: &str) {
    let script =
        "target.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: kind }))";
    Function::new_with_args("target, kind", script).call2(&JsValue::NULL, element, &kind.into()).unwrap();
}

async fn pause(milliseconds: u32) {
    let over = std::rc::Rc::new(std::cell::Cell::new(false));
    let then = over.clone();
    let _timer = gloo::timers::callback::Timeout::new(milliseconds, move || then.set(true));
    until("some time has gone by", || over.get()).await;
}

/// Presses it; whether nobody else gets it.
fn escape(element: &HtmlElement) -> bool {
    Key { key: "Escape", ..Key::default() }.press(element)
}

#[wasm_bindgen_test]
async fn the_pointer_is_told_what_a_label_covers() {
    let page = mount(annotating("[PLACE Élan] 漢"), draw).await;
    let court = page.one(".labels-label[data-label=COURT]");
    // It listens once all is drawn.
    settled().await;
    point(&court, "mouse");
    until("it is told", || page.has("[role=tooltip]")).await;
    let told = page.one("[role=tooltip]");
    let said = words(&told);
    assert!(said.contains("COURT") && said.contains('1') && said.contains("tribunal"), "{said}");
    until("it is said to be so", || court.get_attribute("aria-describedby").as_deref() == Some("tooltip"))
        .await;
    assert_eq!(told.id(), "tooltip");
    // It stays while the pointer is on it, also by way of what lies between.
    point(&page.one(".labels"), "mouse");
    point(&told, "mouse");
    pause(400).await;
    assert!(page.has("[role=tooltip]"));
    // And another label's comes in its place.
    point(&page.one(".labels-label[data-label=LAW]"), "mouse");
    until("the other's", || page.has("[role=tooltip][data-label=LAW]")).await;
    until("it is no more", || court.get_attribute("aria-describedby").is_none()).await;
    escape(&court);
    until("it is gone", || !page.has("[role=tooltip]")).await;
}

#[wasm_bindgen_test]
async fn a_finger_is_not_in_its_way() {
    let page = mount(annotating("[PLACE Élan]"), draw).await;
    point(&page.one(".labels-label[data-label=COURT]"), "touch");
    pause(600).await;
    assert!(!page.has("[role=tooltip]"));
}

#[wasm_bindgen_test]
async fn the_keyboards_focus_is_told_and_escape_is_meant_for_it() {
    let page = mount(annotating("[PLACE Élan]"), draw).await;
    let court = page.one(".labels-label[data-label=COURT]");
    // The focus is listened to a moment after the labels are drawn.
    settled().await;
    // Only what shows its focus is told of: a script's focus does where no pointer came before.
    court.focus().unwrap();
    if court.matches(":focus-visible").unwrap() {
        until("it is told", || page.has("[role=tooltip]")).await;
        assert!(escape(&court), "nobody else gets it");
        until("it is gone", || !page.has("[role=tooltip]")).await;
        assert!(!escape(&court), "the next one is meant for others");
        court.blur().unwrap();
        court.focus().unwrap();
        until("it is told again", || page.has("[role=tooltip]")).await;
        court.blur().unwrap();
        until("it goes with the focus", || !page.has("[role=tooltip]")).await;
    }
}

#[wasm_bindgen_test]
fn it_lies_in_the_window_and_beside_a_list() {
    let at = |left, top, right, bottom| Box { left, top, right, bottom };
    let view = (390.0, 800.0);
    for (anchor, list, expected) in [
        (at(10.0, 20.0, 60.0, 44.0), None, (10.0, 50.0)),
        (at(350.0, 20.0, 385.0, 44.0), None, (184.0, 50.0)),
        (at(10.0, 760.0, 60.0, 790.0), None, (10.0, 654.0)),
        (at(20.0, 300.0, 160.0, 330.0), Some(at(10.0, 200.0, 170.0, 500.0)), (176.0, 300.0)),
        (at(240.0, 300.0, 370.0, 330.0), Some(at(230.0, 200.0, 380.0, 500.0)), (24.0, 300.0)),
        (at(10.0, 600.0, 380.0, 640.0), Some(at(0.0, 400.0, 390.0, 800.0)), (10.0, 294.0)),
    ] {
        assert_eq!(spot(anchor, list, (200.0, 100.0), view), expected, "{anchor:?}");
    }
}
