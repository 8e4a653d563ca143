//! What of the shelf is listed, and in which order; and how many rows each queue has.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::moment::bound;
use super::shelf::{Entry, Shelf, TAGGED, place_of};
use super::words::Sought;
use crate::annotation::{DocumentStatus, Label};

/// Which rows are listed: those that all of it fits. The default fits every row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// One of these statuses; any if there are none here.
    pub statuses: Vec<DocumentStatus>,
    /// Marks of a label in it.
    pub label: Option<(Label, Hand)>,
    /// Paragraphs that nobody has looked at.
    pub unread: bool,
    /// Suggestions that wait for a yes or no.
    pub pencil: bool,
    /// Notes.
    pub noted: bool,
    /// A suggestion with a score below this, in thousandths.
    pub below: Option<u16>,
    /// Like another document that is there.
    pub twin: bool,
    /// Not read by the tagger as it is.
    pub untagged: bool,
    /// Of this site.
    pub site: Option<Rc<str>>,
    /// Published on or after this year, month, day or moment, as ISO 8601 writes it.
    pub from: Option<Rc<str>>,
    /// Published on or before this one, the whole of it.
    pub to: Option<Rc<str>>,
    /// Words of the title: each begins a word of it, whatever the case and accents.
    pub title: Rc<str>,
    /// One of these numbers, which are in order: what a search in the texts found.
    pub numbers: Option<Rc<[u32]>>,
}

/// Which marks of a label count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hand {
    /// Accepted and suggested ones.
    #[default]
    Either,
    /// Accepted ones.
    Ink,
    /// Suggested ones.
    Pencil,
}

/// What rows are sorted by. Those without it come last, in either direction; equal ones stay in the order they came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The order they came in.
    #[default]
    Added,
    /// When they were last changed.
    Changed,
    /// The title's words, whatever the case and accents.
    Title,
    /// When they were published.
    Published,
    /// How many words they have.
    Words,
    /// How many suggestions wait.
    Pencil,
    /// The lowest score among these.
    Lowest,
}

impl Order {
    /// All of them.
    pub const ALL: &[Order] = &[
        Order::Added,
        Order::Changed,
        Order::Title,
        Order::Published,
        Order::Words,
        Order::Pencil,
        Order::Lowest,
    ];

    /// Whether it goes by what is marked.
    pub fn is_of_marks(self) -> bool {
        matches!(self, Order::Pencil | Order::Lowest)
    }
}

/// How many rows of the whole shelf each queue has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queues {
    /// Every row.
    pub all: u32,
    /// Of each status, in the order of [`DocumentStatus::ALL`].
    pub statuses: [u32; 3],
    /// With suggestions that wait.
    pub pencil: u32,
    /// With paragraphs that nobody has looked at.
    pub unread: u32,
    /// With notes.
    pub noted: u32,
    /// Like another that is there.
    pub twins: u32,
    /// Which the tagger has not read as they are.
    pub untagged: u32,
    /// Accepted marks in all of them.
    pub ink_marks: u64,
    /// Suggestions that wait in all of them.
    pub pencil_marks: u64,
}

/// What is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The slots of the rows, in order.
    pub slots: Vec<u32>,
    /// What there is, listed or not.
    pub queues: Queues,
}

impl Shelf {
    /// The rows that `filter` fits, by `order`.
    pub fn list(&self, filter: &Filter, order: Order, descending: bool) -> Listing {
        let mut queues = Queues::default();
        let wanted = Wanted::of(filter, self);
        let mut slots = Vec::with_capacity(self.len());
        for (entry, slot) in self.entries.iter().zip(0..) {
            let has_twin = entry.alike > 0 && self.slot(entry.twin).is_some();
            queues.count(entry, has_twin);
            if wanted.as_ref().is_some_and(|wanted| wanted.fits(self, (slot, entry), has_twin)) {
                slots.push(slot);
            }
        }
        self.sort(&mut slots, order, descending);
        Listing { slots, queues }
    }

