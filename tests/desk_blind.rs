//! Blind mode: what others marked and the tagger suggests is nowhere to be seen in a document that is not done, nothing is decided
//! on it, and nothing of it is lost.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod desk;
#[path = "desk/suggested.rs"]
mod suggested;

use std::rc::Rc;

use proptest::prelude::*;
use tagline::annotation::{
    Annotation, AnnotationId, DocumentStatus, Edit, Label, Origin, Project, Status, document_from_notation,
    document_to_notation,
};
use tagline::format::{read_journal, write_record};
use tagline::tagging::Part;
use tagline::tagging::learned::Learned;
use tagline::text::Span;
use tagline::workspace::queue::{Filter as Rows, Order, QueueCommand};
use tagline::workspace::{
    BulkCommand, Command, Context, Deed, EntityCommand, Filter, HandCommand, LabelCommand, LabelWish, Loaded,
    NoteCommand, PersonCommand, ReadCommand, Restored, RetypeCommand, Show, Unit, View, Workspace, groups,
};

use desk::context;
use suggested::suggested;

const TEXT: &str =
    "[PERSON Zoë 漢] 👩‍🚀 met [PLACE? Ohio] in [COURT High Court].\r\nZoë 漢 went to [LAW~ é Act] and Ohio.";

/// Several people at one desk, one after the other.
#[derive(Default)]
struct Desk {
    workspace: Workspace,
    ticks: usize,
    who: Rc<str>,
}

fn label(name: &str) -> Label {
    Label::new(name).unwrap()
}

impl Desk {
    /// What Ada marked, with Ruth at the desk.
    fn with(notations: &[&str]) -> Desk {
        let read = |(number, notation): (usize, &&str)| {
            Rc::new(document_from_notation(format!("d{number}"), notation, &"Ada".into()).unwrap())
        };
        let documents = notations.iter().enumerate().map(read).collect();
        let project = Project { documents, ..Project::default() };
        let mut desk = Desk { who: "Ruth".into(), ..Desk::default() };
        desk.send(Command::Load(Loaded { name: "d.json".to_owned(), project, issues: Vec::new() }));
        desk.send(Command::CatchUp);
        desk
    }

    fn blind(notations: &[&str]) -> Desk {
        let mut desk = Desk::with(notations);
        desk.send(Command::Person(PersonCommand::Blind(true)));
        desk
    }

    fn send(&mut self, command: Command) -> &mut Desk {
        self.ticks += 1;
        let context = Context { annotator: self.who.clone(), ..context(self.ticks) };
        self.workspace.apply(command, &context);
        self
    }

    fn is(&mut self, who: &str) -> &mut Desk {
        self.who = who.into();
        self.send(Command::Person(PersonCommand::Named))
    }

    fn select(&mut self, words: &str) -> &mut Desk {
        let start = self.workspace.current().unwrap().document().text().find(words).unwrap();
        self.send(Command::Select(Span::of(start..start + words.len())))
    }

    fn label(&mut self, words: &str, name: &str) -> &mut Desk {
        self.select(words).send(Command::Label(label(name)))
    }

    fn done(&mut self, done: bool) -> &mut Desk {
        self.send(Command::Done(done))
    }

    /// What is shown of the document on screen.
    fn written(&self) -> String {
        document_to_notation(self.workspace.current().unwrap().document())
    }

    /// All marks of a document, hidden ones too, as the store gets them.
    fn all(&self, at: usize) -> Vec<Rc<Annotation>> {
        self.workspace.documents()[at].moment().since(None).unwrap().come
    }

    /// Those of them that are Ada's.
    fn adas(&self) -> Vec<Rc<Annotation>> {
        let all = (0..self.workspace.documents().len()).flat_map(|at| self.all(at));
        all.filter(|one| one.origin == Origin::Annotator("Ada".into()) && one.decisions.is_empty()).collect()
    }
}

