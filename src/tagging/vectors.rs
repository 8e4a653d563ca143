//! Word vectors: what the network knows of words that the training articles may not have.
//!
//! `data/vectors.bin` is a table of `1 << BITS` slots: first a check of two bytes each, little end first, 0 where the slot
//! is empty; then for each slot the word's numbers, four bits each, the low ones first, offset by 8. A word stands in the
//! first free slot from that of its hash on.

use super::features::hash;

/// How many bits a slot's number has.
pub const BITS: u32 = 16;

/// How many numbers a word has.
pub const NUMBERS: usize = 50;

/// How many bytes they take.
const BYTES: usize = NUMBERS / 2;

/// The slot that a lower-case word's search begins at, and the check that stands in its slot; never 0.
pub fn slot(word: &str) -> (usize, u16) {
    let hash = hash(word);
    let mixed = (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed >> (64 - BITS)) as usize, ((mixed >> 24) as u16).max(1))
}

/// The table, read where it lies.
#[derive(Default)]
pub struct Vectors {
    checks: &'static [u8],
    numbers: &'static [u8],
}

impl Vectors {
    /// The vectors of this table; `None` if it can't be one.
    pub(super) fn new(table: &'static [u8]) -> Option<Vectors> {
        let (checks, numbers) = table.split_at_checked(2 << BITS)?;
        (numbers.len() == BYTES << BITS).then_some(Vectors { checks, numbers })
    }

    /// The numbers of a lower-case word, each from -8 to 7; `None` for a word that is not in the table.
    pub fn of(&self, word: &str) -> Option<[i8; NUMBERS]> {
        let (first, check) = slot(word);
        for step in 0..1 << BITS {
            let at = (first + step) & ((1 << BITS) - 1);
            let &[low, high] = self.checks.get(at * 2..at * 2 + 2)? else { return None };
            match u16::from_le_bytes([low, high]) {
                0 => return None,
                found if found == check => {
                    let bytes = self.numbers.get(at * BYTES..(at + 1) * BYTES)?;
                    let mut numbers = [0; NUMBERS];
                    for (pair, byte) in numbers.chunks_exact_mut(2).zip(bytes) {
                        pair.copy_from_slice(&[(byte & 15) as i8 - 8, (byte >> 4) as i8 - 8]);
                    }
                    return Some(numbers);
                }
                _ => {}
            }
        }
        None
    }
}

/// The table of `words`, each in lower case with its numbers, those that matter most first.
pub fn table<'a>(words: impl Iterator<Item = (&'a str, [i8; NUMBERS])>) -> Vec<u8> {
    let mut checks = vec![0u8; 2 << BITS];
    // Nothing is written as the middle of its range.
    let mut all = vec![0u8; BYTES << BITS];
    // A table that is nearly full is slow to search.
    for (word, numbers) in words.take(3 << (BITS - 2)) {
        let (mut at, check) = slot(word);
        loop {
            let place = &mut checks[at * 2..at * 2 + 2];
            match u16::from_le_bytes([place[0], place[1]]) {
                0 => {
                    place.copy_from_slice(&check.to_le_bytes());
                    for (byte, pair) in all[at * BYTES..].iter_mut().zip(numbers.chunks_exact(2)) {
                        *byte = (pair[0] + 8) as u8 & 15 | ((pair[1] + 8) as u8 & 15) << 4;
                    }
                    break;
                }
                // The same check: the more frequent word keeps it.
                found if found == check => break,
                _ => at = (at + 1) & ((1 << BITS) - 1),
            }
        }
    }
    checks.extend(all);
    checks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_numbers_they_were_given() {
        let numbers = |seed: usize| std::array::from_fn(|at| ((at * 7 + seed) % 16) as i8 - 8);
        let words: Vec<String> = (0..40_000).map(|at| format!("é漢{at}")).collect();
        let table = table(words.iter().enumerate().map(|(at, word)| (word.as_str(), numbers(at))));
        let vectors = Vectors::new(table.leak()).unwrap();
        let right =
            words.iter().enumerate().filter(|(at, word)| vectors.of(word) == Some(numbers(*at))).count();
        // Two words may share check and slot: then the first has it.
        assert!(right > 39_900, "{right}");
        assert_eq!(vectors.of(&words[0]), Some(numbers(0)));
        let unknown = (0..10_000).filter(|at| vectors.of(&format!("x{at}")).is_some()).count();
        assert!(unknown < 20, "{unknown}");
        assert_eq!(Vectors::default().of("x"), None);
    }
}
