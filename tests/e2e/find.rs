//! The article is text to the browser: its own find goes to any word, and what is copied of it is the article's words alone.

use serde_json::json;

use crate::Outcome;
use crate::page::Page;

/// Finds words far down, right after a text was opened of which most is not drawn with its marks yet.
pub async fn far_down(page: Page) -> Outcome {
    page.open("").await?;
    page.until_view("start").await?;
    let line = |at| format!("Line {at} 👩‍🚀 in [PLACE? Mexico] for [PERSON Zoë 漢 {at}]\n\n");
    let text: String = (0..3000).map(line).collect();
    page.set_file("long.brackets.txt", text.as_bytes()).await?;
    page.until_view("annotate").await?;
    let words = "Line 2987 👩‍🚀 in Mexico for Zoë 漢 2987";
    // The browser's own way to them is not the driver's to press; what it selects is scrolled to here.
    let script = "getSelection().removeAllRanges(); \
        if (!window.find(arguments[0])) return false; \
        getSelection().getRangeAt(0).startContainer.parentElement.scrollIntoView({ block: 'center' }); \
        return getSelection().toString() === arguments[0]";
    page.until_with("words far down are found", script, vec![json!(words)]).await?;
    // They stay selected while the marks around them are drawn, and are what is labelled.
    let script = "return document.querySelectorAll('mark').length > 2000 && getSelection().toString()";
    let selected = page.until("marks were drawn meanwhile", script).await?;
    assert_eq!(selected, json!(words));
    Ok(())
}

/// Selects all, copies, and pastes it into a field beside the article.
pub async fn copied_whole(page: Page) -> Outcome {
    page.open("").await?;
    page.until_view("start").await?;
    let text = "[COURT Court of [PLACE? Ohio] Bar] sat, said [PERSON~ Zoë] 👩‍🚀\n\nשלום [PLACE עולם] and [LAW? 漢字法]\n";
    page.set_file("all.brackets.txt", text.as_bytes()).await?;
    page.until_view("annotate").await?;
    page.until("marks", "return document.querySelectorAll('mark').length > 3").await?;
    // A selection of the article alone, as dragging over it makes one: the page around it has words, too.
    // WebKit gives keys to a page only once something in it was clicked.
    page.tap("[data-testid=article]").await?;
    let script = "const field = document.createElement('textarea'); \
        field.id = 'copy'; document.querySelector('main').append(field); \
        getSelection().selectAllChildren(document.querySelector('[data-testid=article]'))";
    page.run(script, Vec::new()).await?;
    page.press("Control+c").await?;
    page.run("document.querySelector('#copy').focus()", Vec::new()).await?;
    page.press("Control+v").await?;
    let script = "return document.querySelector('#copy').value.split(/\\s+/).filter(Boolean).join(' ') === arguments[0]";
    let words = "Court of Ohio Bar sat, said Zoë 👩‍🚀 שלום עולם and 漢字法";
    match page.until_with("the words alone", script, vec![json!(words)]).await {
        Ok(_) => Ok(()),
        Err(error) => {
            let found = page.run("return document.querySelector('#copy').value", Vec::new()).await?;
            Err(format!("{error}; found {found}").into())
        }
    }
}
