//! Zip archives (PKWARE, "APPNOTE.TXT", 6.3.10): which files are in one, and each file's bytes, one file at a time.
//!
//! Only what such archives of articles are made of is read: stored and deflated files, without a password. Names never become
//! paths of a disk; one that would leave its folder is refused all the same. A file that grows out of proportion is, too.

use std::io::{Read, SeekFrom};

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::{Content, LARGEST, decode};
use crate::format::File;

/// So many times its packed size a file may have, beyond the first megabyte: text is packed to a tenth at best, but for tricks.
const MOST_TIMES: u64 = 200;
/// The most bytes of an archive's list of files.
const LONGEST_LIST: u64 = 256 << 20;

const LOCAL: u32 = 0x0403_4b50;
const LISTED: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const END_64: u32 = 0x0606_4b50;
const LOCATOR_64: u32 = 0x0706_4b50;

/// An archive that is being read.
pub struct Archive {
    content: Box<dyn Content>,
    /// The list of its files, from the next one on.
    list: Vec<u8>,
    at: usize,
    left: u64,
    /// How many packed bytes were read.
    read: u64,
}

/// A file of an archive, as it is listed.
struct Entry {
    name: Result<String, String>,
    flags: u16,
    method: u16,
    check: u32,
    packed: u64,
    size: u64,
    offset: u64,
}

impl Archive {
    /// Reads the list of an archive.
    pub fn open(mut content: Box<dyn Content>) -> Result<Archive, String> {
        let size = content.seek(SeekFrom::End(0)).map_err(failed)?;
        // The end of the list is 22 bytes and a comment of up to 65,535.
        let from = size.saturating_sub(22 + 0xffff);
        let tail = read_at(&mut *content, from, size - from)?;
        let ends = |at: &usize| {
            number(&tail, *at, 4) == Some(END.into())
                && number(&tail, at + 20, 2).is_some_and(|comment| at + 22 + comment as usize <= tail.len())
        };
        let Some(at) = (0..tail.len().saturating_sub(21)).rev().find(ends) else {
            return Err("expected the end of a zip archive, found none; is the file cut short?".to_owned());
        };
        let field = |from: usize, width: usize| number(&tail, at + from, width).unwrap_or_default();
        let (mut count, mut length, mut start) = (field(10, 2), field(12, 4), field(16, 4));
        if count == 0xffff || length == 0xffff_ffff || start == 0xffff_ffff {
            // A large one has its true numbers before.
            let locator = at.checked_sub(20).filter(|at| number(&tail, *at, 4) == Some(LOCATOR_64.into()));
            if let Some(place) = locator.and_then(|at| number(&tail, at + 8, 8)) {
                let end = read_at(&mut *content, place, 56)?;
                if number(&end, 0, 4) != Some(END_64.into()) {
                    return Err("expected the end of a large zip archive, found other bytes".to_owned());
                }
                let field = |from: usize| number(&end, from, 8).unwrap_or_default();
                (count, length, start) = (field(32), field(40), field(48));
            }
        }
        if start.checked_add(length).is_none_or(|end| end > size) || length > LONGEST_LIST {
            return Err(format!(
                "expected a list of files within the archive, found one of {length} bytes at {start}; is the file cut short?"
            ));
        }
        let list = read_at(&mut *content, start, length)?;
        let archive = Archive { content, list, at: 0, left: count, read: 0 };
        // Files that overlap are a trick: so little becomes so much.
        let packed = archive.entries().fold(0, |sum: u64, entry| sum.saturating_add(entry.packed));
        if packed > size {
            return Err(format!(
                "expected files of at most {size} packed bytes, found {packed}: some overlap"
            ));
        }
        Ok(archive)
    }

    /// How many packed bytes were read.
    pub fn read(&self) -> u64 {
        self.read
    }

    /// The next file's name and bytes, or why it can't be had. Folders are passed over.
    pub fn next(&mut self) -> Option<(String, Result<Vec<u8>, String>)> {
        self.next_of(|_| true)
    }

    /// The same of the next file with a name that is `wanted`.
    pub fn next_of(&mut self, wanted: impl Fn(&str) -> bool) -> Option<(String, Result<Vec<u8>, String>)> {
        while self.left > 0 {
            self.left -= 1;
            let Some(entry) = entry(&self.list, &mut self.at) else {
                let message = format!("expected {} files more, found the end of the list", self.left + 1);
                self.left = 0;
                return Some(("".to_owned(), Err(message)));
            };
            let name = match &entry.name {
                Ok(name) | Err(name) => name.clone(),
            };
            if name.ends_with('/') && entry.size == 0 || !wanted(&name) {
                continue;
            }
            let bytes = self.bytes(&entry);
            self.read += entry.packed;
            return Some((name, bytes));
        }
        None
    }

    /// The names of the files that are left.
    pub fn names(&self) -> Vec<String> {
        self.entries().filter_map(|entry| entry.name.ok()).collect()
    }

    /// The files that are left, all of them texts.
    pub fn texts(&mut self) -> Result<Vec<File>, String> {
        let mut files = Vec::new();
        let mut size = 0;
        while let Some((name, bytes)) = self.next() {
            let read = bytes.and_then(|bytes| {
                size += bytes.len() as u64;
                if size > LARGEST {
                    return Err(format!(
                        "expected at most {} MB in all, found more; split the archive",
                        LARGEST >> 20
                    ));
                }
                // A byte order mark is a text's own here: its offsets may count it.
                String::from_utf8(bytes).or_else(|error| decode(error.into_bytes()))
            });
            let content = read.map_err(|message| format!("{name}: {message}"))?;
            files.push(File { name, content });
        }
        Ok(files)
    }

