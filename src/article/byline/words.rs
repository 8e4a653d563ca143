//! Words of bylines: how they begin, what goes on after the names, what is no name.

/// How a byline begins, in lower case.
#[rustfmt::skip]
pub(super) const LEADS: &[&str] = &[
    "by:", "by ", "by\u{a0}", "written by:", "written by", "story by", "words by", "reported by", "posted by",
    "published by", "author:", "authors:", "text by", "opinion by", "analysis by", "review by", "updated by",
    "commentary by", "reporting by", "contributed by", "column by", "submitted by", "created by", "authored by", "from ",
    "von ", "von:", "text:", "ein kommentar von ", "eine analyse von ", "autor:", "autorin:", "par ", "par:",
    "propos recueillis par ", "texte :", "auteur :", "por ", "por:", "escrito por ", "publicado por ",
    "redação:", "di ", "a cura di ", "scritto da ", "autore:", "door ", "av ", "af ", "автор:", "автор ",
    "авторы:", "текст:", "文/", "文／", "文：", "文 ", "记者", "記者", "作者：", "作者:", "撰文：", "執筆：", "著者：", "筆者：", "بقلم",
    "كتب", "كتبت", "إعداد", "الكاتب:",
];

/// For each first letter of a list's phrases, the second ones, as bits: most lines begin like none of them.
pub(super) struct Begins([u32; 26]);

impl Begins {
    const fn of(phrases: &[&str]) -> Begins {
        let mut seconds = [0; 26];
        let mut at = 0;
        while at < phrases.len() {
            if let [first @ b'a'..=b'z', second, ..] = phrases[at].as_bytes() {
                seconds[(*first - b'a') as usize] |= 1 << (*second & 31);
            }
            at += 1;
        }
        Begins(seconds)
    }

    /// Whether a phrase may begin with these two bytes, in lower case; one that begins with no letter always may.
    pub fn may(&self, first: u8, second: u8) -> bool {
        let seconds = self.0.get(usize::from(first.wrapping_sub(b'a')));
        seconds.is_none_or(|seconds| seconds >> (second & 31) & 1 == 1)
    }
}

/// How [`LEADS`] begin.
pub(super) static LEADS_BEGIN: Begins = Begins::of(LEADS);

/// How [`TITLES`] begin.
pub(super) static TITLES_BEGIN: Begins = Begins::of(TITLES);

/// What may stand before "by" in a byline of one line.
#[rustfmt::skip]
pub(super) const KINDS: &[&str] = &[
    "news", "story", "words", "text", "report", "reporting", "analysis", "opinion", "written", "posted",
    "published", "reported", "review", "reviews", "interview", "commentary", "column", "essay", "feature",
    "recipe", "updated", "column", "editorial", "guest", "perspective", "article", "submitted", "contributed",
    "created", "guide",
];

/// Who made something else: their names are not the article's authors.
#[rustfmt::skip]
pub(super) const MAKERS: &[&str] = &[
    "photo", "photos", "photograph", "photographs", "photography", "photographed", "picture", "pictures",
    "image", "images", "illustration", "illustrations", "illustrated", "graphic", "graphics", "video", "videos",
    "edited", "reviewed", "checked", "art", "artwork", "design", "drawing", "provided", "supplied", "courtesy",
    "produced", "narrated", "translated", "powered", "sponsored", "presented", "filed", "screenshot",
    "portrait", "portraits", "styled", "sort", "sorted", "brought", "fotos", "foto",
];

/// Words of a byline that are no part of a name.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "staff", "reporter", "correspondent", "editor", "writer", "contributor", "columnist", "senior", "associate",
    "author", "special to", "contributing", "health", "news", "digital", "for ", "the ", "published", "updated",
    "posted", "photograph", "photo", "photographer", "illustrator", "producer", "freelance", "chief",
    "executive", "managing", "deputy", "assistant", "lead ", "principal", "political", "guest", "redakteur",
    "redaktion", "journaliste", "corresponsal", "корреспондент", "last updated", "last modified",
    "first published", "on ", "in ", "at ", "is ", "about", "follow", "via ", "opinion", "national",
    "international", "publié", "publicado", "pubblicato", "mis à jour", "am ", "le ", "el ", "il ",
    "aktualisiert", "actualizado", "aggiornato", "atualizado", "em ", "•", "-", "–", "—", "special", "covers",
    "jan ", "with ", "our ", "technology", "business", "science", "politics", "sports", "entertainment",
    "commerce", "shopping", "media",
];

/// What is run on to a name where a page's parts stand without a space.
#[rustfmt::skip]
pub(super) const GLUED: &[&str] = &[
    "Published", "PUBLISHED", "Updated", "UPDATED", "Posted", "POSTED", "Writer", "Editor", "Reporter",
    "Contributor", "Correspondent", "Photographer", "Illustrator", "Senior", "Staff", "Last updated",
    "Last Updated", "Follow", "Contributing", "Freelance", "Publié", "Publicado", "Pubblicato", "Aktualisiert",
    "Veröffentlicht", "Special", "View Profile", "About", "Share", "Advertiser", "Deputy", "Chief",
];

/// Months as they are run on to a name, before a day.
#[rustfmt::skip]
pub(super) const MONTHS: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "JAN", "FEB", "MAR",
    "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];

