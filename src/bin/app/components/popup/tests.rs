//! The labels at a selection: which there are, and that choosing one keeps the selection until it is used.

use tagline::text::{CharOffset, Span, Utf16Offset};
use tagline::workspace::{Command, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{MouseEvent, MouseEventInit};
use yew::prelude::*;

use super::{Box, Place, Popup, Same, beside, shortened};
use crate::desk::Desk;
use crate::testing::{annotating, apply, mount, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    let (article, scroll) = (NodeRef::default(), NodeRef::default());
    let at = |within| Place { paragraph: CharOffset(0), within: Utf16Offset(within) };
    html! {
        <Popup
            words="<b>Ohio</b>"
            from={at(0)}
            to={at(4)}
            schema={Same(workspace.schema().clone())}
            {article}
            {scroll}
            desk={desk.clone()}
        />
    }
}

#[wasm_bindgen_test]
fn it_lies_in_view_and_covers_no_word() {
    let view = Box { left: 0.0, top: 100.0, right: 900.0, bottom: 700.0 };
    let (width, height) = (300.0, 250.0);
    for (left, top, right, bottom, expected) in [
        // Below, above where there is no room below, and never past an edge.
        (50.0, 200.0, 90.0, 220.0, Some((50.0, 234.0, 250.0))),
        (50.0, 600.0, 90.0, 620.0, Some((50.0, 336.0, 250.0))),
        (850.0, 200.0, 890.0, 220.0, Some((592.0, 234.0, 250.0))),
        (-5.0, 200.0, 40.0, 220.0, Some((8.0, 234.0, 250.0))),
        // Partly out of view.
        (50.0, 60.0, 90.0, 110.0, Some((50.0, 124.0, 250.0))),
        // Neither above nor below: at the side.
        (50.0, 250.0, 500.0, 650.0, Some((514.0, 250.0, 250.0))),
        (400.0, 250.0, 850.0, 650.0, Some((86.0, 250.0, 250.0))),
        (50.0, 0.0, 500.0, 900.0, Some((514.0, 108.0, 250.0))),
        (50.0, 600.0, 500.0, 900.0, Some((50.0, 336.0, 250.0))),
        // Nor at the side: lower.
        (50.0, 200.0, 850.0, 500.0, Some((50.0, 514.0, 178.0))),
        (50.0, 300.0, 850.0, 600.0, Some((50.0, 108.0, 178.0))),
        // Nowhere, and out of view.
        (50.0, 0.0, 850.0, 900.0, None),
        (50.0, 60.0, 90.0, 100.0, None),
        (50.0, 700.0, 90.0, 720.0, None),
    ] {
        let words = Box { left, top, right, bottom };
        let found = beside(words, view, width, height);
        let written = found.map(|spot| (spot.left, spot.top, spot.height));
        assert_eq!(written, expected, "{words:?}");
        if let Some(spot) = found {
            let over = spot.top < bottom && spot.top + spot.height > top;
            assert!(!over || spot.left >= right || spot.left + width <= left, "{words:?}");
            assert!(spot.top >= view.top && spot.top + spot.height <= view.bottom, "{words:?}");
        }
    }
}

#[wasm_bindgen_test]
fn long_words_are_shortened_between_characters() {
    let long = "漢é".repeat(40);
    for (text, expected) in [
        ("", "".to_owned()),
        ("é", "é".to_owned()),
        (&"a".repeat(60), "a".repeat(60)),
        (&"a".repeat(61), format!("{}…", "a".repeat(60))),
        (&long, format!("{}…", "漢é".repeat(30))),
    ] {
        assert_eq!(shortened(text), expected);
    }
}

#[wasm_bindgen_test]
async fn a_label_is_chosen_without_losing_the_selection() {
    let mut workspace = annotating("Ohio sat");
    apply(&mut workspace, [Command::Select(Span::of(0..4))]);
    let page = mount(workspace, draw).await;
    page.one("[role=group][aria-label='Label the selection']");
    assert_eq!(words(&page.one(".popup-words")), "“<b>Ohio</b>”");
    assert_eq!(page.all("button").len(), 7);
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    let press = MouseEvent::new_with_mouse_event_init_dict("mousedown", &init).unwrap();
    let button = page.one("button[data-label=PLACE]");
    button.dispatch_event(&press).unwrap();
    assert!(press.default_prevented(), "the browser keeps its selection");
    button.click();
    until("it is marked", || page.notation() == "[PLACE Ohio] sat").await;
}
