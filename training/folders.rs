//! The tagger with data from folders, to try what is not compiled in.

use std::error::Error;
use std::path::Path;

use tagline::article::Step;
use tagline::tagging::{Data, PARTS, Suggestion, Tagging};

/// The tagger's data: each part from `own`, else from the first of the folders (commas between) that has it; with
/// `WITHOUT=PART,…` in the environment those parts are left empty, which is how each is measured.
pub fn data(folders: &str, own: &[(&str, Vec<u8>)]) -> Result<&'static Data, Box<dyn Error>> {
    let without = std::env::var("WITHOUT").unwrap_or_default();
    let mut file = Vec::from(b"tagline-data 1\n");
    let mut bodies = Vec::new();
    for part in PARTS {
        let mut paths = folders.split(',').map(|folder| Path::new(folder).join(part));
        let body = match (own.iter().find(|(name, _)| *name == part), paths.find(|path| path.exists())) {
            (Some((_, body)), _) => body.clone(),
            (None, Some(path)) if !without.split(',').any(|one| one == part) => std::fs::read(path)?,
            _ => Vec::new(),
        };
        file.extend(format!("{part} {}\n", body.len()).bytes());
        bodies.push(body);
    }
    file.push(b'\n');
    bodies.into_iter().for_each(|body| file.extend(body));
    Ok(Box::leak(Box::new(Data::read(file.leak())?)))
}

/// Does all of the work.
pub fn tag(mut tagging: Tagging) -> Vec<Suggestion> {
    loop {
        if let Step::Done(suggestions) = tagging.step() {
            return suggestions;
        }
    }
}
