//! What one line looks like by itself: how long, whether a sentence, whether known furniture.

use std::collections::HashMap;
use std::rc::Rc;

use super::draft::{Draft, region};
use super::phrase;
use super::{Reason, date};

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
    /// Whether a date is most of it.
    pub dated: bool,
    /// The first draft with the same words.
    pub same_as: Option<usize>,
    /// Whether any other draft has the same words.
    pub repeated: bool,
}

/// Looks at drafts from the top, a part at a time, and remembers the lines it has seen.
#[derive(Debug, Default)]
pub(super) struct Looks {
    seen: HashMap<Rc<str>, usize>,
    /// One for each draft looked at.
    pub all: Vec<Look>,
}

impl Looks {
    /// Looks at about `budget` bytes more of the drafts; whether that was the rest.
    pub fn step(&mut self, drafts: &[Draft], mut budget: usize) -> bool {
        while let Some(draft) = drafts.get(self.all.len()) {
            if budget == 0 {
                return false;
            }
            // A short line costs more than its bytes.
            budget = budget.saturating_sub(draft.text.len() + 200);
            let mut look = look(draft);
            let at = self.all.len();
            match self.seen.get(&draft.text) {
                Some(first) => {
                    look.same_as = Some(*first);
                    look.repeated = true;
                    self.all[*first].repeated = true;
                }
                None => {
                    self.seen.insert(draft.text.clone(), at);
                }
            }
            self.all.push(look);
        }
        true
    }
}

fn look(draft: &Draft) -> Look {
    let text = &*draft.text;
    let (mut narrow, mut wide) = (0_u32, 0_u32);
    for letter in text.chars() {
        if is_wide(letter) { wide += 1 } else { narrow += 1 }
    }
    let width = narrow as f32 + wide as f32 * 2.5;
    let words = text.split(' ').count() + wide as usize / 2;
    let mut look = Look { width, words, ends: ends_sentence(text), ..Look::default() };
    if text.len() <= 400 {
        let lower = text.to_lowercase();
        look.furniture = phrase::furniture(&lower);
        look.credit = phrase::names_credit(&lower);
        if width < 120.0
            && text.bytes().any(|byte| byte.is_ascii_digit())
            && let Some(dated) = date::find(text)
        {
            look.dated = dated.length * 10 > text.len() * 3 || words <= 9;
        }
    }
    if draft.place.regions & region::TIME != 0
        && width < 60.0
        && text.bytes().any(|byte| byte.is_ascii_digit())
    {
        look.dated = true;
    }
    look
}

/// Whether a letter fills a square: Chinese, Japanese, Korean.
fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{2ffff}')
}

/// Whether `text` ends as a sentence does, closing quotes and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare =
        text.trim_end_matches(|letter: char| "\"'”’»›)]}」』）*†".contains(letter) || letter.is_whitespace());
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '．']) && !bare.ends_with("...")
        || text.ends_with("...\"")
        || text.ends_with("…”")
}
