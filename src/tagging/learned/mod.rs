//! What a person's decisions teach the tagger: names accepted, words rejected, labels set right.
//!
//! [`Lessons`] are derived from decided annotations, or come with a rule pack or a list of names. [`Learned`] is all of
//! them together; `teach` says what they make of the tagger's suggestions. Everything here is a pure value, so that
//! an undone decision is forgotten exactly.

mod list;
mod name;
mod overlay;
mod teach;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

pub use list::List;
pub use name::{Index, Name};
pub use overlay::{Decided, Example, Overlay};
pub use teach::{Guess, Outcome, Taught, is_cut};

use crate::annotation::{Annotation, Document, Label, Status};

/// The evidence of a decision that was carried over from the same words elsewhere: a lesson that was learned before.
pub const CARRIED: &str = "same words, same decision";

/// The part of the tagger that suggests what it has learned.
pub const PART: &str = "learned";

/// How often a label on a name was said to be right, and how often wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// How often right.
    pub yes: u32,
    /// How often wrong.
    pub no: u32,
    /// The highest score, in thousandths, that it had when it was said to be wrong.
    pub no_at: u16,
    /// How often it was right on what looks like a part of a longer name.
    pub cut: u32,
}

impl Said {
    fn add(&mut self, other: Said) {
        self.yes += other.yes;
        self.no += other.no;
        self.no_at = self.no_at.max(other.no_at);
        self.cut += other.cut;
    }
}

/// What was said of one name, by label.
pub type Lesson = BTreeMap<Label, Said>;

/// What was said of names, and of the scores of suggestions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lessons {
    /// By name.
    pub names: BTreeMap<Name, Lesson>,
    /// How often suggestions of a label and a score, in thousandths, were right and wrong.
    pub scores: BTreeMap<Label, BTreeMap<u16, (u32, u32)>>,
}

impl Lessons {
    /// What the decisions in `document`, of whose text `index` is, teach.
    pub fn of(document: &Document, index: &Index) -> Lessons {
        let mut lessons = Lessons::default();
        for annotation in document.annotations() {
            let cut = || is_cut(document.text(), index, annotation.span);
            lessons.learn(annotation, document.words(annotation.span), cut);
        }
        lessons
    }

    /// Takes in what was decided about one annotation on `words`.
    fn learn(&mut self, annotation: &Annotation, words: &str, cut: impl FnOnce() -> bool) {
        if annotation.status == Status::Suggested || is_carried(annotation) {
            return;
        }
        let yes = annotation.status == Status::Accepted;
        let score = annotation.score.map(thousandths);
        let Some(name) = Name::new(words) else { return };
        // What it was when it was proposed, before anyone decided.
        let proposed = annotation.decisions.first().filter(|first| first.status == Status::Suggested);
        let proposed = proposed.and_then(|first| Some((Name::new(&first.text)?, first.label.clone())));
        let kept = proposed.as_ref().is_none_or(|(then, label)| *then == name && *label == annotation.label);
        if let Some(score) = score {
            let label = proposed.as_ref().map_or(&annotation.label, |(_, label)| label);
            let (right, wrong) = self.scores.entry(label.clone()).or_default().entry(score).or_default();
            if yes && kept {
                *right += 1;
            } else if !yes {
                *wrong += 1;
            }
        }
        let refused = Said { no: 1, no_at: score.unwrap_or(1000), ..Said::default() };
        if let Some((then, label)) = proposed.filter(|_| yes && !kept) {
            self.say(then, label, refused);
        }
        let said = if yes { Said { yes: 1, cut: cut().into(), ..Said::default() } } else { refused };
        self.say(name, annotation.label.clone(), said);
    }

    /// Adds what was said of `label` on `name`.
    pub fn say(&mut self, name: Name, label: Label, said: Said) {
        self.names.entry(name).or_default().entry(label).or_default().add(said);
    }

    /// Adds all of `other`.
    pub fn add(&mut self, other: &Lessons) {
        for (name, lesson) in &other.names {
            for (label, said) in lesson {
                self.say(name.clone(), label.clone(), *said);
            }
        }
        for (label, scores) in &other.scores {
            for (score, (right, wrong)) in scores {
                let both = self.scores.entry(label.clone()).or_default().entry(*score).or_default();
                *both = (both.0 + right, both.1 + wrong);
            }
        }
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.scores.is_empty()
    }

    /// The names of which `self` and `other` say different things.
    pub fn differing<'a>(&'a self, other: &'a Lessons) -> impl Iterator<Item = &'a Name> + 'a {
        let changed = self.names.iter().filter(|(name, lesson)| other.names.get(*name) != Some(*lesson));
        let gone = other.names.keys().filter(|name| !self.names.contains_key(*name));
        changed.map(|(name, _)| name).chain(gone)
    }

    /// The score, in thousandths, below which suggestions of `label` were so rarely right that marking those by hand costs
    /// fewer keys than refusing the others.
    pub fn floor(&self, label: &Label) -> u16 {
        let (mut right, mut wrong, mut floor) = (0, 0, 0);
        for (score, (yes, no)) in self.scores.get(label).into_iter().flatten() {
            (right, wrong) = (right + yes, wrong + no);
            if wrong >= ENOUGH && wrong >= right * DEARER {
                floor = score + 1;
            }
        }
        floor
    }
}

/// How many refusals say anything of a score.
const ENOUGH: u32 = 6;

/// How many refusals cost as many keys as one mark by hand.
const DEARER: u32 = 7;

/// A score in thousandths.
fn thousandths(score: f64) -> u16 {
    (score.clamp(0.0, 1.0) * 1000.0) as u16
}

/// Whether the decision on `annotation` was carried over from the same words elsewhere.
pub fn is_carried(annotation: &Annotation) -> bool {
    annotation.evidence.iter().any(|evidence| &*evidence.rule == CARRIED)
}

/// All that is known from the person who works here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learned {
    /// What the decisions in this project taught.
    pub project: Lessons,
    /// What came with rule packs.
    pub given: Lessons,
    /// Lists of names that were opened, the first counts most.
    pub lists: Vec<Rc<List>>,
    /// Scores, in thousandths, below which a label is not suggested, where the person chose one.
    pub thresholds: BTreeMap<Label, u16>,
    /// Names of which nothing is to be learned.
    pub ignored: BTreeSet<Name>,
}

impl Learned {
    /// The score, in thousandths, below which `label` is not suggested: the chosen one, else what the decisions say.
    pub fn threshold(&self, label: &Label) -> u16 {
        let floor = || self.project.floor(label).max(self.given.floor(label));
        self.thresholds.get(label).copied().unwrap_or_else(floor)
    }

    /// Of how many names something was said.
    pub fn taught(&self) -> usize {
        let more = self.given.names.keys().filter(|name| !self.project.names.contains_key(*name));
        self.project.names.len() + more.count()
    }

    /// Whether there is nothing to go by.
    pub fn is_empty(&self) -> bool {
        let lessons = self.project.is_empty() && self.given.is_empty();
        lessons && self.lists.is_empty() && self.thresholds.is_empty()
    }
}

#[cfg(test)]
mod tests;
