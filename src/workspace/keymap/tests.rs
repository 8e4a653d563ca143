//! What the keymap promises: every key does one thing, and no two actions on one screen share one.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::collections::BTreeSet;

use super::*;
use crate::annotation::COMMAND_KEYS;
use crate::workspace::GROUPS;

const DESK: Scene = Scene { view: View::Annotate, selected: false, focused: false };

fn chord(written: &str) -> Chord {
    Chord::read(written).unwrap()
}

fn asked(keymap: &Keymap, scene: Scene, written: &str) -> String {
    match keymap.asked(&chord(written), scene, &Schema::default()) {
        Some(Asked::Do(command)) => format!("{command:?}"),
        Some(Asked::ShowKeys) => "the keys".to_owned(),
        Some(Asked::ShowPeople) => "the name".to_owned(),
        Some(Asked::Search) => "the field".to_owned(),
        None => String::new(),
    }
}

fn check(scene: Scene, rows: &[(&str, &str)]) {
    for (written, expected) in rows {
        assert_eq!(asked(&Keymap::default(), scene, written), *expected, "{written} in {scene:?}");
    }
}

#[test]
fn every_key_does_what_the_map_says() {
    let label = |name: &str| format!("{:?}", Command::Label(Label::new(name).unwrap()));
    check(
        DESK,
        &[("1", &label("COURT")), ("7", &label("DATE")), ("8", ""), ("0", ""), ("Alt+1", ""), ("Ctrl+1", "")],
    );
    check(
        DESK,
        &[
            ("a", "Accept"),
            ("Shift+a", ""),
            ("Alt+a", ""),
            ("Ctrl+a", ""),
            ("e", "Nudge { edge: End, unit: Word, forward: true }"),
            ("]", "Nudge { edge: End, unit: Word, forward: true }"),
            ("Shift+e", "Nudge { edge: End, unit: Word, forward: false }"),
            ("s", "Nudge { edge: Start, unit: Word, forward: false }"),
            ("Shift+s", "Nudge { edge: Start, unit: Word, forward: true }"),
            ("Alt+Shift+s", "Nudge { edge: Start, unit: Character, forward: true }"),
            ("Alt+[", "Nudge { edge: End, unit: Character, forward: false }"),
            ("Ctrl+ArrowRight", "MoveCaret { unit: Character, forward: true, extend: false }"),
            ("Alt+Shift+ArrowLeft", "MoveCaret { unit: Character, forward: false, extend: true }"),
            ("Shift+ArrowDown", "MoveCaret { unit: Paragraph, forward: true, extend: true }"),
            ("Home", "Hand(Jump { to: Start, all: false, extend: false })"),
            ("Ctrl+Shift+End", "Hand(Jump { to: End, all: true, extend: true })"),
            ("Escape", "LetGo"),
            ("Ctrl+Enter", "Hand(DoneAndNext)"),
            ("Ctrl+Shift+z", "Redo"),
            ("Ctrl+Alt+z", ""),
            ("Ctrl+Alt+ArrowLeft", ""),
            ("?", "the keys"),
            ("b", "the name"),
            ("Ctrl+b", ""),
            // The browser's, as long as nothing is in hand.
            ("Enter", ""),
            ("Space", ""),
        ],
    );
    let focused = Scene { focused: true, ..DESK };
    check(focused, &[("Enter", "Hand(Choose)"), ("Space", "")]);
    check(Scene { selected: true, ..DESK }, &[("Enter", "Hand(Choose)"), ("Space", "Hand(Extend)")]);
    check(
        Scene { view: View::Clean, ..DESK },
        &[("Enter", "Show(Annotate)"), ("i", "Show(Insight)"), ("a", ""), ("Ctrl+z", "Undo"), ("1", "")],
    );
    check(
        DESK,
        &[
            ("i", "Show(Insight)"),
            ("g", "Show(Projects)"),
            ("j", ""),
            ("Alt+PageDown", "Queue(Next { forward: true })"),
            ("Alt+PageUp", "Queue(Next { forward: false })"),
            ("PageDown", ""),
        ],
    );
    check(
        Scene { view: View::Projects, ..DESK },
        &[
            ("j", "Queue(Move(1))"),
            ("ArrowUp", "Queue(Move(-1))"),
            ("PageDown", "Queue(Move(10))"),
            ("Home", "Queue(MoveToEnd { forward: false })"),
            ("Ctrl+End", "Queue(MoveToEnd { forward: true })"),
            ("Shift+End", "Queue(Extend(2147483647))"),
            ("Shift+ArrowDown", "Queue(Extend(1))"),
            ("Shift+k", "Queue(Extend(-1))"),
            ("Space", "Queue(ChooseCursor)"),
            ("x", "Queue(ChooseCursor)"),
            ("Ctrl+a", "Queue(ChooseAll)"),
            ("Escape", "Queue(ChooseNone)"),
            ("Enter", "Queue(OpenCursor)"),
            ("n", "Queue(OpenUndone)"),
            ("/", "the field"),
            ("t", "Queue(Do(PreTag))"),
            ("d", "Queue(Do(Mark(Done)))"),
            ("Shift+d", "Queue(Do(Mark(InProgress)))"),
            ("Delete", "Queue(Do(Delete))"),
            ("Backspace", ""),
            ("Ctrl+z", "Undo"),
            ("Ctrl+ArrowDown", ""),
            ("Alt+ArrowDown", ""),
            ("1", ""),
            ("a", ""),
            ("g", ""),
            ("b", "the name"),
            ("?", "the keys"),
        ],
    );
    check(
        Scene { view: View::Compare, ..DESK },
        &[
            ("j", "Compare(Move(1))"),
            ("ArrowUp", "Compare(Move(-1))"),
            ("Home", "Compare(Go(0))"),
            ("1", "Compare(Take(0))"),
            ("9", "Compare(Take(8))"),
            ("0", "Compare(TakeNone)"),
            ("x", "Compare(TakeNone)"),
            ("a", "Compare(TakeAll)"),
            ("b", "the name"),
            ("u", "Compare(Back)"),
            ("e", "Compare(OpenInText)"),
            ("Ctrl+Enter", "Compare(TakeIn)"),
            ("Ctrl+z", "Undo"),
            ("Ctrl+1", ""),
            ("Alt+1", ""),
            ("Shift+ArrowDown", ""),
            ("Enter", ""),
            ("g", "Show(Projects)"),
            ("Shift+c", ""),
            ("?", "the keys"),
        ],
    );
    check(DESK, &[("Shift+c", "Show(Compare)")]);
    // No document is seen there: nothing is undone.
    check(
        Scene { view: View::Insight, ..DESK },
        &[
            ("Enter", "Show(Annotate)"),
            ("i", ""),
            ("a", ""),
            ("Ctrl+z", ""),
            ("b", "the name"),
            ("?", "the keys"),
        ],
    );
    check(
        Scene { view: View::Start, ..DESK },
        // A document that was deleted there comes back.
        &[
            ("Enter", ""),
            ("Ctrl+z", "Undo"),
            ("Ctrl+Shift+z", ""),
            ("b", "the name"),
            ("?", "the keys"),
            ("ArrowDown", ""),
        ],
    );
}

