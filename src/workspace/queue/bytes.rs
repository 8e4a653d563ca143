//! Packed bytes: numbers of as few bytes as they need, and reading that says what was wrong instead of going on.

use std::fmt;

/// Why bytes are not what they were taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Where, in bytes.
    pub at: usize,
    /// What was expected there.
    pub expected: &'static str,
    /// What was found.
    pub found: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: expected {}, found {}", self.at, self.expected, self.found)
    }
}

impl std::error::Error for Malformed {}

/// What such bytes begin with: the program's letters, what they hold, and the version of how.
pub fn begin(kind: u8, version: u8) -> Vec<u8> {
    vec![b'T', b'L', kind, version]
}

/// Appends a number: seven bits a byte, the lowest first, the eighth bit set on all but the last.
pub fn push_number(bytes: &mut Vec<u8>, number: u64) {
    let mut rest = number;
    while rest > 0x7f {
        bytes.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

/// Appends a number that may be below zero: small ones of either sign are short.
pub fn push_signed(bytes: &mut Vec<u8>, number: i64) {
    push_number(bytes, (number.wrapping_shl(1) ^ (number >> 63)) as u64);
}

/// Appends a text behind its length.
pub fn push_text(bytes: &mut Vec<u8>, text: &str) {
    push_number(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

/// Reads bytes from the front.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Bytes without a header.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes, at: 0 }
    }

    /// Bytes that begin as [`begin`] has it, behind their header. A newer version is refused.
    pub fn of(bytes: &'a [u8], kind: u8, version: u8, what: &'static str) -> Result<Reader<'a>, Malformed> {
        let mut reader = Reader::new(bytes);
        if bytes.get(..3) != Some(&[b'T', b'L', kind]) {
            return Err(reader.malformed(what, shown(bytes.get(..3).unwrap_or(bytes))));
        }
        reader.at = 3;
        match reader.byte("a version")? {
            found if found == version => Ok(reader),
            found => {
                let found = format!("version {found}, this program knows {version}");
                Err(Malformed { at: 3, expected: "a version that this program knows", found })
            }
        }
    }

    /// Where it is.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// What is said of the place it is at.
    pub fn malformed(&self, expected: &'static str, found: impl Into<String>) -> Malformed {
        Malformed { at: self.at, expected, found: found.into() }
    }

    /// The next byte.
    #[inline(always)]
    pub fn byte(&mut self, what: &'static str) -> Result<u8, Malformed> {
        let byte = *self.bytes.get(self.at).ok_or_else(|| self.malformed(what, "the end"))?;
        self.at += 1;
        Ok(byte)
    }

    /// So many bytes.
    pub fn take(&mut self, count: usize, what: &'static str) -> Result<&'a [u8], Malformed> {
        let end = self.at.checked_add(count).filter(|end| *end <= self.bytes.len());
        let Some(taken) = end.and_then(|end| self.bytes.get(self.at..end)) else {
            return Err(self.malformed(what, format!("{} bytes where {count} are said to be", self.left())));
        };
        self.at += count;
        Ok(taken)
    }

    /// The number that all of the next `count` are, each of one byte; takes them if there is one.
    pub fn same(&mut self, count: usize) -> Option<u32> {
        let all = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        let first = *all.first().filter(|byte| **byte < 0x80)?;
        let is_same = all.get(1..) == all.get(..count - 1);
        self.at += if is_same { count } else { 0 };
        is_same.then_some(first.into())
    }

    /// Whether all of the next `count` are the number 0; takes them if so.
    pub fn none(&mut self, count: usize) -> bool {
        let mut ahead = self.clone();
        let is_none = ahead.same(count) == Some(0);
        if is_none {
            *self = ahead;
        }
        is_none
    }

    /// A number.
    // The app is compiled to be small, but of these it reads millions before its list is shown.
    #[inline(always)]
    pub fn number(&mut self, what: &'static str) -> Result<u64, Malformed> {
        match self.bytes.get(self.at) {
            // Most are short.
            Some(byte) if *byte < 0x80 => {
                self.at += 1;
                Ok(u64::from(*byte))
            }
            _ => self.long_number(what),
        }
    }

    #[inline(never)]
    fn long_number(&mut self, what: &'static str) -> Result<u64, Malformed> {
        let from = self.at;
        let mut number = 0_u64;
        for shift in (0..70).step_by(7) {
            let byte = self.byte(what)?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Malformed { at: from, expected: what, found: "a number of more than 64 bits".to_owned() })
    }

    /// A number that fits 32 bits.
    #[inline(always)]
    pub fn short(&mut self, what: &'static str) -> Result<u32, Malformed> {
        let from = self.at;
        let number = self.number(what)?;
        u32::try_from(number).map_err(|_| Malformed { at: from, expected: what, found: number.to_string() })
    }

    /// A number that may be below zero.
    #[inline(always)]
    pub fn signed(&mut self, what: &'static str) -> Result<i64, Malformed> {
        let number = self.number(what)?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// A count of things that each take a byte or more.
    pub fn count(&mut self, what: &'static str) -> Result<usize, Malformed> {
        let from = self.at;
        let count = self.number(what)?;
        let fits = usize::try_from(count).ok().filter(|count| *count <= self.left());
        let found = || format!("{count}, with {} bytes left", self.left());
        fits.ok_or_else(|| Malformed { at: from, expected: what, found: found() })
    }

    /// A text behind its length.
    pub fn text(&mut self, what: &'static str) -> Result<&'a str, Malformed> {
        let count = self.count(what)?;
        let from = self.at;
        let bytes = self.take(count, what)?;
        text_of(bytes, from, what)
    }

    /// The end.
    pub fn end(&self) -> Result<(), Malformed> {
        if self.left() == 0 {
            Ok(())
        } else {
            Err(self.malformed("the end", format!("{} bytes", self.left())))
        }
    }
}

/// Bytes at `at` as a text.
pub fn text_of<'a>(bytes: &'a [u8], at: usize, what: &'static str) -> Result<&'a str, Malformed> {
    std::str::from_utf8(bytes).map_err(|error| {
        let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
        Malformed {
            at: at + error.valid_up_to(),
            expected: what,
            found: format!("the byte {byte:#04x}, which is not UTF-8"),
        }
    })
}

fn shown(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "nothing".to_owned();
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn says_where_and_what() {
        let said = |bytes: &[u8]| match Reader::of(bytes, b'x', 2, "a page") {
            Err(error) => error.to_string(),
            Ok(mut reader) => match reader.text("a name").map(str::to_owned) {
                Err(error) => error.to_string(),
                Ok(text) => reader.end().map_or_else(|error| error.to_string(), |()| text),
            },
        };
        assert_eq!(said(b""), "byte 0: expected a page, found nothing");
        assert_eq!(said(b"PK\x03\x04"), "byte 0: expected a page, found 50 4b 03");
        assert_eq!(said(b"TLx"), "byte 3: expected a version, found the end");
        assert_eq!(
            said(b"TLx\x03"),
            "byte 3: expected a version that this program knows, found version 3, this program knows 2"
        );
        assert_eq!(said(b"TLx\x02"), "byte 4: expected a name, found the end");
        assert_eq!(said(b"TLx\x02\x05a"), "byte 4: expected a name, found 5, with 1 bytes left");
        assert_eq!(
            said(b"TLx\x02\x02a\xff"),
            "byte 6: expected a name, found the byte 0xff, which is not UTF-8"
        );
        assert_eq!(said(b"TLx\x02\x01ab"), "byte 6: expected the end, found 1 bytes");
        assert_eq!(
            said(b"TLx\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"),
            "byte 4: expected a name, found a number of more than 64 bits"
        );
        assert_eq!(said("TLx\x02\x03漢".as_bytes()), "漢");
    }

    proptest! {
        #[test]
        fn numbers_come_back(number in any::<u64>(), shift in 0..64_u32, signed in any::<i64>(), text in any::<String>()) {
            let (number, signed) = (number >> shift, signed >> shift);
            let mut bytes = Vec::new();
            push_number(&mut bytes, number);
            push_signed(&mut bytes, signed);
            push_text(&mut bytes, &text);
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(reader.number("a").unwrap(), number);
            prop_assert_eq!(reader.signed("b").unwrap(), signed);
            prop_assert_eq!(reader.text("c").unwrap(), text);
            prop_assert!(reader.end().is_ok());
        }

        #[test]
        fn numbers_that_are_the_same_are_read_as_one(numbers in proptest::collection::vec(0..3_u64, 0..6), one in 0..300_u64, count in 0..6_usize) {
            for numbers in [numbers, vec![one; count]] {
                let mut bytes = Vec::new();
                numbers.iter().for_each(|number| push_number(&mut bytes, *number));
                let mut reader = Reader::new(&bytes);
                let (first, is_short) = (numbers.first().copied(), numbers.iter().all(|number| *number < 0x80));
                let same = first.filter(|first| is_short && numbers.iter().all(|number| number == first));
                prop_assert_eq!(reader.clone().none(numbers.len()), same == Some(0));
                prop_assert_eq!(reader.same(numbers.len()).map(u64::from), same);
                prop_assert_eq!(reader.at(), if same.is_some() { numbers.len() } else { 0 });
                prop_assert_eq!(reader.same(reader.left() + 1), None);
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let mut reader = Reader::new(&bytes);
            while reader.number("a").and_then(|_| reader.text("b")).and_then(|_| reader.signed("c")).is_ok() {}
        }
    }
}
