//! How often a suggestion is right, by what it is, what made it and how clearly the model decided: measured on articles
//! held out of the training.
//!
//! `data/scores.txt` has a row for each kind and for what speaks for it: `PERSON backed`, then a score for each range of
//! the model's lead, the least clear first. `backed` is what a list, pattern or rule found too, `alone` what only the model
//! did, and `carried`, with one score, what the model did not find but the rest of the article taught. `held` is what a list
//! or a fixed form holds to whatever the model reads; its first score is for what the model does not read so.

use super::found::{Found, Kind, Rule};

/// How wide a range of the model's lead is.
pub const WIDTH: i32 = 100;

/// How many ranges there are; the last has no end.
pub const RANGES: usize = 30;

/// What speaks for a suggestion, as the rows are named.
pub const BASES: [&str; 4] = ["backed", "alone", "carried", "held"];

/// What speaks for a suggestion; the model with its lead, where it decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The model, and a list, pattern or rule that it could overrule.
    Backed(i32),
    /// The model alone.
    Alone(i32),
    /// The rest of the article.
    Carried,
    /// A list or a fixed form; the model too, if there is a lead.
    Held(Option<i32>),
}

impl Basis {
    /// What speaks for `found`.
    pub fn of(found: &Found) -> Basis {
        match found.lead {
            lead if found.held => Basis::Held(lead),
            Some(lead) if found.rule == Rule::Model => Basis::Alone(lead),
            Some(lead) => Basis::Backed(lead),
            None => Basis::Carried,
        }
    }

    /// Its row among [`BASES`], and the range in it.
    fn place(self) -> (usize, usize) {
        let range = |lead: i32| ((lead.max(0) / WIDTH) as usize).min(RANGES - 1);
        match self {
            Basis::Backed(lead) => (0, range(lead)),
            Basis::Alone(lead) => (1, range(lead)),
            Basis::Carried => (2, 0),
            Basis::Held(lead) => (3, lead.map_or(0, |lead| (range(lead) + 1).min(RANGES - 1))),
        }
    }
}

/// The scores of one kind on one basis, in hundredths of a hundredth.
type Row = [u16; RANGES];

/// The table of scores.
pub struct Calibration {
    rows: [[Row; BASES.len()]; Kind::ALL.len()],
}

impl Default for Calibration {
    /// Nothing measured: as likely as not.
    fn default() -> Calibration {
        Calibration { rows: [[[5000; RANGES]; BASES.len()]; Kind::ALL.len()] }
    }
}

impl Calibration {
    /// The table that this text holds; `None` if it can't be one.
    pub(super) fn new(table: &[u8]) -> Option<Calibration> {
        let mut calibration = Calibration::default();
        for line in std::str::from_utf8(table).ok()?.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split_ascii_whitespace();
            let kind = Kind::from_name(fields.next()?)?;
            let basis = fields.next().and_then(|name| BASES.iter().position(|basis| *basis == name))?;
            let row = calibration.rows.get_mut(kind as usize)?.get_mut(basis)?;
            let mut last = None;
            for cell in row.iter_mut() {
                // A row may end early: what is clearer scores the same.
                last = match fields.next() {
                    Some(field) => Some(field.parse().ok().filter(|score| *score <= 10_000)?),
                    None => last,
                };
                *cell = last?;
            }
        }
        Some(calibration)
    }

    /// The share of what is found as `kind` on that basis that is right.
    pub fn score(&self, kind: Kind, basis: Basis) -> f64 {
        let (basis, range) = basis.place();
        f64::from(self.rows[kind as usize][basis][range]) / 10_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagging::Data;
    use crate::tagging::decide::decide;
    use crate::tagging::learned::Overlay;
    use crate::tagging::memory::Memory;
    use crate::tagging::words::Words;
    use crate::text::Span;

    #[test]
    fn a_clearer_decision_scores_higher() {
        let table = &Data::embedded().scores;
        for kind in Kind::ALL {
            let held = |lead: i32| Basis::Held(Some(lead));
            assert!(table.score(kind, Basis::Held(None)) <= table.score(kind, held(0)));
            for basis in [Basis::Backed, Basis::Alone, held] {
                let score = |lead: i32| table.score(kind, basis(lead));
                for lead in (0..4000).step_by(50) {
                    assert!(score(lead) <= score(lead + 50), "{kind:?} {:?}", basis(lead));
                }
                assert_eq!(score(i32::MIN), score(0));
                assert_eq!(score(i32::MAX), score(4000));
            }
            assert!(table.score(kind, Basis::Backed(3000)) > 0.8, "{kind:?}");
        }
    }

    #[test]
    fn what_is_held_has_a_score_of_its_own() {
        let text = "The Supreme Court of é sat. 漢 👩\u{200d}🚀";
        let span = Span::of(0..text.len()).unwrap();
        let words = Words::read(Data::embedded(), text, span);
        let found = vec![Found::new(1, 3, Kind::Court, Rule::Listed)];
        let decided = decide(&words, &Memory::default(), &Overlay::default(), None, found);
        let bases: Vec<Basis> = decided.iter().map(Basis::of).collect();
        assert!(matches!(bases[..], [Basis::Held(Some(_))]), "{bases:?}");
        let found = |rule: Rule, lead: Option<i32>, held: bool| {
            Basis::of(&Found { lead, held, ..Found::new(1, 3, Kind::Court, rule) })
        };
        assert_eq!(found(Rule::Listed, None, true), Basis::Held(None));
        assert_eq!(found(Rule::Listed, Some(-1), false), Basis::Backed(-1));
        assert_eq!(found(Rule::Model, Some(7), false), Basis::Alone(7));
        assert_eq!(found(Rule::ShortForm, None, false), Basis::Carried);
    }

    #[test]
    fn a_table_is_read_and_a_bad_one_refused() {
        let table =
            Calibration::new(b"# a note\nPERSON backed 100 9000\nLAW carried 1234\nLAW held 5678 6789\n")
                .unwrap();
        assert_eq!(table.score(Kind::Person, Basis::Backed(99)), 0.01);
        assert_eq!(table.score(Kind::Person, Basis::Backed(2_000_000)), 0.9);
        assert_eq!(table.score(Kind::Person, Basis::Alone(100)), 0.5);
        assert_eq!(table.score(Kind::Law, Basis::Carried), 0.1234);
        assert_eq!(table.score(Kind::Law, Basis::Held(None)), 0.5678);
        assert_eq!(table.score(Kind::Law, Basis::Held(Some(0))), 0.6789);
        for bad in ["PERSON backed", "PERSON x 1", "X backed 1", "PERSON backed 10001", "PERSON backed .9"] {
            assert!(Calibration::new(bad.as_bytes()).is_none(), "{bad}");
        }
    }
}
