//! Learning on the spot: what is decided changes what is still suggested, and is forgotten when it is undone.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod desk;
#[path = "desk/suggested.rs"]
mod suggested;

use proptest::prelude::*;
use tagline::annotation::{Document, Label, Origin, Project, document_to_notation};
use tagline::tagging::Suggestion;
use tagline::tagging::learned::{List, Name, is_carried};
use tagline::text::Span;
use tagline::workspace::{Command, Edge, Habits, Loaded, Unit, Workspace};

use desk::context;
use suggested::suggested;

#[derive(Clone, Default)]
struct Desk {
    workspace: Workspace,
    ticks: usize,
}

fn label(name: &str) -> Label {
    Label::new(name).unwrap()
}

impl Desk {
    fn send(&mut self, command: Command) -> &mut Desk {
        self.ticks += 1;
        self.workspace.apply(command, &context(self.ticks));
        self
    }

    /// Opens one more article, of which the tagger suggests `[LABEL? words]`, each with a score of .8.
    fn open(&mut self, notation: &str) -> &mut Desk {
        let marked = tagline::annotation::document_from_notation("m", notation, &"tagger".into()).unwrap();
        let document = Document::of_text(format!("d{}", self.ticks), marked.text().clone());
        let project = Project { documents: vec![document.into()], ..Project::default() };
        self.send(Command::Load(Loaded { name: "d.json".to_owned(), project, issues: Vec::new() }));
        self.send(Command::FindNames);
        let ticket = self.workspace.job().unwrap().ticket;
        self.send(Command::Tagged { ticket, suggestions: suggested(&marked) })
    }

    /// A desk with one article, where every decision is for one mention.
    fn with(notation: &str) -> Desk {
        let mut desk = Desk::default();
        desk.send(Command::SetHabits(Habits { carry: false, learn: true })).open(notation);
        desk
    }

    fn carrying(notation: &str) -> Desk {
        let mut desk = Desk::default();
        desk.open(notation);
        desk
    }

    fn written(&self) -> String {
        document_to_notation(self.workspace.current().unwrap().document())
    }

    fn select(&mut self, words: &str) -> &mut Desk {
        let text = self.workspace.current().unwrap().document().text().clone();
        let start = text.find(words).unwrap();
        self.send(Command::Select(Span::of(start..start + words.len())))
    }
}

/// `commands` make of what is suggested in `before` what stands in `after`; undo and redo go back and forth.
#[track_caller]
fn check(mut desk: Desk, commands: &[Command], after: &str) {
    let before = desk.workspace.current().unwrap().document().clone();
    for command in commands {
        desk.send(command.clone());
    }
    assert_eq!(desk.written(), after);
    let done = desk.workspace.current().unwrap().document().clone();
    while desk.workspace.current().unwrap().next_undo().is_some() {
        desk.send(Command::Undo);
    }
    assert_eq!(*desk.workspace.current().unwrap().document(), before, "undone");
    while desk.workspace.current().unwrap().next_redo().is_some() {
        desk.send(Command::Redo);
    }
    assert_eq!(*desk.workspace.current().unwrap().document(), done, "done again");
}

#[test]
fn a_mark_by_hand_is_suggested_wherever_its_words_stand() {
    let select = Command::Select(Span::of(0..5));
    check(
        Desk::with("Élan met 漢.\r\nThen Élan left, élan not, 👩‍🚀 Élan."),
        &[select, Command::Label(label("PERSON"))],
        "[PERSON Élan] met 漢.\r\nThen [PERSON? Élan] left, élan not, 👩‍🚀 [PERSON? Élan].",
    );
}

#[test]
fn another_label_and_a_no_are_carried_on_as_suggestions() {
    let before = "[PLACE? Paris] slept. Then [PLACE? Paris] left for [PLACE? May] and [PLACE? May].";
    check(
        Desk::with(before),
        &[Command::Label(label("PERSON"))],
        "[PERSON Paris] slept. Then [PERSON? Paris] left for [PLACE? May] and [PLACE? May].",
    );
    check(
        Desk::with(before),
        &[Command::Accept, Command::Accept, Command::Reject],
        "[PLACE Paris] slept. Then [PLACE Paris] left for [PLACE~ May] and May.",
    );
}

#[test]
fn moved_ends_are_moved_elsewhere() {
    let end = Command::Nudge { edge: Edge::End, unit: Unit::Word, forward: true };
    check(
        Desk::with("the [COURT? High Court] of Ohio ruled; the [COURT? High Court] of [PLACE? Ohio] said"),
        &[end.clone(), end],
        "the [COURT High Court of Ohio] ruled; the [COURT? High Court of Ohio] said",
    );
}

