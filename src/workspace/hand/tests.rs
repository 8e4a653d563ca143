//! What the hand promises: ends move one by one and come back in one step, and a choice is for what is in hand.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use super::*;
use crate::annotation::{Label, Project, Status, Timestamp, document_from_notation, document_to_notation};
use crate::workspace::Loaded;
use crate::workspace::queue::QueueCommand;

/// A desk with these documents on it; the last is on screen.
fn desk(notations: &[&str]) -> Workspace {
    let documents = notations.iter().enumerate().map(|(at, notation)| {
        document_from_notation(format!("d{at}"), notation, &"Ruth".into()).unwrap().into()
    });
    let project = Project { documents: documents.collect(), ..Project::default() };
    let mut workspace = Workspace::default();
    send(&mut workspace, Command::Load(Loaded { name: "d.json".to_owned(), project, issues: Vec::new() }));
    send(&mut workspace, Command::Open(0));
    workspace
}

fn send(workspace: &mut Workspace, command: Command) {
    let context = Context {
        now: Timestamp("2026-11-29T12:00:00Z".into()),
        annotator: "Ruth".into(),
        fresh: "new".into(),
    };
    workspace.apply(command, &context);
}

fn written(workspace: &Workspace) -> String {
    document_to_notation(&workspace.current().unwrap().document)
}

fn nudge_by(edge: Edge, unit: Unit, forward: bool) -> Command {
    Command::Nudge { edge, unit, forward }
}

fn focus(id: &str) -> Command {
    Command::Focus(Some(AnnotationId(id.into())))
}

fn selected(workspace: &Workspace) -> Option<&str> {
    let open = workspace.current().unwrap();
    Some(open.document.words(open.selection?))
}

#[test]
fn moves_of_one_end_in_a_row_are_one_step_and_one_decision() {
    let mut desk = desk(&["a [COURT? b] c d e f"]);
    send(&mut desk, focus("a1"));
    for _ in 0..3 {
        send(&mut desk, nudge_by(Edge::End, Unit::Word, true));
    }
    assert_eq!(written(&desk), "a [COURT b c d e] f");
    let mark = desk.current().unwrap().focused().unwrap();
    assert_eq!((&*mark.id.0, mark.decisions.len(), mark.status), ("a1", 1, Status::Accepted));
    assert_eq!(&*mark.decisions[0].text, "b");
    // The other end is another step.
    send(&mut desk, nudge_by(Edge::Start, Unit::Word, false));
    send(&mut desk, nudge_by(Edge::Start, Unit::Word, true));
    assert_eq!(desk.current().unwrap().focused().unwrap().decisions.len(), 2);
    send(&mut desk, Command::Undo);
    assert_eq!(written(&desk), "a [COURT b c d e] f");
    send(&mut desk, Command::Undo);
    assert_eq!(written(&desk), "a [COURT? b] c d e f");
    assert_eq!(desk.current().unwrap().next_undo(), None);
    send(&mut desk, Command::Redo);
    assert_eq!(written(&desk), "a [COURT b c d e] f");
    assert_eq!(desk.current().unwrap().focused().unwrap().decisions.len(), 1);
    // Whatever comes between ends the row.
    send(&mut desk, nudge_by(Edge::End, Unit::Character, false));
    send(&mut desk, Command::Focus(None));
    assert_eq!(desk.said().as_ref(), "b c d");
    send(&mut desk, focus("a1"));
    send(&mut desk, nudge_by(Edge::End, Unit::Word, true));
    send(&mut desk, Command::Undo);
    assert_eq!(written(&desk), "a [COURT b c d] e f");
}

#[test]
fn what_the_store_tells_ends_no_row_of_moves() {
    let mut desk = desk(&["a [COURT? b] c d e f"]);
    send(&mut desk, focus("a1"));
    for _ in 0..3 {
        send(&mut desk, nudge_by(Edge::End, Unit::Word, true));
        send(&mut desk, Command::Queue(QueueCommand::Rows { put: Vec::new(), gone: Vec::new() }));
        send(&mut desk, Command::Close(Vec::new()));
    }
    assert_eq!(written(&desk), "a [COURT b c d e] f");
    send(&mut desk, Command::Undo);
    assert_eq!(written(&desk), "a [COURT? b] c d e f");
}

