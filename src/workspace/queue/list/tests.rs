//! Lists: what each filter and order means, told again by summaries alone.

use proptest::prelude::*;

use super::*;
use crate::workspace::queue::testing::{plain, rows};
use crate::workspace::queue::words::push_spaced;
use crate::workspace::queue::{Row, pack};

fn spaced(title: &str) -> String {
    let mut spaced = String::new();
    push_spaced(title, &mut spaced);
    spaced
}

fn shelf(rows: &[Row]) -> Shelf {
    let mut shelf = Shelf::default();
    shelf.add_page(&pack(rows)).unwrap();
    shelf
}

fn numbers(rows: &[Row], filter: &Filter) -> Vec<u32> {
    let shelf = shelf(rows);
    shelf.list(filter, Order::Added, false).slots.iter().filter_map(|slot| shelf.number(*slot)).collect()
}

fn titled(number: u32, title: &str) -> Row {
    let mut row = plain(number);
    row.summary.title = title.into();
    row
}

#[test]
fn titles_are_found_whatever_the_case_and_accents() {
    let rows = [
        titled(1, "“GARCÍA’s” return"),
        titled(4, "東京都の漢字"),
        titled(5, "Zoë\r\n👩‍🚀 in Łódź"),
        titled(7, "שָׁלוֹם Garcia"),
    ];
    let found = |title: &str| numbers(&rows, &Filter { title: title.into(), ..Filter::default() });
    assert_eq!(found("garcia"), [1, 7]);
    assert_eq!(found("RETURN gar"), [1]);
    assert_eq!(found("漢字"), [4]);
    assert_eq!(found("zoe lodz"), [5]);
    assert_eq!(found("שלום"), [7]);
    assert_eq!(found("arcia"), [0; 0]);
    assert_eq!(found("  "), [1, 4, 5, 7]);
}

#[test]
fn titles_sort_by_words_and_blanks_come_last() {
    let rows = [
        titled(0, "zebra"),
        titled(1, "“Émile”"),
        titled(2, "…"),
        titled(3, "apple pie a la mode one"),
        titled(4, "Apple-pie à la mode, 1"),
        titled(5, "漢"),
    ];
    let shelf = shelf(&rows);
    assert_eq!(shelf.list(&Filter::default(), Order::Title, false).slots, [4, 3, 1, 0, 5, 2]);
    assert_eq!(shelf.list(&Filter::default(), Order::Title, true).slots, [5, 0, 1, 3, 4, 2]);
}

#[test]
fn published_bounds_take_in_the_whole_of_themselves() {
    let mut rows: Vec<Row> = (0..5).map(plain).collect();
    for (row, published) in rows.iter_mut().zip([
        "2019-12-31",
        "2020-01-01T00:00Z",
        "2020-02-29T23:59-01:00",
        "2020-02-29",
        "soon",
    ]) {
        row.summary.published = Some(published.into());
    }
    rows[4].summary.published = None;
    let found = |from: Option<&str>, to: Option<&str>| {
        numbers(&rows, &Filter { from: from.map(Into::into), to: to.map(Into::into), ..Filter::default() })
    };
    assert_eq!(found(Some("2020"), None), [1, 2, 3]);
    assert_eq!(found(Some("2020-02"), Some("2020-02-29")), [3]);
    assert_eq!(found(None, Some("2020-01-01")), [0, 1]);
    assert_eq!(found(None, Some("not a date")), [0, 1, 2, 3]);
    assert_eq!(found(None, None), [0, 1, 2, 3, 4]);
}

#[test]
fn a_twin_that_is_gone_is_none() {
    let rows: Vec<Row> = (0..80).map(plain).collect();
    let mut shelf = shelf(&rows);
    let twins = Filter { twin: true, ..Filter::default() };
    assert_eq!(shelf.list(&twins, Order::Added, false).slots, [39, 79]);
    shelf.remove(&[38]);
    let listing = shelf.list(&twins, Order::Added, false);
    assert_eq!((listing.slots.as_slice(), listing.queues.twins), ([78].as_slice(), 1));
    assert_eq!(shelf.twin(38), None);
    assert_eq!(shelf.twin(78).map(|twin| twin.number), Some(78));
}

