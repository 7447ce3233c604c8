//! Proposing a swap.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply};

use super::super::actions;
use super::super::model::SwapInput;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::page::{frame, render};
use crate::shell::{Crumbs, ErrorSummary, FieldView, Frame, Link, Place};
use crate::typed::{Form, both, invalid};

#[derive(Template)]
#[template(path = "features/swaps/pages/write.html")]
struct WritePage {
    frame: Frame,
    crumbs: Crumbs,
    errors: ErrorSummary,
    fields: [FieldView; 7],
}

/// `GET /swaps/new`
pub async fn open(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let me = cx.actor.person;
    let me = people::store::brief(&mut cx, me).await?;
    // who has a manager may be one of the two; who leads names their own
    let own = me.manager.and(me.email).unwrap_or_default();
    form(&door, &Form::default().put("first", own))
}

/// `POST /swaps/new`
pub async fn propose(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut sent = Form::sent(fields);
    let input = read(&cx, &mut sent);
    let unread: FieldErrors = sent.errors.clone();
    match invalid(both(unread, actions::propose(&mut cx, input).await))? {
        Ok(swap) => {
            let reply = Reply::see(format!("/swaps/{}", swap.number));
            cx.finish(reply.flash("Proposed. Everybody who is asked has a letter.")).await
        }
        Err(errors) => form(&door, &sent.with(errors)),
    }
}

fn read(cx: &Cx, sent: &mut Form) -> SwapInput {
    let today: NaiveDate = cx.today();
    SwapInput {
        first: sent.text("first"),
        second: sent.text("second"),
        title: sent.text("title"),
        purpose: sent.text("purpose"),
        starts_on: sent.needed_day("starts_on", today, "Write the first day"),
        ends_on: sent.needed_day("ends_on", today, "Write the last day"),
        fte_bp: sent.share(),
    }
}

fn form(door: &Door, sent: &Form) -> Result<Reply> {
    let fields = [
        sent.field("first", "Work email address of the one").hint("Yours, if it is you who would go."),
        sent.field("second", "Work email address of the other").hint("Jobs that can be compared work best."),
        sent.field("title", "What is it about?").hint("For example, Two weeks of platform and service"),
        sent.field("purpose", "What do both sides have of it?").lines(),
        sent.field("starts_on", "First day").date().hint("For example, 11 January 2027"),
        sent.field("ends_on", "Last day").date(),
        sent.share_field(),
    ];
    let errors = sent.summary(&fields.iter().collect::<Vec<_>>());
    let page = WritePage {
        frame: frame(door, "Propose a swap", Some(Place::Secondments)).with_errors(!errors.is_empty()),
        crumbs: Crumbs::new(
            vec![Link::new("Start a secondment", "/start"), Link::new("Swaps", "/swaps")],
            "Propose a swap",
        ),
        errors,
        fields,
    };
    Ok(sent.status(render(&page)?))
}
