//! Several files of annotations: how far they agree, and one made of them.

use serde::Serialize;
use serde_json::Value;

use super::convert::{LossRow, loss_row};
use super::{Failure, IssueRow, Options, format_of};
use crate::agreement::{self, ROUNDS, match_documents};
use crate::annotation::{Project, Status};
use crate::format::{self, Format};
use crate::job::agreement::agreement_json;
use crate::job::conflict::{ConflictRow, conflict_rows};
use crate::job::read::{Content, read_file};

/// A file of annotations as a caller gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenFile {
    /// What it is called in answers; its ending may tell its format.
    pub name: Option<String>,
    /// The name of its format; else it is known by its name or beginning.
    pub format: Option<String>,
    /// What it holds.
    pub content: Content,
}

/// The figures of agreement, and what could not be read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureRows {
    /// The figures, as the command line has them.
    #[serde(flatten)]
    pub figures: Value,
    /// What could not be read.
    pub issues: Vec<FileIssueRow>,
}

/// One project made of several, and what they do not agree on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MergedRows {
    /// The project, as a native file.
    pub content: String,
    /// What the files do not agree on.
    pub conflicts: Vec<ConflictRow>,
    /// What the native file could not carry.
    pub losses: Vec<LossRow>,
    /// What could not be read.
    pub issues: Vec<FileIssueRow>,
}

/// Something in one of several files that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileIssueRow {
    /// The file's name.
    pub file: String,
    /// Where and what.
    #[serde(flatten)]
    pub issue: IssueRow,
}

/// How far the annotators of `files` agree; options: `{status?, rounds?, seed?}`.
///
/// # Errors
///
/// If an option is not what it should be, there are fewer than two files, or one of them can't be read.
pub fn agree(files: Vec<GivenFile>, options: Value) -> Result<FigureRows, Failure> {
    let mut options = Options::new("options", options)?;
    let statuses = options.several("status", "suggested, accepted or rejected", Status::from_name)?;
    let rounds = options.count("rounds")?;
    let seed = options.count("seed")?.unwrap_or(1);
    options.end()?;
    let statuses = if statuses.is_empty() { vec![Status::Accepted] } else { statuses };
    let rounds = rounds.map_or(ROUNDS, |rounds| usize::try_from(rounds).unwrap_or(usize::MAX));
    let (versions, issues) = read(files)?;
    let names: Vec<String> = versions.iter().map(|(name, _)| name.clone()).collect();
    let matched =
        match_documents(&versions.iter().map(|(_, project)| project).collect::<Vec<_>>(), &statuses);
    let report = agreement::agree(&matched, rounds, seed);
    Ok(FigureRows { figures: agreement_json(&names, &matched, &report), issues })
}

/// Makes one project of `files`, made from `base` if there is one; what else stands in `options` is unknown.
///
/// # Errors
///
/// If there is an unknown option, there are fewer than two files, or one of them can't be read.
pub fn merge(files: Vec<GivenFile>, base: Option<GivenFile>, options: Value) -> Result<MergedRows, Failure> {
    let mut options = Options::new("options", options)?;
    options.take("base");
    options.end()?;
    let read_base = |base: GivenFile| {
        let name = base.name.clone().unwrap_or_else(|| "base".to_owned());
        read_one(&name, base)
    };
    let (base, issues) = base.map(read_base).transpose()?.unzip();
    let (versions, more) = read(files)?;
    let issues: Vec<FileIssueRow> = issues.into_iter().flatten().chain(more).collect();
    let projects = versions.iter().map(|(_, project)| project.clone());
    let outcome = agreement::merge(projects, base).outcome();
    let native = format::by_name("tagline").unwrap_or(&format::ALL[0]);
    let exported = native.write(&outcome.project, &[]);
    Ok(MergedRows {
        content: exported.content().to_owned(),
        conflicts: conflict_rows(&outcome.conflicts, &versions, &outcome.project),
        losses: exported.losses.iter().map(|loss| loss_row(loss, native)).collect(),
        issues,
    })
}

/// What files hold, each with its name.
type Versions = Vec<(String, Project)>;

/// What the files hold, and what of them could not be read.
fn read(files: Vec<GivenFile>) -> Result<(Versions, Vec<FileIssueRow>), Failure> {
    if files.len() < 2 {
        return Err(Failure::usage(format!("files: expected two or more, found {}", files.len())));
    }
    let (mut versions, mut issues) = (Vec::new(), Vec::new());
    for (number, file) in (1..).zip(files) {
        let name = file.name.clone().unwrap_or_else(|| format!("file {number}"));
        let (project, more) = read_one(&name, file)?;
        issues.extend(more);
        versions.push((name, project));
    }
    Ok((versions, issues))
}

fn read_one(name: &str, file: GivenFile) -> Result<(Project, Vec<FileIssueRow>), Failure> {
    let of_file = |failure: Failure| failure.of_file(name);
    let format: Option<&'static Format> =
        file.format.as_deref().map(|format| format_of("format", format)).transpose().map_err(of_file)?;
    let imported = read_file(file.name.as_deref().unwrap_or_default(), file.content, format)
        .map_err(|unread| of_file(unread.into()))?;
    let issue = |issue: format::Issue| FileIssueRow { file: name.to_owned(), issue: issue.into() };
    Ok((imported.project, imported.issues.into_iter().map(issue).collect()))
}
