//! A page for readers: the annotated articles as one file of HTML that needs nothing beside it and runs no program.
//!
//! ```html
//! <p>The <mark class="l0" data-name="COURT" title="COURT">Supreme Court</mark> sat.</p>
//! ```
//!
//! Counts nothing: marks stand in the text, nested where they overlap and cut where they cross. Headline and byline come first, then
//! the labels with how many marks have each (a click takes one out of sight), then the text, then what the marks name. The page
//! follows the reader's light or dark theme, prints, and is under a policy that lets nothing in but its own sheet. It can't be read
//! back. What it leaves out: what is not accepted, statuses, origins, notes, values, ids.

mod marks;
mod policy;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::rc::Rc;

use super::{Family, Format, Part, Rules, Text, Writer, iri};
use crate::annotation::{Annotation, Colour, Document, Entity, EntityId, Label, LabelDef, Project};
use crate::article::is_date;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "html",
    title: "Page for readers",
    family: Family::Reading,
    extension: ".html",
    inside: None,
    media_type: "text/html",
    counts: "nothing: marks stand in the text",
    about: "To be read, printed and sent on: one file that needs nothing beside it. Tagline doesn't read it back.",
    rules: Rules {
        text: Text::LineFeeds,
        ..Rules::accepted(&[Part::Metadata, Part::Labels, Part::Links, Part::LinkNames])
    },
    begins: |_| false,
    opens_at: Some("<article"),
    streams: false,
    reader: None,
    writer: Some(Writer::File(write)),
};

const SHEET: &str = include_str!("page.css");

fn write(project: &Project) -> String {
    let page = Page {
        labels: project.schema.labels().iter().zip(0..).map(|(def, number)| (&def.label, number)).collect(),
        entities: project.entities.iter().map(|entity| (&entity.id, entity)).collect(),
    };
    let sheet = format!("{SHEET}{}", colours(project.schema.labels()));
    let headings: Vec<String> = project.documents.iter().map(|document| heading(document).0).collect();
    let title = match headings.as_slice() {
        [only] => only.clone(),
        _ => format!("{} annotated articles", headings.len()),
    };
    let language = match project.documents.as_slice() {
        [only] => language(only),
        _ => String::new(),
    };
    let mut out = format!(
        "<!doctype html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"Tagline\">\n\
         <title>{}</title>\n<style>{sheet}</style>\n</head>\n<body>\n",
        policy::of(&sheet),
        escaped(&title)
    );
    if project.documents.len() > 1 {
        out += &format!("<nav aria-label=\"Articles\">\n<h1>{}</h1>\n<ol>\n", escaped(&title));
        for ((document, heading), number) in project.documents.iter().zip(&headings).zip(1..) {
            let marks = counted(document.annotations().len(), "mark");
            out += &format!(
                "<li><small>{marks}</small><a href=\"#article-{number}\">{}</a></li>\n",
                escaped(heading)
            );
        }
        out += "</ol>\n</nav>\n";
    }
    for (document, number) in project.documents.iter().zip(1..) {
        page.article(&mut out, document, number);
    }
    let marks: usize = project.documents.iter().map(|document| document.annotations().len()).sum();
    out += &format!("<footer>{}, marked with Tagline.</footer>\n</body>\n</html>\n", counted(marks, "mark"));
    out
}

/// `1 mark`, `2 marks`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A text that means nothing to a browser but its characters.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\0', "\u{fffd}")
}

/// The attribute for a document's language.
fn language(document: &Document) -> String {
    let plain =
        |tag: &&str| !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let tag = document.metadata().language.as_deref().filter(plain);
    tag.map(|tag| format!(" lang=\"{tag}\"")).unwrap_or_default()
}

/// The colour of each label, and what takes its marks out of sight.
fn colours(labels: &[LabelDef]) -> String {
    let sound = |colour: &str| Colour::parse(colour).map(|_| colour.to_owned());
    let light = |def: &LabelDef| sound(&def.colour).unwrap_or_else(|| "#4b524e".to_owned());
    let rule = |number: usize, colour: &str| format!(".l{number} {{ --hue: {colour}; }}\n");
    let mut rules = String::new();
    for (number, def) in labels.iter().enumerate() {
        rules += &rule(number, &light(def));
    }
    rules += "@media screen and (prefers-color-scheme: dark) {\n";
    for (number, def) in labels.iter().enumerate() {
        let dark = def.colour_dark.as_deref().and_then(sound);
        rules += &rule(number, &dark.unwrap_or_else(|| light(def)));
    }
    rules += "}\n";
    for number in 0..labels.len() {
        rules += &format!(
            "article:has(.key .l{number} input:not(:checked)) mark.l{number} {{ background: none; border-color: transparent; }}\n\
             article:has(.key .l{number} input:not(:checked)) mark.l{number}::after {{ content: none; }}\n"
        );
    }
    rules
}

/// What an article is called, and whether that is the first line of its text.
fn heading(document: &Document) -> (String, bool) {
    let first = document.text().lines().next().unwrap_or_default().trim();
    match document.metadata().title.as_deref().map(str::trim).filter(|title| !title.is_empty()) {
        Some(title) => (title.to_owned(), title == first),
        None if !first.is_empty() && first.chars().count() <= 160 => (first.to_owned(), true),
        None => (document.id.to_string(), false),
    }
}

struct Page<'a> {
    /// The number of each label, which is the name of its colour's class.
    labels: HashMap<&'a Label, usize>,
    entities: HashMap<&'a EntityId, &'a Rc<Entity>>,
}

