//! A file of annotations that comes in by itself: what it holds, by its name and by how it begins.

use crate::format::{File, Imported, holds_something, recognised, recognised_folder};

use super::intake::decode;
use super::pack::{is_packed, unpack};

/// What a file of annotations holds: of the formats that it can be, the first that finds something in it.
///
/// # Errors
///
/// Where no format reads it: what was expected and what was found, without the file's name.
pub fn read_annotated(name: &str, bytes: Vec<u8>) -> Result<Imported, String> {
    let unknown =
        || "expected a file of annotations, found none that is known by its name or beginning".to_owned();
    if is_packed(&bytes) {
        let files: Vec<File> = unpack(bytes)?;
        let inside = files.iter().map(|file| file.name.as_str());
        let format = recognised_folder(inside).ok_or_else(unknown)?;
        return format.read_files(&files).map_err(|error| error.to_string());
    }
    let text = decode(bytes)?;
    let formats = recognised(name, &text);
    let first = formats.first().ok_or_else(unknown)?;
    // Where none of them finds anything in it, the first one says why it does not.
    let read = formats.iter().find_map(|format| format.read(&text).ok().filter(holds_something));
    read.map_or_else(|| first.read(&text), Ok).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, content: &str, expected: Result<usize, &str>) {
        let read = read_annotated(name, content.as_bytes().to_vec());
        match (read, expected) {
            (Ok(imported), Ok(count)) => assert_eq!(imported.project.documents.len(), count, "{name}"),
            (Err(message), Err(part)) => assert!(message.contains(part), "{name}: {message}"),
            (read, _) => panic!("{name}: {read:?}"),
        }
    }

    #[test]
    fn files_are_read_by_what_they_are_or_say_why_not() {
        check("a.brackets.txt", "[PLACE Ohio] é 👩‍🚀", Ok(1));
        check("a.conll", "Ohio NNP B-NP B-LOC\n", Ok(1));
        check("a.json", "{", Err("line 1"));
        check("a.bin", "é", Err("expected a file of annotations"));
        let broken = read_annotated("a.json", vec![b'{', 0xFF]).unwrap_err();
        assert!(broken.contains("byte 1"), "{broken}");
    }
}
