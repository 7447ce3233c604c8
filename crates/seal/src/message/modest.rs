//! A look at a DER message before it is decoded, so that decoding cannot take long.
//!
//! Sets are sorted while they are decoded, in time that grows with the square of their number; a hostile seal
//! could hold a set of a million members.

/// The largest message, in bytes.
const LARGEST: usize = 512 * 1024;
/// The most elements in the whole message.
const MOST: usize = 20_000;
/// The most members of one sequence or set.
const MOST_MEMBERS: usize = 256;
/// The deepest nesting.
const DEEPEST: usize = 32;

/// The length of the first element, when it and everything within is of a size that can be decoded quickly.
pub(crate) fn measure(bytes: &[u8]) -> Option<usize> {
    let (header, length) = header(bytes)?;
    let whole = header.checked_add(length)?;
    if whole > LARGEST || whole > bytes.len() {
        return None;
    }
    let mut seen = 0;
    walk(&bytes[..whole], DEEPEST, &mut seen).then_some(whole)
}

fn walk(mut bytes: &[u8], depth: usize, seen: &mut usize) -> bool {
    let mut members = 0;
    while !bytes.is_empty() {
        let Some((header, length)) = header(bytes) else { return false };
        let Some(inside) = bytes.get(header..header.saturating_add(length)) else { return false };
        *seen += 1;
        members += 1;
        if *seen > MOST || members > MOST_MEMBERS || depth == 0 {
            return false;
        }
        let constructed = bytes[0] & 0x20 != 0;
        if constructed && !walk(inside, depth - 1, seen) {
            return false;
        }
        bytes = &bytes[header + length..];
    }
    true
}

/// How long the header is, and what it says of the length of what follows. Tags of one byte only: a seal has no
/// others.
fn header(bytes: &[u8]) -> Option<(usize, usize)> {
    let tag = *bytes.first()?;
    if tag & 0x1f == 0x1f {
        return None;
    }
    let first = usize::from(*bytes.get(1)?);
    if first < 0x80 {
        return Some((2, first));
    }
    let count = first & 0x7f;
    if count == 0 || count > 4 {
        return None;
    }
    let length = bytes.get(2..2 + count)?.iter().fold(0, |sum, byte| (sum << 8) | usize::from(*byte));
    Some((2 + count, length))
}
