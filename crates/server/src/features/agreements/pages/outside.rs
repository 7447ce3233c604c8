//! Signing without an account. GET changes nothing; a POST takes the token out of the address and ties the
//! request to this browser; a code mailed to the signer opens the text.

use askama::Template;
use axum::http::StatusCode;
use sojourn_kit::auth::{SecretCookie, Token, TokenHash};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::inside::{heading, signed};
use super::inside_form::CodeInput;
use super::side::{Form, Panel, Paths, Side, code_field, veiled};
use super::view::{Text, reading};
use crate::door::Guest;
use crate::features::agreements::model::{SignInput, SignatoryStatus, Status};
use crate::features::agreements::passing::actions::can_be_passed;
use crate::features::agreements::signing::codes::Tried;
use crate::features::agreements::signing::outside::{self, Found, Request};
use crate::features::agreements::signing::{act, aside, codes, links, views};
use crate::features::agreements::talks::{Where, beside};
use crate::features::agreements::{comparing, notices, prints, store};
use crate::features::organisations;
use crate::page::{guest_frame, render};
use crate::shell::words::short_day;
use crate::shell::{ErrorSummary, FieldView, Frame};

/// How long the browser keeps its part of a signing, in seconds: a day.
const KEPT: u32 = 86_400;

/// A step before the text: one thing to know, one button.
#[derive(Template)]
#[template(path = "features/agreements/pages/step.html")]
pub(super) struct StepPage {
    pub frame: Frame,
    pub heading: String,
    pub lede: String,
    /// The field of the step, if it asks something.
    pub field: Option<FieldView>,
    pub errors: ErrorSummary,
    /// Where the button leads, and what it says.
    pub act: Option<(String, &'static str)>,
    /// A second, quieter act.
    pub other: Option<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "features/agreements/pages/outside.html")]
struct OutsidePage {
    frame: Frame,
    who: String,
    until: String,
    text: Text,
    side: Side,
    open: bool,
}

fn step(guest: &Guest, title: &str, heading: impl Into<String>, lede: impl Into<String>) -> StepPage {
    StepPage {
        frame: guest_frame(guest, title),
        heading: heading.into(),
        lede: lede.into(),
        field: None,
        errors: ErrorSummary::default(),
        act: None,
        other: None,
    }
}

fn cookie(guest: &Guest) -> SecretCookie {
    SecretCookie::signing(guest.app.config.secure_cookies())
}

pub(super) fn browser(guest: &Guest) -> Option<TokenHash> {
    cookie(guest).read(&guest.headers).map(|token| token.hash())
}

/// GET `/sign/{token}`: who asks, and a button. However often it is opened, nothing changes.
pub async fn arrive(guest: Guest, Route(token): Route<String>) -> Result<Reply> {
    match outside::by_link(&guest, &token).await? {
        Found::Open(request, _) => {
            let mut cx = guest.read_as(request.actor.clone()).await?;
            let s = &request.record.secondment;
            let matter = notices::matter(&mut cx, s).await?;
            let asker = notices::asker(&mut cx, s, &request.agreement).await?;
            let to = veiled(&request.signatory.email);
            let lede = if request.signatory.status == SignatoryStatus::Signed {
                format!("You have signed this agreement. To see it again, ask for a code: it goes to {to}.")
            } else {
                format!(
                    "{asker} asks you to sign the agreement for {matter}. First we send a six-digit code to {to}, to be \
                     sure that it is you."
                )
            };
            let mut page = step(&guest, "Sign", matter, lede);
            page.act = Some((format!("/sign/{token}"), "Send me a code"));
            render(&page)
        }
        Found::Expired(request, link) => expired(&guest, &token, &request, &link),
        Found::Revoked => gone(&guest),
        Found::Unknown => unknown(&guest),
    }
}

fn expired(guest: &Guest, token: &str, request: &Request, link: &links::Link) -> Result<Reply> {
    let day = link.expires_at.format("%-d %B").to_string();
    let heading = format!("This link stopped working on {day}");
    let open = request.agreement.is_open() && request.signatory.status == SignatoryStatus::Asked;
    let lede = if open {
        "We can send a new one to the address that this one went to."
    } else {
        "There is nothing left to sign here. If you need a copy, ask the person who wrote to you."
    };
    let mut page = step(guest, "Link too old", heading, lede);
    page.act = open.then(|| (format!("/sign/{token}/renewal"), "Send me a new link"));
    Ok(render(&page)?.status(StatusCode::GONE))
}

