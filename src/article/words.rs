//! Words and lines as numbers, and lower case, without memory for each.

/// How many words of a title or an address are compared; beyond them it is neither.
const MOST: usize = 200;

/// Some words, in whichever case, each by its [`number`].
#[derive(Clone, Debug, Default)]
pub(super) struct Words(Vec<u64>);

impl Words {
    /// These words; of a great many, the first ones.
    pub fn few<'a>(words: impl Iterator<Item = &'a str>) -> Words {
        Words::all(words.take(MOST))
    }

    /// All of these words.
    pub fn all<'a>(words: impl Iterator<Item = &'a str>) -> Words {
        let mut words = Words(words.map(number).collect());
        words.0.sort_unstable();
        words.0.dedup();
        words
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

/// The same number for the same word in whichever case; that two words share one is too rare to matter.
pub(super) fn number(word: &str) -> u64 {
    let mut number = 0;
    for letter in word.chars() {
        if letter.is_ascii() {
            number = mixed(number, u64::from(letter.to_ascii_lowercase()));
        } else {
            for lower in letter.to_lowercase() {
                // Greek has another small sigma at a word's end.
                number = mixed(number, u64::from(if lower == 'ς' { 'σ' } else { lower }));
            }
        }
    }
    number
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
    for letter in text.chars() {
        match letter {
            // Quotation marks and dashes, which have no case.
            '\u{2000}'..='\u{206f}' => lower.push(letter),
            // What it becomes depends on where it stands.
            'Σ' => {
                *lower = text.to_lowercase();
                return;
            }
            _ if letter.is_ascii() => lower.push(letter.to_ascii_lowercase()),
            _ => lower.extend(letter.to_lowercase()),
        }
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
        let set = Words::all(words("The plan, the Plan: un été 👩‍🚀"));
        assert_eq!((set.len(), set.contains(number("ÉTÉ")), set.contains(number("un"))), (3, true, false));
    }

    proptest! {
        #[test]
        fn lower_case_is_the_library_s(text in "(?s)([A-Za-zéÉΣςİ漢“”—👩 ]|.){0,40}") {
            let mut lower = "before".to_owned();
            lower_into(&text, &mut lower);
            prop_assert_eq!(lower, text.to_lowercase());
        }
    }
}
