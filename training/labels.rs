//! Which blocks of a page are its body, when only the body's text is known: those whose choice scores best.

use std::collections::{HashMap, HashSet};

use tagline::article::score::page;

/// How many blocks are tried at most; a page with more doubtful ones is a list.
const TRIED: usize = 400;

/// How many words a shingle has.
const SHINGLE: usize = 4;

/// For each of `blocks` whether it is part of `gold`.
pub fn labels(blocks: &[&str], gold: &str) -> Vec<bool> {
    let gold_words = words(gold);
    let shingles: HashSet<&[&str]> = gold_words.windows(SHINGLE).collect();
    let mut lines: HashMap<Vec<&str>, usize> = HashMap::new();
    gold.lines().for_each(|line| *lines.entry(words(line)).or_default() += 1);
    let shares: Vec<f64> = blocks
        .iter()
        .map(|block| {
            let words = words(block);
            match words.len() {
                0 => -1.0,
                1..SHINGLE => {
                    if lines.contains_key(&words) {
                        1.0
                    } else {
                        -1.0
                    }
                }
                count => {
                    let found = words.windows(SHINGLE).filter(|shingle| shingles.contains(*shingle)).count();
                    found as f64 / (count - SHINGLE + 1) as f64
                }
            }
        })
        .collect();
    let mut kept: Vec<bool> = shares.iter().map(|share| *share >= 0.5).collect();
    let near = |at: usize| {
        let before = at.checked_sub(1).is_some_and(|at| shares[at] >= 0.5);
        before || shares.get(at + 1).is_some_and(|share| *share >= 0.5)
    };
    let mut seen = HashSet::new();
    let doubtful: Vec<usize> = (0..shares.len())
        .filter(|at| {
            let (share, block) = (shares[*at], blocks[*at]);
            let short = words(block).len() < 12 && (share > 0.0 || share < 0.0 && near(*at));
            let again = !seen.insert(block) && share >= 0.5;
            0.0 < share && share < 0.95 || short || again
        })
        .take(TRIED)
        .collect();
    let mut best = page(gold, &body(blocks, &kept)).f1();
    for _ in 0..2 {
        let mut changed = false;
        for at in &doubtful {
            kept[*at] ^= true;
            let f1 = page(gold, &body(blocks, &kept)).f1();
            let tidier = !kept[*at] && shares[*at] < 0.5 && f1 >= best - 1e-12;
            if f1 > best + 1e-9 || tidier {
                changed |= f1 > best + 1e-9;
                best = f1;
            } else {
                kept[*at] ^= true;
            }
        }
        if !changed {
            break;
        }
    }
    kept
}

/// The text of the blocks that are kept.
fn body(blocks: &[&str], kept: &[bool]) -> String {
    let kept = blocks.iter().zip(kept).filter(|(_, kept)| **kept);
    kept.map(|(block, _)| *block).collect::<Vec<_>>().join("\n")
}

fn words(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .collect()
}
