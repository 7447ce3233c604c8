//! The home manager's answer, kept as a row that is never changed.

use sojourn_kit::error::{Error, FieldErrors, Result};

use super::super::model::{Decided, Decision, DecisionKind, RefusalCode};
use super::super::store;
use super::{Refused, Released, SentBack};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::{self, Action, Record};

const LONGEST: usize = 4000;

impl Decision {
    /// Refuses an answer without its reason.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        let mut text = |field: &str, text: &str, needed: Option<&str>| match needed {
            Some(sentence) if text.trim().is_empty() => errors.add(field, sentence),
            _ if text.chars().count() > LONGEST => {
                errors.add(field, format!("Shorten this to {LONGEST} characters"));
            }
            _ => {}
        };
        match self {
            Self::Release { note } => text("note", note, None),
            Self::SendBack { reason } => text("reason", reason, Some("Say what is missing or should change")),
            Self::Refuse { reason, alternative, .. } => {
                text("reason", reason, Some("Give the reason in a few words"));
                let offer = "Say what you offer instead, such as another time or a course";
                text("alternative", alternative, Some(offer));
            }
        }
        errors.check()
    }

    const fn action(&self) -> Action {
        match self {
            Self::Release { .. } => Action::Release,
            Self::SendBack { .. } => Action::SendBack,
            Self::Refuse { .. } => Action::Refuse,
        }
    }
}

/// Records the home manager's answer and moves the record along.
///
/// # Errors
/// Invalid without a reason; refused when it is not theirs, or not now; stale on an old version.
pub async fn decide_release(
    cx: &mut Cx,
    number: &str,
    version: Option<i64>,
    decision: Decision,
) -> Result<Record> {
    let mut record = secondments::store::load(cx, number).await?;
    secondments::lifecycle::decide(&record.secondment, decision.action(), &record.standing)?;
    if version.is_some_and(|version| version != record.secondment.version) {
        return Err(Error::Stale);
    }
    decision.check()?;
    let in_place_of = secondments::deputies::of_home_manager(cx, &record.secondment).await?;
    secondments::actions::advance(cx, &mut record, decision.action()).await?;
    let by = cx.actor.person;
    store::insert_decision(cx, record.secondment.id, &row(&decision, cx, in_place_of)).await?;
    let s = &record.secondment;
    match decision {
        Decision::Release { .. } => cx.record(&Released::of(s, by)).await?,
        Decision::SendBack { .. } => cx.record(&SentBack::of(s, by)).await?,
        Decision::Refuse { code, .. } => cx.record(&Refused::of(s, by, code)).await?,
    }
    // what follows may have moved it on; what was sent back is hidden from whoever did so
    match secondments::store::load(cx, number).await {
        Err(Error::NotFound) => Ok(record),
        other => other,
    }
}

fn row(decision: &Decision, cx: &Cx, in_place_of: Option<PersonId>) -> Decided {
    let plain = |decision, code: Option<RefusalCode>, reason: &str, alternative: &str| Decided {
        decision,
        code,
        reason: reason.trim().to_owned(),
        alternative: alternative.trim().to_owned(),
        by: cx.actor.person,
        in_place_of,
        at: cx.now(),
    };
    match decision {
        Decision::Release { note } => plain(DecisionKind::Released, None, note, ""),
        Decision::SendBack { reason } => plain(DecisionKind::SentBack, None, reason, ""),
        Decision::Refuse { code, reason, alternative } => {
            plain(DecisionKind::Refused, Some(*code), reason, alternative)
        }
    }
}
