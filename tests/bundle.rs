//! Bundles: marks without their texts come back to where they stood, in the same text and in one that was changed a little, and
//! nowhere else.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod random;

use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;
use tagline::annotation::{Annotation, AnnotationId, Document, Edit, Label, Project, Retext, Status};
use tagline::article::{Cleaned, Metadata};
use tagline::format::{Bundle, Found, How, Salt, anchored, anchored_project, by_name, fit, read_bundle};
use tagline::text::Span;

/// A project's texts alone.
fn bare(project: &Project) -> Project {
    let bare = |document: &Document| {
        let metadata = Metadata { title: Some("Another's".to_owned()), ..document.metadata().clone() };
        Document::new(document.id.clone(), None, document.cleaned().clone(), metadata)
    };
    Project {
        documents: project.documents.iter().map(|one| bare(one).into()).collect(),
        ..Project::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { 64 }, ..ProptestConfig::default() })]

    /// On the texts that it was made of a bundle gives exactly what fits into it.
    #[test]
    fn on_its_own_texts_nothing_is_lost(project in random::project(), salt: [u8; 16]) {
        let format = by_name("bundle").unwrap();
        let salt = Salt::new(salt);
        let written = format.write_salted(&project, &[], Some(&salt));
        let fitted = fit(&project, &format.rules, &[]).project;
        let (bundle, issues) = read_bundle(written.content()).unwrap();
        prop_assert_eq!(issues, vec![]);
        prop_assert_eq!(&bundle, &Bundle::of(&fitted, &salt));
        let texts = bare(&fitted);
        let (mut anchored, found) = anchored_project(&bundle, &texts);
        prop_assert!(found.iter().all(|found| found.as_ref().is_some_and(|found| found.failed.is_empty())));
        for document in &mut anchored.documents {
            prop_assert_eq!(document.metadata().title.as_deref(), Some("Another's"));
            let mut own = (**document).clone();
            Edit::SetMetadata(Box::new(Metadata { title: None, ..document.metadata().clone() })).apply(&mut own).unwrap();
            *document = own.into();
        }
        prop_assert_eq!(anchored, fitted);
    }

    /// Whatever text it is put on, what is placed has the words that it had.
    #[test]
    fn on_any_text_words_stay_the_same(project in random::project(), text in random::text()) {
        let bundle = Bundle::of(&project, &Salt::of(&project));
        for (found, document) in anchored(&bundle, &[&text]).iter().zip(&project.documents) {
            let Some(found) = found else { continue };
            for one in &found.annotations {
                let number = one.id.0.trim_start_matches('a').parse::<usize>().unwrap() - 1;
                let was = document.words(document.annotations()[number].span);
                prop_assert_eq!(compared(one.span.slice(&text).unwrap()), compared(was));
            }
        }
    }

    #[test]
    fn readers_never_panic(project in random::project(), at: prop::sample::Index, to: prop::sample::Index, put in "[\\[\\]{}\",:0-9a-]{0,3}") {
        let written = by_name("bundle").unwrap().write(&project, &[]).content().to_owned();
        let bounds: Vec<usize> = written.char_indices().map(|(at, _)| at).chain([written.len()]).collect();
        let (a, b) = (bounds[at.index(bounds.len())], bounds[to.index(bounds.len())]);
        if let Ok((bundle, _)) = read_bundle(&format!("{}{put}{}", &written[..a], &written[b..])) {
            anchored_project(&bundle, &bare(&project));
        }
    }
}

/// Words as they are compared: no case, no accents, nothing but letters, digits and symbols.
fn compared(words: &str) -> String {
    let folded = tagline::text::fold(words);
    folded.chars().filter(|one| one.is_alphanumeric() || tagline::text::is_symbol(*one)).collect()
}

/// Numbers that look like chance, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// A piece of an article: a word with the punctuation around it, which of the article it is, and what is said of it.
#[derive(Clone)]
struct Piece {
    /// Tells it from all others; a piece that was put in or whose word was changed has another than it had.
    id: usize,
    before: &'static str,
    word: String,
    after: &'static str,
}

/// An article: paragraphs of pieces, and what is marked, by the first and the last piece.
#[derive(Clone)]
struct Article {
    paragraphs: Vec<Vec<Piece>>,
    marked: Vec<(usize, usize)>,
}

