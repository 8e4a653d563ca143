//! Tags and text of HTML, parted as the HTML Standard's tokenizer parts them, by their places in the source.
//!
//! Comments, doctypes and tags that no source ends are passed over. There is no recursion and nothing is read
//! twice, so that no page takes more than its share of time or stack, whatever it holds.

use std::ops::Range;

use super::page::Attributes;
use super::tag::Tag;

/// The longest stretch of text that one token holds, in bytes.
const LONGEST: usize = 1 << 16;

/// What stands next in a page.
#[derive(Debug)]
pub(super) enum Token {
    /// A stretch of text. More of it may follow; where it was read past its end, that is where the next begins.
    Text(Range<usize>),
    /// What is inside a `script`, a `title` or the like: all of it, as it stands.
    Raw(Range<usize>),
    /// A known start tag, and whether it ends in `/>`.
    Start(Tag, bool),
    /// A known end tag.
    End(Tag),
}

/// A page as far as it is read.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// How many bytes were passed.
    pub at: usize,
    /// Up to where there are no tags.
    raw: usize,
    /// Whether what has no tags is one token.
    whole: bool,
}

impl Markup {
    /// The next token of `content`, which is the same each time; `None` at its end. A start tag's attributes
    /// are put into `attributes`.
    pub fn next(&mut self, content: &str, attributes: &mut Attributes) -> Option<Token> {
        let bytes = content.as_bytes();
        if self.at < self.raw && self.whole {
            let raw = self.at..self.raw;
            self.at = self.raw;
            return Some(Token::Raw(raw));
        }
        loop {
            let rest = bytes.get(self.at..)?;
            match rest {
                [] => return None,
                // Nothing, even where there are no tags.
                [b'<', b'/', b'>', ..] => self.at += 3,
                _ if self.at < self.raw => {
                    let most = self.raw - self.at;
                    return Some(self.text(content, most, |behind| behind.starts_with(b"/>")));
                }
                [b'<', b'a'..=b'z' | b'A'..=b'Z', ..] => {
                    if let Some(token) = self.start(bytes, attributes) {
                        return Some(token);
                    }
                }
                [b'<', b'/', b'a'..=b'z' | b'A'..=b'Z', ..] => {
                    if let Some(token) = self.end(bytes) {
                        return Some(token);
                    }
                }
                [b'<', b'!', b'-', b'-', rest @ ..] => self.at += 4 + comment(rest),
                [b'<', b'/', _, ..] | [b'<', b'!' | b'?', ..] => {
                    self.at += find(rest, |byte| byte == b'>').map_or(rest.len(), |end| end + 1);
                }
                _ => return Some(self.text(content, rest.len(), is_markup)),
            }
        }
    }

    /// The text up to a `<` behind which `ends` holds, or the first part of it, `most` bytes at most.
    fn text(&mut self, content: &str, most: usize, ends: impl Fn(&[u8]) -> bool) -> Token {
        let start = self.at;
        let rest = &content.as_bytes()[start..];
        let most = most.min(LONGEST);
        let mut length = 0;
        self.at = loop {
            match rest.get(length..most).and_then(|near| find(near, |byte| byte == b'<')) {
                Some(next) if ends(&rest[length + next + 1..]) => break start + length + next,
                Some(next) => length += next + 1,
                None => break content.ceil_char_boundary(start + most),
            }
        };
        Token::Text(start..self.at)
    }

    /// Reads a start tag; `None` for one that is not known or never ends.
    fn start(&mut self, bytes: &[u8], attributes: &mut Attributes) -> Option<Token> {
        let name = self.name(bytes, 1);
        let tag = Tag::of(name);
        attributes.clear();
        let self_closing = self.attributes(bytes, |name, value| {
            if let Some(tag) = tag {
                attributes.see(tag, name, value);
            }
        })?;
        self.raw = self.at + raw_length(name, &bytes[self.at..]);
        self.whole = tag.is_some();
        tag.map(|tag| Token::Start(tag, self_closing))
    }

    /// Reads an end tag; its attributes say nothing.
    fn end(&mut self, bytes: &[u8]) -> Option<Token> {
        let name = self.name(bytes, 2);
        self.attributes(bytes, |_, _| {})?;
        Tag::of(name).map(Token::End)
    }

