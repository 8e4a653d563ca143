//! What the tagger knows: lists, word clusters and weights, in one piece.
//!
//! A program that runs from a disk holds it ([`Data::embedded`]); the app's worker fetches it as one file when there is
//! something to tag, and reads it where it lies ([`Data::read`]).
//!
//! The file begins with lines of text: `tagline-data 1`, then for each part its name and its length in bytes, then an empty
//! line. The parts follow in that order, nothing between them.

use std::fmt;
use std::sync::LazyLock;

use super::calibration::Calibration;
use super::clusters::Clusters;
use super::lexicon::Lexicon;
use super::model::Model;
use super::net::Net;
use super::places::Places;
use super::vectors::Vectors;

/// The first line of the file.
const MAGIC: &str = "tagline-data 1";

/// The parts, as they are named in the file and in `data/`.
pub const PARTS: [&str; 8] = [
    "names.fst",
    "entities.tsv",
    "clusters.bin",
    "vectors.bin",
    "model.bin",
    "net.bin",
    "scores.txt",
    "places.bin",
];

/// What the tagger knows.
#[derive(Default)]
pub struct Data {
    /// The lists of names.
    pub(super) lexicon: Lexicon,
    /// The atlas.
    pub(super) places: Places,
    /// The clusters of words.
    pub(super) clusters: Clusters,
    /// The vectors of words.
    pub(super) vectors: Vectors,
    /// The weights of the linear chain.
    pub(super) model: Model,
    /// Those of the network.
    pub(super) net: Net,
    /// What a score is.
    pub(super) scores: Calibration,
    version: String,
}

/// Why bytes are not the tagger's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataError {
    /// The file does not begin as it should, or ends early.
    NotData,
    /// That part is missing or can't be read.
    Part(&'static str),
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DataError::NotData => {
                write!(f, "the tagger's data: expected a file that begins with {MAGIC:?} and is whole")
            }
            DataError::Part(part) => write!(f, "the tagger's data: {part} is missing or damaged"),
        }
    }
}

impl std::error::Error for DataError {}

