//! Comparing with what somebody else made of the same article: conflicts settled by keys, taken in as one step, with a trail of
//! who decided; and how far the two agree.

use serde_json::{Value, json};

use crate::Outcome;
use crate::journey::export;
use crate::page::Page;

/// The example, beside a copy in which three marks are otherwise.
pub async fn settled_by_keys(page: Page) -> Outcome {
    let [changed, moved, rejected] = beside_a_copy(&page).await?;
    page.until("three conflicts", "return document.querySelectorAll('.compare-item').length === 3").await?;
    let kinds =
        "return [...document.querySelectorAll('.compare-item')].map((item) => item.dataset.kind).sort()";
    assert_eq!(page.run(kinds, Vec::new()).await?, json!(["edges", "label", "yes or no"]));
    // What is in question is framed on both sides, and the words are the same.
    let framed = "return [...document.querySelectorAll('.compare-item[aria-current] .compare-side')].every((side) => \
                  side.querySelector('mark[data-asked]'))";
    assert_eq!(page.run(framed, Vec::new()).await?, json!(true));

    let settled = async |count: usize| {
        let script = "return document.querySelector('.compare-count').textContent === arguments[0]";
        page.until_with("what is settled", script, vec![json!(format!("{count} of 3 settled"))]).await
    };
    page.press("1").await?;
    settled(1).await?;
    page.press("u").await?;
    settled(0).await?;
    page.press("x").await?;
    settled(1).await?;
    page.press("Control+z").await?;
    settled(0).await?;
    for (at, key) in ["2", "2", "2"].into_iter().enumerate() {
        page.press(key).await?;
        settled(at + 1).await?;
    }
    page.press("Control+Enter").await?;
    let taken = "return document.querySelector('.compare-plan').textContent.startsWith('Taken in.')";
    page.until("it is taken in", taken).await?;
    page.until(
        "it is saved",
        "return document.body.dataset.saved === 'true' || document.body.dataset.kept === 'nowhere'",
    )
    .await?;

    let file: Value = serde_json::from_slice(&export(&page).await?)?;
    page.until("the window is gone", "return !document.querySelector('dialog[open]')").await?;
    let marks = file["documents"][0]["annotations"].as_array().ok_or("no annotations")?.clone();
    let find = |like: &Value| {
        let same = |mark: &&Value| ["start", "end", "label"].iter().all(|field| mark[*field] == like[*field]);
        marks.iter().find(same).ok_or(format!("no mark like {like} in {marks:?}"))
    };
    for (now, status) in [
        (&changed.1, "accepted"),
        (&changed.0, "rejected"),
        (&moved.1, "accepted"),
        (&moved.0, "rejected"),
        (&rejected.0, "rejected"),
    ] {
        let mark = find(now)?;
        assert_eq!(mark["status"], status, "{mark}");
        let last = mark["decisions"].as_array().and_then(|all| all.last()).ok_or("no decision")?;
        assert_eq!((&last["who"], last["when"].is_string()), (&json!("annotator"), true), "{mark}");
    }
    let people = file["annotators"].as_array().ok_or("no annotators")?;
    assert!(people.iter().any(|person| person["name"] == "Emil"), "{people:?}");

    page.press("Control+z").await?;
    page.until("all are open again", "return document.querySelectorAll('.compare-item').length === 3")
        .await?;
    let again: Value = serde_json::from_slice(&export(&page).await?)?;
    let count = |file: &Value| file["documents"][0]["annotations"].as_array().map(Vec::len);
    assert!(count(&again) < count(&file), "one undo took all of it back");
    Ok(())
}

/// How far the two agree, and from a count to its place in the text.
pub async fn figures(page: Page) -> Outcome {
    beside_a_copy(&page).await?;
    page.find("#compare-agreement").await?.click().await?;
    let interval = "return [...document.querySelectorAll('[data-figure=strict] dd span')].some((ends) => \
                    ends.textContent.includes(' to '))";
    page.until("a figure with its interval", interval).await?;
    let all =
        "return [...document.querySelectorAll('[data-figure]')].map((one) => one.dataset.figure).sort()";
    let names = json!(["alpha", "exact", "fleiss", "kappa", "partial", "strict", "type", "unitized"]);
    assert_eq!(page.run(all, Vec::new()).await?, names);
    let differs = "return document.querySelectorAll('.agreement-cell[data-differs]').length";
    assert!(page.run(differs, Vec::new()).await?.as_u64() >= Some(2));
    assert_eq!(
        page.run("return document.querySelectorAll('main [style]').length", Vec::new()).await?,
        json!(0)
    );
    // From a count, by keyboard, to its places, and from one to the text.
    page.run("document.querySelector('.agreement-cell[data-differs]').focus()", Vec::new()).await?;
    page.press("Enter").await?;
    page.find(".agreement-place button").await?;
    // Firefox's driver sends this button the keys, and no click comes of them.
    page.run("document.querySelector('.agreement-place button').click()", Vec::new()).await?;
    page.until_view("annotate").await?;
    page.until("the mark in focus", "return document.querySelector('mark[aria-current]') !== null")
        .await
        .map(drop)
}

/// Marks before and after, of the copy.
type Pair = (Value, Value);

/// Opens the example, accepts some marks, and compares with a copy in which one has another label, one another end, and one is
/// rejected.
pub async fn beside_a_copy(page: &Page) -> Outcome<[Pair; 3]> {
    page.open("").await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    page.until_view("annotate").await?;
    page.until("all is tagged", "return document.body.dataset.busy === 'false' && document.querySelector('mark[aria-current]') !== null").await?;
    for _ in 0..8 {
        page.press("a").await?;
    }
    let ink = "return document.querySelectorAll('mark[data-status=accepted]').length >= 8";
    page.until("marks in ink", ink).await?;
    let mut file: Value = serde_json::from_slice(&export(page).await?)?;
    page.until("the window is gone", "return !document.querySelector('dialog[open]')").await?;
    file["annotators"] = json!([{ "name": "Emil" }]);
    let marks = file["documents"][0]["annotations"].as_array_mut().ok_or("no annotations")?;
    let mut accepted: Vec<&mut Value> =
        marks.iter_mut().filter(|mark| mark["status"] == "accepted").collect();
    let long = |mark: &&mut Value| mark["text"].as_str().is_some_and(|text| text.contains(' '));
    let at = accepted.iter().position(long).ok_or("no mark of two words")?;
    let moved = accepted.remove(at);
    let before = moved.clone();
    let words = moved["text"].as_str().unwrap_or_default();
    let first = words.split(' ').next().unwrap_or_default().to_owned();
    let end = moved["start"].as_u64().unwrap_or_default() + first.chars().count() as u64;
    (moved["end"], moved["text"]) = (json!(end), json!(first));
    let moved = (before, moved.clone());
    let [changed, rejected, ..] = accepted.as_mut_slice() else { return Err("too few marks".into()) };
    let before = changed.clone();
    changed["label"] = json!(if before["label"] == "LAW" { "PLACE" } else { "LAW" });
    let fields = changed.as_object_mut().ok_or("no fields")?;
    for field in ["entity", "value"] {
        fields.remove(field);
    }
    let changed = (before, changed.clone());
    let before = rejected.clone();
    rejected["status"] = json!("rejected");
    let rejected = (before, rejected.clone());
    page.press("Shift+c").await?;
    page.until_view("compare").await?;
    page.set_file("emil.tagline.json", file.to_string().as_bytes()).await?;
    page.until("what is compared", "return document.querySelector('.compare-bar') !== null").await?;
    Ok([changed, moved, rejected])
}
