//! The invitations that somebody sent, got or looks after.

use askama::Template;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply as Answer, Search};

use super::super::actions;
use super::super::api::ListQuery;
use super::super::model::{InvitationId, Reply, Status};
use super::super::store::{self, Line, Wanted};
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::words::{day_range, short_day};
use crate::shell::{
    Cell, Column, Crumbs, Downloads, Empty, FieldOption, FieldView, Frame, Link, Pager, Place, Row, Table,
    Tag, Tone,
};

/// Lines on one page.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "features/invitations/pages/list.html")]
struct ListPage {
    frame: Frame,
    crumbs: Crumbs,
    status: FieldView,
    is_narrowed: bool,
    may_invite: bool,
    table: Option<Table>,
    empty: Empty,
    downloads: Downloads,
    pager: Pager,
}

/// The words of the address, understood.
///
/// # Errors
/// Invalid, naming the part that means nothing.
pub fn wanted(query: &ListQuery) -> Result<Wanted> {
    let given =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    let status = given(&query.status)
        .map(|word| Status::parse(&word).ok_or_else(|| Error::field("status", "Choose from the list.")))
        .transpose()?;
    let before = given(&query.before)
        .map(|id| {
            id.parse::<InvitationId>().map_err(|_| Error::field("before", "This is no place in the list."))
        })
        .transpose()?;
    Ok(Wanted { status, before })
}

/// `GET /invitations`
pub async fn list(door: Door, Search(query): Search<ListQuery>) -> Result<Answer> {
    let mut cx = door.read().await?;
    let wanted = wanted(&query)?;
    let (lines, has_more) = store::page(&mut cx, &wanted, PAGE).await?;
    let may_invite = actions::may_invite(&mut cx).await?;
    let states = Status::ALL.iter().map(|status| FieldOption::new(status.as_str(), status.label()));
    let states = std::iter::once(FieldOption::new("", "Any status")).chain(states).collect();
    let older = lines.last().filter(|_| has_more).map(|line| line.invitation.id.to_string());
    let page = ListPage {
        frame: frame(&door, "Invitations", Some(Place::Secondments)),
        crumbs: Crumbs::new(vec![Link::new("Start a secondment", "/start")], "Invitations"),
        status: FieldView::new("status", "Status")
            .select(states)
            .value(query.status.clone().unwrap_or_default()),
        is_narrowed: wanted.status.is_some(),
        may_invite,
        table: (!lines.is_empty()).then(|| table(&lines, cx.today())),
        empty: empty(wanted.status.is_some(), may_invite),
        downloads: Downloads::of(
            |file| crate::typed::address(file, &[("status", &query.status)], None),
            "/invitations",
        ),
        pager: crate::typed::pager(
            "/invitations",
            &[("status", &query.status)],
            query.before.is_some(),
            older,
        ),
    };
    render(&page)
}

fn table(lines: &[Line], today: chrono::NaiveDate) -> Table {
    Table {
        caption: "Invitations".to_owned(),
        hide_caption: true,
        columns: ["What", "Who", "Where", "Dates", "Status", "Answer by"].map(Column::text).into(),
        rows: lines.iter().map(|line| row(line, today)).collect(),
        foot: None,
    }
}

fn row(line: &Line, today: chrono::NaiveDate) -> Row {
    let i = &line.invitation;
    let names: Vec<&str> = line.people.iter().map(|person| person.name.as_str()).collect();
    Row {
        cells: vec![
            Cell::Link(Link::new(i.title.clone(), format!("/invitations/{}", i.number))),
            Cell::Text(names.join(", ")),
            Cell::Text(line.host.clone()),
            Cell::Text(day_range(i.starts_on, i.ends_on).replace(' ', "\u{a0}")),
            Cell::Tag(Tag::new(i.status.label(), tone(i.status))),
            Cell::Text(short_day(i.answer_by, today)),
        ],
    }
}

/// What the status of an invitation means.
pub(super) const fn tone(status: Status) -> Tone {
    match status {
        Status::Open => Tone::Info,
        Status::Filled => Tone::Good,
        Status::Declined | Status::Withdrawn | Status::Expired => Tone::Quiet,
    }
}

/// What one answer means.
pub(super) const fn reply_tone(reply: Reply) -> Tone {
    match reply {
        Reply::Asked => Tone::Info,
        Reply::Accepted => Tone::Good,
        Reply::Declined | Reply::Taken | Reply::Withdrawn | Reply::Expired => Tone::Quiet,
    }
}

fn empty(is_narrowed: bool, may_invite: bool) -> Empty {
    if is_narrowed {
        return Empty {
            title: "Nothing matches".to_owned(),
            text: "No invitation that you can read has this status.".to_owned(),
            action: Some(Link::new("Show all", "/invitations")),
        };
    }
    Empty {
        title: "No invitations".to_owned(),
        text: "When somebody invites you, it stands here and on Home, and reaches you by email.".to_owned(),
        action: may_invite.then(|| Link::new("Invite or nominate", "/invitations/new")),
    }
}
