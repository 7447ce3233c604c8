//! The other ways in, told of the named people: a wish, an invitation that is open and one that was declined.

use chrono::{Datelike, Duration, NaiveDate, Weekday};
use sojourn_kit::error::{Error, Result};

use super::World;
use crate::app::App;
use crate::features::interests;
use crate::features::interests::model::{Sharing, Wish};
use crate::features::invitations;
use crate::features::invitations::model::{DeclineInput, InviteInput, Manner, Payer};
use crate::features::needs::model::{ConsultInput, NeedInput, View};
use crate::features::proposals::fixtures::act_as;
use crate::features::secondments::Kind;
use crate::features::swaps::model::{Answer, AnswerInput, SwapInput};
use crate::features::{needs, people, swaps};

/// Somebody says what they would like; shared with mobility and manager, or with nobody. Answers its number.
///
/// # Errors
/// When the world has no such person or the database does not answer.
pub async fn interest(app: &App, world: &World, who: &str, is_shared: bool) -> Result<String> {
    let mut cx = act_as(app, world, who).await?;
    let wish = Wish {
        wish: "See how a product is built, from the first sketch".to_owned(),
        purpose: "We sell what we don’t understand. I’d bring back what takes long and what does not."
            .to_owned(),
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
    let address = people::store::brief(&mut cx, person).await?.email.unwrap_or_default();
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
        purpose: "Two launches fall into the same month. We need somebody who can write and listen."
            .to_owned(),
        place: "London".to_owned(),
        starts_on: today + Duration::days(70),
        ends_on: today + Duration::days(109),
        fte_bp: 10_000,
        payer: Payer::Home,
        answer_by: today + Duration::days(9),
    }
}

/// Two engineers, or whoever is first in `yes`, change places with Sofia of Halden for two weeks in January. The
/// first proposes it; all in `yes` have said yes. Answers its number.
///
/// # Errors
/// As [`interest`].
pub async fn swap(app: &App, world: &World, yes: &[&str]) -> Result<String> {
    let first = yes.first().copied().unwrap_or("ravi");
    let mut cx = act_as(app, world, first).await?;
    let mut addresses = Vec::new();
    for key in [first, "sofia"] {
        let person = world.person(key)?;
        addresses.push(people::store::brief(&mut cx, person).await?.email.unwrap_or_default());
    }
    let [first, second] = addresses.try_into().map_err(|_| Error::internal("a swap is of two"))?;
    let starts_on = second_monday_of_january(cx.today());
    let input = SwapInput {
        first,
        second,
        title: "Two weeks of each other’s platform".to_owned(),
        purpose: "Ravi sees how Halden builds and tests; Sofia sees where it breaks. Each takes notes for the other."
            .to_owned(),
        starts_on,
        ends_on: starts_on + Duration::days(11),
        fte_bp: 10_000,
    };
    let number = swaps::actions::propose(&mut cx, input).await?.number;
    cx.commit().await?;
    for who in yes.iter().skip(1) {
        let mut cx = act_as(app, world, who).await?;
        let input = AnswerInput { answer: Answer::Yes, reason: String::new() };
        swaps::actions::answer(&mut cx, &number, &input).await?;
        cx.commit().await?;
    }
    Ok(number)
}

fn second_monday_of_january(today: NaiveDate) -> NaiveDate {
    let eighth = NaiveDate::from_ymd_opt(today.year() + 1, 1, 8).unwrap_or(today);
    eighth.iter_days().take(7).find(|day| day.weekday() == Weekday::Mon).unwrap_or(eighth)
}

/// A manager names one of their people for a need at a supplier. Answers its number.
///
/// # Errors
/// As [`interest`].
pub async fn need(app: &App, world: &World, who: &str, whom: &str) -> Result<String> {
    let mut cx = act_as(app, world, who).await?;
    let person = people::store::brief(&mut cx, world.person(whom)?).await?;
    let starts_on = cx.today() + Duration::days(56);
    let input = NeedInput {
        person: person.email.unwrap_or_default(),
        kind: Kind::Vendor,
        title: "Supplier liaison".to_owned(),
        need: "The new label needs somebody at Fernleigh every day. Our buyers have no time, and Fernleigh does not \
               know our systems: capacity for us, know-how for them."
            .to_owned(),
        why_no_advert: "One person knows both systems, and the label is due in spring.".to_owned(),
        why_short_notice: String::new(),
        account: "Fernleigh spring label".to_owned(),
        is_confidential: false,
        host_organisation: Some(world.organisation("Fernleigh Foods")?),
        host_manager: String::new(),
        place: "York".to_owned(),
        starts_on,
        ends_on: starts_on + Duration::days(60),
        fte_bp: 6_000,
    };
    let number = needs::actions::start(&mut cx, input).await?.number;
    cx.commit().await?;
    Ok(number)
}

/// The demo's part: one wish shared and one kept, one invitation open and one declined.
///
/// # Errors
/// As [`interest`].
pub async fn told(app: &App, world: &World) -> Result<()> {
    interest(app, world, "priya", true).await?;
    interest(app, world, "grace", false).await?;
    invited(app, world, "fiona", "grace").await?;
    swap(app, world, &["ravi", "sofia", "erik"]).await?;
    let number = need(app, world, "wen", "ravi").await?;
    let mut cx = act_as(app, world, "wen").await?;
    let talk = ConsultInput {
        on: cx.today(),
        said: "Ravi would like it, if he can be in Leeds on Mondays for the release.".to_owned(),
        view: View::Agrees,
    };
    needs::actions::consult(&mut cx, &number, &talk).await?;
    cx.commit().await?;
    let number = invited(app, world, "rob", "ada").await?;
    let mut cx = act_as(app, world, "ada").await?;
    let reason = "I start in customer service in two weeks. Please ask me again in the summer.".to_owned();
    invitations::actions::decline(&mut cx, &number, &DeclineInput { reason }).await?;
    cx.commit().await
}
