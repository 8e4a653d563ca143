//! Names of persons, and of papers and offices.

use super::super::words::{Begins, lowered};
use super::words::{NO_NAME, OCCUPATIONS, ORGANISATIONS, PAPERS, PARTICLES, POSTS};

/// Whether a line reads like nothing but a person's name.
pub(in super::super) fn is_name(line: &str) -> bool {
    is_person(line) && !line.split_whitespace().any(|word| is_no_name(&word))
}

/// Whether no name has this word.
pub(super) fn is_no_name(word: &&str) -> bool {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    lowered(bare, |word| NO_NAME.binary_search(&word).is_ok())
}

/// Whether `part` can be a person's name where one is told: two to five words with capitals, no digit, no paper.
pub(super) fn is_person(part: &str) -> bool {
    if part.len() > 60 || part.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit()) {
        return false;
    }
    let words = || part.split_whitespace();
    let count = words().take(6).count();
    let cased = part.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase());
    if !cased {
        // Scripts without capitals: a short run of letters.
        let letters = part.chars().count();
        let few = if part.contains(' ') { 24 } else { 6 };
        return (2..=few).contains(&letters)
            && count <= 4
            && part.chars().all(|letter| letter.is_alphabetic() || letter == ' ' || letter == '·');
    }
    if !(2..=5).contains(&count) {
        return false;
    }
    let named = |word: &&str| {
        let first = word.chars().next().unwrap_or(' ');
        // `al-Saud`, `d’Arc`
        let joined = || {
            word.split_once(['-', '\'', '’'])
                .is_some_and(|(small, rest)| small.len() < 5 && rest.starts_with(char::is_uppercase))
        };
        let letters = |letter: char| letter.is_alphabetic() || "'’.-‑\"“”".contains(letter);
        (first.is_uppercase() || "\"“".contains(first) || joined()) && word.chars().all(letters)
    };
    let capitals = words().filter(named).count();
    let small = || words().filter(|word| PARTICLES.contains(word)).count();
    if capitals < 2 || capitals + small() != count {
        return false;
    }
    let office = words().last().is_some_and(|last| lowered(last, |last| ORGANISATIONS.contains(&last)));
    !office && !words().any(is_paper_word) && !words().all(|word| is_no_name(&word))
}

/// Whether `word` tells a paper or an agency from a person.
pub(super) fn is_paper_word(word: &str) -> bool {
    lowered(word, |word| PAPERS.binary_search(&word).is_ok())
}

/// Whether `field` names an agency, a site or an address rather than a person.
pub(in super::super) fn is_office(field: &str) -> bool {
    let shouted = field.len() <= 6 && field.chars().all(|letter| !letter.is_lowercase());
    let known = field.split_whitespace().any(is_paper_word);
    let address = field.contains("://") || field.contains('@') || field.ends_with(".com");
    (shouted && field.is_ascii()) || known || address
}

/// Whether `part` reads like the name of a paper: `CNN`, `Associated Press`.
pub(super) fn is_paper(part: &str) -> bool {
    let words = part.split_whitespace().count();
    let acronym = (2..=6).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_uppercase());
    let named = part.split_whitespace().any(is_paper_word);
    let post = part.split_whitespace().any(|word| lowered(word, |word| POSTS.contains(&word)));
    let section = ["News", "Sports", "Business", "Media"].contains(&part);
    (1..=5).contains(&words)
        && !section
        && (acronym || named)
        && !post
        && part.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a line tells what somebody does.
pub(in super::super) fn tells_post(text: &str) -> bool {
    static BEGIN: Begins = Begins::of(OCCUPATIONS);
    text.len() < 80 && lowered(text, |lower| BEGIN.within(lower, OCCUPATIONS))
}

/// A name set in capitals throughout, as names are written: `DORIC SAM` to `Doric Sam`.
pub(super) fn proper(name: &str) -> String {
    let folded = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let shouted = name.len() > 4 && name.chars().all(|letter| !letter.is_lowercase()) && name.contains(' ');
    if !shouted || !name.chars().any(char::is_uppercase) {
        return folded;
    }
    let mut written = String::new();
    for word in folded.split(' ') {
        if !written.is_empty() {
            written.push(' ');
        }
        let initials = word.contains('.') && word.len() <= 5;
        let mut starts = true;
        for letter in word.chars() {
            if starts || initials {
                written.push(letter)
            } else {
                written.extend(letter.to_lowercase())
            }
            // `McRoe`
            let scottish = word.len() > 4 && written.ends_with("Mc") && word.starts_with("MC");
            starts = !letter.is_alphabetic() || scottish;
        }
    }
    written
}
