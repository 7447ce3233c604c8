//! Stories of tasks, through both doors, on both databases.

mod gate;
mod life;
mod refusals;
mod reminders;

use serde_json::{Value, json};

use crate::features::approvals;
use crate::features::proposals::fixtures::{self, Case};
use crate::testing::{Answer, House};

/// The tasks of a record as somebody's program sees them.
async fn tasks(house: &House, who: &str, number: &str) -> Value {
    let answer = house.program(who).await.get(&format!("/api/v1/secondments/{number}/tasks")).await;
    assert_eq!(answer.status, 200, "{who}: {}", answer.text);
    answer.json()
}

/// One of them.
async fn task(house: &House, who: &str, number: &str, code: &str) -> Value {
    let all = tasks(house, who, number).await;
    let found = all["tasks"].as_array().unwrap().iter().find(|task| task["code"] == code).cloned();
    found.unwrap_or_else(|| panic!("{who} sees no {code} on {number}"))
}

async fn state(house: &House, number: &str, code: &str) -> String {
    task(house, "maya", number, code).await["state"].as_str().unwrap().to_owned()
}

/// Sends JSON about a task.
async fn send(house: &House, who: &str, number: &str, code: &str, act: &str, body: Value) -> Answer {
    let path = format!("/api/v1/secondments/{number}/tasks/{code}/{act}");
    house.program(who).await.json(axum::http::Method::POST, &path, &body).await
}

/// Finishes a task and insists on it.
async fn finish(house: &House, who: &str, number: &str, code: &str, note: &str) -> Value {
    let answer =
        send(house, who, number, code, "completion", json!({ "note": note, "reference": note })).await;
    assert_eq!(answer.status, 200, "{who} {code}: {}", answer.text);
    answer.json()
}

async fn released(house: &House, case: Case) -> String {
    approvals::fixtures::released(&house.app, &house.world, case).await.unwrap()
}
