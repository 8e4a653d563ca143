//! A table of figures.

use std::time::Duration;

/// Lays out rows in columns: the first to the left, the others to the right, two spaces between.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut laid_out = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            line += &if column == 0 { format!("{cell:<width$}") } else { format!("  {cell:>width$}") };
        }
        laid_out += line.trim_end();
        laid_out.push('\n');
    }
    laid_out
}

/// A row of words.
pub fn words<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

/// A figure from 0 to 1, to three places, without the leading nought.
pub fn figure(figure: f64) -> String {
    let written = format!("{figure:.3}");
    written.strip_prefix('0').unwrap_or(&written).to_owned()
}

/// Millions of bytes in a second.
pub fn megabytes_per_second(bytes: usize, took: Duration) -> f64 {
    let seconds = took.as_secs_f64();
    if seconds > 0.0 { bytes as f64 / 1e6 / seconds } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let rows = [words(["", "pages", "F1"]), vec!["é漢".into(), "12".into(), figure(0.5)], words(["all"])];
        assert_eq!(table(&rows), "     pages    F1\né漢      12  .500\nall\n");
        assert_eq!((figure(1.0), figure(0.0)), ("1.000".to_owned(), ".000".to_owned()));
    }
}
