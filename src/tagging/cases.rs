//! Cases of the guidelines, one sentence each, and what holds for any text.

use proptest::prelude::*;

use super::{Data, Suggestion, TagOptions, Tagging, tag};
use crate::article::Step;
use crate::text::{Offset, Span, paragraphs};

const COURT: &str = "COURT";
const AGENCY: &str = "AGENCY";
const LAW: &str = "LAW";
const PLACE: &str = "PLACE";
const PERSON: &str = "PERSON";
const ORGANIZATION: &str = "ORGANIZATION";
const DATE: &str = "DATE";

fn options() -> TagOptions {
    TagOptions { date: Some("2019-06-26".to_owned()), ..TagOptions::default() }
}

/// Every suggestion of `text`, in order.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = tag(text, options());
    let shown: Vec<(&str, &str)> =
        found.iter().map(|one| (one.label.name(), one.span.slice(text).unwrap_or("?"))).collect();
    assert_eq!(shown, expected, "{text}");
}

fn find<'a>(found: &'a [Suggestion], text: &str, words: &str) -> &'a Suggestion {
    found
        .iter()
        .find(|one| one.span.slice(text) == Some(words))
        .unwrap_or_else(|| panic!("{words} was not found"))
}

#[test]
fn courts() {
    check("The 9th Circuit has allowed the policy to continue.", &[(COURT, "9th Circuit")]);
    check("The 1st Circuit on Wednesday stopped it.", &[(COURT, "1st Circuit"), (DATE, "Wednesday")]);
    check("A federal judge and a lower court blocked it.", &[]);
    check(
        "The Colorado Supreme Court and the International Criminal Court declined to comment.",
        &[(COURT, "Colorado Supreme Court"), (COURT, "International Criminal Court")],
    );
    check("The case went to Florida's Supreme Court.", &[(PLACE, "Florida"), (COURT, "Supreme Court")]);
    check(
        "It was filed in U.S. District Court for the Northern District of California on Monday.",
        &[(COURT, "U.S. District Court for the Northern District of California"), (DATE, "Monday")],
    );
}

#[test]
fn a_name_ends_before_the_day_and_the_place() {
    check("The Senate in March voted.", &[(AGENCY, "Senate"), (DATE, "March")]);
    check(
        "The Colorado Supreme Court Tuesday ruled.",
        &[(COURT, "Colorado Supreme Court"), (DATE, "Tuesday")],
    );
    check("Roe v. Wade Friday came up again.", &[(LAW, "Roe v. Wade"), (DATE, "Friday")]);
    check(
        "He left the Department of State in Washington.",
        &[(AGENCY, "Department of State"), (PLACE, "Washington")],
    );
    check(
        "It was argued before the Court of Appeals for the Ninth Circuit in Pasadena on Monday.",
        &[(COURT, "Court of Appeals for the Ninth Circuit"), (PLACE, "Pasadena"), (DATE, "Monday")],
    );
    check(
        "The House Committee on Oversight on Thursday called him.",
        &[(AGENCY, "House Committee on Oversight"), (DATE, "Thursday")],
    );
    check(
        "President Jane Roe Friday met Congress.",
        &[(PERSON, "Jane Roe"), (DATE, "Friday"), (AGENCY, "Congress")],
    );
}

#[test]
fn agencies() {
    check("The Department of Homeland Security said so.", &[(AGENCY, "Department of Homeland Security")]);
    check("Officers of the Fort Worth Police Department came.", &[(AGENCY, "Fort Worth Police Department")]);
    check("He told the Senate that the FBI had asked.", &[(AGENCY, "Senate"), (AGENCY, "FBI")]);
    check("The Trump administration appealed.", &[(AGENCY, "Trump administration")]);
    check("Lawmakers blamed the government and the police.", &[]);
    check("The Israeli military confirmed the strike.", &[(AGENCY, "Israeli military")]);
}

#[test]
fn laws() {
    check("They cited the First Amendment.", &[(LAW, "First Amendment")]);
    check(
        "The policy, dubbed Migrant Protection Protocols, remains.",
        &[(LAW, "Migrant Protection Protocols")],
    );
    check("She was asked about Roe v. Wade.", &[(LAW, "Roe v. Wade")]);
    check("The Affordable Care Act was signed in 2010.", &[(LAW, "Affordable Care Act"), (DATE, "2010")]);
}

#[test]
fn places() {
    check("Migrants crossed from Guatemala to Mexico.", &[(PLACE, "Guatemala"), (PLACE, "Mexico")]);
    check("She lives in Fort Worth, Texas.", &[(PLACE, "Fort Worth"), (PLACE, "Texas")]);
    check("French and Mexican officials met.", &[]);
}

