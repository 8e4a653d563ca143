//! Which formats a file may be of: by its name, else by how it begins.

use super::{ALL, Format};

/// The formats that can read a file of that name and beginning, the likeliest first; none for an article.
pub fn recognised(name: &str, beginning: &str) -> Vec<&'static Format> {
    let name = without_copy_number(&name.to_ascii_lowercase());
    // What can only be read beside texts says so itself.
    let readable = || ALL.iter().filter(|format| format.reader.is_some() || format.is_salted());
    // `.tagline.json` says more than `.json` does.
    let longest = |format: &&Format| endings(format).filter(|end| name.ends_with(end)).map(str::len).max();
    let most = readable().filter_map(|format| longest(&format)).max();
    if most.is_some() {
        return readable().filter(|format| longest(format) == most).collect();
    }
    if name.ends_with(".txt") {
        return Vec::new();
    }
    let beginning = beginning.trim_start_matches('\u{feff}');
    let known: Vec<_> = readable().filter(|format| (format.begins)(beginning)).collect();
    let lines = [".jsonl", ".ndjson"].iter().any(|end| name.ends_with(end));
    let object = name.ends_with(".json") || beginning.trim_start().starts_with('{');
    if known.is_empty() && object && !lines {
        let of_one_value = |format: &&Format| format.media_type.ends_with("json") && !format.is_salted();
        return readable().filter(of_one_value).collect();
    }
    known
}

/// How the names of a format's files end that it is known by: not `annotations.csv`, which anything may be called.
fn endings(format: &Format) -> impl Iterator<Item = &'static str> {
    let inside = format.inside.filter(|end| end.starts_with('.'));
    std::iter::once(format.extension).chain(inside)
}

/// The format of several files that belong together, of which one has the name of those with annotations; none for articles.
pub fn recognised_folder<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Option<&'static Format> {
    let is_inside = |name: &str, end: &str| {
        let name = name.to_ascii_lowercase();
        let file = name.rsplit('/').next().unwrap_or_default();
        if end.starts_with('.') { file.ends_with(end) } else { file == end }
    };
    let holds =
        |format: &&Format| format.inside.is_some_and(|end| names.clone().any(|name| is_inside(name, end)));
    ALL.iter().find(|format| format.reader.is_some() && holds(format))
}

/// `a.brackets.txt` for `a.brackets (1).txt`: so a browser calls the second download of a name.
fn without_copy_number(name: &str) -> String {
    let numbered = || {
        let (stem, end) = name.rsplit_once('.')?;
        let (stem, number) = stem.strip_suffix(')')?.rsplit_once(" (")?;
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| format!("{stem}.{end}"))
    };
    numbered().unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::project;

    #[test]
    fn what_is_written_is_known_by_its_beginning() {
        let project = project("The [COURT Supreme Court] sat [A? in] [PLACE London].");
        for format in ALL.iter().filter(|format| format.reader.is_some() && format.writer.is_some()) {
            let exported = format.write(&project, &[]);
            let known = recognised("", exported.content());
            let names: Vec<&str> = known.iter().map(|format| format.name).collect();
            // The two flavours of web annotations are alike: their files' names tell them apart, or the words they quote.
            let name = format.name.strip_suffix("-utf16").unwrap_or(format.name);
            assert!(
                names.first() == Some(&name) && names.contains(&format.name),
                "{}: {names:?}",
                format.name
            );
            // An article that speaks of one is none.
            assert!(!(format.begins)(&format!("He wrote: {}", exported.content())), "{}", format.name);
        }
    }

    #[test]
    fn a_file_is_of_every_format_that_its_name_or_its_beginning_allows() {
        let named = |name: &str, text: &str| {
            recognised(name, text).iter().map(|format| format.name).collect::<Vec<_>>()
        };
        for format in ALL.iter().filter(|format| format.reader.is_some()) {
            for name in [format!("é.a{}", format.extension), format!("B{}", format.extension.to_uppercase())]
            {
                assert!(named(&name, "text").contains(&format.name), "{name}");
            }
        }
        for (name, text, expected) in [
            ("a.brackets.txt", "{a", "brackets"),
            ("a.brackets (2).txt", "a", "brackets"),
            ("a.tagline (1).json", "a", "tagline"),
            ("a.json", "a", "tagline"),
            ("a.tagline-bundle.json", "a", "bundle"),
            ("a.json", "{\"format\":\"tagline-bundle\"", "bundle"),
            ("a", "\n{", "tagline"),
            ("a.txt", "{", ""),
            ("brackets.txt", "=== a", ""),
            ("a (1).txt", "a", ""),
            ("a.html", "<p>", ""),
            ("a.jsonl", "{\"id\": 1}", ""),
            ("", "a", ""),
            ("a.tsv", "Document\tStart\tEnd\tLabel\n", "csv"),
            ("a.csv", "File,Begin Offset,End Offset,Type\n", "comprehend"),
            ("a.csv", "id,text\n", ""),
            ("", "T1\tCOURT 4 17\tSupreme Court\n", "brat"),
            ("", "{\"metadata\":{\"projectKind\":\"CustomEntityRecognition\"}}", "azure"),
            ("", "The\tO\n", "bilou"),
            ("", "The|O Supreme|B-COURT", "spacy-iob"),
            ("", "\n# newdoc id = n1\n", "conllu"),
            ("", "1\tThe\t_\t_\t_\t_\t_\t_\t_\t_\n", "conllu"),
            ("", "# A heading\n1\ta", ""),
            ("", "Name\tOffice\nAda\tClerk", ""),
        ] {
            assert_eq!(named(name, text).first().copied().unwrap_or_default(), expected, "{name}: {text}");
        }
    }
}
