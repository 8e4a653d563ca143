//! What the charts measure with: steps that a reader counts in, room for words, numbers for attributes.

/// How wide a character of the charts' 12 px letters is at most, on the whole.
const LETTER: f64 = 7.0;

/// A number as attributes have it, to a tenth of a pixel.
pub fn px(number: f64) -> String {
    let tenths = (number * 10.0).round();
    format!("{}", tenths / 10.0)
}

/// The room that `words` take in a chart.
pub fn room(words: &str) -> f64 {
    // Letters from there on are as wide as they are high.
    let wide = words.chars().filter(|letter| *letter >= '\u{2e80}').count();
    LETTER * (words.chars().count() + wide) as f64
}

/// As much of `words` as there is room for.
pub fn shortened(words: &str, within: f64) -> String {
    if room(words) <= within {
        return words.to_owned();
    }
    let mut short = String::new();
    for letter in words.chars() {
        if room(&short) + room(&letter.to_string()) + LETTER > within {
            break;
        }
        short.push(letter);
    }
    format!("{}…", short.trim_end())
}

/// The smallest step of 1, 2 or 5 with any number of noughts that has at most `most` steps to `end`.
pub fn step(end: u32, most: u32) -> u32 {
    let mut ten = 1u32;
    loop {
        for step in [ten, ten.saturating_mul(2), ten.saturating_mul(5)] {
            if end / step <= most || step == u32::MAX {
                return step;
            }
        }
        ten = ten.saturating_mul(10);
    }
}

/// The smallest step in days that has at most `most` of them in `days`: days, weeks, then about months and years.
pub fn days_step(days: i64, most: i64) -> i64 {
    const STEPS: [i64; 9] = [1, 2, 7, 14, 28, 56, 91, 182, 364];
    let most = most.max(1);
    STEPS.into_iter().find(|step| days / step < most).unwrap_or_else(|| 364 * (days / 364 / most + 1))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn steps_are_few_and_round() {
        for (end, expected) in [(0, 1), (1, 1), (4, 1), (5, 2), (9, 2), (10, 5), (214, 50), (100_000, 50_000)]
        {
            assert_eq!(step(end, 4), expected, "{end}");
        }
        assert_eq!(step(u32::MAX, 4), 1_000_000_000);
        for (days, expected) in
            [(0, 1), (4, 1), (5, 2), (12, 7), (30, 7), (100, 28), (400, 91), (4_000, 1092)]
        {
            assert_eq!(days_step(days, 5), expected, "{days}");
        }
    }

    #[wasm_bindgen_test]
    fn words_are_cut_to_the_room_there_is() {
        for (words, within, expected) in [
            ("Court", 70.0, "Court"),
            ("Organization", 70.0, "Organizat…"),
            ("Two words", 32.0, "Two…"),
            ("漢字漢字漢字", 70.0, "漢字漢字…"),
        ] {
            assert_eq!(shortened(words, within), expected);
        }
        assert_eq!((px(1.0), px(0.25), px(99.96)), ("1".to_owned(), "0.3".to_owned(), "100".to_owned()));
    }
}
