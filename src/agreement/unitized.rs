//! Krippendorff's alpha for unitizing: whether annotators cut the same stretches out of a text.
//!
//! The formulas are Krippendorff's (1995, "On the reliability of unitizing continuous data"; 2004, "Measuring the
//! reliability of qualitative text analysis data", section 5). For one label, with `L` the length of the continuum, `m`
//! annotators and a length `l` for each unit and gap:
//!
//! - observed: over all ordered pairs of annotators, for each two units that share text the squares of how far their
//!   beginnings and their ends are apart, and `l²` for a unit in a gap of the other, all over `m (m - 1) L²`;
//! - expected: `2 / L` times the sum over all units of `(N - 1) (2 l³ - 3 l² + l) / 3` and `l²` times the sum of
//!   `h - l + 1` over the gaps of all annotators that are at least as long (`h`), all over `m L (m L - 1) - Σ l (l - 1)`,
//!   with `N` the number of units of all annotators.
//!
//! Alpha is 1 less observed by expected; of several labels, the sums of both over the labels. For more than two annotators
//! Krippendorff and others (2016, "On the reliability of unitizing textual continua") found that this definition can mislead
//! and gave another one, which this is not.
//!
//! The continuum is the documents that all annotators have, one after another, counted in code points; a gap goes on from one
//! into the next. Units of one annotator and label may not overlap, so that those which do are one unit, from the first's
//! beginning to the last's end.

use super::{Mark, Matched, Stretch};
use crate::annotation::Label;

/// How far annotators differ in one label's units, and how far they would by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disagreement {
    /// What was observed.
    pub observed: f64,
    /// What chance would give.
    pub expected: f64,
}

impl Disagreement {
    /// Alpha; `None` where chance could not differ.
    pub fn alpha(self) -> Option<f64> {
        (self.expected > 0.0).then(|| 1.0 - self.observed / self.expected)
    }
}

/// The disagreement on `label`; `None` with fewer than two annotators, and where none of them used it.
pub fn disagreement(matched: &Matched, label: &Label) -> Option<Disagreement> {
    let mut observers = vec![Vec::new(); matched.annotators];
    let mut length = 0;
    for document in &matched.shared {
        let Some(readings) = document.readings.iter().map(Option::as_ref).collect::<Option<Vec<_>>>() else {
            continue;
        };
        for (units, marks) in observers.iter_mut().zip(readings) {
            units.extend(units_of(marks, label).into_iter().map(|unit| unit.after(length)));
        }
        length += document.length;
    }
    of_units(length, &observers)
}

/// Alpha of all labels together; `None` where there are no units, and where chance could not differ.
pub fn unitized_alpha(matched: &Matched) -> Option<f64> {
    let labels = matched.labels();
    let each: Vec<Disagreement> = labels.iter().filter_map(|label| disagreement(matched, label)).collect();
    let sum = Disagreement {
        observed: each.iter().map(|one| one.observed).sum(),
        expected: each.iter().map(|one| one.expected).sum(),
    };
    sum.alpha()
}

/// A unit of the continuum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Unit {
    start: usize,
    end: usize,
}

impl Unit {
    fn of(stretch: Stretch) -> Unit {
        Unit { start: stretch.start.0, end: stretch.end.0 }
    }

    fn after(self, length: usize) -> Unit {
        Unit { start: length + self.start, end: length + self.end }
    }

    fn length(self) -> u128 {
        self.end.saturating_sub(self.start) as u128
    }
}

/// The units of one label in a document, those that overlap as one.
fn units_of(marks: &[Mark], label: &Label) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for unit in marks.iter().filter(|mark| mark.label == *label).map(|mark| Unit::of(mark.stretch)) {
        match units.last_mut() {
            Some(last) if unit.start < last.end => last.end = last.end.max(unit.end),
            _ => units.push(unit),
        }
    }
    units
}

/// The disagreement of observers whose units are in order and don't overlap, on a continuum of that length.
fn of_units(length: usize, observers: &[Vec<Unit>]) -> Option<Disagreement> {
    let count = observers.iter().map(Vec::len).sum::<usize>() as u128;
    if observers.len() < 2 || count == 0 {
        return None;
    }
    let (whole, people) = (length as u128, observers.len() as u128);
    let mut apart = 0;
    for (at, one) in observers.iter().enumerate() {
        for other in observers.get(at + 1..).unwrap_or_default() {
            // A pair of annotators is met twice in the formula, and so is all that they differ in.
            apart += 2 * (overlapping(one, other) + in_gaps(one, other) + in_gaps(other, one));
        }
    }
    let observed = apart as f64 / (people * (people - 1) * whole * whole) as f64;

    let gaps = Gaps::of(length, observers);
    let units = observers.iter().flatten().map(|unit| unit.length());
    let by_chance = units.clone().map(|l| {
        let among_units = (count - 1) * 2 * (l * (l - 1) * (2 * l - 1) / 6);
        among_units + l * l * gaps.places(l)
    });
    let by_chance: u128 = by_chance.sum();
    let inside: u128 = units.map(|l| l * (l - 1)).sum();
    let places = people * whole * (people * whole - 1) - inside;
    let expected = 2.0 * by_chance as f64 / (whole as f64 * places as f64);
    Some(Disagreement { observed, expected })
}

