//! Opportunities and applications of the named world, for tests, the demo and the screenshots. Each step happens on
//! the day that the installation's clock shows, by the same actions that people use.

use sojourn_kit::error::Result;

use super::actions;
use super::model::{ApplicationInput, Decision, DecisionInput, Reason};
use crate::app::App;
use crate::features::opportunities::actions as postings;
use crate::features::opportunities::model::OpportunityInput;
use crate::features::skills::actions as profiles;
use crate::features::skills::model::{SkillInput, SkillSide, WishesInput};
use crate::world::World;
use crate::world::openings::{Opening, act_as};

/// Somebody posts an opening; whoever needs it asks for approval. Answers its number.
///
/// # Errors
/// When the database does not answer.
pub async fn posted(app: &App, world: &World, opening: &Opening) -> Result<String> {
    let mut cx = act_as(app, world, opening.author).await?;
    let input: OpportunityInput = opening.input(world, cx.today())?;
    let posting = postings::draft(&mut cx, &input).await?;
    let number = posting.opportunity.number;
    postings::publish(&mut cx, &number, None).await?;
    cx.commit().await?;
    Ok(number)
}

/// The mobility team approves it.
///
/// # Errors
/// As [`posted`].
pub async fn approved(app: &App, world: &World, desk: &str, number: &str) -> Result<()> {
    let mut cx = act_as(app, world, desk).await?;
    postings::approve(&mut cx, number, None).await?;
    cx.commit().await
}

/// Posted, and open: approved where that is needed.
///
/// # Errors
/// As [`posted`].
pub async fn open(app: &App, world: &World, opening: &Opening) -> Result<String> {
    let number = posted(app, world, opening).await?;
    if let Some(desk) = opening.approved_by {
        approved(app, world, desk, &number).await?;
    }
    Ok(number)
}

/// Somebody applies, with these two answers.
///
/// # Errors
/// As [`posted`].
pub async fn applied(app: &App, world: &World, who: &str, number: &str, words: [&str; 2]) -> Result<()> {
    let mut cx = act_as(app, world, who).await?;
    let input = ApplicationInput {
        version: None,
        why: words[0].to_owned(),
        bring_back: words[1].to_owned(),
        has_conflict: Some(false),
        conflicts: String::new(),
        talked_on: Some(cx.today()),
        talk: "My manager thinks it is worth it.".to_owned(),
    };
    actions::save(&mut cx, number, &input).await?;
    actions::send(&mut cx, number, None).await?;
    cx.commit().await
}

/// The host decides about the applicant of that number.
///
/// # Errors
/// As [`posted`].
pub async fn decided(
    app: &App,
    world: &World,
    host: &str,
    (number, seq): (&str, i64),
    (decision, reason, words): (Decision, Reason, &str),
) -> Result<()> {
    let mut cx = act_as(app, world, host).await?;
    let input = DecisionInput { version: None, decision, reason, words: words.to_owned(), answer_by: None };
    actions::decide(&mut cx, number, seq, &input).await?;
    cx.commit().await
}

/// The applicant accepts the offer.
///
/// # Errors
/// As [`posted`].
pub async fn accepted(app: &App, world: &World, who: &str, number: &str) -> Result<()> {
    let mut cx = act_as(app, world, who).await?;
    actions::accept(&mut cx, number, None).await?;
    cx.commit().await
}

/// What somebody keeps in their profile: skills with levels, what they want to learn, their goals.
///
/// # Errors
/// As [`posted`].
pub async fn profile(
    app: &App,
    world: &World,
    who: &str,
    (offered, wanted): (&[(&str, i64)], &[&str]),
    goals: &str,
) -> Result<()> {
    let mut cx = act_as(app, world, who).await?;
    for (name, level) in offered {
        let input = SkillInput { name: (*name).to_owned(), side: SkillSide::Offered, level: Some(*level) };
        profiles::keep_skill(&mut cx, &input).await?;
    }
    for name in wanted {
        let input = SkillInput { name: (*name).to_owned(), side: SkillSide::Wanted, level: None };
        profiles::keep_skill(&mut cx, &input).await?;
    }
    let wishes = WishesInput { goals: goals.to_owned(), ..WishesInput::default() };
    profiles::keep_wishes(&mut cx, &wishes).await?;
    cx.commit().await
}

/// An open opportunity of Fiona's with Callum on the shortlist and Grace's application unread. Answers its number.
///
/// # Errors
/// As [`posted`].
pub async fn shortlisted(app: &App, world: &World) -> Result<String> {
    let number = open(app, world, &crate::world::openings::SALES).await?;
    let words = ["To hear what customers ask before they buy.", "Answers that hold when they call us later."];
    applied(app, world, "callum", &number, words).await?;
    applied(app, world, "grace", &number, words).await?;
    let why = (Decision::Shortlist, Reason::SkillsFit, "");
    decided(app, world, "fiona", (&number, 1), why).await?;
    Ok(number)
}
