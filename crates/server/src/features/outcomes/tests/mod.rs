//! What became of it, and the record to take along, through both doors on each database.

mod ended;
mod follow_ups;
mod record;

use axum::http::Method;
use chrono::{Duration, NaiveDate};
use serde_json::Value;
use sojourn_kit::args;

use super::jobs;
use crate::features::agreements::fixtures as agreements;
use crate::features::approvals::fixtures as approvals;
use crate::features::placements::fixtures as placements;
use crate::features::proposals::fixtures::Case;
use crate::features::secondments;
use crate::testing::{Answer, House};

/// Callum away; answers the number and the last day.
async fn away(house: &House) -> (String, NaiveDate) {
    let (app, world) = (&house.app, &house.world);
    let number = approvals::released(app, world, Case::Callum).await.unwrap();
    agreements::issued(app, &number).await.unwrap();
    agreements::executed(app, &number).await.unwrap();
    let mut cx = house.cx("maya").await;
    let s = secondments::store::load(&mut cx, &number).await.unwrap().secondment;
    drop(cx);
    go_to(house, s.starts_on.unwrap());
    placements::active(app, world, &number, Some("fiona")).await.unwrap();
    (number, s.ends_on.unwrap())
}

/// Callum back in Sydney; answers the number and the first day back.
async fn back(house: &House) -> (String, NaiveDate) {
    let (number, last) = away(house).await;
    go_to(house, last + Duration::days(1));
    placements::returned(&house.app, &house.world, "alison", &number, "Sales manager").await.unwrap();
    (number, house.app.clock.today())
}

fn go_to(house: &House, day: NaiveDate) {
    house.app.clock.set(day.and_hms_opt(9, 0, 0).unwrap().and_utc());
}

async fn run_job(house: &House) {
    for _ in 0..2 {
        jobs::ASK.run_alone(house.app.clone()).await.unwrap();
    }
}

async fn send(house: &House, who: &str, number: &str, months: i64, value: &Value) -> Answer {
    let path = format!("/api/v1/secondments/{number}/follow-ups/{months}");
    house.program(who).await.json(Method::POST, &path, value).await
}

async fn letters(house: &House) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name FROM outbox WHERE kind = 'follow_up_asked' ORDER BY to_name, created_at, id";
    tx.all(sql, args![]).await.unwrap().iter().map(|row| row.get("to_name").unwrap()).collect()
}

async fn run_sql(house: &House, number: &str, sql: &str) {
    let mut tx = house.app.db.write().await.unwrap();
    assert_eq!(tx.run(sql, args![number]).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

/// The secondee of a record has left home.
const LEFT: &str =
    "UPDATE people SET status = 'left' WHERE id = (SELECT secondee_id FROM secondments WHERE number = $1)";
