//! The atlas: countries, their first-level regions, the counties of the United States and towns, each with its GeoNames
//! id, where it lies, how many live there and what it belongs to; read where it lies in `data/places.bin`.
//!
//! The file: nine numbers of four bytes ([`Counts`]); for each place a byte in each of eight columns; two letters a country;
//! where each group of places begins and what it belongs to; labels, one a line, of all but counties and towns; then the
//! names in order, sixteen a block, each with the length it shares with the one before, its own length, how many places
//! bear it, and its own bytes; last the places that the names stand for, in the names' order. Numbers have their low byte
//! first; columns of several bytes stand apart, low bytes first.

use std::cmp::Ordering;

use crate::text::is_unseen;

/// How many names a block has.
pub const BLOCK: usize = 16;

/// What one byte a place is said in.
const COLUMNS: usize = 8;

/// What stands before a nation's adjective among the names: `*russian`.
pub const NATION: &str = "*";

/// What stands before a name among the names that those who bear it have beside their usual one: `=bombay`.
pub const OTHER: &str = "=";

/// What stands before an abbreviation among the names: `~minn`.
pub const SHORT: &str = "~";

/// A place: its row in the atlas. Rows go from countries to continents, regions, counties and towns, those of a region together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place(pub u16);

/// What kind of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Country,
    Continent,
    /// A state, province, oblast.
    Region,
    /// Of the United States.
    County,
    Town,
}

/// How many there are of each thing, in the order in which the file says so.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Places of each level, in the order of the rows.
    pub levels: [usize; 5],
    /// Groups of places.
    pub groups: usize,
    /// Bytes of labels.
    pub labels: usize,
    /// Bytes of names.
    pub names: usize,
    /// Places that names stand for.
    pub references: usize,
}

impl Counts {
    /// The numbers as the file holds them.
    pub fn numbers(&self) -> [usize; 9] {
        let [countries, continents, regions, counties, towns] = self.levels;
        let Counts { groups, labels, names, references, .. } = *self;
        [countries, continents, regions, counties, towns, groups, labels, names, references]
    }

    fn read(file: &[u8]) -> Option<Counts> {
        let mut numbers = file.chunks_exact(4).map(number);
        let mut next = || numbers.next();
        let levels = [next()?, next()?, next()?, next()?, next()?];
        Some(Counts { levels, groups: next()?, labels: next()?, names: next()?, references: next()? })
    }
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte))
}

/// The atlas.
#[derive(Default)]
pub struct Places {
    counts: Counts,
    rows: usize,
    columns: &'static [u8],
    codes: &'static [u8],
    groups: &'static [u8],
    /// One for each place from the first on.
    labels: Vec<&'static [u8]>,
    blocks: &'static [u8],
    names: &'static [u8],
    references: &'static [u8],
}

impl Places {
    /// The atlas in these bytes; `None` if they hold none.
    pub(super) fn new(file: &'static [u8]) -> Option<Places> {
        let counts = Counts::read(file)?;
        let rows = counts.levels.iter().sum::<usize>();
        let mut rest = file.get(4 * counts.numbers().len()..)?;
        let mut take = |length: usize| {
            let (part, after) = rest.split_at_checked(length)?;
            rest = after;
            Some(part)
        };
        let columns = take(COLUMNS * rows)?;
        let codes = take(2 * counts.levels[0])?;
        let groups = take(4 * counts.groups)?;
        let labels = take(counts.labels)?.split(|&byte| byte == b'\n').collect();
        let count = number(take(4)?);
        let blocks = take(6 * count)?;
        let names = take(counts.names)?;
        let references = take(2 * counts.references)?;
        Some(Places { counts, rows, columns, codes, groups, labels, blocks, names, references })
    }

    /// The places that a name stands for, by its [`fold`]ed form.
    pub(super) fn named(&self, name: &str) -> Vec<Place> {
        let block = |at: usize| self.blocks.get(6 * at..6 * at + 6);
        // A block's first name shares nothing with the one before.
        let first = |at: usize| {
            let at = number(&block(at)?[..3]);
            self.names.get(at + 3..at + 3 + usize::from(*self.names.get(at + 1)?))
        };
        // The last block whose first name is not beyond this one.
        let (mut low, mut high) = (0, self.blocks.len() / 6);
        while low < high {
            let middle = (low + high) / 2;
            match first(middle) {
                Some(first) if first <= name.as_bytes() => low = middle + 1,
                _ => high = middle,
            }
        }
        let Some(block) = low.checked_sub(1).and_then(block) else { return Vec::new() };
        let (mut at, mut reference) = (number(&block[..3]), number(&block[3..]));
        let mut known = Vec::new();
        for _ in 0..BLOCK {
            let Some((bearers, next)) = self.name_at(at, &mut known) else { break };
            match known.as_slice().cmp(name.as_bytes()) {
                Ordering::Less => (at, reference) = (next, reference + bearers),
                Ordering::Equal => {
                    return (reference..reference + bearers).filter_map(|at| self.reference(at)).collect();
                }
                Ordering::Greater => break,
            }
        }
        Vec::new()
    }

