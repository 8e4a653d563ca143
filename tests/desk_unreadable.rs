//! A document of which the store holds more than can be read: it is shown as far as that, told of, and changed by nothing.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod desk;

use std::rc::Rc;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use tagline::annotation::{DocumentStatus, Label, Project, Status, document_from_notation};
use tagline::format::{Journal, read_journal, write_record};
use tagline::workspace::{
    Brought, BulkCommand, Command, Deed, Field, LabelCommand, LabelWish, Loaded, Moment, NoteCommand, Of,
    OpenDocument, ReadCommand, Restored, Show, View, Wish, Workspace, left_alone,
};

use desk::context;

/// What stands in the place of a record that no version before this one wrote.
const NEWER: &str = r#"{"v":7,"come":{"é":"漢 👩‍🚀"}}"#;

/// The records of two documents, in texts of which offsets count otherwise in bytes, code points and UTF-16: one decision each
/// behind the first record.
fn records() -> Vec<Vec<String>> {
    let notations = [
        "[PERSON? Zoë 漢] 👩‍🚀 met [COURT? High Court] of [LAW Jones Act]",
        "שלום [PLACE? Ohio]\r\n[COURT? High Court]",
    ];
    let documents = notations
        .iter()
        .enumerate()
        .map(|(at, notation)| {
            document_from_notation(format!("d{at}"), notation, &"Ruth".into()).unwrap().into()
        })
        .collect();
    let mut workspace = Workspace::default();
    let project = Project { documents, ..Project::default() };
    let load = Loaded { name: "d.json".to_owned(), project, issues: Vec::new() };
    workspace.apply(Command::Load(load), &context(1));
    workspace.apply(Command::CatchUp, &context(2));
    let moments = |workspace: &Workspace| -> Vec<Moment> {
        workspace.documents().iter().map(|open| open.moment()).collect()
    };
    let first = moments(&workspace);
    for at in [1, 0] {
        for command in [Command::Open(at), Command::Step { forward: true, pencil: false }, Command::Accept] {
            workspace.apply(command, &context(3 + at));
        }
    }
    let then = moments(&workspace);
    let record = |now: &Moment, then: Option<&Moment>| write_record(&now.since(then).unwrap());
    first
        .iter()
        .zip(&then)
        .map(|(first, then)| vec![record(first, None), record(then, Some(first))])
        .collect()
}

/// The same, with `text` behind the records of the first document, and one behind it that could be read.
fn journals(text: &str) -> Vec<Journal> {
    let mut records = records();
    let last = records[0].pop().unwrap();
    records[0].extend([text.to_owned(), last]);
    records.iter().map(|records| read_journal(records)).collect()
}

/// A desk that goes on with these.
fn restored(text: &str) -> Workspace {
    let mut workspace = Workspace::default();
    let restored = Restored { documents: journals(text), ..Restored::default() };
    workspace.apply(Command::Restore(Rc::new(restored)), &context(10));
    workspace
}

fn accepted(open: &OpenDocument) -> usize {
    open.document().annotations().iter().filter(|mark| mark.status == Status::Accepted).count()
}

fn label(name: &str) -> Label {
    Label::new(name).unwrap()
}

/// What the last notice says.
fn told(workspace: &Workspace) -> String {
    let lines =
        |notice: &tagline::workspace::Notice| format!("{}\n{}\n", notice.title, notice.lines.join("\n"));
    workspace.notice().map_or_else(String::new, |notice| lines(notice))
}

#[test]
fn a_journal_is_read_up_to_what_cannot_be_read() {
    let check = |records: &[String], expected: Expect| {
        let journal = read_journal(records);
        let unreadable = journal.unreadable.as_ref().map_or_else(|| "whole".to_owned(), ToString::to_string);
        let accepted = journal.kept.as_ref().map(|kept| {
            kept.document.annotations().iter().filter(|mark| mark.status == Status::Accepted).count()
        });
        assert_eq!(journal.is_whole(), unreadable == "whole");
        expected.assert_eq(&format!("{unreadable}; {accepted:?}"));
    };
    let [first, second] = &records()[0][..] else { unreachable!() };
    let of = |records: &[&str]| records.iter().map(|&record| record.to_owned()).collect::<Vec<_>>();
    check(&of(&[first, second]), expect!["whole; Some(2)"]);
    check(&[], expect!["whole; None"]);
    check(
        &of(&[first, NEWER, second]),
        expect![
            "record 2 of 3: expected a record of version 1, found one of version 7, which a newer Tagline has written; Some(1)"
        ],
    );
    check(&of(&[first, second, ""]), expect!["record 3 of 3: expected a record, found nothing; Some(2)"]);
    check(
        &of(&[first, &second[..second.len() - 3]]),
        expect![
            "record 2 of 2: expected a record, found another text (EOF while parsing an object at line 1 column 420); Some(1)"
        ],
    );
    // It can be read, and does not fit.
    check(
        &of(&[first, first]),
        expect!["record 2 of 2: expected one beginning, in the first record; found another order; Some(1)"],
    );
    check(
        &of(&[second, first, "{"]),
        expect!["record 1 of 3: expected one beginning, in the first record; found another order; None"],
    );
    check(&of(&["", second]), expect!["record 1 of 2: expected a record, found nothing; None"]);
}