#[test]
fn same_words_same_decision_is_one_step() {
    let before =
        "[PLACE? Ohio], [PLACE? Ohio] and [PLACE? Ohio State]; [PERSON? Ohio], the [PLACE? Ohio] Bee";
    check(
        Desk::carrying(before),
        &[Command::Accept],
        "[PLACE Ohio], [PLACE Ohio] and [PLACE? Ohio State]; [PLACE? Ohio], the [PLACE? Ohio] Bee",
    );
    let mut desk = Desk::carrying(before);
    desk.send(Command::Accept);
    assert_eq!(&**desk.workspace.said(), "Accepted PLACE. 1 more of the same words. 3 in pencil");
    let document = desk.workspace.current().unwrap().document().clone();
    let carried: Vec<bool> = document.annotations().iter().map(|one| is_carried(one)).collect();
    assert_eq!(carried, [false, true, false, false, false]);
    // What is changed by itself is a decision of its own; what the first one is changed to is carried again.
    check(
        Desk::carrying("[PLACE? Ohio], [PLACE? Ohio], [PLACE? Ohio]."),
        &[
            Command::Accept,
            Command::Focus(Some(document.annotations()[0].id.clone())),
            Command::Label(label("PERSON")),
        ],
        "[PERSON Ohio], [PERSON Ohio], [PERSON Ohio].",
    );
    check(
        Desk::carrying("[DATE? May], [DATE? May], [DATE? May]."),
        &[Command::Reject],
        "[DATE~ May], [DATE~ May], [DATE~ May].",
    );
}

#[test]
fn the_other_articles_learn_at_once_and_forget() {
    let mut desk = Desk::with("Zoë met [PLACE? Paris] and [PLACE? Ohio].");
    desk.open("Now Zoë left [PLACE? Paris], 漢.");
    let before = desk.workspace.current().unwrap().document().clone();
    desk.send(Command::Open(0)).select("Zoë").send(Command::Label(label("PERSON")));
    desk.send(Command::Step { forward: true, pencil: true }).send(Command::Label(label("PERSON")));
    let other = || desk.workspace.documents()[1].clone();
    assert_eq!(document_to_notation(other().document()), "Now [PERSON? Zoë] left [PERSON? Paris], 漢.");
    let why = other().document().annotations()[0].clone();
    assert_eq!(&*why.evidence[0].detail, "PERSON, once in this project");
    desk.send(Command::Undo).send(Command::Undo);
    assert_eq!(*desk.workspace.documents()[1].document(), before);
}

#[test]
fn what_is_deleted_is_not_suggested_again() {
    check(
        Desk::with("[PLACE? Ohio] and [PLACE? Ohio]"),
        &[Command::Delete, Command::Accept],
        "Ohio and [PLACE Ohio]",
    );
}

#[test]
fn what_was_undone_can_be_done_again_whatever_was_learned_meanwhile() {
    let mut desk = Desk::with("[PLACE? May] was here.");
    desk.send(Command::Accept).send(Command::Undo);
    desk.open("[PLACE? May] and [PLACE? May] or [PLACE? May]");
    desk.send(Command::Reject).send(Command::Reject);
    desk.send(Command::Open(0)).send(Command::Redo);
    assert_eq!(desk.written(), "[PLACE May] was here.");
    assert!(desk.workspace.notice().is_none());
}

#[test]
fn thresholds_lists_and_what_is_forgotten_can_be_undone() {
    let ships = List::new("ships.txt", label("SHIP"), Name::new("Ever Given"));
    check(
        Desk::with("the [ORGANIZATION? Ever Given] left [PLACE? Suez]"),
        &[Command::AddList(ships.into())],
        "the [SHIP? Ever Given] left [PLACE? Suez]",
    );
    check(
        Desk::with("the [ORGANIZATION? Ever Given] left [PLACE? Suez]"),
        &[Command::SetThreshold(label("PLACE"), Some(850))],
        "the [ORGANIZATION? Ever Given] left Suez",
    );
    check(
        Desk::with("[PLACE? Paris] slept. Then [PLACE? Paris] left."),
        &[Command::Label(label("PERSON")), Command::Forget(Name::new("Paris").unwrap())],
        "[PERSON Paris] slept. Then [PLACE? Paris] left.",
    );
    check(
        Desk::with("[PLACE? Paris] slept. Then [PLACE? Paris] left."),
        &[
            Command::SetHabits(Habits { carry: true, learn: false }),
            Command::Reject,
            Command::SetHabits(Habits { carry: false, learn: true }),
        ],
        "[PLACE~ Paris] slept. Then [PLACE~ Paris] left.",
    );
}

