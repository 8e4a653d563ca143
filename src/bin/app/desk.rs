//! The dispatcher: the one way from a component to the workspace.

use std::rc::Rc;

use tagline::workspace::{Command, Context, Workspace};
use yew::prelude::*;

use crate::browser::clock;

/// The workspace as the page's state.
#[derive(Default)]
pub struct State(pub Workspace);

/// A command with the moment and the name it was given under.
pub struct Action {
    command: Command,
    context: Context,
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut workspace = self.0.clone();
        workspace.apply(action.command, &action.context);
        Rc::new(State(workspace))
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
        self.0.dispatch(Action { command, context: clock::context() });
    }

    /// A callback that sends the same command each time.
    pub fn on<E: 'static>(&self, command: Command) -> Callback<E> {
        let desk = self.clone();
        Callback::from(move |_| desk.send(command.clone()))
    }
}
