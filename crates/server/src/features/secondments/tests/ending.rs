//! Taking a proposal back and calling a secondment off, through both doors.

use axum::http::Method;
use serde_json::json;

use crate::features::secondments::fixtures::{CALLUM, TOMASZ, put};
use crate::features::secondments::model::Workflow;
use crate::testing::{House, on_each_database};

async fn record(house: &House, workflow: Workflow) -> String {
    let mut cx = house.cx("maya").await;
    let first_day = "2027-03-01".parse().unwrap();
    let s = put(house, &mut cx, TOMASZ, workflow, first_day).await.unwrap();
    cx.commit().await.unwrap();
    s.number
}

async fn letters(house: &House) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let rows = tx.all("SELECT to_name, body FROM outbox ORDER BY to_name", vec![]).await.unwrap();
    rows.iter()
        .map(|row| {
            format!("{}\n{}", row.get::<String>("to_name").unwrap(), row.get::<String>("body").unwrap())
        })
        .collect()
}

#[tokio::test]
async fn a_secondee_withdraws_once_and_the_others_are_told() {
    on_each_database(async |house| {
        let number = record(house, Workflow::ReleasePending).await;
        let tomasz = house.browser("tomasz").await;
        let path = format!("/secondments/{number}/withdrawal");
        assert!(tomasz.get(&path).await.text.contains("Withdraw this secondment"));
        let empty = tomasz.post(&path, &[("version", "1"), ("reason", " ")]).await;
        assert_eq!(empty.status, 422);
        assert!(empty.text.contains("Write why") && empty.text.contains("<title>Error:"), "{}", empty.text);
        assert_eq!(tomasz.post(&path, &[("version", "7"), ("reason", "No")]).await.status, 409);
        let form = "form_id=twice&version=1&reason=My+father+is+ill.";
        let media = Some("application/x-www-form-urlencoded");
        let done = tomasz.send(Method::POST, &path, media, form.into()).await;
        let twice = tomasz.send(Method::POST, &path, media, form.into()).await;
        assert_eq!(twice.location(), done.location(), "a double click has one effect");
        assert_eq!(done.location(), format!("/secondments/{number}"));
        assert_eq!(tomasz.post(&path, &[("version", "2"), ("reason", "Again")]).await.status, 409);
        let letters = letters(house).await;
        assert_eq!(letters.len(), 2, "{letters:?}");
        assert!(
            letters.iter().all(|l| l.contains("Tomasz Wilk withdrew") && l.contains("My father is ill."))
        );
        assert!(
            letters[0].starts_with("Martin") && !letters[0].contains("/secondments/SO-"),
            "no account, no link"
        );
        assert!(letters[1].starts_with("Ruth Hale") && letters[1].contains("/secondments/SO-"));
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_withdrawn_without_a_reason_and_without_letters() {
    on_each_database(async |house| {
        let number = record(house, Workflow::Idea).await;
        let tomasz = house.browser("tomasz").await;
        assert_eq!(
            house.browser("ruth").await.get(&format!("/secondments/{number}/withdrawal")).await.status,
            404
        );
        let done = tomasz.post(&format!("/secondments/{number}/withdrawal"), &[("version", "1")]).await;
        assert_eq!(done.status, 303);
        assert!(letters(house).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_desk_calls_off_before_the_start_and_nobody_else_does() {
    on_each_database(async |house| {
        let number = record(house, Workflow::Executed).await;
        let path = format!("/api/v1/secondments/{number}/cancellation");
        let body = json!({ "reason": "The client has closed the site.", "version": 1 });
        let ruth = house.program("ruth").await.json(Method::POST, &path, &body).await;
        assert_eq!(
            (ruth.status.as_u16(), ruth.json()["type"].clone()),
            (409, json!("urn:sojourn:problem:not_yours"))
        );
        assert_eq!(house.program("dana").await.json(Method::POST, &path, &body).await.status, 404);
        let maya = house.program("maya").await;
        let odd = json!({ "reason": "x", "version": 1, "sum": 3 });
        assert_eq!(maya.json(Method::POST, &path, &odd).await.status, 422);
        let done = maya.json(Method::POST, &path, &body).await.json();
        assert_eq!(done["workflow"], "cancelled_before_start");
        assert_eq!(done["allowed_actions"], json!([]));
        assert_eq!(letters(house).await.len(), 3);
        assert_eq!(maya.json(Method::POST, &path, &body).await.status, 409);
    })
    .await;
}

#[tokio::test]
async fn who_is_away_is_not_called_off() {
    on_each_database(async |house| {
        let mut cx = house.cx("maya").await;
        let s = put(house, &mut cx, CALLUM, Workflow::Active, "2026-09-07".parse().unwrap()).await.unwrap();
        cx.commit().await.unwrap();
        let maya = house.browser("maya").await;
        let page = maya.get(&format!("/secondments/{}/cancellation", s.number)).await;
        assert_eq!(page.status, 409);
        assert!(page.text.contains("Away now"), "{}", page.text);
    })
    .await;
}
