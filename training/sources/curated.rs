//! The lists under `data/lists`, written from common knowledge.

use std::path::Path;

use tagline::tagging::lexicon::{Entry, Senses, key, slug};

use crate::{Names, Result};

/// The curated lists.
pub fn lists(names: &mut Names) -> Result<()> {
    for (file, senses) in [
        ("courts.txt", Senses::COURT),
        ("agencies.txt", Senses::AGENCY),
        ("laws.txt", Senses::LAW),
        ("places.txt", Senses::PLACE),
        ("regions.txt", Senses::PLACE),
        ("organizations.txt", Senses::ORGANIZATION),
    ] {
        let text = std::fs::read_to_string(Path::new("data/lists").join(file))?;
        for row in text.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
            let (forms, id) = row.split_once('\t').unwrap_or((row, ""));
            let forms: Vec<&str> = forms.split('|').collect();
            let first = forms.first().copied().unwrap_or_default();
            let reference = match (file, id) {
                // A country's other names link to where its own does.
                ("places.txt", code) if code.len() == 2 => known(names, &forms),
                // Each of a line's names is a place, an organisation by itself; of a court without an id there are many.
                ("courts.txt" | "organizations.txt", "") | (_, "-") => 0,
                ("regions.txt", "") => Entry::OWN,
                (_, "") => match (known(names, &forms), forms.len()) {
                    (0, 1) => Entry::OWN,
                    (0, _) => names.line("tagline", &slug(first), first),
                    (known, _) => known,
                },
                (_, id) => {
                    let known =
                        names.lines.iter().position(|line| line.starts_with(&format!("courts-db\t{id}\t")));
                    match known {
                        Some(at) => at as u32 + 1,
                        None => names.line("tagline", id, first),
                    }
                }
            };
            for form in forms {
                let short = form.len() <= 7
                    && form.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
                    && form.len() > 1;
                let senses = if short { senses.with(Senses::UPPER) } else { senses };
                // What links to itself only does so where no source knows better.
                names.add(form, senses, reference, if reference == Entry::OWN { 0 } else { 1 << 50 });
            }
        }
    }
    let demonyms = std::fs::read_to_string("data/lists/demonyms.txt")?;
    for word in demonyms.lines().filter(|row| !row.starts_with('#')).flat_map(str::split_whitespace) {
        names.add(word, Senses::DEMONYM, 0, 0);
    }
    Ok(())
}

/// What the first of a line's names that links anywhere links to.
fn known(names: &Names, forms: &[&str]) -> u32 {
    let reference = |form: &&str| names.entries.get(&key(form)).map_or(0, |entry| entry.1);
    forms.iter().map(reference).find(|&reference| reference != 0).unwrap_or(0)
}
