//! One interest: what it says, who reads it, and what can come of it.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::Fte;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::access::Sight;
use super::super::model::{Interest, Sharing, Status};
use super::super::{actions, api, store};
use crate::door::Door;
use crate::features::people;
use crate::page::{frame, render};
use crate::shell::{
    Crumbs, FieldKind, FieldView, Frame, Link, Place, SummaryList, SummaryRow, SummaryValue, Tag, Tone,
};
use crate::typed::Form;

#[derive(Template)]
#[template(path = "features/interests/pages/show.html")]
struct ShowPage {
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    lede: String,
    tag: Tag,
    facts: SummaryList,
    address: String,
    version: i64,
    /// Mobility and manager, for the person as long as it is open.
    sharing: Option<[FieldView; 2]>,
    read_by: &'static str,
}

/// `GET /interests/{interest}`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (interest, sight) = store::load(&mut cx, &number).await?;
    let view = api::view(&mut cx, &interest, sight).await?;
    let person = people::store::brief(&mut cx, interest.person).await?;
    let manager = match person.manager {
        Some(manager) => Some(people::store::brief(&mut cx, manager).await?.name),
        None => None,
    };
    let is_own = sight == Sight::Own;
    let whose = if is_own { "Yours".to_owned() } else { format!("By {}", person.name) };
    let page = ShowPage {
        frame: frame(&door, interest.wish.wish.clone(), Some(Place::MySecondments)),
        crumbs: Crumbs::new(
            vec![Link::new("Start a secondment", "/start"), Link::new("Interests", "/interests")],
            interest.number.clone(),
        ),
        title: interest.wish.wish.clone(),
        lede: format!("{whose}. An interest binds nobody: it says what somebody would like."),
        tag: Tag::new(interest.status.label(), tone(interest.status)),
        facts: facts(&interest, &view, &person),
        address: format!("/interests/{number}"),
        version: interest.version,
        sharing: (is_own && interest.status == Status::Open).then(|| sharing(&interest, manager.as_deref())),
        read_by: read_by(&interest, is_own),
    };
    render(&page)
}

fn tone(status: Status) -> Tone {
    match status {
        Status::Open => Tone::Info,
        Status::Withdrawn => Tone::Quiet,
        Status::Proposed => Tone::Good,
    }
}

fn read_by(i: &Interest, is_own: bool) -> &'static str {
    match (is_own, i.with_mobility, i.with_manager) {
        _ if i.status == Status::Withdrawn => "Withdrawn: only you read it.",
        (true, false, false) => "Only you read this.",
        (true, true, false) => {
            "You and the mobility team read this. HR sees what, where and when, not what for."
        }
        (true, false, true) => "You and your manager read this.",
        (true, true, true) => "You, your manager and the mobility team read this.",
        (false, ..) => "They chose to let you read this.",
    }
}

fn facts(i: &Interest, view: &super::super::model::InterestView, person: &people::Brief) -> SummaryList {
    let w = &i.wish;
    let or =
        |text: &str, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { text.to_owned() };
    let share = u16::try_from(w.fte_bp).ok().and_then(|bp| Fte::try_new(bp).ok());
    let mut rows = vec![SummaryRow::text(
        "Who",
        match &person.unit_name {
            Some(unit) => format!("{}, {}, {unit}", person.name, person.job_title),
            None => format!("{}, {}", person.name, person.job_title),
        },
    )];
    rows.extend(view.purpose.as_deref().map(|text| SummaryRow::text("What for", or(text, "Not said"))));
    rows.extend(
        view.skills
            .as_deref()
            .map(|text| SummaryRow::text("Brings and wants to learn", or(text, "Not said"))),
    );
    rows.push(SummaryRow::text("Kind of place", w.kind.map_or("Any", |kind| kind.label())));
    rows.push(SummaryRow::text("Where", or(&w.place, "Anywhere")));
    rows.push(SummaryRow::text("When", w.when()));
    rows.extend(share.map(|share| SummaryRow::text("Working time", share.in_days())));
    if let Some(number) = &view.secondment {
        let link = Link::new(format!("Proposal {number}"), format!("/secondments/{number}"));
        rows.push(SummaryRow::new("Became", SummaryValue::Link(link)));
    }
    SummaryList { rows, tight: false }
}

fn sharing(i: &Interest, manager: Option<&str>) -> [FieldView; 2] {
    let tick = |name: &str, label: String, on: bool| {
        FieldView::new(name, label).kind(FieldKind::Tick).value(if on { "yes" } else { "" })
    };
    let manager = manager.map_or_else(|| "My manager".to_owned(), |name| format!("My manager, {name}"));
    [
        tick("with_mobility", "The mobility team".to_owned(), i.with_mobility),
        tick("with_manager", manager, i.with_manager),
    ]
}

/// `POST /interests/{interest}/sharing`
pub async fn share(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let sent = Form::sent(fields);
    let sharing = Sharing {
        with_mobility: sent.ticked("with_mobility"),
        with_manager: sent.ticked("with_manager"),
        version: sent.version(),
    };
    actions::share(&mut cx, &number, sharing).await?;
    cx.finish(Reply::see(format!("/interests/{number}")).flash("Saved who may read it.")).await
}

/// `POST /interests/{interest}/withdrawal`
pub async fn withdraw(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::withdraw(&mut cx, &number, Form::sent(fields).version()).await?;
    cx.finish(Reply::see(format!("/interests/{number}")).flash("Withdrawn. Nobody else reads it.")).await
}

/// `POST /interests/{interest}/proposal`
pub async fn propose(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::propose(&mut cx, &number, Form::sent(fields).version()).await?;
    let reply = Reply::see(format!("/secondments/{}/propose/why", record.number));
    cx.finish(reply.flash("A draft is ready. Only you see it until you send it.")).await
}
