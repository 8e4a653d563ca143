//! Precision, recall and F1 of spans under the four schemes of SemEval-2013 task 9.
//!
//! The schemes are those of task 9.1 (Segura-Bedmar, Martínez and Herrero-Zazo, 2013) as the Python package nervaluate 1.2
//! counts them, and equal it wherever none of an annotator's own marks overlap; `Strict` is then also what seqeval
//! counts. Marks are paired one to one, each of the second annotator's in order. One that shares text with none of the
//! first's is spurious, one of the first's that is left is missed. Sharing text means at least a hundredth of the first's
//! mark, counted in code points.
//!
//! Where an annotator's own marks overlap, nervaluate's counts hang on the order of its lists: two identical marks can miss
//! each other. Here what has the same ends, and the same label where that counts, is paired before all else.
//!
//! With the annotators swapped, precision and recall change places and F1 stays under `Strict` and `Exact`. `Partial` keeps
//! it where no annotator's own marks overlap and none has over a hundred code points; `Type` need not, as a mark there takes
//! the closest of its label and not the one that leaves most to the others.

use std::collections::BTreeMap;

use super::{Mark, Matched, Tally};
use crate::annotation::Label;

/// What counts as the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// The same ends and the same label.
    Strict,
    /// The same ends, whatever the label.
    Exact,
    /// The same ends, or half for shared text, whatever the label.
    Partial,
    /// Shared text and the same label.
    Type,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Scheme; 4] = [Scheme::Strict, Scheme::Exact, Scheme::Partial, Scheme::Type];

    /// Its name: nervaluate's, but for `type`, which is `ent_type` there.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::Strict => "strict",
            Scheme::Exact => "exact",
            Scheme::Partial => "partial",
            Scheme::Type => "type",
        }
    }

    /// Whether two marks are the same under it, if they share text.
    fn is_correct(self, second: &Mark, first: &Mark) -> bool {
        match self {
            Scheme::Strict => second == first,
            Scheme::Exact | Scheme::Partial => second.stretch == first.stretch,
            Scheme::Type => second.label == first.label,
        }
    }

    /// Whether two marks belong together under it before all others.
    fn is_same(self, second: &Mark, first: &Mark) -> bool {
        if self == Scheme::Type { second == first } else { self.is_correct(second, first) }
    }
}

/// How the marks of two annotators compare, the first's taken for right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pairs that are the same.
    pub correct: usize,
    /// Pairs that share text and no more, where that earns nothing.
    pub incorrect: usize,
    /// Pairs that share text and no more, where that earns half.
    pub partial: usize,
    /// Marks of the first that are in no pair.
    pub missed: usize,
    /// Marks of the second that are in no pair.
    pub spurious: usize,
}

impl Counts {
    /// Counts the marks of `second` against those of `first`; both by start, the longer first.
    pub fn of(first: &[Mark], second: &[Mark], scheme: Scheme) -> Counts {
        let mut counts = Counts::default();
        for pair in pairs(first, second, scheme) {
            match pair {
                (Some(first), Some(second)) if scheme.is_correct(second, first) => counts.correct += 1,
                (Some(_), Some(_)) if scheme == Scheme::Partial => counts.partial += 1,
                (Some(_), Some(_)) => counts.incorrect += 1,
                (Some(_), None) => counts.missed += 1,
                (None, _) => counts.spurious += 1,
            }
        }
        counts
    }

    /// How many marks the first has.
    pub fn first(&self) -> usize {
        self.correct + self.incorrect + self.partial + self.missed
    }

    /// How many marks the second has.
    pub fn second(&self) -> usize {
        self.correct + self.incorrect + self.partial + self.spurious
    }

    /// The share of the second's marks that the first has too; `None` if the second has none.
    pub fn precision(&self) -> Option<f64> {
        ratio(self.earned(), self.second())
    }

    /// The share of the first's marks that the second has too; `None` if the first has none.
    pub fn recall(&self) -> Option<f64> {
        ratio(self.earned(), self.first())
    }

    /// The harmonic mean of the two; `None` if neither annotator has any mark.
    pub fn f1(&self) -> Option<f64> {
        ratio(2.0 * self.earned(), self.first() + self.second())
    }

    fn earned(&self) -> f64 {
        self.correct as f64 + 0.5 * self.partial as f64
    }
}

impl Tally for Counts {
    fn add(&mut self, other: &Counts) {
        self.correct += other.correct;
        self.incorrect += other.incorrect;
        self.partial += other.partial;
        self.missed += other.missed;
        self.spurious += other.spurious;
    }
}

fn ratio(part: f64, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part / whole as f64)
}

/// One document's counts, or many documents' together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpanCounts {
    /// Of all labels together, in the order of [`Scheme::ALL`].
    pub all: [Counts; 4],
    /// Of each label, its marks alone being paired.
    pub labels: BTreeMap<Label, [Counts; 4]>,
}

