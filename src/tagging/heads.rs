//! Head words: the words of a name that say what kind of thing it names.

use std::sync::LazyLock;

use super::found::Kind;

/// What a capitalised head word makes of the name it ends (or that stands before its `of`).
pub fn kind_of_head(word: &str) -> Option<Kind> {
    let at = HEADS.binary_search_by_key(&word, |&(word, _)| word).ok()?;
    HEADS.get(at).map(|&(_, kind)| kind)
}

/// The head words in order, to be looked up for every capitalised word of a text.
static HEADS: LazyLock<Vec<(&str, Kind)>> = LazyLock::new(|| {
    let mut heads: Vec<_> =
        TABLE.iter().flat_map(|&(kind, words)| words.iter().map(move |&word| (word, kind))).collect();
    heads.sort();
    heads.dedup_by_key(|&mut (word, _)| word);
    heads
});

const TABLE: &[(Kind, &[&str])] = &[
    (Kind::Court, &["court", "courts", "tribunal", "circuit"]),
    (
        Kind::Agency,
        &[
            "administration",
            "agency",
            "army",
            "assembly",
            "authority",
            "brigade",
            "bureau",
            "cabinet",
            "command",
            "commission",
            "committee",
            "congress",
            "constabulary",
            "corps",
            "council",
            "department",
            "directorate",
            "division",
            "duma",
            "embassy",
            "consulate",
            "government",
            "guard",
            "guards",
            "headquarters",
            "inspectorate",
            "knesset",
            "legislature",
            "ministry",
            "navy",
            "office",
            "parliament",
            "patrol",
            "police",
            "regiment",
            "secretariat",
            "senate",
            "sheriff",
            "subcommittee",
            "survey",
            "treasury",
            "caucus",
            "marines",
            "squadron",
            "battalion",
            "senators",
            "laboratory",
            "taskforce",
        ],
    ),
    (
        Kind::Law,
        &[
            "accord",
            "accords",
            "act",
            "agreement",
            "amendment",
            "bill",
            "charter",
            "code",
            "constitution",
            "convention",
            "declaration",
            "directive",
            "pact",
            "proclamation",
            "protocol",
            "protocols",
            "regulation",
            "resolution",
            "statute",
            "treaty",
        ],
    ),
    (
        Kind::Place,
        &[
            "airport",
            "airfield",
            "avenue",
            "ave.",
            "ave",
            "basin",
            "bay",
            "beach",
            "boulevard",
            "blvd.",
            "bridge",
            "building",
            "canal",
            "canyon",
            "cape",
            "castle",
            "cathedral",
            "cemetery",
            "coast",
            "county",
            "creek",
            "dam",
            "desert",
            "district",
            "drive",
            "falls",
            "forest",
            "glacier",
            "gulf",
            "heights",
            "highway",
            "hills",
            "hotel",
            "island",
            "islands",
            "jail",
            "lake",
            "lane",
            "mountain",
            "mountains",
            "ocean",
            "oblast",
            "palace",
            "parish",
            "park",
            "parkway",
            "peninsula",
            "penitentiary",
            "plateau",
            "plaza",
            "pond",
            "port",
            "prefecture",
            "prison",
            "province",
            "reef",
            "reservation",
            "reservoir",
            "river",
            "road",
            "rd.",
            "sea",
            "square",
            "stadium",
            "station",
            "strait",
            "street",
            "st.",
            "territory",
            "tower",
            "town",
            "township",
            "tunnel",
            "valley",
            "village",
            "volcano",
            "arena",
            "base",
            "camp",
            "cove",
            "farm",
            "garden",
            "gardens",
            "mall",
            "mosque",
            "region",
            "turnpike",
            "expressway",
            "freeway",
            "casino",
            "zoo",
            "theater",
            "theatre",
            "museum",
        ],
    ),
    (
        Kind::Organization,
        &[
            "academy",
            "airlines",
            "airways",
            "alliance",
            "associates",
            "association",
            "bancorp",
            "band",
            "bank",
            "broadcasting",
            "brotherhood",
            "brothers",
            "capital",
            "center",
            "centre",
            "chronicle",
            "church",
            "club",
            "coalition",
            "co.",
            "co",
            "college",
            "communications",
            "company",
            "conference",
            "corp",
            "corp.",
            "corporation",
            "dispatch",
            "energy",
            "enterprises",
            "entertainment",
            "fc",
            "federation",
            "film",
            "films",
            "foundation",
            "front",
            "fund",
            "gazette",
            "group",
            "guild",
            "herald",
            "holdings",
            "hospital",
            "inc",
            "inc.",
            "industries",
            "initiative",
            "institute",
            "institution",
            "journal",
            "laboratories",
            "league",
            "ltd",
            "ltd.",
            "llc",
            "llp",
            "magazine",
            "media",
            "medical",
            "monitor",
            "motors",
            "movement",
            "network",
            "news",
            "newspaper",
            "organization",
            "organisation",
            "orchestra",
            "partners",
            "party",
            "pharmaceuticals",
            "plc",
            "post",
            "press",
            "productions",
            "radio",
            "records",
            "review",
            "school",
            "society",
            "solutions",
            "star",
            "studios",
            "symphony",
            "systems",
            "team",
            "technologies",
            "telegraph",
            "television",
            "times",
            "tribune",
            "trust",
            "tv",
            "union",
            "united",
            "university",
            "ventures",
            "workers",
        ],
    ),
];

