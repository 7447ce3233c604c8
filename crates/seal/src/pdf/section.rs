//! One section of the cross-references: a table with its trailer, or a stream that is both.

use super::work::Work;
use super::{Dict, Parser, Value, broken, stream};
use crate::SealError;

/// Larger object numbers than any reader takes.
const MOST_OBJECTS: u32 = 8_388_607;

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Free,
    /// At this byte of the file.
    At {
        offset: usize,
        generation: u16,
    },
    /// In an object stream.
    Packed {
        stream: u32,
        index: usize,
    },
}

pub(super) struct Section {
    pub(super) trailer: Dict,
    pub(super) places: Vec<(u32, Place)>,
    pub(super) is_table: bool,
}

pub(super) fn read(bytes: &[u8], at: usize, work: &Work) -> Result<Section, SealError> {
    let mut parser = Parser::new(bytes, at, work);
    let section =
        if parser.take("xref") { table(&mut parser, work)? } else { as_stream(bytes, &mut parser, work)? };
    work.parsed(parser.at.saturating_sub(at))?;
    Ok(section)
}

fn table(parser: &mut Parser<'_>, work: &Work) -> Result<Section, SealError> {
    let mut places = Vec::new();
    while !parser.take("trailer") {
        let start: u32 = parser.number()?;
        let count: u32 = parser.number()?;
        for number in start..checked_end(start, count)? {
            work.entry()?;
            let offset: usize = parser.number()?;
            let generation = parser.number::<u32>()?;
            let used = parser.take("n");
            if !used {
                parser.expect("f")?;
            }
            // A used object at byte nought is what some writers make of a free one.
            let place = match u16::try_from(generation) {
                Ok(generation) if used && offset > 0 => Place::At { offset, generation },
                _ => Place::Free,
            };
            places.push((number, place));
        }
    }
    match parser.value()? {
        Value::Dict(trailer) => Ok(Section { trailer, places, is_table: true }),
        _ => Err(parser.wrong()),
    }
}

fn checked_end(start: u32, count: u32) -> Result<u32, SealError> {
    start
        .checked_add(count)
        .filter(|end| *end <= MOST_OBJECTS)
        .ok_or_else(|| broken("its object numbers are out of reach."))
}

fn as_stream(bytes: &[u8], parser: &mut Parser<'_>, work: &Work) -> Result<Section, SealError> {
    let missing = |_| broken("its cross-references are not where the end of the file says.");
    parser.heading().map_err(missing)?;
    let Value::Dict(trailer) = parser.value().map_err(missing)? else { return Err(parser.wrong()) };
    let wrong = || broken("its cross-reference stream cannot be read.");
    if !trailer.is("Type", "XRef") {
        return Err(wrong());
    }
    let length = trailer.get("Length").and_then(Value::as_usize).ok_or_else(wrong)?;
    let data = stream::decode(&trailer, stream::raw(bytes, parser, length)?, work)?;
    let widths = numbers(trailer.get("W"))
        .filter(|widths| widths.len() == 3 && widths.iter().all(|width| *width <= 8))
        .ok_or_else(wrong)?;
    let size = trailer.get("Size").and_then(Value::as_usize).ok_or_else(wrong)?;
    let index =
        if trailer.get("Index").is_some() { numbers(trailer.get("Index")) } else { Some(vec![0, size]) };
    let index = index.filter(|index| index.len() % 2 == 0).ok_or_else(wrong)?;
    let row: usize = widths.iter().sum();
    let mut rows = data.chunks_exact(row.max(1));
    let mut places = Vec::new();
    for pair in index.chunks_exact(2) {
        let (start, count) =
            (u32::try_from(pair[0]).map_err(|_| wrong())?, u32::try_from(pair[1]).map_err(|_| wrong())?);
        for number in start..checked_end(start, count)? {
            work.entry()?;
            places.push((number, place(rows.next().ok_or_else(wrong)?, &widths).ok_or_else(wrong)?));
        }
    }
    // Rows that no number is given to would hide a change of the numbers.
    if rows.next().is_some() || !rows.remainder().is_empty() {
        return Err(wrong());
    }
    Ok(Section { trailer, places, is_table: false })
}

fn place(row: &[u8], widths: &[usize]) -> Option<Place> {
    let (kind, rest) = row.split_at_checked(widths[0])?;
    let (second, third) = rest.split_at_checked(widths[1])?;
    let kind = if kind.is_empty() { 1 } else { big_endian(kind) };
    let (second, third) = (big_endian(second), big_endian(third));
    Some(match kind {
        1 => Place::At { offset: usize::try_from(second).ok()?, generation: u16::try_from(third).ok()? },
        2 => Place::Packed { stream: u32::try_from(second).ok()?, index: usize::try_from(third).ok()? },
        _ => Place::Free,
    })
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

fn numbers(value: Option<&Value>) -> Option<Vec<usize>> {
    match value {
        Some(Value::Array(values)) => values.iter().map(Value::as_usize).collect(),
        _ => None,
    }
}
