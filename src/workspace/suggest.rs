//! The open suggestions, made from what was found and what was learned: of the whole text, or only of those lines where
//! something has changed since they were made the last time. Both give the same.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use super::OpenDocument;
use super::learn::Found;
use crate::annotation::{
    Annotation, AnnotationId, Document, EditError, History, Origin, Status, difference, exchange,
};
use crate::tagging::learned::{Guess, Learned, Lessons, Name, Outcome, PART, Taught, Turn, alike};
use crate::text::{Span, is_same};

/// What the ids of those begin with that were learned alone.
pub(super) const LEARNED: &str = "learned.";

/// What the open suggestions of a document were made from.
#[derive(Debug)]
pub(super) struct Basis {
    /// With the suggestions.
    document: Rc<Document>,
    history: Rc<History>,
    found: Rc<Found>,
    own: Rc<Lessons>,
    learned: Rc<Learned>,
    learn: bool,
    gone: Gone,
}

/// What is no open suggestion any more, or reaches further than its line.
#[derive(Clone, Debug, Default)]
struct Gone {
    /// Of each suggestion that was found, how many marks that were decided on or deleted have its id.
    done: Rc<Vec<u32>>,
    /// The annotations that reach over a line's end.
    across: Rc<Vec<Rc<Annotation>>>,
}

impl Gone {
    /// Counts one more, or one less.
    fn count(&mut self, found: &Found, id: &AnnotationId, more: bool) -> Option<Span> {
        let at = *found.keys().by_id.get(id)?;
        let count = Rc::make_mut(&mut self.done).get_mut(at)?;
        *count = if more { *count + 1 } else { count.saturating_sub(1) };
        Some(found.suggested.get(at)?.span)
    }

    fn lay_across(&mut self, text: &str, one: &Rc<Annotation>, more: bool) {
        if !one.span.slice(text).is_some_and(|words| words.contains('\n')) {
            return;
        }
        let across = Rc::make_mut(&mut self.across);
        if more {
            across.push(one.clone());
        } else {
            across.retain(|other| !Rc::ptr_eq(other, one));
        }
    }
}

impl OpenDocument {
    /// Brings the open suggestions in step with what was found and what was learned; says whether any changed.
    ///
    /// Not a step of the history: it follows from the decisions, and goes with them.
    pub(super) fn suggest(&mut self, learned: &Rc<Learned>, learn: bool) -> Result<bool, EditError> {
        let text = self.document.text().clone();
        let Some(found) = self.found.clone().filter(|found| is_same(&found.text, &text)) else {
            return Ok(false);
        };
        let basis = self.basis.clone();
        let changed = basis.and_then(|basis| basis.changed(self, &found, learned, learn));
        let (lines, gone) = match changed {
            Some((lines, gone)) => (Some(lines), gone),
            None => (None, self.gone(&found)),
        };
        let (out, new) = self.outcome(&found, learned, learn, &gone, lines.as_deref());
        let any = !out.is_empty() || !new.is_empty();
        let mut gone = gone;
        if any {
            exchange(Rc::make_mut(&mut self.document), &out, new.clone())?;
            out.iter().for_each(|one| gone.lay_across(&text, one, false));
            new.iter().for_each(|one| gone.lay_across(&text, one, true));
            let lost = |id: &AnnotationId| {
                out.iter().any(|one| one.id == *id) && new.iter().all(|one| one.id != *id)
            };
            if self.focus.as_ref().is_some_and(lost) {
                self.let_go();
            }
        }
        self.basis = Some(Rc::new(Basis {
            document: self.document.clone(),
            history: self.history.clone(),
            found,
            own: self.lessons.clone(),
            learned: learned.clone(),
            learn,
            gone,
        }));
        Ok(any)
    }

    /// What is decided on or deleted, and what reaches over a line's end.
    fn gone(&self, found: &Found) -> Gone {
        let mut gone = Gone { done: Rc::new(vec![0; found.suggested.len()]), ..Gone::default() };
        for one in self.document.annotations() {
            if one.status != Status::Suggested {
                gone.count(found, &one.id, true);
            }
            gone.lay_across(self.document.text(), one, true);
        }
        for one in self.history.deleted() {
            gone.count(found, &one.id, true);
        }
        gone
    }

