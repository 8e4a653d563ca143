//! Which places a name may stand for as it is written, and what stands right behind it.

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
    if SIDES.contains(&key) {
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

/// The state or country that stands behind a comma after `end`: `, Ill.`, `, Illinois`.
pub(super) fn behind(places: &Places, text: &str, end: usize) -> Option<Place> {
    let rest = text.get(end..)?.strip_prefix(',')?;
    let rest = rest.get(..rest.len().min(60)).or_else(|| rest.get(..rest.floor_char_boundary(60)))?;
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
    ends.iter().take(3).rev().find_map(|&end| {
        let words = rest.get(..end)?.trim_end_matches([',', ';', ':', ')', '-', '—', '?', '!']);
        let words = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")).unwrap_or(words);
        let key = fold(words);
        let short = || places.named(&format!("{SHORT}{key}"));
        let mut found = if words.ends_with('.') || words.len() == 2 { short() } else { Vec::new() };
        if found.is_empty() {
            found = places.named(&key);
        }
        found.retain(|&place| matches!(places.level(place), Level::Country | Level::Region));
        found.into_iter().max_by_key(|&place| places.size(place))
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
