//! What a page says of itself beside its text: its title, `meta`, `link`, `time` and JSON-LD.

use super::entity::attribute_value;
use super::tag::Tag;

use super::paths::Paths;

/// How many of each are kept; a page with more repeats itself.
const MOST: usize = 400;

/// The longest JSON-LD that is read, in bytes: beyond it lies no article's description.
const LONGEST_SCRIPT: usize = 1 << 20;

/// The longest name of an attribute that is read, in bytes.
const LONGEST_NAME: usize = 12;

/// What a page says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// The content of `title`.
    pub title: Option<String>,
    /// `lang` of the outermost element that has one.
    pub language: Option<String>,
    /// `meta`: name or property in lower case, and content.
    pub metas: Vec<(String, String)>,
    /// `link rel=canonical`.
    pub canonical: Option<String>,
    /// `datetime` of each `time`.
    pub times: Vec<String>,
    /// For each container but the page itself, numbered from 1, the container around it.
    pub containers: Vec<u32>,
    /// What the elements that drafts begin in are called.
    pub paths: Vec<Paths>,
    /// Contents of `script type=application/ld+json`.
    pub scripts: Vec<String>,
}

/// The attributes of one tag that are read at all; kept from tag to tag so that their memory is, too.
#[derive(Clone, Debug, Default)]
pub(super) struct Attributes {
    pub names: String,
    pub content: String,
    pub property: String,
    pub href: String,
    pub rel: String,
    pub kind: String,
    pub datetime: String,
    pub language: String,
    pub style: String,
    pub hidden: bool,
}

impl Attributes {
    /// Forgets the last tag's.
    pub fn clear(&mut self) {
        for field in [
            &mut self.names,
            &mut self.content,
            &mut self.property,
            &mut self.href,
            &mut self.rel,
            &mut self.kind,
            &mut self.datetime,
            &mut self.language,
            &mut self.style,
        ] {
            field.clear();
        }
        self.hidden = false;
    }

    /// Takes note of one of `tag`'s, by its name in whichever case and its value as it stands, quotes and all.
    pub fn see(&mut self, tag: Tag, name: &[u8], value: &[u8]) {
        let mut memory = [0; LONGEST_NAME];
        let Some(lower) = memory.get_mut(..name.len()) else { return };
        lower.copy_from_slice(name);
        lower.make_ascii_lowercase();
        self.hidden |= lower == b"hidden";
        // Where a link leads is not asked, and addresses are full of ampersands.
        let exact = tag.name() != "a" || lower != b"href";
        if let Some(field) = self.field(lower) {
            add_value(value, exact, field);
        }
    }

    /// Where the value of an attribute goes; `None` if it is not read.
    fn field(&mut self, name: &[u8]) -> Option<&mut String> {
        Some(match name {
            b"class" | b"id" | b"role" | b"itemprop" | b"data-testid" => &mut self.names,
            b"content" => &mut self.content,
            b"name" | b"property" => &mut self.property,
            b"href" => &mut self.href,
            b"rel" => &mut self.rel,
            b"type" => &mut self.kind,
            b"datetime" => &mut self.datetime,
            b"lang" => &mut self.language,
            b"style" => &mut self.style,
            _ => return None,
        })
    }

    /// Whether the element shows nothing.
    pub fn is_hidden(&self) -> bool {
        let style = self.style.to_ascii_lowercase();
        self.hidden || style.contains("display:none") || style.contains("display: none")
    }
}

/// Adds a value to those before it, its references decoded if it must be exact.
fn add_value(value: &[u8], exact: bool, field: &mut String) {
    let inside = match value {
        [b'"' | b'\'', inside @ .., _] => inside,
        _ => value,
    };
    if inside.is_empty() {
        return;
    }
    if !field.is_empty() {
        field.push(' ');
    }
    match std::str::from_utf8(inside) {
        Ok(inside) if !exact || !inside.contains(['&', '\r', '\0']) => field.push_str(inside),
        _ => field.push_str(&attribute_value(value)),
    }
}

impl Page {
    /// Takes note of what a start tag says.
    pub fn see(&mut self, tag: &str, attributes: &Attributes) {
        if self.language.is_none() && !attributes.language.is_empty() {
            self.language = Some(attributes.language.clone());
        }
        match tag {
            "meta" if self.metas.len() < MOST && !attributes.content.is_empty() => {
                let name =
                    if attributes.property.is_empty() { &attributes.names } else { &attributes.property };
                self.metas.push((name.trim().to_lowercase(), attributes.content.trim().to_owned()));
            }
            "link" if attributes.rel.eq_ignore_ascii_case("canonical") && self.canonical.is_none() => {
                self.canonical = Some(attributes.href.clone());
            }
            "time" if self.times.len() < MOST && !attributes.datetime.is_empty() => {
                self.times.push(attributes.datetime.clone());
            }
            _ => {}
        }
    }

    /// Takes note of a script's content, if it describes data.
    pub fn see_script(&mut self, kind: &str, content: &str) {
        let described = kind.to_ascii_lowercase().contains("ld+json");
        if described && self.scripts.len() < MOST && content.len() <= LONGEST_SCRIPT {
            self.scripts.push(content.to_owned());
        }
    }

    /// The content of the first `meta` of one of these names, in the names' order.
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            self.metas
                .iter()
                .find(|(known, content)| known == name && !content.is_empty())
                .map(|(_, content)| content.as_str())
        })
    }
}
