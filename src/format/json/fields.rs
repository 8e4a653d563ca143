//! JSON read object by object: each field stays as it was written until it is asked for, so that one wrong
//! field costs only itself, and a field nobody asks for can be written back.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use serde::de::{Deserialize, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{JsonError, explain, read_json};
use crate::format::Issue;

/// An object's fields as they were written, until they are taken; and where it stands in the file.
pub struct Fields<'a> {
    path: String,
    fields: Vec<(String, &'a RawValue)>,
    /// What was left of inner objects, to be written back with this one's.
    inner: Vec<(String, String)>,
}

/// The fields of an object in the file's order.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    fields.push(entry);
                }
                Ok(Entries(fields))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

impl<'a> Fields<'a> {
    /// The fields of a file that is one object.
    pub fn of_file(text: &'a str) -> Result<Fields<'a>, JsonError> {
        // The whole file first: what is wrong with it is said with its place in it.
        read_json::<&RawValue>(text)?;
        let Entries(fields) = read_json(text)?;
        Ok(Fields { path: String::new(), fields, inner: Vec::new() })
    }

    /// The fields of the object `raw`, which stands at `path`.
    pub fn of(raw: &'a RawValue, path: String, issues: &mut Vec<Issue>) -> Option<Fields<'a>> {
        match serde_json::from_str(raw.get()) {
            Ok(Entries(fields)) => Some(Fields { path, fields, inner: Vec::new() }),
            Err(error) => {
                let message = if raw.get().starts_with('{') {
                    explain(raw.get(), &error).message
                } else {
                    format!("expected an object, found {}", found(raw))
                };
                issues.push(Issue { place: path, message: message + "; left it out" });
                None
            }
        }
    }

    /// Where it stands: `documents[3]`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The path of one of its fields.
    pub fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// Says that something about this object is wrong.
    pub fn issue(&self, issues: &mut Vec<Issue>, message: impl Into<String>) {
        let place = if self.path.is_empty() { "the file".to_owned() } else { self.path.clone() };
        issues.push(Issue { place, message: message.into() });
    }

    /// Says that something about one of its fields is wrong.
    pub fn issue_at(&self, name: &str, issues: &mut Vec<Issue>, message: impl Into<String>) {
        issues.push(Issue { place: self.path_of(name), message: message.into() });
    }

    /// The field `name` as it was written; `null` is as good as absent. Of several, the last.
    pub fn take(&mut self, name: &str, issues: &mut Vec<Issue>) -> Option<&'a RawValue> {
        let mut taken = None;
        let mut count = 0;
        self.fields.retain(|(field, raw)| {
            let is_it = field == name;
            if is_it {
                taken = Some(*raw);
                count += 1;
            }
            !is_it
        });
        self.once(name, count, issues);
        taken.filter(|raw| raw.get() != "null")
    }

    /// A string. Half a surrogate pair, which no text can hold, becomes U+FFFD.
    pub fn string(&mut self, name: &str, issues: &mut Vec<Issue>) -> Option<String> {
        let raw = self.take(name, issues)?;
        if let Ok(string) = serde_json::from_str(raw.get()) {
            return Some(string);
        }
        if let Some(mended) = raw.get().starts_with('"').then(|| mend(raw.get()))
            && let Ok(string) = serde_json::from_str(&mended)
        {
            self.issue_at(
                name,
                issues,
                "expected whole characters, found half of a surrogate pair; read it as U+FFFD",
            );
            return Some(string);
        }
        self.wrong(name, "a string", raw, issues);
        None
    }

    /// What something is called: a string, or a number as it is written.
    pub fn name(&mut self, name: &str, issues: &mut Vec<Issue>) -> Option<String> {
        let raw = self.take(name, issues)?;
        let number = raw.get().starts_with(|first: char| first.is_ascii_digit() || first == '-');
        if number {
            return Some(raw.get().to_owned());
        }
        let string = serde_json::from_str(raw.get()).ok();
        if string.is_none() {
            self.wrong(name, "a string or a number", raw, issues);
        }
        string
    }

    /// A string without which there is no such object.
    pub fn required(&mut self, name: &str, issues: &mut Vec<Issue>) -> Option<String> {
        let known = issues.len();
        if self.expect(name, "a string", issues)
            && let Some(string) = self.string(name, issues)
        {
            return Some(string);
        }
        if let Some(issue) = issues.get_mut(known..).and_then(|new| new.last_mut()) {
            let object = self.path.rsplit('.').next().unwrap_or_default();
            issue.message = format!("{}; left {object} out", issue.message.trim_end_matches("; left it out"));
        }
        None
    }

    /// A whole number from 0 that has to be there.
    pub fn count(&mut self, name: &str, issues: &mut Vec<Issue>) -> Option<usize> {
        if !self.expect(name, "a whole number", issues) {
            return None;
        }
        let raw = self.take(name, issues)?;
        let number = serde_json::from_str(raw.get()).ok();
        if number.is_none() {
            self.wrong(name, "a whole number", raw, issues);
        }
        number
    }

    /// A number.
    pub fn number(&mut self, name: &str, issues: &mut Vec<Issue>) -> Option<f64> {
        let raw = self.take(name, issues)?;
        let number = serde_json::from_str(raw.get()).ok().filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.wrong(name, "a number", raw, issues);
        }
        number
    }

