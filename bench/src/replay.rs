//! What a page asks of the database and what it answers, taken down once, so that the bare handler can do the
//! same without any of the product.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use sojourn::app::App;
use sojourn::features::accounts;
use sojourn_kit::auth::Token;
use sojourn_kit::clock::Clock;
use sojourn_kit::config::Config;
use sojourn_kit::db::{Db, Value};
use tower::ServiceExt;

use crate::fault::{Fault, Outcome};

/// A statement with its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The text.
    pub sql: String,
    /// What stands for `$1`, `$2`, …
    pub values: Vec<Value>,
}

/// A page as the product answered it.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Its path.
    pub path: String,
    /// What the page itself asked of the database; finding out who is asking is left out.
    pub statements: Vec<Said>,
    /// How many statements found out who is asking.
    pub door: usize,
    /// The HTML.
    pub html: Vec<u8>,
}

/// Answers each path once inside this process, as the person with the cookie, and takes down what was said.
///
/// # Errors
/// When a page is not answered with 200.
pub async fn record(db: &Db, cookie: &str, paths: &[String]) -> Outcome<Vec<Recorded>> {
    let heard: Arc<Mutex<Vec<Said>>> = Arc::default();
    let pen = Arc::clone(&heard);
    let db = db.watched(move |sql, values| {
        let said = Said { sql: sql.to_owned(), values: values.to_vec() };
        pen.lock().unwrap_or_else(PoisonError::into_inner).push(said);
    });
    let take = || std::mem::take(&mut *heard.lock().unwrap_or_else(PoisonError::into_inner));
    let app = App::try_new(Config::load(None, std::iter::empty())?, db, Clock::System, false)?;

    let secret = cookie.split_once('=').and_then(|(_, secret)| Token::parse(secret));
    let token = secret.ok_or_else(|| Fault::new("the cookie holds no token"))?;
    accounts::actor_of_session(&app, &token).await?.ok_or_else(|| Fault::new("the session is over"))?;
    let door = take();
    let mut pages = Vec::new();
    for path in paths {
        let html = open(&app, cookie, path).await?;
        let said = take();
        let greeting = said.iter().zip(&door).take_while(|(one, other)| one.sql == other.sql).count();
        let statements = said[greeting..].to_vec();
        pages.push(Recorded { path: path.clone(), statements, door: greeting, html });
    }
    Ok(pages)
}

async fn open(app: &App, cookie: &str, path: &str) -> Outcome<Vec<u8>> {
    let request = Request::get(path).header(header::HOST, "localhost").header(header::COOKIE, cookie);
    let answer = app.router().oneshot(request.body(Body::empty())?).await?;
    let (status, body) = (answer.status(), to_bytes(answer.into_body(), 16 << 20).await?);
    if status == StatusCode::OK {
        Ok(body.to_vec())
    } else {
        Err(Fault::new(format!("{path} answers {status}")))
    }
}
