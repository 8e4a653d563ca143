//! Finding a quote again in a text that may have been changed, from codes of its words and of the words around it.
//!
//! Neither the quote nor the words are needed: whoever knows how the codes were made ([`Coding`]) finds the place where they fit.
//! A place is taken only where it is clear: what is not is told with its reason, never guessed.

mod likeness;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeSet, HashMap};

pub use likeness::{EDGE, WIDTH};
pub use words::{Extent, Words};

/// How alike the words around must be before a place is taken: as much as 16 words in a row, or twice 8.
const ENOUGH: u32 = 32;

/// How much more alike than any other place: as much as 3 words.
const CLEARLY: u32 = 6;

/// Up to how many words two clear places may be apart for what stands between them to be found by counting.
const APART: usize = 100;

/// How words are turned into codes; the same words always into the same.
pub trait Coding {
    /// The code of a word among others: 0 to 3.
    fn word(&self, word: &str) -> u8;

    /// The code of a quote.
    fn quote(&self, words: &[Box<str>]) -> u16;
}

/// A quote as it is found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The number of its first word in its text, from 0.
    pub first: usize,
    /// How many words it touches; never 0.
    pub words: usize,
    /// The code of these.
    pub code: u16,
    /// The codes of the words before it, the nearest first, [`WIDTH`] at most; [`EDGE`], up to three times, where the text begins.
    pub before: Vec<u8>,
    /// The codes of the words after it, the nearest first, as many at most; the same where the text ends.
    pub after: Vec<u8>,
    /// Where its words stand in other places of its own text too: how alike to those around it the words before are there, where they
    /// are most, and the words after.
    pub rival: Option<(u32, u32)>,
}

/// Why a quote has no place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Its words are nowhere.
    Nowhere,
    /// Its words stand there, but too few of the words around them are the same.
    Unlike,
    /// It may stand in several places, or in one that is as much like another of its own text.
    Ambiguous,
}

/// A text with the codes of its words.
pub struct Coded {
    codes: Vec<u8>,
    /// Where each quote of so many words and that code begins.
    quotes: HashMap<(usize, u16), Vec<usize>>,
}

impl Coded {
    /// A text in which quotes of these `lengths`, in words, can be found.
    pub fn new(words: &Words, coding: &impl Coding, lengths: &BTreeSet<usize>) -> Coded {
        Coded::indexed(words, coding, lengths, |_| true)
    }

