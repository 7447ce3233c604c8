//! Requests for help as pages, and the way to them on the page of the one who is away.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::model::{
    Addressee, CloseInput, HelpInput, HelpState, Request, SayInput, SupportRequestId, takes_part,
};
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Head, Party, Record, RecordTab, head};
use crate::page::{frame, part, render};
use crate::shell::words::{counted, short_day};
use crate::shell::{ErrorSummary, FieldOption, FieldView, Frame, Markup, Place, Tag, Tone};
use crate::typed::{Form, invalid, unprocessable};

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/support", get(list).post(ask))
        .route("/secondments/{number}/support/{id}", get(one).post(say))
        .route("/secondments/{number}/support/{id}/closing", post(close))
}

#[derive(Template)]
#[template(path = "features/support/card.html")]
struct Card {
    href: String,
    words: String,
    is_own: bool,
}

/// The way to the requests of a record, for those who take part; none before the agreement and after the debrief.
///
/// # Errors
/// When the database does not answer.
pub async fn card(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    if !takes_part(&record.standing) || !actions::is_open(record) {
        return Ok(None);
    }
    let requests = store::all(cx, record).await?;
    let is_own = record.standing.is(Party::Secondee);
    if requests.is_empty() && !is_own {
        return Ok(None);
    }
    let open = requests.iter().filter(|one| one.state == HelpState::Open).count() as u64;
    let words = match (open, requests.len()) {
        (0, 0) => "Stuck, or something is not right? Ask home, the host, or the mobility team in private."
            .to_owned(),
        (0, _) => "Nothing waits for an answer.".to_owned(),
        (open, _) => format!("{} for an answer.", counted(open, "request waits", "requests wait")),
    };
    part(&Card { href: format!("/secondments/{}/support", record.secondment.number), words, is_own })
        .map(Some)
}

#[derive(Template)]
#[template(path = "features/support/list.html")]
struct ListPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    lines: Vec<Line>,
    form: Option<[FieldView; 3]>,
}

/// A request in a list.
struct Line {
    href: String,
    subject: String,
    tag: Tag,
    meta: Vec<String>,
}

fn line(request: &Request, number: &str, today: NaiveDate) -> Line {
    Line {
        href: format!("/secondments/{number}/support/{}", request.id),
        subject: request.subject.clone(),
        tag: tag(request, today),
        meta: vec![request.addressee.label().to_owned(), short_day(request.asked_at.date_naive(), today)],
    }
}

fn tag(request: &Request, today: NaiveDate) -> Tag {
    match request.state {
        HelpState::Open if request.due_on < today => Tag::new("Overdue", Tone::Bad),
        HelpState::Open => Tag::new(request.state.label(), Tone::Warn),
        HelpState::Answered => Tag::new(request.state.label(), Tone::Good),
        HelpState::Closed => Tag::new(request.state.label(), Tone::Quiet),
    }
}

async fn list(door: Door, Route(number): Route<String>) -> Result<Reply> {
    list_view(&door, &number, &Form::default()).await
}

async fn ask(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let addressee = sent.choice("addressee", Addressee::parse, "Choose whom you ask", Addressee::Mobility);
    let input = HelpInput { addressee, subject: sent.text("subject"), words: sent.text("words") };
    let outcome = async {
        let mut cx = door.write().await?;
        let asked = actions::ask(&mut cx, &number, &input).await;
        let id = crate::typed::both(sent.errors.clone(), asked)?;
        let words = match addressee {
            Addressee::Mobility => "Asked. Only the mobility team reads it",
            _ => "Asked",
        };
        cx.finish(Reply::see(format!("/secondments/{number}/support/{id}")).flash(words)).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => list_view(&door, &number, &sent.with(errors)).await,
    }
}

