//! Writing the next version of an own copy: from the standard words or an earlier version, shown filled in before it is
//! saved.

use askama::Template;
use axum::http::StatusCode;
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route, Search};
use sojourn_papers::{Block, Head, fields_of};

use super::{address, crumbs};
use crate::door::Door;
use crate::features::clauses::actions;
use crate::features::clauses::model::{CopyInput, Filled, Words, filled, head_of, parameter_words};
use crate::page::{frame, render};
use crate::shell::{Crumbs, ErrorSummary, FieldView, Frame, Place};
use crate::typed::invalid;

#[derive(Template)]
#[template(path = "features/clauses/pages/own.html")]
struct OwnPage {
    frame: Frame,
    crumbs: Crumbs,
    heading: String,
    purpose: &'static str,
    errors: ErrorSummary,
    title: FieldView,
    text: FieldView,
    plain_words: FieldView,
    /// Each field in braces with what it is.
    fields: Vec<(String, String)>,
    filled: Vec<Filled>,
    version: i64,
    back: String,
}

/// What to begin from.
#[derive(Debug, Default, Deserialize)]
pub struct Begin {
    /// The key of a standard wording, or the number of an own version.
    #[serde(default)]
    from: String,
}

/// `GET /settings/clauses/{head}/own`
pub async fn open(door: Door, Route(code): Route<String>, Search(begin): Search<Begin>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let head = head_of(&code)?;
    actions::may_keep(&cx)?;
    let (setting, copies) = actions::show(&mut cx, head).await?;
    let used = copies.iter().find(|copy| Some(copy.number) == setting.own);
    let words = match used.filter(|_| begin.from.is_empty()) {
        Some(copy) => Words::from(&copy.own),
        None => actions::words(&mut cx, head, &begin.from).await?,
    };
    let input = CopyInput {
        version: setting.version,
        title: words.title,
        text: words.text,
        plain_words: words.plain_words,
        ..CopyInput::default()
    };
    render(&page(&door, head, &input, &FieldErrors::default(), Vec::new()))
}

fn page(door: &Door, head: Head, input: &CopyInput, errors: &FieldErrors, filled: Vec<Filled>) -> OwnPage {
    let title = FieldView::new("title", "Heading").value(&input.title).error(errors.get("title"));
    let text = FieldView::new("text", "Text")
        .lines()
        .hint("A paragraph a line. Start an item of a list with “- ”. Fields in braces are filled for each agreement.")
        .value(&input.text)
        .error(errors.get("text"));
    let plain_words = FieldView::new("plain_words", "In plain words")
        .hint("One sentence for the secondee. It explains the clause and is not part of the terms.")
        .value(&input.plain_words)
        .error(errors.get("plain_words"))
        .optional();
    let fields = fields_of(head)
        .iter()
        .map(|one| (format!("{{{}}}", one.name), format!("{}: {}", one.label, parameter_words(one))));
    OwnPage {
        frame: frame(door, "Own copy", Some(Place::Settings)).with_errors(!errors.is_empty()),
        crumbs: crumbs(head, "Own copy"),
        heading: format!("Own copy of {} {}", head.code(), head.title()),
        purpose: head.purpose(),
        errors: ErrorSummary::of([&title, &text, &plain_words]),
        title,
        text,
        plain_words,
        fields: fields.collect(),
        filled,
        version: input.version,
        back: address(head),
    }
}

/// `POST /settings/clauses/{head}/own`
pub async fn save(door: Door, Route(code): Route<String>, Fields(input): Fields<CopyInput>) -> Result<Reply> {
    let head = head_of(&code)?;
    if input.act == "preview" {
        return preview(&door, head, &input).await;
    }
    let mut cx = door.write().await?;
    match invalid(actions::write(&mut cx, head, &input).await)? {
        Ok(setting) => {
            let number = setting.own.unwrap_or_default();
            let told = format!("Version {number} is saved and used from now on.");
            cx.finish(Reply::see(address(head)).flash(&told)).await
        }
        Err(errors) => refused(&door, head, &input, &errors),
    }
}

/// The words as typed with the clause filled in; nothing is saved.
async fn preview(door: &Door, head: Head, input: &CopyInput) -> Result<Reply> {
    let cx = door.read().await?;
    actions::may_keep(&cx)?;
    match input.check(head) {
        Ok(own) => render(&page(door, head, input, &FieldErrors::default(), filled(head, &own))),
        Err(Error::Invalid(errors)) => refused(door, head, input, &errors),
        Err(other) => Err(other),
    }
}

fn refused(door: &Door, head: Head, input: &CopyInput, errors: &FieldErrors) -> Result<Reply> {
    let page = page(door, head, input, errors, Vec::new());
    Ok(render(&page)?.status(StatusCode::UNPROCESSABLE_ENTITY))
}
