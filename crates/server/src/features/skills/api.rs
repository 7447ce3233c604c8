//! Skills, wishes and past posts as JSON.

use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route, Search};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{Found, Post, PostInput, Skill, SkillInput, SkillSide, Wishes, WishesInput};
use super::{actions, store};
use crate::actor::PersonId;
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(profile))
        .routes(routes!(keep_skill, remove_skill))
        .routes(routes!(keep_wishes))
        .routes(routes!(posts, keep_post))
        .routes(routes!(remove_post))
        .routes(routes!(find))
}

/// One's own profile.
#[derive(Serialize, ToSchema)]
struct ProfileView {
    /// Skills offered and wanted.
    skills: Vec<Skill>,
    /// What one is looking for.
    wishes: Wishes,
    /// Where one worked before.
    posts: Vec<Post>,
}

async fn view(cx: &mut Cx) -> Result<ProfileView> {
    let me = cx.actor.person;
    Ok(ProfileView {
        skills: store::skills(cx, me).await?,
        wishes: store::wishes(cx, me).await?,
        posts: store::posts(cx, me).await?,
    })
}

/// The caller's own profile.
#[utoipa::path(get, path = "/profile", tag = "skills", responses((status = 200, body = ProfileView)))]
async fn profile(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let view = view(&mut cx).await?;
    cx.finish_json(&view).await
}

/// Keeps a skill; the same word on the same side is changed.
#[utoipa::path(post, path = "/profile/skills", tag = "skills", request_body = SkillInput,
    responses((status = 200, body = ProfileView), (status = 422, body = Problem)))]
async fn keep_skill(door: Door, Body(input): Body<SkillInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::keep_skill(&mut cx, &input).await?;
    let view = view(&mut cx).await?;
    cx.finish_json(&view).await
}

/// Which skill to remove.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SkillRemoval {
    /// Offered or wanted.
    side: SkillSide,
    /// Its name.
    name: String,
}

/// Removes a skill.
#[utoipa::path(delete, path = "/profile/skills", tag = "skills", request_body = SkillRemoval,
    responses((status = 200, body = ProfileView), (status = 422, body = Problem)))]
async fn remove_skill(door: Door, Body(input): Body<SkillRemoval>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::remove_skill(&mut cx, input.side, &input.name).await?;
    let view = view(&mut cx).await?;
    cx.finish_json(&view).await
}

/// Keeps what the caller is looking for.
#[utoipa::path(put, path = "/profile/wishes", tag = "skills", request_body = WishesInput,
    responses((status = 200, body = ProfileView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn keep_wishes(door: Door, Body(input): Body<WishesInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::keep_wishes(&mut cx, &input).await?;
    let view = view(&mut cx).await?;
    cx.finish_json(&view).await
}

/// The past posts of a person.
#[derive(Serialize, ToSchema)]
struct PostsView {
    /// The latest first.
    posts: Vec<Post>,
}

fn person(text: &str) -> Result<PersonId> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn posts_of(cx: &mut Cx, id: PersonId) -> Result<PostsView> {
    actions::may_keep_posts(cx, id).await?;
    Ok(PostsView { posts: store::posts(cx, id).await? })
}

/// The past posts of the caller, or, for HR, of a person of their organisation.
#[utoipa::path(get, path = "/people/{id}/posts", tag = "skills",
    params(("id" = String, Path, description = "The person's id")),
    responses((status = 200, body = PostsView), (status = 404, body = Problem)))]
async fn posts(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let view = posts_of(&mut cx, person(&id)?).await?;
    cx.finish_json(&view).await
}

/// Notes a past post.
#[utoipa::path(post, path = "/people/{id}/posts", tag = "skills", request_body = PostInput,
    params(("id" = String, Path, description = "The person's id")),
    responses((status = 200, body = PostsView), (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn keep_post(door: Door, Route(id): Route<String>, Body(input): Body<PostInput>) -> Result<Reply> {
    let id = person(&id)?;
    let mut cx = door.write().await?;
    actions::keep_post(&mut cx, id, &input).await?;
    let view = posts_of(&mut cx, id).await?;
    cx.finish_json(&view).await
}

/// Removes a past post.
#[utoipa::path(delete, path = "/people/{id}/posts/{post}", tag = "skills",
    params(("id" = String, Path, description = "The person's id"), ("post" = String, Path, description = "The post's id")),
    responses((status = 200, body = PostsView), (status = 404, body = Problem)))]
async fn remove_post(door: Door, Route((id, post)): Route<(String, String)>) -> Result<Reply> {
    let (id, post) = (person(&id)?, post.parse().map_err(|_| Error::NotFound)?);
    let mut cx = door.write().await?;
    actions::remove_post(&mut cx, id, post).await?;
    let view = posts_of(&mut cx, id).await?;
    cx.finish_json(&view).await
}

/// What is looked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct FindQuery {
    /// Words of a skill or of a unit's name.
    #[serde(default)]
    q: String,
}

/// Who was found.
#[derive(Serialize, ToSchema)]
struct FoundView {
    /// The strongest first, at most fifty.
    data: Vec<Found>,
}

/// People by skill or earlier unit, for mobility and HR.
#[utoipa::path(get, path = "/skills", tag = "skills", params(FindQuery),
    responses((status = 200, body = FoundView), (status = 404, body = Problem)))]
async fn find(door: Door, Search(query): Search<FindQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let organisations = actions::searched_organisations(&cx)?;
    let data = match query.q.trim() {
        "" => Vec::new(),
        text => store::find(&mut cx, &organisations, text).await?,
    };
    cx.finish_json(&FoundView { data }).await
}
