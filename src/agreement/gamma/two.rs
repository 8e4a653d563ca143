//! The best alignment of two annotators: an assignment, solved exactly by shortest augmenting paths.
//!
//! Kuhn's Hungarian method (1955) in the form of Jonker and Volgenant (1987): one unit of the first annotator after another gets
//! a partner of the second's, or stays alone, along the cheapest path of changes. Only pairs that can be in a best alignment
//! are looked at, so that a path stays near where it begins.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::unit::Continuum;
use super::{Cost, Work};

/// The pairs of a best alignment; all other units are alone. `None` where finding them takes too long.
pub fn pairs(continuum: &Continuum, candidates: &[Vec<usize>], work: &mut Work) -> Option<Vec<Vec<usize>>> {
    let count = continuum.units.len();
    let mut assignment = Assignment {
        partners: vec![Vec::new(); count],
        of_row: vec![None; count],
        of_column: vec![None; count],
        price_of_row: vec![0.0; count],
        price_of_column: vec![0.0; count],
        reached: vec![f64::INFINITY; count],
        from: vec![None; count],
    };
    for pair in candidates {
        let &[one, other] = pair.as_slice() else { continue };
        let first = continuum.units.get(one).is_some_and(|unit| unit.annotator == 0);
        let (row, column) = if first { (one, other) } else { (other, one) };
        // What it saves over both alone.
        let cost = continuum.unitary(pair) - 2.0;
        assignment.partners.get_mut(row)?.push((column, cost));
    }
    for row in 0..count {
        if assignment.partners.get(row).is_some_and(|partners| !partners.is_empty()) {
            assignment.add(row, work)?;
        }
    }
    let mut pairs = Vec::new();
    for (row, column) in assignment.of_row.iter().enumerate() {
        pairs.extend(column.map(|column| vec![row.min(column), row.max(column)]));
    }
    Some(pairs)
}

/// Rows and columns by the numbers of their units. What a pair costs, less both prices, is never negative, and 0 if the two are
/// partners; the same holds for a row alone, whose cost is 0.
struct Assignment {
    partners: Vec<Vec<(usize, f64)>>,
    of_row: Vec<Option<usize>>,
    of_column: Vec<Option<usize>>,
    price_of_row: Vec<f64>,
    price_of_column: Vec<f64>,
    /// For the path that is being looked for: how far each column is, and the row before it.
    reached: Vec<f64>,
    from: Vec<Option<usize>>,
}

impl Assignment {
    /// Finds a partner for `row`, or leaves it or another one alone.
    fn add(&mut self, row: usize, work: &mut Work) -> Option<()> {
        let alone = 0.0;
        let cheapest = self.partners[row].iter().map(|(column, cost)| cost - self.price_of_column[*column]);
        self.price_of_row[row] = cheapest.fold(alone, f64::min);
        let mut heap = BinaryHeap::new();
        let mut touched = Vec::new();
        let mut closed: Vec<(usize, f64)> = Vec::new();
        // The shortest way to a row that ends alone, and that row.
        let (mut shortest, mut last_row) = (f64::INFINITY, row);
        let (mut at, mut base) = (row, 0.0);
        let end = loop {
            let left_alone = base + alone - self.price_of_row[at];
            if left_alone < shortest {
                (shortest, last_row) = (left_alone, at);
            }
            work.spend(1 + self.partners[at].len() as u64)?;
            for &(column, cost) in &self.partners[at] {
                let slack = (cost - self.price_of_row[at] - self.price_of_column[column]).max(0.0);
                if base + slack < self.reached[column] {
                    self.reached[column] = base + slack;
                    self.from[column] = Some(at);
                    touched.push(column);
                    heap.push(Reverse((Cost(base + slack), column)));
                }
            }
            let next = loop {
                match heap.pop() {
                    Some(Reverse((Cost(length), column))) if length > self.reached[column] => continue,
                    other => break other,
                }
            };
            match next {
                Some(Reverse((Cost(length), column))) if length < shortest => {
                    let Some(partner) = self.of_column[column] else {
                        shortest = length;
                        break Some(column);
                    };
                    closed.push((column, length));
                    (at, base) = (partner, length);
                }
                _ => break None,
            }
        };
        self.price_of_row[row] += shortest;
        for (column, length) in closed {
            let more = shortest - length;
            self.price_of_column[column] -= more;
            if let Some(partner) = self.of_column[column] {
                self.price_of_row[partner] += more;
            }
        }
        // The row that ends alone gives its column away; from there every row on the way takes the one that the next had.
        let mut free = end.or_else(|| self.of_row[last_row].take());
        while let Some(column) = free {
            let Some(taker) = self.from[column] else { break };
            free = self.of_row[taker].replace(column);
            self.of_column[column] = Some(taker);
            if taker == row {
                break;
            }
        }
        for column in touched {
            (self.reached[column], self.from[column]) = (f64::INFINITY, None);
        }
        Some(())
    }
}
