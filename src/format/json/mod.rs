//! JSON as files and lines hold it: what is wrong with it, said for people, and objects read field by field.

mod fields;

use std::fmt;

use serde::Serialize;
use serde::de::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::gather::Gathering;
use super::lines::{Lines, bare};
use super::{FormatError, Issue};

use fields::found;
pub(super) use fields::{Fields, numbers, shown};

/// Why a text is not the JSON that was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in code points, counted from 1.
    pub column: usize,
    /// What was expected there and what was found.
    pub message: String,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

/// Reads one JSON value; what stands after it is an error.
pub fn read_json<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, JsonError> {
    serde_json::from_str(text).map_err(|error| explain(text, &error))
}

/// The object on a line of a file with one on each. A line that is none is told and left out, one that is empty left out; where
/// `first` is none, this is not such a file.
pub(super) fn record<'a>(
    number: usize,
    line: &'a str,
    first: bool,
    issues: &mut Vec<Issue>,
) -> Result<Option<&'a RawValue>, FormatError> {
    let line = bare(line);
    if line.trim().is_empty() {
        return Ok(None);
    }
    match object(line) {
        Ok(record) => Ok(Some(record)),
        Err(error) => {
            let place = format!("line {number}, column {}", error.column);
            if first {
                return Err(FormatError { message: format!("{place}: {}", error.message) });
            }
            issues.push(Issue { place, message: error.message + "; left the line out" });
            Ok(None)
        }
    }
}

/// Reads a file with a JSON object on each line by what is made of each.
pub(super) struct Records<R> {
    /// What is made of the object on the line of that number.
    read: R,
    /// Whether no line held anything so far.
    first: bool,
}

impl<R: FnMut(usize, &RawValue, &mut Gathering)> Records<R> {
    /// Begins a file.
    pub fn new(read: R) -> Records<R> {
        Records { read, first: true }
    }
}

impl<R: FnMut(usize, &RawValue, &mut Gathering)> Lines for Records<R> {
    fn line(&mut self, number: usize, line: &str, gathering: &mut Gathering) -> Result<(), FormatError> {
        if let Some(record) = record(number, line, self.first, &mut gathering.issues)? {
            (self.read)(number, record, gathering);
        }
        self.first &= line.trim().is_empty();
        Ok(())
    }

    fn end(&mut self, _: &mut Gathering) {}
}

/// The object on a line.
fn object(line: &str) -> Result<&RawValue, JsonError> {
    let record = read_json::<&RawValue>(line)?;
    if record.get().starts_with('{') {
        return Ok(record);
    }
    let column = line.chars().take_while(|one| one.is_whitespace()).count() + 1;
    Err(JsonError { line: 1, column, message: format!("expected an object, found {}", found(record)) })
}

