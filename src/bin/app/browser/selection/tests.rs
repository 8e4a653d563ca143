//! Selections there and back: places in the DOM as places in paragraphs.

use gloo::utils::{document, window};
use tagline::text::{CharOffset, Utf16Offset};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Node, Selection};
use yew::prelude::*;

use super::{Place, clear, is_any, on_screen, place, read, show, touches};
use crate::components::galley::GalleyText;
use crate::components::same::Same;
use crate::testing::{Chance, Mounted, annotating, apply, mount};

async fn article(notation: &str) -> Mounted<impl BaseComponent + use<>> {
    mount(annotating(notation), |workspace, desk| {
        let galley = workspace.current().unwrap().galley().clone();
        html! { <article><GalleyText galley={Same(galley)} desk={desk.clone()} /></article> }
    })
    .await
}

fn selected() -> Selection {
    window().get_selection().unwrap().unwrap()
}

fn at(paragraph: usize, within: usize) -> Place {
    Place { paragraph: CharOffset(paragraph), within: Utf16Offset(within) }
}

/// Every place between two characters of the article.
fn places(article: &Element) -> Vec<Place> {
    let mut places = Vec::new();
    for paragraph in crate::testing::all(article, "[data-start]") {
        let start = paragraph.get_attribute("data-start").unwrap().parse().unwrap();
        let mut within = 0;
        places.push(at(start, 0));
        for character in paragraph.text_content().unwrap().chars() {
            within += character.len_utf16();
            places.push(at(start, within));
        }
    }
    places
}

#[wasm_bindgen_test]
async fn what_is_shown_is_read_again() {
    for notation in [
        "[COURT 9th Circuit] sat",
        "a [COURT Court of [PLACE Ohio]]\n\n[PLACE é漢] 👩‍🚀",
        "👩‍🚀[PERSON 👩‍🚀]👩‍🚀",
        "[PERSON שלום] עולם\nb",
        "e\u{301}\r\n\r\nz",
    ] {
        let page = article(notation).await;
        let article = page.one("article");
        let places = places(&article);
        for (first, from) in places.iter().enumerate() {
            for to in &places[first + 1..] {
                show(&article, *from, *to).unwrap();
                assert_eq!(read(&article), Some((*from, *to)), "{notation}");
                assert!(touches(&article) && is_any());
                // From the other end, as a hand that drags to the left.
                let selection = selected();
                let (start, start_at) = (selection.anchor_node().unwrap(), selection.anchor_offset());
                let (end, end_at) = (selection.focus_node().unwrap(), selection.focus_offset());
                selection.set_base_and_extent(&end, end_at, &start, start_at).unwrap();
                assert_eq!(read(&article), Some((*from, *to)), "{notation}, backwards");
            }
        }
    }
}

#[wasm_bindgen_test]
async fn what_is_shown_is_read_again_in_any_text() {
    let mut chance = Chance(11);
    for _ in 0..30 {
        let notation = chance.notation();
        let page = article(&notation).await;
        let article = page.one("article");
        let places = places(&article);
        for _ in 0..30.min(places.len()) {
            let (a, b) = (chance.below(places.len()), chance.below(places.len()));
            let (from, to) = (places[a.min(b)], places[a.max(b)]);
            if from == to {
                continue;
            }
            show(&article, from, to).unwrap();
            assert_eq!(read(&article), Some((from, to)), "{notation}");
        }
    }
}

#[wasm_bindgen_test]
async fn nothing_is_read_of_a_caret_or_of_another_part_of_the_page() {
    let page = article("[COURT 9th Circuit] sat").await;
    let article = page.one("article");
    clear();
    assert_eq!(read(&article), None);
    assert!(!is_any() && !touches(&article));
    show(&article, at(0, 2), at(0, 2)).unwrap();
    assert_eq!(read(&article), None);
    assert!(!is_any());
    let outside = document().create_element("p").unwrap();
    outside.set_text_content(Some("elsewhere"));
    page.root.append_child(&outside).unwrap();
    selected().select_all_children(&outside).unwrap();
    assert_eq!(read(&article), None);
    assert!(is_any() && !touches(&article));
    assert_eq!(show(&article, at(7, 0), at(7, 1)), None, "no paragraph starts there");
}

#[wasm_bindgen_test]
async fn a_place_past_the_end_is_the_end() {
    let page = article("ab [PLACE cd]").await;
    let article = page.one("article");
    show(&article, at(0, 1), at(0, 99)).unwrap();
    assert_eq!(read(&article), Some((at(0, 1), at(0, 5))));
}

