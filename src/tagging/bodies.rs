//! Which body a court's or an agency's name means: what the lists know, whose it is by the words around it, what the article
//! called it in full, and of which country the article speaks.

use std::collections::BTreeMap;

use super::data::Data;
use super::districts::Districts;
use super::heard::{Asked, Owned};
use super::kinds::{Reach, is_force, is_local, kind, of_country, reach};
use super::lexicon::{Entry, Line, own, slug};
use super::owners::{capitalised, goes_on, is_acronym, strip_office};
use super::place_names::nation;
use super::places::{Level, Place, Places, fold};
use super::sides::{OfOwner, Sides, is_close, sentence_before};
use super::whereabouts::Whereabouts;
use crate::annotation::Link;

/// What a mention was found to mean, and what speaks for it.
pub(super) type Meant = (Link, String);

/// The bodies an article names.
pub(super) struct Bodies<'a> {
    data: &'static Data,
    text: &'a str,
    whereabouts: &'a Whereabouts<'a>,
    sides: Sides<'a>,
    /// Names whose bearer is known by themselves, as they were folded.
    full: Vec<Full>,
    /// Which of them begin, and which end, with a word.
    by_word: BTreeMap<(End, String), Vec<usize>>,
    districts: Districts<'a>,
    /// Where bodies that many countries have are named with their owners, by their kind.
    owned: BTreeMap<String, Owned>,
    /// The last of each kind that is named so: where it ends, whose it is, and itself.
    last: BTreeMap<String, (usize, Place, Link)>,
    /// Whether a chamber is named without its owner: the United States', without a sign of another.
    american: bool,
    /// The last of those, and whose it was found to be.
    chamber: Option<(usize, Place)>,
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

/// A name in full.
struct Full {
    key: String,
    link: Link,
}

