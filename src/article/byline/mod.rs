//! Bylines: who wrote an article, and for whom.

mod words;

use words::{
    GLUED, HOMES, JOINERS, KINDS, LEADS, LEADS_BEGIN, MAKERS, MONTHS, NO_NAME, ORGANISATIONS, PAPERS,
    PARTICLES, POSTS, TITLES, TITLES_BEGIN, begins_with_day, capitals,
};

use memchr::memchr2_iter;

use super::date;
use super::words::lowered;

/// Who a line says wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    /// The names, in the line's order.
    pub authors: Vec<String>,
    /// The paper that stands after the names: `CNN`.
    pub site: Option<String>,
}

/// The longest line that is read as a byline, in bytes.
const LONGEST: usize = 240;

/// How far a list of names is read, in bytes.
const LONGEST_LIST: usize = 1000;

/// The most authors of one article.
const MOST: usize = 12;

/// The byline that a line is; `None` if it is none. A line that begins like one but names nobody is none.
pub(super) fn byline(line: &str) -> Option<Byline> {
    if line.len() > LONGEST {
        return None;
    }
    let found = after_lead(line).or_else(|| after_by(line))?;
    let found = names(found);
    (!found.authors.is_empty()).then_some(found)
}

/// The board, staff or paper that a line names after "By" where it names no person: `By The Example`.
pub(super) fn office(line: &str) -> Option<String> {
    let rest = after_lead(line).filter(|_| line.len() <= 100)?;
    let name = segment(rest).split(',').next().unwrap_or_default().trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let named =
        |word: &&str| word.starts_with(char::is_uppercase) || PARTICLES.contains(word) || *word == "of";
    let known = is_office(name) || words.first().is_some_and(|word| word.eq_ignore_ascii_case("the"));
    let known = known || words.last().is_some_and(|last| ORGANISATIONS.contains(&&*last.to_lowercase()));
    let whole = (2..=5).contains(&words.len()) && words.iter().all(named) && known;
    let begins = line.get(..2).is_some_and(|by| by.eq_ignore_ascii_case("by"));
    (whole && begins && !name.contains(|letter: char| letter.is_ascii_digit())).then(|| proper(name))
}

/// Whether a line ends where the names must follow: `By`, `Commentary by`.
pub(super) fn is_lead(line: &str) -> bool {
    let bare = line.trim_end_matches([':', ' ']);
    if bare.len() > 40 {
        return false;
    }
    let lower = bare.to_lowercase();
    let mut words = lower.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    let before = words.next();
    let alone = ["author", "authors", "von", "por", "par", "di", "автор", "作者", "بقلم"].contains(&last);
    before.is_none() && alone || last == "by" && before.is_none_or(|before| KINDS.contains(&before))
}

/// What follows a lead at the beginning of a line.
fn after_lead(line: &str) -> Option<&str> {
    let glued = ["By", "BY"].iter().find_map(|by| line.strip_prefix(by)).filter(|rest| {
        let mut letters = rest.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    });
    if glued.is_some() {
        return glued;
    }
    // Most lines begin like none of them.
    let [first, second] = line.as_bytes().first_chunk()?.map(|byte: u8| byte.to_ascii_lowercase());
    // Nor do those that begin with a mark, in ASCII or as quotations do.
    if !LEADS_BEGIN.may(first, second) || first.is_ascii() && !first.is_ascii_lowercase() || first == 0xe2 {
        return None;
    }
    let alike = |lead: &&&str| lead.as_bytes()[0] == first || first >= 0x80 && lead.as_bytes()[0] >= 0x80;
    let lead = LEADS.iter().filter(alike).find(|lead| {
        let head = line.get(..lead.len()).unwrap_or_default();
        head.eq_ignore_ascii_case(lead) || first >= 0x80 && head.to_lowercase() == **lead
    })?;
    Some(line.get(lead.len()..)?.trim_start_matches([':', ' ', '\u{a0}', '：', '/', '／']))
}

