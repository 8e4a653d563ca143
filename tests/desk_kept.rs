//! What is kept of the work from one visit to the next: every record is a difference, and all of them together are the work as
//! it was, with its undo.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod desk;
#[path = "desk/suggested.rs"]
mod suggested;

use std::collections::BTreeMap;
use std::rc::Rc;

use proptest::prelude::*;
use tagline::annotation::{Annotation, Document, Label, Project, Status, document_from_notation};
use tagline::article::{CleanOptions, Source, clean};
use tagline::format::{read_journal, read_record, write_record};
use tagline::job::backup::{Listed, Opening, Piece, Reader, Writer};
use tagline::workspace::queue::{QueueCommand, Row};
use tagline::workspace::{
    Command, LabelCommand, LabelWish, Loaded, Moment, NoteCommand, ProjectMoment, ReadCommand, Restored,
    RetypeCommand, Show, View, Workspace,
};

use desk::context;
use suggested::suggested;

/// A text, the decided marks in it, what else is kept of it, and how many marks are set aside.
type Decided = (Rc<str>, Vec<Rc<Annotation>>, String, usize);

/// A desk that writes down what changed after each command.
#[derive(Default)]
struct Desk {
    workspace: Workspace,
    ticks: usize,
    moments: BTreeMap<Rc<str>, Moment>,
    project: Option<ProjectMoment>,
    order: Vec<Rc<str>>,
    records: BTreeMap<Rc<str>, Vec<String>>,
    parts: BTreeMap<String, String>,
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

    /// Writes down what changed.
    fn keep(&mut self) -> usize {
        let mut written = 0;
        for open in self.workspace.documents() {
            let (id, now) = (open.document().id.clone(), open.moment());
            let Some(delta) = now.since(self.moments.get(&id)) else { continue };
            if !self.records.contains_key(&id) {
                self.order.push(id.clone());
            }
            let record = write_record(&delta);
            assert_eq!(read_record(&record).as_ref(), Ok(&delta));
            self.records.entry(id.clone()).or_default().push(record);
            self.moments.insert(id, now);
            written += 1;
        }
        let there = |id: &Rc<str>| self.workspace.documents().iter().any(|open| open.document().id == *id);
        let gone: Vec<Rc<str>> = self.order.iter().filter(|id| !there(id)).cloned().collect();
        for id in gone {
            self.order.retain(|other| *other != id);
            self.records.remove(&id);
            self.moments.remove(&id);
            written += 1;
        }
        let now = self.workspace.project_moment();
        for (name, text) in now.since(self.project.as_ref()) {
            // One without words is there no more.
            if text.is_empty() {
                self.parts.remove(&name);
            } else {
                self.parts.insert(name, text);
            }
            written += 1;
        }
        self.project = Some(now);
        written
    }

    /// What was written down, from the file of a backup.
    fn backed_up(&self) -> (Vec<(String, String)>, Vec<Vec<String>>) {
        let mut file = String::new();
        let opening = Opening { project: "é 漢".to_owned(), made: context(self.ticks).now, documents: 0 };
        let mut writer = Writer::begin(&opening, &mut file);
        for (name, text) in &self.parts {
            writer.write(&Piece::Part { name: name.clone(), text: text.clone() }, &mut file);
        }
        for (number, id) in (1..).zip(&self.order) {
            let (listed, records) = (Listed::default(), self.records[id].clone());
            writer.write(&Piece::Document { number, listed, records }, &mut file);
        }
        writer.end(&mut file);
        let mut reader = Reader::default();
        let (mut parts, mut documents) = (Vec::new(), Vec::new());
        for piece in file.as_bytes().chunks(1000).flat_map(|bytes| reader.push(bytes).unwrap()) {
            match piece.unwrap() {
                Piece::Part { name, text } => parts.push((name, text)),
                Piece::Document { records, .. } => documents.push(records),
                Piece::Entity { .. } => {}
            }
        }
        assert!(reader.finish().unwrap().1.whole);
        (parts, documents)
    }

