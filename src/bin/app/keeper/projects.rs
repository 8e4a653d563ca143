//! Going from one project to another.

use std::rc::Rc;

use tagline::workspace::Workspace;

use super::Keeper;

impl Keeper {
    /// Does what a person wishes of the projects.
    pub(super) fn see_wish(self: &Rc<Keeper>, _now: &Workspace) {}
}
