//! Notes of people met, through both doors: one's own, and nobody else's.

use axum::http::Method;
use chrono::Duration;
use serde_json::json;

use crate::features::secondments::Workflow;
use crate::features::secondments::fixtures::{CALLUM, put};
use crate::testing::{House, on_each_database};

async fn away(house: &House) -> String {
    let mut cx = house.cx("maya").await;
    let first_day = cx.today() - Duration::days(77);
    let s = put(house, &mut cx, CALLUM, Workflow::Active, first_day).await.unwrap();
    cx.commit().await.unwrap();
    s.number
}

#[tokio::test]
async fn notes_are_their_writers_alone_and_others_see_how_many() {
    on_each_database(async |house| {
        let number = away(house).await;
        let callum = house.browser("callum").await;
        let wrong =
            [("name", ""), ("email", "jo@x.example"), ("words", "kept words"), ("again_on", "31 February")];
        let answer = callum.post("/my/people", &wrong).await;
        assert_eq!(answer.status, 422);
        for words in ["Write who it is", "Ask them before you keep", "kept words", "31 February"] {
            assert!(answer.text.contains(words), "{words}");
        }
        let note = [("name", "Canary Jones"), ("work", "Runs the depot"), ("again_on", "2026-12-01")];
        assert_eq!(callum.post("/my/people", &note).await.status, 303);
        let program = house.program("callum").await;
        let second = json!({ "name": "Canary Two", "email": "two@x.example", "agreed": true });
        let made = program.json(Method::POST, "/api/v1/my/people", &second).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let page = format!("/my/people/{id}");
        for other in ["alison", "fiona", "maya", "auditor", "admin", "grace", "erik"] {
            let (browser, api) = (house.browser(other).await, house.program(other).await);
            assert_eq!(browser.get(&page).await.status, 404, "{other}");
            assert_eq!(browser.post(&page, &note).await.status, 404, "{other}");
            assert_eq!(browser.post(&format!("{page}/removal"), &[]).await.status, 404, "{other}");
            assert_eq!(
                api.json(Method::PUT, &format!("/api/v1{page}"), &second).await.status,
                404,
                "{other}"
            );
            assert_eq!(
                api.json(Method::DELETE, &format!("/api/v1{page}"), &json!({})).await.status,
                404,
                "{other}"
            );
            for path in ["/my/people", "/", "/outbox"] {
                assert!(!browser.get(path).await.text.contains("Canary"), "{other} {path}");
            }
            let record = browser.get(&format!("/secondments/{number}/history")).await;
            assert!(
                !record.text.contains("Canary") && !record.text.contains("noted somebody they met"),
                "{other}"
            );
            assert_eq!(browser.post("/my/people", &note).await.status, 409, "{other} is not away");
        }
        let seen = house.browser("alison").await.get(&format!("/secondments/{number}/contact")).await;
        assert!(seen.text.contains("2, known to the secondee alone"), "{}", seen.text);

        let changed = [("name", "Canary Two"), ("words", "Tea"), ("version", "1")];
        assert_eq!(callum.post(&page, &changed).await.status, 303);
        assert_eq!(callum.post(&page, &changed).await.status, 409, "somebody else’s screen");
        let list = program.get("/api/v1/my/people").await.json();
        assert_eq!(list["data"][0]["email"], "", "without consent nothing is kept");
        assert_eq!(program.json(Method::DELETE, &format!("/api/v1{page}"), &json!({})).await.status, 200);
        assert_eq!(callum.get(&page).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn home_reminds_of_a_hello_also_after_the_return() {
    on_each_database(async |house| {
        let number = away(house).await;
        let program = house.program("callum").await;
        let note = json!({ "name": "Jo Van Dam", "again_on": "2027-06-01" });
        let made = program.json(Method::POST, "/api/v1/my/people", &note).await.json();
        let page = format!("/my/people/{}", made["id"].as_str().unwrap());
        let callum = house.browser("callum").await;
        assert!(!callum.get("/").await.text.contains("Say hello to"));
        house.app.clock.set("2027-06-02T09:00:00Z".parse().unwrap());
        let home = house.browser("callum").await.get("/").await;
        assert!(home.text.contains("Say hello to Jo Van Dam") && home.text.contains("1 day late"));
        let again = json!({ "name": "Jo Van Dam", "version": 1 });
        let program = house.program("callum").await;
        assert_eq!(program.json(Method::PUT, &format!("/api/v1{page}"), &again).await.status, 200);
        assert!(!house.browser("callum").await.get("/").await.text.contains("Say hello to"));
        assert!(!number.is_empty());
    })
    .await;
}
