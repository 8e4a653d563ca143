//! The compiled lists of known names: which names start at a word, and what each may be.
//!
//! `data/names.fst` maps a name's key to what is known of it in one number; `data/entities.tsv` has a line for
//! each thing that an authority file knows. Both are read where they lie: nothing is built when the program starts.

use std::sync::LazyLock;

use fst::raw::Fst;

use crate::annotation::Link;
use crate::text::tokens;

/// What a name may be: a set of the bits below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Senses(pub u16);

impl Senses {
    /// A court.
    pub const COURT: Senses = Senses(1);
    /// A body of government.
    pub const AGENCY: Senses = Senses(1 << 1);
    /// A statute, treaty, programme.
    pub const LAW: Senses = Senses(1 << 2);
    /// A country, region, sea: a place that hardly means anything else.
    pub const PLACE: Senses = Senses(1 << 3);
    /// A city of 100,000 people or more.
    pub const CITY: Senses = Senses(1 << 4);
    /// A city of 15,000 people or more.
    pub const TOWN: Senses = Senses(1 << 5);
    /// Any other organisation.
    pub const ORGANIZATION: Senses = Senses(1 << 6);
    /// A given name.
    pub const FIRST: Senses = Senses(1 << 7);
    /// A surname.
    pub const LAST: Senses = Senses(1 << 8);
    /// Also an ordinary English word.
    pub const COMMON: Senses = Senses(1 << 9);
    /// Means its institution only in capitals: `ICE`, `WHO`.
    pub const UPPER: Senses = Senses(1 << 10);
    /// The adjective or the people of a nation, faith or party.
    pub const DEMONYM: Senses = Senses(1 << 11);
    /// A state as news abbreviates it: `Minn.`, `CA`.
    pub const STATE: Senses = Senses(1 << 12);
    /// Any place at all.
    pub const ANYWHERE: Senses = Senses(1 << 3 | 1 << 4 | 1 << 5);
    /// A court, a body of government or a law.
    pub const INSTITUTION: Senses = Senses(0b111);
    /// What `UPPER` restricts.
    const INSTITUTIONS: Senses = Senses(0b100_1111 | 1 << 12);

    /// Whether it has any of `other`'s bits.
    pub fn any(self, other: Senses) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub fn with(self, other: Senses) -> Senses {
        Senses(self.0 | other.0)
    }

    /// Without `other`'s bits.
    pub fn without(self, other: Senses) -> Senses {
        Senses(self.0 & !other.0)
    }
}

/// What is known of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it may be.
    pub senses: Senses,
    /// Where to find what it links to; 0 for nothing. With [`Entry::GEONAMES`] set the rest is a GeoNames id,
    /// without it a line of `entities.tsv`, counted from 1.
    pub reference: u32,
}

impl Entry {
    /// Marks a reference as a GeoNames id.
    pub const GEONAMES: u32 = 1 << 31;

    /// As the number that the compiled list holds.
    pub fn pack(self) -> u64 {
        u64::from(self.senses.0) | u64::from(self.reference) << 16
    }

    /// From the number that the compiled list holds.
    pub fn unpack(value: u64) -> Entry {
        Entry { senses: Senses(value as u16), reference: (value >> 16) as u32 }
    }

    /// What it names; `words` are the mention's own, for places that go by them.
    pub fn link(self, words: &str) -> Option<Link> {
        if self.reference & Entry::GEONAMES != 0 {
            let id = (self.reference & !Entry::GEONAMES).to_string();
            return Some(Link { id: id.into(), authority: "geonames".into(), name: words.into() });
        }
        let line = LINES.get((self.reference as usize).checked_sub(1)?)?;
        let mut fields = line.split('\t');
        let (authority, id, name) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Link { id: id.into(), authority: authority.into(), name: name.into() })
    }

    /// The same, for a name written in capitals or not.
    pub(super) fn as_written(self, upper: bool) -> Entry {
        if upper || !self.senses.any(Senses::UPPER) {
            return self;
        }
        Entry { senses: self.senses.without(Senses::INSTITUTIONS), ..self }
    }
}

/// The key a name is found by: its tokens in lower case, a space between, apostrophes straight.
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for token in tokens(name) {
        if !key.is_empty() {
            key.push(' ');
        }
        push_lower(&mut key, token.span.slice(name).unwrap_or_default());
    }
    key
}

/// Appends `word` in lower case with straight apostrophes.
pub(super) fn push_lower(key: &mut String, word: &str) {
    for character in word.chars() {
        match character {
            '’' | '‘' => key.push('\''),
            'A'..='Z' => key.push(character.to_ascii_lowercase()),
            _ if character.is_ascii() => key.push(character),
            _ => key.extend(character.to_lowercase()),
        }
    }
}

static NAMES: LazyLock<Option<Fst<&'static [u8]>>> =
    LazyLock::new(|| Fst::new(include_bytes!("../../data/names.fst").as_slice()).ok());

static LINES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("../../data/entities.tsv").lines().collect());

/// Calls `found` for every known name that starts with the first of `words` (keys of tokens), with the number of
/// words it takes; the shortest first.
pub(super) fn names_at<'a>(words: impl Iterator<Item = &'a str>, mut found: impl FnMut(usize, Entry)) {
    let Some(names) = NAMES.as_ref() else { return };
    let mut node = names.root();
    let mut output = fst::raw::Output::zero();
    for (count, word) in words.enumerate() {
        let space = if count == 0 { "" } else { " " };
        for &byte in space.as_bytes().iter().chain(word.as_bytes()) {
            let Some(at) = node.find_input(byte) else { return };
            let transition = node.transition(at);
            output = output.cat(transition.out);
            node = names.node(transition.addr);
        }
        if node.is_final() {
            found(count + 1, Entry::unpack(output.cat(node.final_output()).value()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(name: &str) -> Option<Entry> {
        let key = key(name);
        let count = key.split(' ').count();
        let mut entry = None;
        names_at(key.split(' '), |words, found| {
            if words == count {
                entry = Some(found);
            }
        });
        entry
    }

    #[test]
    fn knows_courts_agencies_and_places_by_their_ids() {
        for (name, senses, authority, id) in [
            ("9th Circuit", Senses::COURT, "courts-db", "ca9"),
            ("Ninth Circuit", Senses::COURT, "courts-db", "ca9"),
            (
                "U.S. District Court for the Northern District of California",
                Senses::COURT,
                "courts-db",
                "cand",
            ),
            ("Mexico", Senses::PLACE, "geonames", "3996063"),
            ("U.S.", Senses::PLACE, "geonames", "6252001"),
            ("Fort Worth", Senses::CITY, "geonames", "4691930"),
            ("FBI", Senses::AGENCY, "tagline", "fbi"),
        ] {
            let entry = find(name).unwrap_or_else(|| panic!("{name}"));
            assert!(entry.senses.any(senses), "{name}");
            let link = entry.link(name).unwrap();
            assert_eq!((&*link.authority, &*link.id), (authority, id), "{name}");
        }
    }

    #[test]
    fn capitals_tell_an_agency_from_a_word() {
        let ice = find("ICE").unwrap();
        assert!(ice.as_written(true).senses.any(Senses::AGENCY));
        assert!(!ice.as_written(false).senses.any(Senses::AGENCY));
    }

    #[test]
    fn keys() {
        assert_eq!(key("U.S.  Attorney’s Office"), "u.s. attorney 's office");
        assert_eq!(key("Île-de-France"), "île - de - france");
        assert_eq!(key(""), "");
    }
}
