//! Words that keep their full stop, as news writes them.

/// Words after which a full stop belongs to the word and need not end a sentence. Without the stop, lower case.
const ABBREVIATIONS: &[&str] = &[
    "adm", "ala", "amb", "apr", "ariz", "ark", "assn", "asst", "atty", "aug", "ave", "blvd", "brig", "bros",
    "calif", "capt", "cir", "cmdr", "co", "col", "colo", "conn", "corp", "cpl", "ct", "dec", "del", "dept",
    "dr", "esq", "feb", "fla", "fri", "ft", "ga", "gen", "gov", "govs", "hon", "ill", "inc", "ind", "insp",
    "jan", "jr", "kan", "ky", "la", "lt", "ltd", "maj", "mass", "md", "messrs", "mich", "minn", "miss", "mo",
    "mon", "mont", "mr", "mrs", "ms", "msgr", "mt", "neb", "nev", "no", "nos", "nov", "oct", "okla", "ore",
    "pa", "penn", "pfc", "plc", "pres", "prof", "pvt", "rd", "rep", "reps", "rev", "sat", "sen", "sens",
    "sept", "sgt", "sr", "st", "ste", "sun", "supt", "tenn", "tex", "thu", "thur", "thurs", "tue", "tues",
    "u.k", "u.n", "u.s", "univ", "v", "va", "vs", "vt", "wash", "wed", "wis", "wyo", "n.y", "n.j", "d.c",
    "n.c", "s.c", "n.d", "s.d", "n.m", "n.h", "r.i", "w.va", "ph.d", "m.d", "b.c", "a.m", "p.m", "e.g",
    "i.e", "etc",
];

/// Whether `word`, without its full stop, is an abbreviation that keeps one: `Nov`, `Inc`, `U.S`, an initial.
pub fn is_abbreviation(word: &str) -> bool {
    let mut characters = word.chars();
    let (Some(first), rest) = (characters.next(), characters.as_str()) else { return false };
    if rest.is_empty() {
        return first.is_uppercase() || first == 'v';
    }
    if first.is_lowercase() && !matches!(word, "vs" | "a.m" | "p.m" | "e.g" | "i.e" | "etc" | "d.c") {
        return false;
    }
    // Letters that each stand alone between stops: U.S, D.C, J.R.R.
    if word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic)) {
        return true;
    }
    ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_stop_of_what_news_abbreviates() {
        for word in ["Nov", "Inc", "U.S", "D.C", "J", "St", "Calif", "Ala", "v", "a.m", "É"] {
            assert!(is_abbreviation(word), "{word}");
        }
        for word in ["", "miss", "sun", "court", "no", "漢字", "Mexico"] {
            assert!(!is_abbreviation(word), "{word}");
        }
    }
}
