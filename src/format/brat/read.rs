//! Reading brat's folders: each `.txt` with the lines of its `.ann`.

use std::collections::HashMap;

use super::{VALUE, is_blank};
use crate::format::folder::below;
use crate::format::gather::{Found, Gathering, Mark, NamedLink};
use crate::format::keep::link_id;
use crate::format::lines::At;
use crate::format::placed::Unit;
use crate::format::{File, FormatError, Imported, Issue};
use crate::text::{CharOffset, Offset, Offsets, Utf16Offset};

/// Reads the files of a folder.
pub fn read(files: &[File]) -> Result<Imported, FormatError> {
    let mut gathering = Gathering::default();
    let ours = below(files);
    let texts: HashMap<&str, &str> =
        ours.iter().filter_map(|(name, file)| Some((name.strip_suffix(".txt")?, &*file.content))).collect();
    let mut marks: HashMap<&str, Vec<(&str, &str)>> = HashMap::new();
    for (name, file) in &ours {
        let stem = [".ann", ".a1", ".a2"].iter().find_map(|ending| name.strip_suffix(ending));
        match stem {
            Some(stem) if texts.contains_key(stem) => {
                marks.entry(stem).or_default().push((name, &file.content));
            }
            Some(stem) => {
                let message = format!("expected {stem}.txt beside it, found none; left it out");
                if texts.is_empty() {
                    return Err(FormatError {
                        message: format!("{name}: {message}").replace("; left it out", ""),
                    });
                }
                gathering.issue(*name, message);
            }
            None if name.ends_with(".txt") || name.ends_with(".conf") || file.content.trim().is_empty() => {}
            None if texts.is_empty() => {
                return Err(FormatError {
                    message: format!(
                        "{}: expected files that end in .txt and .ann, found another; pack those of a folder as a zip archive",
                        if name.is_empty() { "the file" } else { name }
                    ),
                });
            }
            None => gathering
                .issue(*name, "expected a file ending in .txt, .ann or .conf, found another; left it out"),
        }
    }
    for (name, file) in &ours {
        let Some(stem) = name.strip_suffix(".txt") else { continue };
        let text = &file.content;
        let mut lines = Lines { offsets: Offsets::new(text), text, marks: Vec::new(), ids: HashMap::new() };
        let of_text = marks.get(stem).map(Vec::as_slice).unwrap_or_default();
        let all = || {
            of_text.iter().flat_map(|(name, content)| {
                (1..).zip(content.lines()).map(move |(number, text)| Line { file: name, number, text })
            })
        };
        // What is said of marks may stand before them.
        for line in all() {
            if line.text.starts_with('T') {
                lines.mark(line, &mut gathering.issues);
            }
        }
        for line in all() {
            if !line.text.trim().is_empty() && !line.text.starts_with('T') {
                lines.of_mark(line, &mut gathering.issues);
            }
        }
        let marks = lines.marks;
        let place = of_text.first().map_or(*name, |(name, _)| *name).to_owned();
        let found = Found { place, id: Some(stem.to_owned()), text: text.clone(), marks, ..Found::default() };
        gathering.add(found, Unit::CodePoints);
    }
    Ok(gathering.done())
}

/// A line of a file of marks.
#[derive(Clone, Copy)]
struct Line<'a> {
    file: &'a str,
    number: usize,
    text: &'a str,
}

impl Line<'_> {
    /// Where a part of it stands.
    fn place(&self, part: &str) -> String {
        format!("{}, {}", self.file, At::of(self.number, self.text, part))
    }
}

/// The lines about one text.
struct Lines<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
    marks: Vec<Mark>,
    /// The marks by their ids; `None` for one that was left out.
    ids: HashMap<&'a str, Option<usize>>,
}

impl<'a> Lines<'a> {
    /// `T1  COURT 4 17  Supreme Court`
    fn mark(&mut self, line: Line<'a>, issues: &mut Vec<Issue>) {
        let mut columns = line.text.splitn(3, '\t');
        let (id, mark, words) = (columns.next().unwrap_or_default(), columns.next(), columns.next());
        let parts = mark.and_then(|mark| mark.split_once(' '));
        let place = line.place(parts.map(|(_, places)| places).or(mark).unwrap_or(id));
        let Some((label, pieces)) = parts.and_then(|(label, places)| {
            let pieces = places.split(';').map(piece).collect::<Option<Vec<_>>>()?;
            Some((label, pieces))
        }) else {
            self.ids.insert(id, None);
            let found = line.text;
            let message =
                format!("expected an id, a tab, a type and two offsets, found {found:?}; left it out");
            issues.push(Issue { place, message });
            return;
        };
        let words = words.filter(|words| !words.chars().all(is_blank));
        let Some(((start, _), (_, end))) = pieces.first().copied().zip(pieces.last().copied()) else {
            return;
        };
        // The words as the text has them, under whatever count they stand there: line ends and tabs are spaces in the column.
        let standing = [Unit::CodePoints, Unit::Utf16, Unit::Bytes].into_iter().find_map(|unit| {
            let found = self.slices(unit, &pieces)?;
            let same = words.is_none_or(|words| same_words(&found.join(" "), words));
            same.then(|| (self.slice(unit, start, end), self.is_whole(unit, &pieces)))
        });
        if pieces.len() > 1 && !standing.is_some_and(|(_, whole)| whole) {
            self.ids.insert(id, None);
            let message = "a mark of pieces apart: Tagline has none; left it out".to_owned();
            issues.push(Issue { place, message });
            return;
        }
        if self.ids.insert(id, Some(self.marks.len())).is_some() {
            let message =
                format!("expected a new id, found {id} again; what is said of {id} is said of this one");
            issues.push(Issue { place: line.place(id), message });
        }
        let mut mark = Mark::new(place, Some(start), Some(end), label);
        let there = standing.and_then(|(words, _)| words);
        mark.quote = words.map(|words| there.unwrap_or(words).to_owned());
        self.marks.push(mark);
    }