    /// Passes the name that begins `before` bytes on.
    fn name<'a>(&mut self, bytes: &'a [u8], before: usize) -> &'a [u8] {
        let rest = &bytes[self.at + before..];
        let length = find(rest, ends_name).unwrap_or(rest.len());
        self.at += before + length;
        &rest[..length]
    }

    /// Passes a tag's attributes and its end, and tells each by its name and its value as it stands, quotes
    /// and all; whether the tag ends in `/>`, `None` if it does not end.
    fn attributes(&mut self, bytes: &[u8], mut tell: impl FnMut(&[u8], &[u8])) -> Option<bool> {
        loop {
            self.pass_space(bytes);
            match &bytes[self.at..] {
                [] => return None,
                [b'>', ..] => {
                    self.at += 1;
                    return Some(false);
                }
                [b'/', b'>', ..] => {
                    self.at += 2;
                    return Some(true);
                }
                [b'/', ..] => self.at += 1,
                rest => {
                    let ends = |byte| byte == b'=' || ends_name(byte);
                    let length = find(&rest[1..], ends).map_or(rest.len(), |length| length + 1);
                    self.at += length;
                    self.pass_space(bytes);
                    let value = if bytes.get(self.at) == Some(&b'=') { self.value(bytes)? } else { &[] };
                    tell(&rest[..length], value);
                }
            }
        }
    }

    /// Passes `=` and a value; `None` if it does not end. Of a tag that ends before its value, the value is empty.
    fn value<'a>(&mut self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        self.at += 1;
        self.pass_space(bytes);
        let rest = &bytes[self.at..];
        let length = match rest {
            [quote @ (b'"' | b'\''), inside @ ..] => {
                find(inside, |byte| byte == *quote).map(|length| length + 2)
            }
            _ => find(rest, |byte| byte == b'>' || is_space(byte)),
        };
        let Some(length) = length else {
            self.at = bytes.len();
            return None;
        };
        self.at += length;
        Some(&rest[..length])
    }

    fn pass_space(&mut self, bytes: &[u8]) {
        let rest = &bytes[self.at..];
        self.at += find(rest, |byte| !is_space(byte)).unwrap_or(rest.len());
    }
}

