//! Work for the worker: begun, waited for, taken in when it is done, dropped when it comes too late.

use std::rc::Rc;

use super::{Context, Failure, Job, OpenDocument, View, Work, Workspace, counted};
use crate::annotation::{Document, EditError, Schema, Status};
use crate::article::Article;
use crate::tagging::{Part, Suggestion};

impl Workspace {
    /// Begins `work`, or keeps it for later while a paste is cleaned: that is never given up for other work.
    pub(super) fn start(&mut self, work: Work) {
        if self.job.as_ref().is_some_and(|job| matches!(job.work, Work::Clean { .. })) {
            self.waiting.push(work);
            return;
        }
        self.forget_failed(&work);
        self.tickets += 1;
        self.job = Some(Job { ticket: self.tickets, work, done: 0.0, loading: None });
    }

    /// Begins the work that waits, now that there is no job.
    pub(super) fn go_on(&mut self) {
        if self.job.is_none() && !self.waiting.is_empty() {
            let next = self.waiting.remove(0);
            self.start(next);
        }
    }

    /// The job of that ticket, which is over now; none if it was given up.
    pub(super) fn take_job(&mut self, ticket: u64) -> Option<Job> {
        self.job.take_if(|job| job.ticket == ticket)
    }

    /// Keeps work that could not be done for another try.
    pub(super) fn keep_failed(&mut self, work: Work, message: String) {
        self.forget_failed(&work);
        let mut all = self.failure.take().map_or_else(Vec::new, |failure| failure.work.clone());
        all.push(work);
        self.failure = Some(Rc::new(Failure { message, work: all }));
    }

    /// Forgets work that is begun anew.
    fn forget_failed(&mut self, work: &Work) {
        if let Some(failure) = &mut self.failure {
            let failure = Rc::make_mut(failure);
            failure.work.retain(|failed| !failed.is_the_same_as(work));
            if failure.work.is_empty() {
                self.failure = None;
            }
        }
    }

    /// Tries once more what could not be done, as far as it is still wanted, behind what is under way.
    pub(super) fn retry(&mut self) {
        let Some(failure) = self.failure.take() else { return };
        for work in &failure.work {
            let open = |id: &str| self.documents.iter().find(|open| *open.document.id == *id);
            let wanted = match work {
                Work::Clean { .. } => Some(work.clone()),
                Work::Reopen { document } => {
                    open(document).filter(|open| open.article.is_none()).map(|_| work.clone())
                }
                Work::Tag { document, .. } => open(document)
                    .filter(|open| !open.is_tagged())
                    .map(|open| Work::Tag { document: document.clone(), text: open.document.text().clone() }),
            };
            self.waiting.extend(wanted);
        }
        self.go_on();
    }

