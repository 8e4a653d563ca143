//! The palette: what is found by which letters, and that keys alone choose a label.

use gloo::utils::document;
use tagline::annotation::{Label, Schema};
use tagline::text::{CharOffset, Span, Utf16Offset};
use tagline::workspace::{Command, HandCommand, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::{Palette, Same, Words, matching};
use crate::browser::selection::Place;
use crate::desk::Desk;
use crate::testing::{Key, Mounted, annotating, apply, mount, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    if !workspace.is_choosing() {
        return html! { <p /> };
    }
    let (article, scroll) = (NodeRef::default(), NodeRef::default());
    let at = |within| Place { paragraph: CharOffset(0), within: Utf16Offset(within) };
    html! {
        <Palette
            words="<b>Ohio</b>"
            place={Words { from: at(0), to: at(4), article, scroll }}
            schema={Same(workspace.schema().clone())}
            likely={workspace.likely()}
            desk={desk.clone()}
        />
    }
}

#[wasm_bindgen_test]
fn labels_are_found_by_their_letters() {
    let schema = Schema::default();
    let check = |likely: Option<&str>, query: &str, expected: &str| {
        let likely = likely.and_then(Label::new);
        let found: Vec<_> =
            matching(&schema, likely.as_ref(), query).iter().map(|def| def.label.name()).collect();
        assert_eq!(found.join(" "), expected, "{query}");
    };
    check(None, "", "COURT AGENCY LAW PLACE PERSON ORGANIZATION DATE");
    check(Some("PLACE"), " ", "PLACE COURT AGENCY LAW PERSON ORGANIZATION DATE");
    check(None, "p", "PLACE PERSON");
    check(Some("PERSON"), "P", "PERSON PLACE");
    check(None, "3", "LAW");
    check(None, "on", "PERSON ORGANIZATION");
    check(None, "crt", "COURT");
    // By what it covers.
    check(None, "treaties", "LAW");
    check(None, "zzz", "");
    check(None, "漢", "");
}

async fn open(notation: &str, in_hand: Command) -> Mounted<impl BaseComponent + use<>> {
    let mut workspace = annotating(notation);
    apply(&mut workspace, [in_hand, Command::Hand(HandCommand::Choose)]);
    let page = mount(workspace, draw).await;
    until("the field has the focus", || {
        document().active_element().is_some_and(|field| field.id() == "palette-field")
    })
    .await;
    page
}

fn press(key: &'static str) -> bool {
    Key { key, held: "" }.press(&document().active_element().unwrap())
}

#[wasm_bindgen_test]
async fn two_enters_give_the_likely_label() {
    let page = open("[PLACE? Ohio] sat", Command::Step { forward: true, pencil: true }).await;
    let chosen = page.one("[role=option][aria-selected=true]");
    assert_eq!(chosen.get_attribute("data-label").as_deref(), Some("PLACE"));
    let field = page.one("[role=combobox]");
    assert_eq!(field.get_attribute("aria-activedescendant").as_deref(), Some(&*chosen.id()));
    assert_eq!(field.get_attribute("aria-controls").as_deref(), Some(&*page.one("[role=listbox]").id()));
    assert_eq!(words(&page.one("label")), "Label “<b>Ohio</b>”");
    assert!(press("Enter"));
    until("it is accepted", || page.notation() == "[PLACE Ohio] sat").await;
    until("the palette is gone", || !page.has(".palette")).await;
}

#[wasm_bindgen_test]
async fn a_label_is_typed_or_walked_to() {
    let page = open("Ohio sat", Command::Select(Span::of(0..4))).await;
    let selected = || {
        page.all("[aria-selected=true]")
            .first()
            .and_then(|option| option.get_attribute("data-label"))
            .unwrap_or_default()
    };
    for (key, expected) in [
        ("ArrowDown", "AGENCY"),
        ("ArrowDown", "LAW"),
        ("ArrowUp", "AGENCY"),
        ("ArrowUp", "COURT"),
        ("ArrowUp", "DATE"),
    ] {
        assert!(press(key));
        until(expected, || selected() == expected).await;
    }
    let field: HtmlInputElement = page.one("input").unchecked_into();
    let type_in = |letters: &str| {
        field.set_value(letters);
        field.dispatch_event(&InputEvent::new("input").unwrap()).unwrap();
    };
    type_in("qqq");
    until("none", || words(&page.one("[role=status]")).starts_with("No label")).await;
    assert!(!field.has_attribute("aria-activedescendant"));
    assert!(press("Enter"));
    assert_eq!(page.notation(), "Ohio sat");
    type_in("org");
    until("one is left", || selected() == "ORGANIZATION" && page.all("[role=option]").len() == 1).await;
    assert!(!press("o"), "letters are the field's");
    assert!(press("Enter"));
    until("it is marked", || page.notation() == "[ORGANIZATION Ohio] sat").await;
}

#[wasm_bindgen_test]
async fn escape_chooses_nothing() {
    let page = open("Ohio sat", Command::Select(Span::of(0..4))).await;
    assert!(press("Escape"));
    until("the palette is gone", || !page.has(".palette")).await;
    assert_eq!(page.workspace().current().unwrap().selection(), Span::of(0..4), "what was in hand still is");
    assert_eq!(page.notation(), "Ohio sat");
}