    /// A desk that goes on with what was written down.
    fn again(&self) -> Desk {
        let (parts, records) = self.backed_up();
        let mut documents = Vec::new();
        for records in records {
            let journal = read_journal(&records);
            assert_eq!(journal.unreadable, None);
            documents.push(journal);
        }
        let mut desk = Desk { ticks: self.ticks, ..Desk::default() };
        desk.send(Command::Restore(Rc::new(Restored { parts, documents, issues: Vec::new() })));
        assert_eq!(desk.workspace.notice(), None);
        desk
    }

    fn load(&mut self, project: Project) -> &mut Desk {
        self.send(Command::Load(Loaded { name: "d.json".to_owned(), project, issues: Vec::new() }))
            .send(Command::CatchUp)
    }

    /// Opens a file that holds this document.
    fn open(&mut self, notation: &str) -> &mut Desk {
        let id = format!("d{}", self.ticks);
        let document = document_from_notation(id, notation, &"Ruth".into()).unwrap();
        self.load(Project { documents: vec![document.into()], ..Project::default() })
    }

    /// Opens an article, of which the tagger suggests `[LABEL? words]`.
    fn tag(&mut self, notation: &str) -> &mut Desk {
        let marked = document_from_notation("m", notation, &"tagger".into()).unwrap();
        let document = Document::of_text(format!("d{}", self.ticks), marked.text().clone());
        let schema = (**self.workspace.schema()).clone();
        self.load(Project { schema, documents: vec![document.into()], ..Project::default() });
        self.send(Command::FindNames);
        let ticket = self.workspace.job().unwrap().ticket;
        self.send(Command::Tagged { ticket, suggestions: suggested(&marked) })
    }

    /// Pastes and cleans.
    fn paste(&mut self, text: &str) -> &mut Desk {
        let source = Source::text(text);
        self.send(Command::Clean { source: source.clone(), url: None });
        let Some(job) = self.workspace.job() else { return self };
        let ticket = job.ticket;
        let article = Rc::new(clean(source, CleanOptions::default()));
        self.send(Command::Cleaned { ticket, article }).send(Command::Stop)
    }

    fn documents(&self) -> Vec<Document> {
        self.workspace.documents().iter().map(|open| open.document().clone()).collect()
    }

    /// The decided marks, each document's text and what else is kept of it.
    fn decided(&self) -> Vec<Decided> {
        let one = |document: Document| {
            let marks = document.annotations().iter().filter(|one| one.status != Status::Suggested).cloned();
            let rest = format!("{:?} {:?} {:?}", document.metadata(), document.status(), document.reviewed());
            (document.text().clone(), marks.collect(), rest, document.set_aside().len())
        };
        self.documents().into_iter().map(one).collect()
    }

    fn steps(&self) -> Vec<(Option<String>, Option<String>)> {
        let name = |name: Option<&tagline::annotation::StepName>| name.map(ToString::to_string);
        self.workspace
            .documents()
            .iter()
            .map(|open| (name(open.next_undo()), name(open.next_redo())))
            .collect()
    }
}

fn void(_: &mut Desk) {}

/// What a person may do, by number.
fn act(desk: &mut Desk, what: u8) {
    let names = ["Gericht", "COURT", "Ort", "LAW", "é 漢 👩‍🚀"];
    let schema = desk.workspace.schema().clone();
    let at = |number: usize| schema.labels()[number % schema.labels().len()].label.clone();
    let more = usize::from(what) / 20;
    let (one, other, new) = (at(more), at(more + 1), label(names[more % names.len()]));
    match what % 20 {
        0 => void(desk.send(Command::Accept)),
        1 => void(desk.send(Command::Reject)),
        2 => void(desk.send(Command::Delete)),
        3 | 4 => void(desk.send(Command::Step { forward: more % 3 > 0, pencil: false })),
        5 => void(desk.send(Command::Label(one))),
        6 | 7 => void(desk.send(Command::Undo)),
        8 => void(desk.send(Command::Redo)),
        9 => void(desk.send(Command::Open(more % 3))),
        10 => void(desk.send(Command::Filter(Show { pencil: more % 2 == 0, ..Show::default() }))),
        11 => void(desk.send(Command::SetThreshold(one, Some(u16::from(what) * 4)))),
        12 => void(desk.send(Command::Labels(LabelCommand::Add(new)))),
        13 if desk.workspace.documents().len() < 4 => {
            void(desk.tag("[COURT? High Court], [LAW? Jones Act] and [COURT? Low Court]."));
        }
        14 => void(desk.send(Command::Read(ReadCommand::AndOn))),
        15 => void(
            desk.send(Command::Note(NoteCommand::Edit))
                .send(Command::Note(NoteCommand::Write("é 漢 👩‍🚀".into()))),
        ),
        16 => void(desk.send(Command::Done(more % 2 == 0))),
        17 => void(desk.send(Command::Labels(LabelCommand::Rename { label: one, to: new }))),
        18 => {
            let into = (more % 3 > 0).then_some(other);
            desk.send(Command::Labels(LabelCommand::Ask(LabelWish::Delete { label: one, into })));
            desk.send(Command::Labels(LabelCommand::Do));
        }
        _ => {
            desk.send(Command::Decide { block: more, keep: what.is_multiple_of(2) });
        }
    }
}

