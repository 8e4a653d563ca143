//! Dates that begin with a figure: written with marks (`26/06/2019`), decades, years.

use super::calendar::Day;
use super::date_value::Said;
use super::date_words::year_of;
use super::words::{Case, Words};

/// A date of figures and marks alone (`2019-06-26`, `26/06/2019`, `9/11`), at the figure at `at`: the first word after it,
/// and what it says.
pub fn with_marks(words: &Words, at: usize) -> Option<(usize, Said)> {
    let glued = |from: usize, to: usize| (from..to).all(|at| words.glued(at));
    let number = |at: usize| words.lower(at).parse::<u32>().ok();
    match words.lower(at + 1) {
        "-" if words.lower(at + 3) == "-" && glued(at + 1, at + 5) => {
            let (first, second, third) = (number(at)?, number(at + 2)?, number(at + 4)?);
            let day = match words.lower(at).len() {
                4 => Day::new(first as i32, second, third),
                _ => year_of(words.lower(at + 4)).and_then(|year| without_doubt(year, first, second)),
            };
            Some((at + 5, Said::Day(day?)))
        }
        "/" if words.case(at + 2) == Case::Number && glued(at + 1, at + 3) => {
            if words.lower(at + 3) == "/" && glued(at + 3, at + 5) {
                // The month first, as American news writes it, unless that cannot be; or the year, as lists do.
                let day = match (number(at)?, number(at + 2)?, number(at + 4)?) {
                    (year @ 1000.., month, day) => Day::new(year as i32, month, day),
                    (one, other, year @ 1000..) => {
                        Day::new(year as i32, one, other).or_else(|| Day::new(year as i32, other, one))
                    }
                    // 12/15/15; 15/12/11 may be a day of 2011 or of 2015.
                    (month, day @ 13.., year) if words.lower(at + 4).len() == 2 => {
                        Day::new(2000 + year as i32, month, day)
                    }
                    _ => None,
                };
                return Some((at + 5, day.map_or(Said::Nothing, Said::Day)));
            }
            let attack = words.lower(at) == "9" && words.lower(at + 2) == "11";
            attack.then(|| Some((at + 3, Said::Day(Day::new(2001, 9, 11)?))))?
        }
        _ => dotted(words, at),
    }
}

/// `13.02.2019`, `2019.02.13`: one word, as a number with dots is. Neither `1.2.2019` of a program nor part of an address
/// on a network; `05.06.2019` is a day, but nobody knows which.
fn dotted(words: &Words, at: usize) -> Option<(usize, Said)> {
    let word = words.lower(at);
    if !(8..=10).contains(&word.len()) || !word.contains('.') {
        return None;
    }
    let mut parts = word.split('.');
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| part.len() <= 2 && part.parse().is_ok_and(|number| (1..=31).contains(&number));
    let beside = |at: usize| matches!(words.lower(at), "/" | ":" | "@" | "_" | "%") && words.glued(at);
    let version = matches!(
        words.before(at, 1),
        "version"
            | "versions"
            | "v"
            | "v."
            | "release"
            | "build"
            | "update"
            | "section"
            | "chapter"
            | "$"
            | "€"
            | "£"
    );
    let other = version || at > 0 && words.glued(at) && beside(at - 1) || beside(at + 1);
    if parts.next().is_some() || other || !short(second) {
        return None;
    }
    let number = |part: &str| part.parse().ok();
    if let Some(year) = year_of(first) {
        let day =
            (second.len() == 2 && third.len() == 2).then(|| Day::new(year, number(second)?, number(third)?));
        return Some((at + 1, Said::Day(day??)));
    }
    let year = year_of(third).filter(|year| short(first) && (1900..2100).contains(year))?;
    let (one, other) = (number(first)?, number(second)?);
    if one <= 12 && other <= 12 && one != other {
        // Programs number their versions so, days are written with two figures where one may be doubted.
        return (first.len() == 2 && second.len() == 2).then_some((at + 1, Said::Nothing));
    }
    Some((at + 1, Said::Day(without_doubt(year, one, other)?)))
}

