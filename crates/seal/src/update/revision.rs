//! A revision as bytes: the objects, their cross-references in the way the file has them, and the new end.

use super::form::Plan;
use crate::SealError;
use crate::pdf::{Dict, Document, Kind, Value, broken};

pub(super) struct Written {
    pub(super) file: Vec<u8>,
    /// Where the dictionary of the seal begins.
    pub(super) seal: usize,
}

pub(super) fn write(document: &Document<'_>, plan: &Plan) -> Result<Written, SealError> {
    let mut file = document.bytes.to_vec();
    if !file.ends_with(b"\n") {
        file.push(b'\n');
    }
    let mut places = Vec::new();
    let mut seal = 0;
    for (number, (generation, body)) in &plan.objects {
        places.push((*number, file.len(), *generation));
        file.extend(format!("{number} {generation} obj\n").as_bytes());
        if *number == plan.seal {
            seal = file.len();
        }
        file.extend(body);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    match document.kind {
        Kind::Table => table(&mut file, &places, trailer(document, plan.next)?),
        Kind::Stream => stream(&mut file, places, trailer(document, plan.next + 1)?, plan.next)?,
    }
    file.extend(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    Ok(Written { file, seal })
}

fn trailer(document: &Document<'_>, size: u32) -> Result<Dict, SealError> {
    let mut trailer = Dict::default();
    trailer.set("Size", Value::Int(i64::from(size)));
    for key in ["Root", "Info", "ID"] {
        if let Some(value) = document.trailer.get(key) {
            trailer.set(key, value.clone());
        }
    }
    trailer.set("Prev", Value::Int(i64::try_from(document.newest).map_err(|_| too_large())?));
    Ok(trailer)
}

fn table(file: &mut Vec<u8>, places: &[(u32, usize, u16)], trailer: Dict) {
    file.extend(b"xref\n");
    for run in places.chunk_by(|(before, ..), (after, ..)| before + 1 == *after) {
        file.extend(format!("{} {}\n", run[0].0, run.len()).as_bytes());
        for (_, offset, generation) in run {
            file.extend(format!("{offset:010} {generation:05} n \n").as_bytes());
        }
    }
    file.extend(b"trailer\n");
    trailer.write(file);
    file.push(b'\n');
}

/// Not deflated: it is short, and so every reader can follow it.
fn stream(
    file: &mut Vec<u8>,
    mut places: Vec<(u32, usize, u16)>,
    mut dict: Dict,
    own: u32,
) -> Result<(), SealError> {
    places.push((own, file.len(), 0));
    let mut index = Vec::new();
    for run in places.chunk_by(|(before, ..), (after, ..)| before + 1 == *after) {
        index.push(Value::Int(i64::from(run[0].0)));
        index.push(Value::Int(i64::try_from(run.len()).map_err(|_| too_large())?));
    }
    let mut data = Vec::new();
    for (_, offset, generation) in &places {
        data.push(1);
        data.extend(u32::try_from(*offset).map_err(|_| too_large())?.to_be_bytes());
        data.extend(generation.to_be_bytes());
    }
    dict.set("Type", Value::name("XRef"));
    dict.set("W", Value::Array(vec![Value::Int(1), Value::Int(4), Value::Int(2)]));
    dict.set("Index", Value::Array(index));
    dict.set("Length", Value::Int(i64::try_from(data.len()).map_err(|_| too_large())?));
    file.extend(format!("{own} 0 obj\n").as_bytes());
    dict.write(file);
    file.extend(b"\nstream\n");
    file.extend(data);
    file.extend(b"\nendstream\nendobj\n");
    Ok(())
}

fn too_large() -> SealError {
    broken("it is too large.")
}
