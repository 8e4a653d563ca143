//! Dates and what they stand for, case by case.

use proptest::prelude::*;

use super::calendar::Day;
use super::dates::{cut_lists, dates, value_of};
use super::found::{Found, Kind, Rule};
use super::words::Words;
use super::{Data, TagOptions, tag};
use crate::text::Span;

/// A row that has no day of its own is of Wednesday, 26 June 2019.
const DAY: &str = "2019-06-26";

/// A row's text without its marks, and what it marks: each date as its words and, after `=`, its value; `?` for none.
fn row(row: &str) -> (String, Vec<String>) {
    let (mut text, mut dates) = (String::new(), Vec::new());
    for (index, part) in row.split('[').enumerate() {
        match part.split_once(']').filter(|_| index > 0) {
            Some((date, rest)) => {
                dates.push(date.to_owned());
                text.push_str(date.rsplit_once('=').map_or(date, |(words, _)| words));
                text.push_str(rest);
            }
            None => text.push_str(part),
        }
    }
    (text, dates)
}

/// Checks what the words alone say, without the model.
#[track_caller]
fn check(day: &str, marked: &str) {
    let (text, expected) = row(marked);
    let words = Words::read(Data::embedded(), &text, Span::of(0..text.len().max(1)).unwrap());
    let mut found = Vec::new();
    dates(&words, Day::parse(day), &mut found);
    let shown: Vec<String> = found
        .iter()
        .map(|found| {
            let words = words.span(found.from, found.to).unwrap().slice(&text).unwrap();
            format!("{words}={}", found.value.as_deref().unwrap_or("?"))
        })
        .collect();
    assert_eq!(shown, expected, "{text} on {day}");
}

/// Checks the suggestions, of which the model decides.
#[track_caller]
fn check_tags(day: &str, marked: &str) {
    let (text, expected) = row(marked);
    let shown: Vec<String> = tag(&text, TagOptions { date: Some(day.to_owned()), ..TagOptions::default() })
        .iter()
        .filter(|one| one.label.name() == "DATE")
        .map(|one| format!("{}={}", one.span.slice(&text).unwrap(), one.value.as_deref().unwrap_or("?")))
        .collect();
    assert_eq!(shown, expected, "{text} on {day}");
}

fn check_all(rows: &[&str]) {
    for row in rows {
        check(DAY, row);
    }
}

#[test]
fn days() {
    check_all(&[
        "It began on [June 14, 2019=2019-06-14].",
        "He left on [Nov. 19=2018-11-19] at noon",
        "Updated [Wed June 26, 2019=2019-06-26]",
        "le [5 August 2001=2001-08-05], [5th of May 1990=1990-05-05]",
        "filed [2019-06-12=2019-06-12] or [9/11=2001-09-11]",
        "[06/05/2019=2019-06-05] [26/06/2019=2019-06-26]",
        "[2019/06/26=2019-06-26] or [31/31/2019=?]",
        "[Tuesday, 12/15/15=2015-12-15], [25-06-2019=2019-06-25]",
        "é 漢字 👩‍🚀 [Jan. 3=2019-01-03]",
        "the week of [June 3=2019-06-03], and on [14 June=2019-06-14] and [12 May=2019-05-12]",
        "Top 10 March Madness moments",
        "On [June 14=2019-06-14], 2000 people marched.",
        // Of Friday, 6 December, there is one in seven years.
        "It closed on [Friday, Dec. 6=2019-12-06].",
        "He was seen on [Thursday, Dec. 6=2018-12-06].",
    ]);
}

