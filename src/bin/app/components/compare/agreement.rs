//! How far the versions agree: the figures with their intervals, each label and document by itself, and who says what.
//!
//! They are worked out by a worker of their own: first without intervals, which come behind.

use std::rc::Rc;

use tagline::job::errand::{Answer, Errand};
use tagline::job::figures::{FigureMessage, Figures, PairFigures, SpanFigures};
use tagline::workspace::{
    Command, CompareCommand, Comparison, FiguresTold, Figuring, counted, figures as grouped,
};
use yew::prelude::*;

use super::confusion::Confusion;
use crate::background::Background;
use crate::components::same::Same;
use crate::desk::Desk;

/// So many documents are listed, those with the least agreement first.
const LISTED: usize = 200;

/// Properties of [`Agreement`].
#[derive(Properties, PartialEq)]
pub struct AgreementProps {
    pub comparison: Same<Comparison>,
    pub desk: Desk,
}

/// How far the versions agree.
#[component]
pub fn Agreement(props: &AgreementProps) -> Html {
    let AgreementProps { comparison, desk } = props;
    let stop = use_figures(comparison, desk);
    let pair = use_state_eq(|| 0_usize);
    let figuring = comparison.figuring();
    let Some(figures) = figuring.figures() else {
        return html! { <div class="agreement">{ under_way(figuring, false, &stop, desk, comparison) }</div> };
    };
    let at = (*pair).min(figures.pairs.len().saturating_sub(1));
    let choose = |number: usize, one: &PairFigures| {
        let pair = pair.clone();
        let onclick = Callback::from(move |_: MouseEvent| pair.set(number));
        html! {
            <button key={number} class="button" aria-pressed={(number == at).to_string()} {onclick}>
                <bdi>{ name(comparison, one.first) }</bdi>{ " and " }<bdi>{ name(comparison, one.second) }</bdi>
            </button>
        }
    };
    let several = figures.pairs.len() > 1;
    html! {
        <div class="agreement">
            { under_way(figuring, true, &stop, desk, comparison) }
            if several {
                <div class="agreement-pairs" role="group" aria-label="Which two">
                    { for figures.pairs.iter().enumerate().map(|(number, one)| choose(number, one)) }
                </div>
            }
            if let Some(one) = figures.pairs.get(at) {
                { strip(figures, one) }
                <div class="agreement-parts">
                    <Confusion comparison={comparison.clone()} figures={Same(figures.clone())} pair={at} desk={desk.clone()} />
                    { by_label(figures, one, several) }
                    { by_document(comparison, one, desk) }
                </div>
            }
        </div>
    }
}

/// What a version is called.
pub fn name(comparison: &Comparison, version: usize) -> String {
    comparison.names().get(version).map_or_else(String::new, ToString::to_string)
}

/// Has the figures worked out as long as they are shown; what is given stops that.
#[hook]
fn use_figures(comparison: &Same<Comparison>, desk: &Desk) -> Callback<MouseEvent> {
    let background = use_memo((), |()| Background::default());
    let number = comparison.number();
    let tell = {
        let desk = desk.clone();
        move |told| desk.send(Command::Compare(CompareCommand::Figures(number, told)))
    };
    {
        let (background, tell, comparison) = (background.clone(), tell.clone(), comparison.clone());
        let wanted = *comparison.figuring() == Figuring::Not;
        use_effect_with((number, wanted), move |(_, wanted)| {
            if *wanted {
                tell(FiguresTold::Asked);
                let heard = {
                    let tell = tell.clone();
                    move |answer| match answer {
                        Answer::Agreed(figures) => tell(FiguresTold::Come(Rc::new(*figures))),
                        Answer::Failed(message) | Answer::NotLoaded(message) => {
                            tell(FiguresTold::Failed(message.into()))
                        }
                        _ => {}
                    }
                };
                background.begin(heard);
                background.say(Errand::Agree(comparison.figures_asked().into()));
            }
        });
    }
    {
        let (background, tell) = (background.clone(), tell.clone());
        let is_under = use_mut_ref(|| false);
        *is_under.borrow_mut() = matches!(comparison.figuring(), Figuring::Under(_));
        // Who looks elsewhere does not wait for them; they are asked for again then.
        use_effect_with(number, move |_| {
            move || {
                background.end();
                if *is_under.borrow() {
                    tell(FiguresTold::Left);
                }
            }
        });
    }
    Callback::from(move |_| {
        background.end();
        tell(FiguresTold::Stopped);
    })
}