impl Page<'_> {
    fn article(&self, out: &mut String, document: &Document, number: usize) {
        *out += &format!("<article id=\"article-{number}\"{}>\n", language(document));
        let (heading, is_line) = heading(document);
        let text = document.text();
        let line = if is_line { text.find('\n').unwrap_or(text.len()) } else { 0 };
        *out += "<header class=\"text\">\n";
        if is_line {
            *out += "<h1 dir=\"auto\">";
            self.line(out, document, 0..line);
            *out += "</h1>\n";
        } else {
            let class = if heading == *document.id { " class=\"id\"" } else { "" };
            *out += &format!("<h1 dir=\"auto\"{class}>{}</h1>\n", escaped(&heading));
        }
        *out += "</header>\n";
        byline(out, document);
        self.key(out, document);
        *out += "<div class=\"text\">\n";
        let mut at = line;
        for words in text[line..].split_inclusive('\n') {
            let end = at + words.trim_end_matches('\n').len();
            if !words.trim().is_empty() {
                *out += "<p dir=\"auto\">";
                self.line(out, document, at..end);
                *out += "</p>\n";
            }
            at += words.len();
        }
        *out += "</div>\n";
        self.named(out, document);
        *out += "</article>\n";
    }

    /// The labels of a document's marks and how many have each.
    fn key(&self, out: &mut String, document: &Document) {
        let mut counts: HashMap<&Label, usize> = HashMap::new();
        document.annotations().iter().for_each(|one| *counts.entry(&one.label).or_default() += 1);
        let mut rows: Vec<(usize, &Label, usize)> = counts
            .into_iter()
            .filter_map(|(label, count)| Some((*self.labels.get(label)?, label, count)))
            .collect();
        rows.sort_unstable();
        if rows.is_empty() {
            return;
        }
        *out += "<ul class=\"key\" aria-label=\"Labels, and how many marks have each\">\n";
        for (number, label, count) in rows {
            *out += &format!(
                "<li><label class=\"l{number}\"><input type=\"checkbox\" checked><b>{}</b> {count}</label></li>\n",
                escaped(label.name())
            );
        }
        *out += "</ul>\n";
    }

    /// What the marks of a document name, with its address where it has one.
    fn named(&self, out: &mut String, document: &Document) {
        let mut things: Vec<(&Rc<Entity>, usize)> = Vec::new();
        for entity in document.annotations().iter().filter_map(|one| self.entity(one)) {
            match things.iter_mut().find(|(thing, _)| thing.id == entity.id) {
                Some((_, count)) => *count += 1,
                None => things.push((entity, 1)),
            }
        }
        if things.is_empty() {
            return;
        }
        *out += "<section class=\"named\">\n<h2>Named here</h2>\n<ul>\n";
        for (thing, count) in things {
            let Some((id, authority)) = &thing.canonical else { continue };
            let address = iri::address(authority, id);
            let class = self.labels.get(&thing.label).map_or(String::new(), |at| format!(" class=\"l{at}\""));
            let name = escaped(&thing.name);
            let name = if address.starts_with("https://") || address.starts_with("http://") {
                format!("<a href=\"{}\" rel=\"noreferrer\">{name}</a>", escaped(&address))
            } else {
                name
            };
            *out += &format!(
                "<li{class}><b>{name}</b><small>{}, {}, {}</small></li>\n",
                escaped(thing.label.name()),
                counted(count, "time"),
                escaped(&thing.id.0)
            );
        }
        *out += "</ul>\n</section>\n";
    }

    fn entity(&self, one: &Annotation) -> Option<&Rc<Entity>> {
        self.entities.get(one.entity.as_ref()?).copied()
    }
}

/// A date as a paper prints it: `5 March 2024, 10:00`.
fn spoken(date: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let number =
        |range: std::ops::Range<usize>| date.get(range).and_then(|digits| digits.parse::<usize>().ok());
    let month = number(5..7).and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match (date.get(..4), month, number(8..10), date.get(10..)) {
        (Some(year), Some(month), Some(day), Some(time)) => {
            format!("{day} {month} {year}{}", time.replacen('T', ", ", 1))
        }
        _ => date.to_owned(),
    }
}

/// Who wrote an article, when, and where it came out.
fn byline(out: &mut String, document: &Document) {
    let metadata = document.metadata();
    let mut parts = Vec::new();
    if let Some((last, others)) = metadata.authors.split_last() {
        let others: Vec<String> = others.iter().map(|author| escaped(author)).collect();
        let and = if others.is_empty() { "" } else { " and " };
        parts.push(format!("By <b>{}{and}{}</b>", others.join(", "), escaped(last)));
    }
    if let Some(site) = &metadata.site {
        let safe = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
        parts.push(match metadata.url.as_ref().filter(safe) {
            Some(url) => format!("<a href=\"{}\" rel=\"noreferrer\">{}</a>", escaped(url), escaped(site)),
            None => escaped(site),
        });
    } else if let Some(url) = &metadata.url {
        parts.push(escaped(url));
    }
    let time = |date: &String| match is_date(date) {
        true => format!("<time datetime=\"{}\">{}</time>", escaped(date), escaped(&spoken(date))),
        false => escaped(date),
    };
    parts.extend(metadata.published.as_ref().map(time));
    parts.extend(metadata.updated.as_ref().map(|date| format!("updated {}", time(date))));
    if !parts.is_empty() {
        *out += &format!("<p class=\"byline\">{}</p>\n", parts.join(" · "));
    }
}
