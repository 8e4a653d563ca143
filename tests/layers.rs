//! Keeps the folders in order: what each may use, what none may hold. DESIGN, section 1, in a form that fails.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::path::Path;

/// The library's folders, each with those it may use beside itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("draw", &[]),
    ("text", &[]),
    ("article", &["text"]),
    ("annotation", &["text", "article"]),
    ("tagging", &["draw", "text", "article", "annotation"]),
    ("agreement", &["draw", "text", "article", "annotation"]),
    ("format", &["text", "article", "annotation"]),
    ("job", &["text", "article", "annotation", "tagging", "agreement", "format"]),
    ("workspace", &["draw", "text", "article", "annotation", "tagging", "agreement", "format", "job"]),
];

/// The folders of the model, which stays free to change: wire shapes are elsewhere.
const MODEL: &[&str] = &["text", "article", "annotation", "tagging", "agreement", "workspace"];

/// What the library may not name outside its tests: files, the clock, chance, the browser, the terminal.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::time",
    "std::net",
    "std::process",
    "std::thread",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo",
    "yew",
    "rand::",
    "getrandom",
    "println!",
    "eprintln!",
    "dbg!",
];

/// Packages that belong to the browser, or the start of their names.
const BROWSER: &[&str] = &["wasm-bindgen", "js-sys", "web-sys", "gloo", "yew", "serde-wasm-bindgen"];

/// How many lines a file may have.
const LONGEST: usize = 400;

/// Files that may be longer, and why.
const LONGER: &[(&str, &str)] = &[("src/article/phrase.rs", "one list of phrases, looked up in one place")];

/// A file of the package: its path from the root, with `/`.
struct File {
    path: String,
    text: String,
}

impl File {
    /// The folder of the library it belongs to; `None` for `lib.rs`, programs and everything outside `src`.
    fn folder(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        let folder = inside.split('/').next()?;
        let folder = folder.strip_suffix(".rs").unwrap_or(folder);
        (folder != "bin" && folder != "lib").then_some(folder)
    }

    /// Its lines of code with their numbers: no comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().zip(1..).map(|(line, number)| (number, line));
        lines
            .map(|(number, line)| (number, line.split(" //").next().unwrap_or_default()))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// Its lines of code before its tests; none in a file that is all tests.
    fn shipped(&self) -> impl Iterator<Item = (usize, &str)> {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let all_tests = name == "tests.rs" || name == "testing.rs";
        self.code()
            .take_while(move |(_, line)| !all_tests && line.trim() != "#[cfg(test)]")
            .chain(self.after_test_modules(all_tests))
    }

    /// What follows `#[cfg(test)] mod name;`, which takes two lines and not the rest of the file.
    fn after_test_modules(&self, all_tests: bool) -> impl Iterator<Item = (usize, &str)> {
        let mut lines = self.code().skip_while(|(_, line)| line.trim() != "#[cfg(test)]").skip(1);
        let goes_on = !all_tests && lines.next().is_some_and(|(_, line)| line.trim_end().ends_with(';'));
        lines.take_while(move |(_, line)| goes_on && line.trim() != "#[cfg(test)]")
    }
}

/// The folders that a line names by `crate::`, and by `super::` beyond its own.
fn folders_in(line: &str) -> Vec<&str> {
    let name = |text: &'_ str| -> usize {
        text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())
    };
    let mut found = Vec::new();
    for start in ["crate::", "super::super::"] {
        for (at, _) in line.match_indices(start) {
            let after = &line[at + start.len()..];
            match after.strip_prefix('{') {
                None => found.push(&after[..name(after)]),
                Some(group) => {
                    let names = group.split([',', '{', '}']).map(str::trim);
                    found.extend(names.map(|one| &one[..name(one)]).filter(|one| !one.is_empty()));
                }
            }
        }
    }
    found
}

