//! The other ways in, told of the named people: a wish, an invitation that is open and one that was declined.

use chrono::{Duration, NaiveDate};
use sojourn_kit::error::Result;

use super::World;
use crate::app::App;
use crate::features::interests;
use crate::features::interests::model::{Sharing, Wish};
use crate::features::invitations;
use crate::features::invitations::model::{DeclineInput, InviteInput, Manner, Payer};
use crate::features::proposals::fixtures::act_as;
use crate::features::secondments::Kind;

/// Somebody says what they would like; shared with mobility and manager, or with nobody. Answers its number.
///
/// # Errors
/// When the world has no such person or the database does not answer.
pub async fn interest(app: &App, world: &World, who: &str, is_shared: bool) -> Result<String> {
    let mut cx = act_as(app, world, who).await?;
    let wish = Wish {
        wish: "See how a product is built, from the first sketch".to_owned(),
        purpose: "We sell what we don’t understand. I’d bring back what takes long and what does not.".to_owned(),
        skills: "I know the customers. I want to learn to plan with a development team.".to_owned(),
        kind: Some(Kind::CrossDepartmental),
        place: "Leeds, or from home".to_owned(),
        from_on: Some(cx.today() + Duration::days(120)),
        weeks: Some(8),
        fte_bp: 6_000,
    };
    let made = interests::actions::write(&mut cx, wish).await?;
    if is_shared {
        let sharing = Sharing { with_mobility: true, with_manager: true, version: made.version };
        interests::actions::share(&mut cx, &made.number, sharing).await?;
    }
    cx.commit().await?;
    Ok(made.number)
}

/// A manager invites somebody to their own team. Answers its number.
///
/// # Errors
/// As [`interest`].
pub async fn invited(app: &App, world: &World, who: &str, whom: &str) -> Result<String> {
    let mut cx = act_as(app, world, who).await?;
    let person = world.person(whom)?;
    let address = crate::features::people::store::brief(&mut cx, person).await?.email.unwrap_or_default();
    let today = cx.today();
    let made = invitations::actions::invite(&mut cx, invitation(today, &address)).await?;
    cx.commit().await?;
    Ok(made.number)
}

/// An invitation to help with a launch in the spring.
#[must_use]
pub fn invitation(today: NaiveDate, people: &str) -> InviteInput {
    InviteInput {
        manner: Manner::Invitation,
        people: people.to_owned(),
        why: "You wrote the best briefing we had last year, and you ask before you write.".to_owned(),
        host_organisation: None,
        host_manager: String::new(),
        title: "Launch support".to_owned(),
        purpose: "Two launches fall into the same month. We need somebody who can write and listen.".to_owned(),
        place: "London".to_owned(),
        starts_on: today + Duration::days(70),
        ends_on: today + Duration::days(109),
        fte_bp: 10_000,
        payer: Payer::Home,
        answer_by: today + Duration::days(9),
    }
}

/// The demo's part: one wish shared and one kept, one invitation open and one declined.
///
/// # Errors
/// As [`interest`].
pub async fn told(app: &App, world: &World) -> Result<()> {
    interest(app, world, "priya", true).await?;
    interest(app, world, "grace", false).await?;
    invited(app, world, "fiona", "grace").await?;
    let number = invited(app, world, "rob", "ada").await?;
    let mut cx = act_as(app, world, "ada").await?;
    let reason = "I start in customer service in two weeks. Please ask me again in the summer.".to_owned();
    invitations::actions::decline(&mut cx, &number, &DeclineInput { reason }).await?;
    cx.commit().await
}
