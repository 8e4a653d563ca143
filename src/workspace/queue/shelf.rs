//! The shelf: what lists say of every document of a project, all in memory, a row of fixed size for each and its words beside.

use std::cell::OnceCell;
use std::rc::Rc;

use super::moment::Moment;
use super::names::Names;
use super::tallies::{Tallies, push_tally, tally};
use super::words::push_spaced;
use crate::annotation::{DocumentStatus, Summary, Tally, Timestamp};

/// One document in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The document's number in the store; later ones have higher numbers.
    pub number: u32,
    /// What is said of it.
    pub summary: Summary,
    /// The document that it may be a duplicate of.
    pub twin: Option<Twin>,
}

/// A document that another is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Twin {
    /// Its number.
    pub number: u32,
    /// How much the two have in common, in hundredths; 100 if their words are the same.
    pub alike: u8,
}

/// The rows of a project in the order of their numbers. A place in that order is called a slot.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    pub(super) entries: Vec<Entry>,
    /// Of each entry its id and its title, one behind the other.
    pub(super) texts: String,
    /// Of each entry its tallies, packed.
    pub(super) marks: Vec<u8>,
    pub(super) names: Names,
    /// How many bytes of `texts` and `marks` belong to no entry any more.
    waste: usize,
    /// The titles as they are sorted and searched in, made when first asked for.
    titles: OnceCell<Titles>,
}

/// The titles of all entries as they are sorted and searched in.
#[derive(Clone, Debug)]
pub(super) struct Titles {
    all: String,
    ends: Vec<u32>,
}

impl Titles {
    /// The one in a slot.
    pub fn get(&self, slot: u32) -> &str {
        let slot = slot as usize;
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        self.all.get(slot.checked_sub(1).map_or(0, end)..end(slot)).unwrap_or_default()
    }

    fn bytes(&self) -> usize {
        self.all.capacity() + 4 * self.ends.capacity()
    }
}

/// A row without what has no fixed size.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub number: u32,
    pub text: u32,
    pub id: u32,
    pub title: u32,
    pub marks: u32,
    pub marks_length: u32,
    /// A name's place and one more; 0 for none.
    pub site: u32,
    /// Published, added, changed, done.
    pub moments: [Moment; 4],
    pub words: u32,
    pub paragraphs: u32,
    pub read: u32,
    pub notes: u32,
    pub ink: u32,
    pub pencil: u32,
    pub twin: u32,
    /// One more than how much alike; 0 for no twin.
    pub alike: u8,
    /// The status's place among all; [`TAGGED`] beside it.
    pub status: u8,
    /// One more than the lowest score; 0 for none.
    pub lowest: u16,
}

/// Whether the tagger has read the text as it is.
pub(super) const TAGGED: u8 = 0x80;

impl Shelf {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Makes room for so many rows more at once.
    pub fn reserve(&mut self, rows: usize) {
        self.entries.reserve(rows);
    }

    /// Makes ready what the first search in titles and the first sorting by them need; they do so themselves, but it takes a
    /// while with a hundred thousand, and can be done when there is time.
    pub fn make_ready(&self) {
        self.titles();
    }

    /// The slot of the document of that number.
    pub fn slot(&self, number: u32) -> Option<u32> {
        let at = self.entries.binary_search_by_key(&number, |entry| entry.number).ok()?;
        u32::try_from(at).ok()
    }

    /// The number of the document in a slot.
    pub fn number(&self, slot: u32) -> Option<u32> {
        Some(self.entry(slot)?.number)
    }

    /// The title of the document in a slot.
    pub fn title(&self, slot: u32) -> Option<&str> {
        let entry = self.entry(slot)?;
        Some(self.text(entry, entry.id, entry.title))
    }

    /// The id of the document in a slot.
    pub fn id(&self, slot: u32) -> Option<&str> {
        let entry = self.entry(slot)?;
        Some(self.text(entry, 0, entry.id))
    }

    /// The number of the document of that id; looks at all.
    pub fn number_of(&self, id: &str) -> Option<u32> {
        let has = |entry: &&Entry| self.text(entry, 0, entry.id) == id;
        self.entries.iter().find(has).map(|entry| entry.number)
    }

