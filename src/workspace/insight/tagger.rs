//! How often the tagger is right, by label: accepted of all that were decided, with an interval.

use super::words::{grouped, percent};
use crate::annotation::{Label, Tally};

/// The 97.5th percentile of the normal distribution: 95 in 100 lie between it and its negative.
const Z: f64 = 1.959_963_984_540_054;

/// What was decided on the tagger's suggestions of one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The label that the tagger gave.
    pub label: Label,
    /// Those that were accepted as that.
    pub right: u32,
    /// Those that were rejected or given another label.
    pub wrong: u32,
}

/// What was decided on the tagger's suggestions: a row for each label of the schema, in its order, then one for each other,
/// in alphabetical order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagger(pub Vec<Judged>);

/// A share of a whole with the interval that the true one lies in, in 95 of 100 samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// What was found, 0 to 1.
    pub found: f64,
    /// The interval's lower end, at most `found`.
    pub low: f64,
    /// Its upper end, at least `found`.
    pub high: f64,
}

impl Share {
    /// The share of `part` in `part + rest` with Wilson's interval (E. B. Wilson, "Probable inference, the law of
    /// succession, and statistical inference", Journal of the American Statistical Association 22, 1927, 209–212), which
    /// holds for few and for shares near 0 or 1 too; `None` of nothing.
    ///
    /// Square roots are exact to the last bit everywhere, so that all builds say the same.
    pub fn of(part: u32, rest: u32) -> Option<Share> {
        let (part, rest) = (f64::from(part), f64::from(rest));
        let all = part + rest;
        if all == 0.0 {
            return None;
        }
        let found = part / all;
        let centre = 2.0 * part + Z * Z;
        let reach = Z * (Z * Z + 4.0 * part * rest / all).sqrt();
        let end = |sum: f64| (sum / (2.0 * (all + Z * Z))).clamp(0.0, 1.0);
        // At the ends of the range the interval ends there, whatever is lost in the last bit.
        let low = if part == 0.0 { 0.0 } else { end(centre - reach).min(found) };
        let high = if rest == 0.0 { 1.0 } else { end(centre + reach).max(found) };
        Some(Share { found, low, high })
    }
}

impl Judged {
    pub(super) fn of(label: &Label) -> Judged {
        Judged { label: label.clone(), right: 0, wrong: 0 }
    }

    pub(super) fn add(&mut self, tally: &Tally) {
        self.right += tally.right;
        self.wrong += tally.wrong;
    }

    /// All that were decided.
    pub fn decided(&self) -> u32 {
        self.right + self.wrong
    }

    /// How often it was right; `None` where nothing is decided.
    pub fn share(&self) -> Option<Share> {
        Share::of(self.right, self.wrong)
    }
}

impl Tagger {
    /// All that were accepted as what they were suggested as.
    pub fn right(&self) -> u32 {
        self.0.iter().map(|judged| judged.right).sum()
    }

    /// All that were not.
    pub fn wrong(&self) -> u32 {
        self.0.iter().map(|judged| judged.wrong).sum()
    }

    /// The labels that something is decided on, the one that is right most often first; of equals the one with more
    /// decisions, then the schema's first.
    pub fn best_first(&self) -> Vec<&Judged> {
        let mut rows: Vec<&Judged> = self.0.iter().filter(|judged| judged.decided() > 0).collect();
        // Shares compare as products of whole numbers.
        let product = |a: &Judged, b: &Judged| u64::from(a.right) * u64::from(b.decided());
        rows.sort_by(|a, b| product(b, a).cmp(&product(a, b)).then(b.decided().cmp(&a.decided())));
        rows
    }

    /// What there is to find in it, in words; `name` is how a label is written. A label is only said to lag where its
    /// interval lies below the share of all, and not for a handful.
    pub fn finding(&self, name: impl Fn(&Label) -> String) -> String {
        let (right, wrong) = (self.right(), self.wrong());
        let Some(all) = Share::of(right, wrong) else { return "Nothing is decided yet.".to_owned() };
        let decided = right + wrong;
        let first = match (right, wrong) {
            (1, 0) => "The one suggestion decided was right.".to_owned(),
            (0, 1) => "The one suggestion decided was wrong.".to_owned(),
            (right, 0) => format!("All {} decided were right.", grouped(right)),
            (0, wrong) => format!("None of {} decided was right.", grouped(wrong)),
            _ => format!("Right in {}% of {} decided.", percent(right, decided), grouped(decided)),
        };
        let rows = self.best_first();
        if let [_, .., last] = &rows[..]
            && last.decided() >= 10
            && last.share().is_some_and(|share| share.high < all.found)
        {
            return format!("{first} {} lags: {}%.", name(&last.label), percent(last.right, last.decided()));
        }
        match rows.iter().all(|judged| judged.decided() < 20) {
            true => format!("{first} So few say little."),
            false if rows.len() > 1 => format!("{first} No label lags clearly."),
            false => first,
        }
    }
}
