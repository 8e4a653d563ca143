//! Times of day and their zones.

use super::{Day, Word};

/// Zones by the letters that pages write, and their distance from UTC.
const ZONES: &[(&str, &str)] = &[
    ("utc", "Z"),
    ("gmt", "Z"),
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
    ("mez", "+01:00"),
    ("mesz", "+02:00"),
    ("msk", "+03:00"),
    ("мск", "+03:00"),
    ("ist", "+05:30"),
    ("jst", "+09:00"),
    ("kst", "+09:00"),
    ("sgt", "+08:00"),
    ("hkt", "+08:00"),
    ("aest", "+10:00"),
    ("aedt", "+11:00"),
    ("nzdt", "+13:00"),
    ("nzst", "+12:00"),
    ("gst", "+04:00"),
    ("sast", "+02:00"),
    ("wib", "+07:00"),
    ("brt", "-03:00"),
];

/// American zones that pages write without saying whether it is summer.
const AMERICAN: &[(&str, i32)] = &[("et", -5), ("ct", -6), ("mt", -7), ("pt", -8)];

/// What stands between hours and minutes.
const MARKS: &[&str] = &[":", ".", "h", "：", " h ", "h "];

/// The time of day in the line outside the day's words, with its zone, and the bytes it takes.
pub(super) fn time_in(
    line: &str,
    words: &[Word<'_>],
    from: usize,
    to: usize,
    day: Day,
) -> Option<(String, usize)> {
    let starts = (to..words.len()).chain((0..from).rev());
    for at in starts {
        let Some(mut hour) = words[at].number.filter(|hour| *hour < 24) else { continue };
        if let Some(found) = east_asian(words, at) {
            return Some(found);
        }
        let between = |a: usize, b: usize| match (words.get(a), words.get(b)) {
            (Some(a), Some(b)) => line.get(a.end..b.start).unwrap_or_default(),
            _ => "",
        };
        // `14h30`: the `h` is a word of its own there.
        let lettered =
            words.get(at + 1).is_some_and(|next| next.text == "h" && next.start <= words[at].end + 1);
        let minutes_at = at + 1 + usize::from(lettered);
        let colon = words.get(minutes_at).is_some_and(|next| {
            (lettered || MARKS.contains(&between(at, minutes_at)))
                && next.number.is_some_and(|n| n < 60)
                && next.digits == 2
        });
        // The minutes of a time are no hour.
        if at > 0 && words[at - 1].number.is_some() && between(at - 1, at) == ":" {
            continue;
        }
        let mut minute = 0;
        let mut last = at;
        if colon {
            minute = words[minutes_at].number.unwrap_or(0);
            last = minutes_at;
            let seconds =
                words.get(last + 1).is_some_and(|next| between(last, last + 1) == ":" && next.digits == 2);
            last += usize::from(seconds);
            // Fractions of a second, as machines write them.
            if seconds
                && words
                    .get(last + 1)
                    .is_some_and(|next| next.number.is_some() && between(last, last + 1) == ".")
            {
                last += 1;
            }
        }
        let (half, used) = half_of_day(words, last + 1);
        let half = half.or_else(|| is_later(words, at).then_some(true));
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

/// `14時30分`, `下午3点5分`, `오후 3시`: the hour is word `at`.
fn east_asian(words: &[Word<'_>], at: usize) -> Option<(String, usize)> {
    let hour = words[at].number?;
    let unit = words.get(at + 1)?;
    if !unit.text.starts_with(['時', '时', '点', '點', '시']) {
        return None;
    }
    let minutes = words.get(at + 2).zip(words.get(at + 3));
    let minutes = minutes.filter(|(_, unit)| unit.text.starts_with(['分', '분'])).and_then(|(n, _)| n.number);
    let later = is_later(words, at) && hour < 12;
    let (hour, minute) = (hour + if later { 12 } else { 0 }, minutes.filter(|minute| *minute < 60));
    let last = if minute.is_some() { words.get(at + 3) } else { Some(unit) };
    Some((format!("{hour:02}:{:02}", minute.unwrap_or(0)), last?.end - words[at].start))
}

/// Whether a word for the afternoon or the evening stands before word `at`.
fn is_later(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before)).map_or("", |word| word.text);
    ["午後", "下午", "오후", "晚上"].iter().any(|half| before.ends_with(half))
}

/// Whether `a.m.` or `p.m.` stands at word `at`, and the words it takes.
fn half_of_day(words: &[Word<'_>], at: usize) -> (Option<bool>, usize) {
    let lower = |n: usize| words.get(at + n).map(|word| word.text.to_lowercase()).unwrap_or_default();
    match (lower(0).as_str(), lower(1).as_str()) {
        ("pm" | "م" | "مساء", _) => (Some(true), 1),
        ("am" | "ص" | "صباحا", _) => (Some(false), 1),
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
    let spaced = rest.starts_with([' ', '\u{a0}']) && rest.trim_start().starts_with(['+', '-']);
    let sign_at = here + usize::from(spaced);
    if let Some(sign @ ('+' | '-')) = line.get(sign_at..)?.chars().next()
        && let Some(hours) = next.filter(|next| next.start == sign_at + 1)
        && hours.number.is_some()
        && hours.text.is_ascii()
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
    fn summer_in_the_united_states() {
        assert!(is_summer((2019, 3, 10)) && !is_summer((2019, 3, 9)));
        assert!(is_summer((2019, 11, 2)) && !is_summer((2019, 11, 3)));
    }
}
