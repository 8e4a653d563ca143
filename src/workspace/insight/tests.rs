//! What the figures promise: sums that agree, intervals that hold what was found, and sentences that are true.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::annotation::{DocumentStatus, Tally};

/// A document of so many words, paragraphs and read ones, done on that day; `-` is not done.
fn summary(words: u32, paragraphs: u32, read: u32, done: &str, marks: Vec<Tally>) -> Summary {
    let day = || Timestamp(done.into());
    Summary {
        id: "d".into(),
        title: "A title".into(),
        site: None,
        published: None,
        status: if done == "-" { DocumentStatus::InProgress } else { DocumentStatus::Done },
        words,
        paragraphs,
        read,
        marks,
        notes: 0,
        lowest: None,
        tagged: true,
        added: Timestamp("2026-01-01T00:00:00Z".into()),
        changed: Timestamp("2026-01-01T00:00:00Z".into()),
        done: (done != "-").then(day),
    }
}

fn tally(label: &str, [ink, pencil, rejected, right, wrong]: [u32; 5]) -> Tally {
    Tally { label: Label::new(label).unwrap(), ink, pencil, rejected, right, wrong }
}

fn insight(all: &[Summary]) -> Insight {
    Insight::of(all, &Schema::default(), &Timestamp("2026-11-20T09:00:00Z".into()))
}

fn name(label: &Label) -> String {
    label.name().to_owned()
}

/// Documents as `DAY×COUNT`, a space between; each has 100 words.
fn done(documents: &str) -> Progress {
    let all = documents.split(' ').filter(|part| !part.is_empty()).flat_map(|part| {
        let (day, count) = part.split_once('×').unwrap();
        let count = count.parse::<usize>().unwrap();
        std::iter::repeat_with(|| summary(100, 5, 1, day, Vec::new())).take(count).collect::<Vec<_>>()
    });
    insight(&all.collect::<Vec<_>>()).progress
}

fn check_progress(documents: &str, expected: &str) {
    let progress = done(documents);
    let outlook = progress.outlook().map(|words| format!(" {words}")).unwrap_or_default();
    assert_eq!(format!("{}{outlook}", progress.finding()), expected, "{documents}");
}

#[test]
fn progress_in_words() {
    for (documents, expected) in [
        ("", "No documents yet."),
        ("-×1", "Not done yet."),
        ("-×1200", "None of 1,200 done yet."),
        ("2026-11-20T08:00:00Z×1", "Done on Nov 20."),
        ("2025-12-31×1", "Done on Dec 31, 2025."),
        ("undated×1", "Done."),
        ("undated×3", "All 3 done."),
        ("2026-11-19×1 2026-11-20×2", "All 3 done, the last on Nov 20."),
        // Begun today.
        ("2026-11-20×1 -×1", "1 of 2 done. One today. At this pace all are done by Nov 21."),
        ("2026-11-20×12 -×30", "29% done. 12 today. At this pace all are done by Nov 23."),
        // Begun this week.
        (
            "2026-11-18×4 2026-11-20×2 -×6",
            "6 of 12 done. Two a day since Nov 18. At this pace all are done by Nov 23.",
        ),
        (
            "2026-11-15×1 2026-11-20×1 -×6",
            "2 of 8 done. Two since Nov 15. At this pace all are done by Dec 8.",
        ),
        ("2026-11-14×7 -×1", "7 of 8 done. One a day this week. At this pace all are done by Nov 21."),
        // A week before to compare with.
        (
            "2026-11-07×42 2026-11-14×30 2026-11-20×40 -×88",
            "56% done. Ten a day this week, six the week before. At this pace all are done by Nov 29.",
        ),
        (
            "2026-11-07×42 2026-11-20×3 -×5",
            "90% done. Three this week, 42 the week before. At this pace all are done by Dec 2.",
        ),
        (
            "2026-11-07×1 2026-11-20×3 -×5",
            "4 of 9 done. Three this week, one the week before. At this pace all are done by Dec 2.",
        ),
        // No work lately.
        ("2026-11-10×2 -×5", "2 of 7 done. None this week, two the week before."),
        ("2025-11-10×2 -×5", "2 of 7 done. None since Nov 10, 2025."),
        // Of many, one is less than a hundredth, and all but one are not all.
        ("2026-11-20×1 -×999", "1 of 1,000 done. One today. At this pace all are done by Aug 15, 2029."),
        ("2026-11-20×999 -×1", "99% done. 999 today. At this pace all are done by Nov 21."),
        // A clock that runs ahead.
        ("2026-11-25×1 -×1", "1 of 2 done. One today. At this pace all are done by Nov 26."),
        // A day that nobody knows counts, though not for the pace.
        ("undated×2 2026-11-20×1 -×1", "3 of 4 done. One today. At this pace all are done by Nov 21."),
    ] {
        check_progress(documents, expected);
    }
}

