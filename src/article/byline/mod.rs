//! Bylines: who wrote an article, and for whom.

mod given;

mod words;

pub(super) use given::begins_given;
pub(super) use words::OCCUPATIONS;

use words::{
    GLUED, HOMES, JOINERS, KINDS, LEADS, MAKERS, MONTHS, NO_NAME, ORGANISATIONS, PAPERS, PARTICLES, POSTS,
    SHOUTED, TITLES,
};

use super::date;

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
    let found = after_lead(line).or_else(|| after_by(line))?;
    let found = names(found);
    (!found.authors.is_empty()).then_some(found)
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
    let first = line.bytes().next()?.to_ascii_lowercase();
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
    for (at, three) in bytes.windows(3).enumerate().skip(1) {
        let by = matches!(three, [b'b' | b'B', b'y' | b'Y', b' ']);
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
    let marks = ['|', '•', '·', '—', '–', '(', '/', '<', '[', '－', '／', '（'];
    let rest = rest.split(marks).next().unwrap_or_default();
    // A handle or an address goes as a whole.
    let handle = rest.find('@').map(|at| {
        let word = rest[..at].rfind(' ').map_or(0, |space| space + 1);
        // `Ana Roe@anaroe`, but `ana@paper.example`.
        if rest[word..].starts_with(char::is_uppercase) { at } else { word }
    });
    let rest = &rest[..handle.unwrap_or(rest.len())];
    let rest = rest.split(" - ").next().unwrap_or_default();
    let rest = &rest[..number(rest).unwrap_or(rest.len())];
    &rest[..glued(rest).unwrap_or(rest.len())]
}

