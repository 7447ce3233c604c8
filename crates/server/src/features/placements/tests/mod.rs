//! From the start gate to the debrief through both doors, on each database: the way it goes, and every refusal.

mod access;
mod api;
mod pages;
mod talks;

use chrono::Duration;
use sojourn_kit::args;

use crate::features::approvals;
use crate::features::proposals::fixtures::Case;
use crate::features::secondments::{self, Record};
use crate::testing::{Answer, House, Visitor};

/// The six checks of the desk, as a form sends them.
const ALL_CHECKS: &[(&str, &str)] = &[
    ("do", "checks"),
    ("check-right_to_work", "yes"),
    ("note-right_to_work", "Passport seen"),
    ("check-access", "yes"),
    ("check-induction", "yes"),
    ("check-policies", "yes"),
    ("check-insurance", "yes"),
    ("check-data_sharing", "yes"),
];

/// A record that all have signed, without the telling of how.
async fn executed(house: &House, case: Case) -> String {
    let number = approvals::fixtures::released(&house.app, &house.world, case).await.unwrap();
    let mut tx = house.app.db.write().await.unwrap();
    let sql = "UPDATE secondments SET workflow = 'executed', paper = 'executed' WHERE number = $1";
    assert_eq!(tx.run(sql, args![&number]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    number
}

/// The record as the mobility manager holds it.
async fn record(house: &House, number: &str) -> Record {
    let mut cx = house.cx("maya").await;
    secondments::store::load(&mut cx, number).await.unwrap()
}

async fn version(house: &House, number: &str) -> String {
    record(house, number).await.secondment.version.to_string()
}

/// Moves the clock to the morning of the first day, or of the day after the last.
async fn go_to_first_day(house: &House, number: &str) {
    let day = record(house, number).await.secondment.starts_on.unwrap();
    house.app.clock.set(day.and_hms_opt(9, 0, 0).unwrap().and_utc());
}

async fn go_past_last_day(house: &House, number: &str) {
    let day = record(house, number).await.secondment.ends_on.unwrap() + Duration::days(1);
    house.app.clock.set(day.and_hms_opt(9, 0, 0).unwrap().and_utc());
}

/// Sends a form of one of the record's pages, with the version that the page would carry; the words `today` and
/// `tomorrow` are written as days.
async fn send(house: &House, who: &Visitor<'_>, number: &str, page: &str, fields: &[(&str, &str)]) -> Answer {
    let version = version(house, number).await;
    let today = house.app.clock.today();
    let (day, next) = (today.to_string(), (today + Duration::days(1)).to_string());
    let day_of = |value| match value {
        "today" => day.as_str(),
        "tomorrow" => next.as_str(),
        other => other,
    };
    let mut all = vec![("version", version.as_str())];
    all.extend(fields.iter().map(|(name, value)| (*name, day_of(*value))));
    who.post(&format!("/secondments/{number}/{page}"), &all).await
}

/// The first words of an answer's text around `word`, for messages.
fn around(answer: &Answer, word: &str) -> bool {
    assert!(answer.text.contains(word), "“{word}” is missing: {} {}", answer.status, answer.text);
    true
}

/// The subjects of all letters, in the order of writing.
async fn letters(house: &House) -> Vec<(String, String)> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name, subject FROM outbox WHERE kind LIKE 'placement%' ORDER BY created_at, id";
    let rows = tx.all(sql, args![]).await.unwrap();
    rows.iter().map(|row| (row.get("to_name").unwrap(), row.get("subject").unwrap())).collect()
}
