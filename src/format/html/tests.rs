//! What a reader gets to see.

use std::rc::Rc;

use expect_test::{Expect, expect};

use super::FORMAT;
use crate::annotation::{Annotation, Document, Edit, Entity, EntityId, Project, Retext};
use crate::article::Metadata;
use crate::format::testing::project;

/// Shows the body of the page for a project.
fn check(project: &Project, expected: Expect) {
    let written = FORMAT.write(project, &[]);
    let page = written.content();
    let body = page.split_once("<body>\n").and_then(|(_, rest)| rest.split_once("</body>")).unwrap().0;
    expected.assert_eq(&body.replace('\r', "\\r"));
}

/// What is known of an article beside its text.
fn with(project: Project, metadata: Metadata) -> Project {
    let mut document: Document = (*project.documents[0]).clone();
    Edit::SetMetadata(Box::new(metadata)).apply(&mut document).unwrap();
    Project { documents: vec![Rc::new(document)], ..project }
}

#[test]
fn shows_marks_within_each_other_and_cut_where_they_cross() {
    check(
        &project(
            "A & <b>\n\n[COURT Court of [PLACE 漢] one] \r\n[PERSON Ada\nRoe] [DATE? x]\n[LAW ab]c\n     ^^^ DATE",
        ),
        expect![[r#"
            <article id="article-1">
            <header class="text">
            <h1 dir="auto">A &amp; &lt;b&gt;</h1>
            </header>
            <ul class="key" aria-label="Labels, and how many marks have each">
            <li><label class="l0"><input type="checkbox" checked><b>COURT</b> 1</label></li>
            <li><label class="l2"><input type="checkbox" checked><b>LAW</b> 1</label></li>
            <li><label class="l3"><input type="checkbox" checked><b>PLACE</b> 1</label></li>
            <li><label class="l4"><input type="checkbox" checked><b>PERSON</b> 1</label></li>
            <li><label class="l6"><input type="checkbox" checked><b>DATE</b> 1</label></li>
            </ul>
            <div class="text">
            <p dir="auto"><mark class="l0 outer" title="COURT" data-name="COURT" data-full="COURT">Court of <mark class="l3" title="PLACE" data-name="PLACE" data-full="PLACE">漢</mark> one</mark> </p>
            <p dir="auto"><mark class="l4" title="PERSON" data-name="PERSON" data-full="PERSON">Ada</mark></p>
            <p dir="auto"><mark class="l4" title="PERSON" data-name="PERSON" data-full="PERSON">Roe</mark> x</p>
            <p dir="auto"><mark class="l2" title="LAW" data-name="LAW" data-full="LAW"><mark class="l6 outer" title="DATE" data-name="DATE" data-full="DATE">ab</mark></mark>c</p>
            </div>
            </article>
            <footer>5 marks, marked with Tagline.</footer>
        "#]],
    );
    check(
        &project(""),
        expect![[r#"
        <article id="article-1">
        <header class="text">
        <h1 dir="auto" class="id">document-1</h1>
        </header>
        <div class="text">
        </div>
        </article>
        <footer>0 marks, marked with Tagline.</footer>
    "#]],
    );
}

#[test]
fn shows_who_wrote_it_and_what_it_names() {
    let metadata = Metadata {
        title: Some("A \"title\"".into()),
        authors: vec!["Ada".into(), "Bo <x>".into(), "漢".into()],
        published: Some("2024-03-05T10:00".into()),
        updated: Some("later".into()),
        site: Some("The Post".into()),
        url: Some("https://x.org/?a=\"b\"&c".into()),
        language: Some("en\" onload".into()),
        extra: None,
    };
    let mut project = with(project("[PERSON Ada] and [COURT c]"), metadata);
    let mut document = (*project.documents[0]).clone();
    let mut annotations = document.annotations().to_vec();
    for (one, id) in annotations.iter_mut().zip(["e", "f"]) {
        *one = Rc::new(Annotation { entity: Some(EntityId(id.into())), ..(**one).clone() });
    }
    let entity = |id: &str, name: &str, canonical: (&str, &str), at: usize| {
        Rc::new(Entity {
            id: EntityId(id.into()),
            label: annotations[at].label.clone(),
            name: name.into(),
            canonical: Some((canonical.0.into(), canonical.1.into())),
            country: None,
            at: None,
            extra: None,
        })
    };
    project.entities = vec![
        entity("e", "Ada <Lovelace>", ("Q7259", "wikidata"), 0),
        entity("f", "A court", ("//x.org\"onclick=", "javascript"), 1),
    ];
    let retext = Retext {
        cleaned: document.cleaned().clone(),
        annotations,
        reviewed: Vec::new(),
        set_aside: Vec::new(),
    };
    Edit::SetText(Box::new(retext)).apply(&mut document).unwrap();
    project.documents = vec![Rc::new(document)];
    check(
        &project,
        expect![[r#"
            <article id="article-1">
            <header class="text">
            <h1 dir="auto">A &quot;title&quot;</h1>
            </header>
            <p class="byline">By <b>Ada, Bo &lt;x&gt; and 漢</b> · <a href="https://x.org/?a=&quot;b&quot;&amp;c" rel="noreferrer">The Post</a> · <time datetime="2024-03-05T10:00">5 March 2024, 10:00</time> · updated later</p>
            <ul class="key" aria-label="Labels, and how many marks have each">
            <li><label class="l0"><input type="checkbox" checked><b>COURT</b> 1</label></li>
            <li><label class="l4"><input type="checkbox" checked><b>PERSON</b> 1</label></li>
            </ul>
            <div class="text">
            <p dir="auto"><mark class="l4" title="PERSON: Ada &lt;Lovelace&gt; (wikidata:Q7259)" data-name="PERSON •" data-full="PERSON •">Ada</mark> and <mark class="l0" title="COURT" data-name="COURT" data-full="COURT">c</mark></p>
            </div>
            <section class="named">
            <h2>Named here</h2>
            <ul>
            <li class="l4"><b><a href="https://www.wikidata.org/entity/Q7259" rel="noreferrer">Ada &lt;Lovelace&gt;</a></b><small>PERSON, 1 time, wikidata:Q7259</small></li>
            </ul>
            </section>
            </article>
            <footer>2 marks, marked with Tagline.</footer>
        "#]],
    );
}

#[test]
fn a_page_of_several_articles_begins_with_their_names() {
    let mut both = project("One [PERSON é]");
    let mut second: Document = (*both.documents[0]).clone();
    second.id = "d2".into();
    both.documents.push(Rc::new(second));
    let written = FORMAT.write(&both, &[]);
    assert!(written.content().contains("<title>2 annotated articles</title>"));
    assert!(written.content().contains("<li><small>1 mark</small><a href=\"#article-2\">One é</a></li>"));
}

#[test]
fn nothing_of_a_text_becomes_markup_or_style() {
    let mut hostile = project("[PERSON <script>alert(1)</script>]\n</style>\"'");
    let mut defs = hostile.schema.labels().to_vec();
    for def in &mut defs {
        def.colour = "red}</style><script>".into();
        def.colour_dark = Some("url(x)".into());
    }
    hostile.schema = crate::annotation::Schema::new(defs).unwrap();
    let written = FORMAT.write(&hostile, &[]);
    let page = written.content();
    assert!(!page.contains("<script") && !page.contains("url(x)"));
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(!page.contains(" style=") && page.contains("default-src 'none'; style-src 'sha256-"));
}
