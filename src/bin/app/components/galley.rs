//! The text with its marks: sections, paragraphs, marked pieces.
//!
//! Sections are drawn first as one plain text each and get their marks when they come near the screen or when
//! nothing better is to be done; each is laid out by itself. Names of labels are drawn by the style sheet, so
//! that copy and find see the article only. By Tab the article is one stop; keys go from mark to mark. A mark's own
//! `tabindex` never changes: a browser looks at the page's style anew for each change.

use std::rc::Rc;

use tagline::annotation::Annotation;
use tagline::workspace::{
    Command, Galley, Name, NamePlace, Paragraph, Piece, PieceMark, Read, ReadCommand, Section, pieces,
};
use yew::prelude::*;

use super::note::Why;
use super::retype::Retype;
use super::same::Same;
use crate::browser::{near, page, selection};
use crate::desk::Desk;

/// How many sections are drawn with their marks at once: those that fill a screen.
const AT_ONCE: usize = 1;

/// How many sections are a chapter, which is compared as one.
const CHAPTER: usize = 16;

/// Up to this many sections all get their marks in time.
const ALL_DRAWN: usize = 400;

/// Whether something is to be drawn in full: at once, when near the screen, or with `idle` when there is time.
#[hook]
pub fn use_live(node: &NodeRef, at_once: bool, idle: bool) -> bool {
    let live = use_state_eq(|| at_once);
    {
        let (node, live) = (node.clone(), live.clone());
        use_effect_with(*live, move |is_live| {
            let watch = (!is_live).then(|| node.cast::<web_sys::Element>()).flatten().map(|element| {
                let node = element.clone();
                let call = Callback::from(move |()| {
                    // A selection in it would be lost with the text it stands in.
                    let free = !selection::touches(&node);
                    if free {
                        live.set(true);
                    }
                    free
                });
                near::watch(element, idle, call)
            });
            move || drop(watch)
        });
    }
    *live || at_once
}

/// Properties of [`GalleyText`].
#[derive(Properties, PartialEq)]
pub struct GalleyProps {
    pub galley: Same<Galley>,
    pub desk: Desk,
}

/// The text with its marks.
#[component]
pub fn GalleyText(props: &GalleyProps) -> Html {
    let idle = props.galley.sections.len() <= ALL_DRAWN;
    let chapters = props.galley.sections.chunks(CHAPTER).enumerate().map(|(at, sections)| {
        let sections: Vec<Same<Section>> = sections.iter().cloned().map(Same).collect();
        html! { <Chapter key={at} {sections} {idle} desk={props.desk.clone()} /> }
    });
    html! { <>{ for chapters }</> }
}

/// Properties of [`Chapter`].
#[derive(Properties, PartialEq)]
struct ChapterProps {
    sections: Vec<Same<Section>>,
    idle: bool,
    desk: Desk,
}

/// Some sections: of hundreds, an edit goes through a few only. It has no element of its own, but is drawn first as one plain
/// text.
#[component]
fn Chapter(props: &ChapterProps) -> Html {
    let node = use_node_ref();
    let at_once = props.sections.iter().any(|section| section.index < AT_ONCE || has_focus(section));
    let live = use_live(&node, at_once, props.idle);
    if !live {
        let all = props.sections.iter().flat_map(|section| &section.paragraphs);
        return html! { <Plain paragraphs={all.cloned().map(Same).collect::<Vec<_>>()} {node} /> };
    }
    let sections = props.sections.iter().map(|section| {
        html! {
            <SectionText key={section.index} section={section.clone()} idle={props.idle} desk={props.desk.clone()} />
        }
    });
    html! { <>{ for sections }</> }
}

/// Whether the mark in focus stands in it, or the paragraph that is typed anew.
fn has_focus(section: &Section) -> bool {
    section.paragraphs.iter().any(|paragraph| paragraph.focus.is_some() || paragraph.retyping)
}

/// Properties of [`Plain`].
#[derive(Properties, PartialEq)]
struct PlainProps {
    paragraphs: Vec<Same<Paragraph>>,
    node: NodeRef,
}

/// Some paragraphs as one plain text, a character between each two.
#[component]
fn Plain(props: &PlainProps) -> Html {
    let lines: Vec<&str> = props.paragraphs.iter().map(|paragraph| &*paragraph.text).collect();
    let from = props.paragraphs.first().map(|paragraph| paragraph.start.0.to_string());
    use_estimate(&props.node, props.paragraphs.iter().map(|paragraph| &*paragraph.0));
    html! {
        <div class="galley-section galley-plain" ref={props.node.clone()} data-from={from} data-live="false">
            { lines.join("\n") }
        </div>
    }
}

/// Tells the style sheet about how high some paragraphs are, for while they are not laid out.
#[hook]
fn use_estimate<'a>(node: &NodeRef, paragraphs: impl Iterator<Item = &'a Paragraph>) {
    let sizes = paragraphs.map(|paragraph| (paragraph.text.len() / 68 + 1, 1));
    let (lines, paragraphs) = sizes.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    let node = node.clone();
    use_effect_with((lines, paragraphs), move |(lines, paragraphs)| {
        if let Some(node) = node.cast::<web_sys::Element>() {
            page::set_style(&node, "--estimate", &format!("{}px", 37 * lines + 9 * paragraphs));
        }
    });
}

/// Properties of [`SectionText`].
#[derive(Properties, PartialEq)]
struct SectionProps {
    section: Same<Section>,
    idle: bool,
    desk: Desk,
}