#[test]
fn what_is_not_whole_is_shown_and_told_of() {
    let workspace = restored(NEWER);
    assert_eq!(workspace.documents().iter().map(|open| accepted(open)).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(
        workspace
            .documents()
            .iter()
            .map(|open| open.unreadable().map(|one| (one.readable, one.of)))
            .collect::<Vec<_>>(),
        [Some((1, 3)), None]
    );
    expect![[r#"
        Not all of this document could be read
        “Zoë 漢 👩‍🚀 met High Court of Jones Act”, record 2 of 3: expected a record of version 1, found one of version 7, which a newer Tagline has written
        It is shown up to there, and nothing is written to it: what is stored stays as it is.
        Reload the page to get the newer Tagline. Until then, export what is shown, or edit a copy.
    "#]].assert_eq(&told(&workspace));
    expect![[r#"
        Not all of this document could be read
        “Zoë 漢 👩‍🚀 met High Court of Jones Act”, record 2 of 3: expected a record, found another text (EOF while parsing an object at line 1 column 1)
        It is shown up to there, and nothing is written to it: what is stored stays as it is.
        Export what is shown, edit a copy, or restore a backup that was made before.
    "#]].assert_eq(&told(&restored("{")));
    // With it comes nothing for the tagger to do.
    let mut workspace = workspace;
    workspace.apply(Command::Dismiss, &context(11));
    workspace.apply(Command::Open(0), &context(12));
    assert_eq!((workspace.job(), workspace.notice()), (None, None));
}

#[test]
fn an_edit_of_it_is_refused_with_what_can_be_done() {
    let mut workspace = restored(NEWER);
    workspace.apply(Command::Dismiss, &context(11));
    let before = workspace.clone();
    for command in [Command::Open(0), Command::Step { forward: true, pencil: false }] {
        workspace.apply(command, &context(12));
        assert_eq!(workspace.notice(), None);
    }
    workspace.apply(Command::Accept, &context(13));
    expect![[r#"
        “Zoë 漢 👩‍🚀 met High Court of Jones Act” can only be read
        “Zoë 漢 👩‍🚀 met High Court of Jones Act”, record 2 of 3: expected a record of version 1, found one of version 7, which a newer Tagline has written
        It is shown up to there, and nothing is written to it: what is stored stays as it is.
        Reload the page to get the newer Tagline. Until then, export what is shown, or edit a copy.
        Nothing has changed.
    "#]].assert_eq(&told(&workspace));
    assert_eq!(accepted(&workspace.documents()[0]), 1);
    assert_eq!(workspace.revision(), before.revision());
    // The other one is written as ever.
    workspace.apply(Command::Open(1), &context(14));
    workspace.apply(Command::Step { forward: true, pencil: true }, &context(15));
    workspace.apply(Command::Accept, &context(16));
    assert_eq!(accepted(&workspace.documents()[1]), 2);
}

#[test]
fn what_is_done_to_many_leaves_it_alone_and_says_so() {
    let mut workspace = restored(NEWER);
    workspace.apply(Command::Open(1), &context(11));
    let wish = |everywhere| Wish {
        of: Of::Words {
            name: tagline::tagging::learned::Name::new("High Court").unwrap(),
            label: None,
            from: (1, workspace.documents()[1].document().annotations()[1].span),
            whole: true,
            capitals: true,
        },
        deed: Some(Deed::Accept),
        everywhere,
        left_out: Default::default(),
    };
    let wish = wish(true);
    workspace.apply(Command::Bulk(BulkCommand::Wish(Rc::new(wish))), &context(12));
    let bulk = workspace.bulk().unwrap();
    assert_eq!((bulk.done().count(), bulk.rest()), (1, "1 in a document that can only be read".to_owned()));
    workspace.apply(Command::Bulk(BulkCommand::Do), &context(13));
    assert_eq!(workspace.documents().iter().map(|open| accepted(open)).collect::<Vec<_>>(), [1, 2]);
    // A label that it has stays what it is called; another one need not.
    workspace.apply(Command::Dismiss, &context(14));
    let rename = |from, to| Command::Labels(LabelCommand::Rename { label: label(from), to: label(to) });
    workspace.apply(rename("LAW", "Gericht"), &context(15));
    assert!(workspace.schema().get(&label("LAW")).is_some());
    assert!(told(&workspace).contains("can only be read"), "{}", told(&workspace));
    workspace.apply(Command::Dismiss, &context(16));
    workspace.apply(rename("PLACE", "Ort"), &context(17));
    assert_eq!((workspace.notice(), workspace.schema().get(&label("PLACE"))), (None, None));
    let what: Vec<String> =
        workspace.documents().iter().filter_map(|open| open.what_is_unreadable()).collect();
    let told = left_alone(&what).unwrap();
    expect![[r#"
        1 document was left as it is
        “Zoë 漢 👩‍🚀 met High Court of Jones Act”, record 2 of 3: expected a record of version 1, found one of version 7, which a newer Tagline has written
        Nothing is written behind a record that cannot be read: what is stored stays as it is.
        Open one to see what can be done."#]].assert_eq(&format!("{}\n{}", told.title, told.lines.join("\n")));
    assert_eq!(left_alone(&[]), None);
}

#[test]
fn a_copy_of_it_is_a_document_like_any_other() {
    let mut workspace = restored(NEWER);
    workspace.apply(Command::Open(0), &context(11));
    workspace.apply(Command::EditCopy, &context(12));
    let [original, _, copy] = workspace.documents() else { panic!("a third document") };
    assert_eq!(workspace.current_index(), Some(2));
    assert_eq!(copy.document().annotations(), original.document().annotations());
    assert_eq!(copy.document().text(), original.document().text());
    assert_ne!(copy.document().id, original.document().id);
    assert_eq!((copy.title(), copy.unreadable()), (format!("{} (copy)", original.title()), None));
    workspace.apply(Command::Step { forward: true, pencil: false }, &context(13));
    workspace.apply(Command::Accept, &context(14));
    assert_eq!((accepted(&workspace.documents()[0]), accepted(&workspace.documents()[2])), (1, 2));
}

#[test]
fn another_tab_that_is_newer_leaves_it_to_be_read_and_one_that_can_read_it_does_not() {
    let open = |text: &str| -> Vec<Rc<OpenDocument>> {
        let open = |journal| OpenDocument::of_journal(journal, Show::default()).map(Rc::new);
        journals(text).into_iter().filter_map(open).collect()
    };
    let brought = |open: Rc<OpenDocument>| vec![Brought { number: 1, open, parts: Vec::new(), shown: false }];
    let mut workspace = Workspace::default();
    let whole: Vec<_> = records().iter().map(|records| read_journal(records)).collect();
    let restored = Restored { documents: whole.clone(), ..Restored::default() };
    workspace.apply(Command::Restore(Rc::new(restored)), &context(10));
    assert_eq!(workspace.notice(), None);
    workspace.apply(Command::Renew(brought(open(NEWER)[0].clone())), &context(11));
    assert!(told(&workspace).contains("found one of version 7"), "{}", told(&workspace));
    assert!(workspace.documents()[0].unreadable().is_some());
    // The newer tab took it back.
    let again = OpenDocument::of_journal(whole[0].clone(), Show::default()).unwrap();
    workspace.apply(Command::Renew(brought(Rc::new(again))), &context(12));
    for command in [Command::Open(0), Command::Step { forward: true, pencil: true }, Command::Accept] {
        workspace.apply(command, &context(13));
    }
    assert_eq!(accepted(&workspace.documents()[0]), 3);
}

/// What a person may do, by number.
fn act(what: u8) -> Command {
    let at = usize::from(what / 20);
    let labels = ["COURT", "PLACE", "PERSON"].map(label);
    let one = labels[at % 3].clone();
    match what % 20 {
        0 => Command::Accept,
        1 => Command::Reject,
        2 => Command::Delete,
        3 | 4 => Command::Step { forward: at > 3, pencil: false },
        5 => Command::Label(one),
        6 => Command::Undo,
        7 => Command::Redo,
        8 | 9 => Command::Open(at % 2),
        10 => Command::Read(ReadCommand::AndOn),
        11 => Command::Note(NoteCommand::Write("é 漢 👩‍🚀".to_owned())),
        12 => Command::Done(at % 2 == 0),
        13 => Command::Labels(LabelCommand::Rename { label: one, to: label("é") }),
        14 => Command::Labels(LabelCommand::Ask(LabelWish::Delete { label: one, into: None })),
        15 => Command::Labels(LabelCommand::Do),
        16 => Command::SetField(Field::Title, "漢".to_owned()),
        17 => Command::Remove(at % 2),
        18 => Command::Mark(vec!["d0".into(), "d1".into()], DocumentStatus::Done),
        _ if at.is_multiple_of(2) => Command::FindNames,
        _ => Command::Show(View::Start),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_that_a_person_does_changes_it(commands in proptest::collection::vec(any::<u8>(), 0..40)) {
        let mut workspace = restored(NEWER);
        let then = workspace.documents()[0].clone();
        for (tick, what) in commands.into_iter().enumerate() {
            workspace.apply(act(what), &context(20 + tick));
            let now = workspace.documents().iter().find(|open| open.document().id == then.document().id);
            let now = now.expect("it stays");
            let Some(delta) = now.moment().since(Some(&then.moment())) else { continue };
            // What is suggested follows from what is learned in the others.
            prop_assert!(delta.come.iter().all(|mark| mark.status == Status::Suggested), "{:?}", delta);
            prop_assert!(delta.undo.is_none() && delta.redo.is_none() && delta.steps.is_none(), "{:?}", delta);
            prop_assert!(delta.text.is_none() && delta.metadata.is_none() && delta.status.is_none());
            prop_assert!(delta.reviewed.is_none() && delta.set_aside.is_none() && delta.tagged.is_none());
        }
    }
}
