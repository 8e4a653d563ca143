//! Keys: which command each one gives, by screen.

use tagline::annotation::Schema;
use tagline::workspace::{Command, Edge, Unit, View};
use web_sys::KeyboardEvent;

/// What a key does beside commands.
pub enum Deed {
    /// A command to the workspace.
    Do(Command),
    /// Show the map of the keys.
    ShowKeys,
}

/// What `event` asks for on this screen; `None` leaves it to the browser.
pub fn deed(event: &KeyboardEvent, view: View, schema: &Schema) -> Option<Deed> {
    let key = event.key();
    let ctrl = event.ctrl_key() || event.meta_key();
    if ctrl && !event.alt_key() {
        return match (key.to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => Some(Deed::Do(Command::Undo)),
            ("z", true) | ("y", false) => Some(Deed::Do(Command::Redo)),
            ("enter", false) if view == View::Annotate => Some(Deed::Do(Command::Done(true))),
            _ => None,
        };
    }
    if key == "?" {
        return Some(Deed::ShowKeys);
    }
    match view {
        View::Annotate => annotate(&key, event.shift_key(), event.alt_key(), schema).map(Deed::Do),
        // Enter on a button is that button's.
        View::Clean if key == "Enter" && !on_control(event) => Some(Deed::Do(Command::Show(View::Annotate))),
        _ => None,
    }
}

fn on_control(event: &KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.closest("button, a, summary").ok().flatten().is_some())
}

fn annotate(key: &str, shift: bool, alt: bool, schema: &Schema) -> Option<Command> {
    let unit = if alt { Unit::Character } else { Unit::Word };
    let caret = |unit, forward| Some(Command::MoveCaret { unit, forward, extend: shift });
    let nudge = |edge, forward| Some(Command::Nudge { edge, unit, forward });
    match key {
        "a" => Some(Command::Accept),
        "x" => Some(Command::Reject),
        "n" => Some(Command::Step { forward: true, pencil: true }),
        "p" => Some(Command::Step { forward: false, pencil: true }),
        "." => Some(Command::Step { forward: true, pencil: false }),
        "," => Some(Command::Step { forward: false, pencil: false }),
        "Delete" | "Backspace" => Some(Command::Delete),
        "Escape" => Some(Command::Focus(None)),
        "ArrowRight" => caret(unit, true),
        "ArrowLeft" => caret(unit, false),
        "ArrowDown" => caret(Unit::Paragraph, true),
        "ArrowUp" => caret(Unit::Paragraph, false),
        "]" => nudge(Edge::End, true),
        "[" => nudge(Edge::End, false),
        "}" => nudge(Edge::Start, true),
        "{" => nudge(Edge::Start, false),
        _ => {
            let mut characters = key.chars();
            let (Some(character), None) = (characters.next(), characters.next()) else { return None };
            schema.by_key(character).map(|def| Command::Label(def.label.clone()))
        }
    }
}

/// A group of keys under its name: the keys of each, and what they do.
type Group = (&'static str, &'static [(&'static [&'static str], &'static str)]);

/// The map of the keys, as the keys' window shows it: group, keys, what they do.
pub const MAP: &[Group] = &[
    (
        "Suggestions",
        &[
            (&["a"], "accept, then the next"),
            (&["x"], "reject, then the next"),
            (&["n"], "next in pencil"),
            (&["p"], "previous in pencil"),
        ],
    ),
    (
        "Marks",
        &[
            (&["1", "…", "9"], "label the selection, or relabel the mark"),
            (&[".", ","], "next, previous mark"),
            (&["[", "]"], "move its end by a word; with Alt by a character"),
            (&["{", "}"], "move its start"),
            (&["Delete"], "delete it"),
        ],
    ),
    (
        "Text",
        &[
            (&["←", "→"], "word by word; with Alt by character"),
            (&["↑", "↓"], "paragraph by paragraph"),
            (&["Shift", "→"], "extend the selection"),
            (&["Esc"], "let go"),
        ],
    ),
    (
        "Everywhere",
        &[
            (&["Ctrl", "V"], "paste an article"),
            (&["Ctrl", "Z"], "undo"),
            (&["Ctrl", "Shift", "Z"], "redo"),
            (&["Ctrl", "⏎"], "call the document done"),
            (&["?"], "this map"),
        ],
    ),
];
