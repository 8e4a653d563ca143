//! Made-up news text, the same for the same seed: articles with known mentions, and pastes with the noise of a page.
//! For measuring, never for training.

mod corpus;

use std::ops::Range;

pub use corpus::{MadeUpDocument, made_up_document};

use crate::draw::Draw;

/// An article's body, and where it names something.
#[derive(Default)]
pub struct MadeUp {
    /// The paragraphs, a blank line between.
    pub text: String,
    /// Byte ranges of `text` with their labels, in order, none overlapping.
    pub mentions: Vec<(Range<usize>, &'static str)>,
}

/// An article of at least `bytes` bytes.
pub fn made_up_article(seed: u64, bytes: usize) -> MadeUp {
    let mut random = Random::new(seed);
    let mut sample = MadeUp::default();
    while sample.text.len() < bytes {
        if !sample.text.is_empty() {
            sample.text.push_str("\n\n");
        }
        for _ in 0..2 + random.below(3) {
            if !sample.text.is_empty() && !sample.text.ends_with('\n') {
                sample.text.push(' ');
            }
            fill(&mut sample, random.pick(SENTENCES), &mut random);
        }
    }
    sample
}

/// Articles of different people, firms and towns, at least `bytes` bytes and `count` mentions, as evenly over all of it as
/// sentences allow.
pub(super) fn made_up_articles(bytes: usize, count: usize) -> MadeUp {
    let mut random = Random::new(1);
    let mut sample = MadeUp::default();
    let mut cast = Cast::new(&mut random);
    let mut article = 0;
    while sample.text.len() < bytes || sample.mentions.len() < count {
        if sample.text.len() > article + ARTICLE {
            (cast, article) = (Cast::new(&mut random), sample.text.len());
        }
        if !sample.text.is_empty() {
            sample.text.push_str("\n\n");
        }
        for at in 0..2 + random.below(3) {
            if at > 0 {
                sample.text.push(' ');
            }
            let due = sample.text.len() * count / bytes.max(1);
            let named = sample.mentions.len() < due.max(1) || sample.text.len() >= bytes;
            let sentence = std::iter::repeat_with(|| random.pick(SENTENCES));
            let sentence = sentence.take(99).find(|sentence| sentence.contains('{') == named);
            fill_from(&mut sample, sentence.unwrap_or_default(), &mut random, Some(&cast));
        }
    }
    sample
}

/// About how long an article is, in bytes.
const ARTICLE: usize = 4_000;

/// Who and what one article is about, beside what all are.
struct Cast {
    people: Vec<String>,
    firms: Vec<String>,
    towns: Vec<String>,
}

impl Cast {
    fn new(random: &mut Random) -> Cast {
        let mut invented = |count: usize, named: &dyn Fn(String, &mut Random) -> String| {
            (0..count)
                .map(|_| {
                    let word: String = (0..2).map(|_| random.pick(SYLLABLES)).collect();
                    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
                    let ending = random.pick(ENDINGS);
                    named(format!("{}{rest}{ending}", first.to_uppercase()), random)
                })
                .collect()
        };
        Cast {
            people: invented(9, &|word, random| format!("{} {word}", random.pick(GIVEN))),
            firms: invented(4, &|word, random| format!("{word} {}", random.pick(FIRMS))),
            towns: invented(5, &|word, _| word),
        }
    }
}

/// What a reader copies from a page: an article of about `bytes` bytes amid the page's furniture.
pub fn made_up_paste(seed: u64, bytes: usize) -> String {
    let mut random = Random::new(!seed);
    let body = made_up_article(seed, bytes).text;
    let headline = sentence(random.pick(HEADLINES), &mut random);
    let author = name(&mut random);
    let caption = sentence(random.pick(CAPTIONS), &mut random);
    let (hour, minute, day) = (1 + random.below(11), 10 + random.below(50), 1 + random.below(28));
    let mut out = format!(
        "Home | World | Politics | Sports\nBreaking News\n\n{headline}\n\nBy {author}\n\n\
         Updated {hour}:{minute} PM ET, March {day}, 2024\n\nShare on Facebook\nSubscribe to our newsletter\n\n\
         {caption} (Photo by {author})\n{caption} (Photo by {author})\n\n"
    );
    for (index, paragraph) in body.split("\n\n").enumerate() {
        out.push_str(paragraph);
        out.push_str("\n\n");
        if index % 5 == 4 {
            let related = sentence(random.pick(HEADLINES), &mut random);
            out.push_str(&format!("{related}\n{related}\n\n"));
        }
    }
    out.push_str("Related articles\nAll rights reserved. This material may not be published or rewritten.\n");
    out
}

fn sentence(pattern: &str, random: &mut Random) -> String {
    let mut sample = MadeUp::default();
    fill(&mut sample, pattern, random);
    sample.text
}

/// Appends `pattern`, with each `{LABEL}` in it replaced by a mention.
fn fill(sample: &mut MadeUp, pattern: &str, random: &mut Random) {
    fill_from(sample, pattern, random, None);
}

/// The same, with most mentions from `cast`.
fn fill_from(sample: &mut MadeUp, pattern: &str, random: &mut Random, cast: Option<&Cast>) {
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        sample.text.push_str(before);
        let (label, after) = after.split_once('}').unwrap_or((after, ""));
        let start = sample.text.len();
        let of_cast = cast.and_then(|cast| match label {
            "PERSON" => Some(&cast.people),
            "ORGANIZATION" => Some(&cast.firms),
            "PLACE" => Some(&cast.towns).filter(|_| random.below(3) > 0),
            _ => None,
        });
        if let Some(name) = of_cast.and_then(|names| names.get(random.below(names.len()))) {
            sample.text.push_str(name);
        }
        let (label, list) = LISTS.iter().find(|(listed, _)| *listed == label).unwrap_or(&("PERSON", &[]));
        if of_cast.is_none() && list.is_empty() {
            sample.text.push_str(&name(random));
        } else if of_cast.is_none() {
            sample.text.push_str(random.pick(list));
        }
        sample.mentions.push((start..sample.text.len(), label));
        rest = after;
    }
    sample.text.push_str(rest);
}

