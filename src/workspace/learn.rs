//! Learning on the spot: what is decided changes what is still suggested, here and in the other documents.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::suggest::is_learned;
use super::{Context, OpenDocument, Show, Workspace};
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Evidence, LabelDef, Schema, Status, difference,
};
use crate::tagging::is_a_kind;
use crate::tagging::learned::{CARRIED, Example, Learned, Ledger, Lessons, Name, Touched, alike, is_carried};
use crate::text::Span;

/// From how many documents the model learns at most: each has to be read for that.
const EXAMPLES: usize = 40;

/// What the tagger or a file suggested in a text: never changed by what is learned, so that it can be forgotten.
#[derive(Debug)]
pub(super) struct Found {
    /// The text.
    pub text: Rc<str>,
    /// In the text's order, none overlapping.
    pub suggested: Vec<Rc<Annotation>>,
    /// Whether the tagger found it. A mark over one of its suggestions takes that one's place; what a file suggests may mean
    /// a name within a name, and stays.
    pub flat: bool,
    keys: OnceCell<Keys>,
}

/// The places of suggestions among those that were found.
#[derive(Debug)]
pub(super) struct Keys {
    /// By id.
    pub by_id: HashMap<AnnotationId, usize>,
    /// By what names have in common with all that they are suggested as.
    pub alike: HashMap<u32, Vec<usize>>,
    /// Those that reach over a line's end.
    pub across: Vec<usize>,
}

impl Found {
    /// What was suggested in `text`.
    pub fn new(text: Rc<str>, suggested: Vec<Rc<Annotation>>, flat: bool) -> Found {
        Found { text, suggested, flat, keys: OnceCell::new() }
    }

    /// Where each of them is.
    pub fn keys(&self) -> &Keys {
        self.keys.get_or_init(|| {
            let mut keys = Keys { by_id: HashMap::new(), alike: HashMap::new(), across: Vec::new() };
            for (at, one) in self.suggested.iter().enumerate() {
                let words = one.span.slice(&self.text).unwrap_or_default();
                keys.by_id.insert(one.id.clone(), at);
                keys.alike.entry(alike(words)).or_default().push(at);
                if words.contains('\n') {
                    keys.across.push(at);
                }
            }
            keys
        })
    }
}

/// The open suggestions that stand apart from all others, as what was found.
pub(super) fn found_in(document: &Document, flat: bool) -> Found {
    let annotations = document.annotations();
    let mut end = 0;
    let mut suggested = Vec::new();
    for (at, annotation) in annotations.iter().enumerate() {
        let next = annotations.get(at + 1).map_or(usize::MAX, |next| next.span.start().0);
        let apart = annotation.span.start().0 >= end && annotation.span.end().0 <= next;
        end = end.max(annotation.span.end().0);
        if apart && annotation.status == Status::Suggested && !(flat && is_learned(annotation)) {
            suggested.push(annotation.clone());
        }
    }
    Found::new(document.text().clone(), suggested, flat)
}

/// What documents taught, by their ids.
pub(super) type Taught = HashMap<Rc<str>, Rc<Lessons>>;

impl OpenDocument {
    /// Takes the open suggestions that stand apart from all others as what was found.
    pub(super) fn found_in_file(&mut self) {
        self.find(false);
    }

    /// The same where it is the tagger's.
    pub(super) fn found_by_tagger(&mut self) {
        self.find(true);
    }

    fn find(&mut self, flat: bool) {
        self.found = Some(Rc::new(found_in(&self.document, flat)));
    }

    /// Counts what its decisions teach, as far as they are others than the last time; says of what something else is said,
    /// or nothing where all was counted.
    pub(super) fn learn(&mut self, schema: &Schema) -> Option<Touched> {
        let text = self.document.text();
        let cut = |span: Span| self.words.cut(span);
        let Some((then, ledger)) =
            &mut self.ledger.as_mut().filter(|(then, _)| Rc::ptr_eq(then.text(), text))
        else {
            let ledger = Ledger::of(&self.document, schema, cut);
            self.lessons = ledger.lessons.clone();
            self.ledger = Some((self.document.clone(), ledger.into()));
            return None;
        };
        let (gone, come) = difference(then.annotations(), self.document.annotations());
        let decided = |one: &&Rc<Annotation>| one.status != Status::Suggested;
        let gone: Vec<_> = gone.into_iter().filter(decided).collect();
        let come: Vec<_> = come.into_iter().filter(decided).collect();
        if gone.is_empty() && come.is_empty() {
            return Some(Touched::default());
        }
        let touched = Rc::make_mut(ledger).turn(&self.document, schema, (&gone, &come), cut);
        self.lessons = ledger.lessons.clone();
        // The next difference is one from here on.
        *then = self.document.clone();
        Some(touched)
    }

