//! The holidays that news names, and the day that each falls on in a year.

use super::calendar::Day;
use super::lexicon::Senses;
use super::words::Words;

/// When a holiday is.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// Always in that month and on that day of it.
    On(u32, u32),
    /// That count of that weekday (0 for Monday) in a month, and so many days after it.
    Nth(u32, u32, u32, i64),
    /// The last of a weekday in a month.
    Last(u32, u32),
    /// So many days after Easter Sunday, or before it.
    Easter(i64),
    /// The day on which a president takes office: 20 January after each election.
    Inauguration,
    /// By another calendar, or another day from year to year.
    Moves,
}

use Rule::{Easter, Inauguration, Last, Moves, Nth, On};

impl Rule {
    /// Its day in `year`.
    pub fn day(self, year: i32) -> Option<Day> {
        match self {
            On(month, day) => Day::new(year, month, day),
            Nth(count, weekday, month, after) => Day::of_month(count, weekday, month, year)?.plus(after),
            Last(weekday, month) => Day::last_of_month(weekday, month, year),
            Easter(after) => Day::easter(year)?.plus(after),
            Inauguration if year.rem_euclid(4) == 1 => Day::new(year, 1, 20),
            Inauguration | Moves => None,
        }
    }
}

/// The holiday that begins at `at`: the first word after it, and its rule.
pub fn holiday(words: &Words, at: usize) -> Option<(usize, Rule)> {
    let initial = words.lower(at).bytes().next();
    let (to, name, rule) = HOLIDAYS
        .iter()
        .filter(|(name, _)| name.bytes().next() == initial)
        .find_map(|&(name, rule)| Some((end_of(words, at, name)?, name, rule)))?;
    Some((to, if elsewhere(words, at, name) { Moves } else { rule }))
}

/// The first word after `name`, if it begins at `at`. Its words that end in `s` may be an owner's: `Presidents Day`,
/// `Presidents’ Day` and `President’s Day` are one.
fn end_of(words: &Words, at: usize, name: &str) -> Option<usize> {
    let mut to = at;
    for word in name.split(' ') {
        let written = words.lower(to);
        if written == word {
            to += 1 + usize::from(word.ends_with('s') && words.lower(to + 1) == "'");
        } else if word.strip_suffix('s') == Some(written) && words.lower(to + 1) == "'s" {
            to += 2;
        } else {
            return None;
        }
    }
    Some(to)
}

/// Whether the words say that it is another people's day of that name: `Mexico's Independence Day`, `Canadian
/// Thanksgiving`, `Orthodox Easter`.
fn elsewhere(words: &Words, at: usize, name: &str) -> bool {
    let before = words.before(at, 1);
    let own = name.starts_with("independence");
    let shared =
        own || ["thanksgiving", "memorial", "labor", "mothers"].iter().any(|day| name.starts_with(day));
    let nation = || {
        let word = at.checked_sub(1).and_then(|at| words.words.get(at));
        before != "american" && word.is_some_and(|word| word.alone.any(Senses::DEMONYM))
    };
    matches!(before, "orthodox" | "coptic" | "eastern") || own && before == "'s" || shared && nation()
}

/// The longer before the shorter that they begin with. Those of the United States where countries differ: the federal
/// ones by 5 U.S.C. 6103, Mother's and Father's Day by 36 U.S.C. 117 and 109, Election Day by 2 U.S.C. 7.
const HOLIDAYS: &[(&str, Rule)] = &[
    ("christmas day", On(12, 25)),
    ("christmas eve", On(12, 24)),
    ("christmas", On(12, 25)),
    ("boxing day", On(12, 26)),
    ("new years day", On(1, 1)),
    ("new years eve", On(12, 31)),
    ("new years", On(1, 1)),
    ("lunar new year", Moves),
    ("chinese new year", Moves),
    ("thanksgiving eve", Nth(4, 3, 11, -1)),
    ("thanksgiving day", Nth(4, 3, 11, 0)),
    ("thanksgiving", Nth(4, 3, 11, 0)),
    ("black friday", Nth(4, 3, 11, 1)),
    ("small business saturday", Nth(4, 3, 11, 2)),
    ("cyber monday", Nth(4, 3, 11, 4)),
    ("giving tuesday", Nth(4, 3, 11, 5)),
    ("easter sunday", Easter(0)),
    ("easter monday", Easter(1)),
    ("easter", Easter(0)),
    ("good friday", Easter(-2)),
    ("holy thursday", Easter(-3)),
    ("maundy thursday", Easter(-3)),
    ("palm sunday", Easter(-7)),
    ("ash wednesday", Easter(-46)),
    ("fat tuesday", Easter(-47)),
    ("shrove tuesday", Easter(-47)),
    ("mardi gras", Easter(-47)),
    ("pentecost", Easter(49)),
    ("super tuesday", Moves),
    ("halloween", On(10, 31)),
    ("hanukkah", Moves),
    ("ramadan", Moves),
    ("eid al - fitr", Moves),
    ("eid al - adha", Moves),
    ("passover", Moves),
    ("yom kippur", Moves),
    ("rosh hashanah", Moves),
    ("diwali", Moves),
    ("martin luther king jr. day", Nth(3, 0, 1, 0)),
    ("martin luther king , jr. day", Nth(3, 0, 1, 0)),
    ("martin luther king jr day", Nth(3, 0, 1, 0)),
    ("martin luther king day", Nth(3, 0, 1, 0)),
    ("mlk day", Nth(3, 0, 1, 0)),
    ("inauguration day", Inauguration),
    ("groundhog day", On(2, 2)),
    ("valentines day", On(2, 14)),
    ("presidents day", Nth(3, 0, 2, 0)),
    ("international womens day", On(3, 8)),
    ("st. patricks day", On(3, 17)),
    ("april fools day", On(4, 1)),
    ("earth day", On(4, 22)),
    ("arbor day", Last(4, 4)),
    ("may day", On(5, 1)),
    ("cinco de mayo", On(5, 5)),
    ("mothers day", Nth(2, 6, 5, 0)),
    ("memorial day", Last(0, 5)),
    ("flag day", On(6, 14)),
    ("juneteenth", On(6, 19)),
    ("fathers day", Nth(3, 6, 6, 0)),
    ("independence day", On(7, 4)),
    ("fourth of july", On(7, 4)),
    ("bastille day", On(7, 14)),
    ("labor day", Nth(1, 0, 9, 0)),
    ("columbus day", Nth(2, 0, 10, 0)),
    ("indigenous peoples day", Nth(2, 0, 10, 0)),
    ("election day", Nth(1, 0, 11, 1)),
    ("veterans day", On(11, 11)),
    ("world aids day", On(12, 1)),
    ("kwanzaa", Moves),
];
