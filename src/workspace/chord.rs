//! A key with what is held down with it, as it is kept, shown on caps and told to a screen reader.

use std::fmt;

/// A key with what is held down with it. Command on a Mac counts as Ctrl.
///
/// For a letter Shift is told apart from the letter; any other character says by itself whether Shift was held.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord {
    ctrl: bool,
    alt: bool,
    shift: bool,
    key: String,
}

impl Chord {
    /// The chord of `key`, which is called as browsers call it: `a`, `?`, `Enter`.
    pub fn new(ctrl: bool, alt: bool, shift: bool, key: &str) -> Chord {
        match only(key) {
            Some(' ') => Chord { ctrl, alt, shift, key: "Space".to_owned() },
            Some(letter) if has_case(letter) => {
                let shift = shift || letter.is_uppercase();
                Chord { ctrl, alt, shift, key: letter.to_lowercase().collect() }
            }
            Some(_) => Chord { ctrl, alt, shift: false, key: key.to_owned() },
            None => Chord { ctrl, alt, shift, key: key.to_owned() },
        }
    }

    /// Reads what [`fmt::Display`] wrote: `Ctrl+Shift+z`.
    pub fn read(written: &str) -> Option<Chord> {
        let mut rest = written;
        let mut held = |name: &str| match rest.strip_prefix(name) {
            Some(behind) if !behind.is_empty() => {
                rest = behind;
                true
            }
            _ => false,
        };
        let (ctrl, alt, shift) = (held("Ctrl+"), held("Alt+"), held("Shift+"));
        (!rest.is_empty()).then(|| Chord::new(ctrl, alt, shift, rest))
    }

    /// Whether Ctrl, or Command, is held.
    pub fn ctrl(&self) -> bool {
        self.ctrl
    }

    /// Whether Alt is held.
    pub fn alt(&self) -> bool {
        self.alt
    }

    /// Whether Shift is held.
    pub fn shift(&self) -> bool {
        self.shift
    }

    /// The key: a letter in lower case, another character, or a name.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The same without Alt.
    pub fn without_alt(&self) -> Chord {
        Chord { alt: false, ..self.clone() }
    }

    /// The same with Alt.
    pub fn with_alt(&self) -> Chord {
        Chord { alt: true, ..self.clone() }
    }

    /// Whether it is a character typed alone: what speech input and a stray hand set off most easily.
    pub fn is_single(&self) -> bool {
        self.character().is_some()
    }

    /// The character that it types, if it types one.
    pub fn character(&self) -> Option<char> {
        let letter = only(&self.key).filter(|_| !self.ctrl && !self.alt)?;
        let mut upper = letter.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(upper), None) if self.shift => Some(upper),
            _ => Some(letter),
        }
    }

    /// The caps of its keys: `Ctrl` `Shift` `Z`, on a Mac `⌘` `⇧` `Z`.
    pub fn caps(&self, mac: bool) -> Vec<String> {
        let held = [(self.ctrl, "Ctrl", "⌘"), (self.alt, "Alt", "⌥"), (self.shift, "Shift", "⇧")];
        let held = held.iter().filter(|(is_held, ..)| *is_held);
        let mut caps: Vec<String> =
            held.map(|&(_, name, on_mac)| if mac { on_mac } else { name }.to_owned()).collect();
        let alone = caps.is_empty();
        caps.push(match self.key.as_str() {
            "Enter" => "⏎".to_owned(),
            "Delete" => "Del".to_owned(),
            "Backspace" => "⌫".to_owned(),
            "Escape" => "Esc".to_owned(),
            "ArrowLeft" => "←".to_owned(),
            "ArrowRight" => "→".to_owned(),
            "ArrowUp" => "↑".to_owned(),
            "ArrowDown" => "↓".to_owned(),
            key if alone || only(key).is_none() => key.to_owned(),
            key => key.to_uppercase(),
        });
        caps
    }

    /// It in a line, for a title: `Ctrl+Shift+Z`.
    pub fn told(&self, mac: bool) -> String {
        self.caps(mac).join(if mac { "" } else { "+" })
    }

    /// It as `aria-keyshortcuts` writes it.
    pub fn aria(&self, mac: bool) -> String {
        let ctrl = if mac { "Meta+" } else { "Control+" };
        let key = match self.key.as_str() {
            "+" => "Plus",
            key => key,
        };
        let held = [(self.ctrl, ctrl), (self.alt, "Alt+"), (self.shift, "Shift+")];
        let held: String = held.iter().filter(|(is_held, _)| *is_held).map(|(_, name)| *name).collect();
        held + key
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        f.write_str(&self.key)
    }
}

/// The character that `key` is, if it is one alone.
fn only(key: &str) -> Option<char> {
    let mut characters = key.chars();
    characters.next().filter(|_| characters.next().is_none())
}

fn has_case(letter: char) -> bool {
    letter.is_uppercase() || letter.is_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_is_what_its_key_says() {
        let check = |ctrl, alt, shift, key, written: &str, character| {
            let chord = Chord::new(ctrl, alt, shift, key);
            assert_eq!(chord.to_string(), written);
            assert_eq!(Chord::read(written).as_ref(), Some(&chord));
            assert_eq!(chord.character(), character, "{written}");
        };
        check(false, false, false, "a", "a", Some('a'));
        check(false, false, true, "a", "Shift+a", Some('A'));
        check(false, false, false, "A", "Shift+a", Some('A'));
        check(false, false, true, "?", "?", Some('?'));
        check(false, true, true, "{", "Alt+{", None);
        check(true, false, true, "Z", "Ctrl+Shift+z", None);
        check(true, false, false, "+", "Ctrl++", None);
        check(false, false, false, "+", "+", Some('+'));
        check(false, false, false, "é", "é", Some('é'));
        check(false, false, true, "漢", "漢", Some('漢'));
        check(false, false, true, "ß", "Shift+ß", Some('ß'));
        check(false, false, false, " ", "Space", None);
        check(false, false, true, "ArrowLeft", "Shift+ArrowLeft", None);
    }

    #[test]
    fn caps_are_the_systems() {
        let check = |written, caps: &[&str], mac: &[&str], aria: &str| {
            let chord = Chord::read(written).unwrap();
            assert_eq!(chord.caps(false), caps);
            assert_eq!(chord.caps(true), mac);
            assert_eq!(chord.aria(false), aria);
        };
        check("Ctrl+Shift+z", &["Ctrl", "Shift", "Z"], &["⌘", "⇧", "Z"], "Control+Shift+z");
        check("Shift+e", &["Shift", "E"], &["⇧", "E"], "Shift+e");
        check("e", &["e"], &["e"], "e");
        check("Ctrl+Enter", &["Ctrl", "⏎"], &["⌘", "⏎"], "Control+Enter");
        check("Alt+[", &["Alt", "["], &["⌥", "["], "Alt+[");
        check("+", &["+"], &["+"], "Plus");
        assert_eq!(Chord::read("Ctrl+z").unwrap().told(false), "Ctrl+Z");
        assert_eq!(Chord::read("Ctrl+z").unwrap().told(true), "⌘Z");
        assert_eq!(Chord::read(""), None);
    }
}
