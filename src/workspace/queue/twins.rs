//! Duplicates: texts that are the same but for how they are written, and texts that have most of their words in common.
//!
//! What two texts share is the part of their shingles, three words in a row, that both have: the resemblance of A. Broder, "On the
//! resemblance and containment of documents" (1997). It is estimated from 64 minima of one hash (P. Li, A. Owen, C.-H. Zhang,
//! "One permutation hashing", 2012; bins without any borrow as in A. Shrivastava, "Optimal densification for fast and accurate
//! minwise hashing", 2017), of each of which one byte is kept (P. Li, A. König, "b-bit minwise hashing", 2010). Candidates
//! are those that agree on a whole band of bins (P. Indyk, R. Motwani, "Approximate nearest neighbors", 1998).

use std::collections::HashMap;

use super::Twin;
use super::bytes::{self, Malformed, Reader, push_number};
use super::words::{Piece, pieces};
use crate::draw::Draw;

/// How many minima are kept.
const BINS: usize = 64;
/// Bins of a band: two texts are compared if they agree on all of one.
const BAND: usize = 3;
/// So many bands: of texts that share 0.4 of their shingles 2 in 3 are compared, of 0.5 7 in 8, of 0.7 all but one in 600.
const BANDS: usize = 16;
/// So many texts of a band are compared, the latest ones.
const MOST: usize = 200;
/// Two texts are taken for duplicates from so much in common on, in hundredths.
pub const LIKE: u8 = 40;

const KIND: u8 = b'd';
const VERSION: u8 = 1;

/// What is kept of a text to know others like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// All words in their order; 0 for a text without any.
    exact: u64,
    bins: [u8; BINS],
}

impl Signature {
    /// Of a text.
    pub fn of(text: &str) -> Signature {
        let mut shingles = Shingles { words: [0; 3], count: 0, exact: 0, least: [u64::MAX; BINS] };
        pieces(text, |piece| match piece {
            Piece::Word(word) => shingles.word(hash(word)),
            Piece::Solid(stretch) => {
                let mut character = [0; 4];
                stretch.chars().for_each(|one| shingles.word(hash(one.encode_utf8(&mut character))));
            }
        });
        shingles.finish()
    }

    /// How much two texts have in common, in hundredths: 100 if they have the same words, else at most 99.
    pub fn alike(&self, other: &Signature) -> u8 {
        if self.exact == other.exact {
            return if self.exact == 0 { 0 } else { 100 };
        }
        if self.exact == 0 || other.exact == 0 {
            return 0;
        }
        let same = self.bins.iter().zip(&other.bins).filter(|(one, other)| one == other).count();
        // One in 256 is the same by chance.
        let part = (same * 256).saturating_sub(BINS) * 100 / (BINS * 255);
        part.min(99) as u8
    }

    fn band(&self, band: usize) -> u32 {
        let bins = self.bins.get(band * BAND..).unwrap_or_default().iter().take(BAND);
        let key = bins.fold(0, |key, bin| key << 8 | u64::from(*bin));
        (mixed(key << 8 | band as u64) >> 32) as u32
    }
}

struct Shingles {
    words: [u64; 3],
    count: usize,
    exact: u64,
    least: [u64; BINS],
}

impl Shingles {
    fn word(&mut self, word: u64) {
        self.exact = mixed(self.exact.rotate_left(7) ^ word);
        self.words = [self.words[1], self.words[2], word];
        self.count += 1;
        if self.count >= 3 {
            self.shingle();
        }
    }

    fn shingle(&mut self) {
        let [one, two, three] = self.words;
        let shingle = mixed(mixed(mixed(one) ^ two) ^ three);
        let bin = &mut self.least[(shingle % BINS as u64) as usize];
        *bin = (*bin).min(shingle);
    }

    fn finish(mut self) -> Signature {
        if (1..3).contains(&self.count) {
            self.shingle();
        }
        let mut bins = [0; BINS];
        if self.count > 0 {
            for (at, bin) in bins.iter_mut().enumerate() {
                // A bin without any takes that of another, the same one in every text where that has any.
                let others =
                    (1_u64..).map(|attempt| (mixed((at as u64) << 32 | attempt) % BINS as u64) as usize);
                let tried = std::iter::once(at).chain(others).map(|other| self.least[other]);
                let least = tried.take(4096).find(|least| *least != u64::MAX).unwrap_or_default();
                *bin = (mixed(least) >> 56) as u8;
            }
        }
        Signature { exact: if self.count == 0 { 0 } else { self.exact.max(1) }, bins }
    }
}

/// FNV-1a (Fowler, Noll, Vo), mixed.
fn hash(word: &str) -> u64 {
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mixed(hash)
}

/// A number of the same bits, well mixed.
fn mixed(number: u64) -> u64 {
    Draw::new(number).number()
}

