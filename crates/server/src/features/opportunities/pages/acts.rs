//! What is done with an opportunity by a button, or on a page that asks why.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::crumbs;
use crate::door::Door;
use crate::features::opportunities::lifecycle::{self, Action};
use crate::features::opportunities::model::PostingKind;
use crate::features::opportunities::{Posting, State, actions, store};
use crate::page;
use crate::shell::{Crumbs, ErrorSummary, FieldView, Frame, Link, Place};
use crate::typed::{Form, invalid};

/// The fields of a form.
type Sent = Fields<BTreeMap<String, String>>;

fn onward(posting: &Posting) -> String {
    format!("/opportunities/{}", posting.opportunity.number)
}

/// An open question leads to the form, where it stands beside its field.
async fn acted(door: &Door, number: &str, action: Action, sent: Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let version = Some(sent.version());
    let outcome = match action {
        Action::Approve => actions::approve(&mut cx, number, version).await,
        Action::Close => actions::close(&mut cx, number, version).await,
        _ => actions::publish(&mut cx, number, version).await,
    };
    match outcome {
        Ok(posting) => {
            let said = match (action, posting.opportunity.state) {
                (_, State::Approval) => "Sent to the mobility team and HR for approval.",
                (_, State::Open) => "Published. People can apply.",
                _ => "Nobody can apply any more.",
            };
            cx.finish(Reply::see(onward(&posting)).flash(said)).await
        }
        Err(Error::Invalid(errors)) => {
            let open: Vec<String> = errors.0.into_values().collect();
            Err(Error::refused("not_ready", format!("Not ready yet. {}.", open.join(". "))))
        }
        Err(other) => Err(other),
    }
}

/// `POST /opportunities/{opportunity}/publication`
pub async fn publish(door: Door, Route(number): Route<String>, Fields(sent): Sent) -> Result<Reply> {
    acted(&door, &number, Action::Publish, Form::sent(sent)).await
}

/// `POST /opportunities/{opportunity}/approval`
pub async fn approve(door: Door, Route(number): Route<String>, Fields(sent): Sent) -> Result<Reply> {
    acted(&door, &number, Action::Approve, Form::sent(sent)).await
}

/// `POST /opportunities/{opportunity}/closing`
pub async fn close(door: Door, Route(number): Route<String>, Fields(sent): Sent) -> Result<Reply> {
    acted(&door, &number, Action::Close, Form::sent(sent)).await
}

/// `POST /opportunities/{opportunity}/copies`
pub async fn copy(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let posting = actions::copy(&mut cx, &number).await?;
    let to = format!("/opportunities/{}/edit", posting.opportunity.number);
    cx.finish(Reply::see(to).flash("Copied. Give it its own days.")).await
}

/// `POST /opportunities/{opportunity}/star`
pub async fn star(door: Door, Route(number): Route<String>, Fields(sent): Sent) -> Result<Reply> {
    let sent = Form::sent(sent);
    let on = sent.get("on") == "yes";
    let mut cx = door.write().await?;
    let posting = actions::star(&mut cx, &number, on).await?;
    // only back to the list it came from: an address of ours
    let list = Some(sent.get("back")).filter(|back| back.starts_with("/opportunities?")).map(str::to_owned);
    let said = if on { "Saved for later" } else { "No longer saved" };
    cx.finish(Reply::see(list.unwrap_or_else(|| onward(&posting))).flash(said)).await
}

#[derive(Template)]
#[template(path = "features/opportunities/pages/reason.html")]
struct ReasonPage {
    frame: Frame,
    crumbs: Crumbs,
    heading: &'static str,
    lede: String,
    errors: ErrorSummary,
    reason: FieldView,
    version: i64,
    button: &'static str,
    kind: &'static str,
    back: String,
}

/// The words of one page that asks why.
struct Words {
    heading: &'static str,
    label: &'static str,
    hint: &'static str,
    field: &'static str,
    button: &'static str,
    kind: &'static str,
    done: &'static str,
}

const BACK: Words = Words {
    heading: "Send back to its author",
    label: "What should change?",
    hint: "The author reads this.",
    field: "reason",
    button: "Send back",
    kind: "primary",
    done: "Sent back to its author.",
};

