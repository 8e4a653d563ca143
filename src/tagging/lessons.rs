//! What one piece of an article teaches of its names, apart from where it stands: a full name its short forms, a bracket an
//! acronym.

use super::found::{Found, Kind, Rule};
use super::heads::{is_title, kind_of_head, opens_only};
use super::lexicon::{Entry, Senses};
use super::words::{Case, Words};

/// The most words of a name that is remembered.
pub const LONGEST: usize = 10;

/// What stands behind an acronym that is made of a name's initials.
pub const MADE: char = '\0';

/// A name that a piece teaches.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its words in lower case, a space between; never empty.
    pub key: Box<str>,
    /// What it names.
    pub kind: Kind,
    /// How the form came about.
    pub rule: Rule,
    /// What the lists know of the full name.
    pub entry: Option<Entry>,
}

/// What the findings in one piece teach, in the order in which it counts.
pub fn lessons(words: &Words, found: &[Found]) -> Vec<Lesson> {
    let mut taught = Vec::new();
    for one in found.iter().filter(|one| one.kind != Kind::Date) {
        // In capitals only, a line's readings are too weak to teach.
        let weak = words.shouting || words.headline || matches!(one.rule, Rule::TwoCapitals | Rule::Acronym);
        if !weak || one.rule == Rule::Title {
            teach(&mut taught, key(words, one.from, one.to), one, one.rule);
        }
        bracket(&mut taught, words, one);
        if words.shouting || words.headline {
            continue;
        }
        match one.kind {
            Kind::Person => surname(&mut taught, words, one),
            Kind::Organization | Kind::Agency | Kind::Court | Kind::Law => {
                short_forms(&mut taught, words, one)
            }
            _ => {}
        }
    }
    taught
}

fn key(words: &Words, from: usize, to: usize) -> String {
    let mut key = String::new();
    for at in from..to.min(from + LONGEST + 1) {
        if at > from {
            key.push(' ');
        }
        key.push_str(words.lower(at));
    }
    key
}

fn teach(taught: &mut Vec<Lesson>, key: String, one: &Found, rule: Rule) {
    if !key.is_empty() {
        taught.push(Lesson { key: key.into(), kind: one.kind, rule, entry: one.entry });
    }
}

/// `Migrant Protection Protocols (MPP)`.
fn bracket(taught: &mut Vec<Lesson>, words: &Words, one: &Found) {
    let short = one.to + 1;
    let acronym =
        words.lower(one.to) == "(" && words.case(short) == Case::Upper && words.lower(short + 1) == ")";
    let long = one.to - one.from >= 2;
    if acronym && long && words.lower(short).len() > 1 {
        let initial = words.lower(one.from).chars().next();
        // `(Reuters)` and `(CNN)` are no acronyms of what stands before them.
        if words.lower(short).chars().next() == initial {
            teach(taught, words.lower(short).to_owned(), one, Rule::Bracket);
        }
    }
}

fn surname(taught: &mut Vec<Lesson>, words: &Words, one: &Found) {
    let mut last = one.to - 1;
    while last > one.from
        && matches!(words.lower(last), "jr." | "sr." | "," | "ii" | "iii" | "iv" | "jr" | "sr")
    {
        last -= 1;
    }
    let word = words.lower(last);
    if last == one.from || word.len() < 3 || opens_only(word) || is_title(word) {
        return;
    }
    // `Kim Jong Il` and `bin Laden`: a name behind a hyphen or a particle keeps it.
    let mut from = last;
    while from > one.from + 1
        && (words.lower(from - 1) == "-"
            || matches!(words.lower(from - 1), "al" | "bin" | "de" | "la" | "van" | "von" | "del" | "el"))
    {
        from -= 1;
    }
    if words.lower(from) == "-" {
        from -= 1;
    }
    let key = key(words, from, last + 1);
    teach(taught, key, one, Rule::ShortForm);
}

fn short_forms(taught: &mut Vec<Lesson>, words: &Words, one: &Found) {
    let length = one.to - one.from;
    let last = words.lower(one.to - 1);
    let suffix = matches!(
        last,
        "inc."
            | "inc"
            | "corp."
            | "corp"
            | "co."
            | "ltd."
            | "ltd"
            | "llc"
            | "plc"
            | "company"
            | "corporation"
            | "group"
    );
    if suffix && length >= 2 {
        let end = one.to - if words.lower(one.to - 2) == "," { 2 } else { 1 };
        let first = words.words.get(one.from).map(|word| word.alone).unwrap_or_default();
        let plain =
            end - one.from > 1 || !first.any(Senses::ANYWHERE.with(Senses::DEMONYM).with(Senses::COMMON));
        if plain && end > one.from {
            let key = key(words, one.from, end);
            teach(taught, key, one, Rule::ShortForm);
        }
    }
    // The initials of three words or more.
    let initials: String = (one.from..one.to)
        .filter(|&at| words.named(at))
        .filter_map(|at| words.lower(at).chars().next())
        .collect();
    if initials.chars().count() >= 3 && kind_of_head(&initials).is_none() {
        teach(taught, format!("{initials}{MADE}"), one, Rule::Bracket);
    }
}
