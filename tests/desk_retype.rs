//! Correcting the text: the marks stay on their words, what is lost is told, and one undo brings all back.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod desk;

use std::rc::Rc;

use tagline::annotation::{
    AnnotationId, Document, DocumentStatus, Label, Project, document_from_notation, document_to_notation,
};
use tagline::article::{CleanOptions, Reason, Source, clean, reopen};
use tagline::format::{self, on_source};
use tagline::text::{Offset, Span};
use tagline::workspace::{
    BulkCommand, Command, HandCommand, Loaded, NoteCommand, ReadCommand, RetypeCommand, View, Work, Workspace,
};

use desk::context;

#[derive(Default)]
struct Desk {
    workspace: Workspace,
    ticks: usize,
}

const PASTE: &str = "Harbour court halts the ferry sale in Port Elery\r\n\r\nBy Zoë Marchetti\r\n\r\n\
(CNN)A court on Tuesday stopped the sale of the city&amp;#39;s ferries, saying that the coucil had not asked the people who ride them every day.\r\n\r\n\
\"The boats belong to everyone,\" said Judge Émile Okafr, who wrote for the court of the 9th district and its three\u{a0}members.\r\n\r\n\
The council has thirty days to appeal. It said in a statement 👩‍🚀 that it would study the ruling with care.\r\n";

impl Desk {
    fn with(notations: &[&str]) -> Desk {
        let read = |(number, notation): (usize, &&str)| {
            Rc::new(document_from_notation(format!("d{number}"), notation, &"tagger".into()).unwrap())
        };
        let project =
            Project { documents: notations.iter().enumerate().map(read).collect(), ..Project::default() };
        Desk::default().load(project)
    }

    fn load(mut self, project: Project) -> Desk {
        self.send(Command::Load(Loaded { name: "d.json".to_owned(), project, issues: Vec::new() }));
        self
    }

    /// A paste that was cleaned, with each of `words` marked PLACE.
    fn pasted(marked: &[&str]) -> Desk {
        let mut desk = Desk::default();
        let source = Source::text(PASTE);
        desk.send(Command::Clean { source: source.clone(), url: None });
        let ticket = desk.workspace.job().unwrap().ticket;
        desk.send(Command::Cleaned { ticket, article: Rc::new(clean(source, CleanOptions::default())) });
        desk.send(Command::Show(View::Annotate));
        desk.tag();
        for words in marked {
            desk.select(words).send(Command::Label(label("PLACE")));
        }
        desk
    }

    /// Has the tagger answer that there is nothing.
    fn tag(&mut self) {
        if let Some(job) = self.workspace.job().filter(|job| matches!(job.work, Work::Tag { .. })) {
            let ticket = job.ticket;
            self.send(Command::Tagged { ticket, suggestions: Vec::new() });
        }
    }

    fn send(&mut self, command: Command) -> &mut Desk {
        self.ticks += 1;
        self.workspace.apply(command, &context(self.ticks));
        self.check();
        self
    }

    /// The article's blocks give the document's text at any time.
    fn check(&self) {
        for open in self.workspace.documents() {
            if let Some(article) = open.article() {
                assert_eq!(&article.cleaned(), open.document().cleaned());
            }
            let drawn: Vec<_> = open
                .galley()
                .paragraphs()
                .map(|part| open.document().words(part.span) == &*part.text)
                .collect();
            assert!(drawn.iter().all(|same| *same));
        }
    }

    fn select(&mut self, words: &str) -> &mut Desk {
        let start = self.text().find(words).unwrap();
        self.send(Command::Select(Span::of(start..start + words.len())))
    }

    /// Types `new` for `old` in the paragraph of `old`.
    fn retype(&mut self, old: &str, new: &str) -> &mut Desk {
        let at = self.text().find(old).unwrap();
        let line = self.text()[at..].lines().next().unwrap().len() + at;
        let start = self.text()[..at].rfind('\n').map_or(0, |end| end + 1);
        let words = self.text()[start..line].replacen(old, new, 1);
        self.select(old).send(Command::Retype(RetypeCommand::Open));
        assert!(self.workspace.is_retyping());
        self.send(Command::Retype(RetypeCommand::Write(words)));
        self.send(Command::Retype(RetypeCommand::Take))
    }

