//! What a person's decisions teach the tagger: names accepted, words rejected, labels set right.
//!
//! [`Lessons`] are derived from decided annotations, or come with a rule pack or a list of names. [`Learned`] is all of
//! them together; `teach` says what they make of the tagger's suggestions. Everything here is a pure value, so that
//! an undone decision is forgotten exactly.

mod index;
mod ledger;
mod list;
mod name;
mod overlay;
mod spelled;
mod teach;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

pub use index::{Index, Reading, alike};
pub use ledger::{Ledger, Touched};
pub use list::List;
pub use name::Name;
pub use overlay::{Decided, Example, Overlay};
pub use teach::{Guess, Outcome, Taught, Turn, is_cut};

use crate::annotation::{Annotation, Document, Label, Schema, Status};

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
    pub names: BTreeMap<Name, Rc<Lesson>>,
    /// How often suggestions of a label and a score, in thousandths, were right and wrong.
    pub scores: BTreeMap<Label, BTreeMap<u16, (u32, u32)>>,
}

impl Lessons {
    /// What the decisions in `document`, of whose text `index` is, teach in a project with the labels of `schema`.
    pub fn of(document: &Document, index: &Index, schema: &Schema) -> Lessons {
        let mut lessons = Lessons::default();
        for annotation in document.annotations() {
            let cut = || is_cut(document.text(), index, annotation.span);
            lessons.learn(annotation, document.words(annotation.span), cut, schema);
        }
        lessons
    }

    /// Takes in what was decided about one annotation on `words`.
    fn learn(&mut self, annotation: &Annotation, words: &str, cut: impl FnOnce() -> bool, schema: &Schema) {
        let Some(lesson) = Told::of(annotation, words, cut, schema) else { return };
        for (name, label, said) in lesson.said {
            self.say(name, label, said);
        }
        if let Some((label, score, right)) = lesson.score {
            let counts = self.scores.entry(label).or_default().entry(score).or_default();
            *(if right { &mut counts.0 } else { &mut counts.1 }) += 1;
        }
    }

    /// Adds what was said of `label` on `name`.
    pub fn say(&mut self, name: Name, label: Label, said: Said) {
        Rc::make_mut(self.names.entry(name).or_default()).entry(label).or_default().add(said);
    }

    /// Adds all of `other`.
    pub fn add(&mut self, other: &Lessons) {
        for (name, lesson) in &other.names {
            for (label, said) in lesson.iter() {
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

    /// The same, said of the labels that `named` gives for those it is said of; nothing where it gives none.
    pub fn relabelled(&self, named: impl Fn(&Label) -> Option<Label>) -> Lessons {
        let mut all = Lessons::default();
        for (name, lesson) in &self.names {
            for (label, said) in lesson.iter() {
                if let Some(label) = named(label) {
                    all.say(name.clone(), label, *said);
                }
            }
        }
        for (label, scores) in &self.scores {
            let Some(label) = named(label) else { continue };
            let of_label = all.scores.entry(label).or_default();
            for (score, (right, wrong)) in scores {
                let both = of_label.entry(*score).or_default();
                *both = (both.0 + right, both.1 + wrong);
            }
        }
        all
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.scores.is_empty()
    }

    /// The names of which `self` and `other` say different things.
    pub fn differing<'a>(&'a self, other: &'a Lessons) -> Vec<&'a Name> {
        let mut names = Vec::new();
        let (mut ours, mut theirs) = (self.names.iter().peekable(), other.names.iter().peekable());
        loop {
            let order = match (ours.peek(), theirs.peek()) {
                (Some((our, _)), Some((their, _))) => our.cmp(their),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => break,
            };
            let our = ours.next_if(|_| order.is_le());
            let their = theirs.next_if(|_| order.is_ge());
            if our.map(|(_, lesson)| lesson) != their.map(|(_, lesson)| lesson) {
                names.extend(our.or(their).map(|(name, _)| name));
            }
        }
        names
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

/// What the decision on one annotation says.
struct Told {
    said: Vec<(Name, Label, Said)>,
    /// Of which label and score a suggestion was right, or wrong.
    score: Option<(Label, u16, bool)>,
}

impl Told {
    /// What is said by what was decided about `annotation` on `words`, if anything was; `cut` tells whether these are a part of
    /// a longer name. What was proposed under a name that is another's now was that other; nothing is said of a label
    /// that is no more.
    fn of(annotation: &Annotation, words: &str, cut: impl FnOnce() -> bool, schema: &Schema) -> Option<Told> {
        if annotation.status == Status::Suggested || is_carried(annotation) {
            return None;
        }
        let yes = annotation.status == Status::Accepted;
        let score = annotation.score.map(thousandths);
        let name = Name::new(words)?;
        // What it was when it was proposed, before anyone decided.
        let proposed = annotation.decisions.first().filter(|first| first.status == Status::Suggested);
        let gone = proposed.is_some_and(|first| schema.taker(&first.label).is_none());
        let proposed =
            proposed.and_then(|first| Some((Name::new(&first.text)?, schema.taker(&first.label)?)));
        let kept = proposed.as_ref().is_none_or(|(then, label)| *then == name && *label == annotation.label);
        let label = proposed.as_ref().map_or(&annotation.label, |(_, label)| label);
        let scored = score.filter(|_| !gone && (kept || !yes)).map(|score| (label.clone(), score, yes));
        let refused = Said { no: 1, no_at: score.unwrap_or(1000), ..Said::default() };
        let mut said = Vec::new();
        if let Some((then, label)) = proposed.filter(|_| yes && !kept) {
            said.push((then, label, refused));
        }
        let here = if yes { Said { yes: 1, cut: cut().into(), ..Said::default() } } else { refused };
        said.push((name, annotation.label.clone(), here));
        Some(Told { said, score: scored })
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
    /// The labels that get what the tagger finds, beside those that are called as it calls them.
    pub takers: BTreeSet<Label>,
}

impl Learned {
    /// The score, in thousandths, below which `label` is not suggested: the chosen one, else what the decisions say.
    pub fn threshold(&self, label: &Label) -> u16 {
        let floor = || self.project.floor(label).max(self.given.floor(label));
        self.thresholds.get(label).copied().unwrap_or_else(floor)
    }

    /// Whether the tagger could give `label`.
    fn is_of_tagger(&self, label: &Label) -> bool {
        super::is_a_kind(label) || self.takers.contains(label)
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
