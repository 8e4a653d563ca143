//! What cleaning takes out, and why.

use crate::text::Span;

/// Declares the closed list of reasons once: variant, name in files, words for a reader.
macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident $name:literal $words:literal,)*) => {
        /// Why a block is not part of the article. The list is closed; files hold the names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Reason { $($(#[$doc])* $variant,)* }

        impl Reason {
            /// All of them, in the order a reader meets them.
            pub const ALL: &[Reason] = &[$(Reason::$variant,)*];

            /// The name that files hold.
            pub fn name(self) -> &'static str {
                match self { $(Reason::$variant => $name,)* }
            }

            /// The words that a reader sees.
            pub fn words(self) -> &'static str {
                match self { $(Reason::$variant => $words,)* }
            }

            /// The reason of that name in a file.
            pub fn from_name(name: &str) -> Option<Reason> {
                Reason::ALL.iter().copied().find(|reason| reason.name() == name)
            }
        }
    };
}

reasons! {
    /// Menus, section names, "Skip to content", sign-in.
    Navigation "navigation" "Site navigation",
    /// Advertisements and their notices.
    Advertisement "advertisement" "Advertisement",
    /// Who wrote it; kept in the metadata.
    Byline "byline" "Byline",
    /// When it was published or updated; kept in the metadata.
    Timestamp "timestamp" "Timestamp",
    /// `(CNN)` and its like before the first word.
    Dateline "dateline" "Dateline",
    /// What stands under a picture.
    Caption "caption" "Photo caption",
    /// Who made a picture.
    Credit "credit" "Photo credit",
    /// The same line again.
    Repeated "repeated" "Repeated line",
    /// The headline of another story in the middle of this one.
    Related "related" "Related headline",
    /// "Read more", "Click here".
    ReadMore "read-more" "Read more",
    /// Share bars and follow buttons.
    Share "share" "Share bar",
    /// Newsletter, app and subscription prompts.
    Newsletter "newsletter" "Newsletter prompt",
    /// Donation and membership appeals.
    Donation "donation" "Donation appeal",
    /// Cookie and consent notices.
    Cookies "cookies" "Cookie notice",
    /// Embedded posts and players.
    Embed "embed" "Embedded post",
    /// About the author, how to reach them.
    Bio "bio" "About the author",
    /// Readers' comments and their controls.
    Comments "comments" "Comments",
    /// Live-blog furniture.
    LiveBlog "live-blog" "Live-blog furniture",
    /// Stories below the article.
    MoreStories "more-stories" "Further stories",
    /// Copyright, legal and contact lines at the foot.
    Footer "footer" "Page footer",
    /// Not part of the article, by its surroundings alone.
    Other "other" "Page furniture",
    /// Taken out by a person.
    ByHand "by-hand" "Taken out by hand",
}

/// A range of the source that is not in the text, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Where it stands in the source.
    pub span: Span,
    /// Why it went.
    pub reason: Reason,
}
