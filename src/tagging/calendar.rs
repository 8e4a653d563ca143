//! Days of the calendar: reading and writing ISO dates, which weekday a day is, and feasts that move.

/// A day of the Gregorian calendar, of the years 1 to 9999: those that four digits write.
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
        ((1..=9999).contains(&year) && (1..=days).contains(&day)).then_some(Day { year, month, day })
    }

    /// The day that `YYYY-MM-DD` at the start of `text` writes.
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.get(..10)?.split('-');
        let mut number =
            || parts.next().filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok();
        let (year, month, day) = (number()?, number()?, number()?);
        Day::new(i32::try_from(year).ok()?, month, day)
    }

    /// The `count`th day of that weekday in a month, from 1; `None` if it has not as many.
    pub fn of_month(count: u32, weekday: u32, month: u32, year: i32) -> Option<Day> {
        let first = Day::new(year, month, 1)?;
        Day::new(year, month, 1 + (7 + weekday - first.weekday()) % 7 + 7 * count.checked_sub(1)?)
    }

    /// The last day of that weekday in a month.
    pub fn last_of_month(weekday: u32, month: u32, year: i32) -> Option<Day> {
        Day::of_month(5, weekday, month, year).or_else(|| Day::of_month(4, weekday, month, year))
    }

    /// Easter Sunday of the Gregorian calendar (J. Meeus, *Astronomical Algorithms*, 1991, chapter 8; the method of an
    /// unnamed correspondent in *Nature*, 20 April 1876).
    pub fn easter(year: i32) -> Option<Day> {
        let golden = year % 19;
        let (century, of_century) = (year / 100, year % 100);
        let skipped = (century - (century + 8) / 25 + 1) / 3;
        let epact = (19 * golden + century - century / 4 - skipped + 15) % 30;
        let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
        let late = (golden + 11 * epact + 22 * to_sunday) / 451;
        let of_march = epact + to_sunday - 7 * late + 114;
        Day::new(year, u32::try_from(of_march / 31).ok()?, u32::try_from(of_march % 31 + 1).ok()?)
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Its month, 1 to 12.
    pub fn month(self) -> u32 {
        self.month
    }

    /// Its place in the month, from 1.
    pub fn of_its_month(self) -> u32 {
        self.day
    }

    /// The first day of its month.
    pub fn first(self) -> Day {
        Day { day: 1, ..self }
    }

    /// Its weekday, 0 for Monday.
    pub fn weekday(self) -> u32 {
        (self.number() + 3).rem_euclid(7) as u32
    }

    /// The day `days` later, or earlier where negative; `None` beyond the calendar's ends.
    pub fn plus(self, days: i64) -> Option<Day> {
        let Day { year, month, day } = Day::from_number(self.number().checked_add(days)?);
        Day::new(year, month, day)
    }

    /// Days since 1 January 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
    pub fn number(self) -> i64 {
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
        for text in [
            "",
            "2019-02-29",
            "2019-13-01",
            "June 26, 2019",
            "2019-é6-26",
            "0000-01-01",
            "10000-01-01",
            "+201-01-01",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert_eq!(Day::parse("9999-12-31").and_then(|day| day.plus(1)), None);
        assert_eq!(Day::parse("0001-01-01").and_then(|day| day.plus(-1)), None);
    }

    #[test]
    fn feasts_that_move() {
        // The earliest and the latest Easter there can be, and those of some years that news is of.
        for (year, easter) in [
            (1818, "1818-03-22"),
            (1943, "1943-04-25"),
            (2000, "2000-04-23"),
            (2008, "2008-03-23"),
            (2019, "2019-04-21"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
        ] {
            assert_eq!(Day::easter(year), Day::parse(easter), "{year}");
        }
        assert_eq!(Day::of_month(4, 3, 11, 2019), Day::parse("2019-11-28"));
        assert_eq!(Day::of_month(1, 0, 9, 2025), Day::parse("2025-09-01"));
        assert_eq!(Day::of_month(5, 0, 2, 2019), None);
        assert_eq!(Day::last_of_month(0, 5, 2019), Day::parse("2019-05-27"));
        assert_eq!(Day::last_of_month(0, 5, 2023), Day::parse("2023-05-29"));
    }

    proptest! {
        #[test]
        fn there_and_back(number in -700_000i64..2_900_000) {
            let day = Day::from_number(number);
            prop_assert_eq!(day.number(), number);
            prop_assert!(Day::new(day.year, day.month, day.day).is_some());
            prop_assert_eq!(day.plus(1).map(Day::weekday), Some((day.weekday() + 1) % 7));
        }
    }
}
