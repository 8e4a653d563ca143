//! A shared piece that compares by pointer: unchanged pieces redraw nobody.

use std::ops::Deref;
use std::rc::Rc;

/// An `Rc` that is equal to itself only.
pub struct Same<T: ?Sized>(pub Rc<T>);

impl<T: ?Sized> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Clone for Same<T> {
    fn clone(&self) -> Self {
        Same(self.0.clone())
    }
}

impl<T: ?Sized> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: ?Sized> From<Rc<T>> for Same<T> {
    fn from(shared: Rc<T>) -> Self {
        Same(shared)
    }
}
