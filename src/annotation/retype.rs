//! Typing a paragraph anew: the marks stay on their words.

use std::rc::Rc;

use unicode_segmentation::UnicodeSegmentation;

use super::{Annotation, Document, Retext, SetAside, Status};
use crate::text::{Offset, Patch, Span, compare, is_border, snap_to_graphemes};

/// What became of a document of which a stretch was typed anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Retyped {
    /// The text and what stands in it.
    pub retext: Retext,
    /// The annotations whose words are gone, in the text's order.
    pub gone: Vec<Rc<Annotation>>,
    /// The open suggestions on words that were changed: whether they still hold is for the tagger to say.
    pub asked_anew: Vec<Rc<Annotation>>,
    /// Where what was typed stands; `None` if the paragraph was emptied.
    pub typed: Option<Span>,
}

/// Why a stretch cannot be typed anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchanged {
    /// It says what it said before.
    Same,
    /// It is no stretch of the text within one line.
    NoLine,
    /// Nothing would be left of the text.
    Nothing,
}

/// `document` with `words` in the place of `span`, which lies within one line.
///
/// Marks before a change stay, those behind it move, those around it grow or shrink; one that a change cuts keeps what is left
/// of it. Line ends in `words` become spaces. A line of which nothing is left goes, with what parted it from the next.
pub fn retype(document: &Document, span: Span, words: &str) -> Result<Retyped, Unchanged> {
    let old = document.text();
    let before = span.slice(old).filter(|before| !before.contains('\n')).ok_or(Unchanged::NoLine)?;
    let words = on_one_line(words, before);
    if words == on_one_line(before, before) {
        return Err(Unchanged::Same);
    }
    let line = line(old, span).ok_or(Unchanged::NoLine)?;
    let rest = |range: std::ops::Range<usize>| old.get(range).is_none_or(|rest| rest.trim().is_empty());
    let emptied =
        words.trim().is_empty() && rest(line.start().0..span.start().0) && rest(span.end().0..line.end().0);
    let source = document.source().map_or("", |source| &source.content);
    if emptied {
        let gap = with_gap(old, line);
        if rest(0..gap.start().0) && rest(gap.end().0..old.len()) {
            return Err(Unchanged::Nothing);
        }
        let text = format!("{}{}", &old[..gap.start().0], &old[gap.end().0..]);
        let patch = Patch { old: gap.range(), new: gap.start().0..gap.start().0 };
        let cleaned = document.cleaned().without_line(line, &text, patch.clone());
        let mut retyped = moved(document, &text, &[patch], (gap, gap.start()));
        retyped.retext.cleaned = cleaned;
        // As when a block is taken out: they come back with it.
        let aside = retyped.gone.iter().filter_map(|gone| {
            let source = document.map().span_to_source(gone.span)?;
            Some(SetAside { annotation: gone.clone(), source })
        });
        retyped.retext.set_aside.extend(aside);
        return Ok(retyped);
    }
    let text = format!("{}{words}{}", &old[..span.start().0], &old[span.end().0..]);
    let patches = compare(before, &words);
    let placed = |patches: Vec<Patch>| -> Vec<Patch> {
        patches.iter().map(|patch| patch.shifted(span.start().0)).collect()
    };
    let end = span.start().plus(words.len());
    let mut retyped = moved(document, &text, &placed(patches.letters), (span, end));
    retyped.retext.cleaned = document.cleaned().retyped(source, &text, &placed(patches.words));
    retyped.typed = Span::new(span.start(), end);
    Ok(retyped)
}

/// `words` without line ends, and without white space around them where `before` has none either.
fn on_one_line(words: &str, before: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for part in words.split(|character| is_border(character) && character != '\t') {
        match (line.is_empty(), part.is_empty()) {
            (false, false) => {
                line.truncate(line.trim_end_matches(' ').len());
                line.push(' ');
                line.push_str(part.trim_start_matches(' '));
            }
            (true, _) => line.push_str(part),
            (false, true) => {}
        }
    }
    let start = if before.starts_with(char::is_whitespace) { &line } else { line.trim_start() };
    let both = if before.ends_with(char::is_whitespace) { start } else { start.trim_end() };
    both.to_owned()
}

/// The line that `span` lies in, without its end.
fn line(text: &str, span: Span) -> Option<Span> {
    let start = text.get(..span.start().0)?.rfind('\n').map_or(0, |end| end + 1);
    let end = text.get(span.end().0..)?.find('\n').map_or(text.len(), |end| span.end().0 + end);
    Span::of(start..end)
}

/// `line` with the line ends behind it up to the next words; where none are left, with those before it.
fn with_gap(text: &str, line: Span) -> Span {
    let behind = text[line.end().0..].trim_start_matches(['\n', '\r']);
    let (start, end) = if behind.is_empty() {
        (text[..line.start().0].trim_end_matches(['\n', '\r']).len(), line.end().0)
    } else {
        (line.start().0, text.len() - behind.len())
    };
    Span::of(start..end).unwrap_or(line)
}