/// Everything that the page may show of the documents' marks, in words: none of it may be there.
fn leaks(workspace: &Workspace) -> Vec<String> {
    let mut found = Vec::new();
    let others = |mark: &Annotation| mark.origin != Origin::Annotator("Ruth".into());
    for open in workspace.documents().iter().filter(|open| open.is_blind()) {
        let document = open.document();
        found.extend(document.annotations().iter().filter(|one| others(one)).map(|one| format!("{one:?}")));
        let drawn = open.galley().paragraphs().flat_map(|paragraph| paragraph.annotations.clone());
        found.extend(drawn.filter(|one| others(one)).map(|one| format!("drawn {one:?}")));
        let counts = open.counts();
        let own = document.annotations().len();
        if counts.ink + counts.pencil + counts.rejected != own {
            found.push(format!("{counts:?} for {own}"));
        }
        let named = groups(document, workspace.schema(), workspace.entities());
        let mentions: usize = named.iter().flat_map(|group| &group.rows).map(|row| row.mentions.len()).sum();
        if mentions > own {
            found.push(format!("{mentions} mentions for {own}"));
        }
        found.extend(open.focus().filter(|id| document.annotation(id).is_none()).map(|id| format!("{id:?}")));
    }
    for document in workspace.project().documents.iter().chain(&workspace.current_project().documents) {
        if document.status() != DocumentStatus::Done {
            let marks =
                document.annotations().iter().chain(document.set_aside().iter().map(|one| &one.annotation));
            found.extend(marks.filter(|one| others(one)).map(|one| format!("in a file {one:?}")));
        }
    }
    for row in workspace.bulk().iter().flat_map(|bulk| &bulk.rows) {
        let open = &workspace.documents()[row.place.document];
        let hidden = |mark: &Rc<Annotation>| open.is_blind() && others(mark);
        found.extend(row.before.iter().filter(|mark| hidden(mark)).map(|one| format!("asked about {one:?}")));
    }
    found
}

#[test]
fn only_ones_own_marks_are_there_until_the_document_is_done() {
    let mut desk = Desk::with(&[TEXT]);
    let before = desk.written();
    let text = desk.workspace.current().unwrap().document().text().clone();
    desk.send(Command::Person(PersonCommand::Blind(true)));
    assert_eq!(desk.workspace.current().unwrap().document().text(), &text);
    assert_eq!(desk.written(), *text);
    assert!(desk.workspace.label_counts().is_empty());
    for command in [
        Command::Step { forward: true, pencil: false },
        Command::Step { forward: true, pencil: true },
        Command::Accept,
        Command::Reject,
        Command::Delete,
        Command::Filter(Show { ink: true, pencil: true, rejected: true }),
        Command::Bulk(BulkCommand::Marks(Filter::default(), Deed::Delete)),
        Command::Bulk(BulkCommand::Do),
    ] {
        desk.send(command);
        assert_eq!((desk.written(), leaks(&desk.workspace)), (text.to_string(), Vec::new()));
        assert_eq!(desk.workspace.current().unwrap().focus(), None);
    }
    desk.send(Command::Bulk(BulkCommand::Drop));
    let ids: Vec<_> = desk.all(0).iter().map(|one| one.id.clone()).collect();
    for id in ids {
        desk.send(Command::Focus(Some(id))).send(Command::Reject);
    }
    assert_eq!(desk.all(0).len(), 4);
    let summary = &desk.workspace.summaries(&context(1).now)[0];
    assert_eq!((summary.marks.len(), summary.notes, summary.lowest), (0, 0, None));

    desk.label("went", "PLACE");
    assert_eq!(desk.written(), text.replace("went", "[PLACE went]"));
    desk.done(true);
    assert_eq!(desk.written(), before.replace("went", "[PLACE went]"));
    assert!(!desk.workspace.summaries(&context(1).now)[0].marks.is_empty());
    // Again in progress, it is as it was.
    desk.done(false);
    assert_eq!(desk.written(), text.replace("went", "[PLACE went]"));
    desk.send(Command::Person(PersonCommand::Blind(false)));
    // What decisions teach is suggested from then on.
    let taught = before.replace("went", "[PLACE went]").replace("\nZoë 漢", "\n[PERSON? Zoë 漢]");
    assert_eq!(desk.written(), taught);
}

