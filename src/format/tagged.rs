//! Texts as tokens with tags: the one place that cuts a text for formats of tokens, and the schemes of their tags.
//!
//! Schemes: IOB1 and IOB2 (Ramshaw and Marcus 1995; Tjong Kim Sang and Veenstra 1999), BILOU (Ratinov and Roth 2009), which spaCy
//! calls BILUO and others BIOES with `S` and `E`.

use std::rc::Rc;

use super::Issue;
use super::gather::Mark;
use super::lines::At;
use crate::annotation::{Annotation, Document};
use crate::text::{self, Offset, Span};

/// A token and the annotation that it belongs to, if it belongs to one.
#[derive(Clone, Copy, Debug)]
pub struct Tagged<'a> {
    /// Where it stands in the text.
    pub span: Span,
    /// Its annotation.
    pub annotation: Option<&'a Annotation>,
}

impl Tagged<'_> {
    /// Whether its annotation begins with it.
    fn begins(&self) -> bool {
        self.annotation.is_some_and(|one| one.span.start() >= self.span.start())
    }

    /// Whether its annotation ends with it.
    fn ends(&self) -> bool {
        self.annotation.is_some_and(|one| one.span.end() <= self.span.end())
    }

    /// Its tag: `B-COURT`, `O`.
    pub fn tag(&self, scheme: Scheme) -> String {
        let Some(annotation) = self.annotation else { return "O".to_owned() };
        let prefix = match (scheme, self.begins(), self.ends()) {
            (Scheme::Bilou, true, true) => "U",
            (Scheme::Bilou, false, true) => "L",
            (_, true, _) => "B",
            _ => "I",
        };
        format!("{prefix}-{}", annotation.label)
    }
}

/// How tags say where an annotation begins and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `B-` begins each, `I-` goes on.
    Iob2,
    /// `B-`, `I-`, `L-` for the last, `U-` for a single token.
    Bilou,
}

/// The spans of the tokens of `text`.
pub fn tokens(text: &str) -> Vec<Span> {
    text::tokens(text).into_iter().map(|token| token.span).collect()
}

/// `document` as sentences of tokens, its annotations being apart from one another and of whole tokens. No annotation runs
/// over the end of a sentence: sentences that it joins are one.
pub fn sentences(document: &Document) -> Vec<Vec<Tagged<'_>>> {
    let tokens = tokens(document.text());
    let ends = sentence_ends(document.text(), document.annotations());
    grouped(&tokens, &ends, document.annotations())
}

/// `document`, whose text is nothing but tokens with a space between them and a line for each sentence, as sentences of tokens.
pub fn lines(document: &Document) -> Vec<Vec<Tagged<'_>>> {
    let mut sentences = Vec::new();
    let mut at = 0;
    let mut annotations = document.annotations().iter().peekable();
    for line in document.text().split('\n') {
        let mut sentence = Vec::new();
        let mut from = at;
        for token in line.split(' ') {
            let span = Span::of(from..from + token.len());
            from += token.len() + 1;
            let Some(span) = span else { continue };
            while annotations.next_if(|one| one.span.end() <= span.start()).is_some() {}
            let annotation = annotations.peek().filter(|one| one.span.overlaps(span)).map(|one| &***one);
            sentence.push(Tagged { span, annotation });
        }
        at += line.len() + 1;
        sentences.push(sentence);
    }
    sentences
}

/// The places where sentences of `text` end, without those inside an annotation.
pub fn sentence_ends(text: &str, annotations: &[Rc<Annotation>]) -> Vec<Offset> {
    let mut ends: Vec<Offset> = text::sentences(text).into_iter().map(Span::end).collect();
    // The annotations are apart from one another: the one that could run over an end begins last before it.
    ends.retain(|end| {
        let before = annotations.partition_point(|one| one.span.start() < *end);
        let over = before.checked_sub(1).and_then(|at| annotations.get(at));
        over.is_none_or(|one| one.span.end() <= *end)
    });
    ends
}

