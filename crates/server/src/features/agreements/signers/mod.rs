//! Who signs: whether they may, and somebody else in their place as long as the text is a draft. The rules are those of
//! the text engine (nobody for two sides, no relative of the secondee) and the organisation’s own list of who may sign.

pub(super) mod actions;
pub(super) mod api;
pub(super) mod pages;
mod store;

use sojourn_kit::error::{Error, Result};
use sojourn_papers::{Missing, Side, broken_rules};

use super::model::{Agreement, Paper, Signatory, side_word};
use super::varying;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::authorities::book::{Book, Verdict, book};
use crate::features::secondments::{self, Record};

/// Every rule that the people who sign a draft break; empty when they may all sign.
///
/// # Errors
/// When the database does not answer.
pub async fn faults(
    cx: &mut Cx,
    record: &Record,
    agreement: &Agreement,
    signatories: &[Signatory],
) -> Result<Vec<Missing>> {
    let mut all = broken_rules(&agreement.paper.facts, &agreement.paper.draft.signatories);
    all.extend(twice(record, signatories));
    all.extend(varying::unexplained(agreement, cx.today()));
    for side in [Side::Home, Side::Host] {
        let lines = of_side(cx, record, agreement, side).await?;
        for signatory in signatories.iter().filter(|one| one.side == side) {
            let verdict = lines.of(cx, signatory.person).await?;
            let Some(why) = verdict.fault() else { continue };
            let instead = lines.instead(cx, &record.secondment).await?;
            all.push(about(side, "no-authority", format!("{why} {instead} Choose who signs instead.")));
        }
    }
    Ok(all)
}

fn about(side: Side, code: &'static str, sentence: String) -> Missing {
    Missing { code, sentence, head: None, fix: format!("signatories.{}", side_word(side)) }
}

/// Nobody signs for two sides, by who they are and not by their name alone.
fn twice(record: &Record, signatories: &[Signatory]) -> Vec<Missing> {
    let mut all = Vec::new();
    for (at, one) in signatories.iter().enumerate().filter(|(_, one)| one.side != Side::Secondee) {
        let other = signatories[..at].iter().any(|earlier| earlier.person == one.person);
        if other || one.person == record.secondment.secondee {
            let sentence = format!("{} signs for two sides. Each needs a person of its own.", one.name);
            all.push(about(one.side, "signer-twice", sentence));
        }
    }
    all
}

/// The organisation’s list for one side, with the record whole: whoever signs may see less of it.
async fn of_side(cx: &mut Cx, record: &Record, agreement: &Agreement, side: Side) -> Result<Book> {
    let whole = secondments::store::of_product(cx, record.secondment.id).await?;
    let change = agreement.paper.change.as_ref().map(|change| change.number);
    book(cx, &whole, side == Side::Home, change).await
}

/// Whether they may still sign at this moment: an authority can have ended since the text was issued.
///
/// # Errors
/// A refusal that says why not, and who can.
pub async fn may_sign_now(
    cx: &mut Cx,
    record: &Record,
    agreement: &Agreement,
    signatory: &Signatory,
) -> Result<()> {
    if signatory.side == Side::Secondee {
        return Ok(());
    }
    let lines = of_side(cx, record, agreement, signatory.side).await?;
    match lines.of(cx, signatory.person).await? {
        Verdict::Holds | Verdict::Unchecked => Ok(()),
        Verdict::Lacks(why) => {
            let instead = lines.instead(cx, &record.secondment).await?;
            let sentence =
                format!("{why} {instead} Pass it to somebody who may sign, or ask the mobility manager.");
            Err(Error::refused("no_authority", sentence))
        }
    }
}

/// Whether a signature may be passed to somebody.
///
/// # Errors
/// Invalid on `email`, with who may sign.
pub async fn may_get(
    cx: &mut Cx,
    record: &Record,
    agreement: &Agreement,
    side: Side,
    person: PersonId,
) -> Result<()> {
    let lines = of_side(cx, record, agreement, side).await?;
    let verdict = lines.of(cx, person).await?;
    let Some(why) = verdict.fault() else { return Ok(()) };
    let instead = lines.instead(cx, &record.secondment).await?;
    Err(Error::field("email", format!("{why} {instead}")))
}

/// Writes the people who sign into the text, where they differ.
pub fn reprint(paper: &mut Paper, signatories: &[Signatory]) {
    let lists = [&mut paper.draft.signatories, &mut paper.standard.signatories, &mut paper.facts.signatories];
    for printed in lists.into_iter().flatten() {
        if let Some(one) = signatories.iter().find(|one| one.side == printed.side) {
            printed.name.clone_from(&one.name);
            printed.capacity.clone_from(&one.capacity);
        }
    }
}