#[test]
fn a_mark_on_the_very_words_of_a_hidden_one_is_made_as_on_any_words() {
    // With the label of the hidden one, with another, on what is suggested, and on what was rejected.
    for (words, name) in
        [("Zoë 漢", "PERSON"), ("Zoë 漢", "SHIP"), ("Ohio", "PLACE"), ("Ohio", "LAW"), ("é Act", "LAW")]
    {
        let mut desk = Desk::blind(&[TEXT]);
        let (text, hidden) = (desk.written(), desk.all(0));
        let marked = text.replacen(words, &format!("[{name} {words}]"), 1);
        desk.label(words, name);
        assert_eq!(desk.written(), marked);
        let said = desk.workspace.said().clone();
        assert_eq!(*said, *format!("{words} is {name}"));
        let all = desk.all(0);
        let own: Vec<_> = all.iter().filter(|one| one.origin == Origin::Annotator("Ruth".into())).collect();
        assert_eq!((own.len(), own[0].decisions.len()), (1, 0));
        assert!(hidden.iter().all(|one| all.contains(one)), "both stay");
        // Given once more it is the same mark; given another label it is that one's, not the hidden one's.
        desk.label(words, name);
        assert_eq!((desk.written(), desk.all(0).len()), (marked, all.len()));
        desk.send(Command::Undo);
        assert_eq!((desk.written(), desk.all(0)), (text.clone(), hidden.clone()));
        desk.send(Command::Undo);
        assert_eq!((desk.written(), desk.all(0)), (text, hidden));
        desk.send(Command::Redo).done(true);
        assert_eq!(desk.workspace.current().unwrap().document().annotations().len(), all.len());
    }
}

#[test]
fn what_the_tagger_finds_meanwhile_is_not_told() {
    let mut desk = Desk::blind(&["Zoë met 漢 in Ohio, 👩‍🚀."]);
    desk.send(Command::FindNames);
    let ticket = desk.workspace.job().unwrap().ticket;
    let marked =
        document_from_notation("d", "[PERSON Zoë] met 漢 in [PLACE Ohio], 👩‍🚀.", &"t".into()).unwrap();
    let whole = Span::of(0..marked.text().len()).unwrap();
    desk.send(Command::TaggedParts {
        ticket,
        parts: vec![Part { span: whole, suggestions: suggested(&marked) }],
    });
    assert_eq!(leaks(&desk.workspace), Vec::<String>::new());
    desk.send(Command::Tagged { ticket, suggestions: suggested(&marked) });
    assert_eq!(&**desk.workspace.said(), "Read by the tagger");
    assert_eq!((leaks(&desk.workspace), desk.all(0).len()), (Vec::new(), 2));
    // A mark takes the place of what the tagger suggests there, as everywhere; undo gives it back.
    desk.label("Zoë", "SHIP");
    assert_eq!((desk.written(), desk.all(0).len()), ("[SHIP Zoë] met 漢 in Ohio, 👩‍🚀.".to_owned(), 2));
    desk.send(Command::Undo);
    assert_eq!(desk.all(0).len(), 2);
    desk.send(Command::Hand(HandCommand::DoneAndNext));
    assert_eq!(desk.written(), "[PERSON? Zoë] met 漢 in [PLACE? Ohio], 👩‍🚀.");
}

#[test]
fn what_is_done_stays_on_screen_until_it_was_seen() {
    let mut desk = Desk::blind(&["[PERSON Zoë] met 漢.", "[PLACE Ohio]"]);
    desk.send(Command::Hand(HandCommand::DoneAndNext));
    assert_eq!((desk.workspace.current_index(), &*desk.written()), (Some(0), "[PERSON Zoë] met 漢."));
    assert!(desk.workspace.said().ends_with("All marks are shown now"), "{}", desk.workspace.said());
    desk.send(Command::Hand(HandCommand::DoneAndNext));
    assert_eq!((desk.workspace.current_index(), &*desk.written()), (Some(1), "Ohio"));
}

