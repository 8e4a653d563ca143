//! What the drawn text promises: each letter once, marks that say what they are, and nothing redrawn in vain.

use gloo::utils::{document, window};
use tagline::annotation::{AnnotationId, Label, Schema};
use tagline::text::paragraphs;
use tagline::workspace::{Command, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

use super::{GalleyText, Same};
use crate::desk::Desk;
use crate::testing::{
    Chance, Mounted, all, annotating, apply, mount, opened, project, settled, until, words,
};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    let galley = workspace.current().unwrap().galley().clone();
    html! { <article><GalleyText galley={Same(galley)} desk={desk.clone()} /></article> }
}

/// What a reader's program finds under `node`: words, and marks as `<id label status>words</>`.
fn written(node: &Node) -> String {
    let children = node.child_nodes();
    (0..children.length())
        .filter_map(|at| children.get(at))
        .map(|child| match child.dyn_ref::<HtmlElement>() {
            None => child.node_value().unwrap_or_default(),
            Some(mark) => {
                assert_eq!(mark.tag_name(), "MARK");
                let read = |name| mark.get_attribute(name).unwrap();
                let (id, label, status) = (read("data-id"), read("data-label"), read("data-status"));
                format!("<{id} {label} {status}>{}</>", written(mark))
            }
        })
        .collect()
}

fn drawn_paragraphs<T: BaseComponent>(page: &Mounted<T>) -> Vec<HtmlElement> {
    page.all("[data-start]")
}

#[wasm_bindgen_test]
async fn marks_say_what_they_are() {
    for (notation, expected) in [
        ("The [COURT 9th Circuit] ruled.", "The <a1 COURT accepted>9th Circuit</> ruled."),
        ("[PLACE? Mexico]", "<a1 PLACE suggested>Mexico</>"),
        ("No mark", "No mark"),
        // One inside another, and two on the same words.
        (
            "[COURT Court of [PLACE Ohio]] sat",
            "<a1 COURT accepted>Court of </><a1 COURT accepted><a2 PLACE accepted>Ohio</></> sat",
        ),
        ("[COURT [PLACE? É]]", "<a2 PLACE suggested><a1 COURT accepted>É</></>"),
        // Crossing.
        (
            "[PLACE a b] c\n         ^^^ COURT",
            "<a1 PLACE accepted>a </><a1 PLACE accepted><a2 COURT accepted>b</></><a2 COURT accepted> </>c",
        ),
        ("漢[PLACE 字]👩‍🚀 [PERSON שלום]", "漢<a1 PLACE accepted>字</>👩‍🚀 <a2 PERSON accepted>שלום</>"),
        // Text is text.
        ("<b>a</b> &amp; [PLACE <img src=x>]", "<b>a</b> &amp; <a1 PLACE accepted><img src=x></>"),
    ] {
        let page = mount(annotating(notation), draw).await;
        let found: Vec<String> = drawn_paragraphs(&page).iter().map(|line| written(line)).collect();
        assert_eq!(found.join("\n"), expected, "{notation}");
    }
}

#[wasm_bindgen_test]
async fn only_one_piece_of_an_annotation_is_reached_by_tab() {
    let page = mount(annotating("[COURT Court of [PLACE Ohio] Bar]"), draw).await;
    let reached: Vec<String> = page.all("mark[tabindex]").iter().map(|mark| words(mark)).collect();
    assert_eq!(reached, ["Court of ", "Ohio"]);
}

#[wasm_bindgen_test]
async fn hidden_marks_are_not_drawn() {
    let page = mount(annotating("[PLACE~ Ohio] and [PLACE? Mexico]"), draw).await;
    let statuses = |page: &Mounted<_>| -> Vec<String> {
        page.all("mark").iter().filter_map(|mark| mark.get_attribute("data-status")).collect()
    };
    assert_eq!(statuses(&page), ["suggested"]);
    let show = tagline::workspace::Show { ink: true, pencil: false, rejected: true };
    page.send(Command::Filter(show));
    until("the rejected mark is drawn", || statuses(&page) == ["rejected"]).await;
}

