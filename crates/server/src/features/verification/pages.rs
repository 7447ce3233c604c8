//! The page on which anybody checks a file. It works without JavaScript.

use askama::Template;
use axum::Router;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::http::StatusCode;
use axum::routing::get;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::Reply;

use super::actions::{Incoming, MOST_MB, PATIENCE, admit, check, in_time};
use super::model::{Outcome, SealLine, Verdict};
use crate::app::App;
use crate::door::Guest;
use crate::page::{guest_frame, render};
use crate::shell::{ErrorSummary, FieldKind, FieldView, Frame, Notice, SummaryList, SummaryRow, Tone};

/// The pages.
pub fn router() -> Router<App> {
    // the size is held while the file arrives
    Router::new().route("/verify", get(show).post(upload).layer(DefaultBodyLimit::disable()))
}

#[derive(Template)]
#[template(path = "features/verification/verify.html")]
struct VerifyPage {
    frame: Frame,
    errors: ErrorSummary,
    file: FieldView,
    result: Option<Shown>,
}

/// What the page says of a file.
struct Shown {
    notice: Notice,
    file: SummaryList,
    seals: Vec<(String, String, SummaryList)>,
}

fn page(guest: &Guest, wrong: &FieldErrors, result: Option<Shown>) -> VerifyPage {
    let file = FieldView::new("file", "The PDF file")
        .kind(FieldKind::File(".pdf,application/pdf"))
        .hint(format!("Up to {MOST_MB} MB. We look at it and keep nothing of it."))
        .error(wrong.get("file").or(wrong.get("")));
    VerifyPage {
        frame: guest_frame(guest, "Check a signed agreement").with_errors(!wrong.is_empty()),
        errors: ErrorSummary::of([&file]),
        file,
        result,
    }
}

/// GET `/verify`.
async fn show(guest: Guest) -> Result<Reply> {
    render(&page(&guest, &FieldErrors::default(), None))
}

/// POST `/verify`.
async fn upload(guest: Guest, parts: Result<Multipart, MultipartRejection>) -> Result<Reply> {
    match take(&guest, parts).await {
        Ok(verdict) => render(&page(&guest, &FieldErrors::default(), Some(shown(&verdict)))),
        Err(Error::Invalid(errors)) => {
            Ok(render(&page(&guest, &errors, None))?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error),
    }
}

async fn take(guest: &Guest, parts: Result<Multipart, MultipartRejection>) -> Result<Verdict> {
    let parts = parts.map_err(|error| Error::field("file", error.body_text()))?;
    let _leave = admit(guest)?;
    let bytes = in_time(PATIENCE, file_in(parts)).await?.whole()?;
    check(guest, bytes).await
}

async fn file_in(mut parts: Multipart) -> Result<Incoming> {
    let mut incoming = Incoming::default();
    while let Some(mut part) = parts.next_field().await.map_err(unreadable)? {
        if part.name() != Some("file") {
            continue;
        }
        while let Some(piece) = part.chunk().await.map_err(unreadable)? {
            incoming.add(&piece)?;
        }
    }
    Ok(incoming)
}

fn unreadable(error: MultipartError) -> Error {
    Error::field("file", format!("The file did not arrive whole: {}. Send it again.", error.body_text()))
}

fn shown(verdict: &Verdict) -> Shown {
    let tone = match verdict.outcome {
        Outcome::Ours => Tone::Good,
        Outcome::NoSeal | Outcome::NotKept | Outcome::AnotherSeal => Tone::Warn,
        Outcome::NotAPdf | Outcome::Changed => Tone::Bad,
    };
    let lead = format!("{}.", verdict.outcome.label());
    let kept = if verdict.is_signed_agreement { "Yes" } else { "No" };
    let rows = vec![
        SummaryRow::text("Fingerprint of the file (SHA-256)", &verdict.sha256),
        SummaryRow::text("One of our signed agreements", kept),
    ];
    Shown {
        notice: Notice::new(tone, lead).text(verdict.sentence),
        file: SummaryList { rows, tight: false },
        seals: verdict.seals.iter().enumerate().map(seal).collect(),
    }
}

fn seal((at, line): (usize, &SealLine)) -> (String, String, SummaryList) {
    let yes = |it: bool| if it { "Yes" } else { "No" };
    let mut rows = vec![
        SummaryRow::text("Made by us", yes(line.ours)),
        SummaryRow::text("Name in the certificate", &line.signer),
        SummaryRow::text("Fingerprint of the certificate (SHA-256)", &line.certificate_sha256),
        SummaryRow::text("What it covers is unchanged", yes(line.intact)),
        SummaryRow::text("It covers the whole file", yes(line.whole)),
    ];
    if let Some(at) = line.at {
        rows.push(SummaryRow::text("It says it was made", at.format("%-d %B %Y, %H:%M:%S UTC").to_string()));
    }
    rows.extend(line.faults.iter().map(|fault| SummaryRow::text("What is wrong", fault)));
    let number = at + 1;
    (format!("seal-{number}"), format!("Seal {number}"), SummaryList { rows, tight: false })
}
