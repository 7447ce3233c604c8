//! A paper as PDF and as DOCX: the same [`Sheet`] that the HTML original is made from, laid out on pages.
//!
//! There is no markup language on the way: words are shaped into glyphs (PDF) or escaped into XML (DOCX), and nothing in
//! them is ever looked at for a meaning. No clock, no file, no font of the machine: the same sheet gives the same bytes.

mod docx;
mod fonts;
mod pdf;
#[cfg(test)]
mod tests;
mod text;

use std::panic::{AssertUnwindSafe, catch_unwind};

use sojourn_papers::Sheet;

/// The most pages a printed paper may have.
pub const MAX_PAGES: usize = 400;

/// Why a paper could not be printed. The `Display` text is meant for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PressError {
    /// More pages than a paper may have.
    #[error("The paper has more than {max} pages. Shorten it, or split it into two.")]
    TooManyPages { max: usize },
    /// The engine refused; a fault of the product.
    #[error("The paper could not be laid out: {0}")]
    Engine(String),
}

/// The paper as tagged PDF/A-2a that is PDF/UA-1 as well. The same sheet gives the same bytes.
///
/// # Errors
/// Too many pages, or a fault of the engine.
pub fn pdf(sheet: &Sheet) -> Result<Vec<u8>, PressError> {
    // the writer of the file panics where it is used wrongly; one odd paper must not end a thread
    let printed = catch_unwind(AssertUnwindSafe(|| pdf::print(sheet)));
    printed.unwrap_or_else(|_| Err(PressError::Engine("the writer of the file stopped".to_owned())))
}

/// The paper as an Office Open XML document, for people who redline in a word processor.
///
/// # Errors
/// A fault of the engine.
pub fn docx(sheet: &Sheet) -> Result<Vec<u8>, PressError> {
    docx::print(sheet)
}
