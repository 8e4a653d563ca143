//! Documents as TEI: paragraphs as blocks, marks as elements, in them or apart.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::rc::Rc;

use super::names::{element, replacement, short};
use super::{TEI, header};
use crate::annotation::{Annotation, Document, Entity, EntityId, Project};
use crate::article::is_date;
use crate::format::iri;
use crate::text::Offsets;

type Entities<'a> = HashMap<&'a EntityId, &'a Rc<Entity>>;

/// Writes a `TEI`, or a `teiCorpus` of several.
pub fn write(project: &Project) -> String {
    let entities: Entities<'_> = project.entities.iter().map(|entity| (&entity.id, entity)).collect();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let several = project.documents.len() != 1;
    if several {
        out += &format!("<teiCorpus xmlns=\"{TEI}\">\n");
        header::write_corpus(&mut out);
    }
    for (document, number) in project.documents.iter().zip(1..) {
        out += "<TEI";
        if !several {
            out += &format!(" xmlns=\"{TEI}\"");
        }
        out += &format!(" n=\"{}\">\n", attribute(&document.id));
        header::write(&mut out, document, &prefixes(document, &entities));
        Writing { document, entities: &entities, number, apart: String::new() }.text(&mut out);
        out += "</TEI>\n";
    }
    if several {
        out += "</teiCorpus>\n";
    }
    out
}

/// The authorities whose ids have a short form in a document, with what it stands for.
fn prefixes(document: &Document, entities: &Entities<'_>) -> Vec<(String, String)> {
    let links = document.annotations().iter().filter_map(|one| {
        let (id, authority) = entities.get(one.entity.as_ref()?)?.canonical.as_ref()?;
        short(authority, id).map(|_| authority.to_string())
    });
    let authorities: BTreeSet<String> = links.collect();
    authorities.into_iter().map(|authority| (authority.clone(), replacement(&authority))).collect()
}

/// Words as text of an element. A carriage return would be read as a line feed if it were not written as a number.
pub fn words(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "&#13;")
}

/// Words as an attribute. White space but the space would be read as a space if it were not written as a number.
pub fn attribute(text: &str) -> String {
    words(text).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;")
}

struct Writing<'a> {
    document: &'a Document,
    entities: &'a Entities<'a>,
    /// Which document of the file it is, from 1.
    number: usize,
    /// What stands apart.
    apart: String,
}

