//! Puts the marks of a bundle on texts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::fmt;
use std::rc::Rc;

use super::{Bundle, Bundled, BundledMark};
use crate::annotation::anchor::{Anchor, Coded, Extent, Lack, Words};
use crate::annotation::{Annotation, Document, DocumentStatus, Edit, Project, Retext, numbered_ids};
use crate::article::{Cleaned, Metadata};
use crate::format::keep::with;
use crate::text::{CharOffset, Offsets, Span};

/// A document is taken for a text in which at least one in so many of its marks with words is clear.
const SHARE: usize = 3;

/// How a text is like the one that a document was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The same, character for character.
    SameText,
    /// Its words are the same; punctuation, spaces, line ends, capitals or accents are not.
    SameWords,
    /// Some of its words are others, or it has more or fewer.
    Alike,
}

/// Why a mark was not placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It has no words, and the text is another.
    Wordless,
    /// It begins or ends inside a word, and the text is another.
    Cuts,
    /// Its words have no place.
    Lack(Lack),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::Wordless => "it stands on no words, and the text is not the same",
            Why::Cuts => "it begins or ends inside a word, and the text is not the same",
            Why::Lack(Lack::Nowhere) => "its words are nowhere in the text",
            Why::Lack(Lack::Unlike) => "its words are in the text, but too few of the words around them are",
            Why::Lack(Lack::Ambiguous) => {
                "its words are in the text more than once, and it may stand at any of them"
            }
        })
    }
}

/// What became of a bundle's document on a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The number of the text.
    pub text: usize,
    /// How it is like the document's own.
    pub how: How,
    /// The marks that stand in it.
    pub annotations: Vec<Rc<Annotation>>,
    /// The marks that don't, by their numbers in the bundle, and why.
    pub failed: Vec<(usize, Why)>,
    /// The stretches that a person had looked at; known of the same text only.
    pub reviewed: Vec<Span>,
    /// How far the work had come; nothing is done of a text that is not the same.
    pub status: DocumentStatus,
}

/// For each document of `bundle` the text that is its own, and its marks there; `None` where no text is. A text is its own if its
/// hash is the same, else if that of its words is, else it is the one in which most of its marks are clear, if these are at least a
/// third. No text is taken twice.
pub fn anchored(bundle: &Bundle, texts: &[&str]) -> Vec<Option<Found>> {
    let matching = Matching::of(bundle, texts);
    let documents = bundle.documents.iter().zip(&matching.pairs);
    documents
        .map(|(document, pair)| {
            let (at, how) = (*pair)?;
            let text = texts.get(at)?;
            let places = match how {
                How::SameText => by_offsets(document, text),
                How::SameWords => by_words(document, text, matching.words.get(&at)?),
                How::Alike => by_hashes(document, text, matching.words.get(&at)?, matching.coded.get(&at)?),
            };
            Some(found(document, text, at, how, places))
        })
        .collect()
}

/// The documents of `texts` that belong to one of `bundle`, each with the marks of that one and no others, in the bundle's order; and
/// what became of each of the bundle's documents.
pub fn anchored_project(bundle: &Bundle, texts: &Project) -> (Project, Vec<Option<Found>>) {
    let all: Vec<&str> = texts.documents.iter().map(|document| &**document.text()).collect();
    let found = anchored(bundle, &all);
    let mut project = Project { schema: texts.schema.clone(), ..Project::default() };
    for (bundled, found) in bundle.documents.iter().zip(&found) {
        let Some((found, document)) =
            found.as_ref().and_then(|one| Some((one, texts.documents.get(one.text)?)))
        else {
            continue;
        };
        for annotation in &found.annotations {
            project.schema = with(project.schema, annotation);
        }
        project.documents.push(Rc::new(marked(document, bundled, found)));
    }
    (project, found)
}

