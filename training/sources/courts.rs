//! courts-db: federal and state courts by their ids.

use std::path::Path;

use tagline::tagging::lexicon::Senses;
use tagline::tagging::places::fold;

use crate::{Names, Result, gzipped};

/// courts-db, with the forms that news uses of its federal and state courts.
pub fn courts(names: &mut Names, gazetteers: &Path) -> Result<()> {
    const ORDINALS: &[(&str, &str, &str)] = &[
        ("First", "1st", "ca1"),
        ("Second", "2nd", "ca2"),
        ("Third", "3rd", "ca3"),
        ("Fourth", "4th", "ca4"),
        ("Fifth", "5th", "ca5"),
        ("Sixth", "6th", "ca6"),
        ("Seventh", "7th", "ca7"),
        ("Eighth", "8th", "ca8"),
        ("Ninth", "9th", "ca9"),
        ("Tenth", "10th", "ca10"),
        ("Eleventh", "11th", "ca11"),
        ("D.C.", "DC", "cadc"),
        ("District of Columbia", "District of Columbia", "cadc"),
        ("Federal", "Federal", "cafc"),
    ];
    for row in gzipped(&gazetteers.join("courts_us.txt.gz"))?.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        let &[name, id, citation, system] = fields.as_slice() else { continue };
        let name = name.trim().trim_end_matches('.');
        let words = name.split(' ').count();
        // Names that don't say a place, and rows that are groups of courts, name no one court.
        if id.is_empty()
            || words < 3
            || ["Courts", "Reports", "Opinions", "Attorney General"].iter().any(|word| name.contains(word))
            || !matches!(system, "federal" | "state" | "special" | "international")
        {
            continue;
        }
        // Local courts are thousands, and the pattern for courts finds them.
        let local = [
            "County",
            "City",
            "Municipal",
            "Township",
            "Orphans'",
            "Oyer",
            "Quarter",
            "Parish",
            "Juvenile",
            "Circuit Court",
            "Circ",
            "Town",
            "Justice",
            "Village",
            "Borough",
            "Pleas",
            "Probate",
        ]
        .iter()
        .any(|word| name.contains(word));
        if system == "state" && local || system == "federal" && name.starts_with("U.S. Circuit Court for") {
            continue;
        }
        let country = if system == "international" { "" } else { "US" };
        let line = names.line("courts-db", id, name, country, "");
        names.add(name, Senses::COURT, line, 10);
        if let Some(rest) = name.strip_prefix("United States ") {
            names.add(&format!("U.S. {rest}"), Senses::COURT, line, 10);
            names.add(&format!("US {rest}"), Senses::COURT, line, 10);
        }
        if let Some(state) = name.strip_suffix(" Supreme Court") {
            names.add(&format!("Supreme Court of {state}"), Senses::COURT, line, 10);
        }
        if let Some(state) =
            name.strip_prefix("Supreme Court of ").filter(|state| *state != "the United States")
        {
            names.add(&format!("{state} Supreme Court"), Senses::COURT, line, 10);
        }
        if let Some(state) = name.strip_suffix(" Court of Appeals") {
            names.add(&format!("Court of Appeals of {state}"), Senses::COURT, line, 5);
        }
        if let Some(state) = name.strip_prefix("Court of Appeals of ") {
            names.add(&format!("{state} Court of Appeals"), Senses::COURT, line, 5);
        }
        if let Some(part) = name.strip_prefix("District Court, ") {
            let full = part
                .replacen("N.D. ", "Northern District of ", 1)
                .replacen("S.D. ", "Southern District of ", 1)
                .replacen("E.D. ", "Eastern District of ", 1)
                .replacen("W.D. ", "Western District of ", 1)
                .replacen("M.D. ", "Middle District of ", 1)
                .replacen("C.D. ", "Central District of ", 1);
            let full = full.strip_prefix("D. ").map(|state| format!("District of {state}")).unwrap_or(full);
            for form in
                ["U.S. District Court for the", "U.S. District Court,", "Federal District Court for the"]
            {
                names.add(&format!("{form} {full}"), Senses::COURT, line, 10);
            }
            for nation in ["US", "United States"] {
                names.add(&format!("{nation} District Court for the {full}"), Senses::COURT, line, 10);
                names.add(&format!("{nation} District Court, {full}"), Senses::COURT, line, 10);
            }
            if citation.split('.').count() >= 4 && !citation.contains(' ') {
                names.add(citation, Senses::COURT, line, 10);
            }
        }
    }
    for (word, number, id) in ORDINALS {
        let line = match *word {
            "District of Columbia" => {
                names.line("courts-db", id, "Court of Appeals for the D.C. Circuit", "US", "")
            }
            word => {
                names.line("courts-db", id, &format!("Court of Appeals for the {word} Circuit"), "US", "")
            }
        };
        for ordinal in [word, number] {
            for form in [
                "{} Circuit",
                "{} Circuit Court",
                "{} Circuit Court of Appeals",
                "{} Circuit Court of Appeal",
                "{} U.S. Circuit Court of Appeals",
                "{} US Circuit Court of Appeals",
                "U.S. {} Circuit Court of Appeals",
                "U.S. Court of Appeals for the {} Circuit",
                "US Court of Appeals for the {} Circuit",
                "United States Court of Appeals for the {} Circuit",
                "U.S. Circuit Court of Appeals for the {} Circuit",
                "Court of Appeals for the {} Circuit",
                "U.S. {} Circuit",
                "US {} Circuit",
                "US {} Circuit Court of Appeals",
            ] {
                names.add(&form.replace("{}", ordinal), Senses::COURT, line, 100);
            }
        }
    }
    // `U.S. District Court in Brooklyn`: found by its city.
    for row in
        std::fs::read_to_string("data/lists/districts.txt")?.lines().filter(|row| !row.starts_with('#'))
    {
        let Some((id, cities)) = row.split_once('\t') else { continue };
        let line = format!("courts-db\t{id}\t");
        let line = names.lines.iter().position(|known| known.starts_with(&line));
        let line = line.ok_or_else(|| format!("districts.txt: no court {id}"))? as u32 + 1;
        for city in cities.split('|') {
            names.entries.entry(format!("court/{}", fold(city))).or_insert((Senses::default(), line, 0));
        }
    }
    Ok(())
}
