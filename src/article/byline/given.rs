//! Given names, which tell a person's name from other words with capitals.

use std::cmp::Ordering;

/// In lower case, one a line, in the order of their bytes; made by `training/build_lists.rs`.
const GIVEN: &str = include_str!("../../../data/given.txt");

/// The longest of them, in bytes.
const LONGEST: usize = 24;

/// Whether a name begins with a known given name, or with one of two that are joined: `Anna-Lena`.
pub(in super::super) fn begins_given(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default();
    first.len() <= LONGEST && first.split(['-', '‑']).next().is_some_and(is_given)
}

/// Whether `word` is a given name, in whatever case.
fn is_given(word: &str) -> bool {
    let lower = word.to_lowercase();
    let (mut from, mut to) = (0, GIVEN.len());
    while from < to {
        let middle = GIVEN.floor_char_boundary((from + to) / 2);
        let start = GIVEN[..middle].rfind('\n').map_or(0, |end| end + 1).max(from);
        let end = GIVEN[start..].find('\n').map_or(GIVEN.len(), |length| start + length);
        match GIVEN[start..end].cmp(lower.as_str()) {
            Ordering::Equal => return !lower.is_empty(),
            Ordering::Less => from = end + 1,
            Ordering::Greater => to = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_and_no_other() {
        let names: Vec<&str> = GIVEN.lines().collect();
        assert!(names.is_sorted() && names.iter().all(|name| is_given(name)));
        assert!(names.iter().all(|name| name.len() <= LONGEST));
        for (name, expected) in [
            ("Ana Roe", true),
            ("JÜRGEN GROSS", true),
            ("Anna-Lena von der Heide", true),
            ("Иван Петров", true),
            ("Social Links", false),
            ("漢 字", false),
            ("👩‍🚀", false),
            ("", false),
            ("zzz", false),
            ("-", false),
        ] {
            assert_eq!(begins_given(name), expected, "{name}");
        }
    }
}
