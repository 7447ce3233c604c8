//! The page where administrators give and end roles.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use chrono::NaiveDate;
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};
use uuid::Uuid;

use super::super::settings::tabs;
use super::{GRANTABLE, Grant, RoleRow};
use crate::app::App;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::words::short_day;
use crate::shell::{ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Place, Tabs};

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new().route("/settings/roles", get(page).post(grant)).route("/settings/roles/{id}/end", post(end))
}

struct Line {
    id: Uuid,
    name: String,
    label: &'static str,
    dates: String,
    over: bool,
}

#[derive(Template)]
#[template(path = "features/accounts/roles/roles.html")]
struct RolesPage {
    frame: Frame,
    tabs: Tabs,
    organisation: String,
    errors: ErrorSummary,
    fields: Vec<FieldView>,
    now: Vec<Line>,
    past: Vec<Line>,
}

#[derive(Debug, Default, Deserialize)]
struct Typed {
    #[serde(default)]
    email: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

fn line(row: &RoleRow, today: NaiveDate) -> Line {
    let from = short_day(row.from_date, today);
    let over = row.to_date.is_some_and(|to| to < today);
    let dates = match row.to_date {
        Some(to) if to < row.from_date => format!("{from}, ended the same day"),
        Some(to) => format!("{from} to {}", short_day(to, today)),
        None => format!("Since {from}"),
    };
    let dates = if row.from_date > today && row.to_date.is_none() { format!("From {from}") } else { dates };
    Line { id: row.id, name: row.name.clone(), label: row.label, dates, over }
}

fn fields(typed: &Typed, wrong: &FieldErrors) -> Vec<FieldView> {
    let roles = GRANTABLE.map(|role| FieldOption::new(role.as_str(), role.label()));
    let choose = std::iter::once(FieldOption::new("", "Choose a role")).chain(roles).collect();
    vec![
        FieldView::new("email", "Work email")
            .kind(FieldKind::Email)
            .value(&typed.email)
            .error(wrong.get("email")),
        FieldView::new("role", "Role").select(choose).value(&typed.role).error(wrong.get("role")),
        FieldView::new("from", "First day")
            .date()
            .optional()
            .hint("Empty means today.")
            .value(&typed.from)
            .error(wrong.get("from")),
        FieldView::new("to", "Last day")
            .date()
            .optional()
            .hint("Empty means no end.")
            .value(&typed.to)
            .error(wrong.get("to")),
    ]
}

async fn view(door: &Door, typed: &Typed, wrong: &FieldErrors) -> Result<Reply> {
    let mut cx = door.read().await?;
    let today = cx.today();
    let rows = super::list(&mut cx).await?;
    let fields = fields(typed, wrong);
    let errors = ErrorSummary::of(&fields);
    let (past, now) = rows.iter().map(|row| line(row, today)).partition(|line| line.over);
    render(&RolesPage {
        frame: frame(door, "Roles", Some(Place::Settings)).with_errors(!errors.is_empty()),
        tabs: tabs(&door.actor, "/settings/roles"),
        organisation: door.actor.organisation_name.clone(),
        errors,
        fields,
        now,
        past,
    })
}

async fn page(door: Door) -> Result<Reply> {
    view(&door, &Typed::default(), &FieldErrors::default()).await
}

async fn grant(door: Door, Fields(typed): Fields<Typed>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let input = Grant {
        email: typed.email.clone(),
        role: typed.role.clone(),
        from: typed.from.clone(),
        to: typed.to.clone(),
    };
    match super::grant(&mut cx, &input).await {
        Ok(row) => {
            let sentence = format!("{} has the role {}.", row.name, row.label);
            cx.finish(Reply::see("/settings/roles").flash(&sentence)).await
        }
        Err(Error::Invalid(wrong)) => {
            drop(cx);
            Ok(view(&door, &typed, &wrong).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error),
    }
}

async fn end(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    super::end(&mut cx, id).await?;
    cx.finish(Reply::see("/settings/roles").flash("The role has ended.")).await
}
