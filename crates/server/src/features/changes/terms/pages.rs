//! The page of the terms on a day.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::long;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Route, Search};

use super::{DayState, Source, Terms};
use crate::door::Door;
use crate::features::changes::actions::followed;
use crate::features::secondments::{Head, RecordTab, head};
use crate::page::{frame, render};
use crate::shell::{
    Cell, Column, ErrorSummary, FieldView, Frame, Link, Notice, Place, Row, Table, Tag, Tone,
};
use crate::typed::Form;

#[derive(Template)]
#[template(path = "features/changes/terms/terms.html")]
struct TermsPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    heading: String,
    status: Tag,
    field: FieldView,
    action: String,
    notice: Option<Notice>,
    table: Option<Table>,
    days: Vec<Link>,
}

/// GET `/secondments/{number}/agreement/terms`.
pub async fn show(
    door: Door,
    Route(number): Route<String>,
    Search(typed): Search<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = followed(&mut cx, &number).await?;
    let today = cx.today();
    let mut form = Form::sent(typed);
    let on = form.day("on", today).unwrap_or(today);
    let terms = super::on(&mut cx, &record, on).await?;
    let head = head(&mut cx, &record, RecordTab::Agreement).await?;
    let here = format!("/secondments/{number}/agreement/terms");
    let field = form.field("on", "On which day").date().hint("For example, 9 April 2027. Empty means today.");
    let errors = form.summary(&[&field]);
    let title = format!("Terms of {}", record.secondment.number);
    let days = terms.days.iter().map(|day| Link::new(long(*day), format!("{here}?on={day}"))).collect();
    let page = TermsPage {
        frame: frame(&door, title, Some(Place::Secondments)).with_errors(!errors.is_empty()),
        head,
        errors,
        heading: format!("The terms on {}", long(terms.on)),
        status: Tag::new(terms.state.label(), tone(terms.state)),
        field,
        action: here,
        notice: notice(&terms),
        table: table(&terms, &number),
        days,
    };
    Ok(form.status(render(&page)?))
}

const fn tone(state: DayState) -> Tone {
    match state {
        DayState::InForce => Tone::Good,
        DayState::BeforeStart => Tone::Info,
        DayState::Unsigned | DayState::BeforeSigning => Tone::Warn,
        DayState::Ended => Tone::Quiet,
    }
}

fn notice(terms: &Terms) -> Option<Notice> {
    if terms.state == DayState::Unsigned {
        let text = "Terms are shown once everybody has signed the first version.";
        return Some(Notice::new(Tone::Info, "Nothing is signed yet.").text(text));
    }
    let text = "What counted at the time and what counts by now differ. The table says what counts by now.";
    terms.has_retroactive.then(|| Notice::new(Tone::Warn, "A change was signed after this day.").text(text))
}

fn table(terms: &Terms, number: &str) -> Option<Table> {
    let rows = terms.terms.iter().map(|term| Row {
        cells: vec![
            Cell::Text(capital(&term.what)),
            Cell::Text(term.words.clone()),
            from(&term.source, number),
        ],
    });
    (!terms.terms.is_empty()).then(|| Table {
        caption: "Terms on the day, each with where it comes from".to_owned(),
        hide_caption: true,
        columns: vec![
            Column::text("Term"),
            Column::text("What it says"),
            Column::text("Where it comes from"),
        ],
        rows: rows.collect(),
        foot: None,
    })
}

/// “Version 2, change 1, from 5 March 2027”, leading there.
fn from(source: &Source, number: &str) -> Cell {
    let base = format!("/secondments/{number}");
    let day = source.effective_on.map(|day| format!(", from {}", long(day))).unwrap_or_default();
    let late = if source.is_retroactive { ", signed later" } else { "" };
    let (words, href) = match (source.version, source.change) {
        (Some(version), Some(change)) => {
            (format!("Version {version}, change {change}{day}{late}"), format!("{base}/changes/{change}"))
        }
        (None, Some(change)) => {
            (format!("Notice, change {change}{day}{late}"), format!("{base}/changes/{change}"))
        }
        (version, None) => {
            let version = version.unwrap_or(1);
            (format!("Version {version}, as signed first"), format!("{base}/agreement/v/{version}"))
        }
    };
    Cell::Link(Link::new(words, href))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
