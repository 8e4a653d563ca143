//! What comparing promises: what differs is asked once, choices are what comes in, nothing else changes, and one undo takes all of
//! it back.

use super::*;
use crate::annotation::{
    Annotator, Document, Status, Timestamp, document_from_notation, document_to_notation,
};
use crate::workspace::{Command, Context, Loaded, PersonCommand, View, Workspace};

/// Documents by id, in notation.
type Notations<'a> = &'a [(&'a str, &'a str)];

fn project(who: &str, documents: Notations) -> Project {
    let read =
        |(id, notation): &(&str, &str)| Rc::new(document_from_notation(*id, notation, &who.into()).unwrap());
    Project {
        annotators: vec![Annotator { name: who.into(), extra: None }],
        documents: documents.iter().map(read).collect(),
        ..Project::default()
    }
}

fn file(who: &str, documents: Notations) -> CompareFile {
    let name = format!("{who}.json").into();
    CompareFile { name, project: project(who, documents).into(), issues: Vec::new() }
}

struct Desk {
    workspace: Workspace,
    ticks: usize,
}

impl Desk {
    fn of(documents: Notations) -> Desk {
        let loaded =
            Loaded { name: "o.json".to_owned(), project: project("Ruth", documents), issues: Vec::new() };
        Desk { workspace: Workspace::default(), ticks: 0 }.send(Command::Load(loaded))
    }

    fn send(mut self, command: Command) -> Desk {
        self.ticks += 1;
        let context = Context {
            now: Timestamp(format!("2026-11-30T10:00:{:02}Z", self.ticks).into()),
            annotator: "Ruth".into(),
            fresh: format!("n{}", self.ticks).into(),
        };
        self.workspace.apply(command, &context);
        self
    }

    fn ask(self, command: CompareCommand) -> Desk {
        self.send(Command::Compare(command))
    }

    fn beside(self, files: &[CompareFile]) -> Desk {
        self.ask(CompareCommand::Add(files.to_vec()))
    }

    fn comparison(&self) -> &Comparison {
        self.workspace.comparison().unwrap()
    }

    /// Each conflict: what it is about, and what each side says.
    fn asked(&self) -> Vec<String> {
        let asked = |conflict: &Conflict| {
            let side = |side: &Side| format!("{} {}", side.version + 1, side.words);
            let sides: Vec<String> = conflict.sides.iter().map(side).collect();
            format!("{} {}: {}", conflict.document, conflict.kind.name(), sides.join(" | "))
        };
        self.comparison().conflicts().iter().map(asked).collect()
    }

    fn written(&self) -> Vec<String> {
        let open = self.workspace.documents().iter();
        open.map(|open| document_to_notation(open.document()).replace("\n\n", " ¶ ")).collect()
    }

    fn document(&self, at: usize) -> &Document {
        self.workspace.documents()[at].document()
    }
}

const OURS: Notations = &[
    ("a", "The [AGENCY Harbour Board] of [PLACE Ery] met\n\n[PERSON Ann Roe] left 👩‍🚀 é"),
    ("b", "[DATE Friday] 漢 [PLACE? Ohio]\r\n[LAW Act]"),
    ("c", "Nobody else has this [PLACE Ohio]"),
];
const THEIRS: Notations = &[
    ("a", "The [ORGANIZATION Harbour Board] of [PLACE Ery] met\n\n[PERSON Ann] Roe left 👩‍🚀 é"),
    ("b", "[DATE~ Friday] 漢 [PLACE Ohio]\r\n[LAW Act]"),
    ("d", "Only there [PLACE Ohio]"),
];