#[wasm_bindgen_test]
async fn every_letter_is_drawn_once_whatever_is_marked() {
    let mut chance = Chance(7);
    for _ in 0..60 {
        let notation = chance.notation();
        let workspace = annotating(&notation);
        let document = workspace.current().unwrap().document().clone();
        let page = mount(workspace, draw).await;
        let text = document.text();
        let lines = drawn_paragraphs(&page);
        let expected: Vec<&str> = paragraphs(text).filter_map(|span| span.slice(text)).collect();
        assert_eq!(lines.iter().map(|line| words(line)).collect::<Vec<_>>(), expected, "{notation}");
        // The article holds its words and nothing else.
        assert_eq!(words(&page.root), expected.concat(), "{notation}");
        for line in &lines {
            let start: usize = line.get_attribute("data-start").unwrap().parse().unwrap();
            let words = words(line);
            let there: String = text.chars().skip(start).take(words.chars().count()).collect();
            assert_eq!(there, words, "{notation}");
        }
        for annotation in document.annotations() {
            let pieces = page
                .all("mark")
                .into_iter()
                .filter(|mark| mark.get_attribute("data-id").as_deref() == Some(&*annotation.id.0));
            let drawn: String = pieces.map(|mark| words(&mark)).collect();
            let marked: String =
                paragraphs(text).filter_map(|line| line.intersection(annotation.span)?.slice(text)).collect();
            assert_eq!(drawn, marked, "{} in {notation}", annotation.id.0);
        }
    }
}