/// That something is still worked out, was stopped or failed.
fn under_way(
    figuring: &Figuring,
    any: bool,
    stop: &Callback<MouseEvent>,
    desk: &Desk,
    comparison: &Comparison,
) -> Html {
    let again = || desk.on(Command::Compare(CompareCommand::Figures(comparison.number(), FiguresTold::Left)));
    match figuring {
        Figuring::Done(_) => Html::default(),
        Figuring::Not | Figuring::Under(_) => {
            let words = match any {
                true => {
                    "The figures stand. Their intervals are being worked out: 1,000 draws of the documents."
                }
                false => "The figures are being worked out.",
            };
            html! {
                <p class="agreement-under" role="status">
                    <span>{ words }</span>
                    <button class="button" onclick={stop.clone()}>{ "Stop" }</button>
                </p>
            }
        }
        Figuring::Stopped(_) => html! {
            <p class="agreement-under" role="status">
                <span>{ if any { "Stopped. There are no intervals." } else { "Stopped. There are no figures." } }</span>
                <button class="button" onclick={again()}>{ "Work them out" }</button>
            </p>
        },
        Figuring::Failed(why) => html! {
            <p class="agreement-under" role="alert">
                <span>{ format!("The figures could not be worked out: {why}. tagline agree does it for any number of documents.") }</span>
                <button class="button" onclick={again()}>{ "Try again" }</button>
            </p>
        },
    }
}

/// A figure to two places, as one reads it: `.91`.
pub fn short(value: Option<f64>) -> String {
    let Some(value) = value else { return "–".to_owned() };
    let words = format!("{value:.2}");
    let words = if words == "-0.00" { "0.00".to_owned() } else { words };
    match words.strip_prefix("0.") {
        Some(rest) => format!(".{rest}"),
        None => match words.strip_prefix("-0.") {
            Some(rest) => format!("−.{rest}"),
            None => words.replace('-', "−"),
        },
    }
}

/// From where to where it may be, in 95 of 100 draws.
fn ends(figure: FigureMessage) -> String {
    figure
        .ends
        .map_or_else(String::new, |(low, high)| format!("{} to {}", short(Some(low)), short(Some(high))))
}

/// The figures that stand above all.
fn strip(figures: &Figures, pair: &PairFigures) -> Html {
    let names = [
        ("strict", "F1, strict", "same ends and label"),
        ("exact", "F1, exact", "same ends"),
        ("partial", "F1, partial", "same ends, or half for shared text"),
        ("type", "F1, type", "shared text and same label"),
    ];
    let one = |(name, title, words): (&'static str, &'static str, &'static str), figure: FigureMessage| {
        html! {
            <div key={name} class="agreement-figure" data-figure={name}>
                <dt>{ title }<span class="agreement-how">{ words }</span></dt>
                <dd><b>{ short(figure.value) }</b><span>{ ends(figure) }</span></dd>
            </div>
        }
    };
    let spans = names.into_iter().zip(&pair.spans).map(|(name, spans)| one(name, spans.f1));
    html! {
        <dl class="agreement-strip">
            { for spans }
            { one(("kappa", "Cohen’s kappa", "on tokens"), pair.kappa) }
            { one(("fleiss", "Fleiss’ kappa", "on tokens, all versions"), figures.fleiss) }
            { one(("alpha", "alpha, nominal", "on tokens, all versions"), figures.alpha) }
            { one(("unitized", "alpha, unitized", "all versions; no interval: documents do not add up in it"), FigureMessage { value: figures.unitized, ends: None }) }
        </dl>
    }
}