#[test]
fn conflicts_are_asked_settled_by_number_and_taken_in_as_one_step() {
    let desk = Desk::of(OURS).beside(&[file("Emil", THEIRS)]);
    assert_eq!(desk.workspace.view(), View::Compare);
    assert_eq!(desk.comparison().names().iter().map(|name| &**name).collect::<Vec<_>>(), ["Yours", "Emil"]);
    assert_eq!(
        desk.asked(),
        [
            "a label: 1 AGENCY “Harbour Board” | 2 ORGANIZATION “Harbour Board”",
            "a edges: 1 PERSON “Ann Roe” | 2 PERSON “Ann”",
            "b yes or no: 1 DATE “Friday” | 2 rejected DATE “Friday”",
        ]
    );
    assert_eq!((desk.comparison().documents(), desk.comparison().left().theirs.len()), (2, 1));
    let before = desk.written();
    let desk = desk.ask(CompareCommand::Take(1));
    assert_eq!((desk.comparison().at(), desk.comparison().settled()), (1, 1));
    assert_eq!(desk.comparison().answer(0), Some(Answer::Sides(vec![false, true])));
    let desk = desk.ask(CompareCommand::TakeNone).ask(CompareCommand::Back).ask(CompareCommand::Take(0));
    assert_eq!(desk.comparison().answer(1), Some(Answer::Sides(vec![true, false])));
    let desk = desk.ask(CompareCommand::Take(1));
    assert_eq!(desk.comparison().settled(), 3);
    assert_eq!(desk.written(), before, "choosing changes nothing yet");
    let desk = desk.ask(CompareCommand::TakeIn);
    assert_eq!(
        desk.written(),
        [
            "The [AGENCY~ [ORGANIZATION Harbour Board]] of [PLACE Ery] met ¶ [PERSON [PERSON~ Ann] Roe] left 👩‍🚀 é",
            "[DATE~ Friday] 漢 [PLACE Ohio]\\r\n[LAW Act]",
            "Nobody else has this [PLACE Ohio]",
        ]
        .map(|text| text.replace("\\r", "\r"))
    );
    let trail = |desk: &Desk, label: &str| -> Vec<String> {
        let mut marks = desk.document(0).annotations().iter();
        let mark = marks.find(|mark| mark.label.name() == label).unwrap();
        mark.decisions.iter().map(|one| format!("{} {} {}", one.who, one.when.0, one.status.name())).collect()
    };
    assert_eq!(trail(&desk, "ORGANIZATION"), ["Ruth 2026-11-30T10:00:08Z suggested"]);
    assert_eq!((desk.asked(), *desk.comparison().plan()), (Vec::new(), Plan::default()));
    let again = desk.ask(CompareCommand::TakeIn);
    assert_eq!(&**again.workspace.said(), "Nothing to take in: all of it is here");
    let back = again.send(Command::Undo);
    assert_eq!(back.written(), before);
    assert_eq!(
        (back.workspace.view(), back.asked().len(), back.comparison().settled()),
        (View::Compare, 3, 3)
    );
    // In the text the same step is one undo of any of its documents.
    let there = back.ask(CompareCommand::TakeIn).send(Command::Open(1)).send(Command::Undo);
    assert_eq!(there.written(), before);
}

#[test]
fn nothing_is_settled_while_figures_are_shown() {
    let desk = Desk::of(OURS).beside(&[file("Emil", THEIRS)]).ask(CompareCommand::ShowAgreement(true));
    let desk = desk.ask(CompareCommand::Take(1)).ask(CompareCommand::TakeIn).send(Command::Undo);
    assert_eq!((desk.comparison().settled(), desk.asked().len()), (0, 3));
    let asked = desk.comparison().figures_asked();
    assert_eq!((asked.versions, asked.documents.len()), (2, 2));
    let figures = Rc::new(asked.answer(true));
    let number = desk.comparison().number();
    let desk = desk.ask(CompareCommand::Figures(number, FiguresTold::Asked));
    let desk = desk.ask(CompareCommand::Figures(number, FiguresTold::Come(figures.clone())));
    assert_eq!(*desk.comparison().figuring(), Figuring::Done(figures.clone()));
    // Of five and five marks two are alike.
    assert_eq!(figures.pairs[0].spans[0].f1.value, Some(0.4));
    let places = desk.comparison().places((0, 1), (Some("AGENCY"), Some("ORGANIZATION")), 9);
    assert_eq!(places.iter().map(|place| &*place.words).collect::<Vec<_>>(), ["Harbour Board"]);
    let only = desk.comparison().places((0, 1), (None, Some("PLACE")), 9);
    assert_eq!(only.iter().map(|place| &*place.words).collect::<Vec<_>>(), ["Ohio"]);
    // What changes makes other figures, and late ones of before are dropped.
    let desk = desk.ask(CompareCommand::ShowAgreement(false)).ask(CompareCommand::TakeIn);
    let desk = desk.ask(CompareCommand::Figures(number, FiguresTold::Come(figures)));
    assert_eq!(*desk.comparison().figuring(), Figuring::Not);
}

