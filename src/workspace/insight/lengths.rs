//! How long the documents are, and how much of them has been read.

use super::words::{grouped, percent};

/// The most bins that the bulk of the documents is sorted into.
const MOST: u32 = 10;

/// How wide a bin may be, in words: numbers that a reader counts in.
const WIDTHS: [u32; 16] = [
    10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000,
    1_000_000,
];

/// What is counted of each document.
pub(super) struct Length {
    pub words: u32,
    pub paragraphs: u32,
    pub read: u32,
}

/// The documents of about one length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    /// The fewest words they have.
    pub from: u32,
    /// Fewer than so many; `None` for the last, which holds all that are longer.
    pub below: Option<u32>,
    /// How many there are.
    pub documents: u32,
    /// Their paragraphs.
    pub paragraphs: u32,
    /// How many of these have been read.
    pub read: u32,
}

/// How long the documents are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// All documents.
    pub documents: u32,
    /// How wide each bin is, in words; the last may be open.
    pub width: u32,
    /// From the shortest on, without gaps.
    pub bins: Vec<Bin>,
    /// The number of words that half of the documents are shorter than.
    pub median: u32,
}

impl Lengths {
    pub(super) fn of(mut all: Vec<Length>) -> Lengths {
        all.sort_by_key(|length| length.words);
        let documents = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let words_at = |at: usize| all.get(at).map_or(0, |length| length.words);
        // A few that are far longer than all others share a last, open bin.
        let bulk = words_at((all.len() * 19).div_ceil(20).saturating_sub(1));
        // Few documents in many bins would be a row of single bars.
        let most = (1..MOST).find(|most| most * most >= documents).unwrap_or(MOST).max(4);
        let width = WIDTHS.into_iter().find(|width| bulk / width < most).unwrap_or(WIDTHS[WIDTHS.len() - 1]);
        let empty = |from: u32| Bin {
            from,
            below: Some(from.saturating_add(width)),
            documents: 0,
            paragraphs: 0,
            read: 0,
        };
        let closed = if all.is_empty() { 0 } else { (bulk / width).min(MOST) + 1 };
        let mut bins: Vec<Bin> = (0..closed).map(|at| empty(at * width)).collect();
        if words_at(all.len().saturating_sub(1)) >= closed * width {
            bins.extend((closed > 0).then(|| Bin { below: None, ..empty(closed * width) }));
        }
        for length in &all {
            let last = bins.len().saturating_sub(1);
            let at = usize::try_from(length.words / width).unwrap_or(usize::MAX).min(last);
            if let Some(bin) = bins.get_mut(at) {
                bin.documents += 1;
                bin.paragraphs += length.paragraphs;
                bin.read += length.read;
            }
        }
        Lengths { documents, width, bins, median: words_at(all.len() / 2) }
    }

    /// Paragraphs that have been read, and all.
    pub fn read(&self) -> (u32, u32) {
        read_of(&self.bins)
    }

    /// What there is to find in it, in words.
    pub fn finding(&self) -> String {
        let (read, all) = self.read();
        let words = if self.documents == 1 {
            format!("{} {}", grouped(self.median), if self.median == 1 { "word" } else { "words" })
        } else {
            format!("Half have {} words or more", grouped(self.median))
        };
        match (self.documents, read) {
            (0, _) => return "No documents yet.".to_owned(),
            (1, _) => return format!("{words}, {read} of {all} {} read.", paragraphs(all)),
            (_, 0) => return format!("{words}. Nothing has been read yet."),
            (_, read) if read == all => return format!("{words}. All has been read (solid)."),
            _ => {}
        }
        let part = percent(read, all);
        match self.split() {
            Some((edge, short, long)) if long + 10 <= short => format!(
                "Long articles wait: from {} words on {} has been read, below that {} (solid).",
                grouped(edge),
                share(long),
                share(short)
            ),
            Some((edge, short, long)) if short + 10 <= long => format!(
                "Short articles wait: below {} words {} has been read, from there on {} (solid).",
                grouped(edge),
                share(short),
                share(long)
            ),
            Some(_) => format!("{part}% has been read (solid), of long and of short ones."),
            None => format!("{part}% has been read (solid)."),
        }
    }

    /// The edge between short and long ones, with how many of a hundred paragraphs are read on either side; `None` where
    /// one side has too few documents to say.
    fn split(&self) -> Option<(u32, u32, u32)> {
        let half = self.documents / 2;
        let mut before = 0;
        // Between the bins nearest to the middle.
        let sums = self.bins.iter().enumerate().map(|(at, bin)| {
            let at_start = before;
            before += bin.documents;
            (at, at_start)
        });
        let (at, short) = sums.min_by_key(|(_, short)| short.abs_diff(half))?;
        if short < 5 || self.documents - short < 5 {
            return None;
        }
        let side = |bins: &[Bin]| {
            let (read, all) = read_of(bins);
            percent(read, all)
        };
        let (below, beyond) = self.bins.split_at(at);
        Some((beyond.first()?.from, side(below), side(beyond)))
    }
}

fn read_of(bins: &[Bin]) -> (u32, u32) {
    bins.iter().fold((0, 0), |(read, all), bin| (read + bin.read, all + bin.paragraphs))
}

fn share(percent: u32) -> String {
    match percent {
        0 => "nothing".to_owned(),
        100 => "all".to_owned(),
        percent => format!("{percent}%"),
    }
}

fn paragraphs(count: u32) -> &'static str {
    if count == 1 { "paragraph" } else { "paragraphs" }
}
