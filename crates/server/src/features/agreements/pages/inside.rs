//! The agreement of a record for people with an account: in draft, out for signature, signed.

use askama::Template;
use sojourn_kit::auth::TokenHash;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Reply, Route};

use super::side::{Form, Panel, Paths, Side, code_field, veiled};
use super::view::{Text, reading};
use super::{desk, earlier};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::model::{Agreement, SignInput, Signatory, SignatoryStatus, Status};
use crate::features::agreements::passing::actions::can_be_passed;
use crate::features::agreements::passing::store::of_agreement as store_of_passes;
use crate::features::agreements::signing::{act, asker, codes, evidence, proof, views};
use crate::features::agreements::talks::{self, Where, beside};
use crate::features::agreements::varying::{Governs, governing};
use crate::features::agreements::{drafting, prints, store};
use crate::features::secondments::{self, Record, Slice};
use crate::features::secondments::{Head, RecordTab, head};
use crate::page::{frame, render};
use crate::shell::words::long_day;
use crate::shell::{Empty, ErrorSummary, Frame, Link, Place, SummaryList, SummaryRow, SummaryValue};

/// A record with its newest agreement, as far as the actor may read it.
pub(in crate::features::agreements) struct Seen {
    pub record: Record,
    pub agreement: Agreement,
    pub signatories: Vec<Signatory>,
    /// The actor’s own signature.
    pub own: Option<Signatory>,
}

/// Loads the newest agreement for the actor; those who see neither draft nor text learn nothing.
pub(in crate::features::agreements) async fn seen(cx: &mut Cx, number: &str) -> Result<Seen> {
    let record = secondments::store::load(cx, number).await?;
    let standing = &record.standing;
    if !standing.sees(Slice::Agreement) && !standing.sees(Slice::DraftAgreement) {
        return Err(Error::NotFound);
    }
    let agreement = store::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    let signatories = store::signatories(cx, agreement.id).await?;
    let own = act::own(&signatories, cx.actor.person).cloned();
    Ok(Seen { record, agreement, signatories, own })
}

/// What went wrong with a form, and what was typed into it.
#[derive(Default)]
pub(super) struct Wrong {
    pub typed: Option<SignInput>,
    pub errors: FieldErrors,
    /// The code was sent and a try went wrong.
    pub code: Option<String>,
}

#[derive(Template)]
#[template(path = "features/agreements/pages/inside.html")]
struct InsidePage {
    frame: Frame,
    head: Head,
    text: Text,
    side: Side,
    tools: Option<desk::Tools>,
    /// Which version counts when, once there are several.
    versions: Option<SummaryList>,
    /// Versions that were taken back or replaced before all had signed, with what became of their signatures.
    void: Option<SummaryList>,
    /// Where the terms of any day are, once something is signed.
    terms: Option<String>,
}

#[derive(Template)]
#[template(path = "features/agreements/pages/not_yet.html")]
struct NotYetPage {
    frame: Frame,
    head: Head,
    empty: Empty,
}

/// GET `/secondments/{number}/agreement`.
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let reply = page(&door, &mut cx, &number, Wrong::default()).await?;
    views::shown(&door, cx, &number).await;
    Ok(reply)
}

/// The page in whatever state the agreement is.
pub(super) async fn page(door: &Door, cx: &mut Cx, number: &str, wrong: Wrong) -> Result<Reply> {
    let Some(seen) = found(cx, number).await? else { return not_yet(door, cx, number).await };
    if seen.agreement.status == Status::Draft {
        if !seen.record.standing.sees(Slice::DraftAgreement) {
            return not_yet(door, cx, number).await;
        }
        return desk::draft_page(door, cx, &seen).await;
    }
    if seen.agreement.issued_sha.is_none() || !seen.record.standing.sees(Slice::Agreement) {
        return not_yet(door, cx, number).await;
    }
    let failed = !wrong.errors.is_empty() || wrong.code.is_some();
    let frame = framed(door, &seen.record).with_errors(failed);
    let head = head(cx, &seen.record, RecordTab::Agreement).await?;
    let reader = cx.actor.person;
    let mut reading =
        reading(cx, &seen.record.secondment, &seen.agreement, &seen.signatories, reader).await?;
    let since = reading.changes.as_ref().map(|changes| changes.since);
    let place = Where::Inside(number.to_owned());
    reading.beside = beside(cx, &seen.record, &seen.agreement, place, since).await?;
    let (panel, errors) = panel(cx, &seen, &wrong).await?;
    let heading =
        seen.own.as_ref().map_or_else(|| "The text".to_owned(), |own| heading(own, &seen.agreement));
    let passes = store_of_passes(cx, seen.agreement.id).await?;
    let can_pass = seen.own.as_ref().is_some_and(can_be_passed);
    let paths = paths(number, seen.agreement.number, can_pass);
    let files = prints::links(&seen.agreement, &paths.document);
    let side = Side {
        reading: reading.clone(),
        heading,
        panel,
        paths,
        form_id: frame.form_id.clone(),
        errors,
        files,
    };
    let hold = talks::hold(cx, &seen.agreement).await?;
    let tools = desk::tools(&seen, &frame.form_id, &passes, hold);
    let versions = versions(cx, &seen).await?;
    let void = earlier::void(cx, &seen.record, seen.agreement.number).await?;
    let signed = !store::signed_outlines(cx, seen.record.secondment.id).await?.is_empty();
    let terms = signed.then(|| format!("/secondments/{number}/agreement/terms"));
    let text = Text { reading, titled: false };
    render(&InsidePage { frame, head, text, side, tools, versions, void, terms })
}

