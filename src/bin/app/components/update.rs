//! A line that offers a later version of the app. Nothing is loaded anew until its reader says so.

use yew::prelude::*;

use crate::browser::offline::{self, Kept};

/// Keeps the app in the browser, and offers a later version once it is there.
#[component]
pub fn Update() -> Html {
    let kept = use_state_eq(offline::now);
    let put_off = use_state_eq(|| false);
    {
        let kept = kept.clone();
        use_effect_with((), move |()| offline::keep(move |now| kept.set(now)));
    }
    let later = {
        let put_off = put_off.clone();
        Callback::from(move |_: MouseEvent| put_off.set(true))
    };
    let take = Callback::from(|_: MouseEvent| offline::take());
    offer(*kept == Kept::Later && !*put_off, take, later)
}

/// The line. What it stands in is always there, so that screen readers hear of what comes into it.
fn offer(offered: bool, take: Callback<MouseEvent>, later: Callback<MouseEvent>) -> Html {
    html! {
        <div class="update" aria-live="polite" hidden={!offered}>
            if offered {
                <span>{ "A new version is here." }</span>
                <button class="button" onclick={take}>{ "Reload" }</button>
                <button class="button bare" onclick={later}>{ "Later" }</button>
            }
        </div>
    }
}

#[cfg(test)]
mod tests;
