//! Days and moments as numbers that sort, and the very text back from them.

use super::names::Names;

/// A day or moment of an ISO 8601 text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970 in UTC; a text without a zone is taken for UTC, a day for its beginning.
    pub at: i64,
    /// How it is written: 0 for no text at all, a [`Form`] below [`NAMED`], from there on a name's place.
    pub form: u32,
}

/// From here on a form is the place of a text among the names: one that isn't written as usual.
pub const NAMED: u32 = 1 << 12;

/// No zone given.
const NO_ZONE: u32 = 0;
/// `Z`.
const UTC: u32 = 1;
/// `+00:00`; the others are quarters of an hour from it.
const ZERO: u32 = 64;

const DAY: i64 = 86_400_000;

impl Moment {
    /// The moment that `text` says.
    pub fn of(text: Option<&str>, names: &mut Names) -> Moment {
        let Some(text) = text else { return Moment::default() };
        if let Some(usual) = Moment::read(text).filter(|moment| moment.is_written(text)) {
            return usual;
        }
        // What cannot be made out comes before all else; a day at its beginning is better than nothing.
        let at = text.get(..10).and_then(Moment::read).map_or(i64::MIN, |day| day.at);
        Moment { at, form: NAMED + names.place(text) }
    }

    /// Whether there is one.
    pub fn is_some(self) -> bool {
        self.form != 0
    }

    /// Its text.
    pub fn text(self, names: &Names) -> Option<String> {
        match self.form {
            0 => None,
            form if form >= NAMED => Some(names.get(form - NAMED).to_string()),
            _ => Some(self.write()),
        }
    }

