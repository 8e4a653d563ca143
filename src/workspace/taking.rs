//! Taking in many files: from their bytes to what the store gets of each document, a step at a time.
//!
//! What comes of a document is made here as a whole, so that nobody has to open it: its first record, its row, its signature, what
//! it is like, and its words for searching. A [`Batch`] holds whole documents only, so that whoever stops leaves nothing half done.

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use super::first_record;
use super::load::joined_labels;
use super::queue::search::Builder;
use super::queue::{LIKE, Row, Signature, Twin, Twins, pack, pack_signatures, unpack_signatures};
use crate::annotation::{Document, LabelDef, Project, Schema, Timestamp};
use crate::article::{Article, CleanOptions, Cleaning, Metadata, SourceKind, Step};
use crate::format::{Issue, write_record};
use crate::job::errand::{Batch, Bytes, Duplicate, Import};
use crate::job::intake::{Arrival, Given, Intake, Record};
use crate::job::kept::{EntityRow, LabelRow, label_rows, schema_of};

/// So many documents are a batch.
const DOCUMENTS: usize = 200;
/// So many bytes of records are one.
const BYTES: usize = 1 << 20;
/// So many documents have a segment of the index, or so many bytes of text.
const SEGMENT: (usize, usize) = (1000, 4 << 20);

/// Files that are being taken in.
pub struct Taking {
    intake: Intake,
    /// What was read and not dealt with yet.
    ahead: VecDeque<Arrival>,
    cleaning: Option<(Box<Record>, Cleaning)>,
    /// The next document's number.
    next: u32,
    fresh: String,
    now: Timestamp,
    ids: HashSet<Rc<str>>,
    twins: Twins,
    /// The titles of those that came.
    titles: HashMap<u32, Rc<str>>,
    schema: Schema,
    /// Whether there is no document yet.
    empty: bool,
    leave_out: bool,
    batch: Batch,
    bytes: usize,
    rows: Vec<Row>,
    signatures: Vec<(u32, Signature)>,
    words: Builder,
}

impl Taking {
    /// Begins on `files`; reads nothing yet.
    pub fn new(files: Vec<Given>, import: Import) -> Taking {
        let Import { choices, first, fresh, now, known, ids, labels, leave_out } = import;
        let mut batch = Batch::default();
        let mut twins = Twins::default();
        for page in known {
            match unpack_signatures(&page.0) {
                Ok(all) => all.into_iter().for_each(|(number, signature)| twins.add(number, signature)),
                Err(error) => batch.rejected.push((
                    "what is kept to know duplicates by".to_owned(),
                    format!("{error}; some duplicates are not recognised"),
                )),
            }
        }
        let empty = ids.is_empty();
        Taking {
            intake: Intake::new(files, choices.into_iter().collect()),
            ahead: VecDeque::new(),
            cleaning: None,
            next: first,
            fresh,
            now: Timestamp(now.into()),
            ids: ids.into_iter().map(Rc::from).collect(),
            twins,
            titles: HashMap::new(),
            schema: schema_of(labels).unwrap_or_default(),
            empty,
            leave_out,
            batch,
            bytes: 0,
            rows: Vec::new(),
            signatures: Vec::new(),
            words: Builder::default(),
        }
    }

    /// Does the next part, some milliseconds; says whether there is more.
    pub fn step(&mut self) -> bool {
        if let Some((record, mut cleaning)) = self.cleaning.take() {
            match cleaning.step() {
                Step::More(_) => self.cleaning = Some((record, cleaning)),
                Step::Done(article) => self.take_article(*record, &article),
            }
            return true;
        }
        match self.ahead.pop_front().or_else(|| self.intake.next()) {
            None => return false,
            Some(Arrival::Article(record)) => {
                let options = CleanOptions { url: record.url.clone() };
                let cleaning = Cleaning::new(record.source.clone(), options);
                self.cleaning = Some((record, cleaning));
            }
            Some(Arrival::Project(project)) => self.take_project(*project),
            Some(Arrival::Document(document)) => self.take_annotated(document),
            Some(Arrival::Rejected(Issue { place, message })) => self.batch.rejected.push((place, message)),
        }
        true
    }

    /// Whether what has come is enough for a batch.
    pub fn is_full(&self) -> bool {
        let told = self.batch.rejected.len() + self.batch.left_out.len();
        self.rows.len() >= DOCUMENTS || self.bytes >= BYTES || told >= 5 * DOCUMENTS
    }

    /// What has come since the last batch; with what is left for the index if it is the `last`. `None` where nothing has come but
    /// more bytes.
    pub fn batch(&mut self, last: bool) -> Option<Batch> {
        let (documents, bytes) = SEGMENT;
        let segment = self.words.len() >= documents || self.words.bytes() >= bytes;
        if (segment || last) && !self.words.is_empty() {
            let segment = std::mem::take(&mut self.words).finish();
            let blocks = segment.blocks.into_iter().map(Bytes).collect();
            self.batch.segment = Some((Bytes(segment.head), blocks));
        }
        if !self.rows.is_empty() {
            self.batch.rows = Bytes(pack(&std::mem::take(&mut self.rows)));
            self.batch.signatures = Bytes(pack_signatures(&std::mem::take(&mut self.signatures)));
        }
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        (batch != Batch::default()).then(|| Batch { done: self.intake.progress(), ..batch })
    }

    /// How many bytes are read, and how many there are.
    pub fn progress(&self) -> (u64, u64) {
        self.intake.progress()
    }

