//! `tagline tag`.

use tagline::job::line::tag_line;

use super::{Failure, Outcome, lines};

const HELP: &str = r#"tagline tag: mark what news articles name

usage: tagline tag [--errors inline] < TEXTS.jsonl > TAGGED.jsonl

in, a line:   {"id", "text"}, optional "date": "YYYY-MM-DD", the day that "Tuesday" is told from
out, a line:  {"id", "text", "spans": [{"start", "end", "label", "score", "origin", "entity", "value"}]}

Offsets are code points, end exclusive: in Python, text[start:end] is the mention. "origin" is {"tagger", "version"};
"entity" is {"id", "authority", "name"} or null; a place's or a country's has "country", an ISO code, and a place's has
"coordinates", degrees north and east. "value" is an ISO date or null. Empty lines are skipped.

options:
  --errors inline   answer every line, a bad one with {"id", "error", "line"}, and exit with 0
  --errors stderr   report bad lines on standard error, and exit with 1 if there were any (the default)
  -h, --help        print this
"#;

/// Runs the command.
pub fn run(args: lexopt::Parser) -> Result<Outcome, Failure> {
    lines::run(args, HELP, tag_line)
}
