//! Inviting somebody, or naming one of one's people to a host.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply as Answer};

use super::super::actions;
use super::super::model::{InviteInput, Manner, Payer};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::organisations;
use crate::page::{frame, render};
use crate::shell::{Crumbs, ErrorSummary, FieldOption, FieldView, Frame, Link, Place};
use crate::typed::{Form, both, invalid};

#[derive(Template)]
#[template(path = "features/invitations/pages/write.html")]
struct WritePage {
    frame: Frame,
    crumbs: Crumbs,
    errors: ErrorSummary,
    manner: FieldView,
    people: [FieldView; 2],
    host: [FieldView; 2],
    place: [FieldView; 7],
    answer_by: FieldView,
}

/// `GET /invitations/new`
pub async fn open(door: Door) -> Result<Answer> {
    let mut cx = door.read().await?;
    if !actions::may_invite(&mut cx).await? {
        return Err(Error::Forbidden);
    }
    form(&door, &mut cx, &Form::default()).await
}

/// `POST /invitations/new`
pub async fn invite(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Answer> {
    let mut cx = door.write().await?;
    let mut sent = Form::sent(fields);
    let input = read(&cx, &mut sent);
    let unread = sent.errors.clone();
    let made = both(unread, actions::invite(&mut cx, input).await);
    match invalid(made)? {
        Ok(invitation) => {
            let reply = Answer::see(format!("/invitations/{}", invitation.number));
            cx.finish(reply.flash("Sent. They answer for themselves.")).await
        }
        Err(errors) => {
            drop(cx);
            let mut cx = door.read().await?;
            form(&door, &mut cx, &sent.with(errors)).await
        }
    }
}

fn read(cx: &Cx, sent: &mut Form) -> InviteInput {
    let today = cx.today();
    let manner = Manner::parse(&sent.text("manner"));
    if manner.is_none() {
        sent.errors.add("manner", "Choose whether you invite or nominate");
    }
    let payer = Payer::parse(&sent.text("payer"));
    if payer.is_none() {
        sent.errors.add("payer", "Choose who is meant to pay");
    }
    let host = sent.text("host_organisation");
    let host_organisation = host.parse().ok();
    if host_organisation.is_none() && !host.is_empty() {
        sent.errors.add("host_organisation", "Choose the host from the list");
    }
    InviteInput {
        manner: manner.unwrap_or(Manner::Invitation),
        people: sent.text("people"),
        why: sent.text("why"),
        host_organisation,
        host_manager: sent.text("host_manager"),
        title: sent.text("title"),
        purpose: sent.text("purpose"),
        place: sent.text("place"),
        starts_on: sent.needed_day("starts_on", today, "Write the first day"),
        ends_on: sent.needed_day("ends_on", today, "Write the last day"),
        fte_bp: sent.share(),
        payer: payer.unwrap_or(Payer::Home),
        answer_by: sent.needed_day("answer_by", today, "Write the last day for an answer"),
    }
}

async fn form(door: &Door, cx: &mut Cx, sent: &Form) -> Result<Answer> {
    let own = cx.actor.organisation;
    let hosts = organisations::store::choices(cx).await?;
    let hosts = hosts.iter().map(|one| {
        let id = if one.id == own { String::new() } else { one.id.to_string() };
        FieldOption::new(id, one.name.clone())
    });
    let payers = Payer::ALL.iter().map(|payer| FieldOption::new(payer.as_str(), payer.label())).collect();
    let manner = sent.field("manner", "What would you like to do?").strong().radios(vec![
        FieldOption::new("invitation", "Invite somebody to work here")
            .hint("You need them, and ask them by name."),
        FieldOption::new("nomination", "Nominate one of your people")
            .hint("You name somebody who reports to you to another team or organisation."),
    ]);
    let people = [
        sent.field("people", "Their work email address")
            .hint("Several for one place: separate with commas. The first yes fills it, the others are told kindly."),
        sent.field("why", "Why them?").lines().hint("They read it."),
    ];
    let host = [
        sent.field("host_organisation", "Where to?").select(hosts.collect()),
        sent.field("host_manager", "Work email address of who would direct the work")
            .hint("Leave it empty if that is you, or if you don’t know yet.")
            .optional(),
    ];
    let place = [
        sent.field("title", "What would they be there?").hint("For example, Service designer"),
        sent.field("purpose", "What for?").lines(),
        sent.field("place", "Place of work"),
        sent.field("starts_on", "First day").date().hint("For example, 1 February 2027"),
        sent.field("ends_on", "Last day").date(),
        sent.share_field(),
        sent.field("payer", "Who is meant to pay?").radios(payers),
    ];
    let answer_by = sent.field("answer_by", "Answer by").date().hint("After this day it ends by itself.");
    let mut all: Vec<&FieldView> = vec![&manner];
    all.extend(people.iter().chain(&host).chain(&place).chain([&answer_by]));
    let errors = sent.summary(&all);
    let page = WritePage {
        frame: frame(door, "Invite or nominate", Some(Place::Secondments)).with_errors(!errors.is_empty()),
        crumbs: Crumbs::new(
            vec![Link::new("Start a secondment", "/start"), Link::new("Invitations", "/invitations")],
            "Invite or nominate",
        ),
        errors,
        manner,
        people,
        host,
        place,
        answer_by,
    };
    Ok(sent.status(render(&page)?))
}