    fn document(&self) -> &Document {
        self.workspace.current().unwrap().document()
    }

    fn text(&self) -> String {
        self.document().text().to_string()
    }

    fn written(&self) -> String {
        document_to_notation(self.document())
    }

    fn said(&self) -> String {
        self.workspace.said().to_string()
    }

    fn notice(&self) -> Option<(String, Vec<String>)> {
        self.workspace.notice().map(|notice| (notice.title.clone(), notice.lines.clone()))
    }

    fn block(&self, words: &str) -> usize {
        let article = self.workspace.current().unwrap().article().unwrap().clone();
        article.blocks.iter().position(|block| block.text.contains(words)).unwrap()
    }
}

fn label(name: &str) -> Label {
    Label::new(name).unwrap()
}

#[test]
fn a_typo_is_mended_and_undone() {
    let mut desk = Desk::with(&["[PERSON Ann Roe] met teh [COURT 9th Circuit].\n\n[PLACE Ohio] é 👩‍🚀"]);
    let before = desk.document().clone();
    desk.retype("teh", "the");
    assert_eq!(desk.written(), "[PERSON Ann Roe] met the [COURT 9th Circuit].\n\n[PLACE Ohio] é 👩‍🚀");
    assert_eq!((desk.said().as_str(), desk.notice()), ("Corrected", None));
    assert!(!desk.workspace.is_retyping());
    assert!(
        matches!(&desk.workspace.job().unwrap().work, Work::Tag { text, .. } if *text == *desk.document().text())
    );
    let after = desk.document().clone();
    desk.send(Command::Undo);
    assert_eq!(*desk.document(), before);
    assert_eq!(desk.said(), "Undone: correct the text");
    desk.send(Command::Redo);
    assert_eq!(*desk.document(), after);
}

#[test]
fn what_is_lost_is_listed_until_it_is_back() {
    let mut desk =
        Desk::with(&["[PERSON Ann Roe] sat in [PLACE Ohio], not in [PLACE~ Iowa] or [PLACE? Maine]."]);
    let id = desk.document().annotations()[0].id.clone();
    desk.send(Command::Focus(Some(id))).send(Command::Note(NoteCommand::Edit));
    desk.send(Command::Note(NoteCommand::Write("é".into())));
    let before = desk.document().clone();
    desk.retype("Ann Roe sat in Ohio, not in Iowa or Maine", "Nobody sat");
    assert_eq!(desk.text(), "Nobody sat.");
    let lines = ["“Ann Roe”, PERSON, with the note “é”", "“Ohio”, PLACE", "1 rejected suggestion"];
    let expected = ("3 marks went with their words".to_owned(), lines.map(str::to_owned).to_vec());
    assert_eq!(desk.notice(), Some(expected));
    assert_eq!(desk.said(), "Corrected. 3 marks are gone with their words. One undo brings all back");
    assert!(desk.workspace.undo_finds_lost());
    desk.send(Command::Undo);
    assert_eq!(*desk.document(), before);
    assert_eq!(desk.notice(), None);
    assert!(!desk.workspace.undo_finds_lost());
}

#[test]
fn what_several_steps_lost_is_counted_together() {
    let mut desk = Desk::with(&["[PERSON Ann Roe] sat.\n\n[PLACE Ohio] and [PLACE Iowa] é 漢"]);
    desk.retype("Ann Roe", "Nobody").retype("Ohio and Iowa", "no state");
    let (title, lines) = desk.notice().unwrap();
    assert_eq!((title.as_str(), lines.len()), ("3 marks went with their words", 3));
    desk.send(Command::Undo);
    let (title, lines) = desk.notice().unwrap();
    assert_eq!((title.as_str(), lines), ("1 mark went with its words", vec!["“Ann Roe”, PERSON".to_owned()]));
}

