//! Folding: words as a person searches for them, in small letters and without accents, so that `garcia` finds `García`.
//!
//! What is folded is a letter and its mark in scripts where a reader who leaves the mark out still means the word: Latin,
//! Greek, some of Cyrillic, the vowel points of Hebrew and Arabic. Marks that are letters of their own elsewhere stay.

/// `text` in small letters and without accents; unseen marks are left out, all else is as it was.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    push_folded(text, &mut folded);
    folded
}

/// Appends [`fold`] of `text`.
pub fn push_folded(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let from = folded.len();
        folded.push_str(text);
        if let Some(new) = folded.get_mut(from..) {
            new.make_ascii_lowercase();
        }
        return;
    }
    text.chars().for_each(|character| push_character(character, folded));
}

fn push_character(character: char, folded: &mut String) {
    if character.is_ascii() {
        return folded.push(character.to_ascii_lowercase());
    }
    if super::is_unseen(character) || is_dropped(character) {
        return;
    }
    for lower in character.to_lowercase() {
        match lower {
            'ß' => folded.push_str("ss"),
            'æ' | 'ǣ' | 'ǽ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ĳ' => folded.push_str("ij"),
            'ŀ' => folded.push('l'),
            // The letters and digits that East Asian text has at twice the width.
            '\u{ff01}'..='\u{ff5e}' => {
                let narrow = u32::from(lower) - 0xfee0;
                folded.push(char::from_u32(narrow).unwrap_or(lower).to_ascii_lowercase());
            }
            _ if is_dropped(lower) => {}
            _ => folded.push(plain(lower)),
        }
    }
}

/// Whether a mark stands on a letter that is the same without it.
fn is_dropped(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5bd}'
            | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
    )
}

/// A small letter without its accent.
fn plain(lower: char) -> char {
    let (table, first): (&[u8], u32) = match lower {
        '\u{c0}'..'\u{180}' => (LATIN, 0xc0),
        '\u{180}'..'\u{250}' => (MORE_LATIN, 0x180),
        '\u{1e00}'..'\u{1f00}' => (VIETNAMESE, 0x1e00),
        'ά' => return 'α',
        'έ' => return 'ε',
        'ή' => return 'η',
        'ί' | 'ϊ' | 'ΐ' => return 'ι',
        'ό' => return 'ο',
        'ύ' | 'ϋ' | 'ΰ' => return 'υ',
        'ώ' => return 'ω',
        // Another small letter where a word ends.
        'ς' => return 'σ',
        'ё' | 'ѐ' => return 'е',
        'ѝ' => return 'и',
        'أ' | 'إ' | 'آ' | 'ٱ' => return 'ا',
        _ => return lower,
    };
    match table.get((u32::from(lower) - first) as usize) {
        None | Some(b'.') => lower,
        Some(letter) => char::from(*letter),
    }
}

/// What each letter is without its accent; a full stop where it has none, from U+00C0.
const LATIN: &[u8] = b"aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll..llnnnnnn...oooooo..rrrrrrsssssssstttttt\
uuuuuuuuuuuuwwyyyzzzzzzs";

/// The same from U+0180.
const MORE_LATIN: &[u8] = b".................ff.............oo.............uu............................\
aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa..ooaaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy\
............................";

/// The same from U+1E00: Vietnamese, and letters of many other languages.
const VIETNAMESE: &[u8] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnn\
oooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s....\
aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, folded: &str) {
        assert_eq!(fold(text), folded);
    }

    #[test]
    fn accents_and_capitals_go() {
        check("The U.S. and GARCÍA’s café", "the u.s. and garcia’s cafe");
        check(
            "São Paulo, Łódź, Nováková, Đà Nẵng, Øre, İstanbul ŒUVRE Straße ẞ",
            "sao paulo, lodz, novakova, da nang, ore, istanbul oeuvre strasse ss",
        );
        check("Ǆ Þór ŀ Ĳ ÿ", "ǆ thor l ij y");
        // Composed and decomposed are one.
        check("e\u{301}\u{323} n\u{303}", "e n");
        check("Ελλάδα ΟΔΟΣ Ёж Йод", "ελλαδα οδοσ еж йод");
        check("שָׁלוֹם مُحَمَّد أحمد", "שלום محمد احمد");
        check("\u{feff}Pa\u{ad}ris\u{200e}", "paris");
    }

    #[test]
    fn what_has_no_accent_stays() {
        check("漢字 カガ か\u{3099} 한국 👩‍🚀\r\n", "漢字 カガ か\u{3099} 한국 👩‍🚀\r\n");
        check("ＡＢ１２", "ab12");
        check("नमस्ते กรุงเทพ", "नमस्ते กรุงเทพ");
        check("", "");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn case_does_not_matter(text in "[a-zà-öø-ÿāăąćčďđēęěğīłńňōőřśšşťūůűźžж漢é ]{0,40}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
        }

        #[test]
        fn pieces_fold_as_the_whole(one in any::<String>(), two in any::<String>()) {
            prop_assert_eq!(fold(&(one.clone() + &two)), fold(&one) + &fold(&two));
        }
    }
}
