//! Where the words of each clause come from, what differs from the standard, and whether there are newer versions.

use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_papers::{Choices, Clause, Draft, Facts, Head, Pin, Source, draft_with, library};
use utoipa::ToSchema;

use super::Wording;
use super::redraft::baseline;
use crate::features::agreements::drafting::paper_error;
use crate::features::agreements::model::Paper;
use crate::features::clauses::model::wordings;

/// Where the words of a clause come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Origin {
    /// The library.
    Standard {
        /// The version of the clause.
        version: u32,
        /// The key of its wording.
        wording: String,
    },
    /// The organisation's own copy.
    Own {
        /// Its version.
        version: u32,
    },
    /// Changed by hand in this agreement.
    ByHand,
    /// Added to this agreement.
    Added,
}

impl Origin {
    /// In words, for a tag.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Standard { version, .. } => format!("Standard, version {version}"),
            Self::Own { version } => format!("Own copy, version {version}"),
            Self::ByHand => "Changed by hand".to_owned(),
            Self::Added => "Added".to_owned(),
        }
    }
}

/// The origin of every clause, in the order of the draft.
#[must_use]
pub fn origins(paper: &Paper) -> Vec<Origin> {
    let changed = paper.draft.changed_since(&baseline(paper));
    let of = |clause: &Clause| match changed.contains(&clause.number) {
        true if clause.head == Head::Additional => Origin::Added,
        true => Origin::ByHand,
        false => pinned(&paper.draft, clause.head),
    };
    paper.draft.clauses.iter().map(of).collect()
}

fn pinned(draft: &Draft, head: Head) -> Origin {
    match draft.pins.iter().find(|pin| pin.head == head) {
        Some(Pin { version, source: Source::Own { .. }, .. }) => Origin::Own { version: *version },
        Some(Pin { version, source: Source::Standard { variant }, .. }) => {
            Origin::Standard { version: *version, wording: variant.clone() }
        }
        // drafted before versions were named
        None => Origin::Standard { version: 1, wording: String::new() },
    }
}

/// One way in which the agreement differs from the standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Deviation {
    /// The code of the clause.
    pub head: &'static str,
    /// Its number; none for what is left out.
    pub clause: Option<u16>,
    /// Its title.
    pub title: String,
    /// How it differs, in words.
    pub what: String,
}

/// Everything that differs from the standard.
#[must_use]
pub fn deviations(paper: &Paper) -> Vec<Deviation> {
    let clauses = paper.draft.clauses.iter().zip(origins(paper));
    let written = clauses.filter_map(|(clause, origin)| {
        let what = match &origin {
            Origin::Standard { wording, .. } => other_wording(paper, clause.head, wording)?,
            Origin::Own { version } => format!("own copy, version {version}"),
            Origin::ByHand => "changed by hand".to_owned(),
            Origin::Added => "added".to_owned(),
        };
        let (head, title) = (clause.head.code(), clause.title.clone());
        Some(Deviation { head, clause: Some(clause.number), title, what })
    });
    let left_out = paper.draft.waivers.iter().map(|waiver| Deviation {
        head: waiver.head.code(),
        clause: None,
        title: waiver.head.title().to_owned(),
        what: format!("left out: {}", waiver.reason.words()),
    });
    written.chain(left_out).collect()
}

/// What a standard wording is called where it is not the one that the library takes by itself.
fn other_wording(paper: &Paper, head: Head, key: &str) -> Option<String> {
    let entry = library().newest(head)?;
    let usual = entry.variant(
        &paper.facts.scopes(),
        paper.draft.choices.form,
        sojourn_papers::Lean::Neutral,
        None,
    )?;
    if key.is_empty() || usual.key == key {
        return None;
    }
    let named = wordings(head).into_iter().find(|one| one.key == key);
    Some(format!(
        "another standard wording: {}",
        named.map_or(key.to_owned(), |one| one.label.to_lowercase())
    ))
}

/// A draft of the same facts with the words of today.
#[derive(Debug, Clone)]
pub struct Newer {
    /// The words of today.
    pub wording: Wording,
    /// The text as the library and the organisation have it today.
    pub standard: Draft,
    /// The heads whose words differ from those that the draft was written from.
    pub heads: Vec<Head>,
}

/// Newer versions than those that a draft was written from; nothing when there are none, and for a change of an
/// agreement, which keeps the words of what it changes.
///
/// # Errors
/// When the text cannot be drafted.
pub fn newer(paper: &Paper, house: Choices) -> Result<Option<Newer>> {
    if paper.change.is_some() {
        return Ok(None);
    }
    let wording = Wording { house, picks: paper.wording.picks.clone() };
    let standard = drafted(&paper.facts, &wording)?;
    let differs = |head: &Head| {
        let pin = |draft: &Draft| draft.pins.iter().find(|pin| pin.head == *head).cloned();
        pin(&standard) != pin(&paper.standard)
    };
    let heads: Vec<Head> = Head::ALL.iter().copied().filter(differs).collect();
    Ok((!heads.is_empty()).then_some(Newer { wording, standard, heads }))
}

/// One clause from the words that the draft was written from, whether or not its form prints it.
///
/// # Errors
/// Not found when there are no such words; when they cannot be drafted.
pub fn alone(paper: &Paper, head: Head) -> Result<Clause> {
    let mut choices = paper.draft.choices.clone();
    choices.also.push(head);
    let draft = draft_with(&paper.facts, &choices).map_err(paper_error)?;
    draft.clause(head).cloned().ok_or(Error::NotFound)
}

/// The text of these facts in these words.
///
/// # Errors
/// When it cannot be drafted.
pub fn drafted(facts: &Facts, wording: &Wording) -> Result<Draft> {
    draft_with(facts, &wording.choices()).map_err(paper_error)
}
