//! What a user does, command by command: nothing is lost, late answers are dropped, undo takes back all.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::rc::Rc;

use proptest::prelude::*;
use tagline::annotation::{
    AnnotationId, Evidence, Label, Link, Origin, Project, Schema, Timestamp, document_from_notation,
    document_to_notation,
};
use tagline::article::{Article, CleanOptions, Source, clean};
use tagline::format;
use tagline::tagging::{Part, Suggestion};
use tagline::text::{Offset, Span};
use tagline::workspace::{Command, Context, Edge, Field, Loaded, Notice, Show, Unit, View, Work, Workspace};

/// A desk with a clock that ticks once a command.
#[derive(Default)]
struct Desk {
    workspace: Workspace,
    ticks: usize,
}

impl Desk {
    fn send(&mut self, command: Command) -> &mut Desk {
        self.ticks += 1;
        let context = Context {
            now: Timestamp(format!("2024-11-20T12:00:{:02}Z", self.ticks % 60).into()),
            annotator: "Ruth".into(),
            fresh: format!("new{}", self.ticks).into(),
        };
        self.workspace.apply(command, &context);
        self
    }

    /// A desk with one annotated document on it.
    fn with(notation: &str) -> Desk {
        let document = document_from_notation("d", notation, &"tagger".into()).unwrap();
        let project = Project { documents: vec![document.into()], ..Project::default() };
        let mut desk = Desk::default();
        desk.send(Command::Load(Loaded { name: "d.json".to_owned(), project, issues: Vec::new() }));
        desk
    }

    fn ticket(&self) -> u64 {
        self.workspace.job().unwrap().ticket
    }

    fn paste(&mut self, text: &str) -> Rc<Article> {
        self.send(Command::Clean { source: Source::text(text), url: None });
        let article = Rc::new(clean(Source::text(text), CleanOptions::default()));
        let ticket = self.ticket();
        self.send(Command::Cleaned { ticket, article: article.clone() });
        article
    }

    fn written(&self) -> String {
        document_to_notation(self.workspace.current().unwrap().document())
    }

    fn text(&self) -> String {
        self.workspace.current().unwrap().document().text().to_string()
    }

    fn select(&mut self, words: &str) -> &mut Desk {
        let start = self.text().find(words).unwrap();
        self.send(Command::Select(Span::of(start..start + words.len())))
    }
}

fn label(name: &str) -> Label {
    Label::new(name).unwrap()
}

fn suggest(text: &str, words: &str, name: &str) -> Suggestion {
    let start = text.find(words).unwrap();
    Suggestion {
        span: Span::of(start..start + words.len()).unwrap(),
        label: label(name),
        score: 0.9,
        origin: Origin::Tagger { name: "gazetteer".into(), version: "1".into() },
        evidence: vec![Evidence { rule: "gazetteer: places".into(), detail: "exact".into() }],
        link: Some(Link {
            id: "1".into(),
            authority: "test".into(),
            name: words.into(),
            country: None,
            at: None,
        }),
        value: None,
    }
}

/// `commands` on `before` give `after`; as many undos as commands give `before` again, and redos `after`.
fn check(before: &str, commands: &[Command], after: &str) {
    let mut desk = Desk::with(before);
    for command in commands {
        desk.send(command.clone());
    }
    assert_eq!(desk.written(), after);
    for _ in commands {
        desk.send(Command::Undo);
    }
    assert_eq!(desk.written(), before, "undone");
    for _ in commands {
        desk.send(Command::Redo);
    }
    assert_eq!(desk.written(), after, "done again");
}

fn focus(id: &str) -> Command {
    Command::Focus(Some(AnnotationId(id.into())))
}

#[test]
fn every_decision_and_its_undo() {
    check(
        "[PERSON? Zoë] met [COURT? the 9th Circuit].",
        &[focus("a1"), Command::Accept, Command::Reject],
        "[PERSON Zoë] met [COURT~ the 9th Circuit].",
    );
    check(
        "[PERSON? Paris] slept 👩‍🚀.",
        &[focus("a1"), Command::Label(label("PLACE"))],
        "[PLACE Paris] slept 👩‍🚀.",
    );
    check("[PERSON Paris] slept.", &[focus("a1"), Command::Delete], "Paris slept.");
    let nudge = |edge, forward| Command::Nudge { edge, unit: Unit::Word, forward };
    check(
        "In the [COURT? 9th] Circuit\r\n漢字",
        &[focus("a1"), nudge(Edge::End, true), nudge(Edge::Start, false)],
        "In [COURT the 9th Circuit]\r\n漢字",
    );
}

#[test]
fn the_first_yes_goes_to_the_first_suggestion_and_decides_nothing_unseen() {
    let mut desk = Desk::with("[PERSON Ada] and [PERSON? Zoë] left.");
    desk.send(Command::Accept);
    assert_eq!(desk.written(), "[PERSON Ada] and [PERSON? Zoë] left.");
    desk.send(Command::Accept);
    assert_eq!(desk.written(), "[PERSON Ada] and [PERSON Zoë] left.");
}

