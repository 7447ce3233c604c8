//! Complete proposals of the named world, for tests, the demo and the screenshots.

mod cases;

pub use cases::Case;

use sojourn_kit::error::Result;

use super::actions;
use super::model::{Decision, StartInput};
use super::store;
use crate::actor::{Actor, SessionId, Way};
use crate::app::App;
use crate::cx::{Cx, Meta};
use crate::features::people;
use crate::world::World;

/// A piece of work of a person of the world, writing, without HTTP.
///
/// # Errors
/// When the world has no such person or the database does not answer.
pub async fn act_as(app: &App, world: &World, key: &str) -> Result<Cx> {
    let person = world.person(key)?;
    let tx = app.db.write().await?;
    let nobody = Actor {
        account: world.account(key).ok(),
        person,
        organisation: crate::actor::OrganisationId(uuid::Uuid::nil()),
        organisation_name: String::new(),
        name: String::new(),
        job_title: String::new(),
        roles: Vec::new(),
        manages: false,
        // as if they had just signed in, so that the history names them
        way: Way::Session { id: SessionId::new(app.clock.now()), fresh_at: app.clock.now() },
        owes_factor: false,
    };
    let mut cx = Cx::new(app.clone(), nobody, tx, Meta::default());
    let brief = people::store::brief(&mut cx, person).await?;
    let roles = store::roles_of(&mut cx, person).await?;
    cx.actor.organisation = brief.organisation;
    cx.actor.organisation_name = brief.organisation_name;
    cx.actor.name = brief.name;
    cx.actor.job_title = brief.job_title;
    cx.actor.roles = roles;
    Ok(cx)
}

/// A complete draft of the case. Answers its number.
///
/// # Errors
/// When the database does not answer.
pub async fn drafted(app: &App, world: &World, case: Case) -> Result<String> {
    let mut cx = act_as(app, world, case.secondee()).await?;
    let document = case.document(cx.today());
    let start = StartInput { title: document.why.title.clone(), scope: case.scope() };
    let record = actions::start(&mut cx, start).await?;
    let record = actions::save_document(&mut cx, &record.secondment.number, None, document).await?;
    cx.commit().await?;
    Ok(record.secondment.number)
}

/// The case after it was sent to the home manager. Answers its number.
///
/// # Errors
/// When the database does not answer.
pub async fn sent(app: &App, world: &World, case: Case) -> Result<String> {
    let number = drafted(app, world, case).await?;
    let mut cx = act_as(app, world, case.secondee()).await?;
    actions::send(&mut cx, &number, None).await?;
    cx.commit().await?;
    Ok(number)
}

/// The case after the home manager let the person go. Answers its number.
///
/// # Errors
/// When the database does not answer.
pub async fn released(app: &App, world: &World, case: Case) -> Result<String> {
    let number = sent(app, world, case).await?;
    let mut cx = act_as(app, world, case.home_manager()).await?;
    let note = "Month-end is covered. Let’s talk every other Friday while you are away.".to_owned();
    actions::decide_release(&mut cx, &number, None, Decision::Release { note }).await?;
    cx.commit().await?;
    Ok(number)
}
