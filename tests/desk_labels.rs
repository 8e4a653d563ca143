//! Labels are renamed, merged and deleted in all documents at once, and one undo takes it back.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod desk;
#[path = "desk/suggested.rs"]
mod suggested;

use std::rc::Rc;

use proptest::prelude::*;
use tagline::annotation::{
    Annotation, AnnotationId, Document, Entity, EntityId, Label, Project, Schema, Status,
    document_from_notation, document_to_notation,
};
use tagline::format;
use tagline::tagging::learned::{Learned, List, Name};
use tagline::text::Span;
use tagline::workspace::{Command, LabelCommand, LabelWish, Loaded, Show, Workspace};

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

fn rename(from: &str, to: &str) -> LabelCommand {
    LabelCommand::Rename { label: label(from), to: label(to) }
}

fn merge(from: &str, into: &str) -> LabelWish {
    LabelWish::Merge { label: label(from), into: label(into) }
}

fn delete(name: &str, into: Option<&str>) -> LabelWish {
    LabelWish::Delete { label: label(name), into: into.map(label) }
}

impl Desk {
    fn send(&mut self, command: Command) -> &mut Desk {
        self.ticks += 1;
        self.workspace.apply(command, &context(self.ticks));
        self
    }

    fn labels(&mut self, command: LabelCommand) -> &mut Desk {
        self.send(Command::Labels(command))
    }

    /// Asks and does; what was said of it before it was done.
    fn wish(&mut self, wish: LabelWish) -> String {
        self.labels(LabelCommand::Ask(wish));
        let sentence = self.workspace.label_fate().map(|fate| fate.sentence()).unwrap_or_default();
        assert_eq!(*sentence, **self.workspace.said(), "it is said, too");
        self.labels(LabelCommand::Do);
        sentence
    }

    /// Opens a file that holds this document.
    fn open(&mut self, notation: &str) -> &mut Desk {
        let id = format!("d{}", self.ticks);
        let document = document_from_notation(id, notation, &"Ruth".into()).unwrap();
        let project = Project { documents: vec![document.into()], ..Project::default() };
        self.load(project)
    }

    fn load(&mut self, project: Project) -> &mut Desk {
        self.send(Command::Load(Loaded { name: "d.json".to_owned(), project, issues: Vec::new() }))
            .send(Command::CatchUp)
    }

    /// Opens an article, of which the tagger suggests `[LABEL? words]`.
    fn tag(&mut self, notation: &str) -> &mut Desk {
        let marked = document_from_notation("m", notation, &"tagger".into()).unwrap();
        let document = Document::of_text(format!("d{}", self.ticks), marked.text().clone());
        self.load(Project {
            schema: (**self.workspace.schema()).clone(),
            documents: vec![document.into()],
            ..Project::default()
        });
        self.send(Command::FindNames).tagged(notation)
    }

    /// The tagger answers.
    fn tagged(&mut self, notation: &str) -> &mut Desk {
        let marked = document_from_notation("m", notation, &"tagger".into()).unwrap();
        let ticket = self.workspace.job().unwrap().ticket;
        self.send(Command::Tagged { ticket, suggestions: suggested(&marked) })
    }

    fn written(&self) -> Vec<String> {
        self.workspace.documents().iter().map(|open| document_to_notation(open.document())).collect()
    }

