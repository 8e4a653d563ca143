//! Blocks of HTML: a block element is a block, as a browser's `innerText` would show it.
//!
//! html5gum's tokenizer says where tags and text stand; the text itself is read from the source, so that
//! every character keeps its place. There is no tree: a stack of open elements, each with what it hands down.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Reader, Span as TokenSpan, Tokenizer};

use super::draft::{Draft, Place, region};
use super::hint::hints;
use super::page::{Attributes, Page};
use super::reading::Reading;
use super::tag::{Kind, Tag};

/// How far an inline element's end tag looks for its start: a bound, so that soup stays linear.
const REACH: usize = 32;

/// The elements of a page, read from the top a part at a time.
pub(super) struct Elements {
    tokenizer: Tokenizer<SharedReader, CallbackEmitter<Events, (), usize>>,
    builder: Rc<RefCell<Builder>>,
}

impl Elements {
    /// The elements of `content`; reads nothing yet.
    pub fn new(content: Rc<str>) -> Elements {
        let builder = Rc::new(RefCell::new(Builder { content: content.clone(), ..Builder::default() }));
        let mut emitter = CallbackEmitter::new(Events(builder.clone()));
        emitter.naively_switch_states(true);
        Elements { tokenizer: Tokenizer::new_with_emitter(SharedReader { content, at: 0 }, emitter), builder }
    }

    /// Reads until about `budget` bytes more are passed; whether that was the rest.
    pub fn step(&mut self, budget: usize) -> bool {
        let stop = self.at() + budget;
        // The reader cannot fail: its error is an empty type. A token only says that a tag was passed.
        while let Some(Ok(())) = self.tokenizer.next() {
            if self.at() >= stop {
                return false;
            }
        }
        self.builder.borrow_mut().flush();
        true
    }

    /// How many bytes were passed.
    pub fn at(&self) -> usize {
        self.builder.borrow().at
    }

    /// What was read.
    pub fn finish(self) -> (Vec<Draft>, Page) {
        let mut builder = self.builder.borrow_mut();
        (std::mem::take(&mut builder.drafts), std::mem::take(&mut builder.page))
    }
}

/// The source as the tokenizer reads it, held by count so that a cleaning may rest between steps.
struct SharedReader {
    content: Rc<str>,
    at: usize,
}

impl Reader for SharedReader {
    type Error = Infallible;

    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        let byte = self.content.as_bytes().get(self.at).copied();
        self.at += usize::from(byte.is_some());
        Ok(byte)
    }

    fn try_read_string(&mut self, wanted: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        let found = self
            .content
            .as_bytes()
            .get(self.at..self.at + wanted.len())
            .is_some_and(|here| here == wanted || !case_sensitive && here.eq_ignore_ascii_case(wanted));
        self.at += if found { wanted.len() } else { 0 };
        Ok(found)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        _: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        let rest = &self.content.as_bytes()[self.at..];
        if rest.is_empty() {
            return Ok(None);
        }
        let length = match rest.iter().position(|byte| needle.contains(byte)) {
            Some(0) => 1,
            Some(length) => length,
            None => rest.len(),
        };
        self.at += length;
        Ok(Some(&rest[..length]))
    }
}

/// What an open element hands down to what stands in it.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    tag: Option<Tag>,
    place: Place,
    hidden: bool,
    link: bool,
}

struct Events(Rc<RefCell<Builder>>);

impl Callback<(), usize> for Events {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: TokenSpan<usize>) -> Option<()> {
        self.0.borrow_mut().handle(event, span)
    }
}

#[derive(Default)]
struct Builder {
    content: Rc<str>,
    at: usize,
    drafts: Vec<Draft>,
    page: Page,
    stack: Vec<Open>,
    /// How many of each tag are open, so that an end tag without its start costs nothing.
    open: Vec<u32>,
    tag: Option<Tag>,
    attribute: Vec<u8>,
    attributes: Attributes,
    reading: Reading,
    /// Where the draft under way began.
    place: Place,
    /// How many of its bytes are links.
    linked: usize,
    broken: bool,
}

impl Builder {
    fn handle(&mut self, event: CallbackEvent<'_>, span: TokenSpan<usize>) -> Option<()> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag::of(name);
                self.attribute.clear();
                self.attributes.clear();
                None
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
                self.attributes.hidden |= name == b"hidden";
                None
            }
            CallbackEvent::AttributeValue { value } => {
                if let (Some(field), Ok(value)) =
                    (self.attributes.field(&self.attribute), std::str::from_utf8(value))
                {
                    if !field.is_empty() {
                        field.push(' ');
                    }
                    field.push_str(value);
                }
                None
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                self.at = span.end;
                if let Some(tag) = self.tag {
                    self.start(tag, self_closing);
                }
                Some(())
            }
            CallbackEvent::EndTag { name } => {
                self.at = span.end;
                if let Some(tag) = Tag::of(name) {
                    self.end(tag);
                }
                Some(())
            }
            CallbackEvent::String { .. } => {
                self.string(span);
                None
            }
            _ => None,
        }
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
        let hidden = !frame && self.attributes.is_hidden() || tag.kind() == Kind::Skipped;
        let link = parent.link || name == "a" && !self.attributes.href.is_empty();
        if name == "a" && leads_to_author(&self.attributes) {
            place.regions |= region::AUTHOR;
        }
        Open { tag: Some(tag), place, hidden: parent.hidden || hidden, link }
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

    fn string(&mut self, span: TokenSpan<usize>) {
        let top = self.stack.last().copied().unwrap_or_default();
        let content = self.content.clone();
        let Some(text) = content.get(span.start..span.end) else { return };
        if top.hidden {
            match top.tag.map(Tag::name) {
                Some("title") if self.page.title.is_none() => {
                    let mut reading = Reading::default();
                    reading.read(&content, span.start, span.end, true);
                    self.page.title = reading.take().map(|(text, ..)| text.to_string());
                }
                Some("script") => self.page.see_script(&self.attributes.kind, text),
                _ => {}
            }
            return;
        }
        if self.reading.is_empty() {
            self.place = top.place;
        }
        let before = self.reading.len();
        let mut at = span.start;
        // An empty end tag, `</>`, is no token and stands inside the text's span.
        while let Some(cut) = content.get(at..span.end).and_then(|rest| rest.find("</>")) {
            self.reading.read(&content, at, at + cut, true);
            at += cut + 3;
        }
        self.reading.read(&content, at, span.end, true);
        if self.reading.len() > before {
            self.broken = false;
            self.linked += if top.link { self.reading.len() - before } else { 0 };
            self.place.regions |= top.place.regions & region::AUTHOR;
        }
    }

    fn flush(&mut self) {
        self.broken = false;
        let linked = std::mem::take(&mut self.linked);
        let Some((text, rows, source)) = self.reading.take() else { return };
        let links = u8::try_from(linked * 100 / text.len().max(1)).unwrap_or(100).min(100);
        let place = Place { links, ..self.place };
        self.drafts.push(Draft { source, text, rows, gap: true, continues: false, place });
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
