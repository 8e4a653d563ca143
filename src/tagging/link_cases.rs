//! What names are linked to, case by case.

use super::{TagOptions, links, tag};
use crate::annotation::Label;
use crate::text::Span;

/// Each of `expected` is a mention and the id it links to; `-` for none. Of several equal mentions the last counts.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = tag(text, TagOptions::default());
    for (words, id) in expected {
        let one = found.iter().rev().find(|one| one.span.slice(text) == Some(words));
        let one = one.unwrap_or_else(|| panic!("no {words} in {text}"));
        assert_eq!(one.link.as_ref().map_or("-", |link| &*link.id), *id, "{words} in {text}");
    }
}

#[test]
fn a_town_is_the_one_that_its_article_is_about() {
    check(
        "PARIS, Texas (AP) — The mayor of Paris said on Monday that Lamar County will pay.",
        &[("Paris", "4717560"), ("Lamar County", "4705086")],
    );
    check(
        "Macron spoke in Paris on Monday, the French Foreign Ministry said. Paris and Berlin agree.",
        &[("Paris", "2988507"), ("Berlin", "2950159"), ("French Foreign Ministry", "fr-foreign-ministry")],
    );
    check(
        "A train derailed near Springfield on Monday, Illinois State Police said. Officials in Peoria sent help.",
        &[("Springfield", "4250542"), ("Illinois State Police", "us-il-state-police")],
    );
    check(
        "Birmingham police said a man was shot in Alabama on Monday. Mobile and Birmingham saw protests.",
        &[("Birmingham", "4049979")],
    );
    check("Thousands marched in Birmingham and in London on Monday.", &[("Birmingham", "2655603")]);
    check(
        "Police in London, Ontario, said Monday that a driver in London hit a family.",
        &[("London", "6058560")],
    );
    check("The mayor of Moscow, Idaho, spoke. Moscow was calm on Monday.", &[("Moscow", "5601538")]);
    check("The clinic in San Ysidro, California, is closed.", &[("San Ysidro", "-")]);
    check(
        "É 漢 👩‍🚀 said so.\r\nPolice in Springfield, Ill., met.",
        &[("Springfield", "4250542"), ("Ill.", "4896861")],
    );
}

#[test]
fn a_country_and_a_state_of_one_name_are_told_apart() {
    check(
        "Georgia's Parliament met in Tbilisi on Monday as Russia warned Georgia.",
        &[("Georgia", "614540")],
    );
    check(
        "A man from Atlanta was shot in Georgia on Monday. Savannah voters will decide.",
        &[("Georgia", "4197000")],
    );
    check(
        "Mexico said on Monday that Mexico City would pay.",
        &[("Mexico", "3996063"), ("Mexico City", "3530597")],
    );
    check(
        "WASHINGTON — A storm hit Seattle, Washington, on Monday.",
        &[("WASHINGTON", "4140963"), ("Washington", "5815135")],
    );
    check("Police in New York said on Monday that a man was shot.", &[("New York", "5128581")]);
}

#[test]
fn a_chamber_or_court_is_of_the_country_the_article_speaks_of() {
    let mexico = "MEXICO CITY — Mexico's Congress passed the bill on Monday. The Senate will vote next, and the Supreme Court may hear it.";
    check(
        mexico,
        &[("Congress", "mx-congress"), ("Senate", "mx-senate"), ("Supreme Court", "mx-supreme-court")],
    );
    check(
        "Congress passed the bill on Monday. The Senate sent it to the White House, and the Supreme Court will hear it, Republicans said.",
        &[("Congress", "us-congress"), ("Senate", "us-senate"), ("Supreme Court", "scotus")],
    );
    check(
        "Pakistan said on Monday that Pakistan would wait for the Supreme Court.",
        &[("Supreme Court", "pk-supreme-court")],
    );
    check("Florida's Supreme Court ruled on Monday.", &[("Supreme Court", "fla")]);
    check(
        "The Colorado Supreme Court ruled in Denver.\n\nThe United States waits for the Supreme Court.",
        &[("Colorado Supreme Court", "colo"), ("Supreme Court", "scotus")],
    );
    check(
        "The U.S. Supreme Court, é 漢 👩‍🚀, met.\r\nThe Supreme Court ruled.",
        &[("Supreme Court", "scotus")],
    );
    check("The Supreme Court ruled on Monday.", &[("Supreme Court", "-")]);
    check("Russia's foreign ministry said so on Monday.", &[("foreign ministry", "ru-foreign-ministry")]);
}