#[test]
fn an_undo_in_one_article_leaves_what_another_set() {
    let mut desk = Desk::with("[PLACE? Ohio]");
    desk.send(Command::SetThreshold(label("PLACE"), Some(900)));
    desk.open("[PLACE? Ohio] [DATE? May]").send(Command::SetThreshold(label("DATE"), Some(900)));
    desk.send(Command::Open(0)).send(Command::Undo);
    assert_eq!(desk.written(), "[PLACE? Ohio]");
    let thresholds: Vec<_> = desk.workspace.learned().thresholds.keys().map(Label::name).collect();
    assert_eq!(thresholds, ["DATE"]);
}

proptest! {
    /// Whatever is done, undo brings back every article as it was, and the same deeds give the same again.
    #[test]
    fn undo_restores_every_suggestion(choices in prop::collection::vec((0u8..11, any::<u8>()), 1..25), carry: bool) {
        let mut desk = if carry { Desk::default() } else { Desk::with("[DATE? May]") };
        desk.open("[PLACE? Ohio] and [PERSON? Zoë] of [PLACE? Ohio], [DATE? May] é 漢 👩‍🚀\r\n[ORGANIZATION? Zoë] in Ohio, 漢");
        let at = desk.workspace.current_index().unwrap();
        desk.open("Zoë of [PLACE? Ohio], [LAW? May], 漢").send(Command::Open(at));
        let documents = |desk: &Desk| -> Vec<Document> {
            desk.workspace.documents().iter().map(|open| open.document().clone()).collect()
        };
        let before = documents(&desk);
        for (choice, number) in choices {
            let names = ["PERSON", "PLACE", "SHIP"];
            let name = label(names[usize::from(number) % 3]);
            let command = match choice {
                0 | 1 => Command::Accept,
                2 => Command::Reject,
                3 => Command::Label(name),
                4 => Command::Delete,
                5 => Command::Nudge { edge: Edge::End, unit: Unit::Word, forward: number % 2 == 0 },
                6 => Command::MoveCaret { unit: Unit::Word, forward: true, extend: number % 4 == 0 },
                7 => Command::Step { forward: number % 2 == 0, pencil: number % 4 < 2 },
                8 => Command::SetThreshold(name, Some(u16::from(number) * 4)),
                9 => Command::Undo,
                _ => Command::Redo,
            };
            desk.send(command);
            prop_assert!(desk.workspace.notice().is_none(), "{:?}", desk.workspace.notice());
        }
        while desk.workspace.current().unwrap().next_undo().is_some() {
            desk.send(Command::Undo);
        }
        prop_assert_eq!(&documents(&desk), &before);
        while desk.workspace.current().unwrap().next_redo().is_some() {
            desk.send(Command::Redo);
        }
        let done = documents(&desk);
        while desk.workspace.current().unwrap().next_undo().is_some() {
            desk.send(Command::Undo);
        }
        prop_assert_eq!(&documents(&desk), &before);
        while desk.workspace.current().unwrap().next_redo().is_some() {
            desk.send(Command::Redo);
        }
        prop_assert_eq!(documents(&desk), done);
    }
}

/// An article whose suggestions may stand across one another and over line ends, as a file may have them.
fn of_a_file(number: usize) -> Command {
    let notation = [
        "[PLACE? New York] met [PERSON Zoë] of York, [ORGANIZATION? Straße] é\n\n[LAW~ May]: ZOË OF STRASSE,\nYork 漢 👩‍🚀",
        "[ORGANIZATION? [PLACE? New York] Bee]\nZoë, [PLACE~ York] and [PLACE? York] in May; U.S. May\r\n[PERSON? Zoë] of",
        "Zoë\n\n[PLACE? May\nYork] of [PERSON? Zoë\nNew] York, [PLACE May] 漢",
    ];
    let name = format!("file{number}");
    let document = tagline::annotation::document_from_notation(
        &*name,
        notation[number % notation.len()],
        &"tagger".into(),
    );
    let project = Project { documents: vec![document.unwrap().into()], ..Project::default() };
    Command::Load(Loaded { name, project, issues: Vec::new() })
}

