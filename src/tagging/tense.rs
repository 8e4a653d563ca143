//! Whether a date lies behind its article or ahead of it: what the clause around it says.

use super::date_words::names_a_day;
use super::tense_words::{governs, happened, lasts, past, plans, relates};
use super::words::{Case, Words};

/// Where a date lies, seen from the article's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Before that day, not on it: `last Friday`.
    Before,
    /// Up to that day: `said Friday`.
    Past,
    /// Nothing tells.
    Unsaid,
    /// Near that day, rather after it: `is on Friday`, `was due Friday`.
    Present,
    /// From that day on: `will meet Friday`.
    Future,
    /// After that day, not on it: `next Friday`.
    After,
}

/// How many words before a date are looked at, and how many after it.
const REACH: usize = 20;

/// Where the date `from..to` lies. The first of these that says anything decides:
///
/// 1. the word beside it: `last`, `next`, `coming`, `past`, `since`, `until`;
/// 2. the nearest verb or word of time before it in its clause: `said`, `was held`, `killed` lie behind; `will`, `is to`,
///    `expected`, `due`, `scheduled` lie ahead; `is`, `begins`, `was due`, `would` tell of what is near. A participle leaves it to its auxiliary
///    (`will be held`), `to meet` to what governs it, and of a relation (`, who`, `that`) or of what a comma and a
///    conjunction join, only what stands after that word is the clause;
/// 3. what has a day only once it has happened: `the shooting on Friday`, and before all else `Friday's ruling`;
/// 4. the first verb after it in its sentence: `On Friday, the court will hear`;
/// 5. the rest of the sentence before it;
/// 6. an infinitive that nothing governs, as in headlines: `Senate to vote Friday`.
///
/// Never more than [`REACH`] words on either side are read, none of another sentence.
pub fn when(words: &Words, from: usize, to: usize) -> When {
    match words.before(from, 1) {
        "last" | "previous" => return When::Before,
        "next" | "coming" | "upcoming" => return When::After,
        "past" | "since" => return When::Past,
        _ => {}
    }
    let said = clause(words, from, to);
    match (words.before(from, 1), said) {
        ("until" | "till", When::Past)
            if !words.begins(from.saturating_sub(1)) && !lasts(verb(words, from)) =>
        {
            When::Future
        }
        ("for", When::Past) if matches!(verb(words, from), "set" | "reset" | "called" | "moved") => {
            When::Future
        }
        ("until" | "till" | "this", When::Unsaid) => When::Future,
        _ => said,
    }
}

fn clause(words: &Words, from: usize, to: usize) -> When {
    let start = start(words, from);
    let owner = words.lower(to) == "'s";
    let mut things = if owner { to + 1..to + 4 } else { to..to + 1 };
    if things.any(|at| happened(words.lower(at))) {
        return When::Past;
    }
    if words.before(start, 1) == "of" && words.before(start, 2) == "ahead" {
        return When::Future;
    }
    // Of `said Friday's vote` the verb tells nothing of the vote.
    let opens = opens(words, start) || owner && matches!(words.before(start, 1), "said" | "say" | "says");
    let mut back = Back { at: start, infinitive: false, by: words.before(from, 1) == "by" };
    let near = if opens { None } else { back.read(words, start, true) };
    near.or_else(|| (!owner && happened(words.before(start, 1))).then_some(When::Past))
        .or_else(|| ahead(words, to))
        .or_else(|| back.read(words, start, false))
        .unwrap_or(if back.infinitive && words.begins(back.at) { When::Future } else { When::Unsaid })
}

/// Where the words that belong to the date begin: `late on Friday`.
fn start(words: &Words, from: usize) -> usize {
    let mut start = from;
    while start > 0
        && from - start < 4
        && !words.begins(start)
        && matches!(
            words.lower(start - 1),
            "on" | "in"
                | "at"
                | "by"
                | "late"
                | "early"
                | "earlier"
                | "later"
                | "mid"
                | "the"
                | "this"
                | "from"
        )
    {
        start -= 1;
    }
    start
}

