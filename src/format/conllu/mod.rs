//! CoNLL-U (universaldependencies.org/format.html): ten columns, the tags in the last, the text to the character.
//!
//! ```text
//! # newdoc id = n1
//! # sent_id = n1-s1
//! # text = The Supreme Court sat.
//! 1  The  _  _  _  _  _  _  _  _
//! 2  Supreme  _  _  _  _  _  _  _  name=B-COURT|NER=B-COURT
//! 3  Court  _  _  _  _  _  _  _  name=I-COURT|NER=I-COURT
//! 4  sat  _  _  _  _  _  _  _  SpaceAfter=No
//! 5  .  _  _  _  _  _  _  _  SpaceAfter=No
//! ```
//!
//! Tabs between the columns. Counts tokens. White space other than one space is in `SpacesAfter` and `SpacesBefore` as UDPipe writes
//! it (`\s`, `\t`, `\n`, `\r`, `\p` for `|`, `\\`). spaCy reads the tags of `name=`, Potato those of `NER=`; spaCy takes labels of `A`
//! to `Z` and `_` alone.
//! Read besides: `NE=`, tags without a name, columns that `# global.columns` names, multiword tokens, sentences without `SpaceAfter`
//! whose `# text` shows what is between the tokens, and files of other programs that have no tags at all.
//! What it cannot carry: documents without a word, what is not accepted, overlapping marks, marks that begin or end inside a token,
//! all of a mark but its label, control characters and the rarer line ends. Trees and features are not read.

mod read;
mod write;

use std::rc::Rc;

use super::fit::retexted;
use super::rules::Changed;
use super::{Family, Format, Overlap, Part, Reader, Rules, Writer};
use crate::annotation::{Annotation, Document};
use crate::article::Cleaned;
use crate::text::{Offsets, Span};

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "conllu",
    title: "CoNLL-U",
    family: Family::Training,
    extension: ".conllu",
    inside: None,
    media_type: "text/plain",
    counts: "tokens",
    about: "The columns of Universal Dependencies with the tags in MISC, the text kept to the character: for spaCy (convert \
            -c conllu), Stanza, UDPipe and Potato. Labels are of capital letters and _.",
    rules: Rules {
        overlap: Overlap::None,
        tokens: true,
        wordless: false,
        label: Some(label),
        id: Some(id),
        own: Some(plain),
        ..Rules::accepted(&[Part::DocumentIds])
    },
    begins: |beginning| {
        let mut lines = beginning.lines().filter(|line| !line.trim().is_empty());
        let Some(first) = lines.next() else { return false };
        let comment = ["# newdoc", "# sent_id", "# text =", "# global.columns", "# newpar"];
        comment.iter().any(|start| first.starts_with(start))
            || (first.starts_with("1\t") || first.starts_with("1-")) && first.matches('\t').count() == 9
    },
    opens_at: None,
    streams: true,
    reader: Some(Reader::Lines(|| Box::new(read::File::default()))),
    writer: Some(Writer::File(write::write)),
};

const CHANGED: &str = "control characters and rare line ends: changed to U+FFFD and spaces";

/// A label that spaCy reads: capital letters and `_`, a number in words.
fn label(name: &str) -> String {
    const DIGITS: [&str; 10] =
        ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"];
    let mut label = String::new();
    for character in name.trim().chars() {
        match character.to_digit(10).and_then(|digit| DIGITS.get(digit as usize)) {
            Some(word) => label += word,
            None if character.is_ascii_alphabetic() => label.push(character.to_ascii_uppercase()),
            None => label.push('_'),
        }
    }
    if label.is_empty() { "_".to_owned() } else { label }
}

/// An id that a comment can hold.
fn id(name: &str) -> String {
    let wrong = |one: char| one.is_control() || matches!(one, '\u{2028}' | '\u{2029}');
    let name = name.trim().replace(wrong, "_");
    if name.is_empty() { "_".to_owned() } else { name }
}

