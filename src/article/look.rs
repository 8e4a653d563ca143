//! What one line looks like by itself: how long, whether a sentence, whether known furniture.

use std::collections::HashMap;

use super::byline::byline;
use super::draft::{Draft, region};
use super::phrase;
use super::words::{line_number, lower_into};
use super::{Reason, date};

/// How many bytes the credit at a long caption's end may take.
const CREDIT: usize = 120;

/// What one draft looks like.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    /// Its width: letters counted once, the wide ones of Chinese, Japanese and Korean more.
    pub width: f32,
    /// How many words it has; where words aren't parted, a guess by its width.
    pub words: usize,
    /// Whether it ends as a sentence does.
    pub ends: bool,
    /// Why its words alone make it furniture.
    pub furniture: Option<Reason>,
    /// Whether it names who made a picture.
    pub credit: bool,
    /// Whether it says who wrote the article.
    pub byline: bool,
    /// Whether a date is most of it.
    pub dated: bool,
    /// The first draft with the same words.
    pub same_as: Option<usize>,
    /// Whether any other draft has the same words.
    pub repeated: bool,
}

/// What drafts look like, from the top on, with the lines that were seen.
#[derive(Debug, Default)]
pub(super) struct Looks {
    /// The first draft with words of that number.
    seen: HashMap<u64, usize>,
    /// The memory for a line in lower case.
    lower: String,
    /// One for each draft looked at.
    pub all: Vec<Look>,
}

impl Looks {
    /// None yet, with memory for `most`.
    pub fn for_drafts(most: usize) -> Looks {
        Looks { seen: HashMap::with_capacity(most), all: Vec::with_capacity(most), ..Looks::default() }
    }

    /// Looks at about `budget` bytes of the drafts that it has not looked at yet; whether that was the rest.
    pub fn step(&mut self, drafts: &[Draft], mut budget: usize) -> bool {
        for (at, draft) in drafts.iter().enumerate().skip(self.all.len()) {
            if budget == 0 {
                return false;
            }
            // A short line costs more than its bytes.
            budget = budget.saturating_sub(draft.text.len() + 200);
            let mut look = look(draft, &mut self.lower);
            let first = *self.seen.entry(line_number(&draft.text)).or_insert(at);
            if first < at && drafts[first].text == draft.text {
                look.same_as = Some(first);
                look.repeated = true;
                self.all[first].repeated = true;
            }
            self.all.push(look);
        }
        self.seen = HashMap::new();
        true
    }
}

fn look(draft: &Draft, lower: &mut String) -> Look {
    let text = &*draft.text;
    let wide = if has_wide(text) { text.chars().filter(|letter| is_wide(*letter)).count() } else { 0 };
    let narrow = text.chars().count() - wide;
    let width = narrow as f32 + wide as f32 * 2.5;
    let words = 1 + text.bytes().filter(|byte| *byte == b' ').count() + wide / 2;
    let byline = byline(text).is_some();
    let mut look = Look { width, words, byline, ends: ends_sentence(text), ..Look::default() };
    if text.len() <= 400 {
        lower_into(text, lower);
        let told = phrase::told(lower);
        (look.furniture, look.credit) = (told.furniture, told.credit);
        if width < 120.0
            && date::has_digit(text)
            && let Some(dated) = date::find(text)
        {
            look.dated = dated.length * 10 > text.len() * 3 || words <= 9;
        }
    }
    if text.len() > 400 && text.ends_with(')') {
        lower_into(&text[text.ceil_char_boundary(text.len() - CREDIT)..], lower);
        look.credit = phrase::told(lower).credit;
    }
    if draft.place.regions & region::TIME != 0 && width < 60.0 && date::has_digit(text) {
        look.dated = true;
    }
    look
}

/// Whether a wide letter may stand in `text`, by the first bytes of its letters.
fn has_wide(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().fold(0, |most, byte| most.max(*byte)) > 0xe1
        && bytes.array_windows().any(|[first, second]| *first > 0xe2 || *first == 0xe2 && *second >= 0xba)
}

/// Whether a letter fills a square: Chinese, Japanese, Korean.
pub(super) fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{2ffff}')
}

/// Whether `text` ends as a sentence does, closing quotes and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare =
        text.trim_end_matches(|letter: char| "\"'”’»›)]}」』）*†".contains(letter) || letter.is_whitespace());
    bare.ends_with(['.', '!', '?', '。', '！', '？', '؟', '۔', '।', '．']) && !bare.ends_with("...")
        || text.ends_with("...\"")
        || text.ends_with("…”")
}
