//! What became of a text that was typed over: which stretches were replaced, put in or taken out.
//!
//! Words are compared first, and the letters of a word only with those of the word that came in its place: so whoever
//! mends two words of a paragraph has changed these two and nothing between them.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Up to how many pairs of words are compared: more were typed over as a whole.
const PAIRS: usize = 1 << 21;

/// Up to how many pairs of words are compared by their letters.
const ALIKE: usize = 1 << 10;

/// A stretch of a text, and what stands in its place in another. One of the two may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// In the text as it was, in bytes.
    pub old: Range<usize>,
    /// In the text as it is.
    pub new: Range<usize>,
}

impl Patch {
    /// The same in texts that these stand `by` bytes into.
    pub fn shifted(&self, by: usize) -> Patch {
        let shift = |range: &Range<usize>| range.start + by..range.end + by;
        Patch { old: shift(&self.old), new: shift(&self.new) }
    }

    /// The same, counted in the texts of which `outer` has the stretches that this counts in.
    fn within(&self, outer: &Patch) -> Patch {
        let shift = |range: &Range<usize>, by: usize| range.start + by..range.end + by;
        Patch { old: shift(&self.old, outer.old.start), new: shift(&self.new, outer.new.start) }
    }
}

/// What differs between two texts, in order; between two patches stands what both have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patches {
    /// By whole words.
    pub words: Vec<Patch>,
    /// By letters, where a word is still to be seen in what came in its place; else by whole words.
    pub letters: Vec<Patch>,
}

/// What differs between `old` and `new`.
pub fn compare(old: &str, new: &str) -> Patches {
    let words = differing(&pieces(old.split_word_bounds()), &pieces(new.split_word_bounds()));
    let mut letters = Vec::with_capacity(words.len());
    for patch in &words {
        let (old, new) = (&old[patch.old.clone()], &new[patch.new.clone()]);
        match by_letters(old, new).or_else(|| by_likeness(old, new)) {
            Some(finer) => letters.extend(finer.iter().map(|finer| finer.within(patch))),
            None => letters.push(patch.clone()),
        }
    }
    Patches { words, letters }
}

/// What differs where some words are still to be seen in others; `None` if none is.
fn by_likeness(old: &str, new: &str) -> Option<Vec<Patch>> {
    let (olds, news) = (pieces(old.split_word_bounds()), pieces(new.split_word_bounds()));
    if olds.len().saturating_mul(news.len()) > ALIKE {
        return None;
    }
    let alike = |a: &str, b: &str| match a == b {
        true => 2 * weight(a),
        false if by_letters(a, b).is_some() => weight(a).min(weight(b)),
        false => 0,
    };
    let places = common(&olds, &news, alike);
    let mut patches: Vec<Patch> = Vec::new();
    let (mut from, mut to) = (0, 0);
    let end = [(old.len(), "", new.len(), "")];
    let pairs = places.iter().map(|&(i, j)| (olds[i].0, olds[i].1, news[j].0, news[j].1));
    for (i, a, j, b) in pairs.chain(end) {
        let between = Patch { old: from..i, new: to..j };
        let pair = Patch { old: i..i + a.len(), new: j..j + b.len() };
        let inside = by_letters(a, b).unwrap_or_default();
        for patch in [between].into_iter().chain(inside.iter().map(|finer| finer.within(&pair))) {
            match patches
                .last_mut()
                .filter(|last| last.old.end == patch.old.start && last.new.end == patch.new.start)
            {
                Some(last) => (last.old.end, last.new.end) = (patch.old.end, patch.new.end),
                None => patches.push(patch),
            }
        }
        (from, to) = (pair.old.end, pair.new.end);
    }
    patches.retain(|patch| !patch.old.is_empty() || !patch.new.is_empty());
    (!places.is_empty()).then_some(patches)
}

/// What differs by letters, if more than three of five are common to both.
fn by_letters(old: &str, new: &str) -> Option<Vec<Patch>> {
    let (old, new) = (pieces(old.graphemes(true)), pieces(new.graphemes(true)));
    let patches = differing(&old, &new);
    let changed: usize = patches.iter().map(|patch| count(&old, &patch.old) + count(&new, &patch.new)).sum();
    let all = old.len() + new.len();
    (10 * (all - changed) > 6 * all).then_some(patches)
}

/// How many pieces begin in `range`.
fn count(pieces: &[(usize, &str)], range: &Range<usize>) -> usize {
    let before = |place: usize| pieces.partition_point(|(at, _)| *at < place);
    before(range.end) - before(range.start)
}

/// Pieces with where they begin.
fn pieces<'a>(pieces: impl Iterator<Item = &'a str>) -> Vec<(usize, &'a str)> {
    let mut at = 0;
    let placed = |piece: &'a str| {
        let here = at;
        at += piece.len();
        (here, piece)
    };
    pieces.map(placed).collect()
}

