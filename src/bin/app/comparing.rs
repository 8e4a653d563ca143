//! Files of annotations that come in to be compared: read, each by what it is, and handed to the desk.

use tagline::job::read_annotated;
use tagline::workspace::{Command, CompareCommand, CompareFile, Notice};
use wasm_bindgen_futures::spawn_local;

use crate::browser::files::{Chosen, Handle, read_all};
use crate::desk::Desk;

/// What files are chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// They are what others made.
    Others,
    /// It is what all were made from.
    Base,
}

/// Reads the files and compares with those that can be read; of the others it is told why not.
pub fn take(desk: &Desk, files: Vec<Handle>, what: For) {
    let desk = desk.clone();
    spawn_local(async move { take_read(&desk, read_all(&files).await, what) });
}

fn take_read(desk: &Desk, files: Vec<Chosen>, what: For) {
    let (mut read, mut lines) = (Vec::new(), Vec::new());
    for Chosen { name, bytes } in files {
        match bytes.and_then(|bytes| read_annotated(&name, bytes)) {
            Ok(imported) => read.push(CompareFile {
                name: name.into(),
                project: imported.project.into(),
                issues: imported.issues.iter().map(ToString::to_string).collect(),
            }),
            Err(message) => lines.push(format!("{name}: {message}")),
        }
    }
    if !lines.is_empty() {
        lines.push("Your work is unchanged.".to_owned());
        let title = "Not every file could be compared".to_owned();
        desk.send(Command::Tell(Notice { title, lines, failed: true }));
    }
    match what {
        For::Others if !read.is_empty() => desk.send(Command::Compare(CompareCommand::Add(read))),
        For::Base if !read.is_empty() => desk.send(Command::Compare(CompareCommand::Base(read.pop()))),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use tagline::workspace::Workspace;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::testing::{annotating, mount, until};

    fn chosen(name: &str, content: &str) -> Chosen {
        Chosen { name: name.to_owned(), bytes: Ok(content.as_bytes().to_vec()) }
    }

    #[wasm_bindgen_test]
    async fn files_are_compared_or_it_is_told_why_not() {
        let page = mount(annotating("[PLACE Ohio] é"), |_: &Workspace, _| yew::html! { <p /> }).await;
        let desk = page.desk();
        let unread = Chosen { name: "u".to_owned(), bytes: Err("why".to_owned()) };
        let files = vec![chosen("emil.brackets.txt", "[LAW Ohio] é"), chosen("a.json", "{"), unread];
        take_read(&desk, files, For::Others);
        until("it is compared", || page.workspace().comparison().is_some()).await;
        let workspace = page.workspace();
        assert_eq!(workspace.comparison().unwrap().conflicts().len(), 1);
        let lines = workspace.notice().unwrap().lines.join("\n");
        assert!(lines.contains("a.json: line 1") && lines.contains("u: why"), "{lines}");
        take_read(&desk, vec![chosen("o.brackets.txt", "[PLACE Ohio] é")], For::Base);
        until("it has its base", || page.workspace().comparison().is_some_and(|one| one.base().is_some()))
            .await;
        assert_eq!(&*page.workspace().comparison().unwrap().base().unwrap().name, "o.brackets.txt");
    }
}
