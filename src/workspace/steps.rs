//! Taking steps back and doing them again.

use super::{View, Workspace};
use crate::annotation::{EditError, Status};

impl Workspace {
    /// Takes the last step of the document on screen back, or does the next one again.
    pub(super) fn step_history(&mut self, back: bool) -> Result<(), EditError> {
        if self.view == View::Start {
            // No document is on screen: nothing is changed unseen.
            return Ok(());
        }
        let step =
            self.current().and_then(|open| if back { open.history.last() } else { open.history.next() });
        let name = self.edit(|open| open.step_history(back))?;
        if let Some(at) = self.current {
            self.step_rules(at, step)?;
        }
        self.see_saved();
        match name {
            Some(name) => self.say(&format!("{}: {name}", if back { "Undone" } else { "Done again" })),
            None => self.say(if back { "Nothing to undo" } else { "Nothing to do again" }),
        }
        // What is rejected again is as much out of sight as it was.
        let show = self.show;
        self.look(|open| {
            if open.focused().is_some_and(|annotation| annotation.status == Status::Rejected)
                && !show.rejected
            {
                open.focus = None;
            }
        });
        if self.view == View::Annotate && self.current().is_some_and(|open| !open.is_tagged()) {
            // The text is another one now.
            self.show_view(View::Annotate);
        }
        Ok(())
    }
}