const WITHDRAW: Words = Words {
    heading: "Withdraw this opportunity",
    label: "Why?",
    hint: "Everybody who applied reads this.",
    field: "reason",
    button: "Withdraw",
    kind: "danger",
    done: "Withdrawn. Everybody who applied is told.",
};

const REQUEST: Words = Words {
    heading: "Ask for their time",
    label: "What do you need, and when?",
    hint: "The manager who offers it gets this by email and answers you.",
    field: "words",
    button: "Send",
    kind: "primary",
    done: "Sent. The manager answers you by email.",
};

fn words(action: Option<Action>) -> &'static Words {
    match action {
        Some(Action::SendBack) => &BACK,
        Some(_) => &WITHDRAW,
        None => &REQUEST,
    }
}

/// The page that asks why; without an action it asks for free time that is offered.
async fn ask(door: &Door, number: &str, action: Option<Action>, typed: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let posting = store::load(&mut cx, number).await?;
    let o = &posting.opportunity;
    match action {
        Some(action) => drop(lifecycle::decide(o, action, &posting.standing)?),
        None if o.posting == PostingKind::Capacity && o.state == State::Open => {}
        None => return Err(Error::refused("not_now", "Nobody offers free time here now.")),
    }
    let words = words(action);
    let reason = FieldView::new(words.field, words.label)
        .lines()
        .hint(words.hint)
        .value(typed.or(words.field, ""))
        .error(typed.error(words.field));
    let page = ReasonPage {
        frame: page::frame(door, words.heading, Some(Place::Opportunities))
            .with_errors(!typed.errors.is_empty()),
        crumbs: crumbs(vec![Link::new(o.number.clone(), onward(&posting))], words.button),
        heading: words.heading,
        lede: o.title.clone(),
        errors: ErrorSummary::of([&reason]),
        reason,
        version: o.version,
        button: words.button,
        kind: words.kind,
        back: onward(&posting),
    };
    Ok(typed.status(page::render(&page)?))
}

async fn answer(door: &Door, number: &str, action: Option<Action>, typed: Form) -> Result<Reply> {
    match invalid(do_it(door, number, action, &typed).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => ask(door, number, action, typed.with(errors)).await,
    }
}

async fn do_it(door: &Door, number: &str, action: Option<Action>, typed: &Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let words = words(action);
    let (text, version) = (typed.text(words.field), Some(typed.version()));
    let posting = match action {
        Some(Action::SendBack) => actions::send_back(&mut cx, number, version, &text).await?,
        Some(_) => actions::withdraw(&mut cx, number, version, &text).await?,
        None => actions::ask_for_capacity(&mut cx, number, &text).await?,
    };
    let is_seen = store::load(&mut cx, number).await.is_ok();
    let to = if is_seen { onward(&posting) } else { "/opportunities/mine".to_owned() };
    cx.finish(Reply::see(to).flash(words.done)).await
}

/// `GET /opportunities/{opportunity}/return`
pub async fn back_form(door: Door, Route(number): Route<String>) -> Result<Reply> {
    ask(&door, &number, Some(Action::SendBack), Form::default()).await
}

/// `POST /opportunities/{opportunity}/return`
pub async fn send_back(door: Door, Route(number): Route<String>, Fields(sent): Sent) -> Result<Reply> {
    answer(&door, &number, Some(Action::SendBack), Form::sent(sent)).await
}

/// `GET /opportunities/{opportunity}/withdrawal`
pub async fn withdrawal(door: Door, Route(number): Route<String>) -> Result<Reply> {
    ask(&door, &number, Some(Action::Withdraw), Form::default()).await
}

/// `POST /opportunities/{opportunity}/withdrawal`
pub async fn withdraw(door: Door, Route(number): Route<String>, Fields(sent): Sent) -> Result<Reply> {
    answer(&door, &number, Some(Action::Withdraw), Form::sent(sent)).await
}

/// `GET /opportunities/{opportunity}/request`
pub async fn request_form(door: Door, Route(number): Route<String>) -> Result<Reply> {
    ask(&door, &number, None, Form::default()).await
}

/// `POST /opportunities/{opportunity}/request`
pub async fn request(door: Door, Route(number): Route<String>, Fields(sent): Sent) -> Result<Reply> {
    answer(&door, &number, None, Form::sent(sent)).await
}
