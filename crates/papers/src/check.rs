//! What still stands between a draft and its being issued.

use serde::Serialize;

use crate::draft::{Clause, Draft, Piece, Side};
use crate::facts::Structure;
use crate::head::Head;

/// Which heads and signatures a paper has to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// The eleven heads, and nothing else of form.
    SeedMinimum,
    /// The eleven, plus what one employer needs.
    Internal,
    /// The eleven, plus what two organisations need.
    External,
}

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Stable, such as `head-missing`, `head-empty`, `gap`, `reference-broken`, `waiver-unexplained`,
    /// `signatory-missing`, `signatory-unnamed`.
    pub code: &'static str,
    /// For a person to read.
    pub sentence: String,
    /// The head concerned, if there is one.
    pub head: Option<Head>,
    /// Where it is put right: `facts.<key>` (as in [`Piece::Gap`]), `clauses.<head code>`, `waivers.<head code>` or
    /// `signatories.<side>`.
    pub fix: String,
}

impl Profile {
    /// The profile for papers of this structure.
    pub fn of(structure: Structure) -> Profile {
        match structure {
            Structure::Internal => Profile::Internal,
            Structure::External => Profile::External,
        }
    }

    /// The heads that this profile requires, in printing order.
    pub fn required(self) -> Vec<Head> {
        const BOTH: &[Head] = &[
            Head::Parties,
            Head::EmploymentControl,
            Head::HomeDuties,
            Head::Conflicts,
            Head::Costs,
            Head::Absence,
            Head::KeepInTouch,
            Head::Closure,
            Head::ReturnGuarantee,
            Head::Variation,
            Head::LawAndSignature,
        ];
        const TWO_ORGANISATIONS: &[Head] =
            &[Head::Invoicing, Head::DataProtection, Head::Insurance, Head::Disputes];
        let wanted = |head: &&Head| match self {
            Profile::SeedMinimum => Head::SEED_MINIMUM.contains(head),
            Profile::Internal => Head::SEED_MINIMUM.contains(head) || BOTH.contains(head),
            Profile::External => {
                Head::SEED_MINIMUM.contains(head) || BOTH.contains(head) || TWO_ORGANISATIONS.contains(head)
            }
        };
        Head::ALL.iter().filter(wanted).copied().collect()
    }

    fn sides(self) -> &'static [Side] {
        match self {
            Profile::SeedMinimum => &[],
            Profile::Internal => &[Side::Secondee, Side::Home],
            Profile::External => &[Side::Secondee, Side::Host, Side::Home],
        }
    }
}

/// Everything that keeps this draft from being issued under a profile; empty when it may be.
/// A head that is waived with a note is not missing.
pub fn missing(draft: &Draft, profile: Profile) -> Vec<Missing> {
    let heads = profile.required().into_iter().filter_map(|head| head_missing(draft, head));
    let waivers = draft.waivers.iter().filter(|waiver| waiver.note.trim().is_empty()).map(|waiver| {
        let title = waiver.head.title();
        let sentence = format!("“{title}” is left out without an explanation. Say why.");
        found("waiver-unexplained", sentence, Some(waiver.head), format!("waivers.{}", waiver.head.code()))
    });
    let within = draft.clauses.iter().flat_map(|clause| inside(draft, clause));
    heads.chain(waivers).chain(within).chain(signatures(draft, profile)).collect()
}

fn found(code: &'static str, sentence: String, head: Option<Head>, fix: String) -> Missing {
    Missing { code, sentence, head, fix }
}

fn head_missing(draft: &Draft, head: Head) -> Option<Missing> {
    let fix = format!("clauses.{}", head.code());
    if draft.waivers.iter().any(|waiver| waiver.head == head) {
        return None;
    }
    let clauses: Vec<&Clause> = draft.clauses.iter().filter(|clause| clause.head == head).collect();
    if clauses.is_empty() {
        let sentence = format!("A clause on “{}” is missing. {}", head.title(), head.purpose());
        return Some(found("head-missing", sentence, Some(head), fix));
    }
    clauses.iter().all(|clause| clause.is_empty()).then(|| {
        let sentence = format!("Clause {}, “{}”, has no text.", clauses[0].number, clauses[0].title);
        found("head-empty", sentence, Some(head), fix)
    })
}

fn inside<'a>(draft: &'a Draft, clause: &'a Clause) -> impl Iterator<Item = Missing> + 'a {
    let (number, title, head) = (clause.number, clause.title.as_str(), clause.head);
    clause.paragraphs.iter().flat_map(|paragraph| &paragraph.pieces).filter_map(move |piece| match piece {
        Piece::Gap { key, label } => {
            let sentence = format!("Clause {number}, “{title}”, still has to say: {label}.");
            Some(found("gap", sentence, Some(head), format!("facts.{key}")))
        }
        Piece::Clause(target) if draft.clause(*target).is_none() => {
            let sentence = format!(
                "Clause {number}, “{title}”, refers to “{}”, which is not in the agreement.",
                target.title()
            );
            Some(found("reference-broken", sentence, Some(head), format!("clauses.{}", head.code())))
        }
        Piece::Text(_) | Piece::Clause(_) => None,
    })
}

fn signatures(draft: &Draft, profile: Profile) -> Vec<Missing> {
    let at = |side: Side| format!("signatories.{}", side.label().to_lowercase());
    let absent = |side: &&Side| !draft.signatories.iter().any(|signatory| signatory.side == **side);
    let missing = profile.sides().iter().filter(absent).map(|side| {
        let who = match side {
            Side::Secondee => "the secondee",
            Side::Home => "the home side",
            Side::Host => "the host",
        };
        found("signatory-missing", format!("Nobody signs for {who}."), None, at(*side))
    });
    let unnamed =
        draft.signatories.iter().filter(|signatory| signatory.name.trim().is_empty()).map(|signatory| {
            let sentence =
                format!("A person who signs ({}) has no name yet.", signatory.side.label().to_lowercase());
            found("signatory-unnamed", sentence, None, at(signatory.side))
        });
    missing.chain(unnamed).collect()
}
