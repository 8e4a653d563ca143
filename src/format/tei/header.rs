//! What a header tells of a document.

use roxmltree::Node;

use super::write::{attribute, words};
use crate::annotation::Document;
use crate::article::{Metadata, is_date};

/// What a header of ours is known by: in it the metadata are the first `bibl`, and nothing else.
const OURS: &str = "tagline";

/// Writes the header of a corpus.
pub fn write_corpus(out: &mut String) {
    *out += "<teiHeader>\n<fileDesc>\n<titleStmt><title>Annotated texts</title></titleStmt>\n\
             <publicationStmt><p>Annotated with Tagline.</p></publicationStmt>\n\
             <sourceDesc><p>Each text tells its own.</p></sourceDesc>\n</fileDesc>\n</teiHeader>\n";
}

/// Writes the header of a document, and what its short forms of addresses stand for.
pub fn write(out: &mut String, document: &Document, prefixes: &[(String, String)]) {
    let metadata = document.metadata();
    let title = metadata.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(&document.id);
    *out += &format!(
        "<teiHeader>\n<fileDesc>\n<titleStmt><title>{}</title></titleStmt>\n\
         <publicationStmt><p>Annotated with Tagline.</p></publicationStmt>\n<sourceDesc>",
        words(title)
    );
    if *metadata == Metadata::default() {
        *out += "<p>Not told.</p>";
    } else {
        *out += "<bibl>";
        let mut write = |name: &str, more: &str, content: &str| {
            *out += &format!("\n<{name}{more}>{}</{name}>", words(content));
        };
        if let Some(title) = &metadata.title {
            write("title", "", title);
        }
        metadata.authors.iter().for_each(|author| write("author", "", author));
        if let Some(site) = &metadata.site {
            write("publisher", "", site);
        }
        for (kind, date) in [("published", &metadata.published), ("updated", &metadata.updated)] {
            if let Some(date) = date {
                let when =
                    if is_date(date) { format!(" when=\"{}\"", attribute(date)) } else { String::new() };
                write("date", &format!(" type=\"{kind}\"{when}"), date);
            }
        }
        if let Some(url) = &metadata.url {
            write("idno", " type=\"URL\"", url);
        }
        if let Some(language) = &metadata.language {
            write("note", " type=\"language\"", language);
        }
        *out += "\n</bibl>";
    }
    *out += "</sourceDesc>\n</fileDesc>\n<encodingDesc>\n";
    if !prefixes.is_empty() {
        *out += "<listPrefixDef>\n";
        for (authority, replacement) in prefixes {
            *out += &format!(
                "<prefixDef ident=\"{}\" matchPattern=\"(.+)\" replacementPattern=\"{}\"/>\n",
                attribute(authority),
                attribute(replacement)
            );
        }
        *out += "</listPrefixDef>\n";
    }
    *out += &format!(
        "<appInfo><application ident=\"{OURS}\" version=\"1\"><label>Tagline</label></application></appInfo>\n\
         </encodingDesc>\n</teiHeader>\n"
    );
}

/// Reads the header of a document.
pub fn read(header: Node<'_, '_>) -> Metadata {
    let named = |name: &'static str| header.descendants().filter(move |node| node.tag_name().name() == name);
    let ours = named("application").any(|node| node.attribute("ident") == Some(OURS));
    let bibl =
        named("sourceDesc").find_map(|node| node.children().find(|node| node.tag_name().name() == "bibl"));
    let mut metadata = Metadata::default();
    for node in bibl.iter().flat_map(|bibl| bibl.children()).filter(Node::is_element) {
        let content = || Some(content(node, ours)).filter(|content| ours || !content.is_empty());
        let kind = node.attribute("type").unwrap_or_default();
        match node.tag_name().name() {
            "title" if metadata.title.is_none() => metadata.title = content(),
            "author" => metadata.authors.extend(content()),
            "publisher" if metadata.site.is_none() => metadata.site = content(),
            "date" if kind == "updated" => metadata.updated = content(),
            "date" if metadata.published.is_none() => metadata.published = date(node, ours),
            "idno" if kind == "URL" => metadata.url = content(),
            "note" if kind == "language" => metadata.language = content(),
            _ => {}
        }
    }
    if ours {
        return metadata;
    }
    let within = |outer: &'static str, name: &'static str| {
        let inside = named(outer).flat_map(|node| node.descendants());
        let found = inside.filter(move |node| node.tag_name().name() == name);
        found.map(|node| content(node, false)).filter(|content| !content.is_empty())
    };
    metadata.title = within("titleStmt", "title").next().or(metadata.title);
    if metadata.authors.is_empty() {
        metadata.authors = within("titleStmt", "author").collect();
    }
    metadata.site = metadata.site.or_else(|| within("publicationStmt", "publisher").next());
    let published = named("publicationStmt").flat_map(|node| node.descendants());
    let mut published = published.filter(|node| node.tag_name().name() == "date");
    metadata.published = metadata.published.or_else(|| published.find_map(|node| date(node, false)));
    let language = named("language").find_map(|node| node.attribute("ident")).map(str::to_owned);
    metadata.language = metadata.language.or(language);
    metadata
}

/// A date as it is written, in a header of another program only if it is one.
fn date(node: Node<'_, '_>, ours: bool) -> Option<String> {
    let written = content(node, ours);
    if ours {
        return Some(written);
    }
    let when = node.attribute("when").map(str::to_owned);
    when.into_iter().chain([written]).find(|date| is_date(date))
}

/// The words in an element, outside of our headers without the white space of the layout.
fn content(node: Node<'_, '_>, exact: bool) -> String {
    let texts = node.descendants().filter(Node::is_text).filter_map(|node| node.text());
    let whole: String = texts.collect();
    if exact { whole } else { whole.split_whitespace().collect::<Vec<_>>().join(" ") }
}
