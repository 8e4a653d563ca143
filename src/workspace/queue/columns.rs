//! The columns of a page: a number or a text for each row, one behind the other.

use super::bytes::{Malformed, Reader, push_number, text_of};
use super::shelf::Entry;

/// Appends a column of texts, as [`texts`] reads it.
pub fn push_texts<'a>(page: &mut Vec<u8>, texts: impl Iterator<Item = &'a str> + Clone) {
    texts.clone().for_each(|text| push_number(page, text.len() as u64));
    texts.for_each(|text| page.extend_from_slice(text.as_bytes()));
}

/// A column of texts: their lengths, then all of them.
pub fn texts<'a>(
    reader: &mut Reader<'a>,
    count: usize,
    what: &'static str,
) -> Result<impl Iterator<Item = &'a str> + use<'a>, Malformed> {
    let mut lengths = Vec::with_capacity(count);
    let mut sum = 0_usize;
    for _ in 0..count {
        let length = reader.count(what)?;
        sum = sum.saturating_add(length);
        lengths.push(length);
    }
    let from = reader.at();
    let all = text_of(reader.take(sum, what)?, from, what)?;
    let mut end = 0;
    let cut = lengths.iter().all(|length| {
        end += length;
        all.is_char_boundary(end)
    });
    if !cut {
        return Err(Malformed { at: from, expected: what, found: "half a character".to_owned() });
    }
    let mut rest = all;
    Ok(lengths.into_iter().map(move |length| {
        let (text, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = behind;
        text
    }))
}

/// Reads a column: a number for each entry.
pub fn each<'a>(
    reader: &mut Reader<'a>,
    entries: &mut [Entry],
    what: &'static str,
    mut put: impl FnMut(&Reader<'a>, &mut Entry, u32) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    for entry in entries {
        let number = reader.short(what)?;
        put(reader, entry, number)?;
    }
    Ok(())
}

/// Reads a column in which most entries have the same number, or 0 for none, which is not put.
pub fn each_given<'a>(
    reader: &mut Reader<'a>,
    entries: &mut [Entry],
    what: &'static str,
    mut put: impl FnMut(&Reader<'a>, &mut Entry, u32) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    match reader.same(entries.len()) {
        Some(0) => Ok(()),
        Some(number) => entries.iter_mut().try_for_each(|entry| put(reader, entry, number)),
        None => each(
            reader,
            entries,
            what,
            |reader, entry, number| {
                if number > 0 { put(reader, entry, number) } else { Ok(()) }
            },
        ),
    }
}