    fn names(&self) -> String {
        let names = self.workspace.schema().labels().iter().map(|def| def.label.name());
        names.collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check(&self, expected: &[&str]) -> &Desk {
        assert_eq!(self.written(), expected);
        self.all_known();
        self
    }

    /// Every mark's label is one of the project.
    #[track_caller]
    fn all_known(&self) {
        for mark in self.workspace.documents().iter().flat_map(|open| open.document().annotations()) {
            assert!(self.workspace.schema().get(&mark.label).is_some(), "{}", mark.label);
        }
    }

    /// All that a label command changes.
    fn state(&self) -> State {
        let workspace = &self.workspace;
        State {
            schema: (**workspace.schema()).clone(),
            documents: workspace
                .documents()
                .iter()
                .map(|open| {
                    let marks = open.document().annotations().iter().cloned().map(|mut mark| {
                        // An open suggestion is the one at its place, whatever it is called by.
                        if mark.status == Status::Suggested {
                            Rc::make_mut(&mut mark).id = AnnotationId("".into());
                        }
                        mark
                    });
                    (marks.collect(), open.document().set_aside().len())
                })
                .collect(),
            learned: (**workspace.learned()).clone(),
            entities: (**workspace.entities()).clone(),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
struct State {
    schema: Schema,
    documents: Vec<(Vec<Rc<Annotation>>, usize)>,
    learned: Learned,
    entities: Vec<Rc<Entity>>,
}

impl State {
    #[track_caller]
    fn check(&self, expected: &State) {
        assert_eq!(self.schema, expected.schema);
        for (one, other) in self.documents.iter().zip(&expected.documents) {
            let shown = |marks: &[Rc<Annotation>]| -> Vec<String> {
                marks.iter().map(|mark| format!("{mark:?}")).collect()
            };
            assert_eq!(shown(&one.0), shown(&other.0));
        }
        assert_eq!(self.learned, expected.learned);
        assert!(self == expected);
    }
}

#[test]
fn a_renamed_label_is_renamed_everywhere_and_one_undo_takes_it_back() {
    let mut desk = Desk::default();
    desk.tag("The [COURT? É. Court] and [PLACE? Ohio]. [COURT? High Court] sat.");
    desk.send(Command::Accept);
    desk.open("[COURT Old Court], [COURT~ bench], [COURT? New Court].");
    desk.send(Command::SetThreshold(label("COURT"), Some(300)));
    let list = List::new("courts", label("COURT"), [Name::new("Assize").unwrap()]);
    desk.send(Command::AddList(list.into()));
    desk.send(Command::LetGo).send(Command::Arm(label("COURT")));
    let before = desk.state();
    desk.labels(rename("COURT", "Gericht"));
    desk.check(&[
        "The [Gericht É. Court] and [PLACE? Ohio]. [Gericht? High Court] sat.",
        "[Gericht Old Court], [Gericht~ bench], [Gericht? New Court].",
    ]);
    assert_eq!(&**desk.workspace.said(), "COURT is Gericht now. One undo takes it back");
    assert_eq!(desk.names(), "Gericht AGENCY LAW PLACE PERSON ORGANIZATION DATE");
    assert_eq!(desk.workspace.armed(), Some(&label("Gericht")));
    let learned = desk.workspace.learned().clone();
    assert_eq!(learned.lists[0].label, label("Gericht"));
    assert_eq!(learned.thresholds.keys().collect::<Vec<_>>(), [&label("Gericht")]);
    let of = |lessons: &tagline::tagging::learned::Lessons| -> Vec<Label> {
        lessons.names.values().flat_map(|lesson| lesson.keys().cloned()).collect()
    };
    assert!(of(&learned.project).iter().all(|label| label.name() == "Gericht"), "{:?}", learned.project);
    let after = desk.state();
    desk.send(Command::Undo);
    desk.state().check(&before);
    assert_eq!(desk.workspace.armed(), Some(&label("COURT")));
    desk.send(Command::Redo);
    desk.state().check(&after);
    // It is one step from the other document, too.
    desk.send(Command::Open(0)).send(Command::Undo);
    desk.state().check(&before);
}

#[test]
fn the_tagger_goes_on_under_the_new_name_and_history_keeps_the_old_one() {
    let mut desk = Desk::default();
    desk.tag("[COURT? High Court] sat.").send(Command::Accept);
    desk.labels(rename("COURT", "Gericht"));
    desk.tag("[COURT? Low Court], [PLACE? Ohio].");
    desk.check(&["[Gericht High Court] sat.", "[Gericht? Low Court], [PLACE? Ohio]."]);
    let decided = desk.workspace.documents()[0].document().annotations()[0].clone();
    assert_eq!(decided.decisions[0].label, label("COURT"), "what it was then");
    // What was proposed as COURT and accepted was right, and says nothing against anything.
    let lessons = desk.workspace.learned().project.clone();
    assert_eq!(lessons.scores.keys().collect::<Vec<_>>(), [&label("Gericht")]);
    // The model learns in its own words.
    let examples = desk.workspace.examples("d5");
    assert_eq!(examples[0].decided[0].label, Some(label("COURT")));
    // A list of courts is one of Gericht.
    let list = List::new("courts", label("COURT"), [Name::new("Assize").unwrap()]);
    desk.send(Command::AddList(list.into()));
    assert_eq!(desk.workspace.learned().lists[0].label, label("Gericht"));
    assert_eq!(desk.names(), "Gericht AGENCY LAW PLACE PERSON ORGANIZATION DATE");
}

#[test]
fn a_file_keeps_which_names_a_label_takes() {
    let mut desk = Desk::default();
    desk.tag("[COURT? High Court] sat.").send(Command::Accept).labels(rename("COURT", "Gericht"));
    desk.wish(delete("LAW", None));
    let native = format::ALL.first().unwrap();
    let file = native.write(&desk.workspace.project(), &[]).content().to_owned();
    assert!(file.contains(r#""takes":["COURT"]"#), "{file}");
    let read = native.read(&file).unwrap();
    assert_eq!(read.issues, []);
    let mut again = Desk::default();
    again.load(read.project.clone());
    assert_eq!(again.workspace.schema(), desk.workspace.schema());
    again.tag("[COURT? Low Court], [LAW? Jones Act], [PLACE? Ohio].");
    again.check(&["[Gericht High Court] sat.", "[Gericht? Low Court], Jones Act, [PLACE? Ohio]."]);
    // The labels alone, in a project that has begun with others.
    let set = Project { schema: read.project.schema.clone(), ..Project::default() };
    let mut other = Desk::default();
    other.tag("Nothing").load(set);
    other.tag("[COURT? Low Court], [LAW? Jones Act].");
    other.check(&["Nothing", "[Gericht? Low Court], [LAW? Jones Act]."]);
}

#[test]
fn another_files_labels_do_not_bring_back_what_is_called_otherwise_here() {
    let mut desk = Desk::default();
    desk.tag("Nothing").labels(rename("COURT", "Gericht"));
    desk.wish(delete("LAW", None));
    desk.open("[COURT High Court], [COURT? Low Court].");
    assert_eq!(&**desk.workspace.said(), "1 document opened. COURT is Gericht here");
    desk.check(&["Nothing", "[Gericht High Court], [Gericht? Low Court]."]);
    assert_eq!(desk.names(), "Gericht AGENCY PLACE PERSON ORGANIZATION DATE");
    // Marks of a label that is no more have it again; it is not suggested.
    desk.open("[LAW Jones Act] and [LAW? Second Act].");
    assert_eq!(desk.names(), "Gericht AGENCY PLACE PERSON ORGANIZATION DATE LAW");
    desk.tag("[LAW? Third Act]");
    assert_eq!(desk.written().last().unwrap(), "Third Act");
    desk.all_known();
}

#[test]
fn marks_that_would_be_twice_become_one() {
    let mut desk = Desk::default();
    desk.tag("[COURT? High Court], [AGENCY? FBI].").send(Command::Accept);
    // The same words with both labels.
    let both = document_from_notation(
        "b",
        "[COURT [AGENCY Both]], [COURT [AGENCY? One]], [COURT~ [AGENCY Two]], [COURT Three].",
        &"Ruth".into(),
    )
    .unwrap();
    desk.load(Project { documents: vec![both.into()], ..Project::default() });
    let before = desk.state();
    let said = desk.wish(merge("COURT", "AGENCY"));
    assert_eq!(
        said,
        "5 marks become AGENCY in 2 documents, 3 are already marked so; 1 of the marks was rejected"
    );
    desk.check(&[
        "[AGENCY High Court], [AGENCY? FBI].",
        "[AGENCY Both], [AGENCY One], [AGENCY Two], [AGENCY Three].",
    ]);
    assert_eq!(desk.names(), "AGENCY LAW PLACE PERSON ORGANIZATION DATE");
    let after = desk.state();
    desk.send(Command::Undo);
    desk.state().check(&before);
    desk.send(Command::Redo);
    desk.state().check(&after);
    desk.tag("[COURT? Low Court]");
    assert_eq!(desk.written().last().unwrap(), "[AGENCY? Low Court]");
}

#[test]
fn a_deleted_labels_marks_go_or_become_anothers() {
    for (into, said, marks) in [
        (None, "1 mark goes; 1 suggestion goes", "High Court, Low Court, [PLACE? Ohio]."),
        (Some("LAW"), "1 mark becomes LAW; 1 suggestion goes", "[LAW High Court], Low Court, [PLACE? Ohio]."),
    ] {
        let mut desk = Desk::default();
        desk.tag("[COURT? High Court], [COURT? Low Court], [PLACE? Ohio].").send(Command::Accept);
        let before = desk.state();
        assert_eq!(desk.wish(delete("COURT", into)), said);
        desk.check(&[marks]);
        assert_eq!(desk.names(), "AGENCY LAW PLACE PERSON ORGANIZATION DATE");
        // It is not suggested any more, not even hidden.
        desk.tag("[COURT? Low Court], [PLACE? Ohio].");
        desk.check(&[marks, "Low Court, [PLACE? Ohio]."]);
        desk.send(Command::Open(0)).send(Command::Undo);
        assert_eq!(desk.state().documents[..1], before.documents);
        // Until a person makes it anew.
        desk.send(Command::Redo).labels(LabelCommand::Add(label("COURT")));
        desk.tag("[COURT? Low Court]");
        assert_eq!(desk.written().last().unwrap(), "[COURT? Low Court]");
    }
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let mut desk = Desk::default();
    desk.tag("[COURT? High Court]");
    let before = desk.state();
    desk.labels(rename("COURT", "LAW"));
    assert_eq!(&**desk.workspace.said(), "LAW is a label already. Merge COURT into it?");
    assert_eq!(desk.wish(merge("COURT", "COURT")), "");
    assert_eq!(desk.wish(merge("COURT", "SHIP")), "");
    desk.state().check(&before);
    desk.labels(LabelCommand::Ask(merge("COURT", "LAW"))).labels(LabelCommand::Leave);
    assert_eq!(desk.workspace.label_fate(), None);
    for name in ["AGENCY", "LAW", "PLACE", "PERSON", "ORGANIZATION", "DATE"] {
        desk.wish(delete(name, None));
    }
    desk.wish(delete("COURT", None));
    assert_eq!(&**desk.workspace.said(), "A project has at least one label");
    assert_eq!(desk.names(), "COURT");
}

#[test]
fn hidden_suggestions_and_those_of_a_tagging_under_way_follow() {
    let mut desk = Desk::default();
    desk.tag("[COURT? High Court] sat.");
    desk.send(Command::Filter(Show { ink: true, pencil: false, rejected: false }));
    desk.labels(rename("COURT", "Gericht"));
    desk.check(&["[Gericht? High Court] sat."]);
    desk.send(Command::Undo).check(&["[COURT? High Court] sat."]);

    let mut desk = Desk::default();
    let document = Document::of_text("d", "High Court, Low Court.");
    desk.load(Project { documents: vec![document.into()], ..Project::default() });
    desk.send(Command::FindNames);
    desk.labels(rename("COURT", "Gericht")).tagged("[COURT? High Court], [COURT? Low Court].");
    desk.check(&["[Gericht? High Court], [Gericht? Low Court]."]);
    // What was found since goes back with the label.
    desk.send(Command::Undo).check(&["[COURT? High Court], [COURT? Low Court]."]);
    desk.send(Command::Redo).check(&["[Gericht? High Court], [Gericht? Low Court]."]);
}

#[test]
fn what_came_after_keeps_its_label_when_the_name_is_taken_back_elsewhere() {
    let mut desk = Desk::default();
    desk.open("[COURT One], two.");
    desk.open("[COURT Three], four.");
    desk.labels(rename("COURT", "Gericht"));
    let start = desk.workspace.current().unwrap().document().text().find("four").unwrap();
    desk.send(Command::Select(Span::of(start..start + 4))).send(Command::Label(label("Gericht")));
    desk.send(Command::Open(0)).send(Command::Undo);
    desk.check(&["[COURT One], two.", "[COURT Three], [Gericht four]."]);
    // And when the one after is taken back there, nothing is renamed again.
    desk.send(Command::Open(1)).send(Command::Undo).send(Command::Undo);
    desk.all_known();
}

#[test]
fn the_labels_of_what_is_named_follow() {
    let entity = Entity {
        id: EntityId("e".into()),
        label: label("COURT"),
        name: "High Court".into(),
        canonical: None,
        country: None,
        at: None,
        extra: None,
    };
    let document = document_from_notation("d", "[COURT High Court]", &"Ruth".into()).unwrap();
    let project =
        Project { documents: vec![document.into()], entities: vec![entity.into()], ..Project::default() };
    let mut desk = Desk::default();
    desk.load(project).labels(rename("COURT", "Gericht"));
    assert_eq!(desk.workspace.project().entities[0].label, label("Gericht"));
    desk.send(Command::Undo);
    assert_eq!(desk.workspace.project().entities[0].label, label("COURT"));
    desk.wish(delete("COURT", None));
    assert_eq!(desk.workspace.project().entities, []);
}

fn void(_: &mut Desk) {}

/// What a person may do before or after, by number.
fn act(desk: &mut Desk, what: u8, names: &[&str]) {
    let schema = desk.workspace.schema().clone();
    let at = |number: usize| schema.labels()[number % schema.labels().len()].label.clone();
    let (one, other) = (at(what as usize), at(what as usize / 16 + 1));
    match what % 16 {
        0 => void(desk.send(Command::Accept)),
        1 => void(desk.send(Command::Reject)),
        2 => void(desk.send(Command::Delete)),
        3 => void(desk.send(Command::Step { forward: true, pencil: false })),
        4 => void(desk.send(Command::Label(one))),
        5 => void(desk.send(Command::Undo)),
        6 => void(desk.send(Command::Redo)),
        7 => void(desk.send(Command::Open(what as usize / 16 % 3))),
        8 => void(desk.send(Command::Filter(Show { pencil: what < 128, ..Show::default() }))),
        9 => void(desk.send(Command::SetThreshold(one, Some(u16::from(what) * 5)))),
        10 => void(desk.labels(LabelCommand::Add(label(names[what as usize / 16 % names.len()])))),
        11 if desk.workspace.documents().len() < 4 => {
            void(desk.tag("[COURT? High Court], [LAW? Jones Act] and [COURT? Low Court]."));
        }
        _ => turn(desk, what / 4, one, other, names),
    }
}

/// A label is renamed, merged or deleted.
fn turn(desk: &mut Desk, what: u8, one: Label, other: Label, names: &[&str]) {
    let to = label(names[what as usize / 4 % names.len()]);
    match what % 4 {
        0 => void(desk.labels(LabelCommand::Rename { label: one, to })),
        1 => drop(desk.wish(LabelWish::Merge { label: one, into: other })),
        2 => drop(desk.wish(LabelWish::Delete { label: one, into: Some(other) })),
        _ => drop(desk.wish(LabelWish::Delete { label: one, into: None })),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn undo_brings_labels_and_marks_back_exactly(
        before in proptest::collection::vec(any::<u8>(), 0..12),
        what in any::<u8>(),
        which in any::<(u8, u8)>(),
        after in proptest::collection::vec(any::<u8>(), 0..6),
    ) {
        let names = ["Gericht", "COURT", "Ort", "LAW"];
        let mut desk = Desk::default();
        desk.tag("[COURT? High Court], [AGENCY? FBI], [LAW? Jones Act], [COURT? High Court].");
        desk.open("[COURT [AGENCY? Both]], [COURT~ no], [LAW? Act [COURT? Court]] High Court.");
        for one in before {
            act(&mut desk, one, &names);
            desk.all_known();
        }
        // What is hidden is made anew when it is shown, or when its labels are others.
        let hidden = Show { pencil: false, ..Show::default() };
        desk.send(Command::Filter(hidden)).send(Command::Filter(Show::default()));
        let then = desk.state();
        let schema = desk.workspace.schema().clone();
        let at = |number: u8| schema.labels()[usize::from(number) % schema.labels().len()].label.clone();
        let undo = desk.workspace.current().unwrap().next_undo().cloned();
        turn(&mut desk, what, at(which.0), at(which.1), &names);
        desk.all_known();
        let now = desk.state();
        if now.schema != then.schema {
            desk.send(Command::Undo);
            desk.state().check(&then);
            prop_assert_eq!(desk.workspace.current().unwrap().next_undo().cloned(), undo);
            desk.send(Command::Redo);
            desk.state().check(&now);
        }
        for one in after {
            act(&mut desk, one, &names);
            desk.all_known();
        }
        prop_assert!(desk.workspace.notice().is_none(), "{:?}", desk.workspace.notice());
    }
}
