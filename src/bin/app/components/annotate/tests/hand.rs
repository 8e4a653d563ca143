//! What the hand does with keys and pointer together: the palette and back, exact characters, stacks.

use gloo::utils::{document, window};
use tagline::workspace::{Command, HandCommand};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{MouseEvent, MouseEventInit};

use super::{at, release, screen, selected};
use crate::browser::selection;
use crate::testing::{settled, until, words};

#[wasm_bindgen_test]
async fn the_hand_goes_back_to_the_text_from_the_palette() {
    let page = screen("One [PLACE? Écu] two.\n\nNext").await;
    let shown = || String::from(window().get_selection().unwrap().unwrap().to_string());
    let in_field = || document().active_element().is_some_and(|field| field.id() == "palette-field");
    page.send(Command::Step { forward: true, pencil: true });
    page.send(Command::Hand(HandCommand::Choose));
    until("the palette has the focus", in_field).await;
    page.send(Command::Hand(HandCommand::ChooseNone));
    until("the mark has it", || {
        document().active_element().is_some_and(|mark| mark.get_attribute("aria-current").is_some())
    })
    .await;
    page.send(Command::LetGo);
    settled().await;
    // By mouse, where the browser holds the selection, and a field takes it.
    let article = page.one("[data-testid=article]");
    selection::show(&article, at(0, 8), at(0, 11)).unwrap();
    release(&article, false);
    until("it is selected", || selected(&page).as_deref() == Some("two")).await;
    page.send(Command::Hand(HandCommand::Choose));
    until("the palette has the focus", in_field).await;
    assert!(!page.has(".popup"), "one of the two");
    page.send(Command::Hand(HandCommand::ChooseNone));
    until("the words are selected again", || shown() == "two" && page.has(".popup")).await;
}

#[wasm_bindgen_test]
async fn shift_begins_where_it_is_pressed_and_the_switch_needs_no_shift() {
    let page = screen("The 9th Circuit sat in Ohio.").await;
    let article = page.one("[data-testid=article]");
    // Something was selected or clicked before.
    selection::show(&article, at(0, 0), at(0, 3)).unwrap();
    let there = selection::on_screen(&article, at(0, 17), at(0, 18)).unwrap();
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_shift_key(true);
    init.set_client_x(there.left as i32 + 1);
    init.set_client_y(((there.top + there.bottom) / 2.0) as i32);
    let event = MouseEvent::new_with_mouse_event_init_dict("mousedown", &init).unwrap();
    page.one(".galley-text").dispatch_event(&event).unwrap();
    assert!(!selection::is_any(), "what was selected is not gone on with");
    page.send(Command::Hand(HandCommand::Exact(true)));
    until("it is on", || {
        page.control("button", "Exact").get_attribute("aria-pressed").as_deref() == Some("true")
    })
    .await;
    selection::show(&article, at(0, 5), at(0, 9)).unwrap();
    release(&article, false);
    until("to the letter", || selected(&page).as_deref() == Some("th C")).await;
}

#[wasm_bindgen_test]
async fn marks_over_one_another_are_listed_where_they_are_clicked() {
    let page = screen("[PLACE [LAW Ohio] River] sat").await;
    release(&page.one("mark mark"), false);
    until("both are listed", || page.all(".stack button").len() == 2).await;
    page.all(".stack button")[1].click();
    until("the outer one has the focus", || {
        page.all(".stack [aria-pressed=true]").first().is_some_and(|mark| words(mark).starts_with("PLACE"))
    })
    .await;
    page.send(Command::LetGo);
    until("the list is gone", || !page.has(".stack")).await;
}
