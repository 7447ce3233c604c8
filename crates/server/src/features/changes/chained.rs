//! Back-to-back secondments of one person, as a chain on the record of each: for home’s side only, since hosts
//! never see each other.

use askama::Template;
use chrono::NaiveDate;
use serde::Serialize;
use sojourn_calendar::{Period, WorkingPattern, format};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Problem, Reply, Route};
use utoipa::ToSchema;

use super::actions::followed;
use super::compare::stay;
use super::rules::chain;
use super::store;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{self, Record, Slice};
use crate::page::part;
use crate::shell::{Link, Markup};

/// One secondment of a chain.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChainPart)]
pub struct Part {
    /// Its number.
    pub number: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Whether it is the one that is looked at.
    pub is_this: bool,
    /// Whether the reader may open it.
    pub may_open: bool,
}

/// The chain that a secondment is part of.
#[derive(Debug, Serialize, ToSchema)]
pub struct Chain {
    /// Its secondments by first day; empty for one that stands alone.
    pub parts: Vec<Part>,
    /// From the first day of the first to the last day of the last, in words.
    pub length: Option<String>,
    /// Whether that is longer than the months after which one asks where the person belongs.
    pub is_long: bool,
}

/// The chain of a record, as far as the reader may know.
///
/// # Errors
/// When the database does not answer.
pub async fn of(cx: &mut Cx, record: &Record) -> Result<Chain> {
    let alone = Chain { parts: Vec::new(), length: None, is_long: false };
    let is_home = record.standing.parties.iter().any(|party| !party.is_host());
    let Some(own) = stay(&record.secondment).filter(|_| is_home && record.standing.sees(Slice::Agreement))
    else {
        return Ok(alone);
    };
    let others = store::stays_of(cx, record).await?;
    let others: Vec<(String, Period)> = others.into_iter().map(|one| (one.number, one.stay)).collect();
    let links = chain::links(own, &others);
    if links.is_empty() {
        return Ok(alone);
    }
    let mut parts = vec![line(&record.secondment.number, own, true, true)];
    for (number, stay) in &links {
        let may_open = match secondments::store::load(cx, number).await {
            Ok(_) => true,
            Err(Error::NotFound) => false,
            Err(other) => return Err(other),
        };
        parts.push(line(number, *stay, false, may_open));
    }
    parts.sort_by_key(|part| part.starts_on);
    let whole = chain::whole(own, &others);
    let length = format::length(whole, WorkingPattern::STANDARD);
    Ok(Chain { parts, length: Some(length), is_long: chain::is_long(whole) })
}

fn line(number: &str, stay: Period, is_this: bool, may_open: bool) -> Part {
    Part { number: number.to_owned(), starts_on: stay.start(), ends_on: stay.end(), is_this, may_open }
}

/// A line of the panel.
struct Row {
    link: Option<Link>,
    number: String,
    dates: String,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "features/changes/chained.html")]
struct Panel {
    rows: Vec<Row>,
    length: String,
    gap: i64,
    months: Option<i32>,
}

/// The panel “One after the other”; nothing for a secondment that stands alone.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    let chain = of(cx, record).await?;
    let Some(length) = chain.length else { return Ok(None) };
    let row = |one: Part| Row {
        link: (one.may_open && !one.is_this)
            .then(|| Link::new(one.number.clone(), format!("/secondments/{}", one.number))),
        dates: Period::try_new(one.starts_on, one.ends_on).map(format::range).unwrap_or_default(),
        number: one.number,
        is_this: one.is_this,
    };
    part(&Panel {
        rows: chain.parts.into_iter().map(row).collect(),
        length,
        gap: chain::CONTINUOUS_DAYS,
        months: chain.is_long.then_some(chain::BELONGING_MONTHS),
    })
    .map(Some)
}

/// The chain of secondments that a record is part of.
#[utoipa::path(get, path = "/secondments/{number}/chain", tag = "changes",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = Chain), (status = 404, body = Problem)))]
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = followed(&mut cx, &number).await?;
    let chain = of(&mut cx, &record).await?;
    cx.finish_json(&chain).await
}
