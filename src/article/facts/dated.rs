//! When a page's lines say that the article was published and changed.

use super::super::Metadata;
use super::super::date::{self, Order};
use super::super::draft::region;
use super::super::words::Begins;
use super::View;

/// Words that tell of a change, in lower case.
const UPDATES: &[&str] = &[
    "updated",
    "modified",
    "last update",
    "update:",
    "aktualisiert",
    "mis à jour",
    "mise à jour",
    "actualizado",
    "atualizado",
    "aggiornato",
    "обновлено",
    "更新",
    "تحديث",
    "edited",
    "revised",
];

/// Words that tell of the first publication.
const FIRSTS: &[&str] = &[
    "published",
    "posted",
    "first published",
    "originally",
    "veröffentlicht",
    "publié",
    "publicado",
    "pubblicato",
    "опубликовано",
    "発表",
    "公開",
    "发布",
    "نشر",
];

/// How those of a change begin.
static UPDATES_BEGIN: Begins = Begins::of(UPDATES);

/// How those of the first publication begin.
static FIRSTS_BEGIN: Begins = Begins::of(FIRSTS);

/// Hosts and languages that write the month before the day.
const AMERICAN: &[&str] = &["en", "en-US", "en-us", "fil"];

/// What the page shows, each with its line.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    pub published: Option<(usize, String)>,
    /// Whether the line says that this is the day of publication.
    pub labelled: bool,
    pub updated: Option<(usize, String)>,
}

/// The dates of the lines around the headline, under it before those above, where the day of the visit may stand.
pub(super) fn find(view: View<'_>, order: Order) -> Shown {
    let View { drafts, looks, verdicts } = view;
    let body = verdicts.body.clone();
    let after = verdicts.headline.map_or(body.start.saturating_sub(12), |headline| headline + 1);
    let end = (body.start.clamp(after, after + 60) + 6).min(drafts.len());
    let below = end..(body.end + 6).min(drafts.len()).max(end);
    let above = (after.saturating_sub(20)..after).rev();
    let mut shown = Shown::default();
    for at in (after..end).chain(below).chain(above) {
        if Some(at) == verdicts.headline {
            continue;
        }
        let (text, look) = (&*drafts[at].text, &looks[at]);
        // Most lines of the body cost no more than this.
        if !look.dated && text.len() >= 240 || !date::names_year(text) {
            continue;
        }
        let by_headline = at >= after && at < body.start && text.len() < 200;
        let by_headline = by_headline || (after..after + 10).contains(&at) && text.len() < 140 && !look.ends;
        let in_body = at >= body.start.max(after + 3) && at < body.end;
        let outside = at < after || at >= end;
        if !(look.dated || by_headline || at < end) {
            continue;
        }
        if (outside || in_body) && (shown.published.is_some() || shown.updated.is_some()) {
            if outside {
                break;
            }
            continue;
        }
        let lower = text.to_lowercase();
        let labelled = FIRSTS_BEGIN.within(&lower, FIRSTS) || UPDATES_BEGIN.within(&lower, UPDATES);
        // A date inside the article is the article's own only if it says so; a quoted post never is.
        if text.starts_with('—')
            || text.contains("(@")
            || in_body && !labelled && !look.byline && at > body.start + 6
        {
            continue;
        }
        // A caption's day is when its picture was taken.
        let caption = look.credit || text.len() > 100 || drafts[at].place.regions & region::CAPTION != 0;
        let by_headline = by_headline && (labelled || look.byline || !caption);
        if !(look.dated || by_headline || at < end && (look.byline || labelled && text.len() < 200)) {
            continue;
        }
        shown.read(at, text, &lower, order);
    }
    if shown.published.is_none() && shown.updated.is_none() {
        let first = (after..end).find(|at| looks[*at].ends && looks[*at].width > 60.0);
        shown.published = first.and_then(|at| Some((at, filed(&drafts[at].text, order)?)));
    }
    shown
}

