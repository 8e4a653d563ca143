//! Furniture that is known by its words, in the languages news is most read in.

mod lists;

use std::collections::HashMap;
use std::sync::OnceLock;

use super::Reason;
use super::Reason::*;
use super::look::ends_sentence;
use super::lookup::Phrases;
use lists::{CREDITS, INSIDE, LINES, STARTS};

/// What a line's words say of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// Why it is furniture.
    pub furniture: Option<Reason>,
    /// Whether it names who made a picture.
    pub credit: bool,
}

/// What the words of `lower` say, which is in lower case.
pub(super) fn told(lower: &str) -> Told {
    let index = index();
    let marks = |letter: char| !letter.is_alphanumeric() && !"?!…".contains(letter);
    let bare = lower.trim_matches(marks).trim_end_matches(['…', '!']);
    // A lone address is what a browser copies of a picture.
    let address = bare.starts_with("http") && bare.contains("://") && !bare.contains(' ');
    let whole = match bare.len() {
        0 => Some(Other),
        _ if address => Some(Other),
        1..50 => index.lines.get(bare).copied(),
        _ => None,
    };
    let start = whole.or_else(|| counted(bare, index)).or_else(|| index.starts.at(lower.as_bytes()));
    let mut told = Told { furniture: start, credit: false };
    // A line of another length is furniture by all of it or by its start alone.
    let mut sure = start.is_some() || !(20..260).contains(&lower.len());
    index.inside.within(lower.as_bytes(), |tells| {
        match tells {
            Tells::Credit => told.credit = true,
            Tells::Furniture(reason) if !sure => (told.furniture, sure) = (Some(reason), true),
            Tells::Furniture(_) => {}
        }
        told.credit && sure
    });
    if told.furniture.is_some() && whole.is_none() && is_prose(lower, told.furniture) {
        told.furniture = None;
    }
    told
}

/// From how many bytes on a line may be a sentence that only begins or reads like furniture.
const SENTENCE: usize = 20;

/// How what somebody said is told.
const SAYS: &[&str] =
    &["said", "told", "says", "asked", "admitted", "wrote", "argued", "replied", "warned", "added"];

/// The words in which a page speaks to its reader, or of itself.
const SPEAKS: &[&str] = &[
    "facebook",
    "twitter",
    "instagram",
    "youtube",
    "whatsapp",
    "telegram",
    "you",
    "your",
    "yours",
    "our",
    "ours",
    "us",
    "we",
    "i",
    "my",
    "here",
    "this",
    "now",
    "newsletter",
    "newsletters",
    "inbox",
    "email",
    "emails",
    "app",
    "click",
    "cookies",
    "photo",
    "photos",
    "image",
    "images",
    "gallery",
    "http",
    "https",
    "com",
    "article",
    "story",
    "stories",
    "comment",
    "comments",
    "free",
    "subscribers",
    "video",
    "videos",
];

/// Whether a line that would be furniture is a sentence of an article all the same: it tells what somebody said,
/// or begins as a call to the reader does (`Read more books`) and speaks to nobody.
fn is_prose(lower: &str, furniture: Option<Reason>) -> bool {
    if lower.len() < SENTENCE || !ends_sentence(lower) || lower.contains(['©', '@']) {
        return false;
    }
    let words = || lower.split(|letter: char| !letter.is_alphanumeric());
    let called = matches!(
        furniture,
        Some(Advertisement | Comments | MoreStories | Navigation | ReadMore | Related | Share | Cookies)
    );
    // `Copyright law was not discussed.`
    let lawful = lower.starts_with("copyright") && !lower.contains(|letter: char| letter.is_ascii_digit());
    let called = called || lawful && !lower.contains("rights reserved");
    words().any(|word| SAYS.contains(&word))
        || called && !lower.starts_with("learn more") && !words().any(|word| SPEAKS.contains(&word))
}

/// Why a line is furniture that counts something: `213 comments`, `1.2K shares`, `kommentare (23)`.
fn counted(bare: &str, index: &Index) -> Option<Reason> {
    let [first, .., last] = bare.as_bytes() else { return None };
    if bare.len() > 60 || !first.is_ascii_digit() && !last.is_ascii_digit() && *last != b'k' {
        return None;
    }
    let counts = |count: &str| count.len() < 8 && count.starts_with(|first: char| first.is_ascii_digit());
    let before = bare.split_once(' ').filter(|(count, _)| counts(count)).map(|(_, rest)| rest);
    let behind = || bare.rsplit_once([' ', '(', '（']).filter(|(_, count)| counts(count));
    let rest = before.or_else(|| behind().map(|(rest, _)| rest.trim_end_matches([' ', '(', '（', ':'])))?;
    let reason = index.lines.get(rest).copied();
    reason.filter(|reason| matches!(reason, Comments | Share))
}

/// What a phrase inside a line tells.
#[derive(Clone, Copy)]
enum Tells {
    Furniture(Reason),
    Credit,
}

/// The lists above, made ready for looking up.
struct Index {
    lines: HashMap<&'static str, Reason>,
    starts: Phrases<Reason, 2>,
    inside: Phrases<Tells, 4>,
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut lines = HashMap::new();
        for (line, reason) in each(LINES) {
            lines.entry(line).or_insert(reason);
        }
        let inside = each(INSIDE).map(|(phrase, reason)| (phrase, Tells::Furniture(reason)));
        let credits = CREDITS.split('|').map(|phrase| (phrase, Tells::Credit));
        Index { lines, starts: Phrases::new(each(STARTS)), inside: Phrases::new(inside.chain(credits)) }
    })
}

/// The phrases of some lists, one by one.
fn each(lists: &'static [(Reason, &'static str)]) -> impl Iterator<Item = (&'static str, Reason)> {
    lists.iter().flat_map(|(reason, list)| list.split('|').map(|phrase| (phrase, *reason)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_long_enough_to_be_found_by() {
        assert!(each(STARTS).all(|(phrase, _)| phrase.len() >= 2));
        assert!(
            each(INSIDE).map(|(phrase, _)| phrase).chain(CREDITS.split('|')).all(|phrase| phrase.len() >= 4)
        );
    }

    #[test]
    fn knows_furniture() {
        for (line, expected) in [
            ("advertisement", Some(Advertisement)),
            ("• share »", Some(Share)),
            ("read more: a headline", Some(ReadMore)),
            ("© 2019 the paper", Some(Footer)),
            ("— —", Some(Other)),
            ("[https://paper.example/a.jpg]", Some(Other)),
            ("相关阅读", Some(Related)),
            ("the council shared its plan.", None),
            ("subscribe to nothing, the union told its members.", None),
            ("we use cookies, the firm admitted on tuesday.", None),
            ("advertisement revenue dropped by a third in march.", None),
            ("read more books, the minister told pupils.", None),
            ("here are 15 tips to help overcome binge eating.", None),
            ("subscribe to our newsletter for the day's stories.", Some(Newsletter)),
            ("we use cookies to make this site work for you.", Some(Cookies)),
            ("read more about the ferries in this story.", Some(ReadMore)),
            ("éditeurs", None),
        ] {
            assert_eq!(told(line).furniture, expected, "{line}");
        }
    }
}