    /// How many marks of each label, but for rejected ones, the documents have whose ids `wanted` wants.
    pub fn label_counts(&self, wanted: impl Fn(&str) -> bool) -> Vec<(Label, usize)> {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| entry.ink + entry.pencil > 0) {
            if wanted(self.text(entry, 0, entry.id)) {
                for (name, [ink, pencil, ..]) in self.tallies(entry) {
                    *counts.entry(name).or_default() += ink as usize + pencil as usize;
                }
            }
        }
        let named = counts.into_iter().filter(|(_, count)| *count > 0);
        named.filter_map(|(name, count)| Some((Label::new(&self.names.get(name))?, count))).collect()
    }

    /// The numbers of the documents that have marks of a label, rejected ones too, and whose ids `wanted` wants.
    pub fn with_label(&self, label: &Label, wanted: impl Fn(&str) -> bool) -> Vec<u32> {
        let Some(place) = self.names.find(label.name()) else { return Vec::new() };
        let has = |entry: &&Entry| {
            let counts = self.tallies(entry).find(|(name, _)| *name == place).map(|(_, counts)| counts);
            counts.is_some_and(|[ink, pencil, rejected, ..]| ink + pencil + rejected > 0)
        };
        let here = self.entries.iter().filter(has);
        here.filter(|entry| wanted(self.text(entry, 0, entry.id))).map(|entry| entry.number).collect()
    }

    /// The sites that rows are of, each with how many are.
    pub fn sites(&self) -> Vec<(Rc<str>, u32)> {
        let mut counts = vec![0; self.names.len() + 1];
        for entry in &self.entries {
            if let Some(count) = counts.get_mut(entry.site as usize) {
                *count += 1;
            }
        }
        let named = counts.into_iter().zip(0..).skip(1).filter(|(count, _)| *count > 0);
        let mut sites: Vec<_> =
            named.map(|(count, place): (u32, u32)| (self.names.get(place - 1), count)).collect();
        sites.sort();
        sites
    }

    fn sort(&self, slots: &mut Vec<u32>, order: Order, descending: bool) {
        // Signed numbers in the order of unsigned ones; what is absent is the last whichever way.
        let signed = |number: i64| (number as u64) ^ 1 << 63;
        let key: &dyn Fn(&Entry) -> Option<u64> = match order {
            Order::Added => {
                if descending {
                    slots.reverse();
                }
                return;
            }
            Order::Title => return self.sort_by_title(slots, descending),
            Order::Changed => &|entry| entry.moments[2].is_some().then(|| signed(entry.moments[2].at)),
            Order::Published => &|entry| entry.moments[0].is_some().then(|| signed(entry.moments[0].at)),
            Order::Words => &|entry| Some(entry.words.into()),
            Order::Pencil => &|entry| Some(entry.pencil.into()),
            Order::Lowest => &|entry| entry.lowest.checked_sub(1).map(u64::from),
        };
        let keyed = slots.iter().filter_map(|slot| Some((key(self.entry(*slot)?), *slot)));
        let mut keyed: Vec<(bool, u64, u32)> = keyed
            .map(|(key, slot)| {
                (key.is_none(), key.map_or(0, |key| if descending { !key } else { key }), slot)
            })
            .collect();
        keyed.sort_unstable();
        slots.clear();
        slots.extend(keyed.into_iter().map(|(.., slot)| slot));
    }

    fn sort_by_title(&self, slots: &mut Vec<u32>, descending: bool) {
        let titles = self.titles();
        let title = |slot: u32| titles.get(slot);
        // The first bytes as a number tell most titles apart, without going to where their words are.
        let first = |title: &str| {
            let mut bytes = [0; 16];
            bytes.iter_mut().zip(title.as_bytes().iter().skip(1)).for_each(|(to, from)| *to = *from);
            u128::from_be_bytes(bytes)
        };
        let mut keyed: Vec<(u128, u32)> = slots.iter().map(|slot| (first(title(*slot)), *slot)).collect();
        let (with, without): (Vec<_>, Vec<_>) =
            keyed.drain(..).partition(|(_, slot)| !title(*slot).is_empty());
        keyed = with;
        keyed.sort_unstable_by(|a, b| {
            let by_title = a.0.cmp(&b.0).then_with(|| title(a.1).cmp(title(b.1)));
            (if descending { by_title.reverse() } else { by_title }).then(a.1.cmp(&b.1))
        });
        slots.clear();
        slots.extend(keyed.into_iter().chain(without).map(|(_, slot)| slot));
    }
}

