//! Notes on marks, and what mentions name: one undo each, kept when the suggestions are made anew.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod desk;

use std::rc::Rc;

use tagline::annotation::{Annotation, AnnotationId, Label, Project, document_from_notation};
use tagline::text::Span;
use tagline::workspace::{
    Command, EntityCommand, Loaded, Named, NoteCommand, Show, Workspace, groups, proposals,
};

use desk::context;

/// A desk with a clock that ticks once a command.
#[derive(Default)]
struct Desk {
    workspace: Workspace,
    ticks: usize,
}

impl Desk {
    fn with(notation: &str) -> Desk {
        let document = document_from_notation("d", notation, &"tagger".into()).unwrap();
        let project = Project { documents: vec![document.into()], ..Project::default() };
        let mut desk = Desk::default();
        desk.send(Command::Load(Loaded { name: "d.json".to_owned(), project, issues: Vec::new() }));
        desk
    }

    fn send(&mut self, command: Command) -> &mut Desk {
        self.ticks += 1;
        self.workspace.apply(command, &context(self.ticks));
        self
    }

    fn note(&mut self, command: NoteCommand) -> &mut Desk {
        self.send(Command::Note(command))
    }

    fn write(&mut self, words: &str) -> &mut Desk {
        self.note(NoteCommand::Write(words.to_owned()))
    }

    fn entity(&mut self, command: EntityCommand) -> &mut Desk {
        self.send(Command::Entity(command))
    }

    fn focus(&mut self, id: &str) -> &mut Desk {
        self.send(Command::Focus(Some(AnnotationId(id.into()))))
    }

    fn mark(&self, id: &str) -> Rc<Annotation> {
        let open = self.workspace.current().unwrap();
        open.document().annotation(&AnnotationId(id.into())).unwrap().clone()
    }

    fn note_of(&self, id: &str) -> Option<String> {
        self.mark(id).note.as_ref().map(|note| note.to_string())
    }

    fn annotations(&self) -> Vec<Rc<Annotation>> {
        self.workspace.current().unwrap().document().annotations().to_vec()
    }

    /// What is named: its name, its id and how often, in order.
    fn rows(&self) -> Vec<String> {
        let groups = self.groups();
        let row = |row: Named| {
            let link = row.link.map(|link| format!(" = {link}")).unwrap_or_default();
            format!("{}{link} {}{}", row.name, row.mentions.len(), if row.proposed { "?" } else { "" })
        };
        groups.into_iter().map(row).collect()
    }

    fn groups(&self) -> Vec<Named> {
        let workspace = &self.workspace;
        let open = workspace.current().unwrap();
        groups(open.document(), workspace.schema(), workspace.entities())
            .into_iter()
            .flat_map(|group| group.rows.clone())
            .collect()
    }

    fn mentions(&self, row: usize) -> Vec<AnnotationId> {
        self.groups()[row].mentions.clone()
    }
}

#[test]
fn a_visit_to_a_note_is_one_step() {
    let mut desk = Desk::with("[PLACE Ohio] é [LAW? 漢]");
    let before = desk.annotations();
    desk.note(NoteCommand::Edit);
    assert!(!desk.workspace.noting(), "there is no mark to write on");
    desk.focus("a1").note(NoteCommand::Edit).write("A").write("As").write("Ask ").write("Ask 👩‍🚀 ");
    assert!(desk.workspace.noting());
    desk.note(NoteCommand::Leave);
    assert_eq!(desk.note_of("a1").as_deref(), Some("Ask 👩‍🚀"));
    // A second visit is a second step; emptied, there is none.
    desk.note(NoteCommand::Edit).write("  ").note(NoteCommand::Leave);
    assert_eq!(desk.note_of("a1"), None);
    desk.send(Command::Undo);
    assert_eq!(desk.note_of("a1").as_deref(), Some("Ask 👩‍🚀"));
    desk.send(Command::Undo);
    assert_eq!(desk.annotations(), before);
    desk.send(Command::Redo);
    assert_eq!(desk.note_of("a1").as_deref(), Some("Ask 👩‍🚀"));
}

#[test]
fn writing_ends_with_the_focus() {
    let mut desk = Desk::with("[PLACE Ohio] [LAW? 漢]");
    desk.focus("a1").note(NoteCommand::Edit).write("one").focus("a2");
    assert!(!desk.workspace.noting());
    desk.write("two");
    assert_eq!((desk.note_of("a1").as_deref(), desk.note_of("a2").as_deref()), (Some("one"), Some("two")));
    desk.send(Command::Undo);
    assert_eq!((desk.note_of("a1").as_deref(), desk.note_of("a2")), (Some("one"), None));
}

