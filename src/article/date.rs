//! Dates as news pages write them, in the languages news is most read in, read as ISO 8601.

/// A date found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    /// `YYYY-MM-DD`, or with a time, or with a time and its zone.
    pub iso: String,
    /// How many bytes of the line belong to it, of the line's `length`.
    pub length: usize,
}

/// Names of months, each a beginning that is enough to know it, by number.
const MONTHS: &[(u32, &[&str])] = &[
    (1, &["jan", "janv", "ene", "gen", "янв", "январ", "يناير", "كانون الثاني", "jän"]),
    (2, &["feb", "fév", "fev", "фев", "فبراير"]),
    (3, &["mar", "mär", "мар", "مارس"]),
    (4, &["apr", "avr", "abr", "апр", "أبريل", "ابريل"]),
    (5, &["may", "mai", "mag", "мая", "май", "مايو"]),
    (6, &["jun", "juin", "giu", "июн", "يونيو"]),
    (7, &["jul", "juil", "lug", "июл", "يوليو"]),
    (8, &["aug", "aoû", "aou", "ago", "авг", "أغسطس"]),
    (9, &["sep", "set", "сен", "سبتمبر"]),
    (10, &["oct", "okt", "out", "ott", "окт", "أكتوبر"]),
    (11, &["nov", "ноя", "نوفمبر"]),
    (12, &["dec", "déc", "dez", "dic", "дек", "ديسمبر"]),
];

/// Words that begin like a month.
const NOT_MONTHS: &[&str] =
    &["market", "mark", "maybe", "major", "second", "section", "decision", "seth", "mari", "out "];

/// Zones by the letters that pages write, and their distance from UTC.
const ZONES: &[(&str, &str)] = &[
    ("utc", "+00:00"),
    ("gmt", "+00:00"),
    ("z", "Z"),
    ("edt", "-04:00"),
    ("est", "-05:00"),
    ("cdt", "-05:00"),
    ("cst", "-06:00"),
    ("mdt", "-06:00"),
    ("mst", "-07:00"),
    ("pdt", "-07:00"),
    ("pst", "-08:00"),
    ("bst", "+01:00"),
    ("cet", "+01:00"),
    ("cest", "+02:00"),
    ("ist", "+05:30"),
    ("jst", "+09:00"),
    ("sgt", "+08:00"),
    ("aest", "+10:00"),
    ("aedt", "+11:00"),
];

/// American zones that pages write without saying whether it is summer.
const AMERICAN: &[(&str, i32)] = &[("et", -5), ("ct", -6), ("mt", -7), ("pt", -8)];

#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    number: Option<u32>,
}

/// The first date in `line`, with the time beside it. Reads at most the line's first 300 bytes.
pub(super) fn find(line: &str) -> Option<Dated> {
    if !names_year(line) {
        return None;
    }
    let words = words(line);
    let (day, from, to) = (0..words.len()).find_map(|at| day_at(line, &words, at))?;
    let mut length = words[to - 1].end - words[from].start;
    let mut iso = format!("{:04}-{:02}-{:02}", day.0, day.1, day.2);
    if let Some((time, used)) = time_in(line, &words, from, to, day) {
        iso.push('T');
        iso.push_str(&time);
        length += used;
    }
    Some(Dated { iso, length })
}

/// Whether four digits of a year stand in the first 300 bytes: no date is read without.
fn names_year(line: &str) -> bool {
    let bytes = &line.as_bytes()[..line.len().min(300)];
    bytes.contains(&b'/')
        || bytes.windows(4).any(|four| {
            matches!(four, [b'1', b'9', ..] | [b'2', b'0', ..]) && four.iter().all(u8::is_ascii_digit)
        })
}

/// An ISO 8601 date or time as machines write it, tidied: `2019-06-26T21:06:00Z` to `2019-06-26T21:06Z`.
pub(super) fn tidy(value: &str) -> Option<String> {
    find(value.trim()).map(|dated| dated.iso)
}

