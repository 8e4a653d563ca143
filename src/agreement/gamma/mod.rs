//! Gamma (γ): how alike annotators cut stretches out of a text and label them, both at once.
//!
//! Mathet, Widlöcher and Métivier (2015, "The unified and holistic method gamma (γ) for inter-annotator agreement measure and
//! alignment", Computational Linguistics 41:3), as the Python package pygamma-agreement 0.5 works it out by default (Titeux
//! and Riad, 2021, Journal of Open Source Software 6:62). All annotators' units are aligned: each unit is in one unitary alignment,
//! which has at most one unit of each annotator. What an alignment costs is its disorder ([`unit`]); the least there is, of
//! the best alignment, is observed. The mean of that of many drawn continua ([`sampler`]) is expected, and gamma is
//! 1 - observed / expected: 1 for the same annotations, 0 or below for what chance would do. Units may overlap. Their number
//! by themselves counts, so that a document all of whose annotators marked nothing has no gamma.
//!
//! The best alignment is exact: of two annotators by an assignment ([`two`]), of more by a search ([`many`]). Whether that ends
//! in good time depends on how many units lie over one another; the steps are counted, and a document that takes too many has
//! no gamma rather than a near one.
//!
//! Gamma is of one continuum, and neither the paper nor the package says what several documents have: laying them one behind
//! the other would let chance move units from one into the next. Here it is the mean of the documents', each as often as it
//! has units.

mod candidates;
mod many;
mod sampler;
mod two;
mod unit;

use std::cmp::Ordering;
use std::collections::BTreeSet;

use sampler::Sampler;
use unit::{Continuum, Unit};

use super::{Figure, Mark, Matched, Shared, Tally, interval};
use crate::annotation::Label;
use crate::draw::Draw;

/// How far the expected disorder may be off, as a share of it, in 95 of 100 cases.
const PRECISION: f64 = 0.02;
/// How many standard deviations hold 95 of 100 cases.
const DEVIATIONS: f64 = 1.96;
/// How many continua are drawn at least.
const FEWEST: usize = 30;
/// What one document may take: steps for about ten seconds.
const USUAL: Limits = Limits { samples: 10_000, steps: 400_000_000 };

/// What one document may take.
#[derive(Clone, Copy)]
struct Limits {
    /// How many continua are drawn at most, whatever the precision.
    samples: usize,
    /// How many steps finding best alignments may take.
    steps: u64,
}

/// Gamma of one document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DocumentGamma {
    /// How many units its annotators have together.
    pub units: usize,
    /// The disorder of the best alignment.
    pub observed: f64,
    /// The mean disorder of the best alignments of what was drawn.
    pub expected: f64,
    /// How many continua were drawn.
    pub samples: usize,
    /// How far the expected disorder may be off, as a share of it, in 95 of 100 cases.
    pub precision: f64,
}

impl DocumentGamma {
    /// Gamma; `None` where annotators differ and chance could not.
    pub fn value(self) -> Option<f64> {
        if self.observed == 0.0 {
            return Some(1.0);
        }
        (self.expected > 0.0).then(|| 1.0 - self.observed / self.expected)
    }

    /// How far it may be off because the expected disorder is that of a sample, in 95 of 100 cases.
    pub fn error(self) -> Option<f64> {
        Some((1.0 - self.value()?) * self.precision)
    }
}

/// Gamma of all documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gamma {
    /// The mean over the documents, by their units, with its interval over draws of documents.
    pub figure: Figure,
    /// How far the mean may be off by sampling, if all documents' are off to the same side.
    pub error: Option<f64>,
    /// Each document that has units, with its place among [`Matched::shared`].
    pub documents: Vec<(usize, DocumentGamma)>,
    /// The places of those that would take too long.
    pub skipped: Vec<usize>,
}

/// Works out gamma of each document and of all, of those annotators who have it. The same `seed` draws the same, for a document
/// whatever others there are.
pub fn gamma(matched: &Matched, rounds: usize, seed: u64) -> Gamma {
    of_documents(matched, rounds, seed, USUAL)
}

