//! Bylines: who wrote an article, and for whom.

/// Who a line says wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    /// The names, in the line's order.
    pub authors: Vec<String>,
    /// The paper that stands after the names: `CNN`.
    pub site: Option<String>,
}

/// How a byline begins, in lower case.
const LEADS: &[&str] = &[
    "by:",
    "by ",
    "written by:",
    "written by",
    "story by",
    "words by",
    "reported by",
    "posted by",
    "published by",
    "author:",
    "authors:",
    "text by",
    "von ",
    "par ",
    "por ",
    "por:",
    "di ",
    "door ",
    "av ",
    "автор:",
    "автор ",
    "texte :",
    "текст:",
    "文/",
    "记者",
    "作者：",
    "作者:",
    "بقلم",
    "كتب",
    "opinion by",
    "analysis by",
    "review by",
    "updated by",
    "from ",
    "autor:",
    "autore:",
];

/// Words of a byline that are no part of a name.
const TITLES: &[&str] = &[
    "staff writer",
    "staff",
    "reporter",
    "correspondent",
    "editor",
    "writer",
    "contributor",
    "columnist",
    "senior",
    "associate",
    "columnist",
    "author",
    "special to",
    "contributing",
    "health",
    "news",
    "digital",
    "for ",
    "the ",
    "published",
    "updated",
    "posted",
    "photograph",
    "photo",
];

/// Words that tell a paper or an agency from a person.
const PAPERS: &[&str] = &[
    "news",
    "press",
    "times",
    "post",
    "reuters",
    "cnn",
    "ap",
    "afp",
    "bbc",
    "media",
    "magazine",
    "journal",
    "tribune",
    "herald",
    "network",
    "agency",
    "staff",
    "daily",
    "today",
    "tv",
    "radio",
    "online",
    "service",
    "wire",
    "inc",
    "llc",
    "editors",
    "desk",
    "team",
    "globe",
    "guardian",
    "bloomberg",
    "chronicle",
    "gazette",
    "sun",
    "star",
    "npr",
    "pti",
    "ians",
    "ani",
    "efe",
    "dpa",
    "writer",
    "reporter",
    "editor",
    "correspondent",
    "contributor",
    "columnist",
    "weekly",
    "bureau",
    "sports",
    "university",
    "company",
    "newsroom",
];

/// Small words inside a name.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "di", "del", "della", "van", "von", "der", "den", "la", "le", "al",
    "bin", "el", "y", "e", "du", "ter", "ten", "zu",
];

/// The byline that a line is; `None` if it is none. A line that begins like one but names nobody is none.
pub(super) fn byline(line: &str) -> Option<Byline> {
    if line.len() > 240 {
        return None;
    }
    let mut reach = line.len().min(32);
    while !line.is_char_boundary(reach) {
        reach -= 1;
    }
    // Most lines begin like none of them.
    let first = line.bytes().next()?.to_ascii_lowercase();
    if first.is_ascii() && !LEADS.iter().any(|lead| lead.as_bytes()[0] == first) {
        return None;
    }
    let lower = line[..reach].to_lowercase();
    // Lower case may change a letter's length (`İ`): the lead is ASCII or as long either way where it matches.
    let lead = LEADS.iter().find(|lead| lower.starts_with(**lead))?;
    let rest = line.get(lead.len()..)?.trim_start_matches([':', ' ', '\u{a0}', '：']);
    let found = names(rest);
    (!found.authors.is_empty()).then_some(found)
}

/// The names in what follows "By", up to the first thing that is no name.
pub(super) fn names(rest: &str) -> Byline {
    let mut found = Byline::default();
    // A time, a handle or an address ends the names.
    let rest = rest
        .split(['|', '•', '·', '—', '–', '(', '/', '@', ';', '\u{2022}', '<', '['])
        .next()
        .unwrap_or_default();
    for part in rest
        .split(',')
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "))
        .flat_map(|part| part.split(" with "))
        .flat_map(|part| part.split(" und "))
        .flat_map(|part| part.split(" et "))
    {
        let part = part.trim().trim_start_matches("and ").trim_end_matches([' ', '-', '.']);
        let part = before_title(part);
        let titled = || {
            let lower = part.to_lowercase();
            TITLES.iter().any(|title| lower.starts_with(title))
        };
        if is_name(part) && !titled() {
            let name = proper(part);
            if !found.authors.contains(&name) && found.authors.len() < 12 {
                found.authors.push(name);
            }
        } else if !found.authors.is_empty() {
            if is_paper(part) {
                found.site = Some(part.to_owned());
            }
            break;
        }
    }
    found
}

