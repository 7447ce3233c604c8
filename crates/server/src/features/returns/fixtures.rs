//! The way back of the named world: for tests, the demo and the screenshots. Each step happens on the day that the
//! installation's clock shows.

use chrono::{Days, NaiveDate};
use sojourn_kit::error::Result;

use super::model::stage::meet_by;
use super::model::{
    CheckDay, CheckInput, DoneInput, HandoverInput, KnowledgeDone, KnowledgeInput, KnowledgeKind,
    ProposalInput, ProposalKind, RoleInput, SkillUseInput, WishesInput,
};
use super::{actions, jobs, store};
use crate::app::App;
use crate::features::proposals::fixtures::act_as;
use crate::features::secondments;
use crate::world::World;

/// The jobs of this feature do what is due today.
///
/// # Errors
/// When the database does not answer.
pub async fn jobs_run(app: &App) -> Result<()> {
    jobs::OPEN.run_alone(app.clone()).await?;
    jobs::ASK.run_alone(app.clone()).await.map(drop)
}

/// Secondee, home manager and host manager write their parts of the open plan.
///
/// # Errors
/// When an action refuses, or the database does not answer.
pub async fn planned(
    app: &App,
    world: &World,
    number: &str,
    [secondee, home, host]: [&str; 3],
    words: [&str; 6],
) -> Result<()> {
    let [use_next, learn_next, role, first_project, teach, handover] = words.map(str::to_owned);
    let mut cx = act_as(app, world, secondee).await?;
    actions::write_wishes(&mut cx, number, &WishesInput { use_next, learn_next, version: 1 }).await?;
    cx.commit().await?;
    let mut cx = act_as(app, world, home).await?;
    let record = secondments::store::load(&mut cx, number).await?;
    let plan = actions::plan(&mut cx, &record).await?;
    let last = record.secondment.ends_on.unwrap_or(plan.opened_on);
    let meeting_on = meet_by(last, plan.opened_on);
    let input = RoleInput { role, first_project, teach, meeting_on, version: 2 };
    actions::name_role(&mut cx, number, &input).await?;
    cx.commit().await?;
    let mut cx = act_as(app, world, host).await?;
    actions::write_handover(&mut cx, number, &HandoverInput { handover, version: 3 }).await?;
    cx.commit().await
}

/// The secondee answers a check.
///
/// # Errors
/// As [`planned`].
pub async fn answered(
    app: &App,
    world: &World,
    secondee: &str,
    number: &str,
    day: CheckDay,
    (mood, fits, words): (u8, u8, &str),
) -> Result<()> {
    let mut cx = act_as(app, world, secondee).await?;
    let input = CheckInput { mood, fits, words: words.to_owned(), ..CheckInput::default() };
    actions::answer_check(&mut cx, number, day, &input).await?;
    cx.commit().await
}

/// The secondee plans to use a skill within so many days.
///
/// # Errors
/// As [`planned`].
pub async fn uses(
    app: &App,
    world: &World,
    secondee: &str,
    number: &str,
    days: u64,
    [skill, how]: [&str; 2],
) -> Result<()> {
    let mut cx = act_as(app, world, secondee).await?;
    let due_on = ahead(cx.today(), days);
    let input = SkillUseInput { skill: skill.to_owned(), how: how.to_owned(), due_on };
    actions::plan_use(&mut cx, number, &input).await?;
    cx.commit().await
}

/// The secondee notes that the first open use is done.
///
/// # Errors
/// As [`planned`].
pub async fn used(app: &App, world: &World, secondee: &str, number: &str, evidence: &str) -> Result<()> {
    let mut cx = act_as(app, world, secondee).await?;
    let record = actions::seen_at_home(&mut cx, number).await?;
    let open = store::uses(&mut cx, &record).await?.into_iter().find(|one| one.done_on.is_none());
    if let Some(one) = open {
        let input = DoneInput { evidence: evidence.to_owned() };
        actions::finish_use(&mut cx, number, one.id, &input).await?;
    }
    cx.commit().await
}

/// The secondee proposes something.
///
/// # Errors
/// As [`planned`].
pub async fn proposes(
    app: &App,
    world: &World,
    secondee: &str,
    number: &str,
    kind: ProposalKind,
    [what, why]: [&str; 2],
) -> Result<()> {
    let mut cx = act_as(app, world, secondee).await?;
    let input = ProposalInput { kind, what: what.to_owned(), why: why.to_owned() };
    actions::propose(&mut cx, number, &input).await?;
    cx.commit().await
}

/// The secondee plans to pass something on within so many days.
///
/// # Errors
/// As [`planned`].
pub async fn passes_on(
    app: &App,
    world: &World,
    secondee: &str,
    number: &str,
    days: u64,
    (kind, what, recipients): (KnowledgeKind, &str, &str),
) -> Result<()> {
    let mut cx = act_as(app, world, secondee).await?;
    let input = KnowledgeInput {
        kind,
        what: what.to_owned(),
        recipients: recipients.to_owned(),
        due_on: ahead(cx.today(), days),
    };
    actions::plan_knowledge(&mut cx, number, &input).await?;
    cx.commit().await
}

/// The secondee notes today that the first open thing was passed on.
///
/// # Errors
/// As [`planned`].
pub async fn passed_on(
    app: &App,
    world: &World,
    secondee: &str,
    number: &str,
    (people, evidence): (i64, &str),
) -> Result<()> {
    let mut cx = act_as(app, world, secondee).await?;
    let record = actions::seen_at_home(&mut cx, number).await?;
    let open = store::knowledge(&mut cx, &record).await?.into_iter().find(|one| one.done_on.is_none());
    if let Some(one) = open {
        let input = KnowledgeDone { on: cx.today(), people, evidence: evidence.to_owned() };
        actions::finish_knowledge(&mut cx, number, one.id, &input).await?;
    }
    cx.commit().await
}

fn ahead(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}
