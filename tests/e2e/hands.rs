//! Marking words by hand: with the mouse, across marks and lines, and with the keyboard alone.

use std::time::Duration;

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::{Value, json};

use crate::Outcome;
use crate::page::Page;

/// Text that no list knows: whatever is marked in it was marked by hand.
const PLAIN: &str = "Notes on a quiet street\n\n\
    it rained on the harbour wall for most of the morning, and zoë-marie said so 👩‍🚀 twice before the tide came in \
    over the old steps by the rope works.\n\n\
    nobody at the works had heard of the 漢字 sign, and nobody much minded when it was gone by the evening.";

async fn annotate(page: &Page) -> Outcome {
    page.paste_text(PLAIN).await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    page.until_view("annotate").await
}

/// The words of every accepted mark, pieces of one annotation joined, and its label.
async fn accepted(page: &Page) -> Outcome<Value> {
    let script = "const found = {}; \
        for (const mark of document.querySelectorAll('mark[data-status=accepted]')) { \
            const entry = found[mark.dataset.id] ??= [mark.dataset.label, '']; \
            entry[1] += (entry[1] && ![...mark.parentElement.children].includes(entry.last) ? ' ' : '') + mark.textContent; \
        } \
        return Object.values(found)";
    page.run(script, Vec::new()).await
}

async fn until_accepted(page: &Page, expected: Value) -> Outcome {
    let script = "const found = {}; \
        for (const mark of document.querySelectorAll('mark[data-status=accepted]')) { \
            (found[mark.dataset.id] ??= [mark.dataset.label, ''])[1] += mark.textContent; \
        } \
        return JSON.stringify(Object.values(found)) === JSON.stringify(arguments[0])";
    match page.until_with(&format!("the marks {expected}"), script, vec![expected]).await {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{error}; found {}", accepted(page).await?).into()),
    }
}

/// Drags from the first letter of one word to the last of another.
async fn drag(page: &Page, from: &str, to: &str) -> Outcome {
    let script = "const at = (words, end) => { \
            const walker = document.createTreeWalker(document.querySelector('[data-testid=article]'), 4); \
            for (let node; (node = walker.nextNode()); ) { \
                const found = node.data.indexOf(words); \
                if (found < 0) continue; \
                const range = document.createRange(); \
                range.setStart(node, end ? found + words.length - 1 : found); \
                range.setEnd(node, end ? found + words.length : found + 1); \
                node.parentElement.scrollIntoView({ block: 'center' }); \
                const box = range.getBoundingClientRect(); \
                return [end ? box.right - 1 : box.left + 1, box.top + box.height / 2]; \
            } \
        }; \
        at(arguments[1], true); \
        return [at(arguments[0], false), at(arguments[1], true)]";
    let points = page.run(script, vec![json!(from), json!(to)]).await?;
    let point = |which: usize, axis: usize| points[which][axis].as_f64().map(|at| at.round());
    let (Some(x0), Some(y0), Some(x1), Some(y1)) = (point(0, 0), point(0, 1), point(1, 0), point(1, 1))
    else {
        return Err(format!("“{from}” to “{to}”: expected both on the page, found {points}").into());
    };
    let to = |x: f64, y: f64| PointerAction::MoveTo { duration: Some(Duration::from_millis(50)), x, y };
    let actions = MouseActions::new("mouse".to_owned())
        .then(to(x0, y0))
        .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
        .then(to((x0 + x1) / 2.0, (y0 + y1) / 2.0))
        .then(to(x1, y1))
        .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    page.client.perform_actions(actions).await?;
    // The page takes a selection in one turn of its loop and shows its labels in the next.
    page.until("the labels beside the selection", "return !!document.querySelector('.popup')").await?;
    Ok(())
}

