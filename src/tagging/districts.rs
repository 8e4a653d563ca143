//! Federal courts of the United States by the city they sit in or the district they are of.

use std::cell::OnceCell;

use super::data::Data;
use super::lexicon::{Line, own};
use super::owners::names_before;
use super::places::{Place, fold};
use crate::annotation::Link;

/// The federal courts of an article.
pub(super) struct Districts<'a> {
    data: &'static Data,
    text: &'a str,
    /// The court of the first district that it names, once that was asked.
    first: OnceCell<Option<Line>>,
}

impl<'a> Districts<'a> {
    /// Nothing looked up yet.
    pub(super) fn new(data: &'static Data, text: &'a str) -> Districts<'a> {
        Districts { data, text, first: OnceCell::new() }
    }

    /// A federal court by its city or district, an office of the United States' attorney by its district.
    /// `place` finds a city's place.
    pub(super) fn named(
        &self,
        words: &str,
        end: usize,
        place: impl Fn(&str) -> Option<Place>,
    ) -> Option<Link> {
        let key = fold(words);
        let after = self.text.get(end..)?;
        let nation =
            ["us ", "united states ", "federal "].iter().find_map(|nation| key.strip_prefix(nation))?;
        if nation.starts_with("attorney") && nation.contains("office") {
            let inside = words.split_once(" for the ").map(|(_, district)| district);
            // The article's one district, where none stands behind it.
            let anywhere = || *self.first.get_or_init(|| self.first_district());
            let beside = || after.strip_prefix(" for the ").and_then(|district| self.court_of(district));
            let court =
                inside.and_then(|district| self.court_of(district)).or_else(beside).or_else(anywhere)?;
            let named = format!("U.S. Attorney's Office, {}", court.name);
            return Some(Link { country: Some("US".into()), ..own(&format!("usao-{}", court.id), &named) });
        }
        if nation != "district court" {
            return None;
        }
        if let Some(district) = after.strip_prefix(" for the ") {
            return self.court_of(district).map(Line::link);
        }
        let after = after.strip_prefix(" in ")?;
        names_before(after).find_map(|city| {
            let seat = self.data.lexicon.entry([format!("court/{}", fold(city)).as_str()].into_iter());
            if let Some(line) = seat.and_then(|entry| self.data.lexicon.line(entry)) {
                return Some(line.link());
            }
            let places = &self.data.places;
            let state = places.region(place(city)?).and_then(|region| places.label(region))?.0;
            self.data
                .lexicon
                .named(&format!("U.S. District Court for the District of {state}"))
                .map(Line::link)
        })
    }

    /// The court of the district that a text begins with: `Western District of New York said`.
    fn court_of(&self, district: &str) -> Option<Line> {
        let district = district.get(..district.floor_char_boundary(60))?;
        let ends = district.char_indices().filter(|(_, letter)| !letter.is_alphanumeric()).map(|(at, _)| at);
        let ends: Vec<usize> = ends.chain([district.len()]).take(7).collect();
        let named = |at: &usize| {
            self.data.lexicon.named(&format!("U.S. District Court for the {}", district.get(..*at)?))
        };
        ends.iter().rev().find_map(named)
    }

    /// The court of the first district that the article names.
    fn first_district(&self) -> Option<Line> {
        self.text.match_indices(" District of ").find_map(|(at, _)| self.court_around(at))
    }

    /// The court of the district whose ` District of ` stands at `at`.
    fn court_around(&self, at: usize) -> Option<Line> {
        let start = self.text.get(..at)?.rfind(' ').map_or(0, |space| space + 1);
        self.court_of(self.text.get(start..)?).or_else(|| self.court_of(self.text.get(at + 1..)?))
    }
}