fn begin() -> Desk {
    let mut desk = Desk::default();
    desk.paste("Harbor fees rise\r\nBy Zoë 漢\r\n\r\nThe High Court sat in Ohio 👩‍🚀 on Monday, and again.\r\n\r\nשלום from the Low Court of Ohio.");
    desk.tag("[COURT? High Court], [AGENCY? FBI], [LAW? Jones Act], [COURT? High Court].");
    desk.open("[COURT [AGENCY? Both]], [COURT~ no], [LAW? Act [COURT? Court]] High Court.");
    desk
}

#[test]
fn undo_goes_on_where_it_was_left() {
    let mut desk = begin();
    desk.keep();
    desk.send(Command::Open(1)).send(Command::Accept).send(Command::Accept);
    desk.keep();
    desk.send(Command::Undo);
    desk.keep();
    let mut again = desk.again();
    assert_eq!(again.documents(), desk.documents());
    assert_eq!(again.steps(), desk.steps());
    for desk in [&mut desk, &mut again] {
        desk.send(Command::Open(1)).send(Command::Redo).send(Command::Undo).send(Command::Undo);
    }
    assert_eq!(again.documents(), desk.documents());
}

#[test]
fn labels_and_what_undo_sets_beside_the_documents_are_kept() {
    let mut desk = begin();
    desk.send(Command::Labels(LabelCommand::Rename { label: label("COURT"), to: label("Gericht") }));
    desk.keep();
    let mut again = desk.again();
    assert_eq!(again.workspace.schema(), desk.workspace.schema());
    for desk in [&mut desk, &mut again] {
        desk.send(Command::Open(2)).send(Command::Undo);
    }
    assert_eq!(again.workspace.schema(), desk.workspace.schema());
    assert_eq!(again.decided(), desk.decided());
    assert!(again.workspace.schema().get(&label("COURT")).is_some());
}

#[test]
fn a_corrected_text_and_its_undo_are_kept() {
    let mut desk = begin();
    desk.send(Command::Open(0)).send(Command::Show(View::Annotate)).send(Command::Stop);
    desk.send(Command::Retype(RetypeCommand::Open));
    desk.send(Command::Retype(RetypeCommand::Write("Harbour fees fall 漢".into())));
    desk.send(Command::Retype(RetypeCommand::Take));
    desk.keep();
    let mut again = desk.again();
    assert_eq!(again.documents(), desk.documents());
    assert!(again.workspace.documents()[0].document().text().contains("Harbour fees fall 漢"));
    again.send(Command::Open(0)).send(Command::Undo);
    assert!(again.workspace.documents()[0].document().text().contains("Harbor fees rise"));
}