/// Select, then label: by key and by the popup; over part of a word, over a mark, over a line end.
pub async fn by_mouse(page: Page) -> Outcome {
    annotate(&page).await?;
    drag(&page, "arbour", "wal").await?;
    page.press("4").await?;
    until_accepted(&page, json!([["PLACE", "harbour wall"]])).await?;
    drag(&page, "zoë", "marie").await?;
    page.click("Label as Person").await?;
    until_accepted(&page, json!([["PLACE", "harbour wall"], ["PERSON", "zoë-marie"]])).await?;
    // Over the mark that is there, and over the end of the paragraph.
    drag(&page, "rained", "wall").await?;
    page.press("3").await?;
    page.press("Escape").await?;
    drag(&page, "rope", "nobody").await?;
    page.press("6").await?;
    let script = "const found = {}; \
        for (const mark of document.querySelectorAll('mark[data-status=accepted]')) { \
            (found[mark.dataset.label] ??= []).push(mark.textContent); \
        } \
        return found.LAW?.join('|') === 'rained on the |harbour wall' \
            && found.PLACE?.join('') === 'harbour wall' \
            && found.ORGANIZATION?.join('|') === 'rope works.|nobody'";
    page.until("a mark over another, and one over a line end", script).await?;
    Ok(())
}

/// A caret of words, and nothing but keys.
pub async fn by_keyboard(page: Page) -> Outcome {
    annotate(&page).await?;
    page.press("Escape").await?;
    page.press("ArrowDown").await?;
    page.press("ArrowDown").await?;
    for _ in 0..4 {
        page.press("ArrowRight").await?;
    }
    page.press("Shift+ArrowRight").await?;
    let selected = "return getSelection().toString() === 'harbour wall'";
    page.until("the selection is shown", selected).await?;
    page.press("4").await?;
    until_accepted(&page, json!([["PLACE", "harbour wall"]])).await?;
    page.press("[").await?;
    until_accepted(&page, json!([["PLACE", "harbour"]])).await?;
    page.press("Control+z").await?;
    page.press("Control+z").await?;
    until_accepted(&page, json!([])).await?;
    page.press("Control+Shift+z").await?;
    until_accepted(&page, json!([["PLACE", "harbour wall"]])).await?;
    page.press("1").await?;
    until_accepted(&page, json!([["COURT", "harbour wall"]])).await?;
    page.press("Delete").await?;
    until_accepted(&page, json!([])).await?;
    // The labels stand beside the words, and on a narrow screen in the sheet instead.
    page.press("ArrowRight").await?;
    page.press("ArrowDown").await?;
    let beside = "const words = getSelection().getRangeAt(0).getBoundingClientRect(); \
        const popup = document.querySelector('.popup').getBoundingClientRect(); \
        return popup.height > 0 && Math.min(Math.abs(popup.top - words.bottom), Math.abs(words.top - popup.bottom)) < 30";
    page.until("the popup beside the words", beside).await?;
    page.client.set_window_size(520, 800).await?;
    page.until(
        "the sheet instead of it",
        "return !document.querySelector('.popup') && document.querySelector('.sheet').offsetHeight > 0",
    )
    .await?;
    Ok(())
}

/// Every key that moves an end, by words and by characters: the mark stays the same one, and moves of one end are one step.
pub async fn boundaries(page: Page) -> Outcome {
    annotate(&page).await?;
    // WebKit gives keys to a page only once something in it was clicked.
    page.tap("[data-testid=article] [data-start]").await?;
    page.press("Escape").await?;
    page.press("Control+Home").await?;
    page.press("ArrowDown").await?;
    for _ in 0..4 {
        page.press("ArrowRight").await?;
    }
    page.until("the caret", "return getSelection().toString() === 'harbour'").await?;
    page.press("4").await?;
    until_accepted(&page, json!([["PLACE", "harbour"]])).await?;
    let id = "return document.querySelector('mark[aria-current]')?.dataset.id";
    let before = page.until("the mark is in focus", id).await?;
    for (key, words) in [
        ("]", "harbour wall"),
        ("e", "harbour wall for"),
        ("[", "harbour wall"),
        ("Shift+e", "harbour"),
        ("{", "the harbour"),
        ("s", "on the harbour"),
        ("}", "the harbour"),
        ("Shift+s", "harbour"),
        ("Alt+]", "harbour w"),
        ("Alt+]", "harbour wa"),
        ("Alt+[", "harbour w"),
        ("Alt+s", "e harbour w"),
        ("Alt+Shift+s", "harbour w"),
    ] {
        page.press(key).await?;
        until_accepted(&page, json!([["PLACE", words]])).await?;
        assert_eq!(page.until("still in focus", id).await?, before, "{key} keeps the mark what it is");
        let said = "return document.querySelector('.said').textContent.trim() === arguments[0]";
        page.until_with("it is said", said, vec![json!(words)]).await?;
    }
    // Four rows: the end, the start, the end, the start; each comes back as a whole.
    for words in ["harbour w", "harbour", "harbour", "harbour"] {
        page.press("Control+z").await?;
        until_accepted(&page, json!([["PLACE", words]])).await?;
    }
    page.press("Control+z").await?;
    until_accepted(&page, json!([])).await
}

