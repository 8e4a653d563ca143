//! Bylines: who wrote an article, and for whom.

mod cut;

mod given;

mod person;

mod words;

pub(super) use given::begins_given;
pub(super) use person::{is_name, is_office, tells_post};
pub(super) use words::OCCUPATIONS;

use cut::{before_brand, before_title, begins_with_title, segment, without_paper, without_stop};
use person::{is_paper, is_person, proper};
use words::{JOINERS, KINDS, LEADS, LEADS_BEGIN, MAKERS, ORGANISATIONS, PARTICLES, POSTS};

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

/// The most authors of one article.
const MOST: usize = 12;

/// The byline that a line is; `None` if it is none. A line that begins like one but names nobody is none.
pub(super) fn byline(line: &str) -> Option<Byline> {
    if line.len() > LONGEST {
        return None;
    }
    if let Some(name) = korean(line) {
        return Some(Byline { authors: vec![name.to_owned()], site: None });
    }
    let found = after_lead(line).or_else(|| after_by(line))?;
    let found = names(found);
    (!found.authors.is_empty()).then_some(found)
}

/// The name before a Korean reporter's post: `김민수 기자`, `서울=김민수 기자 kim@paper.example`.
fn korean(line: &str) -> Option<&str> {
    const POSTS: &[&str] = &["기자", "특파원", "논설위원"];
    if line.len() > 80 || !line.as_bytes().first().is_some_and(|first| *first >= 0xea || *first == b'[') {
        return None;
    }
    let (before, after) = POSTS.iter().find_map(|post| line.split_once(post))?;
    let name = before.trim_end().rsplit(['=', ' ', ']', '[']).next()?;
    let own = |letter: char| ('\u{ac00}'..='\u{d7a3}').contains(&letter);
    let ends = after.trim().is_empty() || after.contains('@') && !after.trim().contains(' ');
    let alone = before.len() - name.len() < 40 && (2..=4).contains(&name.chars().count());
    (ends && alone && name.chars().all(own)).then_some(name)
}

/// The board, staff or paper that a line names after "By" where it names no person: `By The Example`.
pub(super) fn office(line: &str) -> Option<String> {
    let rest = after_lead(line).filter(|_| line.len() <= 100)?;
    let name = segment(rest).split(',').next().unwrap_or_default();
    // `BY ASSOCIATED PRESS3 MINUTE READ`
    let name = name.split(|letter: char| letter.is_ascii_digit()).next().unwrap_or_default();
    let name = name.trim().trim_end_matches('.');
    let words: Vec<&str> = name.split_whitespace().collect();
    let named =
        |word: &&str| word.starts_with(char::is_uppercase) || PARTICLES.contains(word) || *word == "of";
    let known = is_office(name) || words.first().is_some_and(|word| word.eq_ignore_ascii_case("the"));
    let known = known || words.last().is_some_and(|last| ORGANISATIONS.contains(&&*last.to_lowercase()));
    let whole = (2..=5).contains(&words.len()) && words.iter().all(named) && known;
    let begins = ["by", "reporting by"]
        .iter()
        .any(|by| line.get(..by.len()).is_some_and(|start| start.eq_ignore_ascii_case(by)));
    (whole && begins).then(|| proper(name))
}

/// Whether a line ends where the names must follow: `By`, `Commentary by`.
pub(super) fn is_lead(line: &str) -> bool {
    let bare = line.trim_end_matches([':', ' ']);
    if bare.len() > 40 {
        return false;
    }
    lowered(bare, |lower| {
        let mut words = lower.split_whitespace().rev();
        let last = words.next().unwrap_or_default();
        let before = words.next();
        let alone = ["author", "authors", "von", "por", "par", "di", "автор", "作者", "بقلم"].contains(&last);
        before.is_none() && alone || last == "by" && before.is_none_or(|before| KINDS.contains(&before))
    })
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
        // `The bill was written by Senator Roe.`
        let told = line.ends_with('.') && before.split(' ').nth(2).is_some();
        let kind = KINDS.contains(&&*word) && before.len() < 40 && !told;
        if MAKERS.contains(&&*word) {
            return None;
        }
        if kind || (marked || before.len() < 60) && date::find(before).is_some() {
            return line.get(at + 3..);
        }
    }
    None
}

/// The names in what follows "By", up to the first thing that is no name.
pub(super) fn names(rest: &str) -> Byline {
    let mut found = Byline::default();
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
        // `Ana Roe, Ellery Post Staff`
        let staff = lower.rsplit(' ').next().is_some_and(|last| POSTS.contains(&last));
        let titled = begins_with_title(&lower) || staff && !found.authors.is_empty() && !begins_given(part);
        // Either may have to go first: `Ana Roe Fox News`, `Ana Roe last updated`.
        let bare = before_brand(part);
        let name = || Some(before_title(without_paper(bare))).filter(|name| is_person(name));
        let other = || Some(without_paper(before_title(bare))).filter(|name| is_person(name));
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
        } else if part.split_whitespace().count() > 5 {
            // No name begins behind a whole sentence.
            break;
        }
    }
    found
}

/// A list of names, taken apart at commas and at the words that join names.
fn parts(list: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for piece in list.split([',', ';', '、', '،']) {
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

#[cfg(test)]
mod tests;