#[test]
fn every_mention_counts_no_hidden_mark() {
    let mut desk =
        Desk::blind(&["Zoë, [SHIP Zoë], [PERSON? Zoë], [LAW~ Zoë], [SHIP so Zoë], Zoë", "[SHIP Zoë] é"]);
    let hidden = desk.adas();
    desk.select("Zoë").send(Command::Bulk(BulkCommand::Every)).send(Command::Label(label("PERSON")));
    let preview = desk.workspace.bulk().unwrap().clone();
    assert_eq!((preview.rows.len(), preview.rest()), (6, String::new()));
    assert!(preview.rows.iter().all(|row| row.before.is_none()));
    desk.send(Command::Bulk(BulkCommand::Do));
    assert_eq!(desk.written().matches("[PERSON Zoë]").count(), 6);
    let open = desk.workspace.current().unwrap();
    let focus = open.document().annotation(open.focus().unwrap()).unwrap();
    assert_eq!(focus.origin, Origin::Annotator("Ruth".into()));
    assert_eq!(desk.adas(), hidden);
    desk.send(Command::Undo);
    assert_eq!(desk.adas(), hidden);
}

#[test]
fn what_another_person_did_is_not_undone() {
    let mut desk = Desk::with(&["Zoë met 漢 in Ohio", "Zoë é"]);
    desk.is("Ada").label("Ohio", "PLACE");
    desk.select("Zoë").send(Command::Bulk(BulkCommand::Every)).send(Command::Label(label("PERSON")));
    let mut wish = (*desk.workspace.bulk().unwrap().wish).clone();
    wish.everywhere = true;
    desk.send(Command::Bulk(BulkCommand::Wish(wish.into()))).send(Command::Bulk(BulkCommand::Do));
    let hidden = desk.adas();
    assert_eq!(hidden.len(), 3);
    desk.is("Ruth").send(Command::Person(PersonCommand::Blind(true)));
    // A step of hers in one of the two documents is in the way of Ada's in both.
    desk.label("漢", "SHIP").send(Command::Undo);
    assert_eq!(&*desk.written(), "Zoë met 漢 in Ohio");
    for _ in 0..3 {
        desk.send(Command::Undo);
        assert_eq!(
            &**desk.workspace.said(),
            "What undo would take back is hidden in blind mode: it stays as it is"
        );
        assert_eq!((desk.adas(), desk.all(0).len()), (hidden.clone(), 2));
    }
    desk.send(Command::Redo);
    assert_eq!(&*desk.written(), "Zoë met [SHIP 漢] in Ohio");
    desk.send(Command::Open(1)).send(Command::Undo);
    assert_eq!(desk.adas(), hidden);
    // Seen, it can be.
    desk.send(Command::Person(PersonCommand::Blind(false))).send(Command::Undo);
    assert_eq!((desk.adas().len(), &*desk.written()), (1, "Zoë é"));
}

#[test]
fn ones_own_decision_is_taken_back_though_what_it_was_on_is_hidden_then() {
    let mut desk = Desk::with(&["[PERSON? Zoë] 漢"]);
    desk.send(Command::Step { forward: true, pencil: true }).send(Command::Accept);
    desk.send(Command::Person(PersonCommand::Blind(true)));
    assert_eq!(&*desk.written(), "[PERSON Zoë] 漢");
    desk.send(Command::Undo);
    assert_eq!((&*desk.written(), desk.all(0)[0].status), ("Zoë 漢", Status::Suggested));
    assert_eq!(desk.workspace.current().unwrap().focus(), None);
    desk.send(Command::Redo);
    assert_eq!(&*desk.written(), "[PERSON Zoë] 漢");
}

