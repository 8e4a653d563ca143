//! Labels on spans: the schema, annotations, documents, and the edits that change them.

pub mod anchor;
mod colour;
mod delta;
mod document;
mod edit;
mod history;
mod mark;
mod notation;
mod project;
mod retype;
mod schema;
mod segment;
mod summary;
mod taking;
#[cfg(test)]
pub(crate) mod testing;

pub use colour::{Checked, Colour, LEAST_CONTRAST, LEAST_DISTANCE, Paper};
pub use delta::{Begun, Delta, DeltaError, Kept, Suggested, Turned, Written, replay};
pub use document::{Document, DocumentStatus, SetAside, difference};
pub(crate) use edit::exchange;
pub use edit::{Change, Edit, EditError, Retext, apply_all};
pub use history::{History, Step, StepId, StepName};
pub use mark::{Annotation, AnnotationId, Decision, Evidence, Origin, Status, Timestamp};
pub use notation::{
    Notation, NotationError, document_from_notation, document_to_notation, parse_notation, write_notation,
};
pub(crate) use notation::{escape_name, numbered_ids, unescape_name};
pub use project::{Annotator, Coordinates, Entity, EntityId, Link, Project};
pub use retype::{Retyped, Unchanged, retype};
pub use schema::{COMMAND_KEYS, Label, LabelDef, Schema, is_label_key};
pub use segment::{Segment, lanes, segments};
pub use summary::{Known, Summary, Tally, title};
