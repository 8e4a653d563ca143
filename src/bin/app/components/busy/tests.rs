//! What is said while the worker works: what, how far, and a way to stop it.

use tagline::article::Source;
use tagline::workspace::{Command, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::{Busy, Stalled};
use crate::testing::{apply, mount, until, words};

#[wasm_bindgen_test]
async fn progress_is_shown_and_can_be_stopped() {
    let mut workspace = Workspace::default();
    apply(&mut workspace, [Command::Clean { source: Source::text("a"), url: None }]);
    let ticket = workspace.job().unwrap().ticket;
    let page = mount(workspace, |workspace, desk| match workspace.job() {
        Some(job) => html! { <Busy job={job.clone()} desk={desk.clone()} /> },
        None => html! { <p class="idle" /> },
    })
    .await;
    page.control("section", "Reading the article");
    let value = || page.one("progress").get_attribute("value").unwrap();
    assert_eq!(value(), "0");
    for (done, expected) in [(0.004, "0"), (0.25, "25"), (0.999, "100"), (1.0, "100")] {
        page.send(Command::Progress { ticket, done });
        until(expected, || value() == expected && words(&page.one("p")).contains(&format!("{expected}%")))
            .await;
    }
    page.send(Command::Loading { ticket, bytes: 1_249_000, of: 2_030_000 });
    until("loading is told", || words(&page.one("p")) == "Loading the tagger, 1.2 of 2.0 MB").await;
    assert_eq!(value(), "62");
    page.send(Command::Progress { ticket, done: 1.0 });
    until("and when it is over", || words(&page.one("p")).contains("100%")).await;
    // Of older work nothing is heard.
    page.send(Command::Progress { ticket: ticket + 1, done: 0.5 });
    crate::testing::settled().await;
    assert_eq!(value(), "100");
    page.control("button", "Stop").click();
    until("it is stopped", || page.has(".idle")).await;
}

#[wasm_bindgen_test]
async fn what_failed_is_told_and_can_be_tried_again_or_given_up() {
    let mut workspace = Workspace::default();
    let paste = |text: &str| Command::Clean { source: Source::text(text), url: None };
    apply(&mut workspace, [paste("a")]);
    let page = mount(workspace, |workspace, desk| match workspace.failure() {
        Some(failure) => html! { <Stalled failure={failure.clone()} desk={desk.clone()} /> },
        None => html! { <p class="none" /> },
    })
    .await;
    let fail = |message: &str| {
        let ticket = page.workspace().job().unwrap().ticket;
        page.send(Command::Failed { ticket, message: message.to_owned() });
    };
    fail("é <b>why</b>");
    until("it is told", || page.has("[role=alert][data-failed=true]")).await;
    let said = words(&page.one("[role=alert]"));
    assert!(said.contains("This article was not read") && said.contains("é <b>why</b>"), "{said}");
    assert!(said.contains("kept"), "{said}");
    page.control("button", "Try again").click();
    until("it is tried", || page.has(".none") && page.workspace().job().is_some()).await;
    page.send(paste("b"));
    until("another waits", || page.workspace().job().is_some()).await;
    fail("one");
    until("it is told", || page.has("[role=alert]")).await;
    fail("two");
    until("both are told", || words(&page.one("[role=alert]")).contains("2 pieces of work")).await;
    page.control("button", "Give up").click();
    until("it is gone", || page.has(".none")).await;
    assert!(page.workspace().failure().is_none() && page.workspace().job().is_none());
}
