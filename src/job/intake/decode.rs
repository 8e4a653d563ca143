//! The text of bytes: UTF-8, or UTF-16 behind a byte order mark. Of anything else is said where it is not.

use std::io::{BufRead, BufReader, Cursor, Read, SeekFrom};

use super::{Content, LARGEST};

/// Whether bytes begin with UTF-16's byte order mark.
pub fn begins_as_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

/// The beginning of a text, to look at: what is not UTF-8 in it, a character cut short among it, reads as U+FFFD.
pub fn decode_beginning(bytes: &[u8]) -> String {
    if begins_as_utf16(bytes) {
        let even = bytes.get(..bytes.len() & !1).unwrap_or_default();
        let cut = even.get(..even.len().saturating_sub(2)).unwrap_or_default();
        return decode(even.to_vec()).or_else(|_| decode(cut.to_vec())).unwrap_or_default();
    }
    String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned()
}

/// All of a file as a text.
pub fn whole(content: &mut dyn Content) -> Result<String, String> {
    let mut bytes = Vec::new();
    content
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("expected a file that can be read: {error}"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("expected at most {} MB, found more; split the file", LARGEST >> 20));
    }
    decode(bytes)
}

/// A file piece by piece, in UTF-8 and without a byte order mark. UTF-16 is held whole.
pub fn pieces(mut content: Box<dyn Content>) -> Result<Box<dyn BufRead>, String> {
    let failed = |error| format!("expected a file that can be read: {error}");
    let mut mark = [0; 3];
    let count = super::kind::read_up_to(&mut *content, &mut mark).map_err(failed)?;
    let utf16 = begins_as_utf16(mark.get(..count).unwrap_or_default());
    let skip = if mark == [0xEF, 0xBB, 0xBF] { 3 } else { 0 };
    content.seek(SeekFrom::Start(skip)).map_err(failed)?;
    if utf16 {
        return Ok(Box::new(Cursor::new(whole(&mut *content)?.into_bytes())));
    }
    Ok(Box::new(BufReader::with_capacity(1 << 16, content)))
}

/// The text of bytes.
pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => return decode_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => return decode_utf16(rest, u16::from_be_bytes),
        _ => {}
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        not_utf8(error.utf8_error().valid_up_to(), error.as_bytes())
            + "; save the file as UTF-8 and open it again"
    })?;
    if let Some(at) = text.find('\0') {
        return Err(format!("byte {at}: expected text, found a zero byte; is this a binary file?"));
    }
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

/// What is said of the byte at which bytes stop being UTF-8.
pub fn not_utf8(at: usize, bytes: &[u8]) -> String {
    let found = bytes.get(at).copied().unwrap_or_default();
    format!("byte {at}: expected UTF-8, found the byte {found:#04X}")
}

/// The text of the bytes behind a byte order mark, which is two.
fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut at = 2;
    let mut text = String::with_capacity(bytes.len());
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match character {
            Ok('\0') => {
                return Err(format!(
                    "byte {at}: expected UTF-16, found a zero character; is this a binary file?"
                ));
            }
            Ok(character) => {
                text.push(character);
                at += 2 * character.len_utf16();
            }
            Err(_) => {
                return Err(format!("byte {at}: expected UTF-16, found half a character; save it as UTF-8"));
            }
        }
    }
    if !odd.is_empty() {
        return Err(format!(
            "byte {at}: expected UTF-16, two bytes each, found one alone; was the file cut short?"
        ));
    }
    Ok(text)
}
