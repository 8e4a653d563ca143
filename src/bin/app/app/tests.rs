//! The whole page: files in, keys, pastes and drops, and what the body says. Without its worker, which is a
//! program of its own: nothing here waits for an answer of it.

use gloo::utils::document;
use tagline::article::Source;
use tagline::format;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DataTransfer, DragEvent, DragEventInit, File, HtmlDialogElement, HtmlInputElement};

use super::App;
use crate::browser::page::of_body;
use crate::testing::{Key, Mounted, cleaning, fire, mount_app, project, settled, until, words};

type Page = Mounted<App>;

/// Files as a browser hands them over.
fn transfer(files: &[(&str, &[u8])]) -> DataTransfer {
    let data = DataTransfer::new().unwrap();
    for (name, bytes) in files {
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(*bytes));
        let file = File::new_with_u8_array_sequence(&parts, name).unwrap();
        data.items().add_with_file(&file).unwrap();
    }
    data
}

fn choose(page: &Page, files: &[(&str, &[u8])]) {
    let input: HtmlInputElement = page.one("input[type=file]:not(.folder-input)").dyn_into().unwrap();
    input.set_files(transfer(files).files().as_ref());
    fire(&input, "change");
}

fn drop_on(page: &Page, data: &DataTransfer) -> bool {
    let init = DragEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_data_transfer(Some(data));
    let event = DragEvent::new_with_event_init_dict("drop", &init).unwrap();
    !page.one("main").dispatch_event(&event).unwrap()
}

/// The native file of a document in that notation.
fn file(notation: &str) -> String {
    format::by_name("tagline").unwrap().write(&project(notation), &[]).content().to_owned()
}

/// The page with a document in that notation open.
async fn annotating(notation: &str) -> Page {
    let page = mount_app().await;
    choose(&page, &[("a.tagline.json", file(notation).as_bytes())]);
    until("it is open", || page.has("main[data-view=annotate]")).await;
    // The keys are the new screen's once it is drawn.
    settled().await;
    page
}

/// What is marked on the page, by label and state.
fn marks(page: &Page) -> String {
    let marks = page.all("mark").into_iter().map(|mark| {
        let read = |name| mark.get_attribute(name).unwrap_or_default();
        format!("{}/{}/{}", words(&mark), read("data-label"), read("data-status"))
    });
    marks.collect::<Vec<_>>().join(" ")
}

fn press(key: &'static str, held: &'static str) -> bool {
    let target = document().active_element().unwrap();
    Key { key, held }.press(&target)
}

fn body_says(name: &str, value: &str) -> bool {
    of_body(name).as_deref() == Some(value)
}

#[wasm_bindgen_test]
async fn it_starts_ready_and_idle() {
    let page = mount_app().await;
    assert!(page.has("main[data-view=start]"));
    until("the body says so", || body_says("data-busy", "false") && body_says("data-saved", "true")).await;
    assert!(body_says("data-revision", "0") && body_says("data-saved-revision", "0"));
    assert_eq!(page.all("input[type=file]").len(), 2);
    assert!(page.has("[role=status][aria-live=polite]"));
}

