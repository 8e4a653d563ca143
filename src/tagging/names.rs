//! Names by their form: runs of capitalised words, cut and read by their head words, titles and given names.

use super::date_words::{cuts_a_name, names_a_day};
use super::found::{Found, Kind, Rule};
use super::heads;
use super::heads::{is_portfolio, is_title, kind_of_head, opens_only, takes_of};
use super::lexicon::Senses;
use super::small_heads::{nations_before, small_head, small_office};
use super::words::{Case, Words};

/// The names that capitals give away.
pub fn by_capitals(words: &Words, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < words.len() {
        if !starts_run(words, at) {
            at += 1;
            continue;
        }
        let end = run_end(words, at);
        run(words, at, end, found);
        at = end.max(at + 1);
    }
}

fn starts_run(words: &Words, at: usize) -> bool {
    let word = words.lower(at);
    let numbered = words.case(at) == Case::Number && words.named(at + 1) && word.ends_with(['h', 't', 'd']);
    (words.named(at) || numbered)
        && !(opens_only(word) && words.case(at) != Case::Upper)
        && !ends_in_headline(words, at)
        && !is_to_be_done(words, at)
}

/// Whether a headline says with the word at `at` what is to be done, which is no name: `To Fund Army`.
pub fn is_to_be_done(words: &Words, at: usize) -> bool {
    let known = words.words.get(at).is_some_and(|word| word.place > 0 && !word.alone.any(Senses::COMMON));
    (words.headline || words.shouting) && words.before(at, 1) == "to" && !known
}

/// Whether a headline's name ends before the word at `at`.
fn ends_in_headline(words: &Words, at: usize) -> bool {
    (words.headline || words.shouting) && heads::ends_in_headline(words.lower(at))
}

/// The end of the run of capitalised words from `from`: hyphens, `&` and an owner's `'s` before a head word join.
fn run_end(words: &Words, from: usize) -> usize {
    let mut at = from + 1;
    loop {
        let (last, join, next) = (words.lower(at - 1), words.lower(at), words.lower(at + 1));
        let joins = match join {
            "-" => words.glued(at) && words.glued(at + 1),
            "&" => true,
            "'s" => {
                next == "office"
                    || last == "state" && next == "attorney"
                    || matches!(
                        last,
                        "people"
                            | "sheriff"
                            | "attorney"
                            | "children"
                            | "women"
                            | "prosecutor"
                            | "lord"
                            | "st."
                    )
            }
            _ => false,
        };
        if words.named(at) {
            // A new sentence begins a new run; `the Senate Tuesday`, `President Obama Friday` end before their day.
            if words.begins(at) || cuts_a_name(words, at) || ends_in_headline(words, at) {
                return at;
            }
            at += 1;
        } else if joins && words.named(at + 1) {
            at += 2;
        } else {
            return at;
        }
    }
}

/// Reads one run of capitalised words, `from..to`.
fn run(words: &Words, mut from: usize, to: usize, found: &mut Vec<Found>) {
    // `Foreign Minister Marcelo Ebrard`: what comes after the last title is a person.
    let title = (from..to)
        .rev()
        .find(|&at| is_title(words.lower(at)) && at + 1 < to && kind_of_head(words.lower(to - 1)).is_none());
    if let Some(title) = title {
        person(words, title + 1, to, Rule::Title, found);
        // Before it may stand a place, which the lists know.
        return;
    }
    let small_title = from > 0 && is_title(words.lower(from - 1)) && words.case(from - 1) == Case::Lower;
    let of = words.lower(to);
    let head =
        (from..to).rev().find(|&at| kind_of_head(words.lower(at)).is_some() || takes_of(words.lower(at)));
    let word = head.map_or("", |head| words.lower(head));
    if let Some(head) = head
        && head + 1 == to
        && takes_of(word)
        && matches!(of, "of" | "for" | "on" | "against")
    {
        let end = after_of(words, to);
        if let (true, Some(kind)) = (end > to, kind_of_head(word).or(of_kind(word))) {
            found.push(Found::new(from, end, kind, Rule::Head));
            return;
        }
    }
    if let Some(head) = head
        && let Some(kind) = kind_of_head(word)
        && (head + 1 == to || matches!(kind, Kind::Law | Kind::Court))
    {
        // A head word by itself is generic.
        let bare = head == from;
        if !bare {
            let kind = if kind == Kind::Place && matches!(word, "st." | "base" | "camp") && head + 1 != to {
                return;
            } else {
                kind
            };
            // A place before its own head stays out of a possessive only.
            found.push(Found::new(from, head + 1, kind, Rule::Head));
        }
        return;
    }
    // `Lake Michigan`, `Mount Sinai`, `Fort Bragg`, `Camp David`, `Port Arthur`.
    if to - from >= 2
        && matches!(
            words.lower(from),
            "lake"
                | "mount"
                | "mt."
                | "fort"
                | "ft."
                | "camp"
                | "cape"
                | "port"
                | "interstate"
                | "san"
                | "santa"
        )
    {
        found.push(Found::new(from, to, Kind::Place, Rule::Head));
        return;
    }
    if let Some(end) = small_office(words, to) {
        found.push(Found::new(from, end, Kind::Agency, Rule::SmallHead));
        return;
    }
    // `Russian and Syrian defense ministries` is one name of several bodies.
    if let Some(start) = nations_before(words, from, to) {
        let end = to + 1 + usize::from(is_portfolio(words.lower(to)));
        found.push(Found::new(start, end, Kind::Agency, Rule::SmallHead));
        return;
    }
    if let Some(kind) = small_head(words, from, to) {
        let mut end = to + 1;
        if is_portfolio(words.lower(to)) || words.lower(to) == "refugee" {
            end = to + 2;
        }
        found.push(Found::new(from, end, kind, Rule::SmallHead));
        return;
    }
    if small_title {
        person(words, from, to, Rule::Title, found);
        return;
    }
    // Nations' adjectives before a name belong to the sentence: `German Tommy Haas`.
    while from < to && words.words.get(from).is_some_and(|word| word.alone.any(Senses::DEMONYM)) {
        from += 1;
    }
    let length = to - from;
    if length == 0 {
        return;
    }
    let first = words.words.get(from).map(|word| word.alone).unwrap_or_default();
    let plain = (from..to)
        .all(|at| matches!(words.case(at), Case::Capital | Case::Mixed | Case::Initial | Case::Mark));
    let listed = words
        .words
        .get(from)
        .is_some_and(|word| word.inside.any(Senses::ANYWHERE) && word.place > 0 && length == 1);
    if (2..=4).contains(&length) && plain && first.any(Senses::FIRST) {
        person(words, from, to, Rule::GivenName, found);
    } else if (2..=3).contains(&length) && plain && !listed && !words.headline {
        person(words, from, to, Rule::TwoCapitals, found);
    } else if length == 1
        && words.case(from) == Case::Upper
        && !words.shouting
        && words.lower(from).len() > 1
        && !words.lower(from).ends_with('.')
    {
        found.push(Found::new(from, to, Kind::Organization, Rule::Acronym));
    }
}

