//! The labels of a project, with their colours, keys and guidelines.

use std::rc::Rc;

/// The name of a label, as files and exports write it: `COURT`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(Rc<str>);

impl Label {
    /// A label of that name; `None` for an empty one.
    pub fn new(name: &str) -> Option<Label> {
        (!name.trim().is_empty()).then(|| Label(name.trim().into()))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A label and what a person needs to use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelDef {
    /// Its name.
    pub label: Label,
    /// Its colour on light paper, `#rrggbb`.
    pub colour: String,
    /// Its colour on dark paper, `#rrggbb`; the light one where none is given.
    pub colour_dark: Option<String>,
    /// The key that sets it.
    pub key: Option<char>,
    /// What it covers and what it doesn't, for the annotator.
    pub guideline: String,
    /// What it is called elsewhere, by the tagger too: what comes in under one of these names gets this label. `None` where
    /// that is its own name.
    pub takes: Option<Vec<Label>>,
    /// Fields of a file that this version does not know, as they were written (a JSON object).
    pub extra: Option<Rc<str>>,
}

/// The keys that do something else, so that no label can have them.
///
/// They accept and reject, go to the next and the previous mark, move the ends of one, and show the map of keys.
pub const COMMAND_KEYS: &[char] = &['a', 'x', 'n', 'p', '.', ',', '[', ']', '{', '}', '?'];

/// The letters that labels get by themselves, once the digits are out: what does something else at first is not among
/// them.
const LETTERS: &str = "bcdfhjkloquvwyz";

/// Whether a label can have `key`: a character that can be typed alone and does nothing else.
pub fn is_label_key(key: char) -> bool {
    !key.is_whitespace() && !key.is_control() && !COMMAND_KEYS.contains(&key)
}

/// The labels of a project, in the order a person sees them. No two share a name or a key, every key passes
/// [`is_label_key`], and no two say that they take the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    labels: Vec<LabelDef>,
}

impl Schema {
    /// A schema of `labels`; `None` if two share a name or a key, or take the same name, or one has a key that no label can
    /// have.
    pub fn new(labels: Vec<LabelDef>) -> Option<Schema> {
        let sound = labels.iter().enumerate().all(|(at, def)| {
            let apart =
                |other: &LabelDef| other.label != def.label && (def.key.is_none() || other.key != def.key);
            def.key.is_none_or(is_label_key) && labels[..at].iter().all(apart)
        });
        let mut names: Vec<&Label> = labels.iter().flat_map(|def| &def.takes).flatten().collect();
        let all = names.len();
        names.sort();
        names.dedup();
        (sound && names.len() == all).then_some(Schema { labels })
    }

    /// The labels in order.
    pub fn labels(&self) -> &[LabelDef] {
        &self.labels
    }

    /// What is known of `label`.
    pub fn get(&self, label: &Label) -> Option<&LabelDef> {
        self.labels.iter().find(|def| def.label == *label)
    }

    /// The label that `key` sets.
    pub fn by_key(&self, key: char) -> Option<&LabelDef> {
        self.labels.iter().find(|def| def.key == Some(key))
    }

    /// The schema with `label` in it: itself, or with one more that has a neutral colour and the next free key.
    pub fn with(&self, label: &Label) -> Schema {
        self.with_def(&LabelDef {
            label: label.clone(),
            colour: "#4b524e".to_owned(),
            colour_dark: Some("#b2b9b3".to_owned()),
            key: None,
            guideline: String::new(),
            takes: None,
            extra: None,
        })
    }

    /// The schema with what `def` defines in it: itself if it has that label, or with one more. Where that has no key that
    /// is free, it gets the next free digit, else a letter of its name, else another, else none.
    pub fn with_def(&self, def: &LabelDef) -> Schema {
        let mut labels = self.labels.clone();
        if self.get(&def.label).is_none() {
            let free = |key: &char| is_label_key(*key) && self.by_key(*key).is_none();
            let of_name = || def.label.name().chars().flat_map(char::to_lowercase);
            let letter = || of_name().filter(|&key| LETTERS.contains(key)).chain(LETTERS.chars());
            let key = def.key.filter(free).or_else(|| ('1'..='9').chain(letter()).find(free));
            labels.push(LabelDef { key, ..def.clone() });
        }
        Schema { labels }
    }
}

/// The seven labels for news: courts, agencies, laws, places, persons, organisations, dates.
impl Default for Schema {
    fn default() -> Schema {
        let rows = [
            (
                "COURT",
                "#66008a",
                "#cfb4fe",
                "A named court, tribunal or judicial panel, short forms included: Supreme Court, 9th Circuit. \
                 Not a court without a name: a federal court, the lower court.",
            ),
            (
                "AGENCY",
                "#2e59d6",
                "#6997f6",
                "Any other named body of government, of any level, and bodies between governments: ministries, \
                 police, armed forces, legislatures, central banks: FBI, Senate, United Nations. Not the \
                 government, the police, or an office a person holds.",
            ),
            (
                "LAW",
                "#7b6100",
                "#fbe264",
                "Named statutes, bills, constitutions and their parts, treaties, orders, public programmes and \
                 legal cases: First Amendment, Roe v. Wade. Not a law without a name.",
            ),
            (
                "PLACE",
                "#0c5339",
                "#69d7a4",
                "Named countries, states, cities, natural features, addresses, roads, and facilities where things \
                 happen: Mexico, Suchiate river. Not nationalities, nor a place inside another name.",
            ),
            (
                "PERSON",
                "#ba1d7d",
                "#f55db3",
                "Names of people, fictional ones too, initials and nicknames: Marcelo Ebrard, AOC. Without the \
                 title before it.",
            ),
            (
                "ORGANIZATION",
                "#580f00",
                "#c88b5e",
                "Any other named organisation: companies, media, unions, parties, universities, teams, armed \
                 groups that are not a state's: CNN, Democratic Party. Not its members or products.",
            ),
            (
                "DATE",
                "#05314f",
                "#a8f2fc",
                "A calendar expression that holds a year, a month or a weekday, names a holiday, or a day relative \
                 to today: June 14, 2019; Wednesday; yesterday. Not a duration or a time of day.",
            ),
        ];
        let labels = rows
            .iter()
            .zip('1'..)
            .filter_map(|((name, light, dark, guideline), key)| {
                Some(LabelDef {
                    label: Label::new(name)?,
                    colour: (*light).to_owned(),
                    colour_dark: Some((*dark).to_owned()),
                    key: Some(key),
                    guideline: (*guideline).to_owned(),
                    takes: None,
                    extra: None,
                })
            })
            .collect();
        Schema { labels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_beyond_nine_get_letters_of_their_names_that_do_nothing_else() {
        let names =
            ["EVENT", "WEAPON", "SHIP", "STREET", "COMPANY", "Ōsaka", "漢", "SHIPYARD", "AAA", "EEE", "XYZ"];
        let schema =
            names.iter().fold(Schema::default(), |schema, name| schema.with(&Label::new(name).unwrap()));
        let keys: String = schema.labels().iter().map(|def| def.key.unwrap_or('-')).collect();
        assert_eq!(keys, "123456789hbckdyfjz");
        let all = (0..40).fold(Schema::default(), |schema, number| {
            schema.with(&Label::new(&format!("L{number}")).unwrap())
        });
        let keys = all.labels().iter().filter(|def| def.key.is_some()).count();
        assert_eq!(keys, 9 + LETTERS.len());
        assert!(Schema::new(all.labels().to_vec()).is_some(), "they are all sound");
    }
}
