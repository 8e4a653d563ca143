//! What the field of a paragraph promises: its words where they stood, taken or left by key, marks kept.

use gloo::utils::document;
use tagline::annotation::document_to_notation;
use tagline::text::Span;
use tagline::workspace::{Command, RetypeCommand, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

use super::super::annotate::Annotate;
use super::super::notice::NoticePanel;
use super::super::same::Same;
use crate::desk::Desk;
use crate::testing::{Key, Mounted, annotating, apply, mount, until};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! {
        <>
            <Annotate
                open={Same(workspace.current().unwrap().clone())}
                schema={Same(workspace.schema().clone())}
                entities={Same(workspace.entities().clone())}
                armed={workspace.armed().cloned()}
                show={workspace.show()}
                busy={false}
                taught={0}
                learned={Callback::noop()}
                edit_labels={Callback::noop()}
                desk={desk.clone()}
            />
            if let Some(notice) = workspace.notice() {
                <NoticePanel notice={notice.clone()} undo={workspace.undo_finds_lost()} desk={desk.clone()} />
            }
        </>
    }
}

const TEXT: &str = "[PERSON Ann Roe] met teh [COURT 9th Circuit] é.\n\n漢 [PLACE Ohio] 👩‍🚀";

/// The screen with the paragraph of `words` open.
async fn screen(words: &str) -> Mounted<impl BaseComponent + use<>> {
    let mut workspace = annotating(TEXT);
    let start = workspace.current().unwrap().document().text().find(words).unwrap();
    let select = Command::Select(Span::of(start..start + words.len()));
    apply(&mut workspace, [select, Command::Retype(RetypeCommand::Open)]);
    let page = mount(workspace, draw).await;
    until("the field has the keyboard", || {
        document().active_element().is_some_and(|active| active.class_name() == "retype-field")
    })
    .await;
    page
}

fn field<T: BaseComponent>(page: &Mounted<T>) -> HtmlTextAreaElement {
    page.one(".retype-field").dyn_into().unwrap()
}

fn write<T: BaseComponent>(page: &Mounted<T>, words: &str) {
    let field = field(page);
    field.set_value(words);
    field.dispatch_event(&InputEvent::new("input").unwrap()).unwrap();
}

fn written<T: BaseComponent>(page: &Mounted<T>) -> String {
    document_to_notation(page.workspace().current().unwrap().document())
}

#[wasm_bindgen_test]
async fn a_paragraph_opens_with_its_words_and_the_caret_at_the_hand() {
    let page = screen("teh").await;
    assert_eq!(field(&page).value(), "Ann Roe met teh 9th Circuit é.");
    assert_eq!(field(&page).selection_start().unwrap(), Some(12));
    // The other paragraphs stay; this one is no text to select or mark in.
    assert_eq!(page.all("[data-start]").len(), 1);
    assert_eq!(page.all(".galley-row").len(), 2);
}

#[wasm_bindgen_test]
async fn what_is_typed_is_taken_by_key_and_button() {
    for by_key in [true, false] {
        let page = screen("teh").await;
        write(&page, "Ann Roe met the 9th Circuit é.");
        if by_key {
            field(&page).dispatch_event(&Key { key: "Enter", held: "ctrl" }.event()).unwrap();
        } else {
            page.control("button", "Save").click();
        }
        until("it is closed", || !page.has(".retype")).await;
        assert_eq!(written(&page), TEXT.replace("teh", "the"));
    }
}

#[wasm_bindgen_test]
async fn a_paragraph_that_is_left_is_as_it_was() {
    let page = screen("漢").await;
    write(&page, "x");
    field(&page).dispatch_event(&Key { key: "Enter", held: "" }.event()).unwrap();
    assert!(page.has(".retype"), "Enter alone takes nothing");
    field(&page).dispatch_event(&Key { key: "Escape", held: "" }.event()).unwrap();
    until("it is closed", || !page.has(".retype")).await;
    assert_eq!(written(&page), TEXT);
    assert!(!page.has(".notice"));
}

#[wasm_bindgen_test]
async fn what_is_lost_is_listed_and_brought_back() {
    let page = screen("Ohio").await;
    write(&page, "漢 👩‍🚀");
    page.control("button", "Save").click();
    until("it is told", || page.has(".notice")).await;
    assert_eq!(page.one(".notice li").text_content().unwrap(), "“Ohio”, PLACE");
    page.control("button", "Undo").click();
    until("it is back", || !page.has(".notice")).await;
    assert_eq!(written(&page), TEXT);
}
