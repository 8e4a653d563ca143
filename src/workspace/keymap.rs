//! Which keys do what: the first ones, and what a person made of them.

use std::collections::BTreeMap;
use std::fmt;

use super::action::ACTIONS;
use super::queue::QueueCommand;
use super::{Action, Asked, Chord, Command, CompareCommand, Edge, HandCommand, Keyed, Scene, Unit, View};
use crate::annotation::{Label, Schema};

/// With Ctrl these do what every browser has them do.
const BROWSERS: &[&str] =
    &["a", "c", "f", "l", "n", "p", "q", "r", "s", "t", "v", "w", "x", "+", "-", "0", "=", "Tab"];

/// Keys that have one meaning everywhere.
const ONE_MEANING: &[&str] =
    &["Escape", "Tab", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

/// Why an action cannot have a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// Another action has it.
    Taken(Action),
    /// It gives a label.
    Gives(Label),
    /// The browser or the system has it.
    Browsers,
    /// It means one thing everywhere.
    Fixed,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Clash::Taken(action) => write!(f, "has that already: {}", action.words()),
            Clash::Gives(label) => write!(f, "gives the label {label}"),
            Clash::Browsers => f.write_str("is the browser’s own"),
            Clash::Fixed => f.write_str("means one thing everywhere, and stays as it is"),
        }
    }
}

/// Which keys do what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    keys: BTreeMap<Action, Vec<Chord>>,
    /// Whether a character typed alone does anything; off, speech input and stray hands set off nothing.
    pub single_keys: bool,
}

impl Default for Keymap {
    fn default() -> Keymap {
        let first = |row: &Keyed| (row.action, row.keys.iter().filter_map(|key| Chord::read(key)).collect());
        Keymap { keys: ACTIONS.iter().map(first).collect(), single_keys: true }
    }
}

