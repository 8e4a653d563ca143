//! The line to the worker: asks it what the workspace wants done, and brings its answers back as commands.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Interval;
use gloo_worker::{HandlerId, Spawnable, Worker, WorkerBridge, WorkerScope};
use tagline::article::Source;
use tagline::job::errand::{Call, Told};
use tagline::job::worker::{Answer, ReopenMessage, Reply, Request, Task};
use tagline::workspace::{Command, Work, Workspace};

use crate::browser::worker::{self, Watched};
use crate::browser::{page, screen};
use crate::desk::Desk;

/// The worker as this side sees it: what it takes and gives. It runs in a program of its own.
pub struct Remote;

impl Worker for Remote {
    type Message = ();
    type Input = Call;
    type Output = Told;

    fn create(_scope: &WorkerScope<Self>) -> Self {
        Remote
    }

    fn update(&mut self, _scope: &WorkerScope<Self>, (): ()) {}

    fn received(&mut self, _scope: &WorkerScope<Self>, _call: Call, _id: HandlerId) {}
}

/// How often it is looked whether the worker has said anything, in milliseconds.
const TICK: u32 = 5_000;

/// After how many looks in vain it is given up: two minutes, for the slowest connection that it may load over.
const PATIENCE: u32 = 24;

/// The line to the worker.
pub struct Link {
    /// Looks, and how many in vain are too many.
    patience: (u32, u32),
    line: Rc<RefCell<Option<Line>>>,
    asked: Rc<Asked>,
}

/// A worker that was started. Dropping it ends the worker.
struct Line {
    bridge: WorkerBridge<Remote>,
    _worker: Watched,
    _look: Interval,
}

/// What the worker was asked.
#[derive(Default)]
struct Asked {
    /// The ticket of the question that is out. A worker that is given up with one is replaced by a new one.
    ticket: Cell<Option<u64>>,
    /// Whether the worker has panicked: the next question needs a new one.
    spent: Cell<bool>,
    /// Whether the worker waits for what the tagger knows: it hears at once, and what has come is not thrown away.
    waits: Cell<bool>,
    /// How many looks there were since the worker last said something.
    silence: Cell<u32>,
    /// What the question is about, for the answer's article.
    source: RefCell<Option<Source>>,
}

impl Default for Link {
    fn default() -> Link {
        Link { patience: (TICK, PATIENCE), line: Rc::default(), asked: Rc::default() }
    }
}

impl Link {
    /// Starts the worker, so that it is there when it is needed.
    pub fn warm(&self, desk: &Desk) {
        if self.line.borrow().is_some() {
            return;
        }
        let asked = self.asked.clone();
        let reply = {
            let (asked, desk) = (asked.clone(), desk.clone());
            move |told| {
                // Errands are another worker's.
                if let Told::Reply(reply) = told
                    && let Some(command) = asked.hear(reply)
                {
                    desk.send(command);
                }
            }
        };
        let failed = {
            let (line, asked, desk) = (self.line.clone(), asked.clone(), desk.clone());
            Rc::new(move |message: String| {
                // Without a question nobody has missed it; the next question starts another.
                line.take();
                if let Some(ticket) = asked.ticket.take() {
                    desk.send(Command::Failed { ticket, message });
                }
            })
        };
        asked.spent.set(false);
        asked.waits.set(false);
        asked.silence.set(0);
        let script = page::worker_script();
        let spawned = worker::watched(
            &script,
            {
                let failed = failed.clone();
                move |message| failed(message)
            },
            || Remote::spawner().callback(reply).with_loader(true).as_module(false).spawn(&script),
        );
        let (tick, patience) = self.patience;
        match spawned {
            Ok((bridge, worker)) => {
                let look = Interval::new(tick, move || {
                    // Looks are counted, not minutes: a computer that slept has looked once.
                    asked.silence.update(|looks| looks + 1);
                    if asked.ticket.get().is_some() && asked.silence.get() >= patience {
                        failed("the worker has not answered for minutes; is the connection slow?".to_owned());
                    }
                });
                bridge.send(Call::Know);
                self.line.replace(Some(Line { bridge, _worker: worker, _look: look }));
            }
            Err(message) => failed(message),
        }
    }

