//! Learning on the spot: what is decided changes what is suggested elsewhere, and undo takes both back.

use crate::Outcome;
use crate::page::Page;

const TEXT: &str =
    "[PLACE? Paris] slept. Then [PLACE? Paris] left for Zoë.\n\nZoë met [PLACE? Ohio], é 漢 👩‍🚀.\n";

/// By keys: another label is carried to the same words, or with that switched off only suggested there.
pub async fn on_the_spot(page: Page) -> Outcome {
    let before = ["PLACE suggested Paris", "PLACE suggested Paris", "PLACE suggested Ohio"];
    page.open("").await?;
    page.until_view("start").await?;
    page.set_file("names.brackets.txt", TEXT.as_bytes()).await?;
    page.until_view("annotate").await?;
    page.until_marks(&before).await?;
    // WebKit gives keys to a page only once something in it was clicked.
    page.beside().await?;
    page.tap(".entities-head h2").await?;
    page.press("n").await?;
    page.until("a mark in focus", "return document.querySelector('mark[aria-current]') !== null").await?;
    page.press("5").await?;
    page.until_marks(&["PERSON accepted Paris", "PERSON accepted Paris", "PLACE suggested Ohio"]).await?;
    page.until(
        "it is said",
        "return document.querySelector('.said').textContent.includes('1 more of the same words')",
    )
    .await?;
    page.press("Control+z").await?;
    page.until_marks(&before).await?;

    page.tap(".entities-head button").await?;
    page.until("the window", "return document.querySelector('.learned[open]') !== null").await?;
    page.find(".learned-switch:nth-of-type(2)").await?.click().await?;
    page.click("Close").await?;
    page.until("no window", "return document.querySelector('.learned') === null").await?;
    page.press("5").await?;
    page.until_marks(&["PERSON accepted Paris", "PERSON suggested Paris", "PLACE suggested Ohio"]).await?;
    page.press("Control+z").await?;
    page.until_marks(&before).await
}
