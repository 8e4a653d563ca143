//! Files that belong together as one: a zip archive (PKWARE, "APPNOTE.TXT", 6.3.10), deflated, without times.

use std::io::{Cursor, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use super::intake::unpacked;
use crate::format::File;

/// That names are UTF-8 (general purpose bit 11).
const UTF_8: u16 = 1 << 11;
/// The version of the standard that is needed to unpack: 2.0, for deflated files.
const NEEDED: u16 = 20;
/// 1 January 1980, the first day that an archive can name: the same project gives the same bytes.
const NO_DAY: u16 = 0x21;

/// A zip archive of `files`. The same files always give the same bytes.
pub fn pack(files: &[File]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut list = Vec::new();
    let mut count: u64 = 0;
    for file in files {
        let content = file.content.as_bytes();
        let mut check = Crc::new();
        check.update(content);
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
        // Writing into memory does not fail.
        let packed = deflate.write_all(content).and_then(|()| deflate.finish()).unwrap_or_default();
        let offset = archive.len() as u32;
        let mut common = Vec::new();
        for number in [NEEDED, UTF_8, 8, 0, NO_DAY] {
            common.extend(number.to_le_bytes());
        }
        for number in [check.sum(), packed.len() as u32, content.len() as u32] {
            common.extend(number.to_le_bytes());
        }
        common.extend((file.name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&common);
        archive.extend(file.name.as_bytes());
        archive.extend(packed);
        list.extend(b"PK\x01\x02");
        list.extend(NEEDED.to_le_bytes());
        list.extend(&common);
        // No comment, the first disk, no attributes.
        list.extend([0; 10]);
        list.extend(offset.to_le_bytes());
        list.extend(file.name.as_bytes());
        count += 1;
    }
    let start = archive.len() as u32;
    archive.extend(&list);
    let small = u16::try_from(count).unwrap_or(u16::MAX);
    if small == u16::MAX {
        // So many files have their number in a record of its own, and that its place in another.
        let end = archive.len() as u64;
        archive.extend(b"PK\x06\x06");
        archive.extend(44_u64.to_le_bytes());
        archive.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for number in [count, count, list.len() as u64, u64::from(start)] {
            archive.extend(number.to_le_bytes());
        }
        archive.extend(b"PK\x06\x07\0\0\0\0");
        archive.extend(end.to_le_bytes());
        archive.extend(1_u32.to_le_bytes());
    }
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(small.to_le_bytes());
    archive.extend(small.to_le_bytes());
    archive.extend((list.len() as u32).to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

/// Whether these bytes begin a zip archive.
pub fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The files of a zip archive, as texts.
///
/// # Errors
///
/// Where it is none, or a file in it is no text: which one, what was expected and found.
pub fn unpack(bytes: Vec<u8>) -> Result<Vec<File>, String> {
    unpacked(Box::new(Cursor::new(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_archive_is_refused() {
        for bytes in [&b""[..], b"PK", b"PK\x03\x04 and no more"] {
            let error = unpack(bytes.to_vec()).unwrap_err();
            assert!(error.contains("expected the end of a zip archive"), "{error}");
        }
        let mut packed = pack(&[File { name: "é/漢.txt".into(), content: "👩‍🚀\r\n".repeat(99) }]);
        packed[60] ^= 1;
        let error = unpack(packed).unwrap_err();
        assert!(error.starts_with("é/漢.txt: expected"), "{error}");
    }

    #[test]
    fn many_files_are_as_many() {
        let files: Vec<File> =
            (0..70_000).map(|at| File { name: at.to_string(), content: String::new() }).collect();
        assert_eq!(unpack(pack(&files)).unwrap().len(), files.len());
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(contents in proptest::collection::vec("(?s).{0,60}", 0..5)) {
            let files: Vec<File> = contents
                .into_iter()
                .enumerate()
                .map(|(at, content)| File { name: format!("{at}/é.txt"), content })
                .collect();
            prop_assert_eq!(unpack(pack(&files)).unwrap(), files);
        }
    }
}