#[test]
fn another_paragraph_is_opened_where_the_hand_is() {
    let mut desk = Desk::with(&["[PERSON Ann Roe] sat.\n\nTeh first 👩‍🚀.\r\n\r\nTeh second."]);
    desk.select("Ann Roe").send(Command::Retype(RetypeCommand::Open));
    desk.send(Command::Retype(RetypeCommand::Write("Mrs. Ann Roe sat.".into())));
    let second = desk.text().find("second").unwrap();
    desk.send(Command::Rest(Offset(second))).send(Command::Retype(RetypeCommand::Open));
    let open = desk.workspace.current().unwrap();
    let typed: Vec<_> = open.galley().paragraphs().filter(|one| one.retyping).map(|one| &*one.text).collect();
    assert_eq!(typed, ["Teh second."]);
    // What leaves or ends something leaves and ends that, wherever the keyboard's focus is.
    desk.send(Command::Retype(RetypeCommand::Write("The second.".into())));
    desk.send(Command::Hand(HandCommand::DoneAndNext));
    assert!(desk.text().starts_with("Mrs. Ann Roe sat.") && desk.text().ends_with("The second."));
    assert_ne!(desk.document().status(), DocumentStatus::Done);
    desk.send(Command::Retype(RetypeCommand::Open)).send(Command::LetGo);
    assert!(!desk.workspace.is_retyping());
}

#[test]
fn the_hand_stays_where_the_text_was_corrected() {
    let mut desk = Desk::with(&["[PLACE? Ohio] sat.\n\nTeh last of [PLACE? Iowa]."]);
    desk.retype("Teh", "The").tag();
    let open = desk.workspace.current().unwrap();
    assert_eq!(open.focus(), None, "not at the first suggestion");
    desk.send(Command::Step { forward: true, pencil: true });
    let open = desk.workspace.current().unwrap();
    let focus = open.focus().and_then(|id| open.document().annotation(id)).unwrap();
    assert_eq!(open.document().words(focus.span), "Iowa");
}

#[test]
fn undo_is_offered_for_what_the_notice_lists_only() {
    let mut desk = Desk::with(&["[PLACE Ohio] and [PLACE Iowa] or Maine"]);
    desk.retype("Ohio", "Utah").retype("Iowa", "Guam");
    assert_eq!(desk.notice().unwrap().1, ["“Iowa”, PLACE", "“Ohio”, PLACE"]);
    desk.select("Maine").send(Command::Label(label("PLACE")));
    assert!(!desk.workspace.undo_finds_lost());
    desk.send(Command::Undo);
    assert!(desk.workspace.undo_finds_lost());
    desk.send(Command::Undo);
    assert_eq!(desk.notice().unwrap().1, ["“Ohio”, PLACE"]);
    assert!(desk.workspace.undo_finds_lost());
    desk.send(Command::Dismiss);
    assert!(!desk.workspace.undo_finds_lost());
}

#[test]
fn what_is_typed_is_taken_before_it_is_left_behind() {
    for leave in [Command::Show(View::Start), Command::Open(1), Command::Done(true)] {
        let mut desk = Desk::with(&["teh [X é]", "漢"]);
        desk.select("teh").send(Command::Retype(RetypeCommand::Open));
        desk.send(Command::Retype(RetypeCommand::Write("the é".to_owned())));
        desk.send(leave);
        assert_eq!(document_to_notation(desk.workspace.documents()[0].document()), "the [X é]");
        assert!(!desk.workspace.is_retyping());
    }
    let mut desk = Desk::with(&["teh [X é]"]);
    let before = desk.document().clone();
    desk.select("teh").send(Command::Retype(RetypeCommand::Open));
    desk.send(Command::Retype(RetypeCommand::Write("the é".to_owned()))).send(Command::Undo);
    assert_eq!(*desk.document(), before);
    desk.send(Command::Redo);
    assert_eq!(desk.written(), "the [X é]");
}

