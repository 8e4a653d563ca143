//! Every mention at once: what is shown is what is done, one undo brings back exactly what was there.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod desk;

use std::collections::BTreeSet;
use std::rc::Rc;

use proptest::prelude::*;
use tagline::annotation::{
    Annotation, AnnotationId, Label, Project, Status, document_from_notation, document_to_notation,
};
use tagline::text::Span;
use tagline::workspace::{
    BulkCommand, Command, Deed, Filter, Habits, Loaded, Of, Preview, Show, Skip, Wish, Workspace,
};

use desk::context;

/// A desk with a clock that ticks once a command.
#[derive(Default)]
struct Desk {
    workspace: Workspace,
    ticks: usize,
}

impl Desk {
    fn with(notations: &[&str]) -> Desk {
        let read = |(number, notation): (usize, &&str)| {
            Rc::new(document_from_notation(format!("d{number}"), notation, &"tagger".into()).unwrap())
        };
        let documents = notations.iter().enumerate().map(read).collect();
        let project = Project { documents, ..Project::default() };
        let mut desk = Desk::default();
        desk.send(Command::Load(Loaded { name: "d.json".to_owned(), project, issues: Vec::new() }));
        desk
    }

    fn send(&mut self, command: Command) -> &mut Desk {
        self.ticks += 1;
        self.workspace.apply(command, &context(self.ticks));
        self
    }

    fn bulk(&mut self, command: BulkCommand) -> &mut Desk {
        self.send(Command::Bulk(command))
    }

    fn focus(&mut self, id: &str) -> &mut Desk {
        self.send(Command::Focus(Some(AnnotationId(id.into()))))
    }

    fn select(&mut self, words: &str) -> &mut Desk {
        let start = self.workspace.current().unwrap().document().text().find(words).unwrap();
        self.send(Command::Select(Span::of(start..start + words.len())))
    }

    fn preview(&self) -> Rc<Preview> {
        self.workspace.bulk().unwrap().clone()
    }

    fn change_wish(&mut self, change: impl FnOnce(&mut Wish)) -> &mut Desk {
        let mut wish = (*self.preview().wish).clone();
        change(&mut wish);
        self.bulk(BulkCommand::Wish(wish.into()))
    }

    fn written(&self) -> Vec<String> {
        self.workspace.documents().iter().map(|open| document_to_notation(open.document())).collect()
    }

    fn annotations(&self) -> Vec<Vec<Rc<Annotation>>> {
        self.workspace.documents().iter().map(|open| open.document().annotations().to_vec()).collect()
    }
}

fn label(name: &str) -> Label {
    Label::new(name).unwrap()
}

const OHIO: &str =
    "[PLACE? Ohio] and Ohio, OHIO in [LAW Ohio Act], [PERSON? Ohio] é 漢 [PLACE~ Ohio] Ohioans.";

/// Begins with the first mark of [`OHIO`] in focus, presses `keys`, and compares the sentence, the rest and what is done.
#[track_caller]
fn check(wish: impl FnOnce(&mut Wish), sentence: &str, rest: &str, done: &str) {
    let mut desk = Desk::with(&[OHIO]);
    desk.send(Command::SetHabits(Habits { carry: true, learn: false }));
    let before = desk.annotations();
    desk.focus("a1").bulk(BulkCommand::Every).change_wish(wish);
    assert_eq!((desk.preview().sentence().as_str(), desk.preview().rest().as_str()), (sentence, rest));
    assert_eq!(desk.written(), [OHIO], "nothing is done before it is asked");
    desk.bulk(BulkCommand::Do);
    assert_eq!(desk.written(), [done]);
    desk.send(Command::Undo);
    assert_eq!(desk.annotations(), before);
}

#[test]
fn the_same_words_get_one_label_in_one_step() {
    check(
        |_| {},
        "Label all 4 in this text as PLACE",
        "1 part of a longer mark, 1 rejected before",
        "[PLACE Ohio] and [PLACE Ohio], [PLACE OHIO] in [LAW Ohio Act], [PLACE Ohio] é 漢 [PLACE~ Ohio] Ohioans.",
    );
    check(
        |wish| wish.deed = Some(Deed::Label(label("COURT"))),
        "Label all 5 in this text as COURT",
        "1 part of a longer mark",
        "[COURT Ohio] and [COURT Ohio], [COURT OHIO] in [LAW Ohio Act], [COURT Ohio] é 漢 [PLACE~ [COURT Ohio]] Ohioans.",
    );
    check(
        |wish| {
            if let Of::Words { whole, .. } = &mut wish.of {
                *whole = false;
            }
        },
        "Label all 5 in this text as PLACE",
        "1 part of a longer mark, 1 rejected before",
        "[PLACE Ohio] and [PLACE Ohio], [PLACE OHIO] in [LAW Ohio Act], [PLACE Ohio] é 漢 [PLACE~ Ohio] [PLACE Ohio]ans.",
    );
}