impl Data {
    /// The data compiled into this program.
    pub fn embedded() -> &'static Data {
        static EMBEDDED: LazyLock<Data> = LazyLock::new(|| {
            let parts: [&'static [u8]; PARTS.len()] = [
                include_bytes!("../../data/names.fst"),
                include_bytes!("../../data/entities.tsv"),
                include_bytes!("../../data/clusters.bin"),
                include_bytes!("../../data/vectors.bin"),
                include_bytes!("../../data/model.bin"),
                include_bytes!("../../data/net.bin"),
                include_bytes!("../../data/scores.txt"),
                include_bytes!("../../data/places.bin"),
            ];
            Data::of(parts.map(Some)).unwrap_or_default()
        });
        &EMBEDDED
    }

    /// The data in a file of it, which is read where it lies.
    ///
    /// # Errors
    ///
    /// If the bytes are not such a file, or a part of it is damaged.
    pub fn read(file: &'static [u8]) -> Result<Data, DataError> {
        let mut rest = file;
        let mut line = || {
            let end = rest.iter().take(100).position(|&byte| byte == b'\n').ok_or(DataError::NotData)?;
            let line = std::str::from_utf8(&rest[..end]).map_err(|_| DataError::NotData)?;
            rest = &rest[end + 1..];
            Ok(line)
        };
        if line()? != MAGIC {
            return Err(DataError::NotData);
        }
        let mut lengths: Vec<(&str, usize)> = Vec::new();
        loop {
            let line = line()?;
            if line.is_empty() {
                break;
            }
            let (name, length) = line.split_once(' ').ok_or(DataError::NotData)?;
            lengths.push((name, length.parse().map_err(|_| DataError::NotData)?));
        }
        let mut parts = [None; PARTS.len()];
        for (name, length) in lengths {
            let (part, after) = rest.split_at_checked(length).ok_or(DataError::NotData)?;
            rest = after;
            // A part that this version does not know is none of its business.
            if let Some(at) = PARTS.iter().position(|known| *known == name) {
                parts[at] = Some(part);
            }
        }
        Data::of(parts)
    }

    /// The data of these parts. An empty part leaves the tagger without what it holds, which is how each is measured.
    fn of(parts: [Option<&'static [u8]>; PARTS.len()]) -> Result<Data, DataError> {
        let [names, entities, clusters, vectors, model, net, scores, places] = parts;
        let all =
            |parts: &[Option<&'static [u8]>]| checksum(&parts.iter().flatten().copied().collect::<Vec<_>>());
        let version = format!(
            "{}+lists.{:08x}.model.{:08x}",
            env!("CARGO_PKG_VERSION"),
            all(&[names, entities, places]),
            all(&[clusters, vectors, model, net, scores])
        );
        Ok(Data {
            lexicon: part(names, 0, |names| Lexicon::new(names, entities.unwrap_or_default()))?,
            clusters: part(clusters, 2, Clusters::new)?,
            vectors: part(vectors, 3, Vectors::new)?,
            model: part(model, 4, Model::new)?,
            net: part(net, 5, Net::new)?,
            scores: part(scores, 6, Calibration::new)?,
            places: part(places, 7, Places::new)?,
            version,
        })
    }

    /// Which data it is: the program's version, then what the lists and the weights are told by. The same version
    /// makes the same suggestions of the same text.
    pub fn version(&self) -> &str {
        &self.version
    }
}

/// The part with that number, read by `read`.
fn part<T: Default>(
    bytes: Option<&'static [u8]>,
    number: usize,
    read: impl FnOnce(&'static [u8]) -> Option<T>,
) -> Result<T, DataError> {
    let bytes = bytes.ok_or(DataError::Part(PARTS[number]))?;
    if bytes.is_empty() { Ok(T::default()) } else { read(bytes).ok_or(DataError::Part(PARTS[number])) }
}

/// A number that tells the contents of `parts` from others (FNV-1a over words of eight bytes, folded).
fn checksum(parts: &[&[u8]]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |value: u64| hash = (hash ^ value).wrapping_mul(0x0100_0000_01b3).rotate_left(29);
    for part in parts {
        let (words, rest) = part.as_chunks::<8>();
        words.iter().for_each(|word| add(u64::from_le_bytes(*word)));
        rest.iter().for_each(|&byte| add(byte.into()));
        add(part.len() as u64);
    }
    (hash ^ hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(parts: &[(&str, &[u8])]) -> &'static [u8] {
        let mut file = format!("{MAGIC}\n").into_bytes();
        parts.iter().for_each(|(name, part)| file.extend(format!("{name} {}\n", part.len()).bytes()));
        file.push(b'\n');
        parts.iter().for_each(|(_, part)| file.extend(*part));
        file.leak()
    }

    fn parts() -> Vec<(&'static str, Vec<u8>)> {
        PARTS.iter().map(|&name| (name, std::fs::read(format!("data/{name}")).unwrap())).collect()
    }

    #[test]
    fn a_file_of_the_parts_is_what_the_program_holds() {
        let parts = parts();
        let mut rows: Vec<_> = parts.iter().map(|(name, part)| (*name, part.as_slice())).collect();
        rows.insert(1, ("unknown.bin", b"\n\n"));
        let read = Data::read(file(&rows)).unwrap();
        assert_eq!(read.version(), Data::embedded().version());
        assert!(read.version().starts_with(env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn what_is_not_data_is_told() {
        let told = |bytes: &'static [u8]| Data::read(bytes).err().map(|error| error.to_string());
        let whole = parts();
        for bad in [&b""[..], b"<!doctype html>", b"tagline-data 1\nnames.fst x\n\n", b"tagline-data 2\n\n"] {
            assert_eq!(told(bad), Some(DataError::NotData.to_string()));
        }
        let rows = |count: usize| -> Vec<(&str, &[u8])> {
            whole.iter().take(count).map(|(name, part)| (*name, part.as_slice())).collect()
        };
        assert_eq!(Data::read(file(&rows(7))).err(), Some(DataError::Part("places.bin")));
        assert_eq!(Data::read(file(&rows(0))).err(), Some(DataError::Part("names.fst")));
        let all = file(&rows(7));
        assert_eq!(Data::read(&all[..all.len() - 1]).err(), Some(DataError::NotData));
    }

    #[test]
    fn another_content_has_another_version() {
        assert_ne!(checksum(&[b"12345678", b"9"]), checksum(&[b"123456789", b""]));
        assert_ne!(checksum(&[b"a"]), checksum(&[b"b"]));
    }
}
