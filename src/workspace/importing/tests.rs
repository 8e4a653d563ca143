//! An import as a person sees it goes from step to step, and nothing under way is given up for another.

use super::*;
use crate::annotation::{Schema, Timestamp};
use crate::job::errand::Import;
use crate::job::intake::{Given, previews};
use crate::job::kept::label_rows;
use crate::workspace::{Command, Context, Taking};

fn send(workspace: &mut Workspace, command: ImportCommand) {
    let now = Timestamp("2026-01-02T03:04:05Z".into());
    workspace.apply(Command::Import(command), &Context { now, annotator: "Ada".into(), fresh: "new".into() });
}

const LINES: &str = "{\"body\": \"É 漢 👩\u{200d}🚀 sat in the sun.\", \"name\": \"One\"}\n\
    {\"body\": \"\"}\n\
    {\"body\": \"É 漢 👩\u{200d}🚀 sat in the sun.\", \"name\": \"Two\"}\n";

fn offered(files: &[(&str, &str)]) -> Workspace {
    let mut workspace = Workspace::default();
    let names = files.iter().map(|(name, text)| ((*name).into(), text.len() as u64)).collect();
    send(&mut workspace, ImportCommand::Offer(names));
    let found = files.iter().flat_map(|(name, text)| previews(Given::of(*name, *text))).collect();
    send(&mut workspace, ImportCommand::Looked(found));
    workspace
}

fn step(workspace: &Workspace) -> ImportStep {
    workspace.importing().unwrap().step.clone()
}

#[test]
fn columns_are_chosen_for_all_tables_that_are_alike() {
    let mut workspace =
        offered(&[("a.jsonl", LINES), ("b.csv", "text,title\nÉ words,T\n"), ("c.jsonl", LINES)]);
    let tables = workspace.importing().unwrap().tables.clone();
    assert_eq!(tables.iter().map(|tables| tables.files.len()).collect::<Vec<_>>(), [2, 1]);
    send(&mut workspace, ImportCommand::Choose(0, Column::Title, Some("name".to_owned())));
    send(&mut workspace, ImportCommand::Choose(0, Column::Text, None));
    send(&mut workspace, ImportCommand::AsHtml(1, true));
    let choices = workspace.importing().unwrap().choices();
    let told: Vec<_> = choices
        .iter()
        .map(|(name, choice)| (&**name, choice.text.as_deref(), choice.title.as_deref(), choice.html))
        .collect();
    assert_eq!(
        told,
        [
            ("a.jsonl", Some("body"), Some("name"), false),
            ("c.jsonl", Some("body"), Some("name"), false),
            ("b.csv", Some("text"), Some("title"), true),
        ]
    );
}

#[test]
fn what_comes_in_is_counted_and_told() {
    let mut workspace = offered(&[("a.jsonl", LINES)]);
    let before = workspace.revision();
    send(&mut workspace, ImportCommand::Choose(0, Column::Title, Some("name".to_owned())));
    send(&mut workspace, ImportCommand::Start);
    let choices = workspace.importing().unwrap().choices();
    let import = Import { choices, labels: label_rows(&Schema::default()), ..Import::default() };
    let mut taking = Taking::new(vec![Given::of("a.jsonl", LINES)], import);
    while taking.step() {}
    let batch = Rc::new(taking.batch(true).unwrap());
    // Others wait until it is through; the window can be closed meanwhile.
    send(&mut workspace, ImportCommand::Close);
    assert!(workspace.importing().is_some_and(|importing| importing.hidden));
    send(&mut workspace, ImportCommand::Offer(vec![("other".into(), 1)]));
    assert!(workspace.notice().is_some());
    send(&mut workspace, ImportCommand::Came { batch, open: true });
    let size = LINES.len() as u64;
    assert_eq!(step(&workspace), ImportStep::Running { done: size, of: size, stopping: false });
    send(&mut workspace, ImportCommand::Stop);
    send(&mut workspace, ImportCommand::Over(true));
    assert_eq!(step(&workspace), ImportStep::Over { stopped: true, failed: None });
    assert_eq!(&**workspace.said(), "2 documents came in, 1 rejected");
    let titles: Vec<_> = workspace.documents().iter().map(|open| open.title()).collect();
    assert_eq!(titles, ["One", "Two"]);
    assert!(workspace.revision() > before);
    let report = workspace.importing().unwrap().report();
    assert!(report.starts_with("2 came in, 1 not or not whole\na.jsonl, line 2: expected"), "{report}");
    assert!(report.ends_with("1 like others\nTwo is like One: 100 %\n"), "{report}");
    send(&mut workspace, ImportCommand::Close);
    assert!(workspace.importing().is_none());
}

#[test]
fn what_goes_wrong_is_told_and_late_words_change_nothing() {
    let mut workspace = offered(&[("a.txt", "É")]);
    send(&mut workspace, ImportCommand::Failed("the worker stopped: é".into()));
    let failed = step(&workspace);
    for command in [
        ImportCommand::Start,
        ImportCommand::Over(false),
        ImportCommand::Looked(Vec::new()),
        ImportCommand::Stop,
    ] {
        send(&mut workspace, command);
        assert_eq!(step(&workspace), failed);
    }
    send(&mut workspace, ImportCommand::Close);
    send(&mut workspace, ImportCommand::Start);
    assert!(workspace.importing().is_none());
}
