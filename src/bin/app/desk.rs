//! The dispatcher: the one way from a component to the workspace.

use std::rc::Rc;

mod shares;

use tagline::workspace::queue::{QueueCommand, Row};
use tagline::workspace::{Command, Context, Notice, Workspace};
use yew::prelude::*;

pub use shares::{Ids, Shares};

use crate::browser::clock;

/// The workspace as the page's state, where it is kept, and what of it this tab may write.
pub struct State(pub Workspace, pub Keeping, pub Shares);

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
    /// Another tab writes the project; what it writes is shown here. What this one writes nevertheless is in the store up to
    /// this revision.
    Elsewhere(u64),
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
    /// It has been read, and this tab writes on, but for these documents.
    Restored(Box<Workspace>, Ids),
    /// It has been read, and another tab writes on; also each time that tab has.
    Shown(Box<Workspace>),
    /// Another tab writes from now on; what it has written is on its way.
    Elsewhere,
    /// The documents for which it is the other way round, from now on.
    Apart(Ids),
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
        State(workspace, Keeping::Nowhere, Shares::default())
    }

    /// No work yet: what was kept is read first.
    pub fn reading() -> State {
        State(Workspace::default(), Keeping::Reading(Vec::new()), Shares::default())
    }

    /// Where the work is kept, as the page holds it in `body[data-kept]`.
    pub fn kept(&self) -> &'static str {
        let is_partly = self.unreadable_shown().is_some();
        match self.1 {
            Keeping::Nowhere => "nowhere",
            Keeping::Reading(_) => "reading",
            Keeping::Failing(..) => "failing",
            Keeping::Store(_) | Keeping::Elsewhere(_) if is_partly => "partly",
            Keeping::Store(_) | Keeping::Elsewhere(_) if self.writes_shown() => "store",
            Keeping::Store(_) | Keeping::Elsewhere(_) => "elsewhere",
        }
    }

    /// What can't be read of the document on screen, which nothing is written to then.
    pub fn unreadable_shown(&self) -> Option<String> {
        let shown = self.0.current().filter(|_| self.0.view().shows_document());
        shown.and_then(|open| open.what_is_unreadable())
    }

    /// Whether this tab may write what is on screen: the document, or else the project.
    pub fn writes_shown(&self) -> bool {
        let shown = self.0.current().filter(|_| self.0.view().shows_document());
        shown.map_or(!self.2.elsewhere, |open| self.2.writes(&open.document().id))
    }

    /// The last revision that is safe from this tab's end: in the store, or where there is none in a file.
    pub fn safe_revision(&self) -> u64 {
        match self.1 {
            Keeping::Nowhere | Keeping::Reading(_) => self.0.saved_revision(),
            Keeping::Store(revision) | Keeping::Elsewhere(revision) => revision,
            Keeping::Failing(revision, _) => revision.max(self.0.saved_revision()),
        }
    }

    fn take(&mut self, action: Action) {
        match action.what {
            What::Keep(keep) => self.hear(keep, &action.context),
            What::Do(command) => match &mut self.1 {
                Keeping::Reading(waiting) => waiting.push(Action { what: What::Do(command), ..action }),
                _ if self.2.is_shared() => self.take_shared(command, &action.context),
                _ => self.0.apply(command, &action.context),
            },
        }
    }

    /// Does what this tab may do; the rest is another tab's to do. Marks of bundles that would go where it may not wait on.
    fn take_shared(&mut self, command: Command, context: &Context) {
        let waits = !self.0.waiting_bundles().is_empty();
        let tried = match self.tried(command.clone(), false, context) {
            Err(_) if waits => self.tried(command, true, context),
            tried => tried,
        };
        match tried {
            Ok(tried) => self.0 = *tried,
            Err(notice) => self.0.apply(Command::Tell(notice), context),
        }
    }

    /// What comes of a command, with the marks of bundles held back or not; or why this tab may not do it.
    fn tried(&self, command: Command, hold: bool, context: &Context) -> Result<Box<Workspace>, Notice> {
        // What comes from the store changes nothing there.
        let comes = matches!(command, Command::Bring(_) | Command::Close(_) | Command::Renew(_));
        let mut tried = Box::new(self.0.clone());
        tried.hold_bundles(hold);
        tried.apply(command, context);
        while tried.job().is_some_and(|job| !self.2.lets_do(&job.work)) {
            tried.apply(Command::Stop, context);
        }
        tried.hold_bundles(false);
        let looks =
            tried.revision() == self.0.revision() && tried.documents().len() == self.0.documents().len();
        let refusal = if comes || looks { None } else { self.2.refusal(&tried.touched_since(&self.0)) };
        refusal.map_or(Ok(tried), Err)
    }

    fn hear(&mut self, keep: Keep, context: &Context) {
        match keep {
            Keep::Restored(workspace, apart) => {
                let waiting = self.wait_over();
                let saved = self.show_again(*workspace, context);
                self.1 = Keeping::Store(saved);
                self.2 = Shares { elsewhere: false, apart };
                waiting.into_iter().for_each(|action| self.take(action));
            }
            Keep::Shown(workspace) => {
                self.wait_over();
                let saved = self.show_again(*workspace, context);
                self.1 = Keeping::Elsewhere(saved);
                self.2 = Shares { elsewhere: true, apart: self.2.own() };
            }
            Keep::Nowhere => {
                let waiting = self.wait_over();
                self.1 = Keeping::Nowhere;
                self.2 = Shares::default();
                waiting.into_iter().for_each(|action| self.take(action));
            }
            Keep::Kept(revision, put, gone) => {
                let kept = if self.2.elsewhere { Keeping::Elsewhere } else { Keeping::Store };
                self.1 = kept(revision);
                self.list(put, gone, context);
            }
            Keep::Listed(put, gone) => self.list(put, gone, context),
            Keep::Elsewhere => {
                self.1 = Keeping::Elsewhere(self.safe_revision());
                self.2 = Shares { elsewhere: true, apart: Ids::default() };
            }
            Keep::Apart(apart) => {
                self.2.apart = apart;
                // What was said of it holds no more.
                let refused = self.0.notice().is_some_and(|notice| notice.title == shares::ONE);
                if refused && self.writes_shown() {
                    self.0.apply(Command::Dismiss, context);
                }
            }
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
        match &mut self.1 {
            Keeping::Reading(waiting) => std::mem::take(waiting),
            _ => Vec::new(),
        }
    }

    /// The workspace as it was kept, with the document and the screen that were shown, and the documents that this tab writes
    /// itself; up to which revision that is saved.
    fn show_again(&mut self, mut workspace: Workspace, context: &Context) -> u64 {
        let own = self.2.own();
        let saved = self.safe_revision();
        workspace.keep_own(&self.0, &own);
        // What is shown again is not changed by that.
        workspace.hold_bundles(true);
        workspace.go_on_from(&self.0, context);
        workspace.hold_bundles(false);
        self.0 = workspace;
        if own.is_empty() { self.0.revision() } else { saved }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = State(self.0.clone(), self.1.clone(), self.2.clone());
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

#[cfg(test)]
mod tests;
