//! What a person does with their own page, and HR with past posts.

use sojourn_kit::error::{Error, FieldErrors, Result};
use uuid::Uuid;

use super::events::{PostsChanged, SkillsChanged, WishesChanged};
use super::model::{MOST, PostInput, Skill, SkillInput, SkillSide, Wishes, WishesInput, word};
use super::store;
use crate::actor::{OrganisationId, PersonId, Role};
use crate::cx::Cx;
use crate::features::{organisations, people};

/// Keeps a skill of the actor's own; the same word on the same side is changed.
///
/// # Errors
/// Invalid input by field.
pub async fn keep_skill(cx: &mut Cx, input: &SkillInput) -> Result<Skill> {
    let skill = input.check()?;
    let me = cx.actor.person;
    let known = store::skills(cx, me).await?;
    let on_side = known.iter().filter(|one| one.side == skill.side && one.word != skill.word).count();
    if on_side >= MOST {
        return Err(Error::field("name", format!("{MOST} are enough. Remove one first")));
    }
    store::save_skill(cx, me, &skill).await?;
    cx.record(&SkillsChanged { person: me, organisation: cx.actor.organisation }).await?;
    Ok(skill)
}

/// Removes a skill of the actor's own. One that is not there is removed already.
///
/// # Errors
/// When the database refuses.
pub async fn remove_skill(cx: &mut Cx, side: SkillSide, name: &str) -> Result<()> {
    let me = cx.actor.person;
    if store::remove_skill(cx, me, side, &word(name)).await? {
        cx.record(&SkillsChanged { person: me, organisation: cx.actor.organisation }).await?;
    }
    Ok(())
}

/// Keeps what the actor is looking for.
///
/// # Errors
/// Invalid input by field; stale when it changed since it was read.
pub async fn keep_wishes(cx: &mut Cx, input: &WishesInput) -> Result<Wishes> {
    let me = cx.actor.person;
    let known = store::wishes(cx, me).await?;
    if input.version.is_some_and(|version| version != known.version) {
        return Err(Error::Stale);
    }
    let wishes = Wishes {
        version: known.version + 1,
        goals: input.goals.trim().to_owned(),
        places: input.places.trim().to_owned(),
        remote: input.remote,
        earliest_on: input.earliest_on,
        fte_bp: input.fte_bp,
    };
    wishes.check()?;
    store::save_wishes(cx, me, known.version, &wishes).await?;
    cx.record(&WishesChanged { person: me, organisation: cx.actor.organisation }).await?;
    Ok(wishes)
}

/// Whose posts the actor may keep: their own, and as HR those of their organisation. Answers the organisation.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn may_keep_posts(cx: &mut Cx, person: PersonId) -> Result<OrganisationId> {
    let brief = people::store::brief(cx, person).await?;
    let is_hr = cx.actor.holds(Role::Hr, brief.organisation);
    if person == cx.actor.person || is_hr { Ok(brief.organisation) } else { Err(Error::NotFound) }
}

/// Notes a past post.
///
/// # Errors
/// Invalid input by field; not found for somebody else's page.
pub async fn keep_post(cx: &mut Cx, person: PersonId, input: &PostInput) -> Result<()> {
    let organisation = may_keep_posts(cx, person).await?;
    input.check(cx.today())?;
    let units = organisations::store::units(cx, organisation).await?;
    if !units.iter().any(|unit| unit.id == input.unit) {
        let mut errors = FieldErrors::default();
        errors.add("unit", "Choose a unit of the person’s own organisation");
        errors.check()?;
    }
    store::insert_post(cx, person, input).await?;
    cx.record(&PostsChanged { person, organisation }).await
}

/// Removes a past post. One that is not there is removed already.
///
/// # Errors
/// Not found for somebody else's page.
pub async fn remove_post(cx: &mut Cx, person: PersonId, post: Uuid) -> Result<()> {
    let organisation = may_keep_posts(cx, person).await?;
    if store::remove_post(cx, person, post).await? {
        cx.record(&PostsChanged { person, organisation }).await?;
    }
    Ok(())
}

/// The organisations whose people the actor finds by skill: where they are mobility manager or HR.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub fn searched_organisations(cx: &Cx) -> Result<Vec<OrganisationId>> {
    let is_keeper = |role: &Role| matches!(role, Role::ProgrammeAdmin | Role::Hr);
    let mut all: Vec<OrganisationId> =
        cx.actor.roles.iter().filter(|(_, role)| is_keeper(role)).map(|(id, _)| *id).collect();
    all.sort_unstable();
    all.dedup();
    if all.is_empty() { Err(Error::NotFound) } else { Ok(all) }
}
