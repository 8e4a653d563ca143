//! `tagline convert` on files of any size, and in parts.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::HashSet;
use std::fs;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};

use tagline::format::by_name;
use tagline::job::pack::{pack, unpack};

fn spawn(args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_tagline"))
        .arg("convert")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Output, messages and exit code.
fn run(args: &[&str], input: &[u8]) -> (Vec<u8>, String, i32) {
    let mut child = spawn(args);
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    let feed = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = feed.join().unwrap();
    (output.stdout, String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
}

/// So many lines for doccano.
fn doccano(lines: usize) -> String {
    (0..lines).map(|number| format!("{{\"id\":\"d{number}\",\"text\":\"👩‍🚀 Court {number} sat in Łódź.\",\"label\":[[4,9,\"COURT\"],[4,9,\"A B\"]]}}\n")).collect()
}

#[test]
fn messages_are_those_of_the_whole_file() {
    let file = doccano(3) + "{\"text\":\"é\",\"label\":[[0,9,\"A\"]]}\n{\n";
    let (out, err, code) = run(&["--from", "doccano", "--to", "hf"], file.as_bytes());
    // An archive is held whole.
    let packed = pack(&[tagline::format::File { name: "a.jsonl".into(), content: file }]);
    let (whole, told, whole_code) = run(&["--from", "doccano", "--to", "hf"], &packed);
    assert_eq!((&out, code), (&whole, whole_code));
    assert_eq!(code, 1);
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&err), sorted(&told));
    assert_eq!(err.lines().last(), told.lines().last());
    assert!(err.contains("line 5, column 2: expected") && err.contains("line 4.label[0]: expected"), "{err}");
}

#[test]
fn what_was_read_is_written_before_the_end() {
    let mut child = spawn(&["--from", "doccano", "--to", "doccano"]);
    let mut stdin = child.stdin.take().unwrap();
    let file = doccano(2000);
    let feed = std::thread::spawn(move || {
        stdin.write_all(file.as_bytes()).unwrap();
        stdin
    });
    let mut stderr = child.stderr.take().unwrap();
    let told = std::thread::spawn(move || stderr.read_to_end(&mut Vec::new()).unwrap());
    let mut some = [0; 10_000];
    child.stdout.as_mut().unwrap().read_exact(&mut some).unwrap();
    assert!(some.starts_with(b"{\"id\":\"d0\""));
    let mut rest = Vec::new();
    // Standard input is still open.
    let reader = std::thread::spawn({
        let mut stdout = child.stdout.take().unwrap();
        move || {
            stdout.read_to_end(&mut rest).unwrap();
            rest
        }
    });
    drop(feed.join().unwrap());
    assert!(reader.join().unwrap().ends_with(b"]]}\n"));
    assert!(told.join().unwrap() > 0);
    child.wait().unwrap();
}

/// Where the system tells how much memory a process took.
#[test]
fn a_large_file_takes_little_memory() {
    let mut child = spawn(&["--from", "doccano", "--to", "conll2003"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let drains = [
        std::thread::spawn(move || stdout.read_to_end(&mut Vec::new()).unwrap()),
        std::thread::spawn(move || stderr.read_to_end(&mut Vec::new()).unwrap()),
    ];
    let line =
        format!("{{\"text\":\"{}\",\"label\":[[4,9,\"COURT\"]]}}\n", "The Court sat in Łódź. ".repeat(150));
    let lines = 12_000_000 / line.len();
    (0..lines).for_each(|_| stdin.write_all(line.as_bytes()).unwrap());
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    drop(stdin);
    let [written, _] = drains.map(|drain| drain.join().unwrap());
    assert!(written > 12_000_000);
    assert!(child.wait().unwrap().success());
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    if let Some(peak) = peak {
        assert!(peak < 40_000, "12 MB of lines took {peak} kB of memory");
    }
}

#[test]
fn parts_come_to_the_whole_and_are_written_alone_too() {
    let file = doccano(200);
    let args = |more: &[&'static str]| {
        [&["--from", "doccano", "--to", "conll2003", "--split", "70,20,10"], more].concat()
    };
    let (archive, err, code) = run(&args(&["--seed", "7"]), file.as_bytes());
    assert_eq!(code, 0, "{err}");
    let files = unpack(archive).unwrap();
    let names: Vec<&str> = files.iter().map(|file| &*file.name).collect();
    assert_eq!(names, ["train.conll", "dev.conll", "test.conll"]);
    let conll = by_name("conll2003").unwrap();
    let texts = |content: &str| -> HashSet<String> {
        let project = conll.read(content).unwrap().project;
        project.documents.iter().map(|document| document.text().to_string()).collect()
    };
    let parts: Vec<HashSet<String>> = files.iter().map(|file| texts(&file.content)).collect();
    let counts: Vec<usize> = parts.iter().map(HashSet::len).collect();
    assert!(
        err.contains(&format!(
            "split: documents, {} in train, {} in dev, {} in test",
            counts[0], counts[1], counts[2]
        )),
        "{err}"
    );
    let (all, ..) = run(&["--from", "doccano", "--to", "conll2003"], file.as_bytes());
    let together: HashSet<String> = parts.iter().flatten().cloned().collect();
    assert_eq!(together, texts(&String::from_utf8(all).unwrap()));
    assert_eq!(counts.iter().sum::<usize>(), 200);
    for (part, whole) in ["train", "dev", "test"].into_iter().zip(&files) {
        let (alone, told, code) = run(&args(&["--seed", "7", "--part", part]), file.as_bytes());
        assert_eq!((String::from_utf8(alone).unwrap(), code), (whole.content.clone(), 0));
        assert!(told.contains("split: documents"), "{told}");
        // Held whole the same is written.
        let packed = pack(&[tagline::format::File { name: "a.jsonl".into(), content: file.clone() }]);
        let (held, ..) = run(&args(&["--seed", "7", "--part", part]), &packed);
        assert_eq!(String::from_utf8(held).unwrap(), whole.content);
    }
    let (other, ..) = run(&args(&["--seed", "8", "--part", "dev"]), file.as_bytes());
    assert_ne!(texts(&String::from_utf8(other).unwrap()), parts[1]);
}

#[test]
fn formats_of_several_files_have_a_folder_for_each_part() {
    let args = ["--from", "doccano", "--to", "brat", "--split", "1,1,1"];
    let (archive, ..) = run(&args, doccano(30).as_bytes());
    let names: Vec<String> = unpack(archive).unwrap().into_iter().map(|file| file.name).collect();
    for part in ["train/", "dev/", "test/"] {
        assert!(names.iter().any(|name| name.starts_with(part) && name.ends_with(".ann")), "{names:?}");
    }
}

#[test]
fn wrong_splits_are_refused() {
    for (args, expected) in [
        (
            &["--split", "80,10"][..],
            "--split: expected three whole numbers such as 80,10,10, found \"80,10\"",
        ),
        (&["--split", "0,0,0"], "--split: expected three whole numbers such as 80,10,10, found \"0,0,0\""),
        (&["--split", "8,1,1", "--part", "rest"], "--part: expected train, dev or test, found \"rest\""),
        (&["--split", "8,1,1", "--seed", "x"], "--seed: expected a whole number, found \"x\""),
        (&["--part", "dev"], "--part: expected --split with it, found none"),
    ] {
        let (_, err, code) = run(&[&["--from", "doccano", "--to", "hf"], args].concat(), b"");
        assert_eq!((err.trim_end(), code), (&*format!("{expected}; see tagline --help"), 2));
    }
}
