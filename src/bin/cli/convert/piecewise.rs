//! Converting a file document by document, none of it held longer than it takes to write it.

use std::io::{self, BufRead, BufWriter, Write};

use tagline::format::{Counts, Exported, Imported, Reading, Tallies, Writing, split_part};

use super::super::{Failure, Outcome, say};
use super::{Options, empty, not_utf8, say_chosen, say_split, say_tallies};

/// What comes of the documents while they pass.
struct Passing<'a> {
    options: &'a Options,
    writing: Writing,
    output: BufWriter<io::StdoutLock<'static>>,
    tallies: Tallies,
    chosen: Counts,
    split: [usize; 3],
    good: bool,
}

/// Converts `input`, which `reading` reads, to what `writing` makes of it.
pub fn convert(
    options: &Options,
    mut input: impl BufRead,
    mut reading: Reading,
    writing: Writing,
) -> Result<Outcome, Failure> {
    let mut passing = Passing {
        options,
        writing,
        output: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
        tallies: Tallies::default(),
        chosen: Counts::default(),
        split: [0; 3],
        good: true,
    };
    let failed = |error: tagline::format::FormatError| Failure::Input(error.to_string());
    let mut bytes = Vec::new();
    let (mut line, mut is_empty) = (0, true);
    loop {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        line += 1;
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| Failure::Input(not_utf8(&bytes).replacen("line 1,", &format!("line {line},"), 1)))?;
        is_empty &= text.trim_start_matches('\u{feff}').trim().is_empty();
        passing.take(reading.line(text).map_err(failed)?)?;
    }
    if is_empty {
        return Err(empty(options.from));
    }
    passing.take(reading.end().map_err(failed)?)?;
    passing.end()
}

impl Passing<'_> {
    fn take(&mut self, imported: Imported) -> Result<(), Failure> {
        imported.issues.iter().for_each(|issue| say(&issue.to_string()));
        self.good &= imported.issues.is_empty();
        let mut project = imported.project;
        if project.documents.is_empty() {
            return Ok(());
        }
        if !self.options.selection.is_all() {
            let counts = self.options.selection.counts(&project);
            self.chosen.documents += counts.documents;
            self.chosen.all_documents += counts.all_documents;
            self.chosen.marks += counts.marks;
            self.chosen.all_marks += counts.all_marks;
            project = self.options.selection.of(&project);
        }
        let parts = self.options.parts;
        let Some(shares) = parts.shares else { return self.write(&project) };
        for document in std::mem::take(&mut project.documents) {
            let part = split_part(&document, shares, parts.seed);
            project.documents = vec![document];
            if let Some(count) = self.split.get_mut(part) {
                *count += 1;
            }
            if parts.only == Some(part) {
                self.write(&project)?;
            } else {
                self.writing.skip(&project);
            }
        }
        Ok(())
    }

    fn write(&mut self, project: &tagline::annotation::Project) -> Result<(), Failure> {
        let exported = self.writing.write(project);
        self.told(&exported)
    }

    /// Writes a piece, and tells what is lost.
    fn told(&mut self, exported: &Exported) -> Result<(), Failure> {
        exported.losses.iter().for_each(|loss| say(&loss.to_string()));
        self.tallies.add(&exported.losses);
        Ok(self.output.write_all(exported.content().as_bytes())?)
    }

    fn end(mut self) -> Result<Outcome, Failure> {
        let last = self.writing.end();
        self.told(&last)?;
        if !self.options.selection.is_all() {
            say_chosen(self.chosen);
        }
        if self.options.parts.shares.is_some() {
            say_split(self.split);
        }
        say_tallies(self.tallies, self.options.to);
        self.output.flush()?;
        Ok(if self.good { Outcome::Good } else { Outcome::SomeBad })
    }
}
