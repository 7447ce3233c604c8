//! The part of the record page, and of the page of somebody who is away, that says how home keeps in touch.

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::format::near;
use sojourn_kit::error::Result;

use super::actions;
use super::store::{self, Plan, Watched};
use crate::cx::Cx;
use crate::features::secondments::{Record, Slice, steps};
use crate::features::{acquaintances, people};
use crate::page::part;
use crate::shell::words::short_day;
use crate::shell::{Markup, SummaryList, SummaryRow};

#[derive(Template)]
#[template(path = "features/contacts/panel.html")]
struct Panel {
    form_id: String,
    number: String,
    summary: SummaryList,
    may_note: bool,
}

/// How home keeps in touch, for those at home and the secondee, from the release to the return.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record, form_id: &str) -> Result<Option<Markup>> {
    if !record.standing.sees(Slice::Contact) || !actions::is_open(record) {
        return Ok(None);
    }
    let plan = store::plan(cx, record).await?;
    let watched = store::of_record(cx, record).await?;
    let panel = Panel {
        form_id: form_id.to_owned(),
        number: record.secondment.number.clone(),
        summary: summary(cx, record, plan.as_ref(), watched.as_ref()).await?,
        may_note: actions::may_plan(record) && watched.is_some_and(|one| one.is_away),
    };
    part(&panel).map(Some)
}

/// Who, how, how often, the last talk and the next.
pub(super) async fn summary(
    cx: &mut Cx,
    record: &Record,
    plan: Option<&Plan>,
    watched: Option<&Watched>,
) -> Result<SummaryList> {
    let today = cx.today();
    let contact = plan.map(|plan| plan.contact).or(record.secondment.home_manager);
    let name = match contact {
        Some(person) => people::store::brief(cx, person).await?.name,
        None => "Nobody yet".to_owned(),
    };
    let mut rows = vec![SummaryRow::text("Who", name)];
    match plan {
        Some(plan) => {
            let note = if plan.note.is_empty() { String::new() } else { format!(". {}", plan.note) };
            rows.push(SummaryRow::text("How", format!("{}{note}", plan.channel.label())));
        }
        None => rows.push(SummaryRow::text("Agreed", "Not yet. Once a month counts until then")),
    }
    if let Some(watched) = watched {
        let standing = watched.standing(today);
        rows.push(SummaryRow::text("How often", format!("Every {} days", standing.every)));
        if let Some(day) = watched.talked {
            rows.push(SummaryRow::text("Last talk", near(day, today)));
        }
        if watched.is_away {
            rows.push(SummaryRow::text("Next talk", next(&standing.missed, standing.next, today)));
        }
    }
    if let Some(met @ 1..) = acquaintances::count_of(cx, record).await? {
        rows.push(SummaryRow::text("People met", format!("{met}, known to the secondee alone")));
    }
    Ok(SummaryList { rows, tight: true })
}

fn next(missed: &[NaiveDate], next: Option<NaiveDate>, today: NaiveDate) -> String {
    match (missed.first(), next) {
        (Some(day), _) if missed.len() == 1 => format!("Was due on {}", near(*day, today)),
        (Some(day), _) => format!("{} missed in a row, since {}", missed.len(), near(*day, today)),
        (None, Some(day)) => format!("By {}", near(day, today)),
        (None, None) => "None before the last day".to_owned(),
    }
}

/// The next talk with home, for the page of somebody who is away: "Talk with Alison", "By Tue 1 Dec".
///
/// # Errors
/// When the database does not answer.
pub async fn coming_up(cx: &mut Cx, record: &Record) -> Result<Option<(String, String)>> {
    let Some(watched) = store::of_record(cx, record).await?.filter(|one| one.is_away) else {
        return Ok(None);
    };
    let Some(contact) = watched.contact else { return Ok(None) };
    let name = people::store::brief(cx, contact).await?.name;
    let (today, standing) = (cx.today(), watched.standing(cx.today()));
    let when = match (standing.missed.first(), standing.next) {
        (Some(day), _) => format!("Was due on {}", short_day(*day, today)),
        (None, Some(day)) => format!("By {}", short_day(day, today)),
        (None, None) => return Ok(None),
    };
    Ok(Some((format!("Talk with {}", steps::first_name(&name)), when)))
}
