//! What a wish comes to, place by place; nothing is changed.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Deed, Of, Place, Preview, Row, Skip, Wish, find};
use crate::annotation::{Annotation, Label, Status};
use crate::text::Span;
use crate::workspace::{Filter, OpenDocument, Show, Workspace};

/// What `wish` would do now.
pub fn preview(workspace: &Workspace, wish: Rc<Wish>) -> Preview {
    let mut preview = Preview { wish: wish.clone(), rows: Vec::new(), skipped: BTreeMap::new() };
    let show = workspace.show;
    for (at, open) in workspace.documents.iter().enumerate() {
        if !wish.everywhere && workspace.current != Some(at) {
            continue;
        }
        let mut take = |span: Span, fate: Result<Option<Rc<Annotation>>, Skip>| match fate {
            Ok(_) if open.unreadable().is_some() => {
                *preview.skipped.entry(Skip::Unreadable).or_default() += 1
            }
            Ok(before) => {
                let mark = before.as_ref().map(|annotation| annotation.id.clone());
                let place = Place { document: at, span, mark };
                let left_out = wish.left_out.contains(&place);
                preview.rows.push(Row { place, before, left_out });
            }
            Err(skip) => *preview.skipped.entry(skip).or_default() += 1,
        };
        match &wish.of {
            Of::Marks(filter) => {
                let document = &open.document;
                let marks = document.annotations().iter().filter(|mark| open.sees(mark));
                for mark in marks.filter(|mark| filter.takes(document, mark)) {
                    take(mark.span, listed(mark, wish.deed.as_ref(), filter, show));
                }
            }
            Of::Words { name, label, from, whole, capitals } => {
                let spans = find::find(open, name, *whole, *capitals);
                for (span, over) in with_marks(open, &spans) {
                    let first = *from == (at, span);
                    take(span, fate(span, &over, wish.deed.as_ref(), label.as_ref(), first, show));
                }
            }
        }
    }
    preview
}

/// Each of `spans`, which are in order and apart, with the marks over it.
fn with_marks<'a>(open: &'a OpenDocument, spans: &[Span]) -> Vec<(Span, Vec<&'a Rc<Annotation>>)> {
    let mut coming = open.document.annotations().iter().filter(|mark| open.sees(mark)).peekable();
    let mut reaching: Vec<&Rc<Annotation>> = Vec::new();
    let over = spans.iter().map(|&span| {
        reaching.retain(|mark| mark.span.end() > span.start());
        while let Some(mark) = coming.next_if(|next| next.span.start() < span.end()) {
            reaching.push(mark);
        }
        (span, reaching.iter().filter(|mark| mark.span.overlaps(span)).copied().collect())
    });
    over.collect()
}

/// What becomes of a mark of the list.
fn listed(
    mark: &Rc<Annotation>,
    deed: Option<&Deed>,
    filter: &Filter,
    show: Show,
) -> Result<Option<Rc<Annotation>>, Skip> {
    if !show.shows(mark.status) {
        return Err(Skip::Hidden);
    }
    let is = |status| mark.status == status;
    match deed {
        Some(Deed::Label(label)) if mark.label == *label && is(Status::Accepted) => Err(Skip::Already),
        Some(Deed::Accept) if is(Status::Accepted) => Err(Skip::Already),
        Some(Deed::Reject) if is(Status::Rejected) => Err(Skip::Already),
        // Who lists suggestions and decided ones together means the suggestions.
        Some(Deed::Accept | Deed::Reject) if !is(Status::Suggested) && filter.status.is_none() => {
            Err(Skip::Decided)
        }
        _ => Ok(Some(mark.clone())),
    }
}

/// What becomes of words that have these marks over them; `first` where one began.
fn fate(
    span: Span,
    over: &[&Rc<Annotation>],
    deed: Option<&Deed>,
    label: Option<&Label>,
    first: bool,
    show: Show,
) -> Result<Option<Rc<Annotation>>, Skip> {
    let wanted = match deed {
        Some(Deed::Label(label)) => Some(label),
        _ => label,
    };
    let shows = |mark: &&&Rc<Annotation>| show.shows(mark.status);
    let stands = |mark: &&&Rc<Annotation>| mark.status != Status::Rejected;
    let mut here: Vec<&Rc<Annotation>> = over.iter().filter(|mark| mark.span == span).copied().collect();
    // The mark with the label that is wanted before another one; what someone said no to comes last.
    here.sort_by_key(|mark| (mark.status == Status::Rejected, Some(&mark.label) != wanted));
    let Some(Deed::Label(new)) = deed else {
        let is_meant = |mark: &&&Rc<Annotation>| label.is_none_or(|label| *label == mark.label);
        return match (here.iter().filter(shows).find(is_meant), deed) {
            (Some(mark), Some(Deed::Accept)) if mark.status == Status::Accepted => Err(Skip::Already),
            (Some(mark), Some(Deed::Reject)) if mark.status == Status::Rejected => Err(Skip::Already),
            (Some(mark), _) => Ok(Some(Rc::clone(mark))),
            (None, _) if here.is_empty() => Err(Skip::Unmarked),
            (None, _) if here.iter().any(|mark| !show.shows(mark.status)) => Err(Skip::Hidden),
            (None, _) => Err(Skip::Label),
        };
    };
    let has = |status: Status| here.iter().any(|mark| mark.label == *new && mark.status == status);
    if has(Status::Accepted) && show.ink {
        return Err(Skip::Already);
    }
    if has(Status::Rejected) && !first {
        return Err(Skip::Refused);
    }
    if has(Status::Accepted) || has(Status::Suggested) && !show.pencil {
        return Err(Skip::Hidden);
    }
    // A rejected mark is changed only by whoever began with it.
    if let Some(mark) = here.iter().filter(shows).find(|mark| first || stands(mark)) {
        return Ok(Some(Rc::clone(mark)));
    }
    if here.iter().any(|mark| stands(&mark)) {
        return Err(Skip::Hidden);
    }
    let crosses = |mark: &Annotation| !mark.span.covers(span) && !span.covers(mark.span);
    if over.iter().filter(stands).any(|mark| crosses(mark)) {
        return Err(Skip::Crossing);
    }
    if !first && over.iter().filter(stands).any(|mark| mark.span.covers(span)) {
        return Err(Skip::Part);
    }
    Ok(None)
}