    /// The open suggestions that are to go and those that are to come, in some lines or in all of the text.
    fn outcome(
        &self,
        found: &Found,
        learned: &Learned,
        learn: bool,
        gone: &Gone,
        lines: Option<&[Span]>,
    ) -> (Vec<Rc<Annotation>>, Vec<Rc<Annotation>>) {
        let text = self.document.text();
        let whole: Vec<Span> = Span::of(0..text.len()).into_iter().collect();
        let within = lines.map(|lines| self.words.index().within(text, lines));
        let index = within.as_ref().unwrap_or_else(|| self.words.index());
        let lines = lines.unwrap_or(&whole);
        let here: Vec<&Rc<Annotation>> =
            lines.iter().flat_map(|line| starting_in(self.document.annotations(), *line)).collect();
        let is_open = |one: &&Rc<Annotation>| one.status == Status::Suggested;
        let inside = |one: &&Rc<Annotation>| overlapped(lines, one.span);
        let marks = here.iter().copied().chain(gone.across.iter().filter(inside));
        let decided = marks.filter(|one| !is_open(one)).chain(self.history.deleted());
        let taken = joined(decided.map(|one| one.span));
        let under = |one: &Annotation| !found.flat && overlapped(&taken, one.span);
        let (mut places, mut guesses): (Vec<usize>, Vec<Guess<'_>>) = Default::default();
        for line in lines {
            let first = found.suggested.partition_point(|one| one.span.start() < line.start());
            let inside = starting_in(&found.suggested, *line);
            for (at, one) in (first..).zip(inside) {
                if gone.done.get(at) == Some(&0) && !under(one) {
                    places.push(at);
                    guesses.push(guess(one));
                }
            }
        }
        let none = Lessons::default();
        let own = if learn { &*self.lessons } else { &none };
        let outcomes = learned.teach(own, (text, index), &guesses, &taken);
        let open: Vec<&Rc<Annotation>> = here.into_iter().filter(is_open).collect();
        let mut there: BTreeMap<Span, Vec<&Rc<Annotation>>> = BTreeMap::new();
        for one in &open {
            there.entry(one.span).or_default().push(one);
        }
        let mut come: Vec<Rc<Annotation>> = Vec::new();
        let mut stay: HashSet<*const Annotation> = HashSet::with_capacity(open.len());
        for outcome in outcomes {
            let Some(new) = made(found, &places, outcome) else { continue };
            let new = self.as_written(new);
            let old = there.get_mut(&new.span).and_then(|same| {
                let at = same.iter().position(|old| old.id == new.id);
                Some(same.remove(at.or(same.len().checked_sub(1))?))
            });
            // The same suggestion as before is the same annotation: whoever waits for it finds it.
            let new = match old {
                Some(old) if old.id != new.id => Rc::new(Annotation { id: old.id.clone(), ..(*new).clone() }),
                _ => new,
            };
            match old {
                Some(old) if Rc::ptr_eq(old, &new) || **old == *new => drop(stay.insert(Rc::as_ptr(old))),
                _ => come.push(new),
            }
        }
        // What neither the tagger nor learning brought stays: a file may suggest a name within a name.
        let known = |old: &Annotation| found.keys().by_id.contains_key(&old.id) || is_learned(old);
        let left = there.values().flatten().filter(|old| !known(old) || under(old));
        stay.extend(left.map(|old| Rc::as_ptr(old)));
        let out: Vec<Rc<Annotation>> =
            open.into_iter().filter(|old| !stay.contains(&Rc::as_ptr(old))).cloned().collect();
        self.give_own_ids(&out, &mut come);
        (out, come)
    }

    /// Gives those that `come` ids that no other annotation has, nor one that undo would bring back, `out` left aside.
    fn give_own_ids(&self, out: &[Rc<Annotation>], come: &mut [Rc<Annotation>]) {
        let old: HashSet<&AnnotationId> = out.iter().map(|one| &one.id).collect();
        let mut fresh: HashSet<AnnotationId> = HashSet::new();
        let mut twice = false;
        for one in come.iter() {
            twice |= !fresh.insert(one.id.clone());
        }
        fresh.retain(|id| !old.contains(id));
        let mut others = self.document.annotations().iter().chain(self.history.deleted());
        if !twice && (fresh.is_empty() || !others.any(|other| fresh.contains(&other.id))) {
            return;
        }
        let others = self.document.annotations().iter().chain(self.history.deleted());
        let mut used: HashSet<AnnotationId> =
            others.map(|other| other.id.clone()).filter(|id| !old.contains(id)).collect();
        for one in come {
            let id = one.id.clone();
            let mut times = 1;
            while !used.insert(one.id.clone()) {
                times += 1;
                Rc::make_mut(one).id = AnnotationId(format!("{}.{times}", id.0).into());
            }
        }
    }
}

impl Basis {
    /// The lines of which something may be suggested that isn't yet, or that is no more, in order and apart, with what is gone
    /// now; `None` if those are all.
    fn changed(
        &self,
        open: &OpenDocument,
        found: &Rc<Found>,
        learned: &Rc<Learned>,
        learn: bool,
    ) -> Option<(Vec<Span>, Gone)> {
        let text = open.document.text();
        let same = Rc::ptr_eq(&self.found, found) && Rc::ptr_eq(self.document.text(), text);
        if !same || self.learn != learn {
            return None;
        }
        let names = self.taught(open, learned)?;
        let (undeleted, deleted) = open.history.deleted_since(&self.history)?;
        let (gone, come) = difference(self.document.annotations(), open.document.annotations());
        let mut now = self.gone.clone();
        let mut spans: BTreeSet<Span> = BTreeSet::new();
        for (annotations, more) in [(gone, false), (come, true)] {
            for one in annotations {
                spans.insert(one.span);
                now.lay_across(text, one, more);
                if one.status != Status::Suggested {
                    spans.extend(now.count(found, &one.id, more));
                }
            }
        }
        for (annotations, more) in [(undeleted, false), (deleted, true)] {
            for one in annotations {
                spans.insert(one.span);
                spans.extend(now.count(found, &one.id, more));
            }
        }
        let keys = found.keys();
        let none = Lessons::default();
        let own = |lessons| if learn { lessons } else { &none };
        for name in names {
            let then = (&*self.learned, own(&*self.own));
            let turn = Turn::of(name, then, (&**learned, own(&*open.lessons)));
            if turn.is_new() {
                spans.extend(open.words.index().find(text, name));
            }
            let guessed = keys.alike.get(&alike(name.words())).into_iter().flatten();
            let guessed = guessed.filter_map(|at| found.suggested.get(*at));
            spans.extend(guessed.filter(|one| turn.turns(&guess(one))).map(|one| one.span));
        }
        let mut lines: Vec<Span> = joined(spans.into_iter().filter_map(|span| lines_of(text, span)));
        // What joins lines is looked at as one.
        let guesses = keys.across.iter().filter_map(|at| found.suggested.get(*at));
        let across: Vec<Span> = guesses.chain(now.across.iter()).map(|one| one.span).collect();
        loop {
            let reached = across.iter().filter(|span| overlapped(&lines, **span));
            let more: Vec<Span> = reached.filter_map(|span| lines_of(text, *span)).collect();
            let wider = joined(lines.iter().copied().chain(more));
            if wider == lines {
                return Some((lines, now));
            }
            lines = wider;
        }
    }