fn upward_uses(file: &File) -> Vec<String> {
    let Some(folder) = file.folder() else { return Vec::new() };
    let Some((_, below)) = LAYERS.iter().find(|(layer, _)| *layer == folder) else {
        return vec![format!("{}: expected a folder of the layers' table, found {folder}", file.path)];
    };
    let is_layer = |name: &str| LAYERS.iter().any(|(layer, _)| *layer == name);
    let wrong = |name: &&str| is_layer(name) && *name != folder && !below.contains(name);
    let mut complaints = Vec::new();
    for (number, line) in file.code() {
        for name in folders_in(line).into_iter().filter(wrong) {
            complaints.push(format!(
                "{}:{number}: expected {folder} to stand on its own or lower folders, found {name}",
                file.path
            ));
        }
        if line.trim_start().starts_with("use crate::{") {
            complaints
                .push(format!("{}:{number}: expected one folder per line, found a group of them", file.path));
        }
    }
    complaints
}

fn program_reaches(file: &File) -> Vec<String> {
    let is_program = file.path.starts_with("src/bin/");
    let wrong = |line: &str| is_program && (line.contains("#[path") || line.contains("include!("));
    file.code()
        .filter(|(_, line)| wrong(line))
        .map(|(number, _)| {
            format!(
                "{}:{number}: expected a program to use tagline:: and its own modules, found another's file",
                file.path
            )
        })
        .collect()
}

/// What the tagger knows is a file of its own for the programs that are loaded in browsers.
fn carries_knowledge(file: &File) -> Vec<String> {
    let is_loaded =
        ["src/bin/app/", "src/bin/worker/", "src/bin/api/"].iter().any(|at| file.path.starts_with(at));
    let carries =
        |line: &str| ["Data::embedded", "tag_line(", "tagging::tag("].iter().any(|name| line.contains(name));
    file.shipped()
        .filter(|(_, line)| is_loaded && carries(line))
        .map(|(number, _)| {
            format!("{}:{number}: expected the tagger's data to be fetched, found it compiled in", file.path)
        })
        .collect()
}

