//! Carrying out commands: the only way a workspace changes.

use std::rc::Rc;

use super::learn::more;
use super::{Command, Context, Notice, OpenDocument, View, Work, Workspace, article, counted};
use crate::annotation::{Change, DocumentStatus, Edit, EditError, Label, Status};
use crate::text::Span;

impl Workspace {
    /// Does what `command` asks. What cannot be done is told in a notice; nothing else changes then.
    pub fn apply(&mut self, command: Command, context: &Context) {
        if self.annotator != context.annotator {
            self.annotator = context.annotator.clone();
        }
        self.apply_to_whole(command, context);
    }

    /// The same, whatever it changes.
    pub(super) fn apply_any(&mut self, command: Command, context: &Context) {
        if let Some(command) = self.with_all_open(command) {
            self.apply_open(command, context);
        }
    }

    /// The same, with all documents open that it needs.
    pub(super) fn apply_open(&mut self, command: Command, context: &Context) {
        let (before, shown, revision) = (self.current().cloned(), self.show, self.revision);
        let command = self.while_retyping(command);
        self.end_in_hand(&command);
        self.end_retyping(&command);
        if !command.only_looks() {
            self.learn_from_files();
        }
        let looked = command.may_show_a_text();
        if let Err(error) = self.carry_out(command, context) {
            self.notice = Some(Rc::new(Notice {
                title: "That could not be done".to_owned(),
                lines: vec![error.to_string(), "Your work is unchanged.".to_owned()],
                failed: true,
            }));
        }
        self.see_bundled(looked, context);
        self.see_blind();
        // Nothing is decided unseen: where the focus is, its kind is shown.
        if let Some(focused) = self.current().and_then(|open| open.focused()) {
            self.show = self.show.with(focused.status);
        }
        self.see_noting();
        self.see_lost();
        if (self.show, self.revision) != (shown, revision) {
            self.see_bulk();
        }
        self.end_choosing();
        // Only a document that was touched is cut up again.
        let show = self.show;
        if let Some(at) = self.current
            && let Some(open) = self.documents.get_mut(at)
            && (show != shown || before.is_none_or(|before| !Rc::ptr_eq(&before, open)))
        {
            Rc::make_mut(open).draw(show);
        }
    }

