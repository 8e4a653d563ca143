//! What a notice promises: it is heard, says everything as plain text, and goes when it is dismissed.

use tagline::workspace::{Command, Notice, Workspace};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::NoticePanel;
use crate::testing::{apply, mount, until, words};

#[wasm_bindgen_test]
async fn a_notice_is_heard_and_dismissed() {
    for (count, failed) in [(0, true), (1, false), (4, true), (5, false), (300, false)] {
        let lines: Vec<String> = (1..=count).map(|at| format!("line {at}: <script>x</script>")).collect();
        let notice = Notice { title: "<b>É</b>".to_owned(), lines: lines.clone(), failed };
        let mut workspace = Workspace::default();
        apply(&mut workspace, [Command::Tell(notice)]);
        let page = mount(workspace, |workspace, desk| match workspace.notice() {
            Some(notice) => html! { <NoticePanel notice={notice.clone()} desk={desk.clone()} /> },
            None => html! { <p class="gone" /> },
        })
        .await;
        let alert = page.one("[role=alert]");
        assert_eq!(alert.get_attribute("data-failed"), Some(failed.to_string()));
        assert_eq!(words(&page.one("h2")), "<b>É</b>");
        assert_eq!(page.all("li").iter().map(|line| words(line)).collect::<Vec<_>>(), lines);
        assert_eq!(page.has("summary"), count > 4, "{count}");
        if count > 4 {
            assert_eq!(words(&page.one("summary")), format!("{} more", count - 4));
            assert_eq!(page.all("details li").len(), count - 4);
        }
        page.control("button", "Dismiss").click();
        until("it is gone", || page.has(".gone")).await;
    }
}
