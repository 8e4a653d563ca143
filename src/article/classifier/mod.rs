//! The classifier: which blocks are the body, learned from pages whose body is known.
//!
//! Boosted trees (Friedman 2001, oblivious as in Prokhorenkova et al. 2018) over a block's features and those of
//! three blocks to either side; what the rules decided is among them. Made by `training/train_blocks.rs`.

mod features;
mod forest;
mod gather;
mod line;
mod places;
pub mod training;

use std::sync::OnceLock;

use super::draft::region;
use super::look::Look;
use super::page::Page;
use super::verdict::{Evidence, Verdicts};
use super::{Reason, SourceKind};
use features::Table;
use forest::Forest;
use gather::Whole;

/// Of fewer blocks nothing can be learned from what stands around them.
const FEWEST: usize = 8;

/// What the rules keep goes if it is that much less likely than what is kept elsewhere, a sentence and another line:
/// to lose a line is worse than to have one too many.
const DOUBT: [f32; 2] = [0.3, 0.5];

/// More likely than not.
const LIKELY: f32 = 0.5;

/// Sure enough to say so against the name of an element.
const SURE: f32 = 0.8;

/// How many blocks are judged at a time.
const STRETCH: usize = 2_000;

/// The weights, as `training/train_blocks.rs` writes them: a forest for texts, one for pages.
static WEIGHTS: &[u8] = include_bytes!("../../../data/blocks.bin");

/// The forests, read once; without trees if the weights are none.
fn forest(kind: SourceKind) -> &'static Forest {
    static FORESTS: OnceLock<[Forest; 2]> = OnceLock::new();
    let read = || {
        let (text, rest) = Forest::read(WEIGHTS, features::OF_TEXT)?;
        let (html, _) = Forest::read(rest, features::OF_HTML)?;
        Some([text, html])
    };
    let [text, html] = FORESTS.get_or_init(|| read().unwrap_or_default());
    match kind {
        SourceKind::Text => text,
        SourceKind::Html => html,
    }
}

/// A choice of the body's blocks under way.
#[derive(Debug)]
pub(super) struct Choosing {
    /// What is known of all blocks; `None` if there is nothing to choose from.
    whole: Option<Whole>,
    /// The features of a stretch of them, once all were seen.
    table: Option<Table>,
    chances: Vec<f32>,
    words: Vec<u32>,
}

impl Choosing {
    /// Starts on a page after its rules have decided.
    pub fn new(evidence: Evidence<'_>, page: &Page, verdicts: &Verdicts) -> Choosing {
        // Where the rules found no body, what is no furniture is all there is.
        let any = verdicts.found && evidence.drafts.len() >= FEWEST;
        let whole = any.then(|| Whole::new(evidence, page, verdicts));
        Choosing { whole, table: None, chances: Vec::new(), words: Vec::new() }
    }

    /// Does the next part, about the work of reading `budget` bytes; whether that was the last, and the choice
    /// is in `verdicts`. Without `other` trees the library's own choose.
    pub fn step(
        &mut self,
        evidence: Evidence<'_>,
        verdicts: &mut Verdicts,
        other: Option<&Forest>,
        budget: usize,
    ) -> bool {
        let (Some(whole), all) = (&mut self.whole, evidence.drafts.len()) else { return true };
        let Some(table) = &mut self.table else {
            if whole.see(evidence, budget) {
                self.table = Some(Table::new(width(evidence.kind), 0..0));
                self.chances.reserve_exact(all);
                self.words.reserve_exact(all);
            }
            return false;
        };
        let forest = other.unwrap_or_else(|| forest(evidence.kind));
        let from = table.blocks().end;
        let (mut end, mut bytes) = (from, 0);
        while end < all && end < from + STRETCH && bytes < budget {
            bytes += evidence.drafts[end].text.len();
            end += 1;
        }
        table.restart(from..end);
        whole.fill(table, evidence, verdicts, &mut self.words);
        self.chances.extend((from..end).map(|at| forest.chance(table, at)));
        if end < all {
            return false;
        }
        apply(&self.chances, choose(&self.chances, &self.words), evidence, verdicts);
        true
    }

    /// The features and how many words each block has, for training; `None` if there is nothing to choose from.
    pub fn gather(self, evidence: Evidence<'_>, verdicts: &Verdicts) -> Option<(Table, Vec<u32>)> {
        let (mut whole, mut words) = (self.whole?, Vec::new());
        whole.see(evidence, usize::MAX);
        let mut table = Table::new(width(evidence.kind), 0..evidence.drafts.len());
        whole.fill(&mut table, evidence, verdicts, &mut words);
        Some((table, words))
    }

    /// How much of it is done, 0 to 1, of so many blocks.
    pub fn share(&self, blocks: usize) -> f32 {
        let seen = self.whole.as_ref().map_or(blocks, Whole::seen);
        (seen as f32 * 0.2 + self.chances.len() as f32 * 0.8) / blocks.max(1) as f32
    }
}

/// How many features a block has.
fn width(kind: SourceKind) -> usize {
    match kind {
        SourceKind::Text => features::OF_TEXT,
        SourceKind::Html => features::OF_HTML,
    }
}

