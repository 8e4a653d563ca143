//! The native format, `*.tagline.json`: one JSON object that holds a whole project and loses nothing of it.
//!
//! ```json
//! {
//!   "format": "tagline",
//!   "version": 1,
//!   "labels": [
//!     {"name":"PLACE","colour":"#0c5339","key":"4","guideline":"Named countries, states, cities."}
//!   ],
//!   "annotators": [
//!     {"name":"Ada"}
//!   ],
//!   "entities": [],
//!   "documents": [
//!     {
//!       "id": "d1",
//!       "metadata": {"title":"A quiet day"},
//!       "text": "Nothing happened in Paris.",
//!       "removed": [],
//!       "map": [],
//!       "status": "in progress",
//!       "reviewed": [
//!         [0,26]
//!       ],
//!       "annotations": [
//!         {"id":"a1","start":20,"end":25,"text":"Paris","label":"PLACE","status":"accepted","origin":{"annotator":"Ada"}}
//!       ]
//!     }
//!   ]
//! }
//! ```
//!
//! A label that something else calls otherwise says so: `"takes":["COURT"]` on the label `Gericht` has the tagger's courts
//! suggested as `Gericht`. Where any label has it, what no label takes is not suggested.
//!
//! Counts in code points, end exclusive. Fields that this version does not know survive reading and writing.
//! What it cannot carry: relations between annotations, and annotations of several stretches.

mod layout;
mod read;
#[cfg(test)]
mod tests;
mod wire;
mod write;

use super::{Family, Format, Part, Reader, Rules, Writer};

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "tagline",
    title: "Tagline",
    family: Family::Whole,
    extension: ".tagline.json",
    inside: None,
    media_type: "application/json",
    counts: "code points",
    about: "Tagline's own: nothing is lost in it.",
    rules: Rules::of(Part::ALL),
    begins: |beginning| {
        beginning.trim_start().starts_with('{')
            && beginning.contains("\"format\"")
            && beginning.contains("\"tagline\"")
    },
    opens_at: Some("\"documents\": ["),
    streams: false,
    reader: Some(Reader::File(read::read)),
    writer: Some(Writer::Telling(write::write)),
};

/// The version that is written, and the newest that is read.
const VERSION: u64 = 1;

/// The JSON Schema (2020-12) of the native format, as `schema/tagline-1.schema.json` holds it.
pub fn json_schema() -> String {
    let schema = schemars::schema_for!(wire::File<'static>);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
