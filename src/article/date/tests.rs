//! Dates in the ways pages and machines write them.

use super::*;
use proptest::prelude::*;

#[test]
fn reads_dates_as_pages_write_them() {
    for (line, expected) in [
        ("Updated 9:06 PM ET, Wed June 26, 2019", Some("2019-06-26T21:06-04:00")),
        (" date 2019-06-26 Breaking News", Some("2019-06-26")),
        ("Published Nov. 18, 2019 at 11:03 p.m. EST", Some("2019-11-18T23:03-05:00")),
        ("18 November 2019", Some("2019-11-18")),
        ("Nov 3rd, 2019", Some("2019-11-03")),
        ("Fri 22 Dec 2023 18.08 CET", Some("2023-12-22T18:08+01:00")),
        ("Dec 21, 2023 at1:39 pm | By Ana R", Some("2023-12-21T13:39")),
        ("Ana RoeWriterDec 21, 2023", Some("2023-12-21")),
        ("BY ANA ROEPUBLISHED: DEC 22, 2023 10:55 AM EST", Some("2023-12-22T10:55-05:00")),
        ("11/18/2019 7am PT", Some("2019-11-18T07:00-08:00")),
        ("12/22/23 11:35 AM ET", Some("2023-12-22T11:35-05:00")),
        ("DEC 20, 20236:46 PM", Some("2023-12-20")),
        ("Ana RoeOct 17, 20235757 Shares97 Views", Some("2023-10-17")),
        ("6 December 20236 December 2023 Ana Roe", Some("2023-12-06")),
        ("18/11/2019", Some("2019-11-18")),
        ("The market fell 20 percent in 2019", None),
        ("3 hours ago", None),
        ("yesterday at 3:15 pm", None),
        ("June 2019", None),
        ("99.99.2019", None),
        ("31 February 2020", None),
        ("29 February 2020", Some("2020-02-29")),
        ("", None),
        ("99999999999999999999 June 2019", None),
    ] {
        assert_eq!(find(line).map(|dated| dated.iso).as_deref(), expected, "{line}");
    }
}

#[test]
fn reads_dates_in_ten_languages() {
    for (line, expected) in [
        ("18.11.2019, 14:30 Uhr", "2019-11-18T14:30"),
        ("18. November 2019", "2019-11-18"),
        ("Stand: 3. März 2021", "2021-03-03"),
        ("Aktualisiert am 5. Dez. 2022, 08:15 MEZ", "2022-12-05T08:15+01:00"),
        ("5. Jänner 2022", "2022-01-05"),
        ("le 1er août 2020", "2020-08-01"),
        ("Publié le 14 févr. 2020 à 18h05", "2020-02-14T18:05"),
        ("Le 3 juillet 2021 à 6 h 30", "2021-07-03T06:30"),
        ("Mis à jour le 25 juin 2019", "2019-06-25"),
        ("26 de junio de 2019", "2019-06-26"),
        ("3 de septiembre del 2020 a las 10:15", "2020-09-03T10:15"),
        ("24 dicembre 2021", "2021-12-24"),
        ("Pubblicato il 7 giugno 2020 alle 09:41", "2020-06-07T09:41"),
        ("4 de março de 2021", "2021-03-04"),
        ("Publicado em 12/04/2021 às 16h20", "2021-12-04T16:20"),
        ("18 ноября 2019, 12:15", "2019-11-18T12:15"),
        ("3 мая 2020 года, 09:00 МСК", "2020-05-03T09:00+03:00"),
        ("2019年11月18日", "2019-11-18"),
        ("2019年6月25日 下午3点05分", "2019-06-25T15:05"),
        ("２０１９年６月２５日", "2019-06-25"),
        ("2020年3月4日14時30分", "2020-03-04T14:30"),
        ("令和元年5月1日", "2019-05-01"),
        ("令和5年12月22日 午後6時", "2023-12-22T18:00"),
        ("2019년 11월 18일", "2019-11-18"),
        ("18 نوفمبر 2019", "2019-11-18"),
        ("٢٥ يونيو ٢٠١٩", "2019-06-25"),
        ("الثلاثاء ٣ كانون الثاني ٢٠٢٣", "2023-01-03"),
        ("۲۵/۰۶/۲۰۱۹", "2019-06-25"),
        ("24.11.2026, 14:05 Uhr", "2026-11-24T14:05"),
        ("24.11.26, 14:05", "2026-11-24T14:05"),
        ("Di., 24.11.2026 - 14:05", "2026-11-24T14:05"),
        ("24. Nov. 2026, 14.05 Uhr", "2026-11-24T14:05"),
        ("24 novembre 2026 à 14h05", "2026-11-24T14:05"),
        ("Publié le mardi 24/11/2026 à 14 h 05", "2026-11-24T14:05"),
        ("24 de noviembre de 2026", "2026-11-24"),
        ("24 nov 2026 Actualizado a las 14:05h.", "2026-11-24T14:05"),
        ("noviembre 24, 2026", "2026-11-24"),
        ("martedì 24 novembre 2026 ore 14:05", "2026-11-24T14:05"),
        ("24 de novembro de 2026 às 14h05", "2026-11-24T14:05"),
        ("24.nov.2026 às 14h05", "2026-11-24T14:05"),
        ("24 ноября 2026, 14:05", "2026-11-24T14:05"),
        ("14:05, 24 ноября 2026 г.", "2026-11-24T14:05"),
        ("24.11.2026 14:05 (мск)", "2026-11-24T14:05+03:00"),
        ("2026年11月24日 14:05", "2026-11-24T14:05"),
        ("2026-11-24 14:05:33 来源：港口", "2026-11-24T14:05"),
        ("2026年11月24日 下午2:05", "2026-11-24T14:05"),
        ("2026年11月24日(火) 14時05分", "2026-11-24T14:05"),
        ("2026/11/24(火) 14:05配信", "2026-11-24T14:05"),
        ("2026.11.24. 오후 2:05", "2026-11-24T14:05"),
        ("24 نوفمبر 2026", "2026-11-24"),
        ("الثلاثاء، 24 نوفمبر/ تشرين الثاني 2026", "2026-11-24"),
        ("نشر في: 24 نوفمبر ,2026: 02:05 م GST", "2026-11-24T14:05+04:00"),
    ] {
        assert_eq!(find(line).map(|dated| dated.iso).as_deref(), Some(expected), "{line}");
    }
}