/// Everything that stands in the document, at its place in `text`; what was typed stands at `region` and ends there.
fn moved(document: &Document, text: &str, patches: &[Patch], region: (Span, Offset)) -> Retyped {
    let old = document.text();
    let seams = Seams::new(old, text, patches, region);
    let (mut annotations, mut gone, mut asked_anew) = (Vec::new(), Vec::new(), Vec::new());
    annotations.reserve(document.annotations().len());
    for annotation in document.annotations() {
        let Some(span) = seams.moved(annotation.span) else {
            gone.push(annotation.clone());
            continue;
        };
        let same = annotation.span.slice(old) == span.slice(text);
        let untouched = annotation.status == Status::Suggested && annotation.note.is_none();
        if !same && untouched {
            asked_anew.push(annotation.clone());
        } else if same && span == annotation.span {
            annotations.push(annotation.clone());
        } else {
            // What it stands for was read from the words as they were.
            let value = annotation.value.clone().filter(|_| same);
            annotations.push(Rc::new(Annotation { span, value, ..(**annotation).clone() }));
        }
    }
    let reviewed = document.reviewed().iter().filter_map(|span| seams.around(*span)).collect();
    let retext = Retext {
        cleaned: document.cleaned().clone(),
        annotations,
        reviewed,
        set_aside: document.set_aside().to_vec(),
    };
    Retyped { retext, gone, asked_anew, typed: None }
}

/// Where two texts differ.
struct Seams<'a> {
    old: &'a str,
    new: &'a str,
    patches: &'a [Patch],
    /// What was typed over.
    was: Span,
    /// Where what came for it ends.
    end: Offset,
    /// The words of what was typed.
    words: Vec<Span>,
}

impl<'a> Seams<'a> {
    fn new(old: &'a str, new: &'a str, patches: &'a [Patch], (was, end): (Span, Offset)) -> Seams<'a> {
        let typed = new.get(was.start().0..end.0).unwrap_or_default();
        let words = typed
            .split_word_bound_indices()
            .filter_map(|(at, word)| Span::of(at..at + word.len()).map(|span| span.shifted(was.start())));
        Seams { old, new, patches, was, end, words: words.collect() }
    }

    /// A place outside of every patch.
    fn shifted(&self, at: usize) -> usize {
        let before = self.patches.partition_point(|patch| patch.old.end <= at);
        match before.checked_sub(1).and_then(|last| self.patches.get(last)) {
            Some(patch) => patch.new.end + (at - patch.old.end),
            None => at,
        }
    }

    /// The stretch that `span` is now; `None` if no word of it is left.
    fn moved(&self, span: Span) -> Option<Span> {
        if span.end() <= self.was.start() {
            return Some(span);
        }
        if !self.keeps_words(span) {
            return None;
        }
        let (start, end) = (self.start(span), self.end(span));
        if self.was.end() <= span.start() {
            return Span::of(start..end);
        }
        let words = self.new.get(start..end)?;
        let before = span.slice(self.old)?;
        // The same space at both ends as before: what lay between two words does not begin or end a mark.
        let start =
            if before.starts_with(char::is_whitespace) { start } else { end - words.trim_start().len() };
        let end = if before.ends_with(char::is_whitespace) {
            end
        } else {
            start + self.new.get(start..end)?.trim_end().len()
        };
        let found = Span::of(start..end)?;
        if snap_to_graphemes(self.old, span) == Some(span) {
            snap_to_graphemes(self.new, found)
        } else {
            Some(found)
        }
    }

    /// The same for a stretch that is not of words: with all that was typed if it held all of what was there.
    fn around(&self, span: Span) -> Option<Span> {
        if span.covers(self.was) {
            let end = self.end.0 + (span.end().0 - self.was.end().0);
            return Span::of(span.start().0..end);
        }
        self.moved(span)
    }

    /// Whether a word of `span` stands in both texts, or a character if there is no word in it.
    fn keeps_words(&self, span: Span) -> bool {
        let words = span.slice(self.old).unwrap_or_default();
        let counts: fn(char) -> bool = if words.contains(char::is_alphanumeric) {
            char::is_alphanumeric
        } else {
            |character| !character.is_whitespace()
        };
        let mut from = span.start().0;
        let first = self.patches.partition_point(|patch| patch.old.end <= from);
        for patch in &self.patches[first..] {
            if patch.old.start >= span.end().0 {
                break;
            }
            if self.old.get(from..patch.old.start).is_some_and(|kept| kept.contains(counts)) {
                return true;
            }
            from = patch.old.end.max(from);
        }
        let rest = self.old.get(from..span.end().0).unwrap_or_default();
        rest.contains(counts) || words.trim().is_empty() && !rest.is_empty()
    }

    fn start(&self, span: Span) -> usize {
        let at = span.start().0;
        let first = self.patches.partition_point(|patch| patch.old.end < at);
        let near = self.patches[first..].iter().take_while(|patch| patch.old.start <= at);
        // One that ends here and one that begins here have nothing between them, and are one.
        let Some(patch) = near.last() else { return self.shifted(at) };
        if patch.old.start == at && !patch.old.is_empty() {
            return patch.new.start;
        }
        self.glued(patch, patch.new.end, |word| word.start())
    }

    fn end(&self, span: Span) -> usize {
        let at = span.end().0;
        let first = self.patches.partition_point(|patch| patch.old.end < at);
        let mut near = self.patches[first..].iter().take_while(|patch| patch.old.start <= at);
        let Some(patch) = near.next() else { return self.shifted(at) };
        if patch.old.end == at && !patch.old.is_empty() {
            return patch.new.end;
        }
        self.glued(patch, patch.new.start, |word| word.end())
    }

    /// `at`, one end of what came with `patch`; or the end of the word there if that was put in with it.
    fn glued(&self, patch: &Patch, at: usize, edge: fn(Span) -> Offset) -> usize {
        let word = self.words.get(self.words.partition_point(|word| word.end().0 <= at));
        let inside = word.filter(|word| word.start().0 < at).map(|word| edge(*word).0);
        inside.filter(|edge| patch.new.start <= *edge && *edge <= patch.new.end).unwrap_or(at)
    }
}

#[cfg(test)]
mod tests;
