//! Writing one clause anew.

use askama::Template;
use axum::http::StatusCode;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};
use sojourn_papers::Head;

use super::inside::{Seen, framed, is_desk, seen};
use crate::door::Door;
use crate::features::agreements::drafting;
use crate::features::agreements::model::{ClauseInput, Status};
use crate::page::render;
use crate::shell::{Crumbs, ErrorSummary, FieldView, Frame, Link};

#[derive(Template)]
#[template(path = "features/agreements/pages/clause.html")]
struct ClausePage {
    frame: Frame,
    crumbs: Crumbs,
    heading: String,
    purpose: &'static str,
    title: FieldView,
    text: FieldView,
    plain_words: FieldView,
    errors: ErrorSummary,
    version: i64,
    back: String,
}

/// The way to a page about a clause.
pub(in crate::features::agreements) fn crumbs(seen: &Seen, here: String) -> Crumbs {
    let s = &seen.record.secondment.number;
    let way = vec![
        Link::new("Secondments", "/secondments"),
        Link::new(s.clone(), format!("/secondments/{s}")),
        Link::new("Agreement", format!("/secondments/{s}/agreement")),
    ];
    Crumbs::new(way, here)
}

/// The form of a clause of the organisation's own.
pub(super) fn own(door: &Door, seen: &Seen, input: &ClauseInput, errors: &FieldErrors) -> impl Template {
    let [title, text, plain_words] = fields(input, errors);
    ClausePage {
        frame: framed(door, &seen.record).with_errors(!errors.is_empty()),
        crumbs: crumbs(seen, "Add a clause".to_owned()),
        heading: "Add a clause".to_owned(),
        purpose: Head::Additional.purpose(),
        errors: ErrorSummary::of([&title, &text, &plain_words]),
        title,
        text,
        plain_words,
        version: input.version,
        back: format!("/secondments/{}/agreement", seen.record.secondment.number),
    }
}

fn fields(input: &ClauseInput, errors: &FieldErrors) -> [FieldView; 3] {
    [
        FieldView::new("title", "Title").value(&input.title).error(errors.get("title")),
        FieldView::new("text", "Text")
            .lines()
            .hint("A paragraph a line. Start an item of a list with “- ”. “clause 7” stays a reference.")
            .value(&input.text)
            .error(errors.get("text")),
        FieldView::new("plain_words", "In plain words")
            .hint("One sentence for the secondee. It explains the clause and is not part of the terms.")
            .value(&input.plain_words)
            .error(errors.get("plain_words"))
            .optional(),
    ]
}

fn page(
    door: &Door,
    seen: &Seen,
    number: u16,
    input: &ClauseInput,
    errors: &FieldErrors,
) -> Result<ClausePage> {
    let draft = &seen.agreement.paper.draft;
    let clause = draft.clauses.iter().find(|clause| clause.number == number).ok_or(Error::NotFound)?;
    let s = &seen.record.secondment.number;
    let back = format!("/secondments/{s}/agreement#c{number}");
    let crumbs = crumbs(seen, format!("Clause {number}"));
    let [title, text, plain_words] = fields(input, errors);
    let summary = ErrorSummary::of([&title, &text, &plain_words]);
    Ok(ClausePage {
        frame: framed(door, &seen.record).with_errors(!errors.is_empty()),
        crumbs,
        heading: format!("Clause {number}, {}", clause.title),
        purpose: clause.head.purpose(),
        title,
        text,
        plain_words,
        errors: summary,
        version: input.version,
        back,
    })
}

/// GET `/secondments/{number}/agreement/clauses/{clause}`.
pub async fn show(door: Door, Route((number, clause)): Route<(String, u16)>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let seen = seen(&mut cx, &number).await?;
    if !is_desk(&seen) {
        return Err(Error::Forbidden);
    }
    if seen.agreement.status != Status::Draft {
        return Err(Error::refused(
            "not_a_draft",
            "This text is out for signature. Take it back to change it.",
        ));
    }
    let draft = &seen.agreement.paper.draft;
    let stored = draft.clauses.iter().find(|one| one.number == clause).ok_or(Error::NotFound)?;
    let input = ClauseInput {
        form_id: String::new(),
        version: seen.agreement.version,
        title: stored.title.clone(),
        text: draft.editable_text(clause).map_err(|_| Error::NotFound)?,
        plain_words: stored.plain_words.clone(),
    };
    render(&page(&door, &seen, clause, &input, &FieldErrors::default())?)
}

/// POST `/secondments/{number}/agreement/clauses/{clause}`.
pub async fn save(
    door: Door,
    Route((number, clause)): Route<(String, u16)>,
    Fields(input): Fields<ClauseInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    match drafting::edit_clause(&mut cx, &seen.record, clause, &input).await {
        Err(Error::Invalid(errors)) => {
            let page = page(&door, &seen, clause, &input, &errors)?;
            Ok(render(&page)?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        done => {
            done?;
            let to = format!("/secondments/{number}/agreement#c{clause}");
            cx.finish(Reply::see(to).flash(&format!("Clause {clause} saved"))).await
        }
    }
}
