//! `tagline clean`.

use tagline::job::line::clean_line;

use super::{Failure, Outcome, lines};

const HELP: &str = r#"tagline clean: take the page furniture off articles

usage: tagline clean [--errors inline] < ARTICLES.jsonl > CLEAN.jsonl

in, a line:   {"id", "text"} or {"id", "html"}, optional "url"
out, a line:  {"id", "title", "standfirst", "authors": [], "date": "YYYY-MM-DD" or null (published, else updated),
              "updated", "site", "language", "url", "body", "removed": [{"start", "end", "reason"}]}

"standfirst" is the summary under the headline, null if there is none; "body" has the paragraphs without these two, a
blank line between; "removed" has ranges of the text or html
in code points, end exclusive. Empty lines are skipped, but with --errors inline, where every line has its answer.

options:
  --errors inline   answer every line, a bad one with {"id", "error", "line"}, and exit with 0
  --errors stderr   report bad lines on standard error, and exit with 1 if there were any (the default)
  -h, --help        print this
"#;

/// Runs the command.
pub fn run(args: lexopt::Parser) -> Result<Outcome, Failure> {
    lines::run(args, HELP, clean_line)
}
