//! The files of a format of several: their names below the folder that holds them all.

use super::File;

/// Each file with its name below the folder that all of them are in, without those that systems put beside them.
pub fn below(files: &[File]) -> Vec<(&str, &File)> {
    let names = files.iter().map(|file| (file.name.trim_start_matches("./"), file));
    let ours: Vec<(&str, &File)> = names.filter(|(name, _)| !is_systems(name)).collect();
    let mut folder = ours.first().map_or("", |(name, _)| folder_of(name));
    while !ours.iter().all(|(name, _)| name.starts_with(folder)) {
        folder = folder_of(folder.trim_end_matches('/'));
    }
    ours.into_iter().map(|(name, file)| (name.get(folder.len()..).unwrap_or(name), file)).collect()
}

/// The folder of a name, with its `/`.
fn folder_of(name: &str) -> &str {
    name.rfind('/').and_then(|at| name.get(..=at)).unwrap_or_default()
}

fn is_systems(name: &str) -> bool {
    name.split('/').any(|part| part == "__MACOSX" || part.len() > 1 && part.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_below_the_folder_of_all() {
        let check = |names: &[&str], expected: &[&str]| {
            let file = |name: &&str| File { name: (*name).to_owned(), content: String::new() };
            let files: Vec<File> = names.iter().map(file).collect();
            let found: Vec<&str> = below(&files).iter().map(|(name, _)| *name).collect();
            assert_eq!(found, expected);
        };
        check(&["a/é/b.txt", "a/é/c.txt", "__MACOSX/a/é/._b.txt", "a/é/.DS_Store"], &["b.txt", "c.txt"]);
        check(&["a/b/c.txt", "a/d.txt"], &["b/c.txt", "d.txt"]);
        check(&["./ab.txt", "abc/d.txt"], &["ab.txt", "abc/d.txt"]);
        check(&["", "b"], &["", "b"]);
        check(&[], &[]);
    }
}
