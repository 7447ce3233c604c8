//! What can be wrong with a paper, as sentences a person can act on.

use crate::own::ClauseFault;

/// Why a paper could not be drafted, edited or rendered. The `Display` text is meant for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// The agreement has more clauses than [`crate::text::MAX_CLAUSES`].
    #[error("The agreement has {count} clauses. It can have at most {max}.")]
    TooManyClauses { count: usize, max: usize },
    /// One clause is longer than [`crate::text::MAX_CLAUSE_BYTES`].
    #[error("Clause {number} ({title}) is too long: {bytes} bytes of text. A clause can have at most {max}.")]
    ClauseTooLong { number: u16, title: String, bytes: usize, max: usize },
    /// All text together is longer than [`crate::text::MAX_TOTAL_BYTES`].
    #[error("The agreement is too long: {bytes} bytes. It can have at most {max}.")]
    TooLong { bytes: usize, max: usize },
    /// The last day lies before the first day.
    #[error("The secondment cannot end before it starts.")]
    EndBeforeStart,
    /// The note about pay names an amount although pay is not recharged at cost.
    #[error(
        "The note about pay names an amount. Pay stays between the home organisation and the secondee \
         unless it is recharged at cost. Take the amount out."
    )]
    PayAmount,
    /// No clause has that number.
    #[error("There is no clause {0} in this agreement.")]
    NoSuchClause(u16),
    /// The agreement already has a clause with this head.
    #[error("The agreement already has a clause on {0}.")]
    HeadTaken(String),
    /// The document number holds something other than letters, digits, `-`, `/` and `.`, or is longer than 40.
    #[error("A document number is made of up to 40 letters, digits, hyphens, dots and strokes.")]
    DocumentNumber,
    /// The bytes given to [`crate::executed_html`] were not made by [`crate::render_html`], or are executed already.
    #[error("The issued text is not one that this version of the product can complete.")]
    NotIssuedText,
    /// An executed text without any signature.
    #[error("An executed agreement needs at least one signature.")]
    NoSignatures,
    /// A case that cannot be read: where in the JSON, and what to do.
    #[error("{path}: {sentence}")]
    Case { path: String, sentence: String },
    /// An organisation's own clause that could not have been saved.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))]
    Clause(Vec<ClauseFault>),
}