/// What follows "by" inside a line: after its date, a mark, or the kind of text (`News by …`).
fn after_by(line: &str) -> Option<&str> {
    if line.len() > 160 {
        return None;
    }
    let bytes = line.as_bytes();
    for at in memchr2_iter(b'y', b'Y', bytes).filter_map(|y| y.checked_sub(1)) {
        let by = at > 0 && matches!(bytes[at..], [b'b' | b'B', _, b' ', ..]);
        if !by || bytes[at - 1].is_ascii_alphanumeric() || !line.is_char_boundary(at) {
            continue;
        }
        let before = line[..at].trim_end();
        let last = before.rsplit(' ').next().unwrap_or_default();
        let word = last.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        let marked = before.ends_with(['|', '•', '·', '—', '–', '-', ':', ']', '/', ',']);
        let kind = KINDS.contains(&&*word) && before.len() < 40;
        if MAKERS.contains(&&*word) {
            return None;
        }
        if kind || (marked || before.len() < 60) && date::find(before).is_some() {
            return line.get(at + 3..);
        }
    }
    None
}

/// The part of a line that holds the names: a time, a handle, an address or what is run on ends it.
fn segment(rest: &str) -> &str {
    let marks = ['|', '•', '·', '—', '–', '(', '/', ';', '<', '[', '－', '／', '（'];
    let rest = rest.split(marks).next().unwrap_or_default();
    // A handle or an address goes as a whole.
    let handle = rest.find('@').map(|at| {
        let word = rest[..at].rfind(' ').map_or(0, |space| space + 1);
        // `Ana Roe@anaroe`, but `ana@paper.example`.
        if rest[word..].starts_with(char::is_uppercase) { at } else { word }
    });
    let rest = &rest[..handle.unwrap_or(rest.len())];
    let rest = rest.split(" - ").next().unwrap_or_default();
    &rest[..glued(rest).unwrap_or(rest.len())]
}

/// The names in what follows "By", up to the first thing that is no name.
pub(super) fn names(rest: &str) -> Byline {
    let mut found = Byline::default();
    let rest = &rest[..rest.floor_char_boundary(LONGEST_LIST)];
    for part in parts(segment(rest)) {
        let part = part.trim_end_matches([' ', '-']);
        let lower = part.trim_end_matches('.').to_lowercase();
        if ["jr", "sr", "ii", "iii", "iv"].contains(&&*lower) {
            if let Some(last) = found.authors.last_mut() {
                last.push(' ');
                last.push_str(part);
            }
            continue;
        }
        if ["md", "m.d", "phd", "ph.d", "esq", "rn", "mph", "dr", "prof"].contains(&&*lower) {
            continue;
        }
        let titled = begins_with_title(&lower);
        // Either may have to go first: `Ana Roe Fox News`, `Ana Roe last updated`.
        let name = || Some(before_title(without_paper(part))).filter(|name| is_person(name));
        let other = || Some(without_paper(before_title(part))).filter(|name| is_person(name));
        if let Some(name) = if titled { None } else { name().or_else(other) } {
            let name = proper(without_stop(name));
            if !found.authors.contains(&name) && found.authors.len() < MOST {
                found.authors.push(name);
            }
        } else if !found.authors.is_empty() {
            if is_paper(part) {
                found.site = Some(part.to_owned());
            } else if titled || is_office(part) {
                continue;
            }
            break;
        }
    }
    found
}

/// A list of names, taken apart at commas and at the words that join names.
fn parts(list: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for piece in list.split([',', '、', '،']) {
        let mut start = 0;
        let mut at = 0;
        for word in piece.split(' ') {
            let end = at + word.len();
            let joins = word.len() <= 5 && lowered(word, |word| JOINERS.contains(&word));
            let several = |text: &str| text.split_whitespace().nth(1).is_some();
            // `Ortega y Gasset` is one name, `and` always joins two.
            let two = || {
                let always = word.eq_ignore_ascii_case("and") || word == "&";
                always || several(&piece[start..at]) && several(&piece[end..])
            };
            if joins && two() {
                found.push(piece[start..at].trim());
                start = end;
            }
            at = (end + 1).min(piece.len());
        }
        found.push(piece[start..].trim());
    }
    found.retain(|part| !part.is_empty());
    found
}

