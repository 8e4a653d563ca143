//! What a format demands of a project beyond the parts that it carries, and what can be done so that more fits.

use std::borrow::Cow;
use std::rc::Rc;

use super::loss::Part;
use crate::annotation::{Annotation, Document, Status};

/// What fits into a format. Everything else is left out or changed, and told.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// The parts of a project that it carries, beside texts, spans and the names of their labels.
    pub parts: &'static [Part],
    /// Which statuses an annotation in it can have. Where it says nothing of statuses, all of its annotations are accepted.
    pub statuses: &'static [Status],
    /// Whether annotations in it may overlap.
    pub overlap: Overlap,
    /// What of the text it carries.
    pub text: Text,
    /// Whether its annotations begin and end where tokens do.
    pub tokens: bool,
    /// Whether it can hold a document without a word.
    pub wordless: bool,
    /// The name that a label has in it; of two labels that would have the same, the later gets a number.
    pub label: Option<Name>,
    /// The id that a document has in it, by the same rule.
    pub id: Option<Name>,
    /// What else it demands of a document, before all of the others.
    pub own: Option<Own>,
    /// What else it demands of what is left of a document, after all of the others.
    pub last: Option<Own>,
}

/// A name as a format can hold it.
pub type Name = fn(&str) -> String;

/// A document as a format can hold it, and what that changes: for the document, or for the annotation in that row.
/// Annotations keep their ids; those that are not in it any more are left out.
pub type Own = fn(&Document) -> Changed;

/// What [`Own`] makes of a document; `None` where it is carried as it is.
pub type Changed = Option<(Document, Vec<(Option<usize>, Cow<'static, str>)>)>;

impl Rules {
    /// Those of a format that takes all there is of these parts.
    pub const fn of(parts: &'static [Part]) -> Rules {
        Rules {
            parts,
            statuses: Status::ALL,
            overlap: Overlap::Any,
            text: Text::Exact,
            tokens: false,
            wordless: true,
            label: None,
            id: None,
            own: None,
            last: None,
        }
    }

    /// Those of a format that says nothing of statuses: what is not accepted is not written.
    pub const fn accepted(parts: &'static [Part]) -> Rules {
        Rules { statuses: &[Status::Accepted], ..Rules::of(parts) }
    }
}

/// Whether annotations may overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// They may.
    Any,
    /// They may not.
    None,
    /// The format has room for them, but its reader drops them unless it is told to take them.
    OnRequest,
}

/// What of a text is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Every character.
    Exact,
    /// Every character, but line ends become `\n`.
    LineFeeds,
    /// Every character that XML 1.0 can hold; others become U+FFFD.
    Xml,
    /// The tokens: one space between them, a line end after each sentence. Control characters and those in the list become U+FFFD.
    Tokens(&'static [char]),
    /// The same in one line: one space between the tokens.
    Line(&'static [char]),
}

/// What makes more of a project fit into a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fix {
    /// Suggestions are written as if they were accepted.
    Suggestions,
    /// Annotations that begin or end inside a token are widened to whole tokens.
    Tokens,
    /// Annotations that overlap are written, for a reader that was told to take them.
    Overlaps,
}

impl Fix {
    /// All of them.
    pub const ALL: &[Fix] = &[Fix::Suggestions, Fix::Tokens, Fix::Overlaps];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Fix::Suggestions => "suggestions",
            Fix::Tokens => "tokens",
            Fix::Overlaps => "overlaps",
        }
    }

    /// What it does, as a person is asked.
    pub fn words(self) -> &'static str {
        match self {
            Fix::Suggestions => "Write suggestions too",
            Fix::Tokens => "Widen to whole words",
            Fix::Overlaps => "Write overlapping marks too",
        }
    }

    /// The fix of that name.
    pub fn from_name(name: &str) -> Option<Fix> {
        Fix::ALL.iter().copied().find(|fix| fix.name() == name)
    }
}

/// Why an annotation or a document is not written, or not as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// It is only suggested.
    Suggested,
    /// It was rejected.
    Rejected,
    /// It was only suggested, and is written as accepted.
    Taken,
    /// It begins or ends inside a token.
    Misaligned,
    /// It was widened to whole tokens.
    Widened,
    /// It overlaps another one that is written.
    Overlap,
    /// Nothing of it can be seen in what the format carries of the text.
    Unseen,
    /// Its label has another name there.
    Label,
    /// Its line ends are all `\n` there.
    LineEnds,
    /// Characters that the format has no room for are U+FFFD there.
    Characters,
    /// Only its tokens are carried.
    Tokens,
    /// Only its tokens are carried, in one line.
    Line,
    /// It has no words, and the format no room for such.
    Wordless,
    /// It has another id there.
    Id,
}

