//! What is remembered of a project's backups, and when to remind of one.

use super::counted;
use super::queue::bound;
use crate::annotation::Timestamp;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How often to remind of a backup, if anything changed since the last one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Every {
    /// Not at all.
    Never,
    /// Each day.
    Day,
    /// Each week.
    #[default]
    Week,
}

impl Every {
    /// All there are, as they are offered.
    pub const ALL: [Every; 3] = [Every::Day, Every::Week, Every::Never];

    /// Its name where it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Every::Never => "never",
            Every::Day => "day",
            Every::Week => "week",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Every> {
        Every::ALL.into_iter().find(|every| every.name() == name)
    }

    fn time(self) -> Option<i64> {
        match self {
            Every::Never => None,
            Every::Day => Some(DAY),
            Every::Week => Some(7 * DAY),
        }
    }
}

/// What is remembered of a project's backups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backups {
    /// When the first change was made that no backup has, as far as it was seen.
    pub since: Option<Timestamp>,
    /// When the last backup was made.
    pub last: Option<Timestamp>,
    /// How many changes were made since; all, if there is no backup.
    pub changes: u32,
    /// When a reminder was put off.
    pub later: Option<Timestamp>,
    /// How often to remind.
    pub every: Every,
}

impl Backups {
    /// The same after one more change.
    pub fn changed(&self, now: &Timestamp) -> Backups {
        let since = self.since.clone().or_else(|| Some(now.clone()));
        Backups { since, changes: self.changes.saturating_add(1), ..self.clone() }
    }

    /// The same after a backup that was begun at `at`, when it was as `then`: what changed meanwhile it may not have.
    pub fn made(&self, at: Timestamp, then: &Backups) -> Backups {
        let changes = self.changes.saturating_sub(then.changes);
        let since = (changes > 0).then(|| at.clone());
        Backups { since, last: Some(at), changes, later: None, every: self.every }
    }

    /// The same after a backup that lacks so many changes, as they could not be saved.
    pub fn lacking(&self, changes: u32) -> Backups {
        let since = self.since.clone().or_else(|| self.last.clone().filter(|_| changes > 0));
        Backups { since, changes: self.changes.max(changes), ..self.clone() }
    }

    /// The same with reminders put off.
    pub fn put_off(&self, now: &Timestamp) -> Backups {
        Backups { later: Some(now.clone()), ..self.clone() }
    }

    /// Whether it is time to remind of a backup.
    pub fn are_due(&self, now: &Timestamp) -> bool {
        // Where there is none, what counts is how long there has been anything to lose.
        let from = self.last.as_ref().or(self.since.as_ref());
        is_due(from, self.changes, self.every, now)
            && self.later.as_ref().is_none_or(|later| is_over(later, DAY, now))
    }

    /// What a reminder says: `Last backup 8 days ago, 214 changes since.`
    pub fn reminder(&self, now: &Timestamp) -> String {
        let changes = counted(self.changes as usize, "change");
        match &self.last {
            Some(last) => format!("Last backup {}, {changes} since.", ago(last, now)),
            None => format!("No backup yet, {changes} so far."),
        }
    }
}

/// Whether to remind of a backup: something changed since the last one, and that one is as old as it may be. One that was made at
/// no known time is too old.
pub fn is_due(last: Option<&Timestamp>, changes: u32, every: Every, now: &Timestamp) -> bool {
    let Some(time) = every.time().filter(|_| changes > 0) else { return false };
    last.is_none_or(|last| is_over(last, time, now))
}

/// How long ago something was: `2 days ago`.
pub fn ago(then: &Timestamp, now: &Timestamp) -> String {
    let Some(passed) = passed(then, now) else { return "at an unknown time".to_owned() };
    let units = [
        (HOUR, MINUTE, "minute"),
        (DAY, HOUR, "hour"),
        (60 * DAY, DAY, "day"),
        (730 * DAY, 30 * DAY, "month"),
        (i64::MAX, 365 * DAY, "year"),
    ];
    if passed < MINUTE {
        return "just now".to_owned();
    }
    let fits = units.into_iter().find(|(below, ..)| passed < *below);
    let (count, one) = fits.map_or((0, "year"), |(_, unit, one)| (passed / unit, one));
    format!("{} ago", counted(usize::try_from(count).unwrap_or_default(), one))
}

fn is_over(then: &Timestamp, time: i64, now: &Timestamp) -> bool {
    passed(then, now).is_none_or(|passed| passed >= time)
}

