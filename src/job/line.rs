//! What the command line reads and writes, one JSON object a line; the JavaScript API takes and gives the same.
//! Offsets are code points, end exclusive, unless a caller asks for another [`Unit`].

use std::fmt;
use std::rc::Rc;

use serde::de::{self, DeserializeOwned, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::annotation::{Coordinates, Origin};
use crate::article::{Article, CleanOptions, Source, clean, is_day};
use crate::format::{JsonError, read_json};
use crate::tagging::learned::Learned;
use crate::tagging::{Data, TagOptions, tag_by};
use crate::text::{Offsets, Span};

/// What the offsets of an answer count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Code points, as in every file.
    #[default]
    CodePoints,
    /// UTF-16 code units, as JavaScript's strings do.
    Utf16,
}

impl Unit {
    /// All of them.
    pub const ALL: &[Unit] = &[Unit::CodePoints, Unit::Utf16];

    /// Its name for a caller.
    pub fn name(self) -> &'static str {
        match self {
            Unit::CodePoints => "code-points",
            Unit::Utf16 => "utf16",
        }
    }

    /// The unit of that name.
    pub fn from_name(name: &str) -> Option<Unit> {
        Unit::ALL.iter().copied().find(|unit| unit.name() == name)
    }

    /// A span counted so.
    fn ends(self, offsets: &Offsets<'_>, span: Span) -> Option<(usize, usize)> {
        let count = |at| match self {
            Unit::CodePoints => offsets.to_char(at).map(|at| at.0),
            Unit::Utf16 => offsets.to_utf16(at).map(|at| at.0),
        };
        Some((count(span.start())?, count(span.end())?))
    }
}

/// What a document is called: given back as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Id {
    /// Words.
    Text(String),
    /// A number.
    Number(i64),
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Id;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a whole number")
            }
            fn visit_str<E: de::Error>(self, id: &str) -> Result<Id, E> {
                Ok(Id::Text(id.to_owned()))
            }
            fn visit_i64<E: de::Error>(self, id: i64) -> Result<Id, E> {
                Ok(Id::Number(id))
            }
            fn visit_u64<E: de::Error>(self, id: u64) -> Result<Id, E> {
                let number = i64::try_from(id).map(Id::Number);
                number.map_err(|_| E::invalid_value(de::Unexpected::Unsigned(id), &self))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// An article to clean: `text` or `html`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CleanLine {
    /// What the article is called.
    pub id: Option<Id>,
    /// A paste, as plain text.
    pub text: Option<String>,
    /// A page, as HTML.
    pub html: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
}

/// A clean article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CleanedLine {
    /// What the article is called.
    pub id: Option<Id>,
    /// The headline.
    pub title: Option<String>,
    /// The summary under the headline.
    pub standfirst: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The day it was published, else updated: `YYYY-MM-DD`.
    pub date: Option<String>,
    /// When it was last changed, ISO 8601.
    pub updated: Option<String>,
    /// The site's name.
    pub site: Option<String>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The paragraphs without headline and standfirst, a blank line between.
    pub body: String,
    /// What was taken out of the text or HTML.
    pub removed: Vec<RemovedRange>,
}

/// A range of the text or HTML that is not in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RemovedRange {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Why it went.
    pub reason: &'static str,
}

/// A text to tag.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct TagLine {
    /// What the text is called.
    pub id: Option<Id>,
    /// The text.
    pub text: String,
    /// The article's day, `YYYY-MM-DD`.
    pub date: Option<String>,
}

/// A tagged text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaggedLine {
    /// What the text is called.
    pub id: Option<Id>,
    /// The text, as it came.
    pub text: String,
    /// What it names, in order.
    pub spans: Vec<TaggedSpan>,
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaggedSpan {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its label.
    pub label: String,
    /// How sure the tagger is, 0 to 1.
    pub score: f64,
    /// Which part of the tagger found it.
    pub origin: TaggedOrigin,
    /// What in the world it names, where the lists know.
    pub entity: Option<TaggedEntity>,
    /// What it stands for: an ISO date.
    pub value: Option<String>,
}

