//! Pages: any rows come back as they were, any bytes are read or refused, and the shelf is what pages and touched rows say.

use proptest::prelude::*;

use super::*;
use crate::workspace::queue::testing::rows;

fn all(shelf: &Shelf) -> Vec<Row> {
    (0..length(shelf.len())).filter_map(|slot| shelf.row(slot)).collect()
}

#[test]
fn a_malformed_page_is_refused_and_adds_nothing() {
    let said = |page: &[u8]| unpack(page).unwrap_err().to_string();
    assert_eq!(said(b""), "byte 0: expected a page of rows, found nothing");
    assert_eq!(
        said(b"TLr\x02\0\0"),
        "byte 3: expected a version that this program knows, found version 2, this program knows 1"
    );
    assert_eq!(said(b"TLr\x01\x05\0"), "byte 4: expected the count of rows, found 5, with 1 bytes left");
    assert_eq!(said(b"TLr\x01\0\0x"), "byte 6: expected the end, found 1 bytes");
    assert_eq!(unpack(b"TLr\x01\0\0"), Ok(Vec::new()));
    assert_eq!(pack(&[]), b"TLr\x01\0\0");
}

#[test]
fn folding_takes_full_pages_and_then_the_fullest() {
    assert_eq!(folds(&[]), Vec::<u32>::new());
    let few: Vec<u32> = (0..99).collect();
    assert!(folds(&few).is_empty());
    let many: Vec<u32> = (0..100).chain([5000]).collect();
    assert_eq!(folds(&many), [0]);
    // Thinly spread, and too many: down to half of what is allowed.
    let thin: Vec<u32> = (0..1001).map(|at| at * 500).collect();
    assert_eq!(folds(&thin).len(), 251);
}

proptest! {
    #[test]
    fn rows_come_back(rows in rows(5000)) {
        prop_assert_eq!(unpack(&pack(&rows)).unwrap(), rows);
    }

    #[test]
    fn damaged_pages_are_read_or_refused(rows in rows(50), changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..4), cut in any::<usize>()) {
        let mut page = pack(&rows);
        for (at, byte) in changes {
            let length = page.len();
            page[at % length] = byte;
        }
        let cut = page.len() - cut % 3;
        let mut shelf = Shelf::default();
        shelf.put(&Row { number: 0, ..crate::workspace::queue::testing::plain(0) });
        let before = all(&shelf);
        match shelf.add_page(&page[..cut]) {
            Err(_) => prop_assert_eq!(all(&shelf), before),
            // What was read is whole: it can be packed and read again.
            Ok(()) => prop_assert_eq!(unpack(&shelf.pack_entries(&shelf.entries)).unwrap(), all(&shelf)),
        }
    }

    #[test]
    fn the_shelf_is_what_pages_and_touched_rows_say(first in rows(3000), then in rows(3000), gone in proptest::collection::vec(0..3000_u32, 0..6)) {
        let mut expected: BTreeMap<u32, Row> = first.iter().map(|row| (row.number, row.clone())).collect();
        let mut shelf = Shelf::default();
        first.iter().for_each(|row| shelf.put(row));
        let pages: Vec<Vec<u8>> = (0..3).map(|page| shelf.pack_page(page)).collect();

        let mut again = Shelf::default();
        for page in &pages {
            again.add_page(page).unwrap();
        }
        prop_assert_eq!(all(&again), first);
        for row in &then {
            again.touch(row.number, &pack(std::slice::from_ref(row))).unwrap();
            expected.insert(row.number, row.clone());
        }
        for number in &gone {
            again.touch(*number, &pack(&[])).unwrap();
            expected.remove(number);
        }
        let expected: Vec<Row> = expected.into_values().collect();
        prop_assert_eq!(&all(&again), &expected);
        for row in &expected {
            prop_assert_eq!(unpack(&again.pack_row(row.number)).unwrap(), vec![row.clone()]);
        }
        let anew: Vec<Row> = (0..3).flat_map(|page| unpack(&again.pack_page(page)).unwrap()).collect();
        prop_assert_eq!(anew, expected);
    }

    #[test]
    fn few_rows_stay_newer_than_their_pages(touched in proptest::collection::btree_set(0..2_000_000_u32, 0..1500)) {
        let touched: Vec<u32> = touched.into_iter().collect();
        let pages = folds(&touched);
        let left = touched.iter().filter(|number| !pages.contains(&page_of(**number))).count();
        prop_assert!(left <= TOUCHED_OF_ALL);
    }
}

#[test]
fn rows_that_change_a_thousand_times_leave_no_waste_behind() {
    let mut shelf = Shelf::default();
    for round in 0..200 {
        for number in 0..50 {
            shelf.put(&crate::workspace::queue::testing::plain(number * 7 + round % 3));
        }
    }
    assert_eq!(shelf.titles().get(149), " ohio duval what the court said on day 345");
    let rows = all(&shelf);
    assert_eq!(rows.len(), 150);
    assert!(shelf.texts.len() + shelf.marks.len() < 200_000, "{}", shelf.texts.len());
    shelf.remove(&rows.iter().map(|row| row.number).collect::<Vec<_>>());
    assert!(shelf.is_empty());
}
