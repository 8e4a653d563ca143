//! The web worker: cleans and tags, so that the page never waits.
//!
//! Work is done in steps with a turn of the event loop between them: a later question, or the page's leaving,
//! is heard within one step. What the tagger knows comes in a file of its own, while there is nothing better to do.
#![warn(missing_docs)]

mod errands;
mod knowledge;

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo_worker::{HandlerId, Registrable, WorkerScope};
use tagline::article::{CleanOptions, Cleaning, Step, reopen};
use tagline::job::errand::{self, Call, Errand, Told};
use tagline::job::worker::{Answer, ExampleMessage, Reply, Request, Task};
use tagline::tagging::{Data, Part, TagOptions, Tagging};
use wasm_bindgen_futures::spawn_local;

use errands::{Errands, Next};
use knowledge::Progress;

/// The worker and what it is busy with.
struct Worker {
    ticket: u64,
    work: Option<Work>,
    page: Option<HandlerId>,
    knowledge: Knowledge,
    /// The tagging before the one under way: what has not changed since is not done again.
    last: Option<Box<Tagging>>,
    /// What is known of the text and not told yet, and when the page was last told something.
    parts: Vec<Part>,
    told: f64,
    /// How long it waits before it is told again, in milliseconds.
    patience: f64,
    /// What is done in the background, its ticket, and whether its next slice is due.
    errands: Errands,
    errand: u64,
    due: bool,
}

/// Work under way.
enum Work {
    Clean(Cleaning),
    Tag(Box<Tagging>),
    /// A tagging that waits for what the tagger knows.
    Wait(Asked),
}

/// A text to be tagged.
struct Asked {
    text: Rc<str>,
    options: TagOptions,
    screen: (usize, usize),
}

/// How long the page waits for suggestions before it is told of some, in milliseconds: most texts are done by then.
const PATIENCE: f64 = 150.0;

/// How it stands with what the tagger knows.
enum Knowledge {
    /// It is not there; whether it was fetched in vain.
    Missing { failed: bool },
    /// So much of it has come.
    Coming(Progress),
    /// It is there.
    Here(&'static Data),
}

/// What the worker tells itself.
enum Note {
    /// The next step of the work of this ticket.
    Next(u64),
    /// The next slice of the errand of this ticket.
    Errand(u64),
    /// So much of it has come.
    Coming(Progress),
    /// It is there, or why it is not.
    Come(Result<&'static Data, String>),
}

thread_local! {
    /// Whom to tell of a panic: the page, and what makes its answer.
    static ASKED: RefCell<Option<(WorkerScope<Worker>, HandlerId, Asker)>> = const { RefCell::new(None) };
}

/// Who asked for the work under way, with its ticket.
#[derive(Clone, Copy)]
enum Asker {
    /// The person's own document.
    Person(u64),
    /// An errand.
    Errand(u64),
}

/// A panic ends this worker for good; the page hears why and starts another.
fn tell_of_panics() {
    std::panic::set_hook(Box::new(|info| {
        ASKED.with_borrow(|asked| {
            if let Some((scope, page, asker)) = asked {
                let why = info.to_string();
                let told = match *asker {
                    Asker::Person(ticket) => Told::Reply(Reply { ticket, answer: Answer::Failed(why) }),
                    Asker::Errand(ticket) => Told::Errand(ticket, errand::Answer::Failed(why)),
                };
                scope.respond(*page, told);
            }
        });
    }));
}

impl gloo_worker::Worker for Worker {
    type Message = Note;
    type Input = Call;
    type Output = Told;

    fn create(_scope: &WorkerScope<Self>) -> Self {
        Worker {
            ticket: 0,
            work: None,
            page: None,
            knowledge: Knowledge::Missing { failed: false },
            last: None,
            parts: Vec::new(),
            told: 0.0,
            patience: PATIENCE,
            errands: Errands::default(),
            errand: 0,
            due: false,
        }
    }

    fn received(&mut self, scope: &WorkerScope<Self>, call: Call, id: HandlerId) {
        match call {
            Call::Ask(request) => self.ask(scope, request, id),
            // The page says so when it has nothing better to do itself. Cleaning needs no line.
            Call::Know if knowledge::is_sparing() => {}
            Call::Know => self.fetch(scope),
            Call::Errand(ticket, errand) => self.errand(scope, ticket, errand, id),
        }
    }

