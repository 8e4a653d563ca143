//! What the screen promises: conflicts side by side with what differs in sight, settled by button or command, and taken in; the
//! figures with their intervals, and the places behind each count.

use std::rc::Rc;

use tagline::job::figures::Figures;
use tagline::workspace::{Command, CompareCommand, CompareFile, Comparison, FiguresTold, View, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::*;
use crate::testing::{Mounted, annotating, apply, mount, name, project, until, words};

/// The screen with these files, in notation.
async fn shown(ours: &str, theirs: &[&str]) -> Mounted<impl BaseComponent> {
    let mut workspace = annotating(ours);
    let file = |(at, notation): (usize, &&str)| CompareFile {
        name: format!("{at}.json").into(),
        project: project(notation).into(),
        issues: Vec::new(),
    };
    if theirs.is_empty() {
        apply(&mut workspace, [Command::Show(View::Compare)]);
    } else {
        let files = theirs.iter().enumerate().map(file).collect();
        apply(&mut workspace, [Command::Compare(CompareCommand::Add(files))]);
    }
    mount(workspace, |workspace: &Workspace, desk: &Desk| {
        html! {
            <CompareScreen
                comparison={workspace.comparison().cloned().map(Same)}
                schema={Same(workspace.schema().clone())}
                documents={workspace.documents().len()}
                desk={desk.clone()}
            />
        }
    })
    .await
}

fn comparison<T: BaseComponent>(page: &Mounted<T>) -> Rc<Comparison> {
    page.workspace().comparison().unwrap().clone()
}

#[wasm_bindgen_test]
async fn without_a_file_it_says_what_can_be_chosen() {
    let page = shown("[PLACE Ohio]", &[]).await;
    assert_eq!(name(&page.control("button", "Choose files")), "Choose files");
    assert!(page.has("input.compare-input[multiple]"));
    assert!(words(&page.one("main[data-view=compare]")).contains("64 MB"));
}

#[wasm_bindgen_test]
async fn versions_stand_side_by_side_and_what_differs_is_framed() {
    let page = shown(
        "The [AGENCY Harbour Board] met in [PLACE Ery] é\n\n[PERSON Ann Roe] left",
        &["The [ORGANIZATION Harbour Board] met in [PLACE Ery] é\n\n[PERSON Ann] Roe left"],
    )
    .await;
    let items = page.all(".compare-item");
    assert_eq!(items.len(), 2);
    assert_eq!(items[0].get_attribute("aria-current").as_deref(), Some("true"));
    let sides: Vec<String> =
        page.all(".compare-item:first-child .compare-take").iter().map(|one| name(one)).collect();
    assert_eq!(sides, ["Yours: AGENCY “Harbour Board”", "0.json: ORGANIZATION “Harbour Board”"]);
    let framed: Vec<String> = page
        .all(".compare-item:first-child mark[data-asked]")
        .iter()
        .map(|mark| format!("{} {}", mark.get_attribute("data-label").unwrap(), words(mark)))
        .collect();
    assert_eq!(framed, ["AGENCY Harbour Board", "ORGANIZATION Harbour Board"]);
    // Both have the place; it is not in question.
    assert_eq!(page.all(".compare-item:first-child mark[data-label=PLACE]:not([data-asked])").len(), 2);
    for text in page.all(".compare-item:first-child .compare-text") {
        assert_eq!(words(&text), "The Harbour Board met in Ery é");
    }
    assert!(!page.has("[style]"));
}

#[wasm_bindgen_test]
async fn a_conflict_is_settled_by_button_taken_back_and_taken_in() {
    let page = shown("[LAW Ohio] and [DATE Iowa]", &["[PLACE Ohio] and [DATE~ Iowa]"]).await;
    assert!(words(&page.one(".compare-count")).starts_with("0 of 2"));
    page.control("button", "0.json: PLACE “Ohio”").click();
    until("it is settled", || page.has(".compare-item[data-settled=true]")).await;
    assert_eq!(words(&page.one(".compare-count")), "1 of 2 settled");
    let taken = page.one(".compare-side[data-taken=true]");
    assert_eq!(taken.get_attribute("data-version").as_deref(), Some("1"));
    assert_eq!(
        page.one(".compare-item[aria-current]").get_attribute("data-settled").as_deref(),
        Some("false")
    );
    page.control("button", "Take back").click();
    until("it is open again", || !page.has(".compare-item[data-settled=true]")).await;
    page.send(Command::Compare(CompareCommand::TakeNone));
    page.send(Command::Compare(CompareCommand::Take(1)));
    until("both are settled", || words(&page.one(".compare-count")) == "2 of 2 settled").await;
    page.control("button", "Take in").click();
    until("it is taken in", || !page.has(".compare-item")).await;
    let workspace = page.workspace();
    let marks = workspace.documents()[0].document().annotations().iter();
    let mut said: Vec<String> = marks.map(|mark| format!("{} {}", mark.label, mark.status.name())).collect();
    said.sort();
    assert_eq!(said, ["DATE rejected", "LAW rejected", "PLACE rejected"]);
    assert!(words(&page.one(".compare-plan")).contains("One undo takes it back"));
    page.send(Command::Undo);
    until("it is as it was", || page.all(".compare-item").len() == 2).await;
    assert_eq!(page.notation(), "[LAW Ohio] and [DATE Iowa]");
}

#[wasm_bindgen_test]
async fn of_many_those_around_the_one_in_hand_are_drawn() {
    let ours = "[LAW Ohio] and ".repeat(40);
    let theirs = ours.replace("LAW", "PLACE");
    let page = shown(ours.trim(), &[theirs.trim()]).await;
    assert_eq!(page.all(".compare-item").len(), 12);
    page.send(Command::Compare(CompareCommand::Go(usize::MAX)));
    until("the last is drawn", || words(&page.one(".compare-list")).contains("40")).await;
    assert_eq!(page.all(".compare-item").len(), 4);
    assert_eq!(
        page.all(".compare-item").last().unwrap().get_attribute("aria-current").as_deref(),
        Some("true")
    );
}

/// The screen with its figures on it, worked out here.
async fn agreed(ours: &str, theirs: &[&str], with_intervals: bool) -> Mounted<impl BaseComponent> {
    let page = shown(ours, theirs).await;
    let figures: Figures = comparison(&page).figures_asked().answer(with_intervals);
    let number = comparison(&page).number();
    page.send(Command::Compare(CompareCommand::Figures(number, FiguresTold::Come(figures.into()))));
    until("they have come", || comparison(&page).figuring().figures().is_some()).await;
    page.control("tab", "Agreement").click();
    until("the figures are shown", || page.has(".agreement")).await;
    page
}

#[wasm_bindgen_test]
async fn figures_stand_with_their_intervals_and_each_count_has_its_places() {
    let page = agreed(
        "The [AGENCY Board] of [PLACE Ery] and [PLACE Rye]",
        &["The [ORGANIZATION Board] of [PLACE Ery] and Rye"],
        true,
    )
    .await;
    let strict = page.one("[data-figure=strict]");
    assert!(words(&strict).contains(".40"), "{}", words(&strict));
    assert!(
        words(&page.one(".agreement-finding")).contains("AGENCY"),
        "{}",
        words(&page.one(".agreement-finding"))
    );
    let cell = page.root.query_selector("[data-cell='AGENCY,ORGANIZATION']").unwrap().unwrap();
    assert_eq!(name(&cell), "Yours Agency, 0.json Organization: 1");
    crate::testing::fire(&cell, "click");
    until("the places are listed", || page.has(".agreement-place")).await;
    assert!(words(&page.one(".agreement-place")).contains("Board"));
    page.one(".agreement-place button").click();
    until("the text is open", || page.workspace().view() == View::Annotate).await;
    let focused = page.workspace().current().unwrap().focus().cloned().unwrap();
    assert_eq!(
        page.workspace().current().unwrap().document().annotation(&focused).unwrap().label.name(),
        "AGENCY"
    );
}

#[wasm_bindgen_test]
async fn the_picture_has_its_table_and_no_style_of_its_own() {
    let page = agreed("[LAW a] b [DATE c]", &["[LAW a] [DATE b] [LAW c]"], false).await;
    assert!(!page.has("[style]"));
    let cells = page.root.query_selector_all(".agreement-cell").unwrap().length() as usize;
    page.control("button", "Show as table: Who says what").click();
    until("the table is shown", || page.has(".agreement-confusion table")).await;
    assert_eq!(page.all(".agreement-confusion tbody td").len(), cells);
    assert!(words(&page.one(".agreement-under")).contains("intervals"));
}