    /// Asks for what the workspace wants done now, and gives up whatever was asked before.
    pub fn follow(&self, workspace: &Workspace, desk: &Desk) {
        if let Some(ticket) = self.asked.ticket.take() {
            if self.asked.waits.get() {
                self.send(Request { ticket, task: Task::Rest });
            } else {
                self.asked.spent.set(true);
            }
        }
        if self.asked.spent.get() {
            self.line.take();
            self.warm(desk);
        }
        let Some(job) = workspace.job() else { return };
        let open = |id: &str| workspace.documents().iter().find(|open| &*open.document().id == id);
        let task = match &job.work {
            Work::Clean { source, url } => {
                self.asked.source.replace(Some(source.clone()));
                Task::Clean { source: source.into(), url: url.clone() }
            }
            Work::Reopen { document } => {
                let Some(document) = open(document).map(|open| open.document()) else { return };
                let Some(source) = document.source() else { return };
                self.asked.source.replace(Some(source.clone()));
                Task::Reopen(Box::new(ReopenMessage::new(source, document.removed(), document.map())))
            }
            Work::Tag { document, text } => {
                let date =
                    open(document).and_then(|open| open.document().metadata().day()).map(str::to_owned);
                let examples = workspace.examples(document).iter().map(Into::into).collect();
                Task::Tag { text: text.to_string(), date, screen: on_screen(workspace), examples }
            }
        };
        // A question is out from here on: if no worker can be started, that is told.
        self.asked.ticket.set(Some(job.ticket));
        self.asked.silence.set(0);
        self.warm(desk);
        self.send(Request { ticket: job.ticket, task });
    }

    /// Tells a worker that is tagging what is on screen now.
    pub fn look(&self, workspace: &Workspace) {
        let tagging = workspace.job().filter(|job| matches!(job.work, Work::Tag { .. }));
        if let Some(ticket) =
            tagging.map(|job| job.ticket).filter(|ticket| self.asked.ticket.get() == Some(*ticket))
        {
            self.send(Request { ticket, task: Task::Look { screen: on_screen(workspace) } });
        }
    }

    fn send(&self, request: Request) {
        if let Some(line) = &*self.line.borrow() {
            line.bridge.send(Call::Ask(request));
        }
    }
}

/// The bytes of the text that are on screen; its beginning where none of it is.
fn on_screen(workspace: &Workspace) -> (usize, usize) {
    let Some((open, (first, next))) = workspace.current().zip(screen::shown()) else { return (0, 0) };
    let start = |at| open.galley().paragraph_at(at).map(|paragraph| paragraph.span.start().0);
    (start(first).unwrap_or(0), next.and_then(start).unwrap_or(open.document().text().len()))
}

impl Asked {
    /// What an answer comes to.
    fn hear(&self, Reply { ticket, answer }: Reply) -> Option<Command> {
        self.silence.set(0);
        if let Answer::Failed(_) = answer {
            self.spent.set(true);
        }
        if self.ticket.get() != Some(ticket) {
            return None;
        }
        self.waits.set(matches!(answer, Answer::Loading { .. }));
        if !matches!(answer, Answer::Progress(_) | Answer::Loading { .. } | Answer::Parts(_)) {
            self.ticket.set(None);
        }
        Some(match answer {
            Answer::Loading { bytes, of } => Command::Loading { ticket, bytes, of },
            Answer::Progress(done) => Command::Progress { ticket, done },
            Answer::NotLoaded(message) => Command::Failed { ticket, message },
            Answer::Failed(message) => {
                Command::Failed { ticket, message: format!("the worker stopped: {message}") }
            }
            Answer::Parts(parts) => {
                let parts = parts.into_iter().filter_map(|part| part.read()).collect();
                Command::TaggedParts { ticket, parts }
            }
            Answer::Tagged(found) => {
                let suggestions = found.into_iter().filter_map(|message| message.read()).collect();
                Command::Tagged { ticket, suggestions }
            }
            Answer::Cleaned(article) => {
                let source = self.source.borrow_mut().take()?;
                Command::Cleaned { ticket, article: Rc::new(article.read(source)) }
            }
        })
    }
}

#[cfg(test)]
mod tests;
