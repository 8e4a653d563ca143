//! Bylines in the ways pages write them.

use super::words::{NO_NAME, PAPERS};
use super::*;

#[test]
fn reads_bylines() {
    for (line, authors, site) in [
        ("By Priscilla Alvarez, CNN", "Priscilla Alvarez", Some("CNN")),
        (
            "By Ana Roe and Zoë O'Hara-Lee, Associated Press",
            "Ana Roe|Zoë O'Hara-Lee",
            Some("Associated Press"),
        ),
        ("By: Ana Roe, José de la Cruz - @paper", "Ana Roe|José de la Cruz", None),
        ("BY ANA ROE", "Ana Roe", None),
        ("BY ANA ROE AND BEN D. LEE", "Ana Roe|Ben D. Lee", None),
        ("By Ana Roe Published June 3, 2020", "Ana Roe", None),
        ("By J. Doe | 3 June", "J. Doe", None),
        ("By Ana RoeDec. 20, 2023", "Ana Roe", None),
        ("By Ana RoePublished: 20 May", "Ana Roe", None),
        ("BY ANA ROEPUBLISHED: DEC 22, 2023", "Ana Roe", None),
        ("ByAna Roe", "Ana Roe", None),
        ("By Ana Roe, Contributing Writer", "Ana Roe", None),
        ("By Ana Roe, Contributor, The Weekly", "Ana Roe", Some("The Weekly")),
        ("By Ana Roe Fox News", "Ana Roe", None),
        (
            "By Ana Roe and Ben Lee Globe Staff and Globe Correspondent,Updated May 2, 2020, 3:31 p.m.",
            "Ana Roe|Ben Lee",
            None,
        ),
        ("By Ana Roe Jr.", "Ana Roe Jr.", None),
        ("By Ana Roe, Jr., and Ben K.T.", "Ana Roe Jr.|Ben K.T.", None),
        ("By Ana Roe.", "Ana Roe", None),
        ("By Lexi G", "Lexi G", None),
        ("By Ana Roe ana@paper.example", "Ana Roe", None),
        ("By Ana Roe @anaroe", "Ana Roe", None),
        ("By Ana Roe@anaroe May 3, 2020, 7:53pm EST", "Ana Roe", None),
        ("by Rachel Link", "Rachel Link", None),
        ("by European Harbour Agency", "", None),
        ("By Ana Roe Los Angeles Times", "Ana Roe", None),
        ("By Ana RoeThe Harbour", "Ana Roe", None),
        ("BY ANA ROESTAFF WRITER", "Ana Roe", None),
        ("BY ANA WAGSTAFF", "Ana Wagstaff", None),
        ("By ANA ROESenior Writer", "Ana Roe", None),
        ("By ANA ROEBBC News", "Ana Roebbc", None),
        ("By ANA ROE   Port Ellery Post-Courier", "Ana Roe", None),
        ("By ANA DE LA ROE", "Ana De La Roe", None),
        ("By Ana Roe ELLERYNews", "Ana Roe", None),
        ("By Ana Roe PORT TODAY", "Ana Roe", None),
        ("By Ana Roe III", "Ana Roe III", None),
        ("By Ana Roe, Port Ellery Staff", "Ana Roe", None),
        ("By Ana Roe Cybersecurity, News", "Ana Roe", None),
        ("By A. B. Roe", "A. B. Roe", None),
        ("By Ana Roe5 min read", "Ana Roe", None),
        ("By Ana Roe;Ben Lee", "Ana Roe|Ben Lee", None),
        ("By Ana “Nan” Roe", "Ana “Nan” Roe", None),
        ("By Jan Petersen", "Jan Petersen", None),
        ("By Jan. 3, 2020", "", None),
        ("By Jo Ann Page", "Jo Ann Page", None),
        ("By Omar al-Roe", "Omar al-Roe", None),
        ("BY ANA MCROE", "Ana McRoe", None),
        ("By Ana Roe Medically reviewed by Ben Lee", "Ana Roe", None),
        ("By Ana Roe of The Harbour Times", "Ana Roe", None),
        ("Words: Ana Roe", "Ana Roe", None),
        ("Story and photos by Ana Roe", "Ana Roe", None),
        ("By Ana McRoe", "Ana McRoe", None),
        ("Dec 21, 2023 at1:39 pm | By Lexi G", "Lexi G", None),
        ("Dec 22, 2023 by Enzo de Rossi", "Enzo de Rossi", None),
        ("News by Matt Vale News Reporter", "Matt Vale", None),
        ("Posted on 2 May 2020 by Ana Roe", "Ana Roe", None),
        ("By Ana Roe  on December 20, 2023 at 9:05AM PST", "Ana Roe", None),
        ("By Ana Roe last updated 19 September 2023", "Ana Roe", None),
        ("Reporting by Ana Roe in Paris; editing by Ben Lee", "Ana Roe", None),
        ("Photo by Ana Roe", "", None),
        ("Illustration by Ana Roe, May 3, 2020", "", None),
        ("By signing up you also agree to our Terms and Ana Roe", "", None),
        ("By Privacy Policy.", "", None),
        ("By staff", "", None),
        ("By the time they arrived, it was over.", "", None),
        ("By 2019 it was over", "", None),
        ("Byron Roe", "", None),
    ] {
        let found = byline(line).unwrap_or_default();
        assert_eq!((found.authors.join("|").as_str(), found.site.as_deref()), (authors, site), "{line}");
    }
}

