//! What was learned: shown, switched, forgotten, offered.

use std::rc::Rc;

use tagline::annotation::Label;
use tagline::tagging::learned::{List, Name};
use tagline::workspace::{Command, Offer, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{LearnedWindow, Same};
use crate::desk::Desk;
use crate::testing::{annotating, fire, mount, until, words};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! {
        <LearnedWindow
            learned={Same(workspace.learned().clone())}
            schema={Same(workspace.schema().clone())}
            habits={workspace.habits()}
            offer={workspace.offer().cloned().map(Same)}
            desk={desk.clone()}
            close={Callback::noop()}
        />
    }
}

#[wasm_bindgen_test]
async fn names_are_counted_and_forgotten() {
    let page = mount(annotating("[PLACE Élan] [PLACE Élan], [DATE~ <b>], [PERSON? 漢]"), draw).await;
    let rows = || page.all(".learned-row").iter().map(|row| words(row)).collect::<Vec<_>>();
    // The app does this when it is idle.
    page.send(Command::CatchUp);
    until("they are learned", || rows() == ["<b>not DATE 1 ×", "ÉlanPLACE 2 ×"]).await;
    page.one("[aria-label='Forget Élan']").click();
    until("it is forgotten", || rows().last().is_some_and(|row| row == "ÉlanLearn again")).await;
    assert_eq!(page.workspace().current().unwrap().next_undo().map(|name| &**name), Some("forget a name"));
    page.all(".learned-row .button").last().unwrap().click();
    until("it is learned again", || rows().last().is_some_and(|row| row == "ÉlanPLACE 2 ×")).await;
}

#[wasm_bindgen_test]
async fn thresholds_and_switches_are_set() {
    let page = mount(annotating("[PLACE? Ohio]"), draw).await;
    let select: HtmlSelectElement = page.one("[data-label=PLACE] select").dyn_into().unwrap();
    select.set_value("900");
    fire(&select, "change");
    let place = Label::new("PLACE").unwrap();
    until("it is set", || page.workspace().learned().thresholds.get(&place) == Some(&900)).await;
    for (at, switch) in page.all("[role=switch]").iter().enumerate() {
        assert_eq!(switch.get_attribute("aria-checked").as_deref(), Some("true"));
        switch.click();
        let habits = || page.workspace().habits();
        until("it is switched", || !if at == 0 { habits().learn } else { habits().carry }).await;
    }
}

#[wasm_bindgen_test]
async fn a_list_is_asked_about() {
    let page = mount(annotating("[PLACE? Ohio]"), draw).await;
    let names = vec![(Name::new("Ever Given").unwrap(), None), (Name::new("漢").unwrap(), Label::new("LAW"))];
    let offer = Offer { title: "é.txt".into(), text: "Ever Given".into(), names };
    page.desk().send(Command::OfferList(Rc::new(offer)));
    until("it is asked", || words(&page.root).contains("é.txt has 2 names.")).await;
    page.one(".learned-offer .button.main").click();
    until("it is added", || page.workspace().learned().lists.len() == 2).await;
    let lists: Vec<String> =
        page.workspace().learned().lists.iter().map(|list: &Rc<List>| list.label.to_string()).collect();
    assert_eq!(lists, ["COURT", "LAW"]);
    page.all("[aria-label='Remove the list é.txt']")[0].click();
    until("it is removed", || page.workspace().learned().lists.len() == 1).await;
}