    /// Puts the name that begins at a byte in the place of the one before it; says how many bear it, and where the next begins.
    fn name_at(&self, at: usize, name: &mut Vec<u8>) -> Option<(usize, usize)> {
        let &[shared, own, bearers] = self.names.get(at..at + 3)? else { return None };
        let end = at + 3 + usize::from(own);
        name.truncate(usize::from(shared));
        name.extend(self.names.get(at + 3..end)?);
        Some((usize::from(bearers), end))
    }

    fn reference(&self, at: usize) -> Option<Place> {
        let all = self.counts.references;
        Some(Place(u16::from_le_bytes([*self.references.get(at)?, *self.references.get(all + at)?])))
    }

    fn column(&self, place: Place, column: usize) -> u8 {
        let row = usize::from(place.0);
        if row < self.rows { self.columns.get(column * self.rows + row).copied().unwrap_or(0) } else { 0 }
    }

    /// Its GeoNames id.
    pub(super) fn id(&self, place: Place) -> u32 {
        u32::from_le_bytes([self.column(place, 4), self.column(place, 5), self.column(place, 6), 0])
    }

    /// Where it lies, in hundredths of a degree north and east. Of more than a town: where the middle of its people is.
    pub(super) fn at(&self, place: Place) -> (i32, i32) {
        let column = |low: usize| {
            i32::from(u16::from_le_bytes([self.column(place, low), self.column(place, low + 1)]))
        };
        (column(0) - 9_000, column(2) - 18_000)
    }

    /// How many live there: twice the power of two, one more from half-way to the next on.
    pub(super) fn size(&self, place: Place) -> i32 {
        i32::from(self.column(place, 7))
    }

    /// What kind of place it is.
    pub(super) fn level(&self, place: Place) -> Level {
        const LEVELS: [Level; 5] =
            [Level::Country, Level::Continent, Level::Region, Level::County, Level::Town];
        let mut end = 0;
        for (count, level) in self.counts.levels.iter().zip(LEVELS) {
            end += count;
            if usize::from(place.0) < end {
                return level;
            }
        }
        Level::Town
    }

    /// What it belongs to: a town to its region, a county to its state, a region to its country.
    pub(super) fn parent(&self, place: Place) -> Option<Place> {
        let all = self.counts.groups;
        let pair = |at: usize, column: usize| {
            let low = *self.groups.get(2 * column * all + at)?;
            Some(u16::from_le_bytes([low, *self.groups.get((2 * column + 1) * all + at)?]))
        };
        let (mut low, mut high) = (0, all);
        while low < high {
            let middle = (low + high) / 2;
            if pair(middle, 0)? <= place.0 { low = middle + 1 } else { high = middle }
        }
        pair(low.checked_sub(1)?, 1).filter(|&parent| parent != u16::MAX).map(Place)
    }

    /// The region it lies in, or is.
    pub(super) fn region(&self, place: Place) -> Option<Place> {
        let own = Some(place).filter(|&place| self.level(place) == Level::Region);
        own.or_else(|| self.parent(place).filter(|&parent| self.level(parent) == Level::Region))
    }

    /// The country it lies in, or is.
    pub(super) fn country(&self, place: Place) -> Option<Place> {
        let mut place = place;
        while self.level(place) != Level::Country {
            place = self.parent(place)?;
        }
        Some(place)
    }

    /// Its country's code: `US`.
    pub(super) fn code(&self, place: Place) -> Option<&'static str> {
        let row = usize::from(self.country(place)?.0);
        std::str::from_utf8(self.codes.get(2 * row..2 * row + 2)?).ok()
    }

    /// The country of that code.
    pub(super) fn country_of(&self, code: &str) -> Option<Place> {
        let at = self.codes.chunks_exact(2).position(|known| known == code.as_bytes())?;
        Some(Place(at as u16))
    }

    /// Its name and, of a state, its code; a county's and a town's are not kept.
    pub(super) fn label(&self, place: Place) -> Option<(&'static str, Option<&'static str>)> {
        let line = *self.labels.get(usize::from(place.0))?;
        let line = std::str::from_utf8(line).ok().filter(|line| !line.is_empty())?;
        Some(match line.split_once('\t') {
            Some((name, code)) => (name, Some(code)),
            None => (line, None),
        })
    }
}

