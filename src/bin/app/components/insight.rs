//! The screen of what the documents come to: four charts, each with its finding in words and a table behind it.
//!
//! The charts are SVG as wide as their place, so that their letters are always of one size. Geometry stands in attributes and
//! colours in the style sheet; no element has a style of its own.

mod lengths;
mod marks;
mod progress;
mod scale;
mod tagger;

use tagline::annotation::Schema;
use tagline::workspace::insight::{Insight, date, grouped};
use tagline::workspace::{Command, OpenDocument, View, Workspace};
use yew::prelude::*;

use super::labels::written;
use super::same::Same;
use crate::browser::{clock, width};
use crate::desk::Desk;

/// The width that a chart is drawn for until its own is known.
const USUAL: u32 = 550;

/// What the documents come to, while that is shown; worked out anew only after one has changed, or on another day.
#[hook]
pub fn use_insight(workspace: &Workspace) -> Option<Same<Insight>> {
    type Seen = (Vec<Same<OpenDocument>>, Same<Schema>, (String, u64), Same<Insight>);
    let seen = use_mut_ref(|| None::<Seen>);
    if workspace.view() != View::Insight {
        return None;
    }
    let now = clock::now();
    // With the day, and with what the list has, they are others.
    let today = (now.0.chars().take(10).collect::<String>(), workspace.queue().generation());
    let documents: Vec<_> = workspace.documents().iter().cloned().map(Same).collect();
    let schema = Same(workspace.schema().clone());
    let mut seen = seen.borrow_mut();
    if let Some((then, labels, day, insight)) = &*seen
        && (then, labels, day) == (&documents, &schema, &today)
    {
        return Some(insight.clone());
    }
    let insight = Same(std::rc::Rc::new(workspace.insight(&now)));
    *seen = Some((documents, schema, today, insight.clone()));
    Some(insight)
}

/// Properties of [`InsightScreen`].
#[derive(Properties, PartialEq)]
pub struct InsightProps {
    pub insight: Same<Insight>,
    /// Whether blind mode leaves out the marks of documents that are not done.
    #[prop_or_default]
    pub blind: bool,
    pub desk: Desk,
}

/// What the documents come to.
#[component]
pub fn InsightScreen(props: &InsightProps) -> Html {
    let progress = &props.insight.progress;
    let all = match progress.all {
        0 => "No documents yet. What you paste or open is counted here.".to_owned(),
        1 => "1 document".to_owned(),
        all => format!("{} documents", grouped(all)),
    };
    let days =
        progress.days.first().zip(progress.days.last()).zip(progress.today).map(|((first, last), today)| {
            match first.day == last.day {
                true => format!(" · {}", date(first.day, today)),
                false => format!(" · {} to {}", date(first.day, today), date(last.day, today)),
            }
        });
    let card = |chart: Chart| {
        html! { <Card key={chart.name()} {chart} insight={props.insight.clone()} desk={props.desk.clone()} /> }
    };
    html! {
        <main data-view="insight" class="insight">
            <h1>{ "Insight" }</h1>
            <p class="insight-lede">{ all }{ days.unwrap_or_default() }</p>
            if props.blind {
                <p class="insight-lede">{ "Blind mode is on: marks are counted in documents that are done." }</p>
            }
            if progress.all == 0 {
                <button class="button main" onclick={props.desk.on(Command::Show(View::Start))}>{ "Paste an article" }</button>
            } else {
                <div class="insight-cards">{ for Chart::ALL.iter().copied().map(card) }</div>
            }
        </main>
    }
}

/// One of the charts.
#[derive(Clone, Copy, PartialEq)]
enum Chart {
    Progress,
    Marks,
    Tagger,
    Lengths,
}

impl Chart {
    const ALL: &[Chart] = &[Chart::Progress, Chart::Marks, Chart::Tagger, Chart::Lengths];

