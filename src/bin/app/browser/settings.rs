//! What a person set for this browser, kept in it where it allows that.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::storage::{LocalStorage, Storage};
use gloo::utils::window;
use serde::{Deserialize, Serialize};
use tagline::workspace::{Action, Chord, Keymap, annotator_name};

use super::pack;

/// Where the name of the person at work is kept.
const NAME: &str = "tagline.annotator";

thread_local! {
    /// The name as it was given on this visit: where the browser keeps nothing it holds for that.
    static GIVEN: RefCell<Option<Rc<str>>> = const { RefCell::new(None) };
}

/// The name that the person at work goes by; none where they have given none.
pub fn annotator() -> Option<Rc<str>> {
    let kept: Option<String> = LocalStorage::get(NAME).ok();
    let kept = kept.and_then(|kept| annotator_name(&kept).ok());
    kept.or_else(|| GIVEN.with_borrow(Clone::clone))
}

/// Whether the browser holds anything of an earlier visit: a setting, or when the last backup was.
pub fn is_any_kept() -> bool {
    LocalStorage::length() > 0
}

/// Keeps the name for this visit and the next.
pub fn keep_annotator(name: &Rc<str>) {
    GIVEN.set(Some(name.clone()));
    // Fails where the browser keeps nothing: then it holds for this visit.
    let _ = LocalStorage::set(NAME, &**name);
}

/// Tells, until what comes back is dropped, when a name is given in another tab.
pub fn watch_annotator(tell: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "storage", move |event| {
        // Without a key all was cleared.
        if pack::get(event, "key").as_string().is_none_or(|key| key == NAME) {
            tell();
        }
    })
}

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
    fn a_name_comes_back_and_what_is_none_does_not() {
        let before = LocalStorage::raw().get_item(NAME).unwrap();
        keep_annotator(&"Zoë 漢".into());
        assert_eq!(annotator().as_deref(), Some("Zoë 漢"));
        GIVEN.set(None);
        assert_eq!(annotator().as_deref(), Some("Zoë 漢"));
        // What another version kept, or somebody else.
        for odd in ["\"\"", "\" \\n \"", "7", "?"] {
            LocalStorage::raw().set_item(NAME, odd).unwrap();
            assert_eq!(annotator(), None, "{odd}");
        }
        GIVEN.set(Some("Ruth".into()));
        assert_eq!(annotator().as_deref(), Some("Ruth"), "for this visit");
        GIVEN.set(None);
        match before {
            Some(before) => LocalStorage::raw().set_item(NAME, &before).unwrap(),
            None => LocalStorage::delete(NAME),
        }
    }

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
