//! What is found in one piece of a text, given what the rest of the article teaches.

use super::agree::Agreement;
use super::apart::apart;
use super::calendar::Day;
use super::calibration::Basis;
use super::data::Data;
use super::features::features;
use super::found::{Found, Kind, Rule, resolve};
use super::heads::{is_title, kind_of_head};
use super::learned::Overlay;
use super::lexicon::Senses;
use super::listed::acts_in_headline;
use super::memory::{self, Memory};
use super::model::Read;
use super::names::is_to_be_done;
use super::words::{Case, Words};
use super::{Suggestion, dates, listed, names, patterns};
use crate::annotation::{Evidence, Origin};
use crate::text::{Offset, Span};

/// What lists, patterns and rules find, one reading of it.
pub fn first_reading(words: &Words, today: Option<Day>) -> Vec<Found> {
    let mut found = Vec::new();
    dates::dates(words, today, &mut found);
    listed::listed(words, &mut found);
    patterns::patterns(words, &mut found);
    names::by_capitals(words, &mut found);
    resolve(found)
}

/// What the model with its `overlay` decides, with what the rules found in the piece and the whole article teaches.
pub fn decide(
    words: &Words,
    memory: &Memory,
    overlay: &Overlay,
    today: Option<Day>,
    mut found: Vec<Found>,
) -> Vec<Found> {
    memory::apply(words, memory, &mut found);
    for one in &mut found {
        one.held |= is_certain(words, memory, one);
    }
    let read = words.data.model.read(words, &features(words, &found, memory), overlay);
    let decided = hold(&found, combine(read, &found));
    let decided = apart(words, &found, decided);
    let mut decided: Vec<Found> = decided.into_iter().filter_map(|one| trim(words, one)).collect();
    let mut end = 0;
    decided.retain(|one| {
        let free = end <= one.from;
        end = end.max(one.to);
        free
    });
    dates::cut_lists(words, &mut decided, today);
    for one in &mut decided {
        let kind = one.kind;
        rename(words, memory, one);
        if one.kind != kind {
            // The model's lead was for the label that this one took the place of.
            (one.lead, one.held) = (None, true);
        }
        know(words, memory, today, one);
    }
    decided
}

/// The suggestions in a piece of which `text` is the text, with what the article agrees on.
pub fn finish(text: &str, words: &Words, mut found: Vec<Found>, agreement: &Agreement) -> Vec<Suggestion> {
    agreement.apply(words, &mut found);
    let mut suggestions: Vec<Suggestion> = Vec::with_capacity(found.len());
    for one in found {
        let Some(span) = words.span(one.from, one.to) else { continue };
        if suggestions.last().map_or(Offset(0), |last| last.span.end()) <= span.start() {
            suggestions.extend(suggest(words.data, text, span, one));
        }
    }
    suggestions
}

/// The model's reading, with what rules and lists know of each span.
fn combine(read: Vec<Read>, found: &[Found]) -> Vec<Found> {
    let mut combined = Vec::with_capacity(read.len());
    for read in read {
        let mut near = found[found.partition_point(|one| one.from < read.from)..]
            .iter()
            .take_while(|one| one.from < read.to);
        let backed = near.find(|one| one.from == read.from && one.to == read.to && one.kind == read.kind);
        let mut one = match backed {
            Some(one) => one.clone(),
            None => Found::new(read.from, read.to, read.kind, Rule::Model),
        };
        one.lead = Some(read.lead);
        combined.push(one);
    }
    combined
}

/// Adds what is known of a decided name: the day that a date says, what a name links to by the lists or by its full form
/// in the article.
fn know(words: &Words, memory: &Memory, today: Option<Day>, one: &mut Found) {
    if one.kind == Kind::Date && one.value.is_none() {
        one.value = dates::value_of(words, one.from, one.to, today).map(Into::into);
    }
    if one.entry.is_some_and(|entry| entry.reference != 0) || matches!(one.kind, Kind::Date | Kind::Person) {
        return;
    }
    let taught = || {
        let (to, taught) = memory.find(words, one.from)?;
        taught.entry.filter(|_| to == one.to && taught.kind == one.kind)
    };
    let known = words.entry(one.from, one.to, senses(one.kind));
    one.entry = known.filter(|entry| entry.reference != 0).or_else(taught).or(known).or(one.entry);
}