    fn take_article(&mut self, record: Record, article: &Article) {
        let cleaned = article.cleaned();
        if cleaned.text.trim().is_empty() {
            let message =
                "all of it was taken out as not of the article; what is wrongly out can be put back";
            self.batch.rejected.push((record.place.clone(), message.to_owned()));
        }
        let metadata = with_given(article.metadata.clone(), &record);
        if self.leave_out
            && let Some(there) = self.twins.near(&Signature::of(&cleaned.text), 100).first().copied()
        {
            let title = metadata.title.clone().unwrap_or(record.place);
            self.batch.left_out.push(self.duplicate(0, title, there));
            return;
        }
        let id = self.free_id(record.id);
        self.take(Rc::new(Document::new(id, Some(record.source), cleaned, metadata)), false);
    }

    /// Takes in what a file of annotations has beside its documents. These come next, and are seen before: which labels come
    /// depends on what is used.
    fn take_project(&mut self, mut project: Project) {
        loop {
            match self.intake.next() {
                Some(Arrival::Document(document)) => project.documents.push(document),
                other => {
                    let documents = std::mem::take(&mut project.documents);
                    self.join(&mut project, documents);
                    self.ahead.extend(other);
                    return;
                }
            }
        }
    }

    fn join(&mut self, project: &mut Project, documents: Vec<Rc<Document>>) {
        project.documents = documents;
        if self.empty && !project.documents.is_empty() {
            self.schema = project.schema.clone();
            self.batch.labels = label_rows(&self.schema);
            self.batch.instead = true;
            self.batch.extra = project.extra.take();
        } else {
            let (schema, _) = joined_labels(&self.schema, project);
            let is_new = |def: &&LabelDef| self.schema.get(&def.label).is_none();
            let new = Schema::new(schema.labels().iter().filter(is_new).cloned().collect());
            self.batch.labels.extend(new.iter().flat_map(label_rows));
            self.schema = schema;
        }
        let people = project.annotators.drain(..).map(|one| (one.name, one.extra));
        self.batch.annotators.extend(people);
        self.batch.entities.extend(project.entities.iter().map(|entity| EntityRow::of(entity, true)));
        self.empty &= project.documents.is_empty();
        self.ahead.extend(project.documents.drain(..).map(Arrival::Document));
    }

    fn take_annotated(&mut self, mut document: Rc<Document>) {
        let id = self.free_id(Some(document.id.to_string()));
        if document.id != id {
            Rc::make_mut(&mut document).id = id;
        }
        self.take(document, true);
    }

    /// The id that is given where nobody has it, else one of its own.
    fn free_id(&mut self, given: Option<String>) -> Rc<str> {
        let (fresh, number) = (&self.fresh, self.next);
        let id: Rc<str> = match given {
            None => format!("{fresh}.{number}").into(),
            Some(given) if self.ids.contains(&*given) => format!("{given}-{fresh}.{number}").into(),
            Some(given) => given.into(),
        };
        self.ids.insert(id.clone());
        id
    }

    fn take(&mut self, document: Rc<Document>, annotated: bool) {
        self.empty = false;
        let number = self.next;
        self.next += 1;
        let (delta, summary) = first_record(document.clone(), annotated, &self.now);
        let record = write_record(&delta);
        self.bytes += record.len();
        self.batch.records.push((number, record));
        let signature = Signature::of(document.text());
        let twin = self.twins.near(&signature, LIKE).first().copied();
        if let Some(twin) = twin {
            let duplicate = self.duplicate(number, summary.title.to_string(), twin);
            self.batch.duplicates.push(duplicate);
        }
        self.twins.add(number, signature);
        self.signatures.push((number, signature));
        self.titles.insert(number, summary.title.clone());
        self.words.add(number, &format!("{}\n{}", summary.title, document.text()));
        self.rows.push(Row { number, summary, twin });
    }

    fn duplicate(&self, number: u32, title: String, of: Twin) -> Duplicate {
        let of_title = self.titles.get(&of.number).map(|title| title.to_string());
        Duplicate { number, title, of: of.number, of_title, alike: of.alike }
    }
}

/// What is known of an article with what was given beside it. What a page says of itself counts more than that; what is only
/// seen in a text counts less.
fn with_given(mut metadata: Metadata, record: &Record) -> Metadata {
    let says_so = record.source.kind == SourceKind::Html;
    let set = |field: &mut Option<String>, given: &Option<String>| {
        if given.is_some() && (field.is_none() || !says_so) {
            field.clone_from(given);
        }
    };
    set(&mut metadata.title, &record.title);
    set(&mut metadata.published, &record.published);
    set(&mut metadata.url, &record.url);
    metadata
}

/// The labels with those that came in a batch.
pub fn with_labels(schema: &Schema, batch: &Batch) -> Schema {
    with_rows(schema, batch.labels.clone(), batch.instead).unwrap_or_else(|| schema.clone())
}

fn with_rows(schema: &Schema, rows: Vec<LabelRow>, instead: bool) -> Option<Schema> {
    let new = schema_of(rows)?;
    if instead {
        return Some(new);
    }
    let mut schema = schema.clone();
    for def in new.labels().iter().filter(|def| schema.get(&def.label).is_none()).collect::<Vec<_>>() {
        schema = schema.joined_by(def, &new.taken_by(&def.label), |_| false);
    }
    Some(schema)
}

#[cfg(test)]
mod tests;