/// Whether the name of a thing with that head word may go on with `of …` or `for …`.
pub fn takes_of(word: &str) -> bool {
    matches!(kind_of_head(word), Some(Kind::Court | Kind::Agency | Kind::Law))
        || matches!(
            word,
            "association"
                | "bank"
                | "church"
                | "college"
                | "federation"
                | "front"
                | "institute"
                | "league"
                | "organization"
                | "organisation"
                | "party"
                | "society"
                | "union"
                | "university"
                | "center"
                | "centre"
                | "centers"
                | "academy"
                | "school"
                | "alliance"
                | "museum"
                | "gulf"
                | "strait"
                | "bay"
                | "cape"
                | "movement"
                | "institutes"
                | "coalition"
                | "district"
                | "board"
                | "service"
                | "republic"
                | "state"
                | "isle"
                | "sea"
                | "conference"
                | "fund"
                | "network"
                | "ministries"
                | "chamber"
                | "house"
                | "council"
                | "treaty"
                | "court"
                | "library"
                | "city"
                | "brotherhood"
                | "hospital"
        )
}

/// What an institution's name in small letters makes of the place, nation or name before it: `Israeli military`.
pub fn kind_of_small_head(word: &str) -> Option<Kind> {
    match word {
        "military" | "army" | "navy" | "parliament" | "embassy" | "ministry" | "police"
        | "administration" | "senate" | "legislature" | "consulate" | "ministries" => Some(Kind::Agency),
        "state" | "province" | "river" | "county" | "island" | "camp" | "base" | "district" | "airport"
        | "prison" | "valley" | "street" | "peninsula" | "desert" | "mountains" | "village" | "refugee" => {
            Some(Kind::Place)
        }
        "treaty" | "constitution" | "accord" | "accords" | "charter" => Some(Kind::Law),
        "tribunal" => Some(Kind::Court),
        _ => None,
    }
}

/// The adjectives that stand between a nation and its `ministry` or `forces`.
pub fn is_portfolio(word: &str) -> bool {
    matches!(
        word,
        "foreign"
            | "defense"
            | "defence"
            | "interior"
            | "finance"
            | "health"
            | "justice"
            | "oil"
            | "trade"
            | "education"
            | "agriculture"
            | "energy"
            | "transport"
            | "economy"
            | "information"
            | "culture"
            | "labor"
            | "labour"
            | "environment"
            | "tourism"
            | "commerce"
            | "planning"
            | "security"
            | "armed"
            | "air"
            | "national"
            | "federal"
            | "state"
            | "supreme"
    )
}

