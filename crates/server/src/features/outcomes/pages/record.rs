//! The record to take along: as a page, and as a letter that stands on its own.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sojourn_calendar::format::long;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Route};
use sojourn_papers::{Letter, letter_html};

use super::super::actions;
use super::super::model::{RecordView, sentence};
use crate::door::Door;
use crate::features::secondments::{self, Head, RecordTab, head};
use crate::page::{frame, render};
use crate::shell::{Frame, Place, SummaryList, SummaryRow};

/// The letter brings its own style and nothing else; it runs in a box of its own.
const CSP: &str =
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'; base-uri 'none'";

#[derive(Template)]
#[template(path = "features/outcomes/pages/record.html")]
struct RecordPage {
    frame: Frame,
    head: Head,
    number: String,
    sentence: String,
    facts: SummaryList,
    objectives: Vec<String>,
    skills: Vec<String>,
    passed_on: Vec<String>,
}

/// `GET /secondments/{number}/record`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let view = actions::record_to_take(&mut cx, &number).await?;
    let record = secondments::store::load(&mut cx, &number).await?;
    let head = head(&mut cx, &record, RecordTab::Return).await?;
    let rows = facts(&view).into_iter().map(|(term, value)| SummaryRow::text(term, value)).collect();
    let page = RecordPage {
        frame: frame(&door, format!("Record to take along, {}", head.title), Some(Place::Secondments)),
        sentence: sentence(&view),
        facts: SummaryList { rows, tight: false },
        objectives: objectives(&view),
        skills: skills(&view),
        passed_on: view.passed_on,
        number,
        head,
    };
    render(&page)
}

/// `GET /secondments/{number}/record/letter`
pub async fn letter(door: Door, Route(number): Route<String>) -> Result<Response> {
    let mut cx = door.read().await?;
    let view = actions::record_to_take(&mut cx, &number).await?;
    let letter = Letter {
        from: view.home_organisation.clone(),
        day: long(view.written_on),
        title: "Record of a secondment".to_owned(),
        opening: sentence(&view),
        facts: facts(&view).into_iter().map(|(term, value)| (term.to_owned(), value)).collect(),
        lists: vec![
            ("Objectives agreed by all three".to_owned(), objectives(&view)),
            ("Skills from there, in use at home".to_owned(), skills(&view)),
            ("Passed on at home".to_owned(), view.passed_on.clone()),
        ],
        closing: format!(
            "Written from record {number} of {}. The return was confirmed at home.",
            view.home_organisation
        ),
    };
    let mut response = letter_html(&letter).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    Ok(response)
}

fn facts(view: &RecordView) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Name", view.person.clone()), ("Role there", view.role.clone())];
    facts.push(("Employed by", view.home_organisation.clone()));
    facts.extend(view.home_unit.clone().map(|unit| ("Unit at home", unit)));
    facts.extend(view.host_organisation.clone().map(|host| ("Host", host)));
    facts.extend(view.host_unit.clone().map(|unit| ("Unit there", unit)));
    if !view.place.trim().is_empty() {
        facts.push(("Place of work", view.place.clone()));
    }
    facts.extend(view.from.map(|day| ("First day", long(day))));
    facts.extend(view.to.map(|day| ("Last day", long(day))));
    facts.push(("Time there", view.share.clone()));
    facts.push(("Back at home since", long(view.returned_on)));
    facts.extend(view.came_back_to.clone().map(|post| ("Came back to", post)));
    facts
}

fn objectives(view: &RecordView) -> Vec<String> {
    let line = |aim: &super::super::model::Aim| match aim.reached_percent {
        Some(100) => format!("{}: reached", aim.title),
        Some(percent) => format!("{}: {percent}% reached", aim.title),
        None => aim.title.clone(),
    };
    view.objectives.iter().map(line).collect()
}

fn skills(view: &RecordView) -> Vec<String> {
    let line = |used: &super::super::model::Used| match used.used_since {
        Some(day) => format!("{}, in use since {}", used.skill, long(day)),
        None => used.skill.clone(),
    };
    view.skills.iter().map(line).collect()
}
