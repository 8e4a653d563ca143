//! Every user action is one command.

use std::rc::Rc;

use super::select::nudge;
use super::{Context, Edge, Job, Notice, OpenDocument, Show, Unit, View, Work, Workspace, article};
use crate::annotation::{
    AnnotationId, Annotator, Change, Document, DocumentStatus, Edit, EditError, Label, Project, Schema,
    Status,
};
use crate::article::{Article, Metadata, Source};
use crate::tagging::Suggestion;
use crate::text::Span;

/// What a user asked for, or what came back from work that was asked for.
#[derive(Clone, Debug)]
pub enum Command {
    /// Clean a paste or a file into a new document.
    Clean {
        /// What was pasted.
        source: Source,
        /// The page's address, where known.
        url: Option<String>,
    },
    /// The worker has cleaned.
    Cleaned {
        /// Which job it was.
        ticket: u64,
        /// What came of it.
        article: Rc<Article>,
    },
    /// The worker has tagged.
    Tagged {
        /// Which job it was.
        ticket: u64,
        /// What came of it.
        suggestions: Vec<Suggestion>,
    },
    /// The worker has come this far.
    Progress {
        /// Which job it is.
        ticket: u64,
        /// The share that is done, 0 to 1.
        done: f32,
    },
    /// The worker could not do it.
    Failed {
        /// Which job it was.
        ticket: u64,
        /// Why.
        message: String,
    },
    /// Give up what the worker is busy with.
    Stop,
    /// Take in the documents of a file.
    Load(Loaded),
    /// Tell the user something.
    Tell(Notice),
    /// The user has read the notice.
    Dismiss,
    /// Show another screen.
    Show(View),
    /// Show another document of this session.
    Open(usize),
    /// Put a block back, or take it out.
    Decide {
        /// Its place among the article's blocks.
        block: usize,
        /// Whether it belongs to the article.
        keep: bool,
    },
    /// Set a field of the metadata.
    SetField(Field, String),
    /// Move the focus to an annotation, or to none.
    Focus(Option<AnnotationId>),
    /// Move the focus to the next annotation, or the one before.
    Step {
        /// To the next.
        forward: bool,
        /// Past all but suggestions.
        pencil: bool,
    },
    /// Select a stretch of the text, by hand.
    Select(Option<Span>),
    /// Move the caret, or one end of the selection, by key.
    MoveCaret {
        /// By how much.
        unit: Unit,
        /// Towards the text's end.
        forward: bool,
        /// Keep the other end where it is.
        extend: bool,
    },
    /// Give every further selection this label at once; the same again ends that.
    Arm(Label),
    /// Label the selection, or relabel the focused annotation.
    Label(Label),
    /// Say yes to the focused annotation, and go on to the next suggestion.
    Accept,
    /// Say no to it, and go on to the next suggestion.
    Reject,
    /// Take it out.
    Delete,
    /// Move one end of it.
    Nudge {
        /// Which end.
        edge: Edge,
        /// By how much.
        unit: Unit,
        /// Towards the text's end.
        forward: bool,
    },
    /// Call the document done, or not yet.
    Done(bool),
    /// Show or hide annotations by their status.
    Filter(Show),
    /// Take the last change back.
    Undo,
    /// Do it again.
    Redo,
    /// A file outside now holds this revision.
    Saved(u64),
}

/// The documents of a file that was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The file's name.
    pub name: String,
    /// What it holds.
    pub project: Project,
    /// What was not understood in it, a line each.
    pub issues: Vec<String>,
}

/// A field of the metadata that a user may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// The authors, a comma between.
    Authors,
    /// When it was first published.
    Published,
    /// When it was last changed.
    Updated,
    /// The site's name.
    Site,
    /// The language.
    Language,
    /// The address.
    Url,
}

impl Field {
    /// Its value as a user types it.
    pub fn read(self, metadata: &Metadata) -> String {
        let value = match self {
            Field::Title => &metadata.title,
            Field::Authors => return metadata.authors.join(", "),
            Field::Published => &metadata.published,
            Field::Updated => &metadata.updated,
            Field::Site => &metadata.site,
            Field::Language => &metadata.language,
            Field::Url => &metadata.url,
        };
        value.clone().unwrap_or_default()
    }

