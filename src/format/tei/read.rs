//! Files of TEI as documents with marks.

use std::collections::HashMap;

use roxmltree::{Document as Xml, Error, Node, ParsingOptions};

use super::body::Body;
use super::names::{Prefixes, id, linked};
use super::{TEI, header};
use crate::format::gather::{Found, Gathering, Mark};
use crate::format::lines::At;
use crate::format::placed::Unit;
use crate::format::rules::is_beyond_xml;
use crate::format::{FormatError, Imported, Issue, iri};

/// The file with U+FFFD for what XML 1.0 has no room for, which some programs write all the same; `None` where there is nothing of it.
fn mended(file: &str, issues: &mut Vec<Issue>) -> Option<String> {
    let at = file.find(is_beyond_xml)?;
    let found = file[at..].chars().next().map_or(0, u32::from);
    let message =
        format!("expected characters that XML can hold, found U+{found:04X}; read it and others as U+FFFD");
    issues.push(Issue { place: Lines::of(file).place(at), message });
    Some(file.replace(is_beyond_xml, "\u{fffd}"))
}

/// Reads a `TEI` or a `teiCorpus`.
pub fn read(file: &str) -> Result<Imported, FormatError> {
    let mut gathering = Gathering::default();
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    if file.trim().is_empty() {
        return Ok(gathering.done());
    }
    let start = file.trim_start();
    if let Some(first) = start.chars().next().filter(|first| *first != '<') {
        let place = Lines::of(file).place(file.len() - start.len());
        return Err(FormatError {
            message: format!("{place}: expected an XML element, found {:?}", first.to_string()),
        });
    }
    let mended = mended(file, &mut gathering.issues);
    let file = mended.as_deref().unwrap_or(file);
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let xml = Xml::parse_with_options(file, options).map_err(|error| explained(file, &error))?;
    let lines = Lines::of(file);
    let root = xml.root_element();
    let named = |name: &str| {
        root.tag_name().name() == name && root.tag_name().namespace().is_none_or(|space| space == TEI)
    };
    if !["TEI", "teiCorpus", "TEI.2"].iter().any(|name| named(name)) {
        let (place, found) = (lines.of_node(root), root.tag_name().name());
        let message = format!("{place}: expected an element TEI or teiCorpus, found {found}");
        return Err(FormatError { message });
    }
    let by_id = xml.descendants().filter_map(|node| Some((id(node)?, node))).collect();
    let prefixes: Prefixes<'_> = xml.descendants().filter_map(prefix).collect();
    let reading = Reading { by_id, prefixes, lines };
    let documents = root.descendants().filter(|node| matches!(node.tag_name().name(), "TEI" | "TEI.2"));
    for node in documents {
        reading.document(node, &mut gathering);
    }
    Ok(gathering.done())
}

/// A short form of addresses: its name, and what stands before and after an id.
fn prefix<'a>(node: Node<'a, '_>) -> Option<(&'a str, (&'a str, &'a str))> {
    let is_one = node.tag_name().name() == "prefixDef";
    let long = node.attribute("replacementPattern").filter(|_| is_one)?;
    Some((node.attribute("ident")?, long.split_once("$1")?))
}

/// A file, and where its lines end.
struct Lines<'a>(&'a str, Vec<usize>);