fn gone(guest: &Guest) -> Result<Reply> {
    let lede = "The agreement was changed, or a newer link was sent. Use the link in the newest email from us, or ask \
                the person who wrote to you.";
    Ok(render(&step(guest, "Link replaced", "This link no longer works", lede))?.status(StatusCode::GONE))
}

pub(in crate::features::agreements) fn unknown(guest: &Guest) -> Result<Reply> {
    let lede = "Open the link in the email again, whole, in this browser. If it does not work, ask the person who wrote \
                to you for a new one.";
    let page = step(guest, "Nothing to sign here", "There is nothing to sign here", lede);
    Ok(render(&page)?.status(StatusCode::NOT_FOUND))
}

/// POST `/sign/{token}`: sends a code and goes on without the token in the address.
pub async fn send_code(guest: Guest, Route(token): Route<String>) -> Result<Reply> {
    let request = match outside::by_link(&guest, &token).await? {
        Found::Open(request, _) => request,
        Found::Expired(request, link) => return expired(&guest, &token, &request, &link),
        Found::Revoked => return gone(&guest),
        Found::Unknown => return unknown(&guest),
    };
    let secret = Token::fresh();
    let mut cx = aside(&guest.app, &request.actor, &guest.meta).await?;
    codes::send(&mut cx, &request.record.secondment, &request.signatory, secret.hash()).await?;
    cx.commit().await?;
    let set = cookie(&guest).set(&secret, KEPT);
    Ok(Reply::see("/sign").cookie(set.to_str().map_err(Error::internal)?))
}

/// POST `/sign/{token}/renewal`: a fresh link to the same address.
pub async fn renew(guest: Guest, Route(token): Route<String>) -> Result<Reply> {
    let Found::Expired(request, _) = outside::by_link(&guest, &token).await? else {
        return Ok(Reply::see(format!("/sign/{token}")));
    };
    let mut cx = guest.write_as(request.actor.clone()).await?;
    outside::renew(&mut cx, &request).await?;
    let lede = format!("It goes to {} and works for 14 days.", veiled(&request.signatory.email));
    let page = render(&step(&guest, "New link sent", "A new link is on its way", lede))?;
    cx.finish(page).await
}

/// POST `/sign/codes`: another code for this browser.
pub async fn another_code(guest: Guest) -> Result<Reply> {
    let Some((browser, request)) = here(&guest).await? else { return unknown(&guest) };
    let mut cx = guest.write_as(request.actor.clone()).await?;
    codes::send(&mut cx, &request.record.secondment, &request.signatory, browser).await?;
    cx.finish(Reply::see("/sign").flash("A new code is on its way")).await
}

/// What this browser is here to sign.
pub(super) async fn here(guest: &Guest) -> Result<Option<(TokenHash, Request)>> {
    let Some(browser) = browser(guest) else { return Ok(None) };
    Ok(outside::by_browser(guest, &browser).await?.map(|request| (browser, request)))
}

/// POST `/sign/code`.
pub async fn enter_code(guest: Guest, Fields(input): Fields<CodeInput>) -> Result<Reply> {
    let Some((browser, request)) = here(&guest).await? else { return unknown(&guest) };
    let mut cx = guest.write_as(request.actor.clone()).await?;
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    match codes::enter(&mut cx, &request.signatory, &browser, &input.code).await {
        Err(Error::Invalid(errors)) => {
            Ok(render(&code_step(&guest, &request, errors.get("code")))?.status(refused))
        }
        Err(error) => Err(error),
        Ok(Tried::Right) => {
            outside::opened(&mut cx, &request).await?;
            cx.finish(Reply::see("/sign")).await
        }
        // the try counts, so what was written stays
        Ok(tried) => {
            let page = code_step(&guest, &request, tried.sentence());
            cx.finish(render(&page)?.status(refused)).await
        }
    }
}

fn code_step(guest: &Guest, request: &Request, error: Option<&str>) -> StepPage {
    let to = veiled(&request.signatory.email);
    let lede = format!("We sent six digits to {to}. They work for 10 minutes, in this browser.");
    let mut page = step(guest, "Enter the code", "Enter the code", lede);
    let field = code_field(error);
    page.frame = page.frame.with_errors(error.is_some());
    page.errors = ErrorSummary::of([&field]);
    page.field = Some(field);
    page.act = Some(("/sign/code".to_owned(), "Continue"));
    page.other = Some(("/sign/codes".to_owned(), "Send a new code"));
    page
}