    fn write(self, metadata: &mut Metadata, value: &str) {
        let value = value.trim();
        let place = match self {
            Field::Title => &mut metadata.title,
            Field::Authors => {
                let names = value.split(',').map(str::trim).filter(|name| !name.is_empty());
                metadata.authors = names.map(str::to_owned).collect();
                return;
            }
            Field::Published => &mut metadata.published,
            Field::Updated => &mut metadata.updated,
            Field::Site => &mut metadata.site,
            Field::Language => &mut metadata.language,
            Field::Url => &mut metadata.url,
        };
        *place = (!value.is_empty()).then(|| value.to_owned());
    }
}

impl Workspace {
    /// Does what `command` asks. What cannot be done is told in a notice; nothing else changes then.
    pub fn apply(&mut self, command: Command, context: &Context) {
        let before = self.current().cloned();
        if let Err(error) = self.carry_out(command, context) {
            self.notice = Some(Rc::new(Notice {
                title: "That could not be done".to_owned(),
                lines: vec![error.to_string(), "Your work is unchanged.".to_owned()],
                failed: true,
            }));
        }
        // Only a document that was touched is cut up again.
        let show = self.show;
        if let Some(at) = self.current
            && let Some(open) = self.documents.get_mut(at)
            && before.is_none_or(|before| !Rc::ptr_eq(&before, open))
        {
            Rc::make_mut(open).draw(show);
        }
    }