    fn carry_out(&mut self, command: Command, context: &Context) -> Result<(), EditError> {
        let Some(command) = self.bulk_deed(command) else { return Ok(()) };
        match command {
            Command::Clean { source, url } => self.start(Work::Clean { source, url }),
            Command::Cleaned { ticket, article } => self.cleaned(ticket, article, context),
            Command::Tagged { ticket, suggestions } => self.tagged(ticket, suggestions, context)?,
            Command::TaggedParts { ticket, parts } => self.tagged_parts(ticket, parts, context)?,
            Command::Loading { ticket, bytes, of } => {
                if let Some(job) = self.job.as_mut().filter(|job| job.ticket == ticket) {
                    (job.done, job.loading) = (bytes as f32 / of.max(1) as f32, Some((bytes, of)));
                }
            }
            Command::Progress { ticket, done } => {
                if let Some(job) = self.job.as_mut().filter(|job| job.ticket == ticket) {
                    (job.done, job.loading) = (done, None);
                }
            }
            Command::Failed { ticket, message } => {
                if let Some(job) = self.take_job(ticket) {
                    self.keep_failed(job.work, message);
                    self.go_on();
                }
            }
            Command::Stop => {
                if let Some(job) = self.job.take() {
                    self.go_on();
                    self.say(match job.work {
                        Work::Clean { .. } | Work::Reopen { .. } => "Cleaning stopped",
                        Work::Tag { .. } => "Tagging stopped",
                    });
                }
            }
            Command::Retry => self.retry(),
            Command::GiveUp => self.failure = None,
            Command::Load(loaded) => self.load(loaded, context)?,
            Command::OpenBundle(loaded) => self.open_bundle(loaded, context)?,
            Command::DropBundle(name) => self.remove_bundle(&name),
            Command::Restore(restored) => self.restore(Rc::unwrap_or_clone(restored)),
            Command::Bring(all) => all.into_iter().for_each(|brought| self.bring(brought)),
            Command::Renew(all) => self.renew(all),
            Command::Needed(come) => self.needed(come, context),
            Command::Close(ids) => self.close(&ids),
            Command::Discard(ids) => self.discard(&ids),
            Command::Mark(ids, status) => self.mark(&ids, status)?,
            Command::TakeIn(id, suggestions) => self.take_in_found(&id, suggestions, context)?,
            // Whatever changes something does so first.
            Command::CatchUp => {}
            Command::Tell(notice) => self.tell(&notice.title, notice.lines, notice.failed),
            Command::Dismiss => self.notice = None,
            Command::Show(view) => self.show_view(view),
            Command::Open(at) => {
                if at < self.documents.len() {
                    self.current = Some(at);
                    self.let_go_of_hidden();
                    self.show_view(View::Annotate);
                }
            }
            Command::Compare(command) => self.compare_command(command, context)?,
            Command::Queue(command) => {
                if let Some(said) = self.queue.apply(command) {
                    self.say(&said);
                }
            }
            Command::Import(command) => self.import(command),
            Command::EditCopy => self.edit_copy(context)?,
            Command::Remove(at) => self.remove_document(at)?,
            Command::Decide { block, keep } => {
                if self.current().is_some_and(|open| open.text_stays()) {
                    self.tell_text_stays();
                    return Ok(());
                }
                let decided = self.current().and_then(|open| article::decide(open, block, keep));
                let Some(article::Decision { change, gone, back }) = decided else {
                    return Ok(());
                };
                self.edit(|open| open.change(if keep { "put back" } else { "take out" }, change))?;
                let said = match (keep, gone, back) {
                    (true, 0, 0) => "Put back".to_owned(),
                    (true, 0, back) => format!("Put back, with {}", counted(back, "mark")),
                    (true, gone, _) => {
                        let parted = counted(gone, "mark");
                        format!("Put back. It parts the words of {parted}. One undo brings all back")
                    }
                    (false, 0, _) => "Taken out".to_owned(),
                    (false, gone, _) => {
                        format!("Taken out, with {}. They come back with the words", counted(gone, "mark"))
                    }
                };
                self.say(&said);
            }
            Command::SetField(field, value) => self.set_field(field, &value)?,
            Command::LeaveField => self.typing = None,
            Command::FindNames => self.find_names(),
            Command::Focus(id) => self.look(|open| {
                open.let_go();
                open.focus = id.filter(|id| open.document.annotation(id).is_some_and(|mark| open.sees(mark)));
            }),
            Command::Step { forward, pencil } => {
                let show = self.show;
                let wanted = |status| if pencil { status == Status::Suggested } else { show.shows(status) };
                let found = self
                    .current()
                    .and_then(|open| open.neighbour(forward, |annotation| wanted(annotation.status)));
                match found {
                    Some(id) => {
                        self.look(|open| {
                            open.let_go();
                            open.focus = Some(id);
                        });
                        self.say_focus();
                    }
                    None if pencil && forward => self.say("No pencil further on"),
                    None if pencil => self.say("No pencil further back"),
                    None => self.say(if forward { "No mark further on" } else { "No mark further back" }),
                }
            }
            Command::Select(span) => self.select(span, context)?,
            Command::MoveCaret { unit, forward, extend } => {
                self.look(|open| {
                    open.move_caret(unit, forward, extend || open.extending);
                    if open.selection.is_some() {
                        open.focus = None;
                    }
                });
                self.say_selection();
            }
            Command::Rest(at) => self.look(|open| open.rest = at),
            Command::LetGo => {
                self.look(OpenDocument::let_go);
                if self.armed.take().is_some() {
                    self.say("No label armed");
                }
            }
            Command::Arm(label) if self.armed.as_ref() == Some(&label) => {
                // With it goes the focus that it left: the next key is not meant for that mark.
                self.look(|open| open.focus = None);
                self.armed = None;
                self.say("No label armed");
            }
            Command::Arm(label) => {
                self.say(&format!("Each selection becomes {label}"));
                self.armed = Some(label);
            }
            Command::Label(label) => {
                let open = self.current();
                let selected = open.is_some_and(|open| open.selection.is_some());
                let focused = open.is_some_and(|open| open.focus.is_some());
                if selected || (focused && self.armed.is_none()) {
                    self.label(&label, context)?;
                } else {
                    self.carry_out(Command::Arm(label), context)?;
                }
            }
            Command::Relabel(label) => self.label(&label, context)?,
            Command::Accept => self.decide(Status::Accepted, context)?,
            Command::Reject => self.decide(Status::Rejected, context)?,
            Command::Delete => {
                let show = self.show;
                if let Some(old) = self.edit(|open| open.delete(show))? {
                    self.say(&format!("Deleted {}", old.label));
                }
            }
            Command::Nudge { edge, unit, forward } => self.nudge(edge, unit, forward, context)?,
            Command::Labels(command) => self.label_command(command)?,
            Command::Read(command) => self.read_command(command)?,
            Command::Bulk(command) => self.bulk_command(command, context)?,
            Command::Note(command) => self.note_command(command)?,
            Command::Retype(command) => self.retype_command(command)?,
            Command::Entity(command) => self.entity_command(command, context)?,
            Command::Hand(command) => self.hand_command(command, context)?,
            Command::Person(command) => self.person_command(command, context)?,
            Command::Done(done) => {
                let status = if done { DocumentStatus::Done } else { DocumentStatus::InProgress };
                self.edit(|open| open.change("set the status", Change(vec![Edit::SetStatus(status)])))?;
                let left = self.current().map(|open| open.coverage()).map_or(0, |read| read.all - read.read);
                match (done, left) {
                    (true, 0) => self.say("Done"),
                    (true, left) => self.say(&format!("Done. {} not read", counted(left, "paragraph"))),
                    (false, _) => self.say("In progress again"),
                }
            }
            Command::Filter(show) => {
                let shown = show.pencil && !self.show.pencil;
                self.show = show;
                self.let_go_of_hidden();
                if shown {
                    self.relearn_all()?;
                }
            }
            Command::SetThreshold(..)
            | Command::SetHabits(_)
            | Command::AddList(_)
            | Command::OfferList(_)
            | Command::TakeOffer(_)
            | Command::OpenOffer
            | Command::DropOffer
            | Command::RemoveList(_)
            | Command::AddRules { .. }
            | Command::Forget(_)
            | Command::Learn(_) => self.rule_command(command)?,
            Command::Undo => self.step_history(true)?,
            Command::Redo => self.step_history(false)?,
            Command::Saved(revision) => self.save(revision),
        }
        Ok(())
    }