#[test]
fn people() {
    check(
        "Foreign Minister Marcelo Ebrard spoke. Ebrard left.",
        &[(PERSON, "Marcelo Ebrard"), (PERSON, "Ebrard")],
    );
    check("Gov. Jane Roe's aide resigned.", &[(PERSON, "Jane Roe")]);
}

#[test]
fn organisations() {
    check("He told CNN that Google would appeal.", &[(ORGANIZATION, "CNN"), (ORGANIZATION, "Google")]);
    check("The Democratic Party met.", &[(ORGANIZATION, "Democratic Party")]);
}

#[test]
fn dates_stand_for_days() {
    let text = "On Tuesday she recalled June 14, 2019, and the 1990s.";
    let found = tag(text, options());
    let values: Vec<_> =
        found.iter().map(|one| (one.span.slice(text).unwrap(), one.value.as_deref())).collect();
    assert_eq!(
        values,
        [("Tuesday", Some("2019-06-25")), ("June 14, 2019", Some("2019-06-14")), ("1990s", Some("199X"))]
    );
    let found = tag(text, TagOptions::default());
    assert_eq!(find(&found, text, "Tuesday").value, None);
}

#[test]
fn suggestions_say_why_and_link() {
    let text = "The 9th Circuit ruled on the policy of returning migrants to Mexico.";
    let found = tag(text, options());
    let court = find(&found, text, "9th Circuit");
    let link = court.link.as_ref().unwrap();
    assert_eq!((&*link.authority, &*link.id), ("courts-db", "ca9"));
    assert_eq!(&*court.evidence[0].rule, "gazetteer: courts");
    assert!(court.score > 0.5 && court.score <= 1.0);
    let place = find(&found, text, "Mexico").link.as_ref().unwrap();
    assert_eq!((&*place.authority, &*place.id), ("geonames", "3996063"));
}

#[test]
fn an_acronym_takes_the_label_of_its_long_form() {
    check(
        "The Harbor Workers Relief Act (HWRA) passed in March. Critics of the HWRA sued.",
        &[(LAW, "Harbor Workers Relief Act"), (LAW, "HWRA"), (DATE, "March"), (LAW, "HWRA")],
    );
}

#[test]
fn texts_that_are_not_english() {
    check("漢字の裁判所。", &[]);
    check("בית המשפט העליון 👩‍🚀", &[]);
    let text = "É 漢 👩‍🚀 went to Mexico.\r\n\r\nשלום: the Senate voted.\r\n";
    check(text, &[(PLACE, "Mexico"), (AGENCY, "Senate")]);
}

#[test]
fn a_huge_paragraph_is_read_in_steps() {
    // 75 kB in one line, thousands of mentions.
    let text = "Marcelo Ebrard told the Senate on Tuesday that Mexico would answer the FBI. ".repeat(1000);
    let mut tagging = Tagging::new(Data::embedded(), text.as_str().into(), options());
    let mut steps = 0;
    let mut last = 0.0;
    let found = loop {
        match tagging.step() {
            Step::More(share) => {
                assert!((last..=1.0).contains(&share), "{share} after {last}");
                last = share;
                steps += 1;
            }
            Step::Done(found) => break found,
        }
    };
    assert!(steps > 10, "{steps}");
    assert_eq!(found.len(), 5 * 1000);
}

#[test]
fn the_same_text_gives_the_same_suggestions() {
    let text =
        "HOUSE VOTES TO BLOCK NEW POLICY\n\nThe House of Representatives, led by Jane Roe, voted on Friday.";
    assert_eq!(tag(text, options()), tag(text, options()));
}

proptest! {
    #[test]
    fn suggestions_are_sorted_apart_trimmed_and_within_a_paragraph(
        words in proptest::collection::vec("(?s)Mexico|9th Circuit|Trump|administration|the|of|\\(|\\)|MPP|June 14|2019|é|漢|👩\u{200d}🚀|שלום|\r\n|\n|J\\.|’s|\\.|,|-|&|\u{301}|St\\.|v\\.|[A-Za-z]{1,6}", 0..60),
        glue in proptest::collection::vec(any::<bool>(), 60),
    ) {
        let text: String = words.iter().zip(glue).map(|(word, glue)| if glue { word.clone() } else { format!("{word} ") }).collect();
        let lines: Vec<Span> = paragraphs(&text).collect();
        let mut end = Offset(0);
        for one in tag(&text, options()) {
            let words = one.span.slice(&text);
            prop_assert!(words.is_some_and(|words| words.trim() == words), "{:?}", words);
            let bare = words.is_some_and(|words| !words.starts_with("the ") && !words.ends_with("’s"));
            prop_assert!(bare, "{:?}", words);
            prop_assert!(one.span.start() >= end);
            prop_assert!(lines.iter().any(|line| line.covers(one.span)));
            prop_assert!((0.0..=1.0).contains(&one.score));
            end = one.span.end();
        }
    }
}