    fn update(&mut self, scope: &WorkerScope<Self>, note: Note) {
        match note {
            Note::Next(ticket) if ticket == self.ticket => self.step(scope),
            Note::Next(_) => {}
            Note::Errand(ticket) if ticket == self.errand => {
                self.due = false;
                self.slice(scope);
            }
            Note::Errand(_) => {}
            Note::Coming(progress) => self.know(scope, Knowledge::Coming(progress)),
            Note::Come(Ok(data)) => self.know(scope, Knowledge::Here(data)),
            Note::Come(Err(message)) => {
                self.knowledge = Knowledge::Missing { failed: true };
                if self.work.take_if(|work| matches!(work, Work::Wait(..))).is_some() {
                    self.respond(scope, Answer::NotLoaded(message.clone()));
                }
                if self.errands.waits_for_knowledge(None) {
                    let over = self.errands.not_loaded(message);
                    self.tell(scope, over);
                }
            }
        }
    }
}

impl Worker {
    /// Takes in a question of the document that a person works on.
    fn ask(&mut self, scope: &WorkerScope<Self>, request: Request, id: HandlerId) {
        if let Task::Look { screen } = request.task {
            return self.look(request.ticket, screen);
        }
        if let Some(Work::Tag(tagging)) = self.work.take() {
            self.last = Some(tagging);
        }
        self.ticket = request.ticket;
        self.page = Some(id);
        ASKED.set(Some((scope.clone(), id, Asker::Person(request.ticket))));
        self.work = match request.task {
            Task::Clean { source, url } => {
                Some(Work::Clean(Cleaning::new(source.into(), CleanOptions { url })))
            }
            Task::Tag { text, date, screen, examples } => {
                self.fetch(scope);
                let examples = examples.into_iter().map(ExampleMessage::read).collect();
                Some(Work::Wait(Asked {
                    text: text.into(),
                    options: TagOptions { date, examples, ..TagOptions::default() },
                    screen,
                }))
            }
            Task::Reopen(message) => {
                let (source, removed, map) = message.read();
                let article = reopen(source, &removed, &map, &Default::default());
                self.respond(scope, Answer::Cleaned(Box::new((&article).into())));
                None
            }
            Task::Rest | Task::Look { .. } => None,
        };
        self.go_on(scope);
    }

    fn respond(&self, scope: &WorkerScope<Self>, answer: Answer) {
        if let Some(page) = self.page {
            scope.respond(page, Told::Reply(Reply { ticket: self.ticket, answer }));
        }
    }

    /// Asks for the next step, behind whatever has arrived meanwhile.
    fn go_on(&mut self, scope: &WorkerScope<Self>) {
        if let Some(Work::Wait(asked)) = &self.work {
            match self.knowledge {
                Knowledge::Here(data) => {
                    let (text, options, screen) = (asked.text.clone(), asked.options.clone(), asked.screen);
                    let mut tagging = Box::new(match self.last.take() {
                        Some(last) => last.again(text, options),
                        None => Tagging::new(data, text, options),
                    });
                    tagging.look(screen.0..screen.1);
                    self.work = Some(Work::Tag(tagging));
                    self.parts = Vec::new();
                    (self.told, self.patience) = (js_sys::Date::now(), PATIENCE);
                }
                Knowledge::Coming((bytes, of)) => return self.respond(scope, Answer::Loading { bytes, of }),
                Knowledge::Missing { .. } => return,
            }
        }
        if self.work.is_some() {
            let (scope, ticket) = (scope.clone(), self.ticket);
            Timeout::new(0, move || scope.send_message(Note::Next(ticket))).forget();
        }
    }

    /// Takes note of how it stands with what the tagger knows; work that waits for it hears of that.
    fn know(&mut self, scope: &WorkerScope<Self>, knowledge: Knowledge) {
        self.knowledge = knowledge;
        if let Some(Work::Wait(..)) = self.work {
            self.go_on(scope);
        }
        if self.errands.waits_for_knowledge(None) {
            match self.knowledge {
                Knowledge::Coming((bytes, of)) => self.tell(scope, errand::Answer::Loading(bytes, of)),
                _ => self.go_on_with_errand(scope),
            }
        }
    }