fn grouped<'a>(tokens: &[Span], ends: &[Offset], annotations: &'a [Rc<Annotation>]) -> Vec<Vec<Tagged<'a>>> {
    let mut sentences: Vec<Vec<Tagged<'a>>> = Vec::new();
    let mut sentence = Vec::new();
    let (mut ends, mut annotations) = (ends.iter().peekable(), annotations.iter().peekable());
    for &span in tokens {
        let mut ended = false;
        while ends.next_if(|end| **end <= span.start()).is_some() {
            ended = true;
        }
        if ended && !sentence.is_empty() {
            sentences.push(std::mem::take(&mut sentence));
        }
        while annotations.next_if(|one| one.span.end() <= span.start()).is_some() {}
        let annotation = annotations.peek().filter(|one| one.span.overlaps(span)).map(|one| &***one);
        sentence.push(Tagged { span, annotation });
    }
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
    sentences
}

/// A stretch of tokens with a label, as tags say it: from the first to before the last, counted in the row that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first token.
    pub start: usize,
    /// The token after the last.
    pub end: usize,
    /// The label's name.
    pub label: String,
}

/// The stretches that a sentence's tags name, in whichever of the schemes they are written; `place` says where a tag stands.
/// A tag that does not follow from the one before begins a new stretch, as `conlleval` has it, and is told where the scheme
/// is one that would have said so.
pub fn stretches<'a>(
    tags: impl IntoIterator<Item = &'a str>,
    place: impl Fn(usize) -> String,
    issues: &mut Vec<Issue>,
) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut open = false;
    for (at, tag) in tags.into_iter().enumerate() {
        let (prefix, label) = match tag.split_once(['-', '_']) {
            Some((prefix, label)) if prefix.len() == 1 => (prefix, label),
            _ if matches!(tag, "O" | "" | "-" | "_" | "*") => {
                open = false;
                continue;
            }
            // Plain labels: a run of one label is a stretch.
            _ => ("I", tag),
        };
        if label.trim().is_empty() {
            let message = format!("expected a label after {prefix:?}, found {tag:?}; read it as O");
            issues.push(Issue { place: place(at), message });
            open = false;
            continue;
        }
        let goes_on = open && found.last().is_some_and(|last| last.label == label);
        match prefix {
            "I" | "M" | "L" | "E" if goes_on => {
                if let Some(last) = found.last_mut() {
                    last.end = at + 1;
                }
            }
            "B" | "I" | "M" | "L" | "E" | "U" | "S" | "W" => {
                if matches!(prefix, "L" | "E" | "M") {
                    let message =
                        format!("expected a tag that begins {label}, found {tag:?}; began one there");
                    issues.push(Issue { place: place(at), message });
                }
                found.push(Stretch { start: at, end: at + 1, label: label.to_owned() });
            }
            _ => {
                let message = format!(
                    "expected a tag that begins with B-, I-, L-, U-, E- or S-, or O, found {tag:?}; read it as O"
                );
                issues.push(Issue { place: place(at), message });
                open = false;
                continue;
            }
        }
        open = !matches!(prefix, "L" | "E" | "U" | "S" | "W");
    }
    found
}

/// A document put together from tokens with tags, as files of tokens hold it: one space between tokens, a line end after each
/// sentence. Its marks count bytes.
pub struct Joined {
    place: String,
    text: String,
    marks: Vec<Mark>,
    /// The sentence under way: where each token stands in the file, where in the text, and its tag.
    sentence: Vec<(At, Span, String)>,
    issues: Vec<Issue>,
}

impl Joined {
    /// An empty document that begins at `place` of the file.
    pub fn new(place: String) -> Joined {
        Joined { place, text: String::new(), marks: Vec::new(), sentence: Vec::new(), issues: Vec::new() }
    }