#[wasm_bindgen_test]
async fn copying_gives_the_words_only() {
    let sheet = sheet();
    let mut workspace = annotating("Ohio [COURT? 9th Circuit] sat.\n\nIn [PLACE Mexico]: é 漢 👩‍🚀");
    apply(&mut workspace, [Command::Step { forward: true, pencil: true }]);
    let page = mount(workspace, draw).await;
    assert!(page.has("aside"), "the focused mark has its note");
    let selection = window().get_selection().unwrap().unwrap();
    selection.select_all_children(&page.one("article")).unwrap();
    let copied = || -> Vec<String> {
        let text = String::from(selection.to_string());
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    // A browser lays out what is selected before it tells of it.
    until("all of it is selected", || !copied().is_empty()).await;
    let copied = copied();
    drop(sheet);
    assert_eq!(copied, ["Ohio 9th Circuit sat.", "In Mexico: é 漢 👩‍🚀"]);
}

#[wasm_bindgen_test]
async fn names_are_drawn_by_the_sheet() {
    let page = mount(annotating("[COURT 9th Circuit] in [PLACE? San Francisco]"), draw).await;
    let names: Vec<_> = page.all("mark").iter().filter_map(|mark| mark.get_attribute("data-name")).collect();
    assert_eq!(names, ["COURT", "PLACE?"]);
}

/// The galley's own sheet with what it needs of the others, until it is dropped.
struct Sheet(Element);

impl Drop for Sheet {
    fn drop(&mut self) {
        self.0.remove();
    }
}

fn sheet() -> Sheet {
    let style = document().create_element("style").unwrap();
    let sheets = [
        include_str!("../../../../../styles/tokens.css"),
        include_str!("../../../../../styles/base.css"),
        include_str!("../../../../../styles/galley.css"),
        include_str!("../../../../../styles/note.css"),
    ];
    style.set_text_content(Some(&sheets.concat()));
    document().head().unwrap().append_child(&style).unwrap();
    Sheet(style)
}

/// Where the drawn name of a mark begins and ends on its line, from its first piece's left edge or to its last's right.
fn drawn_name(mark: &HtmlElement) -> (f64, f64) {
    let style = window().get_computed_style_with_pseudo_elt(mark, "::after").unwrap().unwrap();
    let width: f64 = style.get_property_value("width").unwrap().trim_end_matches("px").parse().unwrap();
    let frame = mark.get_bounding_client_rect();
    match mark.get_attribute("data-name-at").as_deref() {
        Some("end") => (frame.right() - width, frame.right()),
        _ => (frame.left(), frame.left() + width),
    }
}

#[wasm_bindgen_test]
async fn names_of_marks_that_overlap_lie_apart() {
    let _sheet = sheet();
    for (notation, count) in [
        ("The [COURT Court of Appeals of [PLACE Ohio]] sat", 2),
        ("[AGENCY [PLACE Port Ellery] Harbour Commission] sat", 2),
        (
            "The [COURT Norhaven District] Court Building sat\n                    ^^^^^^^^^^^^^^^^^^^^^^^^ PLACE",
            2,
        ),
        ("[PLACE [LAW [DATE? [COURT Ohio]]]] sat in [PLACE? Mexico]", 2),
        ("[PLACE? US] [PLACE? Mexico] [COURT 漢字] [LAW a] [LAW b] [LAW c] [LAW d]", 0),
    ] {
        for focus in [None, Some(AnnotationId("a1".into())), Some(AnnotationId("a2".into()))] {
            let mut workspace = annotating(notation);
            apply(&mut workspace, [Command::Focus(focus)]);
            let page = mount(workspace, draw).await;
            let mut names: Vec<_> = page.all("mark[data-name]").iter().map(drawn_name).collect();
            names.sort_by(|a, b| a.0.total_cmp(&b.0));
            assert!(names.windows(2).all(|pair| pair[0].1 < pair[1].0), "{notation}: {names:?}");
            assert!(count == 0 || names.len() == count, "{notation}: {names:?}");
        }
    }
}

#[wasm_bindgen_test]
async fn marks_on_the_same_words_are_counted_and_all_told_to_who_points_at_them() {
    let page = mount(annotating("[PLACE [LAW? [DATE [COURT Ohio]]]] sat in [PLACE Mexico]"), draw).await;
    let names: Vec<_> = page.all("mark").iter().filter_map(|mark| mark.get_attribute("data-name")).collect();
    assert_eq!(names, ["PLACE +3", "PLACE"]);
    let titles: Vec<_> = page.all("mark").iter().map(|mark| mark.get_attribute("title")).collect();
    let all = "PLACE, accepted\nLAW, suggested\nDATE, accepted\nCOURT, accepted";
    assert_eq!(titles[..3], [None, None, None]);
    assert_eq!(titles[3..], [Some(all.to_owned()), None], "the innermost tells of all");
}

#[wasm_bindgen_test]
async fn a_focus_frame_cuts_no_name() {
    let _sheet = sheet();
    let line = "[PLACE Ohio] and a word or two more of it, ";
    let mut workspace = annotating(&line.repeat(12));
    apply(&mut workspace, [Command::Focus(Some(AnnotationId("a08".into())))]);
    let page = mount(workspace, draw).await;
    let focused = page.one("mark[aria-current]");
    focused.focus().unwrap();
    let style = |property: &str| {
        let style = window().get_computed_style(&focused).unwrap().unwrap();
        style.get_property_value(property).unwrap()
    };
    assert_eq!(style("outline-style"), "none", "one frame is enough");
    let frame = focused.get_bounding_client_rect();
    // The frame is two pixels wide; the small letters of a name end two pixels above its box.
    for mark in page.all("mark[data-name]").iter().filter(|mark| **mark != focused) {
        let after = window().get_computed_style_with_pseudo_elt(mark, "::after").unwrap().unwrap();
        let number = |name: &str| -> f64 {
            after.get_property_value(name).unwrap().trim_end_matches("px").parse().unwrap()
        };
        let top = mark.get_bounding_client_rect().top() + number("top");
        let bottom = top + number("height") - 2.0;
        assert!(bottom <= frame.top() - 2.0 || top >= frame.top(), "{bottom} and {}", frame.top());
    }
}

#[wasm_bindgen_test]
async fn an_edit_redraws_its_paragraph_only() {
    let page = mount(annotating("[PLACE? A] one\n\n[PLACE? B] two\n\n[PLACE? C] three"), draw).await;
    let before = drawn_paragraphs(&page);
    // A letter that the page did not put there stays for as long as nobody draws the piece anew.
    for line in &before {
        line.first_element_child().unwrap().set_attribute("data-status", "untouched").unwrap();
    }
    page.send(Command::Focus(Some(AnnotationId("a2".into()))));
    page.send(Command::Label(Label::new("COURT").unwrap()));
    until("the label has changed", || page.has("[data-label=COURT]")).await;
    let after = drawn_paragraphs(&page);
    assert!(before.iter().zip(&after).all(|(then, now)| then == now), "the paragraphs are the same nodes");
    let statuses: Vec<_> =
        page.all("mark").iter().filter_map(|mark| mark.get_attribute("data-status")).collect();
    assert_eq!((&*statuses[0], &*statuses[2]), ("untouched", "untouched"));
    assert_eq!(page.notation(), "[PLACE? A] one\n\n[COURT B] two\n\n[PLACE? C] three");
}

/// `count` paragraphs with a mark each.
fn long(count: usize) -> Workspace {
    annotating(&(0..count).map(|at| format!("Line {at} in [PLACE? Mexico]\n")).collect::<String>())
}

fn live<T: BaseComponent>(page: &Mounted<T>) -> Vec<bool> {
    let sections = page.all(".galley-section");
    sections.iter().map(|section| section.get_attribute("data-live").as_deref() == Some("true")).collect()
}

#[wasm_bindgen_test]
async fn far_sections_are_plain_first_and_marked_in_time() {
    let page = mount(long(400), draw).await;
    // Of two chapters the second is one text at first.
    until("the text is there", || page.one("article").text_content().unwrap().contains("Line 399")).await;
    assert_eq!(live(&page), [&[true][..], &[false; 16]].concat(), "what fills a screen goes before all else");
    let plain = page.all(".galley-plain").into_iter().next().unwrap();
    assert!(words(&plain).starts_with("Line 20 in Mexico\nLine 21 in Mexico"));
    until("all are marked", || page.all("mark").len() == 400).await;
    assert!(!page.has(".galley-plain") && live(&page).len() == 20);
}

#[wasm_bindgen_test]
async fn a_far_section_is_marked_when_the_focus_goes_there() {
    // More sections than are drawn unasked.
    let mut workspace = long(8_100);
    apply(&mut workspace, [Command::Focus(Some(AnnotationId("a8050".into())))]);
    let page = mount(workspace, draw).await;
    until("the focus is there", || page.all("mark[aria-current=true]").len() == 1).await;
    let at = |line: usize| {
        let all = page.all(".galley-section");
        all.into_iter().find(|section| words(section).contains(&format!("Line {line} in"))).unwrap()
    };
    let is_live = |line| at(line).get_attribute("data-live").as_deref() == Some("true");
    assert!(is_live(8_049));
    assert!(!is_live(4_000), "nobody has gone there");
    at(4_000).scroll_into_view();
    until("what is on the screen is marked", || is_live(4_000)).await;
}

#[wasm_bindgen_test]
async fn a_selected_plain_section_is_marked_once_it_is_let_go() {
    let page = mount(long(190), draw).await;
    let selection = window().get_selection().unwrap().unwrap();
    selection.select_all_children(&page.one("article")).unwrap();
    page.all(".galley-section").last().unwrap().scroll_into_view();
    settled().await;
    selection.remove_all_ranges().unwrap();
    until("all are marked", || page.all("mark").len() == 190).await;
}

#[wasm_bindgen_test]
async fn the_focused_mark_says_so() {
    let page = mount(annotating("[COURT Court of [PLACE Ohio] Bar] and [PLACE Mexico]"), draw).await;
    for (id, expected) in [("a1", "Court of |Ohio| Bar"), ("a2", "Ohio"), ("a3", "Mexico")] {
        page.send(Command::Focus(Some(AnnotationId(id.into()))));
        let current = || {
            let marks = page.all("mark[aria-current=true]");
            marks.iter().map(|mark| words(mark)).collect::<Vec<_>>().join("|")
        };
        until(id, || current() == expected).await;
        assert_eq!(page.all("[data-focus=true]").len(), 1);
    }
    page.send(Command::Focus(None));
    until("nothing has it", || !page.has("[aria-current]")).await;
}

#[wasm_bindgen_test]
async fn what_a_file_says_is_only_ever_text() {
    const EVIL: &str = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";
    let mut project = project("[PLACE? Ohio]");
    let document = (*project.documents[0]).clone();
    let mut annotation = (*document.annotations()[0]).clone();
    annotation.label = Label::new(EVIL).unwrap();
    annotation.value = Some(EVIL.into());
    annotation.note = Some(EVIL.into());
    annotation.entity = Some(tagline::annotation::EntityId(EVIL.into()));
    annotation.evidence = vec![tagline::annotation::Evidence { rule: EVIL.into(), detail: EVIL.into() }];
    let mut evil = document.clone();
    let text = format!("Ohio {EVIL}");
    let cleaned = tagline::article::Cleaned { text: text.as_str().into(), ..Default::default() };
    let retext = tagline::annotation::Retext {
        cleaned,
        annotations: vec![std::rc::Rc::new(annotation)],
        reviewed: Vec::new(),
        set_aside: Vec::new(),
    };
    tagline::annotation::Edit::SetText(Box::new(retext)).apply(&mut evil).unwrap();
    project.documents = vec![std::rc::Rc::new(evil)];
    project.schema = Schema::default().with(&Label::new(EVIL).unwrap());
    let mut workspace = opened(project);
    apply(&mut workspace, [Command::Focus(Some(AnnotationId("a1".into())))]);
    let page = mount(workspace, draw).await;
    assert_eq!(words(&drawn_paragraphs(&page)[0]), text);
    assert_eq!(page.one("mark").get_attribute("data-label").as_deref(), Some(EVIL));
    assert!(words(&page.one("aside")).contains(EVIL));
    let root: &Element = &page.root;
    assert!(all(root, "img, script, b, i").is_empty());
    assert!(js_sys::Reflect::get(&window(), &"hacked".into()).unwrap().is_undefined());
}
