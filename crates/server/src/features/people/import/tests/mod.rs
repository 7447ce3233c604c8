//! Stories of importing, through both doors, on both databases.

mod faults;
mod forms;
mod interrupted;
mod pages;
mod reading;

use axum::body::Body;
use axum::http::Method;
use sojourn_kit::args;

use crate::testing::{Answer, House};

/// A file with these rows under the usual header.
pub(super) fn file(rows: &[&str]) -> String {
    let header = "employee_number,first_name,last_name,email,hire_date,department,job_title,annual_salary,\
                  manager_number,status";
    let mut text = format!("{header}\n");
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    text
}

/// Sends a file as Maya, who runs HR.
pub(super) async fn send(house: &House, query: &str, bytes: impl Into<Body>) -> Answer {
    let maya = house.program("maya").await;
    maya.send(Method::POST, &format!("/api/v1/imports/people{query}"), Some("text/csv"), bytes.into()).await
}

/// One number from the database.
pub(super) async fn number(house: &House, sql: &str) -> i64 {
    house.app.db.read().await.unwrap().count(sql, args![]).await.unwrap()
}

/// The four counts of an answer.
pub(super) fn counts(answer: &Answer) -> [i64; 4] {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let counts = &answer.json()["counts"];
    ["created", "updated", "unchanged", "left"].map(|name| counts[name].as_i64().unwrap())
}
