//! Where the seals of a file are: those the form names, and those that stand in the file though it does not.
//!
//! Two ways, so that no single change of the file hides a seal: a broken form leaves the seal where it stands, and a
//! broken seal is still named by the form.

use crate::SealError;
use crate::pdf::{Dict, Document, Place, Value, broken};
use std::collections::{BTreeMap, BTreeSet};

/// Seals in one file; more are not an agreement but an attack on the time of the reader.
const MOST_SEALS: usize = 32;
const MOST_FIELDS: usize = 10_000;

pub(super) enum Seal {
    /// An object at this byte; `listed` when the form names it.
    At { offset: usize, listed: bool },
    /// The form names one that is not there.
    Lost(String),
}

pub(super) fn seals(document: &Document<'_>) -> Result<Vec<Seal>, SealError> {
    let mut at = BTreeMap::new();
    let mut lost = Vec::new();
    for value in named(document)? {
        let place = if let Value::Ref(id) = value { document.place(id.number) } else { Place::Free };
        match place {
            Place::At { offset, .. } => {
                at.insert(offset, true);
            }
            _ => lost.push(Seal::Lost(
                "The form names a seal that is not in the file as an object of its own.".to_owned(),
            )),
        }
        enough(at.len() + lost.len())?;
    }
    standing(document, &mut at)?;
    enough(at.len() + lost.len())?;
    lost.extend(at.into_iter().map(|(offset, listed)| Seal::At { offset, listed }));
    Ok(lost)
}

fn enough(count: usize) -> Result<(), SealError> {
    if count > MOST_SEALS { Err(broken(format!("it has more than {MOST_SEALS} seals."))) } else { Ok(()) }
}

/// The values of the signature fields.
fn named(document: &Document<'_>) -> Result<Vec<Value>, SealError> {
    let root = document.trailer.get("Root").ok_or_else(|| broken("it has no catalogue."))?;
    let Value::Dict(catalogue) = document.resolve(root)? else {
        return Err(broken("its catalogue cannot be read."));
    };
    let Some(form) = catalogue.get("AcroForm") else { return Ok(Vec::new()) };
    let Value::Dict(form) = document.resolve(form)? else { return Err(broken("its form cannot be read.")) };
    let Some(fields) = form.get("Fields") else { return Ok(Vec::new()) };
    let mut open = children(document, fields, false)?;
    let mut seen = BTreeSet::new();
    let mut named = Vec::new();
    while let Some((field, inherited)) = open.pop() {
        if let Value::Ref(id) = field
            && !seen.insert(id)
        {
            continue;
        }
        let Value::Dict(field) = document.resolve(&field)? else {
            return Err(broken("a field of its form cannot be read."));
        };
        let signs = if field.get("FT").is_some() { field.is("FT", "Sig") } else { inherited };
        named.extend(field.get("V").filter(|_| signs).cloned());
        open.extend(kids(document, &field, signs)?);
        if seen.len() + open.len() > MOST_FIELDS {
            return Err(broken("its form has more fields than can be looked at."));
        }
    }
    Ok(named)
}

fn kids(document: &Document<'_>, field: &Dict, signs: bool) -> Result<Vec<(Value, bool)>, SealError> {
    field.get("Kids").map_or(Ok(Vec::new()), |kids| children(document, kids, signs))
}

fn children(document: &Document<'_>, list: &Value, signs: bool) -> Result<Vec<(Value, bool)>, SealError> {
    match document.resolve(list)? {
        Value::Array(children) => Ok(children.into_iter().map(|child| (child, signs)).collect()),
        _ => Err(broken("the fields of its form cannot be read.")),
    }
}

/// Adds every object of any revision that a `/ByteRange` stands in.
fn standing(document: &Document<'_>, at: &mut BTreeMap<usize, bool>) -> Result<(), SealError> {
    let mut last = None;
    for hit in memchr::memmem::find_iter(document.bytes, b"/ByteRange") {
        let offset = document.offsets.range(..hit).next_back().copied();
        if offset == last {
            continue;
        }
        last = offset;
        if let Some(offset) = offset
            && !at.contains_key(&offset)
            && super::site::is_seal(document, offset)?
        {
            at.insert(offset, false);
        }
        if at.len() > MOST_SEALS {
            break;
        }
    }
    Ok(())
}
