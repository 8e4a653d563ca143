//! The screens.

/// Which screen is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The sheet to paste on, and the documents of this session.
    #[default]
    Start,
    /// The project's documents, and the projects.
    Projects,
    /// The source with what was taken out struck through.
    Clean,
    /// The text with its annotations.
    Annotate,
    /// The documents beside what others made of them.
    Compare,
    /// What the documents come to.
    Insight,
}

impl View {
    /// All of them, in the order of the work.
    pub const ALL: &[View] =
        &[View::Start, View::Projects, View::Clean, View::Annotate, View::Compare, View::Insight];

    /// The name that the page holds in `main[data-view]`.
    pub fn name(self) -> &'static str {
        match self {
            View::Start => "start",
            View::Projects => "projects",
            View::Clean => "clean",
            View::Annotate => "annotate",
            View::Compare => "compare",
            View::Insight => "insight",
        }
    }

    /// Whether it shows a document: what is not on screen is not changed from there, nor by undo.
    pub fn shows_document(self) -> bool {
        matches!(self, View::Clean | View::Annotate)
    }
}
