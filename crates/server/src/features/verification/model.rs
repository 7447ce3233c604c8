//! What the seals in a file mean.

use chrono::{DateTime, Utc};
use serde::Serialize;
use sojourn_seal::{Found, SealError};
use utoipa::ToSchema;

crate::word_enum!(
    /// What came of checking a file.
    Outcome {
        /// Not a PDF file at all.
        NotAPdf => "not_a_pdf", "This is not a PDF file that can be read";
        /// A PDF file that nobody sealed.
        NoSeal => "no_seal", "This PDF file has no seal";
        /// Sealed, and changed since.
        Changed => "changed", "This file was changed after it was sealed";
        /// Sealed by somebody else.
        AnotherSeal => "another_seal", "This file is sealed, but not by us";
        /// Our seal, and no agreement that is kept here.
        NotKept => "not_kept", "Our seal, but none of our signed agreements";
        /// A signed agreement as it was sealed.
        Ours => "ours", "This is one of our signed agreements, unchanged";
    }
);

impl Outcome {
    /// What it means for whoever holds the file.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NotAPdf => "Choose the PDF file itself, as it was downloaded or sent to you.",
            Self::NoSeal => {
                "It may be a draft, a print that not all have signed, or a file that lost its seal when it was printed or \
                 saved anew. Ask for the sealed file."
            }
            Self::Changed => "Do not rely on it. Ask for the file again, from the people you signed with.",
            Self::AnotherSeal => {
                "Nothing was changed since the last seal, but its certificate is not one of ours. Only the last seal counts, and \
                 anybody can make a certificate with any name: compare its fingerprint with the one you were told."
            }
            Self::NotKept => {
                "Nothing was changed since we sealed it, but the file is not among the agreements that are kept here. Ask \
                 the mobility team about it."
            }
            Self::Ours => "Every byte is as it was when the last person had signed and we sealed it.",
        }
    }
}

/// One seal in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SealLine {
    /// The name in the certificate. Only a seal of ours says who that is.
    pub signer: String,
    /// SHA-256 of the certificate, in lower-case hexadecimal.
    pub certificate_sha256: String,
    /// When it says it was made.
    pub at: Option<DateTime<Utc>>,
    /// Whether what it covers is unchanged.
    pub intact: bool,
    /// Whether it covers the whole file.
    pub whole: bool,
    /// Whether this installation made it, and it holds.
    pub ours: bool,
    /// What is wrong with it, in sentences.
    pub faults: Vec<String>,
}

/// What came of checking a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FileVerdict)]
pub struct Verdict {
    /// In a word.
    pub outcome: Outcome,
    /// What it means.
    pub sentence: &'static str,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Whether exactly this file is a signed agreement of this installation.
    pub is_signed_agreement: bool,
    /// The seals in it, first to last.
    pub seals: Vec<SealLine>,
}

impl SealLine {
    /// A seal that was found; `ours` says whether this installation made it.
    #[must_use]
    pub fn of(found: Found, ours: bool) -> Self {
        Self {
            signer: found.signer,
            certificate_sha256: found.certificate,
            at: found.at,
            intact: found.intact,
            whole: found.whole,
            ours,
            faults: found.faults,
        }
    }
}

/// What the seals of a file mean; `is_kept` says whether exactly this file is kept as a signed agreement.
///
/// A file counts as unchanged when every seal is intact and the last one covers all of it. A seal of ours has to cover
/// all of it itself: we seal last, so whatever stands behind our seal was put there by somebody else.
#[must_use]
pub fn decide(seals: &Result<Vec<SealLine>, SealError>, is_kept: bool) -> Outcome {
    let seals = match seals {
        Err(_) => return Outcome::NotAPdf,
        Ok(seals) if seals.is_empty() => return Outcome::NoSeal,
        Ok(seals) => seals,
    };
    let is_unchanged = seals.iter().all(|seal| seal.intact) && seals.last().is_some_and(|seal| seal.whole);
    let ours = seals.iter().rfind(|seal| seal.ours);
    match ours {
        _ if !is_unchanged => Outcome::Changed,
        Some(seal) if !seal.whole => Outcome::Changed,
        Some(_) if is_kept => Outcome::Ours,
        Some(_) => Outcome::NotKept,
        None => Outcome::AnotherSeal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(intact: bool, whole: bool, ours: bool) -> SealLine {
        SealLine {
            signer: "Sojourn at example.org".to_owned(),
            certificate_sha256: "ab".repeat(32),
            at: None,
            intact,
            whole,
            ours,
            faults: Vec::new(),
        }
    }

    #[test]
    fn only_an_unchanged_file_with_our_seal_that_is_kept_is_ours() {
        let decided = |seals: Vec<SealLine>, kept: bool| decide(&Ok(seals), kept);
        assert_eq!(decide(&Err(SealError::Pdf("no".to_owned())), true), Outcome::NotAPdf);
        assert_eq!(decided(vec![], true), Outcome::NoSeal);
        assert_eq!(decided(vec![seal(true, true, true)], true), Outcome::Ours);
        assert_eq!(decided(vec![seal(true, true, true)], false), Outcome::NotKept);
        assert_eq!(decided(vec![seal(true, true, false)], true), Outcome::AnotherSeal);
    }

    #[test]
    fn whatever_was_touched_is_changed_whoever_sealed_it() {
        for ours in [true, false] {
            for (intact, whole) in [(false, true), (true, false), (false, false)] {
                assert_eq!(decide(&Ok(vec![seal(intact, whole, ours)]), true), Outcome::Changed);
            }
        }
    }

    #[test]
    fn a_seal_of_another_behind_ours_does_not_make_the_addition_ours() {
        let behind = vec![seal(true, false, true), seal(true, true, false)];
        assert_eq!(decide(&Ok(behind), true), Outcome::Changed);
        let before = vec![seal(true, false, false), seal(true, true, true)];
        assert_eq!(decide(&Ok(before), false), Outcome::NotKept, "we sealed last");
        let broken = vec![seal(false, false, false), seal(true, true, true)];
        assert_eq!(decide(&Ok(broken), true), Outcome::Changed);
    }

    #[test]
    fn every_outcome_says_what_it_means() {
        for outcome in Outcome::ALL {
            assert!(outcome.sentence().ends_with('.') && !outcome.label().ends_with('.'));
        }
    }
}
