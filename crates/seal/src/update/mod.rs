//! The revision behind the file that holds a new seal. Every byte before it stays where it was.

mod form;
mod page;
mod revision;

use crate::message;
use crate::pdf::{Document, Value, broken, text};
use crate::{About, LARGEST, SealError, SealKey};
use form::Plan;
use sha2::{Digest, Sha256};

/// As many digits as the largest file needs, for each number that is filled in later.
const DIGITS: usize = 10;

/// The file with a seal behind it; every byte of `pdf` stays where it was.
///
/// # Errors
/// The file is not a PDF that can be sealed.
pub fn seal(pdf: &[u8], key: &SealKey, about: &About) -> Result<Vec<u8>, SealError> {
    let document = Document::open(pdf)?;
    let mut plan = Plan::new(&document, about)?;
    let room = message::room(key);
    let holes = dictionary(about, room);
    let number = plan.seal;
    plan.objects.insert(number, (0, holes.body));
    let written = revision::write(&document, &plan)?;
    let (mut file, start) = (written.file, written.seal);
    if file.len() > LARGEST {
        return Err(broken(format!("with a seal it would be larger than {} MB.", LARGEST / 1024 / 1024)));
    }
    let gap = start + holes.contents..start + holes.contents + 2 * room + 2;
    let range = format!("0 {} {} {}", gap.start, gap.end, file.len() - gap.end);
    put(&mut file, start + holes.range, range.as_bytes());
    let digest = Sha256::new().chain_update(&file[..gap.start]).chain_update(&file[gap.end..]).finalize();
    let made = message::make(&digest, key)?;
    if made.len() > room {
        return Err(crate::key::key("its certificates are too large for a seal."));
    }
    put(&mut file, gap.start + 1, hex::encode(made).as_bytes());
    Ok(file)
}

fn put(file: &mut [u8], at: usize, bytes: &[u8]) {
    file[at..at + bytes.len()].copy_from_slice(bytes);
}

/// The seal's dictionary with its two holes, and where they are in it.
struct Holes {
    body: Vec<u8>,
    range: usize,
    contents: usize,
}

fn dictionary(about: &About, room: usize) -> Holes {
    let mut body =
        b"<</Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/ByteRange [".to_vec();
    let range = body.len();
    body.resize(range + 1 + 3 * (1 + DIGITS), b' ');
    body.extend(b"]\n/Contents ");
    let contents = body.len();
    body.push(b'<');
    body.resize(contents + 1 + 2 * room, b'0');
    body.extend(b">\n/M ");
    for (value, key) in
        [(text::encode(&text::date(about.at)), "\n/Name "), (text::encode(&about.name), "\n/Reason ")]
    {
        Value::Text(value).write(&mut body);
        body.extend(key.as_bytes());
    }
    Value::Text(text::encode(&about.reason)).write(&mut body);
    body.extend(b"\n>>");
    Holes { body, range, contents }
}