impl<'a> Lines<'a> {
    fn of(file: &'a str) -> Lines<'a> {
        Lines(file, file.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line and the column of a byte.
    fn place(&self, at: usize) -> String {
        let before = self.1.partition_point(|end| *end < at);
        let start = before.checked_sub(1).and_then(|line| self.1.get(line)).map_or(0, |end| end + 1);
        let column = self.0.get(start..at).map_or(0, |text| text.chars().count()) + 1;
        At::Column(before + 1, column).to_string()
    }

    fn of_node(&self, node: Node<'_, '_>) -> String {
        self.place(node.range().start)
    }
}

struct Reading<'a, 'i> {
    by_id: HashMap<&'a str, Node<'a, 'i>>,
    prefixes: Prefixes<'a>,
    lines: Lines<'a>,
}

impl Reading<'_, '_> {
    fn document(&self, node: Node<'_, '_>, gathering: &mut Gathering) {
        let child = |name: &str| node.children().find(|child| child.tag_name().name() == name);
        let place = self.lines.of_node(node);
        let Some(text) = child("text") else {
            let message = "expected an element text, found none; left the document out";
            gathering.issue(place, message);
            return;
        };
        let mut bodies = text.descendants().filter(|node| node.tag_name().name() == "body");
        let root = match (bodies.next(), bodies.next()) {
            (Some(body), None) => body,
            _ => text,
        };
        let body = Body::of(root);
        let mut marks = Vec::with_capacity(body.names.len());
        let mut rows = HashMap::new();
        let issues = &mut gathering.issues;
        for name in &body.names {
            let place = format!("{}, {}", self.lines.of_node(name.node), name.node.tag_name().name());
            let mut mark = Mark::new(place, Some(name.start), Some(name.end), &*name.label);
            let value = ["when", "when-iso", "key"].iter().find_map(|value| name.node.attribute(*value));
            mark.value = value.map(str::to_owned);
            if let Some(targets) = name.node.attribute("ref") {
                self.link(&mut mark, targets, issues);
            }
            if let Some(id) = id(name.node) {
                rows.insert(id, marks.len());
            }
            marks.push(mark);
        }
        // As they end they came; as they begin they are told apart where they have the same words.
        let mut order: Vec<usize> = (0..marks.len()).collect();
        order.sort_by_key(|at| body.names.get(*at).map(|name| name.node.range().start));
        let apart = node.children().filter(|child| child.tag_name().name() == "standOff");
        let apart: Vec<Node<'_, '_>> = apart.flat_map(|one| one.descendants()).collect();
        for one in apart.iter().filter(|one| one.tag_name().name() == "annotation") {
            if let Some(mark) = self.annotation(*one, &body, issues) {
                if let Some(id) = id(*one) {
                    rows.insert(id, marks.len());
                }
                order.push(marks.len());
                marks.push(mark);
            }
        }
        for note in apart.iter().filter(|one| one.tag_name().name() == "note") {
            let Some(target) = note.attribute("target") else { continue };
            let row =
                target.strip_prefix('#').and_then(|id| rows.get(id)).and_then(|row| marks.get_mut(*row));
            match row {
                Some(mark) => mark.note = Some(content(*note)),
                None => {
                    let message = format!("expected a note on a mark, found one on {target}; left it out");
                    issues.push(Issue { place: self.lines.of_node(*note), message });
                }
            }
        }
        for (name, count) in &body.skipped {
            let message =
                format!("expected words of the text, found {count} of the element {name}; left out");
            issues.push(Issue { place: place.clone(), message });
        }
        let mut marks: Vec<Option<Mark>> = marks.into_iter().map(Some).collect();
        let marks = order.into_iter().filter_map(|at| marks.get_mut(at)?.take()).collect();
        let found = Found {
            place,
            id: node.attribute("n").or_else(|| id(node)).map(str::to_owned),
            text: body.text,
            metadata: child("teiHeader").map(header::read).unwrap_or_default(),
            marks,
            ..Found::default()
        };
        gathering.add(found, Unit::Bytes);
    }

    /// A mark that stands apart.
    fn annotation(&self, node: Node<'_, '_>, body: &Body<'_, '_>, issues: &mut Vec<Issue>) -> Option<Mark> {
        let place = format!("{}, annotation", self.lines.of_node(node));
        let target = node.attribute("target").unwrap_or_default();
        let range = target.split_once("string-range(").and_then(|(_, range)| {
            let mut parts = range.split_once(')')?.0.split(',').map(str::trim);
            let id = parts.next()?.trim_start_matches('#');
            Some((id, parts.next()?.parse::<usize>().ok()?, parts.next()?.parse::<usize>().ok()?))
        });
        let Some((block, from, length)) = range else {
            let message =
                format!("expected a target string-range(id,start,length), found {target:?}; left it out");
            issues.push(Issue { place, message });
            return None;
        };
        let Some((start, end)) = body.range(block, from, length) else {
            let message = format!("expected a stretch of the text, found {target:?}; left it out");
            issues.push(Issue { place, message });
            return None;
        };
        let mut notes = node.children().filter(|child| child.tag_name().name() == "note");
        let label = notes.find(|note| note.attribute("type").is_none()).map(content);
        let label = label.or_else(|| Some(node.attribute("ana")?.trim_start_matches('#').to_owned()));
        let mut mark = Mark::new(place, Some(start), Some(end), label.unwrap_or_default());
        mark.value = notes.find(|note| note.attribute("type") == Some("value")).map(content);
        let pointer = node.children().find(|child| child.tag_name().name() == "ptr");
        if let Some(target) = pointer.and_then(|pointer| pointer.attribute("target")) {
            self.link(&mut mark, target, issues);
        }
        Some(mark)
    }

    /// What a mark names; one thing of several.
    fn link(&self, mark: &mut Mark, targets: &str, issues: &mut Vec<Issue>) {
        let mut targets = targets.split([' ', '\t', '\r', '\n']).filter(|target| !target.is_empty());
        let Some(target) = targets.next() else { return };
        let message = match linked(target, &self.prefixes, &self.by_id) {
            None => Some(format!("expected an address, found {target:?}; left it out")),
            Some(link) => match iri::unfit(&link) {
                Some(message) => Some(message),
                None => {
                    mark.link = Some(link);
                    None
                }
            },
        };
        let more =
            targets.next().map(|more| format!("expected one address, found {more:?} too; left that out"));
        for message in message.into_iter().chain(more) {
            issues.push(Issue { place: mark.place.clone(), message });
        }
    }
}

/// The words in an element.
fn content(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// What is wrong with a file, as a person reads it.
fn explained(file: &str, error: &Error) -> FormatError {
    let at = error.pos();
    let place = format!("line {}, column {}", at.row, at.col);
    let said = match error {
        Error::UnexpectedCloseTag(expected, found, _) => format!("expected </{expected}>, found </{found}>"),
        Error::UnknownEntityReference(name, _) => {
            format!("expected a character or an entity that the file defines, found &{name};")
        }
        Error::MalformedEntityReference(_) => {
            "expected &amp; or another reference, found a lone &".to_owned()
        }
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => {
            let place = Lines::of(file).place(file.trim_end().len());
            let message = format!("{place}: expected the end of every element, found the end of the file");
            return FormatError { message };
        }
        Error::NoRootNode => "expected an element, found none".to_owned(),
        Error::UnknownNamespace(name, _) => format!("expected a declared prefix, found {name}"),
        Error::NonXmlChar(character, _) => {
            format!("expected a character that XML can hold, found {:?}", character)
        }
        Error::DuplicatedAttribute(name, _) => format!("expected the attribute {name} once, found it again"),
        other => {
            let said = other.to_string();
            let said = said.rfind(" at ").map_or(said.as_str(), |end| &said[..end]);
            match said.strip_prefix("expected ").and_then(|said| said.split_once(" not ")) {
                Some((expected, found)) => format!("expected {expected}, found {found}"),
                None => format!("expected XML, found another thing: {said}"),
            }
        }
    };
    FormatError { message: format!("{place}: {said}") }
}