#[test]
fn leaving_changes_nothing_and_the_hand_is_where_it_was() {
    let mut desk = Desk::with(&["one\n\nteh [X é]"]);
    let (before, revision) = (desk.document().clone(), desk.workspace.revision());
    let id = AnnotationId("a1".into());
    let id = desk.document().annotations().first().map_or(id, |mark| mark.id.clone());
    desk.send(Command::Focus(Some(id.clone()))).send(Command::Retype(RetypeCommand::Open));
    let open = desk.workspace.current().unwrap();
    assert_eq!(open.focus(), None);
    let typed: Vec<bool> = open.galley().paragraphs().map(|paragraph| paragraph.retyping).collect();
    assert_eq!(typed, [false, true]);
    desk.send(Command::Retype(RetypeCommand::Write("x".to_owned())));
    desk.send(Command::Retype(RetypeCommand::Leave));
    assert_eq!((desk.document(), desk.workspace.revision()), (&before, revision));
    let open = desk.workspace.current().unwrap();
    assert_eq!(open.focus(), Some(&id));
    assert!(open.galley().paragraphs().all(|paragraph| !paragraph.retyping));
    // The same words are no change.
    desk.send(Command::Retype(RetypeCommand::Open));
    desk.send(Command::Retype(RetypeCommand::Write(" teh é\n".to_owned())));
    desk.send(Command::Retype(RetypeCommand::Take));
    assert_eq!((desk.said().as_str(), desk.workspace.revision()), ("Nothing changed", revision));
}

#[test]
fn a_text_cannot_be_emptied() {
    let mut desk = Desk::with(&["[X one] é"]);
    desk.retype("one é", " ");
    assert_eq!(desk.written(), "[X one] é");
    assert_eq!(desk.notice().unwrap().0, "A text cannot be empty");
    assert!(desk.workspace.is_retyping(), "it can still be typed");
    desk.send(Command::Show(View::Start));
    assert!(!desk.workspace.is_retyping());
}

#[test]
fn the_headline_and_the_title_stay_in_step() {
    let mut desk = Desk::pasted(&["Port Elery"]);
    assert_eq!(
        desk.document().metadata().title.as_deref(),
        Some("Harbour court halts the ferry sale in Port Elery")
    );
    let before = desk.document().clone();
    desk.retype("Port Elery", "Port Ellery");
    let title = desk.document().metadata().title.clone();
    assert_eq!(title.as_deref(), Some("Harbour court halts the ferry sale in Port Ellery"));
    assert_eq!(desk.workspace.current().unwrap().galley().paragraphs().next().unwrap().number, 0);
    desk.send(Command::Undo);
    assert_eq!(*desk.document(), before);
}

#[test]
fn what_was_typed_stays_when_blocks_come_and_go() {
    let mut desk = Desk::pasted(&["Okafr", "Tuesday"]);
    desk.retype("Okafr", "Okafor").retype("coucil", "council");
    let corrected = desk.document().clone();
    let byline = desk.block("Zoë");
    desk.send(Command::Decide { block: byline, keep: true });
    assert!(desk.text().contains("Zoë Marchetti") && desk.text().contains("Émile Okafor, who"));
    assert_eq!(desk.said(), "Put back");
    let boats = desk.block("boats");
    desk.send(Command::Decide { block: boats, keep: false });
    assert_eq!(desk.said(), "Taken out, with 1 mark. They come back with the words");
    desk.send(Command::Decide { block: boats, keep: true });
    assert!(desk.written().contains("[PLACE Okafor]"), "{}", desk.written());
    desk.send(Command::Decide { block: byline, keep: false });
    assert_eq!(desk.text(), *corrected.text().to_string());
    for _ in 0..5 {
        desk.send(Command::Undo);
    }
    assert!(desk.text().contains("Okafor") && desk.text().contains("coucil"));
    desk.send(Command::Undo);
    assert!(desk.text().contains("Okafr"));
}

