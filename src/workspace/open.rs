//! A document on the desk: its text and annotations, its blocks, its history, and where the hand is.

use std::collections::HashSet;
use std::rc::Rc;

use super::by_hand::ByHand;
use super::learn::Found;
use super::reading::Words;
use super::suggest::Basis;
use super::{Galley, Show};
use crate::annotation::{AnnotationId, Change, Document, EditError, History, Status, StepName, title};
use crate::article::Article;
use crate::format::Unreadable;
use crate::tagging::learned::{Ledger, Lessons};
use crate::text::{Offset, Span, is_same};

/// How many annotations stand in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Accepted.
    pub ink: usize,
    /// Suggested.
    pub pencil: usize,
    /// Rejected.
    pub rejected: usize,
}

impl Counts {
    /// How many of them are shown.
    pub fn shown(self, show: Show) -> usize {
        let of = |shown, count| if shown { count } else { 0 };
        of(show.ink, self.ink) + of(show.pencil, self.pencil) + of(show.rejected, self.rejected)
    }
}

/// A document of this session with all that goes on in it.
#[derive(Clone, Debug)]
pub struct OpenDocument {
    pub(super) document: Rc<Document>,
    /// The source's blocks with the decisions that the document holds; `None` without a source, or until read.
    pub(super) article: Option<Rc<Article>>,
    pub(super) history: Rc<History>,
    /// The annotation that accept, reject and the label keys act on. It exists and is shown.
    pub(super) focus: Option<AnnotationId>,
    /// The stretch that the next label key marks. It is a stretch of the text.
    pub(super) selection: Option<Span>,
    /// Where a selection by keyboard began, and whether it was made by keyboard.
    pub(super) anchor: Option<Span>,
    /// Whether the keys of the caret extend the selection, though Shift is not held.
    pub(super) extending: bool,
    /// Where the caret starts when nothing is selected or in focus: the last place the hand was at.
    pub(super) rest: Offset,
    /// The text as it was when the tagger last read it.
    pub(super) tagged: Option<Rc<str>>,
    /// Suggestions of a tagging that is not over, which it may revise: nobody has touched them.
    pub(super) open_to_change: Rc<HashSet<AnnotationId>>,
    /// What the tagger or a file suggested, from which the open suggestions are made with what was learned.
    pub(super) found: Option<Rc<Found>>,
    /// What a person wrote on suggestions.
    pub(super) by_hand: Rc<ByHand>,
    /// Where the words of its text stand: read when there is time, or when it is needed.
    pub(super) words: Rc<Words>,
    /// What its decisions teach.
    pub(super) lessons: Rc<Lessons>,
    /// The document as it was when its lessons were counted, and what takes single ones back.
    pub(super) ledger: Option<(Rc<Document>, Rc<Ledger>)>,
    /// What its open suggestions were made from.
    pub(super) basis: Option<Rc<Basis>>,
    /// Where the reading of its journal stopped; none where it is whole.
    pub(super) unreadable: Option<Rc<Unreadable>>,
    /// The paragraph that is being typed anew.
    pub(super) retyping: Option<Span>,
    /// For whom blind mode is on.
    pub(super) blind: Option<Rc<str>>,
    /// The document, and what of it is shown; none where that is all of it.
    pub(super) seen: Option<(Rc<Document>, Rc<Document>)>,
    pub(super) galley: Rc<Galley>,
}

impl OpenDocument {
    pub(super) fn new(document: Document, article: Option<Rc<Article>>) -> OpenDocument {
        let document = Rc::new(document);
        let galley = Rc::new(Galley::new(&document, Show::default(), None));
        OpenDocument {
            words: Rc::new(Words::new(document.text().clone())),
            document,
            article,
            history: Rc::default(),
            focus: None,
            selection: None,
            anchor: None,
            extending: false,
            rest: Offset(0),
            tagged: None,
            open_to_change: Rc::default(),
            found: None,
            by_hand: Rc::default(),
            lessons: Rc::default(),
            ledger: None,
            basis: None,
            unreadable: None,
            retyping: None,
            blind: None,
            seen: None,
            galley,
        }
    }

    /// The text with its annotations, but for those that blind mode hides.
    pub fn document(&self) -> &Document {
        self.shown()
    }

    /// The source's blocks with what was decided about each.
    pub fn article(&self) -> Option<&Rc<Article>> {
        self.article.as_ref()
    }

    /// The text cut up for the screen.
    pub fn galley(&self) -> &Rc<Galley> {
        &self.galley
    }

    /// The annotation that has the focus.
    pub fn focus(&self) -> Option<&AnnotationId> {
        self.focus.as_ref()
    }