/// How many milliseconds have passed; nothing where that is not known: a clock that was set back tells nothing.
fn passed(then: &Timestamp, now: &Timestamp) -> Option<i64> {
    let at = |moment: &Timestamp| bound(&moment.0, false);
    let passed = at(now)?.checked_sub(at(then)?)?;
    // Clocks are mended by minutes, and zones by hours.
    (passed > -DAY).then_some(passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp(text.into())
    }

    const NOW: &str = "2026-11-30T08:00:00.000Z";

    #[test]
    fn a_backup_is_due_when_it_is_old_and_something_changed() {
        use Every::{Day, Never, Week};
        for (last, changes, every, due) in [
            ("2026-11-29T07:00:00.000Z", 1, Day, true),
            ("2026-11-29T08:00:00.000Z", 1, Day, true),
            ("2026-11-29T08:00:00.001Z", 1, Day, false),
            ("2026-11-29T07:00:00.000Z", 0, Day, false),
            ("2026-11-29T07:00:00.000Z", 9, Week, false),
            ("2026-11-23T08:00:00.000Z", 9, Week, true),
            ("2026-11-23T08:00:00.001Z", 9, Week, false),
            ("2026-11-23T08:00:00.000Z", 0, Week, false),
            ("2020-02-29T00:00:00.000Z", 999, Never, false),
            ("2020-02-29T00:00:00.000Z", 0, Never, false),
            // Written by another program: a day, another zone.
            ("2026-11-23", 1, Week, true),
            ("2026-11-23T12:00:00+05:00", 1, Week, true),
            ("2026-11-23T12:00:00+03:00", 1, Week, false),
            // No time at all, and a clock that was set back.
            ("", 1, Week, true),
            ("soon", 1, Day, true),
            ("漢", 1, Day, true),
            ("soon", 0, Day, false),
            ("2026-11-30T09:00:00.000Z", 1, Day, false),
            ("2031-01-01T00:00:00.000Z", 1, Week, true),
        ] {
            assert_eq!(
                is_due(Some(&at(last)), changes, every, &at(NOW)),
                due,
                "{last}, {changes}, {every:?}"
            );
        }
        assert!(is_due(None, 1, Week, &at(NOW)) && !is_due(None, 0, Day, &at(NOW)));
    }

    #[test]
    fn without_a_backup_the_first_change_counts() {
        let backups = Backups::default();
        assert!(!backups.are_due(&at(NOW)));
        let backups =
            backups.changed(&at("2026-11-20T08:00:00.000Z")).changed(&at("2026-11-30T07:00:00.000Z"));
        assert_eq!((backups.since.clone(), backups.changes), (Some(at("2026-11-20T08:00:00.000Z")), 2));
        assert!(!backups.are_due(&at("2026-11-27T07:00:00.000Z")));
        assert!(backups.are_due(&at(NOW)));
        assert_eq!(backups.reminder(&at(NOW)), "No backup yet, 2 changes so far.");
    }

    #[test]
    fn later_waits_a_day() {
        let last = Some(at("2026-11-01T08:00:00.000Z"));
        let backups = Backups { last, changes: 214, ..Backups::default() };
        assert!(backups.are_due(&at(NOW)));
        assert_eq!(backups.reminder(&at(NOW)), "Last backup 29 days ago, 214 changes since.");
        let backups = backups.put_off(&at(NOW));
        assert!(!backups.are_due(&at(NOW)) && !backups.are_due(&at("2026-12-01T07:59:59.999Z")));
        assert!(backups.are_due(&at("2026-12-01T08:00:00.000Z")));
    }

    #[test]
    fn what_changes_while_a_backup_is_made_still_counts() {
        let then = Backups { changes: 5, every: Every::Day, ..Backups::default() };
        let now = then.changed(&at(NOW)).put_off(&at(NOW));
        let made = now.made(at(NOW), &then);
        let expected =
            Backups { since: Some(at(NOW)), last: Some(at(NOW)), changes: 1, later: None, every: Every::Day };
        assert_eq!(made, expected);
        assert_eq!(then.made(at(NOW), &then).since, None);
        assert_eq!(made.reminder(&at(NOW)), "Last backup just now, 1 change since.");
        // What could not be saved is not in it.
        assert_eq!(made.lacking(0), made);
        let lacking = then.made(at(NOW), &then).lacking(3);
        assert_eq!((lacking.changes, lacking.since), (3, Some(at(NOW))));
    }

    #[test]
    fn how_long_ago_is_said_in_words() {
        for (then, words) in [
            ("2026-11-30T08:00:00.000Z", "just now"),
            ("2026-11-30T08:30:00.000Z", "just now"),
            ("2026-11-30T07:59:00.000Z", "1 minute ago"),
            ("2026-11-30T07:00:01.000Z", "59 minutes ago"),
            ("2026-11-29T08:00:01.000Z", "23 hours ago"),
            ("2026-11-29T08:00:00.000Z", "1 day ago"),
            ("2026-11-22T08:00:00.000Z", "8 days ago"),
            ("2026-09-01T08:00:00.000Z", "3 months ago"),
            ("2023-09-01T08:00:00.000Z", "3 years ago"),
            ("漢", "at an unknown time"),
        ] {
            assert_eq!(ago(&at(then), &at(NOW)), words);
        }
    }

    #[test]
    fn how_often_has_a_name() {
        for every in Every::ALL {
            assert_eq!(Every::named(every.name()), Some(every));
        }
        assert_eq!(Every::named("hourly"), None);
    }
}
