//! What each side says to a change. Nobody answers for another side.

use sojourn_kit::error::{Error, Result};

use super::{effect, ending, loaded};
use crate::cx::Cx;
use crate::features::changes::events::of;
use crate::features::changes::lifecycle::{Action as Move, to};
use crate::features::changes::model::{
    About, AnswerInput, Change, ChangeAnswer, ChangeKind, ChangeSide, ChangeStatus, Said,
};
use crate::features::changes::rules::{answering, needs};
use crate::features::changes::store;
use crate::features::people;
use crate::features::secondments::{Party, Record};

/// Whether the actor speaks for the side: the secondee, the manager at home, the host's manager or HR.
#[must_use]
pub(super) fn speaks(record: &Record, side: ChangeSide) -> bool {
    let standing = &record.standing;
    let is_own = standing.person == record.secondment.secondee;
    match side {
        ChangeSide::Secondee => is_own,
        ChangeSide::Home => !is_own && standing.is(Party::HomeManager),
        ChangeSide::Host => !is_own && (standing.is(Party::HostManager) || standing.is(Party::HostHr)),
        ChangeSide::Desk => false,
    }
}

/// Whether the host's manager can answer here; otherwise they answer by signing.
pub(super) async fn host_has_account(cx: &mut Cx, record: &Record) -> Result<bool> {
    match record.secondment.host_manager {
        Some(person) => Ok(people::store::brief(cx, person).await?.has_account),
        None => Ok(false),
    }
}

/// Which sides still have to answer, and what each said last.
#[derive(Debug, Clone, Default)]
pub struct Waiting {
    /// Every side that answers, with what it said last.
    pub sides: Vec<(ChangeSide, Option<ChangeAnswer>)>,
}

impl Waiting {
    /// Sides that have neither agreed nor refused.
    pub fn open(&self) -> impl Iterator<Item = ChangeSide> {
        let is_open =
            |said: &Option<ChangeAnswer>| said.as_ref().is_none_or(|answer| answer.said == Said::Question);
        self.sides.iter().filter(move |(_, said)| is_open(said)).map(|(side, _)| *side)
    }

    /// The side that the actor may answer for now.
    #[must_use]
    pub fn yours(&self, record: &Record) -> Option<ChangeSide> {
        self.open().find(|side| speaks(record, *side))
    }
}

/// Who answers about a change or about taking a notice back, and what was said.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx, record: &Record, change: &Change) -> Result<Waiting> {
    let host = host_has_account(cx, record).await?;
    let (about, sides) = match change.status {
        ChangeStatus::Given if change.taking_back_by.is_some() => {
            (About::TakingBack, ending::consenting(change, host))
        }
        ChangeStatus::Given | ChangeStatus::NoticeTakenBack => return Ok(Waiting::default()),
        _ => (About::Change, answering(needs(change.kind, &change.values), host)),
    };
    let said = store::answers(cx, change).await?;
    let is_now =
        |one: &ChangeAnswer| one.about == about && (about == About::Change || one.round == change.rounds);
    let last = |side: ChangeSide| said.iter().rev().find(|one| is_now(one) && one.side == side).cloned();
    Ok(Waiting { sides: sides.into_iter().map(|side| (side, last(side))).collect() })
}

/// Says what the actor's side says to a change. When the last side agrees, it is put in writing.
///
/// # Errors
/// A refusal when the actor speaks for no side that is asked; invalid by field; stale when it changed meanwhile.
pub async fn answer(cx: &mut Cx, number: &str, change: i64, input: &AnswerInput) -> Result<Change> {
    let (mut record, mut change) = loaded(cx, number, change).await?;
    if change.status != ChangeStatus::Asked {
        let sentence = format!("Nobody is asked about this change: {}.", change.status.label());
        return Err(Error::refused("not_now", sentence));
    }
    let side = yours(cx, &record, &change).await?;
    if change.version != input.version {
        return Err(Error::Stale);
    }
    let asks_post = change.kind == ChangeKind::Extension && side == ChangeSide::Home;
    input.check(asks_post)?;
    store::insert_answer(cx, &change, About::Change, side, input).await?;
    cx.record(&of!(ChangeAnswered, record, change, side: side, answer: input.answer)).await?;
    let is_settled = waiting(cx, &record, &change).await?.open().next().is_none();
    match input.answer {
        Said::No => {
            change.status = to(change.status, Move::Refuse)?;
            store::save(cx, &mut change).await?;
            cx.record(&of!(ChangeRefused, record, change)).await?;
        }
        Said::Yes if is_settled => agreed(cx, &mut record, &mut change).await?,
        Said::Yes | Said::Question => store::save(cx, &mut change).await?,
    }
    Ok(change)
}

/// The side that the actor answers for, or why they can't.
pub(super) async fn yours(cx: &mut Cx, record: &Record, change: &Change) -> Result<ChangeSide> {
    let waiting = waiting(cx, record, change).await?;
    if let Some(side) = waiting.yours(record) {
        return Ok(side);
    }
    let has_answered = waiting.sides.iter().any(|(side, said)| said.is_some() && speaks(record, *side));
    Err(if has_answered {
        Error::refused("already_answered", "Your side has answered this already.")
    } else {
        Error::refused("not_yours", "Your side is not asked about this. Nobody answers for another side.")
    })
}

/// All agreed: an early end counts at once, everything else is put in writing.
async fn agreed(cx: &mut Cx, record: &mut Record, change: &mut Change) -> Result<()> {
    if change.kind == ChangeKind::EarlyEnd {
        return ending::give(cx, record, change).await;
    }
    change.status = to(change.status, Move::AgreeLast)?;
    store::save(cx, change).await?;
    cx.record(&of!(ChangeAgreed, record, change)).await?;
    effect::put_in_writing(cx, record, change).await
}
