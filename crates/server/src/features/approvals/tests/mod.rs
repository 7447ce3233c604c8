//! Approvals through both doors, on each database.

mod allowed;
mod appeals;
mod declined;
mod delegations;
mod keeping;
mod lists;
mod reminders;
mod route;

use axum::http::Method;
use serde_json::{Value, json};
use sojourn_kit::args;

use crate::actor::Role;
use crate::features::accounts::roles;
use crate::features::proposals::fixtures::{self, Case};
use crate::testing::{Answer, House};

/// Who got a letter of this kind, by name.
async fn letters(house: &House, kind: &str) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name FROM outbox WHERE kind = $1 ORDER BY to_name";
    tx.all(sql, args![kind]).await.unwrap().iter().map(|row| row.get("to_name").unwrap()).collect()
}

/// The case after the home manager let the person go.
async fn released(house: &House, case: Case) -> String {
    fixtures::released(&house.app, &house.world, case).await.unwrap()
}

async fn record(house: &House, who: &str, number: &str) -> Value {
    let answer = house.program(who).await.get(&format!("/api/v1/secondments/{number}")).await;
    assert_eq!(answer.status, 200, "{who}: {}", answer.text);
    answer.json()
}

async fn route(house: &House, who: &str, number: &str) -> Value {
    let answer = house.program(who).await.get(&format!("/api/v1/secondments/{number}/approvals")).await;
    assert_eq!(answer.status, 200, "{who}: {}", answer.text);
    answer.json()
}

/// Sends an answer by key, with the version that is there now.
async fn decide(house: &House, who: &str, number: &str, mut answer: Value) -> Answer {
    answer["version"] = record(house, "maya", number).await["version"].clone();
    let path = format!("/api/v1/secondments/{number}/approvals/decision");
    house.program(who).await.json(Method::POST, &path, &answer).await
}

async fn approve(house: &House, who: &str, number: &str) -> Value {
    let answer = decide(house, who, number, json!({"decision": "approve", "note": "Fine."})).await;
    assert_eq!(answer.status, 200, "{who}: {}", answer.text);
    answer.json()
}

/// The code of a refusal.
fn code(answer: &Answer) -> String {
    assert_eq!(answer.status, 409, "{}", answer.text);
    answer.json()["type"].as_str().unwrap().trim_start_matches("urn:sojourn:problem:").to_owned()
}

async fn post(house: &House, who: &str, path: &str, body: Value) -> Answer {
    house.program(who).await.json(Method::POST, &format!("/api/v1{path}"), &body).await
}

/// Gives somebody a role of an organisation from today.
async fn give(house: &House, who: &str, organisation: &str, role: Role) {
    let mut cx = house.cx("maya").await;
    let organisation = house.world.organisation(organisation).unwrap();
    let (person, today) = (house.world.person(who).unwrap(), cx.today());
    roles::store::insert(&mut cx, person, organisation, role, (today, None)).await.unwrap();
    cx.commit().await.unwrap();
}
