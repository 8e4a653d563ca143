//! Where a text has the same words again.

use crate::tagging::learned::Name;
use crate::text::{Span, is_border, is_unseen, snap_to_graphemes, tokens};
use crate::workspace::OpenDocument;

/// Where the text of `open` has the name, in order, none overlapping: with `whole` between the ends of words, with `capitals`
/// as it is written or in capitals throughout, else in any case.
pub fn find(open: &OpenDocument, name: &Name, whole: bool, capitals: bool) -> Vec<Span> {
    if whole && capitals {
        return open.places_of(name);
    }
    let text = open.document().text();
    let mut found = scan(text, name.words(), capitals);
    if whole && !found.is_empty() {
        let tokens = tokens(text);
        found.retain(|span| {
            let first = tokens.partition_point(|token| token.span.start() < span.start());
            let last = tokens.partition_point(|token| token.span.end() < span.end());
            tokens.get(first).is_some_and(|token| token.span.start() == span.start())
                && tokens.get(last).is_some_and(|token| token.span.end() == span.end())
        });
    }
    found
}

/// Where `text` has `words`, anywhere but inside a character as a reader sees it.
fn scan(text: &str, words: &str, capitals: bool) -> Vec<Span> {
    let same = |wanted: char, found: char| wanted == found;
    let shouted = |wanted: char, found: char| wanted.to_uppercase().eq(std::iter::once(found));
    let any = |wanted: char, found: char| wanted == found || wanted.to_lowercase().eq(found.to_lowercase());
    let mut found: Vec<Span> = Vec::new();
    let mut reach = 0;
    for (at, _) in text.char_indices().filter(|(_, first)| !is_unseen(*first)) {
        if at < reach {
            continue;
        }
        let end = if capitals {
            end(text, at, words, same).or_else(|| end(text, at, words, shouted))
        } else {
            end(text, at, words, any)
        };
        let span = end
            .and_then(|end| Span::of(at..end))
            .filter(|span| snap_to_graphemes(text, *span) == Some(*span));
        if let Some(span) = span {
            reach = span.end().0;
            found.push(span);
        }
    }
    found
}

/// Where `words` end if `text` has them at `at`, each character the `same`.
fn end(text: &str, at: usize, words: &str, same: impl Fn(char, char) -> bool) -> Option<usize> {
    let mut rest = text.get(at..)?.char_indices().peekable();
    for wanted in words.chars() {
        let (_, found) = rest.find(|(_, next)| !is_unseen(*next))?;
        let space = |next: char| next.is_whitespace() && !is_border(next);
        if wanted == ' ' {
            if !space(found) {
                return None;
            }
            while rest.next_if(|(_, next)| space(*next) || is_unseen(*next)).is_some() {}
            continue;
        }
        let found = if matches!(found, '’' | '‘') { '\'' } else { found };
        if !same(wanted, found) {
            return None;
        }
    }
    Some(rest.next().map_or(text.len(), |(end, _)| at + end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Document;

    #[track_caller]
    fn check(text: &str, words: &str, (whole, capitals): (bool, bool), expected: &[&str]) {
        let open = OpenDocument::new(Document::of_text("d", text), None);
        let found = find(&open, &Name::new(words).unwrap(), whole, capitals);
        let found: Vec<&str> = found.iter().filter_map(|span| span.slice(text)).collect();
        assert_eq!(found, expected, "{words}, whole {whole}, capitals {capitals}");
    }

    #[test]
    fn words_are_found_by_the_rule_one_chose() {
        let text = "Élan met élan, ÉLAN and Élans.\r\nÉlan";
        check(text, "Élan", (true, true), &["Élan", "ÉLAN", "Élan"]);
        check(text, "Élan", (true, false), &["Élan", "élan", "ÉLAN", "Élan"]);
        check(text, "Élan", (false, true), &["Élan", "ÉLAN", "Élan", "Élan"]);
        check(text, "Élan", (false, false), &["Élan", "élan", "ÉLAN", "Élan", "Élan"]);
        check("New  York, new york, NEW\nYORK", "New York", (true, false), &["New  York", "new york"]);
        check("O’Hara, o'hara", "O'Hara", (false, false), &["O’Hara", "o'hara"]);
    }

    #[test]
    fn no_character_is_cut() {
        check("👩‍🚀 👩 e\u{301} e", "👩", (false, false), &["👩"]);
        check("e\u{301} e", "e", (false, false), &["e"]);
        check("漢字 漢", "漢", (false, true), &["漢", "漢"]);
        check("aaa", "aa", (false, true), &["aa"]);
    }
}