impl<'a> Bodies<'a> {
    /// None named yet.
    pub(super) fn new(data: &'static Data, text: &'a str, whereabouts: &'a Whereabouts<'a>) -> Bodies<'a> {
        Bodies {
            data,
            text,
            whereabouts,
            sides: Sides { data, text, whereabouts },
            full: Vec::new(),
            by_word: BTreeMap::new(),
            districts: Districts::new(data, text),
            owned: BTreeMap::new(),
            last: BTreeMap::new(),
            american: false,
            chamber: None,
            acronyms: BTreeMap::new(),
        }
    }

    fn places(&self) -> &'static Places {
        &self.data.places
    }

    /// Remembers what is known of a mention by its own words, for shorter ones.
    pub(super) fn learn(&mut self, start: usize, end: usize) {
        let Some(words) = self.text.get(start..end) else { return };
        let reach = reach(&kind(&fold(words)));
        let inside = self.sides.inside(words, start);
        let owned = inside.or_else(|| self.sides.beside(words, start, end));
        self.american |= owned.is_none() && matches!(reach, Reach::Chamber(_)) && reach.may("US");
        if let Some((kind, owned)) = owned.and_then(|owned| Some((owned.kind()?, owned))) {
            self.owned.entry(kind).or_default().ranges.push(owned.around);
        }
        let found = match self.known(words, start) {
            Some(line) if reach == Reach::Itself => Some(line.link()),
            _ => self.with_owner(words, end).map(|(link, _)| link),
        };
        let Some(link) = found else { return };
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
        self.keep(Full { key: fold(words), link });
    }

    /// What the mention at `start..end` means; to be asked in the text's order.
    pub(super) fn meant(&mut self, start: usize, end: usize) -> Option<Meant> {
        let words = self.text.get(start..end)?;
        let meant = self.by_its_words(words, start, end);
        // Whose it is by itself, so are those that are named shortly behind it.
        let owned = self.sides.inside(words, start).or_else(|| self.sides.beside(words, start, end));
        if let Some((kind, owner)) = owned.and_then(|owned| Some((owned.kind()?, owned.owner)))
            && let Some((link, _)) = &meant
        {
            self.last.insert(kind, (end, owner, link.clone()));
        }
        meant
    }

    fn by_its_words(&mut self, words: &'a str, start: usize, end: usize) -> Option<Meant> {
        let key = fold(words);
        let kind = kind(&key);
        let reach = reach(&kind);
        if let Some(link) = self.districts.named(words, end, |city| self.sides.owner(city, end)) {
            let name = link.name.to_string();
            return Some((link, name));
        }
        if let Some(line) = self.known(words, start).filter(|_| reach == Reach::Itself) {
            return Some((line.link(), line.name.to_owned()));
        }
        if self.is_of_several(words) {
            return None;
        }
        if reach != Reach::Itself {
            return self.of_kind(words, &kind, reach, start, end);
        }
        if let Some(full) = self.full(End::First, &key).find(|full| goes_on(&full.key, &key)) {
            return Some((full.link.clone(), format!("short for {} in the article", full.link.name)));
        }
        if let Some(meant) = self.with_owner(words, end) {
            return Some(meant);
        }
        if let Some(link) = self.acronyms.get(words.trim_start_matches("office of the ")) {
            return Some((link.clone(), format!("an acronym of {} in the article", link.name)));
        }
        if let Some(meant) = self.called_in_full(&key) {
            return Some(meant);
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
        let nothing = Owned::default();
        let asked = Asked { at: start, usual: None, before: [None; 2], there: true, owned: &nothing };
        let country = self.whereabouts.country_at(&asked, |_| true);
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

    /// A body that many countries have, named without more: what stands beside it, the one named right before it, then what the
    /// article speaks of.
    fn of_kind(
        &mut self,
        words: &'a str,
        kind: &str,
        reach: Reach,
        start: usize,
        end: usize,
    ) -> Option<Meant> {
        if let Some(meant) = self.with_owner(words, end) {
            return Some(meant);
        }
        let places = self.places();
        let national = |owner: Place| places.level(owner) == Level::Country;
        let own = sentence_before(self.text, start);
        // Armed forces are in other countries, too.
        let may = |country: Place| reach.may(places.code(country).unwrap_or_default());
        let sentence = self.whereabouts.only_in(own.clone(), may).filter(|_| !is_force(kind));
        let chamber = || self.chamber.filter(|(at, _)| own.contains(at)).map(|(_, country)| country);
        let sentence = sentence.or_else(chamber);
        if let Some((at, owner, link)) = self.last.get_mut(kind)
            // The nation's highest court is as often meant behind a state's.
            && (national(*owner) || kind != "supreme-court")
            && is_close(self.text, *at, start)
            // `Russia's Defense Ministry spoke. In Ukraine, the Defense Ministry`.
            && (own.contains(at) || sentence.is_none_or(|country| Some(country) == places.country(*owner)))
        {
            *at = end;
            return Some((link.clone(), format!("named before it: {}", link.name)));
        }
        let line = self.line(words).map(|line| line.country).filter(|code| !code.is_empty());
        let american = if self.american && reach == Reach::Any { "US" } else { reach.usual() };
        let before = self.last.get(kind).map(|&(_, owner, _)| owner).filter(|&owner| national(owner));
        let nothing = Owned::default();
        let asked = Asked {
            at: start,
            usual: places.country_of(line.unwrap_or(american)),
            before: [before, sentence],
            there: !is_force(kind),
            owned: self.owned.get(kind).unwrap_or(&nothing),
        };
        let country = self.whereabouts.country_at(&asked, may)?;
        if matches!(reach, Reach::Chamber(_)) {
            self.chamber = Some((start, country));
        }
        self.body_of(country, None, words, None, "the article speaks of it most")
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

    /// The same, unless what stands in or before the name at `start` says that it is another country's.
    fn known(&self, words: &'a str, start: usize) -> Option<Line> {
        let line = self.line(words)?;
        let other = |owned: OfOwner<'_>| {
            let code = self.places().code(owned.owner);
            code.is_some_and(|code| code != line.country)
                || self.places().level(owned.owner) != Level::Country
        };
        // Only what is some country's can be another's.
        if line.country.is_empty() {
            return Some(line);
        }
        let strange = match self.sides.inside(words, start) {
            // `Supreme Court of Georgia`: the country's or the state's.
            Some(owned) => {
                self.places().level(owned.owner) == Level::Country
                    && self.places().code(owned.owner).is_some_and(|code| code != line.country)
            }
            None => self.sides.possessor_of(words, start).is_some_and(other),
        };
        (!strange).then_some(line)
    }

    /// The body of the owner that stands in the name or beside it.
    fn with_owner(&mut self, words: &'a str, end: usize) -> Option<Meant> {
        let words = strip_office(words);
        let start = end.saturating_sub(words.len());
        if let Some(link) = self.districts.named(words, end, |city| self.sides.owner(city, end)) {
            let name = link.name.to_string();
            return Some((link, name));
        }
        if let Some(owned) = self.sides.inside(words, start) {
            return self.body_of(owned.owner, owned.local, owned.rest, Some(words), "named with it");
        }
        if let Some(owned) = self.sides.beside(words, start, end) {
            return self.body_of(owned.owner, owned.local, owned.rest, None, "named with it");
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
        let kind = of_country(kind, code);
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
    fn called_in_full(&self, key: &str) -> Option<Meant> {
        if key.split(' ').count() < 2 {
            return None;
        }
        let fits = |full: &&Full| full.key.strip_suffix(key).is_some_and(|rest| rest.ends_with(' '));
        let full = self.full(End::Last, key).find(fits)?;
        Some((full.link.clone(), format!("short for {} in the article", full.link.name)))
    }
}