#[test]
fn words_are_marked_by_hand_by_key_and_with_a_label_that_is_armed() {
    let mut desk = Desk::with("Élan sued Norhaven in 漢城.");
    desk.select("Norhaven").send(Command::Label(label("PLACE")));
    assert_eq!(desk.written(), "Élan sued [PLACE Norhaven] in 漢城.");
    // The same words again are a correction, not a second mark.
    desk.select("Norhaven").send(Command::Label(label("ORGANIZATION")));
    assert_eq!(desk.written(), "Élan sued [ORGANIZATION Norhaven] in 漢城.");
    desk.send(Command::Focus(None)).send(Command::Rest(Offset(0)));
    desk.send(Command::MoveCaret { unit: Unit::Word, forward: true, extend: false });
    desk.send(Command::Label(label("PERSON")));
    assert_eq!(desk.written(), "[PERSON Élan] sued [ORGANIZATION Norhaven] in 漢城.");
    desk.send(Command::Focus(None)).send(Command::Label(label("PLACE")));
    desk.select("漢城");
    assert_eq!(desk.written(), "[PERSON Élan] sued [ORGANIZATION Norhaven] in [PLACE 漢城].");
}

#[test]
fn a_paste_is_cleaned_tagged_and_kept_beside_what_is_there() {
    let mut desk = Desk::with("[PERSON Ada] left.");
    let article =
        desk.paste("The court of Norhaven ruled on Friday.\r\n\r\nIt sat in Norhaven, where é is é.");
    assert_eq!(desk.workspace.view(), View::Clean);
    assert_eq!(desk.workspace.documents().len(), 2, "the first document is still there");
    assert_eq!(*desk.text(), *article.cleaned().text);
    desk.send(Command::Show(View::Annotate));
    let (ticket, text) = (desk.ticket(), desk.text());
    desk.send(Command::Tagged { ticket, suggestions: vec![suggest(&text, "Norhaven", "PLACE")] });
    let counts = desk.workspace.current().unwrap().counts();
    assert_eq!((counts.pencil, counts.ink), (1, 0));
    assert_eq!(desk.workspace.current_project().entities.len(), 1, "what it names is known");
    assert!(desk.workspace.job().is_none());
    // Seen again, it is not read again.
    desk.send(Command::Show(View::Clean)).send(Command::Show(View::Annotate));
    assert!(desk.workspace.job().is_none());
}

/// A text that is being tagged, and the ticket.
fn tagging() -> (Desk, u64, String) {
    let mut desk = Desk::default();
    desk.paste(
        "The court of Norhaven ruled on Friday.\n\nRuth Calloway of Norhaven left, and é is é in Ellery.",
    );
    desk.send(Command::Show(View::Annotate));
    let (ticket, text) = (desk.ticket(), desk.text());
    (desk, ticket, text)
}

fn part(text: &str, words: &str, suggestions: &[Suggestion]) -> Part {
    let start = text.find(words).unwrap();
    Part { span: Span::of(start..start + words.len()).unwrap(), suggestions: suggestions.to_vec() }
}

#[test]
fn what_is_suggested_early_is_revised_and_what_stays_the_same_stays() {
    let (mut desk, ticket, text) = tagging();
    let [norhaven, friday, calloway] =
        [("Norhaven", "PLACE"), ("Friday", "DATE"), ("Calloway", "ORGANIZATION")]
            .map(|(words, label)| suggest(&text, words, label));
    let line = "The court of Norhaven ruled on Friday.";
    let parts = vec![
        part(&text, "Norhaven", &[suggest(&text, "Norhaven", "PERSON")]),
        part(&text, line, &[norhaven.clone(), friday.clone()]),
        part(&text, "Ruth Calloway", &[calloway]),
    ];
    desk.send(Command::TaggedParts { ticket: ticket + 1, parts: parts.clone() });
    assert_eq!(desk.workspace.current().unwrap().counts().pencil, 0, "someone else's");
    desk.send(Command::TaggedParts { ticket, parts });
    assert!(desk.written().contains("[PLACE? Norhaven] ruled on [DATE? Friday]"), "{}", desk.written());
    assert!(desk.written().contains("Ruth [ORGANIZATION? Calloway]") && desk.workspace.job().is_some());
    let before = desk.workspace.current().unwrap().document().annotations().to_vec();
    let whole = suggest(&text, "Ruth Calloway", "PERSON");
    let mut surer = friday;
    surer.score = 0.99;
    desk.send(Command::Tagged { ticket, suggestions: vec![norhaven, surer, whole] });
    assert!(desk.written().contains("[PERSON? Ruth Calloway]"), "{}", desk.written());
    let now = desk.workspace.current().unwrap().document().annotations().to_vec();
    assert_eq!(now.len(), 3);
    assert!(Rc::ptr_eq(&now[0], &before[0]), "drawn once");
    assert!(now[1].id == before[1].id && now[1].score == Some(0.99));
    assert!(desk.workspace.current().unwrap().is_tagged());
    assert_eq!(desk.workspace.current().unwrap().next_undo(), None, "nobody did it");
}

