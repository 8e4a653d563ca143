//! Boosted oblivious trees: each asks the same few questions of every block and adds what their answers say.

use super::features::{REACH, Table};

/// How many questions a tree asks.
pub const DEPTH: usize = 4;

/// After so many trees the odds may be plain enough.
const ROUND: usize = 20;

/// Odds, as a logarithm, that the trees left do not turn round.
const PLAIN: f32 = 3.0;

/// A tree: whether features of a block, or of those near it, are above thresholds.
#[derive(Clone, Debug)]
struct Tree {
    /// Places in a window of rows.
    cells: [u16; DEPTH],
    above: [u8; DEPTH],
    /// The first question is the lowest bit of a leaf's number.
    leaves: [i8; 1 << DEPTH],
}

/// Trees whose answers add up to the logarithm of the odds.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    bias: f32,
    /// What one step of a leaf is worth.
    scale: f32,
    trees: Vec<Tree>,
}

impl Forest {
    /// Reads a forest from the front of `bytes`, for rows of `width` features, and what follows it. `None` if
    /// the bytes are none.
    ///
    /// Two bytes for the number of trees, bias and scale as `f32`, all little-endian; then for each tree four
    /// questions (feature, distance to the block in blocks, threshold: a byte each) and sixteen leaves, a signed
    /// byte each. The first question is the lowest bit of a leaf's number.
    pub fn read(bytes: &[u8], width: usize) -> Option<(Forest, &[u8])> {
        let (head, mut rest) = bytes.split_at_checked(10)?;
        let float = |at: usize| Some(f32::from_le_bytes(head.get(at..at + 4)?.try_into().ok()?));
        let count = usize::from(u16::from_le_bytes([head[0], head[1]]));
        let mut forest = Forest { bias: float(2)?, scale: float(6)?, trees: Vec::with_capacity(count) };
        for _ in 0..count {
            let (questions, after) = rest.split_first_chunk::<{ 3 * DEPTH }>()?;
            let (leaves, after) = after.split_first_chunk::<{ 1 << DEPTH }>()?;
            let mut tree =
                Tree { cells: [0; DEPTH], above: [0; DEPTH], leaves: leaves.map(|leaf| leaf as i8) };
            for (at, question) in questions.chunks_exact(3).enumerate() {
                let row = usize::try_from(REACH as isize + isize::from(question[1] as i8)).ok()?;
                let feature = usize::from(question[0]);
                if row > 2 * REACH || feature >= width {
                    return None;
                }
                tree.cells[at] = u16::try_from(row * width + feature).ok()?;
                tree.above[at] = question[2];
            }
            forest.trees.push(tree);
            rest = after;
        }
        Some((forest, rest))
    }

    /// How many trees there are.
    pub fn trees(&self) -> usize {
        self.trees.len()
    }

    /// The chance that block `at` is part of the body, 0 to 1.
    pub fn chance(&self, table: &Table, at: usize) -> f32 {
        let window = table.window(at);
        let mut odds = self.bias;
        for trees in self.trees.chunks(ROUND) {
            odds += sum(trees, window) as f32 * self.scale;
            if odds.abs() > PLAIN {
                break;
            }
        }
        1.0 / (1.0 + (-odds).exp())
    }
}

/// What these trees answer.
fn sum(trees: &[Tree], window: &[u8]) -> i32 {
    let answer = |tree: &Tree| {
        let bit = |at: usize| usize::from(window[usize::from(tree.cells[at])] > tree.above[at]) << at;
        i32::from(tree.leaves[bit(0) | bit(1) | bit(2) | bit(3)])
    };
    trees.iter().map(answer).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One tree: is feature 1 above 4; is feature 0 of the block before above 7; two questions never answered yes.
    fn bytes() -> Vec<u8> {
        let mut bytes = vec![1, 0];
        bytes.extend(0.0_f32.to_le_bytes());
        bytes.extend(0.5_f32.to_le_bytes());
        bytes.extend([1, 0, 4, 0, 0xff, 7, 0, 0, 255, 0, 0, 255]);
        bytes.extend([0xfe, 2, 0, 4]);
        bytes.extend([0; 12]);
        bytes
    }

    #[test]
    fn reads_and_answers() {
        let mut table = Table::new(2, 0..2);
        table.row(0).copy_from_slice(&[8, 5]);
        table.row(1).copy_from_slice(&[0, 3]);
        let bytes = [bytes(), vec![9]].concat();
        let (forest, rest) = Forest::read(&bytes, 2).unwrap();
        assert_eq!(rest, [9]);
        // Before the first block stands none, which is above everything: both bits.
        let odds = |at| (forest.chance(&table, at) / (1.0 - forest.chance(&table, at))).ln();
        assert!((odds(0) - 2.0).abs() < 1e-4 && odds(1).abs() < 1e-4);
    }

    #[test]
    fn refuses_what_is_no_forest() {
        let whole = bytes();
        assert!((0..whole.len()).all(|end| Forest::read(&whole[..end], 2).is_none()));
        assert!(Forest::read(&whole, 1).is_none());
    }
}
