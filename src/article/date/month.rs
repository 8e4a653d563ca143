//! Names of months, in the languages news is most read in.

use super::Word;

/// Each month by its full names; whatever begins one and has three letters is a short form of it.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "januar",
        "jänner",
        "janvier",
        "enero",
        "gennaio",
        "janeiro",
        "januari",
        "января",
        "январь",
        "يناير",
        "كانون الثاني",
    ],
    &[
        "february",
        "februar",
        "février",
        "fevrier",
        "febrero",
        "febbraio",
        "fevereiro",
        "februari",
        "февраля",
        "февраль",
        "فبراير",
        "شباط",
    ],
    &["march", "märz", "maerz", "mars", "marzo", "março", "marco", "maart", "марта", "مارس", "آذار"],
    &["april", "avril", "abril", "aprile", "апреля", "апрель", "أبريل", "ابريل", "إبريل", "نيسان"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "maj", "мая", "май", "مايو", "أيار"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "июня", "июнь", "يونيو", "حزيران"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "июля", "июль", "يوليو", "تموز"],
    &["august", "août", "aout", "agosto", "augustus", "augusti", "августа", "أغسطس", "اغسطس", "آب"],
    &[
        "september",
        "septembre",
        "septiembre",
        "setiembre",
        "settembre",
        "setembro",
        "сентября",
        "сентябрь",
        "سبتمبر",
        "أيلول",
    ],
    &[
        "october",
        "oktober",
        "octobre",
        "octubre",
        "ottobre",
        "outubro",
        "октября",
        "октябрь",
        "أكتوبر",
        "اكتوبر",
        "تشرين الأول",
    ],
    &["november", "novembre", "noviembre", "novembro", "ноября", "ноябрь", "نوفمبر", "تشرين الثاني"],
    &[
        "december",
        "dezember",
        "décembre",
        "decembre",
        "diciembre",
        "dicembre",
        "dezembro",
        "декабря",
        "декабрь",
        "ديسمبر",
        "كانون الأول",
    ],
];

/// The longest name, in bytes.
const LONGEST: usize = 24;

/// The month that begins with word `at`, and how many words name it; words that merely begin like one
/// (`market`) do not.
pub(super) fn month_at(words: &[Word<'_>], at: usize) -> Option<(u32, usize)> {
    let word = words.get(at)?.text;
    if word.len() > LONGEST || word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let lower = word.to_lowercase();
    let first = lower.as_bytes().first()?;
    let short = lower.chars().count() >= 3;
    for (names, number) in MONTHS.iter().zip(1..) {
        for name in names.iter().filter(|name| name.as_bytes().first() == Some(first)) {
            let head = name.split(' ').next().unwrap_or_default();
            if head.len() < name.len() {
                let second = words.get(at + 1).map(|next| next.text).unwrap_or_default();
                if lower == head && name[head.len() + 1..] == *second {
                    return Some((number, 2));
                }
            } else if lower == *name
                || short && name.starts_with(&*lower) && name.is_char_boundary(lower.len())
            {
                return Some((number, 1));
            }
        }
    }
    None
}
