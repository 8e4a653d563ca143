//! The elements of HTML that matter to reading, and how each is treated.

/// How an element is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Begins and ends a block and may hold others.
    Container,
    /// Begins and ends a block of running text: `p`, `li`, a heading.
    Text,
    /// Stands inside a line.
    Inline,
    /// Nothing inside it is shown as text.
    Skipped,
    /// Has no end tag.
    Void,
}

/// A known element: its place in [`TAGS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag(u8);

use Kind::{Container, Inline, Skipped, Text, Void};

/// Sorted by name.
const TAGS: &[(&str, Kind)] = &[
    ("a", Inline),
    ("abbr", Inline),
    ("address", Container),
    ("article", Container),
    ("aside", Container),
    ("audio", Skipped),
    ("b", Inline),
    ("blockquote", Text),
    ("body", Container),
    ("br", Void),
    ("button", Skipped),
    ("canvas", Skipped),
    ("caption", Container),
    ("center", Container),
    ("cite", Inline),
    ("datalist", Skipped),
    ("dd", Text),
    ("details", Container),
    ("dialog", Container),
    ("div", Container),
    ("dl", Text),
    ("dt", Text),
    ("em", Inline),
    ("fieldset", Container),
    ("figcaption", Container),
    ("figure", Container),
    ("font", Inline),
    ("footer", Container),
    ("form", Container),
    ("h1", Text),
    ("h2", Text),
    ("h3", Text),
    ("h4", Text),
    ("h5", Text),
    ("h6", Text),
    ("header", Container),
    ("hr", Void),
    ("html", Container),
    ("i", Inline),
    ("iframe", Skipped),
    ("img", Void),
    ("input", Void),
    ("label", Inline),
    ("legend", Container),
    ("li", Text),
    ("link", Void),
    ("main", Container),
    ("math", Skipped),
    ("menu", Container),
    ("meta", Void),
    ("nav", Container),
    ("noscript", Skipped),
    ("object", Skipped),
    ("ol", Text),
    ("optgroup", Skipped),
    ("option", Skipped),
    ("p", Text),
    ("pre", Text),
    ("script", Skipped),
    ("section", Container),
    ("select", Skipped),
    ("small", Inline),
    ("span", Inline),
    ("strong", Inline),
    ("style", Skipped),
    ("summary", Text),
    ("svg", Skipped),
    ("table", Container),
    ("tbody", Container),
    ("td", Inline),
    ("template", Skipped),
    ("textarea", Skipped),
    ("th", Inline),
    ("thead", Container),
    ("time", Inline),
    ("title", Skipped),
    ("tr", Container),
    ("u", Inline),
    ("ul", Text),
    ("video", Skipped),
];

/// Where the names with each first letter begin, and where the last ones end.
const STARTS: [u8; 27] = {
    let mut starts = [0; 27];
    let (mut letter, mut at) = (0, 0);
    while letter < starts.len() {
        while at < TAGS.len() && TAGS[at].0.as_bytes()[0] < b'a' + letter as u8 {
            at += 1;
        }
        starts[letter] = at as u8;
        letter += 1;
    }
    starts
};

impl Tag {
    /// How many there are.
    pub const COUNT: usize = TAGS.len();

    /// The element of that name, in whichever case.
    pub fn of(name: &[u8]) -> Option<Tag> {
        let first = usize::from(name.first()?.to_ascii_lowercase().checked_sub(b'a')?);
        let from = usize::from(*STARTS.get(first)?);
        let same_first = TAGS.get(from..usize::from(*STARTS.get(first + 1)?))?;
        let at = same_first.iter().position(|(known, _)| known.as_bytes().eq_ignore_ascii_case(name))?;
        u8::try_from(from + at).ok().map(Tag)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        TAGS.get(self.index()).map_or("", |(name, _)| name)
    }

    /// How it is treated.
    pub fn kind(self) -> Kind {
        TAGS.get(self.index()).map_or(Kind::Inline, |(_, kind)| *kind)
    }

    /// Its place among them, below [`Tag::COUNT`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// 1 to 6 for a heading, else 0.
    pub fn heading(self) -> u8 {
        match self.name().as_bytes() {
            [b'h', level @ b'1'..=b'6'] => level - b'0',
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_found() {
        assert!(TAGS.is_sorted_by_key(|(name, _)| *name));
        assert!(TAGS.iter().all(|(name, _)| Tag::of(name.as_bytes()).is_some_and(|tag| tag.name() == *name)));
        assert_eq!(Tag::of(b"h3").map(Tag::heading), Some(3));
        assert_eq!(Tag::of(b"H3").map(Tag::name), Some("h3"));
        for name in ["x-card", "", "zoo", "1", "{", "é", "div2"] {
            assert_eq!(Tag::of(name.as_bytes()), None, "{name}");
        }
    }
}
