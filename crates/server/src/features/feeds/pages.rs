//! The page of one's calendar address, and the calendar itself, which needs no sign-in.

use askama::Template;
use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{get, post};
use sha2::{Digest, Sha256};
use sojourn_calendar::ical;
use sojourn_kit::auth::Token;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Route};

use super::{actions, days, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::{Door, Guest};
use crate::features::accounts::settings::tabs;
use crate::features::accounts::{self, require_fresh, to_sign_in_again};
use crate::page::{frame, render};
use crate::shell::words::short_day;
use crate::shell::{Frame, Place, Tabs};

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/calendar", get(page).post(make))
        .route("/settings/calendar/revocation", post(revoke))
        .route("/feeds/{token}", get(feed))
}

const HERE: &str = "/settings/calendar";

#[derive(Template)]
#[template(path = "features/feeds/page.html")]
struct FeedPage {
    frame: Frame,
    tabs: Tabs,
    /// When the present address was made.
    made: Option<String>,
    /// The address that was just made, shown this once.
    address: Option<String>,
}

async fn page(door: Door) -> Result<Reply> {
    view(&door, None).await
}

async fn view(door: &Door, address: Option<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let account = actions::account(&cx.actor)?;
    let today = cx.today();
    let made = store::made_at(&mut cx, account).await?;
    render(&FeedPage {
        frame: frame(door, "Calendar", Some(Place::Settings)),
        tabs: tabs(&door.actor, HERE),
        made: made.map(|at| short_day(at.date_naive(), today)),
        address,
    })
}

async fn make(door: Door) -> Result<Reply> {
    if require_fresh(&door.actor, door.app().clock.now()).is_err() {
        return Ok(to_sign_in_again(HERE));
    }
    let mut cx = door.write().await?;
    let token = actions::make(&mut cx).await?;
    let address = actions::address(&cx, &token);
    // what is kept for a second submit does not hold the address
    cx.finish(Reply::see(HERE).flash("The address is made. It was shown once.")).await?;
    view(&door, Some(address)).await
}

async fn revoke(door: Door) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::revoke(&mut cx).await?;
    cx.finish(Reply::see(HERE).flash("The address is revoked.")).await
}

/// `GET /feeds/{token}.ics`
async fn feed(guest: Guest, Route(name): Route<String>) -> Result<Reply> {
    let token = name.strip_suffix(".ics").and_then(Token::parse).filter(|token| !token.is_api_key());
    let found = match token {
        Some(token) => accounts::store::actor_of_feed(&guest.app, &token).await?,
        None => None,
    };
    let Some((actor, tx)) = found else {
        // programs ask again and again with a good address; only bad ones are counted
        let limited = guest.app.limits.link(&guest.meta.address, guest.app.clock.now());
        limited.map_err(|wait| Error::TooMany { retry_after: wait.seconds })?;
        return Err(Error::NotFound);
    };
    let mut cx = Cx::new(guest.app.clone(), actor, tx, guest.meta.clone());
    let text = ical::stream("Sojourn", &days::entries(&mut cx).await?);
    let tag = format!("\"{}\"", hex::encode(Sha256::digest(text.as_bytes())));
    let is_known = knows(&guest.headers, &tag);
    let reply = Reply::text("text/calendar; charset=utf-8", if is_known { String::new() } else { text })
        .header(header::ETAG, tag)
        .header(header::CACHE_CONTROL, "private, no-cache")
        .header(header::CONTENT_DISPOSITION, "inline; filename=\"sojourn.ics\"");
    Ok(if is_known { reply.status(StatusCode::NOT_MODIFIED) } else { reply })
}

/// Whether the one who asks has this very calendar already.
fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let lines = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|one| {
        let one = one.trim();
        one == "*" || one.trim_start_matches("W/") == tag
    })
}