/// `document` with the marks that were found for it and no others.
fn marked(document: &Document, bundled: &Bundled, found: &Found) -> Document {
    let metadata = document.metadata().clone();
    let metadata = Metadata {
        published: metadata.published.or_else(|| bundled.published.clone()),
        updated: metadata.updated.or_else(|| bundled.updated.clone()),
        ..metadata
    };
    let mut marked =
        Document::new(document.id.clone(), document.source().cloned(), Cleaned::default(), metadata);
    marked.extra = document.extra.clone();
    let retext = Retext {
        cleaned: document.cleaned().clone(),
        annotations: found.annotations.clone(),
        reviewed: found.reviewed.clone(),
        set_aside: Vec::new(),
    };
    // Neither can fail: every span is a stretch of the text, and the ids are numbers.
    let _ = Edit::SetText(Box::new(retext)).apply(&mut marked);
    let _ = Edit::SetStatus(found.status).apply(&mut marked);
    marked
}

/// Which text each document of a bundle is of.
struct Matching {
    /// For each document the number of its text.
    pairs: Vec<Option<(usize, How)>>,
    /// The words of those texts that are not the same, by their numbers.
    words: HashMap<usize, Words>,
    /// The codes of those whose words are not the same either.
    coded: HashMap<usize, Coded>,
}

impl Matching {
    fn of(bundle: &Bundle, texts: &[&str]) -> Matching {
        let mut matching = Matching {
            pairs: vec![None; bundle.documents.len()],
            words: HashMap::new(),
            coded: HashMap::new(),
        };
        let hashes = texts.iter().enumerate().map(|(at, text)| (at, bundle.salt.text_hash(text))).collect();
        matching.pair(bundle, hashes, |document| &document.text_hash, How::SameText);
        if !matching.is_done() {
            let rest = matching.rest(texts.len());
            let words = rest.into_iter().filter_map(|at| Some((at, Words::of(texts.get(at)?))));
            matching.words = words.collect();
            let hashes: BTreeMap<usize, String> =
                matching.words.iter().map(|(at, words)| (*at, bundle.salt.words_hash(words))).collect();
            matching.pair(bundle, hashes, |document| &document.words_hash, How::SameWords);
        }
        if !matching.is_done() {
            matching.pair_alike(bundle, texts.len());
        }
        matching
    }

    fn is_done(&self) -> bool {
        self.pairs.iter().all(Option::is_some)
    }

    /// The texts of `count` that are no document's yet.
    fn rest(&self, count: usize) -> Vec<usize> {
        let taken: HashSet<usize> = self.pairs.iter().flatten().map(|(at, _)| *at).collect();
        (0..count).filter(|at| !taken.contains(at)).collect()
    }

    /// Gives documents the texts whose hash is theirs, the first the first.
    fn pair(
        &mut self,
        bundle: &Bundle,
        hashes: BTreeMap<usize, String>,
        of: impl Fn(&Bundled) -> &String,
        how: How,
    ) {
        let mut texts: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, hash) in hashes {
            texts.entry(hash).or_default().push_back(at);
        }
        for (pair, document) in
            self.pairs.iter_mut().zip(&bundle.documents).filter(|(pair, _)| pair.is_none())
        {
            *pair = texts.get_mut(of(document)).and_then(VecDeque::pop_front).map(|at| (at, how));
        }
    }

    /// Gives documents the texts in which most of their marks are clear.
    fn pair_alike(&mut self, bundle: &Bundle, count: usize) {
        let open: Vec<(usize, Vec<&Anchor>)> = bundle
            .documents
            .iter()
            .enumerate()
            .filter(|(at, _)| self.pairs.get(*at).is_some_and(Option::is_none))
            .map(|(at, document)| {
                (at, document.marks.iter().filter_map(|mark| mark.anchor.as_ref()).collect())
            })
            .collect();
        for at in self.rest(count) {
            let anchors = open.iter().flat_map(|(_, anchors)| anchors).copied();
            let coded = self.words.get(&at).map(|words| Coded::of(words, &bundle.salt, anchors));
            self.coded.extend(coded.map(|coded| (at, coded)));
        }
        let mut likely: Vec<(Reverse<usize>, usize, usize)> = Vec::new();
        for (document, anchors) in &open {
            for (text, coded) in &self.coded {
                let clear = coded.count_clear(anchors);
                if clear > 0 && clear * SHARE >= anchors.len() {
                    likely.push((Reverse(clear), *document, *text));
                }
            }
        }
        likely.sort_unstable();
        let mut taken = HashSet::new();
        for (_, document, text) in likely {
            if let Some(pair @ None) = self.pairs.get_mut(document)
                && taken.insert(text)
            {
                *pair = Some((text, How::Alike));
            }
        }
    }
}

