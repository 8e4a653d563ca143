//! Words and lines as numbers, and lower case, without memory for each.

/// How many words of a title or an address are compared; beyond them it is neither.
const MOST: usize = 200;

/// Some words, in whichever case, each by its [`number`].
#[derive(Clone, Debug, Default)]
pub(super) struct Words(Vec<u64>);

impl Words {
    /// These words; of a great many, the first ones.
    pub fn few<'a>(words: impl Iterator<Item = &'a str>) -> Words {
        Words::sorted(words.take(MOST).map(number).collect())
    }

    /// All words of these texts, as [`words`] tells them.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Words {
        let mut numbers = Vec::new();
        texts.for_each(|text| tell_numbers(text, |number| numbers.push(number)));
        Words::sorted(numbers)
    }

    fn sorted(mut numbers: Vec<u64>) -> Words {
        numbers.sort_unstable();
        numbers.dedup();
        Words(numbers)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the word of this number is one of them.
    pub fn contains(&self, number: u64) -> bool {
        self.0.binary_search(&number).is_ok()
    }
}

/// The words of three letters and more; characters that stand for words each by itself.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.len() > 4 || word.chars().count() > 2)
}

/// Each byte in lower case if it is an ASCII letter or digit, else 0.
pub(super) const LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            lower[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

/// Tells the [`number`] of each of a text's [`words`].
pub(super) fn tell_numbers(text: &str, mut tell: impl FnMut(u64)) {
    let (mut start, mut letters, mut number) = (0, 0, 0);
    for (at, byte) in text.bytes().enumerate() {
        let lower = LOWER[usize::from(byte)];
        if lower != 0 {
            number = mixed(number, u64::from(lower));
            letters += 1;
            continue;
        }
        if !byte.is_ascii() {
            // The bytes inside a letter go with its first one.
            let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
            if letter.is_alphanumeric() {
                number = with_letter(number, letter);
                letters += 1;
                continue;
            }
        }
        if letters > 2 || at - start > 4 {
            tell(number);
        }
        start = text.ceil_char_boundary(at + 1);
        (letters, number) = (0, 0);
    }
    if letters > 2 || text.len() - start > 4 {
        tell(number);
    }
}

/// The same number for the same word in whichever case; that two words share one is too rare to matter.
pub(super) fn number(word: &str) -> u64 {
    word.chars().fold(0, with_letter)
}

/// The number of a word whose letters before this one, in lower case, have that number.
pub(super) fn with_ascii(number: u64, lower: u8) -> u64 {
    mixed(number, u64::from(lower))
}

/// The same for any letter.
pub(super) fn with_letter(number: u64, letter: char) -> u64 {
    if letter.is_ascii() {
        return mixed(number, u64::from(letter.to_ascii_lowercase()));
    }
    // Greek has another small sigma at a word's end.
    letter
        .to_lowercase()
        .fold(number, |number, lower| mixed(number, u64::from(if lower == 'ς' { 'σ' } else { lower })))
}

/// The same number for the same bytes. Texts can be made that share one: whoever asks compares them, too.
pub(super) fn line_number(text: &str) -> u64 {
    let (eights, rest) = text.as_bytes().as_chunks::<8>();
    let number = eights.iter().fold(0, |number, eight| mixed(number, u64::from_le_bytes(*eight)));
    rest.iter().fold(number, |number, byte| mixed(number, u64::from(*byte)))
}

/// FxHash's step, from the Rust compiler: one turn, one product.
pub(super) fn mixed(number: u64, more: u64) -> u64 {
    (number.rotate_left(5) ^ more).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Writes `text` in lower case over what `lower` holds, as [`str::to_lowercase`] gives it.
pub(super) fn lower_into(text: &str, lower: &mut String) {
    lower.clear();
    if text.is_ascii() {
        lower.push_str(text);
        lower.make_ascii_lowercase();
        return;
    }
    let mut rest = text;
    loop {
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let from = lower.len();
        lower.push_str(&rest[..ascii]);
        lower[from..].make_ascii_lowercase();
        rest = &rest[ascii..];
        match rest.chars().next() {
            // Quotation marks and dashes, which have no case.
            Some(letter @ '\u{2000}'..='\u{206f}') => lower.push(letter),
            // What it becomes depends on where it stands.
            Some('Σ') => {
                *lower = text.to_lowercase();
                return;
            }
            Some(letter) => lower.extend(letter.to_lowercase()),
            None => return,
        }
        rest = &rest[rest.ceil_char_boundary(1)..];
    }
}

/// What `of` says of `word` in lower case.
pub(super) fn lowered<T>(word: &str, of: impl FnOnce(&str) -> T) -> T {
    let mut memory = [0; 80];
    match memory.get_mut(..word.len()) {
        Some(lower) if word.is_ascii() => {
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            of(std::str::from_utf8(lower).unwrap_or_default())
        }
        _ => of(&word.to_lowercase()),
    }
}

/// For each first letter of some phrases in lower case, the second ones, as bits: most texts begin like none of them.
pub(super) struct Begins([u32; 26]);

impl Begins {
    pub const fn of(phrases: &[&str]) -> Begins {
        let mut seconds = [0; 26];
        let mut at = 0;
        while at < phrases.len() {
            if let [first @ b'a'..=b'z', second, ..] = phrases[at].as_bytes() {
                seconds[(*first - b'a') as usize] |= 1 << (*second & 31);
            }
            at += 1;
        }
        Begins(seconds)
    }

    /// Whether a phrase may begin with these two bytes, in lower case; one that begins with no letter always may.
    pub fn may(&self, first: u8, second: u8) -> bool {
        let seconds = self.0.get(usize::from(first.wrapping_sub(b'a')));
        seconds.is_none_or(|seconds| seconds >> (second & 31) & 1 == 1)
    }

    /// Whether one of these phrases is in `lower`; they are those this was made of, and begin with letters.
    pub fn within(&self, lower: &str, phrases: &[&str]) -> bool {
        let bytes = lower.as_bytes();
        bytes.array_windows().enumerate().any(|(at, [first, second])| {
            let letter = first.is_ascii_lowercase() || !first.is_ascii();
            letter
                && self.may(*first, *second)
                && phrases.iter().any(|phrase| bytes[at..].starts_with(phrase.as_bytes()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_is_the_same_in_either_case() {
        for (one, other, same) in [
            ("Élan", "éLAN", true),
            ("ΟΔΟΣ", "οδος", true),
            ("漢字", "漢字", true),
            ("plan", "plans", false),
            ("ab", "ba", false),
        ] {
            assert_eq!(number(one) == number(other), same, "{one}");
        }
        let set = Words::of(["The plan, the Plan", "un été 👩‍🚀"].into_iter());
        assert_eq!((set.len(), set.contains(number("ÉTÉ")), set.contains(number("un"))), (3, true, false));
    }

    proptest! {
        #[test]
        fn phrases_are_met_wherever_they_stand(text in "(?s)([upd]|up|обн|é|漢|👩‍🚀|.){0,12}") {
            const LIST: &[&str] = &["up", "upd", "dp:", "обн", "漢"];
            let found = LIST.iter().any(|phrase| text.contains(phrase));
            prop_assert_eq!(Begins::of(LIST).within(&text, LIST), found);
            let starts = LIST.iter().any(|phrase| text.starts_with(phrase));
            let may = matches!(text.as_bytes(), [first, second, ..] if Begins::of(LIST).may(*first, *second));
            prop_assert!(!starts || may);
        }

        #[test]
        fn words_are_told_by_their_numbers(text in "(?s)([a-cA-CéÉΣςİ漢9“ ]|.){0,40}") {
            let mut told = Vec::new();
            tell_numbers(&text, |number| told.push(number));
            prop_assert_eq!(told, words(&text).map(number).collect::<Vec<_>>());
        }

        #[test]
        fn lower_case_is_the_library_s(text in "(?s)([A-Za-zéÉΣςİ漢“”—👩 ]|.){0,40}") {
            let mut lower = "before".to_owned();
            lower_into(&text, &mut lower);
            prop_assert_eq!(lower, text.to_lowercase());
            prop_assert!(lowered(&text, |lower| lower == text.to_lowercase()));
        }
    }
}
