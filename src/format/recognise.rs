//! Which formats a file may be of: by its name, else by how it begins.

use super::{ALL, Format};

/// The formats that can read a file of that name and beginning, the likeliest first; none for an article.
pub fn recognised(name: &str, beginning: &str) -> Vec<&'static Format> {
    let name = without_copy_number(&name.to_ascii_lowercase());
    let readable = || ALL.iter().filter(|format| format.reader.is_some());
    // `.tagline.json` says more than `.json` does.
    let ends = readable().map(|format| format.extension).filter(|end| name.ends_with(end));
    if let Some(longest) = ends.max_by_key(|end| end.len()) {
        return readable().filter(|format| format.extension == longest).collect();
    }
    if name.ends_with(".txt") {
        return Vec::new();
    }
    let beginning = beginning.trim_start_matches('\u{feff}');
    let known: Vec<_> = readable().filter(|format| (format.begins)(beginning)).collect();
    let lines = [".jsonl", ".ndjson"].iter().any(|end| name.ends_with(end));
    let object = name.ends_with(".json") || beginning.trim_start().starts_with('{');
    if known.is_empty() && object && !lines {
        let of_one_value = |format: &&Format| format.media_type.ends_with("json");
        return readable().filter(of_one_value).collect();
    }
    known
}

/// The format of several files, packed or in a folder, of which one is named as that of its annotations is; none for articles.
pub fn recognised_folder<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Option<&'static Format> {
    let ends =
        |format: &&Format| names.clone().any(|name| name.to_ascii_lowercase().ends_with(format.extension));
    // `.w3c.jsonld` says more than `.jsonld` does.
    ALL.iter()
        .filter(|format| format.is_folder() && format.reader.is_some())
        .filter(ends)
        .max_by_key(|format| format.extension.len())
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
            assert_eq!(names.first(), Some(&format.name), "{names:?}");
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
