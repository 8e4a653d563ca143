//! What the lessons make of the tagger's suggestions.

use std::collections::{BTreeMap, BTreeSet};

use super::name::longest_first;
use super::spelled::{Spellings, is_shouted};
use super::{Index, Learned, Lesson, Lessons, Name, PART, Said, thousandths};
use crate::annotation::{Evidence, Label, Origin};
use crate::tagging::Suggestion;
use crate::tagging::heads::is_title;
use crate::text::{Offset, Span};

/// A suggestion, as far as the lessons care.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess<'a> {
    /// Where it stands.
    pub span: Span,
    /// Its label.
    pub label: &'a Label,
    /// Its score.
    pub score: f64,
}

/// What was learned of a stretch of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Taught {
    /// What it is.
    pub label: Label,
    /// How sure that is, 0 to 1.
    pub score: f64,
    /// Why.
    pub evidence: Evidence,
}

/// What becomes of a text's suggestions.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The suggestion of that place among the guesses stays as it is.
    Stays(usize),
    /// It stands where it did, with another label.
    Becomes(usize, Taught),
    /// There is one more.
    New(Span, Taught),
}

/// Who said something of a name: the closer, the more it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whence {
    Article,
    Project,
    List,
    Pack,
}

/// How often a name has to have been accepted for its label to win over the tagger's wherever it stands, and how many
/// times as often as that one.
const FIRM: (u32, u32) = (5, 10);

/// How much more a score has to be than one that was refused, in thousandths, for the context to be another.
const ANOTHER: u16 = 200;