    /// Where its text has `name`, in order, none overlapping.
    pub(super) fn places_of(&self, name: &Name) -> Vec<Span> {
        self.words.index().find(self.document.text(), name).collect()
    }

    /// The decisions that follow from making `new` of `old`, on the same words elsewhere in the document: on open
    /// suggestions, and where the decision on `old` was carried to before. What is hidden is left alone.
    pub(super) fn carried(
        &self,
        old: &Annotation,
        new: &Annotation,
        show: Show,
        context: &Context,
    ) -> Vec<Edit> {
        let Some(name) = Name::new(self.document.words(old.span)) else { return Vec::new() };
        let named = |annotation: &Annotation| name.is(self.document.words(annotation.span));
        if !named(new) {
            return Vec::new();
        }
        // A part of a longer name is another matter: `Google` of `Google Cloud`.
        let cut = |span: Span| self.found.is_some() && self.words.cut(span);
        let old_is_cut = cut(old.span);
        let follows = |other: &&Rc<Annotation>| {
            let open =
                other.status == Status::Suggested && (other.label == old.label || other.label == new.label);
            let followed = !is_carried(old)
                && is_carried(other)
                && other.label == old.label
                && other.status == old.status;
            other.id != old.id
                && show.shows(other.status)
                && self.sees(other)
                && (open || followed)
                && named(other)
                && (old_is_cut || !cut(other.span))
        };
        let same = |other: &Rc<Annotation>| {
            let mut carried = super::decide::decided(other, self.document.words(other.span), context);
            carried.status = new.status;
            if carried.label != new.label {
                carried.label = new.label.clone();
                carried.entity = None;
                carried.value = None;
            }
            let detail = format!("{}, {}", new.label, new.status.name());
            carried.evidence.push(Evidence { rule: CARRIED.into(), detail: detail.into() });
            Edit::Replace(Rc::new(carried))
        };
        self.document.annotations().iter().filter(follows).map(same).collect()
    }
}

/// How many more were decided with one, for those who listen.
pub(super) fn more(carried: usize) -> String {
    if carried == 0 { String::new() } else { format!(" {carried} more of the same words.") }
}

impl Workspace {
    /// To which marks a decision is carried: to none, or to those that are shown.
    pub(super) fn carry(&self) -> Option<Show> {
        self.habits.carry.then_some(self.show)
    }

    /// Brings what was learned in step with the decisions in the document at `at`, and the suggestions in all with that.
    pub(super) fn relearn(&mut self, at: usize) -> Result<(), EditError> {
        let Some(open) = self.documents.get_mut(at) else { return Ok(()) };
        let before = open.lessons.clone();
        let open = Rc::make_mut(open);
        let touched = open.learn(&self.schema).unwrap_or_else(|| Touched::of(&before, &open.lessons));
        let touched = touched.differing(&before, &open.lessons);
        let mut everywhere = false;
        if !touched.is_empty() && self.learns() {
            let floors = |learned: &Learned| -> Vec<u16> {
                self.schema.labels().iter().map(|def| learned.threshold(&def.label)).collect()
            };
            let floors_before = floors(&self.learned);
            let mut learned = (*self.learned).clone();
            let closed = self.taught_closed();
            let open = self.documents.iter().map(|open| &*open.lessons);
            learned.project.sum_up(&touched, open.chain(closed.iter().map(|lessons| &**lessons)));
            everywhere = floors(&learned) != floors_before;
            self.learned = Rc::new(learned);
        }
        self.note_taught(at);
        self.suggest_at(at)?;
        if let Some(open) = self.documents.get_mut(at) {
            let open = Rc::make_mut(open);
            if let Some((then, _)) = &mut open.ledger {
                // Those that follow are no decisions.
                *then = open.document.clone();
            }
        }
        if touched.is_empty() {
            return Ok(());
        }
        let others = 0..self.documents.len();
        for other in others.filter(|other| *other != at) {
            let in_reach = self.documents.get(other).is_some_and(|open| {
                let Some(found) = &open.found else { return false };
                everywhere || touched.names.iter().any(|name| open.words.index().has(&found.text, name))
            });
            if in_reach {
                self.suggest_at(other)?;
            }
        }
        Ok(())
    }

