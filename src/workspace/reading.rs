//! Where the words of a text stand: read in idle moments, and at once where they are needed first.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::tagging::learned::{Index, Reading, is_cut};
use crate::text::Span;

/// The words of one text. That they are read late changes nothing that they say.
#[derive(Debug)]
pub(super) struct Words {
    text: Rc<str>,
    index: OnceCell<Index>,
    under_way: RefCell<Option<Reading>>,
}

impl Words {
    /// The words of `text`, of which none is read yet.
    pub fn new(text: Rc<str>) -> Words {
        let reading = Reading::new(text.clone());
        Words { text, index: OnceCell::new(), under_way: RefCell::new(Some(reading)) }
    }

    /// Whether they are those of this very text.
    pub fn are_of(&self, text: &Rc<str>) -> bool {
        Rc::ptr_eq(&self.text, text)
    }

    /// Reads a bit; says whether there is more.
    pub fn read_on(&self) -> bool {
        if self.index.get().is_some() {
            return false;
        }
        let more = self.under_way.borrow_mut().as_mut().is_some_and(Reading::step);
        if !more {
            self.index();
        }
        more
    }

    /// Where they stand.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| self.under_way.take().map(Reading::finish).unwrap_or_default())
    }

    /// Whether `span` looks like a part of a longer name.
    pub fn cut(&self, span: Span) -> bool {
        is_cut(&self.text, self.index(), span)
    }
}
