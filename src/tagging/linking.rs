//! What courts, agencies and places of an article name in the world: the last step, when all its mentions are known.
//!
//! Places are settled together (`whereabouts`), then bodies by them (`bodies`).

use super::Suggestion;
use super::bodies::Bodies;
use super::data::Data;
use super::found::Kind;
use super::kinds::{Reach, kind, reach};
use super::lexicon::{Entry, Senses, own, slug};
use super::owners::{leading, trailing};
use super::places::{Level, Place, Places, fold};
use super::qualifiers::is_state;
use super::whereabouts::{Choice, Whereabouts, Why};
use crate::annotation::{Coordinates, Evidence, Link};

/// Gives each court, agency and place of `text` its link and says why; of the others it leaves what they have.
pub(super) fn link(data: &'static Data, text: &str, suggestions: &mut [Suggestion]) {
    let places = &data.places;
    let mut whereabouts = Whereabouts::new(places, text);
    let mut keys: Vec<Option<String>> = Vec::with_capacity(suggestions.len());
    for suggestion in suggestions.iter() {
        let (start, end) = (suggestion.span.start().0, suggestion.span.end().0);
        let words = suggestion.span.slice(text).unwrap_or_default();
        keys.push(match Kind::from_name(suggestion.label.name()) {
            Some(Kind::Place) => Some(whereabouts.note(words, start, end)),
            Some(Kind::Court | Kind::Agency) => {
                hear_of_a_body(data, &mut whereabouts, words, start);
                None
            }
            _ => None,
        });
    }
    whereabouts.settle();
    let mut bodies = Bodies::new(data, text, &whereabouts);
    let is_body = |suggestion: &Suggestion| matches!(suggestion.label.name(), "COURT" | "AGENCY");
    for suggestion in suggestions.iter().filter(|suggestion| is_body(suggestion)) {
        bodies.learn(suggestion.span.start().0, suggestion.span.end().0);
    }
    // The place before, and where its name ends.
    let mut before: Option<(Choice, usize)> = None;
    for (suggestion, key) in suggestions.iter_mut().zip(keys) {
        let (start, end) = (suggestion.span.start().0, suggestion.span.end().0);
        let words = suggestion.span.slice(text).unwrap_or_default();
        let kind = Kind::from_name(suggestion.label.name());
        let wrong = kind.is_some_and(|kind| contradicts(data, kind, words));
        let found = match &key {
            Some(key) => {
                let beside = before.filter(|&(_, end)| text.get(end..start) == Some(", "));
                let larger = beside.and_then(|(before, _)| whereabouts.larger(key, before));
                let choice = larger.or_else(|| whereabouts.choice(key, start));
                before = choice.map(|choice| (choice, end));
                place(data, choice, words).map(|(link, detail)| (link, detail, "places"))
            }
            None if is_body(suggestion) && !is_several(data, words) => {
                bodies.meant(start, end).map(|(link, detail)| (link, detail, "bodies"))
            }
            None if is_body(suggestion) => None,
            None => {
                suggestion.link = suggestion.link.take().filter(|_| !wrong);
                continue;
            }
        };
        let found = found.filter(|(link, ..)| !wrong || &*link.authority == "geonames");
        suggestion.link = found.as_ref().map(|(link, ..)| link.clone());
        suggestion
            .evidence
            .extend(found.map(|(_, detail, rule)| Evidence { rule: rule.into(), detail: detail.into() }));
    }
}

/// Whether a body's name that no list has is more than one name: nothing in the world is called that.
fn is_several(data: &Data, words: &str) -> bool {
    [", ", "; ", " v. "].iter().any(|between| words.contains(between)) && data.lexicon.find(words).is_none()
}

/// Whether the lists, or a body's own word for itself, say that a name is nothing of that kind: then the label is wrong, or the link.
fn contradicts(data: &Data, label: Kind, words: &str) -> bool {
    /// Bodies that news also names the buildings of.
    const BUILDINGS: &[&str] =
        &["White House", "Kremlin", "Pentagon", "Downing Street", "Blue House", "Capitol"];
    /// All that a list can say a name is.
    const ALL: [(Kind, Senses); 5] = [
        (Kind::Court, Senses::COURT),
        (Kind::Agency, Senses::AGENCY),
        (Kind::Law, Senses::LAW),
        (Kind::Place, PLACE),
        (Kind::Organization, Senses::ORGANIZATION),
    ];
    const PLACE: Senses = Senses(Senses::ANYWHERE.0 | Senses::STATE.0);
    if BUILDINGS.contains(&words) {
        return false;
    }
    let upper = words.chars().all(|letter| !letter.is_lowercase());
    let senses = data.lexicon.find(words).map_or(Senses::default(), |entry| entry.as_written(upper).senses);
    let mut listed = ALL.iter().filter(|(_, sense)| senses.any(*sense)).peekable();
    if listed.peek().is_some() {
        return !listed.any(|&(kind, _)| kind == label);
    }
    let last = words.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let court = matches!(last.as_str(), "court" | "courts" | "tribunal" | "circuit");
    match label {
        Kind::Court => kind(&fold(words)).ends_with("-ministry"),
        Kind::Agency | Kind::Organization | Kind::Law => court,
        _ => false,
    }
}

