//! Given names and surnames: those of the US census of 1990, and those of other countries from `data/lists`.

use std::collections::BTreeSet;
use std::path::Path;

use tagline::tagging::lexicon::Senses;

use super::places::fold;
use crate::{Names, Result, gzipped};

/// The US census of 1990: given names, and the surnames borne by at least two in 100,000; then those of our own lists.
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
    for (file, sense) in [("given.txt", Senses::FIRST), ("surnames.txt", Senses::LAST)] {
        let text = std::fs::read_to_string(Path::new("data/lists").join(file))?;
        let own = text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        // The tagger reads English: what is written in other letters it won't meet.
        for name in own.filter(|name| name.chars().all(|letter| letter < '\u{250}')) {
            // A byline's `jo` or `ty` is a given name, a sentence's may be anything.
            if sense == Senses::FIRST && (name.chars().count() < 3 || WORDS.contains(&name)) {
                continue;
            }
            names.add(name, sense, 0, 0);
            names.add(&fold(name), sense, 0, 0);
        }
    }
    Ok(())
}

/// Given names in a byline that are hardly ever one elsewhere in an English text.
const WORDS: &[&str] = &["dung", "gal", "hung", "nam", "ping", "till", "ting", "young"];

/// Given names by which a byline is known, in lower case, one a line in the order of their bytes: those borne by
/// one in 5,000 of the census, and those of `data/lists/given.txt`.
pub fn given(gazetteers: &Path) -> Result<String> {
    let mut found = BTreeSet::new();
    for file in ["census_female_first.txt.gz", "census_male_first.txt.gz"] {
        for row in gzipped(&gazetteers.join(file))?.lines() {
            let mut fields = row.split('\t');
            if let (Some(name), Some(Ok(share))) = (fields.next(), fields.next().map(str::parse::<f64>))
                && share >= 0.02
                && name.len() > 2
            {
                found.insert(name.to_lowercase());
            }
        }
    }
    let own = std::fs::read_to_string("data/lists/given.txt")?;
    let own = own.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    found.extend(own.map(str::to_owned));
    Ok(found.into_iter().collect::<Vec<_>>().join("\n") + "\n")
}
