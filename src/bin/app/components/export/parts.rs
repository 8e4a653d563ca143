//! The export in three parts, to train with, to choose by and to test with: the shares, the seed, and how many documents each part gets.

use tagline::annotation::Project;
use tagline::format::{self, File, Fix, Format, SPLIT_PARTS, Selection, split};
use tagline::workspace::{counted, figures};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::chosen_of;
use crate::components::same::Same;

/// The largest share that can be typed.
const MOST: u32 = 1000;

/// How documents are parted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parts {
    /// The shares of train, dev and test.
    pub shares: [u32; 3],
    /// The same seed parts the same texts in the same way.
    pub seed: u64,
}

impl Default for Parts {
    fn default() -> Parts {
        Parts { shares: [80, 10, 10], seed: 1 }
    }
}

impl Parts {
    /// Why nothing can be parted so; what to do.
    pub fn wrong(&self) -> Option<&'static str> {
        self.shares.iter().all(|share| *share == 0).then_some("All shares are 0: give one of them more.")
    }

    /// The files of the three parts, by the words of the clean text whichever text is exported.
    pub fn files(
        &self,
        whole: &Project,
        selection: &Selection,
        pasted: bool,
        (format, fixes): (&Format, &[Fix]),
    ) -> Vec<File> {
        let (chosen, _) = chosen_of(whole, selection, false);
        let parts = split(&chosen, self.shares, self.seed);
        let written = parts.iter().zip(SPLIT_PARTS).flat_map(|(part, name)| {
            let part = if pasted { format::on_source(part).0 } else { part.clone() };
            let written = format.write(&part, fixes);
            if !format.is_folder() {
                let name = format!("{name}{}", format.extension);
                return vec![File { name, content: written.content().to_owned() }];
            }
            let inside = |file: File| File { name: format!("{name}/{}", file.name), ..file };
            written.files.into_iter().map(inside).collect()
        });
        written.collect()
    }
}

/// Properties of [`PartsRow`].
#[derive(Properties, PartialEq)]
pub struct PartsProps {
    /// What is exported, before it is narrowed.
    pub project: Same<Project>,
    pub selection: Selection,
    /// How it is parted; none where it is one file.
    pub parts: Option<Parts>,
    pub set: Callback<Option<Parts>>,
}

/// The switch, and behind it shares, seed and counts.
#[component]
pub fn PartsRow(props: &PartsProps) -> Html {
    let PartsProps { project, selection, parts, set } = props;
    let counts = use_memo((project.clone(), selection.clone(), *parts), |(project, selection, parts)| {
        parts.map(|parts| {
            let (chosen, _) = chosen_of(project, selection, false);
            split(&chosen, parts.shares, parts.seed).each_ref().map(|part| part.documents.len())
        })
    });
    let turn = {
        let (set, parts) = (set.clone(), *parts);
        Callback::from(move |_: MouseEvent| {
            set.emit(if parts.is_some() { None } else { Some(Parts::default()) });
        })
    };
    let number = |words: &'static str, value: u64, most: u64, put: fn(&mut Parts, u64)| {
        let (set, parts) = (set.clone(), *parts);
        let oninput = Callback::from(move |event: InputEvent| {
            let field = event.target_dyn_into::<HtmlInputElement>();
            let typed = field.and_then(|field| field.value().trim().parse::<u64>().ok());
            // What is no number, or not one yet, leaves it as it was.
            if let (Some(mut parts), Some(typed)) = (parts, typed.filter(|typed| *typed <= most)) {
                put(&mut parts, typed);
                set.emit(Some(parts));
            }
        });
        html! {
            <label class="export-number">
                <span>{ words }</span>
                <input type="number" min="0" max={most.to_string()} step="1" value={value.to_string()} {oninput} />
            </label>
        }
    };
    let shares: [fn(&mut Parts, u64); 3] = [
        |parts, share| parts.shares[0] = u32::try_from(share).unwrap_or(MOST),
        |parts, share| parts.shares[1] = u32::try_from(share).unwrap_or(MOST),
        |parts, share| parts.shares[2] = u32::try_from(share).unwrap_or(MOST),
    ];
    html! {
        <div class="export-split" role="group" aria-label="In three parts">
            <button class="button" aria-pressed={parts.is_some().to_string()} onclick={turn}>
                { "Split into train, dev, test" }
            </button>
            if let Some(parts) = parts {
                { for shares.into_iter().zip(SPLIT_PARTS).zip(parts.shares).map(|((put, name), share)| {
                    number(name, u64::from(share), u64::from(MOST), put)
                }) }
                { number("seed", parts.seed, u64::from(u32::MAX), |parts, seed| parts.seed = seed) }
                <p class="small mute" role="status">
                    if let Some(wrong) = parts.wrong() {
                        { wrong }
                    } else if let Some(counts) = *counts {
                        { told(counts) }
                    }
                </p>
            }
        </div>
    }
}

/// How many documents each part gets: `train 8, dev 1, test 1 of 10 documents`.
fn told(counts: [usize; 3]) -> String {
    let each = SPLIT_PARTS.iter().zip(counts).map(|(name, count)| format!("{name} {}", figures(count)));
    let each: Vec<String> = each.collect();
    let all: usize = counts.iter().sum();
    let few = if counts.contains(&0) && all > 0 {
        ". Of few documents a part may get none; another seed parts them otherwise"
    } else {
        ""
    };
    format!("{} of {}, by what each text says{few}", each.join(", "), counted(all, "document"))
}