#[test]
fn no_two_actions_on_one_screen_share_a_key() {
    for one in ACTIONS {
        for other in
            ACTIONS.iter().filter(|other| other.action != one.action && other.action.meets(one.action))
        {
            let shared = one.keys.iter().find(|key| other.keys.contains(key));
            assert_eq!(shared, None, "{} and {}", one.id, other.id);
        }
    }
    let ids: BTreeSet<_> = ACTIONS.iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), ACTIONS.len());
    for row in ACTIONS {
        assert_eq!(Action::named(row.id), Some(row.action));
        assert!(GROUPS.contains(&row.group));
    }
    // What no label can have always does something.
    let nothing = Schema::new(Vec::new()).unwrap();
    for key in COMMAND_KEYS {
        let scene = Scene { selected: true, focused: true, ..DESK };
        assert!(Keymap::default().asked(&chord(&key.to_string()), scene, &nothing).is_some(), "{key}");
    }
}

#[test]
fn a_key_can_be_changed_where_it_clashes_with_none() {
    let keymap = Keymap::default();
    let schema = Schema::default();
    for (action, written, words) in [
        (Action::Accept, "x", "has that already: reject, then the next"),
        (Action::Accept, "3", "gives the label LAW"),
        (Action::Accept, "Ctrl+w", "is the browser’s own"),
        (Action::Accept, "Ctrl+Alt+u", "is the browser’s own"),
        (Action::Accept, "F5", "is the browser’s own"),
        (Action::Accept, "Escape", "means one thing everywhere, and stays as it is"),
        (Action::Accept, "Shift+ArrowLeft", "means one thing everywhere, and stays as it is"),
        // With Alt it moves an end by a character.
        (Action::Accept, "Alt+e", "has that already: move the end a word on"),
    ] {
        let clash = keymap.bind(action, None, chord(written), &schema).unwrap_err();
        assert_eq!(clash.to_string(), words, "{written}");
    }
    // Enter on Clean and Enter on Annotate never meet.
    assert!(keymap.bind(Action::ToAnnotate, None, chord("y"), &schema).is_ok());
    let new = keymap.bind(Action::Accept, Some(&chord("a")), chord("y"), &schema).unwrap();
    assert_eq!(asked(&new, DESK, "y"), "Accept");
    assert_eq!(asked(&new, DESK, "a"), "");
    let more = new.bind(Action::Accept, None, chord("Ctrl+j"), &schema).unwrap();
    assert_eq!(more.keys(Action::Accept), [chord("y"), chord("Ctrl+j")]);
    assert_eq!(asked(&more, DESK, "Ctrl+j"), "Accept");
    let less = more.without(Action::Accept, &chord("y"));
    assert_eq!(less.keys(Action::Accept), [chord("Ctrl+j")]);
    assert_eq!(asked(&less, DESK, "y"), "");
    // A key that was given up can be taken by another; the map keeps both over a visit.
    let swapped = new.bind(Action::Reject, Some(&chord("x")), chord("a"), &schema).unwrap();
    let kept: Vec<_> = swapped.changed().map(|(action, keys)| (action, keys.to_vec())).collect();
    assert_eq!(kept.len(), 2);
    assert_eq!(Keymap::restored(kept, true), swapped);
    // What no longer goes together is left out.
    let both = [(Action::Accept, vec![chord("y")]), (Action::Reject, vec![chord("y"), chord("w")])];
    let restored = Keymap::restored(both, false);
    assert_eq!(restored.keys(Action::Reject), [chord("w")]);
    assert!(!restored.single_keys);
    assert_eq!(Keymap::default().changed().count(), 0);
}

