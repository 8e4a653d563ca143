//! The dispatcher: the one way from a component to the workspace.

use std::rc::Rc;

use tagline::workspace::queue::{QueueCommand, Row};
use tagline::workspace::{Command, Context, Notice, Workspace};
use yew::prelude::*;

use crate::browser::clock;

/// The workspace as the page's state, and where it is kept.
pub struct State(pub Workspace, pub Keeping);

/// Where the work is kept.
#[derive(Clone, Debug, Default)]
pub enum Keeping {
    /// Nowhere but in this tab: there is no store, and why, where that has to be said.
    #[default]
    Nowhere,
    /// Not known yet: what was kept is being read. What is asked for meanwhile waits here.
    Reading(Vec<Action>),
    /// In the browser's store, up to this revision.
    Store(u64),
    /// The store has this revision and takes no more, and why.
    Failing(u64, Rc<str>),
    /// Another tab has the right to write; what it writes is shown here.
    Elsewhere,
}

/// A command with the moment and the name it was given under.
#[derive(Clone, Debug)]
pub struct Action {
    what: What,
    context: Context,
}

#[derive(Clone, Debug)]
enum What {
    Do(Command),
    Keep(Keep),
}

/// What the keeper of the store tells.
#[derive(Clone, Debug)]
pub enum Keep {
    /// It has been read, and this tab writes on.
    Restored(Box<Workspace>),
    /// It has been read, and another tab writes on; also each time that tab has.
    Shown(Box<Workspace>),
    /// Another tab writes from now on; what it has written is on its way.
    Elsewhere,
    /// There is no store.
    Nowhere,
    /// The store has everything up to this revision; and which rows of the list came or changed, and which went.
    Kept(u64, Vec<Row>, Vec<u32>),
    /// There is no store; these rows of the list came or changed, and those went.
    Listed(Vec<Row>, Vec<u32>),
    /// Another project is being opened.
    Left,
    /// The store could not take what is new, and why.
    Failed(Rc<str>),
    /// It is to be tried again.
    Again,
}

impl Default for State {
    fn default() -> State {
        State::of(Workspace::default())
    }
}

impl State {
    /// A workspace that is kept nowhere.
    pub fn of(workspace: Workspace) -> State {
        State(workspace, Keeping::Nowhere)
    }

    /// No work yet: what was kept is read first.
    pub fn reading() -> State {
        State(Workspace::default(), Keeping::Reading(Vec::new()))
    }

    /// Where the work is kept, as the page holds it in `body[data-kept]`.
    pub fn kept(&self) -> &'static str {
        match self.1 {
            Keeping::Nowhere => "nowhere",
            Keeping::Reading(_) => "reading",
            Keeping::Store(_) => "store",
            Keeping::Failing(..) => "failing",
            Keeping::Elsewhere => "elsewhere",
        }
    }

    /// The last revision that is safe from this tab's end: in the store, or where there is none in a file.
    pub fn safe_revision(&self) -> u64 {
        match self.1 {
            Keeping::Nowhere | Keeping::Reading(_) => self.0.saved_revision(),
            Keeping::Store(revision) => revision,
            Keeping::Failing(revision, _) => revision.max(self.0.saved_revision()),
            Keeping::Elsewhere => self.0.revision(),
        }
    }

    fn take(&mut self, action: Action) {
        let State(workspace, keeping) = self;
        match action.what {
            What::Keep(keep) => self.hear(keep, &action.context),
            What::Do(command) => match keeping {
                Keeping::Reading(waiting) => waiting.push(Action { what: What::Do(command), ..action }),
                // To open a document changes nothing.
                Keeping::Elsewhere if matches!(command, Command::Bring(_) | Command::Close(_)) => {
                    workspace.apply(command, &action.context);
                    if workspace.job().is_some() {
                        workspace.apply(Command::Stop, &action.context);
                    }
                }
                Keeping::Elsewhere => self.only_look(command, &action.context),
                _ => workspace.apply(command, &action.context),
            },
        }
    }

    /// Does what changes nothing; the rest is another tab's to do.
    fn only_look(&mut self, command: Command, context: &Context) {
        let mut looked = self.0.clone();
        looked.apply(command, context);
        if looked.job().is_some() {
            looked.apply(Command::Stop, context);
        }
        if looked.revision() == self.0.revision() && looked.documents().len() == self.0.documents().len() {
            self.0 = looked;
            return;
        }
        let notice = Notice {
            title: "Another tab writes".to_owned(),
            lines: vec![
                "This project is open for writing in another tab of this browser; here it can be read."
                    .to_owned(),
                "Take over, at the top, to write here. Nothing has changed.".to_owned(),
            ],
            failed: false,
        };
        self.0.apply(Command::Tell(notice), context);
    }

    fn hear(&mut self, keep: Keep, context: &Context) {
        match keep {
            Keep::Restored(workspace) => {
                let waiting = self.wait_over();
                self.show_again(*workspace, context);
                self.1 = Keeping::Store(self.0.revision());
                waiting.into_iter().for_each(|action| self.take(action));
            }
            Keep::Shown(workspace) => {
                self.wait_over();
                self.show_again(*workspace, context);
                self.1 = Keeping::Elsewhere;
            }
            Keep::Nowhere => {
                let waiting = self.wait_over();
                self.1 = Keeping::Nowhere;
                waiting.into_iter().for_each(|action| self.take(action));
            }
            Keep::Kept(revision, put, gone) => {
                self.1 = Keeping::Store(revision);
                self.list(put, gone, context);
            }
            Keep::Listed(put, gone) => self.list(put, gone, context),
            Keep::Elsewhere => self.1 = Keeping::Elsewhere,
            Keep::Left => *self = State::reading(),
            Keep::Again => {}
            Keep::Failed(why) => self.1 = Keeping::Failing(self.safe_revision(), why),
        }
    }

    fn list(&mut self, put: Vec<Row>, gone: Vec<u32>, context: &Context) {
        if !put.is_empty() || !gone.is_empty() {
            self.0.apply(Command::Queue(QueueCommand::Rows { put, gone }), context);
        }
    }

    fn wait_over(&mut self) -> Vec<Action> {
        match std::mem::take(&mut self.1) {
            Keeping::Reading(waiting) => waiting,
            _ => Vec::new(),
        }
    }

    /// The workspace as it was kept, with the document and the screen that were shown.
    fn show_again(&mut self, mut workspace: Workspace, context: &Context) {
        workspace.go_on_from(&self.0, context);
        self.0 = workspace;
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = State(self.0.clone(), self.1.clone());
        state.take(action);
        Rc::new(state)
    }
}

/// Sends commands. Never changes, so passing it on never redraws anyone.
#[derive(Clone, PartialEq)]
pub struct Desk(UseReducerDispatcher<State>);

impl Desk {
    /// The desk of this state.
    pub fn new(state: &UseReducerHandle<State>) -> Desk {
        Desk(state.dispatcher())
    }

    /// Sends one command.
    pub fn send(&self, command: Command) {
        self.0.dispatch(Action { what: What::Do(command), context: clock::context() });
    }

    /// Tells of the store.
    pub fn tell(&self, keep: Keep) {
        self.0.dispatch(Action { what: What::Keep(keep), context: clock::context() });
    }

    /// A callback that sends the same command each time.
    pub fn on<E: 'static>(&self, command: Command) -> Callback<E> {
        let desk = self.clone();
        Callback::from(move |_| desk.send(command.clone()))
    }
}