    fn at(&self, unit: Unit, count: usize) -> Option<Offset> {
        match unit {
            Unit::CodePoints => self.offsets.from_char(CharOffset(count)),
            Unit::Utf16 => self.offsets.from_utf16(Utf16Offset(count)),
            Unit::Bytes => Some(Offset(count)),
        }
    }

    fn slice(&self, unit: Unit, start: usize, end: usize) -> Option<&'a str> {
        self.text.get(self.at(unit, start)?.0..self.at(unit, end)?.0)
    }

    fn slices(&self, unit: Unit, pieces: &[(usize, usize)]) -> Option<Vec<&'a str>> {
        pieces.iter().map(|(start, end)| self.slice(unit, *start, *end)).collect()
    }

    /// Whether there is nothing but white space between the pieces.
    fn is_whole(&self, unit: Unit, pieces: &[(usize, usize)]) -> bool {
        pieces.windows(2).all(|pair| {
            let between = match pair {
                [(_, end), (start, _)] => self.slice(unit, *end, *start),
                _ => None,
            };
            between.is_some_and(|between| between.chars().all(is_blank))
        })
    }

    /// Any other line.
    fn of_mark(&mut self, line: Line<'_>, issues: &mut Vec<Issue>) {
        let mut columns = line.text.splitn(3, '\t');
        let (id, what, words) = (columns.next().unwrap_or_default(), columns.next(), columns.next());
        let mut parts = what.unwrap_or_default().splitn(3, ' ');
        let (kind, of, value) =
            (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next());
        let words = words.unwrap_or_default().trim_matches(is_blank);
        let mut tell_at = |part: &str, message: String| {
            issues.push(Issue { place: line.place(part), message });
        };
        let mut tell = |message: String| tell_at(line.text, message);
        let known = match self.ids.get(of) {
            Some(None) => {
                return tell_at(
                    of,
                    format!("expected a mark that was read, found {of}, which was left out; left it out too"),
                );
            }
            Some(Some(at)) => self.marks.get_mut(*at),
            None => None,
        };
        match (id.chars().next(), known) {
            (Some('R'), _) => tell(format!("a relation, {kind}: Tagline has none; left it out")),
            (Some('E'), _) => tell(format!("an event, {kind}: Tagline has none; left it out")),
            (Some('*'), _) => tell("an equivalence of marks: Tagline has none; left it out".to_owned()),
            (Some('A' | 'M'), Some(mark)) if kind == VALUE && value.is_some() && mark.value.is_none() => {
                mark.value = value.map(|value| value.trim().to_owned());
            }
            (Some('A' | 'M'), Some(_)) => {
                tell(format!("an attribute, {kind}: Tagline has none of this name; left it out"))
            }
            (Some('N'), Some(mark)) => {
                let link = value.and_then(|value| value.split_once(':'));
                match link.filter(|(authority, id)| link_id(authority, id).is_some() && mark.link.is_none()) {
                    Some((authority, id)) => {
                        let name = Some(words.to_owned()).filter(|words| !words.is_empty());
                        mark.link =
                            Some(NamedLink { authority: authority.to_owned(), id: id.to_owned(), name });
                    }
                    None => {
                        let found = value.unwrap_or_default();
                        let expected = "expected one reference for a mark, as authority:id";
                        tell_at(value.unwrap_or(of), format!("{expected}, found {found:?}; left it out"));
                    }
                }
            }
            (Some('#'), Some(mark)) if kind == "AnnotatorNotes" => {
                let note =
                    mark.note.take().map_or_else(|| words.to_owned(), |note| format!("{note}\n{words}"));
                mark.note = Some(note).filter(|note| !note.is_empty());
            }
            (Some('#'), _) => {
                tell_at(of, format!("expected a note of a mark, found {kind} {of}; left it out"))
            }
            (Some('A' | 'M' | 'N'), None) if what.is_some() => {
                tell_at(of, format!("expected the id of a mark, found {of:?}; left it out"));
            }
            _ => {
                let expected = "expected an id that begins with T, A, N or #, a tab, and what it says";
                tell(format!("{expected}, found {:?}; left it out", line.text));
            }
        }
    }
}

/// `4 17`
fn piece(piece: &str) -> Option<(usize, usize)> {
    let (start, end) = piece.split_once(' ')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

/// Whether two texts are the same but for the white space in them.
fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &'_ str| -> Vec<String> {
        text.split(is_blank).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    words(one) == words(other)
}