/// The signatures of a project's texts, and those of each band by what they agree on.
#[derive(Clone, Debug, Default)]
pub struct Twins {
    known: Vec<(u32, Signature)>,
    places: HashMap<u32, u32>,
    /// Of each band and key the last place that has it, plus one; 0 for none.
    last: Vec<u32>,
    /// Of each place and band the one before it with the same key, plus one.
    before: Vec<[u32; BANDS]>,
}

impl Twins {
    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Adds a document's text, in place of the one it had.
    pub fn add(&mut self, number: u32, signature: Signature) {
        let place = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.places.insert(number, place);
        self.known.push((number, signature));
        if self.known.len() > self.width() {
            self.rebuild();
        } else {
            self.link(place);
        }
    }

    /// Takes a document out.
    pub fn remove(&mut self, number: u32) {
        self.places.remove(&number);
    }

    /// The documents that have at least `least` hundredths in common with a text, those with the most first, of equal ones the
    /// first that came.
    pub fn near(&self, signature: &Signature, least: u8) -> Vec<Twin> {
        let mut places: Vec<u32> = Vec::new();
        for band in 0..BANDS {
            let mut next = self.last.get(self.bucket(signature, band)).copied().unwrap_or_default();
            for _ in 0..MOST {
                let Some(place) = next.checked_sub(1) else { break };
                places.push(place);
                next = self.before.get(place as usize).map_or(0, |before| before[band]);
            }
        }
        places.sort_unstable();
        places.dedup();
        let mut found: Vec<Twin> = Vec::new();
        for place in places {
            let Some((number, other)) = self.known.get(place as usize) else { continue };
            let alike = signature.alike(other);
            if alike >= least.max(1) && self.places.get(number) == Some(&place) {
                found.push(Twin { number: *number, alike });
            }
        }
        found.sort_by_key(|twin| (u8::MAX - twin.alike, twin.number));
        found
    }

    /// How many bytes it takes, about.
    pub fn bytes(&self) -> usize {
        let known = self.known.capacity() * size_of::<(u32, Signature)>() + self.places.capacity() * 9;
        known + self.last.capacity() * 4 + self.before.capacity() * size_of::<[u32; BANDS]>()
    }

    /// How many keys of a band are told apart: a power of two.
    fn width(&self) -> usize {
        self.last.len() / BANDS
    }

    fn bucket(&self, signature: &Signature, band: usize) -> usize {
        let width = self.width();
        band * width + (signature.band(band) as usize & width.wrapping_sub(1))
    }

    fn link(&mut self, place: u32) {
        let Some((_, signature)) = self.known.get(place as usize).copied() else { return };
        let before = std::array::from_fn(|band| {
            let bucket = self.bucket(&signature, band);
            self.last.get_mut(bucket).map_or(0, |last| std::mem::replace(last, place + 1))
        });
        self.before.push(before);
    }

    /// Makes room for twice as many, without those that are gone.
    fn rebuild(&mut self) {
        let known = std::mem::take(&mut self.known);
        let places = std::mem::take(&mut self.places);
        let stays =
            known.into_iter().zip(0..).filter(|((number, _), place)| places.get(number) == Some(place));
        self.known = stays.map(|(known, _)| known).collect();
        self.places = self.known.iter().zip(0..).map(|((number, _), place)| (*number, place)).collect();
        let width = (self.known.len() + 1).next_power_of_two().max(64);
        self.last = vec![0; width * BANDS];
        self.before.clear();
        (0..self.known.len() as u32).for_each(|place| self.link(place));
    }
}

/// Packs the signatures of some documents, as the store keeps them beside their rows: a page begins with `TLd`.
pub fn pack_signatures(signatures: &[(u32, Signature)]) -> Vec<u8> {
    let mut page = bytes::begin(KIND, VERSION);
    push_number(&mut page, signatures.len() as u64);
    for (number, signature) in signatures {
        push_number(&mut page, (*number).into());
        page.extend_from_slice(&signature.exact.to_le_bytes());
        if signature.exact != 0 {
            page.extend_from_slice(&signature.bins);
        }
    }
    page
}

/// The signatures of a page.
pub fn unpack_signatures(page: &[u8]) -> Result<Vec<(u32, Signature)>, Malformed> {
    let mut reader = Reader::of(page, KIND, VERSION, "a page of signatures")?;
    let count = reader.count("the count of signatures")?;
    let mut signatures = Vec::with_capacity(count);
    for _ in 0..count {
        let number = reader.short("a document's number")?;
        let exact =
            reader.take(8, "a signature")?.iter().rev().fold(0, |exact, byte| exact << 8 | u64::from(*byte));
        let mut bins = [0; BINS];
        if exact != 0 {
            bins.copy_from_slice(reader.take(BINS, "a signature")?);
        }
        signatures.push((number, Signature { exact, bins }));
    }
    reader.end()?;
    Ok(signatures)
}

#[cfg(test)]
mod tests;