const NAMES: &[&str] = &[
    "Mexico",
    "Supreme Court",
    "Élodie Marchand",
    "漢口",
    "👩‍🚀 Crew",
    "בית המשפט",
    "Mexico City",
    "El\u{301}ite Force",
    "Tuesday",
    "U.S. Senate",
    "O’Brien",
    "9th Circuit",
];

/// A sentence's words, the frequent ones often.
fn word(dice: &mut Dice) -> String {
    const SYLLABLES: &[&str] = &["ka", "to", "ri", "né", "sul", "be", "mo", "wa", "den", "li"];
    let rank = dice.below(24) * dice.below(24);
    let mut word = SYLLABLES[rank % 10].to_owned();
    let mut rest = rank / 10;
    while rest > 0 {
        word += SYLLABLES[rest % 10];
        rest /= 10;
    }
    word
}

fn paragraph(dice: &mut Dice, next: &mut usize, marked: &mut Vec<(usize, usize)>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |pieces: &mut Vec<Piece>, word: String| {
        pieces.push(Piece { id: *next, before: "", word, after: "" });
        *next += 1;
        *next - 1
    };
    for _ in 0..2 + dice.below(3) {
        let begun = pieces.len();
        for _ in 0..6 + dice.below(12) {
            if dice.below(7) == 0 {
                let words = dice.pick(NAMES).split(' ').map(|word| push(&mut pieces, word.to_owned()));
                let ids: Vec<usize> = words.collect();
                if dice.below(4) > 0 {
                    marked.push((ids[0], ids[ids.len() - 1]));
                }
            } else {
                push(&mut pieces, word(dice));
            }
        }
        let last = pieces.len() - 1;
        pieces[last].after = if dice.below(4) == 0 { ",”" } else { "." };
        if pieces[last].after == ",”" {
            pieces[begun].before = "“";
        }
    }
    pieces
}

impl Article {
    fn new(dice: &mut Dice) -> Article {
        let (mut next, mut marked) = (0, Vec::new());
        let paragraphs = (0..8 + dice.below(8)).map(|_| paragraph(dice, &mut next, &mut marked)).collect();
        Article { paragraphs, marked }
    }

    /// The article that the app shows as its example; names are words with a capital letter.
    fn example() -> Article {
        let (mut next, mut marked) = (0, Vec::new());
        let mut paragraphs = Vec::new();
        for line in include_str!("../src/bin/app/example.txt").lines().filter(|line| !line.trim().is_empty())
        {
            let mut pieces: Vec<Piece> = Vec::new();
            for word in line.split_whitespace() {
                let core = word.trim_matches(|one: char| !one.is_alphanumeric());
                if core.is_empty() || word != core && !word.starts_with(core) {
                    continue;
                }
                let after = [",", ".", ""].into_iter().find(|end| word.ends_with(end)).unwrap();
                pieces.push(Piece { id: next, before: "", word: core.to_owned(), after });
                if core.starts_with(char::is_uppercase) {
                    marked.push((next, next));
                }
                next += 1;
            }
            paragraphs.push(pieces);
        }
        Article { paragraphs, marked }
    }

    /// The text, and where each piece's word stands in it.
    fn text(&self, space: &mut dyn FnMut() -> &'static str, line: &str) -> (String, BTreeMap<usize, Span>) {
        let (mut text, mut spans) = (String::new(), BTreeMap::new());
        for paragraph in &self.paragraphs {
            for (number, piece) in paragraph.iter().enumerate() {
                if number > 0 {
                    text += space();
                }
                text += piece.before;
                spans.insert(piece.id, Span::of(text.len()..text.len() + piece.word.len()).unwrap());
                text += &piece.word;
                text += piece.after;
            }
            text += line;
        }
        (text, spans)
    }

    fn document(&self) -> Document {
        let (text, spans) = self.text(&mut || " ", "\n\n");
        let annotations = self.marked.iter().zip(1..).map(|((first, last), number)| {
            let span = Span::new(spans[first].start(), spans[last].end()).unwrap();
            let id = AnnotationId(format!("a{number:04}").into());
            Annotation::by_hand(id, span, Label::new("NAME").unwrap(), "Ada".into()).into()
        });
        let retext = Retext {
            cleaned: Cleaned { text: text.into(), ..Cleaned::default() },
            annotations: annotations.collect(),
            reviewed: Vec::new(),
            set_aside: Vec::new(),
        };
        let mut document = Document::of_text("d", "");
        Edit::SetText(Box::new(retext)).apply(&mut document).unwrap();
        document
    }

