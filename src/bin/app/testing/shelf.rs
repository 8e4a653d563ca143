//! Lists of documents for tests: rows that differ with their numbers, on the Projects screen.

use std::cell::RefCell;
use std::rc::Rc;

use tagline::annotation::{DocumentStatus, Label, Summary, Tally, Timestamp};
use tagline::workspace::queue::{ProjectRow, QueueCommand, Row, Shelf, Twin};
use tagline::workspace::{Command, View, Workspace};

use super::apply;

/// A row of the list, which differs with its number: titles `Harbour 7`, every third one done, every fourth with pencil in it,
/// every fifth not tagged.
pub fn listed(number: u32) -> Row {
    let mark = Tally {
        label: Label::new("COURT").unwrap(),
        ink: number % 7,
        pencil: if number.is_multiple_of(4) { 2 } else { 0 },
        rejected: 0,
        right: 0,
        wrong: 0,
    };
    let moment = || Timestamp("2026-11-30T10:00:00Z".into());
    let summary = Summary {
        id: format!("d{number}").into(),
        title: format!("Harbour {number}").into(),
        site: Some(if number.is_multiple_of(2) { "Norhaven é漢" } else { "Ellery Post" }.into()),
        published: Some(format!("2024-11-{:02}T10:00Z", 1 + number % 28).into()),
        status: if number.is_multiple_of(3) { DocumentStatus::Done } else { DocumentStatus::New },
        words: 300,
        paragraphs: 10,
        read: number % 11,
        marks: vec![mark],
        notes: u32::from(number.is_multiple_of(10)),
        lowest: number.is_multiple_of(4).then_some(400),
        tagged: !number.is_multiple_of(5),
        added: moment(),
        changed: moment(),
        done: None,
    };
    Row { number, summary, twin: (number == 2).then_some(Twin { number: 1, alike: 93 }) }
}

/// A workspace with so many such rows, numbered from 1, on the Projects screen.
pub fn shelved(rows: u32) -> Workspace {
    let mut shelf = Shelf::default();
    (1..=rows).for_each(|number| shelf.put(&listed(number)));
    let project = |number, name: &str| ProjectRow { number, name: name.into(), documents: 12 };
    let projects = Rc::new(vec![project(1, "Harbour and courts"), project(2, "Border rulings")]);
    let mut workspace = Workspace::default();
    let all = [QueueCommand::Projects(projects, 1), QueueCommand::Shelved(Rc::new(RefCell::new(shelf)))];
    apply(&mut workspace, all.map(Command::Queue));
    apply(&mut workspace, [Command::Show(View::Projects)]);
    workspace
}
