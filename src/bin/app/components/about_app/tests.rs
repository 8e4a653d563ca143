//! The account of the requests is told as it is, good or bad; the rule is shown, and can be tried.

use tagline::workspace::Workspace;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::{AboutApp, Request, requested, rule};
use crate::testing::{mount, until, words};

fn request(address: &str, own: bool) -> Request {
    Request { address: address.to_owned(), own }
}

#[wasm_bindgen_test]
async fn the_window_is_modal_and_closes() {
    let page = mount(Workspace::default(), |_, _| html! { <AboutApp close={Callback::noop()} /> }).await;
    let dialog: HtmlDialogElement = page.control("dialog", "About Tagline").dyn_into().unwrap();
    until("it is open", || dialog.open()).await;
    assert!(dialog.matches(":modal").unwrap());
    let told = words(&dialog);
    // The page of these tests has no rule, and comes from a host.
    for part in ["None went elsewhere", "This page has no rule", "Without a connection"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    page.control("button", "Try to send something").click();
    until("it is tried", || words(&dialog).contains("Not refused: the rule does not hold here.")).await;
}

#[wasm_bindgen_test]
async fn requests_that_went_elsewhere_are_told() {
    let page = mount(Workspace::default(), |_, _| {
        let all =
            vec![request("", true), request("app-1.js", true), request("https://é.example/a?b=<i>", false)];
        requested(&all, "a.example", false, true)
    })
    .await;
    let told = words(&page.root);
    assert!(told.contains("1 of 3 requests went elsewhere"), "{told}");
    assert!(told.contains("https://é.example/a?b=<i>"), "{told}");
    assert!(!told.contains("has left this machine"), "{told}");
    assert!(page.has(".about-app-finding[data-own=false]"));
}

#[wasm_bindgen_test]
async fn only_own_files_are_told_as_such() {
    for (from_disk, heard, expected, not) in [
        (
            false,
            true,
            "2 requests, each for a file of the app from a.example. None went elsewhere.",
            "not told yet",
        ),
        (false, false, "has not told yet what it requested", "went elsewhere,"),
        (true, false, "Nothing was requested: the page is this file.", "not told yet"),
    ] {
        let page = mount(Workspace::default(), move |_, _| {
            let all = vec![request("", true), request("app-1.js", true)];
            requested(&all, "a.example", from_disk, heard)
        })
        .await;
        let told = words(&page.root);
        assert!(told.contains(expected) && !told.contains(not), "{told}");
    }
}

#[wasm_bindgen_test]
async fn the_rule_is_shown_line_by_line() {
    let page = mount(Workspace::default(), |_, _| {
        rule(Some("default-src 'none'; img-src 'self'"), Some(true), Callback::noop())
    })
    .await;
    let lines: Vec<_> = page.all("li").iter().map(|line| words(line)).collect();
    assert_eq!(lines, ["default-src 'none'", "img-src 'self'"]);
    assert!(words(&page.one("[role=status]")).contains("Refused by the browser"));
}