    /// The article after some small changes; what is new or another word has a number that was not there.
    fn changed(&self, dice: &mut Dice) -> Article {
        let mut changed = self.clone();
        let mut next = 1_000_000;
        let paragraphs = &mut changed.paragraphs;
        for _ in 0..1 + dice.below(3) {
            let at = dice.below(paragraphs.len());
            match dice.below(5) {
                0 => {
                    let new = paragraph(dice, &mut next, &mut Vec::new());
                    paragraphs.insert(at, new);
                }
                1 if paragraphs.len() > 4 => drop(paragraphs.remove(at)),
                2 => {
                    // A word mended, in a name perhaps.
                    let word = dice.below(paragraphs[at].len());
                    let piece = &mut paragraphs[at][word];
                    piece.word = "mended".to_owned();
                    piece.id = next;
                    next += 1;
                }
                3 => {
                    let word = dice.below(paragraphs[at].len());
                    let new = Piece { id: next, before: "", word: self::word(dice), after: "" };
                    paragraphs[at].insert(word, new);
                    next += 1;
                }
                _ => {
                    for piece in paragraphs.iter_mut().flatten() {
                        piece.before = piece.before.replace('“', "\"").leak();
                        piece.after = piece.after.replace('”', "\"").leak();
                        piece.word = piece.word.replace('’', "'").replace("e\u{301}", "é");
                    }
                }
            }
        }
        changed
    }
}

/// How many marks could have been placed, were, and how many texts were found.
#[derive(Debug, Default)]
struct Score {
    possible: usize,
    placed: usize,
    texts: usize,
    found: usize,
}

/// Puts a bundle of `article` on a changed copy of it: each mark that is placed has to stand where it stood.
fn score(article: &Article, dice: &mut Dice, score: &mut Score) {
    let document = article.document();
    let project = Project { documents: vec![document.clone().into()], ..Project::default() };
    let salt = Salt::new([dice.below(256) as u8; 16]);
    let written = by_name("bundle").unwrap().write_salted(&project, &[], Some(&salt));
    let (bundle, _) = read_bundle(written.content()).unwrap();
    let changed = article.changed(dice);
    let spaces = ["  ", "\u{a0}", " ", " "];
    let other_spaces = dice.below(2) == 0;
    let line = dice.pick(&["\n", "\r\n\r\n", "\n\n"]);
    let mut spacing = Dice(dice.below(1 << 20) as u64);
    let (text, spans) = changed.text(&mut || if other_spaces { spacing.pick(&spaces) } else { " " }, line);
    score.texts += 1;
    let expected: Vec<Option<Span>> = article
        .marked
        .iter()
        .map(|(first, last)| {
            // Every piece of it is there, and nothing came between.
            let pieces: Vec<usize> = changed.paragraphs.iter().flatten().map(|piece| piece.id).collect();
            let from = pieces.iter().position(|id| id == first)?;
            let there = (*first..=*last).zip(&pieces[from..]).filter(|(one, other)| one == *other).count();
            (there == last - first + 1).then(|| Span::new(spans[first].start(), spans[last].end()).unwrap())
        })
        .collect();
    score.possible += expected.iter().flatten().count();
    let found = anchored(&bundle, &[&text]).remove(0);
    let Some(Found { annotations, failed, .. }) = found else { return };
    score.found += 1;
    assert_eq!(annotations.len() + failed.len(), article.marked.len());
    for one in annotations {
        let number = one.id.0.trim_start_matches('a').parse::<usize>().unwrap() - 1;
        let was = document.words(document.annotations()[number].span);
        let there = one.span.slice(&text).unwrap();
        assert_eq!(compared(there), compared(was));
        assert_eq!(Some(one.span), expected[number], "{was:?} on {there:?}, {number} of\n{text}");
        assert_eq!(one.status, Status::Accepted);
        score.placed += 1;
    }
}

