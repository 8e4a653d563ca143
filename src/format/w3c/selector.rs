//! Where in a text an annotation's target stands: its selectors, in whatever order and depth a file has them.

use serde_json::value::RawValue;

use super::read::{many, types};
use crate::format::Issue;
use crate::format::json::Fields;
use crate::format::placed::Unit;
use crate::text::{Offset, Offsets};

/// A stretch of a text as a target selects it.
#[derive(Clone, Debug, Default)]
pub struct Selected {
    /// What it is a stretch of.
    pub source: Option<String>,
    /// The first offset.
    pub start: Option<usize>,
    /// The offset after the last.
    pub end: Option<usize>,
    /// The words.
    pub quote: Option<String>,
    /// The words before.
    pub prefix: String,
    /// The words after.
    pub suffix: String,
    /// The selectors that are of another kind.
    unknown: Vec<String>,
}

/// How deep selectors may refine each other.
const DEEPEST: usize = 8;

impl Selected {
    /// What a target selects; `None`, and why, if that is no stretch of text.
    pub fn of(raw: &RawValue, place: String, issues: &mut Vec<Issue>) -> Option<Selected> {
        let mut selected = Selected::default();
        if raw.get().starts_with('{') {
            let mut target = Fields::of(raw, place.clone(), issues)?;
            selected.source = target.take("source", issues).and_then(address);
            if let Some(selector) = target.take("selector", issues) {
                selected.add(selector, &target.path_of("selector"), 0, issues);
            }
        }
        if selected.quote.is_some() || (selected.start.is_some() && selected.end.is_some()) {
            return Some(selected);
        }
        let found = match selected.unknown.as_slice() {
            [] => "none".to_owned(),
            kinds => kinds.join(", "),
        };
        let message =
            format!("expected a TextQuoteSelector or TextPositionSelector, found {found}; left it out");
        issues.push(Issue { place, message });
        None
    }

    fn add(&mut self, raw: &RawValue, place: &str, depth: usize, issues: &mut Vec<Issue>) {
        if depth > DEEPEST {
            let message = format!("expected at most {DEEPEST} selectors that refine each other, found more");
            issues.push(Issue { place: place.to_owned(), message });
            return;
        }
        for (place, raw) in many(raw, place) {
            let Some(mut selector) = Fields::of(raw, place.clone(), issues) else { continue };
            let kinds = types(&mut selector, issues);
            let is = |kind: &str| kinds.iter().any(|one| one == kind);
            if is("TextPositionSelector") {
                self.start = self.start.or(selector.count("start", issues));
                self.end = self.end.or(selector.count("end", issues));
            } else if is("TextQuoteSelector") {
                if self.quote.is_none() {
                    self.quote = selector.string("exact", issues);
                    self.prefix = selector.string("prefix", issues).unwrap_or_default();
                    self.suffix = selector.string("suffix", issues).unwrap_or_default();
                }
            } else {
                self.unknown.extend(kinds);
            }
            for name in ["refinedBy", "default", "item"] {
                if let Some(inner) = selector.take(name, issues) {
                    self.add(inner, &format!("{place}.{name}"), depth + 1, issues);
                }
            }
        }
    }

    /// Finds a quote without offsets by the words around it, if they stand in one place of `text` only.
    pub fn settle(&mut self, text: &str, unit: Unit) {
        if !text.contains('\r') {
            for words in self.quote.iter_mut().chain([&mut self.prefix, &mut self.suffix]) {
                *words = words.replace("\r\n", "\n");
            }
        }
        let Some(quote) = self.quote.as_deref().filter(|quote| !quote.is_empty()) else { return };
        if self.start.is_some() && self.end.is_some() {
            return;
        }
        for (prefix, suffix) in [(&*self.prefix, &*self.suffix), (&*self.prefix, ""), ("", &*self.suffix)] {
            let stands =
                |at: &usize| text[..*at].ends_with(prefix) && text[*at + quote.len()..].starts_with(suffix);
            let mut places = text.match_indices(quote).map(|(at, _)| at).filter(stands);
            if let (Some(at), None) = (places.next(), places.next()) {
                let offsets = Offsets::new(text);
                let count = |at: usize| match unit {
                    Unit::Utf16 => offsets.to_utf16(Offset(at)).map(|at| at.0),
                    Unit::CodePoints => offsets.to_char(Offset(at)).map(|at| at.0),
                    Unit::Bytes => Some(at),
                };
                (self.start, self.end) = (count(at), count(at + quote.len()));
                return;
            }
        }
    }
}

/// What a source is called: an address, or an object with one.
pub fn address(raw: &RawValue) -> Option<String> {
    if let Ok(string) = serde_json::from_str(raw.get()) {
        return Some(string);
    }
    let mut nothing = Vec::new();
    let mut fields = Fields::of(raw, String::new(), &mut nothing)?;
    fields.string("id", &mut nothing).or_else(|| fields.string("@id", &mut nothing))
}