    fn read(text: &str) -> Option<Moment> {
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| {
            let digits = bytes.get(from..to)?;
            let all = digits.iter().all(u8::is_ascii_digit);
            all.then(|| digits.iter().fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0')))
        };
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        if !text.is_ascii() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let mut at = days(year, month, day) * DAY;
        if bytes.len() == 10 {
            return Some(Moment { at, form: 1 });
        }
        at += number(11, 13)? * 3_600_000 + number(14, 16)? * 60_000;
        let (mut precision, mut end) = (2, 16);
        if bytes.get(16) == Some(&b':') {
            at += number(17, 19)? * 1000;
            (precision, end) = (3, 19);
            if bytes.get(19) == Some(&b'.') {
                at += number(20, 23)?;
                (precision, end) = (4, 23);
            }
        }
        let zone = match bytes.get(end..)? {
            [] => NO_ZONE,
            b"Z" => UTC,
            [sign @ (b'+' | b'-'), ..] => {
                let minutes = number(end + 1, end + 3)? * 60 + number(end + 4, end + 6)?;
                let minutes = if *sign == b'-' { -minutes } else { minutes };
                at -= minutes * 60_000;
                u32::try_from(i64::from(ZERO) + minutes / 15).ok().filter(|zone| (2..128).contains(zone))?
            }
            _ => return None,
        };
        Some(Moment { at, form: precision | zone << 3 })
    }

    /// Whether it is written as `text`, seen without making a text of it where that can be seen.
    fn is_written(self, text: &str) -> bool {
        self.write() == text
    }

    fn write(self) -> String {
        let (precision, zone) = (self.form & 7, self.form >> 3);
        let minutes = if zone > UTC { (i64::from(zone) - i64::from(ZERO)) * 15 } else { 0 };
        let at = self.at + minutes * 60_000;
        let (day, time) = (at.div_euclid(DAY), at.rem_euclid(DAY));
        let (year, month, day) = calendar(day);
        let mut text = format!("{year:04}-{month:02}-{day:02}");
        if precision > 1 {
            text += &format!("T{:02}:{:02}", time / 3_600_000, time / 60_000 % 60);
        }
        if precision > 2 {
            text += &format!(":{:02}", time / 1000 % 60);
        }
        if precision > 3 {
            text += &format!(".{:03}", time % 1000);
        }
        match zone {
            NO_ZONE => {}
            UTC => text.push('Z'),
            _ => {
                let sign = if minutes < 0 { '-' } else { '+' };
                text += &format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
            }
        }
        text
    }
}

/// The days since 1970 of the first moment of a bound: `2019`, `2019-06`, `2019-06-26` or a moment; with `after`, of the first
/// moment behind it. In milliseconds.
pub fn bound(text: &str, after: bool) -> Option<i64> {
    let mut parts = text.get(..10).unwrap_or(text).splitn(3, '-');
    let mut part = || match parts.next() {
        None => Some(None),
        Some(part) => part.parse::<i64>().ok().map(Some),
    };
    let (year, month, day) = (part()??, part()?, part()?);
    let within = |number: Option<i64>, most| number.is_none_or(|number| (0..=most).contains(&number));
    if !within(Some(year), 9999) || !within(month, 12) || !within(day, 31) {
        return None;
    }
    if text.len() > 10 {
        return Moment::read(text).map(|moment| moment.at + i64::from(after));
    }
    let step = i64::from(after);
    let first = match (month, day) {
        (None, _) => days(year + step, 1, 1),
        (Some(12), None) if after => days(year + 1, 1, 1),
        (Some(month), None) => days(year, month + step, 1),
        (Some(month), Some(day)) => days(year, month, day) + step,
    };
    Some(first * DAY)
}

/// Days since 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day (the same, civil_from_days).
fn calendar(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days - era * 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn usual_texts_are_numbers_and_come_back() {
        let mut names = Names::default();
        for text in [
            "1970-01-01",
            "2024-02-29T23:59",
            "2019-06-25T21:06:30Z",
            "2019-06-25T21:06:30.125Z",
            "2019-06-25T21:06-04:00",
            "2019-06-25T00:06:00+05:45",
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59.999+14:00",
        ] {
            let moment = Moment::of(Some(text), &mut names);
            assert!(moment.form < NAMED, "{text}");
            assert_eq!(moment.text(&names).as_deref(), Some(text));
        }
        assert_eq!(names.len(), 0);
        assert_eq!(Moment::of(Some("1970-01-02T00:00:01+01:00"), &mut names).at, DAY - 3_599_000);
    }

    #[test]
    fn others_come_back_too_and_sort_by_their_day() {
        let mut names = Names::default();
        let texts = [
            "",
            "June 5",
            "2019-02-30",
            "2019-06-25T21:06:30.5Z",
            "2019-06-25T21:06-00:00",
            "２019",
            "2019-06-25 é",
        ];
        let all: Vec<_> = texts.iter().map(|text| Moment::of(Some(text), &mut names)).collect();
        for (text, moment) in texts.iter().zip(&all) {
            assert_eq!(moment.text(&names).as_deref(), Some(*text));
        }
        assert!(all[0].at < all[2].at && all[3].at == all[6].at);
        assert!(!Moment::of(None, &mut names).is_some());
    }

    #[test]
    fn bounds_are_years_months_days_and_moments() {
        let day = |text: &str, after| bound(text, after).map(|at| calendar(at / DAY));
        assert_eq!(day("2019", false), Some((2019, 1, 1)));
        assert_eq!(day("2019", true), Some((2020, 1, 1)));
        assert_eq!(day("2019-12", true), Some((2020, 1, 1)));
        assert_eq!(day("2020-02", true), Some((2020, 3, 1)));
        assert_eq!(day("2020-02-29", true), Some((2020, 3, 1)));
        assert_eq!(bound("1970-01-01T00:00:01Z", false), Some(1000));
        assert_eq!(bound("soon", false), None);
        assert_eq!(bound("99999999999999999", false), None);
        assert_eq!(bound("", true), None);
        assert_eq!(bound("漢字漢字漢字漢字", true), None);
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{3})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?|[-0-9TZ:.é+]{0,30}") {
            let mut names = Names::default();
            let moment = Moment::of(Some(&text), &mut names);
            prop_assert_eq!(moment.text(&names), Some(text));
        }

        #[test]
        fn days_and_calendar_are_inverse(day in -1_000_000..4_000_000_i64) {
            let (year, month, of_month) = calendar(day);
            prop_assert_eq!(days(year, month, of_month), day);
        }
    }
}
