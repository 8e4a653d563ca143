//! Any text is tagged: no panic, no hang, suggestions are sound, and however the text was changed before, whatever is on
//! screen and whenever the work is broken off, the outcome is that of a new start.
#![no_main]

mod pieces;

use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use tagline::article::Step;
use tagline::tagging::{Data, Part, Suggestion, TagOptions, Tagging, tag};
use tagline::text::Offset;

/// Lines that teach each other, and lines that make reading hard.
const LINES: &[&str] = &[
    "Foreign Minister Marcelo Ebrard told the Senate on Tuesday that Mexico would answer. Ebrard left.\n",
    "Ebrard's aides, \u{301} Ebrard said, would stay in Mexico City with the Ebrards.\n",
    "The Harbor Workers Relief Act (HWRA) passed in March; critics of the HWRA sued Acme Harbor Corp.\n",
    "The Supreme Court will hear it, Republicans in Ohio said. The Colorado Supreme Court will not.\n",
    "She asked whether reading in Reading was a reading of the law, and Reading said it was.\n",
    "HOUSE VOTES TO BLOCK NEW POLICY OF JANE ROE\n",
    "House Votes to Block New Policy of Jane Roe\n",
    "Jane Roe, of Acme Harbor Corp., said. Roe agreed; Acme did not. roe is a fish.\n",
    "PORT ELLERY, March 5 (Reuters) - Roe v. Wade, 410 U.S. 113 (1973), 8 U.S.C. § 1158, June 14, 2019, 2019-06-14.\n",
    "Judge Émile Okafor of the 9th U.S. Circuit Court of Appeals in Port Ellery, Mass., U.S.A. v. St. John's\r\n",
    "last Tuesday, 31 February 99999, the 1990s, Feb. 29, 2023, 00/00/0000, next month and the 43rd of May\n",
    "法院星期二叫停了该市渡轮的出售，理由是市议会没有征求每天乘坐渡轮的居民的意见。\n",
    "אוקפור אמר שבית המשפט העליון ידון בזה. İSTANBUL ǅ ß ﬃ Ω K\n",
    "((((()))))) -- ’s 's ' \" “ ” … 1234567890123456789012345678901234567890\n",
    "Of The Of The For And Of & Of - Of The New York Of\n",
    "\n",
    " \u{a0}\t\u{2028}\r\n",
];

fuzz_target!(|input: &str| {
    let mut chance = Chance::of(input);
    let date = ["2019-06-26", "2024-02-29", "0001-01-01", "9999-12-31", "no day"][chance.below(5)];
    let options =
        TagOptions { date: (chance.below(3) > 0).then(|| date.to_owned()), ..TagOptions::default() };
    let expected = tag(input, options.clone());
    sound(input, &expected);

    // A text that this one may have been: with a line less, a line twice, or cut off.
    let lines: Vec<&str> = input.split_inclusive('\n').collect();
    let at = chance.below(lines.len().max(1)).min(lines.len());
    let (before, after) = lines.split_at(at);
    let other = match chance.below(3) {
        0 => [before, after.get(1..).unwrap_or_default()].concat().concat(),
        1 => [before, after.get(..1).unwrap_or_default(), after].concat().concat(),
        _ => before.concat(),
    };
    let mut tagging = Tagging::new(Data::embedded(), other.as_str().into(), options.clone());
    if chance.below(4) > 0 {
        run(&mut tagging, usize::MAX);
    } else {
        run(&mut tagging, chance.below(6));
    }
    let mut tagging = tagging.again(input.into(), options);
    let looks = chance.below(2) == 0;
    if looks {
        let from = chance.below(input.len() + 2);
        tagging.look(Range { start: from, end: chance.below(input.len() + 2) });
    }
    let (found, parts) = run(&mut tagging, usize::MAX);
    assert_eq!(found.as_ref(), Some(&expected), "the outcome is that of a new start");
    if looks {
        let mut shown: Vec<Suggestion> = Vec::new();
        for part in parts {
            shown.retain(|one| !part.span.overlaps(one.span));
            shown.extend(part.suggestions);
        }
        shown.sort_by_key(|one| one.span);
        assert_eq!(shown, expected, "the parts come to the whole");
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    pieces::mutate(data, size, max_size, seed, LINES)
});

fn run(tagging: &mut Tagging, most: usize) -> (Option<Vec<Suggestion>>, Vec<Part>) {
    let mut parts = Vec::new();
    for _ in 0..most {
        let done = tagging.step();
        parts.extend(tagging.parts());
        if let Step::Done(found) = done {
            return (Some(found), parts);
        }
    }
    (None, parts)
}

fn sound(text: &str, found: &[Suggestion]) {
    let mut end = Offset(0);
    for one in found {
        let words = one.span.slice(text);
        assert!(words.is_some_and(|words| words.trim() == words && !words.contains('\n')), "{words:?}");
        assert!(one.span.start() >= end, "suggestions lie in order and apart");
        assert!((0.0..=1.0).contains(&one.score), "{}", one.score);
        end = one.span.end();
    }
}

/// Choices that follow from the input, so that a case can be tried again.
struct Chance(u64);

impl Chance {
    fn of(input: &str) -> Chance {
        let mut hasher = DefaultHasher::new();
        hasher.write(input.as_bytes());
        Chance(hasher.finish() | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end
    }
}
