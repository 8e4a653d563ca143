//! What several say of one thing, against what was said before.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::order::distinct;

/// What can stand, in order: nothing, the one thing that all agree on, or several that they don't. Each of `bases` and `sides`
/// says what it has, if it has the thing at all. What some changed wins over what others left; where it was taken out and
/// changed, the changed one stays.
pub fn settle<T: Clone>(
    bases: &[Option<&T>],
    sides: &[Option<&T>],
    order: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    let all = || distinct(sides.iter().copied().flatten(), |a, b| order(a, b));
    let same = |other: &T, base: &T| order(other, base).is_eq();
    let standing = match bases.split_first() {
        Some((Some(base), more)) if more.iter().all(|more| more.is_some_and(|more| same(more, base))) => {
            let changed = sides.iter().any(|side| side.is_none_or(|side| !same(side, base)));
            let changes = || all().into_iter().filter(|side| !same(side, base)).collect();
            if changed { changes() } else { vec![*base] }
        }
        _ => all(),
    };
    standing.into_iter().cloned().collect()
}

/// As [`settle`] takes what every side has.
pub fn each<T>(values: &[T]) -> Vec<Option<&T>> {
    values.iter().map(Some).collect()
}

/// What can stand of each thing of several lists, in the order of the bases and then the sides; `key` tells which things are
/// one. What is `used` stays, though it was taken out.
pub fn lists<K: Clone + Eq + Hash, T: Clone>(
    bases: &[&[T]],
    sides: &[&[T]],
    key: impl Fn(&T) -> K,
    order: impl Fn(&T, &T) -> Ordering,
    used: impl Fn(&K) -> bool,
) -> Vec<Vec<T>> {
    let mut keys = Vec::new();
    let mut seen = HashSet::new();
    let mut by_key = |list: &&[T]| -> HashMap<K, usize> {
        let places = list.iter().enumerate().rev().map(|(at, one)| (key(one), at)).collect();
        keys.extend(list.iter().map(&key).filter(|key| seen.insert(key.clone())));
        places
    };
    let before: Vec<_> = bases.iter().map(|list| (list, by_key(list))).collect();
    let now: Vec<_> = sides.iter().map(|list| (list, by_key(list))).collect();
    let mut all = Vec::new();
    for key in keys {
        fn of<'a, K: Eq + Hash, T>(key: &K, lists: &[(&&'a [T], HashMap<K, usize>)]) -> Vec<Option<&'a T>> {
            lists.iter().map(|(list, places)| places.get(key).and_then(|&at| list.get(at))).collect()
        }
        let (before, now) = (of(&key, &before), of(&key, &now));
        let standing = settle(&before, &now, &order);
        let kept = || before.iter().copied().flatten().take(1).cloned().collect();
        let standing = if standing.is_empty() && used(&key) { kept() } else { standing };
        if !standing.is_empty() {
            all.push(standing);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bases: &str, sides: &str, expected: &str) {
        let read = |text: &str| -> Vec<Option<char>> {
            text.chars().map(|one| (one != '-').then_some(one)).collect()
        };
        let (bases, sides) = (read(bases), read(sides));
        let bases: Vec<_> = bases.iter().map(Option::as_ref).collect();
        let sides: Vec<_> = sides.iter().map(Option::as_ref).collect();
        assert_eq!(settle(&bases, &sides, Ord::cmp).into_iter().collect::<String>(), expected);
    }

    #[test]
    fn what_some_changed_wins_over_what_others_left() {
        check("", "a-", "a");
        check("", "ba", "ab");
        check("a", "aa", "a");
        check("a", "ab", "b");
        check("a", "-a", "");
        check("a", "-b", "b");
        check("a", "cb", "bc");
        check("-", "ab", "ab");
        check("ab", "ab", "ab");
        check("ab", "a-", "a");
        check("aa", "ab", "b");
    }
}
