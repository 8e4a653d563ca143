//! The command line `tagline`: reads standard input, writes standard output.

mod agree;
mod anchor;
mod clean;
mod convert;
mod eval;
mod lines;
mod merge;
mod salt;
mod tag;

use std::io::{self, Write};
use std::process::ExitCode;

use lexopt::prelude::*;

const HELP: &str = "\
tagline cleans news articles and marks what they mention, on your own machine

usage: tagline COMMAND [OPTIONS] < INPUT > OUTPUT

commands:
  clean      take the page furniture off articles: JSON lines in and out
  tag        mark courts, agencies, laws, places, persons, organisations and dates: JSON lines in and out
  convert    turn a file of annotations into another format
  agree      tell how far the annotators of two or more files agree
  merge      make one file of annotations of several people's, and list what they don't agree on
  anchor     put annotations that came without their texts on these texts
  eval       score cleaning or tagging against gold

  tagline COMMAND --help says more about one of them

options:
  -h, --help       print this
  -V, --version    print the version

exit code: 0 all good, 1 some input was bad, 2 the command was used wrongly
";

/// Why a command came to no good end.
enum Failure {
    /// It was used wrongly; what was expected and found.
    Usage(String),
    /// Standard input, standard output or a file failed.
    Io(io::Error),
    /// The input as a whole is not what it should be.
    Input(String),
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Failure {
        Failure::Usage(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Io(error)
    }
}

/// Whether all of the input was good.
enum Outcome {
    Good,
    SomeBad,
}

fn main() -> ExitCode {
    match run(lexopt::Parser::from_env()) {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::SomeBad) => ExitCode::from(1),
        // Whoever read the output has read enough: `tagline tag | head -1`.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Io(error)) => fail(1, &error.to_string()),
        Err(Failure::Input(message)) => fail(1, &message),
        Err(Failure::Usage(message)) => fail(2, &format!("{message}; see tagline --help")),
    }
}

fn fail(code: u8, message: &str) -> ExitCode {
    say(message);
    ExitCode::from(code)
}

/// A line on standard error; if that is closed, nobody wants to know.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}

fn run(mut args: lexopt::Parser) -> Result<Outcome, Failure> {
    match args.next()? {
        Some(Short('h') | Long("help")) => print(HELP),
        Some(Short('V') | Long("version")) => print(&format!("tagline {}\n", env!("CARGO_PKG_VERSION"))),
        Some(Value(command)) => match command.to_str() {
            Some("clean") => clean::run(args),
            Some("tag") => tag::run(args),
            Some("convert") => convert::run(args),
            Some("agree") => agree::run(args),
            Some("merge") => merge::run(args),
            Some("anchor") => anchor::run(args),
            Some("eval") => eval::run(args),
            _ => Err(Failure::Usage(format!(
                "expected clean, tag, convert, agree, merge, anchor or eval, found {:?}",
                command.to_string_lossy()
            ))),
        },
        Some(other) => Err(other.unexpected().into()),
        None => Err(Failure::Usage(
            "expected a command: clean, tag, convert, agree, merge, anchor or eval".to_owned(),
        )),
    }
}

fn print(text: &str) -> Result<Outcome, Failure> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(Outcome::Good)
}
