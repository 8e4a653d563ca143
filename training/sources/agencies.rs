//! Bodies of government: eCFR, .gov and publicbodies.

use std::path::Path;

use tagline::tagging::lexicon::{Senses, slug};

use crate::{Names, Result, gzipped};

/// Words without which a row of an agency list is not taken: the lists also hold media, schools and states.
const BODIES: &[&str] = &[
    "administration",
    "agency",
    "authority",
    "board",
    "bureau",
    "commission",
    "committee",
    "corps",
    "council",
    "department",
    "directorate",
    "forces",
    "guard",
    "inspectorate",
    "ministry",
    "office",
    "police",
    "secretariat",
    "service",
    "services",
    "survey",
    "tribunal",
    "regulator",
    "ombudsman",
    "treasury",
    "registry",
    "patrol",
];

/// eCFR, .gov and publicbodies.
pub fn agencies(names: &mut Names, gazetteers: &Path) -> Result<()> {
    for (file, authority, country) in [
        ("agencies_us_ecfr.txt.gz", "ecfr", "US"),
        ("agencies_us_dotgov.txt.gz", "dotgov", "US"),
        ("publicbodies_us.txt.gz", "publicbodies-us", "US"),
        ("publicbodies_eu.txt.gz", "publicbodies-eu", ""),
        ("publicbodies_gb.txt.gz", "publicbodies-gb", "GB"),
        ("publicbodies_nz.txt.gz", "publicbodies-nz", "NZ"),
    ] {
        for row in gzipped(&gazetteers.join(file))?.lines() {
            let mut fields = row.split('\t');
            let name = fields.next().unwrap_or_default();
            let name = name.split(['(', ',', '/']).next().unwrap_or_default().trim();
            // Other countries have one too: our own lists say whose it is.
            if name == "House of Representatives" {
                continue;
            }
            let lower = name.to_lowercase();
            let words: Vec<&str> = lower.split(' ').collect();
            let body = words.iter().any(|word| BODIES.contains(word));
            // Councils, trusts and schools of Britain are thousands, and their head words give them away.
            let local = authority == "publicbodies-gb"
                && (lower.ends_with("council")
                    || ["nhs", "school", "trust", "college"].iter().any(|word| words.contains(word)));
            let british = authority == "publicbodies-gb"
                && !["agency", "commission", "department", "ministry", "inspectorate", "ombudsman", "office"]
                    .iter()
                    .any(|word| words.contains(word));
            // A federal body without such a word is linked to, yet no name that stands by itself.
            if matches!(authority, "ecfr" | "dotgov") && !body && names.hidden(name) == 0 {
                let line = names.line(authority, &slug(name), name, country, "");
                names.hide(name, line);
            }
            if british || !body || words.len() < 2 || words.len() > 9 || local {
                continue;
            }
            let short = fields.next().unwrap_or_default();
            let part_of = slug(fields.next().filter(|_| authority == "ecfr").unwrap_or_default());
            // A body that several lists have is the first one's.
            let line = match names.reference(name) {
                0 => names.line(authority, &slug(name), name, country, &part_of),
                known => known,
            };
            names.add(name, Senses::AGENCY, line, 1);
            if authority == "ecfr"
                && short.len() >= 3
                && short.len() <= 6
                && short.chars().all(|c| c.is_ascii_uppercase())
            {
                names.add(short, Senses::AGENCY.with(Senses::UPPER), line, 1);
            }
        }
    }
    Ok(())
}
