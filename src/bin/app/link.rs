//! The line to the worker: asks it what the workspace wants done, and brings its answers back as commands.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_worker::{HandlerId, Spawnable, Worker, WorkerBridge, WorkerScope};
use tagline::article::Source;
use tagline::job::worker::{Answer, ReopenMessage, Reply, Request, Task};
use tagline::workspace::{Command, Work, Workspace};

use crate::browser::page;
use crate::desk::Desk;

/// The worker as this side sees it: what it takes and gives. It runs in a program of its own.
struct Remote;

impl Worker for Remote {
    type Message = ();
    type Input = Request;
    type Output = Reply;

    fn create(_scope: &WorkerScope<Self>) -> Self {
        Remote
    }

    fn update(&mut self, _scope: &WorkerScope<Self>, (): ()) {}

    fn received(&mut self, _scope: &WorkerScope<Self>, _request: Request, _id: HandlerId) {}
}

/// The line to the worker.
#[derive(Default)]
pub struct Link {
    bridge: RefCell<Option<WorkerBridge<Remote>>>,
    /// Whether a question is out. A worker that is given up while busy is replaced by a new one.
    busy: Rc<Cell<bool>>,
    /// What the question is about, for the answer's article.
    source: Rc<RefCell<Option<Source>>>,
}

impl Link {
    /// Starts the worker, so that it is there when it is needed.
    pub fn warm(&self, desk: &Desk) {
        if self.bridge.borrow().is_some() {
            return;
        }
        let (busy, source, desk) = (self.busy.clone(), self.source.clone(), desk.clone());
        let bridge = Remote::spawner()
            .callback(move |Reply { ticket, answer }| {
                if !matches!(answer, Answer::Progress(_)) {
                    busy.set(false);
                }
                desk.send(match answer {
                    Answer::Progress(done) => Command::Progress { ticket, done },
                    Answer::Failed(message) => {
                        // It has panicked: the next question needs a new one.
                        busy.set(true);
                        Command::Failed { ticket, message }
                    }
                    Answer::Tagged(found) => {
                        let suggestions = found.into_iter().filter_map(|message| message.read()).collect();
                        Command::Tagged { ticket, suggestions }
                    }
                    Answer::Cleaned(article) => match source.borrow_mut().take() {
                        Some(source) => Command::Cleaned { ticket, article: Rc::new(article.read(source)) },
                        None => return,
                    },
                });
            })
            .with_loader(true)
            .as_module(false)
            .spawn(&page::worker_script());
        self.bridge.replace(Some(bridge));
    }

    /// Asks for what the workspace wants done now, and gives up whatever was asked before.
    pub fn follow(&self, workspace: &Workspace, desk: &Desk) {
        if self.busy.replace(false) {
            // Dropping the bridge ends the worker at its next turn; nothing of it is heard any more.
            self.bridge.replace(None);
            self.warm(desk);
        }
        let Some(job) = workspace.job() else { return };
        let open = |id: &str| workspace.documents().iter().find(|open| &*open.document().id == id);
        let task = match &job.work {
            Work::Clean { source, url } => {
                self.source.replace(Some(source.clone()));
                Task::Clean { source: source.into(), url: url.clone() }
            }
            Work::Reopen { document } => {
                let Some(document) = open(document).map(|open| open.document()) else { return };
                let Some(source) = document.source() else { return };
                self.source.replace(Some(source.clone()));
                Task::Reopen(Box::new(ReopenMessage::new(source, document.removed(), document.map())))
            }
            Work::Tag { document, text } => {
                let date =
                    open(document).and_then(|open| open.document().metadata().day()).map(str::to_owned);
                Task::Tag { text: text.to_string(), date }
            }
        };
        self.warm(desk);
        if let Some(bridge) = &*self.bridge.borrow() {
            self.busy.set(true);
            bridge.send(Request { ticket: job.ticket, task });
        }
    }
}
