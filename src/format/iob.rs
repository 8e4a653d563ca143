//! Lines of tokens with their tags, as `spacy convert -c iob` takes them (spaCy 3.8, `iob_to_docs`), tags in IOB2.
//!
//! ```text
//! The|O Supreme|B-COURT Court|I-COURT sat|O
//! ```
//!
//! Counts tokens. A line is a document: spaCy makes one of each, unless `-n` says that several are. IOB1 and BILOU are read too, as
//! are three parts to a token, `London|NNP|B-PLACE`, of which the last is the tag.
//! What it cannot carry: the text's white space, sentences, documents without a word, documents' ids, what is not accepted,
//! overlapping marks, marks that begin or end inside a token, all of a mark but its label, the character `|`.

use super::gather::{Found, Gathering};
use super::lines::{At, Lines};
use super::placed::Unit;
use super::tagged::{Joined, Scheme, lines};
use super::{Family, Format, FormatError, Overlap, Reader, Rules, Text, Writer};
use crate::annotation::Project;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "spacy-iob",
    title: "spaCy IOB",
    family: Family::Training,
    extension: ".iob",
    inside: None,
    media_type: "text/plain",
    counts: "tokens",
    about: "A line for each document, for spacy convert -c iob -n 1.",
    rules: Rules {
        overlap: Overlap::None,
        tokens: true,
        text: Text::Line(&['|']),
        wordless: false,
        label: Some(|name| super::rules::solid_name(&name.replace('|', "_"))),
        ..Rules::accepted(&[])
    },
    begins: |beginning| {
        let mut parts = beginning.lines().next().unwrap_or_default().split_whitespace();
        // The kilobyte may end inside a part, which is the last of two or more then.
        parts.next().and_then(tagged).is_some_and(|(token, tag)| {
            let is_tag = tag == "O" || matches!(tag.split_once('-'), Some(("B" | "I" | "U", _)));
            !token.is_empty() && is_tag
        })
    },
    opens_at: None,
    streams: true,
    reader: Some(Reader::Lines(|| Box::new(File))),
    writer: Some(Writer::File(write)),
};

fn write(project: &Project) -> String {
    let mut content = String::new();
    for document in &project.documents {
        for (number, token) in lines(document).iter().flatten().enumerate() {
            if number > 0 {
                content.push(' ');
            }
            content += document.words(token.span);
            content.push('|');
            content += &token.tag(Scheme::Iob2);
        }
        content.push('\n');
    }
    content
}

/// A file on its way, each line a document.
struct File;

impl Lines for File {
    fn line(&mut self, number: usize, line: &str, gathering: &mut Gathering) -> Result<(), FormatError> {
        let mut joined: Option<Joined> = None;
        for part in line.split_whitespace() {
            let at = At::of(number, line, part);
            let first = joined.is_none() && gathering.len() == 0;
            let open = joined.get_or_insert_with(|| Joined::new(format!("line {number}")));
            match tagged(part) {
                Some((token, tag)) if !token.is_empty() => open.push(at, token, tag),
                _ => {
                    let message = format!("expected a token, \"|\" and its tag, found {part:?}");
                    if first {
                        return Err(FormatError { message: format!("{at}: {message}") });
                    }
                    gathering.issue(at.to_string(), message + "; read it as O");
                    open.push(at, part, "O");
                }
            }
        }
        if let Some(joined) = joined {
            let (place, text, marks) = joined.done(&mut gathering.issues);
            gathering.add(Found { place, text, marks, ..Found::default() }, Unit::Bytes);
        }
        Ok(())
    }

    fn end(&mut self, _: &mut Gathering) {}
}

/// A token and its tag, without what stands between them.
fn tagged(part: &str) -> Option<(&str, &str)> {
    let (before, tag) = part.rsplit_once('|')?;
    match before.split_once('|') {
        Some((token, more)) if !token.is_empty() && !more.is_empty() && !more.contains('|') => {
            Some((token, tag))
        }
        _ => Some((before, tag)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_error, check_read, check_write};
    use super::FORMAT;
    use expect_test::expect;

    #[test]
    fn writes_a_line_for_each_document() {
        check_write(
            &FORMAT,
            "👨‍🚒 The [COURT Supreme Court of Łódź]. It sat.\r\n[A é | 漢] [C? x] o[E n]e [B שלום]",
            expect![[r#"
                👨‍🚒|O The|O Supreme|B-COURT Court|I-COURT of|I-COURT Łódź|I-COURT .|O It|O sat|O .|O é|B-A �|I-A 漢|I-A x|O one|O שלום|B-B
                -- the project: not carried: colours, keys and guidelines
                -- documents[0]: not carried: document id
                -- documents[0]: text: only its words, a space between them
                -- documents[0].annotations[0]: not carried: origin
                -- documents[0].annotations[1]: not carried: origin
                -- documents[0].annotations[2]: only suggested: left out
                -- documents[0].annotations[3]: begins or ends inside a word: left out
                -- documents[0].annotations[4]: not carried: annotation id, origin
            "#]],
        );
        check_write(
            &FORMAT,
            "",
            expect![[r#"
            -- documents[0]: has no words: left out
        "#]],
        );
    }

    #[test]
    fn reads_two_parts_and_three() {
        check_read(
            &FORMAT,
            "I|PRP|O like|VBP|O Łódź|NNP|I-GPE\r\n\r\n|||O 漢|U-X x é|B- b|L-X\n",
            expect![[r#"
                document-1: I like [GPE Łódź]
                document-2: || [X 漢] x é [X b]
                -- line 3, column 12: expected a token, "|" and its tag, found "x"; read it as O
                -- line 3, column 14: expected a label after "B", found "B-"; read it as O
                -- line 3, column 19: expected a tag that begins X, found "L-X"; began one there
            "#]],
        );
        check_error(
            &FORMAT,
            "An article",
            expect![[r#"line 1, column 1: expected a token, "|" and its tag, found "An""#]],
        );
    }
}
