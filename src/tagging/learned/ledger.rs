//! What the decisions in one document teach, kept in step with them without counting all of them anew.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Lesson, Lessons, Name, Said, Told};
use crate::annotation::{Annotation, Document, Label, Schema};
use crate::text::Span;

/// The lessons of one document's decisions, and what is needed to take one of them back. Always what
/// [`Lessons::of`] counts.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// What they teach.
    pub lessons: Rc<Lessons>,
    /// How often a label on a name was refused at which scores.
    refused: BTreeMap<(Name, Label), Rc<BTreeMap<u16, u32>>>,
}

/// Of what something else is said than before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touched {
    /// Names.
    pub names: BTreeSet<Name>,
    /// Labels, of whose suggestions' scores it is said.
    pub labels: BTreeSet<Label>,
}

impl Touched {
    /// Of what `now` says something else than `then`.
    pub fn of(then: &Lessons, now: &Lessons) -> Touched {
        let names = now.differing(then).into_iter().cloned().collect();
        let labels = now.scores.keys().chain(then.scores.keys()).cloned().collect();
        Touched { names, labels }.differing(then, now)
    }

    /// Those of them of which `now` does say something else than `then`.
    pub fn differing(mut self, then: &Lessons, now: &Lessons) -> Touched {
        self.names.retain(|name| now.names.get(name) != then.names.get(name));
        self.labels.retain(|label| now.scores.get(label) != then.scores.get(label));
        self
    }

    /// Whether nothing else is said.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.labels.is_empty()
    }
}

impl Ledger {
    /// The ledger of the decisions in `document`, in a project with the labels of `schema`; `cut` tells whether a stretch of
    /// its text is a part of a longer name.
    pub fn of(document: &Document, schema: &Schema, cut: impl Fn(Span) -> bool) -> Ledger {
        let mut ledger = Ledger::default();
        let all: Vec<_> = document.annotations().iter().collect();
        ledger.turn(document, schema, (&[], &all), cut);
        ledger
    }

    /// Takes back what was said by the annotations that are `gone` from `document`, of the same text, and takes in what
    /// those say that have `come`. The schema takes the same names as the last time.
    pub fn turn(
        &mut self,
        document: &Document,
        schema: &Schema,
        (gone, come): (&[&Rc<Annotation>], &[&Rc<Annotation>]),
        cut: impl Fn(Span) -> bool,
    ) -> Touched {
        let mut touched = Touched::default();
        for (annotations, more) in [(gone, false), (come, true)] {
            for annotation in annotations {
                let words = document.words(annotation.span);
                let told = Told::of(annotation, words, || cut(annotation.span), schema);
                let Some(told) = told else { continue };
                for (name, label, said) in told.said {
                    touched.names.insert(name.clone());
                    if more { self.say(name, label, said) } else { self.unsay(name, label, said) }
                }
                if let Some((label, score, right)) = told.score {
                    self.score(label.clone(), score, right, more);
                    touched.labels.insert(label);
                }
            }
        }
        touched
    }

    fn say(&mut self, name: Name, label: Label, said: Said) {
        if said.no > 0 {
            let refused = self.refused.entry((name.clone(), label.clone())).or_default();
            *Rc::make_mut(refused).entry(said.no_at).or_default() += said.no;
        }
        Rc::make_mut(&mut self.lessons).say(name, label, said);
    }

    /// Takes back what was said before.
    fn unsay(&mut self, name: Name, label: Label, said: Said) {
        let key = (name, label);
        let mut no_at = 0;
        if let Some(refused) = self.refused.get_mut(&key) {
            let refused = Rc::make_mut(refused);
            if said.no > 0 {
                take(refused, &said.no_at, said.no);
            }
            no_at = refused.keys().next_back().copied().unwrap_or_default();
            if refused.is_empty() {
                self.refused.remove(&key);
            }
        }
        let (name, label) = key;
        let names = &mut Rc::make_mut(&mut self.lessons).names;
        let Some(lesson) = names.get_mut(&name) else { return };
        let of_label: &mut Lesson = Rc::make_mut(lesson);
        if let Some(all) = of_label.get_mut(&label) {
            let less = |all: u32, part: u32| all.saturating_sub(part);
            *all = Said {
                yes: less(all.yes, said.yes),
                no: less(all.no, said.no),
                no_at,
                cut: less(all.cut, said.cut),
            };
            if *all == Said::default() {
                of_label.remove(&label);
            }
        }
        if of_label.is_empty() {
            names.remove(&name);
        }
    }

    fn score(&mut self, label: Label, score: u16, right: bool, more: bool) {
        let scores = &mut Rc::make_mut(&mut self.lessons).scores;
        let of_label = scores.entry(label.clone()).or_default();
        let counts = of_label.entry(score).or_default();
        let count = if right { &mut counts.0 } else { &mut counts.1 };
        *count = if more { *count + 1 } else { count.saturating_sub(1) };
        if *counts == (0, 0) {
            of_label.remove(&score);
        }
        if of_label.is_empty() {
            scores.remove(&label);
        }
    }
}

impl Lessons {
    /// What all of `parts` say of what is `touched`, in the place of what was said of it.
    pub fn sum_up<'a>(&mut self, touched: &Touched, parts: impl Iterator<Item = &'a Lessons> + Clone) {
        for name in &touched.names {
            let mut said: Vec<&Rc<Lesson>> = parts.clone().filter_map(|part| part.names.get(name)).collect();
            match (said.pop(), said.is_empty()) {
                (None, _) => drop(self.names.remove(name)),
                (Some(one), true) => drop(self.names.insert(name.clone(), one.clone())),
                (Some(one), false) => {
                    let mut all = (**one).clone();
                    for (label, more) in said.iter().flat_map(|lesson| lesson.iter()) {
                        all.entry(label.clone()).or_default().add(*more);
                    }
                    self.names.insert(name.clone(), all.into());
                }
            }
        }
        for label in &touched.labels {
            let mut all: BTreeMap<u16, (u32, u32)> = BTreeMap::new();
            for (score, (right, wrong)) in parts.clone().filter_map(|part| part.scores.get(label)).flatten() {
                let both = all.entry(*score).or_default();
                *both = (both.0 + right, both.1 + wrong);
            }
            if all.is_empty() {
                self.scores.remove(label);
            } else {
                self.scores.insert(label.clone(), all);
            }
        }
    }
}

/// Takes `count` of what is counted under `key` out.
fn take(counts: &mut BTreeMap<u16, u32>, key: &u16, count: u32) {
    if let Some(there) = counts.get_mut(key) {
        *there = there.saturating_sub(count);
        if *there == 0 {
            counts.remove(key);
        }
    }
}