#[test]
fn the_same_words_are_accepted_rejected_and_deleted() {
    check(
        |wish| wish.deed = Some(Deed::Accept),
        "Accept 1 mention in this text",
        "3 not marked, 1 with another label, 1 hidden",
        "[PLACE Ohio] and Ohio, OHIO in [LAW Ohio Act], [PERSON? Ohio] é 漢 [PLACE~ Ohio] Ohioans.",
    );
}

#[test]
fn a_row_that_is_left_out_stays_as_it_is() {
    let mut desk = Desk::with(&["Zoë met Zoë and Zoë."]);
    desk.select("Zoë").bulk(BulkCommand::Every);
    assert_eq!(desk.preview().sentence(), "Choose what becomes of them");
    desk.bulk(BulkCommand::Do);
    assert_eq!(desk.written(), ["Zoë met Zoë and Zoë."], "nothing is chosen yet");
    // The keys that label one now label all.
    desk.send(Command::Label(label("PERSON")));
    let second = desk.preview().rows[1].place.clone();
    desk.change_wish(|wish| wish.left_out = BTreeSet::from([second]));
    assert_eq!(desk.preview().sentence(), "Label 2 of 3 in this text as PERSON");
    assert_eq!(desk.preview().rest(), "1 left out");
    // The same key that asked does it.
    desk.bulk(BulkCommand::Every);
    assert!(desk.workspace.bulk().is_none());
    assert_eq!(
        **desk.workspace.said(),
        *"Done: Label 2 of 3 in this text as PERSON. 1 left out. One undo takes it back"
    );
    assert_eq!(
        desk.written()[0].replace("PERSON? ", "PERSON "),
        "[PERSON Zoë] met [PERSON Zoë] and [PERSON Zoë]."
    );
    let open = desk.workspace.current().unwrap();
    let marks = open.document().annotations();
    assert_eq!(marks[1].status, Status::Suggested, "what was left out is learned from, not decided on");
    assert_eq!(open.focus(), Some(&marks[0].id), "the keys go on from the mark that was made");
    desk.send(Command::Undo);
    assert_eq!(desk.written(), ["Zoë met Zoë and Zoë."]);
    desk.send(Command::Redo);
    assert_eq!(desk.workspace.current().unwrap().counts().ink, 2);
}

#[test]
fn escape_leaves_all_as_it_is() {
    let mut desk = Desk::with(&["[PLACE? Ohio] [PLACE? Ohio]"]);
    desk.focus("a1").bulk(BulkCommand::Every).send(Command::Reject).send(Command::LetGo);
    assert!(desk.workspace.bulk().is_none());
    assert_eq!(desk.written(), ["[PLACE? Ohio] [PLACE? Ohio]"]);
    assert!(desk.workspace.current().unwrap().focus().is_some(), "one key lets go of one thing");
}

#[test]
fn crossings_are_counted_and_never_made() {
    let mut desk = Desk::with(&["New York, New [LAW York Act], [PLACE New York]"]);
    desk.select("New York").bulk(BulkCommand::Every);
    assert_eq!(desk.preview().wish.deed, Some(Deed::Label(label("PLACE"))), "as the same words are marked");
    assert_eq!(desk.preview().skipped.get(&Skip::Crossing), Some(&1));
    assert_eq!(desk.preview().rest(), "1 already so, 1 crossed by another mark");
    desk.bulk(BulkCommand::Do);
    assert_eq!(desk.written(), ["[PLACE New York], New [LAW York Act], [PLACE New York]"]);
}

#[test]
fn all_that_the_list_shows_is_accepted() {
    let text = "[PLACE? Ohio] [PLACE Paris] [LAW? Act] [PLACE? é] [PLACE~ 漢]";
    let mut desk = Desk::with(&[text]);
    let places = Filter { label: Some(label("PLACE")), ..Filter::default() };
    desk.bulk(BulkCommand::Marks(places.clone(), Deed::Accept));
    assert_eq!(desk.preview().sentence(), "Accept all 2 in this text");
    assert_eq!(desk.preview().rest(), "1 already so, 1 hidden");
    desk.bulk(BulkCommand::Do);
    assert_eq!(desk.written(), ["[PLACE Ohio] [PLACE Paris] [LAW? Act] [PLACE é] [PLACE~ 漢]"]);
    desk.send(Command::Undo);
    assert_eq!(desk.written(), [text]);
    // Who lists the rejected ones sees them in the text, too.
    let rejected = Filter { status: Some(Status::Rejected), ..places };
    desk.bulk(BulkCommand::Marks(rejected, Deed::Accept));
    assert!(desk.workspace.show().rejected);
    desk.bulk(BulkCommand::Do);
    assert_eq!(desk.written(), ["[PLACE? Ohio] [PLACE Paris] [LAW? Act] [PLACE? é] [PLACE 漢]"]);
    // Nothing has a score that high.
    desk.bulk(BulkCommand::Marks(Filter { least: Some(900), ..Filter::default() }, Deed::Accept));
    assert_eq!(desk.preview().sentence(), "Nothing is left to be done");
}

