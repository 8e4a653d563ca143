//! Which body a court's or an agency's name means: what the lists know, whose it is by the words around it, what the article
//! called it in full, and of which country the article speaks.

use std::collections::BTreeMap;

use super::data::Data;
use super::districts::Districts;
use super::kinds::{Reach, is_local, kind, reach};
use super::lexicon::{Entry, Line, own, slug};
use super::owners::{capitalised, goes_on, is_acronym, leading, names_before, strip_office, trailing};
use super::place_names::nation;
use super::places::{Level, Place, Places, fold};
use super::whereabouts::Whereabouts;
use crate::annotation::Link;

/// What a mention was found to mean, and what speaks for it.
pub(super) type Meant = (Link, String);

/// The bodies an article names.
pub(super) struct Bodies<'a> {
    data: &'static Data,
    text: &'a str,
    whereabouts: &'a Whereabouts<'a>,
    /// Names whose bearer is known by themselves, as they were folded.
    full: Vec<Full>,
    /// Which of them begin, and which end, with a word.
    by_word: BTreeMap<(End, String), Vec<usize>>,
    districts: Districts<'a>,
    /// What the acronyms of this article stand for.
    acronyms: BTreeMap<String, Link>,
}

/// Where in a name a word stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    First,
    Last,
}

/// How many names with one first or last word are kept: an article has a few.
const CROWD: usize = 64;

/// How much text before a body is looked at for its owner, in bytes.
const BEFORE: usize = 100;

/// A name in full.
struct Full {
    key: String,
    link: Link,
    /// Whether it is a nation's, and no state's or town's.
    national: bool,
}

/// A part of a name that says whose the body is, and the rest.
struct Owned<'a> {
    owner: Place,
    /// The owner's words where they are not its country's or its state's.
    local: Option<&'a str>,
    rest: String,
}

