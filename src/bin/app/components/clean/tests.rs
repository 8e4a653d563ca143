//! What the clean screen promises: the whole source, what is cut and why, and a change of mind.

use gloo::utils::{document, window};
use tagline::article::Source;
use tagline::workspace::{Command, Field, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Clean, Same};
use crate::desk::Desk;
use crate::testing::{Key, Mounted, cleaning, fire, mount, opened, project, settled, until, words};

const PASTE: &str = "Skip to main content\n\nHarbor court halts the dredging of é bay\n\n\
                     By Ines Halvorsen\n\nUpdated 6:12 PM ET, Wed November 20, 2024\n\nAdvertisement\n\n\
                     The 1st Circuit on Wednesday stopped the dredging of the bay. 漢 👩‍🚀\r\n\r\n\
                     Its order bars dredgers from the channel until March, <b>officials said</b>.\n\n\
                     © 2024 Ellery Post. All rights reserved.\n";

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! { <Clean open={Same(workspace.current().unwrap().clone())} desk={desk.clone()} /> }
}

async fn screen() -> Mounted<impl BaseComponent> {
    mount(cleaning(Source::text(PASTE)), draw).await
}

/// The reason of each block, none for a kept one.
fn reasons<T: BaseComponent>(page: &Mounted<T>) -> Vec<Option<&'static str>> {
    let article = page.workspace().current().unwrap().article().unwrap().clone();
    article.blocks.iter().map(|block| block.removed.map(|reason| reason.name())).collect()
}

fn drawn<T: BaseComponent>(page: &Mounted<T>) -> Vec<Option<String>> {
    page.all("[role=listitem]").iter().map(|row| row.get_attribute("data-removed")).collect()
}

/// Whether the screen shows what the workspace holds.
fn in_step<T: BaseComponent>(page: &Mounted<T>) -> bool {
    let drawn = drawn(page);
    let reasons = reasons(page);
    drawn.len() == reasons.len()
        && drawn.iter().zip(&reasons).all(|(drawn, reason)| drawn.as_deref() == *reason)
}

#[wasm_bindgen_test]
async fn every_block_is_there_and_what_is_cut_says_why() {
    let page = screen().await;
    assert!(in_step(&page));
    let article = page.workspace().current().unwrap().article().unwrap().clone();
    let texts: Vec<String> = page.all(".clean-text").iter().map(|text| words(text)).collect();
    assert_eq!(texts, article.blocks.iter().map(|block| block.text.to_string()).collect::<Vec<_>>());
    let struck: Vec<String> = page.all("[role=listitem] del").iter().map(|text| words(text)).collect();
    let out: Vec<_> = article.blocks.iter().filter(|block| block.removed.is_some()).collect();
    assert_eq!(struck, out.iter().map(|block| block.text.to_string()).collect::<Vec<_>>());
    assert!(!out.is_empty() && out.len() < texts.len(), "{texts:?}");
    for row in page.all("[data-removed]") {
        let why = words(&row.query_selector(".clean-why").unwrap().unwrap());
        let reason =
            tagline::article::Reason::from_name(&row.get_attribute("data-removed").unwrap()).unwrap();
        assert!(why.starts_with(reason.words()), "{why}");
    }
    assert!(!page.has("b.officials, .clean-text b"), "the paste's markup is text");
    let head = words(&page.one(".clean-head"));
    assert!(head.contains(&format!("{} blocks kept, {} taken out.", texts.len() - out.len(), out.len())));
}

#[wasm_bindgen_test]
async fn a_click_changes_a_blocks_fate_and_undo_changes_it_back() {
    let page = screen().await;
    let before = reasons(&page);
    for at in 0..before.len() {
        page.all("[role=listitem]")[at].click();
        let now = || reasons(&page)[at];
        until("it is decided", || now().is_none() != before[at].is_none() && in_step(&page)).await;
        if before[at].is_none() {
            assert_eq!(now(), Some("by-hand"));
        }
        page.send(Command::Undo);
        until("it is as before", || reasons(&page) == before && in_step(&page)).await;
    }
}