/// Of 120 made-up articles with the same dozen names again and again, and 24 changed copies of a real one: no mark on a wrong place, and
/// 98 of 100 of those whose words are still there on the right one (.984 and .990 of 300 and 80 were). More of them where more is asked.
#[test]
fn marks_come_back_to_where_they_stood_and_nowhere_else() {
    let times = if std::env::var_os("PROPTEST_CASES").is_some() { 10 } else { 1 };
    let mut dice = Dice(7);
    let mut made_up = Score::default();
    for _ in 0..120 * times {
        let article = Article::new(&mut dice);
        score(&article, &mut dice, &mut made_up);
    }
    let example = Article::example();
    let mut real = Score::default();
    for _ in 0..24 * times {
        score(&example, &mut dice, &mut real);
    }
    for score in [&made_up, &real] {
        println!("{score:?}, recall {:.4}", score.placed as f64 / score.possible as f64);
    }
    for score in [made_up, real] {
        assert_eq!(score.found, score.texts);
        assert!(score.placed * 100 >= score.possible * 98, "{score:?}");
    }
}

/// An article that another one quotes at length is not taken for it, nor one with the same names.
#[test]
fn other_articles_take_no_mark() {
    let mut dice = Dice(11);
    let articles: Vec<Article> = (0..40).map(|_| Article::new(&mut dice)).collect();
    let documents: Vec<_> = articles.iter().map(|article| article.document().into()).collect();
    let project = Project { documents, ..Project::default() };
    let (one, other) = project.documents.split_at(20);
    let bundle = Bundle::of(&Project { documents: one.to_vec(), ..Project::default() }, &Salt::new([3; 16]));
    let texts: Vec<&str> = other.iter().map(|document| &**document.text()).collect();
    assert!(anchored(&bundle, &texts).iter().all(Option::is_none));
    // Among all of them each finds its own.
    let changed: Vec<String> =
        articles.iter().rev().map(|article| article.changed(&mut dice).text(&mut || " ", "\n").0).collect();
    let texts: Vec<&str> = changed.iter().map(String::as_str).collect();
    for (number, found) in anchored(&bundle, &texts).into_iter().enumerate() {
        assert_eq!(found.map(|found| found.text), Some(39 - number));
    }
}

/// No word of a text is in its bundle that is not in that of another one.
#[test]
fn a_bundle_holds_no_word_of_its_text() {
    let format = by_name("bundle").unwrap();
    let written = |document: Document| {
        let project = Project { documents: vec![document.into()], ..Project::default() };
        format.write_salted(&project, &[], Some(&Salt::new([9; 16]))).content().to_lowercase()
    };
    let words = |text: &str| -> HashSet<String> {
        let words = text.split(|one: char| !one.is_alphanumeric()).filter(|word| word.chars().count() > 2);
        words.map(str::to_lowercase).collect()
    };
    let mut dice = Dice(5);
    for article in [Article::example(), Article::new(&mut dice), Article::new(&mut dice)] {
        let document = article.document();
        let own: HashSet<String> = words(document.text());
        // What a bundle says anyway: the names of its fields.
        let always = written(Document::of_text("d", "")) + &written(short());
        let bundle = written(document);
        assert!(bundle.len() > 1000 && own.len() > 50);
        let held = |word: &&String| bundle.contains(word.as_str()) && !always.contains(word.as_str());
        let held: Vec<&String> = own
            .iter()
            .filter(held)
            .filter(|word| word.contains(|one: char| !one.is_ascii_hexdigit()))
            .collect();
        assert_eq!(held, Vec::<&String>::new());
    }
}

/// A document with one mark, of words that no article has.
fn short() -> Document {
    let article = Article {
        paragraphs: vec![vec![Piece { id: 0, before: "", word: "漢".to_owned(), after: "" }]],
        marked: vec![(0, 0)],
    };
    article.document()
}

#[test]
fn a_text_with_other_line_ends_is_known_by_its_words() {
    let document = Article::example().document();
    let project = Project { documents: vec![document.clone().into()], ..Project::default() };
    let bundle = Bundle::of(&project, &Salt::of(&project));
    let text = document.text().replace('\n', "\r\n");
    let found = anchored(&bundle, &[&text]).remove(0).unwrap();
    assert_eq!((found.how, found.failed), (How::SameWords, vec![]));
    assert_eq!(found.annotations.len(), document.annotations().len());
}
