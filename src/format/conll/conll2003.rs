//! The columns of the CoNLL-2003 shared task (Tjong Kim Sang and De Meulder 2003), tags in IOB2.
//!
//! ```text
//! -DOCSTART- -X- O O
//!
//! The -X- _ O
//! Supreme -X- _ B-COURT
//! Court -X- _ I-COURT
//! ```
//!
//! Counts tokens: a line each, a blank line after each sentence. The task's own files are in IOB1, which is read too, as is BILOU.
//! Of several columns the first is the token, the last its tag.
//! What it cannot carry: the text's white space, documents' ids, what is not accepted, overlapping marks, marks that begin or end
//! inside a token, all of a mark but its label.

use super::{Blocks, Columns, START};
use crate::annotation::Project;
use crate::format::tagged::{Scheme, lines};
use crate::format::{Family, Format, Overlap, Reader, Rules, Text, Writer, rules};

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "conll2003",
    title: "CoNLL-2003",
    family: Family::Training,
    extension: ".conll",
    inside: None,
    media_type: "text/plain",
    counts: "tokens",
    about: "Four columns, tags in IOB2: for spaCy (convert -c ner), Flair and most trainers of taggers.",
    rules: Rules {
        overlap: Overlap::None,
        tokens: true,
        text: Text::Tokens(&[]),
        label: Some(rules::solid_name),
        ..Rules::accepted(&[])
    },
    begins: |beginning| beginning.starts_with("-DOCSTART-"),
    opens_at: None,
    streams: true,
    reader: Some(Reader::Lines(|| Box::new(Columns::of(Blocks::Sentences)))),
    writer: Some(Writer::File(write)),
};

fn write(project: &Project) -> String {
    let mut content = String::new();
    for document in &project.documents {
        content += START;
        content += " -X- O O\n\n";
        for sentence in lines(document) {
            for token in &sentence {
                content += document.words(token.span);
                content += " -X- _ ";
                content += &token.tag(Scheme::Iob2);
                content.push('\n');
            }
            if !sentence.is_empty() {
                content.push('\n');
            }
        }
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
            "👨‍🚒 The [COURT Supreme Court]\r\nin [A é [B 漢]]. [C? x] [D! y] o[E n]e",
            expect![[r#"
                -DOCSTART- -X- O O

                👨‍🚒 -X- _ O
                The -X- _ O
                Supreme -X- _ B-COURT
                Court -X- _ I-COURT

                in -X- _ O
                é -X- _ B-A
                漢 -X- _ I-A
                . -X- _ O
                x -X- _ O
                y -X- _ B-D!
                one -X- _ O

                -- the project: not carried: colours, keys and guidelines
                -- documents[0]: not carried: document id
                -- documents[0]: text: only its words, a space between them, a line for each sentence
                -- documents[0].annotations[0]: not carried: origin
                -- documents[0].annotations[1]: not carried: origin
                -- documents[0].annotations[2]: overlaps another mark: left out
                -- documents[0].annotations[3]: only suggested: left out
                -- documents[0].annotations[4]: not carried: annotation id, origin
                -- documents[0].annotations[5]: begins or ends inside a word: left out
            "#]],
        );
        check_write(
            &FORMAT,
            "",
            expect![[r#"
            -DOCSTART- -X- O O

            -- documents[0]: not carried: document id
        "#]],
        );
    }

    #[test]
    fn reads_columns_of_every_scheme() {
        check_read(
            &FORMAT,
            "-DOCSTART- -X- -X- O\r\n\r\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n漢 NNP I-NP I-LOC\né NNP I-NP B-LOC\n\n. . O O\n\n\
             -DOCSTART- -X- O O\n\nx\ty\tB-A\nalone\n",
            expect![[r#"
                document-1: [ORG EU] rejects [LOC 漢] [LOC é]
                .
                document-2: [A x] alone
                -- line 13, column 1: expected a token, a space or a tab, and its tag, found "alone"; read it as O
            "#]],
        );
        check_error(
            &FORMAT,
            "An\narticle",
            expect![[r#"line 1, column 1: expected a token, a space or a tab, and its tag, found "An""#]],
        );
    }
}