/// The day that two figures say of which only one can be the month.
fn without_doubt(year: i32, one: u32, other: u32) -> Option<Day> {
    match Day::new(year, other, one) {
        Some(day) if one > 12 || one == other => Some(day),
        Some(_) => None,
        None => Day::new(year, one, other),
    }
}

/// A decade or a year, at the figure at `at`.
pub fn decade_or_year(words: &Words, at: usize) -> Option<(usize, Said)> {
    let word = words.lower(at);
    let decade = word.strip_suffix("'s").or_else(|| word.strip_suffix('s')).unwrap_or(word);
    let before = words.before(at, 1);
    if decade.len() < word.len() {
        if decade.len() == 4 && decade.ends_with('0') {
            return Some((at + 1, of_decade(year_of(decade)?)));
        }
        let told = matches!(before, "the" | "late" | "early" | "mid")
            || before == "-" && words.before(at, 2) == "mid";
        let years: i32 = decade.parse().ok().filter(|_| decade.len() == 2 && decade.ends_with('0'))?;
        return told.then_some((at + 1, short_decade(years)));
    }
    let year = year_of(word)?;
    let amount = counts(before) || is_counted(words, at + 1);
    let told = matches!(
        before,
        "in" | "since"
            | "of"
            | "from"
            | "by"
            | "between"
            | "until"
            | "till"
            | "before"
            | "after"
            | "during"
            | "late"
            | "early"
            | "mid"
            | "the"
            | "("
            | "circa"
            | "around"
            | "year"
            | "summer"
            | "winter"
            | "spring"
            | "fall"
            | "autumn"
    );
    let recent = (1900..2050).contains(&year);
    (!amount && (recent || told && (1400..2100).contains(&year)) && before != "/")
        .then_some((at + 1, Said::Year(year)))
}

/// `’98`, `'00s`.
pub fn short_year(words: &Words, at: usize) -> Option<(usize, Said)> {
    let next = words.words.get(at + 1)?;
    let word = words.lower(at + 1);
    let digits = word.strip_suffix('s').unwrap_or(word);
    let year: i32 = digits.parse().ok()?;
    let before = words.words.get(at)?;
    if next.spaced || digits.len() != 2 || !before.spaced && at > 0 {
        return None;
    }
    let decade = digits.len() < word.len();
    let full = if year < 50 { 2000 + year } else { 1900 + year };
    match decade {
        true => (year % 10 == 0).then(|| (at + 2, short_decade(year))),
        false => Some((at + 2, Said::Year(full))),
    }
}

/// The 1800s may be a century.
fn of_decade(year: i32) -> Said {
    if year % 100 == 0 && year < 2000 { Said::Nothing } else { Said::Decade(year) }
}

/// The '80s; the '20s may be these or those of the century before.
fn short_decade(year: i32) -> Said {
    match year {
        0 | 10 => Said::Decade(2000 + year),
        20 => Said::Nothing,
        _ => Said::Decade(1900 + year),
    }
}

/// Whether a number after the word counts something.
fn counts(word: &str) -> bool {
    matches!(
        word,
        "$" | "€"
            | "£"
            | "#"
            | "."
            | "no."
            | "about"
            | "nearly"
            | "than"
            | "least"
            | "resolution"
            | "some"
            | "chapter"
            | "section"
    )
}

/// Whether what stands at `at` says of what the number before it is a count, or that the number goes on.
pub fn is_counted(words: &Words, at: usize) -> bool {
    let after = words.lower(at);
    let goes_on = || {
        let spaced = words.words.get(at).is_some_and(|word| word.spaced);
        matches!(after, "." | "," | ":" | "/")
            && !spaced
            && words.case(at + 1) == Case::Number
            && words.glued(at + 1)
            && year_of(words.lower(at + 1)).is_none()
    };
    matches!(
        after,
        "%" | "percent"
            | "people"
            | "dollars"
            | "miles"
            | "feet"
            | "meters"
            | "troops"
            | "euros"
            | "tons"
            | "years"
            | "men"
            | "cases"
            | "times"
            | "hours"
            | "gmt"
            | "utc"
            | "est"
            | "edt"
            | "hrs"
    ) || goes_on()
}
