//! What the annotate screen promises: what a hand selects is what is marked, and the focus is where it is said to be.

use gloo::utils::{document, window};
use tagline::annotation::AnnotationId;
use tagline::text::{CharOffset, Span, Utf16Offset};
use tagline::workspace::{Command, Unit, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, MouseEvent, MouseEventInit};
use yew::prelude::*;

use super::hand::{offset, place, span_of};
use super::{Annotate, Same};
use crate::browser::selection;
use crate::browser::selection::Place;
use crate::desk::Desk;
use crate::testing::{Chance, Mounted, annotating, apply, mount, settled, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! {
        <Annotate
            open={Same(workspace.current().unwrap().clone())}
            schema={Same(workspace.schema().clone())}
            entities={Same(workspace.entities().clone())}
            armed={workspace.armed().cloned()}
            show={workspace.show()}
            busy={workspace.job().is_some()}
            taught={0}
            choosing={workspace.is_choosing()}
            exact={workspace.is_exact()}
            likely={workspace.likely()}
            learned={Callback::noop()}
            edit_labels={Callback::noop()}
            desk={desk.clone()}
        />
    }
}

async fn screen(notation: &str) -> Mounted<impl BaseComponent + use<>> {
    let page = mount(annotating(notation), draw).await;
    settled().await;
    page
}

fn at(paragraph: usize, within: usize) -> Place {
    Place { paragraph: CharOffset(paragraph), within: Utf16Offset(within) }
}