impl Writing<'_> {
    fn text(mut self, out: &mut String) {
        let text = self.document.text();
        let blocks = blocks(text, self.document.annotations());
        out.push_str("<text");
        if let Some(language) = self.document.metadata().language.as_deref().filter(|one| is_language(one)) {
            *out += &format!(" xml:lang=\"{language}\"");
        }
        out.push_str("><body xml:space=\"preserve\">");
        if blocks.is_empty() {
            out.push_str("<p/>");
        }
        let title = self.document.metadata().title.as_deref();
        let mut marks = self.document.annotations();
        let mut at = 0;
        for (place, block) in blocks.iter().enumerate() {
            *out += &words(&text[at..block.start]);
            let within = marks.partition_point(|one| one.span.start().0 < block.end);
            let (inside, after) = marks.split_at(within);
            marks = after;
            let is_head = place == 0 && blocks.len() > 1 && title == text.get(block.clone());
            self.block(out, if is_head { "head" } else { "p" }, place + 1, block, inside);
            at = block.end;
        }
        *out += &words(&text[at..]);
        out.push_str("</body></text>\n");
        if !self.apart.is_empty() {
            *out += &format!("<standOff><listAnnotation>\n{}</listAnnotation></standOff>\n", self.apart);
        }
    }

    fn block(
        &mut self,
        out: &mut String,
        name: &str,
        number: usize,
        block: &Range<usize>,
        marks: &[Rc<Annotation>],
    ) {
        let text = self.document.text().clone();
        let id = format!("d{}p{number}", self.number);
        let mut inner = String::new();
        let mut at = block.start;
        let mut open: Vec<&Annotation> = Vec::new();
        let mut crossing: Vec<&Annotation> = Vec::new();
        let mut close = |inner: &mut String, open: &mut Vec<&Annotation>, until: usize| {
            while let Some(one) = open.pop_if(|one| one.span.end().0 <= until) {
                lines(inner, &text[at..one.span.end().0]);
                at = one.span.end().0;
                *inner += &format!("</{}>", element(one.label.name()));
            }
            lines(inner, &text[at..until]);
            at = until;
        };
        for one in marks {
            close(&mut inner, &mut open, one.span.start().0);
            if open.last().is_none_or(|last| last.span.covers(one.span) && last.span != one.span) {
                self.begin(&mut inner, one);
                open.push(one);
            } else {
                crossing.push(one);
            }
        }
        close(&mut inner, &mut open, block.end);
        *out += &format!("<{name}");
        if !crossing.is_empty() {
            *out += &format!(" xml:id=\"{id}\"");
        }
        *out += &format!(">{inner}</{name}>");
        let offsets = Offsets::new(text.get(block.clone()).unwrap_or_default());
        for one in crossing {
            let count = |byte: usize| offsets.to_char(crate::text::Offset(byte - block.start)).map(|at| at.0);
            if let (Some(start), Some(end)) = (count(one.span.start().0), count(one.span.end().0)) {
                self.stand(one, &id, start, end - start);
            }
        }
    }

    fn link(&self, one: &Annotation) -> Option<String> {
        let entity = one.entity.as_ref().and_then(|id| self.entities.get(id))?;
        let (id, authority) = entity.canonical.as_ref()?;
        Some(short(authority, id).unwrap_or_else(|| iri::address(authority, id)))
    }

    fn id(&self, one: &Annotation) -> String {
        let plain = one.id.0.chars().filter(char::is_ascii_alphanumeric);
        format!("d{}{}", self.number, plain.collect::<String>())
    }

    /// Begins the element of a mark; a note of it stands apart.
    fn begin(&mut self, inner: &mut String, one: &Annotation) {
        let name = element(one.label.name());
        *inner += &format!("<{name}");
        if name == "rs" {
            *inner += &format!(" type=\"{}\"", attribute(one.label.name()));
        }
        if let Some(link) = self.link(one) {
            *inner += &format!(" ref=\"{}\"", attribute(&link));
        }
        if let Some(value) = &one.value {
            let kind = if name == "date" && is_date(value) { "when" } else { "key" };
            *inner += &format!(" {kind}=\"{}\"", attribute(value));
        }
        if one.note.is_some() {
            *inner += &format!(" xml:id=\"{}\"", self.id(one));
        }
        inner.push('>');
        self.note(one);
    }

    fn note(&mut self, one: &Annotation) {
        if let Some(note) = &one.note {
            self.apart += &format!("<note target=\"#{}\">{}</note>\n", self.id(one), words(note));
        }
    }

    /// Writes a mark that stands apart.
    fn stand(&mut self, one: &Annotation, block: &str, start: usize, length: usize) {
        self.apart += "<annotation";
        if one.note.is_some() {
            self.apart += &format!(" xml:id=\"{}\"", self.id(one));
        }
        self.apart += &format!(
            " target=\"#string-range({block},{start},{length})\"><note>{}</note>",
            words(one.label.name())
        );
        if let Some(link) = self.link(one) {
            self.apart += &format!("<ptr target=\"{}\"/>", attribute(&link));
        }
        if let Some(value) = &one.value {
            self.apart += &format!("<note type=\"value\">{}</note>", words(value));
        }
        self.apart += "</annotation>\n";
        self.note(one);
    }
}

/// Words within a block, an `lb` before each line end.
fn lines(out: &mut String, text: &str) {
    *out += &words(text).replace('\n', "<lb/>\n");
}

/// Whether a language can stand in `xml:lang`.
fn is_language(language: &str) -> bool {
    !language.is_empty() && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The lines of a text that hold more than white space, those joined that a mark joins.
fn blocks(text: &str, marks: &[Rc<Annotation>]) -> Vec<Range<usize>> {
    let white = |character: char| matches!(character, ' ' | '\t' | '\r' | '\n');
    let mut all: Vec<Range<usize>> = marks.iter().map(|one| one.span.range()).collect();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let from = at + line.len() - line.trim_start_matches(white).len();
        let to = at + line.trim_end_matches(white).len();
        if from < to {
            all.push(from..to);
        }
        at += line.len();
    }
    all.sort_by_key(|block| (block.start, block.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for block in all {
        match joined.last_mut() {
            Some(last) if block.start <= last.end => last.end = last.end.max(block.end),
            _ => joined.push(block),
        }
    }
    joined
}