fn of_documents(matched: &Matched, rounds: usize, seed: u64, limits: Limits) -> Gamma {
    let mut gamma = Gamma::default();
    for (place, document) in matched.shared.iter().enumerate() {
        let continuum = continuum_of(document);
        if continuum.annotators < 2 || continuum.units.is_empty() {
            continue;
        }
        match of_continuum(&continuum, &mut Draw::new(seed), limits) {
            Some(one) => gamma.documents.push((place, one)),
            None => gamma.skipped.push(place),
        }
    }
    let mean = |of: fn(DocumentGamma) -> Option<f64>| {
        let one = move |one: DocumentGamma| {
            of(one).map(|value| Mean { units: one.units, sum: value * one.units as f64 })
        };
        gamma.documents.iter().filter_map(move |(_, document)| one(*document)).collect::<Vec<Mean>>()
    };
    let values = mean(DocumentGamma::value);
    gamma.error = Mean::total(&mean(DocumentGamma::error)).value();
    gamma.figure = Figure {
        value: Mean::total(&values).value(),
        interval: interval(&values, rounds, seed, Mean::value),
    };
    gamma
}

/// A mean over units, in parts.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    units: usize,
    sum: f64,
}

impl Mean {
    fn value(&self) -> Option<f64> {
        (self.units > 0).then(|| self.sum / self.units as f64)
    }
}

impl Tally for Mean {
    fn add(&mut self, other: &Mean) {
        self.units += other.units;
        self.sum += other.sum;
    }
}

/// The units of those who have the document. Annotators are put in the order of their units, so that it doesn't matter who is
/// first.
fn continuum_of(document: &Shared) -> Continuum {
    let mut readings: Vec<&Vec<Mark>> = document.readings.iter().flatten().collect();
    readings.sort();
    let labels: BTreeSet<&Label> =
        readings.iter().flat_map(|marks| marks.iter()).map(|mark| &mark.label).collect();
    let labels: Vec<&Label> = labels.into_iter().collect();
    let unit = |annotator: usize, mark: &Mark| Unit {
        annotator,
        start: mark.stretch.start.0 as f64,
        end: mark.stretch.end.0 as f64,
        category: labels.binary_search(&&mark.label).unwrap_or_default(),
    };
    let units = readings.iter().enumerate();
    let units = units.flat_map(|(annotator, marks)| marks.iter().map(move |mark| unit(annotator, mark)));
    Continuum::new(readings.len(), units.collect())
}

/// Gamma of a continuum that has units, of two annotators or more. `None` where it takes too many steps.
fn of_continuum(continuum: &Continuum, draw: &mut Draw, limits: Limits) -> Option<DocumentGamma> {
    let mut work = Work(limits.steps);
    let observed = continuum.disorder(&best_alignment(continuum, &mut work)?);
    let sampler = Sampler::of(continuum);
    let mut disorders = Vec::new();
    let mut wanted = FEWEST;
    while disorders.len() < wanted {
        let drawn = sampler.draw(draw);
        match best_alignment(&drawn, &mut work) {
            Some(alignment) => disorders.push(drawn.disorder(&alignment)),
            // What was drawn till then is enough for a wider error.
            None if disorders.len() >= FEWEST => break,
            None => return None,
        }
        if disorders.len() == wanted {
            let needed = (variation(&disorders) * DEVIATIONS / PRECISION).powi(2).ceil();
            wanted = (needed as usize).clamp(FEWEST, limits.samples);
        }
    }
    Some(DocumentGamma {
        units: continuum.units.len(),
        observed,
        expected: mean(&disorders),
        samples: disorders.len(),
        precision: variation(&disorders) * DEVIATIONS / (disorders.len() as f64).sqrt(),
    })
}

/// The units of each unitary alignment, of an alignment of least disorder.
fn best_alignment(continuum: &Continuum, work: &mut Work) -> Option<Vec<Vec<usize>>> {
    let candidates = candidates::candidates(continuum, work)?;
    let mut chosen = match continuum.annotators {
        2 => two::pairs(continuum, &candidates, work)?,
        _ => many::groups(continuum, candidates, work)?,
    };
    let together: BTreeSet<usize> = chosen.iter().flatten().copied().collect();
    let alone = (0..continuum.units.len()).filter(|unit| !together.contains(unit));
    chosen.extend(alone.map(|unit| vec![unit]));
    Some(chosen)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The standard deviation as a share of the mean; 0 if all values are.
fn variation(values: &[f64]) -> f64 {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    if mean > 0.0 { (squares / values.len() as f64).sqrt() / mean } else { 0.0 }
}

/// How many steps there are left.
struct Work(u64);

impl Work {
    /// Takes some of them; `None` if there are not so many.
    fn spend(&mut self, steps: u64) -> Option<()> {
        self.0 = self.0.checked_sub(steps)?;
        Some(())
    }
}

/// A number by which things are ordered.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cost(f64);

impl Eq for Cost {}

impl PartialOrd for Cost {
    fn partial_cmp(&self, other: &Cost) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cost {
    fn cmp(&self, other: &Cost) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[cfg(test)]
mod tests;
