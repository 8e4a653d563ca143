//! LAW, COURT and PLACE by fixed forms: numbered parts of laws, legal cases, addresses and roads.

use super::date_words::cuts_a_name;
use super::found::{Found, Kind, Rule};
use super::heads::{kind_of_head, opens_only};
use super::lexicon::Senses;
use super::words::{Case, Words};

/// Everything these forms find.
pub fn patterns(words: &Words, found: &mut Vec<Found>) {
    for at in 0..words.len() {
        if is_nickname(words, at) {
            found.push(Found { held: true, ..Found::new(at, at + 1, Kind::Person, Rule::Listed) });
        }
        let hit = section(words, at)
            .or_else(|| bill(words, at))
            .or_else(|| long_form(words, at))
            .or_else(|| chamber(words, at))
            .or_else(|| office_of(words, at))
            .or_else(|| case(words, at))
            .or_else(|| address(words, at))
            .or_else(|| circuit(words, at));
        found.extend(hit);
    }
}

/// Persons whom news calls by their initials.
fn is_nickname(words: &Words, at: usize) -> bool {
    words.case(at) == Case::Upper
        && matches!(words.lower(at), "aoc" | "rbg" | "mlk" | "fdr" | "lbj" | "mbs" | "amlo" | "mtg")
}

/// `Section 230`, `Article II`, `Title IX`, `Section 3 of the Fourteenth Amendment`, `Resolution 1559`.
fn section(words: &Words, at: usize) -> Option<Found> {
    if !words.named(at) {
        return None;
    }
    let head = words.lower(at);
    if !matches!(
        head,
        "section"
            | "article"
            | "articles"
            | "sections"
            | "title"
            | "resolution"
            | "proposition"
            | "chapter"
            | "rule"
            | "amendment"
    ) {
        return None;
    }
    let number = words.lower(at + 1);
    let roman = words.named(at + 1) && number.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    if words.case(at + 1) != Case::Number && !roman && words.case(at + 1) != Case::Initial {
        return None;
    }
    if head == "chapter" && !matches!(number, "7" | "11" | "12" | "13" | "15") {
        return None;
    }
    let mut to = at + 2;
    // 956(c)(2): brackets without a space.
    while words.lower(to) == "(" && words.glued(to) && words.lower(to + 2) == ")" {
        to += 3;
    }
    if words.lower(to) == "of" {
        let start = to + 1 + usize::from(words.lower(to + 1) == "the");
        let mut end = start;
        while words.named(end) {
            end += 1;
        }
        if end > start
            && matches!(
                words.lower(end - 1),
                "act" | "amendment" | "code" | "constitution" | "treaty" | "charter" | "convention"
            )
        {
            to = end;
        }
    }
    Some(Found::new(at, to, Kind::Law, Rule::Section))
}

/// `Senate Bill 8`, `House Joint Resolution 3`, `Executive Order 13769`, `Public Law 107-56`, `H.R. 1`, `S.B. 8`.
fn bill(words: &Words, at: usize) -> Option<Found> {
    let numbered = |to: usize| words.case(to) == Case::Number;
    let found = |to: usize| Some(Found::new(at, to, Kind::Law, Rule::Section));
    let (word, next) = (words.lower(at), words.lower(at + 1));
    if matches!(word, "h.r." | "s.b." | "h.b." | "a.b." | "hb" | "sb" | "ab" | "hr")
        && words.case(at) == Case::Upper
        && numbered(at + 1)
        && words.lower(at + 1).bytes().all(|byte| byte.is_ascii_digit())
    {
        return found(at + 2);
    }
    if !words.named(at) || !words.named(at + 1) {
        return None;
    }
    match (word, next) {
        ("senate" | "house" | "assembly", "bill" | "resolution" | "amendment") if numbered(at + 2) => {
            found(at + 3)
        }
        ("executive", "order") | ("public", "law") if numbered(at + 2) => {
            let more =
                words.lower(at + 3) == "-" && words.glued(at + 3) && numbered(at + 4) && words.glued(at + 4);
            found(at + if more { 5 } else { 3 })
        }
        ("senate" | "house" | "assembly", "joint" | "concurrent")
            if words.lower(at + 2) == "resolution" && numbered(at + 3) =>
        {
            found(at + 4)
        }
        _ => None,
    }
}

/// `Consumers for a Better Tomorrow (CBT)`: the name whose initials the brackets behind it hold.
fn long_form(words: &Words, at: usize) -> Option<Found> {
    let short = at + 1;
    let acronym = words.lower(at) == "(" && words.case(short) == Case::Upper && words.lower(short + 1) == ")";
    let letters = words.lower(short);
    if !acronym || !(3..=8).contains(&letters.len()) || !letters.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        return None;
    }
    let mut from = at;
    for letter in letters.bytes().rev() {
        // Small words between the initials' may be left out of them.
        while from > 0
            && matches!(
                words.lower(from - 1),
                "of" | "for" | "the" | "and" | "a" | "on" | "in" | "to" | "&" | "-"
            )
            && words.case(from - 1) != Case::Capital
        {
            from -= 1;
        }
        from = from.checked_sub(1)?;
        if !words.named(from)
            || words.lower(from).bytes().next() != Some(letter)
            || words.lower(from).len() < 2
        {
            return None;
        }
    }
    let head = |at: usize| kind_of_head(words.lower(at));
    let of = (from..at).find(|&at| matches!(words.lower(at), "of" | "for" | "on"));
    let kind = of.map_or(head(at - 1), |of| head(of - 1)).unwrap_or(Kind::Organization);
    // Places and people have no acronyms in brackets.
    let kind = if kind == Kind::Place { Kind::Organization } else { kind };
    Some(Found { held: true, ..Found::new(from, at, kind, Rule::Head) })
}

