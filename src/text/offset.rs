//! Places in a text, each number saying what it counts, and the one place where they convert.

/// A place in a text, in UTF-8 bytes from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset(pub usize);

/// A place in a text, in Unicode code points from its start: the unit of every file that leaves the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharOffset(pub usize);

/// A place in a text, in UTF-16 code units from its start: the unit of the browser's strings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utf16Offset(pub usize);

impl Offset {
    /// The place `bytes` further on.
    pub fn plus(self, bytes: usize) -> Offset {
        Offset(self.0 + bytes)
    }
}

/// How many bytes lie between two marks of an [`Offsets`], at least.
const STRIDE: usize = 256;

/// One place counted three ways.
#[derive(Clone, Copy, Default)]
struct Mark {
    byte: usize,
    chars: usize,
    utf16: usize,
}

/// Converts places in one text between bytes, code points and UTF-16 code units.
///
/// Made once in a pass over the text; each conversion then reads at most a few hundred bytes. A place
/// outside the text or inside a character has no counterpart and converts to `None`.
pub struct Offsets<'a> {
    text: &'a str,
    /// Every `STRIDE` bytes or a little more, always at a character boundary; the first is the text's start.
    marks: Vec<Mark>,
    end: Mark,
}

impl<'a> Offsets<'a> {
    /// Counts through `text` once.
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut at = Mark::default();
        while at.byte < text.len() {
            marks.push(at);
            let mut next = (at.byte + STRIDE).min(text.len());
            while !text.is_char_boundary(next) {
                next += 1;
            }
            let piece = &text.as_bytes()[at.byte..next];
            // A code point has one byte that is not a continuation; beyond U+FFFF it takes two UTF-16 units.
            let chars = piece.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
            let wide = piece.iter().filter(|&&byte| byte >= 0xF0).count();
            at = Mark { byte: next, chars: at.chars + chars, utf16: at.utf16 + chars + wide };
        }
        Offsets { text, marks, end: at }
    }

    /// Bytes to code points.
    pub fn to_char(&self, at: Offset) -> Option<CharOffset> {
        self.find(at.0, |mark| mark.byte).map(|mark| CharOffset(mark.chars))
    }

    /// Code points to bytes.
    pub fn from_char(&self, at: CharOffset) -> Option<Offset> {
        self.find(at.0, |mark| mark.chars).map(|mark| Offset(mark.byte))
    }

    /// Bytes to UTF-16 code units.
    pub fn to_utf16(&self, at: Offset) -> Option<Utf16Offset> {
        self.find(at.0, |mark| mark.byte).map(|mark| Utf16Offset(mark.utf16))
    }

    /// UTF-16 code units to bytes; `None` between the halves of a surrogate pair.
    pub fn from_utf16(&self, at: Utf16Offset) -> Option<Offset> {
        self.find(at.0, |mark| mark.utf16).map(|mark| Offset(mark.byte))
    }

    /// The text's length in code points.
    pub fn chars(&self) -> CharOffset {
        CharOffset(self.end.chars)
    }

    /// The text's length in UTF-16 code units.
    pub fn utf16(&self) -> Utf16Offset {
        Utf16Offset(self.end.utf16)
    }

    /// The mark whose count, as `unit` reads it, is exactly `wanted`.
    fn find(&self, wanted: usize, unit: impl Fn(&Mark) -> usize) -> Option<Mark> {
        if wanted >= unit(&self.end) {
            return (wanted == unit(&self.end)).then_some(self.end);
        }
        let after = self.marks.partition_point(|mark| unit(mark) <= wanted);
        let mut at = *self.marks.get(after.checked_sub(1)?)?;
        for character in self.text[at.byte..].chars() {
            if unit(&at) >= wanted {
                break;
            }
            at.byte += character.len_utf8();
            at.chars += 1;
            at.utf16 += character.len_utf16();
        }
        (unit(&at) == wanted).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_as_python_and_the_browser_do() {
        // The fixture of the formats page: "Supreme Court" is 8-21 in code points, 10-23 in UTF-16, 16-29 in bytes.
        let text = "👨‍🚒 The Supreme Court sat in London.";
        let offsets = Offsets::new(text);
        assert_eq!(text.find("Supreme"), Some(16));
        assert_eq!(offsets.to_char(Offset(16)), Some(CharOffset(8)));
        assert_eq!(offsets.to_utf16(Offset(29)), Some(Utf16Offset(23)));
        assert_eq!(offsets.from_char(CharOffset(21)), Some(Offset(29)));
        assert_eq!(offsets.from_utf16(Utf16Offset(10)), Some(Offset(16)));
    }

    #[test]
    fn refuses_places_inside_a_character_or_past_the_end() {
        let offsets = Offsets::new("é👩‍🚀漢");
        assert_eq!(offsets.to_char(Offset(1)), None);
        assert_eq!(offsets.from_utf16(Utf16Offset(2)), None, "between the halves of a surrogate pair");
        assert_eq!(offsets.from_char(CharOffset(6)), None);
        assert_eq!(offsets.from_char(CharOffset(5)), Some(Offset("é👩‍🚀漢".len())));
    }

    proptest! {
        #[test]
        fn converts_there_and_back(text in "(?s)[aé漢👩🚀\u{200d}\u{301}ש\r\n]{0,900}") {
            let offsets = Offsets::new(&text);
            let mut utf16 = 0;
            for (chars, (byte, character)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.to_char(Offset(byte)), Some(CharOffset(chars)));
                prop_assert_eq!(offsets.to_utf16(Offset(byte)), Some(Utf16Offset(utf16)));
                prop_assert_eq!(offsets.from_char(CharOffset(chars)), Some(Offset(byte)));
                prop_assert_eq!(offsets.from_utf16(Utf16Offset(utf16)), Some(Offset(byte)));
                utf16 += character.len_utf16();
            }
            prop_assert_eq!(offsets.chars(), CharOffset(text.chars().count()));
            prop_assert_eq!(offsets.utf16(), Utf16Offset(utf16));
        }
    }
}