#[test]
fn what_a_person_did_while_the_tagger_read_stays() {
    let (mut desk, ticket, text) = tagging();
    let early = [suggest(&text, "Norhaven", "PERSON"), suggest(&text, "Friday", "DATE")];
    let line = "The court of Norhaven ruled on Friday.";
    desk.send(Command::TaggedParts { ticket, parts: vec![part(&text, line, &early)] });
    // Accepted, that taken back, another rejected, and one marked by hand.
    let pencil = Command::Step { forward: true, pencil: true };
    desk.send(pencil.clone()).send(Command::Accept).send(Command::Undo);
    desk.send(Command::Focus(None)).send(pencil.clone()).send(pencil).send(Command::Reject);
    desk.select("Ruth").send(Command::Label(label("PERSON")));
    let parts = vec![part(&text, line, &[suggest(&text, "Norhaven ruled", "COURT")])];
    desk.send(Command::TaggedParts { ticket, parts });
    let found = vec![suggest(&text, "court of Norhaven", "COURT"), suggest(&text, "Ruth Calloway", "PERSON")];
    desk.send(Command::Tagged { ticket, suggestions: found });
    let kept = "The court of [PERSON? Norhaven] ruled on [DATE~ Friday].";
    assert!(desk.written().starts_with(kept), "{}", desk.written());
    assert!(desk.written().contains("[PERSON Ruth] Calloway"), "{}", desk.written());
    while desk.workspace.current().unwrap().next_undo().is_some() {
        desk.send(Command::Undo);
    }
    while desk.workspace.current().unwrap().next_redo().is_some() {
        desk.send(Command::Redo);
    }
    assert!(desk.workspace.notice().is_none() && desk.written().starts_with(kept), "{}", desk.written());
}

#[test]
fn a_tagging_that_is_stopped_leaves_what_it_suggested_for_the_next_to_revise() {
    let (mut desk, ticket, text) = tagging();
    let early = [suggest(&text, "Norhaven", "PERSON"), suggest(&text, "Friday", "DATE")];
    let line = "The court of Norhaven ruled on Friday.";
    desk.send(Command::TaggedParts { ticket, parts: vec![part(&text, line, &early)] }).send(Command::Stop);
    assert_eq!(desk.workspace.current().unwrap().counts().pencil, 2);
    desk.send(Command::Show(View::Annotate));
    let ticket = desk.ticket();
    desk.send(Command::Tagged { ticket, suggestions: vec![suggest(&text, "Norhaven", "PLACE")] });
    assert!(
        desk.written().starts_with("The court of [PLACE? Norhaven] ruled on Friday."),
        "{}",
        desk.written()
    );
}

#[test]
fn late_answers_are_dropped() {
    let mut desk = Desk::default();
    let article =
        desk.paste("One.\nTwo sentences stand here, both of them kept.\nAnd here is a third, é 漢 👩‍🚀.");
    desk.send(Command::Show(View::Annotate));
    let (ticket, text) = (desk.ticket(), desk.text());
    let suggestions = vec![suggest(&text, "third", "PLACE")];
    desk.send(Command::Stop);
    desk.send(Command::Tagged { ticket, suggestions: suggestions.clone() });
    assert_eq!(desk.workspace.current().unwrap().counts().pencil, 0, "it was stopped");
    // Asked again, and then the text changes under the question.
    desk.send(Command::Show(View::Annotate));
    let ticket = desk.ticket();
    let kept = article.blocks.iter().rposition(|block| block.removed.is_none()).unwrap();
    desk.send(Command::Decide { block: kept, keep: false });
    desk.send(Command::Tagged { ticket, suggestions });
    assert_eq!(desk.workspace.current().unwrap().counts().pencil, 0, "it was another text");
    assert!(matches!(desk.workspace.job().unwrap().work, Work::Tag { .. }), "and is asked about anew");
}

#[test]
fn a_second_paste_waits_for_the_first() {
    let mut desk = Desk::default();
    let paste = |text: &str| Command::Clean { source: Source::text(text), url: None };
    desk.send(paste("The first article is long enough to be one."))
        .send(paste("The second is as well, and waits."));
    for expected in ["The first", "The second"] {
        let job = desk.workspace.job().unwrap().clone();
        let Work::Clean { source, .. } = job.work else { panic!("{:?}", job.work) };
        let article = Rc::new(clean(source, CleanOptions::default()));
        desk.send(Command::Cleaned { ticket: job.ticket, article });
        let source = desk.workspace.current().unwrap().document().source().unwrap().content.clone();
        assert!(source.starts_with(expected), "{source}");
    }
    assert!(desk.workspace.job().is_none());
}