    /// Takes in what the decisions in documents that came from a file teach; their suggestions stay as they are.
    pub(super) fn learn_from_files(&mut self) {
        if !std::mem::take(&mut self.behind) {
            return;
        }
        for open in self.documents.iter_mut().filter(|open| open.ledger.is_none()) {
            Rc::make_mut(open).learn(&self.schema);
        }
        (0..self.documents.len()).for_each(|at| self.note_taught(at));
        let project = self.lessons();
        Rc::make_mut(&mut self.learned).project = project;
    }

    /// Notes which labels get what the tagger finds though it calls it otherwise.
    pub(super) fn see_takers(&mut self) {
        let others = |def: &&LabelDef| def.takes.iter().flatten().any(is_a_kind);
        let takers = self.schema.labels().iter().filter(others).map(|def| def.label.clone()).collect();
        if self.learned.takers != takers {
            Rc::make_mut(&mut self.learned).takers = takers;
        }
    }

    /// Makes the suggestions in all documents anew.
    pub(super) fn relearn_all(&mut self) -> Result<(), EditError> {
        let mut learned = (*self.learned).clone();
        learned.project = self.lessons();
        self.learned = Rc::new(learned);
        self.see_takers();
        (0..self.documents.len()).for_each(|at| self.note_taught(at));
        (0..self.documents.len()).try_for_each(|at| self.suggest_at(at).map(drop))
    }

    /// What the model is to learn from before it reads the document of that id: the decisions in the others, those that came
    /// last.
    pub fn examples(&self, id: &str) -> Vec<Example> {
        if !self.learns() {
            return Vec::new();
        }
        let others = self.documents.iter().filter(|open| *open.document.id != *id);
        let mut examples: Vec<Example> =
            others.filter_map(|open| Example::of(&open.document, &self.schema)).collect();
        // The first ones go several at a time: what was learned from a list goes on from where that ended.
        let many = examples.len().saturating_sub(EXAMPLES).div_ceil(EXAMPLES / 2) * (EXAMPLES / 2);
        examples.drain(..many.min(examples.len()));
        examples
    }

    /// What the decisions in all documents teach.
    fn lessons(&self) -> Lessons {
        let mut all = Lessons::default();
        if self.learns() {
            self.documents.iter().for_each(|open| all.add(&open.lessons));
            self.taught_closed().iter().for_each(|lessons| all.add(lessons));
        }
        all
    }

    /// What the documents taught that are not open.
    fn taught_closed(&self) -> Vec<Rc<Lessons>> {
        if self.taught.len() <= self.documents.len()
            && self.taught.keys().all(|id| self.position(id).is_some())
        {
            return Vec::new();
        }
        let open: HashSet<&str> = self.documents.iter().map(|open| &*open.document.id).collect();
        let closed = self.taught.iter().filter(|(id, _)| !open.contains(&***id));
        closed.map(|(_, lessons)| lessons.clone()).collect()
    }

    /// Keeps in mind what the document at `at` teaches, for when it is not open.
    fn note_taught(&mut self, at: usize) {
        let Some(open) = self.documents.get(at) else { return };
        let (id, lessons) = (&open.document.id, &open.lessons);
        match self.taught.get(id) {
            Some(known) if Rc::ptr_eq(known, lessons) || known == lessons => {}
            None if **lessons == Lessons::default() => {}
            _ => drop(Rc::make_mut(&mut self.taught).insert(id.clone(), lessons.clone())),
        }
    }

    /// What the document of that id taught is taken back: it is deleted.
    pub(super) fn unteach(&mut self, id: &str) {
        if self.taught.contains_key(id) {
            Rc::make_mut(&mut self.taught).remove(id);
        }
    }

    pub(super) fn suggest_at(&mut self, at: usize) -> Result<bool, EditError> {
        if self.current == Some(at) && !self.show.pencil {
            // What is hidden stays as it is until it is shown.
            return Ok(false);
        }
        self.suggest_hidden(at)
    }

    /// The same, were it hidden.
    pub(super) fn suggest_hidden(&mut self, at: usize) -> Result<bool, EditError> {
        let learns = self.learns();
        let Some(open) = self.documents.get_mut(at) else { return Ok(false) };
        let open = Rc::make_mut(open);
        let changed = open.suggest(&self.learned, learns)?;
        if changed {
            self.revision += 1;
            if self.current != Some(at) {
                open.draw(self.show);
            }
        }
        Ok(changed)
    }

    /// Forgets what is kept so that less has to be worked out anew; nothing that is shown follows from it. For tests.
    pub fn forget_what_is_kept(&mut self) {
        for open in &mut self.documents {
            let open = Rc::make_mut(open);
            (open.ledger, open.basis) = (None, None);
        }
    }
}
