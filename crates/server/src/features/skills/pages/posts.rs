//! Past posts: a part of one's own profile, and a page of its own for HR.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use crate::actor::{OrganisationId, PersonId};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::skills::model::{Post, PostInput};
use crate::features::skills::{actions, store};
use crate::features::{organisations, people};
use crate::page;
use crate::shell::words::day_range;
use crate::shell::{Crumbs, ErrorSummary, FieldOption, FieldView, Frame, Link, Markup, Place};
use crate::typed::{Form, invalid};

#[derive(Template)]
#[template(path = "features/skills/posts.html")]
struct PostsPart {
    posts: Vec<(Post, String)>,
    action: String,
    form_id: String,
    is_open: bool,
    fields: Vec<FieldView>,
}

#[derive(Template)]
#[template(path = "features/skills/person_posts.html")]
struct PostsPage {
    frame: Frame,
    crumbs: Crumbs,
    heading: String,
    errors: ErrorSummary,
    posts: Markup,
}

fn person(text: &str) -> Result<PersonId> {
    text.parse().map_err(|_| Error::NotFound)
}

/// `GET /people/{id}/posts`
pub async fn show(door: Door, Route(id): Route<String>) -> Result<Reply> {
    view(&door, person(&id)?, Form::default()).await
}

/// `POST /people/{id}/posts`
pub async fn keep(
    door: Door,
    Route(id): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let (id, mut typed) = (person(&id)?, Form::sent(fields));
    match invalid(add(&door, id, &mut typed, &format!("/people/{id}/posts")).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, id, typed.with(errors)).await,
    }
}

/// `POST /people/{id}/posts/removal`
pub async fn remove(
    door: Door,
    Route(id): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let id = person(&id)?;
    take_away(&door, id, &Form::sent(fields), &format!("/people/{id}/posts")).await
}

/// Notes the post of a form.
///
/// # Errors
/// Invalid input by field; not found for somebody else's page.
pub(super) async fn add(door: &Door, id: PersonId, typed: &mut Form, onward: &str) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::may_keep_posts(&mut cx, id).await?;
    let (from, to) = (typed.day("from", cx.today()), typed.day("to", cx.today()));
    let unit = typed.get("unit").parse().ok();
    if unit.is_none() {
        typed.errors.add("unit", "Choose the unit");
    }
    if from.is_none() {
        typed.errors.add("from", "Enter the first day");
    }
    if typed.get("title").is_empty() {
        typed.errors.add("title", "Name the post");
    }
    std::mem::take(&mut typed.errors).check()?;
    let (Some(unit), Some(from)) = (unit, from) else { return Err(Error::internal("checked above")) };
    let input = PostInput { unit, title: typed.text("title"), from, to };
    actions::keep_post(&mut cx, id, &input).await?;
    cx.finish(Reply::see(onward).flash("Post noted")).await
}

/// Removes the post that a form names.
///
/// # Errors
/// Not found for somebody else's page.
pub(super) async fn take_away(door: &Door, id: PersonId, typed: &Form, onward: &str) -> Result<Reply> {
    let post = typed.get("post").parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    actions::remove_post(&mut cx, id, post).await?;
    cx.finish(Reply::see(onward).flash("Removed")).await
}

/// The fields of a post.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn fields(
    cx: &mut Cx,
    organisation: OrganisationId,
    typed: &Form,
) -> Result<Vec<FieldView>> {
    let units = organisations::store::units(cx, organisation).await?;
    let units = units.into_iter().map(|unit| FieldOption::new(unit.id.to_string(), unit.name));
    let options = std::iter::once(FieldOption::new("", "Choose a unit")).chain(units).collect();
    let day = |name: &str, label: &str| {
        FieldView::new(name, label).date().value(typed.or(name, "")).error(typed.error(name))
    };
    Ok(vec![
        FieldView::new("unit", "Unit").select(options).value(typed.or("unit", "")).error(typed.error("unit")),
        FieldView::new("title", "Post").value(typed.or("title", "")).error(typed.error("title")),
        day("from", "First day"),
        day("to", "Last day").optional(),
    ])
}

/// The posts with the form to add one.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn part(
    cx: &mut Cx,
    id: PersonId,
    action: &str,
    form_id: &str,
    is_open: bool,
    fields: Vec<FieldView>,
) -> Result<Markup> {
    let dates = |post: &Post| match post.to {
        Some(to) => day_range(post.from, to),
        None => format!("From {}", sojourn_calendar::format::long(post.from)),
    };
    let posts = store::posts(cx, id).await?.into_iter().map(|post| {
        let dates = dates(&post);
        (post, dates)
    });
    page::part(&PostsPart {
        posts: posts.collect(),
        action: action.to_owned(),
        form_id: form_id.to_owned(),
        is_open,
        fields,
    })
}

async fn view(door: &Door, id: PersonId, typed: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let organisation = actions::may_keep_posts(&mut cx, id).await?;
    let brief = people::store::brief(&mut cx, id).await?;
    let fields = fields(&mut cx, organisation, &typed).await?;
    let frame = page::frame(door, format!("Earlier posts of {}", brief.name), Some(Place::People))
        .with_errors(!typed.errors.is_empty());
    let errors = ErrorSummary::of(&fields);
    let action = format!("/people/{id}/posts");
    let posts = part(&mut cx, id, &action, &frame.form_id, true, fields).await?;
    let back = vec![Link::new("People", "/people"), Link::new(brief.name.clone(), format!("/people/{id}"))];
    let page = PostsPage {
        crumbs: Crumbs::new(back, "Earlier posts"),
        heading: format!("Earlier posts of {}", brief.name),
        frame,
        errors,
        posts,
    };
    Ok(typed.status(page::render(&page)?))
}