async fn list_view(door: &Door, number: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, number).await?;
    let head = head(&mut cx, &record, RecordTab::Overview).await?;
    let today = cx.today();
    let may_ask = record.standing.is(Party::Secondee) && actions::is_open(&record);
    let form = may_ask.then(|| fields(&head, sent));
    let requests = store::all(&mut cx, &record).await?;
    let page = ListPage {
        frame: frame(door, format!("Help, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary::of(form.iter().flatten()),
        lines: requests.iter().map(|one| line(one, number, today)).collect(),
        form,
        head,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

fn fields(head: &Head, sent: &Form) -> [FieldView; 3] {
    let home = head.parties.home.manager.as_ref().map_or("your home manager", |one| one.name.as_str());
    let host = head.parties.host.as_ref().and_then(|host| host.manager.as_ref());
    let host = host.map_or("your host manager", |one| one.name.as_str());
    let option = |addressee: Addressee, hint: String| {
        FieldOption::new(addressee.as_str(), addressee.label()).hint(hint)
    };
    let options = vec![
        option(Addressee::Home, format!("{home} reads it, and the mobility team.")),
        option(Addressee::Host, format!("{host} reads it, and the mobility team.")),
        option(Addressee::Both, format!("{home} and {host} read it, and the mobility team.")),
        option(Addressee::Mobility, "Neither of your managers reads it, now or later.".to_owned()),
    ];
    let field = |name: &str, label: &str| {
        FieldView::new(name, label).value(sent.or(name, "")).error(sent.error(name))
    };
    [
        field("addressee", "Whom do you ask?").radios(options),
        field("subject", "What is it about?"),
        field("words", "What would help?").lines().hint("More training, time, a word with somebody, a tool."),
    ]
}

#[derive(Template)]
#[template(path = "features/support/one.html")]
struct OnePage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    base: String,
    id: SupportRequestId,
    version: i64,
    subject: String,
    words: String,
    tag: Tag,
    asked: String,
    readers: &'static str,
    said: Vec<(String, String)>,
    field: Option<FieldView>,
    may_close: bool,
}

fn parse(text: &str) -> Result<SupportRequestId> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn one(door: Door, Route((number, id)): Route<(String, String)>) -> Result<Reply> {
    one_view(&door, &number, &id, &Form::default()).await
}

async fn say(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let input = SayInput { words: sent.text("words"), version: sent.version() };
    let outcome = async {
        let mut cx = door.write().await?;
        actions::seen(&mut cx, &number).await?;
        actions::say(&mut cx, &number, parse(&id)?, &input).await?;
        cx.finish(Reply::see(format!("/secondments/{number}/support/{id}")).flash("Sent")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => one_view(&door, &number, &id, &sent.with(errors)).await,
    }
}

async fn close(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let mut cx = door.write().await?;
    actions::seen(&mut cx, &number).await?;
    let input = CloseInput { version: sent.version() };
    actions::close(&mut cx, &number, parse(&id)?, &input).await?;
    cx.finish(Reply::see(format!("/secondments/{number}/support")).flash("Closed")).await
}

async fn one_view(door: &Door, number: &str, id: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, number).await?;
    let request = store::load(&mut cx, &record, parse(id)?).await?;
    let head = head(&mut cx, &record, RecordTab::Overview).await?;
    let today = cx.today();
    let is_own = record.standing.is(Party::Secondee);
    let said = store::said(&mut cx, &request).await?.into_iter();
    let said = said.map(|one| (one.words, format!("{}, {}", one.by, short_day(one.at.date_naive(), today))));
    let label = if is_own { "Anything to add?" } else { "Your answer" };
    let field = (request.state != HelpState::Closed).then(|| {
        FieldView::new("words", label).lines().value(sent.or("words", "")).error(sent.error("words"))
    });
    let page = OnePage {
        frame: frame(door, format!("{}, {}", request.subject, head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary::of(&field),
        base: format!("/secondments/{number}/support"),
        tag: tag(&request, today),
        asked: format!(
            "Asked on {}, to be answered by {}",
            short_day(request.asked_at.date_naive(), today),
            short_day(request.due_on, today)
        ),
        readers: readers(request.addressee),
        said: said.collect(),
        field,
        may_close: request.state == HelpState::Answered || (is_own && request.state == HelpState::Open),
        id: request.id,
        version: request.version,
        subject: request.subject,
        words: request.words,
        head,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

/// Who reads it, as the page says it.
fn readers(addressee: Addressee) -> &'static str {
    match addressee {
        Addressee::Home => "Read by the secondee, the home manager and the mobility team.",
        Addressee::Host => "Read by the secondee, the host manager and the mobility team.",
        Addressee::Both => "Read by the secondee, both managers and the mobility team.",
        Addressee::Mobility => "Private: read by the secondee and the mobility team.",
    }
}
