//! What a page's markup says of its blocks: which element holds most sentences, and which are named alike.

use std::collections::{HashMap, HashSet};

use super::super::body::MOST;
use super::super::draft::Draft;
use super::super::page::Page;
use super::super::paths::Paths;
use super::features::*;
use super::line;

/// What a set of blocks holds.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    /// Letters of sentences.
    mass: u64,
    blocks: usize,
    /// Letters.
    width: u64,
    /// Letters of links.
    linked: u64,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.mass += other.mass;
        self.blocks += other.blocks;
        self.width += other.width;
        self.linked += other.linked;
    }
}

/// An element that holds blocks.
#[derive(Clone, Copy, Debug, Default)]
struct Container {
    around: usize,
    own: Sum,
    all: Sum,
    depth: usize,
    inside: bool,
}

/// The elements of a page, and what they hold.
#[derive(Debug)]
pub(super) struct Places {
    containers: Vec<Container>,
    /// The depth of the element that holds most sentences.
    main_depth: usize,
    /// What the elements that blocks begin in are called.
    paths: Vec<Paths>,
    /// What stands under the same names: of one element, of two, of three; under the same tags.
    alike: [HashMap<u32, Sum>; 4],
}

impl Places {
    pub fn new(page: &Page) -> Places {
        let mut containers = vec![Container::default(); page.containers.len() + 1];
        for (container, around) in containers.iter_mut().skip(1).zip(&page.containers) {
            container.around = *around as usize;
        }
        Places { containers, main_depth: 0, paths: page.paths.clone(), alike: Default::default() }
    }

    /// Takes one more block into account.
    pub fn see(&mut self, draft: &Draft, mass: u64, width: u64) {
        let sum = Sum { mass, blocks: 1, width, linked: width * u64::from(draft.place.links) / 100 };
        if let Some(container) = self.containers.get_mut(draft.place.container as usize) {
            container.own.add(sum);
        }
        let numbers = self.paths_of(draft).numbers;
        for (alike, path) in self.alike.iter_mut().zip(numbers) {
            alike.entry(path).or_default().add(sum);
        }
    }

    fn paths_of(&self, draft: &Draft) -> Paths {
        self.paths.get(draft.place.paths as usize).copied().unwrap_or_default()
    }

    /// Once all are seen: adds up what lies in what.
    pub fn add_up(&mut self) {
        let containers = &mut self.containers;
        for at in (0..containers.len()).rev() {
            let own = containers[at].own;
            containers[at].all.add(own);
            if at > 0 {
                // An element comes after the one around it.
                let (all, around) = (containers[at].all, containers[at].around);
                containers[around].all.add(all);
            }
        }
        let most = containers[0].all.mass as f32 * MOST;
        let main = containers.iter().rposition(|it| it.all.mass as f32 >= most).unwrap_or(0);
        for at in 0..containers.len() {
            let around = containers[containers[at].around];
            let container = &mut containers[at];
            container.depth = if at > 0 { around.depth + 1 } else { 0 };
            container.inside = at == main || at > 0 && around.inside;
        }
        self.main_depth = containers[main].depth;
    }