/// Words that tell a paper or an agency from a person; sorted.
#[rustfmt::skip]
pub(super) const PAPERS: &[&str] = &[
    "admin", "administrator", "afp", "agency", "ani", "ansa", "ap", "association", "bbc", "bloomberg", "board",
    "bureau", "business", "chronicle", "cnn", "college", "columnist", "company", "contributor", "correspondent",
    "council", "daily", "desk", "digest", "dispatch", "dpa", "editor", "editors", "efe", "foundation",
    "gazette", "globe", "guardian", "herald", "ians", "inc", "independent", "inquirer", "insider", "institute",
    "journal", "kyodo", "llc", "magazine", "media", "ministry", "network", "news", "newsroom", "npr",
    "observer", "online", "post", "press", "pti", "radio", "redacción", "redaktion", "redazione", "redação",
    "register", "report", "reporter", "reuters", "review", "rédaction", "sentinel", "service", "society",
    "spiegel", "sports", "staff", "star", "sun", "tass", "team", "telegraph", "times", "today", "tribune", "tv",
    "university", "weekly", "wire", "wires", "writer", "xinhua", "xpress", "zeitung", "редакция", "тасс",
];

/// What the names of organisations end in.
#[rustfmt::skip]
pub(super) const ORGANISATIONS: &[&str] = &[
    "agency", "university", "institute", "council", "association", "foundation", "board", "company", "college", "society", "ministry",
];

/// Where papers are at home, and how the names of many begin: after two words of a name they begin no third.
#[rustfmt::skip]
pub(super) const HOMES: &[&str] = &[
    "los", "washington", "boston", "chicago", "seattle", "miami", "dallas", "houston", "london", "wall", "usa", "sky", "fox", "abc", "nbc",
    "cbs", "cnn", "bbc", "itv", "daily", "dailymail", "mailonline", "associated", "agence", "mirror", "variety", "billboard", "espn", "forbes",
];

/// Of these, those that say what a person is, not for whom.
#[rustfmt::skip]
pub(super) const POSTS: &[&str] = &[
    "staff", "writer", "reporter", "editor", "editors", "correspondent", "contributor", "columnist", "desk",
    "team", "bureau",
];

/// Small words inside a name.
#[rustfmt::skip]
pub(super) const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "di", "del", "della", "dello", "van", "von", "vom", "zum", "zur", "der",
    "den", "la", "le", "al", "bin", "el", "y", "e", "du", "des", "ter", "ten", "zu", "af", "av", "ben", "bint",
    "abu", "ibn", "san", "los", "las", "dalla", "dal",
];

/// Words that no name has, in lower case: a page's controls, sections, small words, days and months; sorted.
#[rustfmt::skip]
pub(super) const NO_NAME: &[&str] = &[
    "a", "about", "account", "ad", "advertisement", "ago", "all", "am", "american", "an", "analysis", "and",
    "app", "april", "are", "article", "articles", "artikel", "at", "august", "aussi", "author", "avenue",
    "back", "best", "books", "breaking", "business", "by", "caption", "center", "cet", "che", "city", "click",
    "close", "college", "comment", "comments", "compartir", "contact", "cookie", "cookies", "copy", "copyright",
    "county", "court", "credit", "culture", "cup", "dans", "deals", "december", "department", "download",
    "east", "edition", "editorial", "edt", "email", "entertainment", "episode", "est", "exclusive", "extended",
    "facebook", "family", "fashion", "february", "fellow", "finance", "follow", "food", "for", "free", "friday",
    "from", "front", "full", "für", "gallery", "game", "games", "getty", "gift", "gmt", "government", "guide",
    "health", "help", "here", "hide", "high", "home", "how", "image", "images", "in", "inside", "instagram",
    "international", "is", "ist", "it", "january", "join", "july", "june", "latest", "league", "leer", "leggi",
    "les", "lifestyle", "link", "linkedin", "links", "lire", "listen", "live", "local", "log", "login",
    "magazine", "march", "mehr", "member", "members", "menu", "min", "minute", "minutes", "mit", "monday",
    "more", "most", "movies", "music", "my", "national", "new", "newsletter", "newsletters", "next", "north",
    "notifications", "november", "october", "of", "on", "open", "opinion", "or", "our", "out", "page", "para",
    "park", "partager", "per", "photo", "photos", "play", "plus", "pm", "podcast", "podcasts", "police",
    "policy", "politics", "popular", "posted", "pour", "premium", "president", "previous", "print", "privacy",
    "profile", "pst", "published", "reactions", "read", "recent", "related", "rendering", "reply", "report",
    "research", "review", "reviews", "rights", "saturday", "save", "school", "science", "search", "season",
    "section", "sections", "senator", "september", "series", "service", "services", "share", "shop", "shopping",
    "show", "sign", "site", "skip", "social", "south", "special", "sport", "sports", "state", "states",
    "stories", "story", "street", "style", "subscribe", "subscriber", "subscription", "sunday", "switch",
    "tech", "technology", "teilen", "terms", "that", "the", "this", "thursday", "tickets", "to", "top", "topic",
    "topics", "travel", "trending", "tuesday", "tv", "twitter", "und", "une", "united", "up", "update",
    "updated", "updates", "us", "use", "utc", "video", "videos", "view", "views", "was", "watch", "we",
    "weather", "website", "wednesday", "west", "what", "when", "where", "who", "why", "with", "world", "you",
    "your", "youtube", "в", "и", "на", "не",
];

/// What joins two names, in lower case.
#[rustfmt::skip]
pub(super) const JOINERS: &[&str] = &[
    "and", "&", "with", "und", "et", "y", "e", "и", "og", "och", "en", "mit", "avec", "con", "com", "و",
];

/// Where the ASCII capitals of `text` stand.
pub(super) fn capitals(text: &str) -> impl Iterator<Item = usize> {
    text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase()).map(|(at, _)| at)
}

/// Whether a month and a day begin `text`: `Dec 20`, `December 20`.
pub(super) fn begins_with_day(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && MONTHS.iter().any(|month| text.starts_with(month))
        && {
            let after = text.trim_start_matches(char::is_alphabetic).trim_start_matches(['.', ' ']);
            after.starts_with(|letter: char| letter.is_ascii_digit())
        }
}