/// The chance from which on a block is kept: that at which the F1 to be expected is highest (Lewis 1995).
fn choose(chances: &[f32], words: &[u32]) -> f32 {
    const STEPS: usize = 256;
    let place = |chance: f32| ((chance * STEPS as f32) as usize).min(STEPS - 1);
    let mut kept = [(0.0_f64, 0.0_f64); STEPS];
    let mut expected = 0.0;
    for (chance, words) in chances.iter().zip(words) {
        let (chance, words) = (f64::from(*chance), f64::from(*words));
        let sum = &mut kept[place(chance as f32)];
        sum.0 += chance * words;
        sum.1 += words;
        expected += chance * words;
    }
    let (mut right, mut all) = (0.0, 0.0);
    let mut best = (0.0, STEPS);
    for at in (0..STEPS).rev() {
        right += kept[at].0;
        all += kept[at].1;
        let f1 = 2.0 * right / (all + expected).max(1.0);
        if f1 > best.0 {
            best = (f1, at);
        }
    }
    best.1 as f32 / STEPS as f32
}

/// Writes the choice into the verdicts: what the rules keep stays from the cut on; what they take out for where
/// it stands comes back if it is more likely than not. Headline and standfirst stay what they are, and no line
/// stands twice.
fn apply(chances: &[f32], cut: f32, evidence: Evidence<'_>, verdicts: &mut Verdicts) {
    // Few bodies teach what to do with a table; readers want it.
    let table = verdicts.trusted & region::TABLE;
    let is_row = |at: usize| evidence.drafts[at].place.regions & table != 0;
    let kept = |at: usize, verdicts: &Verdicts| {
        let verdict = &verdicts.all[at];
        let enough = match verdict.removed {
            Some(reason) => {
                let least = comeback(at, reason, evidence.looks);
                least.is_some_and(|least| chances[at] >= least.max(cut))
            }
            None => chances[at] >= cut * DOUBT[usize::from(!evidence.looks[at].ends)],
        };
        enough && verdict.role.is_body()
    };
    let first = (0..chances.len()).find(|at| kept(*at, verdicts));
    let last = (0..chances.len()).rev().find(|at| kept(*at, verdicts));
    let (Some(first), Some(last)) = (first, last) else { return };
    for at in 0..chances.len() {
        let verdict = verdicts.all[at];
        if !verdict.role.is_body() {
            continue;
        }
        let twice = verdict.same_as.is_some_and(|first| verdicts.all[first].removed.is_none());
        verdicts.all[at].removed = match (kept(at, verdicts), verdict.removed) {
            (true, _) if twice => Some(Reason::Repeated),
            (true, _) => None,
            (false, Some(reason)) => Some(reason),
            (false, None) if is_row(at) && (first..last).contains(&at) => None,
            (false, None) => Some(reason(at, first, last, evidence, verdicts)),
        };
    }
    verdicts.body = first..last + 1;
}

/// The chance at which a block comes back that the rules take out for `reason`; none for what its words say.
fn comeback(at: usize, reason: Reason, looks: &[Look]) -> Option<f32> {
    use Reason::*;
    let look = &looks[at];
    let credits = |look: &Look| look.credit || look.furniture == Some(Credit);
    match reason {
        Byline | Timestamp | Dateline | Repeated | Credit => None,
        _ if look.furniture.is_some() || look.repeated && !look.ends => None,
        Caption if looks[at..].iter().take(2).any(credits) => None,
        Caption | MoreStories | Navigation | Newsletter | Other | Related => Some(LIKELY),
        // Its element is called so.
        _ => Some(SURE),
    }
}

/// Why a block goes that the rules would keep: by where it stands.
fn reason(at: usize, first: usize, last: usize, evidence: Evidence<'_>, verdicts: &Verdicts) -> Reason {
    let look = &evidence.looks[at];
    match () {
        () if look.credit => Reason::Caption,
        () if at < first && verdicts.headline.is_none_or(|headline| at < headline) => Reason::Navigation,
        () if at < first && look.width > 40.0 => Reason::Caption,
        () if at > last => Reason::MoreStories,
        () if look.width > 30.0 => Reason::Related,
        () => Reason::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_two_forests_and_no_more() {
        let (text, rest) = Forest::read(WEIGHTS, features::OF_TEXT).unwrap();
        let (html, rest) = Forest::read(rest, features::OF_HTML).unwrap();
        assert!(rest.is_empty() && [text, html].iter().all(|forest| forest.trees() > 100));
    }

    #[test]
    fn cuts_where_f1_is_highest() {
        // Long likely blocks make a short doubtful one not worth its risk; alone it is all there is.
        let kept = |chances: &[f32], words: &[u32]| {
            let cut = choose(chances, words);
            chances.iter().map(|chance| *chance >= cut).collect::<Vec<_>>()
        };
        assert_eq!(kept(&[0.9, 0.3, 0.95], &[100, 20, 100]), [true, false, true]);
        assert_eq!(kept(&[0.3, 0.01], &[20, 20]), [true, false]);
        assert_eq!(kept(&[0.6, 0.9], &[50, 50]), [true, true]);
        assert!(kept(&[], &[]).is_empty());
    }
}
