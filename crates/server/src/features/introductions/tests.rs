//! A first word through both doors: written before the first day, answered by the host, the team by name.

use axum::http::Method;
use chrono::Duration;
use serde_json::{Value, json};
use sojourn_kit::args;

use crate::features::secondments::Workflow;
use crate::features::secondments::fixtures::{CALLUM, Cast, TOMASZ, put};
use crate::testing::{House, on_each_database};

async fn record(house: &House, cast: Cast, workflow: Workflow) -> String {
    let mut cx = house.cx("maya").await;
    let first_day = cx.today() + Duration::days(14);
    let s = put(house, &mut cx, cast, workflow, first_day).await.unwrap();
    cx.commit().await.unwrap();
    s.number
}

#[tokio::test]
async fn it_is_written_once_all_have_signed_and_answered_by_the_host() {
    on_each_database(async |house| {
        let early = record(house, CALLUM, Workflow::AgreementIssued).await;
        let callum = house.program("callum").await;
        let api = |number: &str| format!("/api/v1/secondments/{number}/introduction");
        let words = json!({ "words": "Hello, I am <b>Callum</b>" });
        assert_eq!(callum.json(Method::PUT, &api(&early), &words).await.status, 409);
        assert_eq!(callum.get(&api(&early)).await.json()["team"], Value::Null, "not before all have signed");

        let number = record(house, CALLUM, Workflow::Executed).await;
        let page = format!("/secondments/{number}/introduction");
        let browser = house.browser("callum").await;
        let form = browser.get(&page).await;
        assert!(form.status == 200 && form.text.contains("Fiona Achterberg"), "{}", form.text);
        let team = callum.get(&api(&number)).await.json()["team"].clone();
        assert_eq!(team, json!([{ "name": "Fiona Achterberg", "job_title": "Head of London sales" }]));
        let fiona = house.browser("fiona").await;
        let answer = [("words", "Ask for me at the desk at nine.")];
        assert_eq!(fiona.post(&format!("{page}/answer"), &answer).await.status, 409, "nothing to answer yet");
        assert_eq!(browser.post(&page, &[("words", " ")]).await.status, 422);
        assert_eq!(browser.post(&page, &[("words", "Hello, I am <b>Callum</b>")]).await.status, 303);
        assert_eq!(callum.json(Method::PUT, &api(&number), &words).await.status, 200, "it can be changed");
        assert!(fiona.get("/").await.text.contains("Answer Callum Reyes’s first word"));
        assert!(fiona.get(&page).await.text.contains("Hello, I am &#60;b&#62;Callum"));
        for other in ["callum", "alison", "maya"] {
            let refused = house.browser(other).await.post(&format!("{page}/answer"), &answer).await;
            assert_eq!(refused.status, 409, "{other}");
        }
        for other in ["alison", "fiona", "maya"] {
            let refused = house.program(other).await.json(Method::PUT, &api(&number), &words).await;
            assert_eq!(refused.status, 409, "{other}");
        }
        assert_eq!(fiona.post(&format!("{page}/answer"), &answer).await.status, 303);
        assert!(!fiona.get("/").await.text.contains("first word"));
        assert!(browser.get(&page).await.text.contains("Ask for me at the desk at nine."));
        let seen = house.program("alison").await.get(&api(&number)).await.json();
        assert_eq!(
            (&seen["team"], seen["answer"].as_str()),
            (&Value::Null, Some("Ask for me at the desk at nine."))
        );
        for other in ["finance", "dev", "auditor"] {
            assert_eq!(house.browser(other).await.get(&page).await.status, 403, "{other}");
        }
        for other in ["grace", "erik", "admin"] {
            assert_eq!(house.browser(other).await.get(&page).await.status, 404, "{other}");
            assert_eq!(house.program(other).await.json(Method::PUT, &api(&number), &words).await.status, 404);
        }
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT to_name FROM outbox WHERE kind LIKE 'introduction%' ORDER BY to_name";
        let rows = tx.all(sql, args![]).await.unwrap();
        let names: Vec<String> = rows.iter().map(|row| row.get("to_name").unwrap()).collect();
        assert_eq!(names, ["Callum Reyes", "Fiona Achterberg"], "one letter each");
        drop(tx);
        let active = record(house, CALLUM, Workflow::Active).await;
        assert_eq!(
            callum.json(Method::PUT, &api(&active), &words).await.status,
            409,
            "the first day is over"
        );
    })
    .await;
}

#[tokio::test]
async fn a_contact_without_a_sign_in_reads_it_in_the_letter() {
    on_each_database(async |house| {
        let number = record(house, TOMASZ, Workflow::PreStart).await;
        let words = json!({ "words": "Hello from Leeds, canary-12" });
        let path = format!("/api/v1/secondments/{number}/introduction");
        assert_eq!(house.program("tomasz").await.json(Method::PUT, &path, &words).await.status, 200);
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT to_name, body FROM outbox WHERE kind = 'introduction_sent'";
        let rows = tx.all(sql, args![]).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].get::<String>("to_name").unwrap(), "Martin Oyelaran");
        let body: String = rows[0].get("body").unwrap();
        assert!(body.contains("canary-12") && body.contains("tomasz.wilk@"), "{body}");
    })
    .await;
}