/// What differs between two rows of pieces, if as much as can be is taken to be the same.
fn differing(old: &[(usize, &str)], new: &[(usize, &str)]) -> Vec<Patch> {
    let same = |(a, b): &(&(usize, &str), &(usize, &str))| a.1 == b.1;
    let before = old.iter().zip(new).take_while(same).count();
    let (old_rest, new_rest) = (&old[before..], &new[before..]);
    let behind = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(same).count();
    let olds = &old_rest[..old_rest.len() - behind];
    let news = &new_rest[..new_rest.len() - behind];
    let mut places = Vec::new();
    if (olds.len() + 1).saturating_mul(news.len() + 1) <= PAIRS {
        places = common(olds, news, |a, b| if a == b { weight(a) } else { 0 });
    }
    let end = |all: &[(usize, &str)]| all.last().map_or(0, |(at, piece)| at + piece.len());
    let place = |all: &[(usize, &str)], at: usize| all.get(at).map_or(end(all), |(at, _)| *at);
    let mut patches: Vec<Patch> = Vec::new();
    let (mut i, mut j) = (before, before);
    for (a, b) in places
        .into_iter()
        .map(|(a, b)| (a + before, b + before))
        .chain([(before + olds.len(), before + news.len())])
    {
        if (i, j) != (a, b) {
            patches.push(Patch { old: place(old, i)..place(old, a), new: place(new, j)..place(new, b) });
        }
        (i, j) = (a + 1, b + 1);
    }
    patches
}

/// The places of pieces that go together, in the same order: those that weigh most in all. What weighs nothing doesn't.
fn common(
    old: &[(usize, &str)],
    new: &[(usize, &str)],
    weight: impl Fn(&str, &str) -> u32,
) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let width = new.len() + 1;
    // What the best places from here on weigh.
    let mut best = vec![0_u32; (old.len() + 1) * width];
    for (i, (_, a)) in old.iter().enumerate().rev() {
        for (j, (_, b)) in new.iter().enumerate().rev() {
            let own = weight(a, b);
            let with = if own > 0 { best[(i + 1) * width + j + 1] + own } else { 0 };
            best[i * width + j] = with.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
        }
    }
    let mut places = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        let here = best[i * width + j];
        let own = weight(old[i].1, new[j].1);
        if own > 0 && here == best[(i + 1) * width + j + 1] + own {
            places.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    places
}

/// A long word says more of what stayed than a space does.
fn weight(piece: &str) -> u32 {
    match piece.chars().next() {
        Some(first) if first.is_alphanumeric() => u32::try_from(piece.len()).unwrap_or(u32::MAX / 4) + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Shows `new` with `{old>new}` for each patch.
    fn shown(old: &str, new: &str, patches: &[Patch]) -> String {
        let mut shown = String::new();
        let mut at = 0;
        for patch in patches {
            shown += &new[at..patch.new.start];
            shown += &format!("{{{}>{}}}", &old[patch.old.clone()], &new[patch.new.clone()]);
            at = patch.new.end;
        }
        shown + &new[at..]
    }

    #[track_caller]
    fn check(old: &str, new: &str, words: &str, letters: &str) {
        let patches = compare(old, new);
        assert_eq!(shown(old, new, &patches.words), words);
        assert_eq!(shown(old, new, &patches.letters), letters);
    }

    #[test]
    fn what_was_mended_is_found_word_by_word() {
        check(
            "The coucil of Port Elery met.",
            "The council of Port Ellery met.",
            "The {coucil>council} of Port {Elery>Ellery} met.",
            "The cou{>n}cil of Port El{>l}ery met.",
        );
        check("Anna Smith said", "Anna Jones said", "Anna {Smith>Jones} said", "Anna {Smith>Jones} said");
        check("the the court", "the court", "the {the >}court", "the {the >}court");
        check("court said", "the court said", "{>the }court said", "{>the }court said");
        check("Ann Roe met", "Anna met", "{Ann Roe>Anna} met", "Ann{ Roe>a} met");
        check(
            "Mr Okafr sat",
            "Judge Anna Okafor sat",
            "{Mr>Judge} {Okafr>Anna Okafor} sat",
            "{Mr>Judge} {>Anna }Okaf{>o}r sat",
        );
        check("a b", "a b, c", "a b{>, c}", "a b{>, c}");
        check("the Council", "theCouncil", "{the Council>theCouncil}", "the{ >}Council");
        check("漢字 é 👩‍🚀", "漢語 é 👩‍🚒", "漢{字>語} é {👩‍🚀>👩‍🚒}", "漢{字>語} é {👩‍🚀>👩‍🚒}");
        check("בית המשפט אמר", "בית משפט אמר", "בית {המשפט>משפט} אמר", "בית {ה>}משפט אמר");
        check("same", "same", "same", "same");
        check("", "é", "{>é}", "{>é}");
        check("é", "", "{é>}", "{é>}");
    }

    #[test]
    fn a_book_pasted_over_a_word_is_one_patch() {
        let new = "word ".repeat(400_000);
        let old = "other ".repeat(900);
        assert_eq!(
            compare(&old, &new).words,
            [Patch { old: 0..old.trim_end().len(), new: 0..new.trim_end().len() }]
        );
    }

    proptest! {
        #[test]
        fn patches_make_one_of_the_other(old in "(?s)[ab é漢👩🚀\u{200d}\u{301}ש.,\r\n]{0,40}", new in "(?s)[ab é漢👩🚀\u{200d}\u{301}ש.,\r\n]{0,40}") {
            let Patches { words, letters } = compare(&old, &new);
            for patches in [words, letters] {
                let mut made = String::new();
                let mut at = 0;
                for patch in &patches {
                    prop_assert!(at == 0 || patch.old.start > at, "something stands between two");
                    prop_assert!(!patch.old.is_empty() || !patch.new.is_empty());
                    made += &old[at..patch.old.start];
                    prop_assert_eq!(made.len(), patch.new.start);
                    made += &new[patch.new.clone()];
                    at = patch.old.end;
                }
                made += &old[at..];
                prop_assert_eq!(&made, &new);
            }
        }
    }
}
