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
    let mut heads: Vec<_> = TABLE
        .iter()
        .flat_map(|&(kind, words)| words.split_whitespace().map(move |word| (word, kind)))
        .collect();
    heads.sort();
    heads.dedup_by_key(|&mut (word, _)| word);
    heads
});

const TABLE: &[(Kind, &str)] = &[
    (Kind::Court, "court courts tribunal circuit"),
    (
        Kind::Agency,
        "administration agency army assembly authority brigade bureau cabinet command commission \
         committee congress constabulary corps council department directorate division duma embassy \
         consulate government guard guards headquarters inspectorate knesset legislature ministry navy \
         office parliament patrol police regiment secretariat senate sheriff subcommittee survey \
         treasury caucus marines squadron battalion senators laboratory taskforce",
    ),
    (
        Kind::Law,
        "accord accords act agreement amendment bill charter code constitution convention declaration \
         directive pact proclamation protocol protocols regulation resolution statute treaty",
    ),
    (
        Kind::Place,
        "airport airfield avenue ave. ave basin bay beach boulevard blvd. bridge building canal canyon \
         cape castle cathedral cemetery coast county creek dam desert district drive falls forest \
         glacier gulf heights highway hills hotel island islands jail lake lane mountain mountains ocean \
         oblast palace parish park parkway peninsula penitentiary plateau plaza pond port prefecture \
         prison province reef reservation reservoir river road rd. sea square stadium station strait \
         street st. territory tower town township tunnel valley village volcano arena base camp cove \
         farm garden gardens mall mosque region turnpike expressway freeway casino zoo theater theatre \
         museum",
    ),
    (
        Kind::Organization,
        "academy airlines airways alliance associates association bancorp band bank broadcasting \
         brotherhood brothers capital center centre chronicle church club coalition co. co college \
         communications company conference corp corp. corporation dispatch energy enterprises \
         entertainment fc federation film films foundation front fund gazette group guild herald \
         holdings hospital inc inc. industries initiative institute institution journal laboratories \
         league ltd ltd. llc llp magazine media medical monitor motors movement network news newspaper \
         organization organisation orchestra partners party pharmaceuticals plc post press productions \
         radio records review school society solutions star studios symphony systems team technologies \
         telegraph television times tribune trust tv union united university ventures workers",
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
        | "administration" | "senate" | "legislature" | "consulate" | "ministries" | "government"
        | "cabinet" => Some(Kind::Agency),
        "state" | "province" | "river" | "county" | "island" | "camp" | "base" | "district" | "airport"
        | "prison" | "valley" | "street" | "peninsula" | "desert" | "mountains" | "village" | "refugee" => {
            Some(Kind::Place)
        }
        "treaty" | "constitution" | "accord" | "accords" | "charter" | "pact" | "protocols" => {
            Some(Kind::Law)
        }
        "tribunal" => Some(Kind::Court),
        _ => None,
    }
}

/// The adjectives that stand between a nation and its `ministry` or `forces`.
pub fn is_portfolio(word: &str) -> bool {
    IS_PORTFOLIO.binary_search(&word).is_ok()
}

/// Words before a name that say it is a person's; the name is what comes after.
pub fn is_title(word: &str) -> bool {
    IS_TITLE.binary_search(&word).is_ok()
}

/// Capitalised words that open a sentence and are no part of a name.
pub fn opens_only(word: &str) -> bool {
    OPENS_ONLY.binary_search(&word).is_ok()
}

/// Words that end a name in a line where every word has a capital: what headlines say is done, and small words.
pub fn ends_in_headline(word: &str) -> bool {
    ENDS_IN_HEADLINE.binary_search(&word).is_ok()
}

