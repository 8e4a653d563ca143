//! Where a name ends in its line.

use super::super::words::lowered;
use super::given::begins_given;
use super::person::{is_paper_word, is_person};
use super::words::{
    GLUED, HOMES, JOINERS, MONTHS, NO_NAME, ORGANISATIONS, PARTICLES, POSTS, SHOUTED, TITLES, TITLES_BEGIN,
};

/// The part of a line that holds the names: a time, a handle, an address or what is run on ends it.
pub(super) fn segment(rest: &str) -> &str {
    let mark = |letter: char| {
        matches!(letter, '|' | '•' | '·' | '—' | '–' | '(' | '/' | '<' | '[' | '－' | '／' | '（')
    };
    let rest = rest.split(mark).next().unwrap_or_default();
    // A handle or an address goes as a whole.
    let handle = rest.find('@').map(|at| {
        let word = rest[..at].rfind(' ').map_or(0, |space| space + 1);
        // `Ana Roe@anaroe`, but `ana@paper.example`.
        if rest[word..].starts_with(char::is_uppercase) { at } else { word }
    });
    let rest = &rest[..handle.unwrap_or(rest.len())];
    let dash = rest.as_bytes().array_windows().position(|three| three == b" - ");
    let rest = &rest[..dash.unwrap_or(rest.len())];
    let rest = &rest[..number(rest).unwrap_or(rest.len())];
    &rest[..glued(rest).unwrap_or(rest.len())]
}

/// Where a number is run on to a name: `Ana Roe5 min read`.
fn number(rest: &str) -> Option<usize> {
    let glued = |two: &[u8]| matches!(two, [b'a'..=b'z' | b'A'..=b'Z', b'0'..=b'9']);
    rest.as_bytes().windows(2).position(glued).map(|at| at + 1)
}

/// Where something begins that is run on to the names: `Ana RoeWriter`, `Ana RoeDec 20`.
fn glued(rest: &str) -> Option<usize> {
    // Most names have nothing run on to them.
    let meets = |two: &[u8]| matches!(two, [b'a'..=b'z' | b'.' | b',' | 0x80.., b'A'..=b'Z' | 0x80..]);
    let shouted = rest.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_uppercase));
    if !shouted && !rest.as_bytes().windows(2).any(meets) {
        return None;
    }
    // All that is looked for begins with a capital.
    let mut capitals = rest.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
    let first = capitals.find(|(at, _)| {
        let (at, here) = (*at, &rest[*at..]);
        let before = rest[..at].chars().next_back().unwrap_or(' ');
        let small = before.is_lowercase() || before == '.' || before == ',';
        if !small && !before.is_uppercase() {
            return false;
        }
        let begins =
            |word: &&&str| here.starts_with(**word) && (small || word.chars().all(char::is_uppercase));
        // Of a month's name and of what is shouted, the first counts alone.
        let is_first = |word: &&&str| rest.find(**word) == Some(at);
        let goes_on = |word: &&str| here[word.len()..].starts_with([' ', '\u{a0}']);
        GLUED.iter().any(|word| begins(&word))
            || MONTHS.iter().find(begins).is_some_and(|month| begins_with_day(here) && is_first(&month))
            || shouted && SHOUTED.iter().filter(begins).any(|word| goes_on(word) && is_first(&word))
    });
    first.map(|(at, _)| at).into_iter().chain(second_word(rest)).min()
}

/// Whether a month and a day begin `text`: `Dec 20`, `December 20`.
fn begins_with_day(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && MONTHS.iter().any(|month| text.starts_with(month))
        && {
            let after = text.trim_start_matches(char::is_alphabetic).trim_start_matches(['.', ' ']);
            after.starts_with(|letter: char| letter.is_ascii_digit())
        }
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

/// A name without the date, address or title run on to it: `Ana Roe Published` to `Ana Roe`.
pub(super) fn before_title(part: &str) -> &str {
    for (at, _) in part.match_indices(' ') {
        let rest = part[at..].trim_start();
        // More than the longest of what is looked for.
        let start = &rest[..rest.floor_char_boundary(40)];
        let digit = start.starts_with(|letter: char| letter.is_ascii_digit());
        if digit || lowered(start, begins_with_title) || begins_with_day(rest) {
            return part[..at].trim();
        }
    }
    part.trim()
}

pub(super) fn begins_with_title(lower: &str) -> bool {
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

/// A name without what follows it in other letters: `ANA ROE Port Ellery Post`, `Ana Roe USA TODAY`, `Ana Roe ELLERYNews`.
pub(super) fn before_brand(part: &str) -> &str {
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

/// A name without the paper or the post that follows it: `Ana Roe Globe Staff`, `ANA ROE USA TODAY`.
pub(super) fn without_paper(part: &str) -> &str {
    let words: Vec<&str> = part.split(' ').filter(|word| !word.is_empty()).collect();
    // An agency of its own: `European Harbour Agency`.
    if words.last().is_some_and(|last| lowered(last, |last| ORGANISATIONS.contains(&last))) {
        return part;
    }
    let home = |at: usize| lowered(words[at], |word| HOMES.contains(&word));
    let no_name = |word: &str| word.len() > 2 && NO_NAME.binary_search(&word).is_ok();
    let other = |at: &usize| home(*at) || is_paper_word(words[*at]) || lowered(words[*at], no_name);
    let Some(paper) = (2..words.len()).find(other) else { return part };
    // `Jo Ann Page`
    let known = home(paper) || is_paper_word(words[paper]);
    if words.len() == 3 && !known && begins_given(words[0]) && begins_given(words[1]) {
        return part;
    }
    let post = !is_paper_word(words[paper])
        || words[paper..].iter().any(|word| lowered(word, |word| POSTS.contains(&word)));
    // The paper's first name goes with it, where two words are left.
    let cut = if !post && paper > 2 { paper - 1 } else { paper };
    let end = words[cut].as_ptr() as usize - part.as_ptr() as usize;
    part[..end].trim_end()
}

/// A name without the stop that ends a sentence; that of an initial or of `Jr.` is its own.
pub(super) fn without_stop(name: &str) -> &str {
    let last = name.rsplit(' ').next().unwrap_or_default();
    let own = ["Jr.", "Sr.", "JR.", "SR."].contains(&last)
        || last.matches('.').count() > 1
        || last.chars().count() == 2;
    if own { name } else { name.trim_end_matches('.') }
}