    pub(super) fn cleaned(&mut self, ticket: u64, article: Rc<Article>, context: &Context) {
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
                self.say(&format!("{} kept, {out} taken out", counted(kept, "block")));
            }
            Some(Work::Reopen { document }) => {
                if let Some(open) = self.position(&document).and_then(|at| self.documents.get_mut(at)) {
                    let mut article = article;
                    let metadata = open.document.metadata().clone();
                    Rc::make_mut(&mut article).metadata = metadata;
                    // What was typed anew is in the text only.
                    let article = article.with_text(open.document.cleaned());
                    Rc::make_mut(open).article = Some(Rc::new(article));
                }
            }
            _ => {}
        }
        self.go_on();
    }

    pub(super) fn tagged_parts(
        &mut self,
        ticket: u64,
        parts: Vec<Part>,
        context: &Context,
    ) -> Result<(), EditError> {
        let job = self.job.as_ref().filter(|job| job.ticket == ticket);
        let Some(Work::Tag { document, text }) = job.map(|job| &job.work) else { return Ok(()) };
        let at = self.position(document);
        let same = |at: &usize| {
            let open = self.documents.get(*at);
            open.is_some_and(|open| open.document.text() == text && open.unreadable.is_none())
        };
        let Some(at) = at.filter(same) else { return Ok(()) };
        let schema = self.schema.clone();
        let parts =
            parts.into_iter().map(|part| Part { suggestions: taken(&schema, part.suggestions), ..part });
        let parts = parts.collect();
        let linked = self.edit_at(at, |open| open.take_in_parts(parts, context))?;
        self.add_entities(linked);
        Ok(())
    }

    pub(super) fn tagged(
        &mut self,
        ticket: u64,
        suggestions: Vec<Suggestion>,
        context: &Context,
    ) -> Result<(), EditError> {
        let Some(Work::Tag { document, text }) = self.take_job(ticket).map(|job| job.work) else {
            return Ok(());
        };
        self.go_on();
        let Some(at) = self.position(&document) else { return Ok(()) };
        if self.documents.get(at).is_some_and(|open| *open.document.text() != text) {
            // The text has changed meanwhile: what was found stands in another one.
            self.show_view(self.view);
            return Ok(());
        }
        self.found_at(at, suggestions, context)?;
        match self.current() {
            // Not even how many there are is told.
            Some(open) if open.is_blind() => self.say("Read by the tagger"),
            open => {
                let pencil = open.map_or(0, |open| open.counts().pencil);
                self.say(&format!("{pencil} in pencil"));
            }
        }
        Ok(())
    }

    /// Takes in what was found in an open document that nobody looks at.
    pub(super) fn take_in_found(
        &mut self,
        id: &str,
        suggestions: Vec<Suggestion>,
        context: &Context,
    ) -> Result<(), EditError> {
        match self.position(id) {
            Some(at) => self.found_at(at, suggestions, context),
            None => Ok(()),
        }
    }

    fn found_at(
        &mut self,
        at: usize,
        suggestions: Vec<Suggestion>,
        context: &Context,
    ) -> Result<(), EditError> {
        if self.documents.get(at).is_none_or(|open| open.unreadable.is_some()) {
            return Ok(());
        }
        let suggestions = taken(&self.schema, suggestions);
        let is_first = self
            .documents
            .get(at)
            .is_some_and(|open| open.tagged.is_none() || open.document.annotations().is_empty());
        let linked = self.edit_at(at, |open| open.take_in(suggestions, context))?;
        self.suggest_at(at)?;
        if let Some(open) = self.documents.get_mut(at) {
            let show = self.show;
            let open = Rc::make_mut(open);
            let free =
                is_first && open.focus.is_none() && open.selection.is_none() && open.retyping.is_none();
            if show.pencil && free {
                // The hand starts at the first suggestion; read once more, a text leaves it where it is.
                open.focus = open.neighbour(true, |annotation| annotation.status == Status::Suggested);
            }
            open.draw(show);
        }
        self.add_entities(linked);
        Ok(())
    }

    /// Has the tagger read the text on screen.
    pub(super) fn find_names(&mut self) {
        let Some(open) = self.current().filter(|open| !open.document.text().is_empty()).cloned() else {
            return;
        };
        if open.unreadable.is_some() {
            self.refuse_to_change(std::slice::from_ref(&open));
            return;
        }
        let (document, text) = (open.document.id.clone(), open.document.text().clone());
        self.start(Work::Tag { document, text });
    }

    /// Shows `view` where it has something to show, and starts the work it needs.
    pub(super) fn show_view(&mut self, view: View) {
        let Some(open) = self.current().cloned() else {
            // The list of documents needs none that is open.
            self.view = if matches!(view, View::Projects | View::Compare) { view } else { View::Start };
            self.keep_comparison();
            return;
        };
        self.view = view;
        if view == View::Compare {
            self.keep_comparison();
        }
        match view {
            View::Annotate
                if !open.is_tagged() && !open.document.text().is_empty() && open.unreadable.is_none() =>
            {
                let (document, text) = (open.document.id.clone(), open.document.text().clone());
                self.start(Work::Tag { document, text });
            }
            View::Clean if open.article.is_none() && open.document.source().is_some() => {
                self.start(Work::Reopen { document: open.document.id.clone() });
            }
            // Reading for a screen that is left is not waited for; a paste is.
            _ => {
                self.job.take_if(|job| !matches!(job.work, Work::Clean { .. }));
                self.go_on();
            }
        }
    }
}

/// What the tagger found, under the labels that take what it calls so; what none takes is dropped.
fn taken(schema: &Schema, suggestions: Vec<Suggestion>) -> Vec<Suggestion> {
    let named = |suggestion: Suggestion| {
        let label = schema.taker(&suggestion.label)?;
        Some(Suggestion { label, ..suggestion })
    };
    suggestions.into_iter().filter_map(named).collect()
}

impl Work {
    /// Whether it is on the document of that id.
    pub(super) fn is_of(&self, id: &str) -> bool {
        match self {
            Work::Clean { .. } => false,
            Work::Reopen { document } | Work::Tag { document, .. } => **document == *id,
        }
    }

    /// Whether this and `other` come to the same: the same paste, or the same document's.
    fn is_the_same_as(&self, other: &Work) -> bool {
        match (self, other) {
            (Work::Tag { document, .. }, Work::Tag { document: other, .. }) => document == other,
            _ => self == other,
        }
    }
}
