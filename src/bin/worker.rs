//! The web worker: cleans and tags, so that the page never waits.
//!
//! Work is done in steps with a turn of the event loop between them: a later question, or the page's leaving,
//! is heard within one step.
#![warn(missing_docs)]

use std::cell::RefCell;

use gloo::timers::callback::Timeout;
use gloo_worker::{HandlerId, Registrable, WorkerScope};
use tagline::article::{CleanOptions, Cleaning, Step, reopen};
use tagline::job::worker::{Answer, Reply, Request, Task};
use tagline::tagging::{Data, TagOptions, Tagging};

/// The worker and what it is busy with.
struct Worker {
    ticket: u64,
    work: Option<Work>,
    page: Option<HandlerId>,
}

/// Work under way.
enum Work {
    Clean(Cleaning),
    Tag(Tagging),
}

/// The next step of the work of this ticket.
struct Next(u64);

thread_local! {
    /// Whom to tell of a panic: the page, and the ticket of the work under way.
    static ASKED: RefCell<Option<(WorkerScope<Worker>, HandlerId, u64)>> = const { RefCell::new(None) };
}

/// A panic ends this worker for good; the page hears why and starts another.
fn tell_of_panics() {
    std::panic::set_hook(Box::new(|info| {
        ASKED.with_borrow(|asked| {
            if let Some((scope, page, ticket)) = asked {
                scope.respond(*page, Reply { ticket: *ticket, answer: Answer::Failed(info.to_string()) });
            }
        });
    }));
}

impl gloo_worker::Worker for Worker {
    type Message = Next;
    type Input = Request;
    type Output = Reply;

    fn create(_scope: &WorkerScope<Self>) -> Self {
        Worker { ticket: 0, work: None, page: None }
    }

    fn received(&mut self, scope: &WorkerScope<Self>, request: Request, id: HandlerId) {
        self.ticket = request.ticket;
        self.page = Some(id);
        ASKED.set(Some((scope.clone(), id, request.ticket)));
        self.work = match request.task {
            Task::Clean { source, url } => {
                Some(Work::Clean(Cleaning::new(source.into(), CleanOptions { url })))
            }
            Task::Tag { text, date } => {
                Some(Work::Tag(Tagging::new(Data::embedded(), text.into(), TagOptions { date })))
            }
            Task::Reopen(message) => {
                let (source, removed, map) = message.read();
                let article = reopen(source, &removed, &map, &Default::default());
                self.respond(scope, Answer::Cleaned(Box::new((&article).into())));
                None
            }
        };
        self.go_on(scope);
    }

    fn update(&mut self, scope: &WorkerScope<Self>, Next(ticket): Next) {
        if ticket != self.ticket {
            return;
        }
        let answer = match self.work.as_mut() {
            None => return,
            Some(Work::Clean(cleaning)) => match cleaning.step() {
                Step::More(done) => Answer::Progress(done),
                Step::Done(article) => Answer::Cleaned(Box::new((&article).into())),
            },
            Some(Work::Tag(tagging)) => match tagging.step() {
                Step::More(done) => Answer::Progress(done),
                Step::Done(found) => Answer::Tagged(found.iter().map(Into::into).collect()),
            },
        };
        if !matches!(answer, Answer::Progress(_)) {
            self.work = None;
        }
        self.respond(scope, answer);
        self.go_on(scope);
    }
}

impl Worker {
    fn respond(&self, scope: &WorkerScope<Self>, answer: Answer) {
        if let Some(page) = self.page {
            scope.respond(page, Reply { ticket: self.ticket, answer });
        }
    }

    /// Asks for the next step, behind whatever has arrived meanwhile.
    fn go_on(&self, scope: &WorkerScope<Self>) {
        if self.work.is_some() {
            let (scope, ticket) = (scope.clone(), self.ticket);
            Timeout::new(0, move || scope.send_message(Next(ticket))).forget();
        }
    }
}

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn main() {
    tell_of_panics();
    Worker::registrar().register();
}