/// The day in a dateline: `LONDON, 4 March 2024 – The council …`.
fn filed(text: &str, order: Order) -> Option<String> {
    let start = text.get(..text.floor_char_boundary(90))?;
    let (place, _) = [" – ", " — ", " -- ", " - ", " /"].iter().find_map(|dash| start.split_once(dash))?;
    let first = place.split([',', ' ']).next()?;
    if first.chars().count() > 2 && first.chars().all(char::is_uppercase) {
        date::find_in(place, order).map(|dated| dated.iso)
    } else {
        None
    }
}

impl Shown {
    fn read(&mut self, at: usize, text: &str, lower: &str, order: Order) {
        let first_update = UPDATES.iter().filter_map(|word| lower.find(word)).min();
        // A line may give both: "Published … | Updated …". Lower case may have changed its length.
        let (before, since) = match first_update {
            Some(cut) if lower.len() == text.len() && text.is_char_boundary(cut) => text.split_at(cut),
            Some(_) => ("", text),
            None => (text, ""),
        };
        let day = |part: &str| date::find_in(part, order).map(|dated| dated.iso);
        let mut changed = day(since);
        if self.published.is_none() {
            // Or the other way round: "Updated …, published …".
            let told = FIRSTS.iter().filter_map(|word| since.to_lowercase().find(word)).min();
            let first =
                told.filter(|_| lower.len() == text.len()).and_then(|cut| since.get(cut..)).and_then(day);
            if let (Some(cut), Some(_)) = (told, &first) {
                changed = since.get(..cut).and_then(day).or(changed);
            }
            // Chinese and Japanese put the word behind the day.
            let behind = first_update.is_some()
                && changed.is_none()
                && day(before).is_some()
                && before.ends_with([' ', '日', '分']);
            if behind {
                changed = day(before);
            } else if let Some(iso) = day(before).or(first) {
                self.labelled = FIRSTS.iter().any(|word| lower.contains(word));
                self.published = Some((at, iso));
            }
        }
        if self.updated.is_none()
            && let Some(iso) = changed
        {
            self.updated = Some((at, iso));
        }
    }
}

/// In which order the page writes numbers: as its other dates show, else as its language and its address suggest.
pub(super) fn order(view: View<'_>, metadata: &Metadata) -> Order {
    let body = view.verdicts.body.start;
    let near = body.saturating_sub(60)..(body + 20).min(view.drafts.len());
    if let Some(order) = view.drafts[near].iter().find_map(|draft| date::order_of(&draft.text)) {
        return order;
    }
    let host = metadata
        .url
        .as_deref()
        .and_then(|url| url.split("://").nth(1))
        .and_then(|rest| rest.split('/').next());
    let land =
        host.and_then(|host| host.rsplit('.').next()).filter(|land| land.len() == 2).unwrap_or_default();
    let abroad = !matches!(land, "" | "us" | "tv" | "co" | "io" | "me" | "ai" | "ph");
    let language = metadata.language.as_deref().unwrap_or("en");
    if abroad || !AMERICAN.contains(&language) { Order::DayFirst } else { Order::MonthFirst }
}

/// The day in an address: `/2019/11/18/`, `/2019/nov/18/`, `/2019-11-18-`, `-20191118`.
pub(super) fn in_address(url: &str) -> Option<String> {
    let path = url.split("://").nth(1).unwrap_or(url).split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let day_of = |y: &str, m: &str, d: &str| date::tidy(&format!("{y}-{m}-{d}"));
    for (at, part) in parts.iter().enumerate() {
        if let [m, d] = parts.get(at + 1..at + 3).unwrap_or_default()
            && digits(part, 4, 4)
            && digits(d, 1, 2)
        {
            let named = m.len() == 3 && m.bytes().all(|byte| byte.is_ascii_lowercase());
            let found = if digits(m, 1, 2) { day_of(part, m, d) } else { None };
            let found = found.or_else(|| if named { date::tidy(&format!("{d} {m} {part}")) } else { None });
            if found.is_some() {
                return found;
            }
        }
        let pieces: Vec<&str> = part.split(['-', '_', '.']).collect();
        let dashed = pieces.windows(3).find_map(|three| {
            let [y, m, d] = three else { return None };
            (digits(y, 4, 4) && digits(m, 2, 2) && digits(d, 2, 2)).then(|| day_of(y, m, d))?
        });
        let whole = pieces
            .iter()
            .find(|piece| digits(piece, 8, 8) && piece.starts_with("20"))
            .and_then(|day| date::tidy(day));
        if let Some(found) = dashed.or(whole) {
            return Some(found);
        }
    }
    None
}

