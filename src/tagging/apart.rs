//! Names in a row that the model read as one, each whole by itself: cut, but for those that a list knows as one name.

use super::decide::senses;
use super::found::{Found, Kind, Rule};
use super::heads::{kind_of_head, takes_of};
use super::lexicon::Senses;
use super::words::{Case, Words};

/// The longest row that is looked into, in words.
const LONGEST: usize = 120;

/// Each of `decided` that is several names as these; `found` is what the rules know of the same words.
pub fn apart(words: &Words, found: &[Found], decided: Vec<Found>) -> Vec<Found> {
    let mut all = Vec::with_capacity(decided.len());
    for one in decided {
        if let Some(to) = district_end(words, &one) {
            let person = words.words.get(to).is_some_and(|word| word.alone.any(Senses::FIRST));
            let rest = Found::new(to, one.to, Kind::Person, Rule::GivenName);
            all.push(Found { to, ..one });
            all.extend(person.then_some(rest));
            continue;
        }
        match cut(words, one.kind, one.from, one.to) {
            Some(parts) if parts.len() > 1 => {
                all.extend(parts.into_iter().map(|(from, to)| part(words, found, &one, from, to)));
            }
            _ => all.push(one),
        }
    }
    all
}

/// Where a district ends that a person's name was read as a part of: `Southern District of New York Geoffrey Berman`.
fn district_end(words: &Words, one: &Found) -> Option<usize> {
    if one.kind != Kind::Place || words.lower(one.from + 1) != "district" || words.lower(one.from + 2) != "of"
    {
        return None;
    }
    let state = words.known_at(one.from + 3)?;
    (state.entry.senses.any(Senses::PLACE) && state.to < one.to).then_some(state.to)
}

/// The whole names that `from..to` is made of, in order; nothing if a part of it is none.
fn cut(words: &Words, kind: Kind, from: usize, to: usize) -> Option<Vec<(usize, usize)>> {
    // Where a name could begin, and where the one before it ends.
    let joints: Vec<(usize, usize)> =
        (from + 1..to).filter_map(|at| Some((at, joint(words, at).filter(|next| *next < to)?))).collect();
    if joints.is_empty() || to - from > LONGEST || is_listed(words, kind, from, to) {
        return None;
    }
    // From the last beginning to the first: the end of the first name of those that the rest is made of.
    let starts: Vec<usize> = std::iter::once(from).chain(joints.iter().map(|&(_, next)| next)).collect();
    let mut firsts: Vec<Option<(usize, Option<usize>)>> = vec![None; starts.len()];
    for (index, &start) in starts.iter().enumerate().rev() {
        let listed = index > 0 && is_listed(words, kind, start, to);
        let first = joints.iter().enumerate().skip(index).find(|&(at, &(end, _))| {
            !listed && firsts.get(at + 1).is_some_and(Option::is_some) && is_whole(words, kind, start, end)
        });
        let first = first.map(|(at, &(end, _))| (end, Some(at + 1)));
        let last = || is_whole(words, kind, start, to).then_some((to, None));
        if let Some(place) = firsts.get_mut(index) {
            *place = first.or_else(last);
        }
    }
    let mut parts = Vec::new();
    let mut next = Some(0);
    while let Some(index) = next {
        let (end, after) = (*firsts.get(index)?)?;
        parts.push((*starts.get(index)?, end));
        next = after;
    }
    Some(parts)
}

/// Where a next name would begin, if `at` stands between two: behind commas, `and`, `or`, the end of a sentence.
fn joint(words: &Words, at: usize) -> Option<usize> {
    let mut next = at;
    let stops = words.lower(at) == "." && words.begins(at + 1);
    if matches!(words.lower(next), "," | ";") || stops {
        next += 1;
    }
    if matches!(words.lower(next), "and" | "or") {
        next += 1;
    }
    if next > at && words.lower(next) == "the" {
        next += 1;
    }
    let starts = words.named(next) || words.case(next) == Case::Number;
    (next > at && starts).then_some(next)
}

/// Whether the lists have the words as one name of that kind.
fn is_listed(words: &Words, kind: Kind, from: usize, to: usize) -> bool {
    words.entry(from, to, senses(kind)).is_some_and(|entry| {
        let upper = (from..to).all(|at| words.case(at) != Case::Capital);
        entry.as_written(upper).senses.any(senses(kind))
    })
}

/// Whether the words are a name by themselves, as far as their form tells.
fn is_whole(words: &Words, kind: Kind, from: usize, to: usize) -> bool {
    if to <= from || !(words.named(from) || words.case(from) == Case::Number) {
        return false;
    }
    if is_listed(words, kind, from, to) {
        // `Johnson and Johnson` is made of names, `Barnes and Noble` too.
        let alone = words.words.get(from).map(|word| word.alone).unwrap_or_default();
        return kind != Kind::Organization || to - from > 1 || !alone.any(Senses::LAST.with(Senses::COMMON));
    }
    let last = words.lower(to - 1);
    match kind {
        Kind::Law => is_law(words, from, to),
        Kind::Court | Kind::Agency | Kind::Organization => {
            let acronym =
                to - from == 1 && words.case(from) == Case::Upper && !words.shouting && last.len() > 1;
            // `House` before `and Senate Armed Services Committees` is none.
            let headed = to - from > 1 && kind_of_head(last) == Some(kind) && words.named(to - 1);
            acronym || headed || is_of(words, kind, from, to)
        }
        Kind::Place | Kind::Person | Kind::Date => false,
    }
}