    /// Adds a token and its tag, which stand at `at` of the file.
    pub fn push(&mut self, at: At, token: &str, tag: &str) {
        if !self.text.is_empty() {
            self.text.push(if self.sentence.is_empty() { '\n' } else { ' ' });
        }
        let start = self.text.len();
        self.text.push_str(token);
        self.sentence.extend(Span::of(start..self.text.len()).map(|span| (at, span, tag.to_owned())));
    }

    /// Ends the sentence under way; no mark goes on behind it.
    pub fn end_sentence(&mut self) {
        let sentence = std::mem::take(&mut self.sentence);
        let place = |at: usize| sentence.get(at).map(|(at, ..)| at.to_string()).unwrap_or_default();
        let tags = sentence.iter().map(|(_, _, tag)| &**tag);
        for found in stretches(tags, place, &mut self.issues) {
            let last = found.end.checked_sub(1).and_then(|at| sentence.get(at));
            let (Some((at, first, _)), Some((_, last, _))) = (sentence.get(found.start), last) else {
                continue;
            };
            self.marks.push(Mark::new(
                at.to_string(),
                Some(first.start().0),
                Some(last.end().0),
                found.label,
            ));
        }
    }

    /// The place, the text and the marks of the document.
    pub fn done(mut self, issues: &mut Vec<Issue>) -> (String, String, Vec<Mark>) {
        self.end_sentence();
        issues.append(&mut self.issues);
        (self.place, self.text, self.marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::document_from_notation;
    use expect_test::{Expect, expect};

    fn check(tags: &str, expected: Expect) {
        let mut issues = Vec::new();
        let found = stretches(tags.split(' '), |at| format!("tag {at}"), &mut issues);
        let mut shown: String =
            found.iter().map(|one| format!("{}-{} {}\n", one.start, one.end, one.label)).collect();
        issues.iter().for_each(|issue| shown += &format!("{issue}\n"));
        expected.assert_eq(&shown);
    }

    #[test]
    fn tags_of_every_scheme_are_read() {
        check(
            "B-A I-A O B-A B-A",
            expect![[r#"
            0-2 A
            3-4 A
            4-5 A
        "#]],
        );
        check(
            "I-A I-A B-A I-B O",
            expect![[r#"
            0-2 A
            2-3 A
            3-4 B
        "#]],
        );
        check(
            "B-A I-A L-A U-B U-B O",
            expect![[r#"
            0-3 A
            3-4 B
            4-5 B
        "#]],
        );
        check(
            "B-A E-A S-é A-B",
            expect![[r#"
            0-2 A
            2-3 é
            tag 3: expected a tag that begins with B-, I-, L-, U-, E- or S-, or O, found "A-B"; read it as O
        "#]],
        );
        check(
            "PER PER O PER L-A B-",
            expect![[r#"
            0-2 PER
            3-4 PER
            4-5 A
            tag 4: expected a tag that begins A, found "L-A"; began one there
            tag 5: expected a label after "B", found "B-"; read it as O
        "#]],
        );
    }

    #[test]
    fn no_annotation_runs_over_the_end_of_a_sentence() {
        let text = "He saw [A Vol. 3. Then] 漢. It\r\nended [B 👩‍🚀].";
        let document = document_from_notation("d", text, &"a".into()).unwrap();
        let shown: String = sentences(&document)
            .iter()
            .map(|sentence| {
                let tokens = sentence
                    .iter()
                    .map(|token| format!("{}|{}", document.words(token.span), token.tag(Scheme::Bilou)));
                tokens.collect::<Vec<_>>().join(" ") + "\n"
            })
            .collect();
        expect![[r#"
            He|O saw|O Vol|B-A .|I-A 3|I-A .|I-A Then|L-A 漢|O .|O
            It|O
            ended|O 👩‍🚀|U-B .|O
        "#]]
        .assert_eq(&shown);
    }
}
