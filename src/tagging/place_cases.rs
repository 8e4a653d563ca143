//! Which place a name is linked to where several have it, case by case.

use super::{TagOptions, tag};

/// Each of `expected` is a place's name and the id it links to, in the text's order; `-` for none.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = tag(text, TagOptions::default());
    let mut places = found.iter().filter(|one| one.label.name() == "PLACE");
    for (words, id) in expected {
        let one = places.find(|one| one.span.slice(text) == Some(words));
        let one = one.unwrap_or_else(|| panic!("no {words} in {text}"));
        assert_eq!(one.link.as_ref().map_or("-", |link| &*link.id), *id, "{words} in {text}");
    }
}

#[test]
fn a_town_with_its_state_is_not_the_country_of_its_name() {
    check("A man from Lebanon, Pa., was shot on Monday.", &[("Lebanon", "5197517"), ("Pa.", "6254927")]);
    check("A man from Peru, Ind., was shot on Monday.", &[("Peru", "4924733")]);
    check(
        "The mayor of Mexico, Mo., met the mayor of Cuba, N.Y., on Monday.",
        &[("Mexico", "4398103"), ("Cuba", "5114325")],
    );
    check(
        "A man was shot in Lebanon, Tennessee, on Monday. Police in Lebanon are looking for him.",
        &[("Lebanon", "4636045"), ("Lebanon", "4636045")],
    );
    check(
        "Lebanon's army fired at Israel on Monday. A man from Lebanon, Pa., was there. Lebanon denied it.",
        &[("Lebanon", "272103"), ("Lebanon", "5197517"), ("Lebanon", "272103")],
    );
    check(
        "They fled to Canada, Mexico, Costa Rica and Honduras on Monday.",
        &[("Canada", "6251999"), ("Mexico", "3996063")],
    );
    check(
        "Officials from Nevada, Missouri and Texas met on Monday.",
        &[("Nevada", "5509151"), ("Missouri", "4398678")],
    );
}

#[test]
fn towns_of_one_name_are_each_what_stands_behind_it() {
    check(
        "Storms hit Portland, Ore., and Portland, Maine, on Monday.",
        &[("Portland", "5746545"), ("Portland", "4975802")],
    );
    check(
        "Storms hit Springfield, Ill., and Springfield, Mass., on Monday. In Springfield, a roof fell.",
        &[("Springfield", "4250542"), ("Springfield", "4951788"), ("Springfield", "4951788")],
    );
    check(
        "Police in Columbia, S.C., and Columbia, Mo., said Monday that it was calm.",
        &[("Columbia", "4575352"), ("Columbia", "4381982")],
    );
    check(
        "Protests in San Jose, Costa Rica, and San Jose, Calif., went on Monday.",
        &[("San Jose", "3621849"), ("San Jose", "5392171")],
    );
    check(
        "Valencia, Spain, and Valencia, Venezuela, were hit on Monday.",
        &[("Valencia", "2509954"), ("Valencia", "3625549")],
    );
    check(
        "Paris, Texas, is small, é 漢 👩‍🚀 said Monday.\r\nParis, France, is not.",
        &[("Paris", "4717560"), ("Paris", "2988507")],
    );
    check(
        "Maine's Portland and Oregon's Portland were dark on Monday.",
        &[("Portland", "4975802"), ("Portland", "5746545")],
    );
    check(
        "He flew to Tbilisi, Georgia, and then to Atlanta, Georgia, on Monday.",
        &[("Tbilisi", "611717"), ("Georgia", "614540"), ("Atlanta", "4180439"), ("Georgia", "4197000")],
    );
}

#[test]
fn a_list_is_of_one_kind() {
    check(
        "Officials in Alabama said on Monday that Georgia and Armenia had agreed. A man from Alabama was there.",
        &[("Alabama", "4829764"), ("Georgia", "614540"), ("Armenia", "174982")],
    );
    check(
        "Alabama, Georgia and Florida were hit by storms on Monday, Russia said.",
        &[("Georgia", "4197000"), ("Florida", "4155751"), ("Russia", "2017370")],
    );
}

#[test]
fn an_airport_is_no_town() {
    check(
        "He flew from Heathrow to Miami on Monday, the FBI said.",
        &[("Heathrow", "-"), ("Miami", "4164138")],
    );
}
