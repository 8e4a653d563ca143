//! The line to the worker in the background: another instance of the worker's program, for what must neither delay nor end what
//! the person does in the first one. It is started when it is needed, and ended when it has had nothing to do for a while.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo_worker::{Spawnable, WorkerBridge};
use tagline::job::errand::{Answer, Call, Errand, FilePiece, Told};

use crate::browser::files::Handle;
use crate::browser::page;
use crate::browser::worker::{self, Watched};
use crate::link::Remote;

/// After how long without an errand the worker is ended, in milliseconds.
const IDLE: u32 = 60_000;

/// So many bytes are handed over at once: small enough that the page does not feel it.
const PIECE: u64 = 1 << 20;

/// The line. Its clones are the same line.
#[derive(Clone, Default)]
pub struct Background(Rc<Inner>);

type Hear = Rc<dyn Fn(Answer)>;

#[derive(Default)]
struct Inner {
    line: RefCell<Option<Line>>,
    /// The ticket of the errand, or of the last one.
    ticket: Cell<u64>,
    /// Who hears the answers.
    hear: RefCell<Option<Hear>>,
    /// Whether the worker has panicked: the next errand needs another.
    spent: Cell<bool>,
    idle: RefCell<Option<Timeout>>,
}

/// A worker that was started. Dropping it ends the worker.
struct Line {
    bridge: WorkerBridge<Remote>,
    _worker: Watched,
}

impl PartialEq for Background {
    fn eq(&self, other: &Background) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Background {
    /// Begins an errand, whose answers `hear` hears; the last one is `Over`, `NotLoaded` or `Failed`. What was under way is given
    /// up. Gives the ticket by which it can be told whether it is the same errand still.
    pub fn begin(&self, hear: impl Fn(Answer) + 'static) -> u64 {
        let inner = &self.0;
        inner.idle.take();
        if inner.spent.take() {
            inner.line.take();
        }
        inner.ticket.update(|ticket| ticket + 1);
        inner.hear.replace(Some(Rc::new(hear)));
        self.start();
        inner.ticket.get()
    }

    /// Has the answers to the errand under way heard by another from here on; `false` if it is over, of which that one hears.
    pub fn go_on(&self, hear: impl Fn(Answer) + 'static) -> bool {
        let is_on = self.0.hear.borrow().is_some() && !self.0.spent.get();
        if is_on {
            self.0.hear.replace(Some(Rc::new(hear)));
        } else {
            hear(Answer::Failed("the worker has ended; drop the files again".to_owned()));
        }
        is_on
    }

    /// Whether the errand of that ticket is the one under way.
    pub fn is_on(&self, ticket: u64) -> bool {
        self.0.ticket.get() == ticket && self.0.hear.borrow().is_some()
    }

    /// Tells the worker something of the errand.
    pub fn say(&self, errand: Errand) {
        if let Some(line) = &*self.0.line.borrow() {
            line.bridge.send(Call::Errand(self.0.ticket.get(), errand));
        }
    }

    /// One more batch, or one more document's names, has been dealt with: there may come others.
    pub fn ack(&self) {
        self.say(Errand::Ack);
    }

    /// Stops the errand; what is finished still comes.
    pub fn stop(&self) {
        self.say(Errand::Stop);
    }

    /// Ends the worker and all it holds; nothing is heard any more.
    pub fn end(&self) {
        self.0.hear.take();
        self.0.idle.take();
        self.0.line.take();
    }

    /// Hands files over, piece by piece; `told` hears how many bytes are there. Gives those that could not be read, and why.
    pub async fn hand(&self, ticket: u64, files: &[Handle], told: impl Fn(u64)) -> Vec<(String, String)> {
        let (mut unread, mut pieces, mut waiting, mut done) = (Vec::new(), Vec::new(), 0, 0);
        for file in files {
            let mut from = 0;
            loop {
                let to = file.bytes.min(from + PIECE);
                let bytes = match file.read(from, to).await {
                    Ok(bytes) => bytes,
                    Err(message) => {
                        unread.push((file.name.clone(), message));
                        break;
                    }
                };
                if !self.is_on(ticket) {
                    return unread;
                }
                waiting += bytes.len() as u64;
                let begins = (from == 0).then(|| file.name.clone());
                pieces.push(FilePiece { begins, bytes: bytes.into() });
                if waiting >= PIECE {
                    done += std::mem::take(&mut waiting);
                    self.say(Errand::Files(std::mem::take(&mut pieces)));
                    told(done);
                }
                from = to;
                if from >= file.bytes {
                    break;
                }
            }
        }
        if !pieces.is_empty() {
            self.say(Errand::Files(pieces));
        }
        told(done + waiting);
        unread
    }

    fn start(&self) {
        if self.0.line.borrow().is_some() {
            return;
        }
        let told = {
            let inner = Rc::downgrade(&self.0);
            move |told| {
                if let (Some(inner), Told::Errand(ticket, answer)) = (inner.upgrade(), told) {
                    Background(inner).hear(ticket, answer);
                }
            }
        };
        let failed = {
            let inner = Rc::downgrade(&self.0);
            Rc::new(move |message: String| {
                if let Some(inner) = inner.upgrade() {
                    inner.spent.set(true);
                    let ticket = inner.ticket.get();
                    Background(inner).hear(ticket, Answer::Failed(message));
                }
            })
        };
        let script = page::worker_script();
        let heard = failed.clone();
        let spawned = worker::watched(
            &script,
            move |message| heard(message),
            || Remote::spawner().callback(told).with_loader(true).as_module(false).spawn(&script),
        );
        match spawned {
            Ok((bridge, worker)) => {
                self.0.line.replace(Some(Line { bridge, _worker: worker }));
            }
            Err(message) => failed(message),
        }
    }

    fn hear(&self, ticket: u64, answer: Answer) {
        let inner = &self.0;
        if inner.ticket.get() != ticket {
            return;
        }
        let answer = match answer {
            Answer::Failed(message) if !inner.spent.replace(true) => {
                Answer::Failed(format!("the worker stopped: {message}"))
            }
            other => other,
        };
        let over = matches!(answer, Answer::Over { .. } | Answer::NotLoaded(_) | Answer::Failed(_));
        let hear = if over { inner.hear.take() } else { inner.hear.borrow().clone() };
        if over {
            let rest = Rc::downgrade(inner);
            let end = move || {
                // An errand that has begun meanwhile has taken this back.
                if let Some(inner) = rest.upgrade() {
                    inner.line.take();
                }
            };
            inner.idle.replace(Some(Timeout::new(IDLE, end)));
        }
        if let Some(hear) = hear {
            hear(answer);
        }
    }
}

#[cfg(test)]
mod tests;
