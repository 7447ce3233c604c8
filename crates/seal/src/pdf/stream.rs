//! The bytes of a stream, inflated where they are deflated.

use super::work::Work;
use super::{Dict, Parser, Value, broken};
use crate::SealError;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// The bytes between `stream` and `endstream`, as they stand. The parser is behind the dictionary.
pub(super) fn raw<'a>(
    bytes: &'a [u8],
    parser: &mut Parser<'_>,
    length: usize,
) -> Result<&'a [u8], SealError> {
    parser.expect("stream")?;
    let start = match bytes.get(parser.at..) {
        Some([b'\r', b'\n', ..]) => parser.at + 2,
        Some([b'\n', ..]) => parser.at + 1,
        _ => return Err(parser.wrong()),
    };
    let end = start.checked_add(length).filter(|end| *end <= bytes.len()).ok_or_else(|| parser.wrong())?;
    parser.at = end;
    parser.expect("endstream")?;
    Ok(&bytes[start..end])
}

/// What the stream says, its filters undone.
pub(super) fn decode(dict: &Dict, raw: &[u8], work: &Work) -> Result<Vec<u8>, SealError> {
    let plain = match filter(dict)? {
        None => raw.to_vec(),
        Some(()) => decompress_to_vec_zlib_with_limit(raw, work.left_to_inflate())
            .map_err(|_| broken("one of its streams does not inflate."))?,
    };
    work.inflate(plain.len())?;
    match dict.get("DecodeParms").and_then(first) {
        Some(Value::Dict(parameters)) => predicted(&parameters, plain),
        None => Ok(plain),
        Some(_) => Err(broken("how one of its streams is packed cannot be read here.")),
    }
}

fn filter(dict: &Dict) -> Result<Option<()>, SealError> {
    match dict.get("Filter").and_then(first) {
        None => Ok(None),
        Some(Value::Name(name)) if name == b"FlateDecode" => Ok(Some(())),
        Some(_) => Err(broken("one of its streams is packed in a way that cannot be read here.")),
    }
}

/// A value, or that of an array with only one; an array of more becomes one that nobody knows.
fn first(value: &Value) -> Option<Value> {
    match value {
        Value::Array(values) => match values.as_slice() {
            [] | [Value::Null] => None,
            [only] => Some(only.clone()),
            _ => Some(Value::Null),
        },
        other => Some(other.clone()),
    }
}

/// PNG prediction of one-byte samples, as cross-reference streams use it.
fn predicted(parameters: &Dict, plain: Vec<u8>) -> Result<Vec<u8>, SealError> {
    let wrong = || broken("how one of its streams is predicted cannot be read here.");
    if parameters.int("Predictor").unwrap_or(1) == 1 {
        return Ok(plain);
    }
    let columns = parameters
        .get("Columns")
        .map_or(Some(1), Value::as_usize)
        .filter(|columns| (1..=4096).contains(columns))
        .ok_or_else(wrong)?;
    let single =
        parameters.int("Colors").unwrap_or(1) == 1 && parameters.int("BitsPerComponent").unwrap_or(8) == 8;
    if !single
        || !(10..=15).contains(&parameters.int("Predictor").unwrap_or(1))
        || !plain.len().is_multiple_of(columns + 1)
    {
        return Err(wrong());
    }
    let mut out = Vec::with_capacity(plain.len());
    let mut above = vec![0; columns];
    for row in plain.chunks_exact(columns + 1) {
        let mut line = row[1..].to_vec();
        for index in 0..columns {
            let left = if index > 0 { line[index - 1] } else { 0 };
            let corner = if index > 0 { above[index - 1] } else { 0 };
            line[index] =
                line[index].wrapping_add(guess(row[0], left, above[index], corner).ok_or_else(wrong)?);
        }
        out.extend(&line);
        above = line;
    }
    Ok(out)
}

fn guess(kind: u8, left: u8, above: u8, corner: u8) -> Option<u8> {
    match kind {
        0 => Some(0),
        1 => Some(left),
        2 => Some(above),
        3 => Some(left.midpoint(above)),
        4 => {
            let estimate = i16::from(left) + i16::from(above) - i16::from(corner);
            [left, above, corner].into_iter().min_by_key(|near| (estimate - i16::from(*near)).abs())
        }
        _ => None,
    }
}
