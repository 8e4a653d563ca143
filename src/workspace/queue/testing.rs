//! Rows for tests: any that could be, and as many as wanted.

use proptest::prelude::*;

use super::{Row, Twin};
use crate::annotation::{DocumentStatus, Label, Summary, Tally, Timestamp};

const TEXT: &str = "[a-cA-C é漢ש👩🚀\u{200d}\r\n.]{0,12}";
const DATE: &str = "20[0-9]{2}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{3})?)?(Z|[+-]0[0-9]:[0134][05])?)?|[a-z0-9 -]{0,8}";

fn tally() -> impl Strategy<Value = Tally> {
    let count = || prop_oneof![Just(0), 0..300_u32, 0..100_000_000_u32];
    ("[A-C]{1,2}|é漢", count(), count(), count(), count(), count()).prop_map(
        |(label, ink, pencil, rejected, right, wrong)| Tally {
            label: Label::new(&label).unwrap(),
            ink,
            pencil,
            rejected,
            right,
            wrong,
        },
    )
}

/// Any summary.
pub fn summary() -> impl Strategy<Value = Summary> {
    let texts = (TEXT, TEXT, proptest::option::of("[ab]{1,2}|漢 é"), proptest::option::of(DATE));
    let number = || prop_oneof![0..10_u32, any::<u32>()];
    let counts = (number(), number(), number(), number(), proptest::option::of(0..=1000_u16));
    let dates = (DATE, DATE, proptest::option::of(DATE));
    let marks = proptest::collection::vec(tally(), 0..4);
    (texts, counts, dates, marks, 0..3_usize, any::<bool>()).prop_map(
        |(texts, counts, dates, mut marks, status, tagged)| {
            marks.sort_by(|a: &Tally, b| a.label.cmp(&b.label));
            marks.dedup_by(|a, b| a.label == b.label);
            Summary {
                id: texts.0.into(),
                title: texts.1.into(),
                site: texts.2.map(Into::into),
                published: texts.3.map(Into::into),
                status: DocumentStatus::ALL[status],
                words: counts.0,
                paragraphs: counts.1,
                read: counts.2,
                marks,
                notes: counts.3,
                lowest: counts.4,
                tagged,
                added: Timestamp(dates.0.into()),
                changed: Timestamp(dates.1.into()),
                done: dates.2.map(|done| Timestamp(done.into())),
            }
        },
    )
}

/// Any rows with numbers below `most`, in order.
pub fn rows(most: u32) -> impl Strategy<Value = Vec<Row>> {
    let twin = proptest::option::of((0..most, 0..=100_u8).prop_map(|(number, alike)| Twin { number, alike }));
    let one = (0..most, (summary(), twin));
    proptest::collection::btree_map(0..most, one.prop_map(|(_, one)| one), 0..12).prop_map(|rows| {
        rows.into_iter().map(|(number, (summary, twin))| Row { number, summary, twin }).collect()
    })
}

/// A row as usual, which differs with its number.
pub fn plain(number: u32) -> Row {
    let of = |list: &[&str]| list[number as usize % list.len()].to_owned();
    let mark = |label: &str, ink| Tally {
        label: Label::new(label).unwrap(),
        ink,
        pencil: number % 4,
        rejected: 0,
        right: ink / 2,
        wrong: 1,
    };
    Row {
        number,
        summary: Summary {
            id: format!("article-{number}").into(),
            title: format!(
                "{} {}: what the court said on day {number}",
                of(&["Ohio", "É漢", "García", "Łódź", "Kyoto"]),
                of(&["Duval", "Smith", "Chen"])
            )
            .into(),
            site: (!number.is_multiple_of(3))
                .then(|| of(&["CNN", "The Times", "Le Monde", "朝日新聞"]).into()),
            published: (!number.is_multiple_of(5)).then(|| {
                format!("20{:02}-{:02}-{:02}T21:06-04:00", 10 + number % 15, 1 + number % 12, 1 + number % 28)
                    .into()
            }),
            status: DocumentStatus::ALL[number as usize % 3],
            words: 300 + number % 700,
            paragraphs: 10 + number % 9,
            read: number % 12,
            marks: vec![mark("COURT", number % 5), mark("PERSON", number % 30), mark("PLACE", number % 11)],
            notes: u32::from(number.is_multiple_of(50)),
            lowest: (!number.is_multiple_of(4)).then_some((number * 37 % 1001) as u16),
            tagged: true,
            added: Timestamp(
                format!(
                    "2026-01-{:02}T10:{:02}:30.{:03}Z",
                    1 + number / 60_000 % 28,
                    number / 1000 % 60,
                    number % 1000
                )
                .into(),
            ),
            changed: Timestamp(
                format!("2026-02-{:02}T10:{:02}:30.{:03}Z", 1 + number % 28, number % 60, number % 1000)
                    .into(),
            ),
            done: None,
        },
        twin: (number % 40 == 39).then(|| Twin { number: number - 1, alike: 60 + (number % 40) as u8 }),
    }
}
