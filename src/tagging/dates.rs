//! DATE: calendar expressions and the ISO date each stands for.

use super::calendar::Day;
use super::date_words::{HOLIDAYS, day_of, is_month_by_context, month, weekday, year_of};
use super::found::{Found, Kind, Rule};
use super::words::{Case, Words};

/// The dates in `words`; `today` is the article's day.
pub fn dates(words: &Words, today: Option<Day>, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < words.len() {
        match date_at(words, at, today) {
            Some((to, value)) => {
                found.push(Found {
                    value: value.map(Into::into),
                    ..Found::new(at, to, Kind::Date, Rule::Calendar)
                });
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
        let read = date_at(words, at, today).filter(|&(end, _)| end <= to).or_else(|| bare(words, at, today));
        match read {
            Some((end, found)) if value.is_none() => (value, at) = (Some(found), end),
            Some(_) => return None,
            None if words.case(at) == Case::Number => return None,
            None => at += 1,
        }
    }
    value.flatten()
}

/// A month's name or a year, whatever stands around it.
fn bare(words: &Words, at: usize, today: Option<Day>) -> Option<(usize, Option<String>)> {
    if let Some(year) = year_of(words.lower(at)) {
        return Some((at + 1, Some(year.to_string())));
    }
    let (month, _) = month(words, at)?;
    Some((at + 1, today.map(|today| month_near(today, month))))
}

fn date_at(words: &Words, at: usize, today: Option<Day>) -> Option<(usize, Option<String>)> {
    match words.case(at) {
        Case::Mark if matches!(words.lower(at), "'" | "’" | "‘") => short_year(words, at),
        Case::Number => by_number(words, at, today),
        Case::Lower | Case::Capital | Case::Upper => by_word(words, at, today),
        _ => None,
    }
}

fn by_word(words: &Words, at: usize, today: Option<Day>) -> Option<(usize, Option<String>)> {
    let word = words.lower(at);
    let shift = match word {
        "today" => Some(0),
        "yesterday" => Some(-1),
        "tomorrow" => Some(1),
        _ => None,
    };
    if let Some(shift) = shift {
        // USA Today is a newspaper.
        let paper = words.before(at, 1) == "usa";
        return (!paper).then(|| (at + 1, today.map(|today| today.plus(shift).to_string())));
    }
    if !words.named(at) {
        return None;
    }
    for (holiday, day) in HOLIDAYS {
        if holiday.iter().enumerate().all(|(index, word)| words.lower(at + index) == *word) {
            let value = day.and_then(|(month, day)| nearest(today?, month, day)).map(|day| day.to_string());
            return Some((at + holiday.len(), value));
        }
    }
    if let Some(weekday) = weekday(words, at) {
        let mut next = at + 1;
        if words.lower(next) == "," {
            next += 1;
        }
        if let Some((to, value)) = month_first(words, next, today).or_else(|| day_first(words, next, today)) {
            // "On Friday, May said" is no date of May.
            if to > next + 1 {
                return Some((to, value));
            }
        }
        return Some((at + 1, today.map(|today| resolve_weekday(words, at, weekday, today).to_string())));
    }
    month_first(words, at, today)
}

fn by_number(words: &Words, at: usize, today: Option<Day>) -> Option<(usize, Option<String>)> {
    // 2019-06-26, 26/06/2019, 9/11.
    let glued = |at: usize| words.glued(at);
    if words.lower(at + 1) == "-" && words.lower(at + 3) == "-" && (at + 1..at + 5).all(glued) {
        let number = |at: usize| words.lower(at).parse().ok();
        let day = Day::new(number(at)? as i32, number(at + 2)?, number(at + 4)?)?;
        return Some((at + 5, Some(day.to_string())));
    }
    if words.lower(at + 1) == "/" && words.case(at + 2) == Case::Number && (at + 1..at + 3).all(glued) {
        if words.lower(at + 3) == "/" && (at + 3..at + 5).all(glued) {
            let number = |at: usize| words.lower(at).parse::<u32>().ok();
            let parts = (number(at)?, number(at + 2)?, number(at + 4)?);
            // The month first, as American news writes it, unless that cannot be; or the year, as lists do.
            let day = match parts {
                (year @ 1000.., month, day) => Day::new(year as i32, month, day),
                (one, other, year @ 1000..) => {
                    Day::new(year as i32, one, other).or_else(|| Day::new(year as i32, other, one))
                }
                _ => None,
            };
            return Some((at + 5, day.map(|day| day.to_string())));
        }
        return (words.lower(at) == "9" && words.lower(at + 2) == "11")
            .then(|| (at + 3, Some("2001-09-11".to_owned())));
    }
    if let Some(date) = day_first(words, at, today) {
        return Some(date);
    }
    let word = words.lower(at);
    let decade = word.strip_suffix("'s").or_else(|| word.strip_suffix('s')).unwrap_or(word);
    if decade.len() < word.len() && decade.len() == 4 && year_of(decade).is_some() {
        return Some((at + 1, None));
    }
    if decade.len() < word.len() && decade.len() == 2 && decade.ends_with('0') && words.before(at, 1) != "his"
    {
        return matches!(words.before(at, 1), "the" | "late" | "early" | "mid").then_some((at + 1, None));
    }
    let year = year_of(word)?;
    let before = words.before(at, 1);
    let after = words.lower(at + 1);
    let spaced_after = words.words.get(at + 1).is_some_and(|word| word.spaced);
    let amount = matches!(
        before,
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
    ) || matches!(
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
    ) || (matches!(after, "." | "," | ":" | "-" | "/")
        && !spaced_after
        && words.case(at + 2) == Case::Number
        && words.glued(at + 2)
        && year_of(words.lower(at + 2)).is_none()
        && after != "-");
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
    (!amount && (recent || told && (1400..2100).contains(&year)) && !matches!(before, "/"))
        .then(|| (at + 1, Some(year.to_string())))
}

/// `’98`, `'00s`.
fn short_year(words: &Words, at: usize) -> Option<(usize, Option<String>)> {
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
    (!decade || year % 10 == 0).then(|| (at + 2, (!decade).then(|| full.to_string())))
}

/// `June 14, 2019`, `June 14`, `June 2019`, `June of 2019`, `June`.
fn month_first(words: &Words, at: usize, today: Option<Day>) -> Option<(usize, Option<String>)> {
    let (month, certain) = month(words, at)?;
    let mut to = at + 1;
    if let Some(day) = day_of(words.lower(to)) {
        to += 1;
        let comma = usize::from(words.lower(to) == ",");
        if let Some(year) = year_of(words.lower(to + comma)) {
            return Some((to + comma + 1, Day::new(year, month, day).map(|day| day.to_string())));
        }
        return Some((to, today.and_then(|today| nearest(today, month, day)).map(|day| day.to_string())));
    }
    let skip = usize::from(matches!(words.lower(to), "," | "of"));
    if let Some(year) = year_of(words.lower(to + skip)) {
        return Some((to + skip + 1, Some(format!("{year:04}-{month:02}"))));
    }
    if !certain && !is_month_by_context(words, at) {
        return None;
    }
    Some((to, today.map(|today| month_near(today, month))))
}

/// `14 June 2019`, `14th of June`, `14 June`.
fn day_first(words: &Words, at: usize, today: Option<Day>) -> Option<(usize, Option<String>)> {
    let day = day_of(words.lower(at))?;
    let of = usize::from(words.lower(at + 1) == "of");
    let (month, certain) = month(words, at + 1 + of)?;
    let to = at + 2 + of;
    let comma = usize::from(words.lower(to) == ",");
    if let Some(year) = year_of(words.lower(to + comma)) {
        return Some((to + comma + 1, Day::new(year, month, day).map(|day| day.to_string())));
    }
    certain.then(|| (to, today.and_then(|today| nearest(today, month, day)).map(|day| day.to_string())))
}

/// The weekday's day: the last one up to `today`, the next one where the words say so.
fn resolve_weekday(words: &Words, at: usize, weekday: u32, today: Day) -> Day {
    let back = (i64::from(today.weekday()) - i64::from(weekday)).rem_euclid(7);
    match words.before(at, 1) {
        "next" | "coming" => today.plus(7 - back),
        "last" if back == 0 => today.plus(-7),
        _ => today.plus(-back),
    }
}

/// The year that puts `month` nearest to `today`: up to four months ahead, else back.
fn nearest_year(today: Day, month: u32) -> i32 {
    let ahead = month as i32 - today.month() as i32;
    match ahead {
        5.. => today.year() - 1,
        ..=-8 => today.year() + 1,
        _ => today.year(),
    }
}

/// The month nearest to `today`, `YYYY-MM`.
fn month_near(today: Day, month: u32) -> String {
    format!("{:04}-{month:02}", nearest_year(today, month))
}

fn nearest(today: Day, month: u32, day: u32) -> Option<Day> {
    Day::new(nearest_year(today, month), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagging::Data;
    use crate::text::Span;
    use proptest::prelude::*;

    /// Each date as its words and, after `=`, its value in an article of Wednesday, 26 June 2019.
    fn check(text: &str, expected: &[&str]) {
        let words = Words::read(Data::embedded(), text, Span::of(0..text.len().max(1)).unwrap());
        let mut found = Vec::new();
        dates(&words, Day::parse("2019-06-26"), &mut found);
        let shown: Vec<_> = found
            .iter()
            .map(|found| {
                let words = words.span(found.from, found.to).unwrap().slice(text).unwrap();
                format!("{words}={}", found.value.as_deref().unwrap_or("?"))
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn days() {
        check("It began on June 14, 2019.", &["June 14, 2019=2019-06-14"]);
        check("He left on Nov. 19 at noon", &["Nov. 19=2018-11-19"]);
        check("Updated Wed June 26, 2019", &["Wed June 26, 2019=2019-06-26"]);
        check(
            "le 5 August 2001, 5th of May 1990",
            &["5 August 2001=2001-08-05", "5th of May 1990=1990-05-05"],
        );
        check("filed 2019-06-12 or 9/11", &["2019-06-12=2019-06-12", "9/11=2001-09-11"]);
        check("06/05/2019 26/06/2019", &["06/05/2019=2019-06-05", "26/06/2019=2019-06-26"]);
        check("2019/06/26 or 31/31/2019", &["2019/06/26=2019-06-26", "31/31/2019=?"]);
        check("é 漢字 👩‍🚀 Jan. 3", &["Jan. 3=2019-01-03"]);
    }

    #[test]
    fn weekdays_and_relative_days() {
        check("On Tuesday, not last Wednesday", &["Tuesday=2019-06-25", "Wednesday=2019-06-19"]);
        check("next Monday or today", &["Monday=2019-07-01", "today=2019-06-26"]);
        check(
            "Today, tomorrow and yesterday",
            &["Today=2019-06-26", "tomorrow=2019-06-27", "yesterday=2019-06-25"],
        );
        check("USA Today wrote", &[]);
        check("at Christmas and on New Year’s Eve", &["Christmas=2018-12-25", "New Year’s Eve=2018-12-31"]);
    }

    #[test]
    fn months_and_years() {
        check("in June, since December", &["June=2019-06", "December=2018-12"]);
        check("between 2014 and 2016", &["2014=2014", "2016=2016"]);
        check("late 1980s, April of 2022", &["1980s=?", "April of 2022=2022-04"]);
        check("in ’98 and March 2020", &["’98=1998", "March 2020=2020-03"]);
    }

    #[test]
    fn words_taken_as_a_date_have_its_value() {
        for (text, expected) in [
            ("Tuesday, June 25", Some("2019-06-25")),
            ("late June", Some("2019-06")),
            ("May", Some("2019-05")),
            ("é 漢 1750", Some("1750")),
            ("Wednesday", Some("2019-06-26")),
            ("June 14-16", None),
            ("2014 and 2016", None),
            ("1990s", None),
            ("漢字 👩‍🚀", None),
        ] {
            let words = Words::read(Data::embedded(), text, Span::of(0..text.len()).unwrap());
            let value = value_of(&words, 0, words.len(), Day::parse("2019-06-26"));
            assert_eq!(value.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        check("Prime Minister Theresa May said she may march", &[]);
        check("worth $2000, about 2000 people, 2000 troops", &[]);
        check("three years, 9 a.m., last week, earlier this year", &[]);
        check("", &[]);
    }

    proptest! {
        #[test]
        fn any_words_on_any_day_are_read(
            words in proptest::collection::vec("June|May|Sept\\.|Friday|next|last|of|the|,|'|’|-|/|tomorrow|Christmas|é|漢|👩\u{200d}🚀|\r\n|[0-9]{1,12}(th|s|'s)?", 0..24),
            glue in proptest::collection::vec(any::<bool>(), 24),
            today in "[-+]?[0-9]{1,7}-[0-9]{1,2}-[0-9]{1,2}|\\PC{0,12}",
        ) {
            let text: String = words.iter().zip(glue).map(|(word, glue)| if glue { word.clone() } else { format!("{word} ") }).collect();
            let Some(span) = Span::of(0..text.len()) else { return Ok(()) };
            let words = Words::read(Data::embedded(), &text, span);
            let today = Day::parse(&today);
            let mut found = Vec::new();
            dates(&words, today, &mut found);
            let mut end = 0;
            for one in &found {
                prop_assert!(one.from >= end && one.from < one.to && one.to <= words.len());
                end = one.to;
            }
            for from in 0..words.len() {
                value_of(&words, from, words.len(), today);
            }
        }
    }
}