#[test]
fn a_note_decides_nothing_and_stays_with_its_suggestion() {
    let mut desk = Desk::with("[PLACE? Ohio] and [PERSON? Zoë] Zoë");
    desk.focus("a1").write("sure?");
    let noted = |desk: &Desk| desk.annotations().iter().filter(|mark| mark.note.is_some()).count();
    assert_eq!(desk.mark("a1").decisions, []);
    // The suggestions are made anew after each decision.
    desk.focus("a2").send(Command::Accept);
    assert_eq!(noted(&desk), 1);
    // A mark over it takes its place, and gives it back.
    desk.send(Command::Select(Span::of(0..8))).send(Command::Label(Label::new("LAW").unwrap()));
    desk.send(Command::Undo).send(Command::Undo);
    assert_eq!(noted(&desk), 1);
    desk.send(Command::Undo);
    assert_eq!(noted(&desk), 0);
    desk.send(Command::Redo).focus("a1").send(Command::Accept);
    assert_eq!(desk.note_of("a1").as_deref(), Some("sure?"));
}

#[test]
fn mentions_are_linked_to_an_id_and_parted_from_it() {
    let mut desk = Desk::with("[PLACE Ohio] [PLACE? ohio] [PLACE é]");
    let before = desk.annotations();
    let mentions = desk.mentions(0);
    for wrong in ["Q1397", "/Q1397", "wikidata/ ", ""] {
        desk.entity(EntityCommand::Link { mentions: mentions.clone(), id: wrong.to_owned() });
        assert_eq!(desk.annotations(), before, "{wrong}");
    }
    desk.entity(EntityCommand::Link { mentions: mentions.clone(), id: "wikidata/Q1397".to_owned() });
    assert_eq!(desk.rows(), ["Ohio = wikidata/Q1397 2", "é 1"]);
    assert_eq!(**desk.workspace.said(), *"2 mentions linked to wikidata/Q1397");
    assert_eq!(desk.workspace.project().entities.len(), 1);
    // The mention in pencil stays in pencil, and keeps its link through what is learned elsewhere.
    desk.focus("a3").send(Command::Reject);
    assert_eq!(desk.rows(), ["Ohio = wikidata/Q1397 2"]);
    desk.send(Command::Undo).entity(EntityCommand::Unlink(mentions));
    assert_eq!(desk.rows(), ["Ohio 2", "é 1"]);
    assert_eq!(desk.workspace.project().entities, [], "what nobody names is in no file");
    desk.send(Command::Undo).send(Command::Undo);
    assert_eq!(desk.annotations(), before);
}

#[test]
fn two_things_are_made_one() {
    let mut desk = Desk::with("[PLACE Ohio] [PLACE Buckeye State] [PLACE Ohio] [PLACE 漢]");
    let before = desk.annotations();
    let (ohio, buckeye, han) = (desk.mentions(0), desk.mentions(1), desk.mentions(2));
    desk.entity(EntityCommand::Merge { mentions: buckeye.clone(), into: ohio.clone() });
    assert_eq!(desk.rows(), ["Ohio 3", "漢 1"]);
    desk.send(Command::Undo);
    assert_eq!(desk.annotations(), before);
    // What is known of one is known of both, whichever goes into which.
    desk.entity(EntityCommand::Link { mentions: buckeye.clone(), id: "gov/39".to_owned() });
    desk.entity(EntityCommand::Merge { mentions: buckeye, into: ohio });
    assert_eq!(desk.rows(), ["Buckeye State = gov/39 3", "漢 1"]);
    let all = desk.mentions(0);
    desk.entity(EntityCommand::Merge { mentions: han, into: all });
    assert_eq!(desk.rows(), ["Buckeye State = gov/39 4"]);
}

#[test]
fn what_is_hidden_names_what_it_named() {
    let mut desk = Desk::with("[PLACE Ohio] [PLACE? Ohio]");
    let mentions = desk.mentions(0);
    desk.send(Command::Filter(Show { ink: true, pencil: false, rejected: false }));
    desk.entity(EntityCommand::Link { mentions, id: "gov/39".to_owned() });
    assert_eq!(desk.rows(), ["Ohio = gov/39 1", "Ohio 1?"]);
    assert_eq!(**desk.workspace.said(), *"1 mention linked to gov/39. 1 hidden not touched");
}

#[test]
fn what_the_same_words_name_elsewhere_is_proposed() {
    let mut desk = Desk::with("[PLACE Ohio] [PLACE Ohio River] [COURT Ohio]");
    desk.entity(EntityCommand::Link { mentions: vec![AnnotationId("a1".into())], id: "gov/39".to_owned() });
    desk.send(Command::Select(Span::of(5..9)));
    let proposed = |desk: &Desk, label: &str, name: &str| {
        let open = desk.workspace.current().unwrap();
        let named = desk.groups().into_iter().rfind(|row| row.name == name).unwrap();
        let label = Label::new(label).unwrap();
        let all = proposals(open.document(), desk.workspace.entities(), &label, &named);
        all.iter().map(|entity| entity.id.0.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(proposed(&desk, "PLACE", "Ohio River"), Vec::<String>::new());
    assert_eq!(proposed(&desk, "COURT", "Ohio"), Vec::<String>::new(), "another label, another thing");
    desk.entity(EntityCommand::Link { mentions: vec![AnnotationId("a1".into())], id: "usgs/1".to_owned() });
    let again = proposed(&desk, "PLACE", "Ohio");
    assert_eq!(again, ["gov:39"], "what it was linked to before is still known");
}
