//! Dates as news pages write them, in the languages news is most read in, read as ISO 8601.

mod month;

mod time;

use memchr::memchr_iter;

use month::month_at;

/// A date found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    /// `YYYY-MM-DD`, or with a time, or with a time and its zone.
    pub iso: String,
    /// How many bytes of the line belong to it, of the line's `length`.
    pub length: usize,
}

/// What `03/04/2019` means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// The fourth of March, as Americans write it.
    #[default]
    MonthFirst,
    /// The third of April, as nearly everyone else does.
    DayFirst,
}

/// Year, month, day.
type Day = (u32, u32, u32);

/// A run of letters, or of digits with the number they are.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    number: Option<u32>,
    /// How many digits it has.
    digits: usize,
}

/// How much of a line is read, in bytes.
const REACH: usize = 300;

/// The first date in `line`, with the time beside it. Reads at most the line's first 300 bytes.
pub(super) fn find(line: &str) -> Option<Dated> {
    find_in(line, Order::default())
}

/// The first date in `line`, its numbers read in that order where both are possible.
pub(super) fn find_in(line: &str, order: Order) -> Option<Dated> {
    if !names_year(line) {
        return None;
    }
    let words = words(line);
    let (day, from, to) = (0..words.len()).find_map(|at| day_at(line, &words, at, order))?;
    let mut length = words[to - 1].end - words[from].start;
    let mut iso = format!("{:04}-{:02}-{:02}", day.0, day.1, day.2);
    if let Some((time, used)) = time::time_in(line, &words, from, to, day) {
        iso.push('T');
        iso.push_str(&time);
        length += used;
    }
    Some(Dated { iso, length })
}

/// An ISO 8601 date or time as machines write it, tidied: `2019-06-26T21:06:00Z` to `2019-06-26T21:06Z`.
pub(super) fn tidy(value: &str) -> Option<String> {
    let value = value.trim();
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    match (digits, value.len()) {
        // Seconds or thousandths of them since 1970.
        (10, 10) => of_seconds(value.parse().ok()?),
        (13, 13) => of_seconds(value.parse::<i64>().ok()? / 1000),
        // 20190626, 20190626T210600Z
        (8, _) => {
            let (y, m, d) = (&value[..4], &value[4..6], &value[6..8]);
            let time = value[8..].strip_prefix('T').filter(|time| time.len() >= 6 && time.is_ascii());
            let time = time.map(|time| format!("T{}:{}:{}", &time[..2], &time[2..4], &time[4..]));
            find(&format!("{y}-{m}-{d}{}", time.unwrap_or_default())).map(|dated| dated.iso)
        }
        _ => find(value).map(|dated| dated.iso),
    }
}

/// Whether a digit stands in `line`: without one it is no date.
pub(super) fn has_digit(line: &str) -> bool {
    line.bytes().any(|byte| byte.is_ascii_digit())
        || !line.is_ascii() && line.chars().any(|letter| digit(letter).is_some())
}