    /// An object.
    pub fn object(&mut self, name: &str, issues: &mut Vec<Issue>) -> Option<Fields<'a>> {
        let raw = self.take(name, issues)?;
        Fields::of(raw, self.path_of(name), issues)
    }

    /// The items of a list, each with its path; none where there is no list.
    pub fn list(&mut self, name: &str, issues: &mut Vec<Issue>) -> Vec<(String, &'a RawValue)> {
        let Some(raw) = self.take(name, issues) else { return Vec::new() };
        let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else {
            self.wrong(name, "a list", raw, issues);
            return Vec::new();
        };
        let path = self.path_of(name);
        items.into_iter().enumerate().map(|(index, item)| (format!("{path}[{index}]"), item)).collect()
    }

    /// Whether the field is there.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, raw)| field == name && raw.get() != "null")
    }

    /// The fields that nobody took yet, in the file's order.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.fields.iter().map(|(name, raw)| (name.as_str(), *raw))
    }

    /// The items of every list that holds objects, each with its path, whatever the lists are called.
    pub fn lists_of_objects(&self) -> Vec<(String, &'a RawValue)> {
        let mut all = Vec::new();
        for (name, raw) in self.fields.iter().filter(|(_, raw)| raw.get().starts_with('[')) {
            let items: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
            if items.iter().all(|item| item.get().starts_with('{')) {
                let path = self.path_of(name);
                all.extend(items.into_iter().enumerate().map(|(at, item)| (format!("{path}[{at}]"), item)));
            }
        }
        all
    }

    /// Whether the field is there; says so if not.
    pub fn expect(&self, name: &str, expected: &str, issues: &mut Vec<Issue>) -> bool {
        let there = self.has(name);
        if !there {
            self.issue_at(name, issues, format!("expected {expected}, found nothing"));
        }
        there
    }

    fn wrong(&self, name: &str, expected: &str, raw: &RawValue, issues: &mut Vec<Issue>) {
        self.issue_at(name, issues, format!("expected {expected}, found {}; left it out", found(raw)));
    }

    /// Keeps what was left of an inner object, under the inner object's name, with what is left of this one.
    pub fn keep(&mut self, name: &str, rest: Option<Rc<str>>) {
        self.inner.extend(rest.map(|rest| (name.to_owned(), rest.to_string())));
    }

    /// Keeps what was left of the objects of a list, each under a key that finds its object again.
    pub fn keep_rows(&mut self, name: &str, rows: Vec<(String, Rc<str>)>) {
        if !rows.is_empty() {
            let rows = rows.iter().map(|(key, rest)| (key.as_str(), &**rest));
            self.inner.push((name.to_owned(), object(rows)));
        }
    }

    /// The fields that nobody took, as a JSON object; `None` if there are none. Of several of one name, the last.
    pub fn rest(self, issues: &mut Vec<Issue>) -> Option<Rc<str>> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, _) in &self.fields {
            *counts.entry(name).or_default() += 1;
        }
        for (name, count) in counts {
            self.once(name, count, issues);
        }
        let unknown = self.fields.iter().map(|(name, raw)| (name.as_str(), raw.get()));
        let inner = self.inner.iter().map(|(name, rest)| (name.as_str(), rest.as_str()));
        let any = !self.fields.is_empty() || !self.inner.is_empty();
        any.then(|| object(unknown.chain(inner)).into())
    }

    /// Says so if a field stands there more than once.
    fn once(&self, name: &str, count: usize, issues: &mut Vec<Issue>) {
        if count > 1 {
            self.issue_at(name, issues, format!("expected it once, found it {count} times; took the last"));
        }
    }
}

