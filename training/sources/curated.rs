//! The lists under `data/lists`, written from common knowledge.

use std::collections::BTreeMap;
use std::path::Path;

use tagline::tagging::lexicon::{Entry, Senses, slug};
use tagline::tagging::places::fold;

use crate::sources::atlas::Known;
use crate::{Names, Result};

/// The curated lists; what `atlas` knows links to where it has it.
pub fn lists(names: &mut Names, atlas: &Known) -> Result<()> {
    // What each id refers to: a line may name what another one further down is about.
    let mut ids: BTreeMap<String, u32> = BTreeMap::new();
    for file in ["courts.txt", "agencies.txt"] {
        for row in rows(file)? {
            if !matches!(row.id.as_str(), "" | "-") {
                let reference = ids.get(&row.id).copied().unwrap_or(0);
                let reference = if reference == 0 { defined(names, &row) } else { reference };
                ids.insert(row.id, reference);
            }
        }
    }
    for (file, senses) in [
        ("courts.txt", Senses::COURT),
        ("agencies.txt", Senses::AGENCY),
        ("laws.txt", Senses::LAW),
        ("places.txt", Senses::PLACE),
        ("regions.txt", Senses::PLACE),
        ("organizations.txt", Senses::ORGANIZATION),
    ] {
        for row in rows(file)? {
            let first = row.forms.first().cloned().unwrap_or_default();
            let reference = match (file, row.id.as_str()) {
                ("regions.txt", _) => 0,
                // Countries, regions and cities are the atlas's.
                ("places.txt", id) if !id.is_empty() || atlas.large.contains(&fold(&first)) => 0,
                ("places.txt", _) if row.forms.len() > 1 => {
                    names.line("tagline", &slug(&first), &first, "", "")
                }
                ("places.txt", _) => Entry::OWN,
                // Each of a line's names is an organisation by itself; of a court without an id there are many.
                ("courts.txt" | "organizations.txt", "") | (_, "-") => 0,
                (_, "") => match (known(names, &row.forms), row.forms.len()) {
                    (0, 1) if row.country.is_empty() => Entry::OWN,
                    (0, _) => names.line("tagline", &slug(&first), &first, &row.country, ""),
                    (known, _) => known,
                },
                (_, id) => match ids.get(id) {
                    Some(&known) if known != 0 => known,
                    _ => names.line("tagline", id, &first, &row.country, ""),
                },
            };
            if ids.get(&row.id) == Some(&0) {
                ids.insert(row.id.clone(), reference);
            }
            for form in &row.forms {
                let reference = match file {
                    "regions.txt" if atlas.all.contains(&fold(form)) => 0,
                    "regions.txt" => Entry::OWN,
                    _ => reference,
                };
                let short = form.len() <= 7
                    && form.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
                    && form.len() > 1;
                let senses = if short { senses.with(Senses::UPPER) } else { senses };
                // What links to itself only does so where no source knows better.
                names.add(form, senses, reference, if reference == Entry::OWN { 0 } else { 1 << 50 });
            }
        }
    }
    // What a country calls its parliament, its ministry: found by the country's code and the kind of body.
    for row in std::fs::read_to_string("data/lists/bodies.txt")?.lines().filter(|row| !row.starts_with('#')) {
        let Some((kind, name)) = row.split_once('\t') else { continue };
        let reference = names.reference(name);
        if reference == 0 || reference == Entry::OWN {
            return Err(format!("bodies.txt: {name} is in no list with an id").into());
        }
        names.entries.insert(kind.to_owned(), (Senses::default(), reference, 0));
    }
    let demonyms = std::fs::read_to_string("data/lists/demonyms.txt")?;
    for word in demonyms.lines().filter(|row| !row.starts_with('#')).flat_map(str::split_whitespace) {
        names.add(word, Senses::DEMONYM, 0, 0);
    }
    Ok(())
}

/// A line of a list: names, an id, a country's code.
struct Row {
    forms: Vec<String>,
    id: String,
    country: String,
}

fn rows(file: &str) -> Result<Vec<Row>> {
    let text = std::fs::read_to_string(Path::new("data/lists").join(file))?;
    let lines = text.lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
    let row = |line: &str| {
        let mut fields = line.split('\t').map(str::to_owned);
        let forms = fields.next().unwrap_or_default().split('|').map(str::to_owned).collect();
        Row { forms, id: fields.next().unwrap_or_default(), country: fields.next().unwrap_or_default() }
    };
    Ok(lines.map(row).collect())
}

/// What a public list has under that id, or under one of the line's longer names; 0 if none has.
fn defined(names: &Names, row: &Row) -> u32 {
    let court = format!("courts-db\t{}\t", row.id);
    if let Some(at) = names.lines.iter().position(|line| line.starts_with(&court)) {
        return at as u32 + 1;
    }
    let found = row.forms.iter().filter(|form| form.contains(' ')).map(|form| match names.reference(form) {
        0 => names.hidden(form),
        known => known,
    });
    // The lists in the order of their names' worth: `ecfr` has the full ones.
    let worth = |reference: &u32| {
        let line = names.lines.get((*reference as usize).wrapping_sub(1)).map_or("", String::as_str);
        ["ecfr", "dotgov", "publicbodies"].iter().position(|list| line.starts_with(list))
    };
    found
        .filter_map(|reference| Some((worth(&reference)?, reference)))
        .min()
        .map_or(0, |(_, reference)| reference)
}

/// What the first of a line's names that links anywhere links to.
fn known(names: &Names, forms: &[String]) -> u32 {
    let reference =
        |form: &String| Some(names.reference(form)).filter(|&known| known != 0 && known != Entry::OWN);
    forms.iter().find_map(reference).unwrap_or(0)
}
