//! The window of the person's name and of blind mode: what is no name is refused in words, and turning blind mode off is asked about.

use std::cell::RefCell;
use std::rc::Rc;

use tagline::workspace::{Command, PersonCommand, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

use super::{BlindLine, PeopleWindow, Person};
use crate::testing::{Mounted, annotating, apply, fire, mount, until, words};

/// The window over a workspace, and the names that it has given.
async fn window(
    workspace: Workspace,
    name: Option<&str>,
) -> (Mounted<impl BaseComponent + use<>>, Rc<RefCell<Vec<String>>>) {
    let (name, given) = (name.map(Rc::from), Rc::<RefCell<Vec<String>>>::default());
    let sink = given.clone();
    let set_name = Callback::from(move |name: Rc<str>| sink.borrow_mut().push(name.to_string()));
    let page = mount(workspace, move |workspace, desk| {
        html! {
            <PeopleWindow
                person={Person { name: name.clone(), blind: workspace.is_blind() }} set_name={set_name.clone()}
                last={workspace.blind_turns().last().cloned()} undone={workspace.undone()}
                desk={desk.clone()} close={Callback::noop()}
            />
        }
    })
    .await;
    let dialog: HtmlDialogElement = page.control("dialog", "You").dyn_into().unwrap();
    until("it is open", || dialog.open()).await;
    (page, given)
}

fn type_name<T: BaseComponent>(page: &Mounted<T>, name: &str) {
    let field: HtmlInputElement = page.one(".people-name input").dyn_into().unwrap();
    field.set_value(name);
    fire(&field, "input");
}

#[wasm_bindgen_test]
async fn a_name_is_given_as_it_is_meant_and_refused_in_words() {
    let (page, given) = window(annotating("[COURT É] 漢"), None).await;
    assert!(words(&page.one("#people-about")).contains("“annotator”"));
    for (typed, said) in [
        ("  ", "A name has at least one letter or digit: type one."),
        (&*"é".repeat(61), "A name has up to 60 characters, this one has 61: shorten it."),
    ] {
        type_name(&page, typed);
        page.control("button", "Save").click();
        until("it is refused", || words(&page.one(".people-told")) == said).await;
        assert_eq!(page.one(".people-name input").get_attribute("aria-invalid").as_deref(), Some("true"));
    }
    type_name(&page, "  Zoë   漢 ");
    until("it is not wrong any more", || words(&page.one(".people-told")).is_empty()).await;
    page.control("button", "Save").click();
    until("it is taken", || *given.borrow() == ["Zoë 漢"]).await;
    until("that is said", || words(&page.one(".people-told")).ends_with("is by Zoë 漢.")).await;
    let field: HtmlInputElement = page.one(".people-name input").dyn_into().unwrap();
    assert_eq!(field.value(), "Zoë 漢");
}

#[wasm_bindgen_test]
async fn blind_mode_is_turned_on_at_once_and_off_when_it_was_asked() {
    let (page, _) = window(annotating("[COURT É] 漢"), Some("Ada")).await;
    let switch = || page.one(".people-switch");
    assert_eq!(switch().get_attribute("aria-checked").as_deref(), Some("false"));
    switch().click();
    until("it is on", || page.workspace().is_blind()).await;
    until("it is seen", || switch().get_attribute("aria-checked").as_deref() == Some("true")).await;
    assert!(page.root.text_content().unwrap().contains("Turned on by "));
    switch().click();
    until("it is asked about", || page.has(".people-asked")).await;
    assert!(words(&page.one(".people-asked")).contains("in 1 document that is not done"));
    page.control("button", "Leave it on").click();
    until("it was left", || !page.has(".people-asked")).await;
    assert!(page.workspace().is_blind());
    switch().click();
    until("it is asked again", || page.has(".people-asked")).await;
    page.control("button", "Turn it off").click();
    until("it is off", || !page.workspace().is_blind()).await;
}

#[wasm_bindgen_test]
async fn the_line_tells_no_count() {
    let mut workspace = annotating("[COURT É] 漢 [PLACE? Ohio]");
    apply(&mut workspace, [Command::Person(PersonCommand::Blind(true))]);
    let page = mount(workspace, |workspace, desk| {
        let open = workspace.current().unwrap();
        html! { <BlindLine revealed={open.is_revealed()} show={Callback::noop()} desk={desk.clone()} /> }
    })
    .await;
    let told = words(&page.one(".people-blind"));
    assert!(told.starts_with("Blind mode: you see your own marks alone"), "{told}");
    assert!(!told.contains(|letter: char| letter.is_ascii_digit()), "{told}");
    page.send(Command::Done(true));
    until("all is shown", || words(&page.one(".people-blind")).contains("all marks in it are shown")).await;
}