/// Where a number is run on to a name: `Ana Roe5 min read`.
fn number(rest: &str) -> Option<usize> {
    let glued = |two: &[u8]| matches!(two, [b'a'..=b'z' | b'A'..=b'Z', b'0'..=b'9']);
    rest.as_bytes().windows(2).position(glued).map(|at| at + 1)
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
        let name = [before_title(without_paper(bare)), without_paper(before_title(bare))];
        let name = name.into_iter().find(|name| is_person(name));
        if let Some(name) = name.filter(|_| !titled) {
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
            let joins = word.len() <= 5 && JOINERS.contains(&&*word.to_lowercase());
            let left = piece[start..at].split_whitespace().count();
            let right = piece[end..].split_whitespace().count();
            // `Ortega y Gasset` is one name, `and` always joins two.
            let two = word.eq_ignore_ascii_case("and") || word == "&" || left >= 2 && right >= 2;
            if joins && two {
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
        // More than the longest of what is looked for.
        let lower = rest[..rest.floor_char_boundary(40)].to_lowercase();
        let day = MONTHS.iter().any(|month| rest.starts_with(month)) && {
            let after = rest.trim_start_matches(char::is_alphabetic).trim_start_matches(['.', ' ']);
            after.starts_with(|letter: char| letter.is_ascii_digit())
        };
        if lower.starts_with(|letter: char| letter.is_ascii_digit()) || begins_with_title(&lower) || day {
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
    let words = GLUED
        .iter()
        .filter_map(|word| rest.match_indices(word).map(|(at, _)| at).find(|at| after_letter(*at, word)));
    let months = MONTHS.iter().filter_map(|month| {
        let at = rest.find(month)?;
        let day = rest[at..].trim_start_matches(char::is_alphabetic).trim_start_matches(['.', ' ']);
        (after_letter(at, month) && day.starts_with(|letter: char| letter.is_ascii_digit())).then_some(at)
    });
    let louder = SHOUTED.iter().filter(|_| shouted).filter_map(|word| {
        let at = rest.find(word)?;
        let goes_on = rest[at + word.len()..].starts_with([' ', '\u{a0}']);
        (goes_on && after_letter(at, word)).then_some(at)
    });
    words.chain(months).chain(louder).chain(second_word(rest)).min()
}

/// Where a word begins that is run on to a name's second one: `Ana RoeHarbour`; `Ana McRoe` is one name.
fn second_word(rest: &str) -> Option<usize> {
    let second = rest.find(' ')? + 1;
    let mut word = second;
    let mut before = ' ';
    for (at, letter) in rest.char_indices().skip_while(|(at, _)| *at < second) {
        if letter == ' ' {
            word = at + 1;
            before = ' ';
            continue;
        }
        let own = [
            "Mc", "Mac", "De", "Di", "Du", "La", "Le", "Fitz", "Van", "Von", "St", "Ben", "Jo", "Lu", "Del",
            "Da",
        ];
        // `ANA ROESenior`
        let run = rest[word..at].chars().take_while(|letter| letter.is_uppercase()).count();
        if letter.is_lowercase() && run > 3 && rest[word..at].chars().count() == run {
            let cut = at - before.len_utf8();
            if is_person(&rest[..cut]) {
                return Some(cut);
            }
        }
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
    let lower = |at: usize| words[at].to_lowercase();
    // An agency of its own: `European Harbour Agency`.
    if words.last().is_some_and(|last| ORGANISATIONS.contains(&&*last.to_lowercase())) {
        return part;
    }
    let other = |at: &usize| {
        let word = lower(*at);
        HOMES.contains(&&*word)
            || PAPERS.binary_search(&&*word).is_ok()
            || word.len() > 2 && NO_NAME.binary_search(&&*word).is_ok()
    };
    let Some(paper) = (2..words.len()).find(other) else { return part };
    // `Jo Ann Page`
    let known = HOMES.contains(&&*lower(paper)) || PAPERS.binary_search(&&*lower(paper)).is_ok();
    if words.len() == 3 && !known && begins_given(words[0]) && begins_given(words[1]) {
        return part;
    }
    let post = PAPERS.binary_search(&&*lower(paper)).is_err()
        || (paper..words.len()).any(|at| POSTS.contains(&&*lower(at)));
    // The paper's first name goes with it, where two words are left.
    let cut = if !post && paper > 2 { paper - 1 } else { paper };
    let end = words[cut].as_ptr() as usize - part.as_ptr() as usize;
    part[..end].trim_end()
}

/// A name without what follows it in other letters: `ANA ROE Port Ellery Post`, `Ana Roe USA TODAY`, `Ana Roe ELLERYNews`.
fn before_brand(part: &str) -> &str {
    let words = || part.split(' ').filter(|word| !word.is_empty());
    if words().nth(2).is_none() {
        return part;
    }
    let shouted = |word: &str| word.chars().filter(|letter| letter.is_uppercase()).count() > 2;
    let whole = |word: &str| shouted(word) && !word.contains(char::is_lowercase);
    let loud = words()
        .take(2)
        .all(|word| word.len() > 1 && !word.contains(['.']) && !word.contains(char::is_lowercase));
    // Initials tell nothing.
    if !loud && !words().take(2).any(|word| word.contains(char::is_lowercase)) {
        return part;
    }
    let other = |word: &&str| {
        let numeral = matches!(*word, "III" | "VIII");
        if loud {
            word.contains(char::is_lowercase) && !PARTICLES.contains(word) && !word.starts_with("Mc")
        } else {
            shouted(word)
                && !numeral
                && !word.contains(['.', '-'])
                && (whole(word) || !word.starts_with("Mc"))
        }
    };
    let Some(word) = words().skip(2).find(other) else { return part };
    let name = part[..word.as_ptr() as usize - part.as_ptr() as usize].trim_end();
    let joined = name.rsplit_once(' ').filter(|(_, last)| JOINERS.contains(last));
    joined.map_or(name, |(name, _)| name)
}

/// Whether a line tells what somebody does.
pub(super) fn tells_post(text: &str) -> bool {
    text.len() < 80 && {
        let lower = text.to_lowercase();
        OCCUPATIONS.iter().any(|post| lower.contains(post))
    }
}

/// Whether a line reads like nothing but a person's name.
pub(super) fn is_name(line: &str) -> bool {
    is_person(line) && !line.split_whitespace().any(|word| is_no_name(&word))
}

/// Whether no name has this word.
fn is_no_name(word: &&str) -> bool {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    NO_NAME.binary_search(&&*bare.to_lowercase()).is_ok()
}

/// Whether `part` can be a person's name where one is told: two to five words with capitals, no digit, no paper.
fn is_person(part: &str) -> bool {
    if part.len() > 60 || part.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    let cased = part.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase());
    if !cased {
        // Scripts without capitals: a short run of letters.
        let letters = part.chars().count();
        let few = if part.contains(' ') { 24 } else { 6 };
        return (2..=few).contains(&letters)
            && words.len() <= 4
            && part.chars().all(|letter| letter.is_alphabetic() || letter == ' ' || letter == '·');
    }
    if !(2..=5).contains(&words.len()) {
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
    let capitals = words.iter().filter(|word| named(word)).count();
    let small = words.iter().filter(|word| PARTICLES.contains(word)).count();
    let paper = |word: &&str| PAPERS.binary_search(&&*word.to_lowercase()).is_ok();
    let last = words.last().map(|last| last.to_lowercase()).unwrap_or_default();
    if ORGANISATIONS.contains(&&*last) || words.iter().all(is_no_name) {
        return false;
    }
    capitals >= 2 && capitals + small == words.len() && !words.iter().any(paper)
}

/// Whether `field` names an agency, a site or an address rather than a person.
pub(super) fn is_office(field: &str) -> bool {
    let shouted = field.len() <= 6 && field.chars().all(|letter| !letter.is_lowercase());
    let known =
        field.split_whitespace().any(|word| PAPERS.binary_search(&word.to_lowercase().as_str()).is_ok());
    let address = field.contains("://") || field.contains('@') || field.ends_with(".com");
    (shouted && field.is_ascii()) || known || address
}

/// Whether `part` reads like the name of a paper: `CNN`, `Associated Press`.
fn is_paper(part: &str) -> bool {
    let words = part.split_whitespace().count();
    let acronym = (2..=6).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_uppercase());
    let mut lower = part.split_whitespace().map(str::to_lowercase);
    let named = lower.clone().any(|word| PAPERS.binary_search(&&*word).is_ok());
    let post = lower.any(|word| POSTS.contains(&&*word));
    let section = ["News", "Sports", "Business", "Media"].contains(&part);
    (1..=5).contains(&words)
        && !section
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
            // `McRoe`
            let scottish = word.len() > 4 && written.ends_with("Mc") && word.starts_with("MC");
            starts = !letter.is_alphabetic() || scottish;
        }
    }
    written
}

#[cfg(test)]
mod tests;