/// The current terms on each day: which version counts, and what it changed.
async fn versions(cx: &mut Cx, seen: &Seen) -> Result<Option<SummaryList>> {
    let signed = store::signed_versions(cx, seen.record.secondment.id).await?;
    let is_later = seen.agreement.paper.change.is_some();
    if signed.is_empty() || (signed.len() == 1 && !is_later) {
        return Ok(None);
    }
    let row = |governs: &Governs| {
        let from = governs
            .from
            .map_or_else(|| "From the first day".to_owned(), |day| format!("From {}", long_day(day)));
        let to = governs.to.map_or_else(String::new, |day| format!(" until {}", long_day(day)));
        let href = format!("/secondments/{}/agreement/v/{}", seen.record.secondment.number, governs.number);
        let words = match governs.terms.is_empty() {
            true => format!("Version {}", governs.number),
            false => format!("Version {}: {}", governs.number, governs.terms.join("; ")),
        };
        SummaryRow::new(format!("{from}{to}"), SummaryValue::Link(Link::new(words, href)))
    };
    Ok(Some(SummaryList { rows: governing(&signed).iter().map(row).collect(), tight: true }))
}

async fn found(cx: &mut Cx, number: &str) -> Result<Option<Seen>> {
    match seen(cx, number).await {
        Ok(seen) => Ok(Some(seen)),
        // the record is theirs and nothing is drafted, or the record is not theirs: `not_yet` tells them apart
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn not_yet(door: &Door, cx: &mut Cx, number: &str) -> Result<Reply> {
    let record = secondments::store::load(cx, number).await?;
    if !record.standing.sees(Slice::Agreement) && !record.standing.sees(Slice::DraftAgreement) {
        return Err(Error::NotFound);
    }
    let empty = Empty {
        title: "No agreement to read yet".to_owned(),
        text: "It is drafted once the home manager has released the person, and shown here when it goes out for \
               signature."
            .to_owned(),
        action: None,
    };
    let head = head(cx, &record, RecordTab::Agreement).await?;
    render(&NotYetPage { frame: framed(door, &record), head, empty })
}

pub(in crate::features::agreements) fn framed(door: &Door, record: &Record) -> Frame {
    let title = format!("Agreement {}", record.secondment.number);
    frame(door, title, Some(Place::Secondments))
}

pub(super) fn heading(own: &Signatory, agreement: &Agreement) -> String {
    match evidence::signs_for(own, agreement).as_str() {
        "myself" => "Review and sign".to_owned(),
        whom => format!("Sign for {whom}"),
    }
}

fn paths(number: &str, version: i64, can_pass: bool) -> Paths {
    let base = format!("/secondments/{number}/agreement");
    Paths {
        codes: format!("{base}/codes"),
        entry: format!("{base}/codes/entry"),
        sign: format!("{base}/signatures"),
        refusal: format!("{base}/refusals"),
        question: format!("{base}/questions"),
        change: format!("{base}/change-requests"),
        pass: can_pass.then(|| format!("{base}/passes")),
        document: format!("{base}/v/{version}"),
    }
}

async fn panel(cx: &mut Cx, seen: &Seen, wrong: &Wrong) -> Result<(Panel, ErrorSummary)> {
    let none = ErrorSummary::default;
    let Some(own) = &seen.own else { return Ok((Panel::None, none())) };
    if own.status == SignatoryStatus::Signed {
        return Ok((signed(own), none()));
    }
    if let Err(error) = act::ready(&seen.agreement, &seen.signatories, own) {
        return Ok((Panel::Note(error.sentence()), none()));
    }
    let Some(browser) = asker(&cx.actor) else { return Ok((Panel::None, none())) };
    if proof(cx, own, &browser).await?.is_some() {
        let form = form(seen, own, wrong);
        let summary = form.summary(&wrong.errors);
        return Ok((Panel::Sign(Box::new(form)), summary));
    }
    prove(cx, own, &browser, wrong).await
}

async fn prove(
    cx: &mut Cx,
    own: &Signatory,
    browser: &TokenHash,
    wrong: &Wrong,
) -> Result<(Panel, ErrorSummary)> {
    let to = veiled(&own.email);
    if wrong.code.is_none() && !codes::is_waiting(cx, own.id, browser).await? {
        let why = "You signed in more than five minutes ago. To sign, show once more that it is you.";
        return Ok((Panel::AskCode { to, why }, ErrorSummary::default()));
    }
    let field = code_field(wrong.code.as_deref());
    let summary = ErrorSummary::of([&field]);
    Ok((Panel::EnterCode { to, code: Box::new(field) }, summary))
}

fn form(seen: &Seen, own: &Signatory, wrong: &Wrong) -> Form {
    let open = seen.signatories.iter().filter(|s| s.status != SignatoryStatus::Signed).count();
    Form::new(&seen.agreement, own, open == 1, wrong.typed.as_ref()).with(&wrong.errors)
}

pub(super) fn signed(own: &Signatory) -> Panel {
    Panel::Signed {
        at: own.signed_at.map(|at| long_day(at.date_naive())).unwrap_or_default(),
        name: own.typed_name.clone().unwrap_or_default(),
    }
}

/// Whether the actor may write the draft: for the desk’s tools.
pub(super) fn is_desk(seen: &Seen) -> bool {
    drafting::may_write(&seen.record)
}
