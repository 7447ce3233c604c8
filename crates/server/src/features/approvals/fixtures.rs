//! Releases of the named world approved, for tests, the demo and the screenshots.

use sojourn_kit::error::{Error, Result};

use super::model::Answer;
use super::{actions, holders, store};
use crate::actor::PersonId;
use crate::app::App;
use crate::cx::Cx;
use crate::features::proposals::fixtures::{self, Case, act_as};
use crate::features::secondments;
use crate::world::World;

/// The case after the home manager let the person go and everybody who had to has approved it. Answers its number.
///
/// # Errors
/// When the database does not answer.
pub async fn released(app: &App, world: &World, case: Case) -> Result<String> {
    let number = fixtures::released(app, world, case).await?;
    approved(app, world, &number).await?;
    Ok(number)
}

/// Everybody whose turn it is approves, until nobody is asked.
///
/// # Errors
/// When a step waits for nobody, or the database does not answer.
pub async fn approved(app: &App, world: &World, number: &str) -> Result<()> {
    while approve_next(app, world, number).await? {}
    Ok(())
}

/// Whoever's turn it is approves; whether somebody was asked.
///
/// # Errors
/// When the step waits for nobody, or the database does not answer.
pub async fn approve_next(app: &App, world: &World, number: &str) -> Result<bool> {
    let Some(key) = asked_by_key(app, world, number).await? else { return Ok(false) };
    let mut cx = act_as(app, world, &key).await?;
    actions::decide(&mut cx, number, None, Answer::Approve { note: String::new() }).await?;
    cx.commit().await?;
    Ok(true)
}

/// Who is asked to approve now, as the world names them; nobody when the route is at its end.
///
/// # Errors
/// When a step waits for nobody of the world, or the database does not answer.
pub async fn asked_by_key(app: &App, world: &World, number: &str) -> Result<Option<String>> {
    let Some(person) = asked(app, number).await? else { return Ok(None) };
    world
        .personas()
        .map(|(key, _)| key)
        .find(|key| world.person(key).is_ok_and(|known| known == person))
        .map(|key| Some(key.to_owned()))
        .ok_or_else(|| Error::internal("somebody outside the world is asked to approve"))
}

/// Who is asked to approve the record now.
async fn asked(app: &App, number: &str) -> Result<Option<PersonId>> {
    let mut cx: Cx = crate::jobs::cx(app, "telling a story of the demo world").await?;
    let s = secondments::store::load(&mut cx, number).await?.secondment;
    let Some(route) = store::newest(&mut cx, s.id).await? else { return Ok(None) };
    let Some(step) = route.asked() else { return Ok(None) };
    let mut all = holders::deciders(&mut cx, &s, step).await?;
    all.sort_unstable();
    let first = all.first().copied();
    first.map(Some).ok_or_else(|| Error::internal("nobody can approve it"))
}
