//! What talks keep from whom: the audience that was chosen, the history, letters, and the reminder that waits.

use axum::http::Method;
use serde_json::{Value, json};
use sojourn_kit::args;
use sojourn_kit::error::Error;

use super::helpers::{drafted, issued, newest};
use crate::features::agreements::talks::model::TalkId;
use crate::features::agreements::talks::store;
use crate::features::proposals::fixtures::Case;
use crate::testing::{House, on_each_database};

/// Asks a question in the name of somebody.
async fn ask(house: &House, key: &str, number: &str, body: &Value) {
    let path = format!("/api/v1/secondments/{number}/agreement/talks");
    let asked = house.program(key).await.json(Method::POST, &path, body).await;
    assert_eq!(asked.status, 200, "{key}: {}", asked.text);
}

fn to_desk(words: &str) -> Value {
    json!({"kind": "question", "question": words, "to": "desk"})
}

#[tokio::test]
async fn the_office_asks_among_itself_when_it_says_so() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        ask(house, "dev", &number, &to_desk("Do we pay this?")).await;
        let path = format!("/api/v1/secondments/{number}/agreement/talks");
        for (key, count) in [("maya", 1), ("olu", 1), ("dana", 0), ("fiona", 0)] {
            let read = house.program(key).await.get(&path).await.json();
            assert_eq!(read["talks"].as_array().unwrap().len(), count, "{key}");
        }
        for (key, usual) in [("dev", "all"), ("dana", "desk")] {
            let form = format!("/secondments/{number}/agreement/questions");
            let form = house.browser(key).await.get(&form).await;
            assert!(form.text.contains(&format!("value=\"{usual}\" checked")), "{key}: {}", form.text);
        }
    })
    .await;
}

#[tokio::test]
async fn the_history_tells_of_a_question_to_the_office_and_the_auditor_alone() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        ask(house, "dana", &number, &to_desk("Is my pay the same?")).await;
        let page = format!("/secondments/{number}/history");
        for (key, told) in [
            ("maya", true),
            ("dev", true),
            ("auditor", true),
            ("dana", false),
            ("olu", false),
            ("fiona", false),
        ] {
            let read = house.program(key).await.get(&format!("/api/v1{page}")).await;
            assert_eq!(read.status, 200, "{key}: {}", read.text);
            assert_eq!(read.text.contains("agreement.questioned"), told, "{key}");
            let file = house.browser(key).await.get(&format!("{page}.csv")).await;
            assert_eq!(file.text.contains("asked a question about the agreement"), told, "{key}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_reminder_through_the_api_waits_for_the_answer() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        ask(house, "dana", &number, &to_desk("Who books the train?")).await;
        let path = format!("/api/v1/secondments/{number}/agreement/reminders");
        let waits = house.program("maya").await.json(Method::POST, &path, &json!({})).await;
        assert!(waits.status == 409 && waits.text.contains("talk_open"), "{}", waits.text);
    })
    .await;
}

#[tokio::test]
async fn a_number_that_is_taken_is_stale() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        ask(house, "dana", &number, &to_desk("Who books the train?")).await;
        let secondment = newest(house, &number).await.0.secondment;
        let mut cx = house.cx("maya").await;
        let mut talk = store::all(&mut cx, secondment).await.unwrap().remove(0);
        talk.id = TalkId::new(cx.now());
        assert!(matches!(store::insert(&mut cx, secondment, &talk).await, Err(Error::Stale)));
    })
    .await;
}

#[tokio::test]
async fn whoever_asked_and_left_gets_no_letter() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let answers = |talk: i64| format!("/api/v1/secondments/{number}/agreement/talks/{talk}/answers");
        let said = json!({"version": 1, "words": "We do"});
        let mut letters = Vec::new();
        for talk in 1..=2 {
            ask(house, "dev", &number, &to_desk("Who books the train?")).await;
            if talk == 2 {
                let mut tx = house.app.db.write().await.unwrap();
                let dev = house.world.person("dev").unwrap();
                tx.run("DELETE FROM roles WHERE person_id = $1", args![dev]).await.unwrap();
                tx.commit().await.unwrap();
            }
            let done = house.program("maya").await.json(Method::POST, &answers(talk), &said).await;
            assert_eq!(done.status, 200, "{}", done.text);
            let mut tx = house.app.db.read().await.unwrap();
            let sql =
                "SELECT COUNT(*) AS n FROM outbox WHERE kind = 'agreement_talk_answered' AND to_name = $1";
            letters.push(tx.count(sql, args!["Dev Kapoor"]).await.unwrap());
        }
        assert_eq!(letters, [1, 1], "the first answer, and not the second");
    })
    .await;
}
