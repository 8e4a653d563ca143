//! Who is at work: the name that a person goes by, and what they ask about themselves.

use std::fmt;
use std::rc::Rc;

/// What a person goes by who has given no name.
pub const NAMELESS: &str = "annotator";

/// How many characters a name has at most, as a reader counts code points.
pub const LONGEST_NAME: usize = 60;

/// What a person asks for about who they are, and about what they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonCommand {
    /// They go by another name now, which comes with this command and every later one.
    Named,
    /// Turn blind mode on or off.
    Blind(bool),
}

/// Why something is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameIssue {
    /// There is nothing in it.
    Empty,
    /// It has so many characters.
    Long(usize),
    /// It has a character in it that cannot be seen and orders the line otherwise: a tab, a line's end, a change of direction.
    Control(char),
}

impl fmt::Display for NameIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NameIssue::Empty => f.write_str("a name has at least one letter or digit: type one"),
            NameIssue::Long(found) => {
                write!(f, "a name has up to {LONGEST_NAME} characters, this one has {found}: shorten it")
            }
            NameIssue::Control(found) => {
                let code = u32::from(*found);
                write!(f, "a name has no control characters, and U+{code:04X} is one: type it anew")
            }
        }
    }
}

/// The name that `typed` says, without the spaces around it and with one between its words: two that look the same are the same.
///
/// # Errors
///
/// Where it is none, and what to do.
pub fn annotator_name(typed: &str) -> Result<Rc<str>, NameIssue> {
    let typed = typed.trim();
    if let Some(found) = typed.chars().find(|one| is_control(*one)) {
        return Err(NameIssue::Control(found));
    }
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        _ if !name.chars().any(char::is_alphanumeric) => Err(NameIssue::Empty),
        count if count > LONGEST_NAME => Err(NameIssue::Long(count)),
        _ => Ok(name.into()),
    }
}

/// Whether a character steers, and shows nothing: those that join letters are a part of names.
fn is_control(one: char) -> bool {
    one.is_control()
        || matches!(one, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_has_something_in_it() {
        let long = "é".repeat(LONGEST_NAME);
        for (typed, name) in [
            ("Ruth", "Ruth"),
            ("  Zoë \u{a0} Élan ", "Zoë Élan"),
            ("漢字 2", "漢字 2"),
            ("علی\u{200c}رضا", "علی\u{200c}رضا"),
            ("R. 👩\u{200d}🚀", "R. 👩\u{200d}🚀"),
            (&long, &long),
        ] {
            assert_eq!(annotator_name(typed).as_deref(), Ok(name));
        }
    }

    #[test]
    fn what_is_no_name_is_refused_in_words() {
        let long = "漢".repeat(LONGEST_NAME + 1);
        for (typed, said) in [
            ("", "a name has at least one letter or digit: type one"),
            (" \u{a0}\u{3000} ", "a name has at least one letter or digit: type one"),
            ("–", "a name has at least one letter or digit: type one"),
            (&long, "a name has up to 60 characters, this one has 61: shorten it"),
            ("Ru\tth", "a name has no control characters, and U+0009 is one: type it anew"),
            ("Ru\r\nth", "a name has no control characters, and U+000D is one: type it anew"),
            ("\u{202e}htuR", "a name has no control characters, and U+202E is one: type it anew"),
        ] {
            assert_eq!(annotator_name(typed).unwrap_err().to_string(), said);
        }
        assert!(annotator_name(NAMELESS).is_ok());
    }
}
