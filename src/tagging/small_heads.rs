//! Institutions, laws and places in small letters, behind whose they are: `Israeli military`, `Suchiate river`.

use super::found::Kind;
use super::heads::{is_portfolio, kind_of_small_head};
use super::lexicon::Senses;
use super::words::{Case, Words};

/// `Israeli military`, `French foreign ministry`, `Chiapas state`, `Suchiate river`.
pub fn small_head(words: &Words, from: usize, to: usize) -> Option<Kind> {
    let word = words.lower(to);
    if words.case(to) != Case::Lower {
        return None;
    }
    let head = if is_portfolio(word) && !matches!(word, "state" | "foreign") || matches!(word, "foreign") {
        words.lower(to + 1)
    } else {
        word
    };
    let before = words.words.get(to - 1)?;
    let national = before.alone.any(Senses::DEMONYM.with(Senses::PLACE)) || before.inside.any(Senses::PLACE);
    match kind_of_small_head(head)? {
        Kind::Agency if head == "police" => before.inside.any(Senses::ANYWHERE).then_some(Kind::Agency),
        Kind::Agency if head == "administration" => (to - from == 1 && !national).then_some(Kind::Agency),
        // `Karzai government` is named by a person, `Afghan government` is any.
        Kind::Agency if matches!(head, "government" | "cabinet") => {
            (to - from == 1 && !national && before.alone.any(Senses::LAST)).then_some(Kind::Agency)
        }
        Kind::Agency => national.then_some(Kind::Agency),
        Kind::Place if before.alone.any(Senses::DEMONYM) => None,
        Kind::Place if matches!(head, "state" | "county" | "district" | "village" | "province") => {
            (!before.begins).then_some(Kind::Place)
        }
        Kind::Law if matches!(head, "constitution" | "charter") => {
            (national || before.alone.any(Senses::AGENCY)).then_some(Kind::Law)
        }
        Kind::Law if matches!(head, "pact" | "protocols") => {
            before.inside.any(Senses::ANYWHERE).then_some(Kind::Law)
        }
        kind => Some(kind),
    }
}

/// Where `Russian, Iranian and` begins before `Syrian defense ministries`, of which the run `from..to` is `Syrian`.
pub fn nations_before(words: &Words, from: usize, to: usize) -> Option<usize> {
    let head = words.lower(to + usize::from(is_portfolio(words.lower(to))));
    let many =
        matches!(head, "ministries" | "embassies" | "militaries" | "parliaments" | "armies" | "navies");
    let nation = |at: usize| words.words.get(at).is_some_and(|word| word.alone.any(Senses::DEMONYM));
    let mut start = from;
    while many && to == from + 1 && nation(start) && start >= 2 && nation(start - 2) {
        if !matches!(words.lower(start - 1), "and" | ",") {
            break;
        }
        start -= 2;
    }
    (start < from).then_some(start)
}

/// The end of an office in small letters behind the place whose it is: `Harris County sheriff's office`.
pub fn small_office(words: &Words, at: usize) -> Option<usize> {
    if at == 0 || words.case(at) != Case::Lower {
        return None;
    }
    let whose = words.words.get(at - 1)?;
    let county = matches!(words.lower(at - 1), "county" | "parish" | "city" | "state");
    if !county && !whose.inside.any(Senses::ANYWHERE.with(Senses::STATE)) {
        return None;
    }
    let mut to = match (words.lower(at), words.lower(at + 1)) {
        ("sheriff", "'s") => at,
        ("attorney", "general" | "'s") => at + usize::from(words.lower(at + 1) == "general"),
        ("district" | "state" | "commonwealth", "attorney") => at + 1,
        ("public", "defender") | ("medical", "examiner") => at + 1,
        _ => return None,
    };
    to += 1;
    let office = matches!(words.lower(to + 1), "office" | "department");
    (words.lower(to) == "'s" && office).then_some(to + 2)
}