impl Queues {
    fn count(&mut self, entry: &Entry, has_twin: bool) {
        self.all += 1;
        if let Some(count) = self.statuses.get_mut(usize::from(entry.status & !TAGGED)) {
            *count += 1;
        }
        self.pencil += u32::from(entry.pencil > 0);
        self.unread += u32::from(entry.read < entry.paragraphs);
        self.noted += u32::from(entry.notes > 0);
        self.twins += u32::from(has_twin);
        self.untagged += u32::from(entry.status & TAGGED == 0);
        self.ink_marks += u64::from(entry.ink);
        self.pencil_marks += u64::from(entry.pencil);
    }
}

/// A filter in the shelf's own terms.
struct Wanted<'a> {
    filter: &'a Filter,
    /// A bit for each status.
    statuses: u8,
    label: Option<(u32, Hand)>,
    site: Option<u32>,
    published: Option<(i64, i64)>,
    title: Sought,
}

impl Wanted<'_> {
    /// Nothing if no row can fit.
    fn of<'a>(filter: &'a Filter, shelf: &Shelf) -> Option<Wanted<'a>> {
        let any = filter.statuses.is_empty();
        let statuses = filter.statuses.iter().fold(0, |bits, status| bits | 1 << place_of(*status));
        let place = |name: &str| shelf.names.find(name);
        let published = (filter.from.is_some() || filter.to.is_some()).then(|| {
            // A bound that can't be made out is none.
            let from = filter.from.as_deref().and_then(|from| bound(from, false));
            let to = filter.to.as_deref().and_then(|to| bound(to, true));
            (from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX))
        });
        Some(Wanted {
            filter,
            statuses: if any { u8::MAX } else { statuses },
            label: match &filter.label {
                None => None,
                Some((label, hand)) => Some((place(label.name())?, *hand)),
            },
            site: match &filter.site {
                None => None,
                Some(site) => Some(place(site)? + 1),
            },
            published,
            title: Sought::of(&filter.title),
        })
    }

    fn fits(&self, shelf: &Shelf, (slot, entry): (u32, &Entry), has_twin: bool) -> bool {
        let filter = self.filter;
        let moment = entry.moments[0];
        self.statuses & 1 << (entry.status & !TAGGED) != 0
            && (!filter.unread || entry.read < entry.paragraphs)
            && (!filter.pencil || entry.pencil > 0)
            && (!filter.noted || entry.notes > 0)
            && filter.below.is_none_or(|below| entry.lowest > 0 && entry.lowest <= below)
            && (!filter.twin || has_twin)
            && (!filter.untagged || entry.status & TAGGED == 0)
            && self.site.is_none_or(|site| entry.site == site)
            && self.published.is_none_or(|(from, to)| moment.is_some() && (from..to).contains(&moment.at))
            && filter.numbers.as_ref().is_none_or(|numbers| numbers.binary_search(&entry.number).is_ok())
            && self.label.is_none_or(|label| has_label(shelf, entry, label))
            && (self.title.is_empty() || self.title.are_in(shelf.titles().get(slot)))
    }
}

fn has_label(shelf: &Shelf, entry: &Entry, (label, hand): (u32, Hand)) -> bool {
    let counts = shelf.tallies(entry).find(|(name, _)| *name == label).map(|(_, counts)| counts);
    let Some([ink, pencil, ..]) = counts else { return false };
    match hand {
        Hand::Either => ink > 0 || pencil > 0,
        Hand::Ink => ink > 0,
        Hand::Pencil => pencil > 0,
    }
}

#[cfg(test)]
mod tests;
