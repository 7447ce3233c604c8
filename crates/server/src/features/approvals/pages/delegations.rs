//! Who decides in the reader's place, and in whose place the reader decides.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::format;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::model::{Delegation, DelegationInput};
use super::super::{actions, store};
use crate::actor::PersonId;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::words::day_range;
use crate::shell::{Crumbs, ErrorSummary, FieldView, Frame, Link, Place};
use crate::typed::{Form, both, invalid};

const HERE: &str = "/approvals/delegations";

struct Shown {
    title: String,
    note: String,
    reason: String,
    end: Option<String>,
}

#[derive(Template)]
#[template(path = "features/approvals/pages/delegations.html")]
struct DelegationsPage {
    frame: Frame,
    crumbs: Crumbs,
    errors: ErrorSummary,
    made: Vec<Shown>,
    fields: [FieldView; 4],
}

/// `GET /approvals/delegations`
pub async fn open(door: Door) -> Result<Reply> {
    view(&door, &Form::default()).await
}

/// `POST /approvals/delegations`
pub async fn delegate(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut sent = Form::sent(fields);
    let today = cx.today();
    let input = DelegationInput {
        delegate: sent.text("delegate"),
        from: sent.day("from", today),
        to: sent.day("to", today),
        reason: sent.text("reason"),
    };
    let unread = sent.errors.clone();
    match invalid(both(unread, actions::delegate(&mut cx, &input).await))? {
        Ok(made) => {
            let words = format!("{} decides for you in these days. They are told.", made.delegate_name);
            cx.finish(Reply::see(HERE).flash(&words)).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &sent.with(errors)).await
        }
    }
}

/// `POST /approvals/delegations/{delegation}/end`
pub async fn end(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    actions::end_delegation(&mut cx, id).await?;
    cx.finish(Reply::see(HERE).flash("Ended. From now on each decides for themselves.")).await
}

async fn view(door: &Door, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let today = cx.today();
    let me = cx.actor.person;
    let made = store::delegations::of_actor(&mut cx).await?;
    let from = if sent.text("from").is_empty() { format::long(today) } else { sent.text("from") };
    let fields = [
        sent.field("delegate", "Who decides for you?").hint("Their name or email address."),
        sent.field("from", "First day").date().value(from),
        sent.field("to", "Last day").date(),
        sent.field("reason", "Why?").hint("They read it, such as “Leave until 4 January”."),
    ];
    let errors = sent.summary(&fields.iter().collect::<Vec<_>>());
    let page = DelegationsPage {
        frame: frame(door, "Deciding in your place", Some(Place::Approvals)).with_errors(!errors.is_empty()),
        crumbs: Crumbs::new(vec![Link::new("Approvals", "/approvals")], "In your place"),
        errors,
        made: made.iter().map(|one| shown(one, me, today)).collect(),
        fields,
    };
    Ok(sent.status(render(&page)?))
}

fn shown(one: &Delegation, me: PersonId, today: NaiveDate) -> Shown {
    let title = if one.person == me {
        format!("{} decides for you", one.delegate_name)
    } else {
        format!("You decide for {}", one.person_name)
    };
    Shown {
        title,
        note: format!("{}. {}", day_range(one.from, one.to), one.status(today)),
        reason: one.reason.clone(),
        end: one.is_open(today).then(|| format!("{HERE}/{}/end", one.id)),
    }
}