fn spans_cells(spans: &SpanFigures) -> Html {
    html! {
        <>
            <td>{ grouped(spans.first) }</td><td>{ grouped(spans.second) }</td>
            <td>{ short(spans.precision) }</td><td>{ short(spans.recall) }</td><td>{ short(spans.f1.value) }</td>
        </>
    }
}

/// Each label by itself.
fn by_label(figures: &Figures, pair: &PairFigures, several: bool) -> Html {
    let row =
        |(label, (spans, kappa)): (&tagline::job::figures::LabelFigures, &(SpanFigures, Option<f64>))| {
            html! {
                <tr key={label.name.clone()} data-label={label.name.clone()}>
                    <th scope="row"><bdi>{ super::written_name(&label.name) }</bdi></th>
                    { spans_cells(spans) }
                    <td>{ short(*kappa) }</td>
                    if several { <td>{ short(label.fleiss) }</td> }
                    <td>{ short(label.alpha) }</td><td>{ short(label.unitized) }</td>
                </tr>
            }
        };
    html! {
        <section class="agreement-card" aria-labelledby="agreement-labels">
            <h2 id="agreement-labels">{ "By label" }</h2>
            <div class="agreement-table" role="group" aria-label="By label" tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ "Label" }</th><th scope="col">{ "First" }</th><th scope="col">{ "Second" }</th>
                            <th scope="col">{ "Precision" }</th><th scope="col">{ "Recall" }</th><th scope="col">{ "F1, strict" }</th>
                            <th scope="col">{ "kappa" }</th>
                            if several { <th scope="col">{ "Fleiss" }</th> }
                            <th scope="col">{ "alpha" }</th><th scope="col">{ "unitized" }</th>
                        </tr>
                    </thead>
                    <tbody>{ for figures.labels.iter().zip(&pair.labels).map(row) }</tbody>
                </table>
            </div>
        </section>
    }
}

/// Each document by itself, those with the least agreement first.
fn by_document(comparison: &Comparison, pair: &PairFigures, desk: &Desk) -> Html {
    let mut rows: Vec<&(usize, SpanFigures)> = pair.documents.iter().collect();
    rows.sort_by(|(one, a), (other, b)| {
        let value = |spans: &SpanFigures| spans.f1.value.unwrap_or(f64::INFINITY);
        value(a).total_cmp(&value(b)).then(one.cmp(other))
    });
    let more = rows.len().saturating_sub(LISTED);
    let row = |(at, spans): &&(usize, SpanFigures)| {
        let open =
            comparison.document_at(*at).map(|id| desk.on(Command::Compare(CompareCommand::OpenAt(id, None))));
        html! {
            <tr key={*at}>
                <th scope="row"><button class="agreement-open" onclick={open}><bdi>{ comparison.title_of(*at) }</bdi></button></th>
                { spans_cells(spans) }
            </tr>
        }
    };
    html! {
        <section class="agreement-card" aria-labelledby="agreement-documents">
            <h2 id="agreement-documents">{ "By document" }</h2>
            if more > 0 {
                <p class="mute small">{ format!("The {} with the least agreement; {} are left out.", grouped(LISTED), counted(more, "other")) }</p>
            }
            <div class="agreement-table" role="group" aria-label="By document" tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ "Document" }</th><th scope="col">{ "First" }</th><th scope="col">{ "Second" }</th>
                            <th scope="col">{ "Precision" }</th><th scope="col">{ "Recall" }</th><th scope="col">{ "F1, strict" }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows.iter().take(LISTED).map(row) }</tbody>
                </table>
            </div>
        </section>
    }
}