#[test]
fn a_body_has_an_id_with_its_state_and_its_short_forms_share_it() {
    check(
        "Texas Department of Public Safety troopers met the Waco Police Department. McLennan County Sheriff's Office helped.",
        &[
            ("Texas Department of Public Safety", "us-tx-department-of-public-safety"),
            ("Waco Police Department", "us-tx-waco-police-department"),
            ("McLennan County Sheriff's Office", "us-tx-mclennan-county-sheriff"),
        ],
    );
    check(
        "The lawsuit was filed in U.S. District Court in Brooklyn. The 9th Circuit will hear it.",
        &[("U.S. District Court", "nyed"), ("9th Circuit", "ca9")],
    );
    check(
        "The U.S. Securities and Exchange Commission met. The SEC said so. The Justice Department and the Pentagon agreed.",
        &[
            ("U.S. Securities and Exchange Commission", "securities-and-exchange-commission"),
            ("SEC", "securities-and-exchange-commission"),
            ("Justice Department", "department-of-justice"),
            ("Pentagon", "department-of-defense"),
        ],
    );
    check(
        "The U.S. Attorney's Office for the Western District of New York charged him. The U.S. Attorney's Office said so.",
        &[("U.S. Attorney's Office", "usao-nywd")],
    );
}

#[test]
fn a_place_says_its_country_where_it_lies_and_why_it_was_chosen() {
    let text = "A train derailed near Springfield on Monday, Illinois officials said.";
    let found = tag(text, TagOptions::default());
    let one = found.iter().find(|one| one.span.slice(text) == Some("Springfield")).expect("it is found");
    let link = one.link.as_ref().expect("it is linked");
    assert_eq!((link.country.as_deref(), &*link.name), (Some("US"), "Springfield"));
    let (north, east) = link.at.expect("it lies somewhere").degrees();
    assert!((north - 39.8).abs() < 0.02 && (east + 89.64).abs() < 0.02, "{north} {east}");
    let why = one.evidence.iter().find(|evidence| &*evidence.rule == "places").expect("it says why");
    assert_eq!(&*why.detail, "Springfield, Illinois, US; the article names Illinois");
}

#[test]
fn links_do_not_depend_on_what_was_tagged_before() {
    let text = "Paris, Texas, is not Paris. Georgia, é 漢 👩‍🚀 \r\nThe Senate met in Springfield.";
    let ids = || tag(text, TagOptions::default()).into_iter().map(|one| one.link).collect::<Vec<_>>();
    assert_eq!(ids(), ids());
}

#[test]
fn several_names_in_one_mention_are_no_body_of_the_world() {
    // However the tagger cuts it, no id is made up for a list of bodies.
    let text = "It was all in Texas. The Maricopa County Sheriff's Office, Harris County Sheriff's Office, é 漢 said so.";
    for one in tag(text, TagOptions::default()) {
        let words = one.span.slice(text).unwrap();
        assert!(!words.contains(", ") || one.link.is_none(), "{words}: {:?}", one.link);
    }
    let text =
        "The Bureau of Alcohol, Tobacco, Firearms and Explosives and the FBI searched a house in Ohio.";
    check(text, &[("FBI", "federal-bureau-of-investigation")]);
}

#[test]
fn a_body_is_of_the_owner_that_stands_before_it() {
    check(
        "NEW DELHI — India's Supreme Court ruled on Monday. The Supreme Court of Canada ruled on a like case in May.",
        &[("Supreme Court", "in-supreme-court"), ("Supreme Court of Canada", "ca-supreme-court")],
    );
    check(
        "Florida's Supreme Court ruled on Monday. The Supreme Court of Canada ruled on a like case in May.",
        &[("Supreme Court", "fla"), ("Supreme Court of Canada", "ca-supreme-court")],
    );
    check(
        "Israel's High Court of Justice ruled on Monday.",
        &[("High Court of Justice", "il-supreme-court")],
    );
    check(
        "The High Court of Justice in London ruled on Monday.",
        &[("High Court of Justice", "uk-high-court")],
    );
    check(
        "California's Department of Justice sued on Monday.",
        &[("Department of Justice", "us-ca-department-of-justice")],
    );
    check(
        "The FBI and the Department of Justice met on Monday.",
        &[("Department of Justice", "department-of-justice")],
    );
    check(
        "The Defense Ministry of Ukraine spoke on Monday. Russia's Defense Ministry did not.",
        &[("Defense Ministry", "ru-defense-ministry")],
    );
}

#[test]
fn a_body_is_of_the_place_it_sits_in() {
    check(
        "Japan's Foreign Ministry protested on Monday. A spokesman for the Foreign Ministry in Beijing said China would reply.",
        &[("Foreign Ministry", "cn-foreign-ministry")],
    );
    check(
        "The Supreme Court in Israel ruled on Monday against the plan. The Supreme Court of Canada heard it.",
        &[("Supreme Court", "il-supreme-court"), ("Supreme Court of Canada", "ca-supreme-court")],
    );
    check(
        "WASHINGTON — The Senate in Ottawa voted on Monday.",
        &[("Senate", "ca-senate"), ("Ottawa", "6094817")],
    );
    check(
        "The Foreign Ministry in Berlin said on Monday that France had asked for help. The Foreign Ministry in Paris agreed.",
        &[("Foreign Ministry", "fr-foreign-ministry"), ("Paris", "2988507")],
    );
    check("The High Court in Nairobi ruled on Monday.", &[("High Court", "ke-high-court")]);
    check(
        "Democrats said on Monday that the Supreme Court in Texas v. Roe had erred.",
        &[("Supreme Court", "scotus")],
    );
    check(
        "The Supreme Court of Georgia ruled on Monday in a case from Tbilisi.",
        &[("Supreme Court of Georgia", "ge-supreme-court")],
    );
    check(
        "The Supreme Court of Georgia in Tbilisi ruled on Monday.",
        &[("Supreme Court of Georgia", "ge-supreme-court")],
    );
    check("The Supreme Court of Georgia ruled on Monday in Atlanta.", &[("Supreme Court of Georgia", "ga")]);
    check("The Georgia Supreme Court ruled on Monday in Atlanta.", &[("Georgia Supreme Court", "ga")]);
}

