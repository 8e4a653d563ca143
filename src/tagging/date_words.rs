//! The words that dates are made of: months, weekdays, the numbers of days and years.

use super::words::Words;

/// The month that the word at `at` names, and whether it could hardly be another word.
pub fn month(words: &Words, at: usize) -> Option<(u32, bool)> {
    if !words.named(at) {
        return None;
    }
    let word = words.lower(at);
    let short = word.strip_suffix('.').unwrap_or(word);
    let index = MONTHS.iter().position(|month| {
        *month == short
            || (short.len() == 3 && month.starts_with(short))
            || (short == "sept" && *month == "september")
    })?;
    let certain = !matches!(short, "may" | "march" | "mar" | "jan" | "august" | "april" | "june");
    Some((index as u32 + 1, certain))
}

/// Whether `May`, `March`, `August` and such stand where a month does rather than a name or a verb.
pub fn is_month_by_context(words: &Words, at: usize) -> bool {
    let before = words.before(at, 1);
    let name = words.named(at + 1) && !matches!(words.lower(at), "june" | "april" | "august");
    let after_name = at > 0 && words.named(at - 1) && !words.begins(at - 1);
    let told = matches!(
        before,
        "in" | "of"
            | "since"
            | "until"
            | "by"
            | "last"
            | "next"
            | "this"
            | "late"
            | "early"
            | "mid"
            | "from"
            | "to"
            | "through"
            | "between"
            | "and"
            | "before"
            | "after"
            | "for"
            | "during"
            | "till"
            | "-"
            | "on"
            | "every"
            | "each"
            | "past"
            | "earlier"
    );
    let begins = words.begins(at);
    told && !name
        || !matches!(words.lower(at), "may" | "march") && !after_name && !begins && !words.named(at + 1)
}

/// Whether the word at `at` is a weekday or a month.
pub fn names_a_day(words: &Words, at: usize) -> bool {
    weekday(words, at).is_some() || month(words, at).is_some()
}

/// Whether a run of capitals ends before the word at `at`, which says when: a weekday, or a month that is hardly
/// another word or has a day after it. Not in `Black Friday`.
pub fn cuts_a_name(words: &Words, at: usize) -> bool {
    let belongs = matches!(
        words.before(at, 1),
        "ash"
            | "black"
            | "bloody"
            | "cyber"
            | "easter"
            | "fat"
            | "good"
            | "holy"
            | "palm"
            | "red"
            | "sheffield"
            | "super"
    );
    // `Jun` and `Dec` may be given names.
    let long = words.lower(at).len() > 3;
    let day = || day_of(words.lower(at + 1)).is_some();
    let month = || month(words, at).is_some_and(|(_, certain)| certain && long || day());
    !belongs && (weekday(words, at).is_some() || month())
}

/// The weekday that the word at `at` names, 0 for Monday.
pub fn weekday(words: &Words, at: usize) -> Option<u32> {
    let word = words.lower(at);
    let short = word.strip_suffix('.').unwrap_or(word);
    let index = WEEKDAYS.iter().position(|day| {
        *day == short
            || (matches!(short, "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri")
                && day.starts_with(short))
            || (matches!(word, "sat." | "sun.") && day.starts_with(short))
    })?;
    Some(index as u32)
}

/// The day of a month that `14`, `14th` says.
pub fn day_of(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let day = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    (digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(day)
}

/// The year that four digits say.
pub fn year_of(word: &str) -> Option<i32> {
    let plain = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| plain && (1000..2100).contains(year))
}

/// The first year of the ten that `sixties` says.
pub fn decade_of(word: &str) -> Option<i32> {
    let tens = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    // The twenties may be these or those of the century before.
    let index = tens.iter().position(|tens| *tens == word).filter(|index| *index > 0)?;
    Some(1920 + 10 * index as i32)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
