//! Who says what: a picture of how often one version has a label where the other has another, and the places behind each count.
//!
//! Geometry stands in attributes, colours in the style sheet; how dark a field is follows from which fifth its count is in.

use std::rc::Rc;

use tagline::annotation::Label;
use tagline::job::figures::{Figures, PairFigures};
use tagline::workspace::{Command, CompareCommand, Comparison, counted, figures as grouped, short_name};
use yew::prelude::*;

use super::agreement::name;
use super::written_name;
use crate::components::same::Same;
use crate::desk::Desk;

/// So many places are listed.
const MOST: usize = 200;
/// How wide and high a field is, and the room for names beside and above, in the picture's pixels.
const FIELD: usize = 34;
const LEFT: usize = 96;
const TOP: usize = 26;
/// What no mark is called.
const NONE: &str = "no mark";

/// Properties of [`Confusion`].
#[derive(Properties, PartialEq)]
pub struct ConfusionProps {
    pub comparison: Same<Comparison>,
    pub figures: Same<Figures>,
    /// Which pair's.
    pub pair: usize,
    pub desk: Desk,
}

/// The counts of a pair, no mark last.
struct Counts<'a> {
    pair: &'a PairFigures,
    /// The labels' names; `None` for no mark.
    names: Vec<Option<&'a str>>,
    ours: String,
    theirs: String,
}

impl<'a> Counts<'a> {
    fn of(comparison: &Comparison, figures: &'a Figures, pair: &'a PairFigures) -> Counts<'a> {
        let labels = figures.labels.iter().map(|label| Some(&*label.name));
        Counts {
            pair,
            names: labels.chain([None]).collect(),
            ours: name(comparison, pair.first),
            theirs: name(comparison, pair.second),
        }
    }

    /// How often the first says the one and the second the other.
    fn count(&self, row: usize, column: usize) -> usize {
        let last = self.names.len() - 1;
        let place = |at: usize| if at == last { 0 } else { at + 1 };
        self.pair
            .marks
            .get(place(row))
            .and_then(|cells| cells.get(place(column)))
            .copied()
            .unwrap_or_default()
    }

    fn fields(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        let all = 0..self.names.len();
        all.clone().flat_map(move |row| all.clone().map(move |column| (row, column, self.count(row, column))))
    }

    fn written(&self, at: usize) -> String {
        self.names.get(at).copied().flatten().map_or_else(|| NONE.to_owned(), written_name)
    }

    fn told(&self, row: usize, column: usize) -> String {
        format!(
            "{} {}, {} {}: {}",
            self.ours,
            self.written(row),
            self.theirs,
            self.written(column),
            grouped(self.count(row, column))
        )
    }

    /// Where they differ the most, in words.
    fn finding(&self) -> String {
        let all: usize = self.fields().map(|(_, _, count)| count).sum();
        let same: usize =
            self.fields().filter(|(row, column, _)| row == column).map(|(_, _, count)| count).sum();
        if all == 0 {
            return "Neither has marked anything.".to_owned();
        }
        let differing = self.fields().filter(|(row, column, _)| row != column);
        // Of several the first.
        let most = differing.min_by_key(|(.., count)| std::cmp::Reverse(*count));
        let first = format!("{} of {} marks alike in label.", grouped(same), grouped(all));
        match most.filter(|(.., count)| *count > 0) {
            None => first,
            Some((row, column, count)) => format!(
                "{first} Most often ({}) {} has {} where {} has {}.",
                grouped(count),
                self.ours,
                self.names.get(row).copied().flatten().unwrap_or(NONE),
                self.theirs,
                self.names.get(column).copied().flatten().unwrap_or(NONE),
            ),
        }
    }
}

/// Who says what.
#[component]
pub fn Confusion(props: &ConfusionProps) -> Html {
    let ConfusionProps { comparison, figures, pair, desk } = props;
    let as_table = use_state_eq(|| false);
    let chosen = use_state_eq(|| None::<(usize, usize)>);
    let Some(pair) = figures.pairs.get(*pair) else { return Html::default() };
    let counts = Counts::of(comparison, figures, pair);
    let toggle = {
        let as_table = as_table.clone();
        Callback::from(move |_: MouseEvent| as_table.set(!*as_table))
    };
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |field| chosen.set(Some(field).filter(|field| *chosen != Some(*field))))
    };
    let words = if *as_table { "Show as chart" } else { "Show as table" };
    let title = "Who says what";
    html! {
        <section class="agreement-card agreement-confusion" aria-labelledby="agreement-confusion">
            <header>
                <h2 id="agreement-confusion">{ title }</h2>
                <button class="insight-toggle" aria-label={format!("{words}: {title}")} onclick={toggle}>{ words }</button>
            </header>
            <p class="agreement-finding">{ counts.finding() }</p>
            if *as_table {
                <div class="agreement-table" role="group" aria-label={title} tabindex="0">{ table(&counts, &choose) }</div>
            } else {
                <div class="agreement-picture">{ picture(&counts, *chosen, &choose) }</div>
                <p class="mute small">{ format!("Rows: {}. Columns: {}. Choose a field for its places.", counts.ours, counts.theirs) }</p>
            }
            if let Some((row, column)) = *chosen { { places(&comparison.0, &counts, (row, column), desk) } }
        </section>
    }
}

