//! Writing CoNLL-U: sentences of tokens, and what stands between them.

use crate::annotation::{Document, Project};
use crate::format::tagged::{Scheme, Tagged, sentences};
use crate::text::is_unseen;

/// A project as a file.
pub fn write(project: &Project) -> String {
    let mut content = String::new();
    for document in &project.documents {
        write_document(document, &mut content);
    }
    content
}

fn write_document(document: &Document, content: &mut String) {
    let text = document.text();
    let sentences = sentences(document);
    // Where what follows each token begins: the next token, or the text's end.
    let mut next = sentences.iter().flatten().map(|token| token.span.start().0).chain([text.len()]);
    let first = next.next().unwrap_or_default();
    let sent_id = document.id.replace(char::is_whitespace, "_");
    *content += &format!("# newdoc id = {}\n", document.id);
    for (number, sentence) in (1..).zip(&sentences) {
        let start = sentence.first().map_or(0, |token| token.span.start().0);
        let end = sentence.last().map_or(0, |token| token.span.end().0);
        let line = text.get(start..end).unwrap_or_default().replace(char::is_whitespace, " ");
        *content += &format!("# sent_id = {sent_id}-s{number}\n# text = {line}\n");
        for (row, token) in (1..).zip(sentence) {
            let before = if number == 1 && row == 1 { text.get(..first) } else { None };
            let until = next.next().unwrap_or(text.len());
            let after = text.get(token.span.end().0..until).unwrap_or_default();
            let misc = misc(token, before.unwrap_or_default(), after, until == text.len());
            *content += &format!("{row}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n", document.words(token.span));
        }
        content.push('\n');
    }
}

/// The last column of a token: its tag, and what stands before and after it.
fn misc(token: &Tagged<'_>, before: &str, after: &str, is_last: bool) -> String {
    let mut spaces = Vec::new();
    if !before.is_empty() {
        spaces.push(format!("SpacesBefore={}", escaped(before)));
    }
    match after {
        "" => spaces.push("SpaceAfter=No".to_owned()),
        // Behind the last token one space is not understood: files of others seldom say that there is none.
        " " if !is_last => {}
        _ => spaces.push(format!("SpacesAfter={}", escaped(after))),
    }
    let tag = token.tag(Scheme::Iob2);
    let mut parts = Vec::new();
    if tag != "O" {
        parts.extend([format!("name={tag}"), format!("NER={tag}")]);
    }
    // Python strips the line: white space that has no escape can't be its end.
    let stripped = |part: &String| part.ends_with(|one: char| one.is_whitespace() || is_unseen(one));
    if spaces.last().is_some_and(stripped) {
        if parts.is_empty() {
            parts.push("NER=O".to_owned());
        }
        spaces.append(&mut parts);
        parts = spaces;
    } else {
        parts.append(&mut spaces);
    }
    if parts.is_empty() { "_".to_owned() } else { parts.join("|") }
}

fn escaped(spaces: &str) -> String {
    let mut written = String::new();
    for character in spaces.chars() {
        match character {
            ' ' => written += "\\s",
            '\t' => written += "\\t",
            '\n' => written += "\\n",
            '\r' => written += "\\r",
            _ => written.push(character),
        }
    }
    written
}
