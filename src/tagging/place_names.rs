//! Which places a name may stand for as it is written, and what stands right behind it.

use std::collections::BTreeMap;

use super::owners::names_before;
use super::places::{Level, NATION, OTHER, Place, Places, SHORT, fold};

/// By what the name that ends at `end` is looked up.
pub(super) fn key(places: &Places, text: &str, name: &str, end: usize) -> String {
    let key = fold(name);
    let short = format!("{SHORT}{key}");
    let known = |key: &str| !candidates(places, key).is_empty();
    // `Fla.` is short for something, `L.A.` a name like others.
    let cut = name.ends_with('.') && name.chars().any(char::is_lowercase);
    let capitals = name.chars().all(|letter| !letter.is_lowercase());
    if (cut || capitals && !known(&key)) && known(&short) {
        return short;
    }
    let county = match key.strip_suffix(" counties") {
        Some(name) => format!("{name} county"),
        None if listed_with_counties(text, end) => format!("{key} county"),
        None => return key,
    };
    if known(&county) { county } else { key }
}

/// The places that a key may stand for.
pub(super) fn candidates(places: &Places, key: &str) -> Vec<Place> {
    // Where things lie, not what they are called.
    const SIDES: &[&str] = &[
        "west", "east", "north", "south", "central", "center", "centre", "western", "eastern", "northern",
        "southern",
    ];
    // What news means by it is no town: an airport.
    if SIDES.contains(&key) || key == "heathrow" {
        return Vec::new();
    }
    let mut found = places.named(key);
    found.extend(places.named(&format!("{OTHER}{key}")));
    if found.is_empty() { with_a_head(places, key) } else { found }
}

/// `Chiapas state`, `Rukban camp`, `City of Springfield`: the name and the word for what it is.
fn with_a_head(places: &Places, key: &str) -> Vec<Place> {
    const REGION: &[&str] =
        &["state", "province", "region", "governorate", "oblast", "prefecture", "department", "republic"];
    const REALM: &[&str] = &["republic", "state", "kingdom", "principality", "commonwealth"];
    const TOWN: &[&str] = &["city", "camp", "district", "town", "township", "village", "municipality"];
    let (name, head) = match (key.rsplit_once(' '), key.split_once(" of ")) {
        (Some((name, head)), _) if REGION.contains(&head) || TOWN.contains(&head) => (name, head),
        (_, Some((head, name))) if REALM.contains(&head) || TOWN.contains(&head) => (name, head),
        _ => return Vec::new(),
    };
    let mut found = places.named(name);
    found.extend(places.named(&format!("{OTHER}{name}")));
    let level = |place: &Place| places.level(*place);
    if REALM.contains(&head) && key.starts_with(head) {
        found.retain(|place| matches!(level(place), Level::Country | Level::Region));
        return found;
    }
    let region = |place: &Place| level(place) == Level::Region;
    let fitting: Vec<Place> =
        found.iter().copied().filter(|place| region(place) == REGION.contains(&head)).collect();
    if fitting.is_empty() && TOWN.contains(&head) { found } else { fitting }
}

/// What stands behind a name's comma.
pub(super) struct Behind {
    /// The states and countries of that name, the biggest first.
    pub places: Vec<Place>,
    /// Whether it is a state as news shortens it.
    pub short: bool,
    /// Whether a list goes on behind it.
    pub goes_on: bool,
    /// Where it ends.
    pub end: usize,
}