#[test]
fn taking_a_block_out_and_back_keeps_the_marks_of_the_others() {
    let mut desk = Desk::default();
    let article = desk.paste(
        "Harbor fees rise in Norhaven\n\nThe council of Norhaven raised harbor fees on Friday, it said.\n\n\
         Dockers in é-town said that they would appeal the decision before the spring.\n\n\
         Nobody at the Harbour Commission answered calls on Friday or on Saturday.",
    );
    desk.send(Command::Show(View::Annotate)).send(Command::Stop);
    desk.select("é-town").send(Command::Label(label("PLACE")));
    desk.select("Harbour Commission").send(Command::Label(label("AGENCY")));
    let before = desk.written();
    let block = article.blocks.iter().position(|block| block.text.contains("é-town")).unwrap();
    desk.send(Command::Show(View::Clean)).send(Command::Decide { block, keep: false });
    assert!(!desk.text().contains("é-town"));
    assert!(desk.written().contains("[AGENCY Harbour Commission]"), "{}", desk.written());
    desk.send(Command::Decide { block, keep: true });
    assert_eq!(desk.written(), before, "the mark on its words is back");
    desk.send(Command::Undo).send(Command::Undo);
    assert_eq!(desk.written(), before, "the mark that went with the block is back");
    let article = desk.workspace.current().unwrap().article().unwrap().clone();
    assert_eq!(article.blocks[block].removed, None, "and the clean screen agrees");
}

#[test]
fn a_mark_that_was_deleted_does_not_come_back_with_its_block() {
    let mut desk = Desk::default();
    let article = desk.paste(
        "Harbor fees rise in Norhaven\n\nThe council of Norhaven raised harbor fees on Friday, it said.\n\n\
         Dockers in é-town said that they would appeal the decision before the spring.",
    );
    desk.send(Command::Show(View::Annotate)).send(Command::Stop);
    desk.select("é-town").send(Command::Label(label("PLACE")));
    let block = article.blocks.iter().position(|block| block.text.contains("é-town")).unwrap();
    desk.send(Command::Decide { block, keep: false }).send(Command::Undo);
    let id = desk.workspace.current().unwrap().document().annotations()[0].id.clone();
    desk.send(Command::Focus(Some(id))).send(Command::Delete);
    desk.send(Command::Decide { block, keep: false }).send(Command::Decide { block, keep: true });
    assert!(!desk.written().contains("PLACE"), "{}", desk.written());
}

#[test]
fn fields_are_set_and_undone() {
    let mut desk = Desk::with("[PERSON Ada] left.");
    desk.send(Command::SetField(Field::Authors, " Zoë Ruiz ,漢 字, ".to_owned()));
    let authors = |desk: &Desk| desk.workspace.current().unwrap().document().metadata().authors.clone();
    assert_eq!(authors(&desk), ["Zoë Ruiz", "漢 字"]);
    let revision = desk.workspace.revision();
    desk.send(Command::SetField(Field::Authors, "Zoë Ruiz, 漢 字".to_owned()));
    assert_eq!(desk.workspace.revision(), revision, "nothing changed");
    desk.send(Command::Undo);
    assert!(authors(&desk).is_empty());
}

#[test]
fn one_undo_takes_back_a_visit_to_a_field() {
    let mut desk = Desk::with("[PERSON Ada] left.");
    let typed = |desk: &mut Desk, field: Field, values: &[&str]| {
        for value in values {
            desk.send(Command::SetField(field, (*value).to_owned()));
        }
        desk.send(Command::LeaveField);
    };
    let read =
        |desk: &Desk, field: Field| field.read(desk.workspace.current().unwrap().document().metadata());
    typed(&mut desk, Field::Site, &["漢", "漢 ", "漢 é"]);
    typed(&mut desk, Field::Site, &["漢", "P", "Po"]);
    typed(&mut desk, Field::Title, &["T"]);
    typed(&mut desk, Field::Language, &["e", "en"]);
    desk.send(Command::Undo);
    assert_eq!((&*read(&desk, Field::Language), &*read(&desk, Field::Title)), ("", "T"));
    desk.send(Command::Undo).send(Command::Undo);
    assert_eq!(read(&desk, Field::Site), "漢 é", "the second visit was a step of its own");
    desk.send(Command::Undo);
    assert_eq!(read(&desk, Field::Site), "");
    desk.send(Command::Redo);
    assert_eq!(read(&desk, Field::Site), "漢 é");
    // Another edit between two keystrokes: each is taken back alone.
    desk.send(Command::SetField(Field::Site, "a".to_owned())).send(Command::Done(true));
    desk.send(Command::SetField(Field::Site, "ab".to_owned())).send(Command::Undo);
    assert_eq!(read(&desk, Field::Site), "a");
    desk.send(Command::SetField(Field::Site, "ac".to_owned()));
    // What is typed when a document arrives stays with the one it was typed for.
    let document = document_from_notation("e", "Two.", &"Ada".into()).unwrap();
    let project = Project { documents: vec![document.into()], ..Project::default() };
    desk.send(Command::Load(Loaded { name: "e.json".to_owned(), project, issues: Vec::new() }));
    assert_eq!(read(&desk, Field::Site), "");
    desk.send(Command::SetField(Field::Site, "b".to_owned()));
    desk.send(Command::Open(0));
    assert_eq!(read(&desk, Field::Site), "ac");
}

