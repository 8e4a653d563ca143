//! The same text has the same suggestions in every browser as natively, to the last bit.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use tagline::annotation::{Annotation, Origin, Project};
use tagline::format;
use tagline::tagging::{Suggestion, TagOptions, tag};
use tagline::workspace::{made_up_article, made_up_paste};

use crate::Outcome;
use crate::page::Page;

/// How many made-up articles it is tried on, each of so many bytes.
const ARTICLES: (u64, usize) = (40, 3_000);

/// A paste of made-up articles is tagged by the app's worker, exported, and compared with what `tag` finds.
pub async fn as_natively(page: Page) -> Outcome {
    let (count, bytes) = ARTICLES;
    let mut paste = made_up_paste(0, bytes);
    for seed in 1..count {
        write!(paste, "\n\n{}", made_up_article(seed, bytes).text)?;
    }
    paste.push_str(
        "\n\nJosé 漢字 👩‍🚀 שלום told the 9th Circuit (CA9) on Tuesday that CA9's Çelik v. Ωmega Inc. was off.",
    );
    page.open("").await?;
    page.set_file("made-up.txt", paste.as_bytes()).await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    page.until("it is tagged", "return document.querySelectorAll('mark').length > 3").await?;
    page.until_view("annotate").await?;
    page.click("Export").await?;
    let file = page.download(page.click("Download .tagline.json")).await?;
    let native = format::by_name("tagline").ok_or("the native format is missing")?;
    let read = native.read(std::str::from_utf8(&file)?).map_err(|error| error.to_string())?;
    let project = read.project;
    let document = project.documents.first().ok_or("no document")?;
    let date = document.metadata().day().map(str::to_owned);
    let native = tag(document.text(), TagOptions { date, ..TagOptions::default() });
    assert!(native.len() > 1_000, "{}", native.len());
    let native: Vec<String> = native.iter().map(suggested).collect();
    let here: Vec<String> =
        document.annotations().iter().map(|annotation| annotated(&project, annotation)).collect();
    if let Some((native, here)) = native.iter().zip(&here).find(|(native, here)| native != here) {
        return Err(format!("natively {native}, here {here}").into());
    }
    assert_eq!(native.len(), here.len());
    println!(
        "the digest of {} suggestions: {:016x}, natively {:016x}",
        here.len(),
        digest(&here),
        digest(&native)
    );
    assert_eq!(digest(&native), digest(&here));
    Ok(())
}

fn digest(all: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    all.hash(&mut hasher);
    hasher.finish()
}

fn suggested(one: &Suggestion) -> String {
    let link = one.link.as_ref().map(|link| (link.id.to_string(), link.authority.to_string()));
    shown(
        one.span.range(),
        one.label.name(),
        one.score,
        &one.origin,
        &one.evidence,
        link,
        one.value.as_deref(),
    )
}

fn annotated(project: &Project, one: &Annotation) -> String {
    let entity = project.entities.iter().find(|entity| Some(&entity.id) == one.entity.as_ref());
    let link = entity.and_then(|entity| entity.canonical.as_ref());
    let link = link.map(|(id, authority)| (id.to_string(), authority.to_string()));
    let score = one.score.unwrap_or(f64::NAN);
    shown(one.span.range(), one.label.name(), score, &one.origin, &one.evidence, link, one.value.as_deref())
}

fn shown(
    range: std::ops::Range<usize>,
    label: &str,
    score: f64,
    origin: &Origin,
    evidence: &impl std::fmt::Debug,
    link: Option<(String, String)>,
    value: Option<&str>,
) -> String {
    format!("{range:?} {label} {:016x} {origin:?} {evidence:?} {link:?} {value:?}", score.to_bits())
}
