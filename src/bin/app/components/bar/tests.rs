//! What the bar promises: the stages, undo and redo with what they would do, and whether the work is in a file.

use tagline::annotation::Label;
use tagline::workspace::{Command, View, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::{Bar, Saving};
use crate::desk::{Desk, State};
use crate::testing::{annotating, apply, mount, partly_read, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    let open = workspace.current();
    html! {
        <Bar
            view={workspace.view()}
            has_document={open.is_some()}
            has_any={open.is_some()}
            can_clean={open.is_some_and(|open| open.document().source().is_some())}
            undo={open.and_then(|open| open.next_undo().cloned())}
            redo={open.and_then(|open| open.next_redo().cloned())}
            saving={Saving::of(&State::of(workspace.clone()))}
            take_over={Callback::noop()} edit_here={Callback::noop()}
            desk={desk.clone()}
            export={Callback::noop()}
            keys={Callback::noop()}
        />
    }
}

#[wasm_bindgen_test]
async fn without_a_document_there_is_nothing_to_undo_or_export() {
    let page = mount(Workspace::default(), draw).await;
    let names: Vec<_> = page.all("button").iter().map(|button| crate::testing::name(button)).collect();
    assert_eq!(names, ["Tagline, start", "Your name", "Keys", "Light or dark"]);
}

#[wasm_bindgen_test]
async fn undo_and_redo_say_what_they_would_do() {
    let page = mount(annotating("[PLACE? Ohio]"), draw).await;
    let is_open = |name: &str| !page.control("button", name).has_attribute("disabled");
    assert!(!is_open("Undo") && !is_open("Redo"));
    page.send(Command::Step { forward: true, pencil: true });
    page.send(Command::Label(Label::new("LAW").unwrap()));
    until("undo is open", || is_open("Undo")).await;
    let title = page.control("button", "Undo").get_attribute("title").unwrap();
    assert!(title.starts_with("Undo: ") && title.ends_with("(Ctrl+Z)"), "{title}");
    page.control("button", "Undo").click();
    until("undone", || page.notation() == "[PLACE? Ohio]" && is_open("Redo") && !is_open("Undo")).await;
    page.control("button", "Redo").click();
    until("done again", || page.notation() == "[LAW Ohio]" && !is_open("Redo")).await;
}

#[wasm_bindgen_test]
async fn it_says_whether_the_work_is_in_a_file() {
    let page = mount(annotating("[PLACE? Ohio]"), draw).await;
    let saved = || page.one(".bar-saved").get_attribute("data-saved").unwrap();
    assert_eq!(saved(), "true");
    page.send(Command::Done(true));
    until("an edit is not", || {
        saved() == "false" && words(&page.one(".bar-saved")).contains("Not in a file")
    })
    .await;
    page.send(Command::Saved(page.workspace().revision()));
    until("a download is", || saved() == "true").await;
}

#[wasm_bindgen_test]
async fn one_stage_is_current_and_a_document_without_source_is_not_cleaned() {
    let page = mount(annotating("Ohio"), draw).await;
    let current = || page.all("[aria-current=page]").iter().map(|stage| words(stage)).collect::<Vec<_>>();
    assert_eq!(current(), ["Annotate"]);
    let clean = page.control("link", "Clean");
    assert!(clean.has_attribute("disabled"));
    assert!(clean.get_attribute("title").unwrap().contains("without its source"));
    page.control("link", "Projects").click();
    until("the documents are listed", || current() == ["Projects"]).await;
    assert_eq!(page.workspace().view(), View::Projects);
    page.control("link", "Insight").click();
    until("what they come to", || current() == ["Insight"]).await;
    page.control("link", "Annotate").click();
    until("and the text again", || current() == ["Annotate"]).await;
    page.control("button", "Tagline, start").click();
    until("the word leads to the start", || page.workspace().view() == View::Start).await;
}

#[wasm_bindgen_test]
async fn documents_that_are_not_open_can_be_gone_to() {
    let shelved = |workspace: &Workspace, desk: &Desk| {
        html! {
            <Bar
                view={workspace.view()} has_document={false} has_any={true} can_clean={false}
                undo={None::<tagline::annotation::StepName>} redo={None::<tagline::annotation::StepName>}
                saving={Saving::Kept(true)} take_over={Callback::noop()} edit_here={Callback::noop()}
                desk={desk.clone()} export={Callback::noop()} keys={Callback::noop()}
            />
        }
    };
    let page = mount(Workspace::default(), shelved).await;
    let stages = page.all(".bar-stage");
    let open: Vec<_> =
        stages.iter().filter(|stage| !stage.has_attribute("disabled")).map(|stage| words(stage)).collect();
    assert_eq!((stages.len(), open), (5, vec!["Projects".to_owned(), "Compare".to_owned()]));
    page.control("link", "Projects").click();
    until("they are listed", || page.workspace().view() == View::Projects).await;
}

#[wasm_bindgen_test]
async fn with_its_source_it_is() {
    let source = tagline::article::Source::text("One line.\n\nAnother line.");
    let mut workspace = crate::testing::cleaning(source);
    apply(&mut workspace, [Command::Show(View::Annotate)]);
    let page = mount(workspace, draw).await;
    page.control("link", "Clean").click();
    until("it is shown", || page.workspace().view() == View::Clean).await;
}

#[wasm_bindgen_test]
async fn the_theme_is_changed_and_remembered() {
    let page = mount(Workspace::default(), draw).await;
    let theme = || gloo::utils::document_element().get_attribute("data-theme");
    let button = page.control("button", "Light or dark");
    button.click();
    let first = theme().unwrap();
    button.click();
    let second = theme().unwrap();
    let mut both = [first.as_str(), second.as_str()];
    both.sort_unstable();
    assert_eq!(both, ["dark", "light"]);
    gloo::utils::document_element().remove_attribute("data-theme").unwrap();
    crate::browser::theme::restore();
    assert_eq!(theme(), Some(second));
    gloo::utils::document_element().remove_attribute("data-theme").unwrap();
}

#[wasm_bindgen_test]
async fn what_another_tab_writes_can_be_had_here() {
    let asked = std::rc::Rc::new(std::cell::Cell::new(""));
    for (saving, button) in [(Saving::Elsewhere, "Take over"), (Saving::Apart, "Edit here")] {
        let (take_over, edit_here) = {
            let (one, other) = (asked.clone(), asked.clone());
            (Callback::from(move |()| one.set("Take over")), Callback::from(move |()| other.set("Edit here")))
        };
        let shared = move |workspace: &Workspace, desk: &Desk| {
            html! {
                <Bar
                    view={workspace.view()} has_document={true} has_any={true} can_clean={false}
                    undo={None::<tagline::annotation::StepName>} redo={None::<tagline::annotation::StepName>}
                    saving={saving.clone()} take_over={take_over.clone()} edit_here={edit_here.clone()}
                    desk={desk.clone()} export={Callback::noop()} keys={Callback::noop()}
                />
            }
        };
        let page = mount(Workspace::default(), shared).await;
        page.control("button", button).click();
        assert_eq!(asked.get(), button);
    }
}

#[wasm_bindgen_test]
async fn of_a_document_that_can_only_be_read_a_copy_is_edited() {
    let partly = |workspace: &Workspace, desk: &Desk| {
        let what = workspace.current().and_then(|open| open.what_is_unreadable());
        let saving = what.map_or(Saving::Kept(true), |what| Saving::Partly(what.into()));
        html! {
            <Bar
                view={workspace.view()} has_document={true} has_any={true} can_clean={false}
                undo={None::<tagline::annotation::StepName>} redo={None::<tagline::annotation::StepName>}
                {saving} take_over={Callback::noop()} edit_here={Callback::noop()}
                desk={desk.clone()} export={Callback::noop()} keys={Callback::noop()}
            />
        }
    };
    let page = mount(partly_read("é [PLACE? Ohio] 漢 👩‍🚀"), partly).await;
    let said = page.one(".bar-saved");
    assert!(words(&said).starts_with("Not all of it could be read"), "{}", words(&said));
    let title = said.get_attribute("title").unwrap();
    assert!(
        title.contains("record 2 of 2: expected a record of version 1, found one of version 7"),
        "{title}"
    );
    page.control("button", "Edit a copy").click();
    until("it is open", || page.workspace().documents().len() == 2).await;
    until("it is like any other", || words(&page.one(".bar-saved")) == "Saved").await;
}
