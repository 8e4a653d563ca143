//! Whose a body is that an article names: the place in its name, the owner before it, what it is of or in behind it.

use std::ops::Range;

use super::data::Data;
use super::kinds::{Reach, is_force, kind, reach};
use super::owners::{is_acronym, leading, names_before, trailing};
use super::place_names::nation;
use super::places::{Level, Place, Places, fold};
use super::qualifiers::is_state;
use super::whereabouts::{WASHINGTON, Whereabouts};
use crate::text::sentences;

/// How much text before a body is looked at for its owner, in bytes.
const BEFORE: usize = 100;

/// How far behind a body that is named with its owner a bare name may mean it, in bytes.
const LATER: usize = 500;

/// A body and whose it is.
pub(super) struct OfOwner<'a> {
    pub owner: Place,
    /// The owner's words where they are not its country's or its state's.
    pub local: Option<&'a str>,
    /// The body's words without its owner's.
    pub rest: &'a str,
    /// Where both stand.
    pub around: Range<usize>,
}

impl OfOwner<'_> {
    /// Its kind, if it is one that many countries have.
    pub(super) fn kind(&self) -> Option<String> {
        Some(kind(&fold(self.rest))).filter(|kind| reach(kind) != Reach::Itself)
    }
}

/// Finds the owners of an article's bodies.
pub(super) struct Sides<'a> {
    pub data: &'static Data,
    pub text: &'a str,
    pub whereabouts: &'a Whereabouts<'a>,
}