/// The state or country that stands behind a comma after `end`: `, Ill.`, `, Illinois`.
pub(super) fn behind(places: &Places, text: &str, end: usize) -> Option<Behind> {
    let rest = text.get(end..)?.strip_prefix(',')?;
    let rest = rest.get(..rest.floor_char_boundary(60))?;
    let begin = end + 1 + rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    if !rest.starts_with(char::is_uppercase) {
        return None;
    }
    let ends: Vec<usize> = rest
        .char_indices()
        .filter(|(_, letter)| letter.is_whitespace())
        .map(|(at, _)| at)
        .chain([rest.len()])
        .collect();
    let large = |place: &Place| matches!(places.level(*place), Level::Country | Level::Region);
    ends.iter().take(3).rev().find_map(|&end| {
        let words = rest.get(..end)?.trim_end_matches([',', ';', ':', ')', '-', '—', '?', '!']);
        let words = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")).unwrap_or(words);
        let key = fold(words);
        let capitals = words.bytes().all(|letter| letter.is_ascii_uppercase());
        let shortened = words.ends_with('.') || words.len() == 2 && capitals;
        let mut found = if shortened { places.named(&format!("{SHORT}{key}")) } else { Vec::new() };
        found.retain(large);
        let short = !found.is_empty();
        if !short {
            found = places.named(&key);
            found.retain(large);
        }
        found.sort_by_key(|&place| std::cmp::Reverse(places.size(place)));
        let after = rest.get(words.len()..).unwrap_or_default();
        let next = after.trim_start_matches([',', ' ']);
        let next = next.strip_prefix("and ").or_else(|| next.strip_prefix("or ")).unwrap_or(next);
        let goes_on = names_before(next).any(|name| places.named(&fold(name)).iter().any(large));
        // A full stop that is the sentence's, too.
        let end = begin + words.trim_end_matches('.').len();
        (!found.is_empty()).then_some(Behind { places: found, short, goes_on, end })
    })
}

/// Whether the name that ends at `end` is one of a list that ends in `counties`.
fn listed_with_counties(text: &str, end: usize) -> bool {
    let mut rest = text.get(end..).unwrap_or_default();
    rest = rest.get(..rest.floor_char_boundary(120)).unwrap_or_default();
    for word in rest.split_whitespace() {
        let bare = word.trim_matches([',', '.']);
        match bare {
            "counties" | "Counties" => return true,
            "" | "and" | "&" => {}
            _ if word.ends_with('.') && word.len() > 4 => return false,
            _ if bare.starts_with(char::is_uppercase) => {}
            _ => return false,
        }
    }
    false
}

/// The country that an adjective speaks of.
pub(super) fn nation(places: &Places, word: &str) -> Option<Place> {
    places.named(&format!("{NATION}{}", fold(word))).first().copied()
}

/// Calls `found` with every country that the text speaks of by an adjective, and where.
pub(super) fn nations(places: &Places, text: &str, mut found: impl FnMut(usize, Place)) {
    /// Words that only news about the United States is full of.
    const AMERICAN: &[&str] = &["Republican", "Republicans", "Democrats", "GOP", "FBI", "Pentagon"];
    let mut known: BTreeMap<&str, Option<Place>> = BTreeMap::new();
    let mut before: Option<(usize, &str)> = None;
    let mut at = 0;
    while let Some(start) =
        text.get(at..).and_then(|rest| rest.find(char::is_uppercase)).map(|found| at + found)
    {
        let rest = text.get(start..).unwrap_or_default();
        let end = rest
            .find(|letter: char| !letter.is_alphabetic() && letter != '.')
            .map_or(text.len(), |end| start + end);
        let word = text.get(start..end).unwrap_or_default();
        at = end.max(start + 1);
        // `South Korean`, `Saudi Arabian`: of two words, and then of the second alone.
        let two = before.filter(|&(from, first)| from + first.len() + 1 == start);
        let two = two.and_then(|(from, first)| text.get(from..from + first.len() + 1 + word.len()));
        let mut country = |word| {
            let american = AMERICAN.contains(&word).then(|| places.country_of("US")).flatten();
            *known.entry(word).or_insert_with(|| american.or_else(|| nation(places, word)))
        };
        if let Some(country) = two.and_then(&mut country).or_else(|| country(word)) {
            found(start, country);
        }
        before = Some((start, word));
    }
}
