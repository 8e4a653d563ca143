//! What the app asks its worker, and what the worker answers.
//!
//! One question at a time: a new one ends the one before it. Every answer carries the ticket of its question,
//! so that a late one can be told from the one that is waited for.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::annotation::{Coordinates, Evidence, Label, Link, Origin};
use crate::article::{
    Article, Block, Map, Metadata, MetadataField, Reason, Removed, Role, Row, Source, SourceKind,
};
use crate::tagging::learned::{Decided, Example};
use crate::tagging::{Part, Suggestion};
use crate::text::Span;

/// What the app asks.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// Tells this question from every other.
    pub ticket: u64,
    /// What is to be done.
    pub task: Task,
}

/// What is to be done.
#[derive(Debug, Serialize, Deserialize)]
pub enum Task {
    /// Clean a paste.
    Clean {
        /// What was pasted.
        source: SourceMessage,
        /// The page's address, where known.
        url: Option<String>,
    },
    /// Find the blocks of a document that was cleaned before.
    Reopen(Box<ReopenMessage>),
    /// Find what a text names.
    Tag {
        /// The text.
        text: String,
        /// The article's day, `YYYY-MM-DD`.
        date: Option<String>,
        /// Which bytes of it are on screen.
        screen: (usize, usize),
        /// What a person decided in other texts.
        examples: Vec<ExampleMessage>,
    },
    /// Other bytes of the text that is being tagged are on screen now.
    Look {
        /// Which.
        screen: (usize, usize),
    },
    /// Give up what was asked before; nothing is answered.
    Rest,
}

/// What the worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reply {
    /// Whose answer it is.
    pub ticket: u64,
    /// How it stands.
    pub answer: Answer,
}

/// How it stands.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// What the tagger knows is still coming: so many bytes of so many are there.
    Loading {
        /// What is there.
        bytes: usize,
        /// The whole.
        of: usize,
    },
    /// This share is done, 0 to 1.
    Progress(f32),
    /// The article.
    Cleaned(Box<ArticleMessage>),
    /// What parts of the text name, as far as is known.
    Parts(Vec<PartMessage>),
    /// What the text names.
    Tagged(Vec<SuggestionMessage>),
    /// What the tagger knows did not come, and why; the worker is well.
    NotLoaded(String),
    /// The worker has panicked, and how.
    Failed(String),
}

/// A span in UTF-8 bytes: these messages never leave the program, so they count as it counts inside.
type SpanMessage = (usize, usize);

/// A [`Source`].
#[derive(Debug, Serialize, Deserialize)]
pub struct SourceMessage {
    html: bool,
    content: String,
}

/// A document that was cleaned before.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReopenMessage {
    source: SourceMessage,
    removed: Vec<(SpanMessage, String)>,
    map: Vec<(SpanMessage, SpanMessage)>,
}

/// An [`Article`] without its source, which the app has.
#[derive(Debug, Serialize, Deserialize)]
pub struct ArticleMessage {
    blocks: Vec<BlockMessage>,
    title: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
    updated: Option<String>,
    site: Option<String>,
    url: Option<String>,
    language: Option<String>,
    found_in: Vec<(u8, usize)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct BlockMessage {
    source: SpanMessage,
    text: String,
    rows: Vec<(SpanMessage, SpanMessage)>,
    role: u8,
    removed: Option<String>,
    same_as: Option<usize>,
    continues: bool,
}

/// An [`Example`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExampleMessage {
    text: String,
    date: Option<String>,
    decided: Vec<(SpanMessage, Option<String>)>,
    open: Vec<SpanMessage>,
}

/// A [`Part`].
#[derive(Debug, Serialize, Deserialize)]
pub struct PartMessage {
    span: SpanMessage,
    suggestions: Vec<SuggestionMessage>,
}

/// A [`Link`]; where it lies in degrees north and east.
#[derive(Debug, Serialize, Deserialize)]
struct LinkMessage {
    id: String,
    authority: String,
    name: String,
    country: Option<String>,
    at: Option<(f64, f64)>,
}

