//! Agreements as data, numbered text and HTML.
//!
//! The way through: [`Facts`] (what was agreed) -> [`draft`] -> [`Draft`] (numbered clauses, plain data that can be
//! stored as JSON and edited) -> [`missing`] (may it be issued?) -> [`render_html`] (the bytes that people sign)
//! -> [`executed_html`] (the same bytes plus the signature certificate).
//!
//! The words of the clauses are data ([`library`]); an organisation's copies are checked when they are saved
//! ([`check_clause`]). A [`Case`] is everything together as one JSON document: [`Case::assemble`] gives every paper of
//! a structure, [`Case::missing`] names what is missing. [`compare`] shows two drafts side by side, and a [`History`]
//! knows the terms of any day.
//!
//! The crate is pure: no clock, no randomness, no input or output. The same draft gives the same bytes.
//! What a person types is text and never markup: it is cleaned on the way in and escaped on the way out, and a
//! reference from one clause to another is data ([`Piece::Clause`]), never something found in the text.

mod amend;
mod arrangement;
mod bundle;
mod case;
mod certificate;
mod check;
mod clauses;
mod compare;
mod consolidated;
mod draft;
mod edit;
mod error;
mod facts;
mod head;
mod letter;
mod library;
mod more;
mod own;
mod page;
mod plan;
mod rules;
mod samples;
mod schedule;
mod sheet;
mod standing;
mod style;
mod template;
#[cfg(test)]
mod tests;
pub mod text;
mod value;
mod variation;
mod view;
mod vocabulary;
mod words;

pub use amend::{Amendment, AmendmentKind, TermChange};
pub use arrangement::{Arrangement, PaperKind, SignedBy};
pub use bundle::{Bundle, Document, assemble};
pub use case::{Case, Rendered};
pub use certificate::{
    Certificate, PassedFrom, SignMethod, SignatureLine, executed_html, issued_from_executed,
};
pub use check::{Missing, Profile, missing, missing_in};
pub use clauses::{draft, draft_with, standard_clause};
pub use compare::{Became, ClauseChange, Comparison, Span, compare};
pub use consolidated::{Consolidated, History};
pub use draft::{
    Clause, Draft, Paragraph, Particular, Piece, Pin, Side, Signatory, Source, Waiver, WaiverReason,
};
pub use error::PaperError;
pub use facts::{
    Benefits, Care, Conflicts, CostLine, Costs, EarlyEnd, Employment, Ending, Facts, IpOwner, Party, Pay,
    PayBasis, Protection, ReturnGuarantee, Secondee, Structure, Term, Work,
};
pub use head::Head;
pub use letter::{Letter, letter_html};
pub use library::{Entry, Kind, Library, Mandatory, Parameter, ScheduleEntry, Variant, library};
pub use more::{Abroad, Answers, More, Post, Signer};
pub use own::{ClauseFault, OwnClause, check_clause, fields_of};
pub use page::{DocumentMeta, fingerprint, render_html};
pub use plan::{Choices, Form, Lean, Scope};
pub use rules::{DAYS_TO_CONSIDER, after_working_days, broken_rules};
pub use schedule::{Schedule, ScheduleId};
pub use sheet::{Part, Row, Run, Section, Sheet, SignatureBlock, sheet};
pub use standing::StandingTerm;
pub use value::Given;
pub use variation::{ChangedTerm, Earlier, Variation, replace, restate, vary};
pub use view::{Block, ClauseView};
pub use words::long_date;
