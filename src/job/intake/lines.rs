//! Files with a JSON object on each line: `{"id", "text"}` or `{"id", "html"}`, optional `url`, as the command line reads them,
//! or any objects of which some fields are chosen.

use std::collections::VecDeque;
use std::io::{BufRead, Read};

use serde_json::{Map, Value};

use super::choice::{Choice, record};
use super::decode::{not_utf8, pieces};
use super::{Arrival, Content, LARGEST};
use crate::format::Issue;
use crate::job::line::{LineError, read_line};

/// A file of lines that is being read.
pub struct Lines {
    name: String,
    reader: Box<dyn BufRead>,
    choice: Choice,
    line: usize,
    ready: VecDeque<Arrival>,
    ended: bool,
}

impl Lines {
    /// Begins with a file.
    pub fn new(name: String, content: Box<dyn Content>, choice: Choice) -> Result<Lines, String> {
        let reader = pieces(content)?;
        Ok(Lines { name, reader, choice, line: 0, ready: VecDeque::new(), ended: false })
    }

    /// The next record or rejection.
    pub fn next(&mut self) -> Option<Arrival> {
        while self.ready.is_empty() && !self.ended {
            match read(&mut *self.reader) {
                Err(message) => {
                    self.ended = true;
                    self.line += 1;
                    let issue = Issue { place: self.place(), message };
                    self.ready.push_back(Arrival::Rejected(issue));
                }
                Ok(None) => self.ended = true,
                Ok(Some(bytes)) => {
                    self.line += 1;
                    let arrivals = self.arrivals(&bytes);
                    self.ready.extend(arrivals);
                }
            }
        }
        self.ready.pop_front()
    }

    fn place(&self) -> String {
        format!("{}, line {}", self.name, self.line)
    }

    fn arrivals(&self, bytes: &[u8]) -> Vec<Arrival> {
        let refuse = |message: String| vec![Arrival::Rejected(Issue { place: self.place(), message })];
        let line = match std::str::from_utf8(bytes) {
            Ok(line) => line.trim_end_matches(['\r', '\n']),
            Err(error) => return refuse(not_utf8(error.valid_up_to(), bytes)),
        };
        // A line that holds nothing loses nothing.
        if line.trim().is_empty() {
            return Vec::new();
        }
        match read_line::<Map<String, Value>>(line) {
            Err(LineError { column, message }) => {
                let column = column.map_or_else(String::new, |column| format!(", column {column}"));
                vec![Arrival::Rejected(Issue { place: self.place() + &column, message })]
            }
            Ok(object) => self.record(&object),
        }
    }

    fn record(&self, object: &Map<String, Value>) -> Vec<Arrival> {
        let mut choice = self.choice.clone();
        // Objects of one file needn't be alike: `text` here, `html` there.
        for (name, html) in [("text", false), ("html", true)] {
            let absent = choice.text.as_ref().is_none_or(|text| !object.contains_key(text));
            if absent && object.contains_key(name) {
                (choice.text, choice.html) = (Some(name.to_owned()), html);
            }
        }
        let mut arrivals = record(self.place(), &choice, |name| object.get(name).and_then(shown));
        if matches!(arrivals.first(), Some(Arrival::Article(_))) {
            let chosen = [&choice.id, &choice.title, &choice.published, &choice.url];
            for name in chosen.into_iter().flatten() {
                if let Some(found) = object.get(name).and_then(odd) {
                    let message = format!(
                        "expected \"{name}\" to be a text, found {found}; took the article without it"
                    );
                    arrivals.push(Arrival::Rejected(Issue { place: self.place(), message }));
                }
            }
        }
        arrivals
    }
}

/// What a value is that can't be shown as a text, though there is something in it.
fn odd(value: &Value) -> Option<&'static str> {
    match value {
        Value::Bool(_) => Some("true or false"),
        Value::Array(list) if !list.is_empty() => Some("a list"),
        Value::Object(object) if !object.is_empty() => Some("an object"),
        _ => None,
    }
}

/// The text of a value: strings as they are, numbers as they are written.
pub fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The next line's bytes; nothing at the end.
pub fn read(reader: &mut dyn BufRead) -> Result<Option<Vec<u8>>, String> {
    let mut line = Vec::new();
    let mut limited = reader.take(LARGEST + 1);
    limited
        .read_until(b'\n', &mut line)
        .map_err(|error| format!("expected a file that can be read: {error}"))?;
    if line.len() as u64 > LARGEST {
        return Err(format!(
            "expected a line of at most {} MB, found a longer one; stopped here",
            LARGEST >> 20
        ));
    }
    Ok((!line.is_empty()).then_some(line))
}
