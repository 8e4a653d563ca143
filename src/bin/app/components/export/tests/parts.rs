//! An export in three parts, and one by whoever marks blind.

use std::rc::Rc;

use tagline::annotation::{Document, Project, document_from_notation};
use tagline::format::Selection;
use tagline::workspace::{Command, PersonCommand};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{NOTATION, closed, downloads, draw};
use crate::components::export::parts::Parts;
use crate::components::export::{Export, Same, in_families};
use crate::components::people::Person;
use crate::testing::{annotating, apply, fire, mount, opened, project, settled, until, words};

#[wasm_bindgen_test]
async fn three_parts_hold_each_document_once() {
    let all = (0..9).map(|at| {
        let notation = format!("[COURT É] 漢 {at}");
        Rc::new(document_from_notation(format!("d{at}"), &notation, &"Ada".into()).unwrap())
    });
    let page = mount(opened(Project { documents: all.collect(), ..project("é") }), draw).await;
    assert!(!page.has(".export-split"), "one article is not parted");
    page.control("button", "All 9 articles").click();
    until("all are taken", || page.has(".export-split")).await;
    page.control("button", "Split into train, dev, test").click();
    let told = || page.all(".export-split p").first().map(|told| words(told)).unwrap_or_default();
    let parts =
        tagline::format::split(&page.workspace().project(), [80, 10, 10], 1).map(|part| part.documents.len());
    let sentence = format!("train {}, dev {}, test {} of 9 documents", parts[0], parts[1], parts[2]);
    until("it is counted", || told().starts_with(&sentence)).await;
    let set = |at: usize, value: &str| {
        let field: HtmlInputElement = page.all(".export-number input")[at].clone().dyn_into().unwrap();
        field.set_value(value);
        fire(&field, "input");
    };
    for at in 0..3 {
        set(at, "0");
        settled().await;
    }
    until("nothing is parted so", || told().starts_with("All shares are 0")).await;
    assert!(page.one("footer .main").has_attribute("disabled"));
    for at in 0..3 {
        set(at, "1");
        settled().await;
    }
    until("it can be parted", || !page.one("footer .main").has_attribute("disabled")).await;
    assert!(!page.all("footer button").iter().any(|button| words(button) == "Copy"));
    let revision = page.workspace().saved_revision();
    let taken = downloads(|| page.control("button", "Download .zip").click());
    assert_eq!(taken[0].0, "articles-split.tagline.zip");
    until("it is closed", || closed(&page)).await;
    assert_eq!(
        page.workspace().saved_revision(),
        revision,
        "three parts are not one file that can be opened again"
    );
}

#[wasm_bindgen_test]
fn parts_of_a_folder_are_folders() {
    let whole = Project {
        documents: (0..6)
            .map(|at| Rc::new(Document::of_text(format!("d{at}"), format!("漢 {at}"))))
            .collect(),
        ..project("é")
    };
    let parts = Parts { shares: [1, 1, 1], seed: 3 };
    for format in in_families() {
        let files = parts.files(&whole, &Selection::default(), false, (format, &[]));
        let in_part = |name: &str| files.iter().filter(|file| file.name.starts_with(name)).count();
        assert_eq!(in_part("train") + in_part("dev") + in_part("test"), files.len(), "{}", format.name);
        if !format.is_folder() {
            let names: Vec<&str> = files.iter().map(|file| &*file.name).collect();
            let expected = ["train", "dev", "test"].map(|name| format!("{name}{}", format.extension));
            assert_eq!(names, expected);
        }
    }
}

#[wasm_bindgen_test]
async fn who_marks_blind_exports_what_they_marked() {
    let mut workspace = annotating(NOTATION);
    apply(&mut workspace, [Command::Person(PersonCommand::Blind(true))]);
    let page = mount(workspace, |workspace, desk| {
        let person = Person { name: None, blind: workspace.is_blind() };
        html! { <Export workspace={Same(Rc::new(workspace.clone()))} {person} desk={desk.clone()} close={Callback::noop()} /> }
    })
    .await;
    // Ada is at this desk, and the marks are hers, but for the suggestion.
    let list: HtmlSelectElement =
        page.one("select[aria-label^=\"Only marks of this annotator\"]").dyn_into().unwrap();
    assert_eq!(list.value(), "Ada");
    assert!(words(&page.one(".export-whose")).contains("A backup has everything"));
    assert!(!words(&page.one("pre")).contains("Mexico\""));
}