/// GET `/sign`: the code, the text to sign, or the receipt, as far as this browser has come.
pub async fn show(guest: Guest) -> Result<Reply> {
    let Some((browser, request)) = here(&guest).await? else { return unknown(&guest) };
    let mut cx = guest.read_as(request.actor.clone()).await?;
    if codes::proven(&mut cx, request.signatory.id, &browser).await?.is_none() {
        return render(&code_step(&guest, &request, None));
    }
    drop(cx);
    let reply = page(&guest, &request, None, &sojourn_kit::error::FieldErrors::default()).await?;
    let (agreement, own) = (&request.agreement, &request.signatory);
    views::shown_outside(&guest.app, &request.actor, &guest.meta, agreement, own).await;
    Ok(reply)
}

/// The page for somebody who has proved who they are.
pub(super) async fn page(
    guest: &Guest,
    request: &Request,
    typed: Option<&SignInput>,
    errors: &sojourn_kit::error::FieldErrors,
) -> Result<Reply> {
    if matches!(request.agreement.status, Status::Superseded | Status::Void) {
        return over(guest, request);
    }
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let (s, agreement, own) = (&request.record.secondment, &request.agreement, &request.signatory);
    let signatories = store::signatories(&mut cx, agreement.id).await?;
    let mut reading = reading(&mut cx, s, agreement, &signatories, own.person).await?;
    // what they never met they do not compare with
    let since = comparing::since(&mut cx, agreement, own.person).await?;
    reading.beside = beside(&mut cx, &request.record, agreement, Where::Outside, since).await?;
    let mut frame = guest_frame(guest, reading.matter.clone()).with_errors(!errors.is_empty());
    frame.organisation = Some(organisations::store::load(&mut cx, s.home_organisation).await?.name);
    let link = links::newest(&mut cx, own.id).await?;
    let until = link.map(|link| short_day(link.expires_at.date_naive(), cx.today())).unwrap_or_default();
    let open = signatories.iter().filter(|s| s.status != SignatoryStatus::Signed).count();
    let (panel, summary) = if own.status == SignatoryStatus::Signed {
        (signed(own), ErrorSummary::default())
    } else if let Err(error) = act::ready(agreement, &signatories, own) {
        (Panel::Note(error.sentence()), ErrorSummary::default())
    } else {
        let form = Form::new(agreement, own, open == 1, typed).with(errors);
        let summary = form.summary(errors);
        (Panel::Sign(Box::new(form)), summary)
    };
    let is_open = matches!(panel, Panel::Sign(_));
    let side = Side {
        reading: reading.clone(),
        heading: if own.status == SignatoryStatus::Signed {
            "Your signature".to_owned()
        } else {
            heading(own, agreement)
        },
        panel,
        paths: paths(can_be_passed(own)),
        form_id: frame.form_id.clone(),
        errors: summary,
        files: prints::links(agreement, "/sign"),
    };
    let who = format!("{}, {}", own.name, request.actor.organisation_name);
    let text = Text { reading, titled: true };
    render(&OutsidePage { frame, who, until, text, side, open: is_open })
}

fn over(guest: &Guest, request: &Request) -> Result<Reply> {
    let (heading, lede) = if request.agreement.status == Status::Void {
        ("This secondment was called off", "There is nothing left to sign.")
    } else {
        (
            "This agreement was changed",
            "A new version is being prepared. We write to you when it is ready and show you what changed.",
        )
    };
    Ok(render(&step(guest, heading, heading, lede))?.status(StatusCode::GONE))
}

fn paths(can_pass: bool) -> Paths {
    Paths {
        codes: "/sign/codes".to_owned(),
        entry: "/sign/code".to_owned(),
        sign: "/sign/signature".to_owned(),
        refusal: "/sign/refusal".to_owned(),
        question: "/sign/question".to_owned(),
        change: "/sign/change".to_owned(),
        pass: can_pass.then(|| "/sign/pass".to_owned()),
        document: "/sign/document".to_owned(),
    }
}

/// A page with one thing to know, for what follows an act.
pub(in crate::features::agreements) fn told(guest: &Guest, heading: &str, lede: &str) -> Result<Reply> {
    render(&step(guest, heading, heading, lede))
}
