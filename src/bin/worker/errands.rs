//! Errands: what is done in the background, as far as the page has dealt with what came of it before.
//!
//! Work goes on in slices with a turn of the event loop between them, so that a word from the page is heard. Turns cost some
//! milliseconds each, which is why a slice is longer than a step.

use std::collections::VecDeque;
use std::io::Cursor;
use std::rc::Rc;

use tagline::article::Step;
use tagline::job::errand::{AHEAD, Answer, Errand, FilePiece, Import, TextMessage};
use tagline::job::figures::FiguresAsked;
use tagline::job::intake::{Given, previews};
use tagline::job::worker::ExampleMessage;
use tagline::tagging::learned::Example;
use tagline::tagging::{Data, TagOptions, Tagging};
use tagline::workspace::Taking;

/// How long a slice of the work is, in milliseconds.
const SLICE: f64 = 30.0;
/// After how long the page is told what has come, in milliseconds.
const PATIENCE: f64 = 100.0;

/// The errand and what has come for it.
#[derive(Default)]
pub struct Errands {
    files: Vec<(String, File)>,
    work: Option<Work>,
    /// How many answers the page has not dealt with yet.
    out: usize,
    /// When the page was told something the last time.
    told: f64,
}

enum Work {
    Take(Box<Taking>),
    Tag(Tags),
    /// Figures, and whether those without intervals are told.
    Agree(Box<FiguresAsked>, bool),
}

/// Documents to tag.
#[derive(Default)]
struct Tags {
    waiting: VecDeque<TextMessage>,
    /// Whether no more will come.
    all: bool,
    examples: Vec<Example>,
    now: Option<(u32, Box<Tagging>)>,
    /// The one before: what it learned from the examples is not learned again.
    last: Option<Box<Tagging>>,
}

/// What is to happen next.
#[derive(Clone, Copy, PartialEq)]
pub enum Next {
    /// There is more to do at once.
    GoOn,
    /// What the tagger knows is needed.
    Know,
    /// Nothing, until the page says something.
    Wait,
}

impl Errands {
    /// Whether it waits for what the tagger knows.
    pub fn waits_for_knowledge(&self, data: Option<&'static Data>) -> bool {
        data.is_none() && matches!(&self.work, Some(Work::Tag(tags)) if !tags.waiting.is_empty())
    }

    /// Takes in a word of the page; what is to be answered at once.
    pub fn hear(&mut self, errand: Errand) -> Vec<Answer> {
        match errand {
            Errand::Files(pieces) => pieces.into_iter().for_each(|piece| self.add(piece)),
            Errand::Look => {
                let all = self.files.iter().flat_map(|(name, file)| previews(file.given(name)));
                return vec![Answer::Looked(all.collect())];
            }
            Errand::Import(import) => self.import(*import),
            Errand::Tag(errand) => {
                let mut tags = match self.work.take() {
                    Some(Work::Tag(tags)) => tags,
                    _ => Tags::default(),
                };
                if !errand.examples.is_empty() {
                    tags.examples = errand.examples.into_iter().map(ExampleMessage::read).collect();
                }
                tags.waiting.extend(errand.texts);
                tags.all |= errand.last;
                self.work = Some(Work::Tag(tags));
            }
            Errand::Agree(asked) => self.work = Some(Work::Agree(asked, false)),
            Errand::Ack => self.out = self.out.saturating_sub(1),
            Errand::Stop => {
                self.files.clear();
                let rest = match self.work.take() {
                    Some(Work::Take(mut taking)) => taking.batch(true),
                    _ => None,
                };
                let rest = rest.map(|batch| Answer::Batch(batch.into()));
                return rest.into_iter().chain([Answer::Over { stopped: true }]).collect();
            }
        }
        Vec::new()
    }

    fn add(&mut self, piece: FilePiece) {
        match (piece.begins, self.files.last_mut()) {
            (Some(name), _) => self.files.push((name, File(Rc::new(piece.bytes.0)))),
            // Nobody looks at it before it is whole: it is not copied.
            (None, Some((_, file))) => Rc::make_mut(&mut file.0).extend_from_slice(&piece.bytes.0),
            (None, None) => {}
        }
    }