/// Where each mark stands in the same text.
fn by_offsets(document: &Bundled, text: &str) -> Vec<Result<Span, Why>> {
    let offsets = Offsets::new(text);
    let at = |at: usize| offsets.from_char(CharOffset(at));
    let span = |mark: &BundledMark| Span::new(at(mark.start)?, at(mark.start + mark.length)?);
    document.marks.iter().map(|mark| span(mark).ok_or(Why::Lack(Lack::Nowhere))).collect()
}

/// Where each mark stands in a text with the same words.
fn by_words(document: &Bundled, text: &str, words: &Words) -> Vec<Result<Span, Why>> {
    let span = |mark: &BundledMark| {
        let anchor = whole(mark)?;
        among(mark, anchor, anchor.first, text, words)
    };
    document.marks.iter().map(span).collect()
}

/// Where each mark stands in a text with other words.
fn by_hashes(document: &Bundled, text: &str, words: &Words, coded: &Coded) -> Vec<Result<Span, Why>> {
    let anchors: Vec<&Anchor> = document.marks.iter().filter_map(|mark| whole(mark).ok()).collect();
    let mut places = coded.place(&anchors).into_iter();
    let mut span = |mark: &BundledMark| {
        let anchor = whole(mark)?;
        let first = places.next().unwrap_or(Err(Lack::Nowhere)).map_err(Why::Lack)?;
        among(mark, anchor, first, text, words)
    };
    document.marks.iter().map(&mut span).collect()
}

/// How a mark of whole words is found again.
fn whole(mark: &BundledMark) -> Result<&Anchor, Why> {
    let anchor = mark.anchor.as_ref().ok_or(Why::Wordless)?;
    let (head, tail) = mark.margin;
    if head < 0 || tail < 0 { Err(Why::Cuts) } else { Ok(anchor) }
}

fn among(mark: &BundledMark, anchor: &Anchor, first: usize, text: &str, words: &Words) -> Result<Span, Why> {
    let (head, tail) = mark.margin;
    let extent = Extent { first, words: anchor.words, head, tail };
    words.span(text, extent).ok_or(Why::Lack(Lack::Nowhere))
}

fn found(document: &Bundled, text: &str, at: usize, how: How, places: Vec<Result<Span, Why>>) -> Found {
    let mut found = Found {
        text: at,
        how,
        annotations: Vec::new(),
        failed: Vec::new(),
        reviewed: Vec::new(),
        status: document.status,
    };
    let marks = document.marks.iter().zip(numbered_ids(document.marks.len())).zip(places);
    for (number, ((mark, id), place)) in marks.enumerate() {
        match place {
            Ok(span) => found.annotations.push(Rc::new(Annotation {
                id,
                span,
                label: mark.label.clone(),
                status: mark.status,
                origin: mark.origin.clone(),
                score: mark.score,
                evidence: Vec::new(),
                entity: None,
                value: None,
                note: None,
                decisions: Vec::new(),
                extra: None,
            })),
            Err(why) => found.failed.push((number, why)),
        }
    }
    if how == How::SameText {
        let offsets = Offsets::new(text);
        let at = |at: usize| offsets.from_char(CharOffset(at));
        let spans = document.reviewed.iter().filter_map(|(start, end)| Span::new(at(*start)?, at(*end)?));
        found.reviewed = spans.collect();
    } else if document.status == DocumentStatus::Done {
        found.status = DocumentStatus::InProgress;
    }
    found
}
