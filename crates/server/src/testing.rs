//! A whole installation in memory for tests: the named world on each database, and both doors for any persona.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::auth::Token;
use sojourn_kit::clock::Clock;
use sojourn_kit::config::Config;
use sojourn_kit::db::Db;
use sojourn_kit::ids::uuid_v7;
use sojourn_kit::testing::scratch_databases;
use tower::ServiceExt;

use crate::actor::{ApiTokenId, SessionId};
use crate::app::App;
use crate::cx::{Cx, Meta};
use crate::features::accounts;
use crate::schema::MIGRATIONS;
use crate::world::{self, World};

/// The day on which every test starts: a Monday, the day of the mocks.
pub const TODAY: &str = "2026-11-23T09:00:00Z";

/// An installation with the world in it.
pub struct House {
    /// The installation; its clock moves by hand.
    pub app: App,
    /// Who is who.
    pub world: World,
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    router: Router,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub text: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e} in {}", self.text))
    }

    /// Where a redirect leads.
    ///
    /// # Panics
    /// When it is no redirect.
    #[must_use]
    pub fn location(&self) -> String {
        let location = self.headers.get(header::LOCATION).unwrap_or_else(|| panic!("no redirect: {self:?}"));
        location.to_str().map(str::to_owned).unwrap_or_default()
    }
}

/// Runs a story in the named world on each database that is at hand.
///
/// # Panics
/// When the world cannot be built: a test that cannot run must not pass.
pub async fn on_each_database<F>(story: F)
where
    F: AsyncFn(&House),
{
    for scratch in scratch_databases(MIGRATIONS).await {
        println!("on {}", scratch.name);
        let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let house = house(scratch.db.clone(), scratch.name, folder.path()).await;
        story(&house).await;
        scratch.db.close().await;
    }
}

async fn house(db: Db, database: &'static str, data: &std::path::Path) -> House {
    let data = ("SOJOURN_DATA_DIR".to_owned(), data.display().to_string());
    let config = Config::load(None, std::iter::once(data)).unwrap_or_else(|e| panic!("{e}"));
    let now: DateTime<Utc> = TODAY.parse().unwrap_or_else(|e| panic!("{e}"));
    let app = App::try_new(config, db, Clock::fixed(now), true).unwrap_or_else(|e| panic!("{e}"));
    let world = world::build(&app).await.unwrap_or_else(|e| panic!("{e}"));
    House { router: app.router(), app, world, database }
}

impl House {
    /// The same database and clock behind another configuration, as a demonstration or a real installation.
    ///
    /// # Panics
    /// When the installation cannot be made.
    #[must_use]
    pub fn with(&self, config: Config, demo: bool) -> House {
        let (db, clock) = (self.app.db.clone(), self.app.clock.clone());
        let app = App::try_new(config, db, clock, demo).unwrap_or_else(|e| panic!("{e}"));
        House { router: app.router(), app, world: self.world.clone(), database: self.database }
    }

    /// The same installation with the people of the articles' examples in it too.
    ///
    /// # Panics
    /// When they cannot be added.
    pub async fn with_examples(&self) -> House {
        let mut world = self.world.clone();
        world::examples::build(&self.app, &mut world).await.unwrap_or_else(|e| panic!("{e}"));
        House { app: self.app.clone(), world, database: self.database, router: self.router.clone() }
    }

