//! Days of the calendar: reading and writing ISO dates, and which weekday a day is.

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: i32,
    month: u32,
    day: u32,
}

impl Day {
    /// That day; `None` if the calendar has none such.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        let days = days_in(year, month)?;
        (1..=days).contains(&day).then_some(Day { year, month, day })
    }

    /// The day that `YYYY-MM-DD` at the start of `text` writes.
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.get(..10)?.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Its month, 1 to 12.
    pub fn month(self) -> u32 {
        self.month
    }

    /// Its weekday, 0 for Monday.
    pub fn weekday(self) -> u32 {
        (self.number() + 3).rem_euclid(7) as u32
    }

    /// The day `days` later, or earlier where negative.
    pub fn plus(self, days: i64) -> Day {
        Day::from_number(self.number() + days)
    }

    /// Days since 1 January 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
    fn number(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((i64::from(self.month) + 9) % 12) + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    fn from_number(number: i64) -> Day {
        let shifted = number + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let month = (shifted_month + 2) % 12 + 1;
        Day {
            year: (year_of_era + era * 400 + i64::from(month <= 2)) as i32,
            month: month as u32,
            day: (of_year - (153 * shifted_month + 2) / 5 + 1) as u32,
        }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in(year: i32, month: u32) -> Option<u32> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn weekdays() {
        // 26 June 2019 was a Wednesday, 1 January 1970 a Thursday, 29 February 2000 a Tuesday.
        for (text, weekday) in [("2019-06-26", 2), ("1970-01-01", 3), ("2000-02-29T10:00", 1)] {
            assert_eq!(Day::parse(text).map(Day::weekday), Some(weekday), "{text}");
        }
        for text in ["", "2019-02-29", "2019-13-01", "June 26, 2019", "2019-é6-26"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn there_and_back(number in -1_000_000i64..1_000_000) {
            let day = Day::from_number(number);
            prop_assert_eq!(day.number(), number);
            prop_assert!(Day::new(day.year, day.month, day.day).is_some());
            prop_assert_eq!(day.plus(1).weekday(), (day.weekday() + 1) % 7);
        }
    }
}
