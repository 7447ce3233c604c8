//! Writing an opportunity: one form for a new one and for a draft.

mod fields;
mod read;

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use self::fields::groups;
use self::read::{Known, read};
use super::crumbs;
use crate::door::Door;
use crate::features::opportunities::lifecycle::{self, Action};
use crate::features::opportunities::{actions, store};
use crate::page;
use crate::shell::{Crumbs, ErrorSummary, FieldView, Frame, Link, Place};
use crate::typed::{Form, invalid};

#[derive(Template)]
#[template(path = "features/opportunities/pages/form.html")]
struct FormPage {
    frame: Frame,
    crumbs: Crumbs,
    heading: &'static str,
    errors: ErrorSummary,
    version: i64,
    action: String,
    back: String,
    publish: &'static str,
    groups: Vec<(&'static str, Vec<FieldView>)>,
}

/// `GET /opportunities/new`
pub async fn new(door: Door) -> Result<Reply> {
    view(&door, None, Form::default()).await
}

/// `POST /opportunities`
pub async fn create(door: Door, Fields(sent): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    submit(&door, None, sent).await
}

/// `GET /opportunities/{opportunity}/edit`
pub async fn edit(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, Some(&number), Form::default()).await
}

/// `POST /opportunities/{opportunity}/edit`
pub async fn change(
    door: Door,
    Route(number): Route<String>,
    Fields(sent): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    submit(&door, Some(&number), sent).await
}

async fn submit(door: &Door, number: Option<&str>, sent: BTreeMap<String, String>) -> Result<Reply> {
    let mut typed = Form::sent(sent);
    match invalid(write(door, number, &mut typed).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(door, number, typed.with(errors)).await,
    }
}

async fn write(door: &Door, number: Option<&str>, typed: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let input = read(typed, cx.today());
    if let Some(number) = number {
        // who may not write it is told so before anything about their words
        let posting = store::load(&mut cx, number).await?;
        lifecycle::decide(&posting.opportunity, Action::Edit, &posting.standing)?;
    }
    std::mem::take(&mut typed.errors).check()?;
    let posting = match number {
        Some(number) => actions::edit(&mut cx, number, &input).await?,
        None => actions::draft(&mut cx, &input).await?,
    };
    let number = posting.opportunity.number.clone();
    let mut said = "Saved as a draft. Only you and those who decide with you see it.".to_owned();
    if typed.get("then") == "publish" {
        let published = actions::publish(&mut cx, &number, None).await?;
        said = match published.opportunity.state {
            super::super::State::Open => "Published.".to_owned(),
            _ => "Sent to the mobility team and HR for approval.".to_owned(),
        };
    }
    cx.finish(Reply::see(format!("/opportunities/{number}")).flash(&said)).await
}

async fn view(door: &Door, number: Option<&str>, typed: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let known = match number {
        Some(number) => {
            let posting = store::load(&mut cx, number).await?;
            lifecycle::decide(&posting.opportunity, Action::Edit, &posting.standing)?;
            Some(Known::of(&mut cx, posting.opportunity).await?)
        }
        None => None,
    };
    let groups = groups(&mut cx, known.as_ref(), &typed).await?;
    let is_desk = [crate::actor::Role::ProgrammeAdmin, crate::actor::Role::Hr]
        .into_iter()
        .any(|role| cx.actor.holds(role, cx.actor.organisation));
    let heading = if number.is_some() { "Change the posting" } else { "Post an opportunity" };
    let back = number.map_or("/opportunities".to_owned(), |number| format!("/opportunities/{number}"));
    let here: Vec<Link> = number.map(|number| Link::new(number, back.clone())).into_iter().collect();
    let kept = known.as_ref().map_or(0, |known| known.opportunity.version);
    let page = FormPage {
        frame: page::frame(door, heading, Some(Place::Opportunities)).with_errors(!typed.errors.is_empty()),
        crumbs: crumbs(here, heading),
        heading,
        errors: ErrorSummary::of(groups.iter().flat_map(|(_, fields)| fields)),
        version: typed.or("version", &kept.to_string()).parse().map_err(|_| Error::Stale)?,
        action: number.map_or("/opportunities".to_owned(), |number| format!("/opportunities/{number}/edit")),
        back,
        publish: if is_desk { "publish" } else { "ask for approval" },
        groups,
    };
    Ok(typed.status(page::render(&page)?))
}