fn of_kind(word: &str) -> Option<Kind> {
    match word {
        "board" | "service" | "ministries" | "house" | "city" | "library" => Some(Kind::Agency),
        "centers" | "institutes" | "chamber" => Some(Kind::Organization),
        "republic" | "state" | "isle" => Some(Kind::Place),
        _ => None,
    }
}

/// Where what follows `of` (at `at`) ends: capitalised words, `the`, and a further `of`, `and`, `for` before capitals.
fn after_of(words: &Words, at: usize) -> usize {
    let mut end = at;
    let mut next = at;
    loop {
        let connector = matches!(words.lower(next), "of" | "for" | "and" | "on" | "in" | "against" | ",");
        if !connector || matches!(words.lower(next), "in" | "on" | "against") && end > at {
            return end;
        }
        let mut start = next + 1;
        if words.lower(start) == "the" {
            start += 1;
        }
        if words.lower(start) == "and" {
            start += 1;
        }
        if !words.named(start) || is_title(words.lower(start)) || (words.lower(next) == "," && end == at) {
            return end;
        }
        // `The 9th Circuit on Wednesday`, `the Court of Appeals for Friday`: when, not what for.
        if names_a_day(words, start) {
            return end;
        }
        // Only bodies that deliberate sit `on` something; else `on` says where: `the Army on Guam`.
        if words.lower(next) == "on" && !sits_on(words.before(next, 1)) {
            return end;
        }
        if matches!(words.lower(next), "and" | ",") && end > at {
            // `Bureau of Alcohol, Tobacco, Firearms` goes on, `Bank of England and Mervyn King` does not.
            let stop = run_end(words, start);
            let person = words
                .words
                .get(start)
                .is_some_and(|word| word.alone.any(Senses::FIRST.with(Senses::ANYWHERE)));
            let list = matches!(words.lower(stop), "," | "and") || words.lower(next) == "and";
            if person || !list || kind_of_head(words.lower(stop - 1)).is_some() {
                return end;
            }
        }
        end = run_end(words, start);
        next = end;
        if end - at > 14 {
            return end;
        }
    }
}

/// Whether the name of a thing with that head word may go on with `on …`.
fn sits_on(head: &str) -> bool {
    matches!(
        head,
        "committee"
            | "subcommittee"
            | "commission"
            | "council"
            | "board"
            | "caucus"
            | "office"
            | "center"
            | "centre"
            | "institute"
            | "conference"
            | "convention"
            | "treaty"
            | "accord"
            | "agreement"
            | "declaration"
            | "protocol"
            | "directive"
            | "regulation"
            | "act"
    )
}

/// A person's name in `from..to`, without initials and titles that don't belong to it.
fn person(words: &Words, from: usize, to: usize, rule: Rule, found: &mut Vec<Found>) {
    let mut start = from;
    while start < to && (is_title(words.lower(start)) || words.case(start) == Case::Mark) {
        start += 1;
    }
    let mut end = to;
    // `Jr.` after a comma belongs to the name.
    if words.lower(end) == "," && matches!(words.lower(end + 1), "jr." | "sr.") {
        end += 2;
    }
    // `bin Laden`, `de la Cruz`, `van Gogh`.
    let particle = |at: usize| {
        matches!(
            words.lower(at),
            "bin"
                | "al"
                | "ben"
                | "de"
                | "la"
                | "van"
                | "von"
                | "der"
                | "den"
                | "del"
                | "da"
                | "di"
                | "el"
                | "abu"
                | "ibn"
        )
    };
    let mut next = end;
    while particle(next) || words.lower(next) == "-" && particle(next - 1) {
        next += 1;
    }
    if next > end && words.named(next) && !words.begins(next) {
        end = run_end(words, next);
    }
    let inside = (start..end).any(|at| {
        words
            .words
            .get(at)
            .is_some_and(|word| word.inside.any(Senses(0b100_0111).with(Senses::PLACE)) && word.place > 0)
    });
    if start < end && end - start <= 6 && !(inside && rule != Rule::Title && rule != Rule::GivenName) {
        found.push(Found::new(start, end, Kind::Person, rule));
    }
}
