//! The trained model: a linear chain over the words of a piece, in whole numbers.
//!
//! `data/model.bin` holds, as signed bytes, a weight for each pair of tags and a row of weights for each feature's
//! number ([`features`](super::features)); to their sums the [network](super::net) adds its own. The best sequence of tags is found exactly; sums are integers, so that every machine
//! gives the same tags.

use super::features::{BITS, Features};
use super::found::Kind;
use super::learned::Overlay;
use super::words::Words;

/// How many tags there are: outside, and for each kind its first word and a further one.
pub const TAGS: usize = 15;

/// The room a feature's row takes.
pub const ROW: usize = 16;

/// The steps of a pair's weight are this much coarser than those of a feature's.
pub const PAIR_SCALE: i32 = 4;

/// Tags as numbers: 0 outside, `1 + 2 * kind` the first word of a name, one more a further word.
pub fn first_of(kind: Kind) -> usize {
    1 + 2 * kind as usize
}

/// The kind of a tag, and whether a name begins with it.
pub fn kind_of(tag: usize) -> Option<(Kind, bool)> {
    let at = tag.checked_sub(1)?;
    Kind::ALL.get(at / 2).map(|&kind| (kind, at % 2 == 0))
}

/// Whether `tag` may follow `before`.
pub fn may_follow(before: usize, tag: usize) -> bool {
    match kind_of(tag) {
        Some((_, false)) => before == tag || before + 1 == tag,
        _ => true,
    }
}

/// A span that the model reads, and how clear its decision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// The first word.
    pub from: usize,
    /// The first word after it.
    pub to: usize,
    /// What it is.
    pub kind: Kind,
    /// The smallest lead over another tag at one of its words, in steps of the weights.
    pub lead: i32,
}

/// What speaks against a name at a word that was given no features, as no name could hold it.
const SURE: i32 = 3000;

const NEVER: i32 = i32::MIN / 4;

/// The weights, read where they lie.
#[derive(Default)]
pub struct Model {
    /// What speaks for one tag after another; [`NEVER`] where it may not follow.
    between: Pairs,
    /// A row for each feature's number.
    rows: &'static [u8],
}

type Pairs = [[i32; ROW]; ROW];

impl Model {
    /// The model of these weights; `None` if they can't be.
    pub(super) fn new(weights: &'static [u8]) -> Option<Model> {
        let (pairs, rows) = weights.split_at_checked(ROW * ROW)?;
        let mut between = [[NEVER; ROW]; ROW];
        for (before, row) in between.iter_mut().enumerate().take(TAGS) {
            for (tag, cell) in row.iter_mut().enumerate().take(TAGS) {
                if may_follow(before, tag) {
                    *cell = i32::from(pairs[before * ROW + tag] as i8) * PAIR_SCALE;
                }
            }
        }
        (rows.len() == ROW << BITS).then_some(Model { between, rows })
    }

    /// The names in `words`, which have these features, with what decisions have added.
    pub(super) fn read(&self, words: &Words, features: &Features, overlay: &Overlay) -> Vec<Read> {
        let emit = self.scores(words, features, overlay);
        let tags = best(&emit, &self.between);
        spans(&tags, &emit, &self.between)
    }

    /// The tag of each word.
    pub(super) fn tags(&self, words: &Words, features: &Features, overlay: &Overlay) -> Vec<usize> {
        best(&self.scores(words, features, overlay), &self.between)
    }

    /// What speaks for each tag at each word: the weights, what decisions have added to them, and the net.
    fn scores(&self, words: &Words, features: &Features, overlay: &Overlay) -> Vec<[i32; ROW]> {
        let mut emit = self.emit(features, overlay);
        words.data.net.add(words, features, &mut emit);
        emit
    }

    /// What speaks for each tag at each word, with what decisions have added.
    fn emit(&self, features: &Features, overlay: &Overlay) -> Vec<[i32; ROW]> {
        let count = features.offsets.len().saturating_sub(1);
        let mut emit = vec![[0i32; ROW]; count];
        for (at, sums) in emit.iter_mut().enumerate() {
            let slots = features.of(at);
            if slots.is_empty() {
                sums[0] = SURE;
            }
            for &slot in slots {
                let from = slot as usize * ROW;
                if let Some(row) = self.rows.get(from..from + ROW) {
                    for (sum, &weight) in sums.iter_mut().zip(row) {
                        *sum += i32::from(weight as i8);
                    }
                }
                if !overlay.is_empty()
                    && let Some(row) = overlay.row(slot)
                {
                    for (sum, &weight) in sums.iter_mut().zip(row) {
                        *sum += i32::from(weight);
                    }
                }
            }
        }
        emit
    }
}

