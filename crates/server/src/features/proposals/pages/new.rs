//! A new proposal: what, and where to.

use askama::Template;
use axum::http::StatusCode;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply};

use super::super::actions;
use super::super::model::{StartInput, Step};
use super::form::Form;
use super::typed::Typed;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::secondments::Scope;
use crate::page::{frame, render};
use crate::shell::{Crumbs, ErrorSummary, FieldOption, FieldView, Frame, Link, PersonChip, Place, Side};

#[derive(Template)]
#[template(path = "features/proposals/pages/new.html")]
struct NewPage {
    frame: Frame,
    crumbs: Crumbs,
    errors: ErrorSummary,
    you: PersonChip,
    decides: String,
    title: FieldView,
    scope: FieldView,
}

/// `GET /proposals/new`
pub async fn open(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    show(&door, &mut cx, &Typed::default(), &FieldErrors::default()).await
}

/// `POST /proposals/new`
pub async fn start(door: Door, Fields(typed): Fields<Typed>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut errors = FieldErrors::default();
    let scope = Scope::parse(typed.get("scope"));
    if scope.is_none() {
        errors.add("scope", "Choose where you’d like to go");
    }
    if typed.get("title").is_empty() {
        errors.add("title", "Say what you’d like to do there, in a few words");
    }
    let made = match (errors.clone().check(), scope) {
        (Ok(()), Some(scope)) => {
            actions::start(&mut cx, StartInput { title: typed.text("title"), scope }).await
        }
        _ => Err(Error::Invalid(errors)),
    };
    match made {
        Ok(record) => cx.finish(Reply::see(Step::Why.path(&record.secondment.number))).await,
        Err(Error::Invalid(errors)) => {
            let page = show(&door, &mut cx, &typed, &errors).await?;
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

async fn show(door: &Door, cx: &mut Cx, typed: &Typed, errors: &FieldErrors) -> Result<Reply> {
    let form = Form { typed, errors };
    let me = people::store::brief(cx, cx.actor.person).await?;
    let manager = match me.manager {
        Some(manager) => Some(people::store::brief(cx, manager).await?.name),
        None => None,
    };
    let title = form.field("title", "What would you like to do there?");
    let title = title
        .hint("A few words, such as “Accountant” or “Customer voice in Sales”. You can change it later.");
    let scope = form
        .field("scope", "Where would you like to go?")
        .radios(vec![
            FieldOption::new("internal", "Another department")
                .hint(format!("Within {}.", me.organisation_name)),
            FieldOption::new("external", "Another organisation")
                .hint("A client, a supplier, a partner. Your employer stays the same."),
        ])
        .strong();
    let summary = form.summary([&title, &scope]);
    let page = NewPage {
        frame: frame(door, "Propose your own", Some(Place::MySecondments)).with_errors(!summary.is_empty()),
        crumbs: Crumbs::new(vec![Link::new("Secondments", "/secondments")], "Propose your own"),
        errors: summary,
        you: PersonChip {
            name: me.name,
            relation: me.unit_name.map_or(me.job_title.clone(), |unit| format!("{}, {unit}", me.job_title)),
            side: Some(Side::Home),
        },
        decides: manager.map_or_else(
            || {
                "We don’t know who your manager is. Ask the mobility team to add them before you send it."
                    .to_owned()
            },
            |name| format!("{name} decides whether you can go. Talk to them before you ask a host outside."),
        ),
        title,
        scope,
    };
    render(&page)
}
