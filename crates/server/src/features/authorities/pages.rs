//! The page in Settings that says who may sign for the organisation.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};
use sojourn_money::{Money, currency};

use super::actions;
use super::model::{Authority, AuthorityId, AuthorityInput, By, Scale};
use crate::app::App;
use crate::door::Door;
use crate::features::accounts::settings::tabs;
use crate::features::organisations;
use crate::page::{frame, render};
use crate::shell::words::short_day;
use crate::shell::{ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Place, Tabs};
use crate::typed::{Form, invalid};

const HERE: &str = "/settings/authorities";

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/authorities", get(show).post(grant))
        .route("/settings/authorities/{id}/end", post(end))
}

struct Line {
    id: AuthorityId,
    who: String,
    what: String,
    dates: String,
    over: bool,
}

#[derive(Template)]
#[template(path = "features/authorities/authorities.html")]
struct AuthoritiesPage {
    frame: Frame,
    tabs: Tabs,
    organisation: String,
    errors: ErrorSummary,
    fields: Vec<FieldView>,
    now: Vec<Line>,
    past: Vec<Line>,
}

async fn show(door: Door) -> Result<Reply> {
    view(&door, &Form::default()).await
}

async fn grant(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let sent = Form::sent(fields);
    let mut cx = door.write().await?;
    match invalid(actions::grant(&mut cx, &read(&sent)).await)? {
        Ok(line) => {
            let words = format!("{} may sign.", line.who());
            cx.finish(Reply::see(HERE).flash(&words)).await
        }
        Err(mut errors) => {
            drop(cx);
            // on the page the kinds are boxes; the sentence stands beside the first
            if let Some(sentence) = errors.0.remove("kinds") {
                errors.add(Scale::Internal.as_str(), sentence);
            }
            view(&door, &sent.with(errors)).await
        }
    }
}

async fn end(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id: AuthorityId = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    actions::end(&mut cx, id).await?;
    cx.finish(Reply::see(HERE).flash("The authority has ended.")).await
}

fn read(sent: &Form) -> AuthorityInput {
    let kinds = Scale::ALL.iter().filter(|kind| sent.ticked(kind.as_str()));
    AuthorityInput {
        email: sent.text("email"),
        role: sent.text("role"),
        unit: sent.text("unit"),
        up_to: sent.text("up_to"),
        kinds: kinds.map(|kind| kind.as_str().to_owned()).collect(),
        from: sent.text("from"),
        to: sent.text("to"),
    }
}

async fn view(door: &Door, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let today = cx.today();
    let organisation = actions::own(&mut cx).await?;
    let lines = actions::list(&mut cx).await?;
    let units = organisations::store::units(&mut cx, organisation.id).await?;
    let units: Vec<String> = units.into_iter().map(|unit| unit.name).collect();
    let fields = fields(sent, &organisation.currency, units);
    let errors = sent.summary(&fields.iter().collect::<Vec<_>>());
    let (past, now) = lines.iter().map(|one| line(one, today)).partition(|line| line.over);
    let page = AuthoritiesPage {
        frame: frame(door, "Who may sign", Some(Place::Settings)).with_errors(!errors.is_empty()),
        tabs: tabs(&door.actor, HERE),
        organisation: organisation.name,
        errors,
        fields,
        now,
        past,
    };
    Ok(sent.status(render(&page)?))
}

fn line(one: &Authority, today: NaiveDate) -> Line {
    let kinds: Vec<&str> = one.kinds.iter().map(|kind| kind.label()).collect();
    let place = one.unit_name.clone().unwrap_or_else(|| "the whole organisation".to_owned());
    let amount = match (one.up_to_minor, currency(&one.currency)) {
        (Some(minor), Ok(unit)) => format!("up to {} in all", Money::new(minor, unit)),
        _ => "any amount".to_owned(),
    };
    let from = short_day(one.from_date, today);
    let dates = match one.to_date {
        Some(to) if to < one.from_date => format!("{from}, ended the same day"),
        Some(to) => format!("{from} to {}", short_day(to, today)),
        None if one.from_date > today => format!("From {from}"),
        None => format!("Since {from}"),
    };
    Line {
        id: one.id,
        who: one.who(),
        what: format!("{}. For {place}, {amount}", kinds.join("; ")),
        dates,
        over: one.to_date.is_some_and(|to| to < today),
    }
}

fn fields(sent: &Form, unit_of_money: &str, units: Vec<String>) -> Vec<FieldView> {
    let roles = By::ALL.iter().map(|by| FieldOption::new(by.as_str(), by.label()));
    let roles = std::iter::once(FieldOption::new("", "No role")).chain(roles).collect();
    let units = units.into_iter().map(|name| FieldOption::new(name.clone(), name));
    let units = std::iter::once(FieldOption::new("", "The whole organisation")).chain(units).collect();
    let mut fields = vec![
        sent.field("email", "A person’s work email").kind(FieldKind::Email).optional(),
        sent.field("role", "Or whoever holds a role").select(roles),
        sent.field("unit", "For which unit").select(units).hint("The units under it are counted in."),
        sent.field("up_to", format!("Up to which cost in all, in {unit_of_money}"))
            .hint(
                "What the secondment is estimated to cost, whoever pays it; as host of another organisation, only \
                 what you pay, without pay that you may not know. Empty means any amount.",
            )
            .optional(),
    ];
    for kind in Scale::ALL {
        let field = FieldView::new(kind.as_str(), kind.label()).kind(FieldKind::Tick);
        let field = field.value(if sent.ticked(kind.as_str()) { "yes" } else { "" });
        let error = sent.errors.get(kind.as_str());
        fields.push(field.error(error));
    }
    fields.push(sent.field("from", "First day").date().optional().hint("Empty means today."));
    fields.push(sent.field("to", "Last day").date().optional().hint("Empty means no end."));
    fields
}
