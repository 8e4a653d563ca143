//! The reading text of a body, and the names in it.

use std::collections::{BTreeMap, HashMap};

use roxmltree::Node;

use super::XML;
use super::names::{id, label};

/// Elements that are no part of the reading text.
const SKIPPED: &[&str] = &["note", "fw", "figDesc", "del", "teiHeader", "facsimile", "standOff", "surplus"];

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "p",
    "ab",
    "head",
    "lg",
    "l",
    "list",
    "item",
    "sp",
    "speaker",
    "label",
    "trailer",
    "opener",
    "closer",
    "byline",
    "dateline",
    "salute",
    "signed",
    "table",
    "row",
    "div",
    "div1",
    "div2",
    "div3",
    "u",
    "titlePart",
    "argument",
    "epigraph",
    "postscript",
];

/// A name in a body.
#[derive(Debug)]
pub struct Name<'a, 'i> {
    /// Its element.
    pub node: Node<'a, 'i>,
    /// Its label.
    pub label: String,
    /// Where its words begin, in bytes.
    pub start: usize,
    /// Where they end.
    pub end: usize,
}

/// What a body holds.
#[derive(Default)]
pub struct Body<'a, 'i> {
    /// The text.
    pub text: String,
    /// The names, in the order in which they end.
    pub names: Vec<Name<'a, 'i>>,
    /// For each character in the elements, read or not, where it stands in the text: from and to.
    places: Vec<(usize, usize)>,
    /// The first of those of each element with an id.
    ids: HashMap<&'a str, usize>,
    /// Whether white space is layout.
    layout: bool,
    /// A space of the layout, not written so far.
    space: bool,
    /// A line end between blocks, not written so far.
    line: bool,
    /// A line end of an `lb`, not written so far.
    lb: bool,
    /// How many elements of each name were passed over.
    pub skipped: BTreeMap<&'a str, usize>,
}

impl<'a, 'i> Body<'a, 'i> {
    /// Reads the body `root`.
    pub fn of(root: Node<'a, 'i>) -> Body<'a, 'i> {
        let space = root.ancestors().find_map(|node| node.attribute((XML, "space")));
        let mut body = Body { layout: space != Some("preserve"), ..Body::default() };
        // Where each open name begins. Without recursion: files nest as deep as they like.
        let mut open = Vec::new();
        let mut at = root;
        loop {
            let goes_in = body.enter(at, &mut open);
            if let Some(child) = at.first_child().filter(|_| goes_in) {
                at = child;
                continue;
            }
            loop {
                body.leave(at, &mut open);
                if at == root {
                    if body.lb && !body.layout {
                        body.text.push('\n');
                    }
                    return body;
                }
                if let Some(next) = at.next_sibling() {
                    at = next;
                    break;
                }
                match at.parent() {
                    Some(parent) => at = parent,
                    None => return body,
                }
            }
        }
    }

    /// The bytes of a stretch of an element with an id, as `string-range` counts.
    pub fn range(&self, id: &str, from: usize, length: usize) -> Option<(usize, usize)> {
        let first = self.ids.get(id)?.checked_add(from)?;
        let last = first.checked_add(length)?.checked_sub(1)?;
        let (start, end) = (self.places.get(first)?.0, self.places.get(last)?.1);
        Some(self.trimmed(start, end))
    }

    /// Whether to go into the node.
    fn enter(&mut self, node: Node<'a, 'i>, open: &mut Vec<usize>) -> bool {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            self.words(text);
            return false;
        }
        if !node.is_element() {
            return false;
        }
        let name = node.tag_name().name();
        if let Some(id) = id(node) {
            self.ids.insert(id, self.places.len());
        }
        if SKIPPED.contains(&name) || is_other_reading(node) {
            if name != "standOff" && name != "teiHeader" {
                *self.skipped.entry(name).or_default() += 1;
            }
            let words = node.descendants().filter(Node::is_text).filter_map(|node| node.text());
            let count: usize = words.map(|words| words.chars().count()).sum();
            let here = (self.text.len(), self.text.len());
            self.places.extend(std::iter::repeat_n(here, count));
            return false;
        }
        if BLOCKS.contains(&name) {
            self.block();
        }
        if name == "lb" && node.attribute("break") != Some("no") {
            self.flush();
            self.lb = true;
            self.space = false;
        }
        if label(node).is_some() {
            if !self.layout && std::mem::take(&mut self.line) {
                self.text.push('\n');
            }
            open.push(self.text.len());
        }
        true
    }

    fn leave(&mut self, node: Node<'a, 'i>, open: &mut Vec<usize>) {
        if !node.is_element() || SKIPPED.contains(&node.tag_name().name()) || is_other_reading(node) {
            return;
        }
        if let Some((label, start)) = label(node).and_then(|label| Some((label, open.pop()?))) {
            if !self.layout {
                self.flush();
            }
            let (start, end) = self.trimmed(start, self.text.len());
            self.names.push(Name { node, label, start, end });
        }
        if BLOCKS.contains(&node.tag_name().name()) {
            self.block();
        }
    }

    /// A block begins or ends here.
    fn block(&mut self) {
        if !self.layout {
            self.flush();
        }
        self.space = false;
        let apart =
            if self.layout { self.text.ends_with('\n') } else { self.text.ends_with(char::is_whitespace) };
        self.line = !self.text.is_empty() && !apart;
    }

    /// Writes the line end of an `lb` that no line end follows.
    fn flush(&mut self) {
        if std::mem::take(&mut self.lb) && !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn words(&mut self, words: &str) {
        for character in words.chars() {
            if self.layout { self.laid_out(character) } else { self.exact(character) }
        }
    }

    fn exact(&mut self, character: char) {
        if character != '\n' {
            self.flush();
        }
        self.lb = false;
        // Blocks of others may have nothing between them.
        if std::mem::take(&mut self.line) && !character.is_whitespace() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push(character);
        self.places.push((start, self.text.len()));
    }

    fn laid_out(&mut self, character: char) {
        if matches!(character, ' ' | '\t' | '\r' | '\n') {
            self.space = true;
            self.places.push((self.text.len(), self.text.len()));
            return;
        }
        if std::mem::take(&mut self.line) | std::mem::take(&mut self.lb) {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
        } else if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        self.space = false;
        let start = self.text.len();
        self.text.push(character);
        self.places.push((start, self.text.len()));
    }

    /// A stretch without the white space of the layout at its ends.
    fn trimmed(&self, start: usize, end: usize) -> (usize, usize) {
        let Some(words) = self.text.get(start..end).filter(|_| self.layout) else { return (start, end) };
        let start = start + words.len() - words.trim_start().len();
        (start, start + words.trim().len())
    }
}

/// Whether an element is one of several readings, and not the one that is read.
fn is_other_reading(node: Node<'_, '_>) -> bool {
    let Some(choice) = node.parent().filter(|parent| parent.tag_name().name() == "choice") else {
        return false;
    };
    let best = ["reg", "corr", "expan"].iter().find_map(|name| {
        choice.children().find(|child| child.is_element() && child.tag_name().name() == *name)
    });
    best.or_else(|| choice.first_element_child()) != Some(node)
}