/// Gives a name that the lists know as an institution, and as nothing else, that institution's label.
fn rename(words: &Words, memory: &Memory, one: &mut Found) {
    // The article itself may say what its acronym stands for, and a building is where something happens.
    let acronym = (one.to - one.from == 1).then(|| memory.acronym(words.lower(one.from))).flatten();
    let taught = matches!(one.rule, Rule::Bracket | Rule::ShortForm) || acronym.is_some();
    let before = usize::from(words.before(one.from, 1) == "the");
    let place = words.before(one.from, 1 + before);
    let house = matches!(words.lower(one.from), "white" | "kremlin" | "pentagon" | "downing" | "capitol");
    let building = house && matches!(place, "at" | "outside" | "inside" | "near" | "to");
    if matches!(one.kind, Kind::Date) || building {
        return;
    }
    if !taught && one.kind == Kind::Person && is_firm(words, one.from, one.to) {
        (one.kind, one.rule) = (Kind::Organization, Rule::Listed);
        return;
    }
    let Some(entry) = words.entry(one.from, one.to, Senses::INSTITUTION) else { return };
    let upper = (one.from..one.to).all(|at| !matches!(words.case(at), Case::Lower | Case::Capital));
    let senses = entry.as_written(upper && !words.shouting).senses;
    let kind = match senses.without(Senses::UPPER) {
        Senses::COURT => Kind::Court,
        Senses::AGENCY => Kind::Agency,
        Senses::LAW => Kind::Law,
        _ => return,
    };
    if kind != one.kind && (!taught || acronym.is_some_and(|acronym| acronym.kind == kind)) {
        (one.kind, one.rule, one.entry) = (kind, Rule::Listed, Some(entry));
    }
}

/// `Johnson & Johnson`, and of names that could be a person's those of which the lists know a firm only.
fn is_firm(words: &Words, from: usize, to: usize) -> bool {
    let joined = (from + 1..to).any(|at| words.lower(at) == "&");
    let spoken = is_title(words.before(from, 1)) || matches!(words.lower(to), "said" | "says" | "'s" | ",");
    let entry = words.entry(from, to, Senses::ORGANIZATION);
    joined || to - from > 1 && !spoken && entry.is_some_and(|entry| entry.senses == Senses::ORGANIZATION)
}

/// Whether what was found is certain without the model: the training articles have too few courts and laws for it to
/// know the rest of them.
fn is_certain(words: &Words, memory: &Memory, one: &Found) -> bool {
    let length = one.to - one.from;
    let taught = || memory.acronym(words.lower(one.from)).is_some_and(|taught| taught.kind == one.kind);
    match (one.rule, one.kind) {
        (Rule::Listed, Kind::Court) => length > 1,
        (Rule::Listed, Kind::Law) => length > 1 || taught(),
        (Rule::Listed, Kind::Agency) if length > 2 => true,
        (Rule::Bracket, Kind::Court | Kind::Law | Kind::Agency) => true,
        (Rule::Case | Rule::Section, Kind::Law) => true,
        (Rule::Calendar, Kind::Date) => length > 1,
        (Rule::SmallHead, Kind::Agency) => length > 3,
        (Rule::Head, Kind::Agency) => is_certain_body(words, one.from, one.to),
        (Rule::SmallHead, Kind::Law) => true,
        (Rule::Listed, Kind::Agency) if acts_in_headline(words, one.to, one.kind) => true,
        (Rule::Listed, Kind::Agency) => words.shouting && words.case(one.from) == Case::Upper,
        (Rule::City, Kind::Place) => words.lower(one.to) == "," && stands_for_a_state(words, one.to + 1),
        _ => false,
    }
}

/// `Cook County State's Attorney's Office`, `Mexican Congress`.
fn is_certain_body(words: &Words, from: usize, to: usize) -> bool {
    let last = words.lower(to - 1);
    let office = to - from > 4 && last == "office" && words.before(to, 2) == "'s";
    let nation = words.words.get(from).is_some_and(|word| word.alone.any(Senses::DEMONYM));
    office || to - from == 2 && nation && matches!(last, "congress" | "parliament" | "senate" | "embassy")
}

/// Adds what is held to, where the model read nothing or only a part.
fn hold(found: &[Found], mut decided: Vec<Found>) -> Vec<Found> {
    for one in found.iter().filter(|one| one.held) {
        let from = decided.partition_point(|other| other.to <= one.from);
        let to = from + decided[from..].iter().take_while(|other| other.from < one.to).count();
        let within = decided[from..to].iter().all(|other| one.from <= other.from && other.to <= one.to);
        let same = to == from + 1 && decided[from].from == one.from && decided[from].to == one.to;
        // The same words with another label stand, but for an acronym: it is what its long form is.
        let sure = matches!(one.rule, Rule::Bracket | Rule::Case | Rule::Section | Rule::Head);
        let relabelled = same && sure && decided[from].kind != one.kind;
        if within && (!same || relabelled) {
            decided.splice(from..to, [one.clone()]);
        }
    }
    decided
}