fn words(line: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    let mut digits = false;
    for (at, letter) in
        line.char_indices().take_while(|(at, _)| *at < 300).chain([(line.len().min(300), ' ')])
    {
        let is_digit = letter.is_ascii_digit();
        let goes_on = letter.is_alphanumeric();
        if let Some(from) = start
            && (!goes_on || is_digit != digits)
        {
            let text = line.get(from..at).unwrap_or_default();
            let number = if digits { text.parse().ok() } else { None };
            found.push(Word { text, start: from, end: at, number });
            start = None;
        }
        if goes_on && start.is_none() {
            start = Some(at);
            digits = is_digit;
        }
    }
    found
}

type Day = (u32, u32, u32);

/// The day that begins at word `at`, and the words it takes.
fn day_at(line: &str, words: &[Word<'_>], at: usize) -> Option<(Day, usize, usize)> {
    let word = |n: usize| words.get(at + n);
    let number = |n: usize| word(n).and_then(|word| word.number);
    let between = |n: usize| -> &str {
        match (word(n), word(n + 1)) {
            (Some(a), Some(b)) => line.get(a.end..b.start).unwrap_or_default(),
            _ => "",
        }
    };
    let near = |n: usize| between(n).len() <= 3;
    // 2019-06-26, 2019/06/26, 2019.06.26, 20190626
    if let (Some(y), Some(m), Some(d)) = (number(0), number(1), number(2))
        && word(0).is_some_and(|word| word.text.len() == 4)
        && matches!(between(0), "-" | "/" | "." | ". ")
        && matches!(between(1), "-" | "/" | "." | ". ")
    {
        return valid(y, m, d).map(|day| (day, at, at + 3));
    }
    // 2019年11月18日, 2019년 11월 18일
    if let (Some(y), Some(m), Some(d)) = (number(0), number(2), number(4))
        && word(1).is_some_and(|word| word.text.starts_with(['年', '년']))
        && word(3).is_some_and(|word| word.text.starts_with(['月', '월']))
    {
        return valid(y, m, d).map(|day| (day, at, (at + 6).min(words.len())));
    }
    // 26.06.2019, 26/06/2019, 06/26/2019
    if let (Some(a), Some(b), Some(y)) = (number(0), number(1), number(2))
        && word(2).is_some_and(|word| word.text.len() == 4)
        && matches!(between(0), "." | "/" | "-")
        && between(0) == between(1)
    {
        let american = between(0) == "/" && a <= 12;
        let (m, d) = if american { (a, b) } else { (b, a) };
        return valid(y, m, d).or_else(|| valid(y, d, m)).map(|day| (day, at, at + 3));
    }
    // 12/22/23, as Americans write it
    if let (Some(m), Some(d), Some(y)) = (number(0), number(1), number(2))
        && word(2).is_some_and(|word| word.text.len() == 2)
        && between(0) == "/"
        && between(1) == "/"
    {
        return valid(2000 + y, m, d).map(|day| (day, at, at + 3));
    }
    // June 26, 2019; Jun. 26th 2019
    if let Some(m) = word(0).and_then(|word| month(word.text)) {
        let d = number(1).filter(|_| near(0))?;
        let ordinal = usize::from(word(2).is_some_and(|word| matches!(word.text, "st" | "nd" | "rd" | "th")));
        let y = word(2 + ordinal).and_then(year).filter(|_| near(1 + ordinal))?;
        return valid(y, m, d).map(|day| (day, at, at + 3 + ordinal));
    }
    // 26 June 2019; 26. Juni 2019; 26 de junio de 2019; 1er janvier 2019
    let d = number(0)?;
    let mut next = 1;
    while next < 3
        && word(next)
            .is_some_and(|word| matches!(word.text, "st" | "nd" | "rd" | "th" | "de" | "er" | "of" | "º"))
    {
        next += 1;
    }
    let m = word(next).filter(|_| near(next - 1)).and_then(|word| month(word.text))?;
    let last = next + 1 + usize::from(word(next + 1).is_some_and(|word| matches!(word.text, "de" | "del")));
    let y = word(last).and_then(year).filter(|_| near(last - 1))?;
    valid(y, m, d).map(|day| (day, at, at + last + 1))
}

/// The year a word is, or begins with where a time is glued to it: `20236:46`.
fn year(word: &Word<'_>) -> Option<u32> {
    let glued = (5..=6).contains(&word.text.len()) && word.text.starts_with("20");
    if glued { word.text[..4].parse().ok().filter(|_| word.number.is_some()) } else { word.number }
}

fn valid(y: u32, m: u32, d: u32) -> Option<Day> {
    ((1900..=2099).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d)).then_some((y, m, d))
}

