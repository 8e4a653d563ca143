//! Where offsets of a file stand in a text, whatever they count: a file that quotes its mentions proves itself.
//!
//! Programs count code points, UTF-16 units or UTF-8 bytes, with a line end as one character or as two. Where the quoted words
//! do not stand at the offsets as the format counts them, the count is taken under which most of them do.

use std::fmt;

use super::Issue;
use crate::text::{CharOffset, Offset, Offsets, Span, Utf16Offset};

/// What offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points.
    CodePoints,
    /// UTF-16 code units.
    Utf16,
    /// UTF-8 bytes.
    Bytes,
}

/// How a line end of the text was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineEnd {
    AsItIs,
    /// `\r\n` as one.
    One,
    /// `\n` as two.
    Two,
}

/// A way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Count(Unit, LineEnd);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Unit::CodePoints => "code points",
            Unit::Utf16 => "UTF-16 units",
            Unit::Bytes => "UTF-8 bytes",
        })?;
        f.write_str(match self.1 {
            LineEnd::AsItIs => "",
            LineEnd::One => " with each \\r\\n as one",
            LineEnd::Two => " with each line end as two",
        })
    }
}

/// A stretch as a file has it.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// Where it stands in the file: `line 3, label[2]`.
    pub place: String,
    /// The first offset.
    pub start: Option<usize>,
    /// The offset after the last.
    pub end: Option<usize>,
    /// The words that should stand there.
    pub quote: Option<&'a str>,
}

/// Where the claims stand in `text`; offsets that another program counted are told at `place`, and each claim that had to be
/// moved or that stands nowhere at its own.
pub fn placed(
    text: &str,
    claims: &[Claim<'_>],
    unit: Unit,
    place: &str,
    issues: &mut Vec<Issue>,
) -> Vec<Option<Span>> {
    let declared = Count(unit, LineEnd::AsItIs);
    let offsets = Offsets::new(text);
    let proofs = claims.iter().filter(|claim| claim.quote.is_some_and(|quote| !quote.is_empty())).count();
    let proven = |count: Count| {
        let ruler = Ruler::new(text, &offsets, count);
        let stands = |claim: &&Claim<'_>| {
            let there = ruler.span(claim.start, claim.end).and_then(|span| span.slice(text));
            claim.quote.is_some_and(|quote| !quote.is_empty()) && there == claim.quote
        };
        claims.iter().filter(stands).count()
    };
    let (mut count, mut best) = (declared, proven(declared));
    if best < proofs {
        for unit in [Unit::CodePoints, Unit::Utf16, Unit::Bytes] {
            for line_end in [LineEnd::AsItIs, LineEnd::One, LineEnd::Two] {
                let other = Count(unit, line_end);
                let found = if other == declared { 0 } else { proven(other) };
                if found > best {
                    (count, best) = (other, found);
                }
            }
        }
    }
    if count != declared {
        let message = format!(
            "expected offsets in {declared}, found {count}: the words of {best} of {proofs} marks stand there; read them so"
        );
        issues.push(Issue { place: place.to_owned(), message });
    }
    let ruler = Ruler::new(text, &offsets, count);
    claims.iter().map(|claim| one(text, &offsets, &ruler, claim, issues)).collect()
}

fn one(
    text: &str,
    offsets: &Offsets<'_>,
    ruler: &Ruler<'_>,
    claim: &Claim<'_>,
    issues: &mut Vec<Issue>,
) -> Option<Span> {
    let span = ruler.span(claim.start, claim.end);
    let there = span.and_then(|span| span.slice(text));
    let quote = claim.quote.filter(|quote| !quote.is_empty());
    if there.is_some() && (quote.is_none() || there == quote) {
        return span;
    }
    let expected = match quote {
        Some(quote) => format!("expected {:?}", short(quote)),
        None => format!("expected a stretch of the text between 0 and {}", ruler.length()),
    };
    let found = match (there, claim.start.zip(claim.end)) {
        (Some(there), Some((start, end))) => format!("found {:?} from {start} to {end}", short(there)),
        (None, Some((start, end))) if quote.is_some() => {
            format!("found no words from {start} to {end} of a text that ends at {}", ruler.length())
        }
        (None, Some((start, end))) => format!("found {start} to {end}"),
        (_, None) => match quote.map(|quote| text.matches(quote).count()) {
            None | Some(1) => "found no offsets".to_owned(),
            Some(0) => "found it nowhere in the text".to_owned(),
            Some(count) => format!("found it in {count} places of the text"),
        },
    };
    let moved = quote.and_then(|quote| nearest(text, quote, span));
    let done = match moved.map(|span| (offsets.to_char(span.start()), offsets.to_char(span.end()))) {
        Some((Some(start), Some(end))) => {
            format!("moved it to {} to {}, the only place with these words", start.0, end.0)
        }
        _ => "left it out".to_owned(),
    };
    issues.push(Issue { place: claim.place.clone(), message: format!("{expected}, {found}; {done}") });
    moved
}