/// Takes in the place that a body's name holds, or the country whose it is.
fn hear_of_a_body(data: &Data, whereabouts: &mut Whereabouts<'_>, words: &str, start: usize) {
    let lexicon = &data.lexicon;
    if let Some(line) = lexicon.named(words) {
        // `Supreme Court of Georgia`: the lists know the state's, the article may mean the country's.
        if let Some((_, name)) = trailing(data, words).filter(|(_, name)| is_twofold(&data.places, name)) {
            let end = start + words.len();
            whereabouts.note(name, end - name.len(), end);
            return;
        }
        if reach(&kind(&fold(words))) == Reach::Itself {
            whereabouts.hear_of(start, line.country);
        }
        return;
    }
    if let Some(end) = leading(data, words) {
        whereabouts.note(words.get(..end).unwrap_or_default(), start, start + end);
    } else if let Some((_, name)) = trailing(data, words) {
        let end = start + words.len();
        whereabouts.note(name, end - name.len(), end);
    }
}

/// Whether a name is a country's and a state's.
fn is_twofold(places: &Places, name: &str) -> bool {
    let found = places.named(&fold(name));
    found.iter().any(|&place| places.level(place) == Level::Country)
        && found.iter().any(|&place| is_state(places, place))
}

/// What a place's name stands for, and what speaks for it.
fn place(data: &Data, choice: Option<Choice>, words: &str) -> Option<(Link, String)> {
    /// From how many people on a town is meant rather than what the lists have under its name, as [`Places::size`] says it.
    const KNOWN: i32 = 40;
    let places = &data.places;
    let listed = data
        .lexicon
        .find(words)
        .filter(|entry| entry.reference != 0 && !entry.senses.any(Senses::ORGANIZATION));
    let certain = |choice: Choice| match choice.why {
        Why::Behind(_) | Why::Around(_) | Why::Among => true,
        _ if !choice.usual => false,
        _ => match places.level(choice.place) {
            Level::Town | Level::Region => places.size(choice.place) >= KNOWN,
            _ => true,
        },
    };
    if let Some(choice) = choice.filter(|&choice| listed.is_none() || certain(choice)) {
        return Some((link_to(places, choice.place, words), explain(places, choice, words)));
    }
    if let Some(entry) = listed {
        let link = entry.link(&data.lexicon, words)?;
        let name = link.name.to_string();
        return Some((link, name));
    }
    // `Southern District of New York`: where that court sits.
    let court = format!("U.S. District Court for the {words}");
    let court = words.contains("District of").then(|| data.lexicon.find(&court)).flatten();
    court.is_some_and(|entry| entry.reference != Entry::OWN).then(|| {
        let link = Link { country: Some("US".into()), ..own(&slug(words), words) };
        (link, "a federal court's district".to_owned())
    })
}

fn link_to(places: &Places, place: Place, words: &str) -> Link {
    let (north, east) = places.at(place);
    Link {
        id: places.id(place).to_string().into(),
        authority: "geonames".into(),
        name: name_of(places, place, words).into(),
        country: places.code(place).map(Into::into),
        at: Coordinates::of(f64::from(north) / 100.0, f64::from(east) / 100.0)
            .filter(|_| (north, east) != (0, 0)),
    }
}

/// Its name where the atlas keeps it, else the mention's, in small letters where that is all capitals.
fn name_of(places: &Places, place: Place, words: &str) -> String {
    if let Some((name, _)) = places.label(place) {
        return name.to_owned();
    }
    if words.chars().any(char::is_lowercase) {
        return words.to_owned();
    }
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter();
        first.chain(letters.flat_map(char::to_lowercase)).collect::<String>()
    };
    words.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

/// `Springfield, Illinois, US; the article names Illinois`.
fn explain(places: &Places, choice: Choice, words: &str) -> String {
    let place = choice.place;
    let mut said = name_of(places, place, words);
    let region =
        places.region(place).filter(|&region| region != place).and_then(|region| places.label(region));
    if let Some((region, _)) = region {
        said.push_str(", ");
        said.push_str(region);
    }
    if let Some(code) = places.code(place).filter(|_| places.level(place) != Level::Country) {
        said.push_str(", ");
        said.push_str(code);
    }
    let name = |place: Place| places.label(place).map_or("", |(name, _)| name);
    let why = match choice.why {
        Why::Only => "the only one of that name".to_owned(),
        Why::Behind(larger) => format!("{} stands behind it", name(larger)),
        Why::Around(_) => "what stands before it lies in it".to_owned(),
        Why::Among => "listed with its like".to_owned(),
        Why::Within(larger) => format!("the article names {}", name(larger)),
        Why::Near => "the article names places near it".to_owned(),
        Why::Biggest => "the biggest of that name".to_owned(),
    };
    format!("{said}; {why}")
}
