//! Archives: their files come one by one; tricks and damage are refused.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use super::*;

/// A file of an archive as a test wants it.
struct Packed<'a> {
    name: &'a [u8],
    bytes: &'a [u8],
    method: u16,
    flags: u16,
    /// What is said of its size, if not the truth.
    size: Option<u32>,
}

fn packed<'a>(name: &'a str, bytes: &'a [u8]) -> Packed<'a> {
    Packed { name: name.as_bytes(), bytes, method: 8, flags: 0x800, size: None }
}

fn zip(files: &[Packed<'_>]) -> Vec<u8> {
    let (mut zip, mut list) = (Vec::new(), Vec::new());
    for Packed { name, bytes, method, flags, size } in files {
        let mut check = Crc::new();
        check.update(bytes);
        let content = if *method == 8 {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(bytes).unwrap();
            encoder.finish().unwrap()
        } else {
            bytes.to_vec()
        };
        let offset = zip.len() as u32;
        let mut fields = Vec::new();
        for field in [20, *flags, *method, 0, 0] {
            fields.extend(field.to_le_bytes());
        }
        for field in [check.sum(), content.len() as u32, size.unwrap_or(bytes.len() as u32)] {
            fields.extend(field.to_le_bytes());
        }
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend([0, 0]);
        zip.extend(b"PK\x03\x04");
        zip.extend(&fields);
        zip.extend(*name);
        zip.extend(content);
        list.extend(b"PK\x01\x02\x14\0");
        list.extend(&fields);
        list.extend([0; 10]);
        list.extend(offset.to_le_bytes());
        list.extend(*name);
    }
    let start = zip.len() as u32;
    zip.extend(&list);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend((files.len() as u16).to_le_bytes());
    zip.extend((files.len() as u16).to_le_bytes());
    zip.extend((list.len() as u32).to_le_bytes());
    zip.extend(start.to_le_bytes());
    zip.extend(b"\x02\0hi");
    zip
}

#[test]
fn files_of_an_archive_are_taken_like_others() {
    let table = "text,date\n漢,2019-06-25\n";
    let inner = zip(&[packed("x.txt", b"x")]);
    let files = [
        packed("news/", b""),
        packed("news/a.txt", "é 👩\u{200d}🚀\r\n".as_bytes()),
        Packed { method: 0, ..packed("b.html", b"<p>b") },
        Packed { name: b"caf\x82.txt", ..packed("", b"c") },
        packed("t.csv", table.as_bytes()),
        packed("l.jsonl", b"{\"text\": \"1\"}\nno\n"),
        packed("in.zip", &inner),
        packed("p.png", b"\x89PNG"),
    ];
    check(
        "n.zip",
        zip(&files),
        expect![[r#"
        n.zip/news/a.txt = text "é 👩\u{200d}🚀\r\n"
        n.zip/b.html = html "<p>b"
        n.zip/café.txt = text "c"
        n.zip/t.csv, line 2 = text "漢", date "2019-06-25"
        n.zip/l.jsonl, line 1 = text "1"
        ! n.zip/l.jsonl, line 2, column 2: expected true, false or null, found "o"
        ! n.zip/in.zip: expected a text, found an archive in an archive; unpack it and drop its files
        ! n.zip/p.png: expected text, found a PNG picture
    "#]],
    );
    check("e.zip", zip(&[]), expect![""]);
    let previews = previews(Given::of("n.zip", zip(&files)));
    let names: Vec<_> =
        previews.iter().map(|(name, preview)| format!("{name}: {}", preview.columns.join(", "))).collect();
    assert_eq!(names, ["n.zip/t.csv: text, date", "n.zip/l.jsonl: text"]);
    let choice = Choice { text: Some("date".into()), header: true, ..Choice::default() };
    let said = shown(
        vec![Given::of("n.zip", zip(&files[4..5]))],
        HashMap::from([("n.zip/t.csv".to_owned(), choice)]),
    );
    assert_eq!(said, "n.zip/t.csv, line 2 = text \"2019-06-25\"\n");
}

#[test]
fn tricks_are_refused() {
    let bomb = vec![b'a'; 30 << 20];
    let files = [
        packed("../a.txt", b"a"),
        packed("/etc/a.txt", b"a"),
        packed("c:\\a.txt", b"a"),
        packed("a/..\\b.txt", b"a"),
        packed("big.txt", &bomb),
        Packed { size: Some(5), ..packed("more.txt", b"longer than said") },
        Packed { size: Some(90), ..packed("less.txt", b"shorter than said") },
        Packed { size: Some(u32::MAX - 1), ..packed("huge.txt", b"a") },
        Packed { flags: 1, ..packed("secret.txt", b"a") },
        Packed { method: 14, ..packed("lzma.txt", b"a") },
        packed("good.txt", b"good"),
    ];
    let said = shown(vec![Given::of("n.zip", zip(&files))], HashMap::new());
    let expected = [
        "! n.zip/../a.txt: expected a name within the archive, found one that leaves it",
        "! n.zip//etc/a.txt: expected a name within the archive, found one that leaves it",
        "! n.zip/c:/a.txt: expected a name within the archive, found one that leaves it",
        "! n.zip/a/../b.txt: expected a name within the archive, found one that leaves it",
        "! n.zip/big.txt: expected a file, found 31457280 bytes packed into",
        "! n.zip/more.txt: expected 5 bytes, found more",
        "! n.zip/less.txt: expected 90 bytes, found 17",
        "! n.zip/huge.txt: expected at most 64 MB, found 4095 MB; unpack the archive and drop the file itself",
        "! n.zip/secret.txt: expected a file without a password, found an encrypted one",
        "! n.zip/lzma.txt: expected a stored or deflated file, found method 14; pack it again as zip",
        "n.zip/good.txt = text \"good\"",
    ];
    assert_eq!(said.lines().count(), expected.len());
    for (line, expected) in said.lines().zip(expected) {
        assert!(line.starts_with(expected), "{line}");
    }
}

#[test]
fn files_that_overlap_are_refused() {
    // Every entry of the list is the same file: so a few bytes would be read many times.
    let mut one = zip(&[packed("a.txt", &[b'a'; 5000].map(|_| b'x'))]);
    let list = one.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    let end = one.windows(4).position(|bytes| bytes == b"PK\x05\x06").unwrap();
    let entry = one[list..end].to_vec();
    let many = 40_u16;
    let mut tail = one.split_off(end);
    (1..many).for_each(|_| one.extend(&entry));
    tail[8..10].copy_from_slice(&many.to_le_bytes());
    tail[10..12].copy_from_slice(&many.to_le_bytes());
    tail[12..16].copy_from_slice(&(entry.len() as u32 * u32::from(many)).to_le_bytes());
    one.extend(tail);
    let packed = shown(vec![Given::of("n.zip", one.clone())], HashMap::new());
    assert!(packed.lines().count() == 40 || packed.contains("some overlap"), "{packed}");
    // A list that says so of sizes larger than the archive is refused at once.
    let sizes = one.len() as u32;
    for at in (list..list + entry.len() * usize::from(many)).step_by(entry.len()) {
        one[at + 20..at + 24].copy_from_slice(&sizes.to_le_bytes());
    }
    let said = shown(vec![Given::of("n.zip", one)], HashMap::new());
    assert!(said.contains("some overlap"), "{said}");
}

#[test]
fn damage_is_said() {
    let good = zip(&[Packed { method: 0, ..packed("a.txt", b"good words") }]);
    let mut wrong = good.clone();
    let at = good.windows(4).position(|bytes| bytes == b"good").unwrap();
    wrong[at] = b'f';
    let said = shown(vec![Given::of("n.zip", wrong)], HashMap::new());
    assert!(said.starts_with("! n.zip/a.txt: expected the checksum "), "{said}");
    let said = shown(vec![Given::of("n.zip", &good[..good.len() - 5])], HashMap::new());
    assert_eq!(said, "! n.zip: expected the end of a zip archive, found none; is the file cut short?\n");
}

#[test]
fn large_archives_have_large_numbers() {
    let mut zip = zip(&[packed("a.txt", "é".as_bytes())]);
    let list = zip.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap() as u64;
    let end = zip.len() - 24;
    let length = end as u64 - list;
    let mut tail = zip.split_off(end);
    zip.extend(b"PK\x06\x06");
    zip.extend([0; 20]);
    for field in [1, 1, length, list] {
        zip.extend(u64::to_le_bytes(field));
    }
    zip.extend(b"PK\x06\x07\0\0\0\0");
    zip.extend((end as u64).to_le_bytes());
    zip.extend([1, 0, 0, 0]);
    tail[8..12].fill(0xff);
    tail[12..20].fill(0xff);
    zip.extend(tail);
    assert_eq!(shown(vec![Given::of("n.zip", zip)], HashMap::new()), "n.zip/a.txt = text \"é\"\n");
}

proptest! {
    #[test]
    fn files_come_back_whatever_is_damaged(texts in proptest::collection::vec("[a-z漢é\r\n]{0,60}x", 0..5), changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..4), cut in 0..40_usize) {
        let names: Vec<String> = (0..texts.len()).map(|at| format!("f{at}.txt")).collect();
        let files: Vec<_> = names.iter().zip(&texts).map(|(name, text)| packed(name, text.as_bytes())).collect();
        let mut bytes = zip(&files);
        let whole: Vec<Arrival> = Intake::new(vec![Given::of("n.zip", bytes.clone())], HashMap::new()).collect();
        let found: Vec<String> = whole.iter().filter_map(|arrival| match arrival {
            Arrival::Article(record) => Some(record.source.content.to_string()),
            _ => None,
        }).collect();
        prop_assert_eq!(found, texts);
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        bytes.truncate(bytes.len() - cut.min(bytes.len()));
        prop_assert!(Intake::new(vec![Given::of("n.zip", bytes)], HashMap::new()).count() < 1000);
    }
}