#[test]
fn reads_bylines_of_other_languages() {
    for (line, authors) in [
        ("Von Jürgen Groß", "Jürgen Groß"),
        ("VON JÜRGEN GROSS UND EVA MAY", "Jürgen Gross|Eva May"),
        ("Von Anna-Lena von der Heide und Max Roth, Berlin", "Anna-Lena von der Heide|Max Roth"),
        ("Par Zoë Marchetti et Luc Petit", "Zoë Marchetti|Luc Petit"),
        ("Par Zoë Marchetti avec AFP", "Zoë Marchetti"),
        ("Por José Ortega y Gasset", "José Ortega y Gasset"),
        ("Por Ana Ruiz Gómez y Luis Paz Soler", "Ana Ruiz Gómez|Luis Paz Soler"),
        ("Por João da Silva e Ana dos Santos", "João da Silva|Ana dos Santos"),
        ("di Marco Bianchi e Luca Verdi", "Marco Bianchi|Luca Verdi"),
        ("A cura di Luca Verdi", "Luca Verdi"),
        ("Автор: Иван Петров", "Иван Петров"),
        ("Текст: Анна Иванова, Олег Сидоров", "Анна Иванова|Олег Сидоров"),
        ("作者：王小明", "王小明"),
        ("記者 林美玲", "林美玲"),
        ("文／陳大文、李小華", "陳大文|李小華"),
        ("執筆：佐藤 花子", "佐藤 花子"),
        ("بقلم: ليلى حداد", "ليلى حداد"),
        ("كتب أحمد علي", "أحمد علي"),
        ("Von hier aus geht es weiter", ""),
        ("Par ailleurs, rien n’a changé.", ""),
        ("记者会将于明天举行，届时市长将出席并回答问题。", ""),
    ] {
        assert_eq!(byline(line).unwrap_or_default().authors.join("|"), authors, "{line}");
    }
}

#[test]
fn tells_names_from_a_page_s_words() {
    for (text, expected) in [
        ("Ana Roe", true),
        ("EJ Roe", true),
        ("Sajid Bin Roe", true),
        ("Show Caption", false),
        ("Front Page Podcast", false),
        ("Follow Ana", false),
        ("Slate Staff", false),
        ("Ana", false),
        ("é漢 👩‍🚀", false),
    ] {
        assert_eq!(is_name(text), expected, "{text}");
    }
}

#[test]
fn names_offices_after_by_only() {
    for (line, expected) in [
        ("By SLATE STAFF", Some("Slate Staff")),
        ("By The Citizen", Some("The Citizen")),
        ("By SUN SENTINEL EDITORIAL BOARD | Sun Sentinel", Some("Sun Sentinel Editorial Board")),
        ("by European Harbour Agency", Some("European Harbour Agency")),
        ("BY HARBOUR PRESS3 MINUTE READ", Some("Harbour Press")),
        ("Reporting by The Harbour Press.", Some("The Harbour Press")),
        ("By Land and Sea", None),
        ("By staff", None),
        ("The Citizen", None),
    ] {
        assert_eq!(office(line).as_deref(), expected, "{line}");
    }
}

#[test]
fn knows_where_names_must_follow() {
    for (line, expected) in [
        ("By", true),
        ("COMMENTARY BY:", true),
        ("Photo by", false),
        ("Stand by", false),
        ("Von", true),
        ("", false),
    ] {
        assert_eq!(is_lead(line), expected, "{line}");
    }
}

#[test]
fn what_is_searched_is_sorted() {
    assert!(PAPERS.is_sorted() && NO_NAME.is_sorted());
}