fn mouse(kind: &str, target: &Element, shift: bool, button: i16) {
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_shift_key(shift);
    init.set_button(button);
    let event = MouseEvent::new_with_mouse_event_init_dict(kind, &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

/// Presses the mouse and releases it there.
fn release(target: &HtmlElement, shift: bool) {
    mouse("mousedown", target, shift, 0);
    mouse("mouseup", target, shift, 0);
}

fn selected<T: BaseComponent>(page: &Mounted<T>) -> Option<String> {
    let workspace = page.workspace();
    let open = workspace.current()?;
    Some(open.document().words(open.selection()?).to_owned())
}

#[wasm_bindgen_test]
async fn places_of_the_page_are_offsets_of_the_text() {
    let mut chance = Chance(3);
    for notation in (0..40).map(|_| chance.notation()) {
        let workspace = annotating(&notation);
        let open = workspace.current().unwrap();
        let text = open.document().text();
        for paragraph in open.galley().paragraphs() {
            let starts = paragraph.text.char_indices().map(|(at, _)| at).chain([paragraph.text.len()]);
            for within in starts {
                let there = paragraph.span.start().plus(within);
                let place = place(open.galley(), there).unwrap();
                assert_eq!(offset(open.galley(), place), Some(there), "{notation}");
                let before: String = text[..there.0].chars().rev().take(3).collect();
                let units = place.within.0;
                let read: String =
                    String::from_utf16(&paragraph.text.encode_utf16().take(units).collect::<Vec<_>>())
                        .unwrap();
                assert!(read.chars().rev().zip(before.chars()).all(|(a, b)| a == b), "{notation}");
            }
        }
    }
}

#[wasm_bindgen_test]
async fn places_that_are_nowhere_are_no_offsets() {
    let workspace = annotating("é👩‍🚀\n\nb");
    let galley = workspace.current().unwrap().galley();
    for nowhere in [at(1, 0), at(0, 99), at(99, 0), at(0, 2)] {
        // The last is inside a character.
        assert_eq!(offset(galley, nowhere), None, "{nowhere:?}");
    }
}

#[wasm_bindgen_test]
async fn a_selection_means_whole_words() {
    for (text, from, to, exact, expected) in [
        ("the 9th Circuit sat", at(0, 5), at(0, 9), false, Some("9th Circuit")),
        ("the 9th Circuit sat", at(0, 5), at(0, 9), true, Some("th C")),
        ("the 9th Circuit, sat", at(0, 3), at(0, 17), false, Some("9th Circuit")),
        // A triple click ends before the next paragraph's first letter.
        ("One two.\n\nThree", at(0, 0), at(10, 0), false, Some("One two")),
        ("a 👩‍🚀 b", at(0, 2), at(0, 4), true, Some("👩‍🚀")),
        ("שלום עולם", at(0, 1), at(0, 3), false, Some("שלום")),
        ("a , b", at(0, 1), at(0, 4), false, None),
        ("a 👩‍🚀 b", at(0, 2), at(0, 8), false, Some("👩‍🚀")),
        ("a", at(0, 1), at(0, 1), false, None),
        ("a", at(0, 1), at(0, 0), true, None),
    ] {
        let workspace = annotating(text);
        let open = workspace.current().unwrap();
        let found = span_of(open, (from, to), exact).map(|span| open.document().words(span));
        assert_eq!(found, expected, "{text} {from:?} {to:?}");
    }
}

#[wasm_bindgen_test]
async fn what_the_mouse_selects_is_selected_and_a_label_marks_it() {
    let page = screen("The 9th Circuit sat.\n\nIn Mexico").await;
    let article = page.one("[data-testid=article]");
    selection::show(&article, at(0, 5), at(0, 9)).unwrap();
    release(&article, false);
    until("whole words", || selected(&page).as_deref() == Some("9th Circuit")).await;
    assert!(words(&page.one(".popup")).contains("“9th Circuit”"));
    page.control("button", "Label as Law").click();
    until("it is marked", || page.notation() == "The [LAW 9th Circuit] sat.\n\nIn Mexico").await;
    until("nothing is selected any more", || selected(&page).is_none() && !selection::is_any()).await;
    mouse("mousedown", &article, true, 0);
    selection::show(&article, at(22, 3), at(22, 5)).unwrap();
    mouse("mouseup", &article, true, 0);
    until("to the letter", || selected(&page).as_deref() == Some("Me")).await;
    window().get_selection().unwrap().unwrap().remove_all_ranges().unwrap();
    release(&article, false);
    until("let go", || selected(&page).is_none()).await;
}

#[wasm_bindgen_test]
async fn a_clicked_mark_has_the_focus_and_a_click_beside_it_takes_it_away() {
    let page = screen("[COURT? 9th Circuit] sat in [PLACE? Mexico].").await;
    let focused = || {
        let active = document().active_element()?;
        active.closest("mark[aria-current]").unwrap().and_then(|mark| mark.get_attribute("data-id"))
    };
    for id in ["a2", "a1"] {
        release(&page.one(&format!("mark[data-id={id}]")), false);
        until(id, || focused().as_deref() == Some(id)).await;
        assert_eq!(page.workspace().current().unwrap().focus(), Some(&AnnotationId(id.into())));
        assert_eq!(page.all("mark[aria-current=true]").len(), 1);
    }
    release(&page.one(".galley-text"), false);
    until("nothing has it", || !page.has("[aria-current]") && focused().is_none()).await;
    assert!(document().active_element().is_some_and(|active| active.tag_name() == "ARTICLE"));
}

#[wasm_bindgen_test]
async fn a_drag_counts_wherever_it_ends_and_a_click_elsewhere_does_not() {
    let page = screen("The 9th Circuit sat.\n\n[PLACE Ohio]").await;
    let (article, side) = (page.one("[data-testid=article]"), page.one(".entities"));
    let all =
        || window().get_selection().unwrap().unwrap().select_all_children(&gloo::utils::body()).unwrap();
    // From the text into the panel beside it.
    let text = page.all("[data-start]")[0].first_child().unwrap();
    let selection = window().get_selection().unwrap().unwrap();
    mouse("mousedown", &page.all("[data-start]")[0], false, 0);
    selection.set_base_and_extent(&text, 5, &side.first_child().unwrap(), 0).unwrap();
    mouse("mouseup", &side, false, 0);
    until("to the article's end", || selected(&page).as_deref() == Some("9th Circuit sat.\n\nOhio")).await;
    let shown = || String::from(window().get_selection().unwrap().unwrap().to_string());
    until("and no further", || shown().trim_end().ends_with("Ohio")).await;
    page.send(Command::LetGo);
    until("let go", || selected(&page).is_none() && !selection::is_any()).await;
    // Everything on the page by key, then a click in the panel, and one of the menu's button.
    all();
    release(&side, false);
    mouse("mousedown", &article, false, 2);
    mouse("mouseup", &article, false, 2);
    settled().await;
    assert_eq!(selected(&page), None);
    selection.remove_all_ranges().unwrap();
    // A mark keeps the focus while something else is clicked.
    page.send(Command::Step { forward: true, pencil: false });
    until("it has the focus", || page.has("mark[aria-current]")).await;
    release(&side, false);
    settled().await;
    assert!(page.has("mark[aria-current]"));
}

#[wasm_bindgen_test]
async fn a_double_click_on_either_half_of_an_emoji_selects_it() {
    let page = screen("It 👩‍🚀 sat").await;
    let article = page.one("[data-testid=article]");
    let emoji = selection::on_screen(&article, at(0, 3), at(0, 8)).unwrap();
    let (middle, behind) = ((emoji.left + emoji.right) / 2.0, emoji.right + 3.0);
    // What browsers select: the emoji with the space before it, or the space behind.
    for (from, to, x, expected) in
        [(2, 8, middle, Some("👩‍🚀")), (8, 9, middle, Some("👩‍🚀")), (8, 9, behind, None)]
    {
        selection::show(&article, at(0, from), at(0, to)).unwrap();
        let init = MouseEventInit::new();
        init.set_bubbles(true);
        init.set_detail(2);
        init.set_client_x(x as i32);
        init.set_client_y(((emoji.top + emoji.bottom) / 2.0) as i32);
        for kind in ["mousedown", "mouseup"] {
            let event = MouseEvent::new_with_mouse_event_init_dict(kind, &init).unwrap();
            page.one(".galley-text").dispatch_event(&event).unwrap();
        }
        until("it is taken", || selected(&page).as_deref() == expected).await;
        page.send(Command::LetGo);
        settled().await;
    }
}

#[wasm_bindgen_test]
async fn the_popup_is_beside_the_words_however_they_were_selected() {
    let style = document().create_element("style").unwrap();
    let sheets = ["tokens", "base", "layout", "labels", "galley", "popup"].map(|name| match name {
        "tokens" => include_str!("../../../../../styles/tokens.css"),
        "base" => include_str!("../../../../../styles/base.css"),
        "layout" => include_str!("../../../../../styles/layout.css"),
        "labels" => include_str!("../../../../../styles/labels.css"),
        "galley" => include_str!("../../../../../styles/galley.css"),
        _ => include_str!("../../../../../styles/popup.css"),
    });
    style.set_text_content(Some(&sheets.concat()));
    document().head().unwrap().append_child(&style).unwrap();
    let page = screen(&"Some words of a line, é 漢 and others.\n\n".repeat(60)).await;
    let article = page.one("[data-testid=article]");
    let beside = || {
        let workspace = page.workspace();
        let open = workspace.current().unwrap();
        let span = open.selection()?;
        let (from, to) = (place(open.galley(), span.start())?, place(open.galley(), span.end())?);
        let words = selection::on_screen(&article, from, to)?;
        let popup = page.root.query_selector(".popup").unwrap()?;
        let seen = window().get_computed_style(&popup).unwrap()?.get_property_value("visibility").unwrap();
        let popup = selection::Box::of(&popup);
        let height = window().inner_height().unwrap().as_f64()?;
        let covers = popup.top < words.bottom
            && popup.bottom > words.top
            && popup.left < words.right
            && popup.right > words.left;
        let gaps = [popup.top - words.bottom, words.top - popup.bottom, popup.left - words.right];
        let near = gaps.iter().any(|gap| gap.abs() < 30.0);
        Some(
            seen == "visible"
                && near
                && !covers
                && popup.top >= 0.0
                && popup.bottom <= height
                && popup.left >= 0.0,
        )
    };
    let caret = |unit, forward| Command::MoveCaret { unit, forward, extend: false };
    for command in [
        vec![caret(Unit::Word, true)],
        vec![caret(Unit::Word, true); 3],
        // Down below the window's edge, and back.
        vec![caret(Unit::Paragraph, true); 25],
        vec![caret(Unit::Word, true)],
        vec![caret(Unit::Paragraph, false); 20],
    ] {
        for command in command {
            page.send(command);
        }
        until("it is beside the words", || beside() == Some(true)).await;
    }
    style.remove();
}

#[wasm_bindgen_test]
async fn a_click_on_a_mark_in_focus_goes_to_the_one_around_it() {
    let page = screen("[PLACE [LAW [DATE Ohio]]] sat").await;
    let innermost = || page.all("mark").pop().unwrap();
    let ids: Vec<_> =
        page.all("mark").iter().rev().filter_map(|mark| mark.get_attribute("data-id")).collect();
    assert_eq!(ids.len(), 3);
    for id in ids.iter().chain(&ids[..1]) {
        release(&innermost(), false);
        let focus = || page.workspace().current().unwrap().focus().cloned();
        until(id, || focus() == Some(AnnotationId(id.as_str().into()))).await;
    }
}

#[wasm_bindgen_test]
async fn an_armed_label_is_plain_to_see() {
    let page = screen("Ohio sat").await;
    page.control("button", "Court").click();
    until("it says so", || words(&page.one(".labels")).contains("Each selection becomes Court")).await;
    assert!(page.has("main[data-armed=COURT]"));
    page.control("button", "Law").click();
    until("another", || page.has("main[data-armed=LAW]")).await;
    page.control("button", "Stop labelling each selection Law").click();
    until("none", || !page.has("[data-armed]") && !page.has(".labels-armed")).await;
}

#[wasm_bindgen_test]
async fn the_focus_goes_on_from_suggestion_to_suggestion() {
    let page = screen("[COURT? A] b [PLACE C] d [PLACE? E]\n\n[DATE? F]").await;
    page.send(Command::Step { forward: true, pencil: true });
    for (command, expected) in [
        (Command::Accept, "[COURT A] b [PLACE C] d [PLACE? E]\n\n[DATE? F]"),
        (Command::Reject, "[COURT A] b [PLACE C] d [PLACE~ E]\n\n[DATE? F]"),
        (Command::Accept, "[COURT A] b [PLACE C] d [PLACE~ E]\n\n[DATE F]"),
    ] {
        page.send(command);
        until(expected, || page.notation() == expected).await;
        // The browser's focus follows when the page is drawn.
        until("the mark has the browser's focus", || {
            let active = document().active_element().unwrap();
            let current = page.all("mark[aria-current=true]");
            current.is_empty() || current[0] == active.unchecked_into::<HtmlElement>()
        })
        .await;
    }
    let footer = words(&page.one("footer"));
    assert!(footer.contains("0 in pencil"), "{footer}");
}

#[wasm_bindgen_test]
async fn a_mouse_on_the_notes_buttons_decides_and_goes_on() {
    let page = screen("[COURT? A] b [PLACE? C] d").await;
    page.send(Command::Step { forward: true, pencil: true });
    until("the note is there", || page.has("aside.note")).await;
    let button =
        page.all("aside.note button").into_iter().find(|one| words(one).ends_with("Accept")).unwrap();
    release(&button, false);
    assert!(page.has("aside.note"), "a press on the note is none beside the mark");
    button.click();
    until("it is decided", || page.notation() == "[COURT A] b [PLACE? C] d").await;
    until("the next one has the focus", || words(&page.one("mark[aria-current=true]")) == "C").await;
}

#[wasm_bindgen_test]
async fn the_focus_stays_on_a_mark_whose_end_is_moved() {
    use tagline::workspace::Edge;
    let page = screen("b [PLACE? a] [COURT c d] [LAW e f] g").await;
    page.send(Command::Step { forward: true, pencil: true });
    for (edge, forward) in
        [(Edge::End, true), (Edge::End, true), (Edge::End, true), (Edge::Start, false), (Edge::End, false)]
    {
        let before = page.notation();
        page.send(Command::Nudge { edge, unit: Unit::Word, forward });
        until("it is moved", || page.notation() != before).await;
        let here = || {
            let active = document().active_element().unwrap();
            active.get_attribute("aria-current").is_some()
                && active.get_attribute("data-id").as_deref() == Some("a1")
        };
        until(&page.notation(), here).await;
    }
}

#[wasm_bindgen_test]
async fn a_selection_by_key_is_shown_on_the_page() {
    let page = screen("One [PLACE Écu] 👩‍🚀 漢 שלום.\n\nNext").await;
    let shown = || String::from(window().get_selection().unwrap().unwrap().to_string());
    let caret = |unit, extend| Command::MoveCaret { unit, forward: true, extend };
    page.send(caret(Unit::Word, false));
    until("the first word", || shown() == "One").await;
    page.send(caret(Unit::Word, true));
    until("two words", || shown() == "One Écu").await;
    let span = page.workspace().current().unwrap().selection();
    assert_eq!(span, Span::of(0.."One Écu".len()));
    page.send(Command::Focus(None));
    until("let go", || !selection::is_any()).await;
}

#[wasm_bindgen_test]
async fn the_screen_says_what_it_is() {
    let mut workspace = annotating("[PLACE? A]");
    apply(&mut workspace, [Command::Done(true)]);
    let page = mount(workspace, draw).await;
    assert!(page.has("main[data-view=annotate] article[data-testid=article][aria-label=Article]"));
    let done = page.one("footer button[aria-pressed]");
    assert_eq!(words(&done), "Done");
    assert_eq!(done.get_attribute("aria-pressed").as_deref(), Some("true"));
    done.click();
    until("in progress again", || !words(&page.one("footer")).contains("Done")).await;
    settled().await;
    assert!(!page.has(".popup"), "nothing is selected");
}

#[wasm_bindgen_test]
async fn an_empty_text_says_what_to_do() {
    let page = screen("").await;
    assert!(words(&page.one("article")).contains("put a block back"));
}

mod hand;
