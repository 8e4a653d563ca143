//! A worker that fails is told of, its work is kept, and nothing is tried again by itself.

use tagline::article::Source;
use tagline::job::worker::{Answer, Reply};
use tagline::workspace::{Command, Work, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::{Asked, Link};
use crate::testing::{Mounted, apply, mount, settled, until, use_worker};

async fn asked() -> Mounted<impl BaseComponent> {
    let mut workspace = Workspace::default();
    apply(&mut workspace, [Command::Clean { source: Source::text("é 漢 👩‍🚀"), url: None }]);
    mount(workspace, |_, _| html! { <p /> }).await
}

fn told<T: BaseComponent>(page: &Mounted<T>) -> Option<String> {
    page.workspace().failure().map(|failure| failure.message.clone())
}

#[wasm_bindgen_test]
async fn a_worker_that_fails_is_told_of_and_its_work_is_kept() {
    for (script, expected) in [
        (None, "did not load"),
        (Some("throw new Error('é broken')"), "é broken"),
        // Firefox says of it no more than that it did not load.
        (Some("not a script"), "the worker "),
        (Some("setTimeout(() => { throw new Error('later') }, 1)"), "later"),
        (Some(""), "has not answered"),
    ] {
        use_worker(script);
        let page = asked().await;
        // Silence is looked for only where nothing else is to be heard.
        let patience = if script == Some("") { (1, 3) } else { (5_000, 24) };
        let link = Link { patience, ..Link::default() };
        link.follow(&page.workspace(), &page.desk());
        until("it is told", || told(&page).is_some()).await;
        assert!(told(&page).unwrap().contains(expected), "{script:?}: {:?}", told(&page));
        let workspace = page.workspace();
        assert!(workspace.job().is_none() && workspace.notice().is_none());
        let kept = &workspace.failure().unwrap().work;
        assert!(matches!(&kept[..], [Work::Clean { source, .. }] if &*source.content == "é 漢 👩‍🚀"));
        assert!(link.line.borrow().is_none(), "no other worker is started by itself");
        // Another try, and another failure.
        page.send(Command::Retry);
        until("it is tried", || page.workspace().job().is_some()).await;
        assert!(told(&page).is_none());
        link.follow(&page.workspace(), &page.desk());
        until("it is told again", || told(&page).is_some()).await;
    }
}

#[wasm_bindgen_test]
async fn a_worker_nobody_has_asked_fails_unheard() {
    use_worker(None);
    let page = mount(Workspace::default(), |_, _| html! { <p /> }).await;
    let link = Link::default();
    link.warm(&page.desk());
    assert!(link.line.borrow().is_some());
    until("it is gone", || link.line.borrow().is_none()).await;
    settled().await;
    assert!(told(&page).is_none() && page.workspace().notice().is_none());
}

#[wasm_bindgen_test]
async fn work_that_is_given_up_ends_its_worker() {
    use_worker(Some("setTimeout(() => { throw new Error('late') }, 1)"));
    let page = asked().await;
    let link = Link::default();
    link.follow(&page.workspace(), &page.desk());
    page.send(Command::Stop);
    until("it is stopped", || page.workspace().job().is_none()).await;
    use_worker(Some(""));
    link.follow(&page.workspace(), &page.desk());
    settled().await;
    assert!(told(&page).is_none());
}

#[wasm_bindgen_test]
async fn what_a_worker_waits_for_is_kept_when_work_is_given_up() {
    let asked = Asked::default();
    asked.ticket.set(Some(3));
    let hear = |ticket, answer| asked.hear(Reply { ticket, answer });
    assert!(matches!(
        hear(3, Answer::Loading { bytes: 1, of: 2 }),
        Some(Command::Loading { ticket: 3, bytes: 1, of: 2 })
    ));
    assert!(asked.waits.get() && asked.ticket.get() == Some(3));
    assert!(hear(2, Answer::Progress(0.5)).is_none() && hear(2, Answer::NotLoaded("é".into())).is_none());
    assert_eq!(asked.ticket.get(), Some(3));
    assert!(matches!(hear(3, Answer::Progress(0.5)), Some(Command::Progress { ticket: 3, .. })));
    assert!(!asked.waits.get());
    let told = hear(3, Answer::NotLoaded("é".to_owned()));
    assert!(matches!(told, Some(Command::Failed { ticket: 3, message }) if message == "é"));
    // The worker is well: the next question goes to it.
    assert!(asked.ticket.get().is_none() && !asked.spent.get());
    hear(2, Answer::Failed("late".to_owned()));
    assert!(asked.spent.get());
}