#[test]
fn days_with_dots() {
    check_all(&[
        "on [13.02.2019=2019-02-13], on [02.13.2019=2019-02-13] or [2019.02.13=2019-02-13]",
        "[13.2.2019=2019-02-13]–[14.2.2019=2019-02-14].",
        "é 漢 [Friday 14.06.2019=2019-06-14]\r\n",
        // Nobody knows which, but a day it is.
        "on [05.06.2019=?]",
        "version 13.02.2019, 1.2.2019, 2.0.2019, 13.02.19, 10.02.2019.4, 192.168.13.20, 13.02, 31.31.2019",
        "$13.022.019, 1.234.567, at 13.02.20 hours, $13.02.2019",
        "http://example.org/13.02.2019/x",
    ]);
}

#[test]
fn weekdays_behind() {
    check_all(&[
        "On [Tuesday=2019-06-25], not last [Wednesday=2019-06-19]",
        "he said [Tuesday=2019-06-25].",
        "The court ruled on [Wednesday=2019-06-26].",
        "The senator said on [Thursday=2019-06-20] that he will run.",
        "A vote was held on [Monday=2019-06-24], and another will follow.",
        "“We will win,” she told reporters [Friday=2019-06-21].",
        "On [Thursday=2019-06-20], the court heard the case and will rule soon.",
        "The president could not be reached for comment [Sunday=2019-06-23].",
        "Police say a bomb exploded [Friday=2019-06-21] in Kabul.",
        "It has been closed since [Saturday=2019-06-22].",
        "The shooting on [Friday=2019-06-21] will be investigated.",
        "[Monday=2019-06-24]'s ruling will change the law.",
        "They will respond to [Sunday=2019-06-23]’s attack.",
        "The plan, which was announced [Thursday=2019-06-20], will cost millions.",
        "They will look into remarks made [Monday=2019-06-24].",
        "He may have died [Saturday=2019-06-22].",
        "The Senate ruled this [Monday=2019-06-24] that it may.",
        "this past [Friday=2019-06-21]",
        "The man who will be tried was arrested [Thursday=2019-06-20].",
        "He will resign. The paper reported it [Monday=2019-06-24]. A vote is due.",
        "a week ago [Tuesday=2019-06-18], last week on [Friday=2019-06-21], [Tuesday=2019-06-18] of last week",
        "in a statement [Thursday=2019-06-20]",
        "Rain fell on [Monday=2019-06-24] and more is expected.",
        "Reports from the city [Sunday=2019-06-23] say he is to leave.",
        "The agency reports [Tuesday=2019-06-25] that the birds will be tested.",
        "They blocked roads to protest the killing of two people in clashes with settlers on [Friday=2019-06-21].",
        "Until [Monday=2019-06-24], the museum was closed.",
        "The road was open until [Saturday=2019-06-22].",
        "é 漢字 said\u{a0}[Tuesday=2019-06-25]\r\n",
    ]);
}

#[test]
fn weekdays_ahead() {
    check_all(&[
        "The vote will be held on [Tuesday=2019-07-02].",
        "He is expected to speak [Monday=2019-07-01].",
        "This [Friday=2019-06-28] the shops are shut.",
        "He is due in court on [Thursday=2019-06-27].",
        "The talks go on [Monday=2019-07-01] next week.",
        "A hearing is scheduled for [Wednesday=2019-06-26].",
        "They plan for an upcoming [Friday=2019-06-28]",
        "The bill would be put to a vote [Monday=2019-07-01].",
        "Officials said on [Monday=2019-06-24] that the Senate will vote on [Friday=2019-06-28].",
        "He said that on [Sunday=2019-06-30] the party will choose.",
        "On [Thursday=2019-06-27], the court will hear the case.",
        "Voters on [Tuesday=2019-07-02] will decide.",
        "The winner of [Tuesday=2019-07-02]'s primary will face the governor.",
        "He was arrested in [May=2019-05] and is due in court [Thursday=2019-06-27].",
        "The Senate voted last week, and on [Friday=2019-06-28] the House will meet.",
        "The trial begins [Monday=2019-07-01].",
        "The deadline is [Friday=2019-06-28].",
        "Senate to vote [Friday=2019-06-28] on the bill",
        "Senate to Vote [Friday=2019-06-28] on Border Bill",
        "He was ordered to appear in court on [Monday=2019-07-01].",
        "A judge told them to leave by [Friday=2019-06-28].",
        "The deadline was extended until [Monday=2019-07-01].",
        "ahead of [Sunday=2019-06-30]'s election",
        "Lawmakers have set [Tuesday=2019-07-02] for a vote.",
        "Voters go to the polls on [Sunday=2019-06-30].",
        "A judge set a hearing for [Monday=2019-07-01].",
        "It reopens [Saturday=2019-06-29]; until [Sunday=2019-06-30] it is free.",
        "Workers plan a strike [Friday=2019-06-28].",
        "We'll know more [Monday=2019-07-01].",
        "next [Monday=2019-07-01] or [today=2019-06-26]",
        "next [Wednesday=2019-07-03], a week from [Friday=2019-07-05]",
        "Rallies are planned [Saturday=2019-06-29] and [Sunday=2019-06-30].",
    ]);
}

