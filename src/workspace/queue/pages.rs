//! Rows packed into pages, a thousand numbers each, as the store keeps them: column by column, so that what is alike stands
//! together and is short.
//!
//! A page begins with `TLr` and its version. Rows that changed since their page was written are kept one by one beside the
//! pages, each packed as a page of one row; a page of none says that the row is gone. [`folds`] tells which pages to write anew.

use std::collections::BTreeMap;

use super::bytes::{self, Malformed, Reader, push_number, push_signed, push_text};
use super::columns::{each, each_given, push_texts, texts};
use super::moment::{Moment, NAMED};
use super::shelf::{Entry, Row, Shelf, TAGGED, length};
use super::tallies::push_tally;
use crate::annotation::{DocumentStatus, Label};

/// So many numbers have their rows on one page.
pub const PAGE: u32 = 1000;
const KIND: u8 = b'r';
const VERSION: u8 = 1;
/// So many rows of a page may be newer than it before it is written anew.
const TOUCHED: usize = 100;
/// So many rows of all pages may be newer than theirs.
const TOUCHED_OF_ALL: usize = 1000;

/// The page that the row of a number is on.
pub fn page_of(number: u32) -> u32 {
    number / PAGE
}

/// Packs rows, which are in the order of their numbers.
pub fn pack(rows: &[Row]) -> Vec<u8> {
    let mut shelf = Shelf::default();
    rows.iter().for_each(|row| shelf.put(row));
    shelf.pack_entries(&shelf.entries)
}

/// The rows of a page.
pub fn unpack(page: &[u8]) -> Result<Vec<Row>, Malformed> {
    let mut shelf = Shelf::default();
    shelf.add_page(page)?;
    Ok((0..length(shelf.len())).filter_map(|slot| shelf.row(slot)).collect())
}

/// The pages to write anew, in order, where the rows of the numbers `touched` are newer than their pages: those with many of
/// them, and where there are many in all, those with the most.
pub fn folds(touched: &[u32]) -> Vec<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    touched.iter().for_each(|number| *counts.entry(page_of(*number)).or_default() += 1);
    let mut by_count: Vec<(usize, u32)> = counts.into_iter().map(|(page, count)| (count, page)).collect();
    by_count.sort_unstable_by(|a, b| b.cmp(a));
    let mut left = touched.len();
    let crowded = left > TOUCHED_OF_ALL;
    let mut pages = Vec::new();
    for (count, page) in by_count {
        if count >= TOUCHED || crowded && left > TOUCHED_OF_ALL / 2 {
            left -= count;
            pages.push(page);
        }
    }
    pages.sort_unstable();
    pages
}

impl Shelf {
    /// The pages that have rows, in order.
    pub fn pages(&self) -> Vec<u32> {
        let mut pages: Vec<u32> = self.entries.iter().map(|entry| page_of(entry.number)).collect();
        pages.dedup();
        pages
    }

    /// The page of that number as its rows are now.
    pub fn pack_page(&self, page: u32) -> Vec<u8> {
        let place = |number: u64| self.entries.partition_point(|entry| u64::from(entry.number) < number);
        let first = u64::from(page) * u64::from(PAGE);
        let range = place(first)..place(first + u64::from(PAGE));
        self.pack_entries(self.entries.get(range).unwrap_or_default())
    }

    /// The row of that number, packed alone; a page of none if there is no such row.
    pub fn pack_row(&self, number: u32) -> Vec<u8> {
        let entry = self.slot(number).and_then(|slot| self.entry(slot));
        self.pack_entries(entry.map(std::slice::from_ref).unwrap_or_default())
    }

    /// Takes up what was packed alone for the row of that number: puts the row in, or takes it out.
    pub fn touch(&mut self, number: u32, packed: &[u8]) -> Result<(), Malformed> {
        let mut rows = unpack(packed)?;
        match rows.pop().filter(|row| rows.is_empty() && row.number == number) {
            Some(row) => self.put(&row),
            None if rows.is_empty() => self.remove(&[number]),
            None => {
                let found = format!("{} rows, or another's", rows.len() + 1);
                return Err(Malformed { at: 4, expected: "the row of that number alone", found });
            }
        }
        Ok(())
    }

    /// Makes room at once for pages of so many bytes each: what grows step by step leaves holes in memory behind, which a
    /// program in a browser never gives back.
    pub fn make_room(&mut self, pages: impl ExactSizeIterator<Item = usize>) {
        self.reserve(pages.len() * PAGE as usize);
        // Most of a page are ids and titles.
        self.texts.reserve(pages.sum::<usize>() * 3 / 4);
    }