    /// Takes in a word about an errand. One of another ticket takes the place of what there was.
    fn errand(&mut self, scope: &WorkerScope<Self>, ticket: u64, errand: Errand, id: HandlerId) {
        if ticket != self.errand {
            (self.errands, self.errand, self.due) = (Errands::default(), ticket, false);
        }
        self.page = Some(id);
        ASKED.set(Some((scope.clone(), id, Asker::Errand(ticket))));
        self.errands.hear(errand).into_iter().for_each(|answer| self.tell(scope, answer));
        self.go_on_with_errand(scope);
    }

    fn tell(&self, scope: &WorkerScope<Self>, answer: errand::Answer) {
        if let Some(page) = self.page {
            scope.respond(page, Told::Errand(self.errand, answer));
        }
    }

    /// Asks for the next slice, behind whatever has arrived meanwhile.
    fn go_on_with_errand(&mut self, scope: &WorkerScope<Self>) {
        if !std::mem::replace(&mut self.due, true) {
            let (scope, ticket) = (scope.clone(), self.errand);
            Timeout::new(0, move || scope.send_message(Note::Errand(ticket))).forget();
        }
    }

    fn slice(&mut self, scope: &WorkerScope<Self>) {
        let data = match self.knowledge {
            Knowledge::Here(data) => Some(data),
            _ => None,
        };
        let (answers, next) = self.errands.slice(data);
        answers.into_iter().for_each(|answer| self.tell(scope, answer));
        match next {
            Next::GoOn => self.go_on_with_errand(scope),
            Next::Know => self.fetch(scope),
            Next::Wait => {}
        }
    }

    fn step(&mut self, scope: &WorkerScope<Self>) {
        let answer = match self.work.as_mut() {
            None | Some(Work::Wait(..)) => return,
            Some(Work::Clean(cleaning)) => match cleaning.step() {
                Step::More(done) => Answer::Progress(done),
                Step::Done(article) => Answer::Cleaned(Box::new((&article).into())),
            },
            Some(Work::Tag(tagging)) => {
                let step = tagging.step();
                self.parts.extend(tagging.parts());
                let now = js_sys::Date::now();
                match step {
                    Step::Done(found) => Answer::Tagged(found.iter().map(Into::into).collect()),
                    Step::More(_) if !self.parts.is_empty() && now - self.told > self.patience => {
                        // What is on screen comes first; the rest of a text of megabytes comes in ever larger parts.
                        (self.told, self.patience) = (now, self.patience * 2.0);
                        Answer::Parts(std::mem::take(&mut self.parts).iter().map(Into::into).collect())
                    }
                    Step::More(done) => Answer::Progress(done),
                }
            }
        };
        if !matches!(answer, Answer::Progress(_) | Answer::Parts(_)) {
            self.last = match self.work.take() {
                Some(Work::Tag(tagging)) => Some(tagging),
                _ => self.last.take(),
            };
        }
        self.respond(scope, answer);
        self.go_on(scope);
    }

    /// Has what is on screen done first.
    fn look(&mut self, ticket: u64, screen: (usize, usize)) {
        match &mut self.work {
            Some(Work::Tag(tagging)) if ticket == self.ticket => {
                tagging.look(screen.0..screen.1);
                self.patience = PATIENCE;
            }
            Some(Work::Wait(asked)) if ticket == self.ticket => asked.screen = screen,
            _ => {}
        }
    }

    /// Fetches what the tagger knows, unless it is there or on its way.
    fn fetch(&mut self, scope: &WorkerScope<Self>) {
        let Knowledge::Missing { failed } = self.knowledge else { return };
        self.knowledge = Knowledge::Coming((0, knowledge::size()));
        let scope = scope.clone();
        spawn_local(async move {
            let come = knowledge::fetch(failed, |progress| scope.send_message(Note::Coming(progress))).await;
            scope.send_message(Note::Come(come));
        });
    }
}

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn main() {
    tell_of_panics();
    Worker::registrar().register();
}