/// `Department of State`, `House Committee on Oversight`.
fn is_of(words: &Words, kind: Kind, from: usize, to: usize) -> bool {
    (from..to.saturating_sub(2)).any(|at| {
        let head = words.lower(at);
        let fits = kind_of_head(head).map_or(takes_of(head), |of| of == kind);
        fits && words.named(at) && matches!(words.lower(at + 1), "of" | "on" | "for") && words.named(to - 1)
    })
}

/// `Roe v. Wade`, `Section 3 of the Fourteenth Amendment`, `House Bill 2`, `Clean Air Act`.
fn is_law(words: &Words, from: usize, to: usize) -> bool {
    let cases = (from + 1..to - 1).filter(|&at| matches!(words.lower(at), "v." | "v" | "vs.")).count();
    if cases > 0 {
        return cases == 1;
    }
    let numbered = |at: usize| {
        let number = words.lower(at);
        words.case(at) == Case::Number
            || words.named(at) && number.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'l'))
    };
    let part = matches!(
        words.lower(from),
        "section" | "article" | "title" | "rule" | "chapter" | "resolution" | "proposition"
    );
    if part && numbered(from + 1) {
        return true;
    }
    let bill = matches!(words.before(to, 2), "bill" | "resolution" | "proposition" | "measure" | "order");
    bill && numbered(to - 1) || to - from > 1 && kind_of_head(words.lower(to - 1)) == Some(Kind::Law)
}

/// One of the names of `whole`.
fn part(words: &Words, found: &[Found], whole: &Found, from: usize, to: usize) -> Found {
    let known = found.iter().find(|one| (one.from, one.to, one.kind) == (from, to, whole.kind)).cloned();
    let mut one = known.unwrap_or_else(|| {
        let listed = is_listed(words, whole.kind, from, to);
        Found::new(from, to, whole.kind, if listed { Rule::Listed } else { Rule::Head })
    });
    one.lead = whole.lead;
    one
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagging::Data;
    use crate::text::Span;

    #[track_caller]
    fn check(kind: Kind, text: &str, expected: &[&str]) {
        let words = Words::read(Data::embedded(), text, Span::of(0..text.len()).unwrap());
        let one = Found::new(0, words.len(), kind, Rule::Model);
        let parts = apart(&words, &[], vec![one]);
        let shown: Vec<_> =
            parts.iter().map(|one| words.span(one.from, one.to).unwrap().slice(text).unwrap()).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn names_in_a_row_are_cut() {
        check(
            Kind::Agency,
            "Harris County Sheriff's Office, Houston Police Department",
            &["Harris County Sheriff's Office", "Houston Police Department"],
        );
        check(
            Kind::Agency,
            "Department of Justice, Department of State and Department of Energy",
            &["Department of Justice", "Department of State", "Department of Energy"],
        );
        check(Kind::Court, "ECHR, ICJ and ECJ", &["ECHR", "ICJ", "ECJ"]);
        check(
            Kind::Law,
            "Roe v. Wade and Casey v. Planned Parenthood",
            &["Roe v. Wade", "Casey v. Planned Parenthood"],
        );
        check(
            Kind::Law,
            "Trump v. Hawaii; Department of Commerce v. New York",
            &["Trump v. Hawaii", "Department of Commerce v. New York"],
        );
        check(
            Kind::Law,
            "Section 230 of the Communications Decency Act, Section 3 of the Fourteenth Amendment",
            &["Section 230 of the Communications Decency Act", "Section 3 of the Fourteenth Amendment"],
        );
        check(
            Kind::Law,
            "Article 5, Article II of the Constitution",
            &["Article 5", "Article II of the Constitution"],
        );
        check(Kind::Law, "Senate Bill 8 and House Bill 2", &["Senate Bill 8", "House Bill 2"]);
        check(Kind::Law, "Roe v. Wade. Bush v. Gore", &["Roe v. Wade", "Bush v. Gore"]);
    }

    #[test]
    fn a_name_with_joints_of_its_own_is_not() {
        for (kind, name) in [
            (Kind::Agency, "Department of Health and Human Services"),
            (Kind::Agency, "Bureau of Alcohol, Tobacco, Firearms and Explosives"),
            (Kind::Agency, "House Committee on Oversight and Government Reform"),
            (Kind::Agency, "House and Senate Armed Services Committees"),
            (Kind::Agency, "Russian and Syrian defense ministries"),
            (Kind::Law, "Violent Crime Control and Law Enforcement Act"),
            (Kind::Law, "Sections 3 and 4"),
            (Kind::Place, "Bosnia and Herzegovina"),
            (Kind::Organization, "Johnson and Johnson"),
            (Kind::Organization, "É. 漢 and 👩‍🚀"),
        ] {
            check(kind, name, &[name]);
        }
    }

    #[test]
    fn a_row_is_cut_to_its_end_or_left() {
        let row = "Department of Justice, ".repeat(20);
        let names = vec!["Department of Justice"; 20];
        check(Kind::Agency, row.trim_end_matches(", "), &names);
        let row = format!("{row}something else");
        check(Kind::Agency, &row, &[&row]);
        let row = "Department of Justice, ".repeat(2000);
        check(Kind::Agency, &row, &[row.trim_end()]);
    }
}
