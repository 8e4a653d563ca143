//! A project: what one annotation file holds.

use std::rc::Rc;

use super::{Document, Label, Schema};

/// Tells an entity from every other of its project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub Rc<str>);

/// A name in someone's authority file: `ca9` of `courts-db`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// The id there.
    pub id: Rc<str>,
    /// Whose id it is.
    pub authority: Rc<str>,
    /// The thing's full name.
    pub name: Rc<str>,
    /// The ISO code of the country it lies in or belongs to.
    pub country: Option<Rc<str>>,
    /// Where it lies.
    pub at: Option<Coordinates>,
}

/// A point on the earth, in millionths of a degree: numbers that compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Coordinates {
    north: i32,
    east: i32,
}

impl Coordinates {
    /// The point so many degrees north and east; `None` if there is none.
    pub fn of(north: f64, east: f64) -> Option<Coordinates> {
        let there = (-90.0..=90.0).contains(&north) && (-180.0..=180.0).contains(&east);
        let millionths = |degrees: f64| (degrees * 1e6).round() as i32;
        there.then(|| Coordinates { north: millionths(north), east: millionths(east) })
    }

    /// Degrees north and degrees east.
    pub fn degrees(self) -> (f64, f64) {
        (f64::from(self.north) / 1e6, f64::from(self.east) / 1e6)
    }
}

/// A thing in the world that mentions name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Tells it from every other of its project.
    pub id: EntityId,
    /// What it is.
    pub label: Label,
    /// Its full name.
    pub name: Rc<str>,
    /// Its id in an authority file, and whose that is.
    pub canonical: Option<(Rc<str>, Rc<str>)>,
    /// The ISO code of the country it lies in or belongs to.
    pub country: Option<Rc<str>>,
    /// Where it lies.
    pub at: Option<Coordinates>,
    /// Fields of a file that this version does not know, as they were written (a JSON object).
    pub extra: Option<Rc<str>>,
}

/// A person, or a named tagger, whose annotations these are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotator {
    /// The name they gave.
    pub name: Rc<str>,
    /// Fields of a file that this version does not know, as they were written (a JSON object).
    pub extra: Option<Rc<str>>,
}

/// Labels, annotators, entities and documents: what one annotation file holds.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Project {
    /// The labels.
    pub schema: Schema,
    /// Who annotated.
    pub annotators: Vec<Annotator>,
    /// What the mentions name.
    pub entities: Vec<Rc<Entity>>,
    /// The articles with their annotations.
    pub documents: Vec<Rc<Document>>,
    /// Fields of a file that this version does not know, as they were written (a JSON object).
    pub extra: Option<Rc<str>>,
}
