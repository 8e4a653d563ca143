//! Words of bylines: how they begin, what goes on after the names, what is no name.

use super::super::words::Begins;

/// How a byline begins, in lower case.
#[rustfmt::skip]
pub(super) const LEADS: &[&str] = &[
    "by:", "by ", "by\u{a0}", "written by:", "written by", "story by", "words by", "reported by", "posted by",
    "published by", "author:", "authors:", "text by", "opinion by", "analysis by", "review by", "updated by",
    "commentary by", "reporting by", "contributed by", "column by", "submitted by", "created by", "authored by", "from ", "words:", "reporter:",
    "story and photos by", "text and photos by", "words and photos by", "exclusive by", "compiled by", "as told to",
    "von ", "von:", "text:", "ein kommentar von ", "eine analyse von ", "autor:", "autorin:", "par ", "par:",
    "propos recueillis par ", "texte :", "auteur :", "por ", "por:", "escrito por ", "publicado por ",
    "redação:", "di ", "a cura di ", "scritto da ", "autore:", "door ", "av ", "af ", "автор:", "автор ",
    "авторы:", "текст:", "文/", "文／", "文：", "文 ", "记者", "記者", "作者：", "作者:", "撰文：", "執筆：", "著者：", "筆者：", "بقلم",
    "كتب", "كتبت", "إعداد", "الكاتب:",
];

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
    "with ", "of ", "medically", "fact", "reviewed", "edited", "additional", "our ", "technology", "business", "science", "politics", "sports", "entertainment",
    "commerce", "shopping", "media",
];

/// What is run on to a name set in capitals, before a word more: `ANA ROESTAFF WRITER`.
#[rustfmt::skip]
pub(super) const SHOUTED: &[&str] = &[
    "STAFF", "WRITER", "REPORTER", "EDITOR", "SENIOR", "CONTRIBUTOR", "CORRESPONDENT", "CONTRIBUTING", "SPECIAL", "COLUMNIST", "FREELANCE",
    "FEATURES", "ASSOCIATE", "EXECUTIVE", "MANAGING",
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
    "school", "hospital", "center", "centre", "group", "union", "club", "laboratory", "department", "office", "committee", "authority",
    "corporation", "corp", "ltd", "party", "clinic", "museum", "church", "federation", "commission",
];