impl Cause {
    /// The words that a report has for it.
    pub fn words(self) -> &'static str {
        match self {
            Cause::Suggested => "only suggested: left out",
            Cause::Rejected => "rejected: left out",
            Cause::Taken => "only suggested: written as accepted",
            Cause::Misaligned => "begins or ends inside a word: left out",
            Cause::Widened => "begins or ends inside a word: widened",
            Cause::Overlap => "overlaps another mark: left out",
            Cause::Unseen => "nothing of it is carried: left out",
            Cause::Label => "label has a name that the format cannot hold: renamed",
            Cause::LineEnds => "line ends: changed to line feeds",
            Cause::Characters => "characters that the format cannot hold: changed to U+FFFD",
            Cause::Tokens => "text: only its words, a space between them, a line for each sentence",
            Cause::Line => "text: only its words, a space between them",
            Cause::Wordless => "has no words: left out",
            Cause::Id => "document id that the format cannot hold: renamed",
        }
    }

    /// What would have it written as it is.
    pub fn fix(self) -> Option<Fix> {
        match self {
            Cause::Suggested => Some(Fix::Suggestions),
            Cause::Misaligned => Some(Fix::Tokens),
            Cause::Overlap => Some(Fix::Overlaps),
            _ => None,
        }
    }

    /// Whether what it is said of is missing from the file.
    pub fn leaves_out(self) -> bool {
        matches!(
            self,
            Cause::Suggested
                | Cause::Rejected
                | Cause::Misaligned
                | Cause::Overlap
                | Cause::Unseen
                | Cause::Wordless
        )
    }
}

impl Rules {
    /// Whether `fix` can change anything here.
    pub fn takes(&self, fix: Fix) -> bool {
        match fix {
            Fix::Suggestions => !self.statuses.contains(&Status::Suggested),
            Fix::Tokens => self.tokens,
            Fix::Overlaps => self.overlap == Overlap::OnRequest,
        }
    }
}

/// Whether XML 1.0 has no room for a character (section 2.2, `Char`).
pub fn is_beyond_xml(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// A name with `_` for everything but letters, digits, `_` and `-`, as tags and types can hold it.
pub fn tag_name(name: &str) -> String {
    plain(name, |character| character.is_ascii_alphanumeric() || "_-".contains(character))
}

/// A name without white space, which parts columns, and without the characters that Python takes for it.
pub fn solid_name(name: &str) -> String {
    plain(name, |character| !character.is_whitespace() && !character.is_control())
}

/// A name that a file can have on any system and in any archive.
pub fn file_name(name: &str) -> String {
    let name = plain(name, |character| character.is_alphanumeric() || "_-.".contains(character));
    // Hidden files, and folders that are others.
    let name = name.strip_prefix('.').map_or_else(|| name.clone(), |rest| format!("_{rest}"));
    short(name, 80)
}

/// A name of at most `most` characters, the number at its end kept: `long_name_2` stays apart from `long_name`.
pub fn short(name: String, most: usize) -> String {
    let length = name.chars().count();
    if length <= most {
        return name;
    }
    let number = name
        .rfind('_')
        .and_then(|at| name.get(at..))
        .filter(|end| (2..12).contains(&end.len()) && end.bytes().skip(1).all(|byte| byte.is_ascii_digit()));
    let number = number.unwrap_or_default();
    name.chars().take(most.saturating_sub(number.len())).chain(number.chars()).collect()
}

fn plain(name: &str, allowed: impl Fn(char) -> bool) -> String {
    let name: String =
        name.trim().chars().map(|character| if allowed(character) { character } else { '_' }).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}

/// The status of an annotation that is written in a format of these statuses.
pub(super) fn written(annotation: &Rc<Annotation>, rules: &Rules, fixes: &[Fix]) -> Result<Status, Cause> {
    match annotation.status {
        status if rules.statuses.contains(&status) => Ok(status),
        Status::Suggested if fixes.contains(&Fix::Suggestions) => Ok(Status::Accepted),
        Status::Suggested => Err(Cause::Suggested),
        _ => Err(Cause::Rejected),
    }
}
