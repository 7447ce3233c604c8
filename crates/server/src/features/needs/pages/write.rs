//! Stating a business need and naming somebody for it.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply};

use super::super::actions;
use super::super::model::NeedInput;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::organisations;
use crate::features::secondments::Kind;
use crate::page::{frame, render};
use crate::shell::{Crumbs, ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Link, Place};
use crate::typed::{Form, both, invalid};

#[derive(Template)]
#[template(path = "features/needs/pages/write.html")]
struct WritePage {
    frame: Frame,
    crumbs: Crumbs,
    errors: ErrorSummary,
    need: [FieldView; 7],
    place: [FieldView; 7],
}

/// `GET /needs/new`
pub async fn open(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    if !actions::may_start(&mut cx).await? {
        return Err(Error::Forbidden);
    }
    form(&door, &mut cx, &Form::default()).await
}

/// `POST /needs/new`
pub async fn start(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut sent = Form::sent(fields);
    let input = read(&cx, &mut sent);
    let unread = sent.errors.clone();
    match invalid(both(unread, actions::start(&mut cx, input).await))? {
        Ok(need) => {
            let reply = Reply::see(format!("/needs/{}", need.number));
            cx.finish(reply.flash("Started. The person is told; talk with them and note it.")).await
        }
        Err(errors) => {
            drop(cx);
            let mut cx = door.read().await?;
            form(&door, &mut cx, &sent.with(errors)).await
        }
    }
}

fn read(cx: &Cx, sent: &mut Form) -> NeedInput {
    let today = cx.today();
    let kind = Kind::parse(&sent.text("kind"));
    if kind.is_none() {
        sent.errors.add("kind", "Choose the kind of place");
    }
    let host = sent.text("host_organisation");
    let host_organisation = host.parse().ok();
    if host_organisation.is_none() && !host.is_empty() {
        sent.errors.add("host_organisation", "Choose the host from the list");
    }
    NeedInput {
        person: sent.text("person"),
        kind: kind.unwrap_or(Kind::CrossDepartmental),
        title: sent.text("title"),
        need: sent.text("need"),
        why_no_advert: sent.text("why_no_advert"),
        why_short_notice: sent.text("why_short_notice"),
        account: sent.text("account"),
        is_confidential: sent.ticked("is_confidential"),
        host_organisation,
        host_manager: sent.text("host_manager"),
        place: sent.text("place"),
        starts_on: sent.needed_day("starts_on", today, "Write the first day"),
        ends_on: sent.needed_day("ends_on", today, "Write the last day"),
        fte_bp: sent.share(),
    }
}

async fn form(door: &Door, cx: &mut Cx, sent: &Form) -> Result<Reply> {
    let own = cx.actor.organisation;
    let hosts = organisations::store::choices(cx).await?;
    let hosts = hosts.iter().map(|one| {
        let id = if one.id == own { String::new() } else { one.id.to_string() };
        FieldOption::new(id, one.name.clone())
    });
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Swap);
    let kinds = kinds.map(|kind| FieldOption::new(kind.as_str(), kind.label())).collect();
    let need = [
        sent.field("person", "Work email address of the person").hint("They are told when you send this."),
        sent.field("title", "What would they be there?").hint("For example, Supplier liaison"),
        sent.field("kind", "Which kind of place?").radios(kinds),
        sent.field("need", "What is needed, and on which side?")
            .lines()
            .hint("Capacity, know-how or a relationship, and what both sides have of it."),
        sent.field("why_no_advert", "Why is it not advertised?").lines(),
        sent.field("account", "Client, opportunity or project it belongs to").optional(),
        sent.field("is_confidential", "It is confidential")
            .kind(FieldKind::Tick)
            .hint("Only the person, the managers named here and mobility see it, and what comes of it."),
    ];
    let place = [
        sent.field("host_organisation", "Where to?").select(hosts.collect()),
        sent.field("host_manager", "Work email address of who would direct the work").optional(),
        sent.field("place", "Place of work"),
        sent.field("starts_on", "First day").date().hint("For example, 1 February 2027"),
        sent.field("ends_on", "Last day").date(),
        sent.share_field(),
        sent.field("why_short_notice", "If it starts in less than four weeks: why?").lines().optional(),
    ];
    let errors = sent.summary(&need.iter().chain(&place).collect::<Vec<_>>());
    let page = WritePage {
        frame: frame(door, "State a business need", Some(Place::Secondments)).with_errors(!errors.is_empty()),
        crumbs: Crumbs::new(
            vec![Link::new("Start a secondment", "/start"), Link::new("Business needs", "/needs")],
            "State a business need",
        ),
        errors,
        need,
        place,
    };
    Ok(sent.status(render(&page)?))
}