/// Some paragraphs that are laid out together.
#[component]
fn SectionText(props: &SectionProps) -> Html {
    let section = &props.section;
    let node = use_node_ref();
    let has_focus = has_focus(section);
    let live = use_live(&node, has_focus || section.index < AT_ONCE, props.idle);
    use_estimate(&node, section.paragraphs.iter().map(|paragraph| &**paragraph));
    let from = section.paragraphs.first().map(|paragraph| paragraph.start.0.to_string());
    if live {
        let paragraphs = section.paragraphs.iter().enumerate().map(|(at, paragraph)| {
            html! { <ParagraphText key={at} paragraph={Same(paragraph.clone())} desk={props.desk.clone()} /> }
        });
        html! {
            <div class="galley-section" ref={node} data-from={from} data-live="true" data-holds={has_focus.then_some("focus")}>
                { for paragraphs }
            </div>
        }
    } else {
        let all = section.paragraphs.iter().cloned().map(Same).collect::<Vec<_>>();
        html! { <Plain paragraphs={all} {node} /> }
    }
}

/// Properties of [`ParagraphText`].
#[derive(Properties, PartialEq)]
struct ParagraphProps {
    paragraph: Same<Paragraph>,
    desk: Desk,
}

/// A paragraph with its number, its marks, and beside it why the focused one was suggested.
#[component]
fn ParagraphText(props: &ParagraphProps) -> Html {
    let paragraph = &props.paragraph;
    let text = pieces(paragraph).iter().map(|piece| piece_text(paragraph, piece)).collect::<Html>();
    let focused =
        paragraph.focus.as_ref().and_then(|id| paragraph.annotations.iter().find(|other| other.id == *id));
    let start = paragraph.start.0.to_string();
    let headline = paragraph.number == 0;
    let number = if headline { "H".to_owned() } else { paragraph.number.to_string() };
    let is_read = paragraph.read == Read::Yes;
    let read = paragraph.read.name();
    let title = if is_read { "Read. Click to call it not read" } else { "Not read. Click to call it read" };
    let onclick =
        props.desk.on(Command::Read(ReadCommand::Set { at: paragraph.span.start(), read: !is_read }));
    html! {
        <div class="galley-row" data-focus={focused.is_some().to_string()} data-read={paragraph.read.name()}>
            <span class="galley-number" aria-hidden="true" data-number={number} {title} {onclick} />
            if paragraph.retyping {
                <Retype paragraph={paragraph.clone()} desk={props.desk.clone()} />
            } else if headline {
                <h1 class="galley-text galley-headline" dir="auto" data-start={start} aria-description={read}>{ text }</h1>
            } else {
                <p class="galley-text" dir="auto" data-start={start} aria-description={read}>{ text }</p>
            }
            if let Some(annotation) = focused {
                <Why annotation={Same(annotation.clone())} desk={props.desk.clone()} />
            }
        </div>
    }
}

/// A stretch of the text inside the marks over it, the outermost outside.
fn piece_text(paragraph: &Paragraph, piece: &Piece) -> Html {
    let words = piece.span.slice(&paragraph.text).unwrap_or_default();
    // The innermost lies over the others: it tells of all to who points there.
    let mut title = all_of(paragraph, piece);
    piece.marks.iter().rev().fold(html! { { words } }, |inside, mark| {
        paragraph.annotations.get(mark.annotation).map_or(inside.clone(), |annotation| {
            let focused = paragraph.focus.as_ref() == Some(&annotation.id);
            mark_html(annotation, mark, focused, title.take(), inside)
        })
    })
}

/// What is said of a mark: its label and its state.
fn described(annotation: &Annotation) -> String {
    format!("{}, {}", annotation.label, annotation.status.name())
}

/// Every mark over a piece, a line each, the innermost first, where not all their names have room below it.
fn all_of(paragraph: &Paragraph, piece: &Piece) -> Option<String> {
    let marks = piece.marks.iter().rev();
    let marks = marks.filter_map(|mark| Some((paragraph.annotations.get(mark.annotation)?, &mark.name)));
    let is_told = |(annotation, name): (&Rc<Annotation>, &Option<Name>)| {
        name.as_ref().is_some_and(|name| name.words.starts_with(annotation.label.name()))
    };
    let all_told = piece.marks.len() < 2 && marks.clone().all(is_told);
    let lines: Vec<String> = marks.map(|(annotation, _)| described(annotation)).collect();
    (!all_told && !lines.is_empty()).then(|| lines.join("\n"))
}

fn mark_html(
    annotation: &Annotation,
    mark: &PieceMark,
    focused: bool,
    title: Option<String>,
    inside: Html,
) -> Html {
    let name = mark.name.as_ref();
    let place = name.map(|name| match name.at {
        NamePlace::Start => "start",
        NamePlace::End => "end",
    });
    html! {
        <mark
            data-id={annotation.id.0.to_string()}
            data-label={annotation.label.name().to_owned()}
            data-status={annotation.status.name()}
            data-lane={mark.lane.min(2).to_string()}
            data-name={name.map(|name| name.words.clone())}
            data-name-at={place}
            aria-current={focused.then_some("true")}
            aria-description={mark.first.then(|| described(annotation))}
            {title}
            tabindex={mark.first.then_some("-1")}
        >{ inside }</mark>
    }
}

#[cfg(test)]
mod tests;
