//! What is remembered of each project's backups. In this browser and not in the project: a copy of the project elsewhere has no
//! backup there, and what is remembered must not be a change that asks for another one.

use gloo::events::EventListener;
use gloo::storage::{LocalStorage, Storage};
use gloo::utils::window;
use serde::{Deserialize, Serialize};
use tagline::annotation::Timestamp;
use tagline::workspace::{Backups, Every};
use web_sys::Event;

use super::{clock, pack};

/// What this page is told of a change by; other tabs are told by the browser.
const HEARD: &str = "tagline-backups";

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    since: Option<String>,
    last: Option<String>,
    changes: u32,
    later: Option<String>,
    every: String,
}

fn key(project: u32) -> String {
    format!("tagline.backups.{project}")
}

/// What is remembered of a project.
pub fn backups(project: u32) -> Backups {
    let Kept { since, last, changes, later, every } = LocalStorage::get(key(project)).unwrap_or_default();
    let at = |text: Option<String>| text.map(|text| Timestamp(text.into()));
    Backups {
        since: at(since),
        last: at(last),
        changes,
        later: at(later),
        every: Every::named(&every).unwrap_or_default(),
    }
}

/// Remembers what changed of it, whatever other tabs remembered meanwhile.
pub fn remember(project: u32, change: impl FnOnce(&Backups) -> Backups) {
    let Backups { since, last, changes, later, every } = change(&backups(project));
    let text = |at: Option<Timestamp>| at.map(|at| at.0.to_string());
    let kept = Kept {
        since: text(since),
        last: text(last),
        changes,
        later: text(later),
        every: every.name().to_owned(),
    };
    // Fails where the browser keeps nothing: there nothing is backed up either.
    let _ = LocalStorage::set(key(project), kept);
    tell();
}

/// Where the numbers of the projects are kept that are being restored, each with when that was begun.
const COMING: &str = "tagline.coming";

/// The projects that are being restored, here or in another tab, or were when that was closed; each with when that was begun.
pub fn coming() -> Vec<(u32, Timestamp)> {
    let all: Vec<(u32, String)> = LocalStorage::get(COMING).unwrap_or_default();
    all.into_iter().map(|(number, since)| (number, Timestamp(since.into()))).collect()
}

/// Remembers that a project is being restored, or no longer.
pub fn is_coming(project: u32, coming: bool) {
    let mut all: Vec<(u32, String)> = LocalStorage::get(COMING).unwrap_or_default();
    all.retain(|(number, _)| *number != project);
    if coming {
        all.push((project, clock::now().0.to_string()));
    }
    // Where it fails, what is left of a tab that was closed in the midst of it stays in the store, on no list.
    let _ = LocalStorage::set(COMING, all);
}

/// Forgets a project that is deleted.
pub fn forget(project: u32) {
    LocalStorage::delete(key(project));
    tell();
}

fn tell() {
    if let Ok(event) = Event::new(HEARD) {
        let _ = window().dispatch_event(&event);
    }
}

/// Tells, until what comes back is dropped, when something else is remembered, here or in another tab.
pub fn watch(tell: impl Fn() + Clone + 'static) -> [EventListener; 2] {
    let here = {
        let tell = tell.clone();
        EventListener::new(&window(), HEARD, move |_| tell())
    };
    let elsewhere = EventListener::new(&window(), "storage", move |event| {
        let key = pack::get(event, "key").as_string();
        if key.is_none_or(|key| key.starts_with("tagline.backups.")) {
            tell();
        }
    });
    [here, elsewhere]
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn what_is_remembered_comes_back_and_is_told() {
        const PROJECT: u32 = 4_000_000_001;
        forget(PROJECT);
        assert_eq!(backups(PROJECT), Backups::default());
        let told = Rc::new(Cell::new(0));
        let heard = told.clone();
        let watching = watch(move || heard.set(heard.get() + 1));
        let at = |text: &str| Some(Timestamp(text.into()));
        let all = Backups {
            since: at("2026-11-30T08:00:00.000Z"),
            last: at("2026-11-29T08:00:00.000Z"),
            changes: 214,
            later: at("2026-11-30T09:00:00.000Z"),
            every: Every::Never,
        };
        remember(PROJECT, |_| all.clone());
        assert_eq!((backups(PROJECT), told.get()), (all, 1));
        drop(watching);
        // What another version kept, or somebody else.
        for odd in ["[]", "?", r#"{"every":"hourly","moon":1}"#] {
            LocalStorage::raw().set_item(&key(PROJECT), odd).unwrap();
            assert_eq!(backups(PROJECT), Backups::default(), "{odd}");
        }
        forget(PROJECT);
        assert_eq!((LocalStorage::raw().get_item(&key(PROJECT)).unwrap(), told.get()), (None, 1));
    }
}