    /// Changes the document on screen; an edit counts, a failed one changes nothing.
    pub(super) fn edit<T: Default>(
        &mut self,
        change: impl FnOnce(&mut OpenDocument) -> Result<T, EditError>,
    ) -> Result<T, EditError> {
        match self.current {
            Some(at) => self.edit_at(at, change),
            None => Ok(T::default()),
        }
    }

    /// Changes one document of the session.
    pub(super) fn edit_at<T: Default>(
        &mut self,
        at: usize,
        change: impl FnOnce(&mut OpenDocument) -> Result<T, EditError>,
    ) -> Result<T, EditError> {
        let Some(open) = self.documents.get_mut(at) else { return Ok(T::default()) };
        let mut changed = (**open).clone();
        let result = change(&mut changed)?;
        let touched = !changed.document.is_unchanged_from(&open.document);
        *open = Rc::new(changed);
        if touched {
            self.revision += 1;
            self.relearn(at)?;
        }
        Ok(result)
    }

    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.documents.iter().position(|open| &*open.document.id == id)
    }

    /// Moves the hand, not the document.
    pub(super) fn look(&mut self, change: impl FnOnce(&mut OpenDocument)) {
        if let Some(open) = self.current.and_then(|at| self.documents.get_mut(at)) {
            change(Rc::make_mut(open));
        }
    }

    /// Takes the focus off a mark that is not shown.
    pub(super) fn let_go_of_hidden(&mut self) {
        let show = self.show;
        self.look(|open| {
            if open
                .focused()
                .is_some_and(|annotation| !show.shows(annotation.status) || !open.sees(annotation))
            {
                open.focus = None;
            }
        });
    }

    fn decide(&mut self, status: Status, context: &Context) -> Result<(), EditError> {
        if self.current().is_none_or(|open| open.focus.is_none()) {
            // Nothing in focus: the first press goes to the first suggestion, so that nothing is decided unseen.
            return self.carry_out(Command::Step { forward: true, pencil: true }, context);
        }
        let carry = self.carry();
        let decided = self.edit(|open| open.set_status(status, carry, context))?;
        let Some((old, carried)) = decided else { return Ok(()) };
        let word = if status == Status::Accepted { "Accepted" } else { "Rejected" };
        let left = self.current().map_or(0, |open| open.counts().pencil);
        self.say(&format!("{word} {}.{} {left} in pencil", old.label, more(carried)));
        let next = self
            .current()
            .filter(|_| self.show.pencil)
            .and_then(|open| open.neighbour(true, |other| other.status == Status::Suggested));
        match next {
            Some(next) => self.look(|open| open.focus = Some(next)),
            None => self.let_go_of_hidden(),
        }
        Ok(())
    }

    pub(super) fn label(&mut self, label: &Label, context: &Context) -> Result<(), EditError> {
        let label = &self.know_label(label);
        let (show, carry) = (self.show, self.carry());
        if let Some((new, carried)) = self.edit(|open| open.set_label(label, show, carry, context))? {
            self.sign(context);
            let words =
                self.current().map(|open| open.document.words(new.span).to_owned()).unwrap_or_default();
            self.say(format!("{words} is {label}.{}", more(carried)).trim_end_matches('.'));
        }
        Ok(())
    }

    fn select(&mut self, span: Option<Span>, context: &Context) -> Result<(), EditError> {
        self.look(|open| {
            open.extending = false;
            open.selection = span.filter(|span| span.slice(open.document.text()).is_some());
            open.anchor = None;
            if open.selection.is_some() {
                open.focus = None;
            }
        });
        match self.armed.clone() {
            Some(label) if self.current().is_some_and(|open| open.selection.is_some()) => {
                self.label(&label, context)
            }
            _ => Ok(()),
        }
    }

    /// Notes that this annotator has worked on the project.
    pub(super) fn sign(&mut self, context: &Context) {
        self.knows(&context.annotator);
    }
}
