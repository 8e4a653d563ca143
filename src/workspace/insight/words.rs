//! Numbers and days as sentences have them.

use crate::tagging::calendar::Day;

const SMALL: [&str; 11] =
    ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A number in figures, its thousands apart: `1,180`.
pub fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number in words up to ten, then in figures.
pub(super) fn spelled(number: u32) -> String {
    match usize::try_from(number).ok().and_then(|at| SMALL.get(at)) {
        Some(word) => (*word).to_owned(),
        None => grouped(number),
    }
}

/// A day as a person writes it, its year only where that is not `near`'s: `Nov 5`, `Nov 5, 2023`.
pub fn date(day: Day, near: Day) -> String {
    let month = usize::try_from(day.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    let month = month.copied().unwrap_or_default();
    match day.year() == near.year() {
        true => format!("{month} {}", day.of_its_month()),
        false => format!("{month} {}, {}", day.of_its_month(), day.year()),
    }
}

/// How many of a hundred `part` of `whole` is; all of it alone is 100, and none of it alone is 0.
pub fn percent(part: u32, whole: u32) -> u32 {
    if whole == 0 || part == 0 {
        return 0;
    }
    if part >= whole {
        return 100;
    }
    let (part, whole) = (u64::from(part), u64::from(whole));
    let rounded = (200 * part + whole) / (2 * whole);
    u32::try_from(rounded.clamp(1, 99)).unwrap_or(99)
}

/// A sentence from its words: it begins with a capital and ends with a full stop.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(letters).chain(['.']).collect()
}
