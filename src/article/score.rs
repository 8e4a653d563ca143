//! How good a cleaning is: shingles of four words, compared with a body taken as right.
//!
//! The measure of the article-extraction-benchmark: words are runs of letters, digits and underscores; a
//! shingle is four of them in a row (a text of fewer has one), counted as often as it occurs. What is right,
//! wrong and missing is divided by their sum on each page; precision and recall are means over pages.

use std::collections::HashMap;

/// How many words a shingle has.
const SHINGLE: usize = 4;

/// How one page did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Page {
    /// The share of shingles that both bodies have, of all in either.
    pub right: f64,
    /// The share that only the prediction has.
    pub wrong: f64,
    /// The share that only the gold has.
    pub missing: f64,
    /// Whether the words are the same from first to last.
    pub exact: bool,
}

/// How a set of pages did; all from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summary {
    /// The mean over pages of how much of the prediction is right.
    pub precision: f64,
    /// The mean over pages of how much of the gold was found.
    pub recall: f64,
    /// Of these two means.
    pub f1: f64,
    /// The mean of the pages' own F1.
    pub mean_f1: f64,
    /// The share of pages whose words are all the same.
    pub exact: f64,
}

impl Page {
    /// How much of the prediction is right; 1 if nothing is wrong or missing.
    pub fn precision(&self) -> f64 {
        self.share(self.wrong)
    }

    /// How much of the gold was found; 1 if nothing is wrong or missing.
    pub fn recall(&self) -> f64 {
        self.share(self.missing)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        harmonic(self.precision(), self.recall())
    }

    fn share(&self, lost: f64) -> f64 {
        if self.wrong == 0.0 && self.missing == 0.0 {
            1.0
        } else if self.right + lost > 0.0 {
            self.right / (self.right + lost)
        } else {
            0.0
        }
    }
}

/// Compares the body that was predicted with the gold.
pub fn page(gold: &str, predicted: &str) -> Page {
    let (gold, predicted) = (words(gold), words(predicted));
    let exact = gold == predicted;
    let mut counts: HashMap<&[&str], (u32, u32)> = HashMap::new();
    shingles(&gold).for_each(|shingle| counts.entry(shingle).or_default().0 += 1);
    shingles(&predicted).for_each(|shingle| counts.entry(shingle).or_default().1 += 1);
    let (mut right, mut wrong, mut missing) = (0_u64, 0_u64, 0_u64);
    for (in_gold, in_predicted) in counts.into_values() {
        right += u64::from(in_gold.min(in_predicted));
        wrong += u64::from(in_predicted.saturating_sub(in_gold));
        missing += u64::from(in_gold.saturating_sub(in_predicted));
    }
    let all = (right + wrong + missing).max(1) as f64;
    Page { right: right as f64 / all, wrong: wrong as f64 / all, missing: missing as f64 / all, exact }
}

/// The means over pages; all 0 for none.
pub fn summary(pages: &[Page]) -> Summary {
    let precision = mean(pages.iter().filter(|page| page.right + page.wrong > 0.0).map(Page::precision));
    let recall = mean(pages.iter().filter(|page| page.right + page.missing > 0.0).map(Page::recall));
    Summary {
        precision,
        recall,
        f1: harmonic(precision, recall),
        mean_f1: mean(pages.iter().map(Page::f1)),
        exact: mean(pages.iter().map(|page| f64::from(u8::from(page.exact)))),
    }
}

/// A title as it is compared: white space and quotation marks as everyone writes them.
pub fn folded(text: &str) -> String {
    let plain = text.replace(['‘', '’'], "'").replace(['“', '”'], "\"");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names as they are compared: in no particular order or case, each once.
pub fn names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<_> =
        names.map(|name| folded(name).to_lowercase()).filter(|name| !name.is_empty()).collect();
    names.sort();
    names.dedup();
    names
}

/// Of the names that are right and those that were found; 1 where there are none of either.
pub fn names_f1(right: &[String], found: &[String]) -> f64 {
    let both = right.iter().filter(|name| found.contains(name)).count();
    if right.is_empty() && found.is_empty() {
        1.0
    } else {
        2.0 * both as f64 / (right.len() + found.len()) as f64
    }
}

/// Runs of letters, digits and underscores, as Python's `\w+` finds them: a combining mark parts words.
fn words(text: &str) -> Vec<&str> {
    text.split(|letter: char| !is_word(letter)).filter(|word| !word.is_empty()).collect()
}

fn is_word(letter: char) -> bool {
    letter == '_' || letter.is_alphanumeric()
}

fn shingles<'a, 'b>(words: &'b [&'a str]) -> impl Iterator<Item = &'b [&'a str]> {
    let whole = (!words.is_empty() && words.len() < SHINGLE).then_some(words);
    whole.into_iter().chain(words.windows(SHINGLE))
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    if count > 0 { sum / f64::from(count) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Right, wrong and missing shingles, as the benchmark's own scorer counts them.
    fn check(gold: &str, predicted: &str, (right, wrong, missing): (f64, f64, f64)) {
        let found = page(gold, predicted);
        let all = (right + wrong + missing).max(1.0);
        assert_eq!(
            (found.right, found.wrong, found.missing),
            (right / all, wrong / all, missing / all),
            "{gold}"
        );
    }

    #[test]
    fn counts_shingles_of_four() {
        check("a b c d e", "a b c d e", (2.0, 0.0, 0.0));
        check("a b c d e", "a b c d", (1.0, 0.0, 1.0));
        check("a b c d", "a b c d x", (1.0, 1.0, 0.0));
        check("a b", "a, b!", (1.0, 0.0, 0.0));
        check("a b", "", (0.0, 0.0, 1.0));
        check("", "", (0.0, 0.0, 0.0));
        check("x x x x x x", "x x x x", (1.0, 0.0, 2.0));
        check("漢字 é_1 שלום don't", "漢字 é_1 שלום don t", (2.0, 0.0, 0.0));
        check("e\u{301}t", "e t", (1.0, 0.0, 0.0));
    }

    #[test]
    fn sums_pages_up() {
        let pages = [page("a b c d", "a b c d"), page("a b c d e", "a b c d"), page("a", "")];
        let found = summary(&pages);
        assert_eq!(
            (found.precision, found.recall),
            (1.0, 0.5),
            "a page without a prediction has no precision"
        );
        assert!((found.f1 - 2.0 / 3.0).abs() < 1e-12 && (found.exact - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(summary(&[]), Summary::default());
        assert_eq!(page("", "").f1(), 1.0);
    }

    #[test]
    fn names_count_by_page() {
        for (right, found, expected) in [
            ("Zoë Ruiz, 漢 字", "漢 字, zoë  ruiz", 1.0),
            ("Zoë Ruiz, Ana Roe", "Zoë Ruiz", 2.0 / 3.0),
            ("Zoë Ruiz", "Ana Roe, Zoë Ruiz, Ana Roe", 2.0 / 3.0),
            ("Zoë Ruiz", "", 0.0),
            ("", "Zoë Ruiz", 0.0),
            ("", " ,", 1.0),
        ] {
            let set = |list: &'static str| names(list.split(','));
            assert_eq!(names_f1(&set(right), &set(found)), expected, "{right} / {found}");
        }
    }
}
