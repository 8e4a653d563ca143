//! Many phrases looked for at once: however many there are, a line is read once.

use std::iter::repeat_n;

use super::words::LOWER;

/// Phrases by their first `KEY` bytes, in the order they were given. None is shorter.
pub(super) struct Phrases<T, const KEY: usize> {
    /// Where each group begins in the list, and where the last one ends.
    groups: Vec<u16>,
    list: Vec<(&'static str, T)>,
}

/// How many groups of first bytes there are: enough that hardly any word of a text meets a phrase.
const GROUPS: usize = 1 << 12;

impl<T: Copy, const KEY: usize> Phrases<T, KEY> {
    /// Makes these phrases ready.
    pub fn new(phrases: impl Iterator<Item = (&'static str, T)>) -> Phrases<T, KEY> {
        let keyed = |(phrase, value): (&'static str, T)| {
            let first = phrase.as_bytes().first_chunk::<KEY>()?;
            Some((group(first), (phrase, value)))
        };
        let mut all: Vec<_> = phrases.filter_map(keyed).collect();
        // Stable: within a group the given order holds.
        all.sort_by_key(|(group, _)| *group);
        let mut groups = Vec::with_capacity(GROUPS + 1);
        for (at, (group, _)) in all.iter().enumerate() {
            groups.extend(repeat_n(at as u16, (group + 1).saturating_sub(groups.len())));
        }
        groups.resize(GROUPS + 1, all.len() as u16);
        Phrases { groups, list: all.into_iter().map(|(_, entry)| entry).collect() }
    }

    /// What stands for the first phrase that `text` begins with.
    pub fn at(&self, text: &[u8]) -> Option<T> {
        let near = self.near(text.first_chunk()?).iter();
        near.copied().find(|(phrase, _)| text.starts_with(phrase.as_bytes())).map(|(_, value)| value)
    }

    /// Tells what stands for each phrase in `text`, from its start on, until `found` says that it is enough. A
    /// phrase that begins with a letter or a digit counts at a word's start only.
    pub fn within(&self, text: &[u8], mut found: impl FnMut(T) -> bool) {
        // Hardly any place passes the first question, wherever words begin: that is quicker than to ask for those.
        for (at, first) in text.array_windows().enumerate() {
            for (phrase, value) in self.near(first) {
                let rest = &text[at..];
                let in_word = |at: usize| LOWER[usize::from(text[at])] != 0;
                let inside = at > 0 && in_word(at) && in_word(at - 1);
                if rest.starts_with(phrase.as_bytes()) && !inside && found(*value) {
                    return;
                }
            }
        }
    }

    /// The phrases that may begin like this, and perhaps a few others.
    fn near(&self, first: &[u8; KEY]) -> &[(&'static str, T)] {
        match self.groups.get(group(first)..).and_then(|groups| groups.first_chunk()) {
            // Most often.
            Some([from, to]) if from == to => &[],
            Some([from, to]) => self.list.get(usize::from(*from)..usize::from(*to)).unwrap_or_default(),
            None => &[],
        }
    }
}

fn group<const KEY: usize>(first: &[u8; KEY]) -> usize {
    let number = first.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    (number.wrapping_mul(0x9e37_79b1) >> 20) as usize % GROUPS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIST: &[&str] = &["tips to", "tips", "(photo", "über", "a b c", "tip off", "漢字"];

    #[test]
    fn finds_phrases_at_the_start_and_inside() {
        let phrases = Phrases::<usize, 4>::new(LIST.iter().zip(0..).map(|(phrase, at)| (*phrase, at)));
        for (text, start, inside) in [
            ("tips to all", Some(0), vec![0, 1]),
            ("no tips, (photo)", None, vec![1, 2]),
            ("xtips tip off", None, vec![5]),
            ("xüber", None, vec![3]),
            ("é a b c", None, vec![4]),
            ("漢字 漢字", Some(6), vec![6, 6]),
            ("ti", None, vec![]),
            ("", None, vec![]),
        ] {
            let mut found = Vec::new();
            phrases.within(text.as_bytes(), |at| {
                found.push(at);
                false
            });
            assert_eq!((phrases.at(text.as_bytes()), found), (start, inside), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_phrase_is_found_wherever_it_stands(before in "(|.*[ é(])", at in 0..LIST.len(), after in ".*") {
            let phrases = Phrases::<usize, 4>::new(LIST.iter().zip(0..).map(|(phrase, at)| (*phrase, at)));
            let mut met = false;
            phrases.within(format!("{before}{}{after}", LIST[at]).as_bytes(), |found| {
                met |= found == at;
                met
            });
            prop_assert!(met);
        }
    }
}
