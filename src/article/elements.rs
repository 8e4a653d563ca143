//! Blocks of HTML: a block element is a block, as a browser's `innerText` would show it.
//!
//! There is no tree: a stack of open elements, each with what it hands down. The text is read from the source
//! itself, so that every character keeps its place.

use std::ops::Range;
use std::rc::Rc;

use super::draft::{Draft, Place, is_full, region};
use super::hint::hints;
use super::markup::{Markup, Token};
use super::page::{Attributes, Page};
use super::paths::Paths;
use super::reading::Reading;
use super::tag::{Kind, Tag};

/// How far an inline element's end tag looks for its start: a bound, so that soup stays linear.
const REACH: usize = 32;

/// How many elements may be open in one another; a browser's limit is 512. What is opened below that is part
/// of what it stands in.
const DEEPEST: usize = 4096;

/// The elements of a page, read from the top a part at a time.
#[derive(Default)]
pub(super) struct Elements {
    content: Rc<str>,
    markup: Markup,
    drafts: Vec<Draft>,
    page: Page,
    stack: Vec<Open>,
    /// How many of each tag are open, so that an end tag without its start costs nothing.
    open: Vec<u32>,
    attributes: Attributes,
    reading: Reading,
    /// Where the draft under way began.
    place: Place,
    paths: Paths,
    /// How many of its bytes are links.
    linked: usize,
    broken: bool,
}

/// What an open element hands down to what stands in it.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    tag: Option<Tag>,
    place: Place,
    paths: Paths,
    hidden: bool,
    link: bool,
    /// Whether white space shows as it is.
    verbatim: bool,
}

impl Elements {
    /// The elements of `content`; reads nothing yet.
    pub fn new(content: Rc<str>) -> Elements {
        Elements { content, ..Elements::default() }
    }

    /// Reads until about `budget` bytes more are passed; whether that was the rest.
    pub fn step(&mut self, budget: usize) -> bool {
        let stop = self.at() + budget;
        let content = self.content.clone();
        while self.at() < stop {
            match self.markup.next(&content, &mut self.attributes) {
                Some(Token::Start(tag, self_closing)) => self.start(tag, self_closing),
                Some(Token::End(tag)) => self.end(tag),
                Some(Token::Text(range)) => {
                    let end = self.text(&content, range);
                    self.markup.at = self.markup.at.max(end);
                }
                Some(Token::Raw(range)) => self.raw(&content, range),
                None => {
                    self.finish_block();
                    return true;
                }
            }
        }
        false
    }

    /// How many bytes were passed.
    pub fn at(&self) -> usize {
        self.markup.at
    }

    /// What was read.
    pub fn finish(self) -> (Vec<Draft>, Page) {
        (self.drafts, self.page)
    }

    fn start(&mut self, tag: Tag, self_closing: bool) {
        let name = tag.name();
        self.page.see(name, &self.attributes);
        match tag.kind() {
            Kind::Void => {
                match name {
                    "br" if self.broken => self.flush(),
                    "br" => {
                        self.broken = true;
                        self.reading.gap();
                    }
                    "hr" => self.flush(),
                    _ => {}
                }
                return;
            }
            Kind::Container | Kind::Text => self.flush(),
            Kind::Inline if matches!(name, "td" | "th") => self.reading.gap(),
            Kind::Inline | Kind::Skipped => {}
        }
        if self_closing && name == "svg" {
            return;
        }
        if matches!(tag.kind(), Kind::Container | Kind::Text) {
            self.close_before(tag);
        }
        let parent = self.stack.last().copied().unwrap_or_default();
        if self.stack.len() >= DEEPEST && tag.kind() != Kind::Skipped {
            return;
        }
        let opened = self.open_in(parent, tag);
        self.stack.push(opened);
        self.open.resize(Tag::COUNT, 0);
        self.open[tag.index()] += 1;
    }

    /// Closes what a block's start ends without saying so: an open paragraph, an item before the next.
    fn close_before(&mut self, tag: Tag) {
        let ends = |open: Tag| {
            open.name() == "p" || open == tag && matches!(open.name(), "li" | "dd" | "dt" | "tr" | "tbody")
        };
        let near = self.stack.iter().rev().take(REACH).map_while(|open| open.tag);
        let mut passed =
            near.take_while(|open| open.kind() == Kind::Inline || ends(*open)).collect::<Vec<_>>();
        while passed.last().is_some_and(|open| !ends(*open)) {
            passed.pop();
        }
        for _ in passed {
            self.pop();
        }
    }