    fn name(self) -> &'static str {
        match self {
            Chart::Progress => "progress",
            Chart::Marks => "marks",
            Chart::Tagger => "tagger",
            Chart::Lengths => "lengths",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Chart::Progress => "Progress",
            Chart::Marks => "Marks by label",
            Chart::Tagger => "How often the tagger is right",
            Chart::Lengths => "Length and coverage",
        }
    }

    fn finding(self, insight: &Insight) -> String {
        match self {
            Chart::Progress => insight.progress.finding(),
            Chart::Marks => insight.marks.finding(written),
            Chart::Tagger => insight.tagger.finding(written),
            Chart::Lengths => insight.lengths.finding(),
        }
    }

    /// What stands there instead of a chart that would be empty.
    fn empty(self, insight: &Insight) -> Option<&'static str> {
        match self {
            Chart::Progress if insight.progress.done == 0 => {
                Some("Once you call a document done, each day’s count stands here.")
            }
            Chart::Progress if insight.progress.days.is_empty() => Some("Nobody noted on which days."),
            Chart::Marks if insight.marks.ink() + insight.marks.pencil() == 0 => {
                Some("Select words and press a label’s key, or have the tagger find names.")
            }
            Chart::Tagger if insight.tagger.right() + insight.tagger.wrong() == 0 => {
                Some("Accept or reject what is in pencil, and how often it was right stands here by label.")
            }
            _ => None,
        }
    }

    fn height(self, insight: &Insight) -> f64 {
        match self {
            Chart::Progress => progress::HEIGHT,
            Chart::Marks => marks::height(&insight.marks),
            Chart::Tagger => tagger::height(&insight.tagger),
            Chart::Lengths => lengths::HEIGHT,
        }
    }

    fn draw(self, insight: &Insight, width: f64) -> Html {
        match self {
            Chart::Progress => progress::chart(&insight.progress, width),
            Chart::Marks => marks::chart(&insight.marks, width),
            Chart::Tagger => tagger::chart(&insight.tagger, width),
            Chart::Lengths => lengths::chart(&insight.lengths, width),
        }
    }

    fn table(self, insight: &Insight) -> Html {
        match self {
            Chart::Progress => progress::table(&insight.progress),
            Chart::Marks => marks::table(&insight.marks),
            Chart::Tagger => tagger::table(&insight.tagger),
            Chart::Lengths => lengths::table(&insight.lengths),
        }
    }
}

/// Properties of [`Card`].
#[derive(Properties, PartialEq)]
struct CardProps {
    chart: Chart,
    insight: Same<Insight>,
    desk: Desk,
}

/// A chart with its finding, or the table behind it.
#[component]
fn Card(props: &CardProps) -> Html {
    let CardProps { chart, insight, desk } = props;
    let as_table = use_state_eq(|| false);
    let place = use_node_ref();
    let wide = use_width(&place);
    let toggle = {
        let as_table = as_table.clone();
        Callback::from(move |_: MouseEvent| as_table.set(!*as_table))
    };
    let (title, finding, empty) = (chart.title(), chart.finding(insight), chart.empty(insight));
    let id = format!("insight-{}", chart.name());
    let body = if let Some(words) = empty {
        html! {
            <div class="insight-empty">
                <p>{ words }</p>
                <button class="button" onclick={desk.on(Command::Show(View::Annotate))}>{ "To the text" }</button>
            </div>
        }
    } else if *as_table {
        // Longer than its place it scrolls, by key too.
        html! {
            <div class="insight-table" role="group" aria-label={title} tabindex="0">{ chart.table(insight) }</div>
        }
    } else {
        let more = insight.progress.outlook().filter(|_| *chart == Chart::Progress);
        let name =
            [title, ". ", &finding, more.as_deref().map_or("", |_| " "), more.as_deref().unwrap_or("")]
                .concat();
        let height = chart.height(insight);
        html! {
            <svg class="insight-chart" role="img" aria-label={name} viewBox={format!("0 0 {wide} {height}")}>
                { chart.draw(insight, f64::from(wide)) }
            </svg>
        }
    };
    let words = if *as_table { "Show as chart" } else { "Show as table" };
    html! {
        <section class="insight-card" data-chart={chart.name()} aria-labelledby={id.clone()}>
            <header>
                <h2 {id}>{ title }</h2>
                if empty.is_none() {
                    <button class="insight-toggle" aria-label={format!("{words}: {title}")} onclick={toggle}>{ words }</button>
                }
            </header>
            <p class="insight-finding">{ finding }</p>
            <div class="insight-place" ref={place}>{ body }</div>
        </section>
    }
}

/// How wide the element there is.
#[hook]
fn use_width(place: &NodeRef) -> u32 {
    let wide = use_state_eq(|| USUAL);
    let set = wide.setter();
    use_effect_with(place.clone(), move |place| {
        let tell = Callback::from(move |width| set.set(width));
        let watch = place.cast::<web_sys::Element>().and_then(|element| width::watch(element, tell));
        move || drop(watch)
    });
    *wide
}

#[cfg(test)]
mod tests;
