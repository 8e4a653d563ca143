//! What the work on a desk comes to: the figures follow each decision, and the screen of them changes nothing.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod desk;
#[path = "desk/suggested.rs"]
mod suggested;

use tagline::annotation::{Label, Project, Timestamp, document_from_notation};
use tagline::workspace::insight::Insight;
use tagline::workspace::{Command, Loaded, View, Workspace};

use desk::context;

const ARTICLE: &str = "[PLACE Ohio] sued\n\n[PLACE Iowa] and [COURT Bar] and [PERSON Ann]";

#[derive(Default)]
struct Desk {
    workspace: Workspace,
    ticks: usize,
}

impl Desk {
    /// That many documents, in the first of which all that is marked is suggested by the tagger.
    fn with(count: usize) -> Desk {
        let marked = document_from_notation("d", ARTICLE, &"tagger".into()).unwrap();
        let plain =
            ARTICLE.replace("[PLACE ", "").replace("[COURT ", "").replace("[PERSON ", "").replace(']', "");
        let document = |at| document_from_notation(format!("d{at}"), &plain, &"Ann".into()).unwrap();
        let documents = (0..count).map(|at| document(at).into()).collect();
        let project = Project { documents, ..Project::default() };
        let loaded = Loaded { name: "d.json".to_owned(), project, issues: Vec::new() };
        let desk = Desk::default().send(Command::Load(loaded)).send(Command::FindNames);
        let ticket = desk.workspace.job().unwrap().ticket;
        desk.send(Command::Tagged { ticket, suggestions: suggested::suggested(&marked) })
    }

    fn send(mut self, command: Command) -> Desk {
        self.ticks += 1;
        self.workspace.apply(command, &context(self.ticks));
        self
    }

    fn insight(&self) -> Insight {
        self.workspace.insight(&Timestamp("2024-11-22T08:00:00Z".into()))
    }
}

fn check(desk: &Desk, expected: [&str; 4]) {
    let Insight { progress, marks, tagger, lengths } = desk.insight();
    let name = |label: &Label| label.name().to_owned();
    let found = [progress.finding(), marks.finding(name), tagger.finding(name), lengths.finding()];
    assert_eq!(found.each_ref().map(String::as_str), expected);
}

#[test]
fn figures_follow_each_decision() {
    let desk = Desk::with(1);
    check(
        &desk,
        [
            "Not done yet.",
            "All 4 still in pencil (dashed). PLACE has the most.",
            "Nothing is decided yet.",
            "7 words, 0 of 2 paragraphs read.",
        ],
    );
    let desk =
        desk.send(Command::Accept).send(Command::Reject).send(Command::Relabel(Label::new("PLACE").unwrap()));
    let desk = desk.send(Command::Done(true));
    let Insight { marks, tagger, .. } = desk.insight();
    let rows = |name: &str| {
        let marked = marks.0.iter().find(|row| row.label.name() == name).unwrap();
        let judged = tagger.0.iter().find(|row| row.label.name() == name).unwrap();
        (marked.ink, marked.pencil, marked.rejected, judged.right, judged.wrong)
    };
    // Ohio is a place, Iowa is none, the bar is a place and no court, Ann waits.
    assert_eq!(rows("PLACE"), (2, 0, 1, 1, 1));
    assert_eq!(rows("COURT"), (0, 0, 0, 0, 1));
    assert_eq!(rows("PERSON"), (0, 1, 0, 0, 0));
    check(
        &desk,
        [
            // On the day of its last decision.
            "Done on Nov 20.",
            "2 in ink (filled), 1 still in pencil (dashed). PLACE has the most.",
            "Right in 33% of 3 decided. So few say little.",
            "7 words, 1 of 2 paragraphs read.",
        ],
    );
}

#[test]
fn a_document_without_decisions_is_done_now() {
    let desk = Desk::with(2).send(Command::Open(1)).send(Command::Done(true));
    let Insight { progress, lengths, .. } = desk.insight();
    assert_eq!(progress.finding(), "1 of 2 done. One today.");
    assert_eq!(progress.days.first().unwrap().day.to_string(), "2024-11-22");
    assert_eq!(lengths.documents, 2);
}

#[test]
fn nothing_is_done_or_undone_from_there() {
    let desk = Desk::with(1).send(Command::Accept);
    let before = desk.workspace.current().unwrap().document().clone();
    let desk = desk.send(Command::Show(View::Insight)).send(Command::Undo).send(Command::Redo);
    assert_eq!(desk.workspace.view(), View::Insight);
    assert!(desk.workspace.current().unwrap().document().is_unchanged_from(&before));
    // Nor is anything begun.
    assert!(desk.workspace.job().is_none());
    let desk = desk.send(Command::Show(View::Annotate)).send(Command::Undo);
    assert!(!desk.workspace.current().unwrap().document().is_unchanged_from(&before));
}

#[test]
fn without_a_document_there_is_nothing_to_show() {
    let desk = Desk::default().send(Command::Show(View::Insight));
    assert_eq!(desk.workspace.view(), View::Start);
    check(
        &desk,
        ["No documents yet.", "Nothing is marked yet.", "Nothing is decided yet.", "No documents yet."],
    );
}