#[test]
fn numbers_are_read_in_the_order_asked_for() {
    for (line, order, expected) in [
        ("03/04/2019", Order::MonthFirst, "2019-03-04"),
        ("03/04/2019", Order::DayFirst, "2019-04-03"),
        ("3/25/2019", Order::DayFirst, "2019-03-25"),
        ("25/3/19", Order::DayFirst, "2019-03-25"),
        ("03.04.2019", Order::MonthFirst, "2019-04-03"),
    ] {
        assert_eq!(find_in(line, order).map(|dated| dated.iso).as_deref(), Some(expected), "{line}");
    }
    for (line, expected) in [
        ("25/3/2019", Some(Order::DayFirst)),
        ("on 3/25/2019 é", Some(Order::MonthFirst)),
        ("3/4/2019", None),
        ("", None),
    ] {
        assert_eq!(order_of(line), expected, "{line}");
    }
}

#[test]
fn tidies_what_machines_write() {
    for (value, expected) in [
        ("2019-11-18T11:03:00Z", Some("2019-11-18T11:03Z")),
        ("2019-11-18T11:03:00.000+0100", Some("2019-11-18T11:03+01:00")),
        ("2019-11-18T11:03:25-05:00", Some("2019-11-18T11:03-05:00")),
        ("2023-12-22 23:21:43 -0600", Some("2023-12-22T23:21-06:00")),
        ("Tue, 25 Jun 2019 14:00:00 GMT", Some("2019-06-25T14:00Z")),
        ("20190625", Some("2019-06-25")),
        ("20190625T140000Z", Some("2019-06-25T14:00Z")),
        ("1561471200", Some("2019-06-25T14:00Z")),
        ("1561471200123", Some("2019-06-25T14:00Z")),
        ("12/21/2023 3:00:50 PM", Some("2023-12-21T15:00")),
        ("20199999", None),
        ("20190625Té漢漢", Some("2019-06-25")),
        ("12", None),
    ] {
        assert_eq!(tidy(value).as_deref(), expected, "{value}");
    }
}

proptest! {
    #[test]
    fn any_line_is_read_or_not(line in "(?s)([0-9 ./:T年月日+-]|20[0-9]{2}|June|de|٢|é|漢|👩|令和|.){0,40}") {
        for order in [Order::MonthFirst, Order::DayFirst] {
            if let Some(dated) = find_in(&line, order) {
                prop_assert!(dated.iso.len() >= 10 && dated.iso.is_ascii());
            }
        }
        let _ = (tidy(&line), order_of(&line));
    }
}
