//! What a line's letters and words say of it, in one pass over them.

use super::super::judge::begins_with_bullet;
use super::features::*;

/// Words shorter than that, in bytes, are in every text.
pub(super) const SHORT: usize = 4;

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

/// Which words of a list there are, by a number of thirteen bits: that an odd word shares one does no harm.
#[derive(Clone, Debug)]
pub(super) struct Few([u64; 128]);

impl Few {
    const fn of(list: &str) -> Few {
        let bytes = list.as_bytes();
        let mut bits = [0; 128];
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

    /// The long words of `text`.
    pub fn of_text(text: &str) -> Few {
        let mut few = Few::of("");
        words(text, |number, length| {
            if length >= SHORT {
                let place = place(number);
                few.0[place / 64] |= 1 << (place % 64);
            }
        });
        few
    }

    /// Whether a word is one of them.
    pub fn has(&self, number: u32) -> bool {
        let place = place(number);
        self.0[place / 64] & 1 << (place % 64) != 0
    }
}

static SMALL_WORDS_OF: Few = Few::of(SMALL);
static YOU_WORDS_OF: Few = Few::of(YOU);

/// FNV-1a.
const fn mixed(number: u32, byte: u8) -> u32 {
    (number ^ byte as u32).wrapping_mul(0x0100_0193)
}

const fn number_of(word: &str) -> u32 {
    let (mut number, mut at) = (0, 0);
    while at < word.len() {
        number = mixed(number, word.as_bytes()[at]);
        at += 1;
    }
    number
}

/// What addresses begin with.
const HTTP: u32 = number_of("http");
const HTTPS: u32 = number_of("https");
const WWW: u32 = number_of("www");

const fn place(number: u32) -> usize {
    (number ^ number >> 11 ^ number >> 22) as usize & 8191
}

/// Kinds of characters that are counted; the last one is not.
const COMMA: usize = 0;
const QUOTE: usize = 1;
const DIGIT: usize = 2;
const STOP: usize = 3;
const PIPE: usize = 4;
const BRACKET: usize = 5;
const CALL: usize = 6;
const AT: usize = 7;
const CAPITAL: usize = 8;
const REST: usize = 9;

/// The kind of each ASCII character.
static KINDS: [u8; 128] = {
    let mut kinds = [REST as u8; 128];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b',' => COMMA,
            b'"' => QUOTE,
            b'|' | b'/' => PIPE,
            b'(' => BRACKET,
            b'!' | b'?' => CALL,
            b'@' => AT,
            _ => REST,
        } as u8;
        byte += 1;
    }
    kinds
};

/// The kind of any other character.
fn kind(letter: char) -> usize {
    match letter {
        '،' | '，' | '、' => COMMA,
        '“' | '”' | '«' | '»' | '„' | '「' | '」' => QUOTE,
        '。' => STOP,
        '•' | '·' | '›' => PIPE,
        // Chinese, Japanese and Korean have no capitals.
        '\u{2000}'..='\u{d7ff}' => REST,
        _ if letter.is_uppercase() => CAPITAL,
        _ => REST,
    }
}

/// What one pass over a line counts.
#[derive(Default)]
struct Pass {
    kinds: [u32; REST + 1],
    letters: u32,
    /// How often something begins after a space, and how often that is a capital.
    starts: u32,
    capitals: u32,
}