/// The squares of how far the ends are apart, of all two units that share text.
fn overlapping(one: &[Unit], other: &[Unit]) -> u128 {
    let mut sum = 0;
    for unit in one {
        for met in meeting(other, *unit) {
            let (starts, ends) = (unit.start.abs_diff(met.start) as u128, unit.end.abs_diff(met.end) as u128);
            sum += starts * starts + ends * ends;
        }
    }
    sum
}

/// The squares of the lengths of those units that share text with none of the other's.
fn in_gaps(units: &[Unit], other: &[Unit]) -> u128 {
    let lonely = units.iter().filter(|unit| meeting(other, **unit).is_empty());
    lonely.map(|unit| unit.length() * unit.length()).sum()
}

/// Those of `units` that share text with `unit`.
fn meeting(units: &[Unit], unit: Unit) -> &[Unit] {
    let from = units.partition_point(|one| one.end <= unit.start);
    let to = units.partition_point(|one| one.start < unit.end);
    units.get(from..to).unwrap_or_default()
}

/// The gaps between the units of all observers.
struct Gaps {
    /// Their lengths, the longest first.
    lengths: Vec<u128>,
    /// The sum of all up to each, and one more for each.
    sums: Vec<u128>,
}

impl Gaps {
    fn of(length: usize, observers: &[Vec<Unit>]) -> Gaps {
        let mut lengths = Vec::new();
        for units in observers {
            let starts = units.iter().map(|unit| unit.start).chain([length]);
            let ends = [0].into_iter().chain(units.iter().map(|unit| unit.end));
            let gaps = starts.zip(ends).map(|(start, end)| start.saturating_sub(end) as u128);
            lengths.extend(gaps.filter(|gap| *gap > 0));
        }
        lengths.sort_by(|one, other| other.cmp(one));
        let sums = lengths.iter().scan(0, |sum, gap| {
            *sum += gap + 1;
            Some(*sum)
        });
        Gaps { sums: sums.collect(), lengths }
    }

