//! Titles: how the article is headed, as a sentence or a title is written.

use std::collections::HashMap;

use super::super::block::MetadataField;
use super::super::draft::Draft;
use super::said::without_site;
use super::{Metadata, View, same_words};

/// Small words, which an English title writes small.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "for", "in", "nor", "of", "on", "or", "the", "to", "via", "vs",
];

/// How many paragraphs of the body are searched for how its words are written.
const SEARCHED: usize = 40;

/// The line is how the article is headed; what the page says may be shortened for searches.
pub(super) fn complete(
    metadata: &mut Metadata,
    view: View<'_>,
    draft: &Draft,
    at: usize,
    found_in: &mut Vec<(MetadataField, usize)>,
) {
    let line = without_site(&draft.text, metadata.site.as_deref());
    let said = metadata.title.as_deref();
    let same = said.is_some_and(|said| same_words(&line, said));
    if is_shouted(&line) {
        // What the page says has its own letters.
        if !same && said.is_none_or(|_| draft.place.heading == 1) {
            let english = metadata.language.as_deref().is_none_or(|tag| tag.starts_with("en"));
            metadata.title = Some(lowered(&line, &forms(view), english));
        }
    } else if same || said.is_none_or(|_| draft.place.heading == 1) {
        metadata.title = Some(line);
    }
    if metadata
        .title
        .as_deref()
        .is_some_and(|title| same_words(title, &without_site(&draft.text, metadata.site.as_deref())))
    {
        found_in.push((MetadataField::Title, at));
    }
}

/// Whether a title is set in capitals throughout.
fn is_shouted(title: &str) -> bool {
    let letters = title.chars().filter(|letter| letter.is_uppercase()).count();
    letters > 8 && title.contains(' ') && !title.contains(char::is_lowercase)
}

/// How the body writes its words where no sentence begins: by their small letters.
fn forms(view: View<'_>) -> HashMap<String, &str> {
    let mut forms: HashMap<String, &str> = HashMap::new();
    for draft in view.lines(view.verdicts.body.clone()).iter().take(SEARCHED) {
        for word in
            draft.text.split(|letter: char| !is_of_word(letter)).skip(1).filter(|word| !word.is_empty())
        {
            // A word that stands small anywhere is small.
            let form = forms.entry(word.to_lowercase()).or_insert(word);
            if word.chars().all(|letter| !letter.is_uppercase()) {
                *form = word;
            }
        }
    }
    forms
}

/// A title in capitals as the body writes its words; in English, as titles are written.
fn lowered(title: &str, forms: &HashMap<String, &str>, english: bool) -> String {
    let mut written = String::with_capacity(title.len());
    let mut first = true;
    let mut rest = title;
    while let Some(from) = rest.find(is_of_word) {
        let (between, tail) = rest.split_at(from);
        let end = tail.find(|letter| !is_of_word(letter)).unwrap_or(tail.len());
        written.push_str(between);
        first |= between.contains([':', '?', '!', '—', '–']);
        let (word, after) = tail.split_at(end);
        let lower = word.to_lowercase();
        let form = forms.get(&lower).copied().unwrap_or(&lower);
        let cased = form.contains(char::is_uppercase);
        if word.contains(|letter: char| letter.is_numeric()) || word.contains('.') {
            written.push_str(word);
        } else if cased {
            written.push_str(form);
        } else if first || english && !SMALL.contains(&&*lower) {
            let mut letters = lower.chars();
            written.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            written.push_str(letters.as_str());
        } else {
            written.push_str(&lower);
        }
        first = false;
        rest = after;
    }
    written.push_str(rest);
    written
}

/// Whether a letter stands in a word: `U.S`, `don’t`.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || "'’.".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_shouted_titles_as_titles() {
        let forms = HashMap::from([
            ("fbi".to_owned(), "FBI"),
            ("mcroe".to_owned(), "McRoe"),
            ("zürich".to_owned(), "Zürich"),
            ("halts".to_owned(), "halts"),
            ("verkauf".to_owned(), "Verkauf"),
        ]);
        for (title, english, expected) in [
            ("FBI HALTS THE SALE: A WIN FOR MCROE", true, "FBI Halts the Sale: A Win for McRoe"),
            ("DON’T SELL U.S. BOATS OF THE 1970S", true, "Don’t Sell U.S. Boats of the 1970S"),
            ("ZÜRICH STOPPT DEN VERKAUF 漢 👩‍🚀", false, "Zürich stoppt den Verkauf 漢 👩‍🚀"),
            ("", true, ""),
        ] {
            assert_eq!(lowered(title, &forms, english), expected, "{title}");
        }
        assert!(
            is_shouted("FBI HALTS THE SALE") && !is_shouted("FBI halts SALE") && !is_shouted("漢字 漢字")
        );
    }
}
