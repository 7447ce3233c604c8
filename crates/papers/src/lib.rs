//! Agreements as data, numbered text and HTML.
//!
//! The way through: [`Facts`] (what was agreed) -> [`draft`] -> [`Draft`] (numbered clauses, plain data that can be
//! stored as JSON and edited) -> [`missing`] (may it be issued?) -> [`render_html`] (the bytes that people sign)
//! -> [`executed_html`] (the same bytes plus the signature certificate).
//!
//! The crate is pure: no clock, no randomness, no input or output. The same draft gives the same bytes.
//! What a person types is text and never markup: it is cleaned on the way in and escaped on the way out, and a
//! reference from one clause to another is data ([`Piece::Clause`]), never something found in the text.

mod certificate;
mod check;
mod clauses;
mod draft;
mod edit;
mod error;
mod facts;
mod head;
mod letter;
mod page;
mod samples;
mod style;
#[cfg(test)]
mod tests;
pub mod text;
mod variation;
mod view;
mod words;

pub use certificate::{SignMethod, SignatureLine, executed_html, issued_from_executed};
pub use check::{Missing, Profile, missing};
pub use clauses::{draft, standard_clause};
pub use draft::{Clause, Draft, Paragraph, Piece, Side, Signatory, Waiver, WaiverReason};
pub use error::PaperError;
pub use facts::{
    Benefits, Care, Conflicts, CostLine, Costs, EarlyEnd, Employment, Ending, Facts, IpOwner, Party, Pay,
    PayBasis, Protection, ReturnGuarantee, Secondee, Structure, Term, Work,
};
pub use head::Head;
pub use letter::{Letter, letter_html};
pub use page::{DocumentMeta, fingerprint, render_html};
pub use variation::{ChangedTerm, Earlier, Variation, vary};
pub use view::{Block, ClauseView};
pub use words::long_date;
