//! Records of the named world carried on from the signatures: for tests, the demo and the screenshots. Each step
//! happens on the day that the installation's clock shows.

use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};

use super::actions;
use super::gate::GateCode;
use super::model::{ArrivalInput, CheckInInput, CheckInput, DebriefInput, HowKnown, Outcome, ReturnInput};
use crate::app::App;
use crate::features::agreements::fixtures::as_desk;
use crate::features::proposals::fixtures::act_as;
use crate::features::proposals::model::{Answers, Verdict};
use crate::features::proposals::worth_it::{self, Stage};
use crate::features::secondments;
use crate::features::tasks;
use crate::world::World;

/// The desk confirms these items of the start gate.
///
/// # Errors
/// When it is not the time for it, or the database does not answer.
pub async fn confirmed(app: &App, number: &str, items: &[(GateCode, &str)]) -> Result<()> {
    let mut cx = as_desk(app, number).await?;
    for (item, note) in items {
        let input = CheckInput { item: *item, done: true, note: (*note).to_owned() };
        actions::check(&mut cx, number, &input).await?;
    }
    cx.commit().await
}

/// The desk confirms everything and opens the start gate.
///
/// # Errors
/// As [`confirmed`].
pub async fn ready(app: &App, number: &str) -> Result<()> {
    settled(app, number).await?;
    opened(app, number).await
}

/// The desk confirms everything that the start waits for.
///
/// # Errors
/// As [`confirmed`].
pub async fn settled(app: &App, number: &str) -> Result<()> {
    let items: Vec<_> = GateCode::ALL
        .iter()
        .filter(|item| item.is_ticked())
        .map(|item| (*item, "Confirmed in writing"))
        .collect();
    confirmed(app, number, &items).await?;
    let mut cx = as_desk(app, number).await?;
    let record = secondments::store::load(&mut cx, number).await?;
    for open in tasks::blocking_open(&mut cx, &record).await? {
        let input = tasks::DoneInput {
            note: "Seen in writing".to_owned(),
            reference: "In the file".to_owned(),
            ..tasks::DoneInput::default()
        };
        tasks::done(&mut cx, number, &open.code, &input).await?;
    }
    cx.commit().await
}

/// The desk opens the start gate.
///
/// # Errors
/// As [`confirmed`].
pub async fn opened(app: &App, number: &str) -> Result<()> {
    let mut cx = as_desk(app, number).await?;
    actions::open_gate(&mut cx, number, None).await?;
    cx.commit().await
}

/// The person arrives today; the host manager saw it, or the host rang the desk.
///
/// # Errors
/// As [`confirmed`].
pub async fn arrived(app: &App, world: &World, number: &str, host_manager: Option<&str>) -> Result<()> {
    let mut cx = match host_manager {
        Some(key) => act_as(app, world, key).await?,
        None => as_desk(app, number).await?,
    };
    let how_known = if host_manager.is_some() { HowKnown::Seen } else { HowKnown::Phone };
    let input = ArrivalInput { version: None, on: cx.today(), how_known, note: String::new() };
    actions::confirm_arrival(&mut cx, number, &input).await?;
    cx.commit().await
}

/// From signed by all to active: the gate opens and the person arrives today.
///
/// # Errors
/// As [`confirmed`].
pub async fn active(app: &App, world: &World, number: &str, host_manager: Option<&str>) -> Result<()> {
    ready(app, number).await?;
    arrived(app, world, number, host_manager).await
}

/// Somebody notes a talk of today: `[goals, support, next step]`.
///
/// # Errors
/// As [`confirmed`].
pub async fn checked_in(app: &App, world: &World, who: &str, number: &str, words: [&str; 3]) -> Result<()> {
    let mut cx = act_as(app, world, who).await?;
    let [goals, support, next_step] = words.map(str::to_owned);
    let input = CheckInInput { held_on: cx.today(), goals, support, next_step };
    actions::note_check_in(&mut cx, number, &input).await?;
    cx.commit().await
}

/// The home manager confirms today that the person is back in the post.
///
/// # Errors
/// As [`confirmed`].
pub async fn returned(app: &App, world: &World, home_manager: &str, number: &str, post: &str) -> Result<()> {
    let mut cx = act_as(app, world, home_manager).await?;
    let input = ReturnInput {
        version: None,
        on: cx.today(),
        outcome: Outcome::SamePost,
        post: post.to_owned(),
        note: String::new(),
    };
    actions::confirm_return(&mut cx, number, &input).await?;
    cx.commit().await
}

/// The secondee writes the debrief today. The answers of the proposal stand, with a word that they were tested.
///
/// # Errors
/// As [`confirmed`].
pub async fn closed(app: &App, world: &World, who: &str, number: &str, words: [&str; 2]) -> Result<()> {
    let mut cx = act_as(app, world, who).await?;
    let record = secondments::store::load(&mut cx, number).await?;
    let mut answers: Answers = worth_it::load(&mut cx, &record, Stage::Proposal).await?;
    for answer in answers.values_mut() {
        let came_true =
            if answer.verdict == Verdict::Partly { "More so than we thought." } else { "It came true." };
        came_true.clone_into(&mut answer.answer);
    }
    let [brought_back, do_differently] = words.map(str::to_owned);
    let held_on: NaiveDate = cx.today();
    let input = DebriefInput { version: None, held_on, answers, brought_back, do_differently };
    actions::write_debrief(&mut cx, number, &input).await?;
    cx.commit().await
}

/// The first and the last day of a record.
///
/// # Errors
/// When it has none yet, or the database does not answer.
pub async fn days(app: &App, number: &str) -> Result<(NaiveDate, NaiveDate)> {
    let mut cx = as_desk(app, number).await?;
    let s = secondments::store::load(&mut cx, number).await?.secondment;
    s.starts_on.zip(s.ends_on).ok_or_else(|| Error::internal("a record without days"))
}