/// A [`Suggestion`].
#[derive(Debug, Serialize, Deserialize)]
pub struct SuggestionMessage {
    span: SpanMessage,
    label: String,
    score: f64,
    origin: (String, String),
    evidence: Vec<(String, String)>,
    link: Option<LinkMessage>,
    value: Option<String>,
}

const ROLES: [Role; 5] = [Role::Headline, Role::Standfirst, Role::Subhead, Role::ListItem, Role::Paragraph];

const FIELDS: [MetadataField; 5] = [
    MetadataField::Title,
    MetadataField::Authors,
    MetadataField::Published,
    MetadataField::Updated,
    MetadataField::Site,
];

/// The place of `wanted` in a short table.
fn number<T: PartialEq>(table: &[T], wanted: &T) -> u8 {
    table.iter().position(|entry| entry == wanted).and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

fn pair(span: Span) -> SpanMessage {
    (span.start().0, span.end().0)
}

fn span((start, end): SpanMessage) -> Option<Span> {
    Span::of(start..end)
}

fn row_message(row: &Row) -> (SpanMessage, SpanMessage) {
    (pair(row.text), pair(row.source))
}

fn row((text, source): (SpanMessage, SpanMessage)) -> Option<Row> {
    Some(Row { text: span(text)?, source: span(source)? })
}

impl From<&Source> for SourceMessage {
    fn from(source: &Source) -> SourceMessage {
        SourceMessage { html: source.kind == SourceKind::Html, content: source.content.to_string() }
    }
}

impl From<SourceMessage> for Source {
    fn from(message: SourceMessage) -> Source {
        if message.html { Source::html(message.content) } else { Source::text(message.content) }
    }
}

impl ReopenMessage {
    /// The question for a document of this source.
    pub fn new(source: &Source, removed: &[Removed], map: &Map) -> ReopenMessage {
        ReopenMessage {
            source: source.into(),
            removed: removed.iter().map(|range| (pair(range.span), range.reason.name().to_owned())).collect(),
            map: map.rows().iter().map(row_message).collect(),
        }
    }

    /// What was asked about.
    pub fn read(self) -> (Source, Vec<Removed>, Map) {
        let removed = self.removed.into_iter().filter_map(|(range, reason)| {
            Some(Removed { span: span(range)?, reason: Reason::from_name(&reason)? })
        });
        let rows = self.map.into_iter().filter_map(row).collect();
        (self.source.into(), removed.collect(), Map::new(rows).unwrap_or_default())
    }
}

impl From<&Article> for ArticleMessage {
    fn from(article: &Article) -> ArticleMessage {
        let metadata = &article.metadata;
        ArticleMessage {
            blocks: article.blocks.iter().map(|block| (&**block).into()).collect(),
            title: metadata.title.clone(),
            authors: metadata.authors.clone(),
            published: metadata.published.clone(),
            updated: metadata.updated.clone(),
            site: metadata.site.clone(),
            url: metadata.url.clone(),
            language: metadata.language.clone(),
            found_in: article.found_in.iter().map(|(field, at)| (number(&FIELDS, field), *at)).collect(),
        }
    }
}

impl ArticleMessage {
    /// The article of this source.
    pub fn read(self, source: Source) -> Article {
        Article {
            source,
            blocks: self.blocks.into_iter().filter_map(BlockMessage::read).map(Rc::new).collect(),
            metadata: Metadata {
                title: self.title,
                authors: self.authors,
                published: self.published,
                updated: self.updated,
                site: self.site,
                url: self.url,
                language: self.language,
                extra: None,
            },
            found_in: self
                .found_in
                .into_iter()
                .filter_map(|(field, at)| Some((*FIELDS.get(usize::from(field))?, at)))
                .collect(),
        }
    }
}

impl From<&Block> for BlockMessage {
    fn from(block: &Block) -> BlockMessage {
        BlockMessage {
            source: pair(block.source),
            text: block.text.to_string(),
            rows: block.rows.iter().map(row_message).collect(),
            role: number(&ROLES, &block.role),
            removed: block.removed.map(|reason| reason.name().to_owned()),
            same_as: block.same_as,
            continues: block.continues,
        }
    }
}

impl BlockMessage {
    fn read(self) -> Option<Block> {
        Some(Block {
            source: span(self.source)?,
            text: self.text.into(),
            rows: self.rows.into_iter().filter_map(row).collect(),
            role: ROLES.get(usize::from(self.role)).copied().unwrap_or(Role::Paragraph),
            removed: self.removed.and_then(|name| Reason::from_name(&name)),
            same_as: self.same_as,
            continues: self.continues,
        })
    }
}

impl From<&Example> for ExampleMessage {
    fn from(example: &Example) -> ExampleMessage {
        let label = |one: &Decided| one.label.as_ref().map(|label| label.name().to_owned());
        ExampleMessage {
            text: example.text.to_string(),
            date: example.date.clone(),
            decided: example.decided.iter().map(|one| (pair(one.span), label(one))).collect(),
            open: example.open.iter().copied().map(pair).collect(),
        }
    }
}

impl ExampleMessage {
    /// The example.
    pub fn read(self) -> Example {
        let decided = self.decided.into_iter().filter_map(|(place, label)| {
            let label = label.and_then(|name| Label::new(&name));
            Some(Decided { span: span(place)?, label })
        });
        Example {
            text: self.text.into(),
            date: self.date,
            decided: decided.collect(),
            open: self.open.into_iter().filter_map(span).collect(),
        }
    }
}

impl From<&Part> for PartMessage {
    fn from(part: &Part) -> PartMessage {
        PartMessage { span: pair(part.span), suggestions: part.suggestions.iter().map(Into::into).collect() }
    }
}

impl PartMessage {
    /// The part; `None` if it is empty, which no tagger makes.
    pub fn read(self) -> Option<Part> {
        let suggestions = self.suggestions.into_iter().filter_map(SuggestionMessage::read).collect();
        Some(Part { span: span(self.span)?, suggestions })
    }
}

impl From<&Suggestion> for SuggestionMessage {
    fn from(suggestion: &Suggestion) -> SuggestionMessage {
        let origin = match &suggestion.origin {
            Origin::Annotator(name) => (name.to_string(), String::new()),
            Origin::Tagger { name, version } => (name.to_string(), version.to_string()),
        };
        SuggestionMessage {
            span: pair(suggestion.span),
            label: suggestion.label.name().to_owned(),
            score: suggestion.score,
            origin,
            evidence: suggestion
                .evidence
                .iter()
                .map(|evidence| (evidence.rule.to_string(), evidence.detail.to_string()))
                .collect(),
            link: suggestion.link.as_ref().map(|link| LinkMessage {
                id: link.id.to_string(),
                authority: link.authority.to_string(),
                name: link.name.to_string(),
                country: link.country.as_deref().map(str::to_owned),
                at: link.at.map(Coordinates::degrees),
            }),
            value: suggestion.value.as_deref().map(str::to_owned),
        }
    }
}

impl SuggestionMessage {
    /// The suggestion; `None` if it holds an empty span or label, which no tagger makes.
    pub fn read(self) -> Option<Suggestion> {
        let (name, version) = self.origin;
        Some(Suggestion {
            span: span(self.span)?,
            label: Label::new(&self.label)?,
            score: self.score,
            origin: Origin::Tagger { name: name.into(), version: version.into() },
            evidence: self
                .evidence
                .into_iter()
                .map(|(rule, detail)| Evidence { rule: rule.into(), detail: detail.into() })
                .collect(),
            link: self.link.map(|link| Link {
                id: link.id.into(),
                authority: link.authority.into(),
                name: link.name.into(),
                country: link.country.map(Into::into),
                at: link.at.and_then(|(north, east)| Coordinates::of(north, east)),
            }),
            value: self.value.map(Into::into),
        })
    }
}