    fn entries(&self) -> impl Iterator<Item = Entry> {
        let mut at = self.at;
        std::iter::from_fn(move || entry(&self.list, &mut at))
            .take(usize::try_from(self.left).unwrap_or(usize::MAX))
    }

    fn bytes(&mut self, entry: &Entry) -> Result<Vec<u8>, String> {
        if entry.name.is_err() {
            return Err("expected a name within the archive, found one that leaves it".to_owned());
        }
        if entry.flags & 1 != 0 {
            return Err("expected a file without a password, found an encrypted one".to_owned());
        }
        if entry.method != 0 && entry.method != 8 {
            return Err(format!(
                "expected a stored or deflated file, found method {}; pack it again as zip",
                entry.method
            ));
        }
        if entry.size > LARGEST {
            let (most, size) = (LARGEST >> 20, entry.size >> 20);
            return Err(format!(
                "expected at most {most} MB, found {size} MB; unpack the archive and drop the file itself"
            ));
        }
        if entry.size > entry.packed.saturating_mul(MOST_TIMES).saturating_add(1 << 20) {
            return Err(format!("expected a file, found {} bytes packed into {}", entry.size, entry.packed));
        }
        let local = read_at(&mut *self.content, entry.offset, 30)?;
        let (Some(mark), Some(name), Some(extra)) =
            (number(&local, 0, 4), number(&local, 26, 2), number(&local, 28, 2))
        else {
            return Err(format!("expected a file at byte {}, found the end", entry.offset));
        };
        if mark != u64::from(LOCAL) {
            return Err(format!("expected a file at byte {}, found other bytes", entry.offset));
        }
        let from = entry.offset.saturating_add(30 + name + extra);
        self.content.seek(SeekFrom::Start(from)).map_err(failed)?;
        let packed = (&mut *self.content).take(entry.packed);
        let mut bytes = Vec::new();
        // One byte more than there should be shows that there is more.
        let read = match entry.method {
            0 => packed.take(entry.size + 1).read_to_end(&mut bytes),
            _ => DeflateDecoder::new(packed).take(entry.size + 1).read_to_end(&mut bytes),
        };
        read.map_err(|error| format!("expected deflated bytes, found others: {error}"))?;
        if bytes.len() as u64 != entry.size {
            let found =
                if bytes.len() as u64 > entry.size { "more".to_owned() } else { bytes.len().to_string() };
            return Err(format!("expected {} bytes, found {found}", entry.size));
        }
        let mut check = Crc::new();
        check.update(&bytes);
        if check.sum() != entry.check {
            return Err(format!(
                "expected the checksum {:08x}, found {:08x}; is the archive damaged?",
                entry.check,
                check.sum()
            ));
        }
        Ok(bytes)
    }
}

/// The file at `at` of a list; nothing if there is none.
fn entry(list: &[u8], at: &mut usize) -> Option<Entry> {
    let field = |from: usize, width: usize| number(list, *at + from, width);
    if field(0, 4)? != u64::from(LISTED) {
        return None;
    }
    let (name_length, extra_length, comment) =
        (field(28, 2)? as usize, field(30, 2)? as usize, field(32, 2)? as usize);
    let name = list.get(*at + 46..*at + 46 + name_length)?;
    let extra = list.get(*at + 46 + name_length..*at + 46 + name_length + extra_length)?;
    let flags = field(8, 2)? as u16;
    let (mut packed, mut size, mut offset) = (field(20, 4)?, field(24, 4)?, field(42, 4)?);
    // A large file has its true numbers in the extra field 1, those that don't fit alone, in this order.
    let mut large = extra_field(extra, 1).unwrap_or_default();
    for field in [&mut size, &mut packed, &mut offset] {
        if *field == 0xffff_ffff
            && let Some(true_one) = number(large, 0, 8)
        {
            *field = true_one;
            large = large.get(8..).unwrap_or_default();
        }
    }
    let (method, check) = (field(10, 2)? as u16, field(16, 4)? as u32);
    *at += 46 + name_length + extra_length + comment;
    Some(Entry { name: checked(name_of(name)), flags, method, check, packed, size, offset })
}

/// An extra field's bytes.
fn extra_field(mut extra: &[u8], wanted: u64) -> Option<&[u8]> {
    while extra.len() >= 4 {
        let (kind, length) = (number(extra, 0, 2)?, number(extra, 2, 2)? as usize);
        let field = extra.get(4..4 + length)?;
        if kind == wanted {
            return Some(field);
        }
        extra = extra.get(4 + length..)?;
    }
    None
}

/// A name as it is written: UTF-8, else the code page of the first PCs.
fn name_of(bytes: &[u8]) -> String {
    if let Ok(name) = std::str::from_utf8(bytes) {
        return name.to_owned();
    }
    let high = |byte: &u8| byte.checked_sub(128).and_then(|place| CODE_PAGE_437.chars().nth(place.into()));
    bytes.iter().map(|byte| high(byte).unwrap_or(char::from(*byte))).collect()
}

/// The name, if it names something within the archive.
fn checked(name: String) -> Result<String, String> {
    let name = name.replace('\\', "/");
    let leaves = name.starts_with('/')
        || name.contains(['\0', ':'])
        || name.is_empty()
        || name.split('/').any(|part| part == "..");
    if leaves { Err(name.replace('\0', "\u{fffd}")) } else { Ok(name) }
}

const CODE_PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// A number of `width` bytes, the lowest first.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(width)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

fn read_at(content: &mut dyn Content, at: u64, length: u64) -> Result<Vec<u8>, String> {
    content.seek(SeekFrom::Start(at)).map_err(failed)?;
    let mut bytes = Vec::new();
    content.take(length).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

fn failed(error: std::io::Error) -> String {
    format!("expected a file that can be read: {error}")
}
