//! What the export window promises: every format, what each loses, and a file that holds what was shown.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::document;
use tagline::annotation::Label;
use tagline::format;
use tagline::workspace::{Command, Loaded, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlAnchorElement, HtmlDialogElement};
use yew::prelude::*;

use super::carried::losers;
use super::{Export, Same, Tally, file_name, in_families};
use crate::desk::Desk;
use crate::testing::{Key, Mounted, annotating, apply, cleaning, mount, partly_read, project, until, words};

const NOTATION: &str = "É [COURT 9th Circuit] 漢 [PLACE? Mexico] 👩‍🚀\n\n<img src=x> [LAW~ Act]";

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    // Closing is told by a command that changes nothing else.
    let close = desk.on(Command::Arm(Label::new("closed").unwrap()));
    html! { <Export workspace={Same(Rc::new(workspace.clone()))} desk={desk.clone()} {close} /> }
}

fn closed<T: BaseComponent>(page: &Mounted<T>) -> bool {
    page.workspace().armed().is_some_and(|label| label.name() == "closed")
}

/// Name and address of each download that `act` asks for; nothing is saved.
fn downloads(act: impl FnOnce()) -> Vec<(String, String)> {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let sink = seen.clone();
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&document(), "click", options, move |event| {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(anchor) = element.and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok()) {
            event.prevent_default();
            sink.borrow_mut().push((anchor.download(), anchor.href()));
        }
    });
    act();
    drop(listener);
    seen.take()
}