/// The best allowed sequence of tags (Viterbi).
fn best(emit: &[[i32; ROW]], between: &Pairs) -> Vec<usize> {
    let mut came: Vec<[u8; ROW]> = Vec::with_capacity(emit.len());
    let mut score = [NEVER; ROW];
    for (at, sums) in emit.iter().enumerate() {
        let mut next = [NEVER; ROW];
        let mut from = [0u8; ROW];
        if at == 0 {
            for tag in 0..TAGS {
                if may_follow(0, tag) {
                    next[tag] = sums[tag] + between[0][tag];
                }
            }
        } else {
            for before in 0..TAGS {
                for tag in 0..ROW {
                    let sum = score[before] + between[before][tag];
                    if sum > next[tag] {
                        next[tag] = sum;
                        from[tag] = before as u8;
                    }
                }
            }
            for (sum, emitted) in next.iter_mut().zip(sums) {
                *sum = (*sum + emitted).max(NEVER);
            }
        }
        score = next;
        came.push(from);
    }
    let mut tag = (0..TAGS).max_by_key(|&tag| (score[tag], std::cmp::Reverse(tag))).unwrap_or(0);
    let mut tags = vec![0; emit.len()];
    for at in (0..emit.len()).rev() {
        tags[at] = tag;
        tag = usize::from(came[at][tag]);
    }
    tags
}

fn spans(tags: &[usize], emit: &[[i32; ROW]], between: &Pairs) -> Vec<Read> {
    let lead = |at: usize| {
        let before = at.checked_sub(1).map_or(0, |at| tags[at]);
        let value = |tag: usize| {
            let after = tags.get(at + 1).map_or(0, |&after| between[tag][after]);
            (emit[at][tag] + between[before][tag]).saturating_add(after)
        };
        let other = (0..TAGS).filter(|&tag| tag != tags[at]).map(value).max().unwrap_or(NEVER);
        value(tags[at]).saturating_sub(other)
    };
    let mut found: Vec<Read> = Vec::new();
    for (at, &tag) in tags.iter().enumerate() {
        match kind_of(tag) {
            Some((kind, true)) => found.push(Read { from: at, to: at + 1, kind, lead: lead(at) }),
            Some((_, false)) => {
                if let Some(open) = found.last_mut() {
                    open.to = at + 1;
                    open.lead = open.lead.min(lead(at));
                }
            }
            None => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_on_only_in_their_own_name() {
        for kind in Kind::ALL {
            let first = first_of(kind);
            assert_eq!(kind_of(first), Some((kind, true)));
            assert_eq!(kind_of(first + 1), Some((kind, false)));
            assert!(may_follow(first, first + 1) && may_follow(first + 1, first + 1) && may_follow(0, first));
            assert!(!may_follow(0, first + 1));
        }
        assert!(!may_follow(first_of(Kind::Court), first_of(Kind::Agency) + 1));
    }

    #[test]
    fn the_best_sequence_is_found() {
        let mut between = [[NEVER; ROW]; ROW];
        for (before, row) in between.iter_mut().enumerate().take(TAGS) {
            for (tag, cell) in row.iter_mut().enumerate().take(TAGS) {
                if may_follow(before, tag) {
                    *cell = 0;
                }
            }
        }
        let court = first_of(Kind::Court);
        let mut emit = vec![[0; ROW]; 3];
        emit[0][court] = 5;
        emit[1][court + 1] = 3;
        emit[1][0] = 2;
        emit[2][0] = 4;
        assert_eq!(best(&emit, &between), [court, court + 1, 0]);
        let found = spans(&[court, court + 1, 0], &emit, &between);
        assert_eq!(found, [Read { from: 0, to: 2, kind: Kind::Court, lead: 1 }]);
        assert!(best(&[], &between).is_empty());
    }
}