    /// Fills in what its place says of a block.
    pub fn fill(&self, row: &mut [u8], draft: &Draft, own: u64, before: Option<&Draft>, trusted: u32) {
        let place = &draft.place;
        row[HEADING] = place.heading;
        row[ITEM] = u8::from(place.item);
        row[PARAGRAPH] = u8::from(place.paragraph);
        row[LINKS] = place.links;
        for bit in 0..=STANDFIRST - NAVIGATION {
            let named = u8::from(place.regions & 1 << bit != 0);
            row[NAVIGATION + bit] = named + u8::from(place.regions & trusted & 1 << bit != 0);
        }
        let total = self.containers[0].all.mass.max(1) as f32;
        let number = place.container as usize;
        let holder = self.containers.get(number).copied().unwrap_or_default();
        let parent = self.containers[holder.around];
        let grand = self.containers[parent.around];
        row[INSIDE] = u8::from(holder.inside);
        row[OWN_MASS] = part(holder.own.mass as f32, total);
        row[SUB_MASS] = part(holder.all.mass as f32, total);
        row[PARENT_MASS] = part(parent.all.mass as f32, total);
        row[GRAND_MASS] = part(grand.all.mass as f32, total);
        row[BOX_COUNT] = doublings(holder.own.blocks);
        row[BOX_WIDTH] = doublings(holder.own.width as usize);
        row[BOX_LINKS] = part(holder.own.linked as f32, holder.own.width as f32);
        row[PARENT_LINKS] = part(parent.all.linked as f32, parent.all.width as f32);
        row[GRAND_LINKS] = part(grand.all.linked as f32, grand.all.width as f32);
        row[DEPTH] = count(holder.depth, 254);
        row[DEPTH_FROM_MAIN] = distance(self.main_depth, holder.depth);
        row[SAME_BOX] = u8::from(before.is_some_and(|before| before.place.container == place.container));
        let paths = self.paths_of(draft);
        row[PLAIN] = u8::from(paths.plain);
        for (at, (alike, path)) in self.alike.iter().zip(paths.numbers).enumerate() {
            let sum = alike.get(&path).copied().unwrap_or_default();
            row[PATH_1_MASS + 3 * at] = part(sum.mass as f32, total);
            row[PATH_1_COUNT + 3 * at] = doublings(sum.blocks);
            // What the others of that name are mostly made of.
            let width = (sum.width as f32 - own as f32).max(0.0);
            row[PATH_1_PART + 3 * at] = part((sum.mass - own.min(sum.mass)) as f32, width);
        }
    }
}

/// What a page says of its article beside its text, as numbers of three words in a row.
#[derive(Debug, Default)]
pub(super) struct Said {
    body: HashSet<u64>,
    summary: HashSet<u64>,
}

/// How many words a body has that is told whole.
const LEAST: usize = 60;

/// The longest body that is compared, in bytes.
const LONGEST: usize = 1 << 20;

impl Said {
    /// What `page` says: `articleBody` of JSON-LD, and its descriptions.
    pub fn of(page: &Page) -> Said {
        let mut said = Said::default();
        for script in &page.scripts {
            for (at, name) in script.match_indices("\"articleBody\"") {
                let rest = script[at + name.len()..].trim_start();
                let Some(rest) = rest.strip_prefix(':') else { continue };
                let mut values = serde_json::Deserializer::from_str(rest.trim_start()).into_iter::<String>();
                if let Some(Ok(body)) = values.next()
                    && body.len() <= LONGEST
                {
                    threes(&body, |three| _ = said.body.insert(three));
                }
            }
        }
        if said.body.len() < LEAST {
            said.body.clear();
        }
        for (name, content) in &page.metas {
            if name.contains("description") {
                threes(content, |three| _ = said.summary.insert(three));
            }
        }
        said
    }

    /// Fills in how much of `text` is said there.
    pub fn fill(&self, row: &mut [u8], text: &str) {
        (row[SAID_BODY], row[SAID_SUMMARY]) = (NONE, NONE);
        if self.body.is_empty() && self.summary.is_empty() {
            return;
        }
        let (mut all, mut body, mut summary) = (0, 0, 0);
        threes(text, |three| {
            all += 1;
            body += usize::from(self.body.contains(&three));
            summary += usize::from(self.summary.contains(&three));
        });
        let of = |part_of: usize| if all == 0 { NONE - 1 } else { part(part_of as f32, all as f32) };
        if !self.body.is_empty() {
            row[SAID_BODY] = of(body);
        }
        if !self.summary.is_empty() {
            row[SAID_SUMMARY] = of(summary);
        }
    }
}

/// Hands each three words in a row to `tell`, as one number.
fn threes(text: &str, mut tell: impl FnMut(u64)) {
    let (mut first, mut second, mut seen) = (0_u32, 0_u32, 0);
    line::words(text, |number, _| {
        seen += 1;
        if seen >= 3 {
            tell(u64::from(first).rotate_left(42) ^ u64::from(second).rotate_left(21) ^ u64::from(number));
        }
        (first, second) = (second, number);
    });
}
