//! The atlas as `src/tagging/places.rs` reads it.

use std::collections::{BTreeMap, HashMap};

use tagline::tagging::places::{BLOCK, Counts, OTHER};

use crate::Result;
use crate::sources::atlas::{Bearers, Row};

/// Writes `data/places.bin`.
pub fn write(levels: &[Vec<(String, Row)>; 5], names: &Bearers) -> Result<()> {
    let first: Vec<usize> = (0..5).map(|level| levels[..level].iter().map(Vec::len).sum()).collect();
    let number = |&(level, at): &(usize, usize)| first[level] + at;
    let rows: Vec<(usize, &Row)> = levels
        .iter()
        .enumerate()
        .flat_map(|(level, rows)| rows.iter().map(move |(_, row)| (level, row)))
        .collect();
    let rows_by_code: HashMap<&str, usize> = levels[..4]
        .iter()
        .enumerate()
        .flat_map(|(level, rows)| {
            rows.iter().enumerate().map(move |(at, (code, _))| (code.as_str(), (level, at)))
        })
        .map(|(code, at)| (code, number(&at)))
        .collect();
    let mut columns: [Vec<u8>; 8] = Default::default();
    let mut groups: Vec<(u16, u16)> = vec![(0, u16::MAX)];
    let mut belongs = "";
    for (at, (_, row)) in rows.iter().enumerate() {
        let (north, east) = row.at();
        let [low, high] = (((north + 90.0) * 100.0).round() as u16).to_le_bytes();
        let [left, right] = (((east + 180.0) * 100.0).round() as u16).to_le_bytes();
        let [id, id_middle, id_high, _] = row.id.to_le_bytes();
        for (column, byte) in
            columns.iter_mut().zip([low, high, left, right, id, id_middle, id_high, size(row.people)])
        {
            column.push(byte);
        }
        if row.parent != belongs {
            belongs = &row.parent;
            let parent = rows_by_code.get(belongs).map_or(u16::MAX, |&parent| parent as u16);
            groups.push((at as u16, parent));
        }
    }
    let labels: Vec<&str> =
        rows.iter().filter(|(level, _)| *level < 3).map(|(_, row)| row.label.as_str()).collect();
    let labels = labels.join("\n") + "\n";
    let mut bearers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (name, rows) in &names.own {
        bearers.entry(name).or_default().extend(rows.iter().map(number));
    }
    let others: BTreeMap<String, Vec<usize>> = names
        .other
        .iter()
        .map(|(name, rows)| {
            let own = names.own.get(name);
            let rows = rows.iter().filter(|row| own.is_none_or(|own| !own.contains(row)));
            (format!("{OTHER}{name}"), rows.map(number).collect())
        })
        .collect();
    for (name, rows) in &others {
        bearers.entry(name).or_default().extend(rows);
    }
    bearers.retain(|name, rows| !name.is_empty() && name.len() < 60 && !rows.is_empty());
    let (mut blocks, mut written): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
    let mut references: Vec<u16> = Vec::new();
    let mut before: &[u8] = &[];
    for (at, (name, rows)) in bearers.iter_mut().enumerate() {
        // The usual one first, then the biggest.
        let usual = names.usual.get(*name).map(number);
        rows.sort_by_key(|&row| (usual != Some(row), std::cmp::Reverse(columns[7][row])));
        rows.truncate(60);
        if at % BLOCK == 0 {
            blocks.extend(&(written.len() as u32).to_le_bytes()[..3]);
            blocks.extend(&(references.len() as u32).to_le_bytes()[..3]);
            before = &[];
        }
        let bytes = name.as_bytes();
        let shared = before.iter().zip(bytes).take_while(|(one, other)| one == other).count();
        written.extend([shared as u8, (bytes.len() - shared) as u8, rows.len() as u8]);
        written.extend(&bytes[shared..]);
        references.extend(rows.iter().map(|&row| row as u16));
        before = bytes;
    }
    let counts = Counts {
        levels: [0, 1, 2, 3, 4].map(|level| levels[level].len()),
        groups: groups.len(),
        labels: labels.len(),
        names: written.len(),
        references: references.len(),
    };
    let mut file: Vec<u8> =
        counts.numbers().iter().flat_map(|&number| (number as u32).to_le_bytes()).collect();
    columns.iter().for_each(|column| file.extend(column));
    levels[0].iter().for_each(|(code, _)| file.extend(code.as_bytes()));
    for part in
        [groups.iter().map(|group| group.0).collect::<Vec<_>>(), groups.iter().map(|group| group.1).collect()]
    {
        file.extend(part.iter().map(|number| number.to_le_bytes()[0]));
        file.extend(part.iter().map(|number| number.to_le_bytes()[1]));
    }
    file.extend(labels.as_bytes());
    file.extend((blocks.len() as u32 / 6).to_le_bytes());
    file.extend(blocks);
    file.extend(written);
    file.extend(references.iter().map(|row| row.to_le_bytes()[0]));
    file.extend(references.iter().map(|row| row.to_le_bytes()[1]));
    println!("places.bin: {} places, {} names, {} bytes", rows.len(), bearers.len(), file.len());
    std::fs::write("data/places.bin", file)?;
    Ok(())
}

/// Twice the power of two that so many people reach, one more from half-way to the next on.
fn size(people: u64) -> u8 {
    let Some(power) = people.checked_ilog2() else { return 0 };
    let half = power > 0 && people >> (power - 1) & 1 == 1;
    (2 * power + u32::from(half)) as u8
}
