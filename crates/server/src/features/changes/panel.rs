//! Changes on the page of their record: the open one as a notice, the rest as a list.

use askama::Template;
use sojourn_calendar::format::long;
use sojourn_kit::error::Result;

use super::actions::{self, Waiting};
use super::compare::compare;
use super::model::{Change, ChangeKind, ChangeSide, ChangeStatus, Said};
use super::store;
use crate::cx::Cx;
use crate::features::secondments::{Parties, Record, Slice, steps};
use crate::shell::words::short_day;
use crate::shell::{Link, Markup, Notice, Tag, Tone};

/// Lines of the list on the record's page.
const RECENT: usize = 4;

#[derive(Template)]
#[template(path = "features/changes/panel.html")]
struct Panel {
    notice: Option<Notice>,
    rows: Vec<(Link, Tag)>,
    all: String,
}

/// A change in a few words: "Stay until Friday 9 April 2027".
#[must_use]
pub fn in_words(change: &Change) -> String {
    let day = change.values.ends_on.map(long).unwrap_or_default();
    match change.kind {
        ChangeKind::Extension => format!("Stay until {day}"),
        ChangeKind::EarlyEnd => format!("End early on {day}"),
        ChangeKind::Recall => format!("Called back home, last day {day}"),
        ChangeKind::Removal => format!("The host ends it, last day {day}"),
        ChangeKind::EarlyReturn => format!("Coming back early, last day {day}"),
        ChangeKind::Variation => {
            let v = &change.values;
            if v.supersede {
                return format!("A new agreement from {}", long(change.effective_on));
            }
            let what = [
                ("time at the host", v.fte_bp.is_some()),
                ("place", v.place.is_some()),
                ("duties", v.duties.is_some()),
                ("pay", v.pay.is_some()),
                ("recharge", v.recharge.is_some()),
                ("manager at home", v.home_manager.is_some()),
                ("manager at the host", v.host_manager.is_some()),
                ("contact", v.contact.is_some()),
                ("cost code", v.cost_code.is_some()),
            ];
            let what: Vec<&str> = what.iter().filter(|(_, has)| *has).map(|(what, _)| *what).collect();
            format!("New {} from {}", what.join(", "), long(change.effective_on))
        }
    }
}

/// What a state of a change means.
#[must_use]
pub const fn tone(status: ChangeStatus) -> Tone {
    match status {
        ChangeStatus::Asked | ChangeStatus::Agreed | ChangeStatus::Settled => Tone::Info,
        ChangeStatus::InEffect => Tone::Good,
        ChangeStatus::Given => Tone::Warn,
        ChangeStatus::Refused | ChangeStatus::TakenBack | ChangeStatus::NoticeTakenBack => Tone::Quiet,
    }
}

/// The changes of a record, for those who follow its agreement; nothing while there are none.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record, parties: &Parties) -> Result<Option<Markup>> {
    if !record.standing.sees(Slice::Agreement) {
        return Ok(None);
    }
    let changes = store::all(cx, record.secondment.id).await?;
    let Some(newest) = changes.first() else { return Ok(None) };
    let open = changes.iter().find(|change| change.is_open()).unwrap_or(newest);
    let notice = if open.is_open() { Some(notice(cx, record, parties, open).await?) } else { None };
    let number = &record.secondment.number;
    let row = |change: &Change| {
        let href = format!("/secondments/{number}/changes/{}", change.number);
        (Link::new(in_words(change), href), Tag::new(change.status.label(), tone(change.status)))
    };
    let panel = Panel {
        notice,
        rows: changes.iter().take(RECENT).map(row).collect(),
        all: format!("/secondments/{number}/changes"),
    };
    crate::page::part(&panel).map(Some)
}

/// "Callum asked to stay until 9 April 2027. London Sales agrees. Sydney Sales has not answered."
async fn notice(cx: &mut Cx, record: &Record, parties: &Parties, change: &Change) -> Result<Notice> {
    let asker = steps::first_name(&change.asked_by_name);
    let what = in_words(change);
    let lead = match change.kind {
        ChangeKind::Extension => {
            let day = change.values.ends_on.map(long).unwrap_or_default();
            let who = if change.side == ChangeSide::Secondee {
                format!("{asker} asked to stay")
            } else {
                format!("{asker} asked that {} stays", steps::first_name(&parties.secondee.name))
            };
            format!("{who} until {day}.")
        }
        _ => format!("{asker} asked for a change: {}.", lower(&what)),
    };
    let waiting = actions::waiting(cx, record, change).await?;
    let mut text = match change.status {
        ChangeStatus::Asked => answers(&waiting, parties),
        ChangeStatus::Agreed => "All agreed; the new version of the agreement is being signed.".to_owned(),
        _ => format!("It takes effect on {}.", long(change.effective_on)),
    };
    for warning in compare(cx, record, change.kind, &change.values).await?.warnings {
        text = format!("{text} {warning}");
    }
    let tone = if waiting.yours(record).is_some() { Tone::Warn } else { Tone::Info };
    let number = &record.secondment.number;
    let link =
        Link::new("Compare the two versions", format!("/secondments/{number}/changes/{}", change.number));
    Ok(Notice::new(tone, lead).text(text).link(link))
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
}

fn answers(waiting: &Waiting, parties: &Parties) -> String {
    let name = |side: ChangeSide| match side {
        ChangeSide::Secondee => steps::first_name(&parties.secondee.name).to_owned(),
        ChangeSide::Host => parties.host_name().unwrap_or("The host").to_owned(),
        ChangeSide::Home | ChangeSide::Desk => parties.home_name().to_owned(),
    };
    let words = waiting.sides.iter().map(|(side, said)| {
        let what = match said.as_ref().map(|answer| answer.said) {
            Some(Said::Yes) => "agrees",
            Some(Said::No) => "does not agree",
            Some(Said::Question) => "has a question first",
            None => "has not answered",
        };
        format!("{} {what}.", name(*side))
    });
    words.collect::<Vec<_>>().join(" ")
}

/// "If extended, Fri 9 Apr" for the away-line, while an extension is open.
///
/// # Errors
/// When the database does not answer.
pub async fn extension(cx: &mut Cx, record: &Record) -> Result<Option<String>> {
    if !record.secondment.workflow.is_under_way() || !record.standing.sees(Slice::Agreement) {
        return Ok(None);
    }
    let changes = store::all(cx, record.secondment.id).await?;
    let open = changes.iter().find(|change| change.is_open() && change.kind == ChangeKind::Extension);
    Ok(open
        .and_then(|change| change.values.ends_on)
        .map(|day| format!("If extended, {}", short_day(day, cx.today()))))
}
