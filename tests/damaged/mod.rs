//! Damaged files of every format, and what is said of each.

mod columns;
mod documents;
mod folders;
mod lines;
mod markup;
mod objects;
mod tables;

use expect_test::Expect;
use tagline::format::File;

/// In what way a file is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It is built otherwise.
    Structure,
    /// A value in it is of another kind.
    Value,
    /// It ends early.
    Truncated,
    /// An offset lies outside of the text.
    Outside,
    /// An offset is no number.
    NoNumber,
    /// A mark ends before it begins.
    Reversed,
    /// There are fewer columns or others.
    Columns,
    /// A file that belongs to it is missing.
    Partner,
}

/// A damaged file of a format, or several that belong together.
pub struct Case {
    pub format: &'static str,
    pub damage: Damage,
    pub files: Vec<File>,
    pub expected: Expect,
}

/// A file alone.
fn one(format: &'static str, damage: Damage, content: &str, expected: Expect) -> Case {
    several(format, damage, &[("", content)], expected)
}

/// Files that belong together.
fn several(format: &'static str, damage: Damage, files: &[(&str, &str)], expected: Expect) -> Case {
    let file = |(name, content): &(&str, &str)| File { name: (*name).into(), content: (*content).into() };
    Case { format, damage, files: files.iter().map(file).collect(), expected }
}

/// All of them.
pub fn cases() -> Vec<Case> {
    let all = [
        lines::cases(),
        columns::cases(),
        objects::cases(),
        documents::cases(),
        folders::cases(),
        tables::cases(),
        markup::cases(),
    ];
    all.into_iter().flatten().collect()
}
