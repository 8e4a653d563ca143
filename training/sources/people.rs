//! Given names and surnames of the US census of 1990.

use std::path::Path;

use tagline::tagging::lexicon::Senses;

use crate::{Names, Result, gzipped};

/// The US census of 1990: given names, and the surnames borne by at least two in 100,000.
pub fn people(names: &mut Names, gazetteers: &Path) -> Result<()> {
    for (file, sense, least) in [
        ("census_female_first.txt.gz", Senses::FIRST, 0.003),
        ("census_male_first.txt.gz", Senses::FIRST, 0.004),
        ("census_all_last.txt.gz", Senses::LAST, 0.002),
    ] {
        for row in gzipped(&gazetteers.join(file))?.lines() {
            let mut fields = row.split('\t');
            let (Some(name), Some(Ok(share))) = (fields.next(), fields.next().map(str::parse::<f64>)) else {
                continue;
            };
            if share >= least && name.len() > 2 {
                names.add(name, sense, 0, 0);
            }
        }
    }
    Ok(())
}
