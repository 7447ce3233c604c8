//! Keys for programs.

use axum::http::{Method, header};
use chrono::Duration;
use serde_json::json;
use sojourn_kit::args;

use super::{GOOD, with_password};
use crate::testing::{House, on_each_database};

fn key_in(page: &str) -> String {
    let start = page.find("sjk_").unwrap_or_else(|| panic!("no key in {page}"));
    page[start..].chars().take(68).collect()
}

/// Asks who the key belongs to.
async fn me_with(house: &House, key: &str) -> u16 {
    let request =
        axum::http::Request::get("/api/v1/me").header(header::AUTHORIZATION, format!("Bearer {key}"));
    let request = request.body(axum::body::Body::empty()).unwrap();
    tower::ServiceExt::oneshot(house.app.router(), request).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_key_is_shown_once_works_until_revoked_and_is_not_in_the_database() {
    on_each_database(async |house| {
        let browser = house.browser("tomasz").await;
        let fields = [("form_id", "once"), ("name", "Payroll export"), ("scope", "read"), ("days", "30")];
        let made = browser.post("/settings/keys", &fields).await;
        let key = key_in(&made.text);
        assert_eq!(me_with(house, &key).await, 200);
        let list = browser.get("/settings/keys").await;
        assert!(list.text.contains("Payroll export") && !list.text.contains(&key));
        assert!(list.text.contains("Last used Mon 23 Nov 09:00"), "{}", list.text);

        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT COUNT(*) AS n FROM requests_once WHERE CAST(reply AS TEXT) LIKE '%sjk_%'";
        assert_eq!(tx.count(sql, args![]).await.unwrap(), 0, "the kept answer holds no key");
        drop(tx);

        let id = house.program("tomasz").await.get("/api/v1/keys").await.json();
        let id =
            id.as_array().unwrap().iter().find(|key| key["name"] == "Payroll export").unwrap()["id"].clone();
        let path = format!("/settings/keys/{}/revoke", id.as_str().unwrap());
        assert_eq!(house.browser("ruth").await.post(&path, &[]).await.status, 404, "not one of hers");
        assert_eq!(browser.post(&path, &[]).await.status, 303);
        assert_eq!(me_with(house, &key).await, 401);
        assert_eq!(browser.post(&path, &[]).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn making_a_key_needs_a_recent_proof_and_a_reasonable_life() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        let browser = house.browser("tomasz").await;
        for (name, days) in [("", "30"), ("x", "0"), ("x", "366"), ("x", "soon"), ("x", "")] {
            let answer =
                browser.post("/settings/keys", &[("name", name), ("scope", "read"), ("days", days)]).await;
            assert_eq!(answer.status, 422, "{name} {days}");
        }
        house.app.clock.advance(Duration::minutes(6));
        let stale = browser.post("/settings/keys", &[("name", "x"), ("scope", "read"), ("days", "30")]).await;
        assert_eq!(stale.location(), "/sign-in/again?next=%2Fsettings%2Fkeys");
        let page = browser.get(&stale.location()).await;
        assert!(page.text.contains(&email) && page.text.contains("/demo/tomasz?next="), "{}", page.text);
        let wrong =
            browser.post("/sign-in/again", &[("password", "wrong"), ("next", "/settings/keys")]).await;
        assert_eq!(wrong.status, 422);
        let proved = browser.post("/sign-in/again", &[("password", GOOD), ("next", "/settings/keys")]).await;
        assert_eq!(proved.location(), "/settings/keys");
        assert_eq!(browser.get("/settings").await.status, 303, "the proof gives a new token");
        let fresh = super::browser_after(house, &proved);
        assert_eq!(
            fresh.post("/settings/keys", &[("name", "x"), ("scope", "read"), ("days", "30")]).await.status,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn a_key_alone_makes_no_more_keys() {
    on_each_database(async |house| {
        let program = house.program("tomasz").await;
        let new = |password: &str| json!({ "name": "second", "days": 30, "password": password });
        let refused = program.json(Method::POST, "/api/v1/keys", &new("guess")).await;
        assert_eq!(refused.status, 422);
        with_password(house, "tomasz").await;
        let made = program.json(Method::POST, "/api/v1/keys", &new(GOOD)).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let (key, id) = (made.json()["secret"].clone(), made.json()["id"].clone());
        assert_eq!(me_with(house, key.as_str().unwrap()).await, 200);
        let path = format!("/api/v1/keys/{}", id.as_str().unwrap());
        assert_eq!(program.json(Method::DELETE, &path, &json!({})).await.status, 200);
        assert_eq!(me_with(house, key.as_str().unwrap()).await, 401);
        let extra = json!({ "name": "x", "days": 30, "password": GOOD, "account_id": "acc_1" });
        assert_eq!(program.json(Method::POST, "/api/v1/keys", &extra).await.status, 422);
    })
    .await;
}

#[tokio::test]
async fn a_key_stops_on_its_day() {
    on_each_database(async |house| {
        let browser = house.browser("tomasz").await;
        let made = browser.post("/settings/keys", &[("name", "x"), ("scope", "read"), ("days", "1")]).await;
        let key = key_in(&made.text);
        house.app.clock.advance(Duration::hours(23));
        assert_eq!(me_with(house, &key).await, 200);
        house.app.clock.advance(Duration::hours(1));
        assert_eq!(me_with(house, &key).await, 401);
    })
    .await;
}

#[tokio::test]
async fn a_key_that_only_reads_is_refused_when_it_writes() {
    on_each_database(async |house| {
        let browser = house.browser("maya").await;
        assert_eq!(
            browser.post("/settings/keys", &[("name", "x"), ("days", "3")]).await.status,
            422,
            "no scope"
        );
        let fields = [("name", "Report"), ("scope", "read"), ("days", "3")];
        let key = key_in(&browser.post("/settings/keys", &fields).await.text);
        assert!(browser.get("/settings/keys").await.text.contains("Read only"));
        let mut program = house.program("maya").await;
        program.bearer = Some(key);
        assert_eq!(program.get("/api/v1/secondments").await.status, 200);
        for (method, path) in
            [(Method::POST, "/api/v1/organisations"), (Method::DELETE, "/api/v1/keys/key_1")]
        {
            let refused = program.json(method, path, &json!({})).await;
            assert_eq!(refused.status, 403, "{path}: {}", refused.text);
            assert_eq!(refused.json()["type"], "urn:sojourn:problem:read_only_key");
        }
    })
    .await;
}

#[tokio::test]
async fn who_comes_without_a_key_is_told_what_is_wanted() {
    on_each_database(async |house| {
        let answer = house.anonymous().get("/api/v1/me").await;
        assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer");
        let mut program = house.program("maya").await;
        program.bearer = Some("sjk_0".to_owned());
        let answer = program.get("/api/v1/me").await;
        assert_eq!(
            (answer.status.as_u16(), &answer.headers[header::WWW_AUTHENTICATE]),
            (401, &"Bearer error=\"invalid_token\"".parse().unwrap())
        );
    })
    .await;
}