/// Takes a grip, once it lies where it was a look before and nothing lies over it, and drops it on the middle of some words.
async fn drag_grip(page: &Page, edge: &str, to: &str) -> Outcome {
    let script = "const middle = (box) => [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)]; \
        const walker = document.createTreeWalker(document.querySelector('[data-testid=article]'), 4); \
        for (let node; (node = walker.nextNode()); ) { \
            const found = node.data.indexOf(arguments[1]); \
            if (found < 0) continue; \
            const range = document.createRange(); \
            range.setStart(node, found); \
            range.setEnd(node, found + arguments[1].length); \
            const grip = document.querySelector(`.grips-grip[data-edge=${arguments[0]}]`); \
            const points = grip && [middle(grip.getBoundingClientRect()), middle(range.getBoundingClientRect())]; \
            const before = window.pointsBefore; \
            window.pointsBefore = JSON.stringify(points); \
            return points && before === window.pointsBefore && grip.contains(document.elementFromPoint(...points[0])) && points; \
        }";
    let points = page.until_with("the grip and the words", script, vec![json!(edge), json!(to)]).await?;
    let at = |which: usize| PointerAction::MoveTo {
        duration: Some(Duration::from_millis(50)),
        x: points[which][0].as_f64().unwrap_or_default(),
        y: points[which][1].as_f64().unwrap_or_default(),
    };
    let actions = MouseActions::new("mouse".to_owned())
        .then(at(0))
        .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
        .then(at(1))
        .then(at(1))
        .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    Ok(page.client.perform_actions(actions).await?)
}

/// The ends of the selection and of a mark by their grips: one step, and the same mark.
pub async fn grips(page: Page) -> Outcome {
    annotate(&page).await?;
    drag(&page, "harbour", "harbour").await?;
    drag_grip(&page, "end", "morning").await?;
    let popup = "return document.querySelector('.popup-words')?.textContent === arguments[0]";
    page.until_with("more is selected", popup, vec![json!("“harbour wall for most of the morning”")]).await?;
    drag_grip(&page, "end", "wall").await?;
    page.until_with("less is", popup, vec![json!("“harbour wall”")]).await?;
    page.press("4").await?;
    until_accepted(&page, json!([["PLACE", "harbour wall"]])).await?;
    let id = "return document.querySelector('mark[aria-current]')?.dataset.id";
    let before = page.until("the mark is in focus", id).await?;
    drag_grip(&page, "start", "rained").await?;
    until_accepted(&page, json!([["PLACE", "rained on the harbour wall"]])).await?;
    assert_eq!(page.until("still in focus", id).await?, before, "the same mark");
    page.press("Control+z").await?;
    until_accepted(&page, json!([["PLACE", "harbour wall"]])).await
}

/// What is typed in a field stays there, however the list below it changes, and decides nothing.
pub async fn typing(page: Page) -> Outcome {
    page.open("?sample=3000,20").await?;
    page.until_view("annotate").await?;
    let revision = "return document.body.dataset.revision";
    let before = page.run(revision, Vec::new()).await?;
    page.beside().await?;
    page.find(".entities .search").await?.click().await?;
    for key in ["a", "x", "1", "Delete", "n", "a"] {
        page.press(key).await?;
    }
    page.until(
        "the field holds it all",
        "return document.querySelector('.entities .search').value === 'ax1na'",
    )
    .await?;
    assert_eq!(page.run(revision, Vec::new()).await?, before, "nothing was decided");
    Ok(())
}