    /// The names of which something else was learned since then; `None` if more than names changed.
    fn taught<'a>(&'a self, open: &'a OpenDocument, learned: &'a Rc<Learned>) -> Option<Vec<&'a Name>> {
        let mut names = Vec::new();
        if !Rc::ptr_eq(&self.own, &open.lessons) {
            names.extend(open.lessons.differing(&self.own));
        }
        if Rc::ptr_eq(&self.learned, learned) {
            return Some(names);
        }
        let (then, now) = (&*self.learned, &**learned);
        let same_lists = then.lists.len() == now.lists.len()
            && then.lists.iter().zip(&now.lists).all(|(then, now)| Rc::ptr_eq(then, now));
        if !same_lists
            || then.thresholds != now.thresholds
            || then.ignored != now.ignored
            || then.given != now.given
            || then.takers != now.takers
        {
            return None;
        }
        let labels = then.project.scores.keys().chain(now.project.scores.keys());
        let moved = |label| {
            then.project.scores.get(label) != now.project.scores.get(label)
                && then.threshold(label) != now.threshold(label)
        };
        if labels.into_iter().any(moved) {
            return None;
        }
        names.extend(now.project.differing(&then.project));
        Some(names)
    }
}

/// An annotation, as far as the lessons care.
fn guess(one: &Annotation) -> Guess<'_> {
    Guess { span: one.span, label: &one.label, score: one.score.unwrap_or(1.0) }
}

/// Those of `all`, which are in the text's order, that start in `line`.
fn starting_in(all: &[Rc<Annotation>], line: Span) -> &[Rc<Annotation>] {
    let from = all.partition_point(|one| one.span.start() < line.start());
    let to = all.partition_point(|one| one.span.start() < line.end());
    all.get(from..to).unwrap_or_default()
}

/// The whole lines that `span` stands in, with their ends.
fn lines_of(text: &str, span: Span) -> Option<Span> {
    let start = text.get(..span.start().0)?.rfind('\n').map_or(0, |end| end + 1);
    let end = text.get(span.end().0..)?.find('\n').map_or(text.len(), |end| span.end().0 + end + 1);
    Span::of(start..end)
}

/// `spans` in order, those that touch joined.
fn joined(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut sorted: Vec<Span> = spans.collect();
    sorted.sort();
    let mut joined: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match joined.last_mut() {
            Some(last) if span.start() <= last.end() => {
                *last = Span::new(last.start(), last.end().max(span.end())).unwrap_or(*last);
            }
            _ => joined.push(span),
        }
    }
    joined
}

/// Whether one of `lines`, which are in order and apart, overlaps `span`.
fn overlapped(lines: &[Span], span: Span) -> bool {
    let next = lines.partition_point(|line| line.end() <= span.start());
    lines.get(next).is_some_and(|line| line.overlaps(span))
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
            let id = AnnotationId(format!("{LEARNED}{}.{}", span.start().0, span.end().0).into());
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
