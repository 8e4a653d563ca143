//! A notice: what happened, what was kept, what to do.

use std::rc::Rc;

use tagline::workspace::{Command, Notice};
use yew::prelude::*;

use crate::desk::Desk;

/// How many lines are shown before the rest is folded away.
const SHOWN: usize = 4;

/// Properties of [`NoticePanel`].
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    pub notice: Rc<Notice>,
    /// Whether an undo would bring back what it lists.
    #[prop_or_default]
    pub undo: bool,
    pub desk: Desk,
}

/// The notice, until it is dismissed.
#[component]
pub fn NoticePanel(props: &NoticeProps) -> Html {
    let notice = &props.notice;
    let line = |line: &String| html! { <li>{ line.clone() }</li> };
    let (first, rest) = notice.lines.split_at(notice.lines.len().min(SHOWN));
    html! {
        <section class="notice" role="alert" data-failed={notice.failed.to_string()}>
            <div class="notice-words">
                <h2>{ &notice.title }</h2>
                <ul>{ for first.iter().map(line) }</ul>
                if !rest.is_empty() {
                    <details>
                        <summary>{ format!("{} more", rest.len()) }</summary>
                        <ul>{ for rest.iter().map(line) }</ul>
                    </details>
                }
            </div>
            if props.undo {
                <button class="button" onclick={props.desk.on(Command::Undo)}>{ "Undo" }</button>
            }
            <button class="button" onclick={props.desk.on(Command::Dismiss)}>{ "Dismiss" }</button>
        </section>
    }
}

#[cfg(test)]
mod tests;