#[test]
fn sites_are_counted() {
    let rows: Vec<Row> = (0..12).map(plain).collect();
    let sites: Vec<_> =
        shelf(&rows).sites().into_iter().map(|(site, count)| format!("{site} {count}")).collect();
    assert_eq!(sites, ["CNN 2", "Le Monde 2", "The Times 2", "朝日新聞 2"]);
}

fn fits(row: &Row, filter: &Filter, all: &[Row]) -> bool {
    let one = &row.summary;
    let twin = row.twin.is_some_and(|twin| all.iter().any(|other| other.number == twin.number));
    let label = filter.label.as_ref().is_none_or(|(label, hand)| {
        one.marks.iter().filter(|tally| tally.label == *label).any(|tally| match hand {
            Hand::Either => tally.ink + tally.pencil > 0,
            Hand::Ink => tally.ink > 0,
            Hand::Pencil => tally.pencil > 0,
        })
    });
    (filter.statuses.is_empty() || filter.statuses.contains(&one.status))
        && label
        && (!filter.unread || one.read < one.paragraphs)
        && (!filter.pencil || one.pencil() > 0)
        && (!filter.noted || one.notes > 0)
        && filter.below.is_none_or(|below| one.lowest.is_some_and(|lowest| lowest < below))
        && (!filter.twin || twin)
        && (!filter.untagged || !one.tagged)
        && filter.site.as_ref().is_none_or(|site| one.site.as_ref() == Some(site))
        && filter.numbers.as_ref().is_none_or(|numbers| numbers.contains(&row.number))
        && filter.title.split_whitespace().all(|word| spaced(&one.title).contains(&format!(" {word}")))
}

fn filter() -> impl Strategy<Value = Filter> {
    use proptest::option::of;
    let hand = prop_oneof![Just(Hand::Either), Just(Hand::Ink), Just(Hand::Pencil)];
    let label = of(("[AB]", hand).prop_map(|(label, hand)| (Label::new(&label).unwrap(), hand)));
    let rare = || prop::bool::weighted(0.15);
    let status = proptest::sample::subsequence(DocumentStatus::ALL.to_vec(), 0..3);
    let numbers = of(proptest::collection::btree_set(0..40_u32, 0..30));
    (
        status,
        label,
        (rare(), rare(), rare(), rare(), rare()),
        of(0..=1000_u16),
        of("a|漢 é"),
        "|a|b a",
        numbers,
    )
        .prop_map(
            |(statuses, label, (unread, pencil, noted, twin, untagged), below, site, title, numbers)| {
                Filter {
                    statuses,
                    label,
                    unread,
                    pencil,
                    noted,
                    below,
                    twin,
                    untagged,
                    site: site.map(Into::into),
                    from: None,
                    to: None,
                    title: title.into(),
                    numbers: numbers.map(|numbers| numbers.into_iter().collect()),
                }
            },
        )
}

