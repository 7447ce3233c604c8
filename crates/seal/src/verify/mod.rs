//! Every seal of a file, and what is wrong with it.

mod find;
mod site;

use crate::pdf::Document;
use crate::{Found, SealError};

/// Every seal in the file, first to last; none for a file that was never sealed.
///
/// # Errors
/// The bytes are not a PDF, or one that asks for more work than a file can be worth.
pub fn verify(pdf: &[u8]) -> Result<Vec<Found>, SealError> {
    let document = Document::open(pdf)?;
    let mut seals: Vec<(usize, Found)> = Vec::new();
    for place in find::seals(&document)? {
        seals.push(match place {
            find::Seal::At { offset, listed } => site::judge(&document, offset, listed),
            find::Seal::Lost(fault) => (0, lost(vec![fault])),
        });
    }
    seals.sort_by_key(|(end, _)| *end);
    for index in 0..seals.len() {
        let words = uncovered(&seals, index, pdf.len());
        seals[index].1.faults.extend(words);
    }
    Ok(seals.into_iter().map(|(_, found)| found).collect())
}

fn lost(faults: Vec<String>) -> Found {
    Found { signer: String::new(), certificate: String::new(), at: None, intact: false, whole: false, faults }
}

/// What to say of the bytes behind a seal. Nothing when a later seal with the same certificate covers them.
fn uncovered(seals: &[(usize, Found)], index: usize, length: usize) -> Option<String> {
    let (end, found) = &seals[index];
    if !found.intact || found.whole {
        return None;
    }
    let added = length - end;
    match seals[index + 1..].iter().map(|(_, later)| later).find(|later| later.intact && later.whole) {
        Some(later) if later.certificate == found.certificate => None,
        Some(later) => Some(format!(
            "{added} bytes were added behind this seal; a later seal, of {}, covers them.",
            later.signer
        )),
        None => Some(format!("{added} bytes were added behind this seal, and no seal covers them.")),
    }
}
