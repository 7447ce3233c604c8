//! One version of an own copy: as written, filled in, and compared with the standard words or an earlier version.

use askama::Template;
use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Route, Search};
use sojourn_papers::{Block, Head};

use super::{Changes, address, crumbs};
use crate::door::Door;
use crate::features::clauses::actions;
use crate::features::clauses::model::{Filled, Words, changes, filled, head_of, wordings};
use crate::page::{frame, render};
use crate::shell::words::long_day;
use crate::shell::{Crumbs, Frame, Link, Place};

#[derive(Template)]
#[template(path = "features/clauses/pages/version.html")]
struct VersionPage {
    frame: Frame,
    crumbs: Crumbs,
    heading: String,
    written: String,
    compared: Changes,
    /// What else it can be compared with.
    others: Vec<Link>,
    filled: Vec<Filled>,
    /// Where a new version is begun from this one, for those who keep the library.
    again: Option<String>,
}

/// What to compare with.
#[derive(Debug, Default, Deserialize)]
pub struct With {
    /// The key of a standard wording, or the number of an own version; empty: the usual standard words.
    #[serde(default)]
    with: String,
}

/// `GET /settings/clauses/{head}/versions/{version}`
pub async fn open(
    door: Door,
    Route((code, number)): Route<(String, i64)>,
    Search(with): Search<With>,
) -> Result<Reply> {
    let mut cx = door.read().await?;
    let head = head_of(&code)?;
    let copy = actions::version(&mut cx, head, number).await?;
    let (_, copies) = actions::show(&mut cx, head).await?;
    let earlier = actions::words(&mut cx, head, &with.with).await?;
    let change = changes(head, &earlier, &Words::from(&copy.own));
    let change = change.ok_or_else(|| Error::internal("a clause that cannot be compared"))?;
    let base = format!("{}/versions/{number}", address(head));
    let numbers = copies.iter().map(|one| one.number).filter(|other| *other != number);
    let again = format!("{}/own?from={number}", address(head));
    let written = format!("{}, {}", copy.written_by, long_day(copy.written_at.date_naive()));
    render(&VersionPage {
        frame: frame(&door, format!("{}, version {number}", head.title()), Some(Place::Settings)),
        crumbs: crumbs(head, &format!("Version {number}")),
        heading: format!("{} {}, own copy, version {number}", head.code(), head.title()),
        written: format!("Written by {written}, from version {} of the standard.", copy.library_version),
        compared: Changes::of(&change, named(&with.with), format!("Own copy, version {number}")),
        others: others(head, &base, numbers),
        filled: filled(head, &copy.own),
        again: actions::keeps(&door.actor).then_some(again),
    })
}

fn named(with: &str) -> String {
    match with {
        "" | "standard" => "Standard".to_owned(),
        number if number.parse::<i64>().is_ok() => format!("Own copy, version {number}"),
        key => format!("Standard, {}", key.replace('-', " ")),
    }
}

fn others(head: Head, base: &str, numbers: impl Iterator<Item = i64>) -> Vec<Link> {
    let standard = wordings(head)
        .into_iter()
        .map(|one| Link::new(format!("Standard: {}", one.label), format!("{base}?with={}", one.key)));
    let own = numbers.map(|other| Link::new(format!("Version {other}"), format!("{base}?with={other}")));
    standard.chain(own).collect()
}
