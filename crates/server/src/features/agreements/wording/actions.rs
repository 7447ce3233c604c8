//! Choosing words for a draft, taking newer versions, and filling in particulars.

use std::collections::BTreeSet;

use sojourn_kit::error::{Error, Result};
use sojourn_papers::{AmendmentKind, Draft, Facts, replace, vary};

use super::particulars::ParticularsInput;
use super::picks::{PicksInput, chosen_anew};
use super::{Wording, redraft, sources};
use crate::cx::Cx;
use crate::features::agreements::clauses::open;
use crate::features::agreements::drafting::paper_error;
use crate::features::agreements::events::about;
use crate::features::agreements::model::Agreement;
use crate::features::agreements::store;
use crate::features::clauses;
use crate::features::secondments::Record;

/// Says why a change of an agreement has no choice of words.
///
/// # Errors
/// The refusal, for a change.
pub fn has_choice(agreement: &Agreement) -> Result<()> {
    if agreement.paper.change.is_none() {
        return Ok(());
    }
    let sentence = "This version puts a change in writing and keeps the words of the version before.";
    Err(Error::refused("is_a_change", sentence))
}

/// Drafts again with another form, lean or wording. What was written by hand stays, except in clauses for which another
/// wording was chosen.
///
/// # Errors
/// Forbidden for others than the mobility manager and HR; invalid by field; stale when the draft was changed meanwhile;
/// a refusal when the text is fixed already or puts a change in writing.
pub async fn choose(cx: &mut Cx, record: &Record, input: &PicksInput) -> Result<Agreement> {
    let mut agreement = open(cx, record, input.revision).await?;
    has_choice(&agreement)?;
    let paper = &mut agreement.paper;
    let picks = input.check(&paper.facts)?;
    let anew = chosen_anew(&paper.wording.picks, &picks);
    let wording = Wording { house: paper.wording.house.clone(), picks };
    let mut standard = sources::drafted(&paper.facts, &wording)?;
    redraft::keep_versions(&paper.standard, &mut standard);
    paper.draft = redraft::again(paper, &standard, &anew)?;
    (paper.standard, paper.wording) = (standard, wording);
    store::save_draft(cx, &mut agreement).await?;
    cx.record(&about!(WordingChosen, record.secondment, agreement)).await?;
    Ok(agreement)
}

/// Drafts again with the newest versions of the library and of the organisation's own copies.
///
/// # Errors
/// As [`choose`]; a refusal when there is nothing newer.
pub async fn renew(cx: &mut Cx, record: &Record, revision: i64) -> Result<Agreement> {
    let mut agreement = open(cx, record, revision).await?;
    has_choice(&agreement)?;
    let house = clauses::usual(cx, record.secondment.home_organisation).await?;
    let Some(newer) = sources::newer(&agreement.paper, house)? else {
        return Err(Error::refused("nothing_newer", "The draft has the newest versions already."));
    };
    let paper = &mut agreement.paper;
    paper.draft = redraft::again(paper, &newer.standard, &BTreeSet::new())?;
    (paper.standard, paper.wording) = (newer.standard, newer.wording);
    store::save_draft(cx, &mut agreement).await?;
    cx.record(&about!(WordingRenewed, record.secondment, agreement)).await?;
    Ok(agreement)
}

/// Keeps what clauses ask for, and fills it into every clause that nobody changed by hand.
///
/// # Errors
/// As [`choose`], for changes of an agreement too.
pub async fn fill_in(cx: &mut Cx, record: &Record, input: &ParticularsInput) -> Result<Agreement> {
    let mut agreement = open(cx, record, input.revision).await?;
    let mut facts = agreement.paper.facts.clone();
    facts.more = input.check(&agreement.paper)?;
    let standard = written_from(cx, &agreement, &facts).await?;
    let paper = &mut agreement.paper;
    paper.draft = redraft::again(paper, &standard, &BTreeSet::new())?;
    (paper.standard, paper.facts) = (standard, facts);
    store::save_draft(cx, &mut agreement).await?;
    cx.record(&about!(ParticularsChanged, record.secondment, agreement)).await?;
    Ok(agreement)
}

/// The text of other facts in the same words: for a change, the version in force with what it changes, unless a new
/// agreement takes its place.
async fn written_from(cx: &mut Cx, agreement: &Agreement, facts: &Facts) -> Result<Draft> {
    let paper = &agreement.paper;
    let Some(change) = &paper.change else {
        let mut standard = sources::drafted(facts, &paper.wording)?;
        redraft::keep_versions(&paper.standard, &mut standard);
        return Ok(standard);
    };
    if change.kind == Some(AmendmentKind::Supersede) {
        let written = replace(facts, &paper.wording.choices(), &change.variation);
        let mut standard = written.map_err(paper_error)?;
        redraft::keep_versions(&paper.standard, &mut standard);
        return Ok(standard);
    }
    let signed = store::signed_versions(cx, agreement.secondment).await?;
    let before = signed.into_iter().rfind(|one| one.number < agreement.number);
    let before = before.ok_or_else(|| Error::internal("a change without an agreement in force"))?.paper;
    vary(&before.draft, &before.facts, facts, &change.variation).map_err(paper_error)
}