    /// A browser in which the persona has just signed in.
    ///
    /// # Panics
    /// When there is no such persona.
    pub async fn browser(&self, key: &str) -> Visitor<'_> {
        let token = Token::fresh();
        let now = self.app.clock.now();
        let account = self.world.account(key).unwrap_or_else(|e| panic!("{e}"));
        let mut tx = self.app.db.write().await.unwrap_or_else(|e| panic!("{e}"));
        let sql = "INSERT INTO sessions (token_hash, id, account_id, created_at, seen_at, fresh_at, expires_at, user_agent,
                   address) VALUES ($1, $2, $3, $4, $4, $4, $5, 'test', 'test')";
        let values = args![
            token.hash().to_vec(),
            SessionId::new(now),
            account,
            now,
            now + chrono::Duration::days(4000)
        ];
        tx.run(sql, values).await.unwrap_or_else(|e| panic!("{e}"));
        tx.commit().await.unwrap_or_else(|e| panic!("{e}"));
        Visitor { house: self, cookies: format!("sojourn={}", token.reveal()), bearer: None }
    }

    /// A program with a key of the persona.
    ///
    /// # Panics
    /// When there is no such persona.
    pub async fn program(&self, key: &str) -> Visitor<'_> {
        let token = Token::fresh_api_key();
        let now = self.app.clock.now();
        let account = self.world.account(key).unwrap_or_else(|e| panic!("{e}"));
        let mut tx = self.app.db.write().await.unwrap_or_else(|e| panic!("{e}"));
        let sql = "INSERT INTO api_tokens (id, account_id, name, token_hash, created_at, expires_at)
                   VALUES ($1, $2, 'test', $3, $4, $5)";
        let values = args![
            ApiTokenId::new(now),
            account,
            token.hash().to_vec(),
            now,
            now + chrono::Duration::days(4000)
        ];
        tx.run(sql, values).await.unwrap_or_else(|e| panic!("{e}"));
        tx.commit().await.unwrap_or_else(|e| panic!("{e}"));
        Visitor { house: self, cookies: String::new(), bearer: Some(token.reveal().to_owned()) }
    }

    /// A browser of nobody.
    #[must_use]
    pub fn anonymous(&self) -> Visitor<'_> {
        Visitor { house: self, cookies: String::new(), bearer: None }
    }

    /// A piece of work of the persona, writing, without HTTP.
    ///
    /// # Panics
    /// When there is no such persona.
    pub async fn cx(&self, key: &str) -> Cx {
        let visitor = self.browser(key).await;
        let text = visitor.cookies.trim_start_matches("sojourn=");
        let token = Token::parse(text).unwrap_or_else(|| panic!("a token"));
        let actor = accounts::actor_of_session(&self.app, &token).await.unwrap_or_else(|e| panic!("{e}"));
        let (actor, _) = actor.unwrap_or_else(|| panic!("nobody"));
        let tx = self.app.db.write().await.unwrap_or_else(|e| panic!("{e}"));
        Cx::new(self.app.clone(), actor, tx, Meta::default())
    }
}

/// Somebody who sends requests.
pub struct Visitor<'a> {
    house: &'a House,
    /// The cookies as sent.
    pub cookies: String,
    /// The key as sent.
    pub bearer: Option<String>,
}

impl Visitor<'_> {
    /// Opens an address.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Body::empty()).await
    }

    /// Sends a form, as a browser would; a fresh `form_id` is added.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let id = uuid_v7(self.house.app.clock.now()).simple().to_string();
        let mut pairs = vec![("form_id", id.as_str())];
        pairs.extend_from_slice(fields);
        let encode = |text: &str| {
            percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
        };
        let body: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{}={}", encode_name(name), encode(value))).collect();
        self.send(Method::POST, path, Some("application/x-www-form-urlencoded"), Body::from(body.join("&")))
            .await
    }

    /// Sends JSON.
    pub async fn json(&self, method: Method, path: &str, value: &serde_json::Value) -> Answer {
        self.send(method, path, Some("application/json"), Body::from(value.to_string())).await
    }

    /// Sends anything.
    ///
    /// # Panics
    /// When the router breaks the connection.
    pub async fn send(&self, method: Method, path: &str, media: Option<&str>, body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "test.example");
        request = request.header("sec-fetch-site", "same-origin");
        if let Some(media) = media {
            request = request.header(header::CONTENT_TYPE, media);
        }
        if !self.cookies.is_empty() {
            request = request.header(header::COOKIE, &self.cookies);
        }
        if let Some(bearer) = &self.bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {bearer}"));
        }
        let request = request.body(body).unwrap_or_else(|e| panic!("{e}"));
        let response = self.house.router.clone().oneshot(request).await.unwrap_or_else(|e| match e {});
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 * 1024 * 1024).await.unwrap_or_else(|e| panic!("{e}"));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text, bytes: bytes.to_vec() }
    }
}

fn encode_name(name: &str) -> String {
    name.replace('[', "%5B").replace(']', "%5D")
}
