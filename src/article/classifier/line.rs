//! What a line's letters and words say of it, in one pass over them.

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
const SMALL_LETTER: usize = 9;
const REST: usize = 10;

/// The kind of each ASCII character.
static KINDS: [u8; 128] = {
    let mut kinds = [REST as u8; 128];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b',' => COMMA,
            b'"' => QUOTE,
            b'0'..=b'9' => DIGIT,
            b'|' | b'/' => PIPE,
            b'(' => BRACKET,
            b'!' | b'?' => CALL,
            b'@' => AT,
            b'A'..=b'Z' => CAPITAL,
            b'a'..=b'z' => SMALL_LETTER,
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
struct Pass {
    kinds: [u32; REST + 1],
    letters: u32,
    /// How often something begins after a space, and how often that is a capital.
    starts: u32,
    capitals: u32,
    /// Whether the next character begins something.
    begins: bool,
    number: u32,
    length: usize,
}

/// Hands each word's number to `tell`, with its length in bytes: letters and digits in a row, ASCII in lower case.
fn pass(text: &str, mut tell: impl FnMut(u32, usize)) -> Pass {
    let mut pass =
        Pass { kinds: [0; REST + 1], letters: 0, starts: 0, capitals: 0, begins: true, number: 0, length: 0 };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let (kind, word, size) = if byte < 128 {
            let kind = usize::from(KINDS[usize::from(byte)]);
            let kind = if byte == b' ' && at > 0 && bytes[at - 1] == b'.' { STOP } else { kind };
            (kind, matches!(kind, DIGIT | CAPITAL | SMALL_LETTER), 1)
        } else {
            let Some(letter) = text[at..].chars().next() else { break };
            // Punctuation: of Latin-1, general, of Chinese and Japanese.
            let mark =
                matches!(letter, '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}');
            (self::kind(letter), !mark, letter.len_utf8())
        };
        pass.kinds[kind] += 1;
        pass.letters += 1;
        let starts = pass.begins && byte != b' ';
        pass.starts += u32::from(starts);
        pass.capitals += u32::from(starts && kind == CAPITAL);
        pass.begins = byte == b' ';
        if word {
            for byte in &bytes[at..at + size] {
                pass.number = mixed(pass.number, byte | 0x20);
            }
            pass.length += size;
        } else if pass.length > 0 {
            tell(pass.number, pass.length);
            (pass.number, pass.length) = (0, 0);
        }
        at += size;
    }
    if pass.length > 0 {
        tell(pass.number, pass.length);
    }
    pass
}

/// Hands each word's number to `tell`, with its length in bytes.
pub(super) fn words(text: &str, tell: impl FnMut(u32, usize)) {
    pass(text, tell);
}

/// Fills in what `text` of that width says of itself, and hands each word to `tell`; how many words it has.
pub(super) fn fill(row: &mut [u8], text: &str, width: f32, mut tell: impl FnMut(u32, usize)) -> u32 {
    let (mut all, mut small, mut you) = (0_u32, 0, 0);
    let pass = pass(text, |number, length| {
        all += 1;
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
    row[ADDRESS] = u8::from(pass.kinds[AT] > 0 || text.contains("http") || text.contains("www."));
    row[BRACKETS] = counted(BRACKET);
    row[CALLS] = counted(CALL);
    row[SMALL_WORDS] = of(small, all);
    row[YOU_WORDS] = of(you, all);
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
        fill(&mut row, "“The café, 漢字 (and 2 of you)!”", 30.0, |_, _| {});
        let known = [COMMAS, QUOTES, BRACKETS, CALLS, QUOTE_START, LAST, LOWER_START];
        assert_eq!(known.map(|at| row[at]), [1, 2, 1, 1, 1, 7, 0]);
        // the, and, of; you.
        assert_eq!([row[SMALL_WORDS], row[YOU_WORDS]], [part(3.0, 7.0), part(1.0, 7.0)]);
    }
}
