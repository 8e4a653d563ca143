//! What a line's letters and words say of it, in one pass over them.

use super::features::*;

/// Words that sentences are held together by.
const SMALL: &str = "the of and to in a is that for on with was as at by it he his be from are this has have had an were \
    but not they their which who will or been its more after about would when she her said also there than one \
    der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat \
    dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur \
    le la les de du des et en un une que qui dans pour pas sur au par plus ce avec il sont aux été ne se \
    el los del y las se por con para una su al lo como más pero sus fue o este ha è di che il per non una sono \
    con del della nel dei le alla os do da em um não uma na no dos mais foi ao pela как на не что с по это из";

/// Words that speak to the reader.
const YOU: &str =
    "you your our we us my i me sie ihre ihr wir uns vous votre nous notre usted su tu nosotros você seu nós";

/// Which words of a list there are, by a number of eleven bits: that an odd word shares one does no harm.
struct Few([u64; 32]);

impl Few {
    const fn of(list: &str) -> Few {
        let bytes = list.as_bytes();
        let mut bits = [0; 32];
        let (mut at, mut number) = (0, 0);
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b' ' {
                if number != 0 {
                    let place = place(number);
                    bits[place / 64] |= 1 << (place % 64);
                }
                number = 0;
            } else {
                number = mixed(number, bytes[at]);
            }
            at += 1;
        }
        Few(bits)
    }

    fn has(&self, number: u32) -> bool {
        let place = place(number);
        self.0[place / 64] & 1 << (place % 64) != 0
    }
}

static SMALL_WORDS_OF: Few = Few::of(SMALL);
static YOU_WORDS_OF: Few = Few::of(YOU);

const fn mixed(number: u32, byte: u8) -> u32 {
    (number ^ byte as u32).wrapping_mul(0x0100_0193) ^ number >> 15 ^ 0x9e37
}

const fn place(number: u32) -> usize {
    (number ^ number >> 11 ^ number >> 22) as usize & 2047
}

/// Hands each word's number to `tell`, with its length in bytes: letters and digits in a row, ASCII in lower case.
pub(super) fn words(text: &str, mut tell: impl FnMut(u32, usize)) {
    let (mut number, mut length) = (0, 0);
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let mut letter = byte.is_ascii_alphanumeric();
        if byte >= 0x80 {
            // Blocks of punctuation: of Latin-1, general, of Chinese and Japanese.
            let marks = match byte {
                0xc2 => 1,
                0xe2 | 0xe3 if bytes.clone().next() == Some(0x80) => 2,
                _ => 0,
            };
            letter = marks == 0;
            for _ in 0..marks {
                bytes.next();
            }
        }
        if letter {
            number = mixed(number, byte.to_ascii_lowercase());
            length += 1;
        } else if length > 0 {
            tell(number, length);
            (number, length) = (0, 0);
        }
    }
    if length > 0 {
        tell(number, length);
    }
}

/// Fills in what `text` of that width says of itself; how many words it has.
pub(super) fn fill(row: &mut [u8], text: &str, width: f32) -> u32 {
    let (mut commas, mut quotes, mut stops, mut digits, mut upper) = (0, 0, 0, 0, 0);
    let (mut pipes, mut brackets, mut calls, mut marks, mut letters) = (0, 0, 0, 0, 0);
    let (mut starts, mut capitals) = (0, 0);
    let mut before = ' ';
    for letter in text.chars() {
        letters += 1;
        if before == ' ' && letter != ' ' {
            starts += 1;
            capitals += usize::from(letter.is_uppercase());
        }
        match letter {
            'a'..='z' => {}
            ' ' => stops += usize::from(before == '.'),
            ',' | '،' | '，' | '、' => commas += 1,
            '"' | '“' | '”' | '«' | '»' | '„' | '「' | '」' => quotes += 1,
            '0'..='9' => digits += 1,
            '。' => stops += 1,
            '|' | '•' | '·' | '/' | '›' => pipes += 1,
            '(' => brackets += 1,
            '!' | '?' => calls += 1,
            '@' => marks += 1,
            _ => upper += usize::from(letter.is_uppercase()),
        }
        before = letter;
    }
    let (mut all, mut small, mut you) = (0_u32, 0, 0);
    words(text, |number, _| {
        all += 1;
        small += usize::from(SMALL_WORDS_OF.has(number));
        you += usize::from(YOU_WORDS_OF.has(number));
    });
    row[WIDTH] = doublings(width as usize);
    row[LETTERS_A_WORD] = (width * 8.0 / all.max(1) as f32).min(254.0) as u8;
    row[COMMAS] = count(commas, 20);
    row[QUOTES] = count(quotes, 20);
    row[STOPS] = count(stops, 20);
    row[DIGITS] = part(digits as f32, letters as f32);
    row[CAPITALS] = part(capitals as f32, starts as f32);
    row[UPPER] = part(upper as f32, letters as f32);
    row[LOWER_START] = u8::from(text.starts_with(char::is_lowercase));
    row[QUOTE_START] = u8::from(text.starts_with(['"', '“', '\'', '‘', '«', '„', '「']));
    row[LAST] = last(before);
    row[PIPES] = count(pipes, 20);
    row[ADDRESS] = u8::from(marks > 0 || text.contains("http") || text.contains("www."));
    row[BRACKETS] = count(brackets, 20);
    row[CALLS] = count(calls, 20);
    row[SMALL_WORDS] = part(small as f32, all as f32);
    row[YOU_WORDS] = part(you as f32, all as f32);
    row[BULLET] = u8::from(bullet(text));
    all
}

/// What a line ends in.
fn last(letter: char) -> u8 {
    const ENDS: &[&str] = &[".。", "?？؟", "!！", ":：", "…", ")）", "\"”»」", "’'", ",，،", ";"];
    let known = ENDS.iter().position(|marks| marks.contains(letter));
    known.map_or(0, |at| at as u8 + 1)
}

fn bullet(text: &str) -> bool {
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let numbered = (1..=2).contains(&digits) && matches!(text.as_bytes()[digits..], [b'.' | b')', b' ', ..]);
    numbered || text.starts_with(['•', '·', '▪', '●', '–', '*', '‣', '■']) || text.starts_with("- ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_letters_and_words() {
        let mut row = [NONE; OF_TEXT];
        fill(&mut row, "“The café, 漢字 (and 2 of you)!”", 30.0);
        let known = [COMMAS, QUOTES, BRACKETS, CALLS, QUOTE_START, LAST, LOWER_START];
        assert_eq!(known.map(|at| row[at]), [1, 2, 1, 1, 1, 7, 0]);
        // the, and, of; you.
        assert_eq!([row[SMALL_WORDS], row[YOU_WORDS]], [part(3.0, 7.0), part(1.0, 7.0)]);
    }
}