/// A desk with two pastes asked for, the first under way.
fn asked() -> Desk {
    let mut desk = Desk::default();
    desk.paste("The first article stands on the desk, and nobody has read it yet.");
    desk.send(Command::Show(View::Annotate));
    for text in ["The second é.", "The third 漢."] {
        desk.send(Command::Clean { source: Source::text(text), url: None });
    }
    desk
}

#[test]
fn work_that_failed_is_kept_and_tried_again() {
    let mut desk = asked();
    let fail = |desk: &mut Desk, message: &str| {
        let ticket = desk.ticket();
        desk.send(Command::Failed { ticket, message: message.to_owned() });
    };
    fail(&mut desk, "one");
    fail(&mut desk, "two");
    assert!(desk.workspace.job().is_none(), "nothing is tried by itself");
    let failure = desk.workspace.failure().unwrap();
    assert_eq!((&*failure.message, failure.work.len()), ("two", 2));
    // A paste while the worker is away fails alone and joins those that wait.
    desk.send(Command::Clean { source: Source::text("Fourth."), url: None });
    fail(&mut desk, "three");
    assert_eq!(desk.workspace.failure().unwrap().work.len(), 3);
    // The same once more is not kept twice.
    desk.send(Command::Clean { source: Source::text("Fourth."), url: None });
    assert_eq!(desk.workspace.failure().unwrap().work.len(), 2);
    fail(&mut desk, "four");
    desk.send(Command::Retry);
    assert!(desk.workspace.failure().is_none());
    for expected in ["The second", "The third", "Fourth"] {
        let job = desk.workspace.job().unwrap().clone();
        let Work::Clean { source, .. } = job.work else { panic!("{:?}", job.work) };
        assert!(source.content.starts_with(expected));
        let article = Rc::new(clean(source, CleanOptions::default()));
        desk.send(Command::Cleaned { ticket: job.ticket, article });
    }
    assert!(desk.workspace.job().is_none());
    assert_eq!(desk.workspace.documents().len(), 4);
}

#[test]
fn failed_tagging_is_tried_again_while_it_is_wanted() {
    let mut desk = Desk::default();
    desk.paste("The council of Port Ellery met on Friday, and left early.");
    desk.send(Command::Show(View::Annotate));
    let fail = |desk: &mut Desk| {
        let ticket = desk.ticket();
        desk.send(Command::Failed { ticket, message: "why".to_owned() });
    };
    fail(&mut desk);
    desk.send(Command::Retry);
    assert!(matches!(desk.workspace.job().unwrap().work, Work::Tag { .. }));
    fail(&mut desk);
    // Asked for by hand: that is the other try.
    desk.send(Command::Show(View::Annotate));
    assert!(desk.workspace.failure().is_none());
    fail(&mut desk);
    desk.send(Command::GiveUp).send(Command::Retry);
    assert!(desk.workspace.failure().is_none() && desk.workspace.job().is_none());
}

#[test]
fn what_cannot_be_opened_changes_nothing_and_says_so() {
    let mut desk = Desk::with("[PERSON Ada] left.");
    let schema = Schema::new(Vec::new()).unwrap();
    let project = Project { schema, ..Project::default() };
    desk.send(Command::Load(Loaded { name: "empty.json".to_owned(), project, issues: Vec::new() }));
    assert_eq!(desk.written(), "[PERSON Ada] left.");
    let notice = desk.workspace.notice().unwrap();
    assert!(notice.failed && notice.lines[0].contains("empty.json"), "{notice:?}");
}