/// A document without the characters at which Python ends a line or that it strips, and without other control characters. Each
/// becomes one other: U+FFFD, or a space where it is white space.
fn plain(document: &Document) -> Changed {
    let as_carried = |character: char| match character {
        '\t' | '\n' | '\r' => character,
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        _ if character.is_control() => '\u{fffd}',
        _ => character,
    };
    let text: String = document.text().chars().map(as_carried).collect();
    if text == **document.text() {
        return None;
    }
    let (before, after) = (Offsets::new(document.text()), Offsets::new(&text));
    let moved = |span: Span| {
        let start = after.from_char(before.to_char(span.start())?)?;
        Span::new(start, after.from_char(before.to_char(span.end())?)?)
    };
    let annotations = document
        .annotations()
        .iter()
        .filter_map(|one| Some(Rc::new(Annotation { span: moved(one.span)?, ..(**one).clone() })));
    let annotations = annotations.collect();
    let reviewed = document.reviewed().iter().filter_map(|span| moved(*span)).collect();
    let cleaned = Cleaned { text: text.as_str().into(), ..Cleaned::default() };
    let changed = retexted(document, cleaned, annotations, reviewed);
    Some(((*changed).clone(), vec![(None, CHANGED.into())]))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_error, check_read, check_write};
    use super::{FORMAT, label};
    use expect_test::expect;

    #[test]
    fn labels_are_of_capital_letters() {
        for (name, expected) in [("Court", "COURT"), ("A B-é", "A_B__"), ("LAW_2", "LAW_TWO"), (" ", "_")] {
            assert_eq!(label(name), expected);
            assert_eq!(label(expected), expected);
        }
    }

    #[test]
    fn writes_every_character() {
        check_write(
            &FORMAT,
            "\r\n 👨‍🚒 The [COURT Supreme Court].\r\n\r\nIt  sat\u{a0}[A é\u{2028}\u{301}漢]  on. [B? x] o[C n]e [שלום שלום]\u{1} ",
            expect![[r#"
                # newdoc id = d1
                # sent_id = d1-s1
                # text = 👨‍🚒 The Supreme Court.
                1	👨‍🚒	_	_	_	_	_	_	_	SpacesBefore=\r\n\s
                2	The	_	_	_	_	_	_	_	_
                3	Supreme	_	_	_	_	_	_	_	name=B-COURT|NER=B-COURT
                4	Court	_	_	_	_	_	_	_	name=I-COURT|NER=I-COURT|SpaceAfter=No
                5	.	_	_	_	_	_	_	_	SpacesAfter=\r\n\r\n

                # sent_id = d1-s2
                # text = It  sat é ́漢  on. x one שלום�
                1	It	_	_	_	_	_	_	_	SpacesAfter=\s\s
                2	sat	_	_	_	_	_	_	_	SpacesAfter= |NER=O
                3	é	_	_	_	_	_	_	_	name=B-A|NER=B-A
                4	́	_	_	_	_	_	_	_	name=I-A|NER=I-A|SpaceAfter=No
                5	漢	_	_	_	_	_	_	_	name=I-A|NER=I-A|SpacesAfter=\s\s
                6	on	_	_	_	_	_	_	_	SpaceAfter=No
                7	.	_	_	_	_	_	_	_	_
                8	x	_	_	_	_	_	_	_	_
                9	one	_	_	_	_	_	_	_	_
                10	שלום	_	_	_	_	_	_	_	name=B-____|NER=B-____|SpaceAfter=No
                11	�	_	_	_	_	_	_	_	SpacesAfter=\s

                -- the project: not carried: colours, keys and guidelines
                -- documents[0]: control characters and rare line ends: changed to U+FFFD and spaces
                -- documents[0].annotations[0]: not carried: origin
                -- documents[0].annotations[1]: not carried: origin
                -- documents[0].annotations[2]: only suggested: left out
                -- documents[0].annotations[3]: begins or ends inside a word: left out
                -- documents[0].annotations[4]: not carried: annotation id, origin
                -- documents[0].annotations[4]: label has a name that the format cannot hold: renamed
            "#]],
        );
        check_write(
            &FORMAT,
            "\r\n",
            expect![[r#"
            -- documents[0]: has no words: left out
        "#]],
        );
    }

    #[test]
    fn reads_what_others_write() {
        // Potato: all of an item is a sentence, its text shows what is between the tokens.
        check_read(
            &FORMAT,
            "# sent_id = a b-s1\n# text = é \"漢  x\"\n1\té\t_\t_\t_\t_\t_\t_\t_\tNER=B-P\n2\t\"\t_\t_\t_\t_\t_\t_\t_\t_\n\
             3\t漢\t_\t_\t_\t_\t_\t_\t_\tNER=B-Q\n4\tx\t_\t_\t_\t_\t_\t_\t_\tNER=I-Q\n5\t\"\t_\t_\t_\t_\t_\t_\t_\t_\n\n\
             # sent_id = c-s1\n1\tx\t_\t_\t_\t_\t_\t_\t_\tNER=B-P\n\n",
            expect![[r#"
                a b: [P é] "[Q 漢  x]"
                c: [P x]
            "#]],
        );
        // A treebank: no tags, multiword tokens, empty nodes, paragraphs.
        check_read(
            &FORMAT,
            "# newdoc\r\n# newpar\r\n# sent_id = 1\r\n# text = Vámonos al mar.\r\n1-2\tVámonos\t_\t_\t_\t_\t_\t_\t_\t_\r\n\
             1\tVamos\tir\tVERB\t_\t_\t0\troot\t_\t_\r\n2\tnos\t_\t_\t_\t_\t1\tobj\t_\t_\r\n3-4\tal\t_\t_\t_\t_\t_\t_\t_\t_\r\n\
             3\ta\t_\t_\t_\t_\t_\t_\t_\tNE=B-LOC\r\n4\tel\t_\t_\t_\t_\t_\t_\t_\tNE=I-LOC\r\n5\tmar\t_\t_\t_\t_\t_\t_\t_\tNE=L-LOC|SpaceAfter=No\r\n\
             5.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\r\n6\t.\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n# newpar\r\n1\tFin\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\s\\q\\\\\\p\r\n",
            expect![[r#"
                document-1: Vámonos [LOC al mar].
                Fin \\q\\|
            "#]],
        );
        check_read(
            &FORMAT,
            "# global.columns = ID FORM ORTO:NE\n# text = other\n1\té\tB-X\n2\t漢\tL-X\nx\n3\n\n",
            expect![[r#"
                document-1: [X é 漢]
                -- line 5, column 1: expected columns parted by tabs, a number and a word the first, found "x"; left the line out
                -- line 6, column 2: expected columns parted by tabs, a number and a word the first, found "3"; left the line out
                -- line 2, column 10: expected the text of the tokens below, found another; took theirs
            "#]],
        );
        check_error(
            &FORMAT,
            "An article\n",
            expect![[
                r#"line 1, column 1: expected columns parted by tabs, a number and a word the first, found "An article""#
            ]],
        );
    }
}
