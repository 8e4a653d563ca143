//! The window of an import: what is chosen is what is sent, and what came of it is told.

use tagline::job::errand::{Batch, Duplicate};
use tagline::job::intake::{Given, previews};
use tagline::workspace::{Command, ImportCommand, ImportStep, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::super::same::Same;
use super::ImportingPart;
use crate::testing::{Mounted, apply, fire, mount, until, words};

const CSV: &str =
    "kicker,story,day\n<i>é</i>,\"The town woke to snow on Monday, and 漢 👩‍🚀 went to work.\",2019-06-26\n";

async fn shown(files: &[(&str, &str)]) -> Mounted<impl BaseComponent> {
    let mut workspace = Workspace::default();
    let names = files.iter().map(|(name, text)| ((*name).into(), text.len() as u64)).collect();
    apply(&mut workspace, [import(ImportCommand::Offer(names))]);
    mount(workspace, |workspace, desk| match workspace.importing() {
        Some(importing) => {
            html! { <ImportingPart importing={Same(importing.clone())} desk={desk.clone()} /> }
        }
        None => html! { <p class="none" /> },
    })
    .await
}

fn import(command: ImportCommand) -> Command {
    Command::Import(command)
}

fn look<T: BaseComponent>(page: &Mounted<T>, files: &[(&str, &str)]) {
    let found = files.iter().flat_map(|(name, text)| previews(Given::of(*name, *text))).collect();
    page.send(import(ImportCommand::Looked(found)));
}

#[wasm_bindgen_test]
async fn columns_are_chosen_and_seen() {
    let files = [("news.csv", CSV), ("a.txt", "É 漢")];
    let page = shown(&files).await;
    assert!(words(&page.one("progress").parent_element().unwrap()).contains("0%"));
    look(&page, &files);
    until("the columns are there", || page.has(".importing-columns")).await;
    let select =
        |name: &str| page.one(&format!("#importing-0-{name}")).dyn_into::<HtmlSelectElement>().unwrap();
    assert_eq!((select("text").value(), select("date").value()), ("story".to_owned(), "day".to_owned()));
    assert_eq!(select("title").selected_index(), 0);
    assert_eq!(words(&page.one("th[data-role=Text]")), "story");
    // What is in a cell is text.
    assert_eq!(words(&page.all("td")[0]), "<i>é</i>");
    select("title").set_value("kicker");
    fire(&select("title"), "change");
    until("the title is chosen", || page.has("th[data-role=Title]")).await;
    let choice = |page: &Mounted<_>| page.workspace().importing().unwrap().choices()[0].1.clone();
    assert_eq!(choice(&page).title.as_deref(), Some("kicker"));
    select("date").set_selected_index(0);
    fire(&select("date"), "change");
    until("no date is chosen", || choice(&page).published.is_none()).await;
    page.control("button", "Import 2 files").click();
    until("it runs", || page.workspace().importing().unwrap().is_running()).await;
}

#[wasm_bindgen_test]
async fn an_import_goes_on_without_its_window() {
    let files = [("a.txt", "É"), ("b.txt", "漢")];
    let page = shown(&files).await;
    look(&page, &files);
    page.send(import(ImportCommand::Start));
    until("it runs", || words(&page.one("dialog")).contains("Work on")).await;
    page.control("button", "Work on").click();
    until("it is beside", || page.has(".importing-aside progress")).await;
    let rejected = vec![("b.txt".to_owned(), "expected <b>text</b>".to_owned())];
    let duplicates = vec![Duplicate { number: 2, title: "É".to_owned(), of: 1, of_title: None, alike: 93 }];
    let batch = Batch { rejected, duplicates, done: (1, 3), ..Batch::default() };
    page.send(import(ImportCommand::Came { batch: batch.into(), open: true }));
    until("it is told", || words(&page.one(".importing-aside")).contains("33%")).await;
    page.control("button", "Show").click();
    until("the window is there", || page.has("dialog[open]")).await;
    page.control("button", "Stop").click();
    until("it is to stop", || {
        matches!(page.workspace().importing().unwrap().step, ImportStep::Running { stopping: true, .. })
    })
    .await;
    page.send(import(ImportCommand::Over(true)));
    until("it is over", || page.has(".importing-list")).await;
    let said = words(&page.one(".importing-body"));
    for part in [
        "0 documents came in.",
        "what came in stays",
        "expected <b>text</b>",
        "is like one that was there, 93 %",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    page.control("button", "Download the whole report");
    page.all("footer button")[0].click();
    until("it is closed", || page.has(".none")).await;
}

#[wasm_bindgen_test]
async fn what_failed_is_told() {
    let page = shown(&[("a.txt", "É")]).await;
    page.send(import(ImportCommand::Failed("the worker stopped: é".into())));
    until("it is told", || page.has("[role=alert]")).await;
    assert_eq!(words(&page.one("[role=alert]")), "Not all came in: the worker stopped: é.");
}

#[wasm_bindgen_test]
async fn what_is_there_already_is_left_out_and_told() {
    let files = [("a.txt", "É"), ("b.txt", "漢")];
    let page = shown(&files).await;
    look(&page, &files);
    until("it asks", || page.has(".importing-leave input")).await;
    let leaves = |page: &Mounted<_>| page.workspace().importing().unwrap().leave_out;
    assert!(!leaves(&page));
    page.one(".importing-leave input").click();
    until("it is chosen", || leaves(&page)).await;
    page.send(import(ImportCommand::Start));
    let left_out =
        vec![Duplicate { number: 0, title: "<b>É</b>".to_owned(), of: 1, of_title: None, alike: 100 }];
    let batch = Batch { left_out, done: (3, 3), ..Batch::default() };
    page.send(import(ImportCommand::Came { batch: batch.into(), open: true }));
    page.send(import(ImportCommand::Over(false)));
    until("it is over", || page.has(".importing-list")).await;
    assert_eq!(words(&page.one(".importing-list")), "Here already, left out · 1<b>É</b>");
    let report = page.workspace().importing().unwrap().report();
    assert_eq!(report, "0 came in, 0 not or not whole\n\n1 left out, as they were there already\n<b>É</b>\n");
}