fn name(random: &mut Random) -> String {
    format!("{} {}", random.pick(GIVEN), random.pick(FAMILY))
}

/// What chance picks.
struct Random(Draw);

impl Random {
    fn new(seed: u64) -> Random {
        Random(Draw::new(seed))
    }

    fn next(&mut self) -> u64 {
        self.0.number()
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len())]
    }
}

const SENTENCES: &[&str] = &[
    "{PERSON} told reporters in {PLACE} on {DATE} that the plan had been \u{201c}under review for months.\u{201d}",
    "The {COURT} ruled on {DATE} that the {AGENCY} had overstepped its authority under the {LAW}.",
    "A spokeswoman for {ORGANIZATION} declined to comment, saying the company had not seen the filing.",
    "Lawyers for {PERSON} argued that the {LAW} does not apply outside {PLACE}.",
    "\u{201c}We will appeal,\u{201d} {PERSON} said, adding that nobody in {PLACE} had been asked.",
    "Officials at the {AGENCY} said the figures, first published on {DATE}, would be corrected.",
    "The decision could affect tens of thousands of people who have waited for an answer since the winter.",
    "It was not clear when the rule would take effect, or who would pay for it.",
    "{ORGANIZATION} has sold its share in the port of {PLACE} to a fund led by {PERSON}.",
    "The case now returns to the {COURT}, where a hearing has been set for {DATE}.",
    "Residents described a night of heavy rain, closed roads and long queues at the only open shop.",
    "\u{201c}It\u{2019}s a caf\u{e9}, not a courtroom,\u{201d} {PERSON} said of the meeting in {PLACE}.",
];
const HEADLINES: &[&str] = &[
    "{COURT} weighs limits on water rules",
    "{PERSON} to step down after long dispute over ferries",
    "What the new figures from {PLACE} do and don\u{2019}t say",
    "{ORGANIZATION} delays plan for new plant in {PLACE}",
];
const CAPTIONS: &[&str] =
    &["{PERSON} speaks outside a hearing in {PLACE}.", "People wait for a ferry in {PLACE} on {DATE}."];
const LISTS: &[(&str, &[&str])] = &[
    (
        "COURT",
        &["Supreme Court", "9th Circuit", "Court of International Trade", "Federal Constitutional Court"],
    ),
    (
        "AGENCY",
        &["Environmental Protection Agency", "Department of Justice", "Coast Guard", "Treasury Department"],
    ),
    (
        "LAW",
        &["Clean Water Act", "Fifth Amendment", "Civil Rights Act of 1964", "Freedom of Information Act"],
    ),
    (
        "PLACE",
        &[
            "Mexico",
            "Seattle",
            "S\u{e3}o Paulo",
            "\u{141}\u{f3}d\u{17a}",
            "New Mexico",
            "Lagos",
            "Kyoto",
            "Germany",
        ],
    ),
    ("ORGANIZATION", &["Harbor Lines", "Northwind Foods", "Amnesty International", "Grupo Estrella"]),
    ("DATE", &["Tuesday", "March 12, 2024", "June 26", "last week", "2019"]),
];
const GIVEN: &[&str] =
    &["Maria", "John", "In\u{e8}s", "Amina", "Wei", "Carlos", "Marguerite", "Oluwaseun", "Anna", "David"];
const FAMILY: &[&str] = &[
    "Duval",
    "Okafor",
    "Garc\u{ed}a",
    "Smith",
    "Nakamura",
    "Nov\u{e1}kov\u{e1}",
    "Chen",
    "Miller",
    "Haddad",
];
const SYLLABLES: &[&str] = &[
    "bar", "chel", "dro", "fen", "gri", "hul", "jas", "kem", "lor", "mi", "n\u{e9}", "os", "pra", "quil",
    "rav", "sto", "tel", "ul", "vey", "wes", "\u{17e}e", "zan",
];
const ENDINGS: &[&str] = &[
    "berg", "dale", "ford", "gren", "holm", "ington", "kova", "lund", "mar", "nez", "rich", "son", "stad",
    "wick",
];
const FIRMS: &[&str] = &["Group", "Holdings", "Foods", "Airways", "Energy", "Bank", "Motors"];