#[test]
fn one_undo_anywhere_takes_back_what_was_done_in_all_documents() {
    let texts = ["[PLACE? Ohio] é", "Ohio, Ohio 漢", "nothing here", "[PERSON? Ohio] 👩‍🚀"];
    let mut desk = Desk::with(&texts);
    let before = desk.annotations();
    desk.focus("a1").bulk(BulkCommand::Every).change_wish(|wish| wish.everywhere = true);
    assert_eq!(desk.preview().sentence(), "Label all 4 in 3 documents as PLACE");
    desk.bulk(BulkCommand::Do);
    let done = ["[PLACE Ohio] é", "[PLACE Ohio], [PLACE Ohio] 漢", "nothing here", "[PLACE Ohio] 👩‍🚀"];
    assert_eq!(desk.written(), done);
    desk.send(Command::Open(3)).send(Command::Undo);
    assert_eq!(**desk.workspace.said(), *"Undone: label all, in 3 documents");
    assert_eq!(desk.annotations(), before);
    desk.send(Command::Open(1)).send(Command::Redo);
    assert_eq!(desk.written(), done);
    // What came after in another document stays, and the rest of that one goes back.
    let second = desk.workspace.current().unwrap().document().annotations()[1].id.clone();
    desk.send(Command::Focus(Some(second))).send(Command::SetHabits(Habits { carry: false, learn: false }));
    desk.send(Command::Relabel(label("LAW"))).send(Command::Open(0)).send(Command::Undo);
    assert_eq!(
        desk.written(),
        ["[PLACE? Ohio] é", "Ohio, [LAW Ohio] 漢", "nothing here", "[PERSON? Ohio] 👩‍🚀"]
    );
    assert_eq!(
        **desk.workspace.said(),
        *"Undone: label all, in 3 documents. 1 mark changed since then stays as it is"
    );
}

#[test]
fn nothing_is_asked_of_nothing() {
    let mut desk = Desk::with(&["Ohio"]);
    desk.bulk(BulkCommand::Every);
    assert!(desk.workspace.bulk().is_none());
    desk.bulk(BulkCommand::Do).send(Command::Undo);
    assert_eq!(desk.written(), ["Ohio"]);
}

/// What a preview says will stand where it says it will, and everything else as it was.
fn foretold(before: &[Rc<Annotation>], preview: &Preview) -> Vec<(Span, Label, Status)> {
    let deed = preview.wish.deed.as_ref().unwrap();
    let rows: Vec<_> = preview.done().collect();
    let touched = |mark: &Annotation| rows.iter().any(|row| row.place.mark.as_ref() == Some(&mark.id));
    let mut marks: Vec<_> = before
        .iter()
        .filter(|mark| !touched(mark))
        .map(|mark| (mark.span, mark.label.clone(), mark.status))
        .collect();
    for row in rows {
        let old = row.before.as_ref();
        marks.extend(match deed {
            Deed::Label(label) => Some((row.place.span, label.clone(), Status::Accepted)),
            Deed::Accept => old.map(|old| (old.span, old.label.clone(), Status::Accepted)),
            Deed::Reject => old.map(|old| (old.span, old.label.clone(), Status::Rejected)),
            Deed::Delete => None,
        });
    }
    marks.sort_by(|a, b| (a.0, &a.1, a.2.name()).cmp(&(b.0, &b.1, b.2.name())));
    marks
}

