//! `tagline tag`.

use std::rc::Rc;

use lexopt::prelude::*;
use tagline::job::line::tag_line;
use tagline::job::rules::read_rules;
use tagline::tagging::learned::Learned;

use super::{Failure, Outcome, lines, say};

const HELP: &str = r#"tagline tag: mark what news articles name

usage: tagline tag [--rules PACK.rules.json] [--errors inline] < TEXTS.jsonl > TAGGED.jsonl

in, a line:   {"id", "text"}, optional "date": "YYYY-MM-DD", the day that "Tuesday" is told from
out, a line:  {"id", "text", "spans": [{"start", "end", "label", "score", "origin", "entity", "value"}]}

Offsets are code points, end exclusive: in Python, text[start:end] is the mention. "origin" is {"tagger", "version"};
"entity" is {"id", "authority", "name"} or null; a place's or a country's has "country", an ISO code, and a place's has
"coordinates", degrees north and east. "value" is an ISO date or null. Empty lines are skipped, but with
--errors inline, where every line has its answer.

options:
  --rules FILE      go by a rule pack that the app has exported: names accepted and rejected, lists, thresholds
  --errors inline   answer every line, a bad one with {"id", "error", "line"}, and exit with 0
  --errors stderr   report bad lines on standard error, and exit with 1 if there were any (the default)
  -h, --help        print this
"#;

/// Runs the command.
pub fn run(args: lexopt::Parser) -> Result<Outcome, Failure> {
    let mut learned: Option<Rc<Learned>> = None;
    let rules = |arg: &lexopt::Arg<'_>| matches!(arg, Long("rules"));
    let (options, files) = lines::options(args, HELP, rules)?;
    let Some(options) = options else { return Ok(Outcome::Good) };
    if let Some(file) = files.last() {
        let name = file.to_string_lossy();
        let text = std::fs::read_to_string(file)
            .map_err(|error| Failure::Input(format!("{name}: expected a rule pack, found none: {error}")))?;
        let (read, issues) = read_rules(&text).map_err(|error| Failure::Input(format!("{name}, {error}")))?;
        issues.iter().for_each(|issue| say(&format!("{name}, {issue}")));
        learned = Some(Rc::new(read));
    }
    lines::work(options, |line| tag_line(line, learned.as_ref()))
}