#[test]
fn the_ends_of_a_mark_over_a_line_end_move_too() {
    let mut desk = desk(&["a b c\nd e f"]);
    send(&mut desk, Command::Select(Span::of(2..7)));
    send(&mut desk, Command::Label(Label::new("LAW").unwrap()));
    let mut check = |edge, forward, expected: &str| {
        send(&mut desk, nudge_by(edge, Unit::Word, forward));
        let open = desk.current().unwrap();
        assert_eq!(open.document.words(open.focused().unwrap().span), expected);
    };
    check(Edge::End, true, "b c\nd e");
    check(Edge::End, true, "b c\nd e f");
    check(Edge::End, true, "b c\nd e f");
    check(Edge::Start, false, "a b c\nd e f");
    for expected in ["a b c\nd e", "a b c\nd", "a b c", "a b", "a", "a"] {
        check(Edge::End, false, expected);
    }
    // On into the next paragraph it does not go.
    check(Edge::End, true, "a b");
    check(Edge::End, true, "a b c");
    check(Edge::End, true, "a b c");
}

#[test]
fn the_same_keys_move_the_ends_of_a_selection() {
    let mut desk = desk(&["the 9th Circuit sat"]);
    send(&mut desk, Command::Select(Span::of(4..7)));
    send(&mut desk, nudge_by(Edge::End, Unit::Word, true));
    assert_eq!(selected(&desk), Some("9th Circuit"));
    assert!(desk.current().unwrap().selected_by_key());
    send(&mut desk, nudge_by(Edge::Start, Unit::Character, true));
    assert_eq!(selected(&desk), Some("th Circuit"));
    send(&mut desk, Command::Hand(HandCommand::SetSpan(Span::of(0..7).unwrap())));
    assert_eq!((selected(&desk), desk.said().as_ref()), (Some("the 9th"), "the 9th"));
    assert_eq!(desk.current().unwrap().next_undo(), None);
}

#[test]
fn a_mark_is_put_elsewhere_in_one_step_and_stays_itself() {
    let mut desk = desk(&["a [COURT? b] c d"]);
    send(&mut desk, focus("a1"));
    send(&mut desk, Command::Hand(HandCommand::SetSpan(Span::of(2..5).unwrap())));
    assert_eq!(written(&desk), "a [COURT b c] d");
    let id = desk.current().unwrap().focus.clone();
    assert_eq!(id, Some(AnnotationId("a1".into())));
    // To where it is, or out of the text: nothing.
    send(&mut desk, Command::Hand(HandCommand::SetSpan(Span::of(2..5).unwrap())));
    send(&mut desk, Command::Hand(HandCommand::SetSpan(Span::of(2..50).unwrap())));
    assert_eq!(written(&desk), "a [COURT b c] d");
    send(&mut desk, Command::Undo);
    assert_eq!((written(&desk).as_str(), desk.current().unwrap().next_undo()), ("a [COURT? b] c d", None));
}

#[test]
fn a_choice_is_for_what_is_in_hand() {
    let mut desk = desk(&["[PLACE? Ohio] and Mexico"]);
    let choose = || Command::Hand(HandCommand::Choose);
    send(&mut desk, choose());
    assert!(!desk.is_choosing(), "nothing is in hand");
    send(&mut desk, focus("a1"));
    send(&mut desk, choose());
    assert!(desk.is_choosing());
    send(&mut desk, Command::Hand(HandCommand::ChooseNone));
    assert!(!desk.is_choosing());
    send(&mut desk, choose());
    let likely = desk.likely().unwrap();
    send(&mut desk, Command::Relabel(likely));
    assert_eq!(written(&desk), "[PLACE Ohio] and Mexico");
    assert!(!desk.is_choosing(), "it was chosen");
    send(&mut desk, Command::Select(Span::of(9..15)));
    send(&mut desk, choose());
    assert!(desk.is_choosing());
    send(&mut desk, Command::LetGo);
    assert!(!desk.is_choosing());
    // An armed label needs no choosing.
    send(&mut desk, Command::Arm(Label::new("LAW").unwrap()));
    send(&mut desk, Command::MoveCaret { unit: Unit::Paragraph, forward: true, extend: false });
    send(&mut desk, choose());
    assert_eq!(written(&desk), "[PLACE Ohio] and [LAW Mexico]");
}

