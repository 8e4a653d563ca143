//! The known names of the lists, where the words around don't speak against them.

use super::found::{Found, Kind, Rule};
use super::heads::{ends_in_headline, is_title};
use super::lexicon::Senses;
use super::words::{Case, Words};

/// What the known names of the lists are, where the words around don't speak against it.
pub fn listed(words: &Words, found: &mut Vec<Found>) {
    for known in &words.known {
        let senses = known.entry.senses;
        let single = known.to - known.from == 1;
        let kind = [
            (Senses::COURT, Kind::Court),
            (Senses::AGENCY, Kind::Agency),
            (Senses::LAW, Kind::Law),
            (Senses::PLACE, Kind::Place),
            (Senses::ORGANIZATION, Kind::Organization),
        ]
        .into_iter()
        .find(|(sense, _)| senses.any(*sense))
        .map(|(_, kind)| kind);
        let begins = words.begins(known.from);
        let (kind, rule) = match kind {
            Some(kind) => {
                // An ordinary word at the start of a sentence, or in a headline, says nothing.
                if single
                    && senses.any(Senses::COMMON)
                    && (begins || words.headline)
                    && !acts_in_headline(words, known.to, kind)
                    && words.case(known.from) != Case::Upper
                {
                    continue;
                }
                if single
                    && kind == Kind::Organization
                    && senses.any(Senses::COMMON.with(Senses::LAST))
                    && begins
                {
                    continue;
                }
                (kind, Rule::Listed)
            }
            None if senses.any(Senses::STATE) && state_stands(words, known.from) => {
                (Kind::Place, Rule::Listed)
            }
            None if senses.any(Senses::CITY.with(Senses::TOWN))
                && city_stands(words, known.from, known.to, senses) =>
            {
                (Kind::Place, Rule::City)
            }
            None => continue,
        };
        found.push(Found { entry: Some(known.entry), ..Found::new(known.from, known.to, kind, rule) });
    }
}

/// Whether a headline's body of government does what comes next: `House Votes`, `SENATE PASSES`.
pub fn acts_in_headline(words: &Words, next: usize, kind: Kind) -> bool {
    let acts = ends_in_headline(words.lower(next)) && !words.begins(next);
    kind == Kind::Agency && (words.headline || words.shouting) && acts
}

/// Whether a state's abbreviation stands for the state: after a city and comma, in `D-Minn.`.
fn state_stands(words: &Words, at: usize) -> bool {
    let before = words.before(at, 1);
    before == "," && at >= 2 && words.named(at - 2)
        || before == "-" && at >= 2 && matches!(words.lower(at - 2), "d" | "r" | "i" | "rep." | "dem.")
}

fn city_stands(words: &Words, from: usize, to: usize, senses: Senses) -> bool {
    let before = words.before(from, 1);
    let told = matches!(
        before,
        "in" | "at"
            | "near"
            | "from"
            | "to"
            | "outside"
            | "around"
            | "through"
            | "of"
            | "between"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "downtown"
            | "city"
            | "capital"
            | "town"
            | "toward"
            | "towards"
            | "into"
            | "across"
            | "visit"
            | "visited"
    );
    let state_follows = words.lower(to) == ","
        && words.words.get(to + 1).is_some_and(|word| {
            word.alone.any(Senses::STATE.with(Senses::PLACE)) || word.inside.any(Senses::PLACE)
        });
    // Part of a longer run of capitals: a person's name, a company's.
    let inside = from > 0
        && words.named(from - 1)
        && !words.words.get(from - 1).is_some_and(|word| word.alone.any(Senses::DEMONYM))
        || words.named(to) && !is_title(words.lower(to));
    if state_follows {
        return true;
    }
    if inside {
        return false;
    }
    let doubtful = senses.any(Senses::COMMON.with(Senses::FIRST).with(Senses::LAST));
    match (senses.any(Senses::CITY), doubtful) {
        (true, false) => true,
        (_, true) => told && senses.any(Senses::CITY) && !senses.any(Senses::COMMON),
        (false, false) => told,
    }
}
