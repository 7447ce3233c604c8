//! News from home as a page and as a card, and the form of those who tell it.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route, Search};

use super::model::{AHEAD, News, NewsId, NewsInput, NewsKind};
use super::store::Source;
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Record, mine};
use crate::page::{frame, part, render};
use crate::shell::words::short_day;
use crate::shell::{ErrorSummary, FieldOption, FieldView, Frame, Markup, Pager, Place};
use crate::typed::{Form, invalid, unprocessable};

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/news", get(list).post(tell))
        .route("/news/letter", post(letter))
        .route("/news/{id}/withdrawal", post(withdraw))
}

/// News on one page.
const PAGE: usize = 20;
const READ: i64 = PAGE as i64 + 1;
/// News on the card.
const ON_CARD: usize = 5;
/// How many are looked at for the card.
const LOOK: i64 = 50;

/// A piece of news on a page.
struct Line {
    title: String,
    words: String,
    link: String,
    meta: Vec<String>,
    withdraw: Option<String>,
}

fn line(news: News, today: NaiveDate) -> Line {
    let meta = [
        Some(news.kind.label().to_owned()),
        news.on.map(|day| short_day(day, today)),
        news.unit_name,
        Some(format!("{}, {}", news.by, short_day(news.posted_at.date_naive(), today))),
    ];
    Line {
        title: news.title,
        words: news.words,
        link: news.link,
        meta: meta.into_iter().flatten().collect(),
        withdraw: news.may_withdraw.then(|| format!("/news/{}/withdrawal", news.id)),
    }
}

#[derive(Template)]
#[template(path = "features/news/card.html")]
struct Card {
    form_id: String,
    lines: Vec<CardLine>,
    wants_letter: bool,
}

struct CardLine {
    title: String,
    day: Option<String>,
    link: String,
}

/// What is new at home this week, for the page of the one who is away.
///
/// # Errors
/// When the database does not answer.
pub async fn card(cx: &mut Cx, record: &Record, form_id: &str) -> Result<Markup> {
    let (now, today) = (cx.now(), cx.today());
    // an event may be told long before its day
    let since = now - AHEAD - AHEAD;
    let news = store::of_home(cx, record, since, None, LOOK).await?;
    let lines = news.into_iter().filter(|one| one.is_fresh(now)).take(ON_CARD).map(|one| CardLine {
        day: one.on.map(|day| short_day(day, today)),
        title: one.title,
        link: one.link,
    });
    let card = Card {
        form_id: form_id.to_owned(),
        lines: lines.collect(),
        wants_letter: store::wants_letter(cx).await?,
    };
    part(&card)
}

/// Which part of the news.
#[derive(Debug, Default, Deserialize)]
struct Before {
    #[serde(default)]
    before: String,
}

impl Before {
    fn news(&self) -> Result<Option<NewsId>> {
        if self.before.is_empty() {
            Ok(None)
        } else {
            self.before.parse().map(Some).map_err(|_| Error::NotFound)
        }
    }
}

#[derive(Template)]
#[template(path = "features/news/list.html")]
struct NewsPage {
    frame: Frame,
    errors: ErrorSummary,
    /// News from home, for the one who is away; none for others.
    home: Option<Vec<Line>>,
    wants_letter: bool,
    /// What the reader told, or looks after.
    kept: Vec<Line>,
    pager: Pager,
    form: Option<[FieldView; 6]>,
}

async fn list(door: Door, Search(query): Search<Before>) -> Result<Reply> {
    view(&door, query.news()?, &Form::default()).await
}

async fn tell(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        let input = input(&mut sent, cx.today());
        crate::typed::both(sent.errors.clone(), actions::post(&mut cx, &input).await)?;
        cx.finish(Reply::see("/news").flash("Told to those who are away")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, None, &sent.with(errors)).await,
    }
}

fn input(sent: &mut Form, today: NaiveDate) -> NewsInput {
    let kind = sent.choice("kind", NewsKind::parse, "Choose what kind of news it is", NewsKind::Announcement);
    let on = sent.day("on", today);
    let unit = match sent.get("unit") {
        "whole" => None,
        unit => unit.parse().map(Some).unwrap_or_else(|_| {
            sent.errors.add("unit", "Choose a unit of which you tell news");
            None
        }),
    };
    let text = |name: &str| sent.text(name);
    NewsInput { unit, kind, title: text("title"), words: text("words"), link: text("link"), on }
}

async fn letter(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let sent = Form::sent(fields);
    let wants = sent.ticked("wants");
    let mut cx = door.write().await?;
    actions::set_letter(&mut cx, wants).await?;
    let back = if sent.get("from") == "placement" { "/my/placement" } else { "/news" };
    let words = if wants { "One letter a week, from now on" } else { "The letter is stopped" };
    cx.finish(Reply::see(back).flash(words)).await
}

async fn withdraw(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::withdraw(&mut cx, id.parse().map_err(|_| Error::NotFound)?).await?;
    cx.finish(Reply::see("/news").flash("Taken back")).await
}

async fn view(door: &Door, before: Option<NewsId>, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let today = cx.today();
    let own = mine::store::own(&mut cx).await?;
    let ever = DateTime::<Utc>::UNIX_EPOCH;
    let mut home = match &own {
        Some(record) => Some(store::of_home(&mut cx, record, ever, before, READ).await?),
        None => None,
    };
    let mut kept = store::kept(&mut cx, before, READ).await?;
    let older = home.as_deref().and_then(last_of).into_iter().chain(last_of(&kept)).max();
    if let Some(home) = &mut home {
        home.truncate(PAGE);
    }
    kept.truncate(PAGE);
    let sources = store::sources(&mut cx).await?;
    let form = (!sources.is_empty()).then(|| fields(&sources, sent));
    let lines = |news: Vec<News>| news.into_iter().map(|one| line(one, today)).collect();
    let page = NewsPage {
        frame: frame(door, "News from home", Some(Place::Home)).with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary::of(form.iter().flatten()),
        home: home.map(lines),
        wants_letter: store::wants_letter(&mut cx).await?,
        kept: lines(kept),
        pager: Pager {
            newer: before.map(|_| "/news".to_owned()),
            older: older.map(|id| format!("/news?before={id}")),
        },
        form,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

/// The last of a page that has another after it.
fn last_of(news: &[News]) -> Option<NewsId> {
    (news.len() > PAGE).then(|| news.get(PAGE - 1).map(|one| one.id)).flatten()
}

fn fields(sources: &[Source], sent: &Form) -> [FieldView; 6] {
    let field = |name: &str, label: &str, proposed: &str| {
        FieldView::new(name, label).value(sent.or(name, proposed)).error(sent.error(name))
    };
    let value = |source: &Source| source.unit.map_or_else(|| "whole".to_owned(), |unit| unit.to_string());
    let units = sources.iter().map(|source| {
        let whole = if source.unit.is_none() { ", everybody" } else { "" };
        FieldOption::new(value(source), format!("{}{whole}", source.name))
    });
    let kinds = NewsKind::ALL.iter().map(|kind| FieldOption::new(kind.as_str(), kind.label()));
    let first = sources.first().map(value).unwrap_or_default();
    [
        field("unit", "For those away from", &first).select(units.collect()),
        field("kind", "What is it?", "announcement").select(kinds.collect()),
        field("title", "The news in one line", ""),
        field("words", "More of it", "").lines().optional(),
        field("on", "On which day?", "").date().hint("For an event.").optional(),
        field("link", "Where to read on", "").hint("Beginning with https://").optional(),
    ]
}
