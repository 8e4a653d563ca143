//! The compiled lists of known names: which names start at a word, and what each may be.
//!
//! `data/names.fst` maps a name's key to what is known of it in one number; `data/entities.tsv` has a line for
//! each thing that an authority file knows. Both are read where they lie: nothing is built when the program starts.

use fst::raw::Fst;

use crate::annotation::Link;
use crate::text::{is_unseen, tokens};

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
    /// Where to find what it links to: a line of `entities.tsv`, counted from 1; 0 for nothing, [`Entry::OWN`] for itself.
    pub reference: u32,
}

/// A thing that an authority file knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Whose id it has.
    pub authority: &'static str,
    /// Its id there.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The code of the country whose it is; empty if none's.
    pub country: &'static str,
}

impl Line {
    /// As a link to it.
    pub(super) fn link(self) -> Link {
        let country = Some(self.country).filter(|code| !code.is_empty()).map(Into::into);
        let (id, authority, name) = (self.id.into(), self.authority.into(), self.name.into());
        Link { id, authority, name, country, at: None }
    }
}

impl Entry {
    /// The reference of a name that is known by these lists alone, and by no other name.
    pub const OWN: u32 = 1 << 30;

    /// The bit that stands for [`Entry::OWN`] in the compiled list, where small numbers are short.
    const OWN_BIT: u16 = 1 << 13;

    /// As the number that the compiled list holds.
    pub fn pack(self) -> u64 {
        match self.reference {
            Entry::OWN => u64::from(self.senses.0 | Entry::OWN_BIT),
            reference => u64::from(self.senses.0) | u64::from(reference) << 16,
        }
    }

    /// From the number that the compiled list holds.
    pub fn unpack(value: u64) -> Entry {
        let senses = Senses(value as u16 & !Entry::OWN_BIT);
        let own = value as u16 & Entry::OWN_BIT != 0;
        Entry { senses, reference: if own { Entry::OWN } else { (value >> 16) as u32 } }
    }

    /// What it names; `words` are the mention's own, for what goes by them.
    pub(super) fn link(self, lexicon: &Lexicon, words: &str) -> Option<Link> {
        if self.reference == Entry::OWN {
            return Some(own(&slug(words), words));
        }
        lexicon.line(self).map(Line::link)
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

/// The key of a name that only links: no word of a text begins so.
pub fn hidden(name: &str) -> String {
    format!("={}", key(name))
}

/// The id of a thing that is known by these lists alone: its name's words in lower case, hyphens between.
pub fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// A link to what these lists alone know.
pub(super) fn own(id: &str, name: &str) -> Link {
    Link { id: id.into(), authority: "tagline".into(), name: name.into(), country: None, at: None }
}

/// Appends `word` in lower case with straight apostrophes, without marks that show nothing.
pub(super) fn push_lower(key: &mut String, word: &str) {
    for character in word.chars() {
        match character {
            '’' | '‘' => key.push('\''),
            'A'..='Z' => key.push(character.to_ascii_lowercase()),
            _ if character.is_ascii() => key.push(character),
            _ if is_unseen(character) => {}
            _ => key.extend(character.to_lowercase()),
        }
    }
}

/// The lists, read where they lie.
#[derive(Default)]
pub struct Lexicon {
    names: Option<Fst<&'static [u8]>>,
    lines: Vec<&'static str>,
}

impl Lexicon {
    /// The lists whose names and entities these are; `None` if they can't be.
    pub(super) fn new(names: &'static [u8], entities: &'static [u8]) -> Option<Lexicon> {
        let names = Some(Fst::new(names).ok()?);
        Some(Lexicon { names, lines: std::str::from_utf8(entities).ok()?.lines().collect() })
    }

    /// Calls `found` for every known name that starts with the first of `words` (keys of tokens), with the number of
    /// words it takes; the shortest first.
    pub(super) fn names_at<'a>(
        &self,
        words: impl Iterator<Item = &'a str>,
        mut found: impl FnMut(usize, Entry),
    ) {
        let Some(names) = &self.names else { return };
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

    /// What is known of the name that is just these `words` (keys of tokens).
    pub(super) fn entry<'a>(&self, words: impl ExactSizeIterator<Item = &'a str>) -> Option<Entry> {
        let all = words.len();
        let mut known = None;
        self.names_at(words, |count, entry| known = (count == all).then_some(entry).or(known));
        known
    }

    /// What is known of that name.
    pub(super) fn find(&self, name: &str) -> Option<Entry> {
        let key = key(name);
        let words: Vec<&str> = key.split(' ').collect();
        self.entry(words.into_iter())
    }

    /// The thing that a name refers to.
    pub(super) fn named(&self, name: &str) -> Option<Line> {
        let line = |entry| self.line(entry);
        self.find(name)
            .and_then(line)
            .or_else(|| self.entry([hidden(name).as_str()].into_iter()).and_then(line))
    }

    /// The thing that a name refers to.
    pub(super) fn line(&self, entry: Entry) -> Option<Line> {
        let mut fields = self.lines.get((entry.reference as usize).checked_sub(1)?)?.split('\t');
        let (authority, id, name) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Line { authority, id, name, country: fields.next().unwrap_or_default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagging::Data;

    fn find(name: &str) -> Option<Entry> {
        Data::embedded().lexicon.find(name)
    }

    #[test]
    fn knows_courts_and_agencies_by_their_ids() {
        for (name, senses, authority, id) in [
            ("9th Circuit", Senses::COURT, "courts-db", "ca9"),
            ("Ninth Circuit", Senses::COURT, "courts-db", "ca9"),
            (
                "U.S. District Court for the Northern District of California",
                Senses::COURT,
                "courts-db",
                "cand",
            ),
            ("FBI", Senses::AGENCY, "dotgov", "federal-bureau-of-investigation"),
            ("SEC", Senses::AGENCY, "ecfr", "securities-and-exchange-commission"),
            ("Pentagon", Senses::AGENCY, "ecfr", "department-of-defense"),
            ("Middle East", Senses::PLACE, "tagline", "middle-east"),
            ("U.S. District Court for the District of Maine", Senses::COURT, "courts-db", "med"),
            ("US District Court for the Southern District of New York", Senses::COURT, "courts-db", "nysd"),
            (
                "U.S. Court of Appeals for the District of Columbia Circuit",
                Senses::COURT,
                "courts-db",
                "cadc",
            ),
            ("1st Circuit", Senses::COURT, "courts-db", "ca1"),
        ] {
            let entry = find(name).unwrap_or_else(|| panic!("{name}"));
            assert!(entry.senses.any(senses), "{name}");
            let link = entry.link(&Data::embedded().lexicon, name).unwrap();
            assert_eq!((&*link.authority, &*link.id), (authority, id), "{name}");
        }
    }

    #[test]
    fn entries_are_packed_and_unpacked() {
        let senses = Senses::PLACE.with(Senses::STATE);
        for reference in [0, 1, 2567, Entry::OWN] {
            let entry = Entry { senses, reference };
            assert_eq!(Entry::unpack(entry.pack()), entry);
        }
        assert_eq!(slug("Joint Chiefs of Staff"), "joint-chiefs-of-staff");
        assert_eq!(slug("É 漢, 👩‍🚀!"), "é-漢");
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
