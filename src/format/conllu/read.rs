//! Reading CoNLL-U: sentence by sentence, each put to what there is of its document.

use crate::format::gather::{Found, Gathering, Mark};
use crate::format::lines::{At, Lines, bare};
use crate::format::placed::Unit;
use crate::format::tagged::stretches;
use crate::format::{FormatError, Issue};
use crate::text::is_unseen;

/// A file on its way.
#[derive(Default)]
pub struct File {
    columns: Columns,
    open: Option<Open>,
    sentence: Sentence,
    /// Whether a line was one of such a file.
    known: bool,
    /// Whether a line said that a document begins: until then, the ids of sentences tell.
    has_documents: bool,
}

impl Lines for File {
    fn line(&mut self, number: usize, line: &str, gathering: &mut Gathering) -> Result<(), FormatError> {
        let line = bare(line);
        if line.trim().is_empty() {
            end_sentence(&mut self.sentence, &mut self.open, gathering);
        } else if let Some(comment) = line.strip_prefix('#') {
            self.known = true;
            self.comment(number, line, comment, gathering);
        } else {
            match self.columns.row(number, line) {
                Ok((row, missing)) => {
                    self.known = true;
                    gathering.issues.extend(missing);
                    self.sentence.push(row);
                }
                Err(issue) if !self.known => return Err(FormatError { message: issue.to_string() }),
                Err(issue) => gathering.issue(issue.place, issue.message + "; left the line out"),
            }
        }
        Ok(())
    }

    fn end(&mut self, gathering: &mut Gathering) {
        end_sentence(&mut self.sentence, &mut self.open, gathering);
        close(&mut self.open, gathering);
    }
}

impl File {
    fn comment(&mut self, number: usize, line: &str, comment: &str, gathering: &mut Gathering) {
        let place = || format!("line {number}");
        let (name, value) = comment.split_once('=').unwrap_or((comment, ""));
        match (name.trim(), value.trim()) {
            ("text", text) => self.sentence.text = Some((At::of(number, line, text), text.to_owned())),
            ("newpar" | "newpar id", _) => self.sentence.new_paragraph = true,
            ("global.columns", names) => self.columns = Columns::of(names),
            ("sent_id", id) if !self.has_documents => {
                let of = document_of(id);
                if of.is_some() && self.open.as_ref().is_none_or(|open| open.id.as_deref() != of) {
                    close(&mut self.open, gathering);
                    self.open = Some(Open { place: place(), id: of.map(str::to_owned), ..Open::default() });
                }
            }
            _ => {}
        }
        if let Some(id) = newdoc(line) {
            close(&mut self.open, gathering);
            self.has_documents = true;
            let id = Some(id.to_owned()).filter(|id| !id.is_empty());
            self.open = Some(Open { place: place(), id, ..Open::default() });
        }
    }
}

/// The id on a line that begins a document, empty where it has none.
fn newdoc(line: &str) -> Option<&str> {
    let comment = line.strip_prefix('#')?.trim();
    let rest = comment.strip_prefix("newdoc")?;
    match rest.split_once('=') {
        Some((name, id)) if name.trim() == "id" => Some(id.trim()),
        _ => rest.is_empty().then_some(""),
    }
}

/// The document that a sentence's id says it is of: `n1` for `n1-s3`.
fn document_of(sent_id: &str) -> Option<&str> {
    let (document, number) = sent_id.rsplit_once("-s")?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !document.is_empty()).then_some(document)
}

/// Which column holds what.
struct Columns {
    id: usize,
    form: usize,
    misc: Option<usize>,
    tag: Option<usize>,
    /// How many there are.
    count: usize,
}

impl Default for Columns {
    fn default() -> Columns {
        Columns { id: 0, form: 1, misc: Some(9), tag: None, count: 10 }
    }
}