#[test]
fn what_was_settled_is_not_asked_again_though_the_file_says_otherwise() {
    let desk = Desk::of(OURS).beside(&[file("Emil", THEIRS)]);
    let desk = desk.ask(CompareCommand::TakeNone).ask(CompareCommand::TakeAll).ask(CompareCommand::Take(0));
    let desk = desk.ask(CompareCommand::TakeIn);
    assert_eq!((desk.asked(), *desk.comparison().plan()), (Vec::new(), Plan::default()));
    assert!(desk.written()[0].starts_with("The [AGENCY~ [ORGANIZATION~ Harbour Board]] of"));
    // Until the project says otherwise, too.
    let id = desk.document(0).annotations()[0].id.clone();
    let desk = desk.send(Command::Open(0)).send(Command::Filter(crate::workspace::Show {
        rejected: true,
        ..crate::workspace::Show::default()
    }));
    let desk = desk.send(Command::Focus(Some(id))).send(Command::Accept).send(Command::Show(View::Compare));
    assert_eq!(desk.asked().len(), 1, "{:?}", desk.asked());
}

#[test]
fn what_is_not_settled_stays_and_what_others_have_there_comes_in_pencil() {
    let desk = Desk::of(OURS).beside(&[file("Emil", THEIRS)]).ask(CompareCommand::TakeIn);
    assert_eq!(
        desk.written()[0],
        "The [AGENCY [ORGANIZATION? Harbour Board]] of [PLACE Ery] met ¶ [PERSON [PERSON? Ann] Roe] left 👩‍🚀 é"
    );
    assert!(desk.written()[1].starts_with("[DATE Friday] 漢 [PLACE Ohio]"));
    assert_eq!(desk.asked().len(), 3);
    assert!(desk.comparison().plan().is_empty(), "{:?}", desk.comparison().plan());
    // What is pencil now is settled as before.
    let desk = desk.ask(CompareCommand::Take(1)).ask(CompareCommand::TakeIn);
    assert!(desk.written()[0].starts_with("The [AGENCY~ [ORGANIZATION Harbour Board]] of"));
    assert_eq!(desk.asked().len(), 2);
}

#[test]
fn a_choice_stays_when_the_text_is_worked_on_and_goes_when_nothing_differs() {
    let desk = Desk::of(OURS).beside(&[file("Emil", THEIRS)]).ask(CompareCommand::Take(1));
    let place = Label::new("PLACE").unwrap();
    let id = desk.document(0).annotations()[1].id.clone();
    let desk = desk.send(Command::Open(0)).send(Command::Focus(Some(id))).send(Command::Reject);
    let desk = desk.send(Command::Show(View::Compare));
    assert_eq!((desk.asked().len(), desk.comparison().settled()), (4, 1));
    assert_eq!(desk.comparison().answer(0), Some(Answer::Sides(vec![false, true])));
    let id = desk.document(0).annotations()[0].id.clone();
    let desk = desk.send(Command::Open(0)).send(Command::Focus(Some(id))).send(Command::Relabel(place));
    let desk = desk.send(Command::Show(View::Compare));
    assert_eq!(desk.comparison().settled(), 0, "{:?}", desk.asked());
}