    fn import(&mut self, import: Import) {
        let files = std::mem::take(&mut self.files);
        let files = files.into_iter().map(|(name, file)| file.given(&name)).collect();
        self.work = Some(Work::Take(Box::new(Taking::new(files, import))));
        self.told = js_sys::Date::now();
    }

    /// Gives up the work, as what the tagger knows did not come.
    pub fn not_loaded(&mut self, message: String) -> Answer {
        self.work = None;
        Answer::NotLoaded(message)
    }

    /// Does a slice of the work; what came of it.
    pub fn slice(&mut self, data: Option<&'static Data>) -> (Vec<Answer>, Next) {
        let until = js_sys::Date::now() + SLICE;
        match self.work.take() {
            None => (Vec::new(), Next::Wait),
            Some(Work::Take(taking)) => self.take(taking, until),
            Some(Work::Tag(tags)) => self.tag(tags, data, until),
            // What takes long comes second: the page has something to show by then.
            Some(Work::Agree(asked, false)) => {
                let figures = asked.answer(false);
                self.work = Some(Work::Agree(asked, true));
                (vec![Answer::Agreed(figures.into())], Next::GoOn)
            }
            Some(Work::Agree(asked, true)) => {
                let last = Answer::Over { stopped: false };
                (vec![Answer::Agreed(asked.answer(true).into()), last], Next::Wait)
            }
        }
    }

    fn take(&mut self, mut taking: Box<Taking>, until: f64) -> (Vec<Answer>, Next) {
        let mut answers = Vec::new();
        loop {
            if taking.is_full() && self.out >= AHEAD {
                self.work = Some(Work::Take(taking));
                return (answers, Next::Wait);
            }
            let more = taking.step();
            let now = js_sys::Date::now();
            let due = taking.is_full() || now - self.told > PATIENCE;
            if !more || due && self.out < AHEAD {
                self.told = now;
                if let Some(batch) = taking.batch(!more) {
                    self.out += 1;
                    answers.push(Answer::Batch(batch.into()));
                }
            }
            if !more {
                answers.push(Answer::Over { stopped: false });
                return (answers, Next::Wait);
            }
            if now > until {
                self.work = Some(Work::Take(taking));
                return (answers, Next::GoOn);
            }
        }
    }

    fn tag(&mut self, mut tags: Tags, data: Option<&'static Data>, until: f64) -> (Vec<Answer>, Next) {
        let mut answers = Vec::new();
        let next = loop {
            if self.out >= AHEAD {
                break Next::Wait;
            }
            let Some((number, tagging)) = &mut tags.now else {
                let Some(text) = tags.waiting.pop_front() else {
                    if tags.all {
                        answers.push(Answer::Over { stopped: false });
                        return (answers, Next::Wait);
                    }
                    break Next::Wait;
                };
                let Some(data) = data else {
                    tags.waiting.push_front(text);
                    break Next::Know;
                };
                let examples = tags.examples.clone();
                let options = TagOptions { date: text.date, examples, ..TagOptions::default() };
                let words: Rc<str> = text.text.into();
                let tagging = Box::new(match tags.last.take() {
                    Some(last) => last.again(words, options),
                    None => Tagging::new(data, words, options),
                });
                tags.now = Some((text.number, tagging));
                continue;
            };
            if let Step::Done(found) = tagging.step() {
                let suggestions = found.iter().map(Into::into).collect();
                answers.push(Answer::Tagged { number: *number, suggestions });
                self.out += 1;
                tags.last = tags.now.take().map(|(_, tagging)| tagging);
            }
            if js_sys::Date::now() > until {
                break Next::GoOn;
            }
        };
        self.work = Some(Work::Tag(tags));
        (answers, next)
    }
}

/// A file's bytes, shared by whoever reads them.
#[derive(Clone)]
struct File(Rc<Vec<u8>>);

impl File {
    fn given(&self, name: &str) -> Given {
        Given { name: name.to_owned(), content: Box::new(Cursor::new(self.clone())) }
    }
}

impl AsRef<[u8]> for File {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests;
