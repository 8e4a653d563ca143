//! Keys: from what the browser tells of a key to what the keymap has for it.

use tagline::annotation::Schema;
use tagline::workspace::queue::QueueCommand;
use tagline::workspace::{Asked, Chord, Command, CompareCommand, HandCommand, Keymap, Scene};
use web_sys::KeyboardEvent;

/// What `event` asks for in that scene; `None` leaves it to the browser.
pub fn asked(event: &KeyboardEvent, keymap: &Keymap, scene: Scene, schema: &Schema) -> Option<Asked> {
    let chord = chord(event)?;
    // On a button, Enter and the space bar are that button's.
    if matches!(chord.key(), "Enter" | "Space") && !chord.ctrl() && on_control(event) {
        return None;
    }
    let asked = keymap.asked(&chord, scene, schema)?;
    // A key that is held down walks on and on, but decides once.
    let held = event.repeat() && matches!(&asked, Asked::Do(command) if !walks(command));
    (!held).then_some(asked)
}

/// The chord of `event`; `None` for a key that is a part of one, and for what is being composed.
pub fn chord(event: &KeyboardEvent) -> Option<Chord> {
    let key = event.key();
    // AltGr makes a character, whatever else it says is held: with some layouts brackets are typed so.
    let graph = event.get_modifier_state("AltGraph");
    let ctrl = (event.ctrl_key() || event.meta_key()) && !graph;
    let alt = event.alt_key() && !graph;
    // On a Mac, Command with an arrow goes back a page, or to the page's end.
    if event.meta_key() && (key.starts_with("Arrow") || key == "Home" || key == "End") {
        return None;
    }
    let key = match by_place(&key, &event.code(), alt) {
        Some(latin) if !graph => latin,
        _ => key,
    };
    match key.as_str() {
        "Shift" | "Control" | "Alt" | "AltGraph" | "Meta" | "OS" | "CapsLock" | "NumLock" | "Fn" | "Dead"
        | "Process" | "Unidentified" | "Compose" => None,
        // With the capitals locked a letter is still the letter.
        key if event.get_modifier_state("CapsLock") && key.chars().count() == 1 => {
            Some(Chord::new(ctrl, alt, event.shift_key(), &key.to_lowercase()))
        }
        key => Some(Chord::new(ctrl, alt, event.shift_key(), key)),
    }
}

/// The Latin character at the key's place, where the layout has none there: a layout of other letters, or Alt on a Mac,
/// which makes `[` a quotation mark.
fn by_place(key: &str, code: &str, alt: bool) -> Option<String> {
    let mut characters = key.chars();
    let only = characters.next().filter(|_| characters.next().is_none());
    let foreign = only.is_some_and(|letter| letter.is_alphabetic() && letter >= '\u{370}');
    let made = alt && (key == "Dead" || only.is_some_and(|character| !character.is_ascii()));
    if !foreign && !made {
        return None;
    }
    match code {
        "BracketLeft" => Some("[".to_owned()),
        "BracketRight" => Some("]".to_owned()),
        _ => code.strip_prefix("Key").map(str::to_lowercase),
    }
}

fn on_control(event: &KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.closest("button, a, summary, [role=option]").ok().flatten().is_some())
}

/// Whether a command only moves on, by a step that is seen.
fn walks(command: &Command) -> bool {
    matches!(
        command,
        Command::Step { .. }
            | Command::MoveCaret { .. }
            | Command::Nudge { .. }
            | Command::Hand(HandCommand::Jump { .. })
            | Command::Queue(QueueCommand::Move(_) | QueueCommand::Extend(_))
            | Command::Compare(CompareCommand::Move(_))
            | Command::Undo
            | Command::Redo
    )
}

#[cfg(test)]
mod tests {
    use tagline::annotation::Label;
    use tagline::workspace::View;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::testing::Key;

    fn found(view: View, event: &KeyboardEvent) -> String {
        let scene = Scene { view, selected: false, focused: false };
        match asked(event, &Keymap::default(), scene, &Schema::default()) {
            Some(Asked::Do(command)) => format!("{command:?}"),
            Some(Asked::ShowKeys) => "the keys".to_owned(),
            Some(Asked::ShowPeople) => "the name".to_owned(),
            Some(Asked::Search) => "the field".to_owned(),
            None => String::new(),
        }
    }

    fn check(view: View, keys: &[(&'static str, &'static str, &str)]) {
        for &(key, held, expected) in keys {
            let found = found(view, &Key { key, held }.event());
            assert_eq!(found, expected, "{key} with “{held}” in {view:?}");
        }
    }

    #[wasm_bindgen_test]
    fn keys_while_annotating() {
        let label = |name: &str| format!("{:?}", Command::Label(Label::new(name).unwrap()));
        check(
            View::Annotate,
            &[("1", "", &label("COURT")), ("7", "", &label("DATE")), ("8", "", ""), ("0", "", "")],
        );
        check(
            View::Annotate,
            &[
                ("a", "", "Accept"),
                ("x", "", "Reject"),
                ("n", "", "Step { forward: true, pencil: true }"),
                ("p", "", "Step { forward: false, pencil: true }"),
                (".", "", "Step { forward: true, pencil: false }"),
                (",", "", "Step { forward: false, pencil: false }"),
                ("Delete", "", "Delete"),
                ("Backspace", "", "Delete"),
                ("Escape", "", "LetGo"),
                ("?", "shift", "the keys"),
                ("ArrowRight", "", "MoveCaret { unit: Word, forward: true, extend: false }"),
                ("ArrowLeft", "shift", "MoveCaret { unit: Word, forward: false, extend: true }"),
                ("ArrowRight", "alt", "MoveCaret { unit: Character, forward: true, extend: false }"),
                ("ArrowRight", "alt shift", "MoveCaret { unit: Character, forward: true, extend: true }"),
                ("ArrowUp", "", "MoveCaret { unit: Paragraph, forward: false, extend: false }"),
                ("ArrowDown", "shift", "MoveCaret { unit: Paragraph, forward: true, extend: true }"),
                ("]", "", "Nudge { edge: End, unit: Word, forward: true }"),
                ("[", "alt", "Nudge { edge: End, unit: Character, forward: false }"),
                ("}", "shift", "Nudge { edge: Start, unit: Word, forward: true }"),
                ("{", "shift alt", "Nudge { edge: Start, unit: Character, forward: false }"),
                // Not ours.
                ("Tab", "", ""),
                ("é", "", ""),
                ("漢", "", ""),
                ("Process", "", ""),
                ("Dead", "", ""),
                ("F5", "", ""),
                ("A", "shift", ""),
            ],
        );
    }

