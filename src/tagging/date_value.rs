//! What a date says, and which day, month or year that is, seen from the article's day.

use super::calendar::Day;
use super::date_words::month;
use super::holidays;
use super::tense::{When, when};
use super::words::Words;

/// What the words of a date say.
#[derive(Clone, Copy, Debug)]
pub enum Said {
    /// A day in full.
    Day(Day),
    /// A month of a year.
    Month(i32, u32),
    /// A year.
    Year(i32),
    /// Ten years from that one on.
    Decade(i32),
    /// A month and a day of it, and the weekday that stands with them.
    DayOfMonth(u32, u32, Option<u32>),
    /// A month.
    MonthAlone(u32),
    /// A weekday, 0 for Monday.
    Weekday(u32),
    /// A holiday, and its year where that stands with it.
    Holiday(holidays::Rule, Option<i32>),
    /// So many days from the article's day.
    Shift(i64),
    /// Nothing that a value could be given to.
    Nothing,
}

impl Said {
    /// The same, of a day that is that weekday.
    pub fn on(self, weekday: u32) -> Said {
        match self {
            Said::DayOfMonth(month, day, _) => Said::DayOfMonth(month, day, Some(weekday)),
            said => said,
        }
    }

    /// The ISO 8601 date of what the words `from..to` say: `2019-06-25`, `2019-06`, `2019`; `199X` is a decade, as part 2
    /// of the standard (EDTF) writes a digit that is not said. Which year, and which week, [`when`] tells; where nothing
    /// does, a weekday is the last one, and a month or day of a month at most four months ahead.
    pub fn value(self, words: &Words, from: usize, to: usize, today: Option<Day>) -> Option<String> {
        let day = match self {
            Said::Day(day) => Some(day),
            Said::Month(year, month) => return Some(format!("{year:04}-{month:02}")),
            Said::Year(year) => return Some(format!("{year:04}")),
            Said::Decade(year) => return Some(format!("{:03}X", year / 10)),
            Said::DayOfMonth(month, day, weekday) => {
                let (of, today) = (|year| Day::new(year, month, day), today?);
                let fits = |year: &i32| of(*year).is_some_and(|day| Some(day.weekday()) == weekday);
                // No two years in a row have the same weekday there.
                let year = [0, -1, 1].map(|shift| today.year() + shift).into_iter().find(fits);
                year.and_then(of).or_else(|| in_year(words, from, to, today, of))
            }
            Said::MonthAlone(month) => {
                return in_year(words, from, to, today?.first(), |year| Day::new(year, month, 1))
                    .map(|day| format!("{:04}-{month:02}", day.year()));
            }
            Said::Weekday(weekday) => on_weekday(words, from, to, weekday, today?),
            Said::Holiday(rule, Some(year)) => rule.day(year),
            Said::Holiday(rule, None) => in_year(words, from, to, today?, |year| rule.day(year)),
            Said::Shift(days) => today?.plus(days),
            Said::Nothing => None,
        };
        day.map(|day| day.to_string())
    }
}

/// Which of the days that come once a year is meant; some do not come in every year.
fn in_year(
    words: &Words,
    from: usize,
    to: usize,
    today: Day,
    of: impl Fn(i32) -> Option<Day>,
) -> Option<Day> {
    let year = today.year();
    let of_year = to + usize::from(words.lower(to) == "of");
    if words.lower(of_year + 1) == "year"
        && let Some(shift) = beside(words.lower(of_year))
    {
        return of(year + shift);
    }
    let back = |latest: Day| (0..=8).filter_map(|back| of(year - back)).find(|day| *day <= latest);
    let ahead = |first: Day| (0..=8).filter_map(|ahead| of(year + ahead)).find(|day| *day >= first);
    match when(words, from, to) {
        When::Before => back(today.plus(-1)?),
        When::Past => back(today),
        When::Future => ahead(today),
        When::After => ahead(today.plus(1)?),
        When::Unsaid | When::Present => {
            let near = of(year).and_then(|day| of(year + shift_to(today, day.month())));
            near.or_else(|| back(today))
        }
    }
}

/// How many years on the month is that lies at most four months ahead, and less than eight back.
fn shift_to(today: Day, month: u32) -> i32 {
    match month as i32 - today.month() as i32 {
        5.. => -1,
        ..=-8 => 1,
        _ => 0,
    }
}

/// The weekday's day: by the week that is named, the month, or what the clause says.
fn on_weekday(words: &Words, from: usize, to: usize, weekday: u32, today: Day) -> Option<Day> {
    let before = words.before(from, 1);
    // Of every week, or of one that is not told.
    if matches!(before, "every" | "each") || before == "a" && words.before(from, 2) == "on" {
        return None;
    }
    let count = ["first", "second", "third", "fourth", "fifth"].iter().position(|count| *count == before);
    if matches!(words.lower(to), "in" | "of")
        && let Some((month, _)) = month(words, to + 1)
        && (count.is_some() || before == "last")
    {
        return in_year(words, to + 1, to + 2, today, |year| match count {
            Some(count) => Day::of_month(count as u32 + 1, weekday, month, year),
            None => Day::last_of_month(weekday, month, year),
        });
    }
    if let Some(weeks) = week(words, from, to) {
        return today.plus(i64::from(weekday) - i64::from(today.weekday()) + 7 * weeks);
    }
    let back = (i64::from(today.weekday()) - i64::from(weekday)).rem_euclid(7);
    if let Some(weeks) = number(words.before(from, 3)).filter(|_| words.before(from, 2).starts_with("week")) {
        match before {
            "ago" => return today.plus(-back - 7 * weeks),
            "from" => return today.plus((7 - back) % 7 + 7 * weeks),
            _ => {}
        }
    }
    today.plus(match when(words, from, to) {
        When::Before if back == 0 => -7,
        When::Before | When::Past | When::Unsaid => -back,
        When::Present | When::Future => (7 - back) % 7,
        When::After => 7 - back,
    })
}

/// How many weeks on the week is that is named beside a weekday: `Monday next week`, `last week on Friday`.
fn week(words: &Words, from: usize, to: usize) -> Option<i64> {
    let hour = usize::from(matches!(words.lower(to), "morning" | "afternoon" | "evening" | "night"));
    let after = to + hour + usize::from(words.lower(to + hour) == "of");
    if words.lower(after + 1) == "week" {
        return beside(words.lower(after)).map(i64::from);
    }
    let mut first = from;
    while first > 0 && !words.begins(first) && matches!(words.lower(first - 1), "on" | ",") {
        first -= 1;
    }
    let week = !words.begins(first) && words.before(first, 1) == "week";
    week.then(|| beside(words.before(first, 2))).flatten().map(i64::from)
}

fn beside(word: &str) -> Option<i32> {
    match word {
        "last" => Some(-1),
        "this" => Some(0),
        "next" => Some(1),
        _ => None,
    }
}

fn number(word: &str) -> Option<i64> {
    match word {
        "a" | "one" => Some(1),
        "two" => Some(2),
        "three" => Some(3),
        _ => None,
    }
}