#[test]
fn weekdays_of_no_one_week() {
    check_all(&["every [Monday=?]", "on a [Friday=?] in [June=2019-06]"]);
    check(DAY, "the first [Monday=2019-10-07] in [October=2019-10]");
    check(DAY, "It meets on the last [Friday=2019-06-28] of [June=2019-06].");
    check("", "On [Tuesday=?], on [June 14=?], [June 2018=2018-06], [Thanksgiving=?] and [today=?]");
}

#[test]
fn lists_of_days() {
    check_all(&[
        "said [Monday=2019-06-24], [Tuesday=2019-06-25] and [Wednesday=2019-06-26].",
        "It will be open [Monday=2019-07-01], [Tuesday=2019-07-02] and [Wednesday=2019-06-26].",
        "in [March 2011=2011-03] and [14 June=2019-06-14]",
        "[Thanksgiving=2018-11-22], [New Year's Eve=2018-12-31], [Easter Sunday=2019-04-21]",
        "between [2010=2010] and [2014=2014], from [Monday=2019-06-24] to [Friday=2019-06-21]",
        "[Today=2019-06-26], [tomorrow=2019-06-27] and [yesterday=2019-06-25]",
    ]);
}

#[test]
fn months_and_years() {
    check_all(&[
        "in [June=2019-06], since [December=2018-12]",
        "between [2014=2014] and [2016=2016]",
        "[April of 2022=2022-04], in [’98=1998] and [March 2020=2020-03]",
        "last [June=2018-06], next [June=2020-06], [June=2018-06] of last year, in [January=2020-01] next year",
        "late [1980s=198X], the [2010s=201X], in the ['90s=199X], the [’00s=200X], the [80s=198X]",
        "the [1800s=?], the ['20s=?]",
        "year 10000, 0000, 9999-99-99, [June=2019-06] 0000, 00.00.0000, in the year 3000",
    ]);
    let december = "2019-12-10";
    check(december, "He will take office in [January=2020-01].");
    check(december, "The law takes effect in [January=2020-01].");
    check(december, "She was elected in [January=2019-01].");
    check(december, "in [January=2020-01]");
    check(december, "The trial is set for [Jan. 15=2020-01-15].");
    check(december, "He was shot on [Jan. 15=2019-01-15].");
    check(december, "He was shot on [Dec. 28=2018-12-28].");
    check(december, "It will close on [Dec. 28=2019-12-28] and reopen on [March 1=2020-03-01].");
    check(december, "Sales rose in [November=2019-11] and in [December=2019-12].");
    check("2019-02-10", "The strike began [Nov. 6=2018-11-06] and is expected to end in [March=2019-03].");
    check(DAY, "Kenyans are to vote on a new proposed constitution on [Nov. 21=2019-11-21].");
    check(DAY, "He will be charged in the [November=2018-11] attacks.");
    check(
        december,
        "The deal would take effect [Jan. 1=2020-01-01]; it had been scheduled for [Oct. 1=2019-10-01].",
    );
    check(
        december,
        "A judge set a hearing for [Jan. 14=2020-01-14]. The man was arrested [Jan. 14=2019-01-14].",
    );
    check("2021-03-01", "They were born on [Feb. 29=2020-02-29].");
    check("9999-12-31", "[tomorrow=?], next [Monday=?], [yesterday=9999-12-30]");
    check("0001-01-01", "[yesterday=?], last [Monday=?]");
}

