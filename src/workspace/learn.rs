//! Learning on the spot: what is decided changes what is still suggested, here and in the other documents.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::{Context, OpenDocument, Show, Workspace};
use crate::annotation::{Annotation, AnnotationId, Edit, EditError, Evidence, Origin, Status};
use crate::tagging::learned::{
    CARRIED, Example, Guess, Index, Learned, Lessons, Name, Outcome, PART, Taught, is_carried, is_cut,
};
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
    /// Where its words stand.
    index: Index,
}

impl Found {
    /// What was suggested in `text`.
    pub fn new(text: Rc<str>, suggested: Vec<Rc<Annotation>>, flat: bool) -> Found {
        let index = Index::new(&text);
        Found { text, suggested, flat, index }
    }
}

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
        let annotations = self.document.annotations();
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
        self.found = Some(Rc::new(Found::new(self.document.text().clone(), suggested, flat)));
    }

    /// What its decisions teach.
    pub(super) fn learn(&self) -> Lessons {
        let text = self.document.text();
        match &self.found {
            Some(found) if found.text == *text => Lessons::of(&self.document, &found.index),
            _ if self.document.annotations().is_empty() => Lessons::default(),
            _ => Lessons::of(&self.document, &Index::new(text)),
        }
    }

    /// Where its text has `name`, in order, none overlapping.
    pub(super) fn places_of(&self, name: &Name) -> Vec<Span> {
        let text = self.document.text();
        match &self.found {
            Some(found) if found.text == *text => found.index.find(text, name).collect(),
            _ => Index::new(text).find(text, name).collect(),
        }
    }

    /// Makes the open suggestions anew from what was found and what was learned; says whether any changed.
    ///
    /// Not a step of the history: it follows from the decisions, and goes with them.
    pub(super) fn suggest(&mut self, learned: &Learned, learn: bool) -> Result<bool, EditError> {
        let text = self.document.text().clone();
        let Some(found) = self.found.clone().filter(|found| found.text == text) else { return Ok(false) };
        let is_open = |other: &&Rc<Annotation>| other.status == Status::Suggested;
        let annotations = self.document.annotations();
        let gone = || annotations.iter().filter(|other| !is_open(other)).chain(self.history.deleted());
        let done: HashSet<&AnnotationId> = gone().map(|annotation| &annotation.id).collect();
        let mut taken: Vec<Span> = gone().map(|annotation| annotation.span).collect();
        taken.sort();
        let under = |one: &Annotation| !found.flat && taken.iter().any(|taken| taken.overlaps(one.span));
        let wanted =
            found.suggested.iter().enumerate().filter(|(_, one)| !done.contains(&one.id) && !under(one));
        let (places, guesses): (Vec<usize>, Vec<Guess<'_>>) = wanted
            .map(|(at, one)| {
                (at, Guess { span: one.span, label: &one.label, score: one.score.unwrap_or(1.0) })
            })
            .unzip();
        let none = Lessons::default();
        let own = if learn { &*self.lessons } else { &none };
        let outcomes = learned.teach(own, (&text, &found.index), &guesses, &taken);
        let mut there: HashMap<Span, &Rc<Annotation>> =
            annotations.iter().filter(is_open).map(|other| (other.span, other)).collect();
        let mut suggested: Vec<Rc<Annotation>> = Vec::with_capacity(outcomes.len());
        for outcome in outcomes {
            let Some(new) = made(&found, &places, outcome) else { continue };
            let new = self.as_written(new);
            // The same suggestion as before is the same annotation: whoever waits for it finds it.
            suggested.push(match there.remove(&new.span) {
                Some(old) if old.id == new.id && **old == *new => old.clone(),
                Some(old) if old.id == new.id => new,
                Some(old) => {
                    let new = Annotation { id: old.id.clone(), ..(*new).clone() };
                    if **old == new { old.clone() } else { Rc::new(new) }
                }
                None => new,
            });
        }
        // What neither the tagger nor learning brought stays: a file may suggest a name within a name.
        let known: HashSet<&AnnotationId> = found.suggested.iter().map(|one| &one.id).collect();
        let stays = |old: &&Rc<Annotation>| !known.contains(&old.id) && !is_learned(old) || under(old);
        let others: Vec<Rc<Annotation>> = there.into_values().filter(stays).cloned().collect();
        suggested.extend(others);
        self.set_suggested(suggested)
    }

    /// Sets the open suggestions; says whether any changed.
    fn set_suggested(&mut self, mut suggested: Vec<Rc<Annotation>>) -> Result<bool, EditError> {
        suggested.sort_by_key(|annotation| annotation.span);
        let open = self.document.annotations().iter().filter(|other| other.status == Status::Suggested);
        if open.eq(&suggested) {
            return Ok(false);
        }
        let decided = self.document.annotations().iter().filter(|other| other.status != Status::Suggested);
        let mut annotations: Vec<Rc<Annotation>> = decided.cloned().collect();
        annotations.extend(suggested);
        // Two suggestions that stand in one place after one another would have one id.
        let mut seen: HashMap<AnnotationId, usize> = HashMap::with_capacity(annotations.len());
        for annotation in &mut annotations {
            let times = seen.entry(annotation.id.clone()).or_default();
            *times += 1;
            if *times > 1 {
                Rc::make_mut(annotation).id = AnnotationId(format!("{}.{times}", annotation.id.0).into());
            }
        }
        self.annotate(annotations)?;
        if self.focus.as_ref().is_some_and(|id| self.document.annotation(id).is_none()) {
            self.let_go();
        }
        Ok(true)
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
        let name_of = |annotation: &Annotation| Name::new(self.document.words(annotation.span));
        let name = name_of(old);
        if name.is_none() || name != name_of(new) {
            return Vec::new();
        }
        // A part of a longer name is another matter: `Google` of `Google Cloud`.
        let text = self.document.text();
        let cut = |span: Span| self.found.as_ref().is_some_and(|found| is_cut(text, &found.index, span));
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
                && (open || followed)
                && name_of(other) == name
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

/// What becomes of what was found.
fn made(found: &Found, places: &[usize], outcome: Outcome) -> Option<Rc<Annotation>> {
    let guessed = |at: usize| found.suggested.get(*places.get(at)?);
    match outcome {
        Outcome::Stays(at) => guessed(at).cloned(),
        Outcome::Becomes(at, taught) => {
            let old = guessed(at)?;
            Some(Rc::new(learned(old.id.clone(), old.span, taught)))
        }
        Outcome::New(span, taught) => {
            let id = AnnotationId(format!("learned.{}.{}", span.start().0, span.end().0).into());
            Some(Rc::new(learned(id, span, taught)))
        }
    }
}

/// Whether an annotation is suggested by what was learned alone.
pub(super) fn is_learned(annotation: &Annotation) -> bool {
    matches!(&annotation.origin, Origin::Tagger { name, .. } if &**name == PART)
}

fn learned(id: AnnotationId, span: Span, taught: Taught) -> Annotation {
    let origin = Origin::Tagger { name: PART.into(), version: env!("CARGO_PKG_VERSION").into() };
    Annotation {
        id,
        span,
        label: taught.label,
        status: Status::Suggested,
        origin,
        score: Some(taught.score),
        evidence: vec![taught.evidence],
        entity: None,
        value: None,
        note: None,
        decisions: Vec::new(),
        extra: None,
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
        let Some(open) = self.documents.get(at) else { return Ok(()) };
        let lessons = open.learn();
        if lessons == *open.lessons {
            return self.suggest_at(at).map(drop);
        }
        let before = open.lessons.clone();
        if let Some(open) = self.documents.get_mut(at) {
            Rc::make_mut(open).lessons = Rc::new(lessons);
        }
        let floors = |learned: &Learned| -> Vec<u16> {
            self.schema.labels().iter().map(|def| learned.threshold(&def.label)).collect()
        };
        let floors_before = floors(&self.learned);
        let mut learned = (*self.learned).clone();
        learned.project = self.lessons();
        let everywhere = floors(&learned) != floors_before;
        self.learned = Rc::new(learned);
        self.suggest_at(at)?;
        let now = self.documents.get(at).map(|open| open.lessons.clone()).unwrap_or_default();
        let names: Vec<&Name> = now.differing(&before).collect();
        for other in (0..self.documents.len()).filter(|other| *other != at) {
            let touched =
                self.documents.get(other).and_then(|open| open.found.as_ref()).is_some_and(|found| {
                    everywhere || names.iter().any(|name| found.index.has(&found.text, name))
                });
            if touched {
                self.suggest_at(other)?;
            }
        }
        Ok(())
    }

    /// Takes in what the decisions in documents that came from a file teach; their suggestions stay as they are.
    pub(super) fn learn_from_files(&mut self) {
        let project = self.lessons();
        Rc::make_mut(&mut self.learned).project = project;
    }

    /// Makes the suggestions in all documents anew.
    pub(super) fn relearn_all(&mut self) -> Result<(), EditError> {
        let mut learned = (*self.learned).clone();
        learned.project = self.lessons();
        self.learned = Rc::new(learned);
        (0..self.documents.len()).try_for_each(|at| self.suggest_at(at).map(drop))
    }

    /// What the model is to learn from before it reads the document of that id: the decisions in the others, those that came
    /// last.
    pub fn examples(&self, id: &str) -> Vec<Example> {
        if !self.habits.learn {
            return Vec::new();
        }
        let others = self.documents.iter().filter(|open| *open.document.id != *id);
        let mut examples: Vec<Example> = others.filter_map(|open| Example::of(&open.document)).collect();
        // The first ones go several at a time: what was learned from a list goes on from where that ended.
        let many = examples.len().saturating_sub(EXAMPLES).div_ceil(EXAMPLES / 2) * (EXAMPLES / 2);
        examples.drain(..many.min(examples.len()));
        examples
    }

    /// What the decisions in all documents teach.
    fn lessons(&self) -> Lessons {
        let mut all = Lessons::default();
        if self.habits.learn {
            self.documents.iter().for_each(|open| all.add(&open.lessons));
        }
        all
    }

    pub(super) fn suggest_at(&mut self, at: usize) -> Result<bool, EditError> {
        let Some(open) = self.documents.get(at) else { return Ok(false) };
        if self.current == Some(at) && !self.show.pencil {
            // What is hidden stays as it is until it is shown.
            return Ok(false);
        }
        let mut open = (**open).clone();
        let changed = open.suggest(&self.learned, self.habits.learn)?;
        if changed {
            self.revision += 1;
            if self.current != Some(at) {
                open.draw(self.show);
            }
            if let Some(place) = self.documents.get_mut(at) {
                *place = Rc::new(open);
            }
        }
        Ok(changed)
    }
}