proptest! {
    #[test]
    fn a_filter_lists_what_fits_it(rows in rows(40), filter in filter()) {
        let expected: Vec<u32> = rows.iter().filter(|row| fits(row, &filter, &rows)).map(|row| row.number).collect();
        prop_assert_eq!(numbers(&rows, &filter), expected);
    }

    #[test]
    fn every_order_is_sorted_stable_and_whole(rows in rows(40), which in 0..Order::ALL.len(), descending in any::<bool>()) {
        let (shelf, order) = (shelf(&rows), Order::ALL[which]);
        let slots = shelf.list(&Filter::default(), order, descending).slots;
        let mut sorted = slots.clone();
        sorted.sort_unstable();
        prop_assert_eq!(sorted, (0..rows.len() as u32).collect::<Vec<_>>());
        let key = |slot: u32| {
            let (row, entry) = (&rows[slot as usize], shelf.entry(slot).unwrap());
            let one = &row.summary;
            match order {
                Order::Added => Some((i64::from(slot), String::new())),
                Order::Changed => Some((entry.moments[2].at, String::new())),
                Order::Title => Some((0, spaced(&one.title))).filter(|(_, title)| !title.is_empty()),
                Order::Published => one.published.as_ref().map(|_| (entry.moments[0].at, String::new())),
                Order::Words => Some((one.words.into(), String::new())),
                Order::Pencil => Some((entry.pencil.into(), String::new())),
                Order::Lowest => one.lowest.map(|lowest| (lowest.into(), String::new())),
            }
        };
        for pair in slots.windows(2) {
            match (key(pair[0]), key(pair[1])) {
                (Some(a), Some(b)) if a == b => prop_assert!(pair[0] < pair[1]),
                (Some(a), Some(b)) => prop_assert!((a < b) != descending),
                (None, Some(_)) => prop_assert!(false, "a blank one before another"),
                (None, None) => prop_assert!(pair[0] < pair[1]),
                (Some(_), None) => {}
            }
        }
    }

    #[test]
    fn queues_count_what_their_filters_list(rows in rows(40)) {
        let shelf = shelf(&rows);
        let count = |filter: Filter| shelf.list(&filter, Order::Added, false).slots.len() as u32;
        let queues = shelf.list(&Filter { noted: true, ..Filter::default() }, Order::Added, false).queues;
        prop_assert_eq!(queues.all, rows.len() as u32);
        prop_assert_eq!(queues.pencil, count(Filter { pencil: true, ..Filter::default() }));
        prop_assert_eq!(queues.unread, count(Filter { unread: true, ..Filter::default() }));
        prop_assert_eq!(queues.noted, count(Filter { noted: true, ..Filter::default() }));
        prop_assert_eq!(queues.twins, count(Filter { twin: true, ..Filter::default() }));
        for (status, found) in DocumentStatus::ALL.iter().zip(queues.statuses) {
            prop_assert_eq!(found, count(Filter { statuses: vec![*status], ..Filter::default() }));
        }
        prop_assert_eq!(queues.untagged, rows.iter().filter(|row| !row.summary.tagged).count() as u32);
        let marks = |of: fn(&Row) -> u32| rows.iter().map(|row| u64::from(of(row))).sum::<u64>();
        prop_assert_eq!(queues.ink_marks, marks(|row| row.summary.marks.iter().map(|one| one.ink).fold(0, u32::saturating_add)));
        prop_assert_eq!(queues.pencil_marks, marks(|row| row.summary.marks.iter().map(|one| one.pencil).fold(0, u32::saturating_add)));
    }
}

/// `cargo test --release --lib queue::list -- --ignored --nocapture`
#[test]
#[ignore = "a timing, to be read"]
fn a_hundred_thousand_rows_in_milliseconds() {
    let mut shelf = Shelf::default();
    (0..100_000).for_each(|number| shelf.put(&plain(number)));
    let pages: Vec<Vec<u8>> = (0..100).map(|page| shelf.pack_page(page)).collect();
    let packed: usize = pages.iter().map(Vec::len).sum();
    let timed = |what: &str, work: &mut dyn FnMut() -> usize| {
        let best = (0..5).map(|_| {
            let began = std::time::Instant::now();
            let count = work();
            (began.elapsed().as_secs_f64() * 1000.0, count)
        });
        let (best, count) = best.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        println!("{what}: {best:.1} ms, {count}");
    };
    println!("packed: {packed} bytes in {} pages; in memory: {} bytes", pages.len(), shelf.bytes());
    timed("open from pages", &mut || {
        let mut shelf = Shelf::default();
        shelf.reserve(100_000);
        pages.iter().for_each(|page| shelf.add_page(page).unwrap());
        shelf.len()
    });
    timed("pack a page", &mut || shelf.pack_page(50).len());
    for order in Order::ALL {
        timed(&format!("sort by {order:?}"), &mut || {
            shelf.list(&Filter::default(), *order, true).slots.len()
        });
    }
    let label = Some((Label::new("COURT").unwrap(), Hand::Pencil));
    let filters = [
        ("pencil", Filter { pencil: true, ..Filter::default() }),
        ("label in pencil", Filter { label, ..Filter::default() }),
        ("title", Filter { title: "garcia court".into(), ..Filter::default() }),
        ("published", Filter { from: Some("2015".into()), to: Some("2018-06".into()), ..Filter::default() }),
        ("twin", Filter { twin: true, ..Filter::default() }),
    ];
    for (what, filter) in filters {
        timed(what, &mut || shelf.list(&filter, Order::Added, false).slots.len());
    }
    timed("all of these, by title", &mut || {
        let filter =
            Filter { pencil: true, title: "court".into(), from: Some("2012".into()), ..Filter::default() };
        shelf.list(&filter, Order::Title, false).slots.len()
    });
}
