//! Changes through both doors, on each database: the way they go, and every refusal.

mod access;
mod carried;
mod ending;
mod extension;
mod kinds;
mod managers;
mod terms;
mod truth;
mod variation;

use axum::http::Method;
use serde_json::{Value, json};
use sojourn_kit::args;

use crate::features::agreements::fixtures as agreements;
use crate::features::approvals;
use crate::features::placements::fixtures as placements;
use crate::features::proposals::fixtures::Case;
use crate::features::secondments::{self, Record};
use crate::testing::{Answer, House, Visitor};

/// Callum in London, six weeks in.
pub(in crate::features::changes) async fn away(house: &House) -> String {
    let (app, world) = (&house.app, &house.world);
    let number = approvals::fixtures::released(app, world, Case::Callum).await.unwrap();
    agreements::issued(app, &number).await.unwrap();
    agreements::executed(app, &number).await.unwrap();
    let first = record(house, &number).await.secondment.starts_on.unwrap();
    go_to(house, first);
    placements::active(app, world, &number, Some("fiona")).await.unwrap();
    go_to(house, first + chrono::Duration::weeks(6));
    number
}

pub(in crate::features::changes) fn go_to(house: &House, day: chrono::NaiveDate) {
    house.app.clock.set(day.and_hms_opt(9, 0, 0).unwrap().and_utc());
}

/// The record as the mobility manager holds it.
pub(in crate::features::changes) async fn record(house: &House, number: &str) -> Record {
    let mut cx = house.cx("maya").await;
    secondments::store::load(&mut cx, number).await.unwrap()
}

/// Sends JSON to a path below the record's changes.
pub(in crate::features::changes) async fn send(
    house: &House,
    who: &str,
    number: &str,
    path: &str,
    value: &Value,
) -> Answer {
    let path = format!("/api/v1/secondments/{number}/changes{path}");
    house.program(who).await.json(Method::POST, &path, value).await
}

/// The change as somebody reads it.
async fn read(house: &House, who: &str, number: &str, change: i64) -> Value {
    let path = format!("/api/v1/secondments/{number}/changes/{change}");
    let answer = house.program(who).await.get(&path).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// Says something about the change in its present version.
async fn says(house: &House, who: &str, number: &str, change: i64, mut value: Value) -> Answer {
    value["version"] = read(house, "maya", number, change).await["version"].clone();
    send(house, who, number, &format!("/{change}/answers"), &value).await
}

/// A page that is there.
pub(in crate::features::changes) async fn page(visitor: &Visitor<'_>, path: &str) -> String {
    let answer = visitor.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    answer.text
}

/// Subjects of the letters of a kind, with their recipients.
async fn letters(house: &House, kind: &str) -> Vec<(String, String)> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name, subject FROM outbox WHERE kind = $1 ORDER BY to_name, id";
    let rows = tx.all(sql, args![kind]).await.unwrap();
    rows.iter().map(|row| (row.get("to_name").unwrap(), row.get("subject").unwrap())).collect()
}

/// A request to stay until a day.
fn stay_until(day: chrono::NaiveDate) -> Value {
    json!({ "kind": "extension", "ends_on": day, "reason": "The third account decides in March.", "reason_shared": true })
}