/// A name without the stop that ends a sentence; that of an initial or of `Jr.` is its own.
fn without_stop(name: &str) -> &str {
    let last = name.rsplit(' ').next().unwrap_or_default();
    let own = ["Jr.", "Sr.", "JR.", "SR."].contains(&last)
        || last.matches('.').count() > 1
        || last.chars().count() == 2;
    if own { name } else { name.trim_end_matches('.') }
}

fn begins_with_title(lower: &str) -> bool {
    let first = lower.as_bytes().first();
    if let [first, second, ..] = lower.as_bytes()
        && !TITLES_BEGIN.may(*first, *second)
    {
        return false;
    }
    TITLES.iter().filter(|title| title.as_bytes().first() == first).any(|title| {
        lower
            .strip_prefix(title)
            .is_some_and(|rest| title.ends_with(' ') || !rest.starts_with(char::is_alphabetic))
            || title.trim_end() == lower
    })
}

/// A name without the date, address or title run on to it: `Ana Roe Published` to `Ana Roe`.
fn before_title(part: &str) -> &str {
    for (at, _) in part.match_indices(' ') {
        let rest = part[at..].trim_start();
        let titled = || {
            // More than the longest of what is looked for.
            lowered(&rest[..rest.floor_char_boundary(40)], |lower| {
                lower.starts_with(|letter: char| letter.is_ascii_digit()) || begins_with_title(lower)
            })
        };
        if begins_with_day(rest) || titled() {
            return part[..at].trim();
        }
    }
    part.trim()
}

/// Where something begins that is run on to the names: `Ana RoeWriter`, `Ana RoeDec 20`.
fn glued(rest: &str) -> Option<usize> {
    // Most names have nothing run on to them.
    let meets = |two: &[u8]| matches!(two, [b'a'..=b'z' | b'.' | b',' | 0x80.., b'A'..=b'Z' | 0x80..]);
    let shouted = rest.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_uppercase));
    if !shouted && !rest.as_bytes().windows(2).any(meets) {
        return None;
    }
    let after_letter = |at: usize, word: &str| {
        let before = rest[..at].chars().next_back().unwrap_or(' ');
        let shouted = word.chars().all(char::is_uppercase);
        before.is_lowercase() || shouted && before.is_uppercase() || before == '.' || before == ','
    };
    let first = capitals(rest).find(|at| {
        let here = &rest[*at..];
        let word = GLUED.iter().any(|word| here.starts_with(word) && after_letter(*at, word));
        // Of a month's name, the first counts alone.
        let month = MONTHS.iter().find(|month| here.starts_with(**month));
        word || month.is_some_and(|month| {
            after_letter(*at, month) && begins_with_day(here) && !rest[..*at].contains(month)
        })
    });
    first.into_iter().chain(second_word(rest)).min()
}

/// Where a word begins that is run on to a name's second one: `Ana RoeHarbour`; `Ana McRoe` is one name.
fn second_word(rest: &str) -> Option<usize> {
    let second = rest.find(' ')? + 1;
    let mut word = second;
    let mut before = ' ';
    for (at, letter) in rest.char_indices().skip_while(|(at, _)| *at < second) {
        if letter == ' ' {
            word = at + 1;
        }
        let own = [
            "Mc", "Mac", "De", "Di", "Du", "La", "Le", "Fitz", "Van", "Von", "St", "Ben", "Jo", "Lu", "Del",
            "Da",
        ];
        let glued = before.is_lowercase() && letter.is_uppercase();
        if glued && !own.contains(&&rest[word..at]) && is_person(&rest[..at]) {
            return Some(at);
        }
        before = letter;
    }
    None
}

