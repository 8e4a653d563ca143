//! The sheet of a narrow screen: what it offers for a mark, for a selection and for neither.

use tagline::annotation::{DocumentStatus, Label};
use tagline::text::Span;
use tagline::workspace::{Command, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::{Same, Sheet};
use crate::desk::Desk;
use crate::testing::{Mounted, annotating, mount, name, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    let open = workspace.current().unwrap();
    let focus = open.focus().and_then(|id| open.document().annotation(id)).cloned();
    let span = open.selection().or(focus.as_ref().map(|annotation| annotation.span));
    html! {
        <Sheet
            schema={Same(workspace.schema().clone())}
            focus={focus.map(Same)}
            words={span.map(|span| open.document().words(span).to_owned()).unwrap_or_default()}
            selected={open.selection().is_some()}
            pencil={open.counts().pencil}
            exact={workspace.is_exact()}
            done={open.document().status() == DocumentStatus::Done}
            desk={desk.clone()}
        />
    }
}

fn buttons<T: BaseComponent>(page: &Mounted<T>) -> Vec<String> {
    page.all("button").iter().map(|button| name(button)).collect()
}

#[wasm_bindgen_test]
async fn it_offers_what_can_be_done() {
    let page = mount(annotating("[PLACE? Ohio] and [PLACE? Mexico] sat"), draw).await;
    assert_eq!(buttons(&page), ["Previous", "Next", "Done"]);
    page.control("button", "Next").click();
    let of_mark = [
        "Reject",
        "Relabel",
        "Delete",
        "Accept",
        "Every mention…",
        "Note",
        "Correct",
        "Previous",
        "Next",
        "Edges ‹ ›",
        "Close",
    ];
    until("the first mark", || buttons(&page) == of_mark && words(&page.root).contains("PLACE? Ohio")).await;
    page.control("button", "Relabel").click();
    until("the labels", || buttons(&page).len() == of_mark.len() + 7).await;
    page.control("button", "Law").click();
    until("relabelled", || page.notation() == "[LAW Ohio] and [PLACE? Mexico] sat").await;
    page.send(Command::Step { forward: true, pencil: true });
    until("the next mark, its labels folded", || {
        buttons(&page) == of_mark && words(&page.root).contains("Mexico")
    })
    .await;
    page.control("button", "Accept").click();
    until("accepted", || page.notation() == "[LAW Ohio] and [PLACE Mexico] sat").await;
    page.send(Command::Select(Span::of(16..19)));
    until("labels for a selection", || buttons(&page).len() == 11).await;
    page.control("button", "Edges ‹ ›").click();
    until("the ends can be moved", || buttons(&page).len() == 16).await;
    let selected = || page.workspace().current().unwrap().selection();
    page.control("button", "Start back").click();
    until("by a word", || selected() == Span::of(9..19)).await;
    page.control("button", "Exact").click();
    until("or to the character", || page.workspace().is_exact()).await;
    page.control("button", "End back").click();
    until("by a character", || selected() == Span::of(9..18)).await;
    page.control("button", "Cancel").click();
    until("let go", || selected().is_none()).await;
}

#[wasm_bindgen_test]
async fn a_mark_is_deleted_left_and_the_document_called_done_without_a_key() {
    let page = mount(annotating("[PLACE Ohio] and [PLACE Mexico] sat"), draw).await;
    // Nothing is in pencil: it goes from mark to mark.
    page.control("button", "Next").click();
    until("the first mark", || words(&page.root).contains("Ohio")).await;
    page.control("button", "Delete").click();
    until("deleted", || page.notation() == "Ohio and [PLACE Mexico] sat").await;
    until("the next mark", || words(&page.root).contains("Mexico")).await;
    page.control("button", "Close").click();
    until("left", || buttons(&page) == ["Previous", "Next", "Done"]).await;
    page.control("button", "Done").click();
    let pressed = || page.control("button", "Done").get_attribute("aria-pressed");
    until("done", || pressed().as_deref() == Some("true")).await;
}

#[wasm_bindgen_test]
async fn it_relabels_whatever_is_armed() {
    let page = mount(annotating("[PLACE? Ohio]"), draw).await;
    page.send(Command::Arm(Label::new("DATE").unwrap()));
    page.control("button", "Next").click();
    until("the mark", || words(&page.root).contains("Ohio")).await;
    page.control("button", "Relabel").click();
    until("the labels", || buttons(&page).len() > 11).await;
    page.control("button", "Law").click();
    until("relabelled", || page.notation() == "[LAW Ohio]").await;
}

#[wasm_bindgen_test]
async fn it_counts_what_is_left() {
    let page = mount(annotating("[PLACE? Ohio] [PLACE? Mexico]"), draw).await;
    assert!(words(&page.root).contains("2 in pencil"));
    page.send(Command::Step { forward: true, pencil: true });
    page.send(Command::Reject);
    until("one is left", || words(&page.root).contains("1 in pencil")).await;
}