/// The only place where `quote` stands in the text, or in the stretch it was said to be in.
fn nearest(text: &str, quote: &str, claimed: Option<Span>) -> Option<Span> {
    let only = |from: usize, within: &str| {
        let mut places = within.match_indices(quote);
        match (places.next(), places.next()) {
            (Some((at, words)), None) => Span::of(from + at..from + at + words.len()),
            _ => None,
        }
    };
    let inside = claimed.and_then(|span| Some((span.start().0, span.slice(text)?)));
    only(0, text).or_else(|| inside.and_then(|(from, within)| only(from, within)))
}

fn short(words: &str) -> String {
    const MOST: usize = 40;
    match words.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}

/// Counts a text one way.
struct Ruler<'a> {
    offsets: &'a Offsets<'a>,
    count: Count,
    /// The bytes after which a line end was counted as one less or one more.
    line_ends: Vec<usize>,
    text: &'a str,
}

impl<'a> Ruler<'a> {
    fn new(text: &'a str, offsets: &'a Offsets<'a>, count: Count) -> Ruler<'a> {
        let line_ends = match count.1 {
            LineEnd::AsItIs => Vec::new(),
            LineEnd::One => text.match_indices("\r\n").map(|(at, _)| at + 2).collect(),
            LineEnd::Two => text
                .match_indices('\n')
                .map(|(at, _)| at)
                .filter(|at| !text[..*at].ends_with('\r'))
                .map(|at| at + 1)
                .collect(),
        };
        Ruler { offsets, count, line_ends, text }
    }

    fn span(&self, start: Option<usize>, end: Option<usize>) -> Option<Span> {
        Span::new(self.place(start?)?, self.place(end?)?)
    }

    fn length(&self) -> usize {
        self.counted(self.text.len()).unwrap_or_default()
    }

    /// The count at a byte.
    fn counted(&self, byte: usize) -> Option<usize> {
        let plain = match self.count.0 {
            Unit::Bytes => byte,
            Unit::CodePoints => self.offsets.to_char(Offset(byte))?.0,
            Unit::Utf16 => self.offsets.to_utf16(Offset(byte))?.0,
        };
        let ends = self.line_ends.partition_point(|end| *end <= byte);
        match self.count.1 {
            LineEnd::AsItIs => Some(plain),
            LineEnd::One => plain.checked_sub(ends),
            LineEnd::Two => plain.checked_add(ends),
        }
    }

    /// The place where the count is `at`.
    fn place(&self, at: usize) -> Option<Offset> {
        // How many line ends were counted otherwise before it: their own counts grow with them.
        let (mut low, mut high) = (0, self.line_ends.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let before = self.line_ends.get(middle).and_then(|byte| self.counted(*byte));
            if before.is_some_and(|before| before <= at) { low = middle + 1 } else { high = middle }
        }
        let plain = match self.count.1 {
            LineEnd::AsItIs => at,
            LineEnd::One => at.checked_add(low)?,
            LineEnd::Two => at.checked_sub(low)?,
        };
        match self.count.0 {
            Unit::Bytes => {
                (plain <= self.text.len() && self.text.is_char_boundary(plain)).then_some(Offset(plain))
            }
            Unit::CodePoints => self.offsets.from_char(CharOffset(plain)),
            Unit::Utf16 => self.offsets.from_utf16(Utf16Offset(plain)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    /// Shows where claims of `start-end:quote` stand, and what is told.
    fn check(text: &str, claims: &[(usize, usize, &str)], unit: Unit, expected: Expect) {
        let claims: Vec<Claim<'_>> = claims
            .iter()
            .enumerate()
            .map(|(at, &(start, end, quote))| Claim {
                place: format!("marks[{at}]"),
                start: Some(start),
                end: Some(end),
                quote: Some(quote).filter(|quote| !quote.is_empty()),
            })
            .collect();
        let mut issues = Vec::new();
        let found = placed(text, &claims, unit, "the text", &mut issues);
        let mut shown: String = found
            .iter()
            .map(|span| format!("{:?}\n", span.and_then(|span| span.slice(text)).unwrap_or("nowhere")))
            .collect();
        issues.iter().for_each(|issue| shown += &format!("{issue}\n"));
        expected.assert_eq(&shown);
    }

    const TEXT: &str = "👨‍🚒 The Supreme Court\r\nsat in Łódź.\r\nThe end, the end.";

    #[test]
    fn counts_of_other_programs_are_known_by_the_words() {
        check(
            TEXT,
            &[(8, 21, "Supreme Court"), (30, 34, "Łódź")],
            Unit::CodePoints,
            expect![[r#"
            "Supreme Court"
            "Łódź"
        "#]],
        );
        check(
            TEXT,
            &[(10, 23, "Supreme Court"), (32, 36, "Łódź")],
            Unit::CodePoints,
            expect![[r#"
            "Supreme Court"
            "Łódź"
            the text: expected offsets in code points, found UTF-16 units: the words of 2 of 2 marks stand there; read them so
        "#]],
        );
        check(
            TEXT,
            &[(16, 29, "Supreme Court"), (38, 45, "Łódź")],
            Unit::Utf16,
            expect![[r#"
            "Supreme Court"
            "Łódź"
            the text: expected offsets in UTF-16 units, found UTF-8 bytes: the words of 2 of 2 marks stand there; read them so
        "#]],
        );
        check(
            TEXT,
            &[(8, 21, "Supreme Court"), (29, 33, "Łódź")],
            Unit::CodePoints,
            expect![[r#"
            "Supreme Court"
            "Łódź"
            the text: expected offsets in code points, found code points with each \r\n as one: the words of 2 of 2 marks stand there; read them so
        "#]],
        );
        check(
            "é\nb 漢",
            &[(5, 6, "漢")],
            Unit::CodePoints,
            expect![[r#"
            "漢"
            the text: expected offsets in code points, found code points with each line end as two: the words of 1 of 1 marks stand there; read them so
        "#]],
        );
    }

    #[test]
    fn what_stands_nowhere_is_told() {
        check(
            TEXT,
            &[(0, 3, "Łódź"), (0, 3, "end"), (0, 99, ""), (5, 5, ""), (8, 21, ""), (8, 22, "Supreme Court")],
            Unit::CodePoints,
            expect![[r#"
                "Łódź"
                "nowhere"
                "nowhere"
                "nowhere"
                "Supreme Court"
                "Supreme Court"
                marks[0]: expected "Łódź", found "👨\u{200d}🚒" from 0 to 3; moved it to 30 to 34, the only place with these words
                marks[1]: expected "end", found "👨\u{200d}🚒" from 0 to 3; left it out
                marks[2]: expected a stretch of the text between 0 and 54, found 0 to 99; left it out
                marks[3]: expected a stretch of the text between 0 and 54, found 5 to 5; left it out
                marks[5]: expected "Supreme Court", found "Supreme Court\r" from 8 to 22; moved it to 8 to 21, the only place with these words
            "#]],
        );
    }

    proptest! {
        #[test]
        fn every_count_finds_what_it_counted(text in "(a|é|漢|👩‍🚀|\r\n|\n|\r| ){0,20}", a in 0_usize..60, b in 0_usize..60) {
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (bounds[a % bounds.len()], bounds[b % bounds.len()]);
            let Some(span) = Span::of(a.min(b)..a.max(b)) else { return Ok(()) };
            let offsets = Offsets::new(&text);
            for unit in [Unit::CodePoints, Unit::Utf16, Unit::Bytes] {
                for line_end in [LineEnd::AsItIs, LineEnd::One, LineEnd::Two] {
                    let ruler = Ruler::new(&text, &offsets, Count(unit, line_end));
                    // Inside a line end that counts as one there is no place.
                    let split = |at: Offset| line_end == LineEnd::One && text[..at.0].ends_with('\r') && text[at.0..].starts_with('\n');
                    if split(span.start()) || split(span.end()) { continue }
                    let (start, end) = (ruler.counted(span.start().0), ruler.counted(span.end().0));
                    prop_assert_eq!(ruler.span(start, end), Some(span), "{:?} {:?}", unit, line_end);
                }
            }
        }
    }
}