#[test]
fn the_text_and_the_labels_stay_while_others_marks_are_hidden() {
    let mut desk = Desk::blind(&[TEXT]);
    let hidden = desk.all(0);
    desk.send(Command::Retype(RetypeCommand::Open));
    assert!(!desk.workspace.is_retyping());
    assert_eq!(desk.workspace.notice().unwrap().title, "In blind mode the text stays as it is");
    let wish = LabelWish::Delete { label: label("COURT"), into: None };
    for command in [
        LabelCommand::Rename { label: label("PERSON"), to: label("HUMAN") },
        LabelCommand::Ask(wish),
        LabelCommand::Do,
    ] {
        desk.send(Command::Dismiss).send(Command::Labels(command));
        assert_eq!(desk.workspace.notice().unwrap().title, "In blind mode labels keep their names");
        assert_eq!((desk.workspace.label_fate(), desk.all(0)), (None, hidden.clone()));
    }
    desk.send(Command::Labels(LabelCommand::Add(label("SHIP"))));
    assert!(desk.workspace.schema().get(&label("SHIP")).is_some());
    desk.done(true).send(Command::Retype(RetypeCommand::Open));
    assert!(desk.workspace.is_retyping());
    // What is being typed is taken before blind mode begins again.
    desk.send(Command::Retype(RetypeCommand::Write("Zoë 漢 left Ohio.".to_owned())));
    desk.send(Command::Person(PersonCommand::Blind(false)));
    assert!(!desk.workspace.is_retyping());
    assert!(desk.workspace.current().unwrap().document().text().starts_with("Zoë 漢 left Ohio."));
}

#[test]
fn nothing_is_learned_of_what_is_hidden() {
    let mut desk =
        Desk::with(&["[SHIP Zoë] and [SHIP Zoë], 漢", "Zoë é [PLACE? Ohio]", "[PLACE? Ohio] [PLACE? Zoë]"]);
    desk.send(Command::Open(2)).done(true);
    assert_ne!(desk.workspace.learned().project, Learned::default().project);
    desk.send(Command::Person(PersonCommand::Blind(true)));
    assert_eq!(desk.workspace.learned().project, Learned::default().project);
    assert_eq!(desk.written(), "[PLACE? Ohio] [PLACE? Zoë]");
    // Neither is it offered as what is likely meant.
    for at in [0, 1] {
        desk.send(Command::Open(at)).select("Zoë");
        assert_eq!(desk.workspace.likely(), None);
    }
    desk.send(Command::Open(0)).label("Zoë", "LAW").send(Command::LetGo);
    let second = desk.workspace.current().unwrap().document().text().rfind("Zoë").unwrap();
    desk.send(Command::Select(Span::of(second..second + "Zoë".len())));
    assert_eq!(desk.workspace.likely(), Some(label("LAW")), "what one marked oneself is");
    assert!(desk.workspace.examples("d1").is_empty());
    desk.send(Command::Person(PersonCommand::Blind(false))).send(Command::Open(2));
    assert_ne!(desk.workspace.learned().project, Learned::default().project);
}

#[test]
fn entities_of_hidden_marks_are_not_proposed() {
    let mut desk = Desk::with(&["[PLACE Ohio] or Ohio 漢"]);
    let id = desk.all(0)[0].id.clone();
    desk.is("Ada")
        .send(Command::Entity(EntityCommand::Link { mentions: vec![id], id: "wikidata/Q1397".to_owned() }));
    desk.is("Ruth").send(Command::Person(PersonCommand::Blind(true)));
    let open = desk.workspace.current().unwrap().clone();
    assert_eq!(desk.workspace.entities().len(), 1);
    assert!(open.entities_shown(desk.workspace.entities()).is_empty());
    desk.done(true);
    let open = desk.workspace.current().unwrap();
    assert_eq!(open.entities_shown(desk.workspace.entities()).len(), 1);
}

#[test]
fn a_name_counts_from_then_on_and_is_whose_the_marks_are() {
    let mut desk = Desk::blind(&["Zoë met 漢 in Ohio"]);
    desk.label("Zoë", "PERSON").is("Zoë é").label("漢", "SHIP");
    // To blind mode she is another person.
    assert_eq!(&*desk.written(), "Zoë met [SHIP 漢] in Ohio");
    desk.done(true);
    let made = |at: usize| desk.all(0)[at].origin.clone();
    assert_eq!(made(0), Origin::Annotator("Ruth".into()));
    assert_eq!(made(1), Origin::Annotator("Zoë é".into()));
    let names: Vec<_> = desk.workspace.project().annotators.iter().map(|one| one.name.to_string()).collect();
    assert!(names.contains(&"Zoë é".to_owned()) && names.contains(&"Ruth".to_owned()), "{names:?}");
    // What somebody else decided last is theirs.
    let first = desk.all(0)[0].id.clone();
    desk.is("Bea").send(Command::Focus(Some(first))).send(Command::Reject);
    desk.is("Ruth").done(false);
    assert_eq!(&*desk.written(), "Zoë met 漢 in Ohio");
}

