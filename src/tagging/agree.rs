//! The article made to agree with itself: a name that the model found several times is found wherever it stands.

use std::collections::BTreeMap;

use super::found::{Found, Kind, Rule};
use super::lexicon::Entry;
use super::memory::{Memory, Names, Taught, find};
use super::words::Words;

/// What the model's reading of a whole article comes to.
#[derive(Clone, Debug, Default)]
pub struct Agreement(BTreeMap<Box<str>, Option<Agreed>>);

/// What a name is taken for wherever it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Agreed {
    kind: Kind,
    rule: Rule,
    entry: Option<Entry>,
}

impl Agreement {
    /// Of `decided`, the names that the model found, and `memory`, how their words stand in the article.
    pub fn of(decided: &Names, memory: &Memory) -> Agreement {
        let names = decided.0.iter();
        Agreement(names.map(|(name, taught)| (name.clone(), agreed(name, taught, memory))).collect())
    }

    /// Marks the words whose pieces may be read differently than by `before`, by their numbers in `memory`.
    pub fn mark_changed(&self, before: &Agreement, memory: &Memory, changed: &mut [bool]) {
        memory.mark_changed(&self.0, &before.0, |one, other| one == other, changed);
    }

    /// Adds to `found` the names that the article agrees on, where nothing was found.
    pub fn apply(&self, words: &Words, found: &mut Vec<Found>) {
        let mut covered = vec![false; words.len()];
        for one in found.iter() {
            if let Some(places) = covered.get_mut(one.from..one.to) {
                places.fill(true);
            }
        }
        let free = |from: usize, to: usize| {
            covered.get(from..to).is_some_and(|places| places.iter().all(|taken| !taken))
        };
        let mut added = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let hit = if words.named(at) && free(at, at + 1) { find(&self.0, words, at) } else { None };
            match hit {
                Some((to, Some(one))) if free(at, to) && !words.is_cut_from_run(at, to) => {
                    added.push(Found { entry: one.entry, ..Found::new(at, to, one.kind, one.rule) });
                    at = to;
                }
                _ => at += 1,
            }
        }
        found.extend(added);
        found.sort_by_key(|one| one.from);
    }
}

fn agreed(name: &str, taught: &Taught, memory: &Memory) -> Option<Agreed> {
    let all = Kind::ALL.into_iter().zip(taught.votes);
    let (kind, votes) = all.max_by_key(|&(kind, votes)| (votes, std::cmp::Reverse(kind)))?;
    let (capital, small) = if name.contains(' ') {
        (0, 0)
    } else {
        let seen = memory.counted(name);
        (seen.capital, seen.small)
    };
    let usual = votes * 2 > u32::from(capital) && small == 0;
    let sure = votes * 4 > taught.votes.iter().sum::<u32>() * 3;
    let rule = if taught.rule == Rule::Bracket { Rule::Bracket } else { Rule::ShortForm };
    (usual && sure && kind != Kind::Date).then_some(Agreed { kind, rule, entry: taught.entry })
}