/// Whether the word at `at` is a state as news abbreviates it: `Ala.`
fn stands_for_a_state(words: &Words, at: usize) -> bool {
    words.words.get(at).is_some_and(|word| word.alone.any(Senses::STATE.with(Senses::PLACE)))
        && words.lower(at).ends_with('.')
}

/// A finding without an article before it, an owner's `'s`, quotes and commas around it; nothing if that is all.
fn trim(words: &Words, mut one: Found) -> Option<Found> {
    let outside = |at: usize| matches!(words.lower(at), "\"" | "“" | "”" | "," | ";" | ":" | "'s" | "-");
    while one.from < one.to && (matches!(words.lower(one.from), "the" | "a" | "an") || outside(one.from)) {
        one.from += 1;
    }
    // An apostrophe that stands apart is a mark of its own.
    let apart = |to: usize| words.lower(to - 1) == "s" && words.before(to, 2) == "'";
    while one.from < one.to && (outside(one.to - 1) || apart(one.to)) {
        one.to -= if apart(one.to) { 2.min(one.to - one.from) } else { 1 };
    }
    // `To Fund Army` is about the army.
    while one.to > one.from + 1 && is_to_be_done(words, one.from) {
        one.from += 1;
    }
    // `Orange County Sheriff's Office deputies`: its people are not of its name.
    let people = |word: &str| {
        matches!(
            word,
            "deputies"
                | "deputy"
                | "officers"
                | "officer"
                | "officials"
                | "agents"
                | "spokesman"
                | "spokeswoman"
        )
    };
    while one.kind == Kind::Agency && one.to > one.from + 1 && people(words.lower(one.to - 1)) {
        if words.case(one.to - 1) != Case::Lower {
            break;
        }
        one.to -= 1;
    }
    // The office, and what a hashtag says, are no names.
    let small = (one.from..one.to).all(|at| words.case(at) == Case::Lower);
    let last = if one.to > one.from { words.lower(one.to - 1) } else { "" };
    let bare = small && last == "office"
        || small && one.to == one.from + 1 && matches!(last, "court" | "ministry" | "department" | "agency");
    let tag = matches!(words.before(one.from, 1), "#" | "@") && words.glued(one.from);
    // `Investment Company Act of 1940`.
    let year = words.lower(one.to + 1);
    let law = one.kind == Kind::Law && kind_of_head(words.before(one.to, 1)) == Some(Kind::Law);
    let dated = law && words.lower(one.to) == "of" && year.len() == 4;
    if dated && year.bytes().all(|byte| byte.is_ascii_digit()) && one.to - one.from > 1 {
        one.to += 2;
    }
    // Letters alone name nobody.
    let letters = one.kind == Kind::Person
        && (one.from..one.to).all(|at| matches!(words.case(at), Case::Initial | Case::Other | Case::Mark));
    (one.from < one.to && !bare && !tag && !letters).then_some(one)
}

/// The list entries that speak for a kind.
pub fn senses(kind: Kind) -> Senses {
    match kind {
        Kind::Court => Senses::COURT,
        Kind::Agency => Senses::AGENCY,
        Kind::Law => Senses::LAW,
        Kind::Place => Senses::ANYWHERE.with(Senses::STATE),
        Kind::Organization => Senses::ORGANIZATION,
        Kind::Person | Kind::Date => Senses::default(),
    }
}

fn suggest(data: &Data, text: &str, span: Span, found: Found) -> Option<Suggestion> {
    let words = span.slice(text)?;
    let origin = Origin::Tagger { name: found.rule.part().into(), version: data.version().into() };
    let link = found.entry.and_then(|entry| entry.link(&data.lexicon, words));
    let score = data.scores.score(found.kind, Basis::of(&found));
    let mut evidence = Vec::new();
    if found.rule != Rule::Model {
        let detail = link.as_ref().map_or("exact", |link| &*link.name);
        evidence.push(Evidence { rule: found.rule.describe(found.kind).into(), detail: detail.into() });
    }
    if found.lead.is_some() {
        evidence.push(Evidence {
            rule: Rule::Model.describe(found.kind).into(),
            detail: format!("{score:.2}").into(),
        });
    }
    if found.rule == Rule::Model && found.entry.is_some() {
        let listed = link.as_ref().map_or("exact", |link| &*link.name);
        evidence.push(Evidence { rule: Rule::Listed.describe(found.kind).into(), detail: listed.into() });
    }
    Some(Suggestion { span, label: found.kind.label()?, score, origin, evidence, link, value: found.value })
}