#[wasm_bindgen_test]
async fn the_button_of_a_block_decides_once() {
    let page = screen().await;
    let kept = reasons(&page).iter().position(Option::is_none).unwrap();
    let revision = page.workspace().revision();
    page.control("button", &format!("Take out block {}", kept + 1)).click();
    until("it is out", || reasons(&page)[kept] == Some("by-hand") && in_step(&page)).await;
    assert_eq!(page.workspace().revision(), revision + 1);
    page.control("button", &format!("Put back block {}", kept + 1)).click();
    until("it is back", || reasons(&page)[kept].is_none() && in_step(&page)).await;
}

#[wasm_bindgen_test]
async fn selecting_words_in_a_block_is_no_click() {
    let page = screen().await;
    let (before, revision) = (reasons(&page), page.workspace().revision());
    let row = page.all("[role=listitem]").into_iter().next().unwrap();
    window().get_selection().unwrap().unwrap().select_all_children(&row).unwrap();
    row.click();
    crate::testing::settled().await;
    assert_eq!((reasons(&page), page.workspace().revision()), (before, revision));
}

#[wasm_bindgen_test]
async fn j_and_k_go_from_block_to_block() {
    let page = screen().await;
    let toggles = page.all(".clean-toggle");
    let last = toggles.len() - 1;
    let here = || {
        let active = document().active_element();
        toggles.iter().position(|toggle| Some((**toggle).clone()) == active)
    };
    let press = |key, held| {
        let target = here().map_or(page.one(".clean-head"), |at| toggles[at].clone());
        Key { key, held }.press(&target)
    };
    // The document is listened to a moment after the blocks are drawn.
    settled().await;
    for (key, expected) in [("j", 0), ("j", 1), ("j", 2), ("k", 1), ("J", 2), ("K", 1), ("k", 0), ("k", 0)] {
        press(key, "");
        assert_eq!(here(), Some(expected), "{key}");
    }
    // Wherever the focus is.
    toggles[1].blur().unwrap();
    assert!(Key { key: "j", held: "" }.press(&document().body().unwrap()));
    assert_eq!(here(), Some(1), "on from where it was");
    assert!(!Key { key: "j", held: "" }.press(&page.all("input")[0]), "not while typing");
    toggles[last].focus().unwrap();
    assert!(!press("j", ""));
    assert_eq!(here(), Some(last));
    assert!(!press("k", "ctrl") && !press("a", ""));
    assert_eq!(here(), Some(last));
}

#[wasm_bindgen_test]
async fn kept_only_hides_what_is_cut() {
    let page = screen().await;
    let kept = reasons(&page).iter().filter(|reason| reason.is_none()).count();
    let button = page.control("button", "Kept only");
    assert_eq!(button.get_attribute("aria-pressed").as_deref(), Some("false"));
    button.click();
    until("only kept ones are there", || page.all("[role=listitem]").len() == kept).await;
    assert!(!page.has("[data-removed]"));
    assert_eq!(button.get_attribute("aria-pressed").as_deref(), Some("true"));
    // A block that is taken out now goes, and its neighbours keep their numbers.
    page.all(".clean-toggle")[0].focus().unwrap();
    page.all(".clean-toggle")[0].click();
    until("one fewer", || page.all("[role=listitem]").len() == kept - 1).await;
    let next = || page.all(".clean-toggle").into_iter().next();
    until("the next one has the focus", || document().active_element() == next().map(Into::into)).await;
    button.click();
    until("all are back", || in_step(&page)).await;
}

