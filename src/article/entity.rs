//! Character references: `&#39;`, `&eacute;`, and those that were encoded twice (`&amp;nbsp;`).
//!
//! The table of names is html5gum's: a name is decoded by its tokenizer, so that it ships once.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// The longest name in HTML's table has 31 letters; with `&`, `#x` and zeros this is ample.
const LONGEST: usize = 40;

/// How often a reference may have been encoded again.
const DEEPEST: usize = 4;

/// What the reference at the start of `text` stands for, and how many bytes it takes there.
///
/// `bare` allows the old names without a semicolon (`&nbsp`, `&copy`), as HTML does and plain text does not.
pub(super) fn decode(text: &str, bare: bool) -> Option<(Cow<'static, str>, usize)> {
    let (mut decoded, mut length) = decode_once(text, bare)?;
    for _ in 1..DEEPEST {
        if decoded != "&" {
            break;
        }
        // What follows may complete another reference: `&amp;` + `nbsp;`. Only the whole form counts.
        let mut inner = String::from("&");
        inner.push_str(reference_body(text.get(length..)?));
        let Some((next, used)) = decode_once(&inner, false) else { break };
        decoded = next;
        length += used - 1;
    }
    Some((decoded, length))
}

/// The letters, digits and the semicolon that may follow an ampersand.
fn reference_body(text: &str) -> &str {
    let end = text
        .bytes()
        .take(LONGEST)
        .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))
        .unwrap_or(text.len().min(LONGEST));
    let end = if text.as_bytes().get(end) == Some(&b';') { end + 1 } else { end };
    text.get(..end).unwrap_or_default()
}

fn decode_once(text: &str, bare: bool) -> Option<(Cow<'static, str>, usize)> {
    let body = reference_body(text.strip_prefix('&')?);
    let closed = body.ends_with(';');
    if body.is_empty() || !(closed || bare) {
        return None;
    }
    let known = match body {
        "amp;" => Some("&"),
        "quot;" => Some("\""),
        "lt;" => Some("<"),
        "gt;" => Some(">"),
        "nbsp;" => Some("\u{a0}"),
        "#39;" | "apos;" | "#039;" | "#x27;" => Some("'"),
        _ => None,
    };
    if let Some(known) = known {
        return Some((Cow::Borrowed(known), body.len() + 1));
    }
    let whole = &text[..body.len() + 1];
    let read = read_reference(whole)?;
    if read.starts_with('&') && read != "&" {
        return None;
    }
    if closed && (!read.ends_with(';') || read == ";") || body.starts_with('#') {
        // A numeric reference without its semicolon may leave letters behind; they are as many as differ.
        let rest = read.chars().skip(1).map(char::len_utf8).sum::<usize>();
        let named = !body.starts_with('#');
        let used = if named { whole.len() } else { whole.len() - rest };
        let decoded = if named { read } else { read.chars().take(1).collect() };
        return Some((Cow::Owned(decoded), used));
    }
    if !bare {
        return None;
    }
    // An old name without a semicolon stands for one character; what follows it is ordinary text.
    let first = read.chars().next()?;
    let used = whole.len().checked_sub(read.len() - first.len_utf8())?;
    Some((Cow::Owned(first.to_string()), used))
}

fn read_reference(reference: &str) -> Option<String> {
    let mut read = Vec::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        if let CallbackEvent::String { value } = event {
            read.extend_from_slice(value);
        }
        None
    });
    let Ok(()) = Tokenizer::new_with_emitter(reference, emitter).finish();
    String::from_utf8(read).ok()
}

/// What the value of an attribute says, from as it stands in the source, quotes and all.
pub(super) fn attribute_value(value: &[u8]) -> String {
    let tag = [b"<a a=", value, b">"].concat();
    let mut read = Vec::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        if let CallbackEvent::AttributeValue { value } = event {
            read.extend_from_slice(value);
        }
        None
    });
    let Ok(()) = Tokenizer::new_with_emitter(&*tag, emitter).finish();
    String::from_utf8(read).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_what_pages_and_pastes_hold() {
        for (text, bare, expected) in [
            ("&#39;s", false, Some(("'", 5))),
            ("&quot;safe", false, Some(("\"", 6))),
            ("&amp;nbsp;x", false, Some(("\u{a0}", 10))),
            ("&amp;amp;amp;amp; x", false, Some(("&", 17))),
            ("&amp;T", false, Some(("&", 5))),
            ("&eacute;t", false, Some(("é", 8))),
            ("&hellip;", false, Some(("…", 8))),
            ("&#x6F22;字", false, Some(("漢", 8))),
            ("&#128105;", false, Some(("👩", 9))),
            ("&#xD800;", false, Some(("\u{fffd}", 8))),
            ("&#0;", false, Some(("\u{fffd}", 4))),
            ("&#38;lt;", false, Some(("<", 8))),
            ("&semi;", false, Some((";", 6))),
            ("&NotEqualTilde;", false, Some(("≂̸", 15))),
            ("&T ", false, None),
            ("&nosuchname;", false, None),
            ("& ", false, None),
            ("&", true, None),
            ("&;", true, None),
            ("&nbsp x", true, Some(("\u{a0}", 5))),
            ("&nbsp x", false, None),
            ("&copy2019", true, Some(("©", 5))),
            ("&notit;", true, Some(("¬", 4))),
            ("&#39x", true, Some(("'", 4))),
            ("&é", true, None),
        ] {
            let found = decode(text, bare);
            assert_eq!(found.as_ref().map(|(text, used)| (&**text, *used)), expected, "{text}");
        }
    }
}