fn forbidden_words(file: &File) -> Vec<String> {
    let Some(folder) = file.folder() else { return Vec::new() };
    let mut complaints = Vec::new();
    for (number, line) in file.code() {
        if line.contains("cfg(feature") || line.contains("cfg!(feature") || line.contains("cfg_attr(feature")
        {
            complaints
                .push(format!("{}:{number}: expected no features in the library, found one", file.path));
        }
        let words: BTreeSet<_> = line.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let wire = ["Serialize", "Deserialize", "JsonSchema"].iter().find(|wire| words.contains(*wire));
        if let (true, Some(wire)) = (MODEL.contains(&folder), wire) {
            complaints.push(format!(
                "{}:{number}: expected wire shapes in format, job or bin, found {wire}",
                file.path
            ));
        }
    }
    for (number, line) in file.shipped() {
        // At the beginning of a word: an errand is no chance.
        let names = |word: &str| {
            line.match_indices(word)
                .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        for word in OUTSIDE.iter().filter(|word| names(word)) {
            complaints.push(format!("{}:{number}: expected a pure library, found {word}", file.path));
        }
    }
    complaints
}

fn shape(file: &File) -> Vec<String> {
    let mut complaints = Vec::new();
    if !file.text.starts_with("//! ") {
        complaints
            .push(format!("{}: expected a first line //! that says what it is for, found none", file.path));
    }
    let lines = file.text.lines().count();
    if file.path.starts_with("src/") && lines > LONGEST && LONGER.iter().all(|(path, _)| *path != file.path) {
        complaints.push(format!(
            "{}: expected at most {LONGEST} lines, found {lines}; look for the second subject in it, or add it to LONGER with a reason",
            file.path
        ));
    }
    complaints
}

/// `lib.rs` names the folders in the order in which they stand on one another.
fn order(file: &File) -> Vec<String> {
    if file.path != "src/lib.rs" {
        return Vec::new();
    }
    let place = |name: &str| LAYERS.iter().position(|(layer, _)| *layer == name);
    let named = file.code().filter_map(|(_, line)| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let places: Vec<_> = named.map(place).collect();
    if places.iter().all(Option::is_some) && places.is_sorted() {
        return Vec::new();
    }
    vec![format!(
        "{}: expected the folders in the order of the layers, found another order or name",
        file.path
    )]
}

/// Every complaint about `file`.
fn complaints(file: &File) -> Vec<String> {
    [upward_uses, program_reaches, carries_knowledge, forbidden_words, shape, order]
        .iter()
        .flat_map(|check| check(file))
        .collect()
}

/// The packages that a build without features is made of, by `Cargo.toml` and `Cargo.lock`; of all targets.
fn packages(manifest: &str, lock: &str) -> BTreeSet<String> {
    let dependencies: toml::Table = toml::from_str(manifest).unwrap();
    let lock: toml::Table = toml::from_str(lock).unwrap();
    let is_optional =
        |value: &toml::Value| value.get("optional").and_then(toml::Value::as_bool) == Some(true);
    let direct = dependencies["dependencies"].as_table().unwrap();
    let mut next: Vec<String> =
        direct.iter().filter(|(_, value)| !is_optional(value)).map(|(name, _)| name.clone()).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = next.pop() {
        if !found.insert(name.clone()) {
            continue;
        }
        let all = lock["package"].as_array().unwrap();
        let same_name = all.iter().filter(|package| package["name"].as_str() == Some(&name));
        for package in same_name {
            let uses = package.get("dependencies").and_then(toml::Value::as_array).into_iter().flatten();
            let names = uses.filter_map(|one| one.as_str()?.split(' ').next());
            next.extend(names.map(str::to_owned));
        }
    }
    found
}

fn is_browser(package: &str) -> bool {
    BROWSER
        .iter()
        .any(|start| package.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')))
}

/// Every Rust file under `folder`, in order.
fn files(folder: &str) -> Vec<File> {
    fn walk(at: &Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(at).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join(folder), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| File {
            text: std::fs::read_to_string(&path).unwrap(),
            path: path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"),
        })
        .collect()
}

#[test]
fn the_folders_are_in_order() {
    let folders = ["src", "tests", "training", "benches", "examples"];
    let all: Vec<File> = folders.into_iter().flat_map(files).collect();
    assert!(all.iter().filter(|file| file.folder().is_some()).count() > 20, "the files were not found");
    let complaints: Vec<String> = all.iter().flat_map(complaints).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn no_browser_in_the_plain_build() {
    let read =
        |name: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let packages = packages(&read("Cargo.toml"), &read("Cargo.lock"));
    assert!(packages.contains("serde_json"));
    let found: Vec<_> = packages.iter().filter(|package| is_browser(package)).collect();
    assert!(found.is_empty(), "expected no browser package without the feature web, found {found:?}");
}

/// The checks themselves: each finds what it is for, and nothing in a good file.
mod checks {
    use super::*;

    /// The words of the first complaint about a file that holds `text`, if there is one.
    #[track_caller]
    fn check(path: &str, text: &str, expected: Option<&str>) {
        let file = File { path: path.to_owned(), text: format!("//! A file.\n{text}") };
        let found = complaints(&file);
        match expected {
            None => assert_eq!(found, Vec::<String>::new()),
            Some(words) => assert!(found.iter().any(|one| one.contains(words)), "{found:?}"),
        }
    }

    #[test]
    fn good_files_pass() {
        check("src/text/a.rs", "use super::Span;\nuse crate::text::Offset;", None);
        check("src/format/a.rs", "use crate::annotation::Label;\nuse serde::Serialize;", None);
        check("src/job/line.rs", "use crate::format::ALL;\nuse crate::tagging::tag;", None);
        check(
            "src/bin/cli/main.rs",
            "use tagline::workspace::W;\nuse crate::lines::run;\nuse std::fs;",
            None,
        );
        check(
            "src/article/a.rs",
            "// crate::job is none of its business\n/// See [`crate::format`].\nfn a() {}",
            None,
        );
        check("src/article/a.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}", None);
        check("src/lib.rs", "pub mod text;\npub mod article;\n", None);
    }

    #[test]
    fn a_folder_above_is_found() {
        check(
            "src/text/a.rs",
            "use crate::article::Map;",
            Some("src/text/a.rs:2: expected text to stand on its own"),
        );
        check("src/text.rs", "use crate::article::Map;", Some("found article"));
        check("src/tagging/a/b.rs", "fn a() { crate::format::by_name(\"x\"); }", Some("found format"));
        check("src/format/a.rs", "    use crate::agreement::kappa;", Some("found agreement"));
        check("src/annotation/a.rs", "pub(in crate::workspace) fn a() {}", Some("found workspace"));
        check("src/annotation/a.rs", "use super::super::job::line;", Some("found job"));
        check("src/job/a.rs", "use crate::{format, workspace::W};", Some("found workspace"));
        check("src/job/a.rs", "use crate::{text, format};", Some("one folder per line"));
        check("src/new/a.rs", "", Some("found new"));
    }

    #[test]
    fn what_the_library_may_not_hold_is_found() {
        check("src/text/a.rs", "#[cfg(feature = \"web\")]", Some("no features"));
        check("src/workspace/a.rs", "#[derive(Clone, Serialize)]", Some("wire shapes"));
        check("src/annotation/a.rs", "use schemars::JsonSchema;", Some("wire shapes"));
        check("src/text/a.rs", "let now = std::time::Instant::now();", Some("pure library"));
        check("src/text/a.rs", "#[cfg(test)]\nmod tests;\nuse std::fs;", Some("pure library"));
        check("src/format/a.rs", "use web_sys::window;", Some("found web_sys"));
    }

    #[test]
    fn programs_that_share_files_are_found() {
        check("src/bin/worker.rs", "#[path = \"app/main.rs\"]\nmod app;", Some("its own modules"));
        check("src/bin/api/main.rs", "include!(\"../cli/lines.rs\");", Some("its own modules"));
    }

    #[test]
    fn programs_that_carry_what_the_tagger_knows_are_found() {
        check(
            "src/bin/api/main.rs",
            "fn a() { tag(Data::embedded()) }",
            Some("expected the tagger's data to be fetched"),
        );
        check("src/bin/cli/tag.rs", "fn a() { tag(Data::embedded()) }", None);
    }

    #[test]
    fn shapeless_files_are_found() {
        check("src/text/a.rs", &"fn a() {}\n".repeat(400), Some("found 401"));
        check("src/text/a.rs", &"fn a() {}\n".repeat(399), None);
        check("src/article/phrase.rs", &"fn a() {}\n".repeat(400), None);
        let file = File { path: "tests/a.rs".to_owned(), text: "fn a() {}".to_owned() };
        assert!(complaints(&file)[0].contains("expected a first line //!"));
        check("src/lib.rs", "pub mod article;\npub mod text;\n", Some("order of the layers"));
        check("src/lib.rs", "pub mod helpers;\n", Some("order of the layers"));
    }

    #[test]
    fn a_browser_package_is_found_however_deep() {
        let manifest = "[dependencies]\na = \"1\"\nyew = { version = \"1\", optional = true }\n[dependencies.gloo]\noptional = true\n";
        let lock = |of_b: &str| {
            format!(
                "[[package]]\nname = \"a\"\ndependencies = [\"b 1.0.0\"]\n[[package]]\nname = \"b\"\ndependencies = [{of_b}]\n[[package]]\nname = \"yew\"\n[[package]]\nname = \"web-sys\"\n"
            )
        };
        let found = |of_b| packages(manifest, &lock(of_b)).into_iter().any(|package| is_browser(&package));
        assert!(!found(""));
        assert!(found("\"web-sys\""));
        assert!(is_browser("gloo-timers") && is_browser("yew-macro") && !is_browser("globset"));
    }
}
