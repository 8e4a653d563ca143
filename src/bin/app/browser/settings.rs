//! What a person set for this browser, kept in it where it allows that.

use std::collections::BTreeMap;

use gloo::storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};
use tagline::workspace::{Action, Chord, Keymap};

/// Where the keys are kept.
const KEYS: &str = "tagline.keys";

/// The keys as they are kept: what differs from the first ones.
#[derive(Serialize, Deserialize)]
struct Kept {
    single_keys: bool,
    keys: BTreeMap<String, Vec<String>>,
}

/// The keys as they were set on an earlier visit.
pub fn keymap() -> Keymap {
    let Ok(kept) = LocalStorage::get::<Kept>(KEYS) else { return Keymap::default() };
    let known = kept.keys.into_iter().filter_map(|(id, keys)| {
        Some((Action::named(&id)?, keys.iter().filter_map(|key| Chord::read(key)).collect()))
    });
    Keymap::restored(known, kept.single_keys)
}

/// Keeps the keys for the next visit.
pub fn keep_keymap(keymap: &Keymap) {
    if *keymap == Keymap::default() {
        LocalStorage::delete(KEYS);
        return;
    }
    let changed = keymap.changed();
    let keys =
        changed.map(|(action, keys)| (action.id().to_owned(), keys.iter().map(Chord::to_string).collect()));
    // Fails where the browser keeps nothing: then they hold for this visit.
    let _ = LocalStorage::set(KEYS, Kept { single_keys: keymap.single_keys, keys: keys.collect() });
}

/// Where the number of the open project is kept.
const PROJECT: &str = "tagline.project";

/// The number of the project that was open on the last visit; the first one else.
pub fn project() -> u32 {
    LocalStorage::get::<u32>(PROJECT).ok().filter(|number| *number > 0).unwrap_or(1)
}

/// Keeps the number of the open project for the next visit.
pub fn keep_project(number: u32) {
    // Fails where the browser keeps nothing: then the next visit begins with the first one.
    let _ = LocalStorage::set(PROJECT, number);
}

#[cfg(test)]
mod tests {
    use tagline::annotation::Schema;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn keys_come_back_as_they_were_set() {
        LocalStorage::delete(KEYS);
        assert_eq!(keymap(), Keymap::default());
        let chord = |written| Chord::read(written).unwrap();
        let schema = Schema::default();
        let mut set = Keymap::default()
            .bind(Action::Accept, Some(&chord("a")), chord("Ctrl+Shift+j"), &schema)
            .unwrap()
            .without(Action::Delete, &chord("Backspace"));
        set.single_keys = false;
        keep_keymap(&set);
        assert_eq!(keymap(), set);
        // What another version kept, or somebody else.
        for odd in [r#"{"single_keys":true,"keys":{"fly":["u"],"accept":["","v"]}}"#, "[]", "?"] {
            LocalStorage::raw().set_item(KEYS, odd).unwrap();
            assert!(keymap().single_keys, "{odd}");
        }
        keep_keymap(&Keymap::default());
        assert_eq!(LocalStorage::raw().get_item(KEYS).unwrap(), None);
    }
}
