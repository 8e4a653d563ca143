//! What is known of an article beside its text.

use std::rc::Rc;

/// Title, authors, dates and place of publication. Dates are ISO 8601: a day, or a time with its zone where known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it, in the byline's order, without "By".
    pub authors: Vec<String>,
    /// When it was first published.
    pub published: Option<String>,
    /// When it was last changed.
    pub updated: Option<String>,
    /// The name of the site or paper: `CNN`.
    pub site: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its language as a BCP 47 tag: `en`.
    pub language: Option<String>,
    /// Fields of a file that this version does not know, as they were written (a JSON object).
    pub extra: Option<Rc<str>>,
}

/// Whether `text` is a day of the calendar, written `YYYY-MM-DD`.
pub fn is_day(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| {
        let digits = text.get(range).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        digits.parse::<u32>().ok()
    };
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-' && (1..=days).contains(&day)
}

/// Whether `text` is a date as [`Metadata`] holds them: a day, or a day and a time such as `T21:06`, `T21:06:30.5Z`
/// or `T21:06-04:00`.
pub fn is_date(text: &str) -> bool {
    let Some((day, time)) = text.split_once('T') else { return is_day(text) };
    let (clock, zone) = match time.strip_suffix('Z') {
        Some(clock) => (clock, None),
        None => match time.find(['+', '-']) {
            Some(at) => (&time[..at], Some(&time[at + 1..])),
            None => (time, None),
        },
    };
    let two = |text: &str, end: u8| {
        text.len() == 2
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && text.parse::<u8>().is_ok_and(|number| number < end)
    };
    let minutes = |text: &str| text.split_once(':').is_some_and(|(h, m)| two(h, 24) && two(m, 60));
    let (whole, fraction) = clock.split_once('.').map_or((clock, None), |(whole, part)| (whole, Some(part)));
    let timed = match whole.rsplit_once(':') {
        Some((rest, seconds)) if rest.contains(':') => minutes(rest) && two(seconds, 60),
        _ => minutes(whole) && fraction.is_none(),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_day(day) && timed && fraction.is_none_or(digits) && zone.is_none_or(minutes)
}

impl Metadata {
    /// The day to resolve "Tuesday" against, `YYYY-MM-DD`: published, else updated.
    pub fn day(&self) -> Option<&str> {
        let dates = [&self.published, &self.updated];
        let mut days = dates.into_iter().filter_map(|date| date.as_deref()?.get(..10));
        days.find(|day| is_day(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar() {
        for day in ["2019-06-26", "2024-02-29", "2000-02-29", "0001-12-31"] {
            assert!(is_day(day), "{day}");
        }
        for not in [
            "2019-6-26",
            "2019-02-29",
            "1900-02-29",
            "2019-13-01",
            "2019-00-10",
            "2019-04-31",
            "20190626",
            "2019-06-26T10:00",
            "２019-06-2",
            "2019-06-00",
            "",
            "+019-06-26",
        ] {
            assert!(!is_day(not), "{not}");
        }
    }

    #[test]
    fn days_and_times() {
        for date in [
            "2019-06-25",
            "2019-06-25T21:06",
            "2019-06-25T21:06-04:00",
            "2019-06-25T21:06:30Z",
            "2019-06-25T00:00:59.25+05:30",
            "2019-06-25T21:06Z",
        ] {
            assert!(is_date(date), "{date}");
        }
        for not in [
            "",
            "not a date",
            "June 25, 2019",
            "2019-06-25T",
            "2019-06-25 21:06",
            "2019-06-25T24:00",
            "2019-06-25T21:60",
            "2019-06-25T9:06",
            "2019-06-25T21:06-4",
            "2019-06-25T21:06.5",
            "2019-06-25T21:06:30.",
            "2019-02-30T21:06",
            "2019-06-25T21:06é",
            "2019-06-25Té-é",
            "2019-06-25T+1:06",
        ] {
            assert!(!is_date(not), "{not}");
        }
    }
}