#[test]
fn the_likely_label_is_what_the_words_were_called() {
    let mut desk = desk(&["[PLACE Ohio] b [LAW Ohio] c Ohio [PERSON? d e] [COURT~ f]"]);
    let mut check = |command: Command, expected: Option<&str>| {
        send(&mut desk, command);
        assert_eq!(desk.likely().as_ref().map(Label::name), expected);
    };
    let words = |range| Command::Select(Span::of(range));
    check(words(14..18), Some("LAW"));
    check(words(9..13), Some("LAW"));
    check(words(0..4), Some("PLACE"));
    check(words(5..6), None);
    check(words(16..17), None);
    check(words(18..21), Some("PERSON"));
    check(focus("a3"), Some("PERSON"));
    check(focus("a4"), None);
    check(Command::Arm(Label::new("DATE").unwrap()), Some("DATE"));
}

#[test]
fn a_selection_is_extended_without_holding_shift() {
    let mut desk = desk(&["one two three\n\nfour five"]);
    let step = |forward| Command::MoveCaret { unit: Unit::Word, forward, extend: false };
    let jump = |to, all, extend| Command::Hand(HandCommand::Jump { to, all, extend });
    send(&mut desk, step(true));
    send(&mut desk, Command::Hand(HandCommand::Extend));
    send(&mut desk, step(true));
    assert_eq!(selected(&desk), Some("one two"));
    send(&mut desk, jump(Edge::End, false, false));
    assert_eq!(selected(&desk), Some("one two three"));
    send(&mut desk, Command::Hand(HandCommand::Extend));
    send(&mut desk, step(true));
    assert_eq!(selected(&desk), Some("four"));
    send(&mut desk, jump(Edge::End, false, false));
    assert_eq!(selected(&desk), Some("five"));
    send(&mut desk, jump(Edge::Start, true, true));
    assert_eq!(selected(&desk), Some("one two three\n\nfour five"));
    send(&mut desk, jump(Edge::Start, false, false));
    assert_eq!(selected(&desk), Some("one"));
}

#[test]
fn done_goes_on_to_the_next_that_is_not() {
    let mut desk = desk(&["a b", "c d", "e f"]);
    let at = |desk: &Workspace| desk.current_index();
    assert_eq!(at(&desk), Some(0));
    let done = || Command::Hand(HandCommand::DoneAndNext);
    send(&mut desk, done());
    assert_eq!((at(&desk), desk.said().as_ref()), (Some(1), "Done. 1 paragraph not read. Next: c d"));
    send(&mut desk, Command::Open(2));
    send(&mut desk, done());
    assert_eq!(at(&desk), Some(1));
    send(&mut desk, done());
    assert_eq!(
        (at(&desk), desk.said().as_ref()),
        (Some(1), "Done. 1 paragraph not read. Every other document is done too")
    );
    let revision = desk.revision();
    send(&mut desk, done());
    assert_eq!(desk.revision(), revision, "done is done");
    assert!(desk.documents().iter().all(|open| open.document().status() == DocumentStatus::Done));
}

#[test]
fn a_dragged_end_stands_at_a_word_or_a_character() {
    let text = "the 9th Circuit, é👩‍🚀 sat\nnext";
    let check = |words: &str, edge, to: &str, exact, expected: Option<&str>| {
        let start = text.find(words).unwrap();
        let span = Span::of(start..start + words.len()).unwrap();
        let at = Offset(text.find(to).unwrap());
        let found = dragged(text, span, edge, at, exact).and_then(|span| span.slice(text));
        assert_eq!(found, expected, "{words} to {to}");
    };
    check("9th", Edge::End, "rcuit", false, Some("9th Circuit"));
    check("9th", Edge::End, "rcuit", true, Some("9th Ci"));
    check("9th", Edge::End, " é", false, Some("9th Circuit"));
    check("9th", Edge::End, "ext", false, Some("9th Circuit, é👩‍🚀 sat\nnext"));
    check("ircuit", Edge::End, "é", false, Some("ircuit"));
    check("Circuit", Edge::Start, "h Circ", false, Some("9th Circuit"));
    check("Circuit", Edge::Start, "h Circ", true, Some("h Circuit"));
    check("Circuit", Edge::End, "é", true, Some("Circuit, "));
    check("Circuit", Edge::End, "9th", false, None);
    check("Circuit", Edge::Start, ", é", false, None);
}