#[wasm_bindgen_test]
async fn ends_outside_paragraphs_go_to_the_nearest_inside() {
    let page = article("One 👩‍🚀\n\n[PLACE Two]\n\nThree").await;
    let article = page.one("article");
    let section: Node = page.one(".galley-section").into();
    let rows: Vec<Node> = page.all(".galley-row").into_iter().map(Into::into).collect();
    let numbers: Vec<Node> = page.all(".galley-number").into_iter().map(Into::into).collect();
    let first = page.all("[data-start]")[0].first_child().unwrap();
    let (one, two, three) = (at(0, 0), at(9, 0), at(14, 0));
    for (node, offset, forwards, backwards) in [
        // Everything: from before the first to after the last.
        (Node::from(article.clone()), 0, Some(one), None),
        (Node::from(article.clone()), 1, Some(at(14, 5)), Some(at(14, 5))),
        (section.clone(), 1, Some(two), Some(at(0, 9))),
        (section.clone(), 2, Some(three), Some(at(9, 3))),
        // The row of the next paragraph: a triple click ends there.
        (rows[1].clone(), 0, Some(two), Some(at(0, 9))),
        (rows[1].clone(), 1, Some(two), Some(at(0, 9))),
        (rows[1].clone(), 2, Some(three), Some(at(9, 3))),
        (numbers[1].clone(), 0, Some(two), Some(at(0, 9))),
        (first.clone(), 4, Some(at(0, 4)), Some(at(0, 4))),
        (page.root.clone().into(), 0, None, None),
    ] {
        assert_eq!(place(&article, &node, offset, false), forwards, "{offset} of {}", node.node_name());
        assert_eq!(place(&article, &node, offset, true), backwards, "{offset} of {}", node.node_name());
    }
    selected().select_all_children(&article).unwrap();
    assert_eq!(read(&article), Some((one, at(14, 5))));
}

#[wasm_bindgen_test]
async fn the_note_is_not_the_text() {
    let mut workspace = annotating("[PLACE? One]\n\nTwo");
    apply(&mut workspace, [tagline::workspace::Command::Step { forward: true, pencil: true }]);
    let page = mount(workspace, |workspace, desk| {
        let galley = workspace.current().unwrap().galley().clone();
        html! { <article><GalleyText galley={Same(galley)} desk={desk.clone()} /></article> }
    })
    .await;
    let note: Node = page.one("aside h2").into();
    let article = page.one("article");
    assert_eq!(place(&article, &note, 0, true), Some(at(0, 3)));
    assert_eq!(place(&article, &note, 0, false), Some(at(5, 0)));
}

#[wasm_bindgen_test]
async fn of_a_selection_that_goes_on_outside_the_article_its_part_in_it_counts() {
    let page = article("One two\n\n[PLACE Three]").await;
    let article = page.one("article");
    let beside = |words: &str| {
        let outside = document().create_element("p").unwrap();
        outside.set_text_content(Some(words));
        outside
    };
    let (before, behind) = (beside("before"), beside("behind"));
    page.root.insert_before(&before, Some(&article)).unwrap();
    page.root.append_child(&behind).unwrap();
    let inside = page.all("[data-start]")[0].first_child().unwrap();
    let select = |start: &Node, start_at, end: &Node, end_at| {
        selected().set_base_and_extent(start, start_at, end, end_at).unwrap();
        read(&article)
    };
    let last = at(9, 5);
    // To the panel beside it; a triple click on the last paragraph ends there too, before its first letter.
    assert_eq!(select(&inside, 4, &behind.first_child().unwrap(), 3), Some((at(0, 4), last)));
    assert_eq!(select(&inside, 4, &behind, 0), Some((at(0, 4), last)));
    assert_eq!(select(&behind, 1, &inside, 4), Some((at(0, 4), last)), "backwards");
    assert_eq!(select(&before, 0, &inside, 3), Some((at(0, 0), at(0, 3))));
    assert_eq!(select(&before, 0, &behind, 1), Some((at(0, 0), last)));
    selected().select_all_children(&gloo::utils::body()).unwrap();
    assert_eq!(read(&article), Some((at(0, 0), last)), "all of the page");
    assert_eq!(select(&before, 0, &before, 1), None);
    assert_eq!(select(&behind, 0, &behind, 1), None);
}

#[wasm_bindgen_test]
async fn a_selection_is_somewhere_on_the_screen() {
    let page = article("[PLACE One] two").await;
    let article = page.one("article");
    show(&article, at(0, 0), at(0, 3)).unwrap();
    let found = on_screen(&article, at(0, 0), at(0, 3)).unwrap();
    let mark = page.one("mark").get_bounding_client_rect();
    assert!((found.left - mark.left()).abs() < 2.0 && found.bottom > found.top, "{found:?}");
    assert!(found.top < mark.bottom() && found.bottom > mark.top(), "{found:?}");
}

#[wasm_bindgen_test]
async fn a_place_in_what_is_not_marked_yet_counts_on() {
    // So far down that it stays plain.
    let lines: String = (0..8_100).map(|at| format!("É {at} 👩‍🚀 of [PLACE 漢]\r\n")).collect();
    let page = article(&lines).await;
    let article = page.one("article");
    let plain = page.all(".galley-plain").pop().unwrap();
    let text = plain.first_child().unwrap();
    let words = js_sys::JsString::from(plain.text_content().unwrap());
    let before = words.index_of("É 8098", 0) as u32;
    let galley = page.workspace().current().unwrap().galley().clone();
    let whole = page.workspace().current().unwrap().document().text().clone();
    for (node, at, expected) in [
        (text.clone(), before, "É 8098"),
        (text.clone(), before + 2, "8098"),
        (Node::from(article.clone()), article.child_nodes().length(), ""),
    ] {
        let place = place(&article, &node, at, true).unwrap();
        let offset = crate::components::annotate::hand::offset(&galley, place).unwrap();
        let rest = whole.get(offset.0..).unwrap().trim_end();
        assert!(
            rest.starts_with(expected) && rest.is_empty() == expected.is_empty(),
            "{expected:?}: {rest:?}"
        );
    }
}
