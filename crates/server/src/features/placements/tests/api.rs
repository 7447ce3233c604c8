//! The same through the API.

use axum::http::Method;
use serde_json::{Value, json};

use super::*;
use crate::features::placements::model::CheckInInput;
use crate::features::placements::store;
use crate::features::proposals::model::Question;
use crate::testing::on_each_database;

async fn post(who: &Visitor<'_>, number: &str, path: &str, body: Value) -> Answer {
    who.json(Method::POST, &format!("/api/v1/secondments/{number}/{path}"), &body).await
}

#[tokio::test]
async fn a_program_carries_it_from_the_gate_to_the_debrief() {
    on_each_database(async |house| {
        let number = executed(house, Case::Tomasz).await;
        let maya = house.program("maya").await;
        let closed = post(&maya, &number, "start-gate", json!({})).await;
        assert_eq!(
            (closed.status.as_u16(), closed.json()["type"].as_str()),
            (409, Some("urn:sojourn:problem:gate_closed"))
        );
        for item in ["right_to_work", "access", "induction", "policies", "insurance", "data_sharing"] {
            let body = json!({"item": item, "done": true, "note": "Confirmed by letter"});
            assert_eq!(post(&maya, &number, "start-gate/checks", body).await.status, 200);
        }
        let bent =
            post(&maya, &number, "start-gate/checks", json!({"item": "agreement", "done": true})).await;
        assert_eq!(bent.status, 422);
        let gate = maya.get(&format!("/api/v1/secondments/{number}/start-gate")).await.json();
        assert!(gate["items"].as_array().unwrap().iter().all(|item| item["state"] == "done"), "{gate}");
        let opened = post(&maya, &number, "start-gate", json!({})).await.json();
        assert_eq!(opened["workflow"], "pre_start");
        assert!(opened["allowed_actions"].as_array().unwrap().contains(&json!("confirm_arrival")));

        go_to_first_day(house, &number).await;
        let today = house.app.clock.today();
        let arrival = json!({"on": today, "how_known": "email", "version": opened["version"]});
        let active = post(&maya, &number, "arrival", arrival.clone()).await.json();
        assert_eq!((&active["workflow"], &active["presence"]), (&json!("active"), &json!("at_host")));
        assert_eq!(post(&maya, &number, "arrival", arrival).await.status, 409);
        let tomasz = house.program("tomasz").await;
        let note = json!({"held_on": today, "goals": "On the way", "wrong": 1});
        assert_eq!(post(&tomasz, &number, "check-ins", note).await.status, 422, "unknown fields are refused");
        let note = json!({"held_on": today, "goals": "On the way"});
        assert_eq!(post(&tomasz, &number, "check-ins", note).await.status, 200);
        let talks = tomasz.get(&format!("/api/v1/secondments/{number}/check-ins")).await.json();
        assert_eq!(talks["check_ins"][0]["by"], "Tomasz Wilk");

        go_past_last_day(house, &number).await;
        let today = house.app.clock.today();
        let ruth = house.program("ruth").await;
        let back = json!({"on": today, "outcome": "same_post", "post": "Management accountant"});
        assert_eq!(post(&ruth, &number, "return", back).await.json()["presence"], "returned");
        let mut answers = serde_json::Map::new();
        for question in Question::ALL {
            answers.insert(question.as_str().to_owned(), json!({"verdict": "yes", "answer": "So it was"}));
        }
        let mut debrief = json!({"held_on": today, "brought_back": "A model", "answers": answers});
        let missing = json!({"held_on": today, "brought_back": "A model", "answers": {}});
        assert_eq!(post(&ruth, &number, "debrief", missing).await.status, 422);
        debrief["version"] = json!(1);
        assert_eq!(post(&ruth, &number, "debrief", debrief.clone()).await.status, 409, "stale");
        debrief.as_object_mut().unwrap().remove("version");
        assert_eq!(post(&ruth, &number, "debrief", debrief).await.json()["workflow"], "closed");
        let told = ruth.get(&format!("/api/v1/secondments/{number}/debrief")).await.json();
        assert_eq!(told["after"]["goals"]["answer"], "So it was");
        assert_eq!(told["before"].as_object().unwrap().len(), 8);
        let after = json!({"speak_for": 7, "in_part": 0, "speak_against": 1, "unanswered": 0});
        assert_eq!(told["score_after"], after, "costs that outweigh the benefits speak against it");
        assert_eq!(told["score_before"]["unanswered"], 0);
    })
    .await;
}

#[tokio::test]
async fn check_ins_are_listed_page_by_page() {
    on_each_database(async |house| {
        let number = approvals::fixtures::released(&house.app, &house.world, Case::Dana).await.unwrap();
        let id = super::record(house, &number).await.secondment.id;
        let mut cx = house.cx("dana").await;
        for day in 1..=28 {
            let input = CheckInInput {
                held_on: chrono::NaiveDate::from_ymd_opt(2026, 10, day.min(25)).unwrap(),
                goals: format!("Talk {day}"),
                support: String::new(),
                next_step: String::new(),
            };
            store::insert_check_in(&mut cx, id, &input).await.unwrap();
        }
        cx.commit().await.unwrap();
        let program = house.program("dana").await;
        let path = format!("/api/v1/secondments/{number}/check-ins");
        let first = program.get(&path).await.json();
        let next = first["next"].as_str().unwrap().to_owned();
        let second = program.get(&format!("{path}?before={next}")).await.json();
        let goals = |page: &serde_json::Value| -> Vec<String> {
            page["check_ins"].as_array().unwrap().iter().map(|one| one["goals"].to_string()).collect()
        };
        let mut all = goals(&first);
        assert_eq!((all.len(), goals(&second).len(), second["next"].is_null()), (20, 8, true));
        all.extend(goals(&second));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 28, "each once, days with several talks as well");
        assert_eq!(program.get(&format!("{path}?before=nowhere")).await.status, 422);
        let page = house.browser("dana").await.get(&format!("/secondments/{number}/check-ins")).await;
        assert!(page.text.contains("Older") && !page.text.contains("Newer"), "{}", page.text);
        let older =
            house.browser("dana").await.get(&format!("/secondments/{number}/check-ins?before={next}")).await;
        assert!(older.text.contains("Newer"), "{}", older.text);
    })
    .await;
}
