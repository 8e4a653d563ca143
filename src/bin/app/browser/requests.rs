//! What the page has requested, as the browser keeps account of it, and the rule that the browser holds it to.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::worker;

/// Where no host can be.
const NOWHERE: &str = "https://tagline.invalid/";

/// How long the browser may take to tell that it refused, in milliseconds.
const LATE: u32 = 5000;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What was asked for: below the app's own folder its path from there, else the whole address.
    pub address: String,
    /// Whether it is a file of the app, from where the page itself came.
    pub own: bool,
}

/// What the page has requested until now, itself first.
pub fn of_page() -> Vec<Request> {
    let Some(performance) = window().performance() else { return Vec::new() };
    let name = |entry: JsValue| Reflect::get(&entry, &"name".into()).ok()?.as_string();
    let all = performance.get_entries_by_type("resource");
    let rest = all.iter().filter_map(name);
    // Firefox has no address in its entry for a page from disk.
    page().into_iter().chain(rest).filter_map(request).collect()
}

/// Asks what the worker has requested; without a worker nothing is told.
pub fn of_worker(told: impl Fn(Vec<Request>) + 'static) {
    worker::ask_for_requests(move |all| told(all.into_iter().filter_map(request).collect()));
}

/// The rule that the page carries.
pub fn rule() -> Option<String> {
    let meta = document().query_selector("meta[http-equiv=Content-Security-Policy]").ok().flatten()?;
    meta.get_attribute("content")
}

/// Whether the page was opened from disk.
pub fn is_from_disk() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// The host that the page came from.
pub fn host() -> String {
    window().location().host().unwrap_or_default()
}

/// Tries to send something elsewhere, and tells whether the rule had the browser refuse it.
pub fn try_out(told: impl FnOnce(bool) + 'static) {
    let told = Rc::new(Cell::new(Some(told)));
    let tell = move |held| {
        if let Some(told) = told.take() {
            told(held);
        }
    };
    let listener = EventListener::new(&document(), "securitypolicyviolation", {
        let tell = tell.clone();
        move |_| tell(true)
    });
    spawn_local(async move {
        let sent = JsFuture::from(window().fetch_with_str(NOWHERE)).await.is_ok();
        // That there is no such host, and there can be none, is another answer than that it must not be asked: only the event tells
        // them apart, and it may come after the answer, on a busy machine long after.
        Timeout::new(if sent { 0 } else { LATE }, move || {
            drop(listener);
            tell(false);
        })
        .forget();
    });
}

fn request(address: String) -> Option<Request> {
    told(&address, &page()?)
}

/// The page's own address.
fn page() -> Option<String> {
    document().base_uri().ok()?
}

/// A request of a page; `None` for what was taken from memory.
fn told(address: &str, page: &str) -> Option<Request> {
    // What was tried is told where it was.
    if address.starts_with("blob:") || address.starts_with("data:") || address == NOWHERE {
        return None;
    }
    let page = page.split(['?', '#']).next().unwrap_or_default();
    if page.starts_with("file:") {
        // Another file from the same disk is none of ours.
        let own = address == page;
        return Some(Request { address: if own { String::new() } else { address.to_owned() }, own });
    }
    let folder = page.rsplit_once('/').map_or(page, |(folder, _)| folder);
    let within = address.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    Some(Request { address: within.unwrap_or(address).to_owned(), own: within.is_some() })
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn own_files_are_told_from_others() {
        for (page, address, expected) in [
            ("https://a.org/x/", "https://a.org/x/app-1.js", Some(("app-1.js", true))),
            ("https://a.org/x/?sample=1,2#é", "https://a.org/x/app-1.js", Some(("app-1.js", true))),
            ("https://a.org/x/index.html", "https://a.org/x/", Some(("", true))),
            ("https://a.org/x/", "https://a.org/y/app.js", Some(("https://a.org/y/app.js", false))),
            ("https://a.org/x/", "https://a.org/xy/app.js", Some(("https://a.org/xy/app.js", false))),
            ("https://a.org/x/", "https://a.org.b.org/x/", Some(("https://a.org.b.org/x/", false))),
            ("https://a.org/x/", "blob:https://b.org/1", None),
            ("https://a.org/x/", "data:image/png,", None),
            ("file:///a/tagline.html", "file:///a/tagline.html", Some(("", true))),
            ("file:///a/tagline.html", "file:///a/b.html", Some(("file:///a/b.html", false))),
        ] {
            let expected = expected.map(|(address, own)| Request { address: address.to_owned(), own });
            assert_eq!(told(address, page), expected, "{page} {address}");
        }
    }

    #[wasm_bindgen_test]
    fn the_page_is_told_first() {
        let all = of_page();
        assert!(all.iter().all(|request| request.own), "{all:?}");
        assert!(!all.is_empty());
    }
}
