//! The paper for a word processor: a small Office Open XML package. Numbers are written as words, so that a clause that
//! somebody strikes out does not number the others anew behind everyone's back.

mod body;
mod parts;
mod xml;

use std::io::{Cursor, Write};

use sojourn_papers::Sheet;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::PressError;

/// The paper as a package; the same sheet gives the same bytes.
pub(crate) fn print(sheet: &Sheet) -> Result<Vec<u8>, PressError> {
    let body = body::document(sheet);
    let (core, foot, styles) = (parts::core(sheet), parts::foot(sheet), parts::styles(sheet));
    let files: [(&str, &str); 9] = [
        ("[Content_Types].xml", parts::CONTENT_TYPES),
        ("_rels/.rels", parts::RELATIONS),
        ("docProps/core.xml", &core),
        ("word/document.xml", &body),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS),
        ("word/styles.xml", &styles),
        ("word/numbering.xml", parts::NUMBERING),
        ("word/settings.xml", parts::SETTINGS),
        ("word/footer1.xml", &foot),
    ];
    pack(&files).map_err(|error| PressError::Engine(error.to_string()))
}

fn pack(files: &[(&str, &str)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // no clock in the package either
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, content) in files {
        archive.start_file(*name, options)?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
