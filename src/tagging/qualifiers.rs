//! What the words around a place's name say of it: the state behind it, its like beside it, a dateline's dash.

use super::place_names::behind;
use super::places::{Level, Place, Places, fold};

/// What the words around a name say of the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// In what it lies.
    In(Place),
    /// That it is a town which the atlas doesn't have.
    Elsewhere,
    /// That it is a country, or a state of the United States, as what it is listed with.
    Among(Level),
}

/// What the text says of the name in `start..end`, which may be one of `candidates`. `listed` is whether a large place is listed
/// right before it.
pub(super) fn said(
    places: &Places,
    text: &str,
    (start, end): (usize, usize),
    candidates: &[Place],
    listed: bool,
) -> Option<Said> {
    /// Too small to be known by its name alone.
    const UNKNOWN: i32 = 32;
    /// A town that is meant even where its name is a state's too.
    const BIG: i32 = 37;
    let Some(behind) = behind(places, text, end) else {
        let owner = owner_before(places, text, start, candidates)?;
        return Some(Said::In(owner));
    };
    let large = candidates.iter().any(|&place| is_large(places, place));
    let town = |place: Place| matches!(places.level(place), Level::Town | Level::County);
    // Of a country or a state it says nothing that another follows: `Nevada, Missouri and Texas`. News shortens a state only behind a town.
    let ends = text.get(behind.end..).is_some_and(|rest| {
        rest.trim_start().is_empty() || rest.starts_with([',', '.', ';', ')', '\n', '\r'])
    });
    let state = behind.places.first().is_some_and(|&place| places.level(place) == Level::Region);
    let sure = !large || behind.short || state && ends && !listed && !behind.goes_on;
    let fits = |&larger: &Place| {
        candidates.iter().any(|&place| {
            let enough = !large || town(place) && (sure || places.size(place) >= BIG);
            enough && is_in(places, place, larger)
        })
    };
    if let Some(&larger) = behind.places.iter().find(|larger| fits(larger)) {
        return Some(Said::In(larger));
    }
    // `San Ysidro, California` is no town that lies elsewhere, if it is small enough to be unknown, nor is `Cuba, N.Y.` the country.
    let small = |&place: &Place| places.level(place) == Level::Town && places.size(place) < UNKNOWN;
    (candidates.iter().all(small) || large && behind.short).then_some(Said::Elsewhere)
}

/// `Maine's Portland`: the state or country before the name, where one of that name lies in it.
fn owner_before(places: &Places, text: &str, start: usize, candidates: &[Place]) -> Option<Place> {
    if candidates.len() < 2 || candidates.iter().any(|&place| is_large(places, place)) {
        return None;
    }
    let before = text.get(text.floor_char_boundary(start.saturating_sub(40))..start)?;
    let before = before.strip_suffix("'s ").or_else(|| before.strip_suffix("’s "))?;
    let starts: Vec<usize> = before.rmatch_indices(' ').map(|(at, _)| at + 1).chain([0]).take(3).collect();
    starts.into_iter().rev().find_map(|at| {
        let found = places.named(&fold(before.get(at..)?));
        found.into_iter().find(|&owner| candidates.iter().any(|&place| is_in(places, place, owner)))
    })
}

/// Whether the name in `start..end` opens a line as news says where it was written: `BEIJING (Reuters) -`, `MOSCOW, Idaho —`.
pub(super) fn is_dateline(text: &str, start: usize, end: usize) -> bool {
    let opens = text.get(..start).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
    let rest = text.get(end..).filter(|_| opens).unwrap_or_default();
    let rest = rest.get(..rest.floor_char_boundary(80)).unwrap_or_default();
    let rest = rest.lines().next().unwrap_or_default();
    let dash = ["—", "–", "--", " - "].iter().filter_map(|dash| rest.find(dash)).min();
    let Some(between) = dash.and_then(|at| rest.get(..at)) else { return false };
    let between = between.trim();
    let bracket = between.strip_suffix(')').and_then(|inside| inside.rsplit_once('('));
    let beside = bracket.map_or(between, |(before, _)| before).trim();
    let larger = beside.strip_prefix(',').map(str::trim_start);
    beside.is_empty()
        || larger.is_some_and(|words| words.starts_with(char::is_uppercase) && words.split(' ').count() < 4)
}

/// Whether nothing but a list's sign stands between two names.
pub(super) fn is_list(between: &str) -> bool {
    matches!(between, ", " | " and " | ", and " | " or " | ", or " | "; " | " & ")
}

pub(super) fn is_in(places: &Places, place: Place, larger: Place) -> bool {
    place != larger && (places.region(place) == Some(larger) || places.country(place) == Some(larger))
}

/// A country, a continent, a state of the United States: what stands in lists of its like.
pub(super) fn is_large(places: &Places, place: Place) -> bool {
    match places.level(place) {
        Level::Country | Level::Continent => true,
        Level::Region => is_state(places, place),
        _ => false,
    }
}

/// A state of the United States, or a region that news shortens as it does them.
pub(super) fn is_state(places: &Places, place: Place) -> bool {
    places.level(place) == Level::Region && places.label(place).is_some_and(|(_, code)| code.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_ends_in_a_dash() {
        let check = |text: &str, end: usize| is_dateline(text, 0, end);
        assert!(
            check("BEIJING — The", 7)
                && check("BEIJING (Reuters) - The", 7)
                && check("PARIS, Texas (AP) -- A", 5)
        );
        assert!(check("KIEV, Nov. 3 (Reuters) – É 漢", 4));
        assert!(!check("Beijing said on Monday - late", 7) && !check("Beijing", 7));
        assert!(is_dateline("Head\r\nROME — 漢", 6, 10) && !is_dateline("In ROME — 漢", 3, 7));
    }
}
