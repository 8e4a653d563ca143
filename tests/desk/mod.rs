//! What a test's desk tells the workspace with each command.

use tagline::annotation::Timestamp;
use tagline::workspace::Context;

/// Ruth, on one day; the command's number makes new ids.
pub fn context(ticks: usize) -> Context {
    Context {
        now: Timestamp("2024-11-20T12:00:00Z".into()),
        annotator: "Ruth".into(),
        fresh: format!("new{ticks}").into(),
    }
}