fn find(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> Option<usize> {
    bytes.iter().position(|byte| wanted(*byte))
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r')
}

fn ends_name(byte: u8) -> bool {
    matches!(byte, b'/' | b'>') || is_space(byte)
}

/// Whether what stands behind a `<` makes it a tag, a comment or the like.
fn is_markup(behind: &[u8]) -> bool {
    matches!(behind, [b'a'..=b'z' | b'A'..=b'Z' | b'!' | b'?', ..] | [b'/', _, ..])
}

/// How long a comment is behind its `<!--`.
fn comment(rest: &[u8]) -> usize {
    match rest {
        [b'>', ..] => return 1,
        [b'-', b'>', ..] => return 2,
        _ => {}
    }
    let mut at = 0;
    while let Some(next) = find(&rest[at..], |byte| byte == b'-') {
        at += next;
        match &rest[at..] {
            [b'-', b'-', b'>', ..] => return at + 3,
            [b'-', b'-', b'!', b'>', ..] => return at + 4,
            _ => at += 1,
        }
    }
    rest.len()
}

/// How much behind the start tag of that name is no markup, whatever it looks like.
fn raw_length(name: &[u8], rest: &[u8]) -> usize {
    const RAW: &[&str] =
        &["title", "textarea", "style", "iframe", "xmp", "noembed", "noframe", "noscript", "plaintext"];
    if name.eq_ignore_ascii_case(b"script") {
        return script_length(rest);
    }
    let Some(name) = RAW.iter().find(|raw| raw.as_bytes().eq_ignore_ascii_case(name)) else { return 0 };
    let mut at = 0;
    while let Some(next) = find(&rest[at..], |byte| byte == b'<') {
        at += next;
        // Nothing ends plain text.
        if is_named(&rest[at + 1..], b"/", name) && *name != "plaintext" {
            return at;
        }
        at += 1;
    }
    rest.len()
}

/// Whether `rest` begins with `before`, `name`, and what ends a name.
fn is_named(rest: &[u8], before: &[u8], name: &str) -> bool {
    let Some(rest) = rest.strip_prefix(before) else { return false };
    rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
        && rest.get(name.len()).is_some_and(|end| ends_name(*end))
}

/// How long a script is. A comment inside may hold a script of its own, with its end tag.
fn script_length(rest: &[u8]) -> usize {
    #[derive(Clone, Copy, PartialEq)]
    enum Inside {
        Script,
        Comment,
        ScriptInComment,
    }
    let mut inside = Inside::Script;
    let mut at = 0;
    while let Some(next) = find(&rest[at..], |byte| matches!(byte, b'<' | b'-')) {
        at += next;
        let here = &rest[at..];
        let is_end = is_named(here, b"</", "script");
        match inside {
            Inside::Script | Inside::Comment if is_end => return at,
            Inside::Script if here.starts_with(b"<!--") => {
                // Its two dashes may be those that end it.
                (inside, at) = (Inside::Comment, at + 1);
            }
            Inside::Comment if is_named(here, b"<", "script") => inside = Inside::ScriptInComment,
            Inside::ScriptInComment if is_end => inside = Inside::Comment,
            Inside::Comment | Inside::ScriptInComment if here.starts_with(b"-->") => inside = Inside::Script,
            _ => {}
        }
        at += 1;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
    use html5gum::{Span, Tokenizer};
    use proptest::prelude::*;
    use std::convert::Infallible;

    /// Tags and text, with `</>` left out and text in one piece.
    fn read(content: &str) -> Vec<String> {
        let (mut markup, mut attributes, mut found) = (Markup::default(), Attributes::default(), Vec::new());
        while let Some(token) = markup.next(content, &mut attributes) {
            match token {
                Token::Text(range) | Token::Raw(range) => text(&content[range], &mut found),
                Token::Start(tag, closed) => found.push(start(tag, closed, &attributes)),
                Token::End(tag) => found.push(format!("</{}>", tag.name())),
            }
        }
        assert_eq!(markup.at, content.len());
        found
    }

    /// The same, as another tokenizer reads it.
    fn read_otherwise(content: &str) -> Vec<String> {
        let (mut tag, mut name) = (None, Vec::new());
        let (mut attributes, mut found) = (Attributes::default(), Vec::new());
        let callback = |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
            match event {
                CallbackEvent::OpenStartTag { name } => {
                    tag = Tag::of(name);
                    attributes.clear();
                }
                CallbackEvent::AttributeName { name: next } => {
                    name = next.to_vec();
                    tag.iter().for_each(|tag| attributes.see(*tag, next, b""));
                }
                CallbackEvent::AttributeValue { value } => {
                    // Without references and quotes the value is as it was.
                    tag.iter().for_each(|tag| attributes.see(*tag, &name, value));
                }
                CallbackEvent::CloseStartTag { self_closing } => {
                    found.extend(tag.map(|tag| start(tag, self_closing, &attributes)));
                }
                CallbackEvent::EndTag { name } => {
                    found.extend(Tag::of(name).map(|tag| format!("</{}>", tag.name())));
                }
                CallbackEvent::String { .. } => text(&content[span.start..span.end], &mut found),
                _ => {}
            }
            None
        };
        let mut emitter = CallbackEmitter::new(callback);
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(content, emitter).finish();
        found
    }

    fn start(tag: Tag, closed: bool, attributes: &Attributes) -> String {
        let hidden = if attributes.hidden { " hidden" } else { "" };
        let closed = if closed { "/" } else { "" };
        format!("<{} {:?}{hidden}{closed}>", tag.name(), attributes.names)
    }

    fn text(text: &str, found: &mut Vec<String>) {
        let text = text.replace("</>", "");
        match found.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if !last.ends_with('>') || last.starts_with("= ") => last.push_str(&text),
            _ => found.push(format!("= {text}")),
        }
    }

    #[test]
    fn parts_tags_and_text() {
        for (content, expected) in [
            ("a <b>é</b> c", &["= a ", "<b \"\">", "= é", "</b>", "=  c"] as &[_]),
            ("<P CLASS=x id='y z'hidden>", &["<p \"x y z\" hidden>"]),
            ("<p class=\"R&amp;D\"/>漢<x-y class=a>👩\u{200d}🚀", &["<p \"R&D\"/>", "= 漢👩\u{200d}🚀"]),
            ("1 < 2 </> 3 <3 <", &["= 1 < 2  3 <3 <"]),
            ("a<!-- <b> --!>b<!-->c<!--->d<?x>e</ x>f<!doctype html>g", &["= abcdefg"]),
            ("<title>a<b></title >c", &["<title \"\">", "= a<b>", "</title>", "= c"]),
            (
                "<script><!--<script></script>--></script>a",
                &["<script \"\">", "= <!--<script></script>-->", "</script>", "= a"],
            ),
            ("<script><!--></script>a", &["<script \"\">", "= <!-->", "</script>", "= a"]),
            ("<xmp><b></xmp><i>", &["= <b>", "<i \"\">"]),
            ("a<p class=", &["= a"]),
            ("a<p class=\"b>", &["= a"]),
        ] {
            assert_eq!(read(content), expected, "{content}");
        }
    }

    #[test]
    fn a_tag_may_have_any_number_of_attributes() {
        let tag = format!("<p {}>a", "class=\"b\" ".repeat(300_000));
        assert_eq!(read(&tag).len(), 2);
    }

    #[test]
    fn text_comes_in_parts() {
        let content = format!("{}<p>", "é".repeat(LONGEST));
        let (mut markup, mut attributes) = (Markup::default(), Attributes::default());
        let lengths = std::iter::from_fn(|| match markup.next(&content, &mut attributes)? {
            Token::Text(range) => Some(range.len()),
            _ => None,
        });
        assert_eq!(lengths.collect::<Vec<_>>(), [LONGEST, LONGEST]);
    }

    proptest! {
        #[test]
        fn reads_what_another_tokenizer_reads(content in "(<|</|</?(p|script|title|style|xmp|B|x-y)|class|hidden|>|>| |=|\"|'|/|<!--|--|-|!|\\?|é|\r\n|a){0,40}") {
            prop_assert_eq!(read(&content), read_otherwise(&content));
        }
    }
}