    /// The stretch that the next label key marks.
    pub fn selection(&self) -> Option<Span> {
        self.selection
    }

    /// Whether the selection was made by keyboard, so that the page has to show it.
    pub fn selected_by_key(&self) -> bool {
        self.anchor.is_some()
    }

    /// Whether one of its paragraphs is being typed anew.
    pub fn is_retyping(&self) -> bool {
        self.retyping.is_some()
    }

    /// Where the keys start when nothing is selected or in focus.
    pub fn rest(&self) -> Offset {
        self.rest
    }

    /// What undo would take back; nothing where that is hidden.
    pub fn next_undo(&self) -> Option<&StepName> {
        self.history.next_undo().filter(|_| !self.step_is_hidden(true))
    }

    /// What redo would do again; nothing where that is hidden.
    pub fn next_redo(&self) -> Option<&StepName> {
        self.history.next_redo().filter(|_| !self.step_is_hidden(false))
    }

    /// Whether the tagger has read the text as it is now.
    pub fn is_tagged(&self) -> bool {
        self.tagged.as_ref().is_some_and(|read| is_same(read, self.document.text()))
    }

    /// Reads a bit of the text for what will be learned of it; says whether there is more. Nothing that is shown changes.
    pub fn read_on(&self) -> bool {
        self.words.read_on()
    }

    /// How many annotations stand in each state, but for those that blind mode hides.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for annotation in self.document.annotations().iter().filter(|one| self.sees(one)) {
            match annotation.status {
                Status::Accepted => counts.ink += 1,
                Status::Suggested => counts.pencil += 1,
                Status::Rejected => counts.rejected += 1,
            }
        }
        counts
    }

    /// The title, else the first words of the text.
    pub fn title(&self) -> String {
        title(&self.document).to_string()
    }

    /// Applies `change` so that undo takes it back under `name`. On an error nothing has changed.
    pub(super) fn change(&mut self, name: &'static str, change: Change) -> Result<(), EditError> {
        self.close_to_change(&change);
        self.keep_by_hand(&change);
        Rc::make_mut(&mut self.history).apply(name, change, Rc::make_mut(&mut self.document))?;
        self.settle();
        Ok(())
    }

    /// Takes the last change back, or does it again; says what it was called.
    pub(super) fn step_history(&mut self, back: bool) -> Result<Option<StepName>, EditError> {
        let before = self.document.clone();
        let (history, document) = (Rc::make_mut(&mut self.history), Rc::make_mut(&mut self.document));
        let name = if back { history.undo(document)? } else { history.redo(document)? };
        self.see_by_hand();
        // The hand goes where something happened.
        let touched = {
            let now = self.document.annotations();
            let before = before.annotations();
            let same = now.iter().zip(before).take_while(|(now, then)| Rc::ptr_eq(now, then)).count();
            let tail =
                now.iter().rev().zip(before.iter().rev()).take_while(|(now, then)| Rc::ptr_eq(now, then));
            let changed = now.len().saturating_sub(tail.count());
            (same < changed).then(|| now.get(same).map(|annotation| annotation.id.clone())).flatten()
        };
        if touched.is_some() {
            self.let_go();
            self.focus = touched;
        }
        self.settle();
        Ok(name)
    }

    /// Lets go of the focus and of the selection; the keys go on from there.
    pub(super) fn let_go(&mut self) {
        let here = self.selection.or(self.focused().map(|annotation| annotation.span));
        self.rest = here.map_or(self.rest, |span| span.start());
        self.focus = None;
        self.selection = None;
        self.anchor = None;
        self.extending = false;
    }

    /// Brings what follows from the document back in step with it.
    fn settle(&mut self) {
        let another = !self.words.are_of(self.document.text());
        if another {
            self.words = Rc::new(Words::new(self.document.text().clone()));
            // Their places were another text's.
            (self.retyping, self.selection, self.anchor, self.extending) = (None, None, None, false);
        }
        if let Some(article) = &mut self.article {
            super::article::keep_in_step(article, self.document.removed());
            if another {
                *article = Rc::new(article.with_text(self.document.cleaned()));
            }
        }
        if self.focus.as_ref().is_some_and(|id| self.document.annotation(id).is_none()) {
            self.focus = None;
        }
        if self.selection.is_some_and(|span| span.slice(self.document.text()).is_none()) {
            self.selection = None;
            self.anchor = None;
        }
    }

    /// Cuts the text up for the screen again, keeping every piece that is as it was.
    pub(super) fn draw(&mut self, show: Show) {
        self.see();
        let galley = self.galley.again(self.shown(), show, self.focus.as_ref());
        self.galley = Rc::new(galley.with_retyped(self.retyping));
    }
}
