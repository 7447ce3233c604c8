//! The people one met, as pages for the one who met them.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::model::{Acquaintance, AcquaintanceId, AcquaintanceInput};
use super::{actions, store};
use crate::app::App;
use crate::door::Door;
use crate::features::secondments::mine;
use crate::page::{frame, render};
use crate::shell::words::short_day;
use crate::shell::{ErrorSummary, FieldKind, FieldView, Frame, Place};
use crate::typed::{Form, invalid, unprocessable};

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/my/people", get(list).post(add))
        .route("/my/people/{id}", get(one).post(change))
        .route("/my/people/{id}/removal", post(remove))
}

/// People on one page.
const MOST: i64 = 500;

#[derive(Template)]
#[template(path = "features/acquaintances/list.html")]
struct ListPage {
    frame: Frame,
    errors: ErrorSummary,
    people: Vec<(String, String, Vec<String>)>,
    form: Option<Vec<FieldView>>,
}

async fn list(door: Door) -> Result<Reply> {
    view(&door, &Form::default()).await
}

fn input(sent: &mut Form, today: chrono::NaiveDate) -> AcquaintanceInput {
    let again_on = sent.day("again_on", today);
    let text = |name: &str| sent.text(name);
    AcquaintanceInput {
        name: text("name"),
        work: text("work"),
        words: text("words"),
        email: text("email"),
        agreed: sent.ticked("agreed"),
        again_on,
        version: sent.version(),
    }
}

async fn add(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let input = input(&mut sent, door.app().clock.today());
    let outcome = async {
        let mut cx = door.write().await?;
        let noted = crate::typed::both(sent.errors.clone(), actions::note(&mut cx, &input).await)?;
        cx.finish(Reply::see("/my/people").flash(&format!("{} is noted", noted.name))).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &sent.with(errors)).await,
    }
}

async fn view(door: &Door, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let today = cx.today();
    let people = store::own(&mut cx, MOST).await?.into_iter().map(|one| {
        let again = one.again_on.map(|day| format!("Hello again {}", short_day(day, today)));
        let meta = [Some(one.work), again].into_iter().flatten().filter(|words| !words.is_empty());
        (format!("/my/people/{}", one.id), one.name, meta.collect())
    });
    let people = people.collect();
    let form = mine::store::own(&mut cx).await?.map(|_| fields(None, sent));
    let page = ListPage {
        frame: frame(door, "People I met", Some(Place::MySecondments)).with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary::of(form.iter().flatten()),
        people,
        form,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

fn fields(known: Option<&Acquaintance>, sent: &Form) -> Vec<FieldView> {
    let field = |name: &str, label: &str, value: &str| {
        FieldView::new(name, label).value(sent.or(name, value)).error(sent.error(name))
    };
    let of = |part: fn(&Acquaintance) -> &str| known.map_or("", part);
    let again = known.and_then(|one| one.again_on).map_or_else(String::new, sojourn_calendar::format::long);
    let has_email = known.is_some_and(|one| !one.email.is_empty());
    vec![
        field("name", "Who?", of(|one| &one.name)),
        field("work", "What do they do?", of(|one| &one.work)).optional(),
        field("words", "What do you want to remember?", of(|one| &one.words))
            .lines()
            .hint("Only you read it. Write what they could read as well.")
            .optional(),
        field("email", "Their email address", of(|one| &one.email)).kind(FieldKind::Email).optional(),
        field("agreed", "They agreed that I keep their address", if has_email { "yes" } else { "" })
            .kind(FieldKind::Tick),
        field("again_on", "When do you want to say hello again?", &again)
            .date()
            .hint("Home reminds you on that day, also when you are back.")
            .optional(),
    ]
}

#[derive(Template)]
#[template(path = "features/acquaintances/one.html")]
struct OnePage {
    frame: Frame,
    errors: ErrorSummary,
    id: AcquaintanceId,
    name: String,
    email: String,
    version: i64,
    form: Vec<FieldView>,
}

fn parse(text: &str) -> Result<AcquaintanceId> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn one(door: Door, Route(id): Route<String>) -> Result<Reply> {
    one_view(&door, &id, &Form::default()).await
}

async fn one_view(door: &Door, id: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let known = store::load(&mut cx, parse(id)?).await?;
    let form = fields(Some(&known), sent);
    let page = OnePage {
        frame: frame(door, known.name.clone(), Some(Place::MySecondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary::of(&form),
        id: known.id,
        name: known.name,
        email: known.email,
        version: known.version,
        form,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

async fn change(
    door: Door,
    Route(id): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let input = input(&mut sent, door.app().clock.today());
    let unread: FieldErrors = sent.errors.clone();
    let outcome = async {
        let mut cx = door.write().await?;
        crate::typed::both(unread, actions::change(&mut cx, parse(&id)?, &input).await)?;
        cx.finish(Reply::see("/my/people").flash("Saved")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => one_view(&door, &id, &sent.with(errors)).await,
    }
}

async fn remove(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::remove(&mut cx, parse(&id)?).await?;
    cx.finish(Reply::see("/my/people").flash("Removed")).await
}
