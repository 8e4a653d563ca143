//! Ids in authority files as addresses that other programs understand, and back.
//!
//! What has an address of its own is written as that: `https://www.wikidata.org/entity/Q11201`. Other ids are names of ours:
//! `urn:tagline:link:courts-db:ca9`.

use super::gather::NamedLink;

/// Authorities that have addresses, with what stands before and after an id in them. The first of an authority is written.
const KNOWN: &[(&str, &str, &str)] = &[
    ("wikidata", "https://www.wikidata.org/entity/", ""),
    ("wikidata", "http://www.wikidata.org/entity/", ""),
    ("wikidata", "https://www.wikidata.org/wiki/", ""),
    ("wikidata", "http://www.wikidata.org/wiki/", ""),
    ("geonames", "https://sws.geonames.org/", "/"),
    ("geonames", "http://sws.geonames.org/", "/"),
    ("geonames", "https://www.geonames.org/", "/"),
    ("viaf", "https://viaf.org/viaf/", "/"),
    ("viaf", "http://viaf.org/viaf/", "/"),
    ("gnd", "https://d-nb.info/gnd/", ""),
    ("gnd", "http://d-nb.info/gnd/", ""),
];

/// What a name of ours begins with.
const OURS: &str = "urn:tagline:link:";

/// The address of an id.
pub fn address(authority: &str, id: &str) -> String {
    let known = KNOWN.iter().filter(|(whose, ..)| *whose == authority);
    let known = known.map(|(_, before, after)| format!("{before}{id}{after}"));
    let plain = ["http", "https", "urn"].contains(&authority).then(|| format!("{authority}:{id}"));
    known
        .chain(plain)
        .find(|address| linked(address).is_some_and(|link| link.authority == authority && link.id == id))
        .unwrap_or_else(|| format!("{OURS}{authority}:{id}"))
}

/// The id that an address is of; `None` for what is no address.
pub fn linked(address: &str) -> Option<NamedLink> {
    let address = address.trim();
    let link = |authority: &str, id: &str| NamedLink {
        authority: authority.to_owned(),
        id: id.to_owned(),
        name: None,
    };
    if let Some((authority, id)) = address.strip_prefix(OURS).and_then(|rest| rest.split_once(':')) {
        return Some(link(authority, id));
    }
    for (authority, before, after) in KNOWN {
        let rest = address.strip_prefix(before);
        let id = rest.map(|rest| rest.strip_suffix(after).unwrap_or(rest));
        if let Some(id) = id.filter(|id| !id.is_empty() && !id.contains('/')) {
            return Some(link(authority, id));
        }
    }
    let (authority, id) = address.split_once(':')?;
    (!authority.is_empty() && !id.is_empty() && !address.contains(char::is_whitespace))
        .then(|| link(authority, id))
}

/// Whether a link can be kept as it is: what is said of one that can't.
pub fn unfit(link: &NamedLink) -> Option<String> {
    super::keep::link_id(&link.authority, &link.id).is_none().then(|| {
        format!(
            "expected an id without white space, quotation marks and any of <>{{}}|\\^`#%, found {:?}; left the link out",
            format!("{}:{}", link.authority, link.id)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_those_that_others_know() {
        for (authority, id, expected) in [
            ("wikidata", "Q11201", "https://www.wikidata.org/entity/Q11201"),
            ("geonames", "3996063", "https://sws.geonames.org/3996063/"),
            ("courts-db", "ca9", "urn:tagline:link:courts-db:ca9"),
            ("https", "//example.org/a?b", "https://example.org/a?b"),
            ("https", "//www.wikidata.org/wiki/Q1", "urn:tagline:link:https://www.wikidata.org/wiki/Q1"),
        ] {
            assert_eq!(address(authority, id), expected);
        }
        for (written, expected) in [
            ("http://www.wikidata.org/wiki/Q42", Some("wikidata Q42")),
            ("https://www.geonames.org/1/mexico.html", Some("https //www.geonames.org/1/mexico.html")),
            ("wikidata:Q42", Some("wikidata Q42")),
            ("Q42", None),
            ("a b: c", None),
        ] {
            let found = linked(written).map(|link| format!("{} {}", link.authority, link.id));
            assert_eq!(found.as_deref(), expected, "{written}");
        }
    }

    proptest! {
        #[test]
        fn an_address_leads_back(authority in "wikidata|geonames|https?|urn|tagline|[a-zé漢-]{1,5}", id in "(//|tagline:link:|www.wikidata.org/wiki/|[a-zQ0-9:/é]){1,6}") {
            let found = linked(&address(&authority, &id)).map(|link| (link.authority, link.id));
            prop_assert_eq!(found, Some((authority, id)));
        }
    }
}