impl Columns {
    /// Those that the first line of CoNLL-U Plus names.
    fn of(names: &str) -> Columns {
        let names: Vec<&str> = names.split_whitespace().collect();
        let find = |wanted: &str| names.iter().position(|name| *name == wanted);
        let is_tag = |name: &&str| matches!(name.rsplit(':').next(), Some("NE" | "NER"));
        Columns {
            id: find("ID").unwrap_or(0),
            form: find("FORM").unwrap_or(1),
            misc: find("MISC"),
            tag: names.iter().position(is_tag),
            count: names.len(),
        }
    }

    /// The row in a line, and what is said where it has fewer columns than it should.
    fn row(&self, line: usize, text: &str) -> Result<(Row, Option<Issue>), Issue> {
        let text = text.trim_end_matches('\r');
        let columns: Vec<&str> = text.split('\t').collect();
        let end = || text.get(text.len()..).unwrap_or_default();
        let issue =
            |part: &str, message: String| Issue { place: At::of(line, text, part).to_string(), message };
        let (id, form) = (columns.get(self.id), columns.get(self.form));
        let number = id.and_then(|id| Number::of(id));
        let (Some(number), Some(form)) = (number, form.filter(|form| !form.is_empty())) else {
            let wrong = if number.is_none() { id } else { form };
            let shown: String = text.chars().take(40).collect();
            let message =
                format!("expected columns parted by tabs, a number and a word the first, found {shown:?}");
            return Err(issue(wrong.unwrap_or(&end()), message));
        };
        let missing = (columns.len() < self.count).then(|| {
            let message = format!("expected {} columns, found {}; read those", self.count, columns.len());
            issue(end(), message)
        });
        let mut row = Row { line, number, form: (*form).to_owned(), ..Row::default() };
        let mut tag: Option<&str> = self.tag.and_then(|at| columns.get(at)).copied();
        for part in self.misc.and_then(|at| columns.get(at)).unwrap_or(&"_").split('|') {
            match part.split_once('=') {
                Some(("SpaceAfter", "No")) => row.after = row.after.or(Some(String::new())),
                Some(("SpacesAfter", spaces)) => row.after = Some(unescaped(spaces)),
                Some(("SpacesBefore", spaces)) => row.before = Some(unescaped(spaces)),
                Some(("SpacesInToken", form)) => row.form = unescaped(form),
                Some(("NE" | "NER" | "ner", value)) => tag = tag.or(Some(value)),
                // Treebanks have names of other kinds too.
                Some(("name", value)) if is_tag(value) => tag = tag.or(Some(value)),
                None if is_tag(part) => tag = tag.or(Some(part)),
                _ => {}
            }
        }
        row.tag = tag.map(|tag| (At::of(line, text, tag), tag.to_owned()));
        Ok((row, missing))
    }
}

/// Whether a part of the last column is a tag without a name.
fn is_tag(part: &str) -> bool {
    let label = ["B-", "I-", "L-", "U-", "E-", "S-"].iter().find_map(|prefix| part.strip_prefix(prefix));
    label.is_some_and(|label| !label.is_empty())
}

fn unescaped(written: &str) -> String {
    let mut spaces = String::new();
    let mut characters = written.chars();
    while let Some(character) = characters.next() {
        let escaped = if character == '\\' { characters.next() } else { None };
        match escaped {
            None => spaces.push(character),
            Some('s') => spaces.push(' '),
            Some('t') => spaces.push('\t'),
            Some('n') => spaces.push('\n'),
            Some('r') => spaces.push('\r'),
            Some('p') => spaces.push('|'),
            Some('\\') => spaces.push('\\'),
            Some(other) => spaces.extend(['\\', other]),
        }
    }
    spaces
}

/// What a row is the row of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Number {
    /// A word.
    #[default]
    Word,
    /// A token of several words: how many rows of them follow.
    Token(usize),
    /// A word that is not in the text.
    Empty,
}

impl Number {
    fn of(id: &str) -> Option<Number> {
        let number = |digits: &str| digits.parse::<usize>().ok();
        if let Some((first, last)) = id.split_once('-') {
            return Some(Number::Token(number(last)?.saturating_add(1).saturating_sub(number(first)?)));
        }
        if let Some((word, empty)) = id.split_once('.') {
            return number(word).and(number(empty)).map(|_| Number::Empty);
        }
        number(id).map(|_| Number::Word)
    }
}

