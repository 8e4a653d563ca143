//! Whether a source holds anything to read.

use super::{Source, SourceKind};

/// Elements whose text is not on the page.
const UNSEEN: &[&str] = &["script", "style", "title", "template"];

/// Characters that HTML writes as words and that take no ink.
const BLANK: &[&str] = &["nbsp", "ensp", "emsp", "thinsp", "zwj", "zwnj", "lrm", "rlm", "shy"];

/// Whether a source has a character that shows: more than spaces, marks that take no room, comments, scripts and
/// pictures. Reads no further than the first; a look by the letter, not a parser, so that the page that asks need
/// not hold one.
pub fn has_words(source: &Source) -> bool {
    match source.kind {
        SourceKind::Text => source.content.chars().any(shows),
        SourceKind::Html => html_has_words(&source.content),
    }
}

fn html_has_words(mut rest: &str) -> bool {
    while let Some(first) = rest.chars().next() {
        let next = rest.as_bytes().get(1).copied().unwrap_or(b' ');
        rest = match first {
            '<' if rest.starts_with("<!--") => after(rest, "-->"),
            '<' if next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?') => {
                let name = rest[1..].split(|letter: char| !letter.is_ascii_alphanumeric()).next();
                let unseen =
                    UNSEEN.iter().find(|unseen| name.is_some_and(|name| name.eq_ignore_ascii_case(unseen)));
                let inside = after_tag(rest);
                unseen.map_or(inside, |name| after_end(inside, name))
            }
            '&' => match blank_reference(&rest[1..]) {
                Some(length) => &rest[1 + length..],
                None => return true,
            },
            _ if shows(first) => return true,
            _ => &rest[first.len_utf8()..],
        };
    }
    false
}

/// What comes behind the first `end`.
fn after<'a>(text: &'a str, end: &str) -> &'a str {
    text.split_once(end).map_or("", |(_, rest)| rest)
}

/// What comes behind the tag that `text` begins with: a `>` in quotes does not end it.
fn after_tag(text: &str) -> &str {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return &text[at + 1..],
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    ""
}

/// What comes behind the end tag of the element called `name`.
fn after_end<'a>(text: &'a str, name: &str) -> &'a str {
    for (at, _) in text.match_indices("</") {
        if text[at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return after_tag(&text[at..]);
        }
    }
    ""
}

/// The length of the character reference that `text` begins with, behind its `&`, if it takes no ink.
fn blank_reference(text: &str) -> Option<usize> {
    let (name, length) = text.find(';').filter(|&end| end < 12).map(|end| (&text[..end], end + 1))?;
    let Some(number) = name.strip_prefix('#') else { return BLANK.contains(&name).then_some(length) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    let character = code.ok().and_then(char::from_u32)?;
    (!shows(character)).then_some(length)
}

/// Whether a character takes ink.
fn shows(character: char) -> bool {
    let takes_no_room = matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'
            ..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}'
    );
    !takes_no_room && !character.is_whitespace() && !character.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: Source, expected: bool) {
        assert_eq!(has_words(&source), expected, "{source:?}");
    }

    #[test]
    fn only_what_shows_is_read() {
        for text in ["é", " 漢\u{200B}", "👩\u{200D}🚀", ".", "\u{202B}שלום\u{202C}", "\u{FFFD}"] {
            check(Source::text(text), true);
            check(Source::html(text), true);
            check(Source::html(format!("<!-- a --><p><b></b>{text}")), true);
        }
        for text in ["", " \r\n\t", "\u{FEFF}", "\u{200B}\u{200D}\u{2060}", "\0\u{1}", "\u{AD}\u{FE0F}"] {
            check(Source::text(text), false);
            check(Source::html(text), false);
            check(Source::html(format!("<p>{text}</p>")), false);
        }
        for html in [
            "<!-- only words in a comment -->",
            "<!--StartFragment--><!--EndFragment-->",
            "<img src=\"a.png\">",
            "<script>let words = 1</script><style>p { color: red }</style>",
            "<p>&nbsp;</p><br><p>&#8203;",
            "<meta charset=utf-8><table><tr><td></table>",
            "<!doctype html><html><head><TITLE>words</TITLE></head><body></body></html>",
            "<img alt=\"a > b\"><SCRIPT>'</p>' </SCRIPT >",
            "<img alt='a > b",
            "<style>never ended",
            "&#xA0;&#x200b;&zwnj;",
        ] {
            check(Source::html(html), false);
            check(Source::text(html), true);
        }
        for html in ["a < b", "<", "&amp;", "& ", "&é;", "&#xZZ;", "<3", "<title></title>é", "<i a='>'>漢"]
        {
            check(Source::html(html), true);
        }
        check(Source::html(format!("{}a", "<i></i>".repeat(10_000))), true);
    }
}