impl SpanCounts {
    /// Counts the marks of `second` against those of `first`.
    pub fn of(first: &[Mark], second: &[Mark]) -> SpanCounts {
        let each =
            |first: &[Mark], second: &[Mark]| Scheme::ALL.map(|scheme| Counts::of(first, second, scheme));
        let mut by_label: BTreeMap<&Label, (Vec<Mark>, Vec<Mark>)> = BTreeMap::new();
        for mark in first {
            by_label.entry(&mark.label).or_default().0.push(mark.clone());
        }
        for mark in second {
            by_label.entry(&mark.label).or_default().1.push(mark.clone());
        }
        let labels =
            by_label.into_iter().map(|(label, (first, second))| (label.clone(), each(&first, &second)));
        SpanCounts { all: each(first, second), labels: labels.collect() }
    }

    /// The counts of each document that two annotators share, with its place among [`Matched::shared`].
    pub fn of_documents(matched: &Matched, first: usize, second: usize) -> Vec<(usize, SpanCounts)> {
        let readings = matched.shared.iter().map(|document| &document.readings).enumerate();
        let both = readings.filter_map(|(at, readings)| {
            Some((at, SpanCounts::of(readings.get(first)?.as_ref()?, readings.get(second)?.as_ref()?)))
        });
        both.collect()
    }
}

impl Tally for SpanCounts {
    fn add(&mut self, other: &SpanCounts) {
        self.all.iter_mut().zip(&other.all).for_each(|(sum, one)| sum.add(one));
        for (label, counts) in &other.labels {
            let sums = self.labels.entry(label.clone()).or_default();
            sums.iter_mut().zip(counts).for_each(|(sum, one)| sum.add(one));
        }
    }
}

/// The pairs of marks under a scheme, then what is in none: every mark occurs exactly once.
pub fn pairs<'a>(
    first: &'a [Mark],
    second: &'a [Mark],
    scheme: Scheme,
) -> Vec<(Option<&'a Mark>, Option<&'a Mark>)> {
    let mut partner_of_second: Vec<Option<usize>> = vec![None; second.len()];
    let mut taken = vec![false; first.len()];
    let near = Near::of(first);
    for (partner, mark) in partner_of_second.iter_mut().zip(second) {
        let mut same = near.range(mark).filter(|&at| !taken[at] && scheme.is_same(mark, &first[at]));
        *partner = same.next();
        if let Some(at) = *partner {
            taken[at] = true;
        }
    }
    for (partner, mark) in partner_of_second.iter_mut().zip(second).filter(|(partner, _)| partner.is_none()) {
        let free: Vec<usize> =
            near.range(mark).filter(|&at| !taken[at] && shares_enough(mark, &first[at])).collect();
        let same_label =
            free.iter().filter(|&&at| scheme == Scheme::Type && scheme.is_correct(mark, &first[at]));
        let closest = same_label.min_by_key(|&&at| distance(mark, &first[at]));
        *partner = closest.or(free.first()).copied();
        if let Some(at) = *partner {
            taken[at] = true;
        }
    }
    let paired = second.iter().zip(partner_of_second);
    let paired = paired.map(|(mark, partner)| (partner.and_then(|at| first.get(at)), Some(mark)));
    let missed = first.iter().zip(taken).filter(|(_, taken)| !taken).map(|(mark, _)| (Some(mark), None));
    paired.chain(missed).collect()
}

fn shares_enough(second: &Mark, first: &Mark) -> bool {
    let shared = second.stretch.shared(first.stretch);
    shared > 0 && 100 * shared >= first.stretch.length()
}

/// How far the ends of two marks are from one another, together.
fn distance(one: &Mark, other: &Mark) -> usize {
    let (one, other) = (one.stretch, other.stretch);
    one.start.0.abs_diff(other.start.0) + one.end.0.abs_diff(other.end.0)
}

/// Finds marks that may share text with another without looking at all.
struct Near {
    starts: Vec<usize>,
    /// The furthest end of all marks up to each.
    furthest: Vec<usize>,
}

impl Near {
    fn of(marks: &[Mark]) -> Near {
        let ends = marks.iter().scan(0, |furthest, mark| {
            *furthest = mark.stretch.end.0.max(*furthest);
            Some(*furthest)
        });
        Near { starts: marks.iter().map(|mark| mark.stretch.start.0).collect(), furthest: ends.collect() }
    }

    /// The places of those marks among which all are that share text with `mark`.
    fn range(&self, mark: &Mark) -> std::ops::Range<usize> {
        let from = self.furthest.partition_point(|&end| end <= mark.stretch.start.0);
        let to = self.starts.partition_point(|&start| start < mark.stretch.end.0);
        from..to.max(from)
    }
}

#[cfg(test)]
mod tests;
