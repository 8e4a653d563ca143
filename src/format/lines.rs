//! Files that are read line by line, and where in one something stands.

use std::fmt;

/// A place in a file of lines, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// So many code points into a line.
    Column(usize, usize),
    /// The item of a list of a line that is a JSON object, counted from 0: `line 3.ner_tags[1]`.
    Item(usize, &'static str, usize),
}

impl At {
    /// Where `part`, a slice of `text`, begins; `text` is the line of that number.
    pub fn of(line: usize, text: &str, part: &str) -> At {
        let byte = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        At::Column(line, text.get(..byte).map_or(0, |before| before.chars().count()) + 1)
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Column(line, column) => write!(f, "line {line}, column {column}"),
            At::Item(line, list, index) => write!(f, "line {line}.{list}[{index}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_code_points() {
        let line = "é\t👩‍🚀 x|B-A";
        for (part, expected) in
            [("é", "line 7, column 1"), ("👩‍🚀", "line 7, column 3"), ("B-A", "line 7, column 9")]
        {
            let at = line.find(part).unwrap();
            assert_eq!(At::of(7, line, &line[at..at + part.len()]).to_string(), expected);
        }
        assert_eq!(At::Item(2, "ner_tags", 0).to_string(), "line 2.ner_tags[0]");
    }
}