/// `value` as a line of a file with a JSON value on each line. The characters at which Python's `splitlines` cuts are escaped:
/// readers that use it would cut the line there.
pub(super) fn line(value: &impl Serialize) -> String {
    // Cannot fail: the shapes are plain.
    let mut line = serde_json::to_string(value).unwrap_or_default();
    for (character, escape) in [('\u{85}', "\\u0085"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")] {
        if line.contains(character) {
            line = line.replace(character, escape);
        }
    }
    line + "\n"
}

/// What serde_json says, as a person reads it.
fn explain(text: &str, error: &serde_json::Error) -> JsonError {
    let said = error.to_string();
    let said = said.rfind(" at line ").map_or(said.as_str(), |at| &said[..at]);
    if error.classify() == Category::Eof {
        let read = text.trim_end();
        let message = match said {
            "EOF while parsing a list" => r#"expected "]""#,
            "EOF while parsing an object" => r#"expected "}""#,
            "EOF while parsing a string" => "expected the quotation mark that ends a string",
            _ => "expected a value",
        };
        return JsonError {
            line: read.matches('\n').count() + 1,
            column: read.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
            message: format!("{message}, found the end of the file"),
        };
    }
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    // serde_json counts bytes, from 1; its place may lie inside a character.
    let mut byte = error.column().saturating_sub(1).min(line.len());
    while !line.is_char_boundary(byte) {
        byte -= 1;
    }
    let found = match line[byte..].chars().next() {
        None | Some('\r') => "the end of the line".to_owned(),
        Some('"') => "a quotation mark".to_owned(),
        Some(character) => format!("\"{}\"", character.escape_debug()),
    };
    let message = match said {
        "expected value" => format!("expected a value, found {found}"),
        "expected ident" => format!("expected true, false or null, found {found}"),
        "expected `:`" => format!(r#"expected ":" after a name, found {found}"#),
        "expected `,` or `]`" => format!(r#"expected "," or "]", found {found}"#),
        "expected `,` or `}`" => format!(r#"expected "," or "}}", found {found}"#),
        "key must be a string" => format!("expected a name in quotation marks, found {found}"),
        "trailing comma" => format!("expected a value after the comma, found {found}"),
        "trailing characters" => format!("expected the end of the file, found {found}"),
        "invalid number" => format!("expected a digit, found {found}"),
        "invalid escape" => format!("expected an escape that JSON knows after \"\\\", found {found}"),
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "expected a string on one line, found a line end or control character in it".to_owned()
        }
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            "expected a whole character, found half of a surrogate pair".to_owned()
        }
        _ => of_another_shape(said),
    };
    JsonError { line: error.line().max(1), column: line[..byte].chars().count() + 1, message }
}

/// What serde says of JSON that is good, and not of the shape that was expected.
fn of_another_shape(said: &str) -> String {
    let field = |start: &str| said.strip_prefix(start)?.strip_suffix('`');
    if let Some((found, expected)) = said.split_once(", expected ") {
        let found = found.trim_start_matches("invalid type: ").trim_start_matches("invalid value: ");
        format!("expected {}, found {}", kind(expected), kind(found))
    } else if let Some(name) = field("missing field `") {
        format!("expected a field \"{name}\", found none")
    } else if let Some(name) = field("duplicate field `") {
        format!("expected the field \"{name}\" once, found it again")
    } else if said.starts_with("a ") {
        format!("expected {said}, found another value")
    } else {
        said.replace('`', "\"")
    }
}

/// What serde calls a kind of value, as a person reads it: `sequence`, `integer \`5\``.
fn kind(said: &str) -> String {
    match said {
        "sequence" | "a sequence" => "a list".to_owned(),
        "map" | "a map" => "an object".to_owned(),
        "null" | "unit value" => "null".to_owned(),
        "u8" | "u32" | "u64" | "usize" | "i64" => "a whole number".to_owned(),
        "f64" => "a number".to_owned(),
        _ => {
            let value = ["string ", "integer ", "floating point ", "boolean "]
                .iter()
                .find_map(|kind| said.strip_prefix(kind))
                .unwrap_or(said);
            value.replace('`', "")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;
    use serde_json::value::RawValue;

    #[test]
    fn errors_say_where_what_was_expected_and_found() {
        let check = |text: &str, expected: Expect| {
            expected.assert_eq(&read_json::<&RawValue>(text).unwrap_err().to_string());
        };
        check(
            "{\"a\": [1,\n  2\n",
            expect![[r#"line 2, column 4: expected "]", found the end of the file"#]],
        );
        check("{\"a\": 1", expect![[r#"line 1, column 8: expected "}", found the end of the file"#]]);
        check(
            "{\"é",
            expect![
                "line 1, column 4: expected the quotation mark that ends a string, found the end of the file"
            ],
        );
        check("", expect!["line 1, column 1: expected a value, found the end of the file"]);
        check(
            "{\"漢\": 1,, }",
            expect![[r#"line 1, column 9: expected a name in quotation marks, found ",""#]],
        );
        check("{\"é\" 1}", expect![[r#"line 1, column 6: expected ":" after a name, found "1""#]]);
        check("[1 2]", expect![[r#"line 1, column 4: expected "," or "]", found "2""#]]);
        check("[1,]", expect![[r#"line 1, column 4: expected a value, found "]""#]]);
        check("{1: 2}", expect![[r#"line 1, column 2: expected a name in quotation marks, found "1""#]]);
        check("{} {}", expect![[r#"line 1, column 4: expected the end of the file, found "{""#]]);
        check("[nul]", expect![[r#"line 1, column 5: expected true, false or null, found "]""#]]);
        check("[-]", expect![[r#"line 1, column 3: expected a digit, found "]""#]]);
        check("<html>", expect![[r#"line 1, column 1: expected a value, found "<""#]]);
        check(
            "\"a\nb\"",
            expect![
                "line 1, column 2: expected a string on one line, found a line end or control character in it"
            ],
        );
        check(
            "\"\\d\"",
            expect![[r#"line 1, column 3: expected an escape that JSON knows after "\", found "d""#]],
        );
    }

    #[test]
    fn errors_of_kind_say_the_same() {
        let check = |text: &str, expected: Expect| {
            let read = read_json::<std::collections::BTreeMap<String, u8>>(text);
            expected.assert_eq(&read.unwrap_err().to_string());
        };
        check("[]", expect!["line 1, column 1: expected an object, found a list"]);
        check("{\"a\": \"b\"}", expect![[r#"line 1, column 9: expected a whole number, found "b""#]]);
        check("{\"é\": {}}", expect!["line 1, column 6: expected a whole number, found an object"]);
        check("{\"é\":\n -1}", expect!["line 2, column 3: expected a whole number, found -1"]);
        check("{\"é\": null}", expect!["line 1, column 10: expected a whole number, found null"]);
        check(
            "{\"\\ud83d\": 1}",
            expect!["line 1, column 9: expected a whole character, found half of a surrogate pair"],
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in r#"(?s)[\[\]{},:"\\a1é漢ud\n\r -]{0,30}"#) {
            let _ = read_json::<serde_json::Value>(&text);
            let _ = read_json::<std::collections::BTreeMap<String, u8>>(&text);
        }
    }
}
