//! Correcting the words of a paragraph: it is typed anew in its place, and the marks stay on their words.

use std::rc::Rc;

use super::{
    Command, Galley, HandCommand, Notice, OpenDocument, Paragraph, Section, View, Workspace, counted,
};
use crate::annotation::{
    Annotation, AnnotationId, Edit, EditError, Retyped, Status, StepId, Unchanged, retype,
};
use crate::article::Metadata;
use crate::text::{Offset, Span, paragraphs};

/// What a user does with the words of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RetypeCommand {
    /// Begins to type the paragraph anew that the hand is in.
    Open,
    /// Says what is typed so far; nothing is changed by that yet.
    Write(String),
    /// Takes what was typed.
    Take,
    /// Leaves the paragraph as it was.
    Leave,
}

/// The paragraph that is being typed anew.
#[derive(Clone, Debug)]
pub(super) struct Retyping {
    document: Rc<str>,
    /// Where it stands in the text.
    span: Span,
    /// What is typed, once anything is.
    words: Option<Rc<str>>,
    /// The mark that had the focus.
    focus: Option<AnnotationId>,
}

/// Marks that went with their words in one step, as the notice has them.
#[derive(Clone, Debug)]
pub(super) struct Lost {
    document: Rc<str>,
    step: StepId,
    marks: Vec<AnnotationId>,
    lines: Vec<String>,
}

impl Workspace {
    /// Whether a paragraph of the document on screen is being typed anew.
    pub fn is_retyping(&self) -> bool {
        self.current().is_some_and(|open| open.is_retyping())
    }

    /// Whether undo would bring back marks that the notice lists.
    pub fn undo_finds_lost(&self) -> bool {
        let Some(open) = self.current().filter(|_| self.view.shows_document()) else { return false };
        let last = open.history.last();
        self.lost.iter().any(|lost| lost.document == open.document.id && Some(lost.step) == last)
    }

    pub(super) fn retype_command(&mut self, command: RetypeCommand) -> Result<(), EditError> {
        match command {
            RetypeCommand::Open => {
                let typed = self.retyping.as_ref().map(|retyping| retyping.span);
                let hand = self.current().map(|open| (open.hand().0, open.document.text().len()));
                self.take_retyped()?;
                if self.retyping.is_some() {
                    return Ok(());
                }
                if let (Some(typed), Some((hand, before))) = (typed, hand) {
                    // The hand had gone on to another paragraph, which is where it was meant to be.
                    self.look(|open| {
                        let behind = hand > typed.end().0;
                        let after = open.document.text().len();
                        open.focus = None;
                        open.rest = Offset(if behind { hand + after - before } else { hand });
                    });
                }
                self.open_paragraph();
            }
            RetypeCommand::Write(words) => {
                if let Some(retyping) = &mut self.retyping {
                    retyping.words = Some(words.into());
                }
            }
            RetypeCommand::Take if self.retyping.is_none() => {}
            RetypeCommand::Take => {
                self.take_retyped()?;
                if self.view == View::Annotate && self.current().is_some_and(|open| !open.is_tagged()) {
                    // What it names is asked anew.
                    self.show_view(View::Annotate);
                }
            }
            RetypeCommand::Leave => {
                if self.retyping.is_some() {
                    self.close_paragraph();
                    self.say("Left as it was");
                }
            }
        }
        Ok(())
    }

    /// What a command means while a paragraph is typed: the keys that leave or end something leave and end that.
    pub(super) fn while_retyping(&self, command: Command) -> Command {
        match command {
            Command::LetGo if self.is_retyping() => Command::Retype(RetypeCommand::Leave),
            Command::Hand(HandCommand::DoneAndNext) if self.is_retyping() => {
                Command::Retype(RetypeCommand::Take)
            }
            command => command,
        }
    }

    /// Takes what is typed before a command that leaves it behind.
    pub(super) fn end_retyping(&mut self, command: &Command) {
        let leaves = matches!(
            command,
            Command::Show(_)
                | Command::Open(_)
                | Command::Load(_)
                | Command::Clean { .. }
                | Command::Cleaned { .. }
                | Command::Decide { .. }
                | Command::Done(_)
                | Command::Undo
                | Command::Redo
                | Command::Person(_)
        ) || matches!(command, Command::Bring(all) if all.iter().any(|one| one.shown));
        if leaves && self.retyping.is_some() {
            // Where it cannot be taken the paragraph stays as it was, and that is told.
            let _ = self.take_retyped();
            self.close_paragraph();
        }
    }

