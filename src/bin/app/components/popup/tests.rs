//! The labels at a selection: which there are, and that choosing one keeps the selection until it is used.

use tagline::text::{CharOffset, Span, Utf16Offset};
use tagline::workspace::{Command, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{MouseEvent, MouseEventInit};
use yew::prelude::*;

use super::{Popup, Same, Words, shortened};
use crate::browser::selection::Place;
use crate::desk::Desk;
use crate::testing::{annotating, apply, mount, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    let (article, scroll) = (NodeRef::default(), NodeRef::default());
    let at = |within| Place { paragraph: CharOffset(0), within: Utf16Offset(within) };
    html! {
        <Popup
            words="<b>Ohio</b>"
            schema={Same(workspace.schema().clone())}
            place={Words { from: at(0), to: at(4), article, scroll }}
            desk={desk.clone()}
        />
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
    assert_eq!(page.all("button.popup-option").len(), 7);
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
