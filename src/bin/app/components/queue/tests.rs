//! What the Projects screen promises: few of many rows are drawn, and search, chips, keys and the bar below do what they say.

use std::rc::Rc;

use gloo::utils::document;
use tagline::annotation::DocumentStatus;
use tagline::workspace::queue::{Order, ProjectWish, QueueCommand, Task};
use tagline::workspace::{Asked, Keymap, Scene, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use super::*;
use crate::testing::{Key, Mounted, fire, listed, mount, name, settled, shelved, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! { <Holder is_shown={workspace.view() == View::Projects} queue={workspace.queue().clone()} schema={Same(workspace.schema().clone())} desk={desk.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct HolderProps {
    is_shown: bool,
    queue: Queue,
    schema: Same<Schema>,
    desk: Desk,
}

/// The screen with its sheets, and what the app keeps for it.
#[component]
fn Holder(props: &HolderProps) -> Html {
    let place = use_memo((), |()| Cell::new(0));
    let sheets = [
        include_str!("../../../../../styles/tokens.css"),
        include_str!("../../../../../styles/base.css"),
        include_str!("../../../../../styles/queue.css"),
    ];
    html! {
        <>
            <style>{ sheets.concat() }</style>
            if props.is_shown { <QueueScreen
                queue={props.queue.clone()} schema={props.schema.clone()} import={Callback::noop()} place={Same(place)}
                keep={html! { <button class="queue-line">{ "Backup" }</button> }} desk={props.desk.clone()}
            /> }
        </>
    }
}

async fn list(rows: u32) -> Mounted<impl BaseComponent> {
    let page = mount(shelved(rows), draw).await;
    settled().await;
    page
}

fn numbers<T: BaseComponent>(page: &Mounted<T>) -> Vec<u32> {
    page.all(".queue-row")
        .iter()
        .map(|row| row.get_attribute("data-number").unwrap().parse().unwrap())
        .collect()
}

/// Presses a key as the app hears it.
fn press<T: BaseComponent>(page: &Mounted<T>, key: &'static str, held: &'static str) {
    let scene = Scene { view: View::Projects, selected: false, focused: false };
    let event = Key { key, held }.event();
    match crate::keys::asked(&event, &Keymap::default(), scene, &Schema::default()) {
        Some(Asked::Do(command)) => page.send(command),
        Some(Asked::Search) => crate::browser::page::focus_first("main input[type=search]"),
        other => panic!("{key} asks for {other:?}"),
    }
}

fn type_in(field: &HtmlElement, typed: &str) {
    let field: HtmlInputElement = field.clone().unchecked_into();
    field.set_value(typed);
    fire(&field, if field.type_() == "date" { "change" } else { "input" });
}

#[wasm_bindgen_test]
async fn of_ten_thousand_rows_those_near_the_screen_are_drawn() {
    let page = list(10_000).await;
    let grid = page.control("grid", "Documents");
    assert_eq!(grid.get_attribute("aria-rowcount").as_deref(), Some("10001"));
    until("the newest are", || numbers(&page).first() == Some(&10_000) && numbers(&page).len() < 100).await;
    let scroller = page.one(".queue-main");
    scroller.set_scroll_top(300_000);
    until("others are", || (1..6_000).contains(numbers(&page).first().unwrap())).await;
    assert!(numbers(&page).len() < 100);
    let middle = scroller.get_bounding_client_rect();
    let on_screen = |row: &HtmlElement| {
        let row = row.get_bounding_client_rect();
        row.top() < middle.bottom() && row.bottom() > middle.top()
    };
    until("and they are where one looks", || page.all(".queue-row").iter().any(on_screen)).await;
    let first = page.all(".queue-row").remove(0);
    let place: u32 = first.get_attribute("aria-rowindex").unwrap().parse().unwrap();
    assert_eq!(place + numbers(&page)[0], 10_002);
    press(&page, "End", "");
    until("the last one is seen", || numbers(&page).last() == Some(&1)).await;
    press(&page, "Home", "");
    until("and the first", || numbers(&page).first() == Some(&10_000) && scroller.scroll_top() == 0).await;
}

#[wasm_bindgen_test]
async fn one_comes_back_to_where_one_was() {
    let page = list(2_000).await;
    page.one(".queue-main").set_scroll_top(30_000);
    until("that place is drawn", || numbers(&page).first().is_some_and(|first| *first < 1_600)).await;
    let seen = numbers(&page);
    page.send(Command::Show(View::Start));
    until("another screen is shown", || !page.has(".queue")).await;
    page.send(Command::Show(View::Projects));
    until("the list is back", || page.has(".queue-row") && numbers(&page) == seen).await;
    assert_eq!(page.one(".queue-main").scroll_top(), 30_000);
}

#[wasm_bindgen_test]
async fn keys_walk_and_choose() {
    let page = list(30).await;
    let cursor =
        || page.all(".queue-row[data-cursor=true]").first().and_then(|row| row.get_attribute("data-number"));
    let active = || page.one(".queue-grid").get_attribute("aria-activedescendant");
    assert_eq!((cursor(), active()), (None, None));
    assert_eq!(document().active_element(), Some(page.one(".queue-grid").unchecked_into::<Element>()));
    for (key, held, at, told) in [
        ("j", "", "30", ""),
        ("ArrowDown", "", "29", ""),
        (" ", "", "29", "1 selected"),
        ("J", "shift", "28", "2 selected"),
        ("ArrowDown", "shift", "27", "3 selected"),
        ("k", "", "28", "3 selected"),
        ("x", "", "28", "2 selected"),
        ("a", "ctrl", "28", "30 selected"),
        ("Escape", "", "28", ""),
    ] {
        press(&page, key, held);
        until(key, || cursor().as_deref() == Some(at)).await;
        until(told, || page.all(".queue-count").iter().map(|one| words(one)).collect::<String>() == told)
            .await;
        assert_eq!(active(), Some(format!("queue-row-{at}")));
    }
    assert!(document().get_element_by_id("queue-row-28").is_some());
    press(&page, "/", "");
    until("one is in the field", || {
        document().active_element() == Some(page.one(".queue-search").unchecked_into())
    })
    .await;
    Key { key: "Enter", held: "" }.press(&page.one(".queue-search"));
    until("and back in the list", || cursor().as_deref() == Some("30")).await;
    assert_eq!(document().active_element(), Some(page.one(".queue-grid").unchecked_into::<Element>()));
    press(&page, "Enter", "");
    until("it is asked for", || page.workspace().queue().wanted() == Some(30)).await;
}

#[wasm_bindgen_test]
async fn a_press_opens_and_on_the_box_selects() {
    let page = list(9).await;
    page.control("checkbox", "Select Harbour 7").click();
    until("one is selected", || page.workspace().queue().chosen().contains(&7)).await;
    assert_eq!(page.workspace().queue().wanted(), None);
    assert_eq!(page.one("#queue-row-7").get_attribute("aria-selected").as_deref(), Some("true"));
    let all = page.control("checkbox", "Select all that are listed");
    assert_eq!(all.get_attribute("aria-checked").as_deref(), Some("mixed"));
    all.click();
    until("all are", || page.workspace().queue().chosen().len() == 9).await;
    page.one("#queue-row-3").click();
    until("it is asked for", || page.workspace().queue().wanted() == Some(3)).await;
}

#[wasm_bindgen_test]
async fn a_row_says_what_is_known_of_its_document() {
    let page = list(12).await;
    let of = |number: u32| words(&page.one(&format!("#queue-row-{number}")));
    assert_eq!(of(2), "Harbour 2Norhaven é漢 · Nov 3, 2024 · like Harbour 1, 93 %New20%2–");
    assert!(of(5).contains("not tagged") && !of(4).contains("not tagged"));
    assert!(of(12).starts_with("Harbour 12") && of(12).contains("Done"));
    assert!(words(&page.one(".queue-head")).contains("4 of 12 documents done · 42 marks · 6 in pencil"));
    for (written, expected) in [
        ("2024-11-20T10:00:00Z", "Nov 20, 2024"),
        ("2024-11-05", "Nov 5, 2024"),
        ("2024-02", "Feb 2024"),
        ("2024-13-01", "2024-13-01"),
        ("漢字漢字漢字", "漢字漢字漢字"),
        ("soon", "soon"),
        ("", ""),
    ] {
        assert_eq!(rows::day(written), expected);
    }
}

#[wasm_bindgen_test]
async fn chips_and_queues_narrow_the_list() {
    let page = list(30).await;
    let shown = || words(&page.one(".queue-sort"));
    assert_eq!(shown(), "30 shown · newest first");
    page.control("button", "Has pencil7").click();
    until("pencil", || shown().starts_with("7 shown")).await;
    assert_eq!(page.control("button", "Has pencil7").get_attribute("aria-pressed").as_deref(), Some("true"));
    page.control("button", "Clear Has pencil").click();
    until("all again", || shown().starts_with("30 shown")).await;
    page.control("button", "Status").click();
    until("the panel is open", || page.has(".queue-panel")).await;
    page.control("checkbox", "Done").click();
    until("done ones", || shown().starts_with("10 shown")).await;
    page.control("checkbox", "New").click();
    until("both", || shown().starts_with("30 shown")).await;
    Key { key: "Escape", held: "" }.press(&page.one(".queue-panel"));
    until("it is closed", || !page.has(".queue-panel")).await;
    assert_eq!(name(&document().active_element().unwrap()), "Status: New or Done");
    page.control("button", "Clear New or Done").click();
    until("any status", || page.workspace().queue().filter().statuses.is_empty()).await;
    page.control("button", "Site").click();
    until("the sites are there", || page.all(".queue-option").len() == 2).await;
    page.control("radio", "Ellery Post15").click();
    until("one site", || shown().starts_with("15 shown") && !page.has(".queue-panel")).await;
    page.control("button", "Clear Ellery Post").click();
    page.control("button", "Label").click();
    until("the labels are there", || page.has(".queue-panel")).await;
    page.control("radio", "Court").click();
    until("those with courts", || page.has(".pill[aria-label='Label: Court']")).await;
    page.control("radio", "in pencil").click();
    until("in pencil", || shown().starts_with("7 shown")).await;
    page.control("button", "Clear Court in pencil").click();
    page.control("button", "Published").click();
    until("the days are asked for", || page.all("input[type=date]").len() == 2).await;
    type_in(&page.all("input[type=date]")[0], "2024-11-20");
    until("from a day on", || shown().starts_with("9 shown")).await;
    assert!(page.has(".pill[aria-expanded=true]"));
    fire(&page.one("h1"), "pointerdown");
    until("a press beside it closes it", || !page.has(".queue-panel")).await;
    assert!(words(&page.one(".queue-chips")).contains("Published from Nov 20, 2024"));
    page.control("button", "Has note").click();
    until("with a note", || shown().starts_with("1 shown")).await;
    page.control("button", "Possible duplicates1").click();
    until("none is like that", || page.has(".queue-empty")).await;
    page.control("button", "List all").click();
    until("all are listed", || shown().starts_with("30 shown") && !page.has(".queue-empty")).await;
    page.one(".queue-sort").click();
    until("the orders are there", || page.all(".queue-option").len() == 2 * Order::ALL.len()).await;
    page.control("radio", "oldest first").click();
    until("it is sorted", || numbers(&page).first() == Some(&1)).await;
}

#[wasm_bindgen_test]
async fn what_is_typed_is_searched_for() {
    let page = list(30).await;
    let found = |typed: &str, numbers: &[u32]| {
        Command::Queue(QueueCommand::Found { typed: typed.into(), numbers: Ok(numbers.into()) })
    };
    type_in(&page.one(".queue-search"), "harbour 2");
    until("it is searched for", || words(&page.one(".queue-sort")) == "Searching…").await;
    assert_eq!(page.one(".queue-grid").get_attribute("aria-busy").as_deref(), Some("true"));
    assert_eq!(page.workspace().queue().listing().slots.len(), 30);
    page.send(found("harbour 2", &[9]));
    until("by title and by text", || words(&page.one(".queue-sort")).starts_with("12 shown")).await;
    type_in(&page.one(".queue-search"), "nothing é");
    page.send(found("nothing é", &[]));
    until("nothing", || words(&page.root).contains("Nothing has “nothing é” in it")).await;
    type_in(&page.one(".queue-search"), "harbour");
    let error = QueueCommand::Found { typed: "harbour".into(), numbers: Err("the store is gone".into()) };
    page.send(Command::Queue(error));
    until("why not", || page.has(".queue-wrong[role=alert]")).await;
    Key { key: "Escape", held: "" }.press(&page.one(".queue-search"));
    until("all again", || {
        !page.has(".queue-wrong") && words(&page.one(".queue-sort")).starts_with("30 shown")
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_is_done_to_many_is_shown_and_can_be_stopped() {
    let page = list(30).await;
    press(&page, "a", "ctrl");
    until("all are selected", || page.has(".queue-deeds")).await;
    page.control("button", "Pre-tag").click();
    until("those that need it", || {
        page.workspace().queue().errand().is_some_and(|errand| errand.numbers.len() == 6)
            && page.has(".queue-errand")
    })
    .await;
    let ticket = page.workspace().queue().errand().unwrap().ticket;
    page.send(Command::Queue(QueueCommand::Progress(ticket, 3)));
    until("half of it is done", || {
        page.all(".queue-errand").iter().any(|one| words(one).starts_with("Tagging 3 of 650%"))
    })
    .await;
    let bar = page.root.query_selector("[role=progressbar][aria-label=Tagging]").unwrap().unwrap();
    assert_eq!(bar.get_attribute("aria-valuenow").as_deref(), Some("50"));
    page.control("button", "Pause").click();
    until("it waits", || page.workspace().queue().errand().is_some_and(|errand| errand.paused)).await;
    page.control("button", "Go on").click();
    until("it does not", || page.workspace().queue().errand().is_some_and(|errand| !errand.paused)).await;
    page.control("button", "Stop").click();
    let outcome = || page.all(".queue-outcome").iter().map(|one| words(one)).collect::<String>();
    until("it is stopped", || outcome() == "Stopped at 3 of 6. What is done stays").await;
    for (button, task, count, told) in [
        (
            "Mark done",
            Task::Mark(DocumentStatus::Done),
            20,
            "20 documents done. Undo on this screen takes that back",
        ),
        (
            "Mark not done",
            Task::Mark(DocumentStatus::InProgress),
            10,
            "10 documents not done. Undo on this screen takes that back",
        ),
        ("Delete", Task::Delete, 30, "30 documents deleted. Undo on this screen brings them back"),
    ] {
        page.control("button", button).click();
        until(button, || {
            let workspace = page.workspace();
            workspace
                .queue()
                .errand()
                .is_some_and(|errand| (errand.task, errand.numbers.len()) == (task, count))
        })
        .await;
        let ticket = page.workspace().queue().errand().unwrap().ticket;
        page.send(Command::Queue(QueueCommand::Progress(ticket, count)));
        until(told, || outcome() == told).await;
    }
    page.send(Command::Queue(QueueCommand::Rows { put: vec![listed(40)], gone: (1..=30).collect() }));
    until("they are gone", || numbers(&page) == [40] && !page.has(".queue-deeds")).await;
}

#[wasm_bindgen_test]
async fn projects_are_opened_made_named_and_deleted() {
    let page = list(30).await;
    let wish = || page.workspace().queue().project_wish().cloned();
    let field = || page.one(".queue-name input");
    assert_eq!(words(&page.one(".queue-side [aria-current]")), "Harbour and courts30");
    page.control("button", "Border rulings12").click();
    until("it is asked for", || wish() == Some(ProjectWish::Open(2))).await;
    // Where there is no room beside the list, they are above it once they are asked for.
    page.control("button", "Queues").click();
    page.control("button", "New project…").click();
    until("its name is", || page.has(".queue-name")).await;
    until("and can be typed", || document().active_element() == Some(field().unchecked_into())).await;
    type_in(&field(), "border RULINGS ");
    until("a name that is taken is refused", || {
        page.all(".queue-name [role=alert]").iter().any(|alert| words(alert).contains("of that name"))
    })
    .await;
    assert!(page.control("button", "Create").has_attribute("disabled"));
    type_in(&field(), " Łódź 漢 ");
    until("another is not", || !page.control("button", "Create").has_attribute("disabled")).await;
    page.control("button", "Create").click();
    until("it is made", || wish() == Some(ProjectWish::New("Łódź 漢".into())) && !page.has(".queue-name"))
        .await;
    page.control("button", "Rename or delete the project").click();
    until("its name is asked", || page.has(".queue-name")).await;
    assert_eq!(field().unchecked_into::<HtmlInputElement>().value(), "Harbour and courts");
    type_in(&field(), "HARBOUR and courts");
    settled().await;
    assert!(!page.has(".queue-name [role=alert]"), "its own name may be written otherwise");
    type_in(&field(), "Harbour");
    settled().await;
    page.control("button", "Rename").click();
    until("it is named", || wish() == Some(ProjectWish::Name("Harbour".into())) && !page.has(".queue-panel"))
        .await;
    settled().await;
    page.control("button", "Rename or delete the project").click();
    until("the panel is open", || page.has(".queue-ask-first")).await;
    page.control("button", "Delete the project…").click();
    until("it is asked first", || {
        page.all(".queue-ask").iter().any(|ask| words(ask).contains("with 30 documents"))
    })
    .await;
    page.control("button", "Delete 30 documents").click();
    until("it is deleted", || wish() == Some(ProjectWish::Delete(1))).await;
}

#[wasm_bindgen_test]
async fn an_empty_project_says_what_to_do() {
    let page = list(0).await;
    assert!(words(&page.one(".queue-empty")).contains("No documents yet"));
    assert!(!page.has(".queue-grid") && page.control("button", "Next in queue").has_attribute("disabled"));
    assert!(words(&page.one(".queue-side")).ends_with("KeepBackup"));
    page.control("button", "Paste an article").click();
    until("the start is shown", || page.workspace().view() == View::Start).await;
}

#[wasm_bindgen_test]
async fn the_next_undone_is_opened() {
    let page = list(30).await;
    let next = page.all(".queue-acts .main").remove(0);
    next.click();
    // The newest of all is done.
    until("the first that is not", || page.workspace().queue().wanted() == Some(29)).await;
    let all: Rc<[u32]> = [3].into();
    page.send(Command::Queue(QueueCommand::Search("zzz".into())));
    page.send(Command::Queue(QueueCommand::Found { typed: "zzz".into(), numbers: Ok(all) }));
    until("one is listed", || numbers(&page) == [3]).await;
    next.click();
    until("it is done", || {
        page.all(".queue-outcome").iter().any(|one| words(one) == "All that is listed is done")
    })
    .await;
}
