//! DATE: calendar expressions and the ISO date each stands for.

use super::calendar::Day;
use super::date_numbers::{decade_or_year, is_counted, short_year, with_marks};
use super::date_value::Said;
use super::date_words::{day_of, decade_of, is_month_by_context, month, weekday, year_of};
use super::found::{Found, Kind, Rule};
use super::holidays::holiday;
use super::words::{Case, Words};

/// The dates in `words`; `today` is the article's day.
pub fn dates(words: &Words, today: Option<Day>, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < words.len() {
        match date_at(words, at) {
            Some((to, said)) => {
                found.push(date(words, (at, to), said, today));
                at = to;
            }
            None => at += 1,
        }
    }
}

/// What the words `from..to` stand for, taken as a date: the one date among them, or a month or year that alone says
/// too little for [`dates`]. Nothing where further numbers or a second date stand beside it.
pub fn value_of(words: &Words, from: usize, to: usize, today: Option<Day>) -> Option<String> {
    let mut value = None;
    let mut at = from;
    while at < to {
        match within(words, at, to) {
            Some((end, said)) if value.is_none() => {
                (value, at) = (Some(said.value(words, at, end, today)), end);
            }
            Some(_) => return None,
            None if words.case(at) == Case::Number => return None,
            None => at += 1,
        }
    }
    value.flatten()
}

/// Cuts the lists of dates that were taken for one: `Monday, Tuesday and Wednesday`. `June 8 and 9` is none: 9 alone is no
/// date.
pub fn cut_lists(words: &Words, decided: &mut Vec<Found>, today: Option<Day>) {
    let mut index = 0;
    while let Some(one) = decided.get(index) {
        let list = one.kind == Kind::Date && one.to >= one.from + 3;
        let dates = list.then(|| listed(words, one, today)).flatten().unwrap_or_default();
        let count = dates.len().max(1);
        if count > 1 {
            decided.splice(index..index + 1, dates);
        }
        index += count;
    }
}

/// The dates of a list that was taken for one date; nothing if other words are among them.
fn listed(words: &Words, one: &Found, today: Option<Day>) -> Option<Vec<Found>> {
    let mut dates: Vec<Found> = Vec::new();
    let mut at = one.from;
    while at < one.to {
        let joined = dates.last().is_none_or(|last| last.to < at);
        match within(words, at, one.to) {
            Some((end, said)) if joined => {
                dates.push(Found { lead: one.lead, ..date(words, (at, end), said, today) });
                at = end;
            }
            None if joins(words.lower(at)) => at += 1,
            _ => return None,
        }
    }
    Some(dates)
}

/// Whether the word stands between the dates of a list, or the ends of a time.
fn joins(word: &str) -> bool {
    matches!(word, "," | ";" | "and" | "or" | "&" | "to" | "through" | "until" | "on" | "in" | "then")
}

fn date(words: &Words, (from, to): (usize, usize), said: Said, today: Option<Day>) -> Found {
    let value = said.value(words, from, to, today).map(Into::into);
    Found { value, ..Found::new(from, to, Kind::Date, Rule::Calendar) }
}

/// The date at `at`, among words up to `to` that are known to be dates.
fn within(words: &Words, at: usize, to: usize) -> Option<(usize, Said)> {
    date_at(words, at).filter(|&(end, _)| end <= to).or_else(|| bare(words, at))
}

/// A month's name, a year or a decade's number, whatever stands around it.
fn bare(words: &Words, at: usize) -> Option<(usize, Said)> {
    let said = match year_of(words.lower(at)) {
        Some(year) => Said::Year(year),
        None => match decade_of(words.lower(at)) {
            Some(year) => Said::Decade(year),
            None => Said::MonthAlone(month(words, at)?.0),
        },
    };
    Some((at + 1, said))
}