/// Hands each word's number to `tell`, with its length in bytes: letters and digits in a row, ASCII in lower case.
fn pass(text: &str, mut tell: impl FnMut(u32, usize)) -> Pass {
    let mut pass = Pass::default();
    let bytes = text.as_bytes();
    let (mut at, mut number, mut length) = (0, 0, 0);
    let mut begins = true;
    while at < bytes.len() {
        // A stretch of ASCII letters and digits.
        let from = at;
        let (mut digits, mut capitals) = (0, 0);
        while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii_alphanumeric()) {
            number = mixed(number, byte | 0x20);
            digits += u32::from(byte.is_ascii_digit());
            capitals += u32::from(byte.is_ascii_uppercase());
            at += 1;
        }
        if at > from {
            pass.kinds[DIGIT] += digits;
            pass.kinds[CAPITAL] += capitals;
            pass.letters += (at - from) as u32;
            pass.starts += u32::from(begins);
            pass.capitals += u32::from(begins && bytes[from].is_ascii_uppercase());
            length += at - from;
            begins = false;
        }
        // And the character that ends it.
        let Some(byte) = bytes.get(at).copied() else { break };
        let (kind, word, size) = if byte < 128 {
            let kind = usize::from(KINDS[usize::from(byte)]);
            let stop = byte == b' ' && at > 0 && bytes[at - 1] == b'.';
            (if stop { STOP } else { kind }, false, 1)
        } else {
            let Some(letter) = text[at..].chars().next() else { break };
            // Punctuation: of Latin-1, general, of Chinese and Japanese.
            let mark =
                matches!(letter, '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}');
            (kind(letter), !mark, letter.len_utf8())
        };
        pass.kinds[kind] += 1;
        pass.letters += 1;
        let starts = begins && byte != b' ';
        pass.starts += u32::from(starts);
        pass.capitals += u32::from(starts && kind == CAPITAL);
        begins = byte == b' ';
        if word {
            number = bytes[at..at + size].iter().fold(number, |number, byte| mixed(number, byte | 0x20));
            length += size;
        } else if length > 0 {
            tell(number, length);
            (number, length) = (0, 0);
        }
        at += size;
    }
    if length > 0 {
        tell(number, length);
    }
    pass
}

/// Hands each word's number to `tell`, with its length in bytes.
pub(super) fn words(text: &str, tell: impl FnMut(u32, usize)) {
    pass(text, tell);
}

/// Fills in what `text` of that width says of itself, and hands each word to `tell`; how many words it has.
pub(super) fn fill(row: &mut [u8], text: &str, width: f32, mut tell: impl FnMut(u32, usize)) -> u32 {
    let (mut all, mut small, mut you, mut address) = (0_u32, 0, 0, false);
    let pass = pass(text, |number, length| {
        all += 1;
        address |= [HTTP, HTTPS, WWW].contains(&number);
        small += u32::from(SMALL_WORDS_OF.has(number));
        you += u32::from(YOU_WORDS_OF.has(number));
        tell(number, length);
    });
    let counted = |kind: usize| count(pass.kinds[kind] as usize, 20);
    let of = |some: u32, all: u32| part(some as f32, all as f32);
    row[WIDTH] = doublings(width as usize);
    row[LETTERS_A_WORD] = (width * 8.0 / all.max(1) as f32).min(254.0) as u8;
    row[COMMAS] = counted(COMMA);
    row[QUOTES] = counted(QUOTE);
    row[STOPS] = counted(STOP);
    row[DIGITS] = of(pass.kinds[DIGIT], pass.letters);
    row[CAPITALS] = of(pass.capitals, pass.starts);
    row[UPPER] = of(pass.kinds[CAPITAL], pass.letters);
    row[LOWER_START] = u8::from(text.starts_with(char::is_lowercase));
    row[QUOTE_START] = u8::from(text.starts_with(['"', '“', '\'', '‘', '«', '„', '「']));
    row[LAST] = text.chars().next_back().map_or(0, last);
    row[PIPES] = counted(PIPE);
    row[ADDRESS] = u8::from(pass.kinds[AT] > 0 || address);
    row[BRACKETS] = counted(BRACKET);
    row[CALLS] = counted(CALL);
    row[SMALL_WORDS] = of(small, all);
    row[YOU_WORDS] = of(you, all);
    row[BULLET] = u8::from(begins_with_bullet(text));
    all
}

/// What a line ends in.
fn last(letter: char) -> u8 {
    const ENDS: &[&str] = &[".。", "?？؟", "!！", ":：", "…", ")）", "\"”»」", "’'", ",，،", ";"];
    let known = ENDS.iter().position(|marks| marks.contains(letter));
    known.map_or(0, |at| at as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_letters_and_words() {
        let mut row = [NONE; OF_TEXT];
        fill(&mut row, "“The café, 漢字 (and 2 of you)!”", 30.0, |_, _| {});
        let known = [COMMAS, QUOTES, BRACKETS, CALLS, QUOTE_START, LAST, LOWER_START];
        assert_eq!(known.map(|at| row[at]), [1, 2, 1, 1, 1, 7, 0]);
        // the, and, of; you.
        assert_eq!([row[SMALL_WORDS], row[YOU_WORDS]], [part(3.0, 7.0), part(1.0, 7.0)]);
    }
}