/// Words before a name that say it is a person's; the name is what comes after.
pub fn is_title(word: &str) -> bool {
    matches!(
        word,
        "mr."
            | "mr"
            | "mrs."
            | "mrs"
            | "ms."
            | "ms"
            | "dr."
            | "dr"
            | "prof."
            | "professor"
            | "president"
            | "vice-president"
            | "sen."
            | "senator"
            | "rep."
            | "representative"
            | "congressman"
            | "congresswoman"
            | "gov."
            | "governor"
            | "judge"
            | "justice"
            | "minister"
            | "premier"
            | "chancellor"
            | "secretary"
            | "general"
            | "gen."
            | "col."
            | "colonel"
            | "lt."
            | "lieutenant"
            | "capt."
            | "captain"
            | "sgt."
            | "sergeant"
            | "maj."
            | "major"
            | "admiral"
            | "adm."
            | "commander"
            | "cmdr."
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "pope"
            | "archbishop"
            | "bishop"
            | "cardinal"
            | "rev."
            | "reverend"
            | "father"
            | "sister"
            | "imam"
            | "ayatollah"
            | "sheikh"
            | "sheik"
            | "mayor"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "director"
            | "chairman"
            | "chairwoman"
            | "chief"
            | "leader"
            | "attorney"
            | "lawyer"
            | "officer"
            | "detective"
            | "deputy"
            | "ambassador"
            | "envoy"
            | "commissioner"
            | "analyst"
            | "economist"
            | "coach"
            | "sheriff"
            | "sir"
            | "lady"
            | "lord"
            | "dame"
            | "actor"
            | "actress"
            | "singer"
            | "author"
            | "journalist"
            | "correspondent"
            | "reporter"
            | "candidate"
            | "ceo"
            | "founder"
            | "aide"
            | "adviser"
            | "advisor"
            | "speaker"
            | "negotiator"
            | "emperor"
            | "sultan"
            | "dictator"
            | "czar"
            | "pfc."
            | "pvt."
            | "cpl."
            | "mufti"
            | "rabbi"
            | "pastor"
            | "saint"
            | "manager"
            | "administrator"
            | "lawmaker"
            | "activist"
            | "husband"
            | "wife"
            | "son"
            | "daughter"
            | "brother"
            | "reps."
            | "sens."
            | "prosecutor"
            | "inspector"
            | "superintendent"
            | "coordinator"
            | "striker"
            | "midfielder"
            | "goalkeeper"
            | "quarterback"
    )
}

/// Capitalised words that open a sentence and are no part of a name.
pub fn opens_only(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "from"
            | "of"
            | "to"
            | "with"
            | "and"
            | "but"
            | "or"
            | "if"
            | "when"
            | "while"
            | "as"
            | "after"
            | "before"
            | "since"
            | "until"
            | "he"
            | "she"
            | "it"
            | "they"
            | "we"
            | "i"
            | "you"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "your"
            | "who"
            | "what"
            | "where"
            | "why"
            | "how"
            | "which"
            | "there"
            | "here"
            | "not"
            | "no"
            | "yes"
            | "so"
            | "then"
            | "now"
            | "also"
            | "however"
            | "although"
            | "though"
            | "because"
            | "despite"
            | "during"
            | "under"
            | "over"
            | "about"
            | "among"
            | "according"
            | "earlier"
            | "meanwhile"
            | "both"
            | "all"
            | "some"
            | "many"
            | "most"
            | "more"
            | "other"
            | "another"
            | "each"
            | "every"
            | "one"
            | "two"
            | "three"
            | "officials"
            | "police"
            | "authorities"
            | "government"
            | "is"
            | "was"
            | "are"
            | "were"
            | "be"
            | "been"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "should"
            | "do"
            | "does"
            | "did"
            | "has"
            | "have"
            | "had"
            | "i'm"
            | "it's"
            | "don't"
            | "i've"
            | "we're"
            | "they're"
            | "even"
            | "only"
            | "just"
            | "still"
            | "last"
            | "next"
            | "first"
            | "second"
            | "new"
            | "former"
            | "like"
            | "unlike"
            | "through"
            | "between"
            | "let"
            | "get"
            | "see"
            | "read"
            | "watch"
            | "photo"
            | "more than"
            | "later"
            | "once"
            | "people"
            | "lawmakers"
            | "experts"
            | "critics"
            | "analysts"
            | "witnesses"
            | "it'll"
            | "he's"
            | "she's"
            | "that's"
            | "there's"
            | "what's"
            | "we've"
            | "you're"
            | "i'll"
    )
}