fn date_at(words: &Words, at: usize) -> Option<(usize, Said)> {
    match words.case(at) {
        Case::Mark if matches!(words.lower(at), "'" | "’" | "‘") => short_year(words, at),
        Case::Number => by_number(words, at),
        Case::Lower | Case::Capital | Case::Upper => by_word(words, at),
        _ => None,
    }
}

fn by_word(words: &Words, at: usize) -> Option<(usize, Said)> {
    let shift = match words.lower(at) {
        "today" => Some(0),
        "yesterday" => Some(-1),
        "tomorrow" => Some(1),
        _ => None,
    };
    if let Some(shift) = shift {
        // USA Today is a newspaper.
        let paper = words.before(at, 1) == "usa";
        return (!paper).then_some((at + 1, Said::Shift(shift)));
    }
    if !words.named(at) {
        return None;
    }
    if let Some((to, rule)) = holiday(words, at) {
        let comma = usize::from(words.lower(to) == ",");
        let year = year_of(words.lower(to + comma)).filter(|_| !is_counted(words, to + comma + 1));
        return Some((year.map_or(to, |_| to + comma + 1), Said::Holiday(rule, year)));
    }
    if let Some(weekday) = weekday(words, at) {
        let next = at + 1 + usize::from(words.lower(at + 1) == ",");
        let day = month_first(words, next).or_else(|| day_first(words, next));
        return Some(match day.or_else(|| with_marks(words, next)) {
            // "On Friday, May said" is no date of May.
            Some((to, said)) if to > next + 1 || words.case(next) == Case::Number => (to, said.on(weekday)),
            _ => (at + 1, Said::Weekday(weekday)),
        });
    }
    month_first(words, at)
}

fn by_number(words: &Words, at: usize) -> Option<(usize, Said)> {
    let with_marks = with_marks(words, at);
    if with_marks.is_some() || words.lower(at + 1) == "/" && words.case(at + 2) == Case::Number {
        return with_marks;
    }
    day_first(words, at).or_else(|| decade_or_year(words, at))
}

/// `June 14, 2019`, `June 14`, `June 2019`, `June of 2019`, `June`.
fn month_first(words: &Words, at: usize) -> Option<(usize, Said)> {
    let (month, certain) = month(words, at)?;
    let mut to = at + 1;
    if let Some(day) = day_of(words.lower(to)) {
        to += 1;
        let comma = usize::from(words.lower(to) == ",");
        // On June 14, 2000 people came.
        let year = year_of(words.lower(to + comma)).filter(|_| !is_counted(words, to + comma + 1));
        return Some(match year {
            Some(year) => (to + comma + 1, Day::new(year, month, day).map_or(Said::Nothing, Said::Day)),
            None => (to, Said::DayOfMonth(month, day, None)),
        });
    }
    let skip = usize::from(matches!(words.lower(to), "," | "of"));
    if let Some(year) = year_of(words.lower(to + skip)).filter(|_| !is_counted(words, to + skip + 1)) {
        return Some((to + skip + 1, Said::Month(year, month)));
    }
    (certain || is_month_by_context(words, at)).then_some((to, Said::MonthAlone(month)))
}

/// `14 June 2019`, `14th of June`, `14 June`.
fn day_first(words: &Words, at: usize) -> Option<(usize, Said)> {
    let day = day_of(words.lower(at))?;
    let of = usize::from(words.lower(at + 1) == "of");
    let (month, _) = month(words, at + 1 + of)?;
    let to = at + 2 + of;
    let comma = usize::from(words.lower(to) == ",");
    if let Some(year) = year_of(words.lower(to + comma)).filter(|_| !is_counted(words, to + comma + 1)) {
        return Some((to + comma + 1, Day::new(year, month, day).map_or(Said::Nothing, Said::Day)));
    }
    // Of `Top 10 March Madness moments` it is none.
    let name = matches!(words.lower(to - 1), "march" | "may") && words.named(to) && !words.begins(to);
    (!name).then_some((to, Said::DayOfMonth(month, day, None)))
}