/// The form a place's name is found by: small letters without their marks, apostrophes and full stops dropped, other signs as
/// spaces, `saint`, `fort` and `mount` as they are shortened, no article before it.
pub fn fold(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            'a'..='z' | '0'..='9' => plain.push(character),
            'A'..='Z' => plain.push(character.to_ascii_lowercase()),
            '.' | '\'' | '’' | '‘' | '`' | 'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' => {}
            _ if is_unseen(character) => {}
            _ if character.is_alphanumeric() => {
                character.to_lowercase().for_each(|small| unmark(small, &mut plain))
            }
            // Marks that combine with the letter before them.
            '\u{300}'..='\u{36f}' => {}
            _ => plain.push(' '),
        }
    }
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    if words.len() > 1 && words.first() == Some(&"the") {
        words.remove(0);
    }
    for word in &mut words {
        *word = match *word {
            "saint" => "st",
            "sainte" => "ste",
            "fort" => "ft",
            "mount" => "mt",
            other => other,
        };
    }
    words.join(" ")
}

/// The plain letters that stand for a small letter with marks.
fn unmark(letter: char, plain: &mut String) {
    const PLAIN: [(&str, &str); 27] = [
        ("áàâäãåāăąạảấầẩẫậắằẳẵặǎ", "a"),
        ("æǣ", "ae"),
        ("ćčçĉċ", "c"),
        ("ďđḑḍð", "d"),
        ("éèêëēėęěĕẹẻẽếềểễệǝə", "e"),
        ("ğģġǧ", "g"),
        ("ħḩḥḫ", "h"),
        ("íìîïīįıĭĩỉị", "i"),
        ("ķ", "k"),
        ("łļľĺ", "l"),
        ("ñńņňŋ", "n"),
        ("óòôöõøōőŏọỏốồổỗộớờởỡợơ", "o"),
        ("œ", "oe"),
        ("řŕŗ", "r"),
        ("şśšșŝṣ", "s"),
        ("ß", "ss"),
        ("ţťțṭ", "t"),
        ("þ", "th"),
        ("úùûüūůűųŭũụủứừửữựư", "u"),
        ("ŵ", "w"),
        ("ýÿŷỳỵỷỹ", "y"),
        ("žźżẓ", "z"),
        ("ḵ", "k"),
        ("ẕ", "z"),
        ("ṟ", "r"),
        ("ḏ", "d"),
        ("ṯ", "t"),
    ];
    match PLAIN.iter().find(|(marked, _)| marked.contains(letter)) {
        Some((_, letters)) => plain.push_str(letters),
        // `İ` in small letters is an i and a dot above it.
        None if ('\u{300}'..='\u{36f}').contains(&letter) => {}
        None => plain.push(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagging::Data;

    #[test]
    fn names_find_their_places() {
        let places = &Data::embedded().places;
        for (name, id, code) in [
            ("Mexico", 3_996_063, "MX"),
            ("U.S.", 6_252_001, "US"),
            ("Fort Worth", 4_691_930, "US"),
            ("Kiev", 703_448, "UA"),
            ("São Paulo", 3_448_439, "BR"),
            ("Sao Paulo", 3_448_439, "BR"),
            ("Bartholomew County", 4_254_165, "US"),
            ("Chiapas", 3_531_011, "MX"),
        ] {
            let found = places.named(&fold(name));
            let place = found.iter().find(|&&place| places.id(place) == id);
            let place = place.unwrap_or_else(|| panic!("{name}: {found:?}"));
            assert_eq!(places.code(*place), Some(code), "{name}");
        }
        assert_eq!(places.named("no such place"), []);
        assert_eq!(places.named(""), []);
        assert_eq!(places.named("漢"), []);
    }

    #[test]
    fn places_know_what_they_belong_to() {
        let places = &Data::embedded().places;
        let town = places.named("ft worth")[0];
        let (north, east) = places.at(town);
        assert!((north - 3273).abs() < 3 && (east + 9732).abs() < 3, "{north} {east}");
        let state = places.region(town).expect("it lies in a state");
        assert_eq!((places.level(town), places.level(state)), (Level::Town, Level::Region));
        assert_eq!(places.label(state), Some(("Texas", Some("TX"))));
        assert_eq!(places.country(town), places.country_of("US"));
        assert_eq!(places.label(town), None);
        assert_eq!(places.country(places.named("europe")[0]), None);
    }

    #[test]
    fn damaged_bytes_are_no_atlas() {
        assert!(Places::new(&[]).is_none());
        assert!(Places::new(&[1; 40]).is_none());
        let empty = Places::default();
        assert_eq!(empty.named("paris"), []);
        assert_eq!((empty.id(Place(7)), empty.parent(Place(7)), empty.label(Place(0))), (0, None, None));
    }

    #[test]
    fn folded() {
        assert_eq!(fold("The Saint-Étienne’s  Mount"), "st etiennes mt");
        assert_eq!(fold("U.S."), "us");
        assert_eq!(fold("İzmir, 漢 👩‍🚀"), "izmir 漢");
        assert_eq!(fold("the"), "the");
        assert_eq!(fold(""), "");
    }
}