/// A name without the paper or the post that follows it: `Ana Roe Globe Staff`, `ANA ROE USA TODAY`.
fn without_paper(part: &str) -> &str {
    let words: Vec<&str> = part.split(' ').filter(|word| !word.is_empty()).collect();
    // An agency of its own: `European Harbour Agency`.
    if words.last().is_some_and(|last| lowered(last, |last| ORGANISATIONS.contains(&last))) {
        return part;
    }
    let other = |at: &usize| {
        lowered(words[*at], |word| {
            HOMES.contains(&word)
                || PAPERS.binary_search(&word).is_ok()
                || word.len() > 2 && NO_NAME.binary_search(&word).is_ok()
        })
    };
    let Some(paper) = (2..words.len()).find(other) else { return part };
    let post = !is_paper_word(words[paper])
        || (paper..words.len()).any(|at| lowered(words[at], |word| POSTS.contains(&word)));
    // The paper's first name goes with it, where two words are left.
    let cut = if !post && paper > 2 { paper - 1 } else { paper };
    let end = words[cut].as_ptr() as usize - part.as_ptr() as usize;
    part[..end].trim_end()
}

/// Whether a line reads like nothing but a person's name.
pub(super) fn is_name(line: &str) -> bool {
    let other = |word: &str| lowered(word, |word| NO_NAME.binary_search(&word).is_ok());
    is_person(line) && !line.split_whitespace().any(other)
}

/// Whether `part` can be a person's name where one is told: two to five words with capitals, no digit, no paper.
fn is_person(part: &str) -> bool {
    if part.len() > 60 || part.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit()) {
        return false;
    }
    let words = part.split_whitespace();
    let count = words.clone().take(6).count();
    let cased = part.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase());
    if !cased {
        // Scripts without capitals: a short run of letters.
        let letters = part.chars().count();
        let few = if part.contains(' ') { 24 } else { 6 };
        return (2..=few).contains(&letters)
            && count <= 4
            && part.chars().all(|letter| letter.is_alphabetic() || letter == ' ' || letter == '·');
    }
    let named = |word: &str| {
        let first = word.chars().next().unwrap_or(' ');
        first.is_uppercase() && word.chars().all(|letter| letter.is_alphabetic() || "'’.-‑".contains(letter))
    };
    (2..=5).contains(&count)
        && words.clone().all(|word| named(word) || PARTICLES.contains(&word))
        && words.clone().filter(|word| !PARTICLES.contains(word)).count() >= 2
        && !words.clone().any(is_paper_word)
}

/// Whether `word` tells a paper or an agency from a person.
fn is_paper_word(word: &str) -> bool {
    lowered(word, |word| PAPERS.binary_search(&word).is_ok())
}

/// Whether `field` names an agency, a site or an address rather than a person.
pub(super) fn is_office(field: &str) -> bool {
    let shouted = field.len() <= 6 && field.chars().all(|letter| !letter.is_lowercase());
    let known = field.split_whitespace().any(is_paper_word);
    let address = field.contains("://") || field.contains('@') || field.ends_with(".com");
    (shouted && field.is_ascii()) || known || address
}

/// Whether `part` reads like the name of a paper: `CNN`, `Associated Press`.
fn is_paper(part: &str) -> bool {
    let words = part.split_whitespace().count();
    let acronym = (2..=6).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_uppercase());
    let named = part.split_whitespace().any(is_paper_word);
    let post = part.split_whitespace().any(|word| lowered(word, |word| POSTS.contains(&word)));
    (1..=5).contains(&words)
        && (acronym || named)
        && !post
        && part.chars().next().is_some_and(char::is_uppercase)
}

/// A name set in capitals throughout, as names are written: `DORIC SAM` to `Doric Sam`.
fn proper(name: &str) -> String {
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
            starts = !letter.is_alphabetic();
        }
    }
    written
}

#[cfg(test)]
mod tests;
