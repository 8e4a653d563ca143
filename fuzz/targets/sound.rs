//! What holds of whatever was read.

use std::collections::HashSet;

use tagline::annotation::{Document, Project};
use tagline::format::Issue;

/// What holds of any project.
#[allow(dead_code, reason = "not every target reads projects")]
pub fn project(project: &Project) {
    let mut documents = HashSet::new();
    for one in &project.documents {
        assert!(documents.insert(&one.id), "no two documents have one id");
        document(one);
        for mark in one.annotations() {
            assert!(project.schema.get(&mark.label).is_some(), "the labels are known");
        }
    }
}

/// What holds of any document.
pub fn document(document: &Document) {
    let mut ids = HashSet::new();
    for one in document.annotations() {
        assert!(one.span.slice(document.text()).is_some(), "{:?} is a stretch of the text", one.span);
        assert!(ids.insert(&one.id), "no two marks have one id");
    }
    for span in document.reviewed() {
        assert!(span.slice(document.text()).is_some(), "{span:?} is a stretch of the text");
    }
}

/// What holds of any issues.
#[allow(dead_code, reason = "not every target has some")]
pub fn issues(issues: &[Issue]) {
    for issue in issues {
        assert!(
            !issue.place.is_empty() && !issue.message.is_empty(),
            "an issue says where and what: {issue:?}"
        );
    }
}
