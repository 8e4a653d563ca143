//! One project on several desks: what an edit touches, and going on with what another desk wrote.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod desk;

use std::collections::BTreeSet;
use std::rc::Rc;

use tagline::annotation::{Label, Project, Status, document_from_notation};
use tagline::workspace::{Brought, Command, Context, LabelCommand, Loaded, OpenDocument, View, Workspace};

use desk::context;

/// A desk with two documents, in texts of which offsets count otherwise in bytes, code points and UTF-16.
fn desk() -> Workspace {
    let mut workspace = Workspace::default();
    let notations = ["[PERSON? Zoë 漢] 👩‍🚀 met [COURT? High Court]", "שלום [PLACE? Ohio]\r\n[PERSON? Léa]"];
    let documents = notations
        .iter()
        .enumerate()
        .map(|(at, notation)| {
            document_from_notation(format!("d{at}"), notation, &"Ruth".into()).unwrap().into()
        })
        .collect();
    let project = Project { documents, ..Project::default() };
    workspace
        .apply(Command::Load(Loaded { name: "d.json".to_owned(), project, issues: Vec::new() }), &context(1));
    workspace.apply(Command::CatchUp, &context(2));
    workspace
}

/// The same after some commands.
fn after(before: &Workspace, commands: impl IntoIterator<Item = Command>) -> Workspace {
    let mut now = before.clone();
    commands.into_iter().zip(10..).for_each(|(command, tick)| now.apply(command, &context(tick)));
    now
}

fn decide(at: usize) -> [Command; 3] {
    [Command::Open(at), Command::Step { forward: true, pencil: false }, Command::Accept]
}

fn open(workspace: &Workspace, at: usize) -> &Rc<OpenDocument> {
    &workspace.documents()[at]
}

fn accepted(workspace: &Workspace, at: usize) -> usize {
    let marks = open(workspace, at).document().annotations().iter();
    marks.filter(|mark| mark.status == Status::Accepted).count()
}

fn brought(workspace: &Workspace, at: usize) -> Brought {
    let open = open(workspace, at).clone();
    Brought { number: 1, open, parts: Vec::new(), shown: false }
}

#[test]
fn an_edit_touches_what_it_changes() {
    let before = desk();
    let looks = after(&before, [Command::Open(1), Command::Show(View::Projects)]);
    assert_eq!(looks.touched_since(&before), Default::default());
    for at in [0, 1] {
        let touched = after(&before, decide(at)).touched_since(&before);
        assert_eq!(touched.documents, [Rc::from(format!("d{at}"))]);
        assert!(!touched.project);
    }
    let removed = after(&before, [Command::Remove(0)]).touched_since(&before);
    assert_eq!((removed.documents, removed.project), (vec![Rc::from("d0")], true));
    let labelled = after(&before, [Command::Labels(LabelCommand::Add(Label::new("SHIP").unwrap()))]);
    assert!(labelled.touched_since(&before).project);
}

#[test]
fn a_document_goes_on_as_another_desk_wrote_it() {
    let before = after(&desk(), [Command::Open(0), Command::Step { forward: true, pencil: false }]);
    let mut other = after(&desk(), decide(0).into_iter().take(2));
    other.apply(Command::Accept, &Context { annotator: "Léa".into(), ..context(20) });
    let renewed = after(&before, [Command::Renew(vec![brought(&other, 0)])]);
    assert_eq!((accepted(&renewed, 0), accepted(&before, 0)), (1, 0));
    assert_eq!(open(&renewed, 0).next_undo(), open(&other, 0).next_undo());
    let names: Vec<String> = renewed.project().annotators.iter().map(|one| one.name.to_string()).collect();
    assert!(names.contains(&"Léa".to_owned()), "{names:?}");
    // The hand stays where it is, and so does the rest.
    assert_eq!(open(&renewed, 0).focus(), open(&before, 0).focus());
    assert_eq!(renewed.current_index(), Some(0));
    assert!(Rc::ptr_eq(open(&renewed, 1), open(&before, 1)));
    assert_eq!(renewed.revision(), before.revision());
    // What it has not open stays so.
    let only = after(&before, [Command::Remove(0), Command::Renew(vec![brought(&other, 0)])]);
    assert_eq!(only.documents().len(), 1);
}

#[test]
fn what_only_this_desk_writes_stays_whatever_comes() {
    let before = after(&desk(), decide(1));
    let own: BTreeSet<Rc<str>> = [Rc::from("d1")].into();
    // Another desk has decided in the other document, and does not know of this one's decision.
    let mut come = after(&desk(), decide(0));
    come.keep_own(&before, &own);
    assert_eq!((accepted(&come, 0), accepted(&come, 1)), (1, 1));
    assert!(Rc::ptr_eq(open(&come, 1), open(&before, 1)));
    assert!(come.revision() >= before.revision());
    let names: Vec<String> = come.project().annotators.iter().map(|one| one.name.to_string()).collect();
    assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len());
    // A document that did not come at all is kept.
    let mut empty = Workspace::default();
    empty.keep_own(&before, &own);
    assert_eq!(empty.documents().len(), 1);
    // With nothing of its own it is as it came.
    let mut all = desk();
    all.keep_own(&before, &BTreeSet::new());
    assert_eq!(accepted(&all, 1), 0);
}