    /// Adds the rows of a page; they come behind all that are there. A malformed page adds none.
    pub fn add_page(&mut self, page: &[u8]) -> Result<(), Malformed> {
        let (entries, texts, marks) = (self.entries.len(), self.texts.len(), self.marks.len());
        let added = self.read_page(page);
        if added.is_err() {
            self.entries.truncate(entries);
            self.texts.truncate(texts);
            self.marks.truncate(marks);
        }
        added
    }

    fn pack_entries(&self, entries: &[Entry]) -> Vec<u8> {
        let mut local = Local::default();
        // The columns first: the names that they use stand before them in the page.
        let columns = self.columns(entries, &mut local);
        let mut page = bytes::begin(KIND, VERSION);
        push_number(&mut page, entries.len() as u64);
        push_number(&mut page, local.used.len() as u64);
        local.used.iter().for_each(|place| push_text(&mut page, &self.names.get(*place)));
        page.extend_from_slice(&columns);
        page
    }

    fn columns(&self, entries: &[Entry], local: &mut Local) -> Vec<u8> {
        let mut page = Vec::new();
        let mut before = 0;
        for entry in entries {
            push_number(&mut page, (entry.number - before).into());
            before = entry.number;
        }
        let title = |entry| self.text(entry, entry.id, entry.title);
        push_texts(&mut page, entries.iter().map(|entry| self.text(entry, 0, entry.id)));
        push_texts(&mut page, entries.iter().map(title));
        for entry in entries {
            let site = entry.site.checked_sub(1).map_or(0, |site| local.of(site) + 1);
            push_number(&mut page, site.into());
        }
        for which in 0..4 {
            for entry in entries {
                let form = entry.moments[which].form;
                let form = form.checked_sub(NAMED).map_or(form, |place| NAMED + local.of(place));
                push_number(&mut page, form.into());
            }
            let mut before = 0;
            for moment in entries.iter().map(|entry| entry.moments[which]).filter(|moment| moment.is_some()) {
                push_signed(&mut page, moment.at.wrapping_sub(before));
                before = moment.at;
            }
        }
        page.extend(entries.iter().map(|entry| entry.status));
        let columns: [fn(&Entry) -> u32; 5] = [
            |entry| entry.words,
            |entry| entry.paragraphs,
            |entry| entry.read,
            |entry| entry.notes,
            |entry| entry.lowest.into(),
        ];
        for number in columns {
            entries.iter().for_each(|entry| push_number(&mut page, number(entry).into()));
        }
        for entry in entries {
            page.push(entry.alike);
            if entry.alike > 0 {
                push_signed(&mut page, i64::from(entry.twin) - i64::from(entry.number));
            }
        }
        for entry in entries {
            push_number(&mut page, self.tallies(entry).count() as u64);
            for (name, counts) in self.tallies(entry) {
                push_tally(&mut page, local.of(name), counts);
            }
        }
        page
    }

    fn read_page(&mut self, page: &[u8]) -> Result<(), Malformed> {
        let mut reader = Reader::of(page, KIND, VERSION, "a page of rows")?;
        let count = reader.count("the count of rows")?;
        let mut names = Vec::new();
        for _ in 0..reader.count("the count of names")? {
            names.push(self.names.place(reader.text("a name")?));
        }
        let is_label = |name: &str| Label::new(name).is_some_and(|label| label.name() == name);
        let labels: Vec<bool> = names.iter().map(|place| is_label(&self.names.get(*place))).collect();
        let name = |reader: &Reader<'_>, place: u32| {
            let name = names.get(place as usize).copied();
            name.ok_or_else(|| {
                reader.malformed("one of the page's names", format!("number {place} of {}", names.len()))
            })
        };

