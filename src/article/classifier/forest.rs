//! Boosted oblivious trees: each asks the same few questions of every block and adds what their answers say.

use super::features::{REACH, Table};

/// A question: whether a feature of a block, or of one near it, is above a threshold.
#[derive(Clone, Copy, Debug)]
struct Question {
    /// Its place in a window of rows.
    cell: usize,
    above: u8,
}

/// Trees of one depth, their answers added up to the logarithm of the odds.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    depth: usize,
    bias: f32,
    /// What one step of a leaf is worth.
    scale: f32,
    questions: Vec<Question>,
    leaves: Vec<i8>,
}

impl Forest {
    /// Reads a forest from the front of `bytes`, for rows of `width` features, and what follows it. `None` if
    /// the bytes are none.
    ///
    /// A byte for the depth, two for the number of trees, bias and scale as `f32`, all little-endian; then for
    /// each tree its questions (feature, distance to the block in blocks, threshold: a byte each) and its
    /// leaves, a signed byte each. The first question is the lowest bit of a leaf's number.
    pub fn read(bytes: &[u8], width: usize) -> Option<(Forest, &[u8])> {
        let (head, mut rest) = bytes.split_at_checked(11)?;
        let float = |at: usize| Some(f32::from_le_bytes(head.get(at..at + 4)?.try_into().ok()?));
        let depth = usize::from(head[0]);
        let trees = usize::from(u16::from_le_bytes([head[1], head[2]]));
        let mut forest = Forest { depth, bias: float(3)?, scale: float(7)?, ..Forest::default() };
        for _ in 0..trees {
            let (questions, after) = rest.split_at_checked(depth * 3)?;
            let (leaves, after) = after.split_at_checked(1_usize.checked_shl(head[0].into())?)?;
            for question in questions.chunks_exact(3) {
                let rows = usize::try_from(REACH as isize + isize::from(question[1] as i8)).ok()?;
                let cell = rows * width + usize::from(question[0]);
                if rows > 2 * REACH || usize::from(question[0]) >= width {
                    return None;
                }
                forest.questions.push(Question { cell, above: question[2] });
            }
            forest.leaves.extend(leaves.iter().map(|leaf| *leaf as i8));
            rest = after;
        }
        Some((forest, rest))
    }

    /// The chance that block `at` is part of the body, 0 to 1.
    pub fn chance(&self, table: &Table, at: usize) -> f32 {
        let window = table.window(at);
        let mut sum = 0_i32;
        let leaves = self.leaves.chunks_exact(1 << self.depth);
        for (questions, leaves) in self.questions.chunks_exact(self.depth.max(1)).zip(leaves) {
            let mut leaf = 0;
            for (bit, question) in questions.iter().enumerate() {
                leaf |= usize::from(window[question.cell] > question.above) << bit;
            }
            sum += i32::from(leaves[leaf]);
        }
        let odds = self.bias + sum as f32 * self.scale;
        1.0 / (1.0 + (-odds).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One tree of two questions: is feature 1 above 4; is feature 0 of the block before above 7.
    fn bytes() -> Vec<u8> {
        let mut bytes = vec![2, 1, 0];
        bytes.extend(0.0_f32.to_le_bytes());
        bytes.extend(0.5_f32.to_le_bytes());
        bytes.extend([1, 0, 4, 0, 0xff, 7, 0xfe, 2, 0, 4]);
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
