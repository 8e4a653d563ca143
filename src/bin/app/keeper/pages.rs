//! Pages of rows as the store will have them: with what is on its way there, which the list may not show yet.

use std::collections::BTreeMap;

use tagline::workspace::queue::{PAGE, Row, pack, page_of};

use super::Known;

impl Known {
    /// Takes note of rows that are about to be written, and of those that go. No page that is written after them may be older.
    pub(super) fn note_rows<'a>(
        &mut self,
        rows: impl IntoIterator<Item = &'a Row>,
        gone: impl IntoIterator<Item = &'a u32>,
    ) {
        self.fresh.extend(rows.into_iter().map(|row| (row.number, Some(row.clone()))));
        self.fresh.extend(gone.into_iter().map(|number| (*number, None)));
    }

    /// The page of that number, packed.
    pub(super) fn packed_page(&mut self, page: u32) -> Vec<u8> {
        let shelf = self.shelf.borrow();
        let row = |number: u32| shelf.slot(number).and_then(|slot| shelf.row(slot));
        // What the list has by now need not be told any more.
        self.fresh.retain(|number, fresh| row(*number) != *fresh);
        let first = page.saturating_mul(PAGE);
        let numbers = first..first.saturating_add(PAGE);
        if self.fresh.range(numbers.clone()).next().is_none() {
            return shelf.pack_page(page);
        }
        let mut rows: BTreeMap<u32, Row> =
            numbers.clone().filter_map(|number| Some((number, row(number)?))).collect();
        for (number, fresh) in self.fresh.range(numbers) {
            match fresh {
                Some(row) => drop(rows.insert(*number, row.clone())),
                None => drop(rows.remove(number)),
            }
        }
        pack(&rows.into_values().collect::<Vec<_>>())
    }

    /// The pages that these rows are on, packed.
    pub(super) fn packed_pages(&mut self, rows: &[Row]) -> Vec<(u32, Vec<u8>)> {
        let mut pages: Vec<u32> = rows.iter().map(|row| page_of(row.number)).collect();
        pages.sort_unstable();
        pages.dedup();
        pages.into_iter().map(|page| (page, self.packed_page(page))).collect()
    }
}

#[cfg(test)]
mod tests {
    use tagline::annotation::{Document, Known as Beside, Summary, Timestamp};
    use tagline::workspace::queue::unpack;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn row(number: u32, title: &str) -> Row {
        let document = Document::of_text("d", title);
        let beside = Beside { tagged: false, now: Timestamp("2026-11-02T10:00:00Z".into()) };
        Row { number, summary: Summary::of(&document, None, beside), twin: None }
    }

    fn titles(page: &[u8]) -> Vec<(u32, String)> {
        unpack(page).unwrap().iter().map(|row| (row.number, row.summary.title.to_string())).collect()
    }

    #[wasm_bindgen_test]
    fn a_page_is_never_older_than_what_was_written_before_it() {
        let mut known = Known::default();
        [row(1, "one"), row(2, "two"), row(3, "three"), row(PAGE, "next")]
            .iter()
            .for_each(|row| known.shelf.borrow_mut().put(row));
        let (new, gone) = (row(2, "é 漢"), 3);
        known.note_rows([&new, &row(4, "four")], [&gone]);
        let expected = [(1, "one".to_owned()), (2, "é 漢".to_owned()), (4, "four".to_owned())];
        assert_eq!(titles(&known.packed_page(0)), expected);
        assert_eq!(titles(&known.packed_page(1)), [(PAGE, "next".to_owned())]);
        // Once the list has it, nothing is kept of it.
        known.shelf.borrow_mut().put(&new);
        known.shelf.borrow_mut().put(&row(4, "four"));
        known.shelf.borrow_mut().remove(&[gone]);
        assert_eq!(titles(&known.packed_page(0)), expected);
        assert!(known.fresh.is_empty());
    }
}