impl<'a> Sides<'a> {
    fn places(&self) -> &'static Places {
        &self.data.places
    }

    /// `Russian Defense Ministry`, `Fort Worth Police Department`, `Supreme Court of Colorado`.
    pub(super) fn inside(&self, words: &'a str, start: usize) -> Option<OfOwner<'a>> {
        let around = start..start + words.len();
        if let Some(end) = leading(self.data, words) {
            let (name, rest) = words.split_at_checked(end)?;
            let owner = self.owner(name, start)?;
            let rest = rest.trim_start_matches(['\'', '’']).trim_start_matches("s ").trim_start();
            return Some(OfOwner { owner, local: self.local(owner, name), rest, around });
        }
        let (rest, name) = trailing(self.data, words)?;
        let owner = self.owner(name, start + words.len() - name.len())?;
        Some(OfOwner { owner, local: self.local(owner, name), rest, around })
    }

    /// `Russia's Defense Ministry`, `the Defense Ministry of Russia`, `the state Supreme Court`, `the Foreign Ministry in Beijing`.
    pub(super) fn beside(&self, words: &'a str, start: usize, end: usize) -> Option<OfOwner<'a>> {
        let reach = reach(&kind(&fold(words)));
        // A country has no body of that kind: then it isn't the owner.
        let may = |owner: &Place| {
            let places = self.places();
            reach == Reach::Itself
                || places.level(*owner) != Level::Country
                || reach.may(places.code(*owner).unwrap_or_default())
        };
        let before = self.before(start)?;
        let of = |owner: Place, name: &'a str, at: usize| OfOwner {
            owner,
            local: self.local(owner, name),
            rest: words,
            around: at..end,
        };
        if let Some((owner, name, at)) = self.possessor(before, start, may) {
            return Some(of(owner, name, at));
        }
        let last = before.rsplit(' ').next().unwrap_or_default();
        let at = start.saturating_sub(last.len() + 1);
        if last == "state" {
            let home = self.whereabouts.home()?;
            return Some(OfOwner { owner: home, local: None, rest: words, around: at..end });
        }
        if let Some(owner) =
            nation(self.places(), last).filter(may).filter(|_| last.starts_with(char::is_uppercase))
        {
            return Some(OfOwner { owner, local: None, rest: words, around: at..end });
        }
        let rest = self.text.get(end..)?;
        if let Some(after) = rest.strip_prefix(" of ") {
            let after = after.strip_prefix("the ").unwrap_or(after);
            let at = self.text.len() - after.len();
            return names_before(after).find_map(|name| {
                let owner = self.owner(name, at).filter(may)?;
                Some(OfOwner { around: start..at + name.len(), ..of(owner, name, start) })
            });
        }
        let after = rest.strip_prefix(" in ").filter(|_| reach != Reach::Itself)?;
        let (owner, name) = self.seat(after, &kind(&fold(words)), self.text.len() - after.len())?;
        let around = start..self.text.len() - after.len() + name.len();
        may(&owner).then_some(OfOwner { owner, local: None, rest: words, around })
    }

    /// The country, or the state, whose possessive stands right before the name at `start`.
    pub(super) fn possessor_of(&self, words: &'a str, start: usize) -> Option<OfOwner<'a>> {
        let (owner, name, at) = self.possessor(self.before(start)?, start, |_| true)?;
        let places = self.places();
        let of_state = is_state(places, owner) && words.contains("Department") && !is_acronym(words);
        let around = at..start + words.len();
        (places.level(owner) == Level::Country || of_state).then(|| OfOwner {
            owner,
            local: self.local(owner, name),
            rest: words,
            around,
        })
    }

    /// What stands before `start` in its line.
    fn before(&self, start: usize) -> Option<&'a str> {
        let from = self.text.floor_char_boundary(start.saturating_sub(BEFORE));
        let before = self.text.get(from..start)?.trim_end();
        before.get(before.rfind('\n').map_or(0, |at| at + 1)..)
    }

    /// Whose possessive `before` ends with, its words and where they begin.
    fn possessor(
        &self,
        before: &'a str,
        start: usize,
        may: impl Fn(&Place) -> bool,
    ) -> Option<(Place, &'a str, usize)> {
        let name = ["'s", "’s"].iter().find_map(|mark| before.strip_suffix(mark));
        let bare = || ["s'", "s’"].iter().find_map(|mark| Some(before.strip_suffix(mark)?.len() + 1));
        let name = name.or_else(|| before.get(..bare()?))?;
        let starts: Vec<usize> = name.rmatch_indices(' ').map(|(at, _)| at + 1).chain([0]).take(3).collect();
        // Nothing but the possessive's mark and a space stands between.
        let end = start.saturating_sub(before.len() - name.len() + 1);
        starts.into_iter().rev().find_map(|at| {
            let name = name.get(at..).filter(|name| name.starts_with(char::is_uppercase))?;
            let at = end.saturating_sub(name.len());
            self.owner(name, at).filter(&may).map(|owner| (owner, name, at))
        })
    }

    /// Whose a body of that kind is that sits where `after` begins: `Beijing said`. A state's only if it is a kind that states have.
    fn seat(&self, after: &'a str, kind: &str, at: usize) -> Option<(Place, &'a str)> {
        let places = self.places();
        if is_force(kind) {
            return None;
        }
        names_before(after).find_map(|name| {
            let owner = self.owner(name, at)?;
            // `the Supreme Court in Texas v. Johnson`.
            let case = after.get(name.len()..).is_some_and(|rest| rest.starts_with(" v"));
            let states = matches!(kind, "supreme-court" | "senate" | "house" | "court-of-appeals");
            let country = places.country(owner)?;
            let home = places.code(country) == Some("US");
            let owner = match places.level(owner) {
                Level::Country => owner,
                Level::Region if home => Some(owner).filter(|_| states && !case)?,
                _ if home => Some(country).filter(|_| places.id(owner) == WASHINGTON)?,
                _ => country,
            };
            Some((owner, name))
        })
    }

    /// The place that a name or a nation's adjective stands for at `at`.
    pub(super) fn owner(&self, name: &str, at: usize) -> Option<Place> {
        let key = fold(name);
        let chosen = || self.whereabouts.choice(&key, at).map(|choice| choice.place);
        let large = |place: &Place| matches!(self.places().level(*place), Level::Country | Level::Region);
        nation(self.places(), name)
            .or_else(chosen)
            .or_else(|| self.places().named(&key).into_iter().find(large))
    }

    /// The owner's own words, unless its country's or its state's code says it all.
    fn local(&self, owner: Place, name: &'a str) -> Option<&'a str> {
        let places = self.places();
        (places.level(owner) != Level::Country && !is_state(places, owner)).then_some(name)
    }
}

/// Whether `start` is in the sentence of what ends at `end`, or in the next.
pub(super) fn is_close(text: &str, end: usize, start: usize) -> bool {
    let between = text.get(end..start).filter(|between| between.len() < LATER);
    between.is_some_and(|between| sentences(between).len() < 3)
}

/// The part of a sentence before what stands at `start`.
pub(super) fn sentence_before(text: &str, start: usize) -> Range<usize> {
    let from = text.floor_char_boundary(start.saturating_sub(LATER));
    let before = text.get(from..start).unwrap_or_default();
    let line = from + before.rfind('\n').map_or(0, |at| at + 1);
    let last = text.get(line..start).and_then(|before| sentences(before).pop());
    last.map_or(start..start, |last| line + last.start().0..start)
}
