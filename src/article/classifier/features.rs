//! The features of a block that the classifier reads, each a small number: thresholds lie between whole steps.

use std::ops::Range;

/// Declares the features once: a constant for each place in a row, and all names in order.
macro_rules! features {
    ($($name:ident)*) => {
        // Some are only reached by counting on from the first of their kind.
        #[allow(dead_code, non_camel_case_types, clippy::upper_case_acronyms)]
        enum Order { $($name,)* }

        $(#[allow(dead_code)] pub(super) const $name: usize = Order::$name as usize;)*

        /// The name of each feature, in the order of a row.
        pub const NAMES: &[&str] = &[$(stringify!($name),)*];
    };
}

features! {
    // The line by itself.
    WIDTH LETTERS_A_WORD ENDS FURNITURE CREDIT BYLINE DATED
    COMMAS QUOTES STOPS DIGITS CAPITALS UPPER LOWER_START QUOTE_START LAST PIPES ADDRESS BRACKETS CALLS
    SMALL_WORDS YOU_WORDS BULLET
    // The line among others.
    SAME REPEATED GAP GAP_AFTER CONTINUES
    INDEX INDEX_FROM_END SHARE_BEFORE COUNT
    MASS_BEFORE MASS_AFTER MASS
    OVERLAP_HEADLINE
    SENTENCE_BEFORE SENTENCE_AFTER
    NEAR_BEFORE_3 NEAR_BEFORE_6 NEAR_BEFORE_12 NEAR_BEFORE_25
    NEAR_AFTER_3 NEAR_AFTER_6 NEAR_AFTER_12 NEAR_AFTER_25
    PART_BEFORE_3 PART_BEFORE_6 PART_BEFORE_12 PART_BEFORE_25
    PART_AFTER_3 PART_AFTER_6 PART_AFTER_12 PART_AFTER_25
    // What the rules say of it.
    SCORE REMOVED IN_RUN ROLE RUN_START RUN_END HEADLINE
    // Where it stands in a page's markup.
    HEADING ITEM PARAGRAPH LINKS
    NAVIGATION ASIDE FOOTER HEADER CAPTION ARTICLE COMMENTS RELATED SHARE PROMPT BY_REGION BIO ADVERTISEMENT
    TIME TABLE EMBED STANDFIRST
    INSIDE OWN_MASS SUB_MASS PARENT_MASS GRAND_MASS BOX_COUNT BOX_WIDTH BOX_LINKS PARENT_LINKS GRAND_LINKS
    DEPTH DEPTH_FROM_MAIN SAME_BOX PLAIN
    PATH_1_MASS PATH_1_COUNT PATH_1_PART PATH_2_MASS PATH_2_COUNT PATH_2_PART
    PATH_3_MASS PATH_3_COUNT PATH_3_PART TAGS_MASS TAGS_COUNT TAGS_PART
    SAID_BODY SAID_SUMMARY
}

/// How many features a line of a text has: those before the markup's.
pub(super) const OF_TEXT: usize = HEADING;

/// How many features a block of a page has.
pub(super) const OF_HTML: usize = NAMES.len();

/// How far to either side the classifier looks, in blocks.
pub const REACH: usize = 3;

/// What stands where a page has no block, and where something cannot be said.
pub(super) const NONE: u8 = 255;

/// The features of a stretch of a page's blocks, with [`REACH`] rows more at either end: of the blocks there, or
/// 255 for none.
#[derive(Clone, Debug)]
pub struct Table {
    width: usize,
    blocks: Range<usize>,
    cells: Vec<u8>,
}

impl Table {
    /// Rows of `width` features for these blocks, all [`NONE`] yet.
    pub(super) fn new(width: usize, blocks: Range<usize>) -> Table {
        let cells = vec![NONE; width * (blocks.len() + 2 * REACH)];
        Table { width, blocks, cells }
    }

    /// The same memory for other blocks, all [`NONE`] again.
    pub(super) fn restart(&mut self, blocks: Range<usize>) {
        self.cells.clear();
        self.cells.resize(self.width * (blocks.len() + 2 * REACH), NONE);
        self.blocks = blocks;
    }

    /// How many features a row has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The blocks that it is about.
    pub fn blocks(&self) -> Range<usize> {
        self.blocks.clone()
    }

    /// The rows of block `at` and of those within [`REACH`] of it, one after the other.
    pub fn window(&self, at: usize) -> &[u8] {
        let row = at - self.blocks.start;
        &self.cells[row * self.width..(row + 2 * REACH + 1) * self.width]
    }

    /// The features of block `at`, one of the blocks or within [`REACH`] of them.
    pub(super) fn row(&mut self, at: usize) -> &mut [u8] {
        &mut self.cells[(at + REACH - self.blocks.start) * self.width..][..self.width]
    }
}

/// Eight steps for each doubling; the same on every machine, which a logarithm of floats is not.
pub(super) fn doublings(count: usize) -> u8 {
    let count = u32::try_from(count).unwrap_or(u32::MAX >> 1).saturating_add(1);
    let whole = count.ilog2();
    let eighths = if whole >= 3 { count >> (whole - 3) & 7 } else { count << (3 - whole) & 7 };
    u8::try_from(whole * 8 + eighths).unwrap_or(NONE - 1)
}

/// A part of a whole in 200 steps.
pub(super) fn part(part: f32, whole: f32) -> u8 {
    if whole <= 0.0 { 0 } else { (part / whole * 200.0).clamp(0.0, 200.0) as u8 }
}

/// A distance, 100 for none, no more than 60 to either side.
pub(super) fn distance(from: usize, to: usize) -> u8 {
    let far = to.abs_diff(from).min(60) as u8;
    if to >= from { 100 + far } else { 100 - far }
}

/// A count, at most `most`.
pub(super) fn count(count: usize, most: u8) -> u8 {
    u8::try_from(count).unwrap_or(most).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doublings_grow_evenly() {
        let known: Vec<u8> = [0, 1, 2, 3, 7, 15, 1023, usize::MAX].map(doublings).to_vec();
        assert_eq!(known, [0, 8, 12, 16, 24, 32, 80, 248]);
        assert!((0..5000).all(|at| doublings(at) <= doublings(at + 1)));
    }

    #[test]
    fn a_window_holds_its_neighbours() {
        let mut table = Table::new(2, 0..2);
        table.row(0).copy_from_slice(&[1, 2]);
        table.row(1).copy_from_slice(&[3, 4]);
        assert_eq!(table.blocks(), 0..2);
        let none = [NONE; 4];
        assert_eq!(table.window(0), [&none[..], &[NONE, NONE, 1, 2, 3, 4], &none[..]].concat());
    }
}
