//! What the annotate screen promises: what a hand selects is what is marked, and the focus is where it is said to be.

use gloo::utils::{document, window};
use tagline::annotation::AnnotationId;
use tagline::text::{CharOffset, Span, Utf16Offset};
use tagline::workspace::{Command, Unit, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, MouseEvent, MouseEventInit};
use yew::prelude::*;

use super::{Annotate, Place, Same, offset, place, span_of};
use crate::browser::selection;
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

fn release(target: &HtmlElement, shift: bool) {
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_shift_key(shift);
    let event = MouseEvent::new_with_mouse_event_init_dict("mouseup", &init).unwrap();
    target.dispatch_event(&event).unwrap();
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
    selection::show(&article, at(22, 3), at(22, 5)).unwrap();
    release(&article, true);
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
    assert!(document().active_element().is_none_or(|active| active.tag_name() == "BODY"));
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
        let active = document().active_element().unwrap();
        let current = page.all("mark[aria-current=true]");
        assert!(current.is_empty() || current[0] == active.unchecked_into::<HtmlElement>());
    }
    let footer = words(&page.one("footer"));
    assert!(footer.contains("0 in pencil"), "{footer}");
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
    let done = page.control("button", "Done");
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
