//! What a page's JSON-LD says of its article.

use serde_json::{Map, Value};

use super::super::Metadata;
use super::super::date;
use super::{authors_in, is_language, plain};

/// How deep descriptions lie in one another at most.
const DEEPEST: usize = 6;

/// Adds what one of a page's scripts says of it; what is found already stays.
pub(in super::super) fn add_script(script: &str, found: &mut Metadata) {
    let value = serde_json::from_str::<Value>(script);
    if let Ok(value) = value.or_else(|_| serde_json::from_str(&mended(script))) {
        let mut reader = Reader { all: &value, article: false };
        reader.read(&value, found, 0);
        if !reader.article {
            reader.article = true;
            reader.read(&value, found, 0);
        }
    }
}

/// A script without what pages often write wrongly: line ends inside strings, a comma before a closing
/// bracket, a comment around it all.
fn mended(script: &str) -> String {
    let inside = script.trim().trim_start_matches("//").trim_start();
    let inside = inside.trim_start_matches("<![CDATA[").trim_start_matches("<!--");
    let inside = inside.trim_end().trim_end_matches("-->").trim_end_matches("]]>").trim_end();
    let inside = inside.trim_end_matches("//").trim_end().trim_end_matches(';');
    let mut mended = String::with_capacity(inside.len());
    let (mut quoted, mut escaped) = (false, false);
    // Where a comma outside a string stands with nothing but white space after it.
    let mut comma = None;
    for letter in inside.chars() {
        match letter {
            '"' if !escaped => quoted = !quoted,
            '}' | ']' if !quoted => {
                if let Some(at) = comma {
                    mended.truncate(at);
                }
            }
            _ => {}
        }
        if letter == ',' && !quoted {
            comma = Some(mended.len());
        } else if quoted || !letter.is_whitespace() {
            comma = None;
        }
        escaped = letter == '\\' && !escaped;
        mended.push(if letter.is_control() { ' ' } else { letter });
    }
    mended
}

/// Kinds of things that are articles.
const ARTICLES: &[&str] = &["Article", "BlogPosting", "Report", "Posting"];

/// Kinds whose authors are the article's where no article is described; their dates may be the page's.
const LIKE: &[&str] = &["WebPage", "ItemPage", "Review", "Recipe"];

/// What a name ends in that stands for several people who sign together; a staff or a desk is no author unless a
/// line says "by".
const BOARDS: &[&str] = &["board", "editors"];

/// A description under way.
struct Reader<'a> {
    /// All of it, for what is told elsewhere in it.
    all: &'a Value,
    /// Whether an article was found; before, nothing else is read.
    article: bool,
}

