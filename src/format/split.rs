//! A project in three parts, to train with, to choose by, and to test with: by what its documents say.
//!
//! Which part a document is in follows from the seed and its words alone. So one more document moves no other, the order of
//! documents and their ids mean nothing, and texts that differ in white space only are in one part: no article is trained and
//! tested with under two names. The parts are about as large as their shares, the more closely the more documents there are.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::fit::{Fitted, fit};
use super::loss::{Loss, Lost, Place};
use super::rules::Cause;
use super::{Exported, Fix, Format, Salt};
use crate::annotation::{Document, Project};

/// What the parts are called, in the order in which they are given.
pub const SPLIT_PARTS: [&str; 3] = ["train", "dev", "test"];

/// The documents of `project` in three parts, each with the project's labels, annotators and entities. `shares` are of their
/// sum: `[80, 10, 10]` is the same as `[8, 1, 1]`. Within a part the documents keep their order.
pub fn split(project: &Project, shares: [u32; 3], seed: u64) -> [Project; 3] {
    let empty = Project { documents: Vec::new(), ..project.clone() };
    let mut parts = [empty.clone(), empty.clone(), empty];
    for document in &project.documents {
        if let Some(part) = parts.get_mut(split_part(document, shares, seed)) {
            part.documents.push(document.clone());
        }
    }
    parts
}

/// The part that [`split`] puts a document in, as a place in [`SPLIT_PARTS`]; the first where all shares are 0.
pub fn split_part(document: &Document, shares: [u32; 3], seed: u64) -> usize {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    for word in document.text().split_whitespace() {
        hash.update(word);
        hash.update(b" ");
    }
    // Somewhere between 0 and 1, in parts of 2⁶⁴.
    let place = hash.finalize().first_chunk().map_or(0, |start| u64::from_be_bytes(*start));
    let sum: u128 = shares.iter().map(|&share| u128::from(share)).sum();
    let at = (u128::from(place) * sum) >> 64;
    let mut end = 0;
    let found = shares.iter().position(|&share| {
        end += u128::from(share);
        at < end
    });
    found.unwrap_or(0)
}

/// A project written in three parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Split {
    /// The files of each part, with what is lost of its documents under the numbers that the project has for them; what the project
    /// itself loses stands with each.
    pub parts: [Exported; 3],
    /// How many documents each has.
    pub counts: [usize; 3],
}

impl Split {
    /// What is lost in all, each once, in the order of the documents.
    pub fn losses(&self) -> Vec<Loss> {
        let all = self.parts.iter().enumerate().flat_map(|(part, exported)| {
            exported.losses.iter().filter(move |loss| part == 0 || loss.place != Place::Project)
        });
        let mut all: Vec<Loss> = all.cloned().collect();
        all.sort_by_key(|loss| match loss.place {
            Place::Project => (0, 0),
            Place::Document(number) => (number + 1, 0),
            Place::Row(number, _, row) => (number + 1, row + 1),
        });
        all
    }
}

impl Format {
    /// Writes `project` in three parts, as [`split`] makes them, after `fixes`. A label has the same name in each.
    pub fn write_split(
        &self,
        project: &Project,
        fixes: &[Fix],
        shares: [u32; 3],
        seed: u64,
        salt: Option<&Salt>,
    ) -> Split {
        let Fitted { project: fitted, losses } = fit(project, &self.rules, fixes);
        let part_of: Vec<usize> =
            project.documents.iter().map(|document| split_part(document, shares, seed)).collect();
        let gone = |loss: &Loss| match (loss.place, &loss.lost) {
            (Place::Document(number), Lost::Because(Cause::Wordless)) => Some(number),
            _ => None,
        };
        let gone: HashSet<usize> = losses.iter().filter_map(gone).collect();
        let left = part_of.iter().enumerate().filter(|(number, _)| !gone.contains(number));
        let left: Vec<(usize, &std::rc::Rc<Document>)> =
            left.map(|(_, part)| *part).zip(&fitted.documents).collect();
        let mut split = Split::default();
        for (part, (exported, count)) in split.parts.iter_mut().zip(&mut split.counts).enumerate() {
            let documents =
                left.iter().filter(|(of, _)| *of == part).map(|(_, one)| (*one).clone()).collect();
            let project = Project { documents, ..fitted.clone() };
            *count = project.documents.len();
            // What fits whole fits in parts: nothing more is lost.
            exported.files = self.write_salted(&project, fixes, salt).files;
            let of_part = |loss: &&Loss| match loss.place {
                Place::Project => true,
                Place::Document(number) | Place::Row(number, ..) => part_of.get(number) == Some(&part),
            };
            exported.losses = losses.iter().filter(of_part).cloned().collect();
        }
        split
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::format::testing::project;

    fn of(texts: impl IntoIterator<Item = String>) -> Project {
        let documents = texts.into_iter().zip(1..).map(|(text, id)| Document::of_text(id.to_string(), text));
        Project { documents: documents.map(Rc::new).collect(), ..project("[A é]") }
    }

    fn ids(part: &Project) -> Vec<&str> {
        part.documents.iter().map(|document| &*document.id).collect()
    }

    #[test]
    fn parts_are_about_as_large_as_their_shares_and_hold_every_document_once() {
        let all = of((0..2000).map(|at| format!("漢 👩‍🚀 {at}")));
        for (shares, expected) in
            [([80, 10, 10], [1600, 200, 200]), ([1, 0, 1], [1000, 0, 1000]), ([0; 3], [2000, 0, 0])]
        {
            let parts = split(&all, shares, 7);
            for (part, expected) in parts.iter().zip(expected) {
                let found = part.documents.len();
                assert!(found.abs_diff(expected) <= expected / 10, "{shares:?}: {found} for {expected}");
                assert_eq!(part.schema, all.schema);
                assert!(part.documents.is_sorted_by_key(|one| one.id.parse::<usize>().unwrap()));
            }
            let mut together: Vec<&str> = parts.iter().flat_map(ids).collect();
            together.sort_by_key(|id| id.parse::<usize>().unwrap());
            assert_eq!(together, ids(&all));
        }
    }

    #[test]
    fn a_seed_gives_the_same_parts_in_every_version() {
        let all = of((0..12).map(|at| format!("text {at}")));
        let shown = |seed| split(&all, [2, 1, 1], seed).each_ref().map(|part| ids(part).join(" "));
        assert_eq!(shown(0), ["1 2 8 11", "4 7 10 12", "3 5 6 9"]);
        assert_eq!(shown(1), ["2 3 5 7 12", "4 6 9 10", "1 8 11"]);
    }

    #[test]
    fn neither_other_documents_nor_ids_nor_white_space_move_one() {
        let texts = (0..300).map(|at| format!("é {at}\r\nand more"));
        let all = of(texts.clone());
        let more = of(texts.map(|text| text.replace("\r\n", "\n\n ")).rev().chain(["one more".to_owned()]));
        let part = |document: &Document| split_part(document, [6, 2, 2], 42);
        for (one, other) in all.documents.iter().rev().zip(&more.documents) {
            assert_eq!(part(one), part(other), "{:?}", one.text());
        }
    }

    #[test]
    fn a_larger_share_takes_documents_in_and_lets_none_go() {
        let all = of((0..500).map(|at| at.to_string()));
        for document in &all.documents {
            let (small, large) =
                (split_part(document, [50, 25, 25], 3), split_part(document, [70, 15, 15], 3));
            assert!(small != 0 || large == 0);
        }
    }
}