#[test]
fn a_deleted_document_goes_and_comes_back_with_its_undo() {
    let mut desk = begin();
    desk.send(Command::Open(1)).send(Command::Accept).send(Command::Accept);
    desk.keep();
    let before = (desk.documents(), desk.steps());
    desk.send(Command::Show(View::Start)).send(Command::Remove(1));
    assert_eq!(desk.workspace.removed().as_deref(), Some("High Court, FBI, Jones Act, High Court."));
    assert_eq!(desk.workspace.view(), View::Start);
    desk.keep();
    assert_eq!(desk.again().documents(), [before.0[0].clone(), before.0[2].clone()]);
    desk.send(Command::Undo);
    desk.keep();
    assert_eq!((desk.documents(), desk.steps()), before);
    let again = desk.again();
    // It is kept behind the others now.
    assert_eq!(again.documents(), [before.0[0].clone(), before.0[2].clone(), before.0[1].clone()]);
    assert_eq!(again.steps()[2], before.1[1]);
    desk.send(Command::Undo);
    assert_eq!(&**desk.workspace.said(), "Nothing to undo here");
}

#[test]
fn what_no_list_has_is_known() {
    let mut desk = begin();
    let ids = |workspace: &Workspace| {
        workspace.unlisted().iter().map(|open| open.document().id.clone()).collect::<Vec<_>>()
    };
    let all: Vec<Rc<str>> =
        desk.workspace.documents().iter().map(|open| open.document().id.clone()).collect();
    assert!(all.len() > 1);
    assert_eq!(ids(&desk.workspace), all, "the store has taken none of them");
    let first = desk.workspace.documents()[0].moment().summary(None, &context(0).now);
    let put = vec![Row { number: 1, summary: first, twin: None }];
    desk.send(Command::Queue(QueueCommand::Rows { put, gone: Vec::new() }));
    assert_eq!(ids(&desk.workspace), all[1..]);
}

#[test]
fn nothing_is_written_where_nothing_changed() {
    let mut desk = begin();
    assert!(desk.keep() > 0);
    desk.send(Command::Open(0)).send(Command::Stop);
    desk.keep();
    desk.send(Command::Step { forward: true, pencil: false }).send(Command::LetGo);
    assert_eq!(desk.keep(), 0);
}

#[test]
fn what_cannot_be_read_is_told_and_costs_nothing_else() {
    let mut desk = begin();
    desk.keep();
    let mut parts: Vec<(String, String)> =
        desk.parts.iter().map(|(name, text)| (name.clone(), text.clone())).collect();
    parts.retain(|(name, _)| name != "people");
    parts.push(("people".to_owned(), "[".to_owned()));
    let mut again = Workspace::default();
    let restored = Restored { parts, documents: Vec::new(), issues: vec!["document 3: no".to_owned()] };
    again.apply(Command::Restore(Rc::new(restored)), &context(1));
    let notice = again.notice().unwrap();
    assert_eq!(
        notice.lines,
        [
            "document 3: no",
            "the project's people: EOF while parsing a list at line 1 column 1",
            "What is stored is unchanged."
        ]
    );
    assert_eq!(again.schema(), desk.workspace.schema());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn records_lead_back_to_the_work_as_it_was(
        before in proptest::collection::vec((any::<u8>(), any::<bool>()), 0..30),
        after in proptest::collection::vec(any::<u8>(), 0..12),
    ) {
        let mut desk = begin();
        for (what, keep) in before {
            act(&mut desk, what);
            if keep {
                desk.keep();
            }
        }
        desk.keep();
        let mut again = desk.again();
        prop_assert_eq!(again.documents(), desk.documents());
        prop_assert_eq!(again.steps(), desk.steps());
        prop_assert_eq!(again.workspace.schema(), desk.workspace.schema());
        prop_assert_eq!(again.workspace.entities(), desk.workspace.entities());
        prop_assert_eq!(again.workspace.habits(), desk.workspace.habits());
        // And it goes on as it would have gone on.
        for open in 0..2 {
            for desk in [&mut desk, &mut again] {
                let show = Show { pencil: true, ..Show::default() };
                desk.send(Command::Open(open)).send(Command::LetGo).send(Command::Filter(show)).send(Command::Stop);
            }
            for what in &after {
                let only_steps = 6 + what % 3;
                act(&mut desk, only_steps);
                act(&mut again, only_steps);
                prop_assert_eq!(again.decided(), desk.decided());
            }
        }
        // What came of that is kept on.
        desk.keep();
        prop_assert_eq!(desk.again().documents(), desk.documents());
    }
}
