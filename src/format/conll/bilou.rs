//! Two columns with tags in BILOU (Ratinov and Roth 2009), which spaCy calls BILUO, as doccano imports them (1.8: a token, a tab,
//! its tag, nothing else).
//!
//! ```text
//! The  O
//! Supreme  B-COURT
//! Court  L-COURT
//! sat  O
//! ```
//!
//! Tabs between the columns. Counts tokens: a line each, a blank line after each document. doccano makes a document of each block,
//! as does spaCy of a file without `-DOCSTART-`, and doccano refuses a whole file in which a line has that and more columns. From the
//! first such line on, they begin the documents, and blank lines end sentences. Tags of every scheme are read, as are more
//! columns, the last being the tag.
//! What it cannot carry: the text's white space, sentences, documents without a word, documents' ids, what is not accepted,
//! overlapping marks, marks that begin or end inside a token, all of a mark but its label.

use super::{Blocks, Columns};
use crate::annotation::Project;
use crate::format::tagged::{Scheme, lines};
use crate::format::{Family, Format, Overlap, Reader, Rules, Text, Writer, rules};

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "bilou",
    title: "BILOU columns",
    family: Family::Training,
    extension: ".bilou",
    inside: None,
    media_type: "text/plain",
    counts: "tokens",
    about: "A token, a tab, its tag; a blank line after each document: for doccano (import as CoNLL, scheme BILOU) and \
            spaCy (convert -c ner).",
    rules: Rules {
        overlap: Overlap::None,
        tokens: true,
        text: Text::Line(&[]),
        wordless: false,
        label: Some(rules::solid_name),
        ..Rules::accepted(&[])
    },
    begins: |beginning| {
        let mut columns = beginning.lines().next().unwrap_or_default().split('\t');
        let (token, tag, more) = (columns.next(), columns.next(), columns.next());
        let is_tag = |tag: &str| {
            tag == "O"
                || tag.split_once('-').is_some_and(|(prefix, _)| matches!(prefix, "B" | "I" | "U" | "S"))
        };
        token.is_some_and(|token| !token.is_empty() && !token.contains(char::is_whitespace))
            && tag.is_some_and(is_tag)
            && more.is_none()
    },
    opens_at: None,
    streams: true,
    reader: Some(Reader::Lines(|| Box::new(Columns::of(Blocks::Documents)))),
    writer: Some(Writer::File(write)),
};

fn write(project: &Project) -> String {
    let mut content = String::new();
    for document in &project.documents {
        for token in lines(document).iter().flatten() {
            content += document.words(token.span);
            content.push('\t');
            content += &token.tag(Scheme::Bilou);
            content.push('\n');
        }
        content.push('\n');
    }
    content
}

#[cfg(test)]
mod tests {
    use super::FORMAT;
    use crate::format::testing::{check_error, check_read, check_write};
    use expect_test::expect;

    #[test]
    fn writes_a_line_for_each_token() {
        check_write(
            &FORMAT,
            "👨‍🚒 The [COURT Supreme Court of Łódź]. It sat.\r\n[A é] [B 漢] [C? x] o[E n]e [B שלום]",
            expect![[r#"
                👨‍🚒	O
                The	O
                Supreme	B-COURT
                Court	I-COURT
                of	I-COURT
                Łódź	L-COURT
                .	O
                It	O
                sat	O
                .	O
                é	U-A
                漢	U-B
                x	O
                one	O
                שלום	U-B

                -- the project: not carried: colours, keys and guidelines
                -- documents[0]: not carried: document id
                -- documents[0]: text: only its words, a space between them
                -- documents[0].annotations[0]: not carried: origin
                -- documents[0].annotations[1]: not carried: origin
                -- documents[0].annotations[2]: not carried: origin
                -- documents[0].annotations[3]: only suggested: left out
                -- documents[0].annotations[4]: begins or ends inside a word: left out
                -- documents[0].annotations[5]: not carried: annotation id, origin
            "#]],
        );
        check_write(
            &FORMAT,
            " \r\n",
            expect![[r#"
            -- documents[0]: has no words: left out
        "#]],
        );
    }

    #[test]
    fn reads_blocks_as_documents_unless_lines_begin_them() {
        check_read(
            &FORMAT,
            "\u{feff}a\tB-X\r\né\tL-X\r\n\r\n\r\n漢\tU-Y\r\nb\n\nc d\tI-Z",
            expect![[r#"
                document-1: [X a é]
                document-2: [Y 漢] b
                document-3: [Z c]
                -- line 6, column 1: expected a token, a space or a tab, and its tag, found "b"; read it as O
            "#]],
        );
        check_read(
            &FORMAT,
            "-DOCSTART- -X- O O\n\na\tB-X\n\nb\tL-X\n\n-DOCSTART- O\n\nc\tO\n",
            expect![[r#"
                document-1: [X a]
                [X b]
                document-2: c
                -- line 5, column 3: expected a tag that begins X, found "L-X"; began one there
            "#]],
        );
        check_error(
            &FORMAT,
            "An\narticle",
            expect![[r#"line 1, column 1: expected a token, a space or a tab, and its tag, found "An""#]],
        );
    }
}