static ENDS_IN_HEADLINE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    sorted(
        "about accepts accuses adds admits adopts after agree agrees aims allow allows amid amidst announce \
     announces approve approved approves are arrest arrests as ask asks at attacks away back backs ban bans be \
     because becomes been before begins behind beats being bids blames block blocked blocks blocking buys by \
     call calling calls can charge charges cites claims clears close closes comes condemn condemns confirm \
     confirms considers could cut cuts dead debate debates defends delay delays demand demands denied denies \
     deny despite detains did dies dismisses does down drop drops during eases ends enters expands extends \
     face faces facing fails fight fights file files finds fines fire fired fires fight forced \
     freezes from get gets give gives go goes grants had halt halts has have hear hears help helps hit hits \
     hold holds hopes identifies in indicts introduces invokes investigate investigates investigating is \
     issues its joins keep keeps kill killed kills launch launches leads leave leaves lets lifts limits \
     looks lose loses make makes may meet meets might move moves must names near nears needs no nominates \
     not off offers on open opens oppose opposes order orders ousts out over overturns passes pay pays picks \
     plan plans pleads pledges poised prepares probe probes proposes pulls push pushes puts raise raises \
     reach reaches reacts rebukes receives refuse refuses reject rejects releases removes renews report \
     reports responds resigns resumes returns reveals rule rules ruled runs said saw say saying says seek \
     seeking seeks seen seized seizes sees sends sentenced sentences set sets should shows shut shuts sign \
     signals signed signs slams spends split stand stands start starts stay stays step steps stop stops \
     strike strikes struck sue sued sues support supports suspends take takes talk talks targets tell tells \
     tests that than their this threatens through tightens to told took tries try turns under unveils until up \
     upholds urge urged urges use uses vacates visits vote voted votes vow vows wants warn warned warns was \
     weigh weighs were when where while who why will win wins with within without won won't wo would",
    )
});

static IS_TITLE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    sorted(
        "activist actor actress adm. administrator admiral adviser advisor aide ambassador analyst \
     archbishop attorney author ayatollah bishop brother candidate capt. captain cardinal ceo chairman \
     chairwoman chancellor chief cmdr. coach col. colonel commander commissioner congressman \
     congresswoman coordinator correspondent cpl. czar dame daughter deputy detective dictator director \
     dr dr. economist emperor envoy father founder gen. general goalkeeper gov. governor husband imam \
     inspector journalist judge justice king lady lawmaker lawyer leader lieutenant lord lt. maj. major \
     manager mayor midfielder minister mr mr. mrs mrs. ms ms. mufti negotiator officer pastor pfc. pope \
     premier president prince princess prof. professor prosecutor pvt. quarterback queen rabbi rep. \
     reporter representative reps. rev. reverend saint secretary sen. senator sens. sergeant sgt. sheik \
     sheikh sheriff singer sir sister son speaker spokesman spokesperson spokeswoman striker sultan \
     superintendent vice-president wife",
    )
});

static OPENS_ONLY: LazyLock<Vec<&str>> = LazyLock::new(|| {
    sorted(
        "a about according after all also although among an analysts and another are as at authorities be \
     because been before between both but by can could critics despite did do does don't during each \
     earlier even every experts first for former from get government had has have he he's her here his \
     how however i i'll i'm i've if in is it it'll it's its just last later lawmakers let like many may \
     meanwhile might more most my new next no not now of officials on once one only or other our over \
     people photo police read second see she she's should since so some still that that's the their \
     then there there's these they they're this those though three through to two under unlike until \
     was watch we we're we've were what what's when where which while who why will with witnesses would \
     yes you you're your",
    )
});

static IS_PORTFOLIO: LazyLock<Vec<&str>> = LazyLock::new(|| {
    sorted(
        "agriculture air armed commerce culture defence defense economy education energy environment \
     federal finance foreign health information interior justice labor labour national oil planning \
     security state supreme tourism trade transport",
    )
});

/// The words of a list, to be looked up by halves.
fn sorted(words: &'static str) -> Vec<&'static str> {
    let mut words: Vec<_> = words.split_whitespace().collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_their_lists() {
        assert_eq!(kind_of_head("court"), Some(Kind::Court));
        assert_eq!(kind_of_head("zoo"), Some(Kind::Place));
        assert_eq!(kind_of_head("é"), None);
        assert!(is_title("gov.") && is_title("actor") && is_title("wife") && !is_title(""));
        assert!(opens_only("a") && opens_only("you're") && !opens_only("senate"));
        assert!(is_portfolio("foreign") && !is_portfolio("foreigner"));
    }
}
