//! The mentions of a place's name in an article, put together as they stand for one place or for another of that name.

use std::collections::BTreeMap;

use super::places::{Level, Place, Places};
use super::qualifiers::{Said, is_large, is_list, is_state};
use super::whereabouts::Choice;

/// A name that places have.
#[derive(Default)]
pub(super) struct Named {
    pub candidates: Vec<Place>,
    /// Those of them whose usual name it is.
    pub usual: Vec<Place>,
    /// Where it stands, and what is said of it there.
    pub mentions: Vec<(usize, Option<Said>)>,
    /// The mentions of which the same is said, once all are known.
    pub groups: Vec<Group>,
}

/// Mentions of a name that stand for the same place.
pub(super) struct Group {
    pub said: Option<Said>,
    pub at: Vec<usize>,
    pub choice: Option<Choice>,
}

impl Named {
    /// Puts the mentions together that stand for one place: a bare one with the last before it of which something is said, or with
    /// the first behind it.
    pub(super) fn group(&mut self, places: &Places) {
        let first = self.mentions.iter().find_map(|&(_, said)| said);
        let bare = self.mentions.first().is_some_and(|(_, said)| said.is_none());
        // A country that is named at first is no town, though a town of that name come in later.
        let large = bare && self.candidates.iter().any(|&place| is_large(places, place));
        let town = |said: Option<Said>| matches!(said, Some(Said::In(_) | Said::Elsewhere));
        let mut last = first.filter(|_| !(large && town(first)));
        for &(at, said) in &self.mentions {
            let here = said.or(last);
            if !(large && town(said)) {
                last = here;
            }
            match self.groups.iter_mut().find(|group| group.said == here) {
                Some(group) => group.at.push(at),
                None => self.groups.push(Group { said: here, at: vec![at], choice: None }),
            }
        }
    }
}

/// Finds which names stand among countries and which among states, where a name is one's and another's: `Georgia and Armenia`.
/// `noted` are all names with their starts and ends, in order.
pub(super) fn compare(
    places: &Places,
    text: &str,
    noted: &[(usize, usize, String)],
    names: &mut BTreeMap<String, Named>,
) {
    let levels = |named: &Named| {
        let country = named.candidates.iter().any(|&place| places.level(place) == Level::Country);
        (country, named.candidates.iter().any(|&place| is_state(places, place)))
    };
    let mut found: Vec<(String, usize, Said)> = Vec::new();
    for (at, (start, end, key)) in noted.iter().enumerate() {
        if names.get(key).map(levels) != Some((true, true)) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| noted.get(before));
        let before = before.filter(|(_, end, _)| text.get(*end..*start).is_some_and(is_list));
        let after = noted.get(at + 1);
        let after = after.filter(|(start, ..)| text.get(*end..*start).is_some_and(is_list));
        let mut beside = before.into_iter().chain(after).filter_map(|(.., key)| names.get(key));
        let first = beside.next().map(levels);
        let others = beside.map(levels).all(|levels| Some(levels) == first);
        let level = match first {
            Some((true, false)) if others => Level::Country,
            Some((false, true)) if others => Level::Region,
            _ => continue,
        };
        found.push((key.clone(), *start, Said::Among(level)));
    }
    for (key, start, among) in found {
        let mentions = names.get_mut(&key).map(|named| &mut named.mentions);
        let mention = mentions.and_then(|all| {
            let at = all.binary_search_by_key(&start, |&(at, _)| at).ok()?;
            all.get_mut(at).filter(|(_, said)| said.is_none())
        });
        if let Some((_, said)) = mention {
            *said = Some(among);
        }
    }
}
