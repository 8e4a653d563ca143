//! What the lists, patterns and rules find in a paragraph, before one reading is chosen.

use std::rc::Rc;

use super::lexicon::Entry;
use crate::annotation::Label;

/// The seven labels, in the guidelines' order: where two fit, the first wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A named court.
    Court,
    /// A named body of government.
    Agency,
    /// A statute, treaty, case, programme.
    Law,
    /// A named place.
    Place,
    /// A person's name.
    Person,
    /// Any other named organisation.
    Organization,
    /// A calendar expression.
    Date,
}

impl Kind {
    /// All of them in order.
    pub const ALL: [Kind; 7] =
        [Kind::Court, Kind::Agency, Kind::Law, Kind::Place, Kind::Person, Kind::Organization, Kind::Date];

    /// The name of its label.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Court => "COURT",
            Kind::Agency => "AGENCY",
            Kind::Law => "LAW",
            Kind::Place => "PLACE",
            Kind::Person => "PERSON",
            Kind::Organization => "ORGANIZATION",
            Kind::Date => "DATE",
        }
    }

    /// The kind whose label has that name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its label.
    pub fn label(self) -> Option<Label> {
        Label::new(self.name())
    }
}

/// What made a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A name in the lists that is hardly ever anything else.
    Listed,
    /// A city's name where the words around it speak of a place.
    City,
    /// A calendar expression.
    Calendar,
    /// Capitalised words with a head word that says what they name.
    Head,
    /// A place, a nation or a name before an institution in small letters: `Israeli military`.
    SmallHead,
    /// A number or an ordinal with `Section`, `Article`, `Amendment`.
    Section,
    /// `X v. Y`.
    Case,
    /// A street address, a numbered road.
    Address,
    /// A name after a title.
    Title,
    /// A given name before another capitalised word.
    GivenName,
    /// Two or three capitalised words of which nothing is known.
    TwoCapitals,
    /// Capitals only.
    Acronym,
    /// An acronym in brackets after its long form, wherever it stands.
    Bracket,
    /// A part of a name that stands in full elsewhere.
    ShortForm,
    /// The trained model.
    Model,
}

impl Rule {
    /// Which part of the tagger it belongs to.
    pub fn part(self) -> &'static str {
        match self {
            Rule::Listed | Rule::City => "gazetteer",
            Rule::Calendar | Rule::Head | Rule::SmallHead | Rule::Section | Rule::Case | Rule::Address => {
                "pattern"
            }
            Rule::Model => "model",
            _ => "rules",
        }
    }

    /// What it is, for a reader; `kind` is what it found.
    pub fn describe(self, kind: Kind) -> &'static str {
        match self {
            Rule::Listed => match kind {
                Kind::Court => "gazetteer: courts",
                Kind::Agency => "gazetteer: agencies",
                Kind::Law => "gazetteer: laws",
                Kind::Place => "gazetteer: places",
                Kind::Person => "gazetteer: persons",
                _ => "gazetteer: organisations",
            },
            Rule::City => "gazetteer: cities",
            Rule::Calendar => "pattern: date",
            Rule::Head => match kind {
                Kind::Court => "pattern: name with a court's head word",
                Kind::Agency => "pattern: name with an agency's head word",
                Kind::Law => "pattern: name with a law's head word",
                Kind::Place => "pattern: name with a place's head word",
                _ => "pattern: name with an organisation's head word",
            },
            Rule::SmallHead => "pattern: whose body it is, then its kind",
            Rule::Section => "pattern: numbered part of a law",
            Rule::Case => "pattern: a legal case",
            Rule::Address => "pattern: address or road",
            Rule::Title => "title before a name",
            Rule::GivenName => "given name before a capitalised word",
            Rule::TwoCapitals => "capitalised words that nothing else explains",
            Rule::Acronym => "acronym",
            Rule::Bracket => "acronym of a name in the text",
            Rule::ShortForm => "short form of a name in the text",
            Rule::Model => "model",
        }
    }
}

/// A finding: words `from..to` of a paragraph read as `kind`.
#[derive(Clone, Debug)]
pub struct Found {
    /// The first word.
    pub from: usize,
    /// The first word after it.
    pub to: usize,
    /// What it is taken for.
    pub kind: Kind,
    /// What made it.
    pub rule: Rule,
    /// What the lists know of it.
    pub entry: Option<Entry>,
    /// An ISO date.
    pub value: Option<Rc<str>>,
    /// How clearly the model decided for it, where it did: its lead over the next best tag.
    pub lead: Option<i32>,
    /// Whether a list or a fixed form holds to it, whatever the model reads.
    pub held: bool,
}

impl Found {
    /// A finding with nothing more known of it.
    pub fn new(from: usize, to: usize, kind: Kind, rule: Rule) -> Found {
        Found { from, to, kind, rule, entry: None, value: None, lead: None, held: false }
    }
}

/// One reading of overlapping findings: the longer wins, then the guidelines' order, then the stronger rule.
pub fn resolve(mut found: Vec<Found>) -> Vec<Found> {
    let rank = |found: &Found| (std::cmp::Reverse(found.to - found.from), found.kind, found.rule, found.from);
    found.sort_by_key(rank);
    let end = found.iter().map(|found| found.to).max().unwrap_or(0);
    let mut taken = vec![false; end];
    found.retain(|found| {
        let Some(places) = taken.get_mut(found.from..found.to) else { return false };
        let free = places.iter().all(|taken| !taken);
        if free {
            places.fill(true);
        }
        free
    });
    found.sort_by_key(|found| found.from);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_reading_wins_then_the_first_label() {
        let kept = resolve(vec![
            Found::new(0, 2, Kind::Place, Rule::Listed),
            Found::new(0, 4, Kind::Agency, Rule::Head),
            Found::new(5, 6, Kind::Organization, Rule::Acronym),
            Found::new(5, 6, Kind::Agency, Rule::Listed),
        ]);
        let kinds: Vec<_> = kept.iter().map(|found| (found.from, found.kind)).collect();
        assert_eq!(kinds, [(0, Kind::Agency), (5, Kind::Agency)]);
    }
}
