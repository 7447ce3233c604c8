//! A paper as PDF and as DOCX: the same [`Sheet`] that the HTML original is made from, laid out on pages.

use sojourn_papers::Sheet;

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

/// The paper as tagged PDF/A-2a. The same sheet gives the same bytes.
///
/// # Errors
/// Too many pages, or a fault of the engine.
pub fn pdf(sheet: &Sheet) -> Result<Vec<u8>, PressError> {
    let _ = sheet;
    Err(PressError::Engine("not yet".to_owned()))
}

/// The paper as an Office Open XML document, for people who redline in a word processor.
///
/// # Errors
/// A fault of the engine.
pub fn docx(sheet: &Sheet) -> Result<Vec<u8>, PressError> {
    let _ = sheet;
    Err(PressError::Engine("not yet".to_owned()))
}