/// What a person, a file or the tagger may do next.
fn anything(workspace: &Workspace, choice: u8, number: u8) -> Command {
    let names = ["PERSON", "PLACE", "SHIP"];
    let name = label(names[usize::from(number) % 3]);
    let words = ["York", "New York", "Zoë", "May", "Straße", "漢", "U.S."];
    let words = Name::new(words[usize::from(number) % 7]).unwrap();
    let other = number.is_multiple_of(2);
    let suggestion = |(at, start): (usize, usize), text: &str| {
        let end = text[start..].find([' ', '\n', ',']).map_or(text.len(), |end| start + end);
        Some(Suggestion {
            span: Span::of(start..end)?,
            label: label(names[at % 3]),
            score: f64::from(u32::from(number) % 10) / 10.0,
            origin: Origin::Tagger { name: "model".into(), version: "1".into() },
            evidence: Vec::new(),
            link: None,
            value: None,
        })
    };
    let tagged = |text: &str| -> Vec<Suggestion> {
        let starts = text.match_indices(' ').map(|(at, _)| at + 1).step_by(1 + usize::from(number) % 3);
        starts.enumerate().filter_map(|start| suggestion(start, text)).collect()
    };
    let job = workspace.job().map_or(0, |job| job.ticket);
    let text = workspace.current().map(|open| open.document().text().clone()).unwrap_or_default();
    match choice {
        0..3 => Command::Accept,
        3 => Command::Reject,
        4 | 5 => Command::Label(name),
        6 => Command::Delete,
        7 => Command::Nudge {
            edge: if number.is_multiple_of(3) { Edge::Start } else { Edge::End },
            unit: Unit::Word,
            forward: other,
        },
        8 => Command::MoveCaret { unit: Unit::Word, forward: true, extend: number.is_multiple_of(4) },
        9 => Command::MoveCaret { unit: Unit::Paragraph, forward: other, extend: false },
        10 | 11 => Command::Step { forward: other, pencil: number % 4 < 2 },
        12 => Command::SetThreshold(name, Some(u16::from(number) * 4)),
        13 | 14 => Command::Undo,
        15 => Command::Redo,
        16 => Command::SetHabits(Habits { carry: other, learn: !number.is_multiple_of(8) }),
        17 => Command::AddList(List::new("list.txt", name, [words]).into()),
        18 => Command::RemoveList(0),
        19 => {
            if other {
                Command::Forget(words)
            } else {
                Command::Learn(words)
            }
        }
        20 => Command::Open(usize::from(number) % workspace.documents().len().max(1)),
        21 => Command::Filter(tagline::workspace::Show {
            ink: true,
            pencil: !number.is_multiple_of(3),
            rejected: other,
        }),
        22 => Command::FindNames,
        23 => Command::TaggedParts {
            ticket: job,
            parts: tagged(&text)
                .into_iter()
                .filter(|_| other)
                .map(|one| tagline::tagging::Part { span: one.span, suggestions: vec![one] })
                .collect(),
        },
        24 => Command::Tagged { ticket: job, suggestions: tagged(&text) },
        25 => of_a_file(usize::from(number)),
        _ => {
            let end = text.len().min(usize::from(number) * 2 + 4);
            let start = usize::from(number).min(end);
            Command::Select(Span::of(start..end).filter(|span| span.slice(&text).is_some()))
        }
    }
}

proptest! {
    /// What is learned by what has changed is what is learned from all decisions anew, whatever is done.
    #[test]
    fn learning_by_difference_is_learning(choices in prop::collection::vec((0u8..27, any::<u8>()), 1..50), carry: bool) {
        let mut quick = if carry { Desk::default() } else { Desk::with("[DATE? May] in New York") };
        quick.open("[PLACE? York] and [PERSON? Zoë] of [PLACE? New York], [DATE? May] é 漢 👩‍🚀\r\n[ORGANIZATION? Zoë] in York, 漢\nZOË OF NEW YORK");
        quick.send(of_a_file(0)).send(of_a_file(1)).send(of_a_file(2));
        let mut anew = quick.clone();
        for (choice, number) in choices {
            let command = anything(&quick.workspace, choice, number);
            anew.workspace.forget_what_is_kept();
            quick.send(command.clone());
            anew.send(command.clone());
            prop_assert_eq!(quick.workspace.learned(), anew.workspace.learned(), "{:?}", command);
            for (quick, anew) in quick.workspace.documents().iter().zip(anew.workspace.documents()) {
                prop_assert_eq!(quick.document(), anew.document(), "{:?}", command);
            }
            prop_assert_eq!(quick.workspace.revision(), anew.workspace.revision(), "{:?}", command);
        }
    }
}