#[test]
fn with_what_they_were_made_from_a_change_wins_and_only_two_changes_are_asked() {
    let base = &[("a", "[PLACE Ohio] and [PLACE Iowa] and [PLACE Utah] sued")][..];
    let ours = &[("a", "[PLACE Ohio] and [LAW Iowa] and [PLACE Utah] sued")][..];
    let theirs = &[("a", "[PLACE~ Ohio] and [DATE Iowa] and Utah sued")][..];
    // What was not touched says who made it.
    let file = |name: &str, notation| CompareFile { name: name.into(), ..file("Ruth", notation) };
    let desk = Desk::of(ours).beside(&[file("emil.json", theirs)]);
    assert_eq!(desk.asked().len(), 2);
    let desk = desk.ask(CompareCommand::Base(Some(file("o.json", base))));
    assert_eq!(desk.asked(), ["a label: 1 LAW “Iowa” | 2 DATE “Iowa”"]);
    assert_eq!(desk.comparison().plan().gone, 1);
    let desk = desk.ask(CompareCommand::TakeAll).ask(CompareCommand::TakeIn);
    assert_eq!(desk.written(), ["[PLACE~ Ohio] and [LAW [DATE Iowa]] and Utah sued"]);
}

#[test]
fn documents_are_found_by_their_text_and_others_stay_out() {
    let desk = Desk::of(&[("a", "[PLACE Ohio] é"), ("b", "Two")]);
    let theirs = &[("doc-1", "Ohio é"), ("b", "Two!"), ("e", "x")][..];
    let desk = desk.beside(&[file("Emil", theirs)]);
    let left = desk.comparison().left();
    assert_eq!((desk.comparison().documents(), left.theirs.len(), left.differing), (1, 2, 1));
    let desk = desk.ask(CompareCommand::OpenOthers);
    assert_eq!(desk.written(), ["[PLACE Ohio] é", "Two", "Two!", "x"]);
    let none = Desk::of(&[("a", "One")]).beside(&[file("Emil", &[("a", "One."), ("z", "y")])]);
    assert!(none.workspace.comparison().is_none());
    assert!(
        none.workspace.notice().unwrap().lines[0].contains("1 document of them"),
        "{:?}",
        none.workspace.notice()
    );
}

#[test]
fn several_files_are_sides_by_number_and_can_be_narrowed() {
    let emil = file("Emil", &[("a", "[LAW Ohio] [DATE Iowa]")]);
    let mia = file("Mia", &[("a", "[DATE Ohio] Iowa"), ("b", "Two [LAW x]")]);
    let desk =
        Desk::of(&[("a", "[PLACE Ohio] [LAW Iowa]"), ("b", "Two [DATE x]")]).beside(&[emil, mia.clone()]);
    assert_eq!(
        desk.asked(),
        [
            "a label: 1 PLACE “Ohio” | 2 LAW “Ohio” | 3 DATE “Ohio”",
            "a label: 1 LAW “Iowa” | 2 DATE “Iowa” | 3 nothing",
            "b label: 1 DATE “x” | 3 LAW “x”",
        ]
    );
    let place = Label::new("PLACE");
    let desk = desk.ask(CompareCommand::Narrow(Narrowed { label: place, ..Narrowed::default() }));
    assert_eq!(desk.comparison().shown(), [0]);
    let open = Narrowed { open: true, ..Narrowed::default() };
    let desk = desk.ask(CompareCommand::Narrow(open)).ask(CompareCommand::Take(2));
    assert_eq!((desk.comparison().shown(), desk.comparison().at()), (vec![1, 2], 0));
    // The second version has no such document: its number does nothing there.
    let desk = desk.ask(CompareCommand::Go(1)).ask(CompareCommand::Take(1));
    assert_eq!(desk.comparison().settled(), 1);
    let desk = desk.ask(CompareCommand::Drop(0));
    assert_eq!(desk.asked().len(), 2);
    let desk = desk.beside(&[mia]);
    assert_eq!(desk.comparison().files().len(), 1, "the same file again takes its own place");
    assert!(desk.ask(CompareCommand::Drop(0)).workspace.comparison().is_none());
}