/// A name without the date, address or title run on to it: `Ana Roe Published` to `Ana Roe`.
fn before_title(part: &str) -> &str {
    let mut end = glued_month(part).unwrap_or(part.len());
    for (at, _) in part.match_indices(' ') {
        let rest = part[at..].trim_start();
        // More than the longest of what is looked for.
        let rest = rest[..rest.floor_char_boundary(40)].to_lowercase();
        let number = rest.starts_with(|letter: char| letter.is_ascii_digit());
        let titled = TITLES.iter().any(|title| rest.starts_with(title))
            || rest.starts_with("- ")
            || rest.starts_with("for ");
        let month = [
            "january ",
            "february ",
            "march ",
            "april ",
            "june ",
            "july ",
            "august ",
            "september ",
            "october ",
            "november ",
            "december ",
            "jan ",
            "feb ",
            "aug ",
            "sept ",
            "oct ",
            "nov ",
            "dec ",
            "nov. ",
            "dec. ",
        ]
        .iter()
        .any(|month| rest.starts_with(month));
        if number || titled || month {
            end = end.min(at);
            break;
        }
    }
    part[..end].trim()
}

/// Where a month begins that is glued to a name before a day: `Ana RoeDec 20`.
fn glued_month(part: &str) -> Option<usize> {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    months.iter().find_map(|month| {
        let at = part.find(month)?;
        let glued = part[..at].ends_with(char::is_lowercase);
        let day = part[at..].trim_start_matches(char::is_alphabetic).trim_start_matches(['.', ' ']);
        (glued && day.starts_with(|letter: char| letter.is_ascii_digit())).then_some(at)
    })
}

/// Whether `part` reads like a person's name: two to five words with capitals, no digit, no paper.
pub(super) fn is_name(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let cased = part.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase());
    if !cased {
        // Scripts without capitals: a short run of letters.
        let letters = part.chars().count();
        return (2..=12).contains(&letters)
            && part.chars().all(|letter| letter.is_alphabetic() || letter == ' ' || letter == '·');
    }
    if !(2..=5).contains(&words.len()) || part.len() > 60 {
        return false;
    }
    let named = |word: &&str| {
        let first = word.chars().next().unwrap_or(' ');
        first.is_uppercase() && word.chars().all(|letter| letter.is_alphabetic() || "'’.-‑".contains(letter))
    };
    let capitals = words.iter().filter(|word| named(word)).count();
    let small = words.iter().filter(|word| PARTICLES.contains(word)).count();
    capitals >= 2
        && capitals + small == words.len()
        && !words.iter().any(|word| PAPERS.contains(&word.to_lowercase().as_str()))
}

/// Whether `field` names an agency, a site or an address rather than a person.
pub(super) fn is_office(field: &str) -> bool {
    let shouted = field.len() <= 6 && field.chars().all(|letter| !letter.is_lowercase());
    let known = field.split_whitespace().any(|word| PAPERS.contains(&word.to_lowercase().as_str()));
    let address = field.contains("://") || field.contains('@') || field.ends_with(".com");
    (shouted && field.is_ascii()) || known || address
}

/// Whether `part` reads like the name of a paper: `CNN`, `Associated Press`.
fn is_paper(part: &str) -> bool {
    let words = part.split_whitespace().count();
    let acronym = (2..=6).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_uppercase());
    let named = part.split_whitespace().any(|word| PAPERS.contains(&word.to_lowercase().as_str()));
    let desk = ["writer", "reporter", "editor", "staff", "correspondent"]
        .iter()
        .any(|desk| part.to_lowercase().contains(desk));
    (1..=5).contains(&words)
        && (acronym || named)
        && !desk
        && part.chars().next().is_some_and(char::is_uppercase)
}

/// A name set in capitals throughout, as names are written: `DORIC SAM` to `Doric Sam`.
fn proper(name: &str) -> String {
    let shouted = name.len() > 4 && name.chars().all(|letter| !letter.is_lowercase()) && name.contains(' ');
    if !shouted {
        return name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut written = String::new();
    let mut starts = true;
    for letter in name.chars() {
        if starts {
            written.push(letter)
        } else {
            written.extend(letter.to_lowercase())
        }
        starts = !letter.is_alphabetic();
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_bylines() {
        for (line, authors, site) in [
            ("By Priscilla Alvarez, CNN", "Priscilla Alvarez", Some("CNN")),
            (
                "By Ana Roe and Zoë O'Hara-Lee, Associated Press",
                "Ana Roe|Zoë O'Hara-Lee",
                Some("Associated Press"),
            ),
            ("By: Ana Roe, José de la Cruz - @paper", "Ana Roe|José de la Cruz", None),
            ("BY ANA ROE", "Ana Roe", None),
            ("By Ana Roe Published June 3, 2020", "Ana Roe", None),
            ("Von Jürgen Groß", "Jürgen Groß", None),
            ("作者：王小明", "王小明", None),
            ("By J. Doe | 3 June", "J. Doe", None),
            ("By Ana RoeDec. 20, 2023", "Ana Roe", None),
            ("By Ana Roe, Contributing Writer", "Ana Roe", None),
            ("By staff", "", None),
            ("By the time they arrived, it was over.", "", None),
            ("By 2019 it was over", "", None),
        ] {
            let found = byline(line).unwrap_or_default();
            assert_eq!((found.authors.join("|").as_str(), found.site.as_deref()), (authors, site), "{line}");
        }
    }
}