    fn open_paragraph(&mut self) {
        if self.current().is_some_and(|open| open.is_blind()) {
            self.tell_text_stays();
            return;
        }
        let found = self.current().and_then(|open| {
            let span = open.galley.paragraph_of(open.hand()).or(open.galley.paragraphs().next())?.span;
            Some((open.document.id.clone(), span, open.focus.clone()))
        });
        let Some((document, span, focus)) = found else { return };
        self.bulk = None;
        self.look(|open| {
            open.let_go();
            open.retyping = Some(span);
        });
        self.retyping = Some(Retyping { document, span, words: None, focus });
        self.say("Correct the paragraph");
    }

    /// Ends the typing; the hand is where it was before.
    fn close_paragraph(&mut self) {
        let Some(retyping) = self.retyping.take() else { return };
        let Some(at) = self.position(&retyping.document) else { return };
        if let Some(open) = self.documents.get_mut(at) {
            let show = self.show;
            let open = Rc::make_mut(open);
            open.retyping = None;
            open.rest = retyping.span.start();
            let focus = retyping.focus.as_ref().and_then(|id| open.document.annotation(id));
            let focus = focus.filter(|mark| show.shows(mark.status)).map(|mark| mark.id.clone());
            if open.focus.is_none() && open.selection.is_none() {
                open.focus = focus;
            }
            // Another document may be the next to be shown.
            open.draw(show);
        }
    }

    /// Takes what is typed, and ends the typing unless nothing would be left of the text.
    fn take_retyped(&mut self) -> Result<(), EditError> {
        let Some(retyping) = self.retyping.clone() else { return Ok(()) };
        let Some(at) = self.position(&retyping.document) else { return Ok(()) };
        let Some(open) = self.documents.get(at) else { return Ok(()) };
        let typed = retyping.words.as_deref().map(|words| retype(&open.document, retyping.span, words));
        let mut retyped = match typed {
            Some(Ok(retyped)) => retyped,
            Some(Err(Unchanged::Nothing)) => {
                let lines = vec!["Leave a word in it, or leave the paragraph as it was.".to_owned()];
                self.tell("A text cannot be empty", lines, true);
                return Ok(());
            }
            None | Some(Err(_)) => {
                self.close_paragraph();
                self.say("Nothing changed");
                return Ok(());
            }
        };
        if let Some(article) = &open.article {
            // What is not in the text any more is taken out block by block.
            let cleaned = article.with_text(&retyped.retext.cleaned).cleaned();
            if cleaned.text == retyped.retext.cleaned.text {
                retyped.retext.cleaned = cleaned;
            }
        }
        let headline = headline(open, &retyping, &retyped);
        let (losses, marks) = losses(open, &retyped.gone);
        let emptied = retyped.typed.is_none();
        let comes_back = emptied && open.document.source().is_some();
        let edits = [Edit::SetText(Box::new(retyped.retext))].into_iter();
        let edits = edits.chain(headline.map(|metadata| Edit::SetMetadata(Box::new(metadata)))).collect();
        self.edit_at(at, |open| {
            let change = open.begun(edits);
            open.change(if emptied { "take out a paragraph" } else { "correct the text" }, change)
        })?;
        self.close_paragraph();
        let done = match (emptied, comes_back) {
            (false, _) => "Corrected",
            (true, true) => "Taken out. Clean has it, to be put back",
            (true, false) => "Taken out",
        };
        if losses.is_empty() {
            self.say(done);
            return Ok(());
        }
        let count = marks.len();
        let are = if count == 1 { "is gone with its words" } else { "are gone with their words" };
        self.say(&format!("{done}. {} {are}. One undo brings all back", counted(count, "mark")));
        self.tell_lost(at, losses, marks);
        Ok(())
    }

    /// Lists the marks that went with their words.
    fn tell_lost(&mut self, at: usize, lines: Vec<String>, marks: Vec<AnnotationId>) {
        let before: usize = self.lost.iter().map(|lost| lost.marks.len()).sum();
        self.tell(&lost_title(before + marks.len()), lines.clone(), false);
        let open = self.documents.get(at);
        let lost = open.and_then(|open| {
            Some(Lost { document: open.document.id.clone(), step: open.history.last()?, marks, lines })
        });
        self.lost.extend(lost);
    }