#[test]
fn a_label_keeps_its_letter_and_the_action_is_without() {
    let schema = Schema::default();
    let mut labels = schema.labels().to_vec();
    labels[0].key = Some('e');
    let schema = Schema::new(labels).unwrap();
    let keymap = Keymap::default();
    let given = keymap.asked(&chord("e"), Scene { focused: true, ..DESK }, &schema);
    assert!(matches!(given, Some(Asked::Do(Command::Label(label))) if label.name() == "COURT"));
    let usable: Vec<_> = keymap.usable(Action::EndOn, &schema).map(ToString::to_string).collect();
    assert_eq!(usable, ["]"]);
}

#[test]
fn single_keys_can_be_off() {
    let keymap = Keymap { single_keys: false, ..Keymap::default() };
    let scene = Scene { selected: true, focused: true, ..DESK };
    for single in ["a", "x", "1", "?", "]", "Shift+e", ".", "*"] {
        assert_eq!(asked(&keymap, scene, single), "", "{single}");
    }
    assert_eq!(keymap.usable(Action::Accept, &Schema::default()).count(), 0);
    for other in ["Enter", "Escape", "Delete", "Ctrl+z", "ArrowRight", "Alt+[", "Space", "Ctrl+Enter"] {
        assert_ne!(asked(&keymap, scene, other), "", "{other}");
    }
}
