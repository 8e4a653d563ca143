//! The window about the app itself: what it has requested, the rule that the browser holds it to, and whether it needs a
//! connection.

use yew::prelude::*;

use super::icon::{Icon, icon};
use super::keys::use_modal;
use crate::browser::offline::{self, Kept};
use crate::browser::requests::{self, Request};

/// Properties of [`AboutApp`].
#[derive(Properties, PartialEq)]
pub struct AboutAppProps {
    pub close: Callback<()>,
}

/// The window.
#[component]
pub fn AboutApp(props: &AboutAppProps) -> Html {
    let dialog = use_modal();
    let worker = use_state_eq(|| None::<Vec<Request>>);
    let refused = use_state_eq(|| None::<bool>);
    {
        let worker = worker.clone();
        use_effect_with((), move |()| requests::of_worker(move |all| worker.set(Some(all))));
    }
    let try_out = {
        let refused = refused.clone();
        Callback::from(move |_: MouseEvent| {
            let refused = refused.clone();
            requests::try_out(move |held| refused.set(Some(held)));
        })
    };
    let all: Vec<Request> = requests::of_page().into_iter().chain(worker.iter().flatten().cloned()).collect();
    let close = props.close.reform(|_| ());
    html! {
        <dialog
            class="about-app window" ref={dialog} aria-labelledby="about-app-title"
            onclose={props.close.reform(|_| ())}
        >
            <header>
                <h2 id="about-app-title">{ "About Tagline" }</h2>
                <span class="push" />
                <button class="button bare square" aria-label="Close" onclick={close}>{ icon(Icon::Close) }</button>
            </header>
            <div class="about-app-parts">
                { requested(&all, &requests::host(), requests::is_from_disk(), worker.is_some()) }
                { rule(requests::rule().as_deref(), *refused, try_out) }
                <section>
                    <h3>{ "Without a connection" }</h3>
                    <p>{ kept(offline::now()) }</p>
                </section>
                if requests::is_from_disk() {
                    <section>
                        <h3>{ "Opened from disk" }</h3>
                        <p>
                            { "Pages opened from disk may share one store: another one that you open from this disk may be able to \
                               read what Tagline keeps here. Open only those you trust, or use Tagline from a host." }
                        </p>
                    </section>
                }
            </div>
        </dialog>
    }
}

fn kept(kept: Kept) -> &'static str {
    match kept {
        Kept::Coming => "The app is being kept in this browser. Once it is, it opens without a connection.",
        Kept::OneFile => "All of it is in this one file. It needs no connection.",
        Kept::Never => {
            "This browser does not keep the app: that takes a host with HTTPS, and in some browsers no private window."
        }
        Kept::Here => {
            "The app is kept in this browser, and opens without a connection. For that its files were fetched once more, from the \
             same host."
        }
        Kept::Later => "A new version is kept beside this one. It waits until you reload.",
    }
}

/// What was requested, counted first; `heard` tells whether the worker has told of its own.
fn requested(all: &[Request], host: &str, from_disk: bool, heard: bool) -> Html {
    let (own, others): (Vec<_>, Vec<_>) = all.iter().partition(|request| request.own);
    let files = if own.len() == 1 { "1 request" } else { &*format!("{} requests", own.len()) };
    let finding = match (from_disk, others.is_empty()) {
        (true, true) => {
            "Nothing was requested: the page is this file. None of your text has left this machine."
                .to_owned()
        }
        (false, true) => format!(
            "{files}, each for a file of the app from {}. None went elsewhere. None of your text has left this machine.",
            host
        ),
        (_, false) => {
            format!("{} of {} requests went elsewhere, by this browser's account.", others.len(), all.len())
        }
    };
    let row = |request: &&Request| {
        let address = if request.address.is_empty() { "the page" } else { &request.address };
        html! { <li>{ address.to_owned() }</li> }
    };
    html! {
        <section>
            <h3>{ "Where your text goes" }</h3>
            <p class="about-app-finding" data-own={others.is_empty().to_string()}>{ finding }</p>
            if !others.is_empty() {
                <ul class="about-app-list">{ for others.iter().map(row) }</ul>
                <p class="mute">{ "An extension of the browser may have made them. Tagline itself makes none." }</p>
            }
            if !from_disk {
                <details>
                    <summary>{ format!("All for the app: {}", own.len()) }</summary>
                    <ul class="about-app-list">{ for own.iter().map(row) }</ul>
                </details>
                if !heard {
                    <p class="mute">{ "The worker, which cleans and tags, has not told yet what it requested." }</p>
                }
            }
        </section>
    }
}

/// The rule in force, and a try of it: whether that was refused, `None` before it.
fn rule(rule: Option<&str>, refused: Option<bool>, try_out: Callback<MouseEvent>) -> Html {
    let lines = rule.iter().flat_map(|rule| rule.split("; "));
    html! {
        <section>
            <h3>{ "The rule the browser holds it to" }</h3>
            if rule.is_some() {
                <p>{ "The page begins with this rule, and its worker is under it too. What it does not name, the browser refuses." }</p>
                <details>
                    <summary>{ "The rule" }</summary>
                    <ul class="about-app-list">{ for lines.map(|line| html! { <li>{ line.to_owned() }</li> }) }</ul>
                </details>
            } else {
                <p class="about-app-finding" data-own="false">{ "This page has no rule: it was taken out after the build." }</p>
            }
            <p class="about-app-try">
                <button class="button" onclick={try_out}>{ "Try to send something" }</button>
                <span role="status">
                    { match refused {
                        None => "",
                        Some(true) => "Refused by the browser. Nothing was sent.",
                        Some(false) => "Not refused: the rule does not hold here.",
                    } }
                </span>
            </p>
        </section>
    }
}

#[cfg(test)]
mod tests;
