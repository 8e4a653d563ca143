//! What the screen promises to the eye and to those who listen: each chart's finding, the same figures in its table, and nothing
//! drawn by a style of its own.

use tagline::annotation::{
    Document, DocumentStatus, Label, Project, Summary, Tally, Timestamp, document_from_notation,
};
use tagline::workspace::{Command, Loaded, View, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;
use yew::prelude::*;

use super::*;
use crate::testing::{Mounted, annotating, apply, mount, opened, project, until, words};

/// Draws it as the app does.
#[component]
fn Shown(props: &ShownProps) -> Html {
    let insight = use_insight(&props.workspace);
    html! {
        if let Some(insight) = insight { <InsightScreen {insight} desk={props.desk.clone()} /> } else { <p>{ "elsewhere" }</p> }
    }
}

#[derive(Properties)]
struct ShownProps {
    workspace: Workspace,
    desk: Desk,
}

impl PartialEq for ShownProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

async fn shown(mut workspace: Workspace) -> Mounted<impl BaseComponent> {
    apply(&mut workspace, [Command::Show(View::Insight)]);
    mount(workspace, |workspace: &Workspace, desk: &Desk| {
        html! { <Shown workspace={workspace.clone()} desk={desk.clone()} /> }
    })
    .await
}

/// The screen for these summaries.
async fn of(summaries: Vec<Summary>) -> Mounted<impl BaseComponent> {
    let now = Timestamp("2026-11-20T08:00:00Z".into());
    let insight = Same(std::rc::Rc::new(Insight::of(&summaries, &Schema::default(), &now)));
    mount(Workspace::default(), move |_: &Workspace, desk: &Desk| {
        html! { <InsightScreen insight={insight.clone()} desk={desk.clone()} /> }
    })
    .await
}

fn names<T: BaseComponent>(page: &Mounted<T>) -> Vec<String> {
    let name = |picture: Element| picture.get_attribute("aria-label").unwrap();
    elements(page, "svg[role=img]").into_iter().map(name).collect()
}

fn elements<T: BaseComponent>(page: &Mounted<T>, selector: &str) -> Vec<Element> {
    let list = page.root.query_selector_all(selector).unwrap();
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect()
}

fn rows<T: BaseComponent>(page: &Mounted<T>, chart: &str) -> Vec<String> {
    let row = |row: &web_sys::HtmlElement| {
        let cells = crate::testing::all(row, "th, td");
        cells.iter().map(|cell| words(cell)).collect::<Vec<_>>().join("|")
    };
    page.all(&format!("[data-chart={chart}] tr")).iter().map(row).collect()
}

fn summary(at: usize) -> Summary {
    let document: Document = document_from_notation("d", "One two\n\nthree", &"Ann".into()).unwrap();
    let now = Timestamp("2026-11-20T08:00:00Z".into());
    let plain = Summary::of(&document, None, tagline::annotation::Known { tagged: true, now });
    let label = |name: &str| Label::new(name).unwrap();
    let tally = |name, ink, pencil, right, wrong| Tally {
        label: label(name),
        ink,
        pencil,
        rejected: wrong,
        right,
        wrong,
    };
    let done = |day: usize| Timestamp(format!("2026-11-{day:02}T10:00:00Z").into());
    Summary {
        words: 90 + 37 * u32::try_from(at).unwrap(),
        paragraphs: 10,
        read: if at < 10 { 10 } else { 2 },
        marks: vec![tally("COURT", 2, 1, 9, 1), tally("PLACE", 30, 4, 19, 1), tally("<i>", 1, 0, 0, 1)],
        status: if at < 12 { DocumentStatus::Done } else { plain.status },
        done: (at < 12).then(|| done(at + 6)),
        ..plain
    }
}

#[wasm_bindgen_test]
async fn each_chart_says_its_finding() {
    let page = of((0..20).map(summary).collect()).await;
    assert_eq!(words(&page.one(".insight-lede")), "20 documents · Nov 6 to Nov 17");
    let expected = [
        "Progress. 60% done. Four this week, seven the week before. At this pace all are done by Dec 4.",
        "Marks by label. 660 in ink (filled), 100 still in pencil (dashed). Place has the most.",
        "How often the tagger is right. Right in 90% of 620 decided. <i> lags: 0%.",
        "Length and coverage. Long articles wait: from 400 words on 27% has been read, below that all (solid).",
    ];
    assert_eq!(names(&page), expected);
    let seen = page.all(".insight-finding").iter().map(|finding| words(finding)).collect::<Vec<_>>();
    assert!(expected.iter().zip(&seen).all(|(name, finding)| name.contains(finding.as_str())), "{seen:?}");
    // Ink is filled and pencil dashed, each in its label's colour.
    for label in ["PLACE", "COURT"] {
        assert_eq!(
            elements(&page, &format!("[data-chart=marks] g[data-label={label}] .insight-ink")).len(),
            1
        );
        assert_eq!(
            elements(&page, &format!("[data-chart=marks] g[data-label={label}] .insight-pencil")).len(),
            1
        );
    }
    assert!(elements(&page, "[style], style").is_empty(), "{}", page.root.inner_html());
    assert!(elements(&page, "i").is_empty());
}

#[wasm_bindgen_test]
async fn behind_each_chart_is_its_table() {
    let page = of((0..20).map(summary).collect()).await;
    for title in ["Progress", "Marks by label", "How often the tagger is right", "Length and coverage"] {
        let button = page.control("button", &format!("Show as table: {title}"));
        button.focus().unwrap();
        button.click();
        let chart = format!("Show as chart: {title}");
        until(title, || button.get_attribute("aria-label").as_deref() == Some(&chart)).await;
        // The keyboard stays where it is.
        let active = gloo::utils::document().active_element().unwrap();
        assert!(active.is_same_node(Some(&button)));
    }
    assert!(names(&page).is_empty());
    assert_eq!(elements(&page, "table > caption").len(), 4);
    let progress = rows(&page, "progress");
    assert_eq!(
        (&*progress[0], &*progress[1], progress.last().map(String::as_str)),
        ("Day|Done|In all", "Nov 6|1|1", Some("Nov 17|1|12"))
    );
    assert_eq!(
        rows(&page, "marks"),
        ["Label|Ink|Pencil|Rejected", "Place|600|80|20", "Court|40|20|20", "<i>|20|0|20", "All|660|100|60"]
    );
    assert_eq!(
        rows(&page, "tagger"),
        [
            "Label|Accepted|Not accepted|Right|95% interval",
            "Place|380|20|95%|92 to 97%",
            "Court|180|20|90%|85 to 93%",
            "<i>|0|20|0%|0 to 16%"
        ]
    );
    assert_eq!(rows(&page, "lengths").last().map(String::as_str), Some("All|20|200|120|60%"));
    page.control("button", "Show as chart: Progress").click();
    until("the chart is back", || names(&page).len() == 1).await;
}

#[wasm_bindgen_test]
async fn one_document_is_told_as_one() {
    let page = shown(annotating("[PLACE Ohio] and [COURT? Bar]\n\nwords")).await;
    assert_eq!(words(&page.one(".insight-lede")), "1 document");
    // Nothing is done or decided: each says so, and leads on.
    let chart = |name: &str| words(&page.one(&format!("[data-chart={name}]")));
    assert!(chart("progress").contains("Not done yet."), "{}", chart("progress"));
    assert!(chart("tagger").contains("Nothing is decided yet."));
    assert_eq!(
        names(&page),
        [
            "Marks by label. 1 in ink (filled), 1 still in pencil (dashed).",
            "Length and coverage. 4 words, 0 of 2 paragraphs read."
        ]
    );
    page.all("[data-chart=tagger] .insight-empty button")[0].click();
    until("the text", || page.workspace().view() == View::Annotate).await;
    page.send(Command::Done(true));
    page.send(Command::Show(View::Insight));
    until("it is done", || names(&page).iter().any(|name| name.starts_with("Progress. Done on "))).await;
}

#[wasm_bindgen_test]
async fn it_is_worked_out_only_while_it_is_shown_and_once() {
    let second = Project { documents: project("more").documents, ..Project::default() };
    let mut workspace = opened(project("[PLACE Ohio]"));
    apply(
        &mut workspace,
        [Command::Load(Loaded { name: "b.json".to_owned(), project: second, issues: Vec::new() })],
    );
    let insights = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    #[derive(Properties)]
    struct Props {
        workspace: Workspace,
        insights: std::rc::Rc<std::cell::RefCell<Vec<Option<Same<Insight>>>>>,
    }
    impl PartialEq for Props {
        fn eq(&self, _: &Self) -> bool {
            false
        }
    }
    #[component]
    fn Seen(props: &Props) -> Html {
        props.insights.borrow_mut().push(use_insight(&props.workspace));
        html! { <p>{ props.workspace.documents().len() }</p> }
    }
    let page = mount(workspace, {
        let insights = insights.clone();
        move |workspace: &Workspace, _: &Desk| html! { <Seen workspace={workspace.clone()} insights={insights.clone()} /> }
    })
    .await;
    let last = || insights.borrow().last().cloned().unwrap();
    let count = || insights.borrow().len();
    assert!(last().is_none());
    page.send(Command::Show(View::Insight));
    until("it is shown", || last().is_some()).await;
    let (first, drawn) = (last(), count());
    page.send(Command::Dismiss);
    until("drawn once more", || count() > drawn).await;
    assert!(last() == first, "nothing has changed");
    page.send(Command::Show(View::Annotate));
    page.send(Command::Done(true));
    page.send(Command::Show(View::Insight));
    until("worked out anew", || last().is_some() && last() != first).await;
}

#[wasm_bindgen_test]
async fn without_documents_it_says_so_and_leads_to_the_start() {
    let page = of(Vec::new()).await;
    assert!(words(&page.root).contains("No documents yet. What you paste or open is counted here."));
    assert!(names(&page).is_empty());
    page.control("button", "Paste an article");
}

/// What of the charts' words stands outside of its chart or runs into other words, on a place of that width.
async fn crowded(summaries: Vec<Summary>, width: u32) -> Vec<String> {
    let page = of(summaries).await;
    let style = page.root.dyn_ref::<web_sys::HtmlElement>().unwrap().style();
    style.set_property("width", &format!("{width}px")).unwrap();
    style.set_property("font", "12px sans-serif").unwrap();
    until("drawn for it", || {
        elements(&page, "svg[role=img]").iter().all(|svg| {
            let all = svg.get_attribute("viewBox").unwrap();
            all.split(' ').nth(2).unwrap().parse() == Ok(width)
        })
    })
    .await;
    let mut found = Vec::new();
    for svg in elements(&page, "svg[role=img]") {
        let frame = svg.get_bounding_client_rect();
        let list = svg.query_selector_all("text").unwrap();
        let all: Vec<Element> = (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect();
        let all: Vec<_> = all.iter().map(|text| (words(text), text.get_bounding_client_rect())).collect();
        for (at, (text, place)) in all.iter().enumerate() {
            // The widest face that a system falls back to reaches a little further; there is as much room around each chart.
            let across = place.left() >= frame.left() - 3.0 && place.right() <= frame.right() + 3.0;
            let down = place.top() >= frame.top() - 1.0 && place.bottom() <= frame.bottom() + 1.0;
            if !across || !down {
                found.push(format!("“{text}” stands outside"));
            }
            for (other, there) in &all[at + 1..] {
                let across = place.left() < there.right() && there.left() < place.right();
                let down = place.top() + 2.0 < there.bottom() && there.top() + 2.0 < place.bottom();
                if across && down {
                    found.push(format!("“{text}” runs into “{other}”"));
                }
            }
        }
    }
    found
}

#[wasm_bindgen_test]
async fn words_of_a_chart_keep_apart_on_every_width() {
    let not_done = |at: usize| Summary { status: DocumentStatus::New, done: None, ..summary(at) };
    // A pace that leads years ahead.
    let slow: Vec<_> = (0..1).map(summary).chain((0..900).map(|at| not_done(at % 20))).collect();
    let nearly: Vec<_> = (0..12).map(summary).chain([not_done(3)]).collect();
    let fresh = Summary { done: Some(Timestamp("2026-11-20T01:00:00Z".into())), ..summary(0) };
    let begun: Vec<_> = [fresh.clone()].into_iter().chain((0..4).map(not_done)).collect();
    let label = |at: usize| {
        let name = ["A label with quite a long name of its own", "漢字の長い名前のラベル", "É"][at % 3];
        Tally {
            label: Label::new(&format!("{name} {at}")).unwrap(),
            ink: 1000,
            pencil: 900,
            rejected: 1,
            right: 9,
            wrong: 1,
        }
    };
    let many = vec![Summary { marks: (0..40).map(label).collect(), words: 1_234_567, ..summary(0) }];
    let cases = [
        ("all", (0..12).map(summary).collect()),
        ("slow", slow),
        ("nearly", nearly),
        ("one", vec![fresh]),
        ("begun", begun),
        ("many", many),
    ];
    for (name, summaries) in cases {
        for width in [230, 256, 326, 420, 550, 900] {
            assert_eq!(crowded(summaries.clone(), width).await, Vec::<String>::new(), "{name} at {width}");
        }
    }
}
