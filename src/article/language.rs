//! Which language a text is in, by its script and its smallest words.

use std::sync::OnceLock;

use super::words::{LOWER, number, with_ascii, with_letter};

/// The smallest words of languages that share the Latin script, by BCP 47 tag.
const WORDS: &[(&str, &[&str])] = &[
    ("en", &["the", "and", "of", "to", "in", "that", "is", "was", "for", "with", "on", "he", "said"]),
    ("de", &["der", "die", "und", "das", "ist", "nicht", "mit", "den", "von", "sich", "auf", "ein", "eine"]),
    ("fr", &["le", "la", "les", "et", "des", "est", "une", "dans", "que", "pour", "du", "sur", "qui", "pas"]),
    ("es", &["el", "la", "los", "y", "que", "en", "una", "por", "con", "las", "del", "para", "se", "no"]),
    ("it", &["il", "di", "che", "e", "la", "un", "per", "non", "sono", "della", "con", "del", "gli", "alla"]),
    ("pt", &["o", "de", "que", "e", "do", "da", "em", "um", "para", "não", "uma", "os", "com", "dos"]),
    ("nl", &["de", "het", "een", "en", "van", "niet", "dat", "met", "voor", "zijn", "op", "te"]),
];

/// The longest of these words, in bytes.
const LONGEST: usize = 5;

/// The words above by number, to be found at once: one word a place, in the first free one from its own on.
fn known() -> &'static [(u64, u8); PLACES] {
    static KNOWN: OnceLock<[(u64, u8); PLACES]> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known = [(0, 0); PLACES];
        for (at, (_, words)) in WORDS.iter().enumerate() {
            for word in *words {
                let place = place(&known, number(word));
                known[place] = (number(word), known[place].1 | 1 << at);
            }
        }
        known
    })
}

/// Far more than there are words, so that most others meet an empty place.
const PLACES: usize = 1 << 10;

/// Where a word is, or would be.
fn place(known: &[(u64, u8); PLACES], number: u64) -> usize {
    let mut place = (number >> 54) as usize % PLACES;
    while known[place].1 != 0 && known[place].0 != number {
        place = (place + 1) % PLACES;
    }
    place
}

/// A word under way: its number and how many bytes it has.
#[derive(Default)]
struct Word {
    number: u64,
    length: usize,
}

/// The place of a letter's script in the list of [`language`].
fn script(letter: char) -> Option<usize> {
    Some(match letter {
        '\u{400}'..='\u{4ff}' => 0,
        '\u{4e00}'..='\u{9fff}' => 1,
        '\u{3040}'..='\u{30ff}' => 2,
        '\u{ac00}'..='\u{d7af}' => 3,
        '\u{600}'..='\u{6ff}' => 4,
        '\u{590}'..='\u{5ff}' => 5,
        '\u{370}'..='\u{3ff}' => 6,
        '\u{900}'..='\u{97f}' => 7,
        _ => return None,
    })
}

impl Word {
    fn add_ascii(&mut self, lower: u8) {
        self.length += 1;
        self.number = with_ascii(self.number, lower);
    }

    fn add(&mut self, letter: char) {
        self.length += letter.len_utf8();
        self.number = with_letter(self.number, letter);
    }

    /// Counts it at its place, if it is one of them, and begins the next.
    fn end(&mut self, known: &[(u64, u8); PLACES], seen: &mut [u32; PLACES]) {
        if (1..=LONGEST).contains(&self.length) {
            seen[place(known, self.number)] += 1;
        }
        (self.number, self.length) = (0, 0);
    }
}

/// The language of `text` by its first few thousand bytes; `None` if too little says so.
pub(super) fn language<'a>(lines: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let mut seen = [0_u32; PLACES];
    let known = known();
    let mut latin = 0_u32;
    let mut scripts =
        [("ru", 0_u32), ("zh", 0), ("ja", 0), ("ko", 0), ("ar", 0), ("he", 0), ("el", 0), ("hi", 0)];
    let mut read = 0;
    for line in lines {
        let mut reach = line.len().min(6000);
        while !line.is_char_boundary(reach) {
            reach -= 1;
        }
        let line = &line[..reach];
        read += line.len();
        let mut word = Word::default();
        for (at, byte) in line.bytes().enumerate() {
            let lower = LOWER[usize::from(byte)];
            if lower >= b'a' {
                latin += 1;
                word.add_ascii(lower);
            } else if byte.is_ascii() {
                word.end(known, &mut seen);
            } else if let Some(letter) = line.get(at..).and_then(|rest| rest.chars().next()) {
                if let Some(script) = script(letter) {
                    scripts[script].1 += 1;
                }
                if letter.is_alphabetic() {
                    word.add(letter);
                } else {
                    word.end(known, &mut seen);
                }
            }
        }
        word.end(known, &mut seen);
        if read > 6000 {
            break;
        }
    }
    let mut counts = [0_u32; WORDS.len()];
    for ((_, languages), seen) in known.iter().zip(seen).filter(|(_, seen)| *seen > 0) {
        for (language, count) in counts.iter_mut().enumerate() {
            *count += seen * u32::from((languages >> language) & 1);
        }
    }
    // A Japanese text has more Chinese characters than its own.
    if scripts[2].1 * 10 > scripts[1].1 {
        scripts[2].1 += scripts[1].1;
    }
    let (script, most) = scripts.into_iter().max_by_key(|(_, count)| *count)?;
    // A letter of these scripts says more than a Latin one, which stands in every text's names.
    if most * 2 > latin && most >= 8 {
        return Some(script);
    }
    let (best, count) = WORDS.iter().zip(counts).max_by_key(|(_, count)| *count)?;
    (count >= 3).then_some(best.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_longer_than_the_longest() {
        assert_eq!(WORDS.iter().flat_map(|(_, words)| *words).map(|word| word.len()).max(), Some(LONGEST));
    }

    #[test]
    fn knows_languages_by_little() {
        for (text, expected) in [
            ("The council said on Monday that it was ready to vote for the plan.", Some("en")),
            ("Der Rat hat am Montag nicht über die Pläne und das Geld entschieden.", Some("de")),
            ("Le conseil a voté lundi pour le projet qui est dans les cartons.", Some("fr")),
            ("El consejo votó el lunes por la obra que se hará en los barrios.", Some("es")),
            ("Il consiglio ha votato per la riforma che non piace alla destra e alla giunta.", Some("it")),
            (
                "O conselho não votou o plano que os vereadores e a prefeitura querem para uma praça.",
                Some("pt"),
            ),
            ("Совет проголосовал в понедельник", Some("ru")),
            ("理事会は月曜日に計画を承認した。", Some("ja")),
            ("理事会星期一批准了这项计划。", Some("zh")),
            ("وافق المجلس على الخطة", Some("ar")),
            ("", None),
        ] {
            assert_eq!(language([text].into_iter()), expected, "{text}");
        }
    }
}
