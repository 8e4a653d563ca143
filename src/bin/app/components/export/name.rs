//! What an export's file is called.

use tagline::format::Format;
use tagline::workspace::Workspace;

/// A file's name from the article's title: letters and digits, hyphens between.
pub fn file_name(workspace: &Workspace, all: bool, format: &Format) -> String {
    format!("{}{}", stem(workspace, all, format), ending(format))
}

/// The name of what holds three parts of it.
pub fn parted_name(workspace: &Workspace, all: bool, format: &Format) -> String {
    format!("{}-split.{}.zip", stem(workspace, all, format), format.name)
}

/// How the name of a download ends.
pub fn ending(format: &Format) -> String {
    if format.is_folder() { format!(".{}.zip", format.name) } else { format.extension.to_owned() }
}

/// What goes without the text has no title in its name.
fn stem(workspace: &Workspace, all: bool, format: &Format) -> String {
    let title = if format.is_salted() {
        "marks".to_owned()
    } else if all {
        "articles".to_owned()
    } else {
        workspace.current().map(|open| open.title()).unwrap_or_default()
    };
    let words: Vec<String> = title
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(8)
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() { "article".to_owned() } else { words.join("-") }
}