#[test]
fn names_in_a_row_are_several() {
    check(
        "The Harris County Sheriff's Office, Houston Police Department and the FBI searched the house.",
        &[(AGENCY, "Harris County Sheriff's Office"), (AGENCY, "Houston Police Department"), (AGENCY, "FBI")],
    );
    check(
        "The Department of Justice, Department of State and Department of Energy declined to comment.",
        &[
            (AGENCY, "Department of Justice"),
            (AGENCY, "Department of State"),
            (AGENCY, "Department of Energy"),
        ],
    );
    check(
        "The justices cited Roe v. Wade and Casey v. Planned Parenthood in the opinion.",
        &[(LAW, "Roe v. Wade"), (LAW, "Casey v. Planned Parenthood")],
    );
    check(
        "They cited Roe v. Wade. Casey v. Planned Parenthood was not named.",
        &[(LAW, "Roe v. Wade"), (LAW, "Casey v. Planned Parenthood")],
    );
    check(
        "Senate Bill 8 and House Bill 2 were signed on Monday.",
        &[(LAW, "Senate Bill 8"), (LAW, "House Bill 2"), (DATE, "Monday")],
    );
    check(
        "The Russian and Syrian defense ministries agreed.",
        &[(AGENCY, "Russian and Syrian defense ministries")],
    );
}

#[test]
fn headlines() {
    check("Senate Passes Bill To Fund Army", &[(AGENCY, "Senate"), (AGENCY, "Army")]);
    check(
        "Justice Department Sues Google Over Search",
        &[(AGENCY, "Justice Department"), (ORGANIZATION, "Google")],
    );
    check("House Votes To Impeach Trump", &[(AGENCY, "House"), (PERSON, "Trump")]);
    check("FBI AND CIA DENY REPORT", &[(AGENCY, "FBI"), (AGENCY, "CIA")]);
    check("WHO WILL HELP US ALL", &[]);
}

#[test]
fn a_label_is_what_the_lists_know() {
    check("Prosecutors at SDNY said no.", &[(COURT, "SDNY")]);
    check(
        "He spoke about the Paris Agreement in the Lok Sabha.",
        &[(LAW, "Paris Agreement"), (AGENCY, "Lok Sabha")],
    );
    check(
        "Johnson & Johnson, Morgan Stanley and Merrill Lynch fell.",
        &[
            (ORGANIZATION, "Johnson & Johnson"),
            (ORGANIZATION, "Morgan Stanley"),
            (ORGANIZATION, "Merrill Lynch"),
        ],
    );
    check("AOC spoke about NAFTA.", &[(PERSON, "AOC"), (LAW, "NAFTA")]);
    check(
        "The match Real Madrid v. Barcelona game was off.",
        &[(ORGANIZATION, "Real Madrid"), (ORGANIZATION, "Barcelona")],
    );
    check("The #MAGA hashtag and @BarackObama were used in London.", &[(PLACE, "London")]);
}

#[test]
fn offices_in_small_letters() {
    check("The New York attorney general's office sued.", &[(AGENCY, "New York attorney general's office")]);
    check(
        "The office of Sweden's attorney general said so.",
        &[(AGENCY, "office of Sweden's attorney general")],
    );
    check("The sheriff's office said no.", &[]);
    check(
        "Cook County State's Attorney's Office charged him.",
        &[(AGENCY, "Cook County State's Attorney's Office")],
    );
    check(
        "Southern District of New York Geoffrey Berman resigned.",
        &[(PLACE, "Southern District of New York"), (PERSON, "Geoffrey Berman")],
    );
    check("Orange County Sheriff's Office deputies arrived.", &[(AGENCY, "Orange County Sheriff's Office")]);
    check(
        "The group called Consumers for Better Tomorrow (CBT) sued.",
        &[(ORGANIZATION, "Consumers for Better Tomorrow"), (ORGANIZATION, "CBT")],
    );
    check("The mayor of Mobile, Ala., spoke.", &[(PLACE, "Mobile"), (PLACE, "Ala.")]);
}

#[test]
fn laws_and_the_bodies_that_make_them() {
    check("The Kyoto pact took effect.", &[(LAW, "Kyoto pact")]);
    check("It broke the Investment Company Act of 1940.", &[(LAW, "Investment Company Act of 1940")]);
    check(
        "The Florida Legislature and the Indiana House met.",
        &[(AGENCY, "Florida Legislature"), (AGENCY, "Indiana House")],
    );
    check("The Karzai government agreed.", &[(AGENCY, "Karzai government")]);
    check("Members of the Afghan government agreed.", &[]);
}
