//! How many documents are done, by day, at what pace, and when that pace has all of them done.

use std::collections::BTreeMap;

use super::words::{date, grouped, percent, sentence, spelled};
use crate::annotation::{DocumentStatus, Summary};
use crate::tagging::calendar::Day;

/// How many documents were done on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoneOn {
    /// The day, in UTC.
    pub day: Day,
    /// How many on that day; never 0.
    pub count: u32,
    /// How many by its end.
    pub sum: u32,
}

/// How many were done in a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// How many of the week's days there were since the first was done, 0 to 7.
    pub days: u32,
    /// How many were done on them.
    pub count: u32,
}

/// How many documents are done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// All documents.
    pub all: u32,
    /// Those that are done.
    pub done: u32,
    /// The days on which some were done, the earliest first. The last sum is `done`, if there is a day at all.
    pub days: Vec<DoneOn>,
    /// Today; the last day that something was done on, where clocks differ.
    pub today: Option<Day>,
    /// The last seven days, today the last of them.
    pub week: Pace,
    /// The seven before.
    pub before: Pace,
    /// The day on which the rest is done, at this week's pace.
    pub finish: Option<Day>,
}

/// What is counted of each document.
#[derive(Default)]
pub(super) struct Tally {
    all: u32,
    done: u32,
    days: BTreeMap<Day, u32>,
}

impl Tally {
    pub(super) fn add(&mut self, summary: &Summary) {
        self.all += 1;
        if summary.status != DocumentStatus::Done {
            return;
        }
        self.done += 1;
        if let Some(day) = summary.done.as_ref().and_then(|done| Day::parse(&done.0)) {
            *self.days.entry(day).or_default() += 1;
        }
    }

    pub(super) fn progress(self, today: Option<Day>) -> Progress {
        let Tally { all, done, days } = self;
        // Those of no known day were done before the others, as far as anyone can tell.
        let mut sum = done - days.values().sum::<u32>();
        let days: Vec<DoneOn> = days
            .into_iter()
            .map(|(day, count)| {
                sum += count;
                DoneOn { day, count, sum }
            })
            .collect();
        let last = days.last().map(|last| last.day);
        let today = today.max(last);
        let pace = |ago| today.map_or_else(Pace::default, |today| pace(&days, today.number() - ago));
        let (week, before) = (pace(0), pace(7));
        let left = i64::from(all - done);
        let finish = today.filter(|_| left > 0 && week.count > 0).and_then(|today| {
            let (days, count) = (i64::from(week.days), i64::from(week.count));
            today.plus((left * days + count - 1) / count)
        });
        Progress { all, done, days, today, week, before, finish }
    }
}

/// The pace of the seven days up to the one of that number.
fn pace(days: &[DoneOn], last: i64) -> Pace {
    let Some(first) = days.first() else { return Pace::default() };
    let within = |done: &&DoneOn| (last - 6..=last).contains(&done.day.number());
    Pace {
        days: u32::try_from((last - first.day.number() + 1).clamp(0, 7)).unwrap_or(0),
        count: days.iter().filter(within).map(|done| done.count).sum(),
    }
}

impl Progress {
    /// What there is to find in it, in words.
    pub fn finding(&self) -> String {
        let (all, done) = (self.all, self.done);
        let last = self.days.last().zip(self.today).map(|(last, today)| date(last.day, today));
        match (all, done, last) {
            (0, ..) => "No documents yet.".to_owned(),
            (1, 0, _) => "Not done yet.".to_owned(),
            (_, 0, _) => format!("None of {} done yet.", grouped(all)),
            (1, _, None) => "Done.".to_owned(),
            (1, _, Some(last)) => format!("Done on {last}."),
            (_, _, None) if all == done => format!("All {} done.", grouped(all)),
            (_, _, Some(last)) if all == done => format!("All {} done, the last on {last}.", grouped(all)),
            _ => {
                let part = percent(done, all);
                // Of few, each counts.
                let so_far = match all < 20 || part < 2 {
                    true => format!("{} of {} done.", grouped(done), grouped(all)),
                    false => format!("{part}% done."),
                };
                format!("{so_far}{}", self.at_what_pace().map_or_else(String::new, |pace| format!(" {pace}")))
            }
        }
    }

    /// Where this week's pace leads, in words.
    pub fn outlook(&self) -> Option<String> {
        let (finish, today) = self.finish.zip(self.today)?;
        Some(format!("At this pace all are done by {}.", date(finish, today)))
    }

    fn at_what_pace(&self) -> Option<String> {
        let (first, today) = (self.days.first()?.day, self.today?);
        let Progress { week, before, .. } = *self;
        Some(sentence(&match week.days {
            1 => format!("{} today", spelled(week.count)),
            2..7 => format!("{} since {}", week.rate(), date(first, today)),
            _ if before.days == 0 => format!("{} this week", week.rate()),
            _ if week.count == 0 && before.count == 0 => {
                let last = self.days.last().map_or(first, |last| last.day);
                format!("none since {}", date(last, today))
            }
            // In the same terms, so that the two compare.
            _ if week.is_daily() && before.is_daily() => {
                format!(
                    "{} a day this week, {} the week before",
                    spelled(week.a_day()),
                    spelled(before.a_day())
                )
            }
            _ => format!("{} this week, {} the week before", spelled(week.count), spelled(before.count)),
        }))
    }
}

impl Pace {
    /// Whether it comes to one a day.
    fn is_daily(self) -> bool {
        self.days > 0 && self.count >= self.days
    }

    /// How many a day, to the nearest.
    fn a_day(self) -> u32 {
        let days = self.days.max(1);
        (2 * self.count + days) / (2 * days)
    }

    fn rate(self) -> String {
        match self.is_daily() {
            true => format!("{} a day", spelled(self.a_day())),
            false => spelled(self.count),
        }
    }
}