impl Keymap {
    /// All keys of `action`, whether they can be used or not.
    pub fn keys(&self, action: Action) -> &[Chord] {
        self.keys.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The keys of `action` that can be used: a label's key is the label's, and single keys may be off.
    pub fn usable<'a>(&'a self, action: Action, schema: &'a Schema) -> impl Iterator<Item = &'a Chord> {
        self.keys(action).iter().filter(move |chord| match chord.character() {
            Some(character) => self.single_keys && schema.by_key(character).is_none(),
            None => true,
        })
    }

    /// What `chord` asks for in that scene; `None` leaves it to the browser.
    pub fn asked(&self, chord: &Chord, scene: Scene, schema: &Schema) -> Option<Asked> {
        if chord.ctrl() && chord.alt() || !self.single_keys && chord.is_single() {
            return None;
        }
        if scene.view == View::Annotate {
            if let Some(command) = caret(chord) {
                return Some(Asked::Do(command));
            }
            if let Some(def) = chord.character().and_then(|character| schema.by_key(character)) {
                return Some(Asked::Do(Command::Label(def.label.clone())));
            }
        }
        if scene.view == View::Projects
            && let Some(command) = rows(chord)
        {
            return Some(Asked::Do(Command::Queue(command)));
        }
        if scene.view == View::Compare
            && let Some(command) = conflicts(chord)
        {
            return Some(Asked::Do(Command::Compare(command)));
        }
        if let Some(action) = self.action(chord, scene) {
            return Some(action.asks());
        }
        // With Alt the ends move by a character; everything else with Alt is the browser's.
        let action =
            self.action(&chord.without_alt(), scene).filter(|action| chord.alt() && action.is_nudge())?;
        match action.asks() {
            Asked::Do(Command::Nudge { edge, forward, .. }) => {
                Some(Asked::Do(Command::Nudge { edge, unit: Unit::Character, forward }))
            }
            _ => None,
        }
    }

    fn action(&self, chord: &Chord, scene: Scene) -> Option<Action> {
        let has = |(action, keys): (&Action, &Vec<Chord>)| {
            (action.acts_in(scene) && keys.contains(chord)).then_some(*action)
        };
        self.keys.iter().find_map(has)
    }

    /// The keymap where `action` has `chord` too, or in the place of `old`.
    pub fn bind(
        &self,
        action: Action,
        old: Option<&Chord>,
        chord: Chord,
        schema: &Schema,
    ) -> Result<Keymap, Clash> {
        if let Some(clash) = self.clash(action, &chord, schema) {
            return Err(clash);
        }
        let mut keymap = self.clone();
        let keys = keymap.keys.entry(action).or_default();
        match old.and_then(|old| keys.iter().position(|key| key == old)) {
            _ if keys.contains(&chord) => {}
            Some(at) => keys[at] = chord,
            None => keys.push(chord),
        }
        Ok(keymap)
    }

    fn clash(&self, action: Action, chord: &Chord, schema: &Schema) -> Option<Clash> {
        let key = chord.key();
        if chord.ctrl() && (chord.alt() || BROWSERS.contains(&key)) || is_function_key(key) {
            return Some(Clash::Browsers);
        }
        if ONE_MEANING.contains(&key) {
            return Some(Clash::Fixed);
        }
        if let Some(def) = chord.character().and_then(|character| schema.by_key(character)) {
            return Some(Clash::Gives(def.label.clone()));
        }
        let other = |(other, keys): (&Action, &Vec<Chord>)| {
            let same = keys.contains(chord)
                || other.is_nudge() && chord.alt() && keys.contains(&chord.without_alt())
                || action.is_nudge() && keys.contains(&chord.with_alt());
            (*other != action && other.meets(action) && same).then_some(*other)
        };
        self.keys.iter().find_map(other).map(Clash::Taken)
    }

    /// The keymap where `action` has `chord` no more.
    pub fn without(&self, action: Action, chord: &Chord) -> Keymap {
        let mut keymap = self.clone();
        keymap.keys.entry(action).or_default().retain(|key| key != chord);
        keymap
    }

    /// The keymap where a character typed alone acts, or does not.
    pub fn with_single_keys(self, single_keys: bool) -> Keymap {
        Keymap { single_keys, ..self }
    }

    /// The actions whose keys are not the first ones any more, with what they are now.
    pub fn changed(&self) -> impl Iterator<Item = (Action, &[Chord])> {
        let first = Keymap::default();
        let changed = self.keys.iter().filter(move |(action, keys)| first.keys(**action) != keys.as_slice());
        changed.map(|(action, keys)| (*action, keys.as_slice()))
    }

    /// The first keymap with these changes, but for those that do not go together.
    pub fn restored(changes: impl IntoIterator<Item = (Action, Vec<Chord>)>, single_keys: bool) -> Keymap {
        let changes: Vec<_> = changes.into_iter().collect();
        let mut keymap = Keymap { single_keys, ..Keymap::default() };
        for (action, _) in &changes {
            keymap.keys.insert(*action, Vec::new());
        }
        // Labels come and go; which of the two has the key is settled when it is pressed.
        let nothing = Schema::new(Vec::new()).unwrap_or_default();
        for (action, keys) in changes {
            for chord in keys {
                if let Ok(with) = keymap.bind(action, None, chord, &nothing) {
                    keymap = with;
                }
            }
        }
        keymap
    }
}

/// What an arrow does, and its kin: they move, and cannot be anything else.
fn caret(chord: &Chord) -> Option<Command> {
    let exact = chord.ctrl() || chord.alt();
    let by = if exact { Unit::Character } else { Unit::Word };
    let go = |unit, forward| Some(Command::MoveCaret { unit, forward, extend: chord.shift() });
    let jump = |to| Some(Command::Hand(HandCommand::Jump { to, all: chord.ctrl(), extend: chord.shift() }));
    match chord.key() {
        "ArrowRight" => go(by, true),
        "ArrowLeft" => go(by, false),
        "ArrowDown" if !chord.ctrl() => go(Unit::Paragraph, true),
        "ArrowUp" if !chord.ctrl() => go(Unit::Paragraph, false),
        "Home" if !chord.alt() => jump(Edge::Start),
        "End" if !chord.alt() => jump(Edge::End),
        "Escape" if !exact => Some(Command::LetGo),
        _ => None,
    }
}

/// What the same keys do in the list of documents.
fn rows(chord: &Chord) -> Option<QueueCommand> {
    if chord.alt() {
        return None;
    }
    let by = |rows| if chord.shift() { QueueCommand::Extend(rows) } else { QueueCommand::Move(rows) };
    let all = |forward| match chord.shift() {
        true => QueueCommand::Extend(if forward { i32::MAX } else { i32::MIN }),
        false => QueueCommand::MoveToEnd { forward },
    };
    match chord.key() {
        "Home" => Some(all(false)),
        "End" => Some(all(true)),
        "a" if chord.ctrl() && !chord.shift() => Some(QueueCommand::ChooseAll),
        _ if chord.ctrl() => None,
        "ArrowDown" => Some(by(1)),
        "ArrowUp" => Some(by(-1)),
        "PageDown" => Some(by(10)),
        "PageUp" => Some(by(-10)),
        "Escape" => Some(QueueCommand::ChooseNone),
        _ => None,
    }
}

/// What they do among conflicts, where digits choose a version.
fn conflicts(chord: &Chord) -> Option<CompareCommand> {
    if let Some(number) = chord.character().and_then(|character| character.to_digit(10)) {
        return Some(CompareCommand::Take(number.checked_sub(1)? as usize));
    }
    if chord.alt() || chord.ctrl() || chord.shift() {
        return None;
    }
    match chord.key() {
        "ArrowDown" => Some(CompareCommand::Move(1)),
        "ArrowUp" => Some(CompareCommand::Move(-1)),
        "Home" => Some(CompareCommand::Go(0)),
        "End" => Some(CompareCommand::Go(usize::MAX)),
        _ => None,
    }
}

fn is_function_key(key: &str) -> bool {
    key.strip_prefix('F')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