#[test]
fn an_emptied_paragraph_is_taken_out_and_can_be_put_back() {
    let mut desk = Desk::pasted(&["Okafr", "Tuesday"]);
    let before = desk.document().clone();
    let line = desk.text().lines().find(|line| line.contains("boats")).unwrap().to_owned();
    let boats = desk.block("boats");
    desk.retype(&line, "");
    assert_eq!(desk.document().removed().iter().filter(|gone| gone.reason == Reason::ByHand).count(), 1);
    assert_eq!(desk.notice().unwrap().1, ["“Okafr”, PLACE"]);
    let said = desk.said();
    assert!(
        said.starts_with("Taken out. Clean has it, to be put back. 1 mark is gone with its words"),
        "{said}"
    );
    desk.send(Command::Decide { block: boats, keep: true });
    assert_eq!(desk.written(), document_to_notation(&before));
    assert_eq!(desk.notice(), None, "it is back with its words");
    desk.send(Command::Undo).send(Command::Undo);
    assert_eq!(*desk.document(), before);
}

#[test]
fn the_file_keeps_the_corrected_text_and_its_source() {
    let mut desk = Desk::pasted(&["Okafr", "Port Elery", "Tuesday"]);
    desk.retype("Okafr", "Okafor").retype("Elery", "Ellery").retype("coucil", "council");
    desk.send(Command::Decide { block: desk.block("Zoë"), keep: true });
    desk.retype("ride them every day.", "ride them. And more 漢.");
    let project = desk.workspace.project();
    let native = format::ALL.iter().find(|format| format.name == "Tagline").or(format::ALL.first()).unwrap();
    let exported = native.write(&project, &[]);
    assert_eq!(exported.losses, []);
    let read = native.read(exported.content()).unwrap();
    assert_eq!(read.project, project);
    // Opened again, its blocks have what was typed.
    let mut again = Desk::default().load(read.project);
    again.send(Command::Show(View::Clean));
    let ticket = again.workspace.job().unwrap().ticket;
    let document = again.document().clone();
    let source = document.source().unwrap().clone();
    let article = reopen(source, document.removed(), document.map(), document.metadata());
    again.send(Command::Cleaned { ticket, article: Rc::new(article) });
    let zoe = again.block("Zoë");
    again.send(Command::Decide { block: zoe, keep: false });
    assert!(again.text().contains("Émile Okafor") && again.text().contains("ride them. And more 漢."));
    assert_eq!(again.document().annotations().len(), 3);
    // On what was pasted the marks stand on the words that stood there.
    let (moved, losses) = on_source(&project);
    let words: Vec<_> =
        moved.documents[0].annotations().iter().map(|mark| moved.documents[0].words(mark.span)).collect();
    assert_eq!(words, ["Port Elery", "Tuesday", "Okafr"]);
    assert_eq!(losses.len(), 1);
}

#[test]
fn a_file_whose_blocks_are_not_read_yet_can_be_corrected() {
    let mut desk = Desk::pasted(&["Okafr"]);
    let mut again = Desk::default().load(desk.workspace.project());
    assert!(again.workspace.current().unwrap().article().is_none());
    let line = again.text().lines().find(|line| line.contains("boats")).unwrap().to_owned();
    again.retype("coucil", "council").retype(&line, "");
    desk.retype("coucil", "council").retype(&line, "");
    assert_eq!(again.document().cleaned(), desk.document().cleaned());
    assert_eq!(again.document().set_aside().len(), 1);
    // No file holds that mark, and export says so.
    let losses = format::losses(&again.workspace.project(), format::ALL[0].rules.parts);
    assert!(losses.iter().any(|loss| {
        loss.to_string() == "documents[0]: left out: annotations on words that were taken out of the text"
    }));
}

