//! Numbers for what an element and those around it are called, so that blocks in the same place can be told.

use super::words::{line_number, mixed};

/// What a chain of elements is called, the innermost last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Paths {
    /// Tag and names of the element; of it and the one around it; of it and the two around it; the tags of all.
    pub numbers: [u32; 4],
    /// Whether the element has no name.
    pub plain: bool,
}

impl Paths {
    /// The chain with one more element, of tag `tag` (by number) and these `names`.
    pub fn with(self, tag: usize, names: &str) -> Paths {
        let tag = tag as u64 + 1;
        let [one, two, _, tags] = self.numbers.map(u64::from);
        let own = u64::from(folded(mixed(line_number(names), tag)));
        let numbers = [own, mixed(one, own), mixed(two, own), mixed(tags, tag)];
        Paths { numbers: numbers.map(folded), plain: names.is_empty() }
    }
}

fn folded(number: u64) -> u32 {
    (number ^ number >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_places_apart() {
        let of = |chain: &[(usize, &str)]| {
            chain.iter().fold(Paths::default(), |paths, (tag, names)| paths.with(*tag, names))
        };
        let story = of(&[(0, "story"), (3, "é漢")]);
        let other = of(&[(0, "rail"), (3, "é漢")]);
        assert_eq!(story, of(&[(0, "story"), (3, "é漢")]));
        let same: Vec<bool> = (0..4).map(|at| story.numbers[at] == other.numbers[at]).collect();
        assert_eq!((same, story.plain), (vec![true, false, false, true], false));
        assert!(of(&[(1, "")]).plain && of(&[(1, "")]).numbers != of(&[(2, "")]).numbers);
    }
}
