//! The marks under the pointer: each can be taken.

use tagline::annotation::AnnotationId;
use tagline::text::{CharOffset, Utf16Offset};
use tagline::workspace::{Command, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::{Same, Stack, Words};
use crate::browser::selection::Place;
use crate::desk::Desk;
use crate::testing::{annotating, mount, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    let at = |within| Place { paragraph: CharOffset(0), within: Utf16Offset(within) };
    html! {
        <Stack
            open={Same(workspace.current().unwrap().clone())}
            marks={["a3", "a2", "a1", "gone"].map(|id| AnnotationId(id.into())).to_vec()}
            place={Words { from: at(0), to: at(4), article: NodeRef::default(), scroll: NodeRef::default() }}
            desk={desk.clone()}
        />
    }
}

#[wasm_bindgen_test]
async fn each_mark_of_a_stack_can_be_taken() {
    let page = mount(annotating("[PLACE? [LAW [DATE Ohio] and] more]"), draw).await;
    let listed: Vec<_> = page.all("button").iter().map(|button| words(button)).collect();
    assert_eq!(listed, ["DATEOhioaccepted", "LAWOhio andaccepted", "PLACE?Ohio and moresuggested"]);
    page.send(Command::Focus(Some(AnnotationId("a3".into()))));
    until("it says which has the focus", || {
        page.all("[aria-pressed=true]").first().is_some_and(|mark| words(mark).starts_with("DATE"))
    })
    .await;
    page.all("button")[1].click();
    let focus = || page.workspace().current().unwrap().focus().cloned();
    until("another has it", || focus() == Some(AnnotationId("a2".into()))).await;
}