    /// How far the work on the document in a slot has come.
    pub fn status(&self, slot: u32) -> Option<DocumentStatus> {
        self.entry(slot).map(|entry| status(entry.status))
    }

    /// Whether the tagger has read the document in a slot as it is.
    pub fn is_tagged(&self, slot: u32) -> Option<bool> {
        self.entry(slot).map(|entry| entry.status & TAGGED != 0)
    }

    /// Whether the document in a slot is like another one that is there.
    pub fn twin(&self, slot: u32) -> Option<Twin> {
        let entry = self.entry(slot)?;
        let alike = entry.alike.checked_sub(1)?;
        self.slot(entry.twin).map(|_| Twin { number: entry.twin, alike })
    }

    /// The row in a slot.
    pub fn row(&self, slot: u32) -> Option<Row> {
        let entry = self.entry(slot)?;
        let moment = |which: usize| entry.moments[which].text(&self.names).map(Rc::<str>::from);
        let name = |place: u32| place.checked_sub(1).map(|place| self.names.get(place));
        let summary = Summary {
            id: self.text(entry, 0, entry.id).into(),
            title: self.text(entry, entry.id, entry.title).into(),
            site: name(entry.site),
            published: moment(0),
            status: status(entry.status),
            words: entry.words,
            paragraphs: entry.paragraphs,
            read: entry.read,
            marks: self.tallies(entry).filter_map(|counts| tally(counts, &self.names)).collect(),
            notes: entry.notes,
            lowest: entry.lowest.checked_sub(1),
            tagged: entry.status & TAGGED != 0,
            added: Timestamp(moment(1).unwrap_or_default()),
            changed: Timestamp(moment(2).unwrap_or_default()),
            done: moment(3).map(Timestamp),
        };
        let twin = entry.alike.checked_sub(1).map(|alike| Twin { number: entry.twin, alike });
        Some(Row { number: entry.number, summary, twin })
    }

    /// Puts a row in, in place of the one of its number if there is one.
    pub fn put(&mut self, row: &Row) {
        let same = |slot| self.title(slot) == Some(&*row.summary.title);
        if !self.slot(row.number).is_some_and(same) {
            self.titles.take();
        }
        let entry = self.entry_of(row);
        match self.entries.binary_search_by_key(&row.number, |entry| entry.number) {
            Err(at) => self.entries.insert(at, entry),
            Ok(at) => {
                let old = std::mem::replace(&mut self.entries[at], entry);
                self.forget(old);
            }
        }
        self.tidy();
    }

    /// Takes rows out, all in one pass. `numbers` are in order.
    pub fn remove(&mut self, numbers: &[u32]) {
        let mut gone = 0;
        self.titles.take();
        self.entries.retain(|entry| {
            let stays = numbers.binary_search(&entry.number).is_err();
            gone += if stays { 0 } else { entry.size() };
            stays
        });
        self.waste += gone;
        self.tidy();
    }

    pub(super) fn entry(&self, slot: u32) -> Option<&Entry> {
        self.entries.get(slot as usize)
    }

    /// The titles as they are sorted and searched in.
    pub(super) fn titles(&self) -> &Titles {
        self.titles.get_or_init(|| {
            // Room for all at once, with some bytes more for each: what grows step by step leaves holes in memory behind.
            let bytes = self.entries.iter().map(|entry| entry.title as usize + 4).sum();
            let (all, ends) = (String::with_capacity(bytes), Vec::with_capacity(self.len()));
            let mut titles = Titles { all, ends };
            for entry in &self.entries {
                push_spaced(self.text(entry, entry.id, entry.title), &mut titles.all);
                titles.ends.push(length(titles.all.len()));
            }
            titles
        })
    }

    /// Forgets the titles as they are sorted, since rows have come.
    pub(super) fn retitle(&mut self) {
        self.titles.take();
    }

    /// So many bytes of an entry's texts.
    pub(super) fn text(&self, entry: &Entry, from: u32, length: u32) -> &str {
        let from = entry.text as usize + from as usize;
        self.texts.get(from..from + length as usize).unwrap_or_default()
    }