#[test]
fn holidays() {
    let november = "2019-11-20";
    for row in [
        "On [Thanksgiving=2019-11-28] we will eat.",
        "[Black Friday=2019-11-29] and [Cyber Monday=2019-12-02] are near.",
        "They met on [Labor Day=2019-09-02] and on [Memorial Day=2019-05-27].",
        "It opened on [Presidents’ Day=2019-02-18], not on [President's Day=2019-02-18].",
        "[Martin Luther King Jr. Day=2019-01-21] was cold, as [MLK Day=2019-01-21] is.",
        "He spoke on [Columbus Day=2019-10-14] and [Veterans Day=2019-11-11].",
        "[Easter=2020-04-12] will be late; last [Easter=2019-04-21] was not.",
        "She was shot on [Good Friday=2019-04-19], he on [Ash Wednesday=2019-03-06].",
        "[Mother’s Day=2019-05-12] was sunny, and [Father's Day=2019-06-16] was not.",
        "[Black Friday 2018=2018-11-23], [Christmas, 2017=2017-12-25], [Easter 2000=2000-04-23]",
        "Mexico’s [Independence Day=?], Canadian [Thanksgiving=?], Orthodox [Easter=?]",
        "the [Fourth of July=2019-07-04], last [Christmas=2018-12-25], this [Christmas=2019-12-25]",
        "[Election Day=2019-11-05] was a [Tuesday=2019-11-19].",
        "The president was sworn in on [Inauguration Day=2017-01-20].",
        "[Ramadan=?] and [Lunar New Year=?]",
    ] {
        check(november, row);
    }
    check(DAY, "at [Christmas=2018-12-25] and on [New Year’s Eve=2018-12-31]");
}

#[test]
fn what_is_no_date() {
    check_all(&[
        "Prime Minister Theresa May said she may march",
        "worth $2000, about 2000 people, 2000 troops, at 2030 GMT, at 1900 EST",
        "three years, 9 a.m., last week, earlier this year, two weeks ago, next month, 10:30 p.m. EDT",
        "USA Today wrote",
        "",
    ]);
}

#[test]
fn the_suggestions_say_the_same() {
    for (day, row) in [
        (DAY, "The shop is open on [Monday=2019-07-01], [Tuesday=2019-07-02] and [Wednesday=2019-06-26]."),
        (DAY, "The talks in [March 2011=2011-03] and [14 June=2019-06-14] failed."),
        (
            DAY,
            "Holidays: [Thanksgiving=2018-11-22], [New Year's Eve=2018-12-31], [Easter Sunday=2019-04-21].",
        ),
        (DAY, "Several [Jan. 6=2019-01-06] rioters were sentenced on [Friday=2019-06-21]."),
        (DAY, "The conference runs [June 3-5=?] in Paris."),
        (DAY, "He lived there between [2010=2010] and [2014=2014]."),
        (DAY, "It was founded in the [1990s=199X]."),
        (DAY, "The report is dated [13.02.2019=2019-02-13]."),
        (
            DAY,
            "The é 漢 office will close at 5 p.m. EDT on\u{a0}[Monday=2019-07-01].\r\nIt opened [yesterday=2019-06-25].",
        ),
        ("2019-12-10", "The state will close schools on [Martin Luther King Jr. Day=2020-01-20]."),
        ("2019-12-10", "The mayor said she will take office in [January=2020-01]."),
    ] {
        check_tags(day, row);
    }
}