#[test]
fn it_is_kept_with_the_project_and_who_turned_it_when() {
    let mut desk = Desk::blind(&[TEXT]);
    desk.label("went", "PLACE");
    let hidden = desk.all(0);
    assert_eq!(hidden.len(), 5, "the store has all of it");
    let parts = desk.workspace.project_moment().since(None);
    let records = [write_record(&desk.workspace.documents()[0].moment().since(None).unwrap())];
    let restored = Restored { parts, documents: vec![read_journal(&records)], ..Restored::default() };
    let mut again = Desk { who: "Ruth".into(), ..Desk::default() };
    again.send(Command::Restore(Rc::new(restored))).send(Command::Open(0));
    assert!(again.workspace.is_blind());
    assert_eq!((again.written(), again.all(0)), (desk.written(), hidden));
    assert_eq!(again.workspace.notice(), None);
    again.send(Command::Person(PersonCommand::Blind(false)));
    let turns: Vec<_> =
        again.workspace.blind_turns().iter().map(|turn| (turn.on, &*turn.who, &*turn.when.0)).collect();
    let noon = "2024-11-20T12:00:00Z";
    assert_eq!(turns, [(true, "Ruth", noon), (false, "Ruth", noon)]);
    // Where blind mode was never on, nothing is written of it.
    assert!(
        Desk::with(&["é"]).workspace.project_moment().since(None).iter().all(|(name, _)| name != "blind")
    );
}

#[test]
fn turning_it_is_the_projects_and_not_a_documents() {
    let before = Desk::with(&["é"]);
    let mut now = Desk { workspace: before.workspace.clone(), ticks: 9, who: before.who.clone() };
    now.send(Command::Person(PersonCommand::Blind(true)));
    assert!(now.workspace.touched_since(&before.workspace).project);
    assert!(now.workspace.revision() > before.workspace.revision());
    let beside = now.workspace.beside();
    assert!(beside.is_blind() && **beside.annotator() == *"Ruth");
    // Undo goes past it.
    now.send(Command::Undo);
    assert!(now.workspace.is_blind());
}

#[test]
fn the_list_neither_narrows_nor_sorts_by_what_is_hidden() {
    let mut desk = Desk::with(&[TEXT]);
    let narrow = |rows: Rows| Command::Queue(QueueCommand::Filter(Box::new(rows)));
    let of_marks = || Rows { pencil: true, noted: true, below: Some(500), unread: true, ..Rows::default() };
    desk.send(narrow(of_marks())).send(Command::Queue(QueueCommand::Sort(Order::Pencil, true)));
    assert_eq!(*desk.workspace.queue().filter(), of_marks());
    desk.send(Command::Person(PersonCommand::Blind(true)));
    let left = Rows { unread: true, ..Rows::default() };
    assert_eq!(
        (desk.workspace.queue().filter(), desk.workspace.queue().order()),
        (&left, (Order::Added, true))
    );
    desk.send(narrow(of_marks())).send(Command::Queue(QueueCommand::Sort(Order::Lowest, false)));
    assert_eq!(
        (desk.workspace.queue().filter(), desk.workspace.queue().order()),
        (&left, (Order::Added, true))
    );
    desk.send(Command::Person(PersonCommand::Blind(false))).send(narrow(of_marks()));
    assert_eq!(*desk.workspace.queue().filter(), of_marks());
}

