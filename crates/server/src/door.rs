//! The two doors. A page's actor comes from the session cookie, the API's from a bearer key and from
//! nothing else; behind the door the work is the same.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sojourn_kit::auth::{SecretCookie, Token, client_address};
use sojourn_kit::db::Tx;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Failure, OnceKey, RequestId};

use crate::actor::Actor;
use crate::app::App;
use crate::cx::{Cx, Meta};
use crate::features::{accounts, opportunities};

/// A request whose sender is known. Without a session or a key there is none.
pub struct Door {
    /// Who asks.
    pub actor: Actor,
    /// How many opportunities are open to them, for the navigation of pages.
    pub open_opportunities: u32,
    guest: Guest,
    /// The connection that the actor was read on, kept for the page: one trip to the pool instead of two.
    reading: Mutex<Option<Tx>>,
}

/// A request from anybody. For sign-in, private links and what is public.
pub struct Guest {
    /// The installation.
    pub app: App,
    /// The request.
    pub meta: Meta,
    /// The headers, for cookies.
    pub headers: HeaderMap,
    once: Option<OnceKey>,
}

impl Guest {
    /// Opens a piece of work that reads, as `actor`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read_as(&self, actor: Actor) -> Result<Cx> {
        Ok(Cx::new(self.app.clone(), actor, self.app.db.read().await?, self.meta.clone()))
    }

    /// Opens a piece of work that writes, as `actor`, taking the request's one-time key.
    ///
    /// # Errors
    /// When the database does not answer, or the request was answered before.
    pub async fn write_as(&self, actor: Actor) -> Result<Cx> {
        let mut cx = Cx::new(self.app.clone(), actor, self.app.db.write().await?, self.meta.clone());
        cx.take_once(self.once.clone()).await?;
        Ok(cx)
    }
}

impl Door {
    /// Opens a piece of work that reads.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(&self) -> Result<Cx> {
        let tx = match self.take_reading() {
            Some(tx) => tx,
            None => self.app().db.read().await?,
        };
        Ok(Cx::new(self.app().clone(), self.actor.clone(), tx, self.meta().clone()))
    }

    /// Opens a piece of work that writes. A second submit of the same form ends here with the first answer.
    ///
    /// # Errors
    /// When the database does not answer, or the request was answered before.
    pub async fn write(&self) -> Result<Cx> {
        // whoever waits for the turn to write keeps no reader from others
        drop(self.take_reading());
        self.guest.write_as(self.actor.clone()).await
    }

    fn take_reading(&self) -> Option<Tx> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The installation.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.guest.app
    }

    /// The headers, for cookies.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.guest.headers
    }

    /// The request.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.guest.meta
    }
}

impl FromRequestParts<App> for Guest {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip());
        let agent = parts.headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let meta = Meta {
            request_id: parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            address: client_address(peer, &parts.headers, &app.config.trusted_proxies).to_string(),
            user_agent: agent.chars().take(300).collect(),
        };
        let once = parts.extensions.get::<OnceKey>().cloned();
        Ok(Self { app: app.clone(), meta, headers: parts.headers.clone(), once })
    }
}

impl FromRequestParts<App> for Door {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let guest = Guest::from_request_parts(parts, app).await?;
        let is_api = parts.extensions.get::<ApiDoor>().is_some();
        let found =
            if is_api { by_key(&guest, !parts.method.is_safe()).await? } else { by_session(&guest).await? };
        let (actor, mut tx) = found.ok_or(Error::SignIn)?;
        if actor.owes_factor && (is_api || !accounts::opens_without_factor(parts.uri.path())) {
            return Err(accounts::factor_owed());
        }
        // counted on the same connection; programs and forms show no navigation
        let counts = !is_api && parts.method.is_safe();
        let today = app.clock.now().date_naive();
        let open_opportunities =
            if counts { opportunities::store::count_open(&mut tx, &actor, today).await? } else { 0 };
        // a body may take its time to arrive; a connection does not wait for it
        let reading = Mutex::new(parts.method.is_safe().then_some(tx));
        Ok(Self { actor, open_opportunities, guest, reading })
    }
}

/// Marks a request that came through the API's door, where a cookie means nothing.
#[derive(Debug, Clone, Copy)]
pub struct ApiDoor;

/// Marks every request that passes as the API's.
pub async fn api_door(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(ApiDoor);
    next.run(request).await
}

async fn by_session(guest: &Guest) -> Result<Option<(Actor, Tx)>> {
    let cookie = SecretCookie::session(guest.app.config.secure_cookies());
    let Some(token) = cookie.read(&guest.headers) else { return Ok(None) };
    accounts::actor_of_session(&guest.app, &token).await
}

async fn by_key(guest: &Guest, writes: bool) -> Result<Option<(Actor, Tx)>> {
    let text =
        guest.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some(token) = text.strip_prefix("Bearer ").and_then(Token::parse) else { return Ok(None) };
    accounts::actor_of_key(&guest.app, &token, writes).await
}

/// The pages' door: failures leave as pages with a way onward; without a session, by way of sign-in.
pub async fn page_door(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = RequestId::of(&request);
    let wanted = request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let is_get = request.method() == axum::http::Method::GET;
    let headers = request.headers().clone();
    let response = next.run(request).await;
    let Some(Failure(error)) = response.extensions().get::<Failure>().cloned() else {
        let shows_flash = is_get && crate::page::brings_flash(&headers);
        return if shows_flash { crate::page::flash_shown(response) } else { response };
    };
    if matches!(*error, Error::SignIn) {
        let next = if is_get { wanted } else { "/".to_owned() };
        return accounts::to_sign_in(&next).into_response();
    }
    if matches!(&*error, Error::Barred(refusal) if refusal.code == accounts::FACTOR_OWED) {
        return accounts::to_second_factor().into_response();
    }
    failure_page(&app, &headers, &error, &id.0, &response)
}

fn failure_page(
    app: &App,
    headers: &HeaderMap,
    error: &Arc<Error>,
    id: &str,
    response: &Response,
) -> Response {
    let page = crate::page::error_page(app, headers, error, id);
    let mut answer = page.status(error.status()).into_response();
    if let Some(retry) = response.headers().get(header::RETRY_AFTER) {
        answer.headers_mut().insert(header::RETRY_AFTER, retry.clone());
    }
    debug_assert_ne!(answer.status(), StatusCode::OK);
    answer
}
