//! TEI P5 (Text Encoding Initiative, Guidelines 4.x): marks as elements around their words, those that cross others apart.
//!
//! ```xml
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" n="n1">
//! <teiHeader>…</teiHeader>
//! <text><body xml:space="preserve"><p xml:id="d1p1"><persName ref="wikidata:Q1">Ada Roe</persName> sued
//! the <rs type="COURT">Supreme Court</rs> on <date when="2024-03-05">5 March</date>.</p></body></text>
//! <standOff><listAnnotation><annotation target="#string-range(d1p1,8,12)"><note>A</note></annotation></listAnnotation></standOff>
//! </TEI>
//! ```
//!
//! Counts nothing where marks are elements; a `string-range` counts code points of its paragraph. `persName`, `placeName`, `orgName`
//! and `date` are PERSON, PLACE, ORGANIZATION and DATE; every other label is an `rs` of that type. A mark that crosses another, or
//! has its very words, is an `annotation` in `standOff`. In a body with `xml:space="preserve"` every character counts, also
//! between paragraphs: so the text comes back as it was. One document is a `TEI`, several are a `teiCorpus`.
//! Read besides: bodies in which white space is layout (it becomes one space, each block a line, `lb` a line end); more names of
//! places, `name`, `time`; `choice` (the regular reading); titles, authors and dates of any header; `ref` by a `prefixDef` or to
//! something with an `idno`. What is no part of the reading text (`note`, `del`, …) is told.
//! What it cannot carry: what is not accepted, characters that XML has no room for, origins, names of links, colours of labels.

mod body;
mod fit;
mod header;
mod names;
mod read;
#[cfg(test)]
mod tests;
mod write;

use super::{Family, Format, Part, Reader, Rules, Text, Writer};

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "tei",
    title: "TEI P5",
    family: Family::Reading,
    extension: ".tei.xml",
    inside: None,
    media_type: "application/tei+xml",
    counts: "nothing: marks stand in the text",
    about: "For editions and corpora: marks are elements, those that cross others stand apart.",
    rules: Rules {
        text: Text::Xml,
        label: Some(fit::characters),
        id: Some(fit::characters),
        own: Some(fit::own),
        ..Rules::accepted(&[Part::DocumentIds, Part::Metadata, Part::Links, Part::Values, Part::Notes])
    },
    begins: |beginning| {
        beginning.trim_start().starts_with('<')
            && ["http://www.tei-c.org/ns/1.0", "<TEI", "<teiCorpus"]
                .iter()
                .any(|name| beginning.contains(name))
    },
    opens_at: Some("<body"),
    streams: false,
    reader: Some(Reader::File(read::read)),
    writer: Some(Writer::File(write::write)),
};

/// The namespace of TEI.
const TEI: &str = "http://www.tei-c.org/ns/1.0";
/// The namespace of `xml:id` and `xml:space`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";