#[test]
fn a_document_that_is_open_already_is_opened_beside_it_under_an_id_of_its_own() {
    let mut desk = Desk::with("[PERSON Ada] left.");
    let project = desk.workspace.project();
    desk.send(Command::Load(Loaded { name: "again.json".to_owned(), project, issues: Vec::new() }));
    let ids: Vec<_> = desk.workspace.documents().iter().map(|open| open.document().id.to_string()).collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn hidden_marks_do_not_keep_the_focus() {
    let mut desk = Desk::with("[PERSON Ada] and [PERSON? Zoë] left.");
    desk.send(focus("a2"));
    desk.send(Command::Filter(Show { pencil: false, ..Show::default() }));
    assert_eq!(desk.workspace.current().unwrap().focus(), None);
    let drawn: usize =
        desk.workspace.current().unwrap().galley().paragraphs().map(|p| p.annotations.len()).sum();
    assert_eq!(drawn, 1);
}

const INK_HIDDEN: Show = Show { ink: false, pencil: true, rejected: false };
const PENCIL_HIDDEN: Show = Show { ink: true, pencil: false, rejected: false };

/// With some marks hidden, `commands` make of `before` what stands in `after`, with the focus on those words.
fn check_hidden(before: &str, hidden: Show, commands: &[Command], after: &str, focus: Option<&str>) {
    let mut desk = Desk::with(before);
    desk.send(Command::Filter(hidden));
    for command in commands {
        desk.send(command.clone());
    }
    let open = desk.workspace.current().unwrap();
    let focused = open.focus().and_then(|id| open.document().annotation(id));
    assert_eq!(focused.map(|annotation| open.document().words(annotation.span)), focus, "{after}");
    let drawn = |id| open.galley().paragraphs().any(|line| line.annotations.iter().any(|it| it.id == id));
    assert!(focused.is_none_or(|annotation| drawn(annotation.id.clone())), "the focus is on the page");
    assert_eq!(desk.written(), after);
}

#[test]
fn nothing_is_decided_on_a_mark_that_is_hidden() {
    let ada = "[PERSON Ada] and [PERSON? Zoë] left.";
    let select = |range| Command::Select(Span::of(range));
    // An entity's row, and an undo: what has the focus is seen again.
    check_hidden(ada, INK_HIDDEN, &[focus("a1")], ada, Some("Ada"));
    check_hidden(ada, PENCIL_HIDDEN, &[focus("a1"), Command::Delete, Command::Undo], ada, Some("Ada"));
    let undone = [focus("a2"), Command::Accept, Command::Filter(INK_HIDDEN), Command::Undo, Command::Redo];
    check_hidden(ada, INK_HIDDEN, &undone, "[PERSON Ada] and [PERSON Zoë] left.", Some("Zoë"));
    // What is rejected again stays out of sight.
    let undone = [focus("a2"), Command::Reject, Command::Undo, Command::Redo, Command::Accept];
    check_hidden(ada, INK_HIDDEN, &undone, "[PERSON Ada] and [PERSON~ Zoë] left.", None);
    // The focus goes on to what is seen.
    check_hidden(ada, PENCIL_HIDDEN, &[focus("a1"), Command::Accept, Command::Accept], ada, Some("Ada"));
    check_hidden(
        ada,
        PENCIL_HIDDEN,
        &[focus("a1"), Command::Delete, Command::Accept],
        "Ada and [PERSON? Zoë] left.",
        Some("Zoë"),
    );
    check_hidden(
        ada,
        INK_HIDDEN,
        &[focus("a2"), Command::Accept, Command::Reject],
        "[PERSON Ada] and [PERSON Zoë] left.",
        None,
    );
    // A mark by hand is in ink, and seen.
    check_hidden(
        "Ada left.",
        INK_HIDDEN,
        &[select(0..3), Command::Label(label("PERSON"))],
        "[PERSON Ada] left.",
        Some("Ada"),
    );
    // Words under a hidden mark: another label is a mark of its own, the same shows what is there.
    check_hidden(
        "[PLACE? Ada] left.",
        PENCIL_HIDDEN,
        &[select(0..3), Command::Label(label("PERSON"))],
        "[PLACE? [PERSON Ada]] left.",
        Some("Ada"),
    );
    check_hidden(
        "[PLACE? Ada] left.",
        PENCIL_HIDDEN,
        &[select(0..3), Command::Label(label("PLACE"))],
        "[PLACE? Ada] left.",
        Some("Ada"),
    );
}

#[test]
fn another_document_is_opened_without_a_focus_that_is_hidden() {
    let mut desk = Desk::with("[PERSON? Ada] left.");
    let project = desk.workspace.project();
    desk.send(focus("a1"));
    desk.send(Command::Load(Loaded { name: "again.json".to_owned(), project, issues: Vec::new() }));
    desk.send(Command::Filter(PENCIL_HIDDEN)).send(Command::Open(0));
    assert_eq!(desk.workspace.current().unwrap().focus(), None);
    assert!(!desk.workspace.show().pencil);
}

#[test]
fn an_armed_label_is_switched_and_put_down_and_changes_no_mark() {
    let mut desk = Desk::with("Zoë left Ohio.");
    let armed = |desk: &Desk| desk.workspace.armed().map(|label| label.name().to_owned());
    desk.send(Command::Label(label("PERSON"))).select("Zoë");
    let marked = "[PERSON Zoë] left Ohio.";
    assert_eq!((desk.written().as_str(), armed(&desk).as_deref()), (marked, Some("PERSON")));
    // The mark just made has the focus; another label's key is for what comes next.
    desk.send(Command::Label(label("PLACE")));
    assert_eq!((desk.written().as_str(), armed(&desk).as_deref()), (marked, Some("PLACE")));
    desk.select("Ohio");
    let marked = "[PERSON Zoë] left [PLACE Ohio].";
    assert_eq!(desk.written(), marked);
    // The same again puts it down, and the next arms anew.
    desk.send(Command::Label(label("PLACE")));
    assert_eq!((desk.written().as_str(), armed(&desk)), (marked, None));
    desk.send(Command::Label(label("DATE")));
    assert_eq!((desk.written().as_str(), armed(&desk).as_deref()), (marked, Some("DATE")));
    // So does letting go, with all else; a click beside the marks does not.
    desk.send(Command::Focus(None));
    assert_eq!(armed(&desk).as_deref(), Some("DATE"));
    desk.send(focus("a1")).send(Command::LetGo);
    assert_eq!((armed(&desk), desk.workspace.current().unwrap().focus()), (None, None));
    // Who asks for it changes a mark, whatever is armed.
    desk.send(Command::Arm(label("DATE"))).send(Command::Rest(Offset(0)));
    desk.send(Command::Step { forward: true, pencil: false });
    desk.send(Command::Relabel(label("COURT")));
    assert_eq!(desk.written(), "[COURT Zoë] left [PLACE Ohio].");
    assert_eq!(armed(&desk).as_deref(), Some("DATE"));
}

proptest! {
    /// But for undo, which takes back what was done.
    #[test]
    fn no_command_changes_what_is_hidden(choices in prop::collection::vec((0u8..14, any::<u8>()), 1..40)) {
        let mut desk = Desk::with("[PERSON Ada] [PLACE? Zoë] é [LAW? 漢] [COURT~ 👩‍🚀] [DATE b] c [PLACE? d]");
        let words = [0..3, 4..8, 9..11, 12..15, 4..11];
        for (choice, number) in choices {
            let [ink, pencil, rejected] = [1, 2, 4].map(|bit| number & bit != 0);
            let command = match choice {
                0 => Command::Filter(Show { ink, pencil, rejected }),
                1 => Command::Focus(Some(AnnotationId(format!("a{}", number % 8).into()))),
                2 => Command::Step { forward: ink, pencil },
                3 => Command::Accept,
                4 => Command::Reject,
                5 => Command::Delete,
                6 => Command::Nudge { edge: if ink { Edge::Start } else { Edge::End }, unit: Unit::Word, forward: pencil },
                7 => Command::Label(label(["PERSON", "PLACE", "LAW"][usize::from(number) % 3])),
                8 => Command::Select(Span::of(words[usize::from(number) % words.len()].clone())),
                9 => Command::Relabel(label(["COURT", "PLACE"][usize::from(number) % 2])),
                10 => Command::MoveCaret { unit: Unit::Word, forward: ink, extend: pencil },
                11 => Command::Undo,
                12 => Command::Redo,
                _ => Command::LetGo,
            };
            let history = matches!(command, Command::Undo | Command::Redo);
            let (before, show) = (desk.workspace.current().unwrap().clone(), desk.workspace.show());
            desk.send(command);
            let now = desk.workspace.current().unwrap();
            // What is shown again follows what was learned meanwhile.
            let hidden = |status| !show.shows(status) && !desk.workspace.show().shows(status);
            for old in before.document().annotations().iter().filter(|old| !history && hidden(old.status)) {
                prop_assert!(now.document().annotations().contains(old), "{old:?}");
            }
            if let Some(focused) = now.focus().and_then(|id| now.document().annotation(id)) {
                prop_assert!(desk.workspace.show().shows(focused.status));
            }
        }
    }
}

#[test]
fn only_a_file_makes_work_saved() {
    let mut desk = Desk::with("[PERSON? Zoë] left.");
    let workspace = |desk: &Desk| (desk.workspace.revision(), desk.workspace.saved_revision());
    let (revision, saved) = workspace(&desk);
    assert_eq!(revision, saved, "it came from a file");
    desk.send(focus("a1")).send(Command::Accept);
    let (revision, saved) = workspace(&desk);
    assert!(revision > saved);
    desk.send(Command::Saved(revision)).send(Command::Undo);
    let (now, saved) = workspace(&desk);
    assert!(now > saved, "an undo is a change too");
}

#[test]
fn undo_back_to_what_a_file_holds_is_saved_again() {
    let mut desk = Desk::with("[PERSON? Zoë] met [PERSON? 漢].");
    let saved = |desk: &Desk| desk.workspace.revision() == desk.workspace.saved_revision();
    // As it came from its file.
    desk.send(focus("a1")).send(Command::Accept);
    assert!(!saved(&desk));
    desk.send(Command::Undo);
    assert!(saved(&desk));
    desk.send(Command::Redo);
    assert!(!saved(&desk));
    // As it was exported.
    let revision = desk.workspace.revision();
    desk.send(Command::Saved(revision))
        .send(Command::Reject)
        .send(Command::SetField(Field::Title, "T".into()));
    assert!(!saved(&desk));
    desk.send(Command::Undo);
    assert!(!saved(&desk), "one of the two edits is still there");
    desk.send(Command::Undo);
    assert!(saved(&desk));
    // Another document is more than the file holds.
    desk.paste("A line of some length that is kept.\n\nAnother line of some length.");
    desk.send(Command::Undo);
    assert!(!saved(&desk));
}

#[test]
fn a_file_keeps_the_entities_it_came_with() {
    let native = format::by_name("tagline").unwrap();
    let file = r#"{"format":"tagline","version":1,"labels":[{"name":"PLACE","key":"4"}],
        "entities":[{"id":"e1","label":"PLACE","name":"Paris"},{"id":"e2","label":"PLACE","name":"Kraków"}],
        "documents":[{"id":"d1","text":"Paris","annotations":[{"id":"a","start":0,"end":5,"label":"PLACE","entity":"e1"}]}]}"#;
    let project = native.read(file).unwrap().project;
    let entities = project.entities.clone();
    let mut desk = Desk::default();
    desk.send(Command::Load(Loaded { name: "d.json".to_owned(), project, issues: Vec::new() }));
    assert_eq!(desk.workspace.project().entities, entities);
    assert_eq!(desk.workspace.current_project().entities, entities, "the only document is the whole project");
    desk.paste("A line of some length that is kept.\n\nAnother line of some length.");
    assert_eq!(desk.workspace.project().entities, entities);
    assert_eq!(desk.workspace.current_project().entities, [], "one of two has what it names");
}