/// Whether a clause begins at `at`.
fn opens(words: &Words, at: usize) -> bool {
    let joined = || !(at > 1 && (names_a_day(words, at - 2) || words.case(at - 2) == Case::Number));
    match words.before(at, 1) {
        "and" | "or" => joined(),
        "but" | "so" | "“" | "‘" | "\"" | "(" => true,
        word => relates(word),
    }
}

/// The way back from a date.
struct Back {
    /// How far it has been gone.
    at: usize,
    /// Whether `to meet` stood on it.
    infinitive: bool,
    /// Whether the date is the end of a term: `to leave by Friday`.
    by: bool,
}

impl Back {
    /// The nearest word before the date that tells where it lies; up to the clause's beginning where `clause` says so.
    fn read(&mut self, words: &Words, from: usize, clause: bool) -> Option<When> {
        while self.at > 0 && from - self.at < REACH && !words.begins(self.at) {
            let at = self.at - 1;
            let word = words.lower(at);
            let joins = matches!(word, "and" | "but" | "so") && words.before(at, 1) == ",";
            if clause && (joins || relates(word)) {
                return None;
            }
            self.at = at;
            if let Some(when) = told(words, at) {
                let asked = self.infinitive && (self.by || governs(word));
                return Some(if asked && when == When::Past { When::Future } else { when });
            }
            self.infinitive |= word == "to" && infinitive(words, at + 1);
        }
        None
    }
}

/// The first verb after a date that tells where it lies.
fn ahead(words: &Words, to: usize) -> Option<When> {
    // `Reports on Friday say`, `it reports Friday that`; in `rain fell Friday and more is expected` its clause ends.
    match words.lower(to) {
        "that" | "say" | "says" | "quote" | "quotes" | "show" | "shows" | "indicate" | "confirm" => {
            return Some(When::Past);
        }
        "and" | "but" if !names_a_day(words, to + 1) => return None,
        _ => {}
    }
    let mut passed = false;
    for at in to..(to + REACH).min(words.len()) {
        let word = words.lower(at);
        if words.begins(at) || word == ";" {
            return None;
        }
        if let Some(when) = told(words, at) {
            // `On Friday, the man who killed her will be sentenced`.
            if when == When::Future || !std::mem::take(&mut passed) {
                return Some(when);
            }
        }
        passed |= relates(word) || matches!(word, "after" | "before" | "as" | "when" | "where" | "if");
    }
    None
}

/// The verb in its past form that stands nearest before a date.
fn verb(words: &Words, from: usize) -> &str {
    let near = (1..REACH.min(from + 1)).map(|back| words.before(from, back));
    near.into_iter().find(|word| lasts(word) || past(word)).unwrap_or_default()
}