impl Reader<'_> {
    /// Reads the description of an article into `found`; what is there already stays.
    fn read(&mut self, value: &Value, found: &mut Metadata, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Array(items) => {
                items.iter().take(200).for_each(|item| self.read(item, found, depth + 1));
            }
            Value::Object(fields) => {
                let kind = fields.get("@type").map(Value::to_string).unwrap_or_default();
                let is = |kinds: &[&str]| kinds.iter().any(|name| kind.contains(name));
                if is(ARTICLES) && !is(&["ImageObject"]) {
                    self.article = true;
                    self.read_article(fields, found);
                    return;
                }
                if self.article && is(LIKE) {
                    self.read_authors_of(fields, found);
                }
                for inner in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"] {
                    fields.get(inner).into_iter().for_each(|value| self.read(value, found, depth + 1));
                }
            }
            _ => {}
        }
    }

    fn read_article(&self, fields: &Map<String, Value>, found: &mut Metadata) {
        let text =
            |name: &str| fields.get(name).and_then(Value::as_str).map(plain).filter(|text| !text.is_empty());
        found.title = found.title.take().or_else(|| text("headline")).or_else(|| text("name"));
        found.language = found.language.take().or_else(|| text("inLanguage").filter(|tag| is_language(tag)));
        let date = |name: &str| fields.get(name).and_then(Value::as_str).and_then(date::tidy);
        found.published =
            found.published.take().or_else(|| date("datePublished")).or_else(|| date("dateCreated"));
        found.updated = found.updated.take().or_else(|| date("dateModified"));
        self.read_authors_of(fields, found);
        let publisher =
            fields.get("publisher").and_then(|publisher| publisher.get("name")).and_then(Value::as_str);
        found.site = found.site.take().or_else(|| publisher.map(plain));
    }

    fn read_authors_of(&self, fields: &Map<String, Value>, found: &mut Metadata) {
        for field in ["author", "creator"] {
            if let Some(authors) = fields.get(field).filter(|_| found.authors.is_empty()) {
                self.read_authors(authors, &mut found.authors, 0);
            }
        }
    }

    fn read_authors(&self, value: &Value, authors: &mut Vec<String>, depth: usize) {
        match value {
            Value::Array(items) if depth < 3 => {
                items.iter().take(20).for_each(|item| self.read_authors(item, authors, depth + 1));
            }
            Value::Object(fields) if depth < 4 => match (fields.get("name"), fields.get("@id")) {
                (Some(name), _) => {
                    let before = authors.len();
                    self.read_authors(name, authors, depth + 1);
                    // A board that the page calls a person signs as one.
                    let person = fields.get("@type").and_then(Value::as_str) == Some("Person");
                    let board = |name: &String| {
                        let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
                        name.len() < 60 && name.contains(' ') && BOARDS.contains(&&*last)
                    };
                    let name = name.as_str().map(plain).filter(board);
                    authors.extend(name.filter(|_| person && before == authors.len()));
                }
                (None, Some(id)) => {
                    let named = named(self.all, id, 0).filter(|person| person.get("name").is_some());
                    named.into_iter().for_each(|person| self.read_authors(person, authors, depth + 1));
                }
                (None, None) => {}
            },
            Value::String(name) => {
                for name in authors_in(&plain(name)) {
                    if !authors.contains(&name) {
                        authors.push(name);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The first thing of that `@id` that says more of itself than that.
fn named<'a>(value: &'a Value, id: &Value, depth: usize) -> Option<&'a Value> {
    if depth > DEEPEST {
        return None;
    }
    match value {
        Value::Array(items) => items.iter().take(200).find_map(|item| named(item, id, depth + 1)),
        Value::Object(fields) if fields.get("@id") == Some(id) && fields.contains_key("name") => Some(value),
        Value::Object(fields) => fields.get("@graph").and_then(|graph| named(graph, id, depth + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_authors_however_they_are_written() {
        for (author, expected) in [
            (r#""Ana Roe""#, "Ana Roe"),
            (r#""Ana Roe, Ben Lee and Zoë Marchetti""#, "Ana Roe|Ben Lee|Zoë Marchetti"),
            (r#"["Ana Roe", {"@type": "Person", "name": "Ben Lee"}]"#, "Ana Roe|Ben Lee"),
            (r#"{"@type": "Person", "name": ["Ana Roe", "Ben Lee"]}"#, "Ana Roe|Ben Lee"),
            (r#"{"@type": "Person", "name": "By Ana Roe, Harbour Reporter"}"#, "Ana Roe"),
            (r#"{"@id": "/ana"}"#, "Ana Roe"),
            (r#"{"@id": "/nobody"}"#, ""),
            (r#"{"@type": "Organization", "name": "Harbour Staff"}"#, ""),
            (r#"{"@type": "Person", "name": "Harbour Staff"}"#, ""),
            (r#"{"@type": "Person", "name": "Harbour Editorial Board"}"#, "Harbour Editorial Board"),
            (r#"{"name": "José &amp; Ann"}"#, "José & Ann"),
            ("[[[[\"Ana Roe\"]]]]", ""),
            ("7", ""),
        ] {
            let script = format!(
                r#"{{"@graph": [{{"@type": "NewsArticle", "author": {author}}}, {{"@id": "/ana", "@type": "Person", "name": "Ana Roe"}}]}}"#
            );
            let mut found = Metadata::default();
            add_script(&script, &mut found);
            assert_eq!(found.authors.join("|"), expected, "{author}");
        }
    }

    #[test]
    fn mends_what_pages_write_wrongly() {
        let script = "//<![CDATA[\n{\"@type\": [\"NewsArticle\"], \"headline\": \"Two\nlines, é ]\", \"author\": [\"Ana Roe\",\n],}\n//]]>";
        let mut found = Metadata::default();
        add_script(script, &mut found);
        assert_eq!(
            (found.title.as_deref(), found.authors.join("|").as_str()),
            (Some("Two lines, é ]"), "Ana Roe")
        );
    }

    #[test]
    fn an_article_is_before_the_page_around_it() {
        let page = r#"{"@type": "WebPage", "datePublished": "2020-01-01", "author": "Ben Lee"}"#;
        for (script, expected) in [
            (format!(r#"[{page}, {{"@type": "Article", "author": "Ana Roe"}}]"#), "Ana Roe"),
            (page.to_owned(), "Ben Lee"),
            (r#"{"@type": "VideoObject", "author": "Ben Lee"}"#.to_owned(), ""),
            ("{".to_owned(), ""),
        ] {
            let mut found = Metadata::default();
            add_script(&script, &mut found);
            assert_eq!((found.authors.join("|").as_str(), found.published), (expected, None), "{script}");
        }
    }
}