fn picture(counts: &Counts, chosen: Option<(usize, usize)>, choose: &Callback<(usize, usize)>) -> Html {
    let size = counts.names.len();
    let (wide, high) = (LEFT + FIELD * size, TOP + FIELD * size);
    let most = counts.fields().map(|(.., count)| count).max().unwrap_or(0);
    let short = |at: usize| match counts.names.get(at).copied().flatten().and_then(Label::new) {
        Some(label) => short_name(&label),
        None => "–".to_owned(),
    };
    let field = |(row, column, count): (usize, usize, usize)| {
        let (x, y) = (LEFT + FIELD * column + 1, TOP + FIELD * row + 1);
        let fifth = if most == 0 { 0 } else { (count * 5).div_ceil(most) };
        let differs = row != column && count > 0;
        let onclick = {
            let choose = choose.clone();
            Callback::from(move |_: MouseEvent| choose.emit((row, column)))
        };
        let onkeydown = {
            let choose = choose.clone();
            Callback::from(move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "Enter" | " ") {
                    event.prevent_default();
                    choose.emit((row, column));
                }
            })
        };
        let name = |at: usize| counts.names.get(at).copied().flatten().unwrap_or_default();
        let cell = format!("{},{}", name(row), name(column));
        let inside = html! {
            <>
                <rect x={x.to_string()} y={y.to_string()} width={(FIELD - 2).to_string()} height={(FIELD - 2).to_string()} rx="2" />
                if count > 0 {
                    <text x={(x + FIELD / 2 - 1).to_string()} y={(y + FIELD / 2 + 3).to_string()}>{ grouped(count) }</text>
                }
            </>
        };
        if count == 0 {
            return html! { <g class="agreement-cell" data-fifth="0">{ inside }</g> };
        }
        html! {
            <g
                class="agreement-cell" role="button" tabindex="0" aria-label={counts.told(row, column)}
                aria-pressed={(chosen == Some((row, column))).to_string()}
                data-cell={cell} data-fifth={fifth.to_string()} data-differs={differs.then_some("true")} {onclick} {onkeydown}
            >{ inside }</g>
        }
    };
    html! {
        <svg class="agreement-grid" role="group" aria-label={counts.finding()} viewBox={format!("0 0 {wide} {high}")} width={wide.to_string()} height={high.to_string()}>
            { for (0..size).map(|at| html! {
                <>
                    <text class="agreement-row" x={(LEFT - 8).to_string()} y={(TOP + FIELD * at + FIELD / 2 + 4).to_string()} data-label={counts.names[at].map(str::to_owned)}>
                        { short(at) }
                    </text>
                    <text class="agreement-column" x={(LEFT + FIELD * at + FIELD / 2).to_string()} y={(TOP - 8).to_string()} data-label={counts.names[at].map(str::to_owned)}>
                        { short(at).chars().take(4).collect::<String>() }
                    </text>
                </>
            }) }
            { for counts.fields().map(field) }
        </svg>
    }
}

/// The same in figures.
fn table(counts: &Counts, choose: &Callback<(usize, usize)>) -> Html {
    let size = counts.names.len();
    let field = |row: usize, column: usize| {
        let count = counts.count(row, column);
        let onclick = {
            let choose = choose.clone();
            Callback::from(move |_: MouseEvent| choose.emit((row, column)))
        };
        html! {
            <td>
                if count > 0 {
                    <button class="agreement-open" aria-label={counts.told(row, column)} {onclick}>{ grouped(count) }</button>
                } else { { "0" } }
            </td>
        }
    };
    html! {
        <table>
            <caption>{ format!("Rows: what {} says. Columns: what {} says of the same words", counts.ours, counts.theirs) }</caption>
            <thead>
                <tr><td />{ for (0..size).map(|at| html! { <th scope="col">{ counts.written(at) }</th> }) }</tr>
            </thead>
            <tbody>
                { for (0..size).map(|row| html! {
                    <tr><th scope="row">{ counts.written(row) }</th>{ for (0..size).map(|column| field(row, column)) }</tr>
                }) }
            </tbody>
        </table>
    }
}

/// The places behind a count, each a way into the text.
fn places(comparison: &Rc<Comparison>, counts: &Counts, (row, column): (usize, usize), desk: &Desk) -> Html {
    let said = (counts.names.get(row).copied().flatten(), counts.names.get(column).copied().flatten());
    let found = comparison.places((counts.pair.first, counts.pair.second), said, MOST);
    let all = counts.count(row, column);
    let place = |(at, place): (usize, &tagline::workspace::FoundPlace)| {
        let open =
            desk.on(Command::Compare(CompareCommand::OpenAt(place.document.clone(), Some(place.span))));
        html! {
            <li key={at} class="agreement-place">
                <button onclick={open}><b><bdi>{ place.words.clone() }</bdi></b><span class="mute"><bdi>{ place.title.clone() }</bdi></span></button>
            </li>
        }
    };
    html! {
        <div class="agreement-places">
            <h3>{ format!("{}: {}, {}: {} · {}", counts.ours, counts.written(row), counts.theirs, counts.written(column), counted(all, "place")) }</h3>
            if found.len() < all { <p class="mute small">{ format!("The first {}.", grouped(found.len())) }</p> }
            <ul>{ for found.iter().enumerate().map(place) }</ul>
        </div>
    }
}