#[test]
fn a_pace_beyond_the_calendar_leads_nowhere() {
    let progress = done("9999-12-31×1 -×3");
    assert_eq!((progress.finish, progress.outlook()), (None, None));
}

#[test]
fn days_add_up() {
    let progress = done("undated×2 2026-11-18T23:59:59.999Z×1 2026-11-19T00:00:00Z×3 -×4");
    let days: Vec<_> = progress.days.iter().map(|on| (on.day.to_string(), on.count, on.sum)).collect();
    assert_eq!(days, [("2026-11-18".to_owned(), 1, 3), ("2026-11-19".to_owned(), 3, 6)]);
}

fn check_marks(tallies: &[Tally], expected: Expect) {
    let insight = insight(&[summary(9, 1, 0, "-", tallies.to_vec()), summary(9, 1, 0, "-", Vec::new())]);
    let rows = insight.marks.most_first().into_iter().map(|row| {
        format!("\n{}: {} ink, {} pencil, {} rejected", row.label.name(), row.ink, row.pencil, row.rejected)
    });
    expected.assert_eq(&format!("{}{}", insight.marks.finding(name), rows.collect::<String>()));
}

#[test]
fn marks_in_words() {
    check_marks(&[], expect!["Nothing is marked yet."]);
    check_marks(
        &[tally("PLACE", [0, 3, 0, 0, 0])],
        expect![[r#"
        All 3 still in pencil (dashed).
        PLACE: 0 ink, 3 pencil, 0 rejected"#]],
    );
    check_marks(
        &[
            tally("COURT", [1, 0, 0, 0, 0]),
            tally("PLACE", [1000, 180, 0, 0, 0]),
            tally("ZOO", [1, 0, 2, 0, 0]),
        ],
        expect![[r#"
            1,002 in ink (filled), 180 still in pencil (dashed). PLACE has the most.
            PLACE: 1000 ink, 180 pencil, 0 rejected
            COURT: 1 ink, 0 pencil, 0 rejected
            ZOO: 1 ink, 0 pencil, 2 rejected"#]],
    );
    // Two that share the first place: nothing is said of either.
    check_marks(
        &[tally("PLACE", [2, 0, 0, 0, 0]), tally("COURT", [2, 0, 0, 0, 0]), tally("LAW", [0, 0, 1, 0, 1])],
        expect![[r#"
            4 in ink, no pencil left.
            COURT: 2 ink, 0 pencil, 0 rejected
            PLACE: 2 ink, 0 pencil, 0 rejected
            LAW: 0 ink, 0 pencil, 1 rejected"#]],
    );
}

#[test]
fn labels_stand_in_the_schemas_order_and_others_behind() {
    let tallies = vec![tally("ZOO", [1, 0, 0, 0, 0]), tally("ART", [1; 5]), tally("DATE", [1; 5])];
    let insight = insight(&[summary(9, 1, 0, "-", tallies)]);
    let names: Vec<_> = insight.marks.0.iter().map(|row| row.label.name().to_owned()).collect();
    assert_eq!(names, ["COURT", "AGENCY", "LAW", "PLACE", "PERSON", "ORGANIZATION", "DATE", "ART", "ZOO"]);
    assert_eq!(names, insight.tagger.0.iter().map(|row| row.label.name().to_owned()).collect::<Vec<_>>());
}

/// Newcombe's examples of Wilson's interval without correction ("Two-sided confidence intervals for the single proportion:
/// comparison of seven methods", Statistics in Medicine 17, 1998, 857–872, table I), to his four places.
#[test]
fn intervals_are_those_of_the_books() {
    for (part, whole, low, high) in
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
    {
        let share = Share::of(part, whole - part).unwrap();
        let places = |end: f64| (end * 10_000.0).round() / 10_000.0;
        assert_eq!((places(share.low), places(share.high)), (low, high), "{part} of {whole}");
    }
    assert_eq!(Share::of(0, 0), None);
    assert_eq!(Share::of(5, 0).unwrap().high, 1.0);
    assert_eq!(Share::of(0, 5).unwrap().low, 0.0);
}

fn check_tagger(tallies: &[(&str, u32, u32)], expected: &str) {
    let tallies = tallies.iter().map(|&(label, right, wrong)| tally(label, [0, 0, 0, right, wrong]));
    let insight = insight(&[summary(9, 1, 0, "-", tallies.collect())]);
    let order: Vec<_> = insight.tagger.best_first().iter().map(|row| row.label.name().to_owned()).collect();
    assert_eq!(format!("{} [{}]", insight.tagger.finding(name), order.join(" ")), expected);
}

#[test]
fn the_tagger_in_words() {
    check_tagger(&[], "Nothing is decided yet. []");
    check_tagger(&[("LAW", 1, 0)], "The one suggestion decided was right. So few say little. [LAW]");
    check_tagger(&[("LAW", 0, 1)], "The one suggestion decided was wrong. So few say little. [LAW]");
    check_tagger(&[("LAW", 3, 0), ("DATE", 5, 0)], "All 8 decided were right. So few say little. [DATE LAW]");
    check_tagger(&[("LAW", 0, 40)], "None of 40 decided was right. [LAW]");
    check_tagger(
        &[("LAW", 71, 29), ("DATE", 970, 30)],
        "Right in 95% of 1,100 decided. LAW lags: 71%. [DATE LAW]",
    );
    // Three of four are too few to say that it lags.
    check_tagger(
        &[("LAW", 3, 1), ("DATE", 97, 3)],
        "Right in 96% of 104 decided. No label lags clearly. [DATE LAW]",
    );
}

/// Documents as words, paragraphs and read ones.
fn check_lengths(documents: &[(u32, u32, u32)], expected: Expect) {
    let all: Vec<_> =
        documents.iter().map(|&(words, all, read)| summary(words, all, read, "-", Vec::new())).collect();
    let lengths = insight(&all).lengths;
    let bins = lengths.bins.iter().map(|bin| {
        let below = bin.below.map_or("more".to_owned(), |below| below.to_string());
        format!("\n{}..{below}: {} with {} of {} read", bin.from, bin.documents, bin.read, bin.paragraphs)
    });
    expected.assert_eq(&format!("{}{}", lengths.finding(), bins.collect::<String>()));
}

#[test]
fn lengths_in_words() {
    check_lengths(&[], expect!["No documents yet."]);
    check_lengths(
        &[(412, 9, 3)],
        expect![[r#"
        412 words, 3 of 9 paragraphs read.
        0..200: 0 with 0 of 0 read
        200..400: 0 with 0 of 0 read
        400..600: 1 with 3 of 9 read"#]],
    );
    check_lengths(
        &[(1, 1, 1)],
        expect![[r#"
        1 word, 1 of 1 paragraph read.
        0..10: 1 with 1 of 1 read"#]],
    );
    check_lengths(
        &[(0, 0, 0)],
        expect![[r#"
        0 words, 0 of 0 paragraphs read.
        0..10: 1 with 0 of 0 read"#]],
    );
    check_lengths(
        &[(100, 4, 0), (300, 4, 0)],
        expect![[r#"
        Half have 300 words or more. Nothing has been read yet.
        0..100: 0 with 0 of 0 read
        100..200: 1 with 0 of 4 read
        200..300: 0 with 0 of 0 read
        300..400: 1 with 0 of 4 read"#]],
    );
    check_lengths(
        &[(100, 4, 4), (300, 4, 4)],
        expect![[r#"
        Half have 300 words or more. All has been read (solid).
        0..100: 0 with 0 of 0 read
        100..200: 1 with 4 of 4 read
        200..300: 0 with 0 of 0 read
        300..400: 1 with 4 of 4 read"#]],
    );
    // One that is far longer stands in an open bin, and does not make all others one bar.
    let mut news: Vec<(u32, u32, u32)> = (1..=20).map(|at| (at * 40, 10, 12 - at.min(12))).collect();
    news.push((40_000, 10, 0));
    check_lengths(
        &news,
        expect![[r#"
            Long articles wait: from 400 words on 3% has been read, below that 70% (solid).
            0..200: 4 with 38 of 40 read
            200..400: 5 with 25 of 50 read
            400..600: 5 with 3 of 50 read
            600..800: 5 with 0 of 50 read
            800..1000: 1 with 0 of 10 read
            1000..more: 1 with 0 of 10 read"#]],
    );
    let short: Vec<(u32, u32, u32)> = (1..=20).map(|at| (at * 40, 10, at.min(10))).collect();
    check_lengths(
        &short,
        expect![[r#"
            Short articles wait: below 400 words 50% has been read, from there on all (solid).
            0..200: 4 with 10 of 40 read
            200..400: 5 with 35 of 50 read
            400..600: 5 with 50 of 50 read
            600..800: 5 with 50 of 50 read
            800..more: 1 with 10 of 10 read"#]],
    );
}

#[test]
fn numbers_and_days_are_written_as_people_do() {
    for (number, expected) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
        assert_eq!(grouped(number), expected);
    }
    for (part, whole, expected) in
        [(0, 0, 0), (0, 9, 0), (1, 1000, 1), (999, 1000, 99), (1, 2, 50), (9, 9, 100)]
    {
        assert_eq!(percent(part, whole), expected, "{part} of {whole}");
    }
}

fn any_summary() -> impl Strategy<Value = Summary> {
    let labels = prop::sample::select(vec!["COURT", "PLACE", "DATE", "ART", "ZOO"]);
    let tallies = prop::collection::vec((labels, prop::array::uniform5(0u32..40)), 0..4);
    let days = prop::sample::select(vec![
        "-",
        "-",
        "undated",
        "2026-11-01",
        "2026-11-13",
        "2026-11-20",
        "2026-12-24",
    ]);
    (0u32..100_000, 0u32..60, 0u32..60, days, tallies).prop_map(|(words, paragraphs, read, day, tallies)| {
        let mut marks: Vec<Tally> = tallies.into_iter().map(|(label, counts)| tally(label, counts)).collect();
        marks.sort_by(|a, b| a.label.cmp(&b.label));
        marks.dedup_by(|a, b| a.label == b.label);
        summary(words, paragraphs, read.min(paragraphs), day, marks)
    })
}

proptest! {
    #[test]
    fn every_sum_is_that_of_the_documents(all in prop::collection::vec(any_summary(), 0..60)) {
        let insight = insight(&all);
        let sum = |of: &dyn Fn(&Summary) -> u32| all.iter().map(of).sum::<u32>();
        let of_marks = |of: &dyn Fn(&Tally) -> u32| all.iter().flat_map(|one| &one.marks).map(of).sum::<u32>();
        let count = u32::try_from(all.len()).unwrap();

        let progress = &insight.progress;
        prop_assert_eq!((progress.all, insight.lengths.documents), (count, count));
        prop_assert_eq!(progress.done, sum(&|one| u32::from(one.status == DocumentStatus::Done)));
        prop_assert!(progress.days.last().is_none_or(|last| last.sum == progress.done));
        prop_assert!(progress.days.windows(2).all(|two| two[0].day < two[1].day && two[0].sum + two[1].count == two[1].sum));
        prop_assert!(progress.finish.is_none_or(|finish| progress.today.is_some_and(|today| today < finish)));

        prop_assert_eq!(insight.marks.ink(), of_marks(&|tally| tally.ink));
        prop_assert_eq!(insight.marks.pencil(), of_marks(&|tally| tally.pencil));
        prop_assert_eq!(insight.tagger.right(), of_marks(&|tally| tally.right));
        prop_assert_eq!(insight.tagger.wrong(), of_marks(&|tally| tally.wrong));
        prop_assert!(insight.marks.most_first().windows(2).all(|two| two[0].standing() >= two[1].standing()));
        let shares: Vec<f64> = insight.tagger.best_first().iter().map(|row| row.share().unwrap().found).collect();
        prop_assert!(shares.windows(2).all(|two| two[0] >= two[1]));

        let bins = &insight.lengths.bins;
        prop_assert_eq!(bins.iter().map(|bin| bin.documents).sum::<u32>(), count);
        prop_assert_eq!(insight.lengths.read(), (sum(&|one| one.read), sum(&|one| one.paragraphs)));
        prop_assert!(bins.len() <= 12 && bins.iter().all(|bin| bin.read <= bin.paragraphs));
        prop_assert!(bins.windows(2).all(|two| two[0].below == Some(two[1].from)));
        for words in [progress.finding(), insight.marks.finding(name), insight.tagger.finding(name), insight.lengths.finding()] {
            prop_assert!(words.ends_with('.') && words.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit()), "{}", words);
        }
    }

    #[test]
    fn an_interval_lies_in_the_range_and_holds_what_was_found(part in 0u32..5_000_000, rest in 0u32..5_000_000) {
        if let Some(Share { found, low, high }) = Share::of(part, rest) {
            prop_assert!(0.0 <= low && low <= found && found <= high && high <= 1.0, "{} {} {}", low, found, high);
            // More of the same narrow it.
            let more = Share::of(part * 2, rest * 2).unwrap();
            prop_assert!(more.high - more.low < high - low);
        } else {
            prop_assert_eq!((part, rest), (0, 0));
        }
    }
}