#[test]
fn issues_are_counted_in_the_title() {
    for (issues, expected) in
        [(1, "d.json: 1 place was not understood"), (2, "d.json: 2 places were not understood")]
    {
        let mut desk = Desk::default();
        let document = document_from_notation("d", "é", &"Ada".into()).unwrap();
        let project = Project { documents: vec![document.into()], ..Project::default() };
        let issues = vec!["line 1: why".to_owned(); issues];
        desk.send(Command::Load(Loaded { name: "d.json".to_owned(), project, issues }));
        assert_eq!(desk.workspace.notice().unwrap().title, expected);
    }
}

#[test]
fn nothing_is_undone_on_the_start_screen() {
    let mut desk = Desk::with("[PERSON? Zoë] left.");
    desk.send(focus("a1")).send(Command::Accept);
    let before = (desk.written(), desk.workspace.revision());
    desk.send(Command::Show(View::Start)).send(Command::Undo).send(Command::Redo);
    assert_eq!((desk.written(), desk.workspace.revision()), before);
    desk.send(Command::Show(View::Annotate)).send(Command::Undo);
    assert_ne!(desk.written(), before.0);
}

#[test]
fn a_second_file_takes_no_key_from_the_first() {
    let native = format::by_name("tagline").unwrap();
    let load = |name: &str, labels: &str| {
        let file = format!(
            r#"{{"format":"tagline","version":1,"labels":[{labels}],"documents":[{{"id":"{name}","text":"é"}}]}}"#
        );
        let project = native.read(&file).unwrap().project;
        Command::Load(Loaded { name: name.to_owned(), project, issues: Vec::new() })
    };
    let mut desk = Desk::default();
    desk.send(load("one", r#"{"name":"A","key":"k"},{"name":"B","key":"2"}"#));
    desk.send(load("two", r#"{"name":"C","key":"k"},{"name":"D","key":"1"},{"name":"E","key":"漢"}"#));
    let keys: String = desk
        .workspace
        .schema()
        .labels()
        .iter()
        .map(|def| format!("{}{} ", def.label, def.key.unwrap_or('-')))
        .collect();
    assert_eq!(keys, "Ak B2 C1 D3 E漢 ");
}

#[test]
fn the_keys_go_on_where_the_hand_was() {
    let word = |forward| Command::MoveCaret { unit: Unit::Word, forward, extend: false };
    let selected = |desk: &Desk| {
        let open = desk.workspace.current().unwrap();
        open.selection().map(|span| open.document().words(span).to_owned()).unwrap_or_default()
    };
    let mut desk = Desk::with("Zoë met 漢字 at the\n\n👩‍🚀 [PLACE harbour] wall.");
    let text = desk.text();
    for (words, expected) in [("Zoë", "Zoë"), ("oë", "Zoë"), (" at", "at"), ("he\n", "the"), ("all", "wall")]
    {
        let at = text.find(words).unwrap();
        desk.send(Command::LetGo).send(Command::Rest(Offset(at))).send(word(true));
        assert_eq!(selected(&desk), expected, "{words:?}");
    }
    // Past the last word, past the end, inside a character: the beginning.
    for at in [text.len(), text.len() + 9, 2] {
        desk.send(Command::LetGo).send(Command::Rest(Offset(at))).send(word(true));
        assert_eq!(selected(&desk), "Zoë", "{at}");
    }
    // Esc lets go, and stays.
    desk.send(Command::Rest(Offset(0))).send(focus("a1")).send(Command::LetGo).send(word(true));
    assert_eq!(selected(&desk), "harbour");
    desk.send(word(true)).send(Command::LetGo).send(word(true)).send(word(false));
    assert_eq!(selected(&desk), "harbour");
}

#[test]
fn what_was_told_stays_until_it_is_dismissed() {
    let told = |line: &str| {
        Command::Tell(Notice { title: line.to_owned(), lines: vec![line.to_owned()], failed: true })
    };
    let mut desk = Desk::default();
    desk.send(told("one")).send(told("two"));
    desk.paste(
        "The harbour commission of Norhaven met on Friday, it said.\n\nNobody else came to the é meeting.",
    );
    assert_eq!(desk.workspace.notice().unwrap().lines, ["two", "one"], "the newest first");
    desk.send(Command::Dismiss);
    assert!(desk.workspace.notice().is_none());
}