#[test]
fn a_bare_name_goes_on_with_the_body_named_right_before_it() {
    check(
        "Russia's Defense Ministry said on Monday that Canada had erred. The Defense Ministry denied it.",
        &[("Defense Ministry", "ru-defense-ministry")],
    );
    check(
        "The Canadian Defense Ministry spoke on Monday. Russia's Defense Ministry spoke.\n\nThe Defense Ministry denied it.",
        &[("Defense Ministry", "ru-defense-ministry")],
    );
    check(
        "The German Foreign Ministry said so on Monday. In Paris, the Foreign Ministry denied it.",
        &[("Foreign Ministry", "fr-foreign-ministry")],
    );
    check(
        "The Texas Senate passed the bill on Monday. The Senate will vote again on Tuesday.",
        &[("Senate", "us-tx-senate")],
    );
    check(
        "WASHINGTON — The Senate voted on Monday.\n\nCanada's Senate voted on Tuesday. The Senate sent it to the House of Commons.",
        &[("Senate", "ca-senate"), ("House of Commons", "ca-house-of-commons")],
    );
    let london = "LONDON (Reuters) - Russia's Defense Ministry said on Monday that Russia had won. Ukraine said so too.\n\n\
                  Officials in Kyiv agreed.\n\nThe fight for Russia went on, Russian media said.\n\n\
                  The Defense Ministry said nothing more.";
    check(london, &[("Defense Ministry", "ru-defense-ministry")]);
}

#[test]
fn a_dateline_speaks_for_its_country() {
    check(
        "WASHINGTON — The Supreme Court ruled on Monday that the law stands. The Supreme Court of Canada ruled on a like case in May.",
        &[("Supreme Court", "scotus"), ("Supreme Court of Canada", "ca-supreme-court")],
    );
    check(
        "WASHINGTON — Congress passed the bill on Monday. The Mexican Congress passed a like one.",
        &[("Congress", "us-congress"), ("Mexican Congress", "mx-congress")],
    );
    check(
        "BEIJING — The Foreign Ministry said on Monday that it would reply.\n\nA day before, Japan's Foreign Ministry had protested.",
        &[("BEIJING", "1816670"), ("Foreign Ministry", "jp-foreign-ministry")],
    );
    let beijing = "BEIJING (Reuters) - Officials met Japan's Foreign Ministry on Monday. They said little. They left early.\n\n\
                   China had asked them to, Chinese media said.\n\nThe Foreign Ministry, é 漢 👩‍🚀, will reply.";
    check(beijing, &[("Foreign Ministry", "cn-foreign-ministry")]);
    check("OTTAWA — The Senate voted on Monday.", &[("Senate", "ca-senate")]);
}

#[test]
fn news_of_the_united_states_alone_means_their_bodies() {
    for text in [
        "Congress met on Monday. The Supreme Court ruled that the law stands.",
        "The Senate met on Monday, and the FBI said the Supreme Court would hear it.",
        "Voters in Ohio asked the Supreme Court on Monday to rule.",
        "The FBI searched a house on Monday. The Supreme Court had agreed.",
        "Lawmakers in Austin, Texas, met on Monday. The Supreme Court will decide.",
    ] {
        check(text, &[("Supreme Court", "scotus")]);
    }
    check(
        "Mexico's Congress passed the bill on Monday. In Washington, Congress did nothing.",
        &[("Congress", "us-congress")],
    );
    check(
        "The Supreme Court ruled on Monday. The Supreme Court of Canada ruled alike.",
        &[("Supreme Court", "-"), ("Supreme Court of Canada", "ca-supreme-court")],
    );
}

#[test]
fn no_link_contradicts_its_label() {
    let check = |words: &str, label: &str, id: &str| {
        let text = format!("{words} met in Ohio, é 漢 👩‍🚀 said.");
        let mention = (Span::of(0..words.len()).unwrap(), Label::new(label).unwrap());
        let found = links(&text, &[mention]).remove(0);
        assert_eq!(found.as_ref().map_or("-", |link| &*link.id), id, "{words} as {label}");
    };
    check("Justice Department", "AGENCY", "department-of-justice");
    check("Justice Department", "COURT", "-");
    check("9th Circuit", "COURT", "ca9");
    check("9th Circuit", "AGENCY", "-");
    check("9th Circuit", "PLACE", "-");
    // A building is its body's, too.
    check("White House", "PLACE", "white-house");
    check("Chicago", "PLACE", "4887398");
}