    /// The tallies of an entry.
    pub(super) fn tallies(&self, entry: &Entry) -> Tallies<'_> {
        let from = entry.marks as usize;
        Tallies(self.marks.get(from..from + entry.marks_length as usize).unwrap_or_default())
    }

    /// Lays a row's words down and gives its entry.
    fn entry_of(&mut self, row: &Row) -> Entry {
        let summary = &row.summary;
        let mut moment = |text: Option<&str>| Moment::of(text, &mut self.names);
        let moments = [
            moment(summary.published.as_deref()),
            moment(Some(&summary.added.0)),
            moment(Some(&summary.changed.0)),
            moment(summary.done.as_ref().map(|done| &*done.0)),
        ];
        let sum = |of: fn(&Tally) -> u32| summary.marks.iter().map(of).fold(0, u32::saturating_add);
        let mut entry = Entry {
            number: row.number,
            site: summary.site.as_deref().map_or(0, |site| self.names.place(site) + 1),
            moments,
            words: summary.words,
            paragraphs: summary.paragraphs,
            read: summary.read,
            notes: summary.notes,
            ink: sum(|tally| tally.ink),
            pencil: sum(|tally| tally.pencil),
            twin: row.twin.map_or(0, |twin| twin.number),
            alike: row.twin.map_or(0, |twin| twin.alike.min(100) + 1),
            status: place_of(summary.status) | if summary.tagged { TAGGED } else { 0 },
            lowest: summary.lowest.map_or(0, |lowest| lowest.min(u16::MAX - 1) + 1),
            ..Entry::default()
        };
        self.lay_texts(&mut entry, &summary.id, &summary.title);
        entry.marks = length(self.marks.len());
        for tally in &summary.marks {
            let counts = [tally.ink, tally.pencil, tally.rejected, tally.right, tally.wrong];
            push_tally(&mut self.marks, self.names.place(tally.label.name()), counts);
        }
        entry.marks_length = length(self.marks.len()) - entry.marks;
        entry
    }

    /// Lays an entry's texts down.
    pub(super) fn lay_texts(&mut self, entry: &mut Entry, id: &str, title: &str) {
        entry.text = length(self.texts.len());
        self.texts.push_str(id);
        self.texts.push_str(title);
        (entry.id, entry.title) = (length(id.len()), length(title.len()));
    }

    fn forget(&mut self, entry: Entry) {
        self.waste += entry.size();
    }

    /// Lays all words anew where more than half is waste.
    fn tidy(&mut self) {
        if self.waste < 1 << 16 || self.waste * 2 < self.texts.len() + self.marks.len() {
            return;
        }
        let (mut texts, mut marks) = (String::new(), Vec::new());
        for entry in &mut self.entries {
            let from = entry.text as usize;
            entry.text = length(texts.len());
            texts.push_str(self.texts.get(from..from + entry.texts_length()).unwrap_or_default());
            let from = entry.marks as usize;
            entry.marks = length(marks.len());
            marks.extend_from_slice(
                self.marks.get(from..from + entry.marks_length as usize).unwrap_or_default(),
            );
        }
        (self.texts, self.marks, self.waste) = (texts, marks, 0);
    }

    /// How many bytes it takes, about.
    pub fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
            + self.texts.capacity()
            + self.marks.capacity()
            + self.titles.get().map_or(0, Titles::bytes)
    }
}

impl Entry {
    fn texts_length(&self) -> usize {
        self.id as usize + self.title as usize
    }

    fn size(&self) -> usize {
        self.texts_length() + self.marks_length as usize
    }
}

/// The place of a status among all.
pub(super) fn place_of(status: DocumentStatus) -> u8 {
    DocumentStatus::ALL.iter().zip(0..).find(|(one, _)| **one == status).map_or(0, |(_, place)| place)
}

fn status(packed: u8) -> DocumentStatus {
    DocumentStatus::ALL.get(usize::from(packed & !TAGGED)).copied().unwrap_or_default()
}

pub(super) fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
