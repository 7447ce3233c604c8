//! The start gate and the task list ask one thing once.

use serde_json::json;

use super::*;
use crate::features::agreements::fixtures as agreements;
use crate::testing::on_each_database;

async fn signed(house: &House, case: Case) -> String {
    let number = released(house, case).await;
    agreements::issued(&house.app, &number).await.unwrap();
    while agreements::sign_next(&house.app, &number).await.unwrap().is_some() {}
    number
}

async fn gate(house: &House, number: &str) -> Value {
    house.program("maya").await.get(&format!("/api/v1/secondments/{number}/start-gate")).await.json()
}

fn item<'a>(gate: &'a Value, code: &str) -> &'a Value {
    gate["items"].as_array().unwrap().iter().find(|item| item["code"] == code).unwrap()
}

async fn open(house: &House, number: &str) -> Answer {
    let path = format!("/api/v1/secondments/{number}/start-gate");
    house.program("maya").await.json(axum::http::Method::POST, &path, &json!({})).await
}

#[tokio::test]
async fn the_gate_stays_closed_until_the_paperwork_is_complete_or_left_out_with_a_reason() {
    on_each_database(async |house| {
        let number = signed(house, Case::Callum).await;
        let closed = open(house, &number).await;
        assert_eq!(closed.status, 409, "{}", closed.text);
        assert!(closed.text.contains("All paperwork complete"), "{}", closed.text);
        let now = gate(house, &number).await;
        let paperwork = item(&now, "paperwork");
        assert_eq!(paperwork["state"], "open");
        let how = paperwork["how"].as_str().unwrap();
        assert!(how.contains("Leave an emergency contact, and book the travel (Callum Reyes)"), "{how}");
        for (code, who) in
            [("C15", "maya"), ("C17", "maya"), ("C25", "callum"), ("C27", "maya"), ("C37", "callum")]
        {
            finish(house, who, &number, code, "Seen in writing").await;
        }
        assert_eq!(
            item(&gate(house, &number).await, "right_to_work")["state"],
            "done",
            "settled on the list, not asked again"
        );
        assert_eq!(open(house, &number).await.status, 409);
        // neither the secondee nor the host may leave it out, nor may anybody without saying why
        let reason = json!({"reason": "He lives there"});
        for who in ["callum", "alison", "fiona"] {
            let refused = send(house, who, &number, "C33", "waiver", reason.clone()).await;
            assert_eq!(refused.status, 409, "{who}: {}", refused.text);
        }
        assert_eq!(send(house, "maya", &number, "C33", "waiver", json!({})).await.status, 422);
        assert_eq!(send(house, "maya", &number, "C22", "waiver", reason.clone()).await.status, 409);
        let waived = send(house, "maya", &number, "C33", "waiver", reason).await.json();
        assert_eq!(
            (waived["state"].as_str(), waived["outcome"].as_str()),
            (Some("not_needed"), Some("He lives there"))
        );
        let opened = open(house, &number).await;
        assert_eq!(opened.status, 200, "{}", opened.text);
        let history = house.browser("maya").await.get(&format!("/secondments/{number}/history")).await.text;
        assert!(
            history.contains(
                "left out the task “Leave an emergency contact, and book the travel”, with a reason"
            ),
            "{history}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_check_of_the_gate_ticks_its_task_and_back() {
    on_each_database(async |house| {
        let number = released(house, Case::Dana).await;
        let path = format!("/api/v1/secondments/{number}/start-gate/checks");
        let check = async |done: bool| {
            let body = json!({"item": "access", "done": done, "note": "Badge works"});
            let answer = house.program("maya").await.json(axum::http::Method::POST, &path, &body).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
        };
        check(true).await;
        assert_eq!(task(house, "maya", &number, "C27").await["outcome"], "The check before the start");
        let refused = send(house, "maya", &number, "C27", "reopening", json!({"reason": "No"})).await;
        assert_eq!(refused.status, 409, "what follows from the record is changed there: {}", refused.text);
        check(false).await;
        assert_eq!(state(house, &number, "C27").await, "to_do");
        finish(house, "maya", &number, "C27", "By hand").await;
        let how = gate(house, &number).await;
        assert!(item(&how, "access")["how"].as_str().unwrap().starts_with("By hand (Maya Okonjo"), "{how}");
        let page = house.browser("maya").await.get(&format!("/secondments/{number}/start")).await.text;
        assert!(!page.contains("check-access") && page.contains("check-policies"), "{page}");
    })
    .await;
}