/// Whether a day may be that of a moment told in UTC, where people read it: the day before of its first hours (in the
/// Americas), the day after of its later ones (in Asia).
pub(super) fn is_local_day(moment: &str, local: &str) -> bool {
    let day = |date: &str| -> Option<i64> {
        let number =
            |range: std::ops::Range<usize>| date.get(range).and_then(|part| part.parse::<i64>().ok());
        let (y, m, d) = (number(0..4)?, number(5..7)?, number(8..10)?);
        // Days since the first of March of year 0, by Hinnant's rule.
        let (y, m) = if m > 2 { (y, m - 3) } else { (y - 1, m + 9) };
        Some(y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + d)
    };
    let hour = moment.strip_suffix('Z').and_then(|moment| moment.get(11..13)?.parse::<u32>().ok());
    match (hour, day(moment).zip(day(local)).map(|(moment, local)| local - moment)) {
        (Some(hour), Some(-1)) => hour < 12,
        (Some(hour), Some(1)) => hour >= 10,
        (Some(_), Some(0)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_in_addresses() {
        for (url, expected) in [
            ("https://paper.example/2019/11/18/harbour", Some("2019-11-18")),
            ("https://paper.example/news/2019/nov/8/harbour", Some("2019-11-08")),
            ("https://paper.example/harbour-court-20191118-p5es82.html", Some("2019-11-18")),
            ("https://paper.example/2019-11-18-harbour", Some("2019-11-18")),
            ("https://paper.example/2019/11/harbour", None),
            ("https://paper.example/harbour-91234567", None),
            ("https://paper.example/é/漢?d=2019/11/18", None),
            ("", None),
        ] {
            assert_eq!(in_address(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn reads_both_dates_of_a_line() {
        for (text, published, updated) in [
            (
                "Published: 11:25, 17 Dec 2023Updated: 12:00, 18 Dec 2023",
                Some("2023-12-17T11:25"),
                Some("2023-12-18T12:00"),
            ),
            ("Updated May 3, 2020, first published May 1, 2020", Some("2020-05-01"), Some("2020-05-03")),
            ("Publié le 3 mai 2020, mis à jour le 4 mai 2020", Some("2020-05-03"), Some("2020-05-04")),
            ("3. Mai 2020, aktualisiert 4. Mai 2020", Some("2020-05-03"), Some("2020-05-04")),
            ("2020年5月3日 更新", None, Some("2020-05-03")),
            ("İ 3 May 2020", Some("2020-05-03"), None),
            ("3 hours ago", None, None),
        ] {
            let mut shown = Shown::default();
            shown.read(0, text, &text.to_lowercase(), Order::DayFirst);
            let found = [shown.published, shown.updated].map(|found| found.map(|(_, iso)| iso));
            assert_eq!([found[0].as_deref(), found[1].as_deref()], [published, updated], "{text}");
        }
    }

    #[test]
    fn knows_the_day_where_people_read() {
        for (moment, local, expected) in [
            ("2024-01-01T03:22Z", "2023-12-31", true),
            ("2024-01-01T13:22Z", "2023-12-31", false),
            ("2023-12-31T18:30Z", "2024-01-01T05:30", true),
            ("2024-02-29T02:00Z", "2024-03-01", false),
            ("2024-02-29T02:00Z", "2024-02-29", true),
            ("2024-01-01T03:22-05:00", "2023-12-31", false),
            ("2024-01-01", "2023-12-31", false),
            ("é", "", false),
        ] {
            assert_eq!(is_local_day(moment, local), expected, "{moment} {local}");
        }
    }
}