#[test]
fn what_marks_name_and_what_is_known_of_a_document_can_differ_too() {
    let of = |who: &str, value: &str, title: &str| {
        let mut project = project(who, &[("a", "[DATE Friday] came")]);
        let document = Rc::make_mut(&mut project.documents[0]);
        let mut mark = (*document.annotations()[0]).clone();
        mark.value = Some(value.into());
        crate::annotation::Edit::Replace(mark.into()).apply(document).unwrap();
        let mut metadata = document.metadata().clone();
        metadata.title = Some(title.to_owned());
        crate::annotation::Edit::SetMetadata(Box::new(metadata)).apply(document).unwrap();
        project
    };
    let loaded = Loaded { name: "o".to_owned(), project: of("Ruth", "2024-11-22", "É"), issues: Vec::new() };
    let desk = Desk { workspace: Workspace::default(), ticks: 0 }.send(Command::Load(loaded));
    let theirs = of("Emil", "2024-11-29", "Ë");
    let desk = desk.beside(&[CompareFile { name: "e".into(), project: theirs.into(), issues: Vec::new() }]);
    assert_eq!(
        desk.asked(),
        ["a names: 1 2024-11-22 | 2 2024-11-29", "a title, dates: 1 title É | 2 title Ë"]
    );
    let value = |desk: &Desk| desk.document(0).annotations()[0].value.clone();
    let title = |desk: &Desk| desk.document(0).metadata().title.clone();
    let desk = desk.ask(CompareCommand::TakeIn);
    assert_eq!((value(&desk).as_deref(), title(&desk).as_deref()), (Some("2024-11-22"), Some("É")));
    let desk = desk.ask(CompareCommand::Take(1)).ask(CompareCommand::Take(1)).ask(CompareCommand::TakeIn);
    assert_eq!((value(&desk).as_deref(), title(&desk).as_deref()), (Some("2024-11-29"), Some("Ë")));
    assert_eq!(desk.document(0).annotations()[0].status, Status::Accepted);
}

#[test]
fn a_reading_is_the_line_or_of_a_long_one_the_sentences() {
    let long = "One word here. ".repeat(60);
    let ours = format!("Head\n\n{long}The [LAW Act] of é. {long}");
    let theirs = ours.replace("LAW", "DATE");
    let desk = Desk::of(&[("a", &ours)]).beside(&[file("Emil", &[("a", &theirs)])]);
    let conflict = &desk.comparison().conflicts()[0];
    let reading = conflict.reading(desk.comparison().version(1, "a").unwrap());
    assert_eq!(reading.len(), 1);
    assert_eq!((&*reading[0].paragraph.text, reading[0].asked.len()), ("The Act of é.", 1));
    let desk = Desk::of(&[("a", "A [LAW b] c\r\nd")]).beside(&[file("Emil", &[("a", "A [LAW~ b] c\r\nd")])]);
    let conflict = &desk.comparison().conflicts()[0];
    let reading = conflict.reading(desk.comparison().version(0, "a").unwrap());
    assert_eq!(&*reading[0].paragraph.text, "A b c");
}

#[test]
fn what_others_marked_waits_until_a_document_is_done_where_blind_mode_is_on() {
    let blind = |on| Command::Person(PersonCommand::Blind(on));
    let desk = Desk::of(OURS).send(blind(true)).beside(&[file("Emil", THEIRS)]);
    assert!(desk.workspace.comparison().is_none());
    assert!(desk.workspace.notice().unwrap().lines[0].starts_with("2 documents of them"));
    let desk = desk.send(Command::Open(1)).send(Command::Done(true)).beside(&[file("Emil", THEIRS)]);
    assert_eq!(desk.asked(), ["b yes or no: 1 DATE “Friday” | 2 rejected DATE “Friday”"]);
    assert_eq!(desk.comparison().left().waiting.iter().map(|id| &**id).collect::<Vec<_>>(), ["a"]);
    // Nor is anything of it among what only the files have.
    assert_eq!(desk.comparison().left().theirs.len(), 1);
    let desk = desk.send(blind(false));
    assert_eq!((desk.asked().len(), desk.comparison().left().waiting.len()), (3, 0));
    let desk = desk.send(blind(true));
    assert_eq!(desk.asked().len(), 1);
}