    fn open_in(&mut self, parent: Open, tag: Tag) -> Open {
        let name = tag.name();
        let mut place = parent.place;
        if tag.kind() == Kind::Container {
            self.page.containers.push(place.container);
            place.container = u32::try_from(self.page.containers.len()).unwrap_or(u32::MAX);
        }
        if tag.heading() > 0 {
            place.heading = tag.heading();
        }
        place.item |= name == "li";
        place.paragraph |= matches!(name, "p" | "blockquote");
        place.regions |= match name {
            "nav" | "menu" => region::NAVIGATION,
            "aside" => region::ASIDE,
            "footer" => region::FOOTER,
            "header" => region::HEADER,
            "figure" | "figcaption" | "caption" => region::CAPTION,
            "article" | "main" => region::ARTICLE,
            "table" => region::TABLE,
            "time" => region::TIME,
            "address" => region::BYLINE,
            _ => 0,
        };
        // What a page's own frame is called says nothing of a part of it.
        let frame = matches!(name, "body" | "article" | "main" | "form");
        if !frame {
            place.regions |= hints(&self.attributes.names);
        }
        let paths = parent.paths.with(tag.index(), &self.attributes.names);
        let hidden = !frame && self.attributes.is_hidden() || tag.kind() == Kind::Skipped;
        let link = parent.link || name == "a" && !self.attributes.href.is_empty();
        if name == "a" && leads_to_author(&self.attributes) {
            place.regions |= region::AUTHOR;
        }
        let verbatim = parent.verbatim || name == "pre";
        Open { tag: Some(tag), place, paths, hidden: parent.hidden || hidden, link, verbatim }
    }

    fn end(&mut self, tag: Tag) {
        if tag.name() == "br" {
            return;
        }
        if matches!(tag.kind(), Kind::Container | Kind::Text) {
            self.flush();
        }
        if self.open.get(tag.index()).is_none_or(|count| *count == 0) {
            return;
        }
        if tag.kind() == Kind::Inline {
            let near = self.stack.iter().rev().take(REACH);
            let closes = near
                .take_while(|open| {
                    open.tag == Some(tag) || open.tag.is_some_and(|tag| tag.kind() == Kind::Inline)
                })
                .any(|open| open.tag == Some(tag));
            if !closes {
                return;
            }
        }
        while let Some(popped) = self.pop() {
            if popped.tag == Some(tag) {
                break;
            }
        }
    }

    fn pop(&mut self) -> Option<Open> {
        let popped = self.stack.pop()?;
        if let Some(count) = popped.tag.and_then(|tag| self.open.get_mut(tag.index())) {
            *count = count.saturating_sub(1);
        }
        Some(popped)
    }

    /// Reads a stretch of text; where it ends.
    fn text(&mut self, content: &str, mut range: Range<usize>) -> usize {
        let top = self.stack.last().copied().unwrap_or_default();
        if top.hidden {
            return range.end;
        }
        while top.verbatim
            && let Some(blank) = blank_line(content, range.clone())
        {
            self.read(top, content, range.start..blank.start);
            self.flush();
            range.start = blank.end;
        }
        self.read(top, content, range)
    }

    fn read(&mut self, top: Open, content: &str, range: Range<usize>) -> usize {
        if self.reading.is_empty() {
            (self.place, self.paths) = (top.place, top.paths);
        }
        let before = self.reading.len();
        let end = self.reading.read(content, range.start, range.end, true);
        if self.reading.len() > before {
            self.broken = false;
            self.linked += if top.link { self.reading.len() - before } else { 0 };
            self.place.regions |= top.place.regions & region::AUTHOR;
        }
        end
    }

    /// Takes note of what is not shown.
    fn raw(&mut self, content: &str, range: Range<usize>) {
        let name = self.stack.last().and_then(|top| top.tag).map(Tag::name);
        match name {
            Some("title") if self.page.title.is_none() => {
                let mut reading = Reading::default();
                reading.read(content, range.start, range.end, true);
                self.page.title = reading.take(content).map(|(text, ..)| text.to_string());
            }
            Some("script") => {
                self.page.see_script(&self.attributes.kind, content.get(range).unwrap_or_default())
            }
            _ => {}
        }
    }

    fn flush(&mut self) {
        self.broken = false;
        if is_full(self.drafts.len(), self.at()) {
            return self.reading.gap();
        }
        self.finish_block();
    }

    fn finish_block(&mut self) {
        let linked = std::mem::take(&mut self.linked);
        let Some((text, rows, source)) = self.reading.take(&self.content) else { return };
        let links = u8::try_from(linked * 100 / text.len().max(1)).unwrap_or(100).min(100);
        if self.page.paths.last() != Some(&self.paths) {
            self.page.paths.push(self.paths);
        }
        let paths = u32::try_from(self.page.paths.len() - 1).unwrap_or(u32::MAX);
        let place = Place { links, paths, ..self.place };
        let draft = Draft { source, text, rows, gap: true, continues: false, place };
        draft.add_to(&mut self.drafts);
    }
}

/// Whether a link's `rel` or its address says that it leads to an author.
fn leads_to_author(link: &Attributes) -> bool {
    let people = [
        "author",
        "authors",
        "by",
        "staff",
        "profile",
        "profiles",
        "contributor",
        "contributors",
        "autor",
        "autores",
        "autoren",
        "auteur",
        "auteurs",
        "autore",
        "autori",
        "journalist",
        "journalists",
        "reporter",
        "reporters",
    ];
    let path = link.href.split(['?', '#']).next().unwrap_or_default();
    link.rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("author"))
        || path.split('/').any(|part| people.contains(&part))
}

/// The first two line ends in `range` with nothing but spaces between them.
fn blank_line(content: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut from = range.start;
    loop {
        let start = from + content.get(from..range.end)?.find('\n')?;
        let rest = content.get(start + 1..range.end)?;
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
        if rest[spaces..].starts_with('\n') {
            return Some(start..start + spaces + 2);
        }
        from = start + 1 + spaces;
    }
}
