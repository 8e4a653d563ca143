//! The tabs beside the text.

use tagline::workspace::Workspace;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::{Same, Side};
use crate::desk::Desk;
use crate::testing::{Key, annotating, mount, name, until};

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    html! {
        <Side
            open={Same(workspace.current().unwrap().clone())}
            schema={Same(workspace.schema().clone())}
            entities={Same(workspace.entities().clone())}
            show={workspace.show()}
            counts={workspace.current().unwrap().counts()}
            taught=0
            learned={Callback::noop()}
            desk={desk.clone()}
        />
    }
}

#[wasm_bindgen_test]
async fn one_tab_is_shown_and_the_arrows_go_to_the_other() {
    let page = mount(annotating("[PLACE Ohio] [PLACE~ Mars] [LAW? é]"), draw).await;
    assert!(page.has(".entities") && !page.has(".marks"));
    let tabs = page.all("[role=tab]");
    assert_eq!(tabs.iter().map(|tab| name(tab)).collect::<Vec<_>>(), ["Entities", "Marks 2"]);
    assert!(Key { key: "ArrowRight", held: "" }.press(&tabs[0]), "the caret does not move");
    until("the list", || page.has(".marks") && !page.has(".entities")).await;
    assert_eq!(page.one("[aria-selected=true]").id(), "side-marks");
    tabs[0].click();
    until("the entities", || page.has(".entities")).await;
}