/// A token as its row has it.
#[derive(Default)]
struct Row {
    line: usize,
    number: Number,
    form: String,
    tag: Option<(At, String)>,
    before: Option<String>,
    after: Option<String>,
}

/// A sentence under way.
#[derive(Default)]
struct Sentence {
    rows: Vec<Row>,
    /// What its comment says that it is, and where.
    text: Option<(At, String)>,
    new_paragraph: bool,
    /// How many rows of words are part of the last token.
    inside: usize,
}

impl Sentence {
    fn push(&mut self, row: Row) {
        match row.number {
            Number::Empty => {}
            Number::Token(words) => {
                self.inside = words;
                self.rows.push(row);
            }
            Number::Word if self.inside > 0 => {
                self.inside -= 1;
                if let Some(token) = self.rows.last_mut() {
                    token.tag = token.tag.take().or(row.tag);
                }
            }
            Number::Word => self.rows.push(row),
        }
    }

    /// What stands between the tokens where the sentence's own text shows it.
    fn shown(&self) -> Option<Vec<&str>> {
        let (_, text) = self.text.as_ref()?;
        let mut between = Vec::new();
        let mut at = 0;
        for row in &self.rows {
            let rest = text.get(at..)?;
            let start = rest.find(&row.form)?;
            let gap = rest.get(..start)?;
            if !gap.chars().all(|one| one.is_whitespace() || is_unseen(one)) {
                return None;
            }
            between.push(gap);
            at += start + row.form.len();
        }
        Some(between)
    }
}

/// A document under way.
#[derive(Default)]
struct Open {
    place: String,
    id: Option<String>,
    text: String,
    marks: Vec<Mark>,
    /// What the last row said that follows it.
    after: Option<String>,
}

fn end_sentence(sentence: &mut Sentence, open: &mut Option<Open>, gathering: &mut Gathering) {
    let sentence = std::mem::take(sentence);
    if sentence.rows.is_empty() {
        return;
    }
    let first = || sentence.rows.first().map(|row| format!("line {}", row.line)).unwrap_or_default();
    let open = open.get_or_insert_with(|| Open { place: first(), ..Open::default() });
    let shown = sentence.shown();
    if let (Some((at, _)), None) = (&sentence.text, &shown) {
        gathering.issue(at.to_string(), "expected the text of the tokens below, found another; took theirs");
    }
    let mut spans = Vec::new();
    for (number, row) in sentence.rows.iter().enumerate() {
        let between = match (open.after.take(), &row.before) {
            (Some(after), _) => after,
            (None, Some(before)) => before.clone(),
            (None, None) if open.text.is_empty() => String::new(),
            (None, None) if number == 0 => if sentence.new_paragraph { "\n" } else { " " }.to_owned(),
            (None, None) => {
                let gap = shown.as_ref().and_then(|shown| shown.get(number));
                gap.map_or(" ", |gap| *gap).to_owned()
            }
        };
        open.text += &between;
        let start = open.text.len();
        open.text += &row.form;
        spans.push((start, open.text.len()));
        open.after.clone_from(&row.after);
    }
    let tags = sentence.rows.iter().map(|row| row.tag.as_ref().map_or("O", |(_, tag)| tag));
    let place = |at: usize| {
        let tag = sentence.rows.get(at).and_then(|row| row.tag.as_ref());
        tag.map(|(at, _)| at.to_string()).unwrap_or_default()
    };
    for found in stretches(tags, place, &mut gathering.issues) {
        let end = found.end.checked_sub(1).and_then(|last| spans.get(last)).map(|(_, end)| *end);
        let start = spans.get(found.start).map(|(start, _)| *start);
        open.marks.push(Mark::new(place(found.start), start, end, found.label));
    }
}

fn close(open: &mut Option<Open>, gathering: &mut Gathering) {
    if let Some(open) = open.take() {
        let text = open.text + &open.after.unwrap_or_default();
        let found = Found { place: open.place, id: open.id, text, marks: open.marks, ..Found::default() };
        gathering.add(found, Unit::Bytes);
    }
}
