//! Files written document by document, for projects that are never held whole.

use super::fit::{Fitted, Fitting, Names};
use super::keep::with;
use super::loss::{Loss, Lost, Part, Place};
use super::{Exported, File, Fix, Format, Reader, Writer, lines};
use crate::annotation::{Document, Project, Schema};

/// What a list begins and ends with, and what stands between its items.
const LIST: [&str; 3] = ["[\n", "\n]\n", ",\n"];
/// A list of nothing.
const NO_ITEMS: &str = "[\n]\n";

/// The file of a format that is a list of items.
pub(super) fn list(project: &Project, item: fn(&Document) -> String) -> String {
    if project.documents.is_empty() {
        return NO_ITEMS.to_owned();
    }
    let items: Vec<String> =
        project.documents.iter().map(|document| item(document).trim_end().to_owned()).collect();
    format!("{}{}{}", LIST[0], items.join(LIST[2]), LIST[1])
}

impl Format {
    /// Begins to read a file of it line by line; `None` where that cannot be.
    pub fn reading(&self) -> Option<lines::Reading> {
        match self.reader {
            Some(Reader::Lines(lines)) => Some(lines::Reading::new(lines())),
            _ => None,
        }
    }

    /// Begins to write a file of it document by document; `None` where that cannot be.
    pub fn writing(&'static self, fixes: &[Fix]) -> Option<Writing> {
        let is_list = matches!(self.writer, Some(Writer::List(_)));
        let joins = self.streams && matches!(self.writer, Some(Writer::File(_)));
        (is_list || joins).then(|| Writing {
            format: self,
            fixes: fixes.to_vec(),
            names: Names::default(),
            read: 0,
            kept: 0,
            begun: false,
            before: Schema::default(),
            after: Schema::default(),
        })
    }
}

/// A file on its way. It is the same, byte for byte, as that of the whole project; but that of two names which the format would
/// have be one, the one that comes first keeps it.
pub struct Writing {
    format: &'static Format,
    fixes: Vec<Fix>,
    names: Names,
    /// How many documents came.
    read: usize,
    /// How many of them fit.
    kept: usize,
    /// Whether a list has an item.
    begun: bool,
    /// The labels that came.
    before: Schema,
    /// The labels that fit.
    after: Schema,
}

impl Writing {
    /// The next piece of the file, of the next documents of the project; its labels are all that came so far.
    pub fn write(&mut self, project: &Project) -> Exported {
        let Fitted { project: fitted, losses } = self.fitted(project);
        let mut content = String::new();
        match self.format.writer {
            Some(Writer::File(write)) => content = write(&fitted),
            Some(Writer::List(item)) => {
                for document in &fitted.documents {
                    content += if std::mem::replace(&mut self.begun, true) { LIST[2] } else { LIST[0] };
                    content += item(document).trim_end();
                }
            }
            _ => {}
        }
        let losses = losses.into_iter().filter(|loss| loss.place != Place::Project).collect();
        Exported { files: vec![File { name: String::new(), content }], losses }
    }

    /// Passes over documents of the project that are not written.
    pub fn skip(&mut self, project: &Project) {
        self.fitted(project);
    }

    fn fitted(&mut self, project: &Project) -> Fitted {
        let rules = &self.format.rules;
        self.names.add(project, rules);
        self.before = project.schema.clone();
        let fitting = Fitting { names: &self.names, read: self.read, kept: self.kept };
        let fitted = fitting.of(project, rules, &self.fixes);
        self.read += project.documents.len();
        self.kept += fitted.project.documents.len();
        for one in fitted.project.documents.iter().flat_map(|document| document.annotations()) {
            self.after = with(std::mem::take(&mut self.after), one);
        }
        fitted
    }

    /// The end of the file, and what the project as a whole loses.
    pub fn end(&mut self) -> Exported {
        let content = match self.format.writer {
            Some(Writer::List(_)) if self.begun => LIST[1],
            Some(Writer::List(_)) => NO_ITEMS,
            _ => "",
        };
        let lost = self.before != self.after && !self.format.rules.parts.contains(&Part::Labels);
        let loss = Loss { place: Place::Project, lost: Lost::Parts(vec![Part::Labels]) };
        Exported {
            files: vec![File { name: String::new(), content: content.to_owned() }],
            losses: lost.then_some(loss).into_iter().collect(),
        }
    }
}
