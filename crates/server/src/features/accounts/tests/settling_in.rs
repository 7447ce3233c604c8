//! The first administrator of a fresh installation.

use axum::body::Body;
use axum::http::{Request, Response};
use chrono::Duration;
use sojourn_kit::clock::Clock;
use sojourn_kit::config::Config;
use sojourn_kit::testing::scratch_databases;
use tower::ServiceExt;

use crate::app::App;
use crate::features::accounts::bootstrap;
use crate::schema::MIGRATIONS;
use crate::testing::TODAY;

const FIELDS: [(&str, &str); 8] = [
    ("organisation", "Northmoor"),
    ("legal_name", "Northmoor Ltd"),
    ("country", "gb"),
    ("currency", "gbp"),
    ("given_name", "Ada"),
    ("family_name", "Lowe"),
    ("email", "ada@northmoor.example"),
    ("password", "violet harbour 9 kettles"),
];

async fn post(app: &App, path: &str, fields: &[(&str, &str)]) -> Response<Body> {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(pairs.join("&")))
        .unwrap();
    app.router().oneshot(request).await.unwrap()
}

async fn get(app: &App, path: &str) -> u16 {
    let request = Request::get(path).body(Body::empty()).unwrap();
    app.router().oneshot(request).await.unwrap().status().as_u16()
}

async fn on_fresh_installations(story: impl AsyncFn(&App)) {
    for scratch in scratch_databases(MIGRATIONS).await {
        let config = Config::load(None, std::iter::empty()).unwrap();
        let app =
            App::try_new(config, scratch.db.clone(), Clock::fixed(TODAY.parse().unwrap()), false).unwrap();
        story(&app).await;
        scratch.db.close().await;
    }
}

/// The line that sets the session's cookie.
fn session(answer: &Response<Body>) -> String {
    let lines = answer.headers().get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let mut set = lines.filter(|line| line.starts_with("__Host-sojourn=") || line.starts_with("sojourn="));
    set.next().unwrap().to_owned()
}

fn path(app: &App, link: &str) -> String {
    link.trim_start_matches(app.config.base_url.as_str()).to_owned()
}

#[tokio::test]
async fn nobody_can_sign_in_to_a_fresh_installation() {
    on_fresh_installations(async |app| {
        for (email, password) in [("admin", "admin"), ("admin@localhost", "password"), ("root@localhost", "")]
        {
            let answer = post(app, "/sign-in", &[("email", email), ("password", password)]).await;
            assert_eq!(answer.status(), 422);
        }
    })
    .await;
}

#[tokio::test]
async fn the_link_sets_up_one_organisation_once_and_its_administrator_is_signed_in() {
    on_fresh_installations(async |app| {
        let stale = path(app, &bootstrap::link_if_empty(app).await.unwrap().unwrap());
        let link = path(app, &bootstrap::link_if_empty(app).await.unwrap().unwrap());
        assert_eq!((get(app, &stale).await, get(app, &link).await), (404, 200), "an earlier link stops");

        let mut weak = FIELDS;
        weak[7].1 = "Northmoor2026!";
        assert_eq!(post(app, &link, &weak).await.status(), 422);
        assert_eq!(post(app, &link, &[]).await.status(), 422);
        assert_eq!(get(app, &link).await, 200, "mistakes do not use it up");

        let (first, second) = tokio::join!(post(app, &link, &FIELDS), post(app, &link, &FIELDS));
        let (won, lost) = if first.status() == 303 { (first, second) } else { (second, first) };
        assert_eq!((won.status().as_u16(), lost.status().as_u16()), (303, 404));
        let cookie = session(&won);
        let cookie = cookie.split(';').next().unwrap();
        let request = Request::get("/settings/roles").header("cookie", cookie).body(Body::empty()).unwrap();
        let page = app.router().oneshot(request).await.unwrap();
        assert_eq!(page.status(), 200);
        let page = axum::body::to_bytes(page.into_body(), 1 << 20).await.unwrap();
        let page = String::from_utf8_lossy(&page).into_owned();
        assert!(
            page.contains("Ada Lowe") && page.contains("Administrator") && page.contains("Mobility manager")
        );
        assert_eq!(get(app, &link).await, 404);
        assert!(bootstrap::link_if_empty(app).await.unwrap().is_none(), "somebody can sign in now");
        let signed_in = post(app, "/sign-in", &[FIELDS[6], FIELDS[7]]).await;
        assert_eq!(signed_in.status(), 303);
    })
    .await;
}

#[tokio::test]
async fn the_link_stops_after_a_day() {
    on_fresh_installations(async |app| {
        let link = path(app, &bootstrap::link(app).await.unwrap());
        app.clock.advance(Duration::hours(24));
        assert_eq!(get(app, &link).await, 404);
        assert_eq!(post(app, &link, &FIELDS).await.status(), 404);
    })
    .await;
}

#[tokio::test]
async fn over_https_cookies_are_bound_to_the_host() {
    for scratch in scratch_databases(MIGRATIONS).await {
        let https = [("SOJOURN_BASE_URL".to_owned(), "https://127.0.0.1:8080".to_owned())];
        let config = Config::load(None, https.into_iter()).unwrap();
        let app =
            App::try_new(config, scratch.db.clone(), Clock::fixed(TODAY.parse().unwrap()), false).unwrap();
        let link = path(&app, &bootstrap::link(&app).await.unwrap());
        let answer = post(&app, &link, &FIELDS).await;
        let cookie = session(&answer);
        assert!(cookie.starts_with("__Host-sojourn=") && cookie.ends_with("HttpOnly; SameSite=Lax; Secure"));
        assert!(answer.headers().contains_key("strict-transport-security"));
        scratch.db.close().await;
    }
}
