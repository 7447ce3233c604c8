//! `sojourn agreement render`: the papers of a case as files.

use std::io::Write;
use std::path::{Path, PathBuf};

use sojourn_papers::{Case, DocumentMeta, Draft, render_html, sheet};

use super::output::write_whole;
use super::{Ending, Trouble, say};

/// What a paper becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Pdf,
    Html,
    Word,
}

impl Format {
    fn of(path: &Path) -> Result<Self, Trouble> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        match ending.to_ascii_lowercase().as_str() {
            "pdf" => Ok(Self::Pdf),
            "html" | "htm" => Ok(Self::Html),
            "docx" => Ok(Self::Word),
            _ => {
                let path = path.display();
                Err(Trouble(format!("{path}: end the name of the output with .pdf, .html or .docx.")))
            }
        }
    }

    fn bytes(self, draft: &Draft, meta: &DocumentMeta) -> Result<Vec<u8>, Trouble> {
        let trouble = |error: &dyn std::fmt::Display| Trouble(format!("{}: {error}", meta.number));
        if self == Self::Html {
            return render_html(draft, meta).map_err(|error| trouble(&error));
        }
        let sheet = sheet(draft, meta).map_err(|error| trouble(&error))?;
        let bytes = if self == Self::Pdf { sojourn_press::pdf(&sheet) } else { sojourn_press::docx(&sheet) };
        bytes.map_err(|error| trouble(&error))
    }
}

/// Makes every paper first and writes then, so that a paper that cannot be made leaves no half set behind.
pub(super) fn run(case: &Case, output: &Path, out: &mut impl Write) -> Result<Ending, Trouble> {
    let format = Format::of(output)?;
    let bundle = case.assemble().map_err(|error| Trouble(error.to_string()))?;
    let count = bundle.documents.len();
    let mut made = Vec::new();
    for (at, document) in (1..).zip(&bundle.documents) {
        let meta = meta_of(case, at);
        made.push((path_of(output, at, count), format.bytes(&document.draft, &meta)?, meta.number));
    }
    for (path, bytes, number) in made {
        write_whole(&path, &bytes)?;
        say(out, &format!("{number}: {}", path.display()))?;
    }
    Ok(Ending::Well)
}

/// The number of a paper: that of the case, and a stroke and a figure from the second one on.
fn meta_of(case: &Case, at: usize) -> DocumentMeta {
    let mut meta = case.document.clone();
    if at > 1 {
        meta.number = format!("{}/{at}", meta.number);
    }
    meta
}

/// `out.pdf` for one paper; `out-1.pdf`, `out-2.pdf` for several.
fn path_of(output: &Path, at: usize, count: usize) -> PathBuf {
    if count == 1 {
        return output.to_owned();
    }
    let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let stem = part(output.file_stem()).unwrap_or_default();
    let ending = part(output.extension()).unwrap_or_default();
    output.with_file_name(format!("{stem}-{at}.{ending}"))
}