    /// Takes out of the notice what is back: by an undo, or with its words.
    pub(super) fn see_lost(&mut self) {
        if self.lost.is_empty() {
            return;
        }
        let Some(notice) = self.notice.clone() else {
            self.lost.clear();
            return;
        };
        let documents = &self.documents;
        let is_back = |lost: &Lost| {
            let open = documents.iter().find(|open| open.document.id == lost.document);
            open.is_some_and(|open| {
                let there = |id: &AnnotationId| open.document.annotation(id).is_some();
                open.history.next() == Some(lost.step) || lost.marks.iter().all(there)
            })
        };
        let (back, still): (Vec<Lost>, Vec<Lost>) = self.lost.drain(..).partition(is_back);
        self.lost = still;
        if back.is_empty() {
            return;
        }
        let mut lines = notice.lines.clone();
        for line in back.iter().flat_map(|lost| &lost.lines) {
            if let Some(at) = lines.iter().position(|other| other == line) {
                lines.remove(at);
            }
        }
        let left: usize = self.lost.iter().map(|lost| lost.marks.len()).sum();
        let title = if left > 0 { lost_title(left) } else { notice.title.clone() };
        self.notice = (!lines.is_empty()).then(|| Rc::new(Notice { title, lines, failed: notice.failed }));
    }
}

fn lost_title(count: usize) -> String {
    let gone = if count == 1 { "went with its words" } else { "went with their words" };
    format!("{} {gone}", counted(count, "mark"))
}

/// The metadata with what the headline says now, if it was the headline that was typed.
fn headline(open: &OpenDocument, retyping: &Retyping, retyped: &Retyped) -> Option<Metadata> {
    let (document, text) = (&open.document, &retyped.retext.cleaned.text);
    let title = document.metadata().title.as_deref()?;
    let first = paragraphs(document.text()).next()?;
    let is_headline = first.covers(retyping.span) && document.words(first) == title;
    let typed = retyped.typed.filter(|_| is_headline)?;
    let now = paragraphs(text).find(|line| line.covers(typed))?;
    let title = now.slice(text).map(str::to_owned);
    Some(Metadata { title, ..document.metadata().clone() })
}

/// The marks of a person that are gone: a line each, and which they are. Suggestions that nobody has touched go
/// unsaid: the tagger reads the text again.
fn losses(open: &OpenDocument, gone: &[Rc<Annotation>]) -> (Vec<String>, Vec<AnnotationId>) {
    let told = |mark: &&Rc<Annotation>| mark.status == Status::Accepted || mark.note.is_some();
    let (told, others): (Vec<_>, Vec<_>) = gone.iter().partition(told);
    let line = |mark: &Rc<Annotation>| {
        let words = open.document.words(mark.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let note = mark.note.as_ref().map(|note| format!(", with the note “{note}”")).unwrap_or_default();
        format!("“{words}”, {}{note}", mark.label)
    };
    let refused = others.into_iter().filter(|mark| mark.status == Status::Rejected);
    let marks = told.iter().copied().chain(refused).map(|mark| mark.id.clone()).collect::<Vec<_>>();
    let rejected = marks.len() - told.len();
    let mut lines: Vec<String> = told.into_iter().map(line).collect();
    if rejected > 0 {
        lines.push(counted(rejected, "rejected suggestion"));
    }
    (lines, marks)
}

impl Galley {
    /// The same, with the paragraph at `span` to be typed anew, and no other.
    pub(super) fn with_retyped(mut self, span: Option<Span>) -> Galley {
        if self.retyped == span {
            return self;
        }
        self.retyped = span;
        for section in &mut self.sections {
            let is_wrong = |paragraph: &Rc<Paragraph>| paragraph.retyping != (Some(paragraph.span) == span);
            if !section.paragraphs.iter().any(is_wrong) {
                continue;
            }
            let mut paragraphs = section.paragraphs.clone();
            for paragraph in paragraphs.iter_mut().filter(|paragraph| is_wrong(paragraph)) {
                Rc::make_mut(paragraph).retyping = !paragraph.retyping;
            }
            *section = Rc::new(Section { index: section.index, paragraphs });
        }
        self
    }
}
