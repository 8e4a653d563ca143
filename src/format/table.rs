//! Tables with a header: comma separated values (RFC 4180), or with tabs or semicolons between them.

use csv::{ReaderBuilder, StringRecord};

use super::Issue;

/// A table's rows, each column found by its name.
pub struct Table {
    /// The names of the columns, in small letters with `_` for white space.
    columns: Vec<String>,
    rows: Vec<(u64, StringRecord)>,
}

impl Table {
    /// Reads a table; what parts its values is what the header has most of.
    pub fn of(file: &str) -> Table {
        let file = file.strip_prefix('\u{feff}').unwrap_or(file);
        let header = file.lines().next().unwrap_or_default().as_bytes();
        let count = |delimiter: u8| header.iter().filter(|byte| **byte == delimiter).count();
        let mut delimiter = b',';
        for other in *b"\t;" {
            if count(other) > count(delimiter) {
                delimiter = other;
            }
        }
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(file.as_bytes());
        let rows = reader.records().filter_map(Result::ok);
        let mut rows: Vec<(u64, StringRecord)> =
            rows.map(|row| (row.position().map_or(0, csv::Position::line), row)).collect();
        let header = if rows.is_empty() { StringRecord::new() } else { rows.remove(0).1 };
        let name = |name: &str| name.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase();
        Table { columns: header.iter().map(name).collect(), rows }
    }

    /// Whether there is a column of one of these names.
    pub fn has(&self, names: &[&str]) -> bool {
        self.column(names).is_some()
    }

    /// The first of these names that a column has.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.columns.iter().position(|column| column == name))
    }

    /// The columns that have none of these names.
    pub fn others(&self, names: &[&[&str]]) -> Vec<&str> {
        let is_other = |column: &&str| !names.iter().any(|names| names.contains(column));
        self.columns.iter().map(String::as_str).filter(is_other).collect()
    }

    /// The rows, each with its line. Empty ones are left out.
    pub fn rows(&self) -> impl Iterator<Item = (u64, &StringRecord)> {
        self.rows
            .iter()
            .map(|(line, row)| (*line, row))
            .filter(|(_, row)| row.iter().any(|value| !value.is_empty()))
    }

    /// What is said of a row at `place` that has no value in one of the columns `needed`, or values beyond all columns. Programs
    /// that write tables leave out empty values at the end of a row.
    pub fn misfit(&self, place: &str, row: &StringRecord, needed: &[usize]) -> Option<Issue> {
        let (expected, found) = (self.columns.len(), row.len());
        let done = if needed.iter().any(|column| *column >= found) {
            "read the missing ones as empty".to_owned()
        } else if row.iter().skip(expected).any(|value| !value.is_empty()) {
            format!("left the last {} out", found - expected)
        } else {
            return None;
        };
        let place = format!("{place}, column {}", expected.min(found) + 1);
        Some(Issue { place, message: format!("expected {expected} columns, found {found}; {done}") })
    }

    /// A column's name, as the header has it but for capitals and white space.
    pub fn name(&self, column: usize) -> &str {
        self.columns.get(column).map_or("", String::as_str)
    }

    /// The header as it is shown to people.
    pub fn header(&self) -> String {
        self.columns.join(", ").chars().take(80).collect()
    }
}

/// A table as a file: a line for each row, `\n` after each.
pub fn write<'a>(rows: impl Iterator<Item = Vec<std::borrow::Cow<'a, str>>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Cannot fail: it is written to memory, and every row has as many values.
        let _ = writer.write_record(row.iter().map(|value| value.as_bytes()));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_whatever_parts_its_values() {
        for file in [
            "\u{feff}A b,C\r\n1,\"é, \"\"漢\"\"\r\n\"\r\n,\r\n\r\n2\r\n",
            "a  B\tc\n1\t\"é, \"\"漢\"\"\r\n\"\n\n2\n",
        ] {
            let table = Table::of(file);
            assert_eq!(
                (table.column(&["x", "c"]), table.has(&["a_b"]), table.has(&["b"])),
                (Some(1), true, false)
            );
            let rows: Vec<Vec<&str>> = table.rows().map(|(_, row)| row.iter().collect()).collect();
            assert_eq!(rows, [vec!["1", "é, \"漢\"\r\n"], vec!["2"]]);
        }
        assert!(Table::of("").rows().next().is_none());
    }
}
