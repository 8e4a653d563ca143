//! A paragraph that is typed anew, in its own place and letters.

use tagline::text::{Offset, Offsets};
use tagline::workspace::{Command, Paragraph, RetypeCommand};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::keys::{held, quiet_cap};
use super::note::AtHand;
use super::same::Same;
use crate::browser::page;
use crate::desk::Desk;

/// Properties of [`Retype`].
#[derive(Properties, PartialEq)]
pub struct RetypeProps {
    pub paragraph: Same<Paragraph>,
    pub desk: Desk,
}

/// The words of a paragraph as a field, and beside them what becomes of it.
#[component]
pub fn Retype(props: &RetypeProps) -> Html {
    let paragraph = &props.paragraph;
    let words = use_state_eq(|| paragraph.text.to_string());
    let field = use_node_ref();
    let hand = use_context::<AtHand>().map(|hand| hand.open.rest());
    {
        let (field, paragraph) = (field.clone(), paragraph.clone());
        use_effect_with((), move |()| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                let at = caret(&paragraph, hand);
                let _ = field.set_selection_range(at, at);
                page::focus(&field);
            }
        });
    }
    let desk = props.desk.clone();
    let oninput = {
        let words = words.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlTextAreaElement>() {
                words.set(field.value());
                desk.send(Command::Retype(RetypeCommand::Write(field.value())));
            }
        })
    };
    let take = Command::Retype(RetypeCommand::Take);
    let leave = Command::Retype(RetypeCommand::Leave);
    let desk = props.desk.clone();
    let onkeydown = {
        let (take, leave) = (take.clone(), leave.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            match event.key().as_str() {
                "Escape" => desk.send(leave.clone()),
                "Enter" if event.ctrl_key() || event.meta_key() => desk.send(take.clone()),
                // A paragraph is one line.
                "Enter" => {}
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let class = if paragraph.number == 0 { "galley-text galley-headline" } else { "galley-text" };
    html! {
        <>
            <div class={classes!("retype", class)} data-words={(*words).clone()}>
                <textarea
                    class="retype-field" ref={field} rows="1" dir="auto" enterkeyhint="done"
                    aria-label="Words of the paragraph" aria-describedby="retype-keys"
                    value={(*words).clone()} {oninput} {onkeydown}
                />
            </div>
            <div class="retype-beside" role="group" aria-label="Correct the paragraph">
                <p id="retype-keys">{ "Marks stay on their words." }</p>
                <div class="retype-row">
                    <button class="button main" aria-keyshortcuts="Control+Enter" onclick={props.desk.on(take)}>
                        { quiet_cap(held("Ctrl")) }{ quiet_cap("⏎") }{ "Save" }
                    </button>
                    <button class="button" aria-keyshortcuts="Escape" onclick={props.desk.on(leave)}>
                        { quiet_cap("Esc") }{ "Leave" }
                    </button>
                </div>
            </div>
        </>
    }
}

/// Where the caret begins, in UTF-16 code units: where the hand was, else at the end.
fn caret(paragraph: &Paragraph, hand: Option<Offset>) -> u32 {
    let offsets = Offsets::new(&paragraph.text);
    let within = hand.and_then(|at| at.0.checked_sub(paragraph.span.start().0)).map(Offset);
    let place = within.and_then(|within| offsets.to_utf16(within)).unwrap_or(offsets.utf16());
    u32::try_from(place.0).unwrap_or_default()
}

#[cfg(test)]
mod tests;