    fn carry_out(&mut self, command: Command, context: &Context) -> Result<(), EditError> {
        match command {
            Command::Clean { source, url } => self.start(Work::Clean { source, url }),
            Command::Cleaned { ticket, article } => self.cleaned(ticket, article, context),
            Command::Tagged { ticket, suggestions } => self.tagged(ticket, suggestions, context)?,
            Command::Progress { ticket, done } => {
                if let Some(job) = self.job.as_mut().filter(|job| job.ticket == ticket) {
                    job.done = done;
                }
            }
            Command::Failed { ticket, message } => {
                if self.take_job(ticket).is_some() {
                    self.tell("That did not work", vec![message, "Your work is unchanged.".to_owned()], true);
                }
            }
            Command::Stop => {
                if let Some(job) = self.job.take() {
                    self.say(match job.work {
                        Work::Clean { .. } | Work::Reopen { .. } => "Cleaning stopped",
                        Work::Tag { .. } => "Tagging stopped",
                    });
                }
            }
            Command::Load(loaded) => self.load(loaded, context),
            Command::Tell(notice) => self.notice = Some(Rc::new(notice)),
            Command::Dismiss => self.notice = None,
            Command::Show(view) => self.show_view(view),
            Command::Open(at) => {
                if at < self.documents.len() {
                    self.current = Some(at);
                    self.show_view(View::Annotate);
                }
            }
            Command::Decide { block, keep } => {
                let Some((change, gone)) = self.current().and_then(|open| article::decide(open, block, keep))
                else {
                    return Ok(());
                };
                self.edit(|open| open.change(if keep { "put back" } else { "take out" }, change))?;
                let said = match (keep, gone) {
                    (true, _) => "Put back".to_owned(),
                    (false, 0) => "Taken out".to_owned(),
                    (false, gone) => format!("Taken out, with {gone} marks. One undo brings them back"),
                };
                self.say(&said);
            }
            Command::SetField(field, value) => {
                let Some(mut metadata) = self.current().map(|open| open.document.metadata().clone()) else {
                    return Ok(());
                };
                let before = metadata.clone();
                field.write(&mut metadata, &value);
                if metadata != before {
                    let change = Change(vec![Edit::SetMetadata(Box::new(metadata))]);
                    self.edit(|open| open.change("change a field", change))?;
                }
            }
            Command::Focus(id) => self.look(|open| {
                open.focus = id.filter(|id| open.document.annotation(id).is_some());
                open.selection = None;
                open.anchor = None;
            }),
            Command::Step { forward, pencil } => {
                let show = self.show;
                let shown = move |status| match status {
                    Status::Accepted => show.ink && !pencil,
                    Status::Suggested => show.pencil || pencil,
                    Status::Rejected => show.rejected && !pencil,
                };
                self.show.pencil |= pencil;
                let found = self
                    .current()
                    .and_then(|open| open.neighbour(forward, |annotation| shown(annotation.status)));
                match found {
                    Some(id) => {
                        self.look(|open| {
                            open.focus = Some(id);
                            open.selection = None;
                            open.anchor = None;
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
                    open.move_caret(unit, forward, extend);
                    if open.selection.is_some() {
                        open.focus = None;
                    }
                });
                let words =
                    self.current().and_then(|open| Some(open.document.words(open.selection?).to_owned()));
                self.say(&words.unwrap_or_default());
            }
            Command::Arm(label) => {
                let off = self.armed.as_ref() == Some(&label);
                self.say(&if off {
                    "No label armed".to_owned()
                } else {
                    format!("Each selection becomes {label}")
                });
                self.armed = (!off).then_some(label);
            }
            Command::Label(label) => self.label(&label, context)?,
            Command::Accept => self.decide(Status::Accepted, context)?,
            Command::Reject => self.decide(Status::Rejected, context)?,
            Command::Delete => {
                if let Some(old) = self.edit(OpenDocument::delete)? {
                    self.say(&format!("Deleted {}", old.label));
                }
            }
            Command::Nudge { edge, unit, forward } => self.nudge(edge, unit, forward, context)?,
            Command::Done(done) => {
                let status = if done { DocumentStatus::Done } else { DocumentStatus::InProgress };
                self.edit(|open| open.change("set the status", Change(vec![Edit::SetStatus(status)])))?;
                self.say(if done { "Done" } else { "In progress again" });
            }
            Command::Filter(show) => {
                self.show = show;
                self.look(|open| {
                    let hidden = open.focused().is_some_and(|annotation| match annotation.status {
                        Status::Accepted => !show.ink,
                        Status::Suggested => !show.pencil,
                        Status::Rejected => !show.rejected,
                    });
                    if hidden {
                        open.focus = None;
                    }
                });
            }
            Command::Undo => self.step_history(true)?,
            Command::Redo => self.step_history(false)?,
            Command::Saved(revision) => self.saved = self.saved.max(revision.min(self.revision)),
        }
        Ok(())
    }

    /// Changes the document on screen; an edit counts, a failed one changes nothing.
    fn edit<T>(
        &mut self,
        change: impl FnOnce(&mut OpenDocument) -> Result<T, EditError>,
    ) -> Result<T, EditError>
    where
        T: Default,
    {
        let Some(open) = self.current.and_then(|at| self.documents.get_mut(at)) else {
            return Ok(T::default());
        };
        let mut changed = (**open).clone();
        let result = change(&mut changed)?;
        if changed.document != open.document {
            self.revision += 1;
        }
        *open = Rc::new(changed);
        Ok(result)
    }

    /// Moves the hand, not the document.
    fn look(&mut self, change: impl FnOnce(&mut OpenDocument)) {
        if let Some(open) = self.current.and_then(|at| self.documents.get_mut(at)) {
            change(Rc::make_mut(open));
        }
    }

    fn decide(&mut self, status: Status, context: &Context) -> Result<(), EditError> {
        if self.current().is_none_or(|open| open.focus.is_none()) {
            // Nothing in focus: the first press goes to the first suggestion, so that nothing is decided unseen.
            return self.carry_out(Command::Step { forward: true, pencil: true }, context);
        }
        let Some(old) = self.edit(|open| open.set_status(status, context))? else { return Ok(()) };
        let word = if status == Status::Accepted { "Accepted" } else { "Rejected" };
        let left = self.current().map_or(0, |open| open.counts().pencil);
        self.say(&format!("{word} {}. {left} in pencil", old.label));
        let hidden = status == Status::Rejected && !self.show.rejected;
        self.look(|open| {
            let next = open.neighbour(true, |other| other.status == Status::Suggested);
            if next.is_some() {
                open.focus = next;
            } else if hidden {
                open.focus = None;
            }
        });
        Ok(())
    }

    fn label(&mut self, label: &Label, context: &Context) -> Result<(), EditError> {
        if self.current().is_none_or(|open| open.selection.is_none() && open.focus.is_none()) {
            return self.carry_out(Command::Arm(label.clone()), context);
        }
        if self.schema.get(label).is_none() {
            self.schema = Rc::new(self.schema.with(label));
        }
        if let Some(new) = self.edit(|open| open.set_label(label, context))? {
            self.sign(context);
            let words =
                self.current().map(|open| open.document.words(new.span).to_owned()).unwrap_or_default();
            self.say(&format!("{words} is {label}"));
        }
        Ok(())
    }

    fn select(&mut self, span: Option<Span>, context: &Context) -> Result<(), EditError> {
        self.look(|open| {
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

    fn nudge(&mut self, edge: Edge, unit: Unit, forward: bool, context: &Context) -> Result<(), EditError> {
        let Some(open) = self.current() else { return Ok(()) };
        let Some(span) = open.focused().map(|annotation| annotation.span) else { return Ok(()) };
        let Some(moved) = nudge(open.document.text(), span, edge, unit, forward) else {
            self.say("No further");
            return Ok(());
        };
        self.edit(|open| open.set_span(moved, context))?;
        let words = self.current().map(|open| open.document.words(moved).to_owned()).unwrap_or_default();
        self.say(&words);
        Ok(())
    }

    fn step_history(&mut self, back: bool) -> Result<(), EditError> {
        match self.edit(|open| open.step_history(back))? {
            Some(name) => self.say(&format!("{}: {name}", if back { "Undone" } else { "Done again" })),
            None => self.say(if back { "Nothing to undo" } else { "Nothing to do again" }),
        }
        Ok(())
    }

    /// Notes that this annotator has worked on the project.
    fn sign(&mut self, context: &Context) {
        if self.annotators.iter().all(|annotator| annotator.name != context.annotator) {
            let annotator = Annotator { name: context.annotator.clone(), extra: None };
            Rc::make_mut(&mut self.annotators).push(annotator);
        }
    }

    fn start(&mut self, work: Work) {
        self.tickets += 1;
        self.job = Some(Job { ticket: self.tickets, work, done: 0.0 });
    }

    /// The job of that ticket, which is over now; none if it was given up.
    fn take_job(&mut self, ticket: u64) -> Option<Job> {
        self.job.take_if(|job| job.ticket == ticket)
    }

    fn cleaned(&mut self, ticket: u64, article: Rc<Article>, context: &Context) {
        match self.take_job(ticket).map(|job| job.work) {
            Some(Work::Clean { .. }) => {
                let cleaned = article.cleaned();
                let kept = article.blocks.iter().filter(|block| block.removed.is_none()).count();
                let out = article.blocks.len() - kept;
                let document = Document::new(
                    context.fresh.clone(),
                    Some(article.source.clone()),
                    cleaned,
                    article.metadata.clone(),
                );
                self.documents.push(Rc::new(OpenDocument::new(document, Some(article))));
                self.current = Some(self.documents.len() - 1);
                self.revision += 1;
                self.view = View::Clean;
                self.notice = None;
                self.say(&format!("{kept} blocks kept, {out} taken out"));
            }
            Some(Work::Reopen { document }) => {
                if let Some(at) = self.documents.iter().position(|open| open.document.id == document)
                    && let Some(open) = self.documents.get_mut(at)
                {
                    Rc::make_mut(open).article = Some(article);
                }
            }
            _ => {}
        }
    }

    fn tagged(
        &mut self,
        ticket: u64,
        suggestions: Vec<Suggestion>,
        context: &Context,
    ) -> Result<(), EditError> {
        let Some(Work::Tag { document }) = self.take_job(ticket).map(|job| job.work) else { return Ok(()) };
        if self.current().is_none_or(|open| open.document.id != document) {
            return Ok(());
        }
        let linked = self.edit(|open| open.take_in(suggestions, context))?;
        let entities = Rc::make_mut(&mut self.entities);
        for entity in linked {
            if entities.iter().all(|known| known.id != entity.id) {
                entities.push(entity);
            }
        }
        let pencil = self.current().map_or(0, |open| open.counts().pencil);
        self.say(&format!("{pencil} in pencil"));
        Ok(())
    }

    fn load(&mut self, loaded: Loaded, context: &Context) {
        let Loaded { name, project, issues } = loaded;
        if project.documents.is_empty() {
            let mut lines = vec![format!("{name} holds no document")];
            lines.extend(issues);
            lines.push("Your work is unchanged.".to_owned());
            return self.tell("Nothing to open", lines, true);
        }
        let fresh = self.documents.is_empty();
        if fresh {
            self.schema = Rc::new(project.schema);
            self.extra = project.extra;
            self.saved = self.revision;
        } else {
            for def in project.schema.labels() {
                if self.schema.get(&def.label).is_none() {
                    let mut labels = self.schema.labels().to_vec();
                    labels.push(def.clone());
                    self.schema = Schema::new(labels).map_or_else(|| self.schema.clone(), Rc::new);
                }
            }
        }
        let annotators = Rc::make_mut(&mut self.annotators);
        for annotator in project.annotators {
            if annotators.iter().all(|known| known.name != annotator.name) {
                annotators.push(annotator);
            }
        }
        let entities = Rc::make_mut(&mut self.entities);
        for entity in project.entities {
            if entities.iter().all(|known| known.id != entity.id) {
                entities.push(entity);
            }
        }
        let first = self.documents.len();
        for (number, document) in project.documents.into_iter().enumerate() {
            let mut document = (*document).clone();
            if self.documents.iter().any(|open| open.document.id == document.id) {
                // Both stay; the one that comes later gets an id of its own.
                document.id = format!("{}-{}.{number}", document.id, context.fresh).into();
            }
            let mut open = OpenDocument::new(document, None);
            // What was annotated elsewhere is not tagged again by itself.
            open.tagged = Some(open.document.text().clone());
            open.draw(self.show);
            self.documents.push(Rc::new(open));
        }
        self.current = Some(first);
        if !fresh {
            self.revision += 1;
        }
        self.notice = None;
        self.show_view(View::Annotate);
        if !issues.is_empty() {
            let title = format!("{name}: {} places were not understood", issues.len());
            self.tell(&title, issues, false);
        }
        let loaded = self.documents.len() - first;
        self.say(&if loaded == 1 {
            "1 document opened".to_owned()
        } else {
            format!("{loaded} documents opened")
        });
    }

    /// Shows `view` where it has something to show, and starts the work it needs.
    fn show_view(&mut self, view: View) {
        let Some(open) = self.current().cloned() else {
            self.view = View::Start;
            return;
        };
        self.view = view;
        match view {
            View::Annotate if !open.is_tagged() && !open.document.text().is_empty() => {
                self.start(Work::Tag { document: open.document.id.clone() });
            }
            View::Clean if open.article.is_none() && open.document.source().is_some() => {
                self.start(Work::Reopen { document: open.document.id.clone() });
            }
            // Work for a document that is not on screen any more is not waited for.
            _ => self.job = None,
        }
    }

    fn say(&mut self, words: &str) {
        self.said = words.into();
    }

    fn say_focus(&mut self) {
        let words = self.current().and_then(|open| {
            let annotation = open.focused()?;
            Some(format!(
                "{}, {}, {}",
                open.document.words(annotation.span),
                annotation.label,
                annotation.status.name()
            ))
        });
        self.say(&words.unwrap_or_default());
    }

    fn tell(&mut self, title: &str, lines: Vec<String>, failed: bool) {
        self.notice = Some(Rc::new(Notice { title: title.to_owned(), lines, failed }));
    }
}