/// What anybody may ask for, by number.
fn command(what: u8, number: usize, desk: &Desk) -> Command {
    let text = desk.workspace.current().unwrap().document().text().clone();
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let start = number % (bounds.len() - 1);
    let span = Span::of(bounds[start]..bounds[(start + 1 + number % 9).min(bounds.len() - 1)]);
    let ids: Vec<AnnotationId> =
        (0..desk.workspace.documents().len()).flat_map(|at| desk.all(at)).map(|one| one.id.clone()).collect();
    let names = ["PERSON", "PLACE", "COURT", "LAW"];
    let name = label(names[number % 4]);
    let deed = [Deed::Label(name.clone()), Deed::Accept, Deed::Reject, Deed::Delete][number % 4].clone();
    match what % 26 {
        0..=3 => Command::Select(span),
        4..=6 => Command::Label(name),
        7 => Command::Focus(ids.get(number % ids.len().max(1)).cloned()),
        8 => Command::Step { forward: number.is_multiple_of(2), pencil: number.is_multiple_of(3) },
        9 => Command::Accept,
        10 => Command::Reject,
        11 => Command::Delete,
        12 | 13 => Command::Undo,
        14 => Command::Redo,
        15 => Command::Bulk(BulkCommand::Every),
        16 => Command::Bulk(BulkCommand::Marks(Filter::default(), deed)),
        17 => Command::Bulk(BulkCommand::Do),
        18 => Command::Open(number % 2),
        19 => Command::Filter(Show { ink: true, pencil: true, rejected: number.is_multiple_of(2) }),
        20 => Command::Entity(EntityCommand::Link { mentions: ids, id: "a/b".to_owned() }),
        21 => Command::Note(NoteCommand::Write("é".to_owned())),
        22 => Command::Retype(RetypeCommand::Open),
        23 => Command::Read(ReadCommand::AndOn),
        24 => Command::MoveCaret { unit: Unit::Word, forward: true, extend: number.is_multiple_of(2) },
        _ => Command::Show(View::Annotate),
    }
}

proptest! {
    #[test]
    fn whatever_is_done_blind_nothing_hidden_is_shown_or_changed(
        before in prop::collection::vec((any::<u8>(), 0..500usize), 0..12),
        steps in prop::collection::vec((any::<u8>(), 0..500usize), 1..40),
    ) {
        let mut desk = Desk::with(&[TEXT, "[PLACE? Ohio] é Zoë 漢 and [PERSON~ Zoë 漢], [SHIP Ohio]"]);
        // What Ada did at the same desk lies on the stack of undo.
        desk.is("Ada");
        for (what, number) in before {
            let next = command(what, number, &desk);
            desk.send(next);
        }
        desk.send(Command::LetGo).is("Ruth").send(Command::Person(PersonCommand::Blind(true)));
        let is_hidden = |one: &Rc<Annotation>| one.status != Status::Suggested;
        let hidden = |desk: &Desk| -> Vec<Vec<Rc<Annotation>>> {
            let others = |one: &Rc<Annotation>| {
                let by = one.decisions.last().map(|last| last.who.clone());
                is_hidden(one) && by.map_or(one.origin == Origin::Annotator("Ada".into()), |who| *who == *"Ada")
            };
            (0..2).map(|at| desk.all(at).into_iter().filter(others).collect()).collect()
        };
        let then = hidden(&desk);
        for (what, number) in steps {
            let next = command(what, number, &desk);
            desk.send(next);
            prop_assert_eq!(leaks(&desk.workspace), Vec::<String>::new());
            prop_assert_eq!(hidden(&desk), then.clone());
        }
    }
}

#[test]
fn an_edit_of_a_document_alone_does_not_change_what_only_it_has() {
    // The piece that is shown is the document's own, with fewer marks: text, status and words read are the same.
    let mut document = document_from_notation("d", TEXT, &"Ada".into()).unwrap();
    Edit::SetReviewed(vec![Span::of(0..4).unwrap()]).apply(&mut document).unwrap();
    let only = document.only(|mark| mark.status == Status::Rejected);
    assert_eq!(only.annotations().len(), 1);
    assert!(Rc::ptr_eq(only.text(), document.text()));
    assert_eq!((only.reviewed(), only.status()), (document.reviewed(), document.status()));
}
