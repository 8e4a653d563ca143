//! What an annotation says of its target: labels, notes, and what it names.

use serde_json::value::RawValue;

use super::read::{many, plain, types};
use super::selector::address;
use crate::format::gather::NamedLink;
use crate::format::json::{Fields, shown};
use crate::format::{Issue, iri};

/// What the bodies of an annotation say.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The names of its labels.
    pub labels: Vec<String>,
    /// What was written about it.
    pub notes: Vec<String>,
    /// What it names.
    pub link: Option<NamedLink>,
}

impl Said {
    /// Takes in what `raw` says: a body, or a list of some. `motivation` is that of the whole annotation.
    pub fn add(&mut self, raw: &RawValue, place: &str, motivation: &str, issues: &mut Vec<Issue>) {
        for (place, raw) in many(raw, place) {
            if let Ok(words) = serde_json::from_str::<String>(raw.get()) {
                match iri::linked(&words) {
                    Some(link) => self.link(link, &place, issues),
                    None => self.words(words, motivation),
                }
            } else if let Some(body) = Fields::of(raw, place, issues) {
                self.object(body, motivation, issues);
            }
        }
    }

    fn object(&mut self, mut body: Fields<'_>, motivation: &str, issues: &mut Vec<Issue>) {
        let purpose = body.take("purpose", issues).map(first).unwrap_or_default();
        let purpose = if purpose.is_empty() { motivation } else { &purpose };
        let place = body.path().to_owned();
        if let Some(words) = body.name("value", issues).or_else(|| body.name("chars", issues)) {
            match iri::linked(&words).filter(|_| purpose == "identifying") {
                Some(link) => self.link(link, &place, issues),
                None => self.words(words, purpose),
            }
            return;
        }
        let source = ["source", "id", "@id"].into_iter().find_map(|name| body.take(name, issues));
        let name = body.string("label", issues);
        match source.and_then(address) {
            Some(source) if matches!(purpose, "tagging" | "classifying") => {
                let tail = source.trim_end_matches('/').rsplit(['/', '#', ':']).next();
                self.labels.extend(tail.map(str::to_owned));
            }
            Some(source) => match iri::linked(&source) {
                Some(link) => self.link(NamedLink { name, ..link }, &place, issues),
                None => {
                    let message = format!("expected an address, found {source:?}; left it out");
                    issues.push(Issue { place, message });
                }
            },
            None => {
                let kinds = types(&mut body, issues).join(", ");
                let found = if kinds.is_empty() { "neither".to_owned() } else { kinds };
                let message = format!("expected a body with a value or a source, found {found}; left it out");
                issues.push(Issue { place, message });
            }
        }
    }

    fn words(&mut self, words: String, purpose: &str) {
        match purpose {
            "tagging" | "classifying" | "identifying" => self.labels.push(words),
            // Of a body that doesn't say what it is for, the first is the label.
            "" | "highlighting" if self.labels.is_empty() => self.labels.push(words),
            _ => self.notes.push(words),
        }
    }

    fn link(&mut self, link: NamedLink, place: &str, issues: &mut Vec<Issue>) {
        let message = match (&self.link, iri::unfit(&link)) {
            (_, Some(message)) => message,
            (None, None) => {
                self.link = Some(link);
                return;
            }
            (Some(_), None) => format!(
                "expected one thing that a mark names, found {} too; left that out",
                iri::address(&link.authority, &link.id)
            ),
        };
        issues.push(Issue { place: place.to_owned(), message });
    }
}

/// A string, or the first of a list of some, without the name of its vocabulary.
pub fn first(raw: &RawValue) -> String {
    let found = many(raw, "").into_iter().find_map(|(_, raw)| serde_json::from_str::<String>(raw.get()).ok());
    plain(&found.unwrap_or_else(|| shown(raw)))
}