/// What the word at `at` tells of a date near it.
fn told(words: &Words, at: usize) -> Option<When> {
    let word = words.lower(at);
    // A capital is a name's, but in a headline and at a sentence's beginning.
    let small = match words.case(at) {
        Case::Lower => true,
        Case::Capital | Case::Upper => {
            words.headline || words.shouting || words.begins(at) && !matches!(word, "will" | "may" | "can")
        }
        _ => false,
    };
    if !small {
        return None;
    }
    let next = beyond(words, at);
    match word {
        "will" if matches!(words.before(at, 1), "the" | "a" | "his" | "her" | "their" | "free" | "of") => {
            None
        }
        "will" | "won't" | "shall" | "upcoming" | "tentatively" | "effective" | "cannot" | "expects"
        | "intends" | "hopes" | "plans" | "starting" => Some(When::Future),
        "slated" | "poised" | "planning" | "planned" | "scheduled" => Some(meant(words, at)),
        "would" | "wouldn't" if next != "have" => Some(When::Present),
        "would" | "could" | "should" | "must" | "might" | "may" | "can" | "wouldn't" | "shouldn't" => {
            let over = next == "have" || word == "could" && words.lower(at + 1) == "not";
            Some(if over { When::Past } else { When::Future })
        }
        "expected" | "beginning" => {
            (!matches!(words.before(at, 1), "than" | "as" | "the")).then(|| meant(words, at))
        }
        "plan" => (!determines(words.before(at, 1))).then_some(When::Future),
        "likely" | "going" => (next == "to").then(|| meant(words, at)),
        "due" => {
            let owed = matches!(words.before(at, 1), "is" | "are" | "was" | "were" | "be" | "'s" | "'re");
            (owed || next != "to").then(|| meant(words, at))
        }
        "set" => {
            let day = names_a_day(words, at + 1);
            let is =
                matches!(words.before(at, 1), "is" | "are" | "was" | "were" | "been" | "be" | "'s" | "'re");
            Some(if is || day || matches!(next, "to" | "for") { meant(words, at) } else { When::Past })
        }
        "to" => (next == "be").then_some(When::Future),
        "is" | "are" | "am" | "isn't" | "aren't" => {
            Some(if plans(next) { When::Future } else { When::Present })
        }
        "was" | "were" | "wasn't" | "weren't" | "had" | "hadn't" => {
            let ahead = plans(next) && (next != "to" || !word.starts_with("had"));
            Some(if ahead { When::Present } else { When::Past })
        }
        "has" | "have" | "hasn't" | "haven't" => match next {
            _ if governed(words, at) => None,
            "to" => Some(When::Future),
            next if next == "been" || past(next) => Some(When::Past),
            "a" | "an" | "another" => Some(When::Present),
            _ => None,
        },
        "begins" | "begin" | "starts" | "opens" | "resumes" | "expires" | "returns" | "takes" | "holds"
        | "meets" | "faces" | "heads" | "arrives" | "kicks" | "closes" | "ends" | "leaves" | "reopens"
        | "goes" | "go" | "meet" => (!governed(words, at)).then_some(When::Present),
        "did" | "didn't" | "couldn't" => Some(When::Past),
        _ if word.ends_with("'ll") => Some(When::Future),
        _ if past(word) && !governed(words, at) && !describes(words, at) => Some(When::Past),
        _ => None,
    }
}

/// When that is which is planned at `at`: what was planned may have been.
fn meant(words: &Words, at: usize) -> When {
    let was =
        |back| matches!(words.before(at, back), "was" | "were" | "had" | "wasn't" | "weren't" | "hadn't");
    if was(1) || was(2) { When::Present } else { When::Future }
}

/// The next word after `at` that is neither `not` nor an adverb.
fn beyond(words: &Words, at: usize) -> &str {
    let skipped =
        |word: &str| matches!(word, "not" | "also" | "already" | "now" | "still") || word.ends_with("ly");
    (at + 1..at + 4).map(|at| words.lower(at)).find(|word| !skipped(word)).unwrap_or_default()
}

/// Whether the verb at `at` leaves it to a word before it where it lies: `to cut`, `will be held`.
fn governed(words: &Words, at: usize) -> bool {
    let adverb = words.before(at, 1);
    let back = 1 + usize::from(matches!(adverb, "not" | "also") || adverb.ends_with("ly"));
    let word = words.before(at, back);
    match word {
        "to" | "be" | "been" | "being" | "will" | "would" | "could" | "can" | "may" | "might" | "must"
        | "should" | "shall" | "won't" | "wouldn't" | "couldn't" | "not" => true,
        // `Results are announced Friday`, but not `is accused of`.
        "is" | "are" | "'re" => !matches!(
            words.lower(at),
            "accused"
                | "charged"
                | "suspected"
                | "alleged"
                | "believed"
                | "wanted"
                | "convicted"
                | "said"
                | "thought"
        ),
        _ => word.ends_with("'ll"),
    }
}

/// Whether the word at `at` describes the next rather than says what was done: `the wounded man`.
fn describes(words: &Words, at: usize) -> bool {
    let before = words.before(at, 1);
    words.lower(at).ends_with("ed")
        && (determines(before)
            || matches!(before, "newly" | "new" | "of" | "for" | "so" | "-" | "no" | "more" | "most"))
}

/// Whether a noun follows the word.
fn determines(word: &str) -> bool {
    matches!(
        word,
        "a" | "an" | "the" | "his" | "her" | "its" | "their" | "our" | "this" | "these" | "those" | "any"
    )
}

/// Whether `to` before the word at `at` makes an infinitive of it.
fn infinitive(words: &Words, at: usize) -> bool {
    let small = words.case(at) == Case::Lower || words.headline || words.shouting;
    small
        && !matches!(words.lower(at), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this" | "that")
}