impl Learned {
    /// What becomes of the `guesses` in `text`, which are in order and do not overlap, if `own` are the lessons of its own
    /// decisions and `taken` the stretches that are decided on, in order. Nothing is suggested on those.
    ///
    /// Each line is taught by itself, or with those that a guess joins to it.
    pub fn teach(
        &self,
        own: &Lessons,
        (text, index): (&str, &Index),
        guesses: &[Guess<'_>],
        taken: &[Span],
    ) -> Vec<Outcome> {
        let taken = joined(taken);
        let free = |span: Span| !overlaps(&taken, span);
        let mut places: BTreeMap<Offset, (Span, Outcome)> = BTreeMap::new();
        let guessed: Vec<(usize, &Guess<'_>, Option<Name>)> = guesses
            .iter()
            .enumerate()
            .filter(|(_, guess)| free(guess.span))
            .map(|(at, guess)| (at, guess, guess.span.slice(text).and_then(Name::new)))
            .collect();
        let shouted = guessed.iter().filter_map(|(.., name)| name.as_ref());
        let shouted: BTreeSet<&Name> = shouted.filter(|name| is_shouted(name.words())).collect();
        let names = self.names(own, index, &shouted);
        let spelled = Spellings::of(&names, &shouted);
        for (at, guess, name) in &guessed {
            let name =
                name.as_ref().map(|name| spelled.usual(text, guess.span, name).unwrap_or(name).clone());
            let outcome = match name.map_or(Verdict::None, |name| {
                self.verdict(own, &name, guess, self.label_of(own, &name).as_ref())
            }) {
                Verdict::None => Outcome::Stays(*at),
                Verdict::Is(taught) => Outcome::Becomes(*at, taught),
                Verdict::Wrong => continue,
            };
            places.insert(guess.span.start(), (guess.span, outcome));
        }
        for name in names {
            let Some(known) = self.label_of(own, name) else { continue };
            for span in index.find(text, name).filter(|span| free(*span)) {
                let shorter = |(there, outcome): &(Span, Outcome)| {
                    span.covers(*there) && *there != span && !matches!(outcome, Outcome::New(..))
                };
                let crossed: Vec<Offset> = crossing(&places, span).map(|(there, _)| there.start()).collect();
                let counts = known.whence != Whence::Pack || known.yes >= FIRM.0 || crossed.is_empty();
                let gives_way = counts && crossing(&places, span).all(shorter);
                if gives_way && (known.parts || !is_cut(text, index, span)) {
                    for start in crossed {
                        places.remove(&start);
                    }
                    places.insert(span.start(), (span, Outcome::New(span, known.taught.clone())));
                }
            }
        }
        let high = |outcome: &Outcome| {
            let (label, score) = match outcome {
                Outcome::Stays(at) => guesses.get(*at).map(|guess| (guess.label, guess.score))?,
                Outcome::Becomes(_, taught) | Outcome::New(_, taught) => (&taught.label, taught.score),
            };
            Some(thousandths(score) >= self.threshold(label))
        };
        places
            .into_values()
            .map(|(_, outcome)| outcome)
            .filter(|outcome| high(outcome) == Some(true))
            .collect()
    }

    /// `found`, the tagger's suggestions in `text`, as the lessons change them; `version` is the tagger's.
    pub fn apply(&self, text: &str, found: Vec<Suggestion>, version: &str) -> Vec<Suggestion> {
        let guess = |one: &Suggestion| (one.span, one.label.clone(), one.score);
        let guesses: Vec<(Span, Label, f64)> = found.iter().map(guess).collect();
        let guesses: Vec<Guess<'_>> =
            guesses.iter().map(|(span, label, score)| Guess { span: *span, label, score: *score }).collect();
        let outcomes = self.teach(&Lessons::default(), (text, &Index::new(text)), &guesses, &[]);
        let made = |span: Span, taught: Taught| Suggestion {
            span,
            label: taught.label,
            score: taught.score,
            origin: Origin::Tagger { name: PART.into(), version: version.into() },
            evidence: vec![taught.evidence],
            link: None,
            value: None,
        };
        let mut found: Vec<Option<Suggestion>> = found.into_iter().map(Some).collect();
        let mut take = |at: usize| found.get_mut(at).and_then(Option::take);
        outcomes
            .into_iter()
            .filter_map(|outcome| match outcome {
                Outcome::Stays(at) => take(at),
                Outcome::Becomes(at, taught) => take(at).map(|old| made(old.span, taught)),
                Outcome::New(span, taught) => Some(made(span, taught)),
            })
            .collect()
    }

    /// The names that a text with this index may have, and those that one of `shouted` may be, the longest first.
    fn names<'a>(&'a self, own: &'a Lessons, index: &Index, shouted: &BTreeSet<&Name>) -> Vec<&'a Name> {
        let beside: BTreeSet<u32> = shouted.iter().map(|name| name.first()).collect();
        let lessons = [own, &self.project, &self.given].into_iter().flat_map(|lessons| lessons.names.keys());
        let lessons = lessons.filter(|name| index.has_number(name.first()) || beside.contains(&name.first()));
        let listed = self.lists.iter().flat_map(|list| {
            list.of(index).into_iter().chain(beside.iter().flat_map(|first| list.beginning(*first)))
        });
        let mut names: Vec<&Name> = lessons.chain(listed).collect();
        names.sort_by(|one, other| longest_first(one, other));
        names.dedup();
        names
    }

    /// What becomes of a suggestion of `name`, which was said to be what is `known` of it.
    fn verdict(&self, own: &Lessons, name: &Name, guess: &Guess<'_>, known: Option<&Known>) -> Verdict {
        if self.ignored.contains(name) {
            return Verdict::None;
        }
        let said =
            |lessons: &Lessons| lessons.names.get(name).and_then(|lesson| lesson.get(guess.label)).copied();
        let here = said(own);
        let said = here.or_else(|| said(&self.project)).or_else(|| said(&self.given)).unwrap_or_default();
        // A score that is much better than the refused ones' speaks of another context.
        let alike = here.is_some() || thousandths(guess.score) <= said.no_at.saturating_add(ANOTHER);
        let wrong = said.no > said.yes && alike;
        let known = known.filter(|known| known.taught.label != *guess.label);
        match known {
            // Said again and again.
            Some(known) if known.yes >= FIRM.0.max(said.yes.saturating_mul(FIRM.1)) => {
                Verdict::Is(known.taught.clone())
            }
            // Said to be something else here or in a list; or elsewhere, where this label was said to be wrong.
            Some(known) if said.yes == 0 && matches!(known.whence, Whence::Article | Whence::List) => {
                Verdict::Is(known.taught.clone())
            }
            // A label that the tagger does not know it could not have given.
            Some(known) if said.yes == 0 && (wrong || !self.is_of_tagger(&known.taught.label)) => {
                Verdict::Is(known.taught.clone())
            }
            _ if wrong => Verdict::Wrong,
            _ => Verdict::None,
        }
    }

    /// The label that `name` was said to have, as those say it who are closest.
    fn label_of(&self, own: &Lessons, name: &Name) -> Option<Known> {
        if self.ignored.contains(name) {
            return None;
        }
        let list = || self.lists.iter().find(|list| list.has(name));
        // Who knows the name and has no clear answer ends the search: it is said to be several things.
        let (found, whence) = if let Some(found) = own.names.get(name).map(|lesson| best(lesson)) {
            (found?, Whence::Article)
        } else if let Some(found) = self.project.names.get(name).map(|lesson| best(lesson)) {
            (found?, Whence::Project)
        } else if let Some(list) = list() {
            ((&list.label, Said { yes: 1, ..Said::default() }), Whence::List)
        } else {
            (best(self.given.names.get(name)?)?, Whence::Pack)
        };
        let (label, said) = found;
        let (yes, no) = (about(said.yes), about(said.no));
        let times = match yes {
            1 => "once".to_owned(),
            EXACT.. => format!("at least {yes} times"),
            _ => format!("{yes} times"),
        };
        let detail = match whence {
            Whence::Article => format!("{label}, {times} in this article"),
            Whence::Project => format!("{label}, {times} in this project"),
            Whence::List => format!("{label}, in {}", list().map_or("a list", |list| &*list.title)),
            Whence::Pack => format!("{label}, {times} in a rule pack"),
        };
        // A slip among many says nothing.
        let no = if no.saturating_mul(SLIP) > yes { no } else { 0 };
        let score = (f64::from(yes) + 4.5) / (f64::from(yes.saturating_add(no)) + 5.0);
        let evidence = Evidence { rule: PART.into(), detail: detail.into() };
        let taught = Taught { label: label.clone(), score, evidence };
        Some(Known { taught, whence, yes: said.yes, parts: said.cut > 0 })
    }
}

/// Among how many times that a label was right one refusal is a slip.
const SLIP: u32 = 20;

/// Up to which count it is told exactly.
const EXACT: u32 = 10;

/// A count, a high one only roughly: what is said again and again need not be told anew each time.
fn about(count: u32) -> u32 {
    let steps = std::iter::successors(Some(EXACT), |ten| ten.checked_mul(10));
    let steps = steps.flat_map(|ten| [1, 2, 5].map(|times| ten.saturating_mul(times)));
    steps.take_while(|step| *step <= count).max().unwrap_or(count)
}

/// What was learned of one name, then and now.
pub struct Turn<'a> {
    name: &'a Name,
    then: (&'a Learned, &'a Lessons, Option<Known>),
    now: (&'a Learned, &'a Lessons, Option<Known>),
    /// Whether it was heard of then and not now, or now and not then.
    heard: bool,
}

impl<'a> Turn<'a> {
    /// What was learned of `name`, then and now, each with the lessons of the article's own decisions. Nothing else but names
    /// may have turned.
    pub fn of(name: &'a Name, then: (&'a Learned, &'a Lessons), now: (&'a Learned, &'a Lessons)) -> Turn<'a> {
        let known = |(learned, own): (&'a Learned, &'a Lessons)| (learned, own, learned.label_of(own, name));
        let there = |(learned, own): (&'a Learned, &'a Lessons)| {
            [own, &learned.project].map(|lessons| lessons.names.contains_key(name))
        };
        Turn { name, then: known(then), now: known(now), heard: there(then) != there(now) }
    }

    /// Whether something else may be suggested wherever the name stands.
    pub fn is_new(&self) -> bool {
        let same = match (&self.then.2, &self.now.2) {
            (None, None) => true,
            (Some(then), Some(now)) => {
                then.taught == now.taught
                    && then.whence == now.whence
                    && then.parts == now.parts
                    && (then.yes >= FIRM.0) == (now.yes >= FIRM.0)
            }
            _ => false,
        };
        self.heard || !same
    }

    /// Whether something else becomes of a suggestion of the name.
    pub fn turns(&self, guess: &Guess<'_>) -> bool {
        let verdict = |(learned, own, known): &(&Learned, &Lessons, Option<Known>)| {
            learned.verdict(own, self.name, guess, known.as_ref())
        };
        self.heard || verdict(&self.then) != verdict(&self.now)
    }
}

/// What a name was said to be.
#[derive(Clone)]
struct Known {
    taught: Taught,
    whence: Whence,
    /// How often.
    yes: u32,
    /// Whether on parts of longer names too.
    parts: bool,
}

/// What the lessons say of a guess.
#[derive(PartialEq)]
enum Verdict {
    None,
    Is(Taught),
    Wrong,
}

/// The label that nearly all who accepted the name gave it.
fn best(lesson: &Lesson) -> Option<(&Label, Said)> {
    let all: u32 = lesson.values().map(|said| said.yes).sum();
    let (label, said) = lesson.iter().max_by_key(|(label, said)| (said.yes, std::cmp::Reverse(*label)))?;
    (said.yes > said.no && said.yes * 4 > all * 3).then_some((label, *said))
}

/// What stands across `span`.
fn crossing(
    places: &BTreeMap<Offset, (Span, Outcome)>,
    span: Span,
) -> impl Iterator<Item = &(Span, Outcome)> {
    let before = places.range(..span.start()).next_back().into_iter();
    let others = before.chain(places.range(span.start()..span.end()));
    others.map(|(_, place)| place).filter(move |(there, _)| there.overlaps(span))
}

/// `spans`, which are in order of their start, without overlaps.
fn joined(spans: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for &span in spans {
        match joined.last_mut() {
            Some(last) if span.start() < last.end() => {
                *last = Span::new(last.start(), last.end().max(span.end())).unwrap_or(*last);
            }
            _ => joined.push(span),
        }
    }
    joined
}

/// Whether one of `taken`, which are in order and apart, overlaps `span`.
fn overlaps(taken: &[Span], span: Span) -> bool {
    let next = taken.partition_point(|other| other.end() <= span.start());
    taken.get(next).is_some_and(|other| other.overlaps(span))
}

/// Whether `span` of `text` looks like a part of a longer name: `Washington` of `Washington Post`, `Disney` of `Disney+`.
pub fn is_cut(text: &str, index: &Index, span: Span) -> bool {
    let ([before, second], behind) = index.around(span);
    let glued = text.get(span.end().0..).and_then(|rest| rest.chars().next());
    let word = |span: Option<Span>| span.and_then(|span| span.slice(text)).unwrap_or_default();
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let beside =
        |from: Offset, to: Offset| text.get(from.0..to.0).is_some_and(|gap| gap == " " || gap.is_empty());
    let near_before = before.is_some_and(|before| beside(before.end(), span.start()));
    let near_behind = behind.is_some_and(|behind| beside(span.end(), behind.start()));
    let opens = second.is_none_or(|second| {
        matches!(word(Some(second)), "." | "!" | "?" | ":" | "“" | "\"")
            || before.is_some_and(|before| {
                text.get(second.end().0..before.start().0).is_some_and(|gap| gap.contains('\n'))
            })
    });
    let titled = || is_title(&word(before).to_lowercase());
    let hyphen = |near: bool, token: Option<Span>| near && word(token) == "-";
    glued.is_some_and(|next| matches!(next, '+' | '&' | '@' | '/' | '_'))
        || near_behind && capital(word(behind))
        || near_before && capital(word(before)) && !opens && !titled()
        || hyphen(near_behind, behind)
        || hyphen(near_before, before)
}