/// `N` whole numbers.
pub fn numbers<const N: usize>(raw: &RawValue, place: &str, issues: &mut Vec<Issue>) -> Option<[usize; N]>
where
    [usize; N]: serde::de::DeserializeOwned,
{
    let numbers = serde_json::from_str(raw.get()).ok();
    if numbers.is_none() {
        let message = format!("expected {N} whole numbers, found {}; left it out", shown(raw));
        issues.push(Issue { place: place.to_owned(), message });
    }
    numbers
}

/// A JSON object of values that are JSON already, by name, each name once: of several, the last. So it is the same text again
/// once it was written and read.
fn object<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut written = String::from("{");
    for (name, value) in fields.collect::<BTreeMap<_, _>>() {
        if written.len() > 1 {
            written.push(',');
        }
        written.push_str(&serde_json::Value::from(name).to_string());
        written.push(':');
        compact(value, &mut written);
    }
    written.push('}');
    written
}

/// Writes JSON without the white space between its parts.
fn compact(json: &str, written: &mut String) {
    let mut in_string = false;
    let mut escaped = false;
    for character in json.chars() {
        if in_string || !character.is_ascii_whitespace() {
            written.push(character);
        }
        in_string ^= character == '"' && !escaped;
        escaped = in_string && character == '\\' && !escaped;
    }
}

/// A JSON string with `\ufffd` for each escape that is half of a surrogate pair.
fn mend(json: &str) -> String {
    let unit = |at: usize| {
        let digits = json.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut mended = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let here = json.len() - rest.len();
        let pair =
            matches!(unit(here), Some(0xD800..=0xDBFF)) && matches!(unit(here + 6), Some(0xDC00..=0xDFFF));
        let length = match unit(here) {
            _ if pair => 12,
            Some(0xD800..=0xDFFF) => {
                mended.push_str("\\ufffd");
                rest = &rest[6..];
                continue;
            }
            Some(_) => 6,
            None => 2,
        };
        let (escape, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        mended.push_str(escape);
        rest = after;
    }
    mended + rest
}

/// How a message names a value: short ones as they are, the others by their kind.
pub(super) fn found(raw: &RawValue) -> String {
    match raw.get().as_bytes().first() {
        Some(b'{') => "an object".to_owned(),
        Some(b'[') => "a list".to_owned(),
        _ => shown(raw),
    }
}

/// A value as it is written, a long one cut.
pub fn shown(raw: &RawValue) -> String {
    const MOST: usize = 40;
    let mut shown: String = raw.get().split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = shown.char_indices().nth(MOST) {
        shown.truncate(at);
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_of_surrogate_pairs_are_mended() {
        let check = |json: &str, expected: &str| {
            assert!(serde_json::from_str::<String>(json).is_err());
            assert_eq!(serde_json::from_str::<String>(&mend(json)).unwrap(), expected);
        };
        check(r#""a\ud83d\ude80\ud83d""#, "a🚀\u{fffd}");
        check(r#""\ude80\\\ud83d\n漢\ud83d\ud83d\ude80""#, "\u{fffd}\\\u{fffd}\n漢\u{fffd}🚀");
    }

    proptest! {
        #[test]
        fn compact_json_means_the_same(json in r#"(?s)[\[\]{},: "\\a\n]{0,12}"#) {
            if let Ok(value) = serde_json::from_str::<serde_json::Value>(&json) {
                let mut short = String::new();
                compact(&json, &mut short);
                prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&short).unwrap(), value);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in r#"(?s)[\[\]{},:"\\a1é漢ud\n\r -]{0,30}"#) {
            let _ = Fields::of_file(&text);
            let _ = mend(&text);
        }
    }
}
