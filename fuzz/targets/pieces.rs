//! Mutations that keep an article's shape: whole lines and tags are doubled, moved, dropped and put in.

use libfuzzer_sys::fuzzer_mutate;

/// Changes the first `size` bytes of `data`, which has room for `most`; the new size. Every second change is
/// libFuzzer's own, so that bytes are tried, too.
pub fn mutate(data: &mut [u8], size: usize, most: usize, seed: u32, parts: &[&str]) -> usize {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9) | 1);
    if chance.below(2) == 0 {
        return fuzzer_mutate(data, size, most);
    }
    let mut pieces = cut(&data[..size]);
    for _ in 0..=chance.below(3) {
        let at = chance.below(pieces.len() + 1);
        let other = chance.below(pieces.len().max(1));
        match (chance.below(6), pieces.get(other).cloned()) {
            (0, Some(piece)) => pieces.insert(at, piece),
            (1, Some(_)) => drop(pieces.remove(other)),
            (2, Some(piece)) => {
                let times = 1 << chance.below(8);
                pieces.splice(at..at, std::iter::repeat_n(piece, times));
            }
            (3, Some(_)) if at < pieces.len() => pieces.swap(at, other),
            _ => pieces.insert(at, parts[chance.below(parts.len())].as_bytes().to_vec()),
        }
    }
    let mut changed = pieces.concat();
    changed.truncate(most);
    while std::str::from_utf8(&changed).is_err()
        && !changed.is_empty()
        && std::str::from_utf8(&data[..size]).is_ok()
    {
        changed.pop();
    }
    data[..changed.len()].copy_from_slice(&changed);
    changed.len()
}

/// The same; now and then, and where there is little, it begins anew with one of `samples`.
#[allow(dead_code, reason = "not every target has samples of its own")]
pub fn mutate_samples<'a>(
    data: &mut [u8],
    size: usize,
    most: usize,
    seed: u32,
    samples: impl Iterator<Item = &'a [u8]>,
    parts: &[&str],
) -> usize {
    if size > 2 && !seed.is_multiple_of(64) {
        return mutate(data, size, most, seed, parts);
    }
    let samples: Vec<&[u8]> = samples.filter(|bytes| bytes.len() <= most).collect();
    let Some(sample) = samples.get(seed as usize / 64 % samples.len().max(1)) else { return size };
    data[..sample.len()].copy_from_slice(sample);
    sample.len()
}

/// Pieces that begin with a tag or after a line's end.
fn cut(data: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in 1..data.len() {
        if data[at] == b'<' || data[at - 1] == b'>' || data[at - 1] == b'\n' {
            pieces.push(data[from..at].to_vec());
            from = at;
        }
    }
    pieces.push(data[from..].to_vec());
    pieces
}

/// A xorshift generator: the fuzzer's seed decides everything.
struct Chance(u32);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % most
    }
}
