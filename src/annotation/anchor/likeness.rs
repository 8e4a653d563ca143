//! How alike the words around two places are.

/// How many words on each side are compared.
pub const WIDTH: usize = 20;

/// The code that stands behind the last word of the text on either side, and how often.
pub const EDGE: u8 = 4;
pub const EDGES: usize = 3;

/// By how many words the two may be shifted against one another.
pub const BAND: usize = 2;

const SAME: i32 = 2;
const OTHER: i32 = -3;
const GAP: i32 = -6;

/// Less than anything that can be reached.
const NONE: i32 = i32::MIN / 2;

/// How alike two sequences are from their beginning on: 2 for each code that is the same, 3 less for each that is another, 6 less for
/// each that only one has, as far as that pays. By chance, with four codes, a likeness of n comes about once in 2^(0.9 n) times.
pub fn likeness(ours: &[u8], theirs: &[u8]) -> u32 {
    // One row of the table for each code of ours; in it, how many more of theirs were passed, from -BAND to BAND.
    let mut row = [NONE; 2 * BAND + 1];
    row.iter_mut().skip(BAND).zip(0..).for_each(|(cell, gaps)| *cell = GAP * gaps);
    let mut best = 0;
    for (passed, our) in ours.iter().enumerate() {
        let mut next = [NONE; 2 * BAND + 1];
        let mut left = NONE;
        for (shift, cell) in next.iter_mut().enumerate() {
            let above = row.get(shift + 1).map_or(NONE, |above| above + GAP);
            let their = (passed + shift).checked_sub(BAND).and_then(|at| theirs.get(at));
            let both = their.map_or(NONE, |their| {
                row.get(shift).copied().unwrap_or(NONE) + if our == their { SAME } else { OTHER }
            });
            let beyond = (passed + 1 + shift).checked_sub(BAND).is_none_or(|reached| reached > theirs.len());
            *cell = if beyond { NONE } else { both.max(above).max(left + GAP) };
            left = *cell;
            best = best.max(left);
        }
        row = next;
    }
    best.unsigned_abs()
}
