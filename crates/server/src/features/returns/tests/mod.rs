//! The way back through both doors, on each database: how it goes, and every refusal.

mod plan;
mod post;
mod reentry;
mod skills;
mod ticks;

use axum::http::Method;
use chrono::{Duration, NaiveDate};
use serde_json::Value;
use sojourn_kit::args;

use super::jobs;
use crate::features::agreements::fixtures as agreements;
use crate::features::approvals::fixtures as approvals;
use crate::features::placements::fixtures as placements;
use crate::features::proposals::fixtures::Case;
use crate::features::secondments::{self, Record};
use crate::testing::{Answer, House};

/// Callum in London on the day that lies so many days before his last one.
pub(in crate::features::returns) async fn away(house: &House, days_left: i64) -> String {
    let (app, world) = (&house.app, &house.world);
    let number = approvals::released(app, world, Case::Callum).await.unwrap();
    agreements::issued(app, &number).await.unwrap();
    agreements::executed(app, &number).await.unwrap();
    let s = record(house, &number).await.secondment;
    go_to(house, s.starts_on.unwrap());
    placements::active(app, world, &number, Some("fiona")).await.unwrap();
    go_to(house, s.ends_on.unwrap() - Duration::days(days_left));
    number
}

/// Callum back in Sydney since today.
pub(in crate::features::returns) async fn back(house: &House) -> (String, NaiveDate) {
    let number = away(house, -1).await;
    placements::returned(&house.app, &house.world, "alison", &number, "Sales manager").await.unwrap();
    (number, house.app.clock.today())
}

pub(in crate::features::returns) fn go_to(house: &House, day: NaiveDate) {
    house.app.clock.set(day.and_hms_opt(9, 0, 0).unwrap().and_utc());
}

/// The record as the mobility manager holds it.
pub(in crate::features::returns) async fn record(house: &House, number: &str) -> Record {
    let mut cx = house.cx("maya").await;
    secondments::store::load(&mut cx, number).await.unwrap()
}

/// Both jobs of the feature, twice: a second run changes nothing.
pub(in crate::features::returns) async fn run_jobs(house: &House) {
    for job in [jobs::OPEN, jobs::ASK, jobs::OPEN, jobs::ASK] {
        job.run_alone(house.app.clone()).await.unwrap();
    }
}

/// Sends JSON to a path below the record.
pub(in crate::features::returns) async fn send(
    house: &House,
    who: &str,
    method: Method,
    number: &str,
    path: &str,
    value: &Value,
) -> Answer {
    let path = format!("/api/v1/secondments/{number}/{path}");
    // facts are told apart by their time
    house.app.clock.set(house.app.clock.now() + Duration::seconds(1));
    house.program(who).await.json(method, &path, value).await
}

/// What somebody reads below the record.
pub(in crate::features::returns) async fn read(house: &House, who: &str, number: &str, path: &str) -> Value {
    let answer = house.program(who).await.get(&format!("/api/v1/secondments/{number}/{path}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// Who got letters of a kind, by name, and their subjects.
pub(in crate::features::returns) async fn letters(house: &House, kind: &str) -> Vec<(String, String)> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name, subject FROM outbox WHERE kind = $1 ORDER BY to_name, created_at, id";
    let rows = tx.all(sql, args![kind]).await.unwrap();
    rows.iter().map(|row| (row.get("to_name").unwrap(), row.get("subject").unwrap())).collect()
}

/// How often something happened.
pub(in crate::features::returns) async fn events(house: &House, kind: &str) -> i64 {
    let mut tx = house.app.db.read().await.unwrap();
    tx.count("SELECT COUNT(*) AS n FROM events WHERE kind = $1", args![kind]).await.unwrap()
}

/// Home of somebody.
pub(in crate::features::returns) async fn home(house: &House, who: &str) -> String {
    house.browser(who).await.get("/").await.text
}

/// Changes the record without the telling of how.
pub(in crate::features::returns) async fn set(house: &House, number: &str, sql: &str) {
    let mut tx = house.app.db.write().await.unwrap();
    assert_eq!(tx.run(sql, args![number]).await.unwrap(), 1);
    tx.commit().await.unwrap();
}
