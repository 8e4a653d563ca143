//! Word clusters: words that news uses alike share a number, so that the model knows something of words that the
//! training articles don't have.
//!
//! `data/clusters.bin` is a table of two bytes a slot, little end first, seven bits to check the word and nine for its cluster; a word stands in the slot
//! of its hash or not at all, the more frequent one where two meet.

use super::features::hash;

/// How many bits a slot's number has.
pub const BITS: u32 = 17;

/// The slot of a lower-case word, and the check that stands in it; never 0.
pub fn slot(word: &str) -> (usize, u16) {
    let hash = hash(word);
    let mixed = (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed >> (64 - BITS)) as usize, ((mixed >> 20) % 127 + 1) as u16)
}

/// The table, read where it lies.
#[derive(Default)]
pub struct Clusters(&'static [u8]);

impl Clusters {
    /// The clusters of this table; `None` if it can't be one.
    pub(super) fn new(table: &'static [u8]) -> Option<Clusters> {
        (table.len() == 2 << BITS).then_some(Clusters(table))
    }

    /// The cluster of a lower-case word, below 512.
    pub fn of(&self, word: &str) -> Option<u16> {
        let (slot, check) = slot(word);
        let &[low, high] = self.0.get(slot * 2..slot * 2 + 2)? else { return None };
        let both = u16::from_le_bytes([low, high]);
        (both >> 9 == check).then_some(both & 511)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_used_alike_share_a_cluster() {
        let clusters = &crate::tagging::Data::embedded().clusters;
        assert_eq!(clusters.of("tuesday"), clusters.of("thursday"));
        assert_ne!(clusters.of("tuesday"), clusters.of("police"));
        assert_eq!(clusters.of("漢字"), None);
    }
}
