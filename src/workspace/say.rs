//! What the workspace tells the user: in the status line, aloud, and in notices.

use std::rc::Rc;

use super::Workspace;

/// Something a user has to be told: what happened, what was kept, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// A few words: `This file stops early`.
    pub title: String,
    /// Place first, then what was expected and found, then what was kept.
    pub lines: Vec<String>,
    /// Whether something failed, or this is only good to know.
    pub failed: bool,
}

impl Workspace {
    /// Says `words` in the status line, which is read aloud.
    pub(super) fn say(&mut self, words: &str) {
        self.said = words.into();
    }

    /// Says what is in focus.
    pub(super) fn say_focus(&mut self) {
        let words = self.current().and_then(|open| {
            let annotation = open.focused()?;
            Some(format!(
                "{}, {}, {}",
                open.document.words(annotation.span),
                annotation.label,
                annotation.status.name()
            ))
        });
        self.say(&words.unwrap_or_default());
    }

    /// Tells it in a notice, with what was not read yet.
    pub(super) fn tell(&mut self, title: &str, lines: Vec<String>, failed: bool) {
        // What was not read yet stays below: nothing that was told is lost before it is dismissed.
        let (mut all, mut any_failed) = (lines, failed);
        if let Some(before) = &self.notice {
            for line in &before.lines {
                if !all.contains(line) {
                    all.push(line.clone());
                }
            }
            any_failed |= before.failed;
        }
        self.notice = Some(Rc::new(Notice { title: title.to_owned(), lines: all, failed: any_failed }));
    }
}

/// A number with what it counts: `1 mark`, `2 marks`.
pub fn counted(count: usize, one: &str) -> String {
    format!("{} {one}{}", figures(count), if count == 1 { "" } else { "s" })
}

/// A number as it is written everywhere: `1,000`.
pub fn figures(count: usize) -> String {
    super::insight::grouped(u32::try_from(count).unwrap_or(u32::MAX))
}