/// `Florida Legislature`, `Indiana House`, `New York State Assembly`: what a state makes its laws in.
fn chamber(words: &Words, at: usize) -> Option<Found> {
    let known = words.known_at(at)?;
    let state = known.entry.senses.any(Senses::PLACE) && !known.entry.senses.any(Senses::AGENCY);
    let general = matches!(words.lower(known.to), "state" | "general");
    let head = known.to + usize::from(general);
    let fits = matches!(words.lower(head), "house" | "senate" | "legislature" | "assembly");
    let ends = !words.named(head + 1) || words.begins(head + 1);
    if !(state && fits && words.named(head) && ends) {
        return None;
    }
    let delegates =
        words.lower(head + 1) == "of" && matches!(words.lower(head + 2), "representatives" | "delegates");
    let to = head + if delegates { 3 } else { 1 };
    Some(Found { held: true, ..Found::new(at, to, Kind::Agency, Rule::Head) })
}

/// `office of Sweden's attorney general`, `Office of the Texas Attorney General`.
fn office_of(words: &Words, at: usize) -> Option<Found> {
    if words.lower(at) != "office" || words.lower(at + 1) != "of" {
        return None;
    }
    let place = at + 2 + usize::from(words.lower(at + 2) == "the");
    let known = words.known_at(place)?;
    if !known.entry.senses.any(Senses::ANYWHERE) {
        return None;
    }
    let head = known.to + usize::from(words.lower(known.to) == "'s");
    let general = words.lower(head) == "attorney" && words.lower(head + 1) == "general";
    general.then(|| Found::new(at, head + 2, Kind::Agency, Rule::SmallHead))
}

/// `Roe v. Wade`.
fn case(words: &Words, at: usize) -> Option<Found> {
    if !matches!(words.lower(at), "v." | "vs." | "v" | "versus")
        || at == 0
        || !words.named(at - 1)
        || !words.named(at + 1)
    {
        return None;
    }
    let mut from = at;
    while from > 0 && at - from < 7 {
        let word = words.lower(from - 1);
        let joins = matches!(word, "of" | "&" | "and" | "'s" | "the")
            && from >= 2
            && words.named(from - 2)
            && from < at;
        let opens = words.begins(from - 1) && opens_only(word);
        if !(words.named(from - 1) || joins) || opens || cuts_a_name(words, from - 1) {
            break;
        }
        from -= 1;
    }
    let mut to = at + 1;
    while to < words.len() && to - at < 8 {
        let word = words.lower(to);
        let joins = matches!(word, "of" | "&" | "'s" | "-" | "the") && words.named(to + 1);
        if !(words.named(to) || joins) || cuts_a_name(words, to) {
            break;
        }
        to += 1;
    }
    // Teams and players meet `vs.`; courts hear `v.`.
    let sport = matches!(
        words.lower(to),
        "match" | "game" | "final" | "tie" | "clash" | "fixture" | "bout" | "fight"
    );
    (words.lower(at) != "vs." && to > at + 1 && !sport).then(|| Found::new(from, to, Kind::Law, Rule::Case))
}

/// `1124 Congress St.`, `Interstate 35`, `Highway 61`, `I-95`, `Route 66`.
fn address(words: &Words, at: usize) -> Option<Found> {
    let word = words.lower(at);
    if words.named(at)
        && matches!(word, "interstate" | "highway" | "route")
        && words.case(at + 1) == Case::Number
    {
        return Some(Found::new(at, at + 2, Kind::Place, Rule::Address));
    }
    if word == "i" && words.lower(at + 1) == "-" && words.case(at + 2) == Case::Number && words.glued(at + 2)
    {
        return Some(Found::new(at, at + 3, Kind::Place, Rule::Address));
    }
    if words.case(at) != Case::Number {
        return None;
    }
    (2..=5).find_map(|length| {
        let last = words.lower(at + length - 1);
        let road = matches!(
            last,
            "st."
                | "street"
                | "ave."
                | "avenue"
                | "blvd."
                | "boulevard"
                | "road"
                | "rd."
                | "drive"
                | "dr."
                | "lane"
                | "way"
                | "highway"
                | "place"
                | "court"
        );
        let named = (at + 1..at + length).all(|at| words.named(at) || words.case(at) == Case::Number);
        let house = word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_digit()) && last != "court";
        (road
            && named
            && (house || word.ends_with("th") || word.ends_with("nd") || word.ends_with("st"))
            && words.named(at + length - 1))
        .then(|| Found::new(at, at + length, Kind::Place, Rule::Address))
    })
}

/// `U.S. District Court in Denver` ends at Court; `Southern District of New York` is a place by itself.
fn circuit(words: &Words, at: usize) -> Option<Found> {
    let part =
        matches!(words.lower(at), "northern" | "southern" | "eastern" | "western" | "central" | "middle");
    if !part || !words.named(at) || words.lower(at + 1) != "district" || words.lower(at + 2) != "of" {
        return None;
    }
    let mut to = at + 3;
    // `Southern District of New York Geoffrey Berman`: the state's name is known.
    match words.known_at(to).filter(|known| known.entry.senses.any(Senses::PLACE)) {
        Some(state) => to = state.to,
        None => {
            while words.named(to) && !cuts_a_name(words, to) {
                to += 1;
            }
        }
    }
    (to > at + 3).then(|| Found::new(at, to, Kind::Place, Rule::Head))
}