async fn fetched(address: &str) -> String {
    let fetch = js_sys::Function::new_with_args("url", "return fetch(url).then((answer) => answer.text())");
    let promise: js_sys::Promise = fetch.call1(&wasm_bindgen::JsValue::NULL, &address.into()).unwrap().into();
    JsFuture::from(promise).await.unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
async fn the_window_is_modal_and_closes() {
    let page = mount(annotating(NOTATION), draw).await;
    let dialog: HtmlDialogElement = page.control("dialog", "Export").dyn_into().unwrap();
    until("it is open", || dialog.open()).await;
    assert!(dialog.matches(":modal").unwrap());
    // What Escape does.
    dialog.close();
    until("the page hears of it", || closed(&page)).await;
}

#[wasm_bindgen_test]
async fn the_button_closes_it_too() {
    let page = mount(annotating(NOTATION), draw).await;
    page.control("button", "Close").click();
    until("the page hears of it", || closed(&page)).await;
}

#[wasm_bindgen_test]
async fn every_format_is_shown_as_it_is_written() {
    let page = mount(annotating(NOTATION), draw).await;
    let project = page.workspace().current_project();
    let formats = in_families();
    assert_eq!(formats.len(), format::ALL.iter().filter(|format| format.writer.is_some()).count());
    assert_eq!(page.all("[role=radio]").len(), formats.len());
    assert_eq!(words(&page.one(".export-sum")), "All 3 marks are written as they are.");
    for (at, format) in formats.iter().enumerate() {
        page.all("[role=radio]")[at].click();
        let checked =
            || page.all("[role=radio]")[at].get_attribute("aria-checked").as_deref() == Some("true");
        until(format.name, checked).await;
        assert_eq!(page.all("[aria-checked=true]").len(), 1);
        let written = format.write(&project, &[]);
        let shown = words(&page.one("pre"));
        // Files of offsets, and of tokens a line each, don't have the words side by side.
        assert!(
            shown.contains("Circuit") || format.is_folder() || format.is_salted(),
            "{}: {shown}",
            format.name
        );
        assert!(!shown.trim().is_empty(), "{}", format.name);
        // Of a file without a source, what is shown is what is written.
        assert!(written.content().contains(shown.trim_end_matches('…')), "{}: {shown}", format.name);
        let told = format::tally(&written.losses);
        let parts: Vec<String> = page.all(".export-parts li").iter().map(|line| words(line)).collect();
        let of_parts: Vec<_> = told.iter().filter(|tally| tally.cause.is_none()).collect();
        assert_eq!(parts.len(), of_parts.len(), "{}", format.name);
        for (shown, told) in parts.iter().zip(of_parts) {
            assert!(shown.starts_with(&*told.words) && shown.contains(&losers(told)), "{shown}");
        }
        let causes: Vec<String> =
            page.all(".export-loss").iter().map(|line| words(line).to_lowercase()).collect();
        let of_causes: Vec<_> = told.iter().filter(|tally| tally.cause.is_some()).collect();
        assert_eq!(causes.len(), of_causes.len(), "{}", format.name);
        for (shown, told) in causes.iter().zip(of_causes) {
            assert!(shown.contains(&told.words.to_lowercase()), "{shown}");
        }
        assert!(!page.has("pre *, .export-losses img"), "text is text");
    }
}

#[wasm_bindgen_test]
async fn the_formats_are_one_stop_of_tab_and_arrows_choose() {
    let page = mount(annotating(NOTATION), draw).await;
    let count = page.all("[role=radio]").len();
    let chosen = || {
        let radios = page.all("[role=radio]");
        let at = radios.iter().position(|one| one.get_attribute("aria-checked").as_deref() == Some("true"));
        at.filter(|&at| radios[at].get_attribute("tabindex").as_deref() == Some("0"))
    };
    assert_eq!(chosen(), Some(0));
    assert_eq!(page.all("[role=radio][tabindex='0']").len(), 1);
    for (key, expected) in [("ArrowUp", count - 1), ("ArrowDown", 0), ("ArrowRight", 1), ("ArrowLeft", 0)] {
        assert!(Key { key, held: "" }.press(&page.one("[aria-checked=true]")), "{key}");
        until(key, || {
            let active = document().active_element().and_then(|one| one.get_attribute("aria-checked"));
            chosen() == Some(expected % count) && active.as_deref() == Some("true")
        })
        .await;
    }
    assert!(!Key { key: "Tab", held: "" }.press(&page.one("[aria-checked=true]")));
}

#[wasm_bindgen_test]
async fn a_download_is_the_file_and_counts_as_saved() {
    let page = mount(annotating(NOTATION), draw).await;
    page.send(Command::Done(true));
    until("there is something to save", || page.workspace().revision() == 1).await;
    let expected =
        format::by_name("tagline").unwrap().write(&page.workspace().project(), &[]).content().to_owned();
    let button = || page.control("button", "Download .tagline.json");
    let taken = downloads(|| button().click());
    let [(name, address)] = &taken[..] else { panic!("{taken:?}") };
    assert_eq!(name, "é-9th-circuit-漢-mexico.tagline.json");
    assert_eq!(fetched(address).await, expected);
    until("it is saved", || page.workspace().saved_revision() == 1 && closed(&page)).await;
    assert!(document().query_selector("a[download]").unwrap().is_none(), "the page is as it was");
}

#[wasm_bindgen_test]
async fn a_file_that_leaves_something_out_does_not_count_as_saved() {
    let mut workspace = annotating(NOTATION);
    let second = Loaded { name: "b".to_owned(), project: project("Second [PLACE Ohio]"), issues: Vec::new() };
    apply(&mut workspace, [Command::Load(second), Command::Done(true)]);
    let page = mount(workspace, draw).await;
    let revision = page.workspace().revision();
    let pressed = |name: &str| page.control("button", name).get_attribute("aria-pressed").unwrap();
    assert_eq!((&*pressed("This article"), &*pressed("All 2 articles")), ("true", "false"));
    let taken = downloads(|| page.control("button", "Download .tagline.json").click());
    assert_eq!(taken[0].0, "second-ohio.tagline.json");
    until("it is closed", || closed(&page)).await;
    assert!(page.workspace().saved_revision() < revision);
    page.control("button", "All 2 articles").click();
    until("all are taken", || pressed("All 2 articles") == "true").await;
    assert!(words(&page.one("footer")).starts_with("2 documents"));
    assert!(words(&page.one("b")).contains("4 marks"));
    let taken = downloads(|| page.control("button", "Download .tagline.json").click());
    assert_eq!(taken[0].0, "articles.tagline.json");
    assert!(fetched(&taken[0].1).await.contains("Second Ohio"));
    until("it is saved", || page.workspace().saved_revision() == revision).await;
}

#[wasm_bindgen_test]
async fn annotations_are_exported_on_what_was_pasted() {
    let paste = "Share\r\n\r\nThe court in Port\u{a0} Ellery said on Tuesday that Ann O&#39;Hara may keep the boats 👩‍🚀.\r\n\r\n\
        The council has thirty days to appeal, it said in a statement, and will study the ruling with care.";
    let mut workspace = cleaning(tagline::article::Source::text(paste));
    let text = workspace.current().unwrap().document().text().clone();
    let span = |words: &str| {
        let at = text.find(words).unwrap();
        tagline::text::Span::of(at..at + words.len()).unwrap()
    };
    let label = Label::new("PERSON").unwrap();
    for words in ["Port Ellery", "Ann O'Hara"] {
        apply(&mut workspace, [Command::Select(Some(span(words))), Command::Label(label.clone())]);
    }
    let page = mount(workspace, draw).await;
    let pressed = |name: &str| page.control("button", name).get_attribute("aria-pressed").unwrap();
    assert_eq!((&*pressed("The clean text"), &*pressed("What was pasted")), ("true", "false"));
    page.control("button", "What was pasted").click();
    until("it is taken", || pressed("What was pasted") == "true").await;
    assert!(words(&page.one(".export-parts")).contains("the clean text, what was taken out and why"));
    let revision = page.workspace().revision();
    let taken = downloads(|| page.control("button", "Download .tagline.json").click());
    let file = fetched(&taken[0].1).await;
    let read = format::by_name("tagline").unwrap().read(&file).unwrap().project;
    let document = &read.documents[0];
    assert_eq!(&**document.text(), paste);
    let mentions: Vec<&str> = document.annotations().iter().map(|one| document.words(one.span)).collect();
    assert_eq!(mentions, ["Port\u{a0} Ellery", "Ann O&#39;Hara"]);
    until("it is closed", || closed(&page)).await;
    assert!(
        page.workspace().saved_revision() < revision,
        "a file without the clean text is not all there is"
    );
}

#[wasm_bindgen_test]
async fn a_text_that_was_not_cleaned_has_no_choice() {
    let page = mount(annotating(NOTATION), draw).await;
    assert!(!page.has("[aria-label=Text]"));
}

#[wasm_bindgen_test]
async fn another_format_does_not_count_as_saved() {
    let page = mount(annotating(NOTATION), draw).await;
    page.send(Command::Done(true));
    let other = format::ALL
        .iter()
        .filter(|format| format.writer.is_some())
        .position(|format| format.name != "tagline");
    page.all("[role=radio]")[other.unwrap()].click();
    until("it is picked", || !page.has("[aria-checked=true]:first-child")).await;
    let taken = downloads(|| page.one("footer .main").click());
    assert_eq!(taken.len(), 1);
    until("it is closed", || closed(&page)).await;
    assert_eq!(page.workspace().saved_revision(), 0);
}

#[wasm_bindgen_test]
async fn what_does_not_fit_is_mended_by_a_key_and_taken_back() {
    let page = mount(annotating(NOTATION), draw).await;
    let at = in_families().iter().position(|format| format.name == "doccano").unwrap();
    page.all("[role=radio]")[at].click();
    let sum = || words(&page.one(".export-sum"));
    until("it is picked", || sum() == "1 of 3 marks written as they are. 2 left out.").await;
    assert!(words(&page.one(".export-body")).contains("“Mexico”"));
    let press = || Key { key: "s", held: "" }.press(&page.one("[aria-checked=true]"));
    assert!(press());
    until("suggestions are written", || sum() == "1 of 3 marks written as they are. 1 changed. 1 left out.")
        .await;
    assert!(words(&page.one("pre")).contains("PLACE"));
    assert!(press());
    until("it is taken back", || sum() == "1 of 3 marks written as they are. 2 left out.").await;
}

#[wasm_bindgen_test]
async fn only_some_of_it_is_exported() {
    let page = mount(annotating(NOTATION), draw).await;
    page.control("button", "Ink only").click();
    until("it is chosen", || words(&page.one(".export-sum")).contains("The mark is written")).await;
    assert!(words(&page.one(".export-choose")).contains("1 of 3 marks"));
    let shown = words(&page.one("pre"));
    assert!(shown.contains("9th Circuit") && !shown.contains("suggested"), "{shown}");
    page.send(Command::Done(true));
    until("there is something to save", || page.workspace().revision() == 1).await;
    downloads(|| page.one("footer .main").click());
    until("it is closed", || closed(&page)).await;
    assert_eq!(page.workspace().saved_revision(), 0, "what leaves something out is not all that was made");
}

#[wasm_bindgen_test]
fn file_names_are_plain() {
    let tagline = format::by_name("tagline").unwrap();
    for (title, expected) in [
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h"),
        ("É 漢 👩‍🚀", "é-漢"),
        ("…", "article"),
        ("CON\u{0}\n\u{202E}x", "con-x"),
    ] {
        let mut workspace = cleaning(tagline::article::Source::text("A line.\n\nAnother one."));
        apply(&mut workspace, [Command::SetField(tagline::workspace::Field::Title, title.to_owned())]);
        assert_eq!(file_name(&workspace, false, tagline), format!("{expected}.tagline.json"));
        assert_eq!(file_name(&workspace, true, tagline), "articles.tagline.json");
        let bundle = format::by_name("bundle").unwrap();
        assert_eq!(file_name(&workspace, false, bundle), "marks.tagline-bundle.json");
    }
}

#[wasm_bindgen_test]
fn what_is_lost_is_told_by_whom() {
    let tally =
        |project, documents, rows| Tally { words: "source".into(), cause: None, project, documents, rows };
    for (tally, expected) in [
        (tally(true, 0, 0), "the project"),
        (tally(false, 1, 0), "1 document"),
        (tally(true, 2, 263_000), "the project, 2 documents, 263,000 marks"),
        (tally(false, 0, 1), "1 mark"),
    ] {
        assert_eq!(losers(&tally), expected);
    }
}

#[wasm_bindgen_test]
async fn what_could_not_be_read_is_told_to_be_missing() {
    let missing = |page: &Mounted<_>| {
        let body = words(&page.one(".export-body"));
        body.contains("Not in this file") && body.contains("record 2 of 2: expected a record of version 1")
    };
    let page = mount(partly_read(NOTATION), draw).await;
    assert!(missing(&page));
    // What could be read is there.
    assert!(words(&page.one(".export-sum")).contains("3 marks"));
    drop(page);
    let page = mount(annotating(NOTATION), draw).await;
    assert!(!words(&page.one(".export-body")).contains("Not in this file"));
}

mod parts;
