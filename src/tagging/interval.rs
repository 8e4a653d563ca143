//! How far a score may be off because the gold is a sample: bootstrap intervals over documents.
//!
//! Documents are drawn with replacement, as many as there are, and scored anew each time; the interval holds the middle
//! 95% of those scores (Efron's percentile method). Names in one article go together, so articles are drawn, not names.

use super::score::Counts;
use crate::annotation::Label;
use crate::draw::Draw;

/// How often the documents are drawn.
const ROUNDS: usize = 2000;

/// The lower and the upper end, 0 to 1.
pub type Interval = (f64, f64);

/// The intervals of exact F1, of `label` or of all labels together; the same seed draws the same documents.
pub fn interval(documents: &[Counts], label: Option<&Label>, seed: u64) -> Interval {
    let tallies: Vec<(usize, usize, usize)> = documents
        .iter()
        .map(|counts| {
            let tally = match label {
                Some(label) => counts.labels.get(label).copied().unwrap_or_default(),
                None => counts.total(),
            };
            (tally.gold, tally.predicted, tally.exact)
        })
        .collect();
    let mut draw = Draw::new(seed);
    let mut scores: Vec<f64> = (0..ROUNDS)
        .filter_map(|_| {
            let (mut both, mut exact) = (0, 0);
            for _ in 0..tallies.len() {
                let (gold, predicted, right) = tallies[draw.below(tallies.len())];
                (both, exact) = (both + gold + predicted, exact + right);
            }
            (both > 0).then(|| 2.0 * exact as f64 / both as f64)
        })
        .collect();
    scores.sort_by(f64::total_cmp);
    let at = |share: f64| scores.get((share * scores.len() as f64) as usize).copied();
    (at(0.025).unwrap_or(0.0), at(0.975).or(scores.last().copied()).unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagging::score::score;
    use crate::text::Span;

    fn documents(right: &[bool]) -> Vec<Counts> {
        let place = Label::new("PLACE").unwrap();
        let gold = [(Span::of(0..4).unwrap(), place.clone())];
        let wrong = [(Span::of(0..3).unwrap(), place)];
        right.iter().map(|&right| score(&gold, if right { &gold } else { &wrong })).collect()
    }

    #[test]
    fn what_is_always_right_is_certain_and_few_documents_say_little() {
        assert_eq!(interval(&documents(&[true; 9]), None, 1), (1.0, 1.0));
        let few = interval(&documents(&[true, false, true, true]), None, 1);
        let many = interval(&documents(&[true, false, true, true].repeat(50)), None, 1);
        assert!(few.0 < many.0 && many.0 < 0.75 && 0.75 < many.1 && many.1 < few.1, "{few:?} {many:?}");
        assert_eq!(interval(&[], None, 1), (0.0, 0.0));
    }

    #[test]
    fn a_label_is_drawn_by_itself_and_a_seed_draws_the_same() {
        let all = documents(&[true, false, true]);
        let (place, court) = (Label::new("PLACE"), Label::new("COURT"));
        assert_eq!(interval(&all, place.as_ref(), 7), interval(&all, None, 7));
        assert_eq!(interval(&all, court.as_ref(), 7), (0.0, 0.0));
    }
}
