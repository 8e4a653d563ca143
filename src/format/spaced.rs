//! Texts as spaCy cuts them: every character belongs to a token, or is the one space that may follow each.

use super::tagged::{self, Tagged};
use crate::annotation::Document;
use crate::text::Span;

/// A token, or white space as a token of its own.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// Where it stands, and its annotation.
    pub token: Tagged<'a>,
    /// Whether one space follows that belongs to no piece.
    pub space: bool,
}

/// `document` as sentences of pieces, its annotations being apart from one another and of whole tokens. What stands before the
/// first token belongs to the first sentence, what stands after a token to the token's.
pub fn sentences(document: &Document) -> Vec<Vec<Piece<'_>>> {
    let text: &str = document.text();
    let mut ends = tagged::sentence_ends(text, document.annotations()).into_iter().peekable();
    let mut annotations = document.annotations().iter().peekable();
    let mut of = |span: Span| {
        while annotations.next_if(|one| one.span.end() <= span.start()).is_some() {}
        let annotation = annotations.peek().filter(|one| one.span.overlaps(span)).map(|one| &***one);
        Tagged { span, annotation }
    };
    let mut sentences: Vec<Vec<Piece<'_>>> = Vec::new();
    let mut sentence = Vec::new();
    let mut at = 0;
    for token in tagged::tokens(text) {
        let gap = Span::of(at..token.start().0);
        sentence.extend(gap.map(|gap| Piece { token: of(gap), space: false }));
        let mut ended = false;
        while ends.next_if(|end| *end <= token.start()).is_some() {
            ended = true;
        }
        if ended && !sentence.is_empty() {
            sentences.push(std::mem::take(&mut sentence));
        }
        let space = text[token.end().0..].starts_with(' ');
        sentence.push(Piece { token: of(token), space });
        at = token.end().0 + usize::from(space);
    }
    sentence.extend(Span::of(at..text.len()).map(|gap| Piece { token: of(gap), space: false }));
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::project;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(notation: &str, expected: Expect) {
        let project = project(notation);
        let mut shown = String::new();
        for sentence in sentences(&project.documents[0]) {
            for piece in sentence {
                let words = project.documents[0].words(piece.token.span);
                let marked = if piece.token.annotation.is_some() { "*" } else { "" };
                shown += &format!("{words:?}{marked}{}", if piece.space { "_" } else { " " });
            }
            shown += "\n";
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn white_space_is_one_space_after_a_token_or_a_token() {
        check(
            " [A é  漢]\u{a0}b. It\r\n is [B 👩‍🚀]. ",
            expect![[r#"
                " " "é"*_" "* "漢"* "\u{a0}" "b" "."_
                "It" "\r\n " 
                "is"_"👩\u{200d}🚀"* "."_
            "#]],
        );
        check(
            " \t",
            expect![[r#"
            " \t" 
        "#]],
        );
        check("", expect![""]);
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "(?s)[aé漢👩🚀\u{200d}\u{200b}\u{301}ש. \r\n]{0,60}") {
            let document = Document::of_text("d", text.as_str());
            let mut joined = String::new();
            for piece in sentences(&document).into_iter().flatten() {
                joined += document.words(piece.token.span);
                joined += if piece.space { " " } else { "" };
            }
            prop_assert_eq!(joined, text);
        }
    }
}
