//! The salt, and the hashes that begin with it.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::annotation::Project;
use crate::annotation::anchor::{Coding, Words};

/// How many words of a long mention are hashed at each end; those between are not.
const ENDS: usize = 16;

/// What every hash of a bundle begins with: 16 bytes that no other bundle has, so that no table made beforehand is of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salt([u8; 16]);

impl Salt {
    /// The salt of these bytes.
    pub fn new(bytes: [u8; 16]) -> Salt {
        Salt(bytes)
    }

    /// The salt of 32 hexadecimal digits.
    pub fn parse(digits: &str) -> Option<Salt> {
        let plain = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = plain.then(|| u128::from_str_radix(digits, 16).ok()).flatten()?;
        Some(Salt(number.to_be_bytes()))
    }

    /// The salt that follows from the texts of a project: where nobody gives another. The same texts have the same, so that a
    /// bundle made again tells nothing that the first one did not.
    pub fn of(project: &Project) -> Salt {
        let mut hash = Sha256::new();
        for document in &project.documents {
            hash.update((document.text().len() as u64).to_be_bytes());
            hash.update(document.text().as_bytes());
        }
        let [salt, _] = halves(hash.finalize().into());
        Salt(salt)
    }

    /// The hash of a text.
    pub(super) fn text_hash(&self, text: &str) -> String {
        hex(&self.hash(b't', [text]))
    }

    /// The hash of all words of a text.
    pub(super) fn words_hash(&self, words: &Words) -> String {
        hex(&self.hash(b'a', words.folded().iter().map(|word| &**word)))
    }

    /// SHA-256 of the salt, a byte that tells what is hashed, and the pieces with a space between.
    fn hash<'a>(&self, kind: u8, pieces: impl IntoIterator<Item = &'a str>) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update([kind]);
        for (number, piece) in pieces.into_iter().enumerate() {
            if number > 0 {
                hash.update(b" ");
            }
            hash.update(piece.as_bytes());
        }
        hash.finalize().into()
    }
}

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl Coding for Salt {
    /// Two bits: a quarter of all words has each code, so that no word can be told from its own.
    fn word(&self, word: &str) -> u8 {
        let [first, ..] = self.hash(b'w', [word]);
        first >> 6
    }

    /// 16 bits: enough that another mention hardly ever has the same, where the words around are the same too.
    fn quote(&self, words: &[Box<str>]) -> u16 {
        let end = words.len().saturating_sub(ENDS).max(ENDS.min(words.len()));
        let ends = words.iter().take(ENDS).chain(words.iter().skip(end));
        let [first, second, ..] = self.hash(b'm', ends.map(|word| &**word));
        u16::from_be_bytes([first, second])
    }
}

fn halves(bytes: [u8; 32]) -> [[u8; 16]; 2] {
    let half = |from: usize| std::array::from_fn(|at| bytes[from + at]);
    [half(0), half(16)]
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