#[wasm_bindgen_test]
async fn metadata_is_corrected_in_its_field() {
    let page = screen().await;
    let field = |name: &str| -> HtmlInputElement {
        let labels = page.all(".field");
        let label = labels.iter().find(|label| words(label).starts_with(name)).unwrap();
        label.query_selector("input").unwrap().unwrap().dyn_into().unwrap()
    };
    let metadata = || page.workspace().current().unwrap().document().metadata().clone();
    for (name, value) in [
        ("Headline", "É <img src=x> 漢"),
        ("Authors", "Ada Roe,  Bo Li"),
        ("Published", "2024-11-20"),
        ("Updated", "2024-11-21"),
        ("Site", "Ellery Post"),
        ("Language", "en"),
        ("Address", "https://example.org/a?b=1&c"),
    ] {
        let input = field(name);
        input.set_value(value);
        fire(&input, "input");
        let read = || {
            let metadata = metadata();
            match name {
                "Headline" => metadata.title,
                "Authors" => Some(metadata.authors.join(",  ")),
                "Published" => metadata.published,
                "Updated" => metadata.updated,
                "Site" => metadata.site,
                "Language" => metadata.language,
                _ => metadata.url,
            }
        };
        until(name, || read().as_deref() == Some(value)).await;
    }
    page.send(Command::Undo);
    until("undone", || metadata().url.is_none() && field("Address").value().is_empty()).await;
    // Every letter counts at once, what is typed stays as typed, and one undo takes back the visit.
    let (input, before) = (field("Site"), metadata().site);
    for typed in [" ", " ", "  É", "  É ", "  É 漢 "] {
        input.set_value(typed);
        fire(&input, "input");
        let settled = Some(typed.trim().to_owned()).filter(|kept| !kept.is_empty());
        until(typed, || metadata().site == settled && field("Site").value() == typed).await;
    }
    fire_out(&input);
    until("the spaces go with the focus", || field("Site").value() == "É 漢").await;
    page.send(Command::Undo);
    until("undone at once", || metadata().site == before).await;
}

/// What a browser tells of a field that loses the focus.
fn fire_out(input: &HtmlInputElement) {
    let event = web_sys::Event::new_with_event_init_dict("focusout", &{
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        init
    });
    let blur = web_sys::Event::new("blur");
    input.dispatch_event(&blur.unwrap()).unwrap();
    input.dispatch_event(&event.unwrap()).unwrap();
}

#[wasm_bindgen_test]
async fn what_is_no_date_is_kept_and_said() {
    let page = screen().await;
    let input: HtmlInputElement = page
        .all(".field")
        .into_iter()
        .find(|label| words(label).starts_with("Published"))
        .and_then(|label| label.query_selector("input").unwrap()?.dyn_into().ok())
        .unwrap();
    input.set_value("last Tuesday");
    fire(&input, "input");
    let published = || page.workspace().current().unwrap().document().metadata().published.clone();
    until("it is kept", || published().as_deref() == Some("last Tuesday")).await;
    assert!(!page.has(".field-wrong"), "nobody is interrupted while typing");
    fire_out(&input);
    until("it is said", || page.has("[aria-invalid=true]")).await;
    assert!(words(&page.one(".field-wrong")).contains("2019-06-25"));
    assert_eq!(published().as_deref(), Some("last Tuesday"));
    page.send(Command::SetField(Field::Published, "2024-11-20T18:12-05:00".to_owned()));
    until("a date is fine", || !page.has(".field-wrong")).await;
}

#[wasm_bindgen_test]
async fn nothing_kept_is_nothing_to_annotate() {
    let page = screen().await;
    let button = || page.control("button", "Annotate");
    assert!(!button().has_attribute("disabled"));
    for (block, reason) in reasons(&page).into_iter().enumerate() {
        if reason.is_none() {
            page.send(Command::Decide { block, keep: false });
        }
    }
    until("it is closed", || button().has_attribute("disabled")).await;
    page.send(Command::Undo);
    until("it is open", || !button().has_attribute("disabled")).await;
    button().click();
    until("it goes there", || page.workspace().view() == tagline::workspace::View::Annotate).await;
}

#[wasm_bindgen_test]
async fn a_document_whose_source_is_being_read_says_so() {
    let page = mount(opened(project("No source.")), draw).await;
    assert!(words(&page.one("main[data-view=clean]")).contains("being read"));
}

#[wasm_bindgen_test]
async fn many_blocks_are_drawn_in_time() {
    let paste: String =
        (0..300).map(|at| format!("The council met for the {at}th time and left.\n\n")).collect();
    let page = mount(cleaning(Source::text(paste)), draw).await;
    let all = reasons(&page).len();
    assert!(all > 200);
    assert_eq!(page.all("[role=listitem]").len(), 80, "two sections at once");
    until("all are drawn", || in_step(&page)).await;
}
