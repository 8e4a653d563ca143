//! Whose a body is by its name: the place that its name begins or ends with, and its words without it.

use super::data::Data;
use super::kinds::{Reach, is_local, kind, reach};
use super::lexicon::Senses;
use super::place_names::nation;
use super::places::{Level, Place, fold};

/// Where the name of a place that a body's name begins with ends: `Fort Worth` of `Fort Worth Police Department`.
pub(super) fn leading(data: &Data, words: &str) -> Option<usize> {
    // `Supreme Court` is no court of Supreme, Louisiana.
    let kind = kind(&fold(words));
    if reach(&kind) != Reach::Itself && !kind.ends_with("-ministry") {
        return None;
    }
    let ends: Vec<usize> =
        words.char_indices().filter(|(_, letter)| *letter == ' ').map(|(at, _)| at).collect();
    ends.iter()
        .take(4)
        .rev()
        .copied()
        .find(|&end| {
            let Some((name, rest)) = words.split_at_checked(end) else { return false };
            let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
            stands_for(data, name, rest)
        })
        .map(|end| {
            let name = words.get(..end).unwrap_or_default();
            name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).map_or(end, str::len)
        })
}

/// A body's name before its `of`, and the place behind it: `Supreme Court` and `Colorado`.
pub(super) fn trailing<'w>(data: &Data, words: &'w str) -> Option<(&'w str, &'w str)> {
    let (rest, name) = words.rsplit_once(" of ")?;
    let name = name.strip_prefix("the ").unwrap_or(name);
    stands_for(data, name, rest).then_some((rest, name))
}

/// Whether `name` is the place whose body `rest` is: any large one, of towns and counties only where it is the kind of body they have.
fn stands_for(data: &Data, name: &str, rest: &str) -> bool {
    if !name.starts_with(char::is_uppercase) {
        return false;
    }
    let places = &data.places;
    // `Supreme` is a town, yet hardly meant before a council.
    let senses = data.lexicon.find(name).map_or(Senses::default(), |entry| entry.senses);
    let common = senses.any(Senses::COMMON) || !name.contains(' ') && !senses.any(Senses::ANYWHERE);
    let towns = ["police", "sheriffs", "fire", "city"];
    let is_towns = |rest: &str| {
        is_local(rest) && (!common || rest.split(' ').next().is_some_and(|first| towns.contains(&first)))
    };
    let large = |place: &Place| !matches!(places.level(*place), Level::Town | Level::County);
    let found = places.named(&fold(name));
    nation(places, name).is_some() || found.iter().any(large) || !found.is_empty() && is_towns(&fold(rest))
}

/// Whether a name in full is another and what it is of: `U.S. Attorney's Office for the District of Maine`.
pub(super) fn goes_on(full: &str, short: &str) -> bool {
    short.contains(' ')
        && full.strip_prefix(short).is_some_and(|rest| rest.starts_with(" of ") || rest.starts_with(" for "))
}

/// `office of the New York State Attorney General`: the body without its office.
pub(super) fn strip_office(words: &str) -> &str {
    let rest = words.strip_prefix("office of ").or_else(|| words.strip_prefix("Office of "));
    let Some(rest) = rest else { return words };
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let lower = rest.to_lowercase();
    let person = [
        "attorney general",
        "prosecutor",
        "sheriff",
        "governor",
        "mayor",
        "president",
        "prime minister",
        "defender",
    ];
    if person.iter().any(|head| lower.contains(head)) || is_acronym(rest) { rest } else { words }
}

/// Each word with a capital, where none has one: `foreign ministry`.
pub(super) fn capitalised(words: &str) -> String {
    if words.chars().any(char::is_uppercase) {
        return words.to_owned();
    }
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    words.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

pub(super) fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|letter| letter.is_ascii_uppercase() || letter == '.')
}

/// What `text` may begin with as a name of up to three words, the longest first; nothing that begins small.
pub(super) fn names_before(text: &str) -> impl Iterator<Item = &str> {
    let ends = text
        .char_indices()
        .filter(|(_, letter)| !letter.is_alphanumeric() && *letter != '.')
        .map(|(at, _)| at);
    let ends: Vec<usize> = ends.chain([text.len()]).take(3).collect();
    let names = ends.into_iter().rev().filter_map(|at| text.get(..at));
    names.filter(|name| name.starts_with(char::is_uppercase))
}