#[test]
fn a_list_taken_for_one_date_is_cut() {
    for (text, expected) in [
        ("Monday, Tuesday and Wednesday", &["Monday", "Tuesday", "Wednesday"][..]),
        ("March 2011 and 14 June", &["March 2011", "14 June"]),
        ("Thanksgiving, New Year's Eve, Easter Sunday", &["Thanksgiving", "New Year's Eve", "Easter Sunday"]),
        ("2010 and 2014", &["2010", "2014"]),
        ("August 22 to August 27", &["August 22", "August 27"]),
        ("September 8 and 9", &["September 8 and 9"]),
        ("June 3-5", &["June 3-5"]),
        ("1999 - 2000", &["1999 - 2000"]),
        ("Jan. 3 to 5, 2024", &["Jan. 3 to 5, 2024"]),
        ("Tuesday, 12/15/15", &["Tuesday, 12/15/15"]),
        ("é 漢, Monday", &["é 漢, Monday"]),
    ] {
        let words = Words::read(Data::embedded(), text, Span::of(0..text.len()).unwrap());
        let mut parts = vec![Found::new(0, words.len(), Kind::Date, Rule::Model)];
        cut_lists(&words, &mut parts, Day::parse(DAY));
        let shown: Vec<_> =
            parts.iter().map(|one| words.span(one.from, one.to).unwrap().slice(text).unwrap()).collect();
        assert_eq!(shown, expected, "{text}");
    }
}

#[test]
fn words_taken_as_a_date_have_its_value() {
    for (text, expected) in [
        ("Tuesday, June 25", Some("2019-06-25")),
        ("late June", Some("2019-06")),
        ("May", Some("2019-05")),
        ("é 漢 1750", Some("1750")),
        ("Wednesday", Some("2019-06-26")),
        ("June 14-16", None),
        ("2014 and 2016", None),
        ("1990s", Some("199X")),
        ("sixties", Some("196X")),
        ("Saturdays", None),
        ("漢字 👩‍🚀", None),
    ] {
        let words = Words::read(Data::embedded(), text, Span::of(0..text.len()).unwrap());
        let value = value_of(&words, 0, words.len(), Day::parse(DAY));
        assert_eq!(value.as_deref(), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn any_words_on_any_day_are_read(
        words in proptest::collection::vec("June|May|Sept\\.|Friday|next|last|of|the|in|first|week|ago|year|will|said|and|to|was|by|,|;|'|’|-|/|tomorrow|Christmas|Easter|Labor Day|Martin Luther King Jr\\. Day|é|漢|👩\u{200d}🚀|\r\n|[0-9]{1,12}(th|s|'s)?|[0-9]{1,4}\\.[0-9]{1,2}\\.[0-9]{1,4}", 0..24),
        glue in proptest::collection::vec(any::<bool>(), 24),
        today in "[-+]?[0-9]{1,7}-[0-9]{1,2}-[0-9]{1,2}|\\PC{0,12}",
    ) {
        let text: String = words.iter().zip(glue).map(|(word, glue)| if glue { word.clone() } else { format!("{word} ") }).collect();
        let Some(span) = Span::of(0..text.len()) else { return Ok(()) };
        let words = Words::read(Data::embedded(), &text, span);
        let today = Day::parse(&today);
        let mut found = Vec::new();
        dates(&words, today, &mut found);
        let mut end = 0;
        for one in &found {
            prop_assert!(one.from >= end && one.from < one.to && one.to <= words.len());
            end = one.to;
        }
        for from in 0..words.len() {
            value_of(&words, from, words.len(), today);
            let mut parts = vec![Found::new(from, words.len(), Kind::Date, Rule::Model)];
            cut_lists(&words, &mut parts, today);
            let mut end = from;
            for part in parts {
                prop_assert!(end <= part.from && part.from < part.to && part.to <= words.len());
                end = part.to;
            }
        }
    }
}