/// The order in which `line` writes a date in numbers, if only one is possible.
pub(super) fn order_of(line: &str) -> Option<Order> {
    memchr_iter(b'/', &line.as_bytes()[..line.len().min(REACH)]).nth(1)?;
    let words = words(line);
    let shown = words.windows(3).find_map(|three| {
        let [a, b, y] = three else { return None };
        let slashed = line.get(a.end..b.start) == Some("/") && line.get(b.end..y.start) == Some("/");
        (slashed && y.digits == 4).then_some((a.number?, b.number?))
    })?;
    match shown {
        (13..=31, 1..=12) => Some(Order::DayFirst),
        (1..=12, 13..=31) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// Whether a year may stand in the first 300 bytes: no date is read without.
pub(super) fn names_year(line: &str) -> bool {
    let bytes = &line.as_bytes()[..line.len().min(REACH)];
    // Most lines have none of these bytes: `/`, digits, and the first ones of what is written otherwise.
    let may_be = |byte: &u8| matches!(byte, b'/'..=b'9') | matches!(byte, 0xd9..) & (*byte != 0xe2);
    if !bytes.iter().fold(false, |found, byte| found | may_be(byte)) {
        return false;
    }
    // Of other digits, and of the names of eras, it is enough that their first bytes stand there.
    bytes.iter().enumerate().any(|(at, byte)| match (byte, &bytes[at + 1..]) {
        (b'/', _) => true,
        // `24.11.26`
        (b'0'..=b'9', [b'.', month, _, ..]) if month.is_ascii_digit() => true,
        (b'1', [b'9', a, b, ..]) | (b'2', [b'0', a, b, ..]) => a.is_ascii_digit() && b.is_ascii_digit(),
        (0xd9, [0xa0..=0xa9, ..]) | (0xdb, [0xb0..=0xb9, ..]) | (0xef, [0xbc, 0x90..=0x99, ..]) => true,
        (0xe4 | 0xe5, _) => {
            bytes[at..].starts_with("令".as_bytes()) || bytes[at..].starts_with("平".as_bytes())
        }
        _ => false,
    })
}

/// The value of a decimal digit: ASCII, Arabic, Persian, full-width.
fn digit(letter: char) -> Option<u32> {
    let zero = match letter {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(u32::from(letter) - u32::from(zero))
}

fn words(line: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut word = Word { text: "", start: 0, end: 0, number: None, digits: 0 };
    let mut before = ' ';
    let reach = line.floor_char_boundary(REACH);
    for (at, letter) in line[..reach].char_indices().chain([(reach, ' ')]) {
        let value = digit(letter);
        let goes_on = value.is_some() || letter.is_alphanumeric();
        // A page's parts run together: `RoeDec`.
        let glued = before.is_lowercase() && letter.is_uppercase();
        let joins = before.is_alphanumeric() && goes_on && digit(before).is_some() == value.is_some();
        if (!joins || glued) && word.end > word.start {
            word.text = &line[word.start..word.end];
            found.push(word);
            word = Word { text: "", start: at, end: at, number: None, digits: 0 };
        }
        if goes_on {
            if word.end == word.start {
                word.start = at;
            }
            word.end = at + letter.len_utf8();
            if let Some(value) = value {
                word.number = word.number.unwrap_or(0).checked_mul(10).and_then(|sum| sum.checked_add(value));
                word.digits += 1;
                // A number too large for any date.
                word.number = word.number.or(Some(u32::MAX));
            }
        }
        before = letter;
    }
    found
}

/// The day that begins at word `at`, and the words it takes.
fn day_at(line: &str, words: &[Word<'_>], at: usize, order: Order) -> Option<(Day, usize, usize)> {
    let word = |n: usize| words.get(at + n);
    let number = |n: usize| word(n).and_then(|word| word.number);
    let between = |n: usize| -> &str {
        match (word(n), word(n + 1)) {
            (Some(a), Some(b)) => line.get(a.end..b.start).unwrap_or_default(),
            _ => "",
        }
    };
    let near = |n: usize| between(n).len() <= 3;
    // 2019-06-26, 2019/06/26, 2019.06.26
    if let (Some(y), Some(m), Some(d)) = (number(0), number(1), number(2))
        && word(0).is_some_and(|word| word.digits == 4)
        && matches!(between(0), "-" | "/" | "." | ". ")
        && matches!(between(1), "-" | "/" | "." | ". ")
    {
        return valid(y, m, d).map(|day| (day, at, at + 3));
    }
    // 2019年11月18日, 2019년 11월 18일, 令和元年5月1日
    if let Some(found) = east_asian(words, at) {
        return Some(found);
    }
    // 26.06.2019, 26/06/2019, 06/26/2019, 12/22/23
    if let (Some(a), Some(b), Some(y)) = (number(0), number(1), number(2))
        && matches!(between(0), "." | "/" | "-")
        && between(0) == between(1)
        && let Some(y) = word(2).and_then(|word| match word.digits {
            4 => Some(y),
            2 if between(0) != "-" => Some(2000 + y),
            _ => None,
        })
    {
        let american = between(0) == "/" && order == Order::MonthFirst;
        let (m, d) = if american { (a, b) } else { (b, a) };
        return valid(y, m, d).or_else(|| valid(y, d, m)).map(|day| (day, at, at + 3));
    }
    // June 26, 2019; Jun. 26th 2019
    if (number(1).is_some() || number(2).is_some())
        && let Some((m, used)) = month_at(words, at)
    {
        let d = number(used).filter(|_| near(used - 1))?;
        let last = used + usize::from(word(used + 1).is_some_and(|word| is_ordinal(word.text)));
        let y = word(last + 1).and_then(year).filter(|_| near(last))?;
        return valid(y, m, d).map(|day| (day, at, at + last + 2));
    }
    // 26 June 2019; 26. Juni 2019; 26 de junio de 2019; 1er janvier 2019
    let d = number(0)?;
    let mut next = 1;
    while next < 3 && word(next).is_some_and(|word| is_ordinal(word.text) || joins_month(word.text)) {
        next += 1;
    }
    let (m, used) = month_at(words, at + next).filter(|_| near(next - 1))?;
    let mut last = next + used;
    // `نوفمبر/ تشرين الثاني`: the month by both its names.
    let again = month_at(words, at + last).filter(|(again, _)| *again == m && near(last - 1));
    last += again.map_or(0, |(_, used)| used);
    last += usize::from(word(last).is_some_and(|word| matches!(word.text, "de" | "del")));
    let y = word(last).and_then(year).filter(|_| near(last - 1))?;
    valid(y, m, d).map(|day| (day, at, at + last + 1))
}

fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "ST" | "ND" | "RD" | "TH")
}

fn joins_month(word: &str) -> bool {
    matches!(word, "de" | "of" | "DE")
}

/// A day as Chinese, Japanese and Korean write it, the year first, each number with its unit.
fn east_asian(words: &[Word<'_>], at: usize) -> Option<(Day, usize, usize)> {
    let unit =
        |n: usize, units: [char; 2]| words.get(at + n).is_some_and(|word| word.text.starts_with(units));
    let number = |n: usize| words.get(at + n).and_then(|word| word.number);
    let text = words[at].text;
    // An era's name stands before its year, the first of which is `元`.
    let era = [("令和", 2018), ("平成", 1988)].into_iter().find(|(name, _)| text.starts_with(name));
    let (y, from) = match era {
        Some((name, before)) if text[name.len()..].starts_with("元年") => (before + 1, 1),
        Some((_, before)) if unit(2, ['年', '년']) => (before + number(1).filter(|year| *year < 100)?, 3),
        None if words[at].digits == 4 && unit(1, ['年', '년']) => (number(0)?, 2),
        _ => return None,
    };
    if !unit(from + 1, ['月', '월']) {
        return None;
    }
    let day = valid(y, number(from)?, number(from + 2)?)?;
    Some((day, at, (at + from + 4).min(words.len())))
}

/// The year a word is, or begins with where a time or a count is run on to it: `20236:46`.
fn year(word: &Word<'_>) -> Option<u32> {
    let glued = word.digits > 4 && word.text.starts_with("20");
    if glued { word.text.get(..4)?.parse().ok() } else { word.number }
}

fn valid(y: u32, m: u32, d: u32) -> Option<Day> {
    let leap = y.is_multiple_of(4) && (!y.is_multiple_of(100) || y.is_multiple_of(400));
    let last = match m {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 31,
    };
    ((1900..=2099).contains(&y) && (1..=12).contains(&m) && (1..=last).contains(&d)).then_some((y, m, d))
}

/// The minute in UTC that is `seconds` after 1970 began, by Hinnant's rule; `None` before 1990.
fn of_seconds(seconds: i64) -> Option<String> {
    let minutes = seconds.checked_div(60).filter(|minutes| *minutes > 20 * 365 * 24 * 60)?;
    let days = minutes / (24 * 60) + 719_468;
    let era = days / 146_097;
    let of_era = days - era * 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    let (hour, minute) = (minutes / 60 % 24, minutes % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}Z"))
}

#[cfg(test)]
mod tests;