/// The month a word names: `June`, `Jun`, `juin`. Words that merely begin like one (`market`) do not.
fn month(word: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    if lower.chars().count() > 10 || NOT_MONTHS.iter().any(|other| lower.starts_with(other)) {
        return None;
    }
    let named = |(_, names): &&(u32, &[&str])| names.iter().any(|name| lower.starts_with(name));
    MONTHS.iter().rev().find(named).map(|(number, _)| *number)
}

/// The time of day in the line outside the day's words, with its zone, and the bytes it takes.
fn time_in(line: &str, words: &[Word<'_>], from: usize, to: usize, day: Day) -> Option<(String, usize)> {
    let starts = (to..words.len()).chain((0..from).rev());
    for at in starts {
        let Some(mut hour) = words[at].number.filter(|hour| *hour < 24) else { continue };
        let colon = words.get(at + 1).is_some_and(|next| {
            matches!(line.get(words[at].end..next.start), Some(":" | "." | "h" | "："))
                && next.number.is_some_and(|n| n < 60)
                && next.text.len() == 2
        });
        // The minutes of a time are no hour.
        if at > 0
            && words[at - 1].number.is_some()
            && line.get(words[at - 1].end..words[at].start) == Some(":")
        {
            continue;
        }
        let mut minute = 0;
        let mut last = at;
        if colon {
            minute = words[at + 1].number.unwrap_or(0);
            last = at + 1;
            let seconds = words.get(last + 1).is_some_and(|next| {
                line.get(words[last].end..next.start) == Some(":") && next.text.len() == 2
            });
            last += usize::from(seconds);
            // Fractions of a second, as machines write them.
            if seconds
                && words.get(last + 1).is_some_and(|next| {
                    next.number.is_some() && line.get(words[last].end..next.start) == Some(".")
                })
            {
                last += 1;
            }
        }
        let (half, used) = half_of_day(words, last + 1);
        match half {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            Some(_) => {}
            None if !colon => continue,
            None => {}
        }
        last += used;
        let zone = zone_at(line, words, last, day);
        let end = zone.as_ref().map_or(words[last.min(words.len() - 1)].end, |(_, end)| *end);
        let zone = zone.map_or(String::new(), |(zone, _)| zone);
        return Some((format!("{hour:02}:{minute:02}{zone}"), end - words[at].start));
    }
    None
}

/// Whether `a.m.` or `p.m.` stands at word `at`, and the words it takes.
fn half_of_day(words: &[Word<'_>], at: usize) -> (Option<bool>, usize) {
    let lower = |n: usize| words.get(at + n).map(|word| word.text.to_lowercase()).unwrap_or_default();
    match (lower(0).as_str(), lower(1).as_str()) {
        ("pm", _) => (Some(true), 1),
        ("am", _) => (Some(false), 1),
        ("p", "m") => (Some(true), 2),
        ("a", "m") => (Some(false), 2),
        _ => (None, 0),
    }
}

/// The zone after word `last`, and where it ends.
fn zone_at(line: &str, words: &[Word<'_>], last: usize, day: Day) -> Option<(String, usize)> {
    let here = words.get(last)?.end;
    let rest = line.get(here..)?;
    let next = words.get(last + 1);
    if let Some(sign @ ('+' | '-')) = rest.chars().next()
        && let Some(hours) = next.filter(|next| next.start == here + 1)
        && hours.number.is_some()
    {
        let (h, m, end) = match (hours.text.len(), words.get(last + 2)) {
            (4, _) => (&hours.text[..2], &hours.text[2..], hours.end),
            (2, Some(minutes)) if minutes.text.len() == 2 => (hours.text, minutes.text, minutes.end),
            (2, _) => (hours.text, "00", hours.end),
            _ => return None,
        };
        return Some((if h == "00" && m == "00" { "Z".to_owned() } else { format!("{sign}{h}:{m}") }, end));
    }
    let next = next?;
    if next.start - here > 2 {
        return None;
    }
    let lower = next.text.to_lowercase();
    if let Some((_, hours)) = AMERICAN.iter().find(|(name, _)| *name == lower) {
        let hours = hours + i32::from(is_summer(day));
        return Some((format!("-{:02}:00", -hours), next.end));
    }
    let (_, zone) = ZONES.iter().find(|(name, _)| *name == lower)?;
    Some(((*zone).to_owned(), next.end))
}

/// Whether clocks in the United States are an hour ahead: second Sunday of March to first Sunday of November.
fn is_summer((year, month, day): Day) -> bool {
    match month {
        4..=10 => true,
        3 => day >= 8 + days_to_sunday(year, 3, 8),
        11 => day < 1 + days_to_sunday(year, 11, 1),
        _ => false,
    }
}

/// How many days after the given one the next Sunday is (0 if it is one), by Sakamoto's rule.
fn days_to_sunday(year: u32, month: u32, day: u32) -> u32 {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    let shift = SHIFT.get(month as usize - 1).copied().unwrap_or(0);
    let weekday = (year + year / 4 - year / 100 + year / 400 + shift + day) % 7;
    (7 - weekday) % 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_as_pages_write_them() {
        for (line, expected) in [
            ("Updated 9:06 PM ET, Wed June 26, 2019", Some("2019-06-26T21:06-04:00")),
            (" date 2019-06-26 Breaking News", Some("2019-06-26")),
            ("Published Nov. 18, 2019 at 11:03 p.m. EST", Some("2019-11-18T23:03-05:00")),
            ("18 November 2019", Some("2019-11-18")),
            ("Nov 3rd, 2019", Some("2019-11-03")),
            ("2019-11-18T11:03:00Z", Some("2019-11-18T11:03Z")),
            ("2019-11-18T11:03:00.000+0100", Some("2019-11-18T11:03+01:00")),
            ("2019-11-18T11:03:25-05:00", Some("2019-11-18T11:03-05:00")),
            ("11/18/2019 7am PT", Some("2019-11-18T07:00-08:00")),
            ("12/22/23 11:35 AM ET", Some("2023-12-22T11:35-05:00")),
            ("DEC 20, 20236:46 PM", Some("2023-12-20")),
            ("18/11/2019", Some("2019-11-18")),
            ("18.11.2019, 14:30 Uhr", Some("2019-11-18T14:30")),
            ("18. November 2019", Some("2019-11-18")),
            ("le 1er août 2020", Some("2020-08-01")),
            ("26 de junio de 2019", Some("2019-06-26")),
            ("18 ноября 2019, 12:15", Some("2019-11-18T12:15")),
            ("2019年11月18日", Some("2019-11-18")),
            ("١٨", None),
            ("18 نوفمبر 2019", Some("2019-11-18")),
            ("24 dicembre 2021", Some("2021-12-24")),
            ("4 de março de 2021", Some("2021-03-04")),
            ("The market fell 20 percent in 2019", None),
            ("3:15 pm", None),
            ("June 2019", None),
            ("99.99.2019", None),
            ("", None),
        ] {
            assert_eq!(find(line).map(|dated| dated.iso).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn summer_in_the_united_states() {
        assert!(is_summer((2019, 3, 10)) && !is_summer((2019, 3, 9)));
        assert!(is_summer((2019, 11, 2)) && !is_summer((2019, 11, 3)));
    }
}
