//! Kinds of bodies that many countries have, under one name each: `Ministry of Foreign Affairs` is a foreign ministry.

use super::lexicon::slug;

/// Whose a body without an owner's name may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// It is known by its name.
    Itself,
    /// Any country's.
    Any,
    /// Any country's but the United States'.
    Abroad,
    /// A country's with two chambers or a congress; without a sign of another the United States'.
    Chamber(&'static str),
}

impl Reach {
    /// The code of the country whose it is where the article gives no sign.
    pub(super) fn usual(self) -> &'static str {
        if matches!(self, Reach::Chamber(_)) { "US" } else { "" }
    }

    /// Whether the country of that code has one.
    pub(super) fn may(self, code: &str) -> bool {
        match self {
            Reach::Itself => false,
            Reach::Any => true,
            Reach::Abroad => code != "US",
            Reach::Chamber(countries) => countries.split(' ').any(|one| one == code),
        }
    }
}

/// Countries with a senate.
const SENATE: &str = "US NG PH PK MX BR AR CL CO FR IT ES BE NL PL CZ RO CA AU KE ZW UY PY BO DO HT KH TH KZ RW CD CI TT JM BB JO IE";

/// Countries with a house of representatives.
const HOUSE: &str = "US NG PH AU NZ JP CO CL CY ID MA LY";

/// Countries with a congress.
const CONGRESS: &str = "US MX BR AR CL CO PE BO PY HN GT DO PH";

/// Whose a body of that kind may be.
pub(super) fn reach(kind: &str) -> Reach {
    match kind {
        "senate" => Reach::Chamber(SENATE),
        "house" => Reach::Chamber(HOUSE),
        "congress" => Reach::Chamber(CONGRESS),
        "house-of-commons" => Reach::Chamber("GB CA"),
        "supreme-court"
        | "military"
        | "army"
        | "navy"
        | "air-force"
        | "election-commission"
        | "court-of-appeals"
        | "national-guard"
        | "coast-guard" => Reach::Any,
        "parliament"
        | "national-assembly"
        | "constitutional-court"
        | "high-court"
        | "central-bank"
        | "police"
        | "government"
        | "cabinet"
        | "federal-court"
        | "court-of-cassation"
        | "national-security-council"
        | "crown-court" => Reach::Abroad,
        _ if kind.ends_with("-ministry") => Reach::Abroad,
        _ => Reach::Itself,
    }
}

/// The kind of body that a name without its owner says, by its folded form; else its words.
pub(super) fn kind(name: &str) -> String {
    let name = name.strip_prefix("the ").unwrap_or(name);
    let plain = match name {
        "supreme court" | "supreme court of justice" | "supreme judicial court" | "supreme peoples court" => {
            "supreme-court"
        }
        "high court of justice" => "high-court",
        "constitutional court" | "constitutional tribunal" => "constitutional-court",
        "court of appeal" | "court of appeals" | "appeals court" => "court-of-appeals",
        "parliament"
        | "national parliament"
        | "legislature"
        | "house of parliament"
        | "houses of parliament" => "parliament",
        "house" | "house of representatives" => "house",
        "congress" | "national congress" => "congress",
        "senate" => "senate",
        "house of commons" => "house-of-commons",
        "foreign office" | "ministry for foreign affairs" => "foreign-ministry",
        "home ministry" | "ministry of home affairs" => "interior-ministry",
        "military" | "armed forces" | "defense forces" | "defence forces" => "military",
        "army" | "ground forces" => "army",
        "air force" => "air-force",
        "navy" => "navy",
        "national guard" => "national-guard",
        "coast guard" | "coastguard" => "coast-guard",
        "police" | "national police" | "police force" | "federal police" | "police service" => "police",
        "government" | "regime" => "government",
        "central bank" | "reserve bank" | "national bank" => "central-bank",
        "embassy" => "embassy",
        "attorney generals office" | "attorney general" | "attorney generals" => "attorney-general",
        "sheriffs office" | "sheriffs department" | "sheriffs dept" | "sheriff" => "sheriff",
        "police dept" | "police department" => "police-department",
        _ => "",
    };
    if !plain.is_empty() {
        return plain.to_owned();
    }
    if let Some(election) = name.strip_suffix(" commission")
        && matches!(election.rsplit(' ').next(), Some("election" | "electoral" | "elections"))
    {
        return "election-commission".to_owned();
    }
    let portfolio = name.strip_suffix(" ministry").or_else(|| {
        let of = name.strip_prefix("ministry of ").or_else(|| name.strip_prefix("ministry for "))?;
        Some(of.strip_prefix("the ").unwrap_or(of))
    });
    let Some(portfolio) = portfolio else { return slug(name) };
    let portfolio = match portfolio {
        "foreign affairs" | "external affairs" | "foreign" => "foreign",
        "defence" | "national defense" | "national defence" | "defense" => "defense",
        "internal affairs" | "home affairs" | "interior" | "home" => "interior",
        "public health" | "health" => "health",
        "labour" => "labor",
        other => other,
    };
    format!("{}-ministry", slug(portfolio))
}

/// The kind under which a country's body is known: Israel's highest court sits as its High Court, too.
pub(super) fn of_country(kind: String, code: &str) -> String {
    if (kind.as_str(), code) == ("high-court", "IL") { "supreme-court".to_owned() } else { kind }
}

/// Whether a kind is that of armed forces: they are not of where they are.
pub(super) fn is_force(kind: &str) -> bool {
    matches!(
        kind,
        "military"
            | "army"
            | "navy"
            | "air-force"
            | "national-guard"
            | "coast-guard"
            | "police"
            | "government"
    )
}

/// Whether a body of that folded name is one that towns, counties and states have.
pub(super) fn is_local(name: &str) -> bool {
    const LOCAL: &[&str] = &[
        "police",
        "sheriff",
        "sheriffs",
        "fire",
        "council",
        "mayor",
        "mayors",
        "school",
        "schools",
        "district",
        "court",
        "department",
        "commission",
        "commissioners",
        "board",
        "housing",
        "health",
        "transit",
        "authority",
        "attorneys",
        "prosecutors",
        "coroners",
        "legislature",
        "assembly",
        "supervisors",
        "county",
        "city",
        "clerk",
        "jail",
        "attorney",
        "prosecutor",
        "coroner",
    ];
    name.split(' ').any(|word| LOCAL.contains(&word))
}
