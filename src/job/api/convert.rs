//! A file of annotations turned into another format.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{Failure, IssueRow, Options, format_of};
use crate::annotation::{DocumentStatus, Label, Status};
use crate::format::{Cause, Fix, Format, Loss, Lost, Place, Selection, on_source, tally};
use crate::job::pack::pack;
use crate::job::read::{Content, read_file};

/// A file in another format, and what that came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Converted {
    /// The file, of a format that is text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The file, of a format that is a zip archive.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_bytes")]
    pub bytes: Option<Vec<u8>>,
    /// What the format left out or changed, each place.
    pub losses: Vec<LossRow>,
    /// How often each of that happened.
    pub totals: Vec<TotalRow>,
    /// What could not be read.
    pub issues: Vec<IssueRow>,
    /// How much was chosen, and of how much.
    pub chosen: ChosenRow,
}

/// Something that a file does not carry, or not as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LossRow {
    /// Where: `documents[0].annotations[2]`.
    pub place: String,
    /// What was left out or changed.
    pub message: String,
    /// The document's number, from 0; `None` for what is of the whole project.
    pub document: Option<usize>,
    /// The annotation's number in its document, from 0, where it is one.
    pub annotation: Option<usize>,
    /// The fix that would have it written.
    pub fix: Option<&'static str>,
}

/// How often one thing was left out or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TotalRow {
    /// What.
    pub message: String,
    /// How often.
    pub count: usize,
    /// The fix that would have it written.
    pub fix: Option<&'static str>,
}

/// How much was chosen, and of how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChosenRow {
    /// The documents that are written.
    pub documents: usize,
    /// All documents of the file.
    pub all_documents: usize,
    /// The annotations of those, before the format left any out.
    pub annotations: usize,
    /// All annotations of the file.
    pub all_annotations: usize,
}

/// Turns `content` into another format, as `options` say: `{from, to, on?, fix?, documents?, status?, label?, annotator?}`.
///
/// # Errors
///
/// If an option is not what it should be, or the file is not of the format `from`.
pub fn convert(content: Content, options: Value) -> Result<Converted, Failure> {
    let mut options = Options::new("options", options)?;
    let from = named(&mut options, "from")?;
    let to = named(&mut options, "to")?;
    let pasted = options.one("on", "source or text", |on| match on {
        "source" => Some(true),
        "text" => Some(false),
        _ => None,
    })?;
    let fixes = options.several("fix", "suggestions, tokens, overlaps or all", fixes_of)?.concat();
    let selection = Selection {
        documents: options.several("documents", "new, in progress or done", DocumentStatus::from_name)?,
        statuses: options.several("status", "suggested, accepted or rejected", Status::from_name)?,
        labels: options.several("label", "a label", Label::new)?,
        annotators: options.several("annotator", "a name", |name| (!name.is_empty()).then(|| name.into()))?,
    };
    options.end()?;
    if from.reader.is_none() {
        return Err(Failure::usage(format!("from: expected a format that can be read, found {}", from.name)));
    }
    if to.writer.is_none() {
        return Err(Failure::usage(format!("to: expected a format that can be written, found {}", to.name)));
    }
    let imported = read_file("", content, Some(from))?;
    let counts = selection.counts(&imported.project);
    let chosen = selection.of(&imported.project);
    let (project, mut losses) = if pasted == Some(true) { on_source(&chosen) } else { (chosen, Vec::new()) };
    let mut exported = to.write(&project, &fixes);
    let totals = totals(&exported.losses, to);
    losses.append(&mut exported.losses);
    let is_archive = to.is_folder();
    let text =
        (!is_archive).then(|| exported.files.first_mut().map(|file| std::mem::take(&mut file.content)));
    Ok(Converted {
        content: text.map(Option::unwrap_or_default),
        bytes: is_archive.then(|| pack(&exported.files)),
        losses: losses.iter().map(|loss| loss_row(loss, to)).collect(),
        totals,
        issues: imported.issues.into_iter().map(IssueRow::from).collect(),
        chosen: ChosenRow {
            documents: counts.documents,
            all_documents: counts.all_documents,
            annotations: counts.marks,
            all_annotations: counts.all_marks,
        },
    })
}

fn named(options: &mut Options, option: &'static str) -> Result<&'static Format, Failure> {
    let missing = || Failure::usage(format!("{option}: expected the name of a format, found none"));
    format_of(option, &options.string(option)?.ok_or_else(missing)?)
}

fn fixes_of(name: &str) -> Option<Vec<Fix>> {
    if name == "all" { Some(Fix::ALL.to_vec()) } else { Fix::from_name(name).map(|fix| vec![fix]) }
}

/// Losses as a caller gets them; `format` is the one that was written.
pub fn loss_row(loss: &Loss, format: &Format) -> LossRow {
    let (document, annotation) = match loss.place {
        Place::Project => (None, None),
        Place::Document(document) => (Some(document), None),
        Place::Row(document, "annotations", row) => (Some(document), Some(row)),
        Place::Row(document, _, _) => (Some(document), None),
    };
    let place = loss.place.to_string();
    let said = loss.to_string();
    let message = said.strip_prefix(&place).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(&said);
    let cause = match &loss.lost {
        Lost::Because(cause) => Some(*cause),
        Lost::Parts(_) | Lost::Other(_) => None,
    };
    LossRow { message: message.to_owned(), place, document, annotation, fix: fix_of(cause, format) }
}

fn totals(losses: &[Loss], format: &Format) -> Vec<TotalRow> {
    let total = |tally: crate::format::Tally| TotalRow {
        count: tally.documents + tally.rows + usize::from(tally.project),
        fix: fix_of(tally.cause, format),
        message: tally.words.into_owned(),
    };
    tally(losses).into_iter().map(total).collect()
}

fn fix_of(cause: Option<Cause>, format: &Format) -> Option<&'static str> {
    cause.and_then(Cause::fix).filter(|fix| format.rules.takes(*fix)).map(Fix::name)
}

/// Serde has bytes apart from lists of numbers; derived, these would be one.
fn as_bytes<S: Serializer>(bytes: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
    match bytes {
        Some(bytes) => serializer.serialize_bytes(bytes),
        None => serializer.serialize_none(),
    }
}