impl<'a> Bodies<'a> {
    /// None named yet.
    pub(super) fn new(data: &'static Data, text: &'a str, whereabouts: &'a Whereabouts<'a>) -> Bodies<'a> {
        Bodies {
            data,
            text,
            whereabouts,
            full: Vec::new(),
            by_word: BTreeMap::new(),
            districts: Districts::new(data, text),
            acronyms: BTreeMap::new(),
        }
    }

    fn places(&self) -> &'static Places {
        &self.data.places
    }

    /// Remembers what is known of a mention by its own words, for shorter ones.
    pub(super) fn learn(&mut self, start: usize, end: usize) {
        let Some(words) = self.text.get(start..end) else { return };
        let found = match self.line(words) {
            Some(line) if reach(&kind(&fold(words))) == Reach::Itself => Some(line.link()),
            _ => self.with_owner(words, start, end).map(|(link, _)| link),
        };
        let Some(link) = found else { return };
        let state = |place: Place| self.places().level(place) != Level::Country;
        let owner = self.inside(words).map(|owned| owned.owner);
        let national = !owner.is_some_and(state);
        let bracket = self.text.get(end..).and_then(|rest| rest.trim_start().strip_prefix('('));
        let short = bracket.and_then(|rest| rest.get(..rest.find(')')?)).filter(|short| is_acronym(short));
        if let Some(short) = short {
            self.acronyms.entry(short.to_owned()).or_insert_with(|| link.clone());
        }
        let initials: String = words
            .split([' ', '-'])
            .filter_map(|word| word.chars().next())
            .filter(|first| first.is_uppercase())
            .collect();
        if initials.chars().count() > 2 {
            self.acronyms.entry(initials).or_insert_with(|| link.clone());
        }
        self.keep(Full { key: fold(words), link, national });
    }

    /// What the mention at `start..end` means.
    pub(super) fn meant(&self, start: usize, end: usize) -> Option<Meant> {
        let words = self.text.get(start..end)?;
        let key = fold(words);
        let line = self.line(words);
        let reach = reach(&kind(&key));
        if let Some(link) = self.districts.named(words, end, |city| self.owner(city)) {
            let name = link.name.to_string();
            return Some((link, name));
        }
        if let Some(line) = line.filter(|_| reach == Reach::Itself) {
            return Some((line.link(), line.name.to_owned()));
        }
        if self.is_of_several(words) {
            return None;
        }
        if let Some(full) = self.full(End::First, &key).find(|full| goes_on(&full.key, &key)) {
            return Some((full.link.clone(), format!("short for {} in the article", full.link.name)));
        }
        if let Some(meant) = self.with_owner(words, start, end) {
            return Some(meant);
        }
        if let Some(link) = self.acronyms.get(words.trim_start_matches("office of the ")) {
            return Some((link.clone(), format!("an acronym of {} in the article", link.name)));
        }
        if let Some(meant) = self.called_in_full(&key, reach) {
            return Some(meant);
        }
        if reach != Reach::Itself {
            let usual = line.map_or_else(|| reach.usual(), |line| line.country);
            let usual = self.places().country_of(usual);
            let may = |country: Place| reach.may(self.places().code(country).unwrap_or_default());
            let country = self.whereabouts.country_at(start, usual, may)?;
            return self.body_of(country, None, words, None, "the article speaks of it most");
        }
        if let Some(Entry { reference: Entry::OWN, .. }) = self.data.lexicon.find(words) {
            return Some((own(&slug(words), words), words.to_owned()));
        }
        // `Assad regime`, `International Coalition Forces`: no country's by their words.
        let nobodys = ["administration", "regime", "forces"].iter().any(|head| key.ends_with(head))
            || ["international", "world", "global", "un", "united", "eu", "european", "nato"]
                .iter()
                .any(|first| key.split(' ').next() == Some(first))
            || is_acronym(words);
        if nobodys {
            return Some((own(&slug(&key), words), words.to_owned()));
        }
        // The lists know the United States' own: what they don't is a state's or a town's.
        let country = self.whereabouts.country_at(start, None, |_| true);
        let home = self.whereabouts.home().filter(|&home| {
            is_local(&key)
                || country == self.places().country(home)
                    && self.places().label(home).is_some_and(|(_, code)| code.is_some())
        });
        // `DHS Office of Inspector General`: whose the body is that it names first.
        let first =
            words.split(' ').next().filter(|first| is_acronym(first)).and_then(|first| self.line(first));
        let of_first = first.and_then(|line| self.places().country_of(line.country));
        let owner = of_first.or(home).or(country)?;
        self.body_of(owner, None, words, None, "the article plays there")
    }

    /// `Russian and Syrian defense ministries`: two bodies in one mention.
    fn is_of_several(&self, words: &str) -> bool {
        let mut parts = words.split(' ');
        let (first, and, second) = (parts.next(), parts.next(), parts.next());
        let nation = |word: Option<&str>| word.is_some_and(|word| nation(self.places(), word).is_some());
        and == Some("and") && nation(first) && nation(second)
    }

    /// What the lists know under these words.
    fn line(&self, words: &str) -> Option<Line> {
        self.data.lexicon.named(words)
    }

    /// The body of the owner that stands in the name or beside it.
    fn with_owner(&self, words: &str, start: usize, end: usize) -> Option<Meant> {
        let words = strip_office(words);
        if let Some(link) = self.districts.named(words, end, |city| self.owner(city)) {
            let name = link.name.to_string();
            return Some((link, name));
        }
        if let Some(owned) = self.inside(words) {
            return self.body_of(owned.owner, owned.local, &owned.rest, Some(words), "named with it");
        }
        if let Some(owned) = self.beside(words, start, end) {
            return self.body_of(owned.owner, owned.local, &owned.rest, None, "named with it");
        }
        // A chamber's committee: `Senate Judiciary Committee`.
        let (chamber, rest) = words.split_once(' ')?;
        if !matches!(chamber, "Senate" | "House") || !rest.to_lowercase().contains("committee") {
            return None;
        }
        let (link, detail) = self.meant(start, start + chamber.len())?;
        let committee = own(&format!("{}-{}", link.id, slug(rest)), words);
        Some((Link { country: link.country, ..committee }, detail))
    }

    /// `Russian Defense Ministry`, `Fort Worth Police Department`, `Supreme Court of Colorado`.
    fn inside<'w>(&self, words: &'w str) -> Option<Owned<'w>> {
        if let Some(end) = leading(self.data, words) {
            let (name, rest) = words.split_at_checked(end)?;
            let owner = self.owner(name)?;
            let rest = rest.trim_start_matches(['\'', '’']).trim_start_matches("s ").trim_start();
            return Some(Owned { owner, local: self.local(owner, name), rest: rest.to_owned() });
        }
        let (rest, name) = trailing(self.data, words)?;
        let owner = self.owner(name)?;
        Some(Owned { owner, local: self.local(owner, name), rest: rest.to_owned() })
    }

    /// `Russia's Defense Ministry`, `the Defense Ministry of Russia`, `the state Supreme Court`.
    fn beside(&self, words: &str, start: usize, end: usize) -> Option<Owned<'a>> {
        let from = self.text.floor_char_boundary(start.saturating_sub(BEFORE));
        let before = self.text.get(from..start)?.trim_end();
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let before = before.get(line..)?;
        let rest = words.to_owned();
        let possessive = ["'s", "’s", "s'", "s’"]
            .iter()
            .find_map(|mark| before.strip_suffix(mark).map(|name| (name, *mark)));
        let name = possessive
            .map(|(name, mark)| if mark.starts_with('s') { &before[..name.len() + 1] } else { name });
        if let Some(name) = name {
            let starts = name.char_indices().filter(|&(at, letter)| at == 0 || letter == ' ');
            let starts: Vec<usize> =
                starts.map(|(at, letter)| if letter == ' ' { at + 1 } else { at }).collect();
            let found = starts.iter().rev().take(3).rev().find_map(|&at| {
                let name = name.get(at..).filter(|name| name.starts_with(char::is_uppercase))?;
                self.owner(name).map(|owner| Owned {
                    owner,
                    local: self.local(owner, name),
                    rest: rest.clone(),
                })
            });
            if found.is_some() {
                return found;
            }
        }
        let last = before.rsplit(' ').next().unwrap_or_default();
        if last == "state" {
            return self.whereabouts.home().map(|owner| Owned { owner, local: None, rest });
        }
        if let Some(owner) = nation(self.places(), last).filter(|_| last.starts_with(char::is_uppercase)) {
            return Some(Owned { owner, local: None, rest });
        }
        let after = self.text.get(end..)?.strip_prefix(" of ")?;
        let after = after.strip_prefix("the ").unwrap_or(after);
        names_before(after).find_map(|name| {
            self.owner(name).map(|owner| Owned { owner, local: self.local(owner, name), rest: rest.clone() })
        })
    }

    /// The place that a name or a nation's adjective stands for.
    fn owner(&self, name: &str) -> Option<Place> {
        let chosen = self.whereabouts.choice(&fold(name)).map(|choice| choice.place);
        let large = |place: &Place| matches!(self.places().level(*place), Level::Country | Level::Region);
        nation(self.places(), name)
            .or(chosen)
            .or_else(|| self.places().named(&fold(name)).into_iter().find(large))
    }

    /// The owner's own words, unless its country's or its state's code says it all.
    fn local<'w>(&self, owner: Place, name: &'w str) -> Option<&'w str> {
        let places = self.places();
        let coded = places.level(owner) == Level::Region
            && places.label(owner).is_some_and(|(_, code)| code.is_some());
        (places.level(owner) != Level::Country && !coded).then_some(name)
    }

    /// `rest` of `owner`: a body that the lists know, else one of our own.
    fn body_of(
        &self,
        owner: Place,
        local: Option<&str>,
        rest: &str,
        whole: Option<&str>,
        why: &str,
    ) -> Option<Meant> {
        let places = self.places();
        let code = places.code(owner)?;
        let rest = strip_office(rest);
        let mut kind = kind(&fold(rest));
        if local.is_some() && kind == "police" {
            kind = "police-department".to_owned();
        }
        let label = places
            .label(owner)
            .map_or_else(|| local.unwrap_or_default().to_owned(), |(name, _)| name.to_owned());
        let detail = format!("of {label}: {why}");
        let national = places.level(owner) == Level::Country;
        let lexicon = &self.data.lexicon;
        let by_kind = || lexicon.entry([format!("{code}/{kind}").as_str()].into_iter());
        let known = national.then(by_kind).flatten().and_then(|entry| lexicon.line(entry));
        let known = known.or_else(|| {
            let short = if code == "US" && national { "U.S." } else { label.as_str() };
            let forms = [format!("{short} {rest}"), format!("{rest} of {label}")];
            let found = forms
                .iter()
                .find_map(|form| self.line(form))
                .filter(|line| line.country.is_empty() || line.country == code);
            found.or_else(|| self.line(rest).filter(|line| national && line.country == code))
        });
        if let Some(line) = known {
            return Some((line.link(), detail));
        }
        let state = places.region(owner).and_then(|region| places.label(region)).and_then(|(_, code)| code);
        let mut id = code.to_lowercase();
        for part in [state.map(str::to_lowercase), local.map(slug), Some(kind.clone())].into_iter().flatten()
        {
            id.push('-');
            id.push_str(&part);
        }
        let whole = whole.filter(|_| reach(&kind) == Reach::Itself);
        let named = match (whole, local) {
            (Some(whole), _) => whole.to_owned(),
            (None, Some(local)) => format!("{local} {rest}"),
            (None, None) => format!("{} of {label}", capitalised(rest)),
        };
        Some((Link { country: Some(code.into()), ..own(&id, &named) }, detail))
    }

    fn keep(&mut self, full: Full) {
        let ends = [(End::First, full.key.split(' ').next()), (End::Last, full.key.rsplit(' ').next())];
        let known = self.full(End::First, &full.key).any(|other| other.key == full.key);
        for (end, word) in ends.into_iter().filter(|_| !known) {
            let alike = self.by_word.entry((end, word.unwrap_or_default().to_owned())).or_default();
            if alike.len() < CROWD {
                alike.push(self.full.len());
            }
        }
        if !known {
            self.full.push(full);
        }
    }

    /// The full names that begin or end as `key` does.
    fn full(&self, end: End, key: &str) -> impl Iterator<Item = &Full> {
        let word = match end {
            End::First => key.split(' ').next(),
            End::Last => key.rsplit(' ').next(),
        };
        let alike = self.by_word.get(&(end, word.unwrap_or_default().to_owned()));
        alike.into_iter().flatten().filter_map(|&at| self.full.get(at))
    }

    /// What the article calls in full what it names shortly here.
    fn called_in_full(&self, key: &str, reach: Reach) -> Option<Meant> {
        if key.split(' ').count() < 2 && reach == Reach::Itself {
            return None;
        }
        let fits = |full: &str| full.strip_suffix(key).is_some_and(|rest| rest.ends_with(' '));
        // A state's court is not meant by the name of the nation's, nor the White House by `House`.
        let nations = |full: &Full| {
            let owner = full.key.strip_suffix(key).unwrap_or_default().trim_end();
            let of = self
                .places()
                .named(owner)
                .into_iter()
                .next()
                .is_some_and(|owner| self.places().level(owner) == Level::Country);
            full.national && (of || nation(self.places(), owner).is_some())
        };
        let found = self
            .full(End::Last, key)
            .find(|full| fits(&full.key) && (reach == Reach::Itself || nations(full)));
        found.map(|full| (full.link.clone(), format!("short for {} in the article", full.link.name)))
    }
}
