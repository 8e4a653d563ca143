//! LAW, COURT and PLACE by fixed forms: numbered parts of laws, legal cases, addresses and roads.

use super::date_words::cuts_a_name;
use super::found::{Found, Kind, Rule};
use super::heads::opens_only;
use super::words::{Case, Words};

/// Everything these forms find.
pub fn patterns(words: &Words, found: &mut Vec<Found>) {
    for at in 0..words.len() {
        let hit = section(words, at)
            .or_else(|| case(words, at))
            .or_else(|| address(words, at))
            .or_else(|| circuit(words, at));
        found.extend(hit);
    }
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
    (words.lower(at) != "vs." && to > at + 1).then(|| Found::new(from, to, Kind::Law, Rule::Case))
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
    while words.named(to) && !cuts_a_name(words, to) {
        to += 1;
    }
    (to > at + 3).then(|| Found::new(at, to, Kind::Place, Rule::Head))
}