/// A part of the tagger, as in the native file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaggedOrigin {
    /// Which part.
    pub tagger: String,
    /// The tagger's version.
    pub version: String,
}

/// A name in someone's authority file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaggedEntity {
    /// The id there.
    pub id: String,
    /// Whose id it is.
    pub authority: String,
    /// The full name.
    pub name: String,
    /// The ISO code of the country it lies in or belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Where it lies: degrees north and degrees east.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<(f64, f64)>,
}

/// A line that could not be worked on, in the place of its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorLine {
    /// What the document is called, where that could be read.
    pub id: Option<Id>,
    /// What was expected and found.
    pub error: String,
    /// The line, counted from 1.
    pub line: usize,
}

/// Why a line could not be worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// The column in code points, counted from 1, where there is one.
    pub column: Option<usize>,
    /// What was expected and found.
    pub message: String,
}

impl LineError {
    /// An error of the line as a whole.
    pub fn new(message: impl Into<String>) -> LineError {
        LineError { column: None, message: message.into() }
    }

    /// As it is reported of line `number`, counted from 1.
    pub fn on_line(&self, number: usize) -> String {
        match self.column {
            Some(column) => format!("line {number}, column {column}: {}", self.message),
            None => format!("line {number}: {}", self.message),
        }
    }
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(f, "column {column}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl From<JsonError> for LineError {
    fn from(error: JsonError) -> LineError {
        let message = error.message.replace("the end of the file", "the end of the line");
        LineError { column: Some(error.column), message }
    }
}

/// Reads one line: a JSON object.
pub fn read_line<T: DeserializeOwned>(line: &str) -> Result<T, LineError> {
    if line.trim().is_empty() {
        return Err(LineError::new("expected a JSON object, found an empty line"));
    }
    if !line.trim_start().starts_with('{') {
        // Not JSON at all is said as such; anything else is JSON of another kind.
        read_json::<de::IgnoredAny>(line)?;
        return Err(LineError::new("expected a JSON object, found another JSON value"));
    }
    Ok(read_json(line)?)
}

/// Cleans one article.
pub fn clean_line(line: CleanLine) -> Result<CleanedLine, LineError> {
    clean_line_in(line, Unit::CodePoints)
}

/// The same with offsets in `unit`.
pub fn clean_line_in(line: CleanLine, unit: Unit) -> Result<CleanedLine, LineError> {
    let source = match (line.text, line.html) {
        (Some(text), None) => Source::text(text),
        (None, Some(html)) => Source::html(html),
        (None, None) => return Err(LineError::new("expected a field \"text\" or \"html\", found neither")),
        (Some(_), Some(_)) => {
            return Err(LineError::new("expected a field \"text\" or \"html\", found both"));
        }
    };
    Ok(cleaned_line(line.id, line.url.clone(), clean(source, CleanOptions { url: line.url }), unit))
}

/// What a line says of `article`; `url` is what was given beside the source.
fn cleaned_line(id: Option<Id>, url: Option<String>, article: Article, unit: Unit) -> CleanedLine {
    let offsets = Offsets::new(&article.source.content);
    let removed = article.cleaned().removed.into_iter().filter_map(|removed| {
        let (start, end) = unit.ends(&offsets, removed.span)?;
        Some(RemovedRange { start, end, reason: removed.reason.name() })
    });
    CleanedLine {
        id,
        authors: article.metadata.authors.clone(),
        date: article.metadata.day().map(str::to_owned),
        standfirst: article.standfirst(),
        body: article.body(),
        removed: removed.collect(),
        url: article.metadata.url.or(url),
        title: article.metadata.title,
        updated: article.metadata.updated,
        site: article.metadata.site,
        language: article.metadata.language,
    }
}

/// Tags one text by the data that this program holds, and by what was learned if anything is given.
pub fn tag_line(line: TagLine, learned: Option<&Rc<Learned>>) -> Result<TaggedLine, LineError> {
    tag_line_in(Data::embedded(), line, learned, Unit::CodePoints)
}

/// The same by `data`, with offsets in `unit`.
pub fn tag_line_in(
    data: &'static Data,
    line: TagLine,
    learned: Option<&Rc<Learned>>,
    unit: Unit,
) -> Result<TaggedLine, LineError> {
    if let Some(date) = line.date.as_deref().filter(|date| !is_day(date)) {
        let message = format!("expected \"date\" to be a day like 2019-06-26, found {date:?}");
        return Err(LineError::new(message));
    }
    let offsets = Offsets::new(&line.text);
    let mut spans = Vec::new();
    let options = TagOptions { date: line.date, learned: learned.cloned(), ..TagOptions::default() };
    for suggestion in tag_by(data, &line.text, options) {
        let Some((start, end)) = unit.ends(&offsets, suggestion.span) else { continue };
        let (tagger, version) = match suggestion.origin {
            Origin::Tagger { name, version } => (name.to_string(), version.to_string()),
            Origin::Annotator(name) => (name.to_string(), String::new()),
        };
        spans.push(TaggedSpan {
            start,
            end,
            label: suggestion.label.name().to_owned(),
            score: suggestion.score,
            origin: TaggedOrigin { tagger, version },
            entity: suggestion.link.map(|link| TaggedEntity {
                id: link.id.to_string(),
                authority: link.authority.to_string(),
                name: link.name.to_string(),
                country: link.country.as_deref().map(str::to_owned),
                coordinates: link.at.map(Coordinates::degrees),
            }),
            value: suggestion.value.map(|value| value.to_string()),
        });
    }
    Ok(TaggedLine { id: line.id, text: line.text, spans })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_sliced_by_code_points() {
        let text = "👩‍🚀 é 漢: Paris,\r\nbe\u{301} in Mexico.";
        let line: TagLine = read_line(&serde_json::json!({"id": 7, "text": text}).to_string()).unwrap();
        let tagged = tag_line(line, None).unwrap();
        assert_eq!(tagged.id, Some(Id::Number(7)));
        assert_eq!(tagged.text, text);
        let characters: Vec<char> = text.chars().collect();
        let words: Vec<String> =
            tagged.spans.iter().map(|span| characters[span.start..span.end].iter().collect()).collect();
        assert!(words.contains(&"Mexico".to_owned()), "{words:?}");
        // And by UTF-16, the same words.
        let line = TagLine { text: text.to_owned(), ..TagLine::default() };
        let in_units = tag_line_in(Data::embedded(), line, None, Unit::Utf16).unwrap();
        let units: Vec<u16> = text.encode_utf16().collect();
        let same =
            in_units.spans.iter().map(|span| String::from_utf16(&units[span.start..span.end]).unwrap());
        assert_eq!(same.collect::<Vec<_>>(), words);
        assert!(in_units.spans[0].start > tagged.spans[0].start);
    }

    #[test]
    fn removed_ranges_are_of_the_source() {
        let text = "ADVERTISEMENT\r\n👩‍🚀 A quiet day\r\nNothing happened in Paris on Monday, the mayor said, and nobody was surprised by it at all.\r\nThe council of a small harbour town counted every boat, and found one more than it had last year, é.\r\nThe boats will be counted again in the autumn, when the fishing season is over and they return.\r\nShare this\r\n";
        let cleaned = clean_line(CleanLine { text: Some(text.into()), ..CleanLine::default() }).unwrap();
        let characters: Vec<char> = text.chars().collect();
        let removed: Vec<String> =
            cleaned.removed.iter().map(|one| characters[one.start..one.end].iter().collect()).collect();
        assert!(removed.iter().any(|words| words.contains("ADVERTISEMENT")), "{removed:?}");
        assert!(cleaned.body.contains("one more than it had last year, é."), "{}", cleaned.body);
    }
}