#[wasm_bindgen_test]
async fn a_file_is_opened_corrected_by_keyboard_and_exported() {
    let page = annotating("The [COURT? 9th Circuit] é 👩‍🚀\n\nin [PLACE? Mexico]").await;
    until("nothing is to be saved", || body_says("data-saved", "true") && body_says("data-busy", "false"))
        .await;
    assert_eq!(marks(&page), "9th Circuit/COURT/suggested Mexico/PLACE/suggested");
    for (key, held, expected) in [
        ("n", "", "9th Circuit/COURT/suggested Mexico/PLACE/suggested"),
        ("a", "", "9th Circuit/COURT/accepted Mexico/PLACE/suggested"),
        ("1", "", "9th Circuit/COURT/accepted Mexico/COURT/accepted"),
        ("z", "ctrl", "9th Circuit/COURT/accepted Mexico/PLACE/suggested"),
        ("Z", "ctrl shift", "9th Circuit/COURT/accepted Mexico/COURT/accepted"),
        ("z", "meta", "9th Circuit/COURT/accepted Mexico/PLACE/suggested"),
        ("Delete", "", "9th Circuit/COURT/accepted"),
    ] {
        assert!(press(key, held), "{key} is taken");
        until(key, || marks(&page) == expected).await;
    }
    until("the body counts", || body_says("data-saved", "false") && body_says("data-busy", "false")).await;
    let said = words(&page.one("[role=status]"));
    assert!(said.contains("Deleted"), "{said}");
    page.control("button", "Export").click();
    until("the window is open", || page.has("dialog[open]")).await;
    let written = words(&page.one("dialog pre"));
    assert!(written.contains(r#""label":"COURT","status":"accepted""#), "{written}");
}

#[wasm_bindgen_test]
async fn a_key_means_what_the_one_before_it_made_of_the_work() {
    let page = annotating("The [COURT? 9th Circuit] in [PLACE? Mexico]").await;
    // Nothing is drawn between them: the first `a` goes to a mark, and Enter is a key only where one has the focus.
    for key in ["a", "a", "Enter"] {
        assert!(press(key, ""), "{key}");
    }
    until("a label can be chosen", || page.has(".palette")).await;
    until("one is decided", || marks(&page) == "9th Circuit/COURT/accepted Mexico/PLACE/suggested").await;
}

#[wasm_bindgen_test]
async fn keys_mean_nothing_in_fields_and_windows_or_while_composing() {
    let before = "9th Circuit/COURT/suggested";
    let page = annotating("The [COURT? 9th Circuit]").await;
    press("n", "");
    until("the mark has the focus", || page.has("mark[aria-current]")).await;
    let field = page.one("input.search");
    for key in ["a", "x", "1", "Delete", "?"] {
        assert!(!Key { key, held: "" }.press(&field), "{key}");
    }
    assert!(!Key { key: "z", held: "ctrl" }.press(&field));
    let mark = page.one("mark");
    for held in ["composing", "alt", "ctrl alt", "ctrl"] {
        assert!(!Key { key: "a", held }.press(&mark), "{held}");
    }
    page.control("button", "Keys").click();
    until("the window is open", || page.has("dialog[open]")).await;
    assert!(!Key { key: "a", held: "" }.press(&page.one("dialog")));
    settled().await;
    assert_eq!(marks(&page), before);
    page.one("dialog").unchecked_into::<HtmlDialogElement>().close();
    until("the window is gone", || !page.has("dialog")).await;
    assert!(Key { key: "a", held: "" }.press(&mark));
    until("now it is a key", || marks(&page) == "9th Circuit/COURT/accepted").await;
}

#[wasm_bindgen_test]
async fn the_question_mark_shows_the_keys() {
    let page = mount_app().await;
    press("?", "shift");
    until("the window is open", || page.has("dialog.keys[open]")).await;
}

#[wasm_bindgen_test]
async fn a_text_file_is_cleaned_and_can_be_stopped() {
    let page = mount_app().await;
    choose(&page, &[("a.txt", "É 漢\r\n\r\nA line.".as_bytes())]);
    until("the worker is asked", || body_says("data-busy", "true") && page.has(".busy")).await;
    page.control("button", "Stop").click();
    until("it is not any more", || body_says("data-busy", "false") && !page.has(".busy")).await;
    assert!(page.has("main[data-view=start]"));
}

#[wasm_bindgen_test]
async fn a_bad_file_is_refused_and_the_work_stays() {
    let good = file("[PLACE? Ohio] é");
    let half = &good[..good.len() / 2];
    let far = good.replace("\"end\": 4", "\"end\": 4000").replace("\"end\":4", "\"end\":4000");
    assert_ne!(far, good);
    let newer = good.replace("\"version\": 1", "\"version\": 99").replace("\"version\":1", "\"version\":99");
    assert_ne!(newer, good);
    for (name, bytes, expected) in [
        ("empty.txt", &b""[..], "empty.txt: expected text, found none"),
        ("blank.html", b" \r\n", "blank.html: expected text, found none"),
        ("a.txt", b"ab\xFFc", "a.txt: byte 2: expected UTF-8"),
        ("a.pdf", b"%PDF-1.7", "found a PDF"),
        ("a.json", b"{\"a\": 1}", "a.json"),
        ("a.json", b"[]", "a.json"),
        ("a.json", b"not json", "a.json"),
        ("half.json", half.as_bytes(), "half.json"),
        ("newer.json", newer.as_bytes(), "newer.json"),
        ("<img src=x onerror=hacked=1>.txt", b"\0", "<img src=x onerror=hacked=1>.txt"),
    ] {
        let page = annotating("The [COURT? 9th Circuit]").await;
        choose(&page, &[(name, bytes)]);
        until(name, || page.has("[role=alert][data-failed=true]")).await;
        let notice = words(&page.one("[role=alert]"));
        assert!(notice.contains(expected), "{notice}");
        assert!(notice.contains("Your work is unchanged."), "{notice}");
        assert_eq!(marks(&page), "9th Circuit/COURT/suggested");
        assert!(!page.has("[role=alert] img"));
        assert!(body_says("data-revision", "0"));
        page.control("button", "Dismiss").click();
        until("it is gone", || !page.has("[role=alert]")).await;
    }
    // One wrong offset is an issue of that mark, not of the file.
    let page = mount_app().await;
    choose(&page, &[("far.json", far.as_bytes())]);
    until("it is told", || page.has("[role=alert]")).await;
    let notice = words(&page.one("[role=alert]"));
    assert!(notice.contains("far.json"), "{notice}");
}

#[wasm_bindgen_test]
async fn the_same_file_can_be_chosen_again_and_both_stay() {
    let page = annotating("The [COURT? 9th Circuit]").await;
    let input: HtmlInputElement = page.one("input[type=file]:not(.folder-input)").dyn_into().unwrap();
    until("the input is empty", || input.value().is_empty()).await;
    choose(
        &page,
        &[
            ("a.tagline.json", file("The [COURT? 9th Circuit]").as_bytes()),
            ("b.json", file("Two").as_bytes()),
        ],
    );
    until("the last one is shown", || words(&page.one("article")) == "Two").await;
    page.control("button", "Tagline, start").click();
    until("all are there", || page.all(".start-document").len() == 3).await;
}

#[wasm_bindgen_test]
async fn files_and_texts_can_be_dropped() {
    let page = mount_app().await;
    assert!(drop_on(&page, &transfer(&[("a.json", file("[PLACE Ohio]").as_bytes())])));
    until("it is open", || marks(&page) == "Ohio/PLACE/accepted").await;
    let data = DataTransfer::new().unwrap();
    data.set_data("text/plain", "A text of its own.").unwrap();
    assert!(drop_on(&page, &data));
    until("the text is cleaned", || page.has(".busy")).await;
    page.control("button", "Stop").click();
    until("stopped", || !page.has(".busy")).await;
    assert!(drop_on(&page, &DataTransfer::new().unwrap()));
    until("nothing is told of", || page.has("[role=alert]")).await;
    assert!(words(&page.one("[role=alert]")).contains("expected text, found none"));
    assert_eq!(marks(&page), "Ohio/PLACE/accepted");
}

#[wasm_bindgen_test]
async fn files_can_be_dropped_on_the_clean_screen() {
    let cleaned = cleaning(Source::text("The council of é met.\n\nIt left early."));
    let written = format::by_name("tagline").unwrap().write(&cleaned.project(), &[]).content().to_owned();
    let page = mount_app().await;
    choose(&page, &[("a.tagline.json", written.as_bytes())]);
    until("it is open", || page.has("main[data-view=annotate]")).await;
    page.control("link", "Clean").click();
    until("it is on the clean screen", || page.has("main[data-view=clean]")).await;
    assert!(drop_on(
        &page,
        &transfer(&[("b.brackets.txt", "[PLACE 漢 Ohio]".as_bytes()), ("c.pdf", b"%PDF")])
    ));
    until("the good one is open", || marks(&page) == "漢 Ohio/PLACE/accepted").await;
    until("the bad one is told of", || page.has("[role=alert]")).await;
    assert!(words(&page.one("[role=alert]")).contains("c.pdf"));
    page.control("button", "Tagline, start").click();
    until("both are there", || page.all(".start-document").len() == 2).await;
}

#[wasm_bindgen_test]
async fn nothing_that_is_opened_runs() {
    const EVIL: &str = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";
    let project = {
        let mut project = project(&format!("[PLACE? Ohio] {EVIL}"));
        let mut document = (*project.documents[0]).clone();
        let metadata = tagline::article::Metadata {
            title: Some(EVIL.to_owned()),
            site: Some(EVIL.to_owned()),
            url: Some("javascript:window.hacked=1".to_owned()),
            ..Default::default()
        };
        tagline::annotation::Edit::SetMetadata(Box::new(metadata)).apply(&mut document).unwrap();
        project.documents = vec![std::rc::Rc::new(document)];
        project.schema = project.schema.with(&tagline::annotation::Label::new(EVIL).unwrap());
        project
    };
    let written = format::by_name("tagline").unwrap().write(&project, &[]).content().to_owned();
    let page = mount_app().await;
    choose(&page, &[("a.json", written.as_bytes())]);
    until("it is open", || page.has("main[data-view=annotate]")).await;
    assert!(words(&page.one("article")).contains(EVIL));
    let clean = || !page.has("img, script, iframe, a[href^=javascript]");
    assert!(clean());
    press("n", "");
    until("the mark has the focus", || page.has("aside.note")).await;
    assert!(clean());
    page.control("button", "Export").click();
    until("the window is open", || page.has("dialog[open]")).await;
    assert!(clean());
    page.one("dialog").unchecked_into::<HtmlDialogElement>().close();
    page.control("button", "Tagline, start").click();
    until("the documents are shown", || words(&page.one("main")).contains(EVIL)).await;
    assert!(clean());
    let hacked = js_sys::Reflect::get(&gloo::utils::window(), &JsValue::from("hacked")).unwrap();
    assert!(hacked.is_undefined());
}

#[wasm_bindgen_test]
async fn leaving_asks_only_while_something_is_unsaved() {
    let asks = || {
        let event = document().create_event("BeforeUnloadEvent").unwrap();
        event.init_event_with_bubbles_and_cancelable("beforeunload", false, true);
        gloo::utils::window().dispatch_event(&event).unwrap();
        event.default_prevented()
    };
    let page = annotating("[PLACE? Ohio]").await;
    until("it is saved", || body_says("data-saved", "true")).await;
    assert!(!asks());
    press("n", "");
    press("a", "");
    until("it is not", || body_says("data-saved", "false")).await;
    assert!(asks());
    page.control("button", "Undo").click();
    until("undone", || marks(&page) == "Ohio/PLACE/suggested").await;
}

#[wasm_bindgen_test]
async fn what_comes_in_is_seen_though_the_export_window_is_open() {
    let page = annotating("[PLACE? Ohio]").await;
    page.control("button", "Export").click();
    until("the window is open", || page.has("dialog[open]")).await;
    choose(&page, &[("bad.json", b"{")]);
    until("it can be read and dismissed there", || page.has("dialog [role=alert]")).await;
    assert_eq!(page.all("[role=alert]").len(), 1);
    page.control("button", "Dismiss").click();
    until("it is read", || !page.has("[role=alert]")).await;
    assert!(page.has("dialog[open]"));
    let second = project("[PERSON Zoë] left.");
    let written = format::by_name("tagline").unwrap().write(&second, &[]).content().to_owned();
    choose(&page, &[("b.json", written.as_bytes())]);
    until("the document is shown, not a window over it", || {
        !page.has("dialog") && marks(&page) == "Zoë/PERSON/accepted"
    })
    .await;
}
