//! Cleaning and tagging: an object as the command line has it on a line, and options beside it.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Code, Failure, IssueRow, Options};
use crate::job::line::{CleanLine, CleanedLine, Id, TagLine, TaggedLine, Unit, clean_line_in, tag_line_in};
use crate::job::rules::read_rules;
use crate::tagging::Data;
use crate::tagging::learned::Learned;

/// A tagged text, as the command line has it, and what was not understood of the rule pack.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tagged {
    /// The text with its mentions.
    #[serde(flatten)]
    pub line: TaggedLine,
    /// What was not understood of the rule pack, where one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issues: Option<Vec<IssueRow>>,
}

/// Cleans `article`, `{text | html, url?, id?}`.
///
/// # Errors
///
/// If that or an option is not what it should be.
pub fn clean(article: Value, options: Value) -> Result<CleanedLine, Failure> {
    let mut options = Options::new("options", options)?;
    let unit = unit(&mut options)?;
    options.end()?;
    let mut fields = Options::new("the article", article)?;
    let line = CleanLine {
        id: id(&mut fields)?,
        text: fields.string("text")?,
        html: fields.string("html")?,
        url: fields.string("url")?,
    };
    Ok(clean_line_in(line, unit)?)
}

/// Tags `text`, `{text, date?, id?}`, by `data`.
///
/// # Errors
///
/// If that or an option is not what it should be, or there is no data.
pub fn tag(data: Option<&'static Data>, text: Value, options: Value) -> Result<Tagged, Failure> {
    let mut options = Options::new("options", options)?;
    let unit = unit(&mut options)?;
    let rules = options.string("rules")?;
    options.end()?;
    let mut fields = Options::new("the text", text)?;
    let line = TagLine {
        id: id(&mut fields)?,
        text: fields
            .string("text")?
            .ok_or_else(|| Failure::usage("expected a field \"text\", found none"))?,
        date: fields.string("date")?,
    };
    let data = data.ok_or_else(|| {
        let message =
            "expected what the tagger knows, found that it is not loaded; await load({ tagger: true }) first";
        Failure::new(Code::NotLoaded, message)
    })?;
    let (learned, issues) = match rules {
        Some(rules) => {
            let (learned, issues) = learned(&rules)?;
            (Some(learned), Some(issues))
        }
        None => (None, None),
    };
    Ok(Tagged { line: tag_line_in(data, line, learned.as_ref(), unit)?, issues })
}

/// What a rule pack teaches, and what was not understood of it.
fn learned(rules: &str) -> Result<(Rc<Learned>, Vec<IssueRow>), Failure> {
    let (learned, lines) =
        read_rules(rules).map_err(|error| Failure::new(Code::Format, format!("rules: {error}")))?;
    let issues = lines.iter().map(|line| {
        let (place, message) = line.split_once(": ").unwrap_or(("", line));
        IssueRow { place: place.to_owned(), message: message.to_owned() }
    });
    Ok((Rc::new(learned), issues.collect()))
}

fn unit(options: &mut Options) -> Result<Unit, Failure> {
    Ok(options.one("unit", "code-points or utf16", Unit::from_name)?.unwrap_or_default())
}

fn id(fields: &mut Options) -> Result<Option<Id>, Failure> {
    let Some(value) = fields.take("id") else { return Ok(None) };
    Id::deserialize(&value)
        .map(Some)
        .map_err(|_| Failure::usage(format!("id: expected a string or a whole number, found {value}")))
}
