//! Keys: which command each one gives, by screen.

use tagline::annotation::Schema;
use tagline::workspace::{BulkCommand, Command, Edge, NoteCommand, Unit, View};
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
    // AltGr makes a character, whatever else it says is held: with some layouts brackets are typed so.
    let graph = event.get_modifier_state("AltGraph");
    let ctrl = (event.ctrl_key() || event.meta_key()) && !graph;
    let alt = event.alt_key() && !graph;
    if ctrl && alt {
        return None;
    }
    if ctrl {
        return match (key.to_ascii_lowercase().as_str(), event.shift_key()) {
            // No document is on screen there.
            ("z" | "y", _) if view == View::Start => None,
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
        View::Annotate => {
            let command = annotate(&key, event.shift_key(), alt, schema)?;
            // A key that is held down walks on and on, but decides once.
            (!event.repeat() || walks(&command)).then_some(Deed::Do(command))
        }
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

/// Whether a command only moves on, by a step that is seen.
fn walks(command: &Command) -> bool {
    matches!(command, Command::Step { .. } | Command::MoveCaret { .. } | Command::Nudge { .. })
}

fn annotate(key: &str, shift: bool, alt: bool, schema: &Schema) -> Option<Command> {
    let unit = if alt { Unit::Character } else { Unit::Word };
    let caret = |unit, forward| Some(Command::MoveCaret { unit, forward, extend: shift });
    let nudge = |edge, forward| Some(Command::Nudge { edge, unit, forward });
    match key {
        "ArrowRight" => caret(unit, true),
        "ArrowLeft" => caret(unit, false),
        "ArrowDown" => caret(Unit::Paragraph, true),
        "ArrowUp" => caret(Unit::Paragraph, false),
        "]" => nudge(Edge::End, true),
        "[" => nudge(Edge::End, false),
        "}" => nudge(Edge::Start, true),
        "{" => nudge(Edge::Start, false),
        // Everything else with Alt is the browser's: its menus, its tabs.
        _ if alt => None,
        "a" => Some(Command::Accept),
        "x" => Some(Command::Reject),
        "n" => Some(Command::Step { forward: true, pencil: true }),
        "p" => Some(Command::Step { forward: false, pencil: true }),
        "." => Some(Command::Step { forward: true, pencil: false }),
        "," => Some(Command::Step { forward: false, pencil: false }),
        "*" if schema.by_key('*').is_none() => Some(Command::Bulk(BulkCommand::Every)),
        "m" if schema.by_key('m').is_none() => Some(Command::Note(NoteCommand::Edit)),
        "Delete" | "Backspace" => Some(Command::Delete),
        "Escape" => Some(Command::LetGo),
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
            (&["1", "…", "9"], "label the selection, relabel the mark, or arm a label"),
            (&[".", ","], "next, previous mark"),
            (&["[", "]"], "move its end by a word; with Alt by a character"),
            (&["{", "}"], "move its start"),
            (&["*"], "decide on every mention of the words"),
            (&["m"], "write its note"),
            (&["Delete"], "delete it"),
        ],
    ),
    (
        "Text",
        &[
            (&["←", "→"], "word by word; with Alt by character"),
            (&["↑", "↓"], "paragraph by paragraph"),
            (&["Shift", "→"], "extend the selection"),
            (&["Esc"], "let go, of an armed label too"),
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

#[cfg(test)]
mod tests {
    use tagline::annotation::{COMMAND_KEYS, Label};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::testing::Key;

    fn check(view: View, keys: &[(&'static str, &'static str, &str)]) {
        for &(key, held, expected) in keys {
            let found = match deed(&Key { key, held }.event(), view, &Schema::default()) {
                Some(Deed::Do(command)) => format!("{command:?}"),
                Some(Deed::ShowKeys) => "the keys".to_owned(),
                None => String::new(),
            };
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
            check(View::Annotate, &[("z", held, "Undo"), ("Enter", held, "Done(true)")]);
            // What the browser does with them is left to it.
            for key in ["a", "x", "n", "p", "c", "v", "f", "1", "ArrowLeft", "Delete", "["] {
                check(View::Annotate, &[(key, held, "")]);
            }
            check(View::Start, &[("z", held, ""), ("y", held, ""), ("Enter", held, "")]);
            check(View::Clean, &[("z", held, "Undo"), ("Enter", held, "")]);
        }
        check(View::Clean, &[("Z", "ctrl shift", "Redo"), ("z", "meta shift", "Redo")]);
        check(View::Annotate, &[("Enter", "ctrl shift", ""), ("y", "ctrl shift", "")]);
    }

    #[wasm_bindgen_test]
    fn keys_with_alt_are_the_browsers_but_for_the_caret() {
        for key in ["a", "x", "n", "p", "1", "Delete", "Escape", "."] {
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
        for view in [View::Start, View::Clean] {
            for key in ["a", "x", "n", "1", "Delete", "ArrowDown", "[", "Escape"] {
                check(view, &[(key, "", "")]);
            }
            check(view, &[("?", "shift", "the keys")]);
        }
        check(View::Clean, &[("Enter", "", "Show(Annotate)")]);
        check(View::Start, &[("Enter", "", "")]);
    }

    #[wasm_bindgen_test]
    fn no_label_can_have_a_key_that_does_something_else() {
        for code in 0x21..0x7f_u8 {
            let key: &'static str = Box::leak(char::from(code).to_string().into_boxed_str());
            let taken =
                deed(&Key { key, held: "" }.event(), View::Annotate, &Schema::new(Vec::new()).unwrap());
            // These give way to a label of theirs: files that are out there have such labels.
            let yields = matches!(key, "*" | "m");
            assert_eq!(taken.is_some(), yields || COMMAND_KEYS.contains(&char::from(code)), "{key}");
        }
    }

    #[wasm_bindgen_test]
    fn the_map_names_keys_that_do_something() {
        let schema =
            ["A", "B"].iter().fold(Schema::default(), |schema, name| schema.with(&Label::new(name).unwrap()));
        let named = MAP.iter().flat_map(|(_, rows)| *rows).flat_map(|(keys, _)| *keys);
        for key in named.filter(|key| key.len() == 1 && **key != "V") {
            let lower = key.to_ascii_lowercase();
            let held = if *key == "Z" { "ctrl" } else { "" };
            let key: &'static str = Box::leak(lower.into_boxed_str());
            assert!(deed(&Key { key, held }.event(), View::Annotate, &schema).is_some(), "{key}");
        }
    }
}