/// Where papers are at home, and how the names of many begin: after two words of a name they begin no third.
#[rustfmt::skip]
pub(super) const HOMES: &[&str] = &[
    "los", "washington", "boston", "chicago", "seattle", "miami", "dallas", "houston", "london", "wall",
    "usa", "sky", "fox", "abc", "nbc", "cbs", "cnn", "bbc", "itv", "daily", "dailymail", "mailonline",
    "associated", "agence", "mirror", "variety", "billboard", "espn", "forbes",
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
    "a", "about", "account", "ad", "advertisement", "ago", "all", "am", "american", "an", "analysis",
    "analyst", "anchor", "and", "app", "april", "are", "article", "articles", "artikel", "asset",
    "assistant", "at", "attorney", "august", "aussi", "author", "automotive", "avenue", "aviation", "back",
    "baseball", "basketball", "beauty", "best", "betting", "big", "board", "books", "boxing", "breakfast",
    "breaking", "business", "by", "canadian", "caption", "celebrity", "center", "cet", "che", "chief",
    "christmas", "city", "click", "climate", "close", "coach", "college", "column", "columnist", "comment",
    "commentary", "comments", "commerce", "community", "compartir", "consumer", "contact", "content",
    "contributing", "contributor", "cookie", "cookies", "copy", "copyright", "correspondent", "county",
    "court", "courts", "credit", "crime", "criminal", "crypto", "cryptocurrency", "culture", "cup",
    "cybersecurity", "daily", "dans", "data", "deals", "december", "defense", "department", "deputy",
    "desk", "digital", "director", "domestic", "download", "east", "economics", "economist", "economy",
    "edition", "editor", "editorial", "editorials", "editors", "edt", "education", "election", "elections",
    "email", "energy", "engineer", "entertainment", "environment", "environmental", "episode", "est",
    "european", "exclusive", "executive", "expert", "extended", "facebook", "family", "fashion", "features",
    "february", "feed", "fellow", "finance", "fitness", "follow", "food", "football", "for", "foreign",
    "founder", "free", "freelance", "friday", "from", "front", "full", "für", "gadgets", "gallery", "game",
    "games", "gaming", "general", "getty", "gift", "global", "gmt", "golf", "government", "guide",
    "headlines", "health", "help", "here", "hide", "high", "hockey", "home", "host", "housing", "how",
    "image", "images", "immigration", "in", "industry", "inside", "insider", "insights", "instagram",
    "intern", "international", "investigation", "investigations", "investigative", "investing",
    "investment", "is", "ist", "it", "january", "join", "journalist", "july", "june", "latest",
    "league", "leer", "legal", "leggi", "les", "life", "lifestyle", "link", "linkedin", "links", "lire",
    "listen", "live", "local", "log", "login", "magazine", "managing", "march", "market",
    "marketing", "markets", "media", "mehr", "member", "members", "menu", "meteorologist", "metro",
    "military", "min", "minute", "minutes", "mit", "mobile", "monday", "money", "more", "most", "motoring",
    "movie", "movies", "multimedia", "music", "my", "national", "network", "new", "newsletter",
    "newsletters", "next", "north", "notifications", "november", "nutrition", "nutritionist", "obituaries",
    "october", "of", "officer", "on", "online", "open", "opinion", "options", "or", "our", "out", "page",
    "para", "park", "partager", "partner", "per", "personal", "pets", "photo", "photographer", "photos",
    "picks", "play", "plus", "pm", "podcast", "podcasts", "police", "policy", "political", "politics",
    "popular", "posted", "pour", "premium", "president", "press", "previous", "print", "privacy",
    "producer", "professor", "profile", "programme", "property", "pst", "published", "racing",
    "reactions", "read", "reality", "recent", "recipes", "redaktion", "related", "religion",
    "religious", "rendering", "reply", "report", "reporter", "reporters", "research", "researcher",
    "retail", "review", "reviews", "rights", "rugby", "sales", "saturday", "save", "school",
    "science", "scientist", "search", "season", "section", "sections", "security", "senator", "senior",
    "september", "series", "service", "services", "share", "shop", "shopping", "show", "shows", "sign",
    "site", "skip", "soccer", "social", "software", "south", "special", "sport", "sports", "staff", "state",
    "states", "stock", "stocks", "stories", "story", "strategist", "street", "student", "style",
    "subscribe", "subscriber", "subscription", "sunday", "supreme", "switch", "tech", "technology",
    "teilen", "tennis", "terms", "that", "the", "things", "this", "thursday", "tickets", "to", "top",
    "topic", "topics", "transport", "transportation", "travel", "trending", "trends", "tuesday", "tv",
    "twitter", "und", "une", "united", "up", "update", "updated", "updates", "urban", "us", "use", "utc",
    "vice", "video", "videos", "view", "views", "viral", "war", "was", "watch", "we", "weather", "website",
    "wednesday", "wellness", "west", "what", "when", "where", "who", "why", "wire", "with", "women",
    "world", "writer", "writers", "you", "your", "youth", "youtube", "в", "и", "на", "не",
];

/// What joins two names, in lower case.
#[rustfmt::skip]
pub(super) const JOINERS: &[&str] = &[
    "and", "&", "with", "und", "et", "y", "e", "и", "og", "och", "en", "mit", "avec", "con", "com", "و",
];

/// Words beside a name that tell what the person does, in lower case.
#[rustfmt::skip]
pub(in super::super) const OCCUPATIONS: &[&str] = &[
    "writer", "reporter", "correspondent", "editor", "contributor", "columnist", "producer", "journalist",
    "follow", "twitter", "author", "redakteur", "redakteurin", "journaliste", "analyst", "critic", "staff",
    "fellow", "korrespondent", "intern", "professor", "periodista", "corresponsal", "giornalista",
    "корреспондент",
];