    /// A text in which these anchors can be found, and no other quote: it takes no more memory where their lengths are many.
    pub fn of<'a>(words: &Words, coding: &impl Coding, anchors: impl Iterator<Item = &'a Anchor>) -> Coded {
        let wanted: BTreeSet<(usize, u16)> = anchors.map(|anchor| (anchor.words, anchor.code)).collect();
        let lengths = wanted.iter().map(|(length, _)| *length).collect();
        Coded::indexed(words, coding, &lengths, |quote| wanted.contains(quote))
    }

    fn indexed(
        words: &Words,
        coding: &impl Coding,
        lengths: &BTreeSet<usize>,
        is_wanted: impl Fn(&(usize, u16)) -> bool,
    ) -> Coded {
        let folded = words.folded();
        let mut known: HashMap<&str, u8> = HashMap::new();
        let codes =
            folded.iter().map(|word| *known.entry(word).or_insert_with(|| coding.word(word))).collect();
        let mut quotes: HashMap<(usize, u16), Vec<usize>> = HashMap::new();
        for &length in lengths.iter().filter(|length| **length > 0) {
            for (at, words) in folded.windows(length).enumerate() {
                let quote = (length, coding.quote(words));
                if is_wanted(&quote) {
                    quotes.entry(quote).or_default().push(at);
                }
            }
        }
        Coded { codes, quotes }
    }

    /// What is kept of the quote that begins with word `first`.
    pub fn anchor(&self, words: &Words, coding: &impl Coding, first: usize, count: usize) -> Option<Anchor> {
        let quote = words.folded().get(first..first + count).filter(|quote| !quote.is_empty())?;
        let (before, after) = self.around(first, count, WIDTH);
        let code = coding.quote(quote);
        let anchor = Anchor { first, words: count, code, before, after, rival: None };
        let others = self.places(&anchor).iter().filter(|at| **at != first);
        let rival = others
            .map(|at| self.likeness(&anchor, *at))
            .reduce(|one, other| (one.0.max(other.0), one.1.max(other.1)));
        Some(Anchor { rival, ..anchor })
    }

    /// Where the words of a quote stand, whatever is around them.
    pub fn places(&self, anchor: &Anchor) -> &[usize] {
        self.quotes.get(&(anchor.words, anchor.code)).map_or(&[], Vec::as_slice)
    }

    /// Where each anchor has its place, as the number of its first word.
    pub fn place(&self, anchors: &[&Anchor]) -> Vec<Result<usize, Lack>> {
        let clear: Vec<Result<usize, Lack>> = anchors.iter().map(|anchor| self.clear(anchor)).collect();
        let mut known: Vec<(usize, usize)> = anchors
            .iter()
            .zip(&clear)
            .filter_map(|(anchor, place)| Some((anchor.first, (*place).ok()?)))
            .collect();
        known.sort_unstable();
        known.dedup();
        let all = anchors.iter().zip(clear);
        all.map(|(anchor, place)| match place {
            Ok(_) | Err(Lack::Nowhere) => place,
            Err(_) => self.between(anchor, &known).ok_or(()).or(place),
        })
        .collect()
    }

    /// How many anchors have a clear place by themselves.
    pub fn count_clear(&self, anchors: &[&Anchor]) -> usize {
        anchors.iter().filter(|anchor| self.clear(anchor).is_ok()).count()
    }

    /// The place whose words around are alike enough, and clearly more than any other's; where there were others in its own text, on
    /// either side, since one side alone may be that of another place from which what lay between was taken out.
    fn clear(&self, anchor: &Anchor) -> Result<usize, Lack> {
        let score = |at: &usize| {
            let sides = self.likeness(anchor, *at);
            (sides.0 + sides.1, *at, sides)
        };
        let mut scored: Vec<_> = self.places(anchor).iter().map(score).collect();
        scored.sort_unstable_by(|one, other| other.cmp(one));
        let Some(&(best, at, (before, after))) = scored.first() else { return Err(Lack::Nowhere) };
        let next = scored.get(1).map_or(0, |(likeness, ..)| *likeness);
        let apart =
            anchor.rival.is_none_or(|rival| before >= rival.0 + CLEARLY && after >= rival.1 + CLEARLY);
        if best < ENOUGH {
            Err(Lack::Unlike)
        } else if best >= next + CLEARLY && apart {
            Ok(at)
        } else {
            Err(Lack::Ambiguous)
        }
    }

    /// The place that is as far from the nearest clear places before and after it as it was, where these two are as far apart as they
    /// were: nothing was put in or taken out between them.
    fn between(&self, anchor: &Anchor, known: &[(usize, usize)]) -> Option<usize> {
        let after = known.partition_point(|(first, _)| *first < anchor.first);
        let &(next, next_at) = known.get(after)?;
        let &(last, last_at) =
            if next == anchor.first { known.get(after)? } else { known.get(after.checked_sub(1)?)? };
        let apart = next - last;
        let at = last_at + (anchor.first - last);
        (apart <= APART && next_at.checked_sub(last_at) == Some(apart) && self.places(anchor).contains(&at))
            .then_some(at)
    }

    /// How alike the words before a place are to those before the quote, and the words after.
    fn likeness(&self, anchor: &Anchor, at: usize) -> (u32, u32) {
        // A few more, for words that were put in.
        let (before, after) = self.around(at, anchor.words, WIDTH + likeness::BAND);
        (likeness::likeness(&anchor.before, &before), likeness::likeness(&anchor.after, &after))
    }

    /// The codes of the words before and after so many words, the nearest first, `width` at most.
    fn around(&self, first: usize, count: usize, width: usize) -> (Vec<u8>, Vec<u8>) {
        let edge = [EDGE; likeness::EDGES];
        let before = self.codes.get(..first).unwrap_or_default().iter().rev().chain(&edge).take(width);
        let after = self.codes.get(first + count..).unwrap_or_default().iter().chain(&edge).take(width);
        (before.copied().collect(), after.copied().collect())
    }
}