proptest! {
    /// Whatever is asked of whatever text: exactly what is shown is done, nothing hidden changes, and undo and redo are exact.
    #[test]
    fn what_is_shown_is_what_is_done(
        pieces in prop::collection::vec(prop::sample::select(&[
            "Ohio ", "ohio ", "OHIO ", "[PLACE? Ohio] ", "[PLACE Ohio] ", "[PERSON? Ohio] ", "[PLACE~ Ohio] ", "[LAW Ohio Act] ",
            "[LAW? in Ohio] ", "Ohioan ", "[PLACE? [LAW Ohio]] ", "é 漢 ", "👩‍🚀\r\n", "[PLACE? Zoë] ",
        ][..]), 1..14),
        second in prop::collection::vec(prop::sample::select(&["Ohio ", "[PLACE? Ohio] ", "é "][..]), 1..4),
        (deed, listed, flags, shown, left) in (0u8..5, any::<bool>(), 0u8..8, 0u8..8, any::<u64>()),
    ) {
        let mut desk = Desk::with(&[&pieces.concat(), &second.concat()]);
        // What is learned follows the decisions; here is only what was asked for.
        desk.send(Command::SetHabits(Habits { carry: true, learn: false }));
        desk.send(Command::Filter(Show { ink: shown & 1 == 0, pencil: shown & 2 == 0, rejected: shown & 4 != 0 }));
        let deed = match deed {
            0 => Deed::Label(label("PLACE")),
            1 => Deed::Label(label("COURT")),
            2 => Deed::Accept,
            3 => Deed::Reject,
            _ => Deed::Delete,
        };
        if listed {
            desk.bulk(BulkCommand::Marks(Filter::default(), deed));
        } else {
            let text = desk.workspace.current().unwrap().document().text().clone();
            let Some(at) = text.to_lowercase().find("ohio") else { return Ok(()) };
            desk.send(Command::Select(Span::of(at..at + 4))).bulk(BulkCommand::Every);
            desk.change_wish(|wish| {
                wish.deed = Some(deed);
                if let Of::Words { whole, capitals, label: of, .. } = &mut wish.of {
                    (*whole, *capitals) = (flags & 1 == 0, flags & 2 == 0);
                    *of = (left & 1 == 0).then(|| label("PLACE"));
                }
            });
        }
        desk.change_wish(|wish| wish.everywhere = flags & 4 != 0);
        let rows = desk.preview().rows.clone();
        let out = rows.iter().enumerate().filter(|(at, _)| left >> (at % 64) & 1 == 1);
        let out: BTreeSet<_> = out.map(|(_, row)| row.place.clone()).collect();
        desk.change_wish(|wish| wish.left_out = out);
        let (preview, before) = (desk.preview(), desk.annotations());
        let show = desk.workspace.show();
        for row in &preview.rows {
            prop_assert!(row.before.as_ref().is_none_or(|mark| show.shows(mark.status)), "{row:?} is hidden");
        }
        desk.bulk(BulkCommand::Do);
        let done = desk.annotations();
        for (at, now) in done.iter().enumerate() {
            let mut own = (*preview).clone();
            own.rows.retain(|row| row.place.document == at);
            let mut found: Vec<_> = now.iter().map(|mark| (mark.span, mark.label.clone(), mark.status)).collect();
            found.sort_by(|a, b| (a.0, &a.1, a.2.name()).cmp(&(b.0, &b.1, b.2.name())));
            prop_assert_eq!(found, foretold(&before[at], &own));
        }
        if preview.done().next().is_some() {
            desk.send(Command::Undo);
            prop_assert_eq!(desk.annotations(), before);
            desk.send(Command::Redo);
            prop_assert_eq!(desk.annotations(), done);
        }
    }

    /// With what the decisions teach, too: undo brings back what stood there once that had settled.
    #[test]
    fn undo_takes_back_what_was_learned_from_all(
        pieces in prop::collection::vec(prop::sample::select(&[
            "Ohio ", "[PLACE? Ohio] ", "[PERSON? Zoë] ", "Zoë ", "[LAW Ohio Act] ", "é 漢 ", "👩‍🚀\r\n", "[PLACE~ Zoë] ",
        ][..]), 1..14),
        second in prop::collection::vec(prop::sample::select(&["Ohio ", "[PLACE? Ohio] ", "Zoë "][..]), 1..4),
        (deed, everywhere) in (0u8..4, any::<bool>()),
    ) {
        let mut desk = Desk::with(&[&pieces.concat(), &second.concat()]);
        // What a file suggests is brought in step with its decisions by the first one.
        desk.send(Command::Done(true)).send(Command::Step { forward: true, pencil: true });
        desk.send(Command::Accept).send(Command::Undo).send(Command::LetGo).send(Command::Step { forward: true, pencil: true });
        desk.bulk(BulkCommand::Every);
        if desk.workspace.bulk().is_none() {
            return Ok(());
        }
        let deed = match deed {
            0 => Deed::Label(label("COURT")),
            1 => Deed::Accept,
            2 => Deed::Reject,
            _ => Deed::Delete,
        };
        desk.change_wish(|wish| (wish.deed, wish.everywhere) = (Some(deed), everywhere));
        if desk.preview().done().next().is_none() {
            return Ok(());
        }
        let before = desk.annotations();
        desk.bulk(BulkCommand::Do);
        let done = desk.annotations();
        desk.send(Command::Undo);
        prop_assert_eq!(desk.annotations(), before);
        desk.send(Command::Redo);
        prop_assert_eq!(desk.annotations(), done);
    }
}