        let mut new = vec![Entry::default(); count];
        let mut before = self.entries.last().map(|entry| entry.number);
        let mut number: u32 = 0;
        each(&mut reader, &mut new, "a row's number", |reader, entry, step| {
            let next = number.checked_add(step).filter(|next| before.is_none_or(|before| *next > before));
            number = next.ok_or_else(|| {
                reader.malformed("a number above those before", format!("{step} more than {number}"))
            })?;
            entry.number = number;
            before = Some(number);
            Ok(())
        })?;
        let ids = texts(&mut reader, count, "an id")?;
        let titles = texts(&mut reader, count, "a title")?;
        for ((entry, id), title) in new.iter_mut().zip(ids).zip(titles) {
            self.lay_texts(entry, id, title);
        }
        each_given(&mut reader, &mut new, "a site", |reader, entry, site| {
            entry.site = name(reader, site - 1)? + 1;
            Ok(())
        })?;
        for which in 0..4 {
            each_given(&mut reader, &mut new, "how a date is written", |reader, entry, form| {
                let named = form.checked_sub(NAMED).map(|place| name(reader, place)).transpose()?;
                entry.moments[which].form = named.map_or(form, |place| NAMED + place);
                Ok(())
            })?;
            let mut at = 0_i64;
            for moment in
                new.iter_mut().map(|entry| &mut entry.moments[which]).filter(|moment| moment.is_some())
            {
                at = at.wrapping_add(reader.signed("a moment")?);
                moment.at = at;
                check_moment(&reader, *moment)?;
            }
        }
        for (entry, status) in new.iter_mut().zip(reader.take(count, "the rows' statuses")?) {
            if usize::from(status & !TAGGED) >= DocumentStatus::ALL.len() {
                return Err(reader.malformed("a status", format!("number {status}")));
            }
            entry.status = *status;
        }
        let columns = [
            ("a count of words", (|one| &mut one.words) as fn(&mut Entry) -> &mut u32),
            ("a count of paragraphs", |one| &mut one.paragraphs),
            ("a count of read ones", |one| &mut one.read),
            ("a count of notes", |one| &mut one.notes),
        ];
        for (what, field) in columns {
            each_given(&mut reader, &mut new, what, |_, entry, count| {
                *field(entry) = count;
                Ok(())
            })?;
        }
        each_given(&mut reader, &mut new, "a score", |reader, entry, lowest| {
            entry.lowest =
                u16::try_from(lowest).map_err(|_| reader.malformed("a score", lowest.to_string()))?;
            Ok(())
        })?;
        if !reader.none(count) {
            for entry in &mut new {
                entry.alike = reader.byte("how much alike two are")?;
                if entry.alike > 0 {
                    let twin = i64::from(entry.number).checked_add(reader.signed("a number")?);
                    let twin = twin.and_then(|twin| u32::try_from(twin).ok());
                    entry.twin = twin.ok_or_else(|| reader.malformed("a document's number", "another"))?;
                }
            }
        }
        if !reader.none(count) {
            for entry in &mut new {
                entry.marks = length(self.marks.len());
                for _ in 0..reader.count("a count of labels")? {
                    let place = reader.short("a label")?;
                    let label = name(&reader, place)?;
                    if !labels.get(place as usize).is_some_and(|is_label| *is_label) {
                        return Err(reader.malformed("a label's name", "white space"));
                    }
                    let counts = counts(&mut reader)?;
                    push_tally(&mut self.marks, label, counts);
                    entry.ink = entry.ink.saturating_add(counts[0]);
                    entry.pencil = entry.pencil.saturating_add(counts[1]);
                }
                entry.marks_length = length(self.marks.len()) - entry.marks;
            }
        }
        reader.end()?;
        self.entries.append(&mut new);
        self.retitle();
        Ok(())
    }
}

/// Which of the shelf's names a page uses, and as which of its own.
#[derive(Default)]
struct Local {
    used: Vec<u32>,
    places: BTreeMap<u32, u32>,
}

impl Local {
    fn of(&mut self, place: u32) -> u32 {
        *self.places.entry(place).or_insert_with(|| {
            self.used.push(place);
            length(self.used.len()) - 1
        })
    }
}

/// The counts of a tally, as [`push_tally`] writes them behind the name.
fn counts(reader: &mut Reader<'_>) -> Result<[u32; 5], Malformed> {
    let given = reader.byte("which counts there are")?;
    let mut counts = [0; 5];
    for (at, count) in counts.iter_mut().enumerate() {
        if given & 1 << at != 0 {
            *count = reader.short("a count of marks")?;
        }
    }
    Ok(counts)
}

/// A moment that is written as usual is of the years that four digits write.
fn check_moment(reader: &Reader<'_>, moment: Moment) -> Result<(), Malformed> {
    let usual = (-62_167_305_600_000..253_402_387_200_000).contains(&moment.at);
    if moment.form >= NAMED || usual && matches!(moment.form & 7, 1..=4) && moment.form < 1 << 10 {
        return Ok(());
    }
    Err(reader.malformed("a day or moment", format!("{} in form {}", moment.at, moment.form)))
}

#[cfg(test)]
mod tests;
