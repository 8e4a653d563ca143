//! The fields of a plain object, taken one by one; of options what is left over in the end is told.

use serde_json::{Map, Value};

use super::Failure;

/// What stands in a plain object. A field that is null is as good as none.
#[derive(Clone, Debug, Default)]
pub struct Options {
    fields: Map<String, Value>,
    /// The names that were asked for.
    known: Vec<&'static str>,
}

impl Options {
    /// The fields of `value`, which was given as `what`; none of null.
    ///
    /// # Errors
    ///
    /// If it is another value than an object.
    pub fn new(what: &str, value: Value) -> Result<Options, Failure> {
        match value {
            Value::Object(fields) => Ok(Options { fields, known: Vec::new() }),
            Value::Null => Ok(Options::default()),
            other => Err(Failure::usage(format!("{what}: expected an object, found {}", shown(&other)))),
        }
    }

    /// The field of that name.
    pub fn take(&mut self, name: &'static str) -> Option<Value> {
        self.known.push(name);
        self.fields.remove(name).filter(|value| !value.is_null())
    }

    /// The string of that name.
    ///
    /// # Errors
    ///
    /// If it is another value.
    pub fn string(&mut self, name: &'static str) -> Result<Option<String>, Failure> {
        self.of(name, "a string", |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        })
    }

    /// The whole number of that name.
    ///
    /// # Errors
    ///
    /// If it is another value, or a number below 0.
    pub fn count(&mut self, name: &'static str) -> Result<Option<u64>, Failure> {
        self.of(name, "a whole number, 0 or more", |value| value.as_u64())
    }

    /// One of several things by its name.
    ///
    /// # Errors
    ///
    /// If it is another value than a string, or `read` gives nothing for it.
    pub fn one<T>(
        &mut self,
        name: &'static str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Failure> {
        self.of(name, expected, |value| read(value.as_str()?))
    }

    /// Several things by their names: a list of them, or one alone.
    ///
    /// # Errors
    ///
    /// If something among them is another value than a string, or `read` gives nothing for it.
    pub fn several<T>(
        &mut self,
        name: &'static str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, Failure> {
        let values = match self.take(name) {
            None => Vec::new(),
            Some(Value::Array(values)) => values,
            Some(one) => vec![one],
        };
        let read = |value: &Value| {
            let read = value.as_str().and_then(&read);
            read.ok_or_else(|| wrong(name, expected, value))
        };
        values.iter().map(read).collect()
    }

    /// Nothing, once all fields were taken.
    ///
    /// # Errors
    ///
    /// If something is left: a name that nobody asked for.
    pub fn end(self) -> Result<(), Failure> {
        let Some(name) = self.fields.keys().next() else { return Ok(()) };
        Err(Failure::usage(format!("options: expected {}, found {name:?}", self.known.join(", "))))
    }

    fn of<T>(
        &mut self,
        name: &'static str,
        expected: &str,
        read: impl FnOnce(Value) -> Option<T>,
    ) -> Result<Option<T>, Failure> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let found = wrong(name, expected, &value);
        read(value).map(Some).ok_or(found)
    }
}

fn wrong(name: &str, expected: &str, found: &Value) -> Failure {
    Failure::usage(format!("{name}: expected {expected}, found {}", shown(found)))
}

/// A value as a message shows it.
fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::String(text) if text.chars().count() > 40 => {
            format!("{:?}", text.chars().take(40).chain(['…']).collect::<String>())
        }
        other => other.to_string(),
    }
}