#[test]
fn words_across_two_blocks_of_a_paragraph_are_typed_anew() {
    let mut desk = Desk::pasted(&["Tuesday"]);
    desk.send(Command::Decide { block: desk.block("(CNN)"), keep: true });
    let both = desk.document().clone();
    assert!(desk.text().contains("(CNN) A court"));
    desk.retype("(CNN) A court", "(CNN) – The court");
    assert!(desk.text().contains("(CNN) – The court on Tuesday"));
    desk.send(Command::Undo);
    assert_eq!(*desk.document(), both);
    // What parts the two is typed away: all of it is the paragraph's.
    desk.retype("(CNN) A court", "(CNN)A court");
    assert!(desk.text().contains("\n\n(CNN)A court on Tuesday"));
    assert!(desk.written().contains("[PLACE Tuesday]"));
    desk.send(Command::Undo);
    assert_eq!(*desk.document(), both);
    // And so is the mark: it is taken out.
    desk.retype("(CNN) A court", "A court");
    assert_eq!(desk.document().removed().iter().filter(|gone| gone.reason == Reason::ByHand).count(), 1);
    assert!(desk.text().contains("\n\nA court on Tuesday"));
    desk.send(Command::Undo);
    assert_eq!(*desk.document(), both);
}

#[test]
fn coverage_goes_with_the_paragraph() {
    let mut desk = Desk::with(&["one\n\ntwo é"]);
    desk.select("one").send(Command::Read(ReadCommand::AndOn));
    desk.retype("one", "one and 漢");
    let coverage = desk.workspace.current().unwrap().coverage();
    assert_eq!((coverage.read, coverage.all), (1, 2));
}

#[test]
fn a_step_of_two_documents_puts_no_mark_into_another_text() {
    let mut desk = Desk::with(&["[PLACE Ohio] and é", "so [PLACE Ohio] is"]);
    let mark = desk.document().annotations()[0].id.clone();
    desk.send(Command::Open(0)).send(Command::Focus(Some(mark))).send(Command::Bulk(BulkCommand::Every));
    let mut wish = (*desk.workspace.bulk().unwrap().wish).clone();
    (wish.everywhere, wish.deed) = (true, Some(tagline::workspace::Deed::Delete));
    desk.send(Command::Bulk(BulkCommand::Wish(Rc::new(wish)))).send(Command::Bulk(BulkCommand::Do));
    desk.send(Command::Open(1)).retype("so", "x");
    desk.tag();
    desk.send(Command::Open(0)).send(Command::Undo);
    let written: Vec<_> =
        desk.workspace.documents().iter().map(|open| document_to_notation(open.document())).collect();
    // What is in pencil there was learned.
    assert_eq!(written, ["[PLACE Ohio] and é", "x [PLACE? Ohio] is"]);
    assert!(desk.said().contains("1 mark changed since then stays as it is"), "{}", desk.said());
}

#[test]
fn a_step_of_two_documents_is_taken_back_where_its_marks_have_moved() {
    let mut desk = Desk::with(&["[PLACE Ohio] and é", "so [PLACE Ohio] is"]);
    let mark = desk.document().annotations()[0].id.clone();
    desk.send(Command::Open(0)).send(Command::Focus(Some(mark))).send(Command::Bulk(BulkCommand::Every));
    let mut wish = (*desk.workspace.bulk().unwrap().wish).clone();
    (wish.everywhere, wish.deed) = (true, Some(tagline::workspace::Deed::Label(label("LAW"))));
    desk.send(Command::Bulk(BulkCommand::Wish(Rc::new(wish)))).send(Command::Bulk(BulkCommand::Do));
    desk.send(Command::Open(1)).retype("so", "漢");
    desk.send(Command::Open(0)).send(Command::Undo);
    let written: Vec<_> =
        desk.workspace.documents().iter().map(|open| document_to_notation(open.document())).collect();
    assert_eq!(written, ["[PLACE Ohio] and é", "漢 [PLACE Ohio] is"]);
}