    /// In how many places of all gaps a unit of that length fits.
    fn places(&self, length: u128) -> u128 {
        let fitting = self.lengths.partition_point(|gap| *gap >= length);
        let sum = fitting.checked_sub(1).and_then(|last| self.sums.get(last)).copied().unwrap_or_default();
        sum - fitting as u128 * length
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::testing::{any_marks, close, documents, mark, matched, shared};
    use proptest::prelude::*;

    /// What observers differ in, each given the beginnings and lengths of their units.
    fn of(length: usize, observers: &[&[(usize, usize)]]) -> Option<Disagreement> {
        let unit = |&(start, length): &(usize, usize)| Unit { start, end: start + length };
        let observers: Vec<Vec<Unit>> =
            observers.iter().map(|units| units.iter().map(unit).collect()).collect();
        of_units(length, &observers)
    }

    #[track_caller]
    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 5e-5, "expected {expected}, found {found}");
    }

    #[test]
    fn krippendorffs_own_example() {
        // 1995 and 2004: two observers, a continuum from 150 to 450, the categories c and k.
        let c = of(300, &[&[(75, 70), (220, 30)], &[(70, 80), (205, 20), (250, 20)]]).unwrap();
        near(c.observed, 0.0144);
        near(c.expected, 0.0532);
        near(c.alpha().unwrap(), 0.7286);
        let k = of(300, &[&[(30, 60), (150, 50)], &[(30, 60), (150, 50)]]).unwrap();
        assert_eq!((k.observed, k.alpha()), (0.0, Some(1.0)));
        near(k.expected, 0.0490);
        // Printed as 0.8591, from figures that had been rounded before.
        near(1.0 - (c.observed + k.observed) / (c.expected + k.expected), 0.85867);
    }

    #[test]
    fn what_other_programs_test_with() {
        // dkpro-statistics: one long unit against three short ones in it, and one alone among three observers.
        let long = of(10, &[&[(1, 8)], &[(2, 1), (4, 1), (6, 1)]]).unwrap();
        near(long.observed, 0.91);
        near(long.expected, 0.53519);
        near(long.alpha().unwrap(), -0.70035);
        assert!(close(of(20, &[&[(0, 1)], &[], &[]]).unwrap().alpha(), Some(0.0)));
        assert_eq!(of(20, &[&[], &[], &[]]), None);
    }

    #[test]
    fn what_says_nothing_is_not_defined() {
        assert_eq!(of(0, &[]), None);
        assert_eq!(of(5, &[&[(0, 1)]]), None);
        assert_eq!(of(1, &[&[(0, 1)], &[(0, 1)]]).unwrap().alpha(), None);
        assert_eq!(unitized_alpha(&matched(&["a", "a"])), None);
        assert_eq!(unitized_alpha(&matched(&[])), None);
    }

    #[test]
    fn units_that_overlap_are_one_and_documents_follow_one_another() {
        let marks = [mark(0, 5, "X"), mark(3, 4, "X"), mark(4, 8, "X"), mark(8, 9, "X"), mark(8, 12, "Y")];
        let units: Vec<(usize, usize)> =
            units_of(&marks, &marks[0].label).iter().map(|unit| (unit.start, unit.end)).collect();
        assert_eq!(units, [(0, 8), (8, 9)]);
        let reading = |start, end| Some(vec![mark(start, end, "X")]);
        let documents = vec![
            shared("a", vec![reading(0, 10), reading(5, 10)]),
            shared("b", vec![reading(1, 2), None]),
            shared("c", vec![reading(0, 10), reading(20, 30)]),
        ];
        let matched = Matched { annotators: 2, shared: documents, ..Matched::default() };
        let expected = of(180, &[&[(0, 10), (90, 10)], &[(5, 5), (110, 10)]]);
        assert_eq!(disagreement(&matched, &mark(0, 1, "X").label), expected);
    }

    /// The formulas as they are printed, every pair of sections looked at.
    fn as_printed(length: usize, observers: &[Vec<Unit>]) -> (f64, f64) {
        let sections: Vec<Vec<(f64, f64, bool)>> =
            observers.iter().map(|units| sections(length, units)).collect();
        let (whole, people) = (length as f64, observers.len() as f64);
        let mut observed = 0.0;
        for (i, of_i) in sections.iter().enumerate() {
            for (_, of_j) in sections.iter().enumerate().filter(|(j, _)| *j != i) {
                for &(b, l, v) in of_i {
                    for &(c, h, w) in of_j {
                        let shift = b - c;
                        observed += match (v, w) {
                            (true, true) if -l < shift && shift < h => {
                                shift.powi(2) + (shift + l - h).powi(2)
                            }
                            (true, false) if h - l >= shift && shift >= 0.0 => l * l,
                            (false, true) if h - l <= shift && shift <= 0.0 => h * h,
                            _ => 0.0,
                        };
                    }
                }
            }
        }
        let all: Vec<(f64, f64, bool)> = sections.concat();
        let units: Vec<f64> = all.iter().filter(|one| one.2).map(|one| one.1).collect();
        let gaps: Vec<f64> = all.iter().filter(|one| !one.2).map(|one| one.1).collect();
        let term = |l: &f64| {
            let fits: f64 = gaps.iter().filter(|h| *h >= l).map(|h| h - l + 1.0).sum();
            (units.len() as f64 - 1.0) / 3.0 * (2.0 * l.powi(3) - 3.0 * l * l + l) + l * l * fits
        };
        let inside: f64 = units.iter().map(|l| l * (l - 1.0)).sum();
        let expected = 2.0 / whole * units.iter().map(term).sum::<f64>();
        let expected = expected / (people * whole * (people * whole - 1.0) - inside);
        (observed / (people * (people - 1.0) * whole * whole), expected)
    }

    /// Units and the gaps between them: beginning, length, whether it is a unit.
    fn sections(length: usize, units: &[Unit]) -> Vec<(f64, f64, bool)> {
        let (mut at, mut found) = (0, Vec::new());
        for unit in units.iter().copied().chain([Unit { start: length, end: length }]) {
            found.extend((unit.start > at).then(|| (at as f64, (unit.start - at) as f64, false)));
            found.extend((unit.end > unit.start).then(|| (unit.start as f64, unit.length() as f64, true)));
            at = unit.end;
        }
        found
    }

    proptest! {
        #[test]
        fn the_sums_are_those_of_the_printed_formulas(readings in proptest::collection::vec(any_marks(), 2..4)) {
            let label = mark(0, 1, "X").label;
            let observers: Vec<Vec<Unit>> = readings.iter().map(|marks| units_of(marks, &label)).collect();
            if let Some(found) = of_units(60, &observers) {
                let (observed, expected) = as_printed(60, &observers);
                prop_assert!(close(Some(found.observed), Some(observed)), "{found:?} {observed}");
                prop_assert!(close(Some(found.expected), Some(expected)), "{found:?} {expected}");
            }
        }

        #[test]
        fn alpha_knows_no_order_and_is_one_for_the_same(matched in documents(3)) {
            let alpha = unitized_alpha(&matched);
            let (mut reversed, mut same) = (matched.clone(), matched);
            reversed.shared.iter_mut().for_each(|document| document.readings.reverse());
            prop_assert_eq!(alpha, unitized_alpha(&reversed));
            prop_assert!(alpha.is_none_or(|alpha| alpha <= 1.0));
            for document in &mut same.shared {
                document.readings = vec![document.readings[0].clone(); 3];
            }
            prop_assert!(unitized_alpha(&same).is_none_or(|alpha| alpha == 1.0));
        }
    }
}