    #[wasm_bindgen_test]
    fn a_key_that_is_held_down_decides_once() {
        for key in ["a", "x", "1", "7", "Delete", "Backspace", "Escape"] {
            check(View::Annotate, &[(key, "repeat", "")]);
        }
        check(
            View::Annotate,
            &[
                ("n", "repeat", "Step { forward: true, pencil: true }"),
                (",", "repeat", "Step { forward: false, pencil: false }"),
                ("ArrowRight", "repeat shift", "MoveCaret { unit: Word, forward: true, extend: true }"),
                ("]", "repeat", "Nudge { edge: End, unit: Word, forward: true }"),
                ("z", "repeat ctrl", "Undo"),
            ],
        );
    }

    #[wasm_bindgen_test]
    fn keys_with_ctrl_or_command() {
        for held in ["ctrl", "meta"] {
            check(View::Annotate, &[("z", held, "Undo"), ("Enter", held, "Hand(DoneAndNext)")]);
            // What the browser does with them is left to it.
            for key in ["a", "x", "n", "p", "c", "v", "f", "1", "Delete", "["] {
                check(View::Annotate, &[(key, held, "")]);
            }
            check(View::Start, &[("z", held, "Undo"), ("y", held, ""), ("Enter", held, "")]);
            check(View::Clean, &[("z", held, "Undo"), ("Enter", held, "")]);
        }
        let left = "MoveCaret { unit: Character, forward: false, extend: false }";
        check(View::Annotate, &[("ArrowLeft", "ctrl", left), ("ArrowLeft", "meta", ""), ("End", "meta", "")]);
        check(View::Clean, &[("Z", "ctrl shift", "Redo"), ("z", "meta shift", "Redo")]);
        check(
            View::Annotate,
            &[("Enter", "ctrl shift", ""), ("y", "ctrl shift", ""), ("ArrowUp", "ctrl", "")],
        );
    }

    #[wasm_bindgen_test]
    fn keys_with_alt_are_the_browsers_but_for_the_caret() {
        for key in ["a", "x", "n", "p", "1", "Delete", "Escape", ".", "Enter", "Home"] {
            check(View::Annotate, &[(key, "alt", ""), (key, "ctrl alt", ""), (key, "meta alt", "")]);
        }
        check(View::Annotate, &[("ArrowRight", "ctrl alt", ""), ("z", "ctrl alt", "")]);
    }

    #[wasm_bindgen_test]
    fn characters_made_with_alt_graph_are_what_they_are() {
        for held in ["altgraph", "ctrl alt altgraph"] {
            check(
                View::Annotate,
                &[
                    ("[", held, "Nudge { edge: End, unit: Word, forward: false }"),
                    ("}", held, "Nudge { edge: Start, unit: Word, forward: true }"),
                    ("@", held, ""),
                    ("ą", held, ""),
                    ("€", held, ""),
                ],
            );
        }
    }

    #[wasm_bindgen_test]
    fn keys_on_the_other_screens() {
        for view in [View::Start, View::Clean, View::Insight] {
            for key in ["a", "x", "n", "1", "Delete", "ArrowDown", "[", "Escape"] {
                check(view, &[(key, "", "")]);
            }
            check(view, &[("?", "shift", "the keys")]);
        }
        check(View::Clean, &[("Enter", "", "Show(Annotate)")]);
        check(View::Start, &[("Enter", "", ""), ("i", "", "")]);
        check(View::Insight, &[("Enter", "", "Show(Annotate)"), ("z", "ctrl", "")]);
        check(View::Annotate, &[("i", "", "Show(Insight)")]);
    }

    #[wasm_bindgen_test]
    fn keys_are_found_by_their_place_where_the_layout_has_other_letters() {
        for (key, code, held, expected) in [
            ("ф", "KeyA", "", "Accept"),
            ("ч", "KeyX", "", "Reject"),
            ("“", "BracketLeft", "alt", "Nudge { edge: End, unit: Character, forward: false }"),
            ("Dead", "KeyE", "alt", "Nudge { edge: End, unit: Character, forward: true }"),
            ("Z", "KeyZ", "ctrl shift", "Redo"),
            ("я", "KeyZ", "ctrl", "Undo"),
            // What a layout types is what counts.
            ("q", "KeyA", "", ""),
            ("ü", "BracketLeft", "", ""),
            ("ą", "KeyA", "altgraph", ""),
        ] {
            assert_eq!(found(View::Annotate, &Key { key, held }.event_at(code)), expected, "{key} at {code}");
        }
    }

    #[wasm_bindgen_test]
    fn locked_capitals_change_no_key() {
        check(
            View::Annotate,
            &[
                ("A", "capslock", "Accept"),
                ("E", "capslock", "Nudge { edge: End, unit: Word, forward: true }"),
                ("e", "capslock shift", "Nudge { edge: End, unit: Word, forward: false }"),
            ],
        );
    }
}
